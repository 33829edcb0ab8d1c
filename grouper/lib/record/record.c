/* SPDX-License-Identifier: Apache-2.0 */
#include "record.h"

int16_t count_of(const unsigned char *p, uint16_t length)
{
    switch (length) {
    case 1:
        return (int16_t)(digit(p[0]) ? p[0] - '0' : COUNT_INVALID);
    case 2:
        return (int16_t)two_digits(p);
    default:
        return (int16_t)three_digits(p);
    }
}

/* Eight bytes at a time: a byte is below 0x20 when taking that away borrows and its own high bit is
 * clear; it is 0x7F when nothing is left of it. No byte hides another. The last eight may have been
 * looked at before. */
static inline uint64_t illicit8(const unsigned char *p)
{
    uint64_t v = load8(p), delete = v ^ BYTES(0x7F);
    return ((v - BYTES(0x20)) & ~v) | ((delete - BYTES(1)) & ~delete);
}

static bool any_illicit(const unsigned char *p, size_t length)
{
    uint64_t bad = 0;
    size_t i = 0;
    for (; i + 32 <= length; i += 32)
        bad |= illicit8(p + i) | illicit8(p + i + 8) | illicit8(p + i + 16) | illicit8(p + i + 24);
    for (; i + 8 <= length; i += 8)
        bad |= illicit8(p + i);
    if (i < length && length >= 8)
        bad |= illicit8(p + length - 8);
    bad &= BYTES(0x80);
    for (; i < length && length < 8; i++)
        bad |= (p[i] < 0x20) | (p[i] == 0x7F);
    return bad != 0;
}

SELDOM uint32_t illicit_byte(const unsigned char *p, size_t length)
{
    if (!any_illicit(p, length))
        return 0;
    uint32_t i = 0;
    while (p[i] >= 0x20 && p[i] != 0x7F)
        i++;
    return i + 1;
}

SELDOM bool reject(struct rejection *rejection, int finding, size_t position)
{
    rejection->finding = finding;
    rejection->position = (uint32_t)position;
    return false;
}
