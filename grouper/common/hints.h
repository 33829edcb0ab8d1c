/* SPDX-License-Identifier: Apache-2.0 */
/* Hints for compilers, where they know how to take them. Private to this project, for library and
 * command. */
#ifndef HINTS_H
#define HINTS_H

/* SELDOM, before a function that usual records do not need: its code is kept out of the way.
 * USUALLY, around a condition that usual records meet: what follows it stands next in the code.
 * INLINE, before a function on their way that compilers would not put inline.
 * SOON, an address that will be read: its bytes may be asked for ahead. */
#if defined(__GNUC__)
#define SELDOM             __attribute__((noinline))
#define USUALLY(condition) __builtin_expect(condition, 1)
#define MAY_ALIAS          __attribute__((may_alias)) /* memory of another type is read as this one */
#define SOON(address)      __builtin_prefetch(address)
#ifndef INLINE /* -DINLINE=inline lets branches be counted once, wherever they are called from */
#define INLINE inline __attribute__((always_inline))
#endif
#else
#define SELDOM
#define USUALLY(condition) (condition)
#define INLINE             inline
#define MAY_ALIAS
#define SOON(address) ((void)(address))
#endif

#endif
