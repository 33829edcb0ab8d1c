/* SPDX-License-Identifier: Apache-2.0 */
#include "scan.h"

#include "acts.h"
#include "digits_known.h"
#include "lib/base/shapes.h"
#include "vector.h"

/* Where the groups stand; the bytes of the record. */
static INLINE uint32_t place_groups(struct record *record)
{
    const unsigned char *p = record->bytes;
    const int count[GROUP_KINDS] = {[GROUP_DCMPP] = p[AT_n_dcmpp] - '0',
                                    [GROUP_DCMPA] = p[AT_n_dcmpa] - '0',
                                    [GROUP_DA] = of_two(p + AT_n_da),
                                    [GROUP_CCAM] = of_three(p + AT_n_zones_ccam)};
    uint32_t at = FIXED_BYTES;
    for (int kind = 0; kind < GROUP_KINDS; kind++) {
        record->group_count[kind] = (int16_t)count[kind];
        record->group_start[kind] = at;
        at += (uint32_t)count[kind] * (kind == GROUP_CCAM ? ACT_BYTES : CODE_LENGTH);
    }
    return at;
}

#define WAY(name)    plain_##name
#define VECTOR       struct plain
#define VECTOR_BYTES PLAIN_BYTES
#define UNROLL       1
#define TARGET
#include "parts_template.h"
#include "scan_template.h"
#undef WAY
#undef VECTOR
#undef VECTOR_BYTES
#undef UNROLL

#ifdef HAVE_SSE2
#define WAY(name)    sse2_##name
#define VECTOR       __m128i
#define VECTOR_BYTES SSE2_BYTES
#define UNROLL       5
#include "parts_template.h"
#include "scan_template.h"
#undef WAY
#undef VECTOR
#undef VECTOR_BYTES
#undef UNROLL
#endif

#ifdef HAVE_AVX2
#undef TARGET
#define TARGET       AVX2
#define avx2_stay    sse2_stay
#define WAY(name)    avx2_##name
#define NARROW(name) sse2_##name
#define VECTOR       __m256i
#define VECTOR_BYTES AVX2_BYTES
#define UNROLL       2
#include "parts_template.h"
#include "scan_template.h"
#endif

const struct scan scan_by_way[WAY_COUNT] = {
    [WAY_PLAIN] = {plain_scan, plain_scan_acts},
#ifdef HAVE_SSE2
    [WAY_SSE2] = {sse2_scan, sse2_scan_acts},
#endif
#ifdef HAVE_AVX2
    [WAY_AVX2] = {avx2_scan, sse2_scan_acts}, /* an act is shorter than its vectors */
#endif
};

enum way scan_fastest(void)
{
    if (!FAST_PATHS)
        return WAY_NONE;
#ifdef HAVE_AVX2
    if (avx2_here())
        return WAY_AVX2;
#endif
    return scan_by_way[WAY_SSE2].record ? WAY_SSE2 : WAY_PLAIN;
}
