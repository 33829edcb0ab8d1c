/* SPDX-License-Identifier: Apache-2.0 */
/* Sums that cannot wrap. What is added is never negative: a sum that would pass the bound stays at
 * it, in whatever order its parts come, and the run that has one ends as broken. */
#ifndef SUMS_H
#define SUMS_H

#include <stdint.h>

#define SUM_FULL INT64_MAX

static inline void sum_up(int64_t *sum, int64_t more)
{
    *sum = more > SUM_FULL - *sum ? SUM_FULL : *sum + more;
}

#endif
