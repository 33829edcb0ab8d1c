/* SPDX-License-Identifier: Apache-2.0 */
/* Dates of the records: JJMMAAAA in, AAAAMMJJ as an int32_t inside (0 = not a real date), and the
 * civil day number where days are counted. Proleptic Gregorian, years 1 to 9999. */
#ifndef DATE_H
#define DATE_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "bytes.h"
#include "digits.h"

enum { DATE_LENGTH = 8 };

static inline bool date_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* Days that a month may have, a bit each; 29 February needs a closer look. */
static const uint32_t date_valid_days[16] = {
    0,          0xFFFFFFFE, 0x3FFFFFFE, 0xFFFFFFFE, 0x7FFFFFFE, 0xFFFFFFFE, 0x7FFFFFFE,
    0xFFFFFFFE, 0xFFFFFFFE, 0x7FFFFFFE, 0xFFFFFFFE, 0x7FFFFFFE, 0xFFFFFFFE};

static inline int32_t date_make(int year, int month, int day)
{
    if ((unsigned)month > 12 || (unsigned)day > 31 || !(date_valid_days[month] >> day & 1) ||
        year < 1 || year > 9999 || (month == 2 && day == 29 && !date_leap(year)))
        return 0;
    return year * 10000 + month * 100 + day;
}

static inline int date_year(int32_t date)
{
    return (int)((uint32_t)date / 10000); /* never below 0: cheaper so */
}

static inline int date_month(int32_t date)
{
    return (int)((uint32_t)date / 100 % 100);
}

static inline int date_day(int32_t date)
{
    return (int)((uint32_t)date % 100);
}

/* Whether a number is a date AAAAMMJJ. */
static inline bool date_real(int32_t date)
{
    return date > 0 && date_make(date_year(date), date_month(date), date_day(date)) == date;
}

/* Reads JJMMAAAA. Blank dates are as common as filled ones: no branch tells them apart. */
static inline int32_t date_read(const unsigned char *p)
{
    uint64_t v = load8(p);
    bool numeric = digits8(v);
    /* Pairs of digits become numbers of two digits, one every other byte. */
    v &= BYTES(0x0F);
    v = v * 10 + (v >> 8);
    uint32_t day = v & 0xFF, month = v >> 16 & 0xFF, century = v >> 32 & 0xFF,
             rest = v >> 48 & 0xFF;
    int32_t year = (int32_t)(century * 100 + rest);
    uint32_t valid = date_valid_days[month & 15] >> (day & 31);
    bool real = numeric & (month < 16) & (day < 32) & (year > 0) & (valid & 1);
    if (month == 2 && day == 29)
        real &= date_leap(year);
    return real ? year * 10000 + (int32_t)(month * 100 + day) : 0;
}

/* Writes JJMMAAAA; blanks for 0. */
static inline void date_write(unsigned char *p, int32_t date)
{
    if (date == 0) {
        memset(p, ' ', DATE_LENGTH);
        return;
    }
    uint32_t year = (uint32_t)date_year(date);
    p = write_two(write_two(p, (uint32_t)date_day(date)), (uint32_t)date_month(date));
    write_two(write_two(p, year / 100), year % 100);
}

/* As date_write, near another date that is written: of the same month, the day alone is new. Dates
 * of two months are at least 70 apart. */
static inline void date_write_near(unsigned char *p, int32_t date, const unsigned char *other,
                                   int32_t of_other)
{
    enum { DAY_LENGTH = 2 };
    if (of_other == 0 || (uint32_t)(date - of_other) > 30) {
        date_write(p, date);
        return;
    }
    write_two(p, (uint32_t)date_day(date));
    memcpy(p + DAY_LENGTH, other + DAY_LENGTH, DATE_LENGTH - DAY_LENGTH);
}

/* Writes AAAA-MM-JJ and a NUL. */
void date_text(char out[11], int32_t date);

/* Reads AAAA-MM-JJ, exactly; 0 if it is not that. */
int32_t date_read_iso(const char *text, size_t length);

/* Days since 0000-03-01, and back. `date` must be a real one. */
static inline int32_t date_days(int32_t date)
{
    int year = date_year(date), month = date_month(date), day = date_day(date);
    year -= month <= 2;
    int shifted = month > 2 ? month - 3 : month + 9; /* March is 0: the leap day comes last */
    return 365 * year + year / 4 - year / 100 + year / 400 + (153 * shifted + 2) / 5 + day - 1;
}

int32_t date_from_days(int32_t days);

#endif
