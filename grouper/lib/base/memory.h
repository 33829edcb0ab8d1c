/* SPDX-License-Identifier: Apache-2.0 */
/* The one place where the library takes and gives back memory. */
#ifndef MEMORY_H
#define MEMORY_H

#include <stddef.h>

#include "had.h"
#include "common/hashes.h"

/* The allocator to use for `given`, which may be NULL. */
had_allocator memory_allocator(const had_allocator *given);

/* Zeroed memory for count elements, NULL when there is none left or the product overflows; of no
 * element a byte. */
void *memory_take(const had_allocator *allocator, size_t count, size_t size);
void memory_release(const had_allocator *allocator, void *memory);

/* Makes room for one more element in a vector of `count` used ones; doubles by steps.
 * *vector moves; it is unchanged when NULL is returned. Returns the new, zeroed element. */
void *memory_append(const had_allocator *allocator, void **vector, size_t *count, size_t *capacity,
                    size_t size);

/* Makes room for one more element of a list found by hashes. False when there is no memory. */
bool memory_hashes(const had_allocator *allocator, struct hashes *hashes);
void memory_release_hashes(const had_allocator *allocator, struct hashes *hashes);

#endif
