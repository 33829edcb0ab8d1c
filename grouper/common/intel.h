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
#include <immintrin.h>
#define HAVE_AVX2   1
#define AVX2        __attribute__((target("avx2")))
#define avx2_here() __builtin_cpu_supports("avx2")
#endif

#endif

#endif
