/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HELP_H
#define HELP_H

#include "words.h"

/* What `had --help` prints. */
const char *help(enum language language);

#endif
