/* SPDX-License-Identifier: Apache-2.0 */
/* The campagne of a day (tables/campagnes.csv): 1 March to the end of February, the calendar year
 * from 2026. */
#ifndef CAMPAGNE_H
#define CAMPAGNE_H

#include <stdint.h>

#include "campagnes.gen.h"
#include "common/date.h"

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

/* Rule R24: the sub-sequence holds the last of February and 1 March of one year, up to 2025; a
 * campagne that begins with the year asks for nothing. 0 = no date. */
static inline bool campagne_crossed(int32_t debut, int32_t fin)
{
    if (debut == 0 || fin == 0)
        return false;
    int32_t next = campagne_debut(campagne_of(debut, date_year(debut)) + 1);
    return fin >= next && next % 10000 != 101;
}

#endif
