/* SPDX-License-Identifier: Apache-2.0 */
#include "pivots.h"

#include "common/intel.h"

struct turn turn_by(int32_t denominator, int32_t next)
{
    struct turn by = {.next = next, .shift = __builtin_ctz((uint32_t)denominator)};
    uint32_t odd = (uint32_t)denominator >> by.shift;
    by.inverse = 3 * odd ^ 2; /* right to 5 bits, then to twice as many each time */
    for (int bits = 5; bits < 32; bits *= 2)
        by.inverse *= 2 - odd * by.inverse;
    return by;
}

static void turn_plain(int32_t *row, const int32_t *enters, size_t length, const struct turn *by)
{
    struct turn b = *by;
    for (size_t k = 0; k < length; k++) {
        int64_t both = (int64_t)b.next * row[k] - (int64_t)b.f * enters[k];
        row[k] = (int32_t)((uint32_t)((uint64_t)both >> b.shift) * b.inverse);
    }
}

static int64_t dot_plain(const int32_t *row, const int32_t *by, uint32_t *lengths, size_t length)
{
    uint64_t sum = 0;
    for (size_t k = 0; k < length; k++) {
        sum += (uint64_t)((int64_t)row[k] * by[k]);
        lengths[k] += row[k] < 0 ? 0 - (uint32_t)row[k] : (uint32_t)row[k];
    }
    return (int64_t)sum;
}

const struct pivots pivots_plain = {turn_plain, dot_plain};

#ifdef HAVE_AVX2

/* Eight numbers at a time: products of 64 bits of the even ones, then of the odd ones. */
AVX2 static void turn_avx2(int32_t *row, const int32_t *enters, size_t length,
                           const struct turn *by)
{
    __m256i next = _mm256_set1_epi64x(by->next), f = _mm256_set1_epi64x(by->f);
    __m256i inverse = _mm256_set1_epi32((int)by->inverse);
    __m128i shift = _mm_cvtsi32_si128(by->shift);
    for (size_t k = 0; k < length; k += PIVOTS_STEP) {
        __m256i *at = (__m256i *)(void *)(row + k);
        __m256i r = _mm256_loadu_si256(at);
        __m256i e = _mm256_loadu_si256((const __m256i *)(const void *)(enters + k));
        __m256i even = _mm256_sub_epi64(_mm256_mul_epi32(next, r), _mm256_mul_epi32(f, e));
        __m256i odd = _mm256_sub_epi64(_mm256_mul_epi32(next, _mm256_srli_epi64(r, 32)),
                                       _mm256_mul_epi32(f, _mm256_srli_epi64(e, 32)));
        even = _mm256_srl_epi64(even, shift);
        odd = _mm256_slli_epi64(_mm256_srl_epi64(odd, shift), 32);
        __m256i both = _mm256_blend_epi32(even, odd, 0xAA);
        _mm256_storeu_si256(at, _mm256_mullo_epi32(both, inverse));
    }
}

AVX2 static int64_t dot_avx2(const int32_t *row, const int32_t *by, uint32_t *lengths,
                             size_t length)
{
    __m256i sum = _mm256_setzero_si256();
    for (size_t k = 0; k < length; k += PIVOTS_STEP) {
        __m256i *to = (__m256i *)(void *)(lengths + k);
        __m256i r = _mm256_loadu_si256((const __m256i *)(const void *)(row + k));
        __m256i b = _mm256_loadu_si256((const __m256i *)(const void *)(by + k));
        sum = _mm256_add_epi64(sum, _mm256_mul_epi32(r, b));
        sum = _mm256_add_epi64(
            sum, _mm256_mul_epi32(_mm256_srli_epi64(r, 32), _mm256_srli_epi64(b, 32)));
        _mm256_storeu_si256(to, _mm256_add_epi32(_mm256_loadu_si256(to), _mm256_abs_epi32(r)));
    }
    int64_t part[4];
    _mm256_storeu_si256((__m256i *)(void *)part, sum);
    return (int64_t)((uint64_t)part[0] + (uint64_t)part[1] + (uint64_t)part[2] + (uint64_t)part[3]);
}

static const struct pivots avx2 = {turn_avx2, dot_avx2};

const struct pivots *pivots_fastest(void)
{
    return avx2_here() ? &avx2 : &pivots_plain;
}
#else
const struct pivots *pivots_fastest(void)
{
    return &pivots_plain;
}
#endif
