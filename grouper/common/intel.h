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
#define HAVE_AVX2 1
#define AVX2      __attribute__((target("avx2")))

/* Asked of the processor itself, and when it is needed only: before the program begins, compilers
 * ask it some thirty questions for theirs, each of which a virtual machine answers in microseconds,
 * a twelfth of what a run on one record takes. The system must keep the registers, too. */
static inline int avx2_here(void)
{
    enum { BASIC = 1, MORE = 7, YMM = 6 };
    unsigned a, b, c, d, kept, high;
    __cpuid(0, a, b, c, d);
    if (a < MORE)
        return 0;
    __cpuid(BASIC, a, b, c, d);
    if ((c & (bit_AVX | bit_OSXSAVE)) != (bit_AVX | bit_OSXSAVE))
        return 0;
    __asm__("xgetbv" : "=a"(kept), "=d"(high) : "c"(0));
    __cpuid_count(MORE, 0, a, b, c, d);
    return (kept & YMM) == YMM && (b & bit_AVX2) != 0;
}

#endif

#endif

#endif
