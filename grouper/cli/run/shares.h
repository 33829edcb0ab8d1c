/* SPDX-License-Identifier: Apache-2.0 */
/* A work in parts that do not know each other, done by several threads. */
#ifndef SHARES_H
#define SHARES_H

#include <stddef.h>

/* Calls `part` once with each number below `count`, by at most `jobs` threads, this one included;
 * returns when all have returned. */
void shares_run(size_t jobs, size_t count, void (*part)(void *context, size_t n), void *context);

#endif
