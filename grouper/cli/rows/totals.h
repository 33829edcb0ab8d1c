/* SPDX-License-Identifier: Apache-2.0 */
/* Sums of priced records by any keys. */
#ifndef TOTALS_H
#define TOTALS_H

#include "cli/run/batch.h"

struct totals;

/* NULL when there is no memory. Freed with totals_free. */
struct totals *totals_new(const struct options *options);
void totals_free(struct totals *totals);

/* Columns for these keys; freed with the totals. */
const struct column *const *totals_columns(const struct totals *totals);

/* No row yet, the same keys; NULL when there is no memory. */
struct totals *totals_like(const struct totals *totals);
/* Adds the rows of others; false when there is no memory. */
bool totals_join(struct totals *totals, struct totals *others);

/* Adds one record; false when there is no memory (a message is said). */
bool totals_add(struct totals *totals, const struct batch *batch, const struct item *item);

/* Adds usual records; false when there is no memory. */
bool totals_usual(struct totals *totals, const struct batch *batch, const struct item *item,
                  const had_usual *usual);
/* Whether these totals can. */
bool totals_take_usual(const struct totals *totals);

/* From the header of an output (CSV), or its first row (JSON): the keys it has. False if it is no
 * output of totals; *totals is NULL when there is no memory. */
bool totals_parse(const char *header, enum table_format format, struct totals **totals);
/* Adds a row of an output; false when it is not one, or memory lacks (a message is said). */
bool totals_add_row(struct totals *totals, enum table_format format, const unsigned char *row,
                    size_t length);
bool totals_lacking(const struct totals *totals);

/* Days and centimes of all the rows, once they are written. */
int64_t totals_days(const struct totals *totals);
int64_t totals_amount(const struct totals *totals);
/* Centimes that the insurance pays of them. */
int64_t totals_amo(const struct totals *totals);

/* A sum of some row is full (sums.h). */
bool totals_full(const struct totals *totals);

/* Whether these are the names of columns that may follow the sums of every output. */
bool totals_more(const char *names);

/* Writes the rows, in the order of their keys. False when there is no memory (a message is said).
 */
bool totals_write(struct totals *totals, struct table *table);

#endif
