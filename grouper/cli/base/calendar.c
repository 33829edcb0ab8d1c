/* SPDX-License-Identifier: Apache-2.0 */
#include "calendar.h"

#include <stdio.h>
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

/* Digits from *p on, at most `most` of them, which moves behind them; their number. */
static size_t take_digits(const char **p, size_t most, int *value)
{
    size_t count = 0;
    for (*value = 0; count < most && **p >= '0' && **p <= '9'; count++)
        *value = *value * 10 + *(*p)++ - '0';
    return count;
}

bool calendar_month_meant(const char *text, char month[CALENDAR_MEANT])
{
    int first, second, day;
    const bool year_first = strspn(text, "0123456789") >= 4;
    if (take_digits(&text, year_first ? 4 : 2, &first) == 0)
        return false;
    text += *text != '\0' && (*text < '0' || *text > '9');
    if (take_digits(&text, year_first ? 2 : 4, &second) == 0)
        return false;
    if (year_first && *text == '-' && (text++, take_digits(&text, 2, &day)) == 0)
        return false;
    const int year = year_first ? first : second, of_year = year_first ? second : first;
    if (*text != '\0' || year < 1000 || of_year < 1 || of_year > 12)
        return false;
    snprintf(month, CALENDAR_MEANT, "%04d-%02d", year % 10000, of_year);
    return true;
}

bool calendar_day_meant(const char *text, char day[CALENDAR_MEANT])
{
    int number[3];
    const bool year_first = strspn(text, "0123456789") == 4;
    for (int i = 0; i < 3; i++) {
        if (i > 0 && strchr("-/. ", *text) != NULL && *text != '\0')
            text++;
        else if (i > 0)
            return false;
        if (take_digits(&text, i == (year_first ? 0 : 2) ? 4 : 2, &number[i]) == 0)
            return false;
    }
    const int year = number[year_first ? 0 : 2];
    snprintf(day, CALENDAR_MEANT, "%04d-%02d-%02d", year, number[1], number[year_first ? 2 : 0]);
    return *text == '\0' && year >= 1000 && calendar_read(day) != 0;
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
