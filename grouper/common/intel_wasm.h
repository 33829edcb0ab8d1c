/* SPDX-License-Identifier: Apache-2.0 */
/* The operations on vectors that intel.h gives elsewhere, by Intel's names, out of those of
 * WebAssembly: sixteen bytes are one of its vectors, thirty-two are two. Only what this library
 * uses; a name that is missing is an error of the build. The tests of the module run every way of
 * it. */
#ifndef INTEL_WASM_H
#define INTEL_WASM_H

#include <wasm_simd128.h>

#include "common/bytes.h"

/* clang-format off */

/* --- Sixteen bytes ---------------------------------------------------------------------------- */

typedef v128_t __m128i;
typedef v128_t __m128;

#define ONE(name, expression)                                                                      \
    static INLINE __m128i _mm_##name(__m128i a) { return expression; }
#define TWO(name, expression)                                                                      \
    static INLINE __m128i _mm_##name(__m128i a, __m128i b) { return expression; }
#define SHIFT(name, operation)                                                                     \
    static INLINE __m128i _mm_##name(__m128i a, int n) { return operation(a, (uint32_t)n); }
#define SAME(name, type, operation)                                                                \
    static INLINE __m128i _mm_##name(type n) { return operation(n); }

TWO(add_epi8, wasm_i8x16_add(a, b))
TWO(add_epi16, wasm_i16x8_add(a, b))
TWO(add_epi32, wasm_i32x4_add(a, b))
TWO(sub_epi8, wasm_i8x16_sub(a, b))
TWO(sub_epi16, wasm_i16x8_sub(a, b))
TWO(sub_epi32, wasm_i32x4_sub(a, b))
TWO(subs_epu8, wasm_u8x16_sub_sat(a, b))
TWO(add_epi64, wasm_i64x2_add(a, b))
TWO(sub_epi64, wasm_i64x2_sub(a, b))
TWO(mullo_epi16, wasm_i16x8_mul(a, b))
TWO(mullo_epi32, wasm_i32x4_mul(a, b))
TWO(mul_epi32, wasm_i64x2_extmul_low_i32x4(wasm_i32x4_shuffle(a, a, 0, 2, 0, 2), wasm_i32x4_shuffle(b, b, 0, 2, 0, 2)))
TWO(madd_epi16, wasm_i32x4_dot_i16x8(a, b))
TWO(mulhi_epu16, wasm_i16x8_shuffle(wasm_u32x4_extmul_low_u16x8(a, b), wasm_u32x4_extmul_high_u16x8(a, b),
                                    1, 3, 5, 7, 9, 11, 13, 15))
/* Bytes without a sign times bytes with one, two products added. */
TWO(maddubs_epi16, wasm_i16x8_add_sat(
        wasm_i16x8_mul(wasm_v128_and(a, wasm_i16x8_splat(0xFF)), wasm_i16x8_shr(wasm_i16x8_shl(b, 8), 8)),
        wasm_i16x8_mul(wasm_u16x8_shr(a, 8), wasm_i16x8_shr(b, 8))))
TWO(and_si128, wasm_v128_and(a, b))
TWO(andnot_si128, wasm_v128_andnot(b, a))
TWO(or_si128, wasm_v128_or(a, b))
TWO(xor_si128, wasm_v128_xor(a, b))
TWO(min_epu8, wasm_u8x16_min(a, b))
TWO(min_epu16, wasm_u16x8_min(a, b))
TWO(min_epi32, wasm_i32x4_min(a, b))
TWO(max_epi32, wasm_i32x4_max(a, b))
TWO(cmpeq_epi8, wasm_i8x16_eq(a, b))
TWO(cmpeq_epi16, wasm_i16x8_eq(a, b))
TWO(cmpeq_epi32, wasm_i32x4_eq(a, b))
TWO(cmpeq_epi64, wasm_i64x2_eq(a, b))
TWO(cmpgt_epi8, wasm_i8x16_gt(a, b))
TWO(cmpgt_epi16, wasm_i16x8_gt(a, b))
TWO(cmpgt_epi32, wasm_i32x4_gt(a, b))
TWO(cmpgt_epi64, wasm_i64x2_gt(a, b))
TWO(packs_epi16, wasm_i8x16_narrow_i16x8(a, b))
TWO(packs_epi32, wasm_i16x8_narrow_i32x4(a, b))
TWO(unpacklo_epi16, wasm_i16x8_shuffle(a, b, 0, 8, 1, 9, 2, 10, 3, 11))
TWO(unpackhi_epi16, wasm_i16x8_shuffle(a, b, 4, 12, 5, 13, 6, 14, 7, 15))
TWO(unpacklo_epi64, wasm_i64x2_shuffle(a, b, 0, 2))
/* An index from 0x80 on gives 0 in both; those between are of no use here. */
TWO(shuffle_epi8, wasm_i8x16_swizzle(a, b))
ONE(cvtepu8_epi32, wasm_u32x4_extend_low_u16x8(wasm_u16x8_extend_low_u8x16(a)))
ONE(abs_epi32, wasm_i32x4_abs(a))
ONE(castps_si128, a)
ONE(castsi128_ps, a)
SHIFT(slli_epi16, wasm_i16x8_shl)
SHIFT(slli_epi32, wasm_i32x4_shl)
SHIFT(slli_epi64, wasm_i64x2_shl)
SHIFT(srli_epi16, wasm_u16x8_shr)
SHIFT(srli_epi32, wasm_u32x4_shr)
SHIFT(srli_epi64, wasm_u64x2_shr)
SAME(set1_epi8, char, wasm_i8x16_splat)
SAME(set1_epi16, short, wasm_i16x8_splat)
SAME(set1_epi32, int, wasm_i32x4_splat)
SAME(set1_epi64x, long long, wasm_i64x2_splat)

