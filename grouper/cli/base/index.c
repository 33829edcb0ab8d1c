/* SPDX-License-Identifier: Apache-2.0 */
#include "index.h"

#include <stdlib.h>

#include "words.h"

uint32_t index_hash(const void *bytes, size_t size)
{
    const unsigned char *p = bytes;
    uint32_t h = 2166136261u; /* FNV-1a */
    for (size_t i = 0; i < size; i++)
        h = (h ^ p[i]) * 16777619u;
    return h;
}

/* From *at on. */
static int64_t search(const struct index *index, uint32_t hash, size_t *at)
{
    for (; index->slots > 0 && index->slot[*at].number; *at = (*at + 1) & (index->slots - 1))
        if (index->slot[*at].hash == hash)
            return (int64_t)index->slot[*at].number - 1;
    return INDEX_NONE;
}

int64_t index_first(const struct index *index, uint32_t hash, size_t *at)
{
    *at = hash & (index->slots - 1);
    return search(index, hash, at);
}

int64_t index_next(const struct index *index, uint32_t hash, size_t *at)
{
    *at = (*at + 1) & (index->slots - 1);
    return search(index, hash, at);
}

static void put_slot(struct index *index, struct index_slot element)
{
    size_t at = element.hash & (index->slots - 1);
    while (index->slot[at].number)
        at = (at + 1) & (index->slots - 1);
    index->slot[at] = element;
}

bool index_add(struct index *index, uint32_t hash, size_t number)
{
    if (2 * (index->count + 1) > index->slots) {
        struct index larger = {.slots = index->slots ? 2 * index->slots : 128,
                               .count = index->count};
        larger.slot = calloc(larger.slots, sizeof *larger.slot);
        if (!larger.slot) {
            say(W_NO_MEMORY);
            return false;
        }
        for (size_t i = 0; i < index->slots; i++)
            if (index->slot[i].number)
                put_slot(&larger, index->slot[i]);
        free(index->slot);
        *index = larger;
    }
    put_slot(index, (struct index_slot){hash, (uint32_t)number + 1});
    index->count++;
    return true;
}

void index_free(struct index *index)
{
    free(index->slot);
    *index = (struct index){0};
}
