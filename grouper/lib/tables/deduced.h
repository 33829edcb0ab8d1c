/* SPDX-License-Identifier: Apache-2.0 */
/* What deductions.csv adds to a classification of observed groups (rules R46, R47). */
#ifndef DEDUCED_H
#define DEDUCED_H

#include "classification.h"

/* Bit of struct triple's `observed`: it has a row in groupes.csv. */
enum { TRIPLE_SEEN = 0x80 };

/* Reads the table: intervals, and the GHT that follow from them, by the ways that `deduire` (a
 * had_deduire) allows. An observed cell always wins. HAD_OK, HAD_E_TABLE or HAD_E_MEMORY. */
int deduced_read(const had_allocator *allocator, const had_file *file, int deduire,
                 struct classification *c, had_error *error);

/* Refuses a directory whose deductions come from other groups than those in it. `sha256` is what
 * its card says, "" when it says nothing. */
int deduced_check(const char *sha256, const had_file *groupes, const had_file *deductions,
                  had_error *error);

#endif
