/* SPDX-License-Identifier: Apache-2.0 */
#include "calendar.h"

#include <string.h>

#include "common/date.h"

int32_t calendar_read(const char *text)
{
    return date_read_iso(text, strlen(text));
}

int32_t calendar_read_month(const char *text)
{
    char first[11];
    if (strlen(text) != 7)
        return 0;
    memcpy(first, text, 7);
    memcpy(first + 7, "-01", 4);
    return calendar_read(first) / 100;
}

int32_t calendar_span(int32_t first, int32_t last)
{
    return first && last && first <= last ? date_days(last) - date_days(first) + 1 : 0;
}

int32_t calendar_next(int32_t date)
{
    if (date_day(date) < 28) /* every month has 28 days: most calls end here */
        return date + 1;
    int year = date_year(date), month = date_month(date);
    if (date_make(year, month, date_day(date) + 1))
        return date + 1;
    return month < 12 ? date_make(year, month + 1, 1) : date_make(year + 1, 1, 1);
}

int32_t calendar_month_end(int32_t date)
{
    int last = 31;
    while (!date_make(date_year(date), date_month(date), last))
        last--;
    return date - date_day(date) + last;
}

int32_t calendar_previous(int32_t date)
{
    return date_from_days(date_days(date) - 1);
}
