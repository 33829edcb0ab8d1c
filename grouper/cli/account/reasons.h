/* SPDX-License-Identifier: Apache-2.0 */
/* Why records are in error: how many of them carry each code retour. Each record has one, so that
 * the counts add up to the records in error. */
#ifndef REASONS_H
#define REASONS_H

#include <stdbool.h>
#include <stdint.h>

#include "had.h"

enum { REASONS_CODES = 1000, REASONS_TOLD = 5 };

/* By the three digits of the code. */
struct reasons {
    uint64_t records[REASONS_CODES];
};

/* Counts a record in error. */
void reasons_add(struct reasons *reasons, const had_result *result);
/* Adds the counts of another worker. */
void reasons_join(struct reasons *reasons, const struct reasons *more);

/* For the summary: the codes that most records carry, then how many records have another. */
void reasons_report(const struct reasons *reasons, bool rapss);

#endif
