/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers as text, two digits at a time. Each call writes at `out`, where there is room, and
 * returns where the next byte goes. */
#ifndef DIGITS_H
#define DIGITS_H

#include <stdint.h>
#include <string.h>

static const char digit_pairs[201] = "00010203040506070809101112131415161718192021222324"
                                     "25262728293031323334353637383940414243444546474849"
                                     "50515253545556575859606162636465666768697071727374"
                                     "75767778798081828384858687888990919293949596979899";

/* Below 100. */
static inline unsigned char *write_two(unsigned char *out, uint32_t n)
{
    memcpy(out, digit_pairs + (size_t)2 * n, 2);
    return out + 2;
}

/* The same as a text, which lasts for a sentence: 07. */
struct two_text {
    char text[3];
};

static inline struct two_text two_text(unsigned n)
{
    struct two_text out = {{digit_pairs[2 * n], digit_pairs[2 * n + 1], '\0'}};
    return out;
}

/* Of any length: the short ones have a shorter way. */
static inline unsigned char *write_long(unsigned char *out, uint64_t n)
{
    unsigned char text[20], *end = text + sizeof text, *start = end;
    for (; n >= 100; n /= 100)
        write_two(start -= 2, (uint32_t)(n % 100));
    if (n >= 10)
        write_two(start -= 2, (uint32_t)n);
    else
        *--start = (unsigned char)('0' + n);
    memcpy(out, start, (size_t)(end - start));
    return out + (end - start);
}

static inline unsigned char *write_number(unsigned char *out, uint64_t n)
{
    if (n >= 1000)
        return write_long(out, n);
    uint32_t small = (uint32_t)n, hundreds = small / 100;
    if (small >= 100)
        *out++ = (unsigned char)('0' + hundreds);
    if (small >= 10)
        return write_two(out, small - 100 * hundreds);
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
        write_two(out -= 2, n % 100);
    if (width > 0)
        out[-1] = (unsigned char)('0' + n % 10);
    return end;
}

/* AAAA-MM-JJ of a date other than 0: the last two bytes are the day. */
static inline unsigned char *write_date(unsigned char *out, int32_t date)
{
    uint32_t year = (uint32_t)date / 10000, rest = (uint32_t)date % 10000;
    out = write_two(write_two(out, year / 100), year % 100);
    *out++ = '-';
    out = write_two(out, rest / 100);
    *out++ = '-';
    return write_two(out, rest % 100);
}

/* Centimes as euros with two decimals. */
static inline unsigned char *write_euros(unsigned char *out, int64_t centimes, char point)
{
    uint64_t n = centimes < 0 ? 0 - (uint64_t)centimes : (uint64_t)centimes;
    if (centimes < 0)
        *out++ = '-';
    out = write_number(out, n / 100);
    *out++ = (unsigned char)point;
    return write_two(out, (uint32_t)(n % 100));
}

/* Thousandths with three decimals. */
static inline unsigned char *write_thousandths(unsigned char *out, int64_t thousandths, char point)
{
    uint64_t n = thousandths < 0 ? 0 - (uint64_t)thousandths : (uint64_t)thousandths;
    if (thousandths < 0)
        *out++ = '-';
    out = write_number(out, n / 1000);
    *out++ = (unsigned char)point;
    return write_digits(out, 3, (uint32_t)(n % 1000));
}

/* Ten-thousandths, not negative, with four decimals. */
static inline unsigned char *write_weight(unsigned char *out, int64_t weight)
{
    out = write_number(out, (uint64_t)weight / 10000);
    *out++ = '.';
    return write_digits(out, 4, (uint32_t)(weight % 10000));
}

#endif