#undef ONE
#undef TWO
#undef SHIFT
#undef SAME

static INLINE __m128i _mm_setzero_si128(void) { return wasm_i64x2_const_splat(0); }
static INLINE __m128i _mm_loadu_si128(const __m128i *p) { return wasm_v128_load(p); }
static INLINE __m128i _mm_loadl_epi64(const __m128i *p) { return wasm_v128_load64_zero(p); }
static INLINE void _mm_storeu_si128(__m128i *p, __m128i v) { wasm_v128_store(p, v); }
static INLINE __m128i _mm_cvtsi32_si128(int n) { return wasm_i32x4_make(n, 0, 0, 0); }
static INLINE int _mm_cvtsi128_si32(__m128i v) { return wasm_i32x4_extract_lane(v, 0); }
static INLINE int _mm_movemask_epi8(__m128i v) { return (int)wasm_i8x16_bitmask(v); }
static INLINE int _mm_testz_si128(__m128i a, __m128i b) { return !wasm_v128_any_true(wasm_v128_and(a, b)); }

#define _mm_setr_epi16(...)   wasm_i16x8_make(__VA_ARGS__)
#define _mm_setr_epi32(...)   wasm_i32x4_make(__VA_ARGS__)
#define _mm_extract_epi16(v, i) ((int)wasm_u16x8_extract_lane(v, i))
#define _mm_shuffle_epi32(v, order) _mm_shuffle_ps(v, v, order)
#define _mm_shuffle_ps(a, b, order)                                                                \
    wasm_i32x4_shuffle(a, b, (order) & 3, (order) >> 2 & 3, 4 + ((order) >> 4 & 3), 4 + ((order) >> 6 & 3))

/* --- Thirty-two ------------------------------------------------------------------------------- */

typedef struct { v128_t low, high; } __m256i;
typedef __m256i __m256;

