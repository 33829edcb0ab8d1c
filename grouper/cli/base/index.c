/* SPDX-License-Identifier: Apache-2.0 */
#include "index.h"

#include <stdlib.h>

#include "words.h"

uint64_t index_seed;

bool index_add(struct hashes *index, uint64_t hash, size_t number)
{
    size_t needed = hashes_needed(index);
    if (needed != index->slots) {
        struct hash_slot *slot = calloc(needed, sizeof *slot);
        if (!slot) {
            say(W_NO_MEMORY);
            return false;
        }
        free(hashes_move(index, slot, needed));
    }
    hashes_add(index, hash, number);
    return true;
}

void index_free(struct hashes *index)
{
    free(index->slot);
    *index = (struct hashes){0};
}
