/* SPDX-License-Identifier: Apache-2.0 */
/* The cells that rows by day end with, from their GHT on: the rows of one tariff and classification
 * end alike, and these are few. They are written once, then copied. */
#ifndef TAILS_H
#define TAILS_H

#include "cli/run/batch.h"

struct tails;

/* NULL when there is no memory (nothing is said); free gives it back. */
struct tails *tails_new(void);

/* Writes the cells from the GHT to the end of the row. */
void tails_row(struct tails *tails, const struct batch *batch, struct table *table,
               const struct item *item, const had_zone *zone);

#endif
