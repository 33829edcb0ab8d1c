/* SPDX-License-Identifier: Apache-2.0 */
#include "hashes.h"

static void put(struct hashes *hashes, struct hash_slot element)
{
    size_t at = element.hash & (hashes->slots - 1);
    while (hashes->slot[at].number)
        at = (at + 1) & (hashes->slots - 1);
    hashes->slot[at] = element;
}

size_t hashes_needed(const struct hashes *hashes)
{
    if (hashes->slots == 0)
        return HASHES_FIRST_SLOTS;
    return 2 * (hashes->count + 1) > hashes->slots ? 2 * hashes->slots : hashes->slots;
}

struct hash_slot *hashes_move(struct hashes *hashes, struct hash_slot *slot, size_t slots)
{
    struct hash_slot *left = hashes->slot;
    struct hashes moved = {slot, slots, hashes->count, hashes->seed};
    for (size_t i = 0; i < hashes->slots; i++)
        if (left[i].number)
            put(&moved, left[i]);
    *hashes = moved;
    return left;
}

void hashes_add(struct hashes *hashes, uint64_t hash, size_t number)
{
    put(hashes, (struct hash_slot){(uint32_t)hash, (uint32_t)number + 1});
    hashes->count++;
}
