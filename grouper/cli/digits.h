/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers as text, two digits at a time. Each call writes at `out`, where there is room, and
 * returns where the next byte goes. */
#ifndef DIGITS_H
#define DIGITS_H

#include <stdint.h>
#include <string.h>

/* "00" to "99". */
extern const char digit_pairs[201];

static inline unsigned char *write_pair(unsigned char *out, uint32_t n)
{
    memcpy(out, digit_pairs + (size_t)2 * n, 2);
    return out + 2;
}

/* Four digits or more. */
unsigned char *write_long(unsigned char *out, uint64_t n);

static inline unsigned char *write_number(unsigned char *out, uint64_t n)
{
    if (n >= 1000)
        return write_long(out, n);
    uint32_t small = (uint32_t)n, hundreds = small / 100;
    if (small >= 100)
        *out++ = (unsigned char)('0' + hundreds);
    if (small >= 10)
        return write_pair(out, small - 100 * hundreds);
    *out++ = (unsigned char)('0' + small);
    return out;
}

static inline unsigned char *write_signed(unsigned char *out, int64_t n)
{
    if (n < 0)
        *out++ = '-';
    return write_number(out, n < 0 ? 0 - (uint64_t)n : (uint64_t)n);
}

/* Exactly `width` digits; n must fit. */
static inline unsigned char *write_digits(unsigned char *out, int width, uint32_t n)
{
    unsigned char *end = out + width;
    for (out = end; width >= 2; width -= 2, n /= 100)
        write_pair(out -= 2, n % 100);
    if (width > 0)
        out[-1] = (unsigned char)('0' + n % 10);
    return end;
}

/* AAAA-MM-JJ of a date other than 0: the last two bytes are the day. */
static inline unsigned char *write_date(unsigned char *out, int32_t date)
{
    uint32_t year = (uint32_t)date / 10000, rest = (uint32_t)date % 10000;
    out = write_pair(write_pair(out, year / 100), year % 100);
    *out++ = '-';
    out = write_pair(out, rest / 100);
    *out++ = '-';
    return write_pair(out, rest % 100);
}

/* Centimes as euros with two decimals. */
static inline unsigned char *write_euros(unsigned char *out, int64_t centimes, char point)
{
    uint64_t n = centimes < 0 ? 0 - (uint64_t)centimes : (uint64_t)centimes;
    if (centimes < 0)
        *out++ = '-';
    out = write_number(out, n / 100);
    *out++ = (unsigned char)point;
    return write_pair(out, (uint32_t)(n % 100));
}

#endif
