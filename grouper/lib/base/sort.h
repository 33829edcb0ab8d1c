/* SPDX-License-Identifier: Apache-2.0 */
/* Sorts in place: qsort may take memory of its own, past the caller's allocator. */
#ifndef SORT_H
#define SORT_H

#include <stddef.h>

/* `compare` as for qsort. It must tell any two elements apart: the order of equal ones is not kept.
 */
void sort_in_place(void *elements, size_t count, size_t size,
                   int (*compare)(const void *, const void *));

#endif
