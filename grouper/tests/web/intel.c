/* SPDX-License-Identifier: Apache-2.0 */
/* Every operation of intel.h on drawn vectors, a digest of what each gives: built for Intel's
 * processors and for WebAssembly, it prints the same (node.py). */
#include "common/intel.h"

#include <inttypes.h>
#include <stdio.h>

enum { ROUNDS = 20000 };

/* clang-format off */
#define INDEX(v)    _mm256_and_si256(v, _mm256_set1_epi32(7))
#define BYTE_INDEX(v) _mm256_and_si256(v, _mm256_set1_epi8((char)0x8F))

#define WIDE(DO)                                                                                   \
    DO(_mm256_add_epi32(a, b)) DO(_mm256_add_epi64(a, b)) DO(_mm256_sub_epi8(a, b))                 \
    DO(_mm256_sub_epi64(a, b)) DO(_mm256_subs_epu8(a, b)) DO(_mm256_mul_epi32(a, b))                \
    DO(_mm256_mullo_epi32(a, b)) DO(_mm256_madd_epi16(a, b)) DO(_mm256_maddubs_epi16(a, b))         \
    DO(_mm256_and_si256(a, b)) DO(_mm256_andnot_si256(a, b)) DO(_mm256_or_si256(a, b))              \
    DO(_mm256_xor_si256(a, b)) DO(_mm256_min_epu8(a, b)) DO(_mm256_min_epu16(a, b))                 \
    DO(_mm256_cmpeq_epi8(a, b)) DO(_mm256_cmpeq_epi32(a, b)) DO(_mm256_cmpeq_epi64(a, b))           \
    DO(_mm256_cmpgt_epi16(a, b)) DO(_mm256_cmpgt_epi32(a, b)) DO(_mm256_cmpgt_epi64(a, b))          \
    DO(_mm256_shuffle_epi8(a, BYTE_INDEX(b))) DO(_mm256_permutevar8x32_epi32(a, INDEX(b)))          \
    DO(_mm256_abs_epi32(a)) DO(_mm256_slli_epi64(a, 8)) DO(_mm256_slli_epi64(a, 32))                \
    DO(_mm256_slli_epi32(a, 8)) DO(_mm256_srli_epi64(a, 27)) DO(_mm256_srli_epi32(a, 16))           \
    DO(_mm256_srl_epi64(a, _mm_cvtsi32_si128(13))) DO(_mm256_blend_epi32(a, b, 0xAA))               \
    DO(_mm256_blend_epi32(a, b, 1 << 7)) DO(_mm256_cvtepi32_epi64(x))                               \
    DO(_mm256_castps_si256(_mm256_shuffle_ps(_mm256_castsi256_ps(a), _mm256_castsi256_ps(b), 0x88))) \
    DO(_mm256_set_m128i(x, y)) DO(_mm256_broadcastsi128_si256(x)) DO(_mm256_setzero_si256())        \
    DO(_mm256_set_epi64x(7, 6, 5, -4)) DO(_mm256_setr_epi32(1, 2, 3, 4, 5, 6, 7, -8))               \
    DO(_mm256_set1_epi8(-3)) DO(_mm256_set1_epi16(-300)) DO(_mm256_set1_epi32(-70000))              \
    DO(_mm256_set1_epi64x(-(INT64_C(1) << 40)))

