/* SPDX-License-Identifier: Apache-2.0 */
/* Finds the elements of a list again by the hash of their key: open addressing, never more than
 * half full. The list, and what makes two keys equal, are the caller's. */
#ifndef INDEX_H
#define INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct index_slot {
    uint32_t hash, number; /* number + 1 of the element; 0 = free */
};

struct index {
    struct index_slot *slot;
    size_t slots, count; /* slots: a power of two, or 0 */
};

enum { INDEX_NONE = -1 };

uint32_t index_hash(const void *bytes, size_t size);

/* Numbers of the elements that have this hash, one after the other, INDEX_NONE when there is none
 * left; *at keeps the place. */
int64_t index_first(const struct index *index, uint32_t hash, size_t *at);
int64_t index_next(const struct index *index, uint32_t hash, size_t *at);

/* Adds an element. False when there is no memory (a message is said). */
bool index_add(struct index *index, uint32_t hash, size_t number);

void index_free(struct index *index);

#endif
