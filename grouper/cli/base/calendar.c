/* SPDX-License-Identifier: Apache-2.0 */
#include "calendar.h"

#include <stdbool.h>
#include <string.h>

static int month_days(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return days[month - 1] + (month == 2 && leap);
}

/* `digits` digits, -1 if they are not. */
static int read_number(const char *text, int digits)
{
    int number = 0;
    for (int i = 0; i < digits; i++) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        number = number * 10 + (text[i] - '0');
    }
    return number;
}

int32_t calendar_read_month(const char *text)
{
    if (strlen(text) != 7 || text[4] != '-')
        return 0;
    int year = read_number(text, 4), month = read_number(text + 5, 2);
    return year >= 1 && month >= 1 && month <= 12 ? year * 100 + month : 0;
}

int32_t calendar_read(const char *text)
{
    char month[8];
    if (strlen(text) != 10 || text[7] != '-')
        return 0;
    memcpy(month, text, 7);
    month[7] = '\0';
    int32_t read = calendar_read_month(month);
    int day = read_number(text + 8, 2);
    return read && day >= 1 && day <= month_days(read / 100, read % 100) ? read * 100 + day : 0;
}

int32_t calendar_days(int32_t date)
{
    int year = date / 10000, month = date / 100 % 100;
    year -= month <= 2;
    month = month > 2 ? month - 3 : month + 9; /* March is 0: the leap day comes last */
    return 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + date % 100 - 1;
}

int32_t calendar_span(int32_t first, int32_t last)
{
    return first && last && first <= last ? calendar_days(last) - calendar_days(first) + 1 : 0;
}

int32_t calendar_next(int32_t date)
{
    if (date % 100 < 28)
        return date + 1;
    int year = date / 10000, month = date / 100 % 100;
    if (date % 100 < month_days(year, month))
        return date + 1;
    if (month < 12)
        return year * 10000 + (month + 1) * 100 + 1;
    return year < 9999 ? (year + 1) * 10000 + 101 : 0;
}

int32_t calendar_previous(int32_t date)
{
    if (date % 100 > 1)
        return date - 1;
    int year = date / 10000, month = date / 100 % 100;
    if (month == 1)
        return (year - 1) * 10000 + 1231;
    return year * 10000 + (month - 1) * 100 + month_days(year, month - 1);
}
