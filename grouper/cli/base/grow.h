/* SPDX-License-Identifier: Apache-2.0 */
#ifndef GROW_H
#define GROW_H

#include <stdbool.h>
#include <stddef.h>

/* Makes room for one more element of `size` bytes in a vector of `count` used ones: it doubles.
 * False when there is no memory (a message is said). */
bool grow(void **vector, size_t *room, size_t count, size_t size);
/* The same for `count` elements in all. */
bool grow_to(void **vector, size_t *room, size_t count, size_t size);
/* A copy of a text, to be freed. NULL when there is no memory (a message is said). */
char *text_copy(const char *text);

#endif
