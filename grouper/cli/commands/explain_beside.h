/* SPDX-License-Identifier: Apache-2.0 */
/* What was billed beside the days of the records told: drugs (FICHCOMP, RSF H) and invoices (RSF),
 * each with the file and line that says so. */
#ifndef EXPLAIN_BESIDE_H
#define EXPLAIN_BESIDE_H

#include "cli/run/batch.h"

struct billed_beside;

/* NULL when there is no memory, a message having been said. */
struct billed_beside *beside_new(const struct batch *batch);
void beside_free(struct billed_beside *beside);

/* Whether a record is to be priced for them, told or not: what an invoice is due comes from all the
 * records that it covers. */
bool beside_prices(const struct billed_beside *beside, const struct item *item);
/* Each record of the file, in order: drugs are tied to the first that holds their date. `result`:
 * of those that are priced, or told; NULL for the others. False when there is no memory. */
bool beside_record(struct billed_beside *beside, const struct item *item, const had_result *result,
                   bool told);
/* Lines that beside_tell takes at most for a day (--jour). */
size_t beside_day_lines(const struct options *options);
/* Reads the files beside and tells what they hold of the records told. 0, or FILES with a message
 * said. */
int beside_tell(struct billed_beside *beside, struct sink *sink);

#endif
