/* SPDX-License-Identifier: Apache-2.0 */
/* The cells that rows by day and by zone begin with; those of rows by day from their GHT on, and
 * those of rows by zone around their amount: the rows of one tariff and classification have the
 * same, and these are few. They are written once, then copied. */
#ifndef TAILS_H
#define TAILS_H

#include "cli/run/batch.h"

struct tails;

/* NULL when there is no memory (nothing is said); free gives it back. */
struct tails *tails_new(void);

/* Begins the row of a record: the cells from the file to the number of the sub-sequence. */
void tails_head(struct tails *tails, const struct batch *batch, struct table *table,
                const struct item *item);
/* Of rows by day: writes the cells from the GHT to the end of the row. */
void tails_row(struct tails *tails, const struct batch *batch, struct table *table,
               const struct item *item, const had_zone *zone);
/* Of rows by zone: writes the cells from the sector to what grouped the zone, the amount between.
 */
void tails_zone(struct tails *tails, const struct batch *batch, struct table *table,
                const struct item *item, const had_zone *zone);

#endif
