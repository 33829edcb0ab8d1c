/* SPDX-License-Identifier: Apache-2.0 */
/* What was billed beside the days of the records told: drugs (FICHCOMP) and invoices (RSF). */
#ifndef EXPLAIN_BESIDE_H
#define EXPLAIN_BESIDE_H

#include "cli/run/batch.h"

struct beside;

/* NULL when there is no memory, a message having been said. */
struct beside *beside_new(const struct batch *batch);
void beside_free(struct beside *beside);

/* Each record of the file, in order: drugs are tied to the first that holds their date. `told`: the
 * record that is told, with its result; NULL for the others. False when there is no memory. */
bool beside_record(struct beside *beside, const struct item *item, const had_result *told);
/* Reads the files beside and tells what they hold of the records told. 0, or FILES with a message
 * said. */
int beside_tell(struct beside *beside, struct sink *sink);

#endif
