/* SPDX-License-Identifier: Apache-2.0 */
#include "months.h"

#include "lib/base/memory.h"
#include "lib/rules/price.h"

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
                       int number, int32_t days, bool priced)
{
    static const struct due nothing;
    int32_t before = year * 10000 + number * 100, first = before + 1, last = before + days;
    int campagne = campagne_of(first, year);
    const struct classification *c = classification_of(tables, first, last);
    const struct due *due = priced ? tarifs_all(&tables->tarifs, campagne) : &nothing;
    const bool none = tables->classification_count == 0;
    if (!(c || none) || campagne != campagne_of(last, year))
        return;
    if (due->most > INT32_MAX / USUAL_DAYS) /* the zones of a usual record cannot pass 32 bits */
        return;
    *month =
        (struct month_facts){.year = &tables->rules->year[year_index(year)],
                             .classification = c,
                             .due = due,
                             .before = before,
                             .campagne = (uint16_t)campagne,
                             .number = c ? (uint16_t)(c - tables->classification) : HAD_USUAL_NONE};
}

static void months_fill(struct months *months, const struct had_tables *tables, const bool *years,
                        bool priced)
{
    int32_t day_before = date_days(ENTREE_FIRST / 10000 * 10000 + 101) - 1;
    for (int year = ENTREE_FIRST / 10000; year <= YEAR_LAST; year++)
        for (int number = 1; number <= 12; number++) {
            int32_t days = month_days(year, number);
            int32_t at = (year << MONTH_BITS | number) - MONTHS_FIRST;
            months->day_before[at] = day_before;
            day_before += days;
            if (year >= YEAR_FIRST && years[year_index(year)])
                month_fill(&months->month[at], tables, year, number, days, priced);
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
