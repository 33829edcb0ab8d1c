/* SPDX-License-Identifier: Apache-2.0 */
#include "index.h"

#include <stdlib.h>

#include "words.h"

uint64_t index_seed;

static bool go_over(struct hashes *index, size_t slots)
{
    struct hash_slot *slot = slots > index->slots ? calloc(slots, sizeof *slot) : NULL;
    if (slot)
        free(hashes_move(index, slot, slots));
    else if (slots > index->slots)
        say(W_NO_MEMORY);
    return slots <= index->slots;
}

bool index_add(struct hashes *index, uint64_t hash, size_t number)
{
    if (!go_over(index, hashes_needed(index)))
        return false;
    hashes_add(index, hash, number);
    return true;
}

bool index_room(struct hashes *index, size_t count)
{
    size_t slots = HASHES_FIRST_SLOTS;
    while (slots < 2 * count)
        slots *= 2;
    return go_over(index, slots);
}

void index_free(struct hashes *index)
{
    free(index->slot);
    *index = (struct hashes){0};
}
