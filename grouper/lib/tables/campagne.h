/* SPDX-License-Identifier: Apache-2.0 */
/* The campagne of a day (tables/campagnes.csv): 1 March to the end of February, the calendar year
 * from 2026. */
#ifndef CAMPAGNE_H
#define CAMPAGNE_H

#include <stdint.h>

#include "campagnes.gen.h"

enum { CAMPAGNE_FIRST = 2000, CAMPAGNE_LAST = 2199 };

/* Its first day. */
static inline int32_t campagne_debut(int32_t campagne)
{
    int32_t day = 0;
#define X(from, month_day) day = campagne >= (from) || day == 0 ? (month_day) : day;
    CAMPAGNES(X)
#undef X
    return campagne * 10000 + day;
}

/* The campagne of a day; 0 for no day. `year` is the year of the day. */
static inline int32_t campagne_of(int32_t date, int32_t year)
{
    return date == 0 ? 0 : year - (date < campagne_debut(year));
}

#endif
