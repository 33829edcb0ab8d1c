/* SPDX-License-Identifier: Apache-2.0 */
#include "scan.h"

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

/* Of a date, its month and year, and its day: as text, the latter comparable. */
static uint64_t month_text(uint64_t date)
{
    return date >> 16;
}

static uint32_t day_text(uint64_t date)
{
    return (uint32_t)((date & 0xFF) << 8 | (date >> 8 & 0xFF));
}

/* Done within the sub-sequence, which is within one month. */
static INLINE bool act_good(const unsigned char *act, uint64_t debut, uint64_t fin)
{
    uint64_t date = load8(act);
    const unsigned char *extension = act + IN_ACT_EXTENSION_PMSI, *count = act + IN_ACT_COUNT;
    unsigned char document = act[IN_ACT_EXTENSION_DOC], small = document | 0x20;
    bool extended = extension[0] == '-' && digit(extension[1]) && digit(extension[2]);
    return month_text(date) == month_text(fin) && day_text(date) >= day_text(debut) &&
           day_text(date) <= day_text(fin) && (extended || blank(extension, 3)) &&
           (count[0] != '0' || count[1] != '0') &&
           (document == ' ' ? act[IN_ACT_ACTIVITE] != '4'
                            : alphanumeric(document) && small != 'o' && small != 'i');
}

#define WAY(name)    plain_##name
#define NARROW(name) plain_short_##name
#define VECTOR       struct plain
#define VECTOR_BYTES PLAIN_BYTES
#define UNROLL       1
#define TARGET
static INLINE bool plain_short_in_ranges(const unsigned char *p, const unsigned char *low,
                                         const unsigned char *span, size_t length)
{
    bool good = true;
    for (size_t i = 0; i < length; i++)
        good &= (unsigned char)(p[i] - low[i]) <= span[i];
    return good;
}

static INLINE bool plain_short_all_cim10(const unsigned char *p, size_t length)
{
    for (size_t i = 0; i < length; i += CODE_LENGTH)
        if (!cim10_shape(p + i))
            return false;
    return true;
}
#include "scan_template.h"
#undef WAY
#undef NARROW
#undef VECTOR
#undef VECTOR_BYTES
#undef UNROLL

#ifdef __SSE2__
#define WAY(name)    sse2_##name
#define NARROW(name) plain_short_##name
#define VECTOR       __m128i
#define VECTOR_BYTES SSE2_BYTES
#define UNROLL       5
#include "scan_template.h"
#undef WAY
#undef NARROW
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
#include "scan_template.h"
#endif

scan_function *const scan_by_way[WAY_COUNT] = {
    [WAY_PLAIN] = plain_scan,
#ifdef __SSE2__
    [WAY_SSE2] = sse2_scan,
#endif
#ifdef HAVE_AVX2
    [WAY_AVX2] = avx2_scan,
#endif
};

enum way scan_fastest(void)
{
    if (!FAST_PATHS)
        return WAY_NONE;
#ifdef HAVE_AVX2
    if (__builtin_cpu_supports("avx2"))
        return WAY_AVX2;
#endif
    return scan_by_way[WAY_SSE2] ? WAY_SSE2 : WAY_PLAIN;
}
