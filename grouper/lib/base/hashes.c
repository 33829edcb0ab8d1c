/* SPDX-License-Identifier: Apache-2.0 */
#include "hashes.h"

#include "memory.h"

static void put(struct hashes *hashes, uint64_t hash, uint32_t number)
{
    size_t at = (uint32_t)hash & (hashes->slots - 1);
    while (hashes->slot[at].number)
        at = (at + 1) & (hashes->slots - 1);
    hashes->slot[at] = (struct hash_slot){(uint32_t)(hash >> 32), number};
}

bool hashes_room(struct hashes *hashes, const had_allocator *allocator,
                 uint64_t (*hash_of)(const void *list, size_t number), const void *list)
{
    if (2 * (hashes->count + 1) <= hashes->slots)
        return true;
    struct hashes larger = {.slots = hashes->slots ? 2 * hashes->slots : 128,
                            .count = hashes->count};
    larger.slot = memory_take(allocator, larger.slots, sizeof *larger.slot);
    if (!larger.slot)
        return false;
    for (size_t i = 0; i < hashes->slots; i++)
        if (hashes->slot[i].number)
            put(&larger, hash_of(list, hashes->slot[i].number - 1), hashes->slot[i].number);
    memory_release(allocator, hashes->slot);
    *hashes = larger;
    return true;
}

void hashes_add(struct hashes *hashes, uint64_t hash, size_t number)
{
    put(hashes, hash, (uint32_t)number + 1);
    hashes->count++;
}

void hashes_free(struct hashes *hashes, const had_allocator *allocator)
{
    memory_release(allocator, hashes->slot);
    *hashes = (struct hashes){0};
}
