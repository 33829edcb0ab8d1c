/* SPDX-License-Identifier: Apache-2.0 */
/* The dates of a record, read together: eight cost little more than two. */
#ifndef DATES_H
#define DATES_H

#include "common/date.h"
#include "common/intel.h"

enum { DATES = 8 };

/* Reads the eight dates JJMMAAAA that stand in the line at `places` (0-based), as date_read does
 * each, and the day of each that is real, as date_days does; the day of a date that is not real
 * means nothing. */
void dates_one_by_one(const unsigned char *line, const uint16_t places[DATES], int32_t date[DATES],
                      int32_t day[DATES]);

/* The same, together. */
#if defined(HAVE_SSE2) && !defined(HAD_NO_FAST)

/* Bytes of two dates as they stand in the record. */
static INLINE __m128i load_two(const unsigned char *a, const unsigned char *b)
{
    return _mm_unpacklo_epi64(_mm_loadl_epi64((const __m128i *)(const void *)a),
                              _mm_loadl_epi64((const __m128i *)(const void *)b));
}

/* Nonzero bytes where a byte is no digit. */
static INLINE __m128i not_digits(__m128i bytes)
{
    /* '9' goes to the largest signed byte; what is not a digit goes below '0'. */
    return _mm_cmpgt_epi8(_mm_set1_epi8(0x76), _mm_add_epi8(bytes, _mm_set1_epi8(0x7F - '9')));
}

/* JJMMAAAA twice to MMJJ (month x 100 + day) and AAAA twice, in 32 bits each. */
static INLINE __m128i month_days_and_years(__m128i bytes)
{
    __m128i digit = _mm_sub_epi8(bytes, _mm_set1_epi8('0'));
    __m128i tens = _mm_and_si128(digit, _mm_set1_epi16(0xFF)), ones = _mm_srli_epi16(digit, 8);
    return _mm_add_epi32(
        _mm_madd_epi16(tens, _mm_setr_epi16(10, 1000, 1000, 10, 10, 1000, 1000, 10)),
        _mm_madd_epi16(ones, _mm_setr_epi16(1, 100, 100, 1, 1, 100, 100, 1)));
}

/* The even or the odd ones of eight numbers of 32 bits. */
static INLINE __m128i evens(__m128i a, __m128i b)
{
    return _mm_castps_si128(_mm_shuffle_ps(_mm_castsi128_ps(a), _mm_castsi128_ps(b), 0x88));
}

static INLINE __m128i odds(__m128i a, __m128i b)
{
    return _mm_castps_si128(_mm_shuffle_ps(_mm_castsi128_ps(a), _mm_castsi128_ps(b), 0xDD));
}

/* Quotient by 100 of numbers below 10000. */
static INLINE __m128i hundreds(__m128i n)
{
    return _mm_srli_epi16(_mm_mulhi_epu16(n, _mm_set1_epi16(5243)), 3);
}

/* All ones where a year is a leap year, as date_leap. */
static INLINE __m128i leap(__m128i year)
{
    const __m128i three = _mm_set1_epi16(3), none = _mm_setzero_si128();
    __m128i century = hundreds(year);
    __m128i secular = _mm_cmpeq_epi16(year, _mm_mullo_epi16(century, _mm_set1_epi16(100)));
    __m128i tested = _mm_or_si128(_mm_and_si128(secular, century), _mm_andnot_si128(secular, year));
    return _mm_cmpeq_epi16(_mm_and_si128(tested, three), none);
}

/* All ones where there is no such day; 29 February passes. */
static INLINE __m128i unreal(__m128i year, __m128i month, __m128i day)
{
    const __m128i none = _mm_setzero_si128(), one = _mm_set1_epi16(1);
    /* 31 days in odd months up to July, in even ones from August on. */
    __m128i last = _mm_and_si128(_mm_xor_si128(month, _mm_srli_epi16(month, 3)), one);
    last = _mm_or_si128(last, _mm_set1_epi16(30));
    last = _mm_add_epi16(last, _mm_cmpeq_epi16(month, _mm_set1_epi16(2)));
    __m128i low = _mm_or_si128(_mm_cmpeq_epi16(year, none), _mm_cmpeq_epi16(month, none));
    __m128i high =
        _mm_or_si128(_mm_cmpgt_epi16(month, _mm_set1_epi16(12)), _mm_cmpgt_epi16(day, last));
    return _mm_or_si128(_mm_or_si128(low, high), _mm_cmpeq_epi16(day, none));
}

