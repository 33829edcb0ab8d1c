/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes of a record, one at a time and eight at a time. What works on eight bytes has a plain twin:
 * with HAD_NO_FAST the twin is used, and every result is the same. */
#ifndef BYTES_H
#define BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "common/hints.h"

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ && !defined(HAD_NO_FAST)
enum { FAST_PATHS = 1 };
#else
enum { FAST_PATHS = 0 };
#endif

static inline bool digit(unsigned char c)
{
    return (unsigned char)(c - '0') <= 9;
}

static inline bool capital(unsigned char c)
{
    return (unsigned char)(c - 'A') <= 'Z' - 'A';
}

static inline bool alphanumeric(unsigned char c)
{
    return digit(c) || (unsigned char)((c | 0x20) - 'a') <= 'z' - 'a';
}

/* One or more bytes of a field are blank, digits: the plain forms. */
static inline bool blank(const unsigned char *p, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (p[i] != ' ')
            return false;
    return true;
}

static inline bool digits(const unsigned char *p, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (!digit(p[i]))
            return false;
    return true;
}

/* How long a text is without the blanks after it. */
static inline size_t text_length(const unsigned char *p, size_t length)
{
    while (length > 0 && p[length - 1] == ' ')
        length--;
    return length;
}

/* Leaves the blanks around a text out. */
static inline void trim(const unsigned char **p, const unsigned char **end)
{
    *end = *p + text_length(*p, (size_t)(*end - *p));
    while (*p < *end && **p == ' ')
        ++*p;
}

/* Copies text without the blanks around it, blanks after it, cut to `size`. False when it is blank.
 */
static inline bool keep_trimmed(unsigned char *out, size_t size, const unsigned char *p,
                                size_t length)
{
    if (length == size && size > 0 && *p != ' ') { /* as it stands, as nearly always */
        memcpy(out, p, size);
        return true;
    }
    const unsigned char *end = p + length;
    trim(&p, &end);
    size_t kept = (size_t)(end - p) < size ? (size_t)(end - p) : size;
    memset(out, ' ', size);
    memcpy(out, p, kept);
    return kept > 0;
}

/* Two digits as a number, -1 if they are not. */
static inline int two_digits(const unsigned char *p)
{
    return digit(p[0]) && digit(p[1]) ? (p[0] - '0') * 10 + (p[1] - '0') : -1;
}

static inline int three_digits(const unsigned char *p)
{
    return digit(p[0]) && digit(p[1]) && digit(p[2])
               ? (p[0] - '0') * 100 + (p[1] - '0') * 10 + (p[2] - '0')
               : -1;
}

/* Eight bytes as one word, the first byte lowest, on any machine. */
static inline uint64_t load8(const unsigned char *p)
{
    uint64_t v = 0;
    if (FAST_PATHS) {
        memcpy(&v, p, sizeof v);
        return v;
    }
    for (int i = 7; i >= 0; i--)
        v = v << 8 | p[i];
    return v;
}

/* Four bytes, the same. */
static inline uint32_t load4(const unsigned char *p)
{
    uint32_t v = 0;
    if (FAST_PATHS) {
        memcpy(&v, p, sizeof v);
        return v;
    }
    for (int i = 3; i >= 0; i--)
        v = v << 8 | p[i];
    return v;
}

/* The same byte eight times. */
#define BYTES(x) (UINT64_C(0x0101010101010101) * (x))

static inline bool digits8(uint64_t v)
{
    return ((v & (v + BYTES(0x06)) & BYTES(0xF0)) ^ BYTES(0x30)) == 0;
}

static inline bool blank8(const unsigned char *p)
{
    return load8(p) == BYTES(' ');
}

/* High bit of each byte that lies in [low, high]; every byte of v below 0x80. */
static inline uint64_t range8(uint64_t v, unsigned low, unsigned high)
{
    return (v + BYTES(0x80 - low)) & ~(v + BYTES(0x7F - high)) & BYTES(0x80);
}

#endif
