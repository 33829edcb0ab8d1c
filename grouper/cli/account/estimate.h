/* SPDX-License-Identifier: Apache-2.0 */
/* The euros at stake of records that earn nothing because they are blocked or rejected (rule R40):
 * the days of each, at the mean amount of a day over the billable zones of the run that have a
 * tariff, of its own MPP where there are any. An estimate, never an amount, never added to one. The
 * mean is known at the end only: until then records are counted by MPP and days. */
#ifndef ESTIMATE_H
#define ESTIMATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "had.h"

/* Sub-sequences that are longer have a wrong date. Modes of two digits, and what is none. */
enum { ESTIMATE_DAYS = 62, ESTIMATE_MODES = 101 };

/* The mode that these bytes of a record are, as a number. */
int estimate_mode(const unsigned char *mpp, size_t length);

/* Days and centimes. */
struct earning {
    int64_t days, amount;
};

/* Of the billable zones of a record that have a tariff. */
struct earning earning_of(const had_result *result);

/* What the days of a run earn, by MPP. */
struct earned {
    struct earning of[ESTIMATE_MODES];
};

/* Adds a record; one that is blocked earns nothing. */
void earned_add(struct earned *earned, int mode, struct earning earning);
void earned_join(struct earned *earned, const struct earned *more);
/* Takes away what is among it. */
void earned_less(struct earned *earned, const struct earned *lost);

/* Records at stake, by MPP and days; those of 0 day have no estimate. All zero: none. */
struct stake {
    uint64_t records[ESTIMATE_MODES][ESTIMATE_DAYS + 1];
};

/* Days of a sub-sequence by its first and last; 0 when one is no date, or when they are not 1 to 62
 * days: one of them is wrong, and days that nobody was there are not counted. */
int32_t estimate_days(int32_t debut, int32_t fin);

/* Adds a record by its days, as estimate_days has them. */
void stake_add(struct stake *stake, int mode, int32_t days);
void stake_join(struct stake *stake, const struct stake *more);

/* `records`: those that have an estimate; `without`: those that have none. */
struct estimate {
    int64_t centimes;
    uint64_t records, without;
};
/* Whether there is one: nothing at all is worth 0. */
static inline bool estimate_known(const struct estimate *estimate)
{
    return estimate->records > 0 || estimate->without == 0;
}

struct estimate estimate_of(const struct stake *stake, const struct earned *earned);
/* The same of one record, in centimes; -1: it has none. */
int64_t estimate_line(int mode, int32_t days, const struct earned *earned);

#endif
