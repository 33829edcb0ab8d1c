/* SPDX-License-Identifier: Apache-2.0 */
/* What depends on the month that a sub-sequence ends in, looked up once for all its records; and
 * dates as they are compared there. */
#ifndef MONTHS_H
#define MONTHS_H

#include "lib/record/record.h"
#include "lib/tables/tables.h"

/* A date as one number that keeps the order: year, month and day, each in bits of its own. Without
 * its day it is the number of its month. */
enum { DAY_BITS = 5, MONTH_BITS = 4, YEAR_BITS = DAY_BITS + MONTH_BITS, DAY_MASK = 31 };
#define DATE_KEY(year, month, day) ((year) << YEAR_BITS | (month) << DAY_BITS | (day))
/* Later than any. */
#define DATE_KEY_NONE INT32_MAX

static inline int32_t date_key(int32_t date)
{
    return DATE_KEY(date_year(date), date_month(date), date_day(date));
}

/* Numbers of months: from that of the first entry that is good to those of the last year that has
 * rules of its own; some stand for no month. */
enum {
    MONTHS_FIRST = ENTREE_FIRST / 10000 << MONTH_BITS,
    MONTHS_COUNT = ((YEAR_LAST + 1) << MONTH_BITS) - MONTHS_FIRST
};

/* The most days that a usual sub-sequence has: a campagne is no longer than a year. */
enum { USUAL_DAYS = 366 };

/* Of the month of a date_key. */
static inline int32_t month_index(int32_t key)
{
    return (key >> DAY_BITS) - MONTHS_FIRST;
}

struct month_facts {
    const struct year_rules *year;               /* NULL: usual_read leaves it */
    const struct classification *classification; /* of all its days; NULL: none is loaded */
    const struct due *due;
    int32_t before; /* AAAAMM00 */
    uint16_t campagne;
    uint16_t number; /* of the classification; HAD_USUAL_NONE */
};

struct months {
    unsigned char last[16]; /* day of a month, February having 28; 0 = no such month */
    unsigned char last_leap[16];
    int32_t day_before[MONTHS_COUNT]; /* day number of the day before its first */
    struct month_facts month[MONTHS_COUNT];
};

/* The day number of a date that has a month. */
static inline int32_t key_days(const struct months *months, int32_t key)
{
    return months->day_before[month_index(key)] + (key & DAY_MASK);
}

/* `years`, by index: those whose rules usual records can meet; `priced`: there are tariffs. Where
 * no classification is loaded, records are controlled alone. NULL when there is no memory. */
struct months *months_new(const struct had_tables *tables, const bool *years, bool priced,
                          const had_allocator *allocator);

#endif
