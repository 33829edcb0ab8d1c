/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Vectors of bytes for parts_template.h, three kinds with the same operations: arrays of sixteen
 * bytes (any machine), SSE2, AVX2 (both by intel_wasm.h in WebAssembly). In what the operations
 * find, a byte at fault is one that is not zero.
 *
 *   load      bytes from memory, which need not be aligned
 *   all       the same byte everywhere
 *   codes     four bytes a, b, c, d for each code of eight: a b c d d d d d
 *   out_of    what is out of [low, low + span], byte by byte
 *   both      at fault on both sides; either: on one at least
 *   differs   from another vector
 *   after_blank   given what differs from a blank: what follows a blank and is none, in each code
 *   none      whether no byte is at fault
 */
#ifndef VECTOR_H
#define VECTOR_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "common/bytes.h"
#include "common/intel.h"

/* --- Plain ------------------------------------------------------------------------------------ */

#define PLAIN_BYTES 16

struct plain {
    unsigned char byte[PLAIN_BYTES];
};

#define PLAIN_EACH(expression)                                                                     \
    struct plain out;                                                                              \
    for (int i = 0; i < PLAIN_BYTES; i++)                                                          \
        out.byte[i] = (unsigned char)(expression);                                                 \
    return out

static INLINE struct plain plain_load(const unsigned char *p)
{
    PLAIN_EACH(p[i]);
}

static INLINE struct plain plain_all(unsigned char c)
{
    PLAIN_EACH(c);
}

static INLINE struct plain plain_codes(unsigned char a, unsigned char b, unsigned char c,
                                       unsigned char d)
{
    PLAIN_EACH(i % 8 == 0 ? a : i % 8 == 1 ? b : i % 8 == 2 ? c : d);
}

static INLINE struct plain plain_out_of(struct plain v, struct plain low, struct plain span)
{
    PLAIN_EACH((unsigned char)(v.byte[i] - low.byte[i]) > span.byte[i]);
}

static INLINE struct plain plain_both(struct plain a, struct plain b)
{
    PLAIN_EACH((a.byte[i] != 0) & (b.byte[i] != 0));
}

static INLINE struct plain plain_either(struct plain a, struct plain b)
{
    PLAIN_EACH(a.byte[i] | b.byte[i]);
}

static INLINE struct plain plain_differs(struct plain a, struct plain b)
{
    PLAIN_EACH(a.byte[i] ^ b.byte[i]);
}

static INLINE struct plain plain_after_blank(struct plain not_blank)
{
    PLAIN_EACH(i % 8 > 0 && not_blank.byte[i - 1] == 0 ? not_blank.byte[i] : 0);
}

static INLINE bool plain_none(struct plain faults)
{
    unsigned char any = 0;
    for (int i = 0; i < PLAIN_BYTES; i++)
        any |= faults.byte[i];
    return any == 0;
}

#undef PLAIN_EACH

/* --- SSE2 ------------------------------------------------------------------------------------- */

#ifdef HAVE_SSE2

#define SSE2_BYTES 16

static INLINE __m128i sse2_load(const unsigned char *p)
{
    return _mm_loadu_si128((const __m128i *)(const void *)p);
}

static INLINE __m128i sse2_all(unsigned char c)
{
    return _mm_set1_epi8((char)c);
}

static INLINE __m128i sse2_codes(unsigned char a, unsigned char b, unsigned char c, unsigned char d)
{
    uint64_t one = BYTES((uint64_t)d) & ~UINT64_C(0xFFFFFF);
    return _mm_set1_epi64x((long long)(one | a | (uint64_t)b << 8 | (uint64_t)c << 16));
}

static INLINE __m128i sse2_out_of(__m128i v, __m128i low, __m128i span)
{
    return _mm_subs_epu8(_mm_sub_epi8(v, low), span);
}

static INLINE __m128i sse2_both(__m128i a, __m128i b)
{
    return _mm_min_epu8(a, b);
}

static INLINE __m128i sse2_either(__m128i a, __m128i b)
{
    return _mm_or_si128(a, b);
}

static INLINE __m128i sse2_differs(__m128i a, __m128i b)
{
    return _mm_xor_si128(a, b);
}

static INLINE __m128i sse2_after_blank(__m128i not_blank)
{
    __m128i blank_at = _mm_cmpeq_epi8(not_blank, _mm_setzero_si128());
    return _mm_and_si128(_mm_slli_epi64(blank_at, 8), not_blank);
}

static INLINE bool sse2_none(__m128i faults)
{
    return _mm_movemask_epi8(_mm_cmpeq_epi8(faults, _mm_setzero_si128())) == 0xFFFF;
}

#endif

/* --- AVX2 ------------------------------------------------------------------------------------- */

#ifdef HAVE_AVX2

#define AVX2_BYTES 32

AVX2 static INLINE __m256i avx2_load(const unsigned char *p)
{
    return _mm256_loadu_si256((const __m256i *)(const void *)p);
}

AVX2 static INLINE __m256i avx2_all(unsigned char c)
{
    return _mm256_set1_epi8((char)c);
}

AVX2 static INLINE __m256i avx2_codes(unsigned char a, unsigned char b, unsigned char c,
                                      unsigned char d)
{
    uint64_t one = BYTES((uint64_t)d) & ~UINT64_C(0xFFFFFF);
    return _mm256_set1_epi64x((long long)(one | a | (uint64_t)b << 8 | (uint64_t)c << 16));
}

AVX2 static INLINE __m256i avx2_out_of(__m256i v, __m256i low, __m256i span)
{
    return _mm256_subs_epu8(_mm256_sub_epi8(v, low), span);
}

AVX2 static INLINE __m256i avx2_both(__m256i a, __m256i b)
{
    return _mm256_min_epu8(a, b);
}

AVX2 static INLINE __m256i avx2_either(__m256i a, __m256i b)
{
    return _mm256_or_si256(a, b);
}

AVX2 static INLINE __m256i avx2_differs(__m256i a, __m256i b)
{
    return _mm256_xor_si256(a, b);
}

AVX2 static INLINE __m256i avx2_after_blank(__m256i not_blank)
{
    __m256i blank_at = _mm256_cmpeq_epi8(not_blank, _mm256_setzero_si256());
    return _mm256_and_si256(_mm256_slli_epi64(blank_at, 8), not_blank);
}

AVX2 static INLINE bool avx2_none(__m256i faults)
{
    return _mm256_testz_si256(faults, faults);
}

#endif

#endif
