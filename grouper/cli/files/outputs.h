/* SPDX-License-Identifier: Apache-2.0 */
#ifndef OUTPUTS_H
#define OUTPUTS_H

#include "cli/ask/options.h"

/* No output of a run may be one of its inputs, one of its tables, or another of its outputs, by
 * whatever name; nor may one be protected against writing. Looked at before anything is opened to
 * write: of every command, then of files that directories stand for. 0, USAGE or FILES, with a
 * message said. */
int outputs_check(const struct options *options);

#endif