/* Pairs of numbers of 16 bits, each times its factor, added: 32 bits. */
static INLINE void store_sums(__m128i a, int16_t factor, __m128i b, __m128i where_low,
                              __m128i where_high, int32_t out[DATES])
{
    const __m128i factors = _mm_set1_epi32((int32_t)(UINT32_C(0x10000) | (uint16_t)factor));
    __m128i low = _mm_madd_epi16(_mm_unpacklo_epi16(a, b), factors);
    __m128i high = _mm_madd_epi16(_mm_unpackhi_epi16(a, b), factors);
    _mm_storeu_si128((__m128i *)(void *)out, _mm_and_si128(low, where_low));
    _mm_storeu_si128((__m128i *)(void *)(out + 4), _mm_and_si128(high, where_high));
}

/* As date_days: years from 1 March, the leap day last. */
static INLINE void store_days(__m128i year, __m128i month, __m128i day, __m128i everywhere,
                              int32_t out[DATES])
{
    __m128i early = _mm_cmpgt_epi16(_mm_set1_epi16(3), month);
    year = _mm_add_epi16(year, early);
    __m128i shifted = _mm_add_epi16(_mm_sub_epi16(month, _mm_set1_epi16(3)),
                                    _mm_and_si128(early, _mm_set1_epi16(12)));
    /* (153 x shifted + 2) / 5 is 30.6 x shifted + 0.4, cut; so is the upper half of this product.
     */
    __m128i rest = _mm_or_si128(_mm_slli_epi16(shifted, 6), _mm_set1_epi16(1));
    rest = _mm_mulhi_epu16(rest, _mm_set1_epi16(31334));
    __m128i century = hundreds(year);
    rest = _mm_add_epi16(rest, _mm_srli_epi16(year, 2));
    rest = _mm_sub_epi16(rest, century);
    rest = _mm_add_epi16(rest, _mm_srli_epi16(century, 2));
    rest = _mm_add_epi16(rest, _mm_sub_epi16(day, _mm_set1_epi16(1)));
    store_sums(year, 365, rest, everywhere, everywhere, out);
}

static INLINE void dates_read(const unsigned char *line, const uint16_t places[DATES],
                              int32_t date[DATES], int32_t day[DATES])
{
    __m128i text[4], part[4];
    for (int i = 0; i < 4; i++) {
        text[i] = load_two(line + places[2 * i], line + places[2 * i + 1]);
        part[i] = month_days_and_years(text[i]);
        text[i] = not_digits(text[i]);
    }
    /* Eight of each, 16 bits wide. */
    __m128i month_day = _mm_packs_epi32(evens(part[0], part[1]), evens(part[2], part[3]));
    __m128i year = _mm_packs_epi32(odds(part[0], part[1]), odds(part[2], part[3]));
    __m128i month = hundreds(month_day);
    __m128i of_month = _mm_sub_epi16(month_day, _mm_mullo_epi16(month, _mm_set1_epi16(100)));
    __m128i bad = unreal(year, month, of_month), none = _mm_setzero_si128();
    __m128i leap_day = _mm_cmpeq_epi16(month_day, _mm_set1_epi16(229));
    if (_mm_movemask_epi8(leap_day)) /* seldom */
        bad = _mm_or_si128(bad, _mm_andnot_si128(leap(year), leap_day));
    /* Saturation keeps what is not zero: each date has 32 bits again. */
    __m128i low = _mm_or_si128(_mm_packs_epi16(text[0], text[1]), _mm_unpacklo_epi16(bad, bad));
    __m128i high = _mm_or_si128(_mm_packs_epi16(text[2], text[3]), _mm_unpackhi_epi16(bad, bad));
    low = _mm_cmpeq_epi32(low, none);
    high = _mm_cmpeq_epi32(high, none);
    store_sums(year, 10000, month_day, low, high, date);
    store_days(year, month, of_month, _mm_cmpeq_epi32(none, none), day);
}

#else

static INLINE void dates_read(const unsigned char *line, const uint16_t places[DATES],
                              int32_t date[DATES], int32_t day[DATES])
{
    dates_one_by_one(line, places, date, day);
}

#endif

#endif
