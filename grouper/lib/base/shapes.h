/* SPDX-License-Identifier: Apache-2.0 */
/* Shapes of codes and numbers that more than one control looks at. */
#ifndef SHAPES_H
#define SHAPES_H

#include "common/bytes.h"

enum { CODE_LENGTH = 8 }; /* of a diagnosis */

/* Rule R23: a capital, two digits, up to five of 0-9 A-Z +, then blanks. */
static inline bool cim10_shape(const unsigned char *p)
{
    if (FAST_PATHS) {
        uint64_t v = load8(p), high = BYTES(0x80);
        uint64_t digit_at = range8(v, '0', '9'), capital_at = range8(v, 'A', 'Z');
        uint64_t blank_at = range8(v, ' ', ' ');
        uint64_t tail = digit_at | capital_at | range8(v, '+', '+') | blank_at;
        uint64_t first = 0x80, next = UINT64_C(0x808000), last = ~(first | next) & high;
        /* A blank is followed by blanks only. */
        uint64_t broken = (blank_at & last) << 8 & ~blank_at;
        return ((capital_at & first) | (digit_at & next) | (tail & last)) == high &&
               (broken & high) == 0 && (v & high) == 0;
    }
    if (!capital(p[0]) || !digit(p[1]) || !digit(p[2]))
        return false;
    int i = 3;
    while (i < CODE_LENGTH && (digit(p[i]) || capital(p[i]) || p[i] == '+'))
        i++;
    return blank(p + i, (size_t)(CODE_LENGTH - i));
}

/* Rule R23: four capitals, three digits. */
static inline bool ccam_shape(const unsigned char *p)
{
    return capital(p[0]) && capital(p[1]) && capital(p[2]) && capital(p[3]) && digit(p[4]) &&
           digit(p[5]) && digit(p[6]);
}

/* Eight bytes, all letters, digits and blanks, nothing after the first blank. */
static inline bool stay_window(uint64_t v)
{
    uint64_t high = BYTES(0x80), blank_at = range8(v, ' ', ' ');
    uint64_t good = range8(v, '0', '9') | range8(v | BYTES(0x20), 'a', 'z');
    return ((good | blank_at) == high) & ((v & high) == 0) & ((blank_at << 8 & good) == 0);
}

/* Rule R23: letters and digits once both ends are trimmed; not all blanks. */
static inline bool stay_shape(const unsigned char *p, size_t length)
{
    if (FAST_PATHS && length == 20 && *p != ' ') {
        /* Windows that share a byte: what follows a blank is seen in one of them. */
        return stay_window(load8(p)) & stay_window(load8(p + 7)) & stay_window(load8(p + 12));
    }
    const unsigned char *end = p + length;
    trim(&p, &end);
    bool good = p < end;
    for (; p < end; p++)
        good &= alphanumeric(*p);
    return good;
}

#endif
