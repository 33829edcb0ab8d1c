/* SPDX-License-Identifier: Apache-2.0 */
#include "record.h"

#include "common/intel.h"

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

/* Whether a byte of 16 or more is illegal (rule R21); some of the last may be looked at twice. */
#if defined(HAVE_SSE2) && !defined(HAD_NO_FAST)

static inline __m128i illicit16(const unsigned char *p)
{
    __m128i v = _mm_loadu_si128((const __m128i *)(const void *)p);
    __m128i low = _mm_cmpeq_epi8(_mm_min_epu8(v, _mm_set1_epi8(0x1F)), v);
    return _mm_or_si128(low, _mm_cmpeq_epi8(v, _mm_set1_epi8(0x7F)));
}

static bool illicit_wide(const unsigned char *p, size_t length)
{
    const unsigned char *last = p + length - 16;
    __m128i bad = illicit16(last);
    for (; p < last; p += 16)
        bad = _mm_or_si128(bad, illicit16(p));
    return _mm_movemask_epi8(bad) != 0;
}

#else

/* Eight bytes at a time: a byte is below 0x20 when taking that away borrows and its own high bit is
 * clear; it is 0x7F when nothing is left of it. No byte hides another. */
static inline uint64_t illicit8(const unsigned char *p)
{
    uint64_t v = load8(p), delete = v ^ BYTES(0x7F);
    return ((v - BYTES(0x20)) & ~v) | ((delete - BYTES(1)) & ~delete);
}

static bool illicit_wide(const unsigned char *p, size_t length)
{
    const unsigned char *last = p + length - 8;
    uint64_t bad = illicit8(last);
    for (; p < last; p += 8)
        bad |= illicit8(p);
    return (bad & BYTES(0x80)) != 0;
}

#endif

static bool any_illicit(const unsigned char *p, size_t length)
{
    enum { WIDE = 16 };
    if (length >= WIDE)
        return illicit_wide(p, length);
    bool bad = false;
    for (size_t i = 0; i < length; i++)
        bad |= (p[i] < 0x20) | (p[i] == 0x7F);
    return bad;
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
