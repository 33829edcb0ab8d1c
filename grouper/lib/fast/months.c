/* SPDX-License-Identifier: Apache-2.0 */
#include "months.h"

#include "lib/base/memory.h"
#include "lib/rules/price.h"

/* The zones of a usual record cannot pass 32 bits. */
static bool tarifs_small(const struct due *due)
{
    bool small = true;
    for (int s = 0; s < SECTEURS; s++)
        for (int v = 0; v < VARIANTES; v++)
            for (int ght = 0; ght <= GHT_COUNT; ght++)
                small &= due->of[s][v][ght].centimes <= INT32_MAX / USUAL_DAYS;
    return small;
}

static unsigned char month_days(int year, int number)
{
    static const unsigned char days[] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return (unsigned char)(days[number] + (number == 2 && date_leap(year)));
}

static const struct classification *classification_of(const struct had_tables *tables,
                                                      int32_t first, int32_t last)
{
    int of_first = tables_classification(tables, first);
    return of_first >= 0 && of_first == tables_classification(tables, last)
               ? &tables->classification[of_first]
               : NULL;
}

static void month_fill(struct month_facts *month, const struct had_tables *tables, int year,
                       int number, int32_t days)
{
    int32_t before = year * 10000 + number * 100, first = before + 1, last = before + days;
    int campagne = campagne_of(first, year);
    const struct classification *c = classification_of(tables, first, last);
    if (!c || campagne != campagne_of(last, year))
        return;
    *month = (struct month_facts){.classification = c,
                                  .year = &tables->rules->year[year_index(year)],
                                  .due = tarifs_all(&tables->tarifs, campagne),
                                  .before = before,
                                  .campagne = (uint16_t)campagne,
                                  .number = (uint16_t)(c - tables->classification)};
}

static void months_fill(struct months *months, const struct had_tables *tables, const bool *years,
                        bool priced)
{
    static const struct due nothing;
    const struct due *small = NULL; /* looked at last, and found so */
    int32_t day_before = date_days(ENTREE_FIRST / 10000 * 10000 + 101) - 1;
    for (int year = ENTREE_FIRST / 10000; year <= YEAR_LAST; year++)
        for (int number = 1; number <= 12; number++) {
            int32_t days = month_days(year, number);
            int32_t at = (year << MONTH_BITS | number) - MONTHS_FIRST;
            struct month_facts *month = &months->month[at];
            months->day_before[at] = day_before;
            day_before += days;
            if (year >= YEAR_FIRST && years[year_index(year)])
                month_fill(month, tables, year, number, days);
            if (!priced)
                month->due = &nothing;
            if (month->classification && month->due != small && tarifs_small(month->due))
                small = month->due;
            if (month->due != small)
                month->classification = NULL;
        }
}

struct months *months_new(const struct had_tables *tables, const bool *years, bool priced,
                          const had_allocator *allocator)
{
    struct months *months = memory_take(allocator, 1, sizeof *months);
    if (!months)
        return NULL;
    enum { COMMON_YEAR = 1985, LEAP_YEAR = 1984 };
    for (int number = 1; number <= 12; number++) {
        months->last[number] = month_days(COMMON_YEAR, number);
        months->last_leap[number] = month_days(LEAP_YEAR, number);
    }
    months_fill(months, tables, years, priced);
    return months;
}
