/* SPDX-License-Identifier: Apache-2.0 */
/* Operations on vectors, by Intel's names, where there are any:
 *   HAVE_SSE2   those of sixteen bytes
 *   HAVE_AVX2   those of thirty-two; a function that uses them is AVX2, and is called where
 *               avx2_here() says so */
#ifndef INTEL_H
#define INTEL_H

#if defined(__wasm_simd128__) && !defined(HAD_NO_WIDE)

#include "intel_wasm.h"
#define HAVE_SSE2 1
#define HAVE_AVX2 1
#define AVX2
#define avx2_here() 1

#else

#ifdef __SSE2__
#include <emmintrin.h>
#define HAVE_SSE2 1
#endif

#if defined(__x86_64__) && defined(__GNUC__) && !defined(HAD_NO_WIDE)
#include <cpuid.h>
#include <immintrin.h>
#ifdef __has_include
#if __has_include(<sys/platform/x86.h>)
#include <sys/platform/x86.h>
#endif
#endif
/* From glibc 2.33 on: headers may be newer than the library that is linked. */
#if defined(CPU_FEATURE_PRESENT) && defined(__GLIBC_PREREQ)
#if __GLIBC_PREREQ(2, 33)
#define KEPT_BY_LIBRARY
#endif
#endif
#define HAVE_AVX2 1
#define AVX2      __attribute__((target("avx2")))

/* What the processor says of the kinds of vectors that it has. A virtual machine takes microseconds
 * to answer each question: three of them are a tenth of what a run on one record takes. So none is
 * asked before it is needed, where compilers ask some thirty for theirs; and where the C library
 * keeps the answers that it has had (present, not active: that leaves room for other wishes), none
 * at all. */
struct intel_kinds {
    int avx, avx2;
};

static inline struct intel_kinds intel_kinds(void)
{
#ifdef KEPT_BY_LIBRARY
    return (struct intel_kinds){CPU_FEATURE_PRESENT(AVX) && CPU_FEATURE_PRESENT(OSXSAVE),
                                CPU_FEATURE_PRESENT(AVX2)};
#else
    enum { BASIC = 1, MORE = 7, KEPT = bit_AVX | bit_OSXSAVE };
    struct intel_kinds kinds = {0, 0};
    unsigned a, b, c, d;
    __cpuid(0, a, b, c, d);
    if (a < MORE)
        return kinds;
    __cpuid(BASIC, a, b, c, d);
    kinds.avx = (c & KEPT) == KEPT;
    __cpuid_count(MORE, 0, a, b, c, d);
    kinds.avx2 = (b & bit_AVX2) != 0;
    return kinds;
#endif
}

/* The system must keep the registers, too. */
static inline int avx2_here(void)
{
    enum { YMM = 6 };
    struct intel_kinds kinds = intel_kinds();
    unsigned kept, high;
    if (!kinds.avx || !kinds.avx2)
        return 0;
    __asm__("xgetbv" : "=a"(kept), "=d"(high) : "c"(0));
    return (kept & YMM) == YMM;
}

#endif

#endif

#endif
