/* SPDX-License-Identifier: Apache-2.0 */
#include "memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void *libc_allocate(void *context, size_t bytes)
{
    (void)context;
    return malloc(bytes);
}

static void libc_release(void *context, void *memory)
{
    (void)context;
    free(memory);
}

had_allocator memory_allocator(const had_allocator *given)
{
    static const had_allocator libc = {NULL, libc_allocate, libc_release};
    return given ? *given : libc;
}

void *memory_take(const had_allocator *allocator, size_t count, size_t size)
{
    if (size > 0 && count > SIZE_MAX / size)
        return NULL;
    size_t bytes = count * size;
    void *memory = allocator->allocate(allocator->context, bytes + (bytes == 0));
    if (memory)
        memset(memory, 0, bytes);
    return memory;
}

void memory_release(const had_allocator *allocator, void *memory)
{
    if (memory)
        allocator->release(allocator->context, memory);
}

void *memory_append(const had_allocator *allocator, void **vector, size_t *count, size_t *capacity,
                    size_t size)
{
    if (*count == *capacity) {
        enum { MANY = 16, FEW = 2, LARGE = 1024 /* bytes of an element of which there are few */ };
        size_t more = *capacity ? *capacity * 2 : size < LARGE ? MANY : FEW;
        void *grown = memory_take(allocator, more, size);
        if (!grown)
            return NULL;
        if (*count > 0)
            memcpy(grown, *vector, *count * size);
        memory_release(allocator, *vector);
        *vector = grown;
        *capacity = more;
    }
    return (char *)*vector + (*count)++ * size;
}

bool memory_hashes(const had_allocator *allocator, struct hashes *hashes)
{
    size_t needed = hashes_needed(hashes);
    if (needed == hashes->slots)
        return true;
    struct hash_slot *slot = memory_take(allocator, needed, sizeof *slot);
    if (!slot)
        return false;
    memory_release(allocator, hashes_move(hashes, slot, needed));
    return true;
}

void memory_release_hashes(const had_allocator *allocator, struct hashes *hashes)
{
    memory_release(allocator, hashes->slot);
    *hashes = (struct hashes){0};
}