#define NARROW(DO)                                                                                 \
    DO(_mm_add_epi8(x, y)) DO(_mm_add_epi16(x, y)) DO(_mm_add_epi32(x, y)) DO(_mm_sub_epi8(x, y))   \
    DO(_mm_sub_epi16(x, y)) DO(_mm_sub_epi32(x, y)) DO(_mm_subs_epu8(x, y))                         \
    DO(_mm_mullo_epi16(x, y)) DO(_mm_mullo_epi32(x, y)) DO(_mm_madd_epi16(x, y))                    \
    DO(_mm_mulhi_epu16(x, y)) DO(_mm_maddubs_epi16(x, y)) DO(_mm_and_si128(x, y))                   \
    DO(_mm_andnot_si128(x, y)) DO(_mm_or_si128(x, y)) DO(_mm_xor_si128(x, y))                       \
    DO(_mm_min_epu8(x, y)) DO(_mm_min_epi32(x, y)) DO(_mm_max_epi32(x, y))                          \
    DO(_mm_cmpeq_epi8(x, y)) DO(_mm_cmpeq_epi16(x, y)) DO(_mm_cmpeq_epi32(x, y))                    \
    DO(_mm_cmpgt_epi8(x, y)) DO(_mm_cmpgt_epi16(x, y)) DO(_mm_cmpgt_epi32(x, y))                    \
    DO(_mm_packs_epi16(x, y)) DO(_mm_packs_epi32(x, y)) DO(_mm_unpacklo_epi16(x, y))                \
    DO(_mm_unpackhi_epi16(x, y)) DO(_mm_unpacklo_epi64(x, y)) DO(_mm_cvtepu8_epi32(x))              \
    DO(_mm_slli_epi16(x, 6)) DO(_mm_slli_epi64(x, 8)) DO(_mm_srli_epi16(x, 3))                      \
    DO(_mm_shuffle_epi32(x, 0x4E)) DO(_mm_shuffle_epi32(x, 0xB1)) DO(_mm_cvtsi32_si128(-9))         \
    DO(_mm_castps_si128(_mm_shuffle_ps(_mm_castsi128_ps(x), _mm_castsi128_ps(y), 0xDD)))            \
    DO(_mm_setr_epi16(1, 2, 3, 4, 5, 6, 7, -8)) DO(_mm_setr_epi32(1, 2, 3, -4))                     \
    DO(_mm_set1_epi8(-3)) DO(_mm_set1_epi16(-300)) DO(_mm_set1_epi32(-70000))                       \
    DO(_mm_set1_epi64x(-(INT64_C(1) << 40))) DO(_mm_setzero_si128())                                  \
    DO(_mm_loadl_epi64((const __m128i *)(const void *)(drawn + 5)))

#define NUMBERS(DO)                                                                                \
    DO(_mm_cvtsi128_si32(x)) DO(_mm_movemask_epi8(x)) DO(_mm_testz_si128(x, y))                     \
    DO(_mm_testz_si128(x, _mm_setzero_si128())) DO(_mm256_testz_si256(a, b))                        \
    DO(_mm256_testz_si256(a, _mm256_setzero_si256())) DO(_mm_extract_epi16(x, 0))                   \
    DO(_mm_extract_epi16(x, 7))
/* clang-format on */

static uint64_t state = 88172645463325252;

static uint64_t draw(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    return state ^= state << 17;
}

/* Small numbers, equal ones and those at the ends of their types, besides others. */
static void draw_bytes(unsigned char *p, size_t size)
{
    static const unsigned char ends[] = {0, 1, 0x7F, 0x80, 0xFF, ' ', '0', '9'};
    uint64_t kind = draw() % 3;
    for (size_t i = 0; i < size; i++)
        p[i] = kind == 0 ? (unsigned char)draw()
                         : ends[draw() % (kind == 1 ? sizeof ends : (size_t)2 + kind)];
}

static uint64_t digest(uint64_t before, const void *bytes, size_t size)
{
    const unsigned char *p = bytes;
    for (size_t i = 0; i < size; i++)
        before = (before ^ p[i]) * UINT64_C(0x100000001B3);
    return before;
}

#define NAME(expression) #expression,

static const char *const names[] = {WIDE(NAME) NARROW(NAME) NUMBERS(NAME)};
enum { OPERATIONS = sizeof names / sizeof *names };

AVX2 static void once(uint64_t *of)
{
    unsigned char drawn[64];
    draw_bytes(drawn, sizeof drawn);
    __m256i a = _mm256_loadu_si256((const __m256i *)(const void *)drawn);
    __m256i b = _mm256_loadu_si256((const __m256i *)(const void *)(drawn + 32));
    __m128i x = _mm_loadu_si128((const __m128i *)(const void *)(drawn + 3));
    __m128i y = _mm_loadu_si128((const __m128i *)(const void *)(drawn + 40));
    unsigned char out[32];
#define KEEP_WIDE(expression)                                                                      \
    _mm256_storeu_si256((__m256i *)(void *)out, expression);                                       \
    *of = digest(*of, out, 32), of++;
#define KEEP_NARROW(expression)                                                                    \
    _mm_storeu_si128((__m128i *)(void *)out, expression);                                          \
    *of = digest(*of, out, 16), of++;
#define KEEP_NUMBER(expression)                                                                    \
    {                                                                                              \
        int32_t number = expression;                                                               \
        *of = digest(*of, &number, sizeof number), of++;                                           \
    }
    WIDE(KEEP_WIDE)
    NARROW(KEEP_NARROW)
    NUMBERS(KEEP_NUMBER)
}

int main(void)
{
    static uint64_t of[OPERATIONS];
    for (int i = 0; i < ROUNDS; i++)
        once(of);
    for (int i = 0; i < OPERATIONS; i++)
        printf("%016" PRIx64 " %s\n", of[i], names[i]);
    return 0;
}
