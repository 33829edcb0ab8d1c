/* SPDX-License-Identifier: Apache-2.0 */
/* Sorts in place: qsort may take memory of its own, past the caller's allocator. */
#ifndef SORT_H
#define SORT_H

#include <stdbool.h>
#include <stddef.h>

/* Whether one element stands before another. The order of two of which neither does is not kept. */
typedef bool before_type(const void *, const void *);

void sort_in_place(void *elements, size_t count, size_t size, before_type *before);

#endif
