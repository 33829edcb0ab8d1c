/* SPDX-License-Identifier: Apache-2.0 */
/* A list that grows without moving: elements stand in blocks, and keep their place. Room is made
 * first, for all that one step may add, so that a step that lacks memory leaves nothing behind. */
#ifndef STORE_H
#define STORE_H

#include "memory.h"

enum { STORE_BLOCK = 1024 }; /* elements */

struct store {
    unsigned char **block;
    size_t count, blocks, capacity;
};

/* Makes room for so many more, which are zeros. False when there is no memory. */
bool store_grow(struct store *store, const had_allocator *allocator, size_t more, size_t size);
void store_free(struct store *store, const had_allocator *allocator);

static inline bool store_room(struct store *store, const had_allocator *allocator, size_t more,
                              size_t size)
{
    return store->count + more <= store->blocks * STORE_BLOCK ||
           store_grow(store, allocator, more, size);
}

static inline void *store_at(const struct store *store, size_t n, size_t size)
{
    return store->block[n / STORE_BLOCK] + n % STORE_BLOCK * size;
}

/* The next one; room was made. */
static inline void *store_add(struct store *store, size_t size)
{
    return store_at(store, store->count++, size);
}

#endif
