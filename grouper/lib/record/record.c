/* SPDX-License-Identifier: Apache-2.0 */
#include "record.h"

#include "lib/base/intel.h"

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

/* Those of the first bytes that sixteen at a time can look at: *done of them. */
#if defined(HAVE_SSE2) && !defined(HAD_NO_FAST)

static inline __m128i illicit16(const unsigned char *p)
{
    __m128i v = _mm_loadu_si128((const __m128i *)(const void *)p);
    __m128i low = _mm_cmpeq_epi8(_mm_min_epu8(v, _mm_set1_epi8(0x1F)), v);
    return _mm_or_si128(low, _mm_cmpeq_epi8(v, _mm_set1_epi8(0x7F)));
}

static uint64_t illicit_wide(const unsigned char *p, size_t length, size_t *done)
{
    __m128i bad = _mm_setzero_si128();
    size_t i = 0;
    for (; i + 16 <= length; i += 16)
        bad = _mm_or_si128(bad, illicit16(p + i));
    if (i > 0 && i < length) {
        bad = _mm_or_si128(bad, illicit16(p + length - 16));
        i = length;
    }
    *done = i;
    return _mm_movemask_epi8(bad) ? BYTES(0x80) : 0;
}

#else

static uint64_t illicit_wide(const unsigned char *p, size_t length, size_t *done)
{
    (void)p;
    (void)length;
    *done = 0;
    return 0;
}

#endif

static bool any_illicit(const unsigned char *p, size_t length)
{
    size_t i;
    uint64_t bad = illicit_wide(p, length, &i);
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
