/* SPDX-License-Identifier: Apache-2.0 */
#include "store.h"

bool store_grow(struct store *store, const had_allocator *allocator, size_t more, size_t size)
{
    while (store->count + more > store->blocks * STORE_BLOCK) {
        unsigned char *block = memory_take(allocator, STORE_BLOCK, size);
        unsigned char **place = block
                                    ? memory_append(allocator, (void **)&store->block,
                                                    &store->blocks, &store->capacity, sizeof *place)
                                    : NULL;
        if (!place) {
            memory_release(allocator, block);
            return false;
        }
        *place = block;
    }
    return true;
}

void store_free(struct store *store, const had_allocator *allocator)
{
    for (size_t i = 0; i < store->blocks; i++)
        memory_release(allocator, store->block[i]);
    memory_release(allocator, store->block);
    *store = (struct store){0};
}
