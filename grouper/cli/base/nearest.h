/* SPDX-License-Identifier: Apache-2.0 */
#ifndef NEAREST_H
#define NEAREST_H

#include <stddef.h>

/* The names that a word was probably meant for: letters changed, left out, added or exchanged with
 * their neighbour, at most one in three. How many: none when none is near, else the nearest, and
 * the next one that is as near. */
enum { NEAREST = 2 };
size_t nearest(const char *word, const char *const *names, size_t count,
               const char *found[NEAREST]);

#endif
