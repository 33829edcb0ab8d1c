/* SPDX-License-Identifier: Apache-2.0 */
/* What is said of the files given beside the records: their defects when they are read, what was
 * taken away from them in the summary. */
#ifndef GIVEN_H
#define GIVEN_H

#include <stdbool.h>

#include "common/debris.h"
#include "had.h"

/* The lines of a convention file that hold records back (033-036); of one code in one file the
 * first ones only, then how many more, unless `all`. */
void given_say(const had_tables *tables, bool all);

/* For the summary: debris, codes read as the code they mean, files without a line, tariffs left to
 * fill in. */
void given_report(const had_tables *tables);

/* Says what was taken away from a file, or from the records, if anything was. */
void given_debris(const char *name, const struct debris *debris);

#endif
