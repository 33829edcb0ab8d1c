/* SPDX-License-Identifier: Apache-2.0 */
/* Hints for compilers, where they know how to take them. Private to this project, for library and
 * command. */
#ifndef HINTS_H
#define HINTS_H

/* Before a function that usual records do not need: kept out of the way of those that they do.
 * Around a condition that they meet: what follows stands next in the code. Before a function on
 * their way that compilers leave apart. */
#if defined(__GNUC__)
#define SELDOM             __attribute__((noinline))
#define USUALLY(condition) __builtin_expect(condition, 1)
#define INLINE             inline __attribute__((always_inline))
#else
#define SELDOM
#define USUALLY(condition) (condition)
#define INLINE             inline
#endif

#endif
