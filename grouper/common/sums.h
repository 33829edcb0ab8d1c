/* SPDX-License-Identifier: Apache-2.0 */
/* Sums that cannot wrap. What is added is never negative: a sum that would pass the bound stays at
 * it, in whatever order its parts come, and the run that has one ends as broken. */
#ifndef SUMS_H
#define SUMS_H

#include <stdbool.h>
#include <stdint.h>

#define SUM_FULL INT64_MAX

static inline bool sum_holds(int64_t sum, int64_t more)
{
    return more <= SUM_FULL - sum;
}

/* Adds; true when the sum would pass the bound: it is then no sum any more. */
static inline bool sum_passes(int64_t *sum, int64_t more)
{
#if defined(__GNUC__)
    return __builtin_add_overflow(*sum, more, sum); /* the processor tells by the way */
#else
    bool holds = sum_holds(*sum, more);
    *sum += holds ? more : 0;
    return !holds;
#endif
}

static inline void sum_up(int64_t *sum, int64_t more)
{
    if (sum_passes(sum, more))
        *sum = SUM_FULL;
}

#endif
