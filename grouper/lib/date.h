/* SPDX-License-Identifier: Apache-2.0 */
/* Dates of the records: JJMMAAAA in, AAAAMMJJ as an int32_t inside (0 = not a real date), and the
 * civil day number where days are counted. Proleptic Gregorian, years 1 to 9999. */
#ifndef DATE_H
#define DATE_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { DATE_LENGTH = 8 };

static inline bool date_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static inline int date_month_days(int year, int month)
{
    static const uint8_t days[13] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[month] + (month == 2 && date_leap(year));
}

static inline int32_t date_make(int year, int month, int day)
{
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 ||
        day > date_month_days(year, month))
        return 0;
    return year * 10000 + month * 100 + day;
}

static inline int date_year(int32_t date)
{
    return date / 10000;
}

static inline int date_month(int32_t date)
{
    return date / 100 % 100;
}

static inline int date_day(int32_t date)
{
    return date % 100;
}

/* Eight bytes as one word, first byte lowest, on any machine. */
static inline uint64_t load8(const unsigned char *p)
{
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ && !defined(HAD_NO_FAST)
    uint64_t v;
    memcpy(&v, p, sizeof v);
    return v;
#else
    uint64_t v = 0;
    for (int i = 7; i >= 0; i--)
        v = v << 8 | p[i];
    return v;
#endif
}

#define BYTES(x) (UINT64_C(0x0101010101010101) * (x))

static inline bool digits8(uint64_t v)
{
    return ((v & (v + BYTES(0x06)) & BYTES(0xF0)) ^ BYTES(0x30)) == 0;
}

static inline bool blank8(const unsigned char *p)
{
    return load8(p) == BYTES(' ');
}

/* Reads JJMMAAAA. */
static inline int32_t date_read(const unsigned char *p)
{
    uint64_t v = load8(p);
    if (!digits8(v))
        return 0;
    /* Pairs of digits become numbers of two digits, one every other byte. */
    v &= BYTES(0x0F);
    v = v * 10 + (v >> 8);
    int day = v & 0xFF, month = v >> 16 & 0xFF, century = v >> 32 & 0xFF, rest = v >> 48 & 0xFF;
    return date_make(century * 100 + rest, month, day);
}

/* Writes JJMMAAAA; blanks for 0. */
void date_write(unsigned char *p, int32_t date);

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
