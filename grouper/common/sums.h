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

static inline void sum_up(int64_t *sum, int64_t more)
{
    *sum = sum_holds(*sum, more) ? *sum + more : SUM_FULL;
}

#endif
