/* SPDX-License-Identifier: Apache-2.0 */
#include "memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WATCHED
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define WATCHED
#endif
#ifdef WATCHED
#include <sanitizer/asan_interface.h>
#endif

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

/* Where AddressSanitizer watches, what a vector has room for and does not hold is out of bounds.
 * Another's memory is left alone: what is given back there may be lent again. */
static void watch(const had_allocator *allocator, void *memory, size_t bytes, bool held)
{
#ifdef WATCHED
    if (allocator->release == libc_release && held)
        ASAN_UNPOISON_MEMORY_REGION(memory, bytes);
    else if (allocator->release == libc_release)
        ASAN_POISON_MEMORY_REGION(memory, bytes);
#else
    (void)allocator, (void)memory, (void)bytes, (void)held;
#endif
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
        watch(allocator, (char *)grown + *count * size, (more - *count) * size, false);
    }
    char *added = (char *)*vector + (*count)++ * size;
    watch(allocator, added, size, true);
    return added;
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