#define EACH(name, half)                                                                           \
    static INLINE __m256i _mm256_##name(__m256i a, __m256i b)                                      \
    {                                                                                              \
        return (__m256i){_mm_##half(a.low, b.low), _mm_##half(a.high, b.high)};                    \
    }
#define SHIFT(name)                                                                                \
    static INLINE __m256i _mm256_##name(__m256i a, int n)                                          \
    {                                                                                              \
        return (__m256i){_mm_##name(a.low, n), _mm_##name(a.high, n)};                             \
    }
#define SAME(name, type)                                                                           \
    static INLINE __m256i _mm256_##name(type n)                                                    \
    {                                                                                              \
        return (__m256i){_mm_##name(n), _mm_##name(n)};                                            \
    }

EACH(add_epi32, add_epi32)
EACH(add_epi64, add_epi64)
EACH(sub_epi8, sub_epi8)
EACH(sub_epi64, sub_epi64)
EACH(mul_epi32, mul_epi32)
EACH(mullo_epi32, mullo_epi32)
EACH(subs_epu8, subs_epu8)
EACH(madd_epi16, madd_epi16)
EACH(maddubs_epi16, maddubs_epi16)
EACH(and_si256, and_si128)
EACH(andnot_si256, andnot_si128)
EACH(or_si256, or_si128)
EACH(xor_si256, xor_si128)
EACH(min_epu8, min_epu8)
EACH(min_epu16, min_epu16)
EACH(cmpeq_epi8, cmpeq_epi8)
EACH(cmpeq_epi32, cmpeq_epi32)
EACH(cmpeq_epi64, cmpeq_epi64)
EACH(cmpgt_epi16, cmpgt_epi16)
EACH(cmpgt_epi32, cmpgt_epi32)
EACH(cmpgt_epi64, cmpgt_epi64)
EACH(shuffle_epi8, shuffle_epi8)
SHIFT(slli_epi32)
SHIFT(slli_epi64)
SHIFT(srli_epi32)
SHIFT(srli_epi64)
SAME(set1_epi8, char)
SAME(set1_epi16, short)
SAME(set1_epi32, int)
SAME(set1_epi64x, long long)

#undef EACH
#undef SHIFT
#undef SAME

static INLINE __m256i _mm256_abs_epi32(__m256i v) { return (__m256i){_mm_abs_epi32(v.low), _mm_abs_epi32(v.high)}; }
static INLINE __m256i _mm256_srl_epi64(__m256i v, __m128i n) { return _mm256_srli_epi64(v, _mm_cvtsi128_si32(n)); }
static INLINE __m256i _mm256_setzero_si256(void) { return (__m256i){_mm_setzero_si128(), _mm_setzero_si128()}; }
static INLINE __m256i _mm256_set_m128i(__m128i high, __m128i low) { return (__m256i){low, high}; }
static INLINE __m256i _mm256_broadcastsi128_si256(__m128i v) { return (__m256i){v, v}; }
static INLINE __m256i _mm256_loadu_si256(const __m256i *p) { return (__m256i){wasm_v128_load(&p->low), wasm_v128_load(&p->high)}; }
static INLINE void _mm256_storeu_si256(__m256i *p, __m256i v) { wasm_v128_store(&p->low, v.low), wasm_v128_store(&p->high, v.high); }
static INLINE __m256 _mm256_castsi256_ps(__m256i v) { return v; }
static INLINE __m256i _mm256_castps_si256(__m256 v) { return v; }
static INLINE __m256i _mm256_cvtepi32_epi64(__m128i v) { return (__m256i){wasm_i64x2_extend_low_i32x4(v), wasm_i64x2_extend_high_i32x4(v)}; }
static INLINE int _mm256_testz_si256(__m256i a, __m256i b)
{
    return !wasm_v128_any_true(wasm_v128_or(wasm_v128_and(a.low, b.low), wasm_v128_and(a.high, b.high)));
}

/* Half of the result: each number of `from` by its index, which is below eight. */
static INLINE v128_t wasm_eight(__m256i from, v128_t index)
{
    v128_t bytes = wasm_i32x4_add(wasm_i32x4_mul(index, wasm_i32x4_splat(0x04040404)), wasm_i32x4_splat(0x03020100));
    /* An index out of a half gives 0. */
    v128_t above = wasm_i8x16_sub(bytes, wasm_i8x16_splat(16));
    return wasm_v128_or(wasm_i8x16_swizzle(from.low, bytes), wasm_i8x16_swizzle(from.high, above));
}

static INLINE __m256i _mm256_permutevar8x32_epi32(__m256i from, __m256i index)
{
    return (__m256i){wasm_eight(from, index.low), wasm_eight(from, index.high)};
}

#define _mm256_set_epi64x(d, c, b, a) ((__m256i){wasm_i64x2_make(a, b), wasm_i64x2_make(c, d)})
#define _mm256_setr_epi32(a, b, c, d, e, f, g, h) ((__m256i){wasm_i32x4_make(a, b, c, d), wasm_i32x4_make(e, f, g, h)})
#define _mm256_shuffle_ps(a, b, order)                                                             \
    ((__m256i){_mm_shuffle_ps((a).low, (b).low, order), _mm_shuffle_ps((a).high, (b).high, order)})
#define WASM_ONE_OF(mask, bit, i) (((mask) >> (bit) & 1) * 4 + (i))
#define WASM_BLEND(a, b, mask, bit)                                                                \
    wasm_i32x4_shuffle(a, b, WASM_ONE_OF(mask, bit, 0), WASM_ONE_OF(mask, (bit) + 1, 1),           \
                       WASM_ONE_OF(mask, (bit) + 2, 2), WASM_ONE_OF(mask, (bit) + 3, 3))
#define _mm256_blend_epi32(a, b, mask)                                                             \
    ((__m256i){WASM_BLEND((a).low, (b).low, mask, 0), WASM_BLEND((a).high, (b).high, mask, 4)})

/* clang-format on */

#endif
