/* SPDX-License-Identifier: Apache-2.0 */
#ifndef NEAREST_H
#define NEAREST_H

#include <stddef.h>

/* The name that a word was probably meant for: letters changed, left out, added or exchanged with
 * their neighbour, at most one in three. NULL when none is near; the first of equals. */
const char *nearest(const char *word, const char *const *names, size_t count);

#endif
