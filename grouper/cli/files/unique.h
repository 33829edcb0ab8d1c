/* SPDX-License-Identifier: Apache-2.0 */
/* No file may be read twice (rule R39), among the records or beside them, links followed. */
#ifndef UNIQUE_H
#define UNIQUE_H

#include "cli/ask/options.h"

/* Refuses a file that is there twice, among these records or beside them: 0, or USAGE with both
 * named. */
int unique_files(const struct options *options, const char *const *paths, size_t count);

#endif
