/* SPDX-License-Identifier: Apache-2.0 */
/* Rows in the order of their keys: texts put the values of each key in order, and the ranks of
 * these put rows in theirs. */
#include "numbered.h"

#include <stdlib.h>
#include <string.h>

#include "cli/base/words.h"

static int by_text(const void *a, const void *b)
{
    const struct numbered_value *x = a, *y = b;
    return strcmp((const char *)x->text, (const char *)y->text);
}

/* Puts the values of a key in order; the numbers of equal texts become one. *rank: by number, where
 * the value stands now; freed by the caller. */
static bool rank_values(struct numbered_key *key, uint32_t **rank)
{
    *rank = calloc(key->count + 1, sizeof **rank);
    if (!*rank)
        return false;
    if (key->count > 0)
        qsort(key->met, key->count, sizeof *key->met, by_text);
    uint32_t first = 0;
    for (uint32_t i = 0; i < key->count; i++) {
        if (by_text(&key->met[first], &key->met[i]) != 0)
            first = i;
        (*rank)[key->met[i].number] = first + 1;
    }
    return true;
}

/* One step of sorting: by eight bits of their places, as they stand among those that are equal. */
static void sort_byte(const struct numbered_order *from, struct numbered_order *to, size_t count,
                      unsigned shift)
{
    size_t at[UINT8_MAX + 2] = {0};
    for (size_t n = 0; n < count; n++)
        at[(from[n].place >> shift & UINT8_MAX) + 1]++;
    for (int byte = 0; byte < UINT8_MAX; byte++)
        at[byte + 1] += at[byte];
    for (size_t n = 0; n < count; n++)
        to[at[from[n].place >> shift & UINT8_MAX]++] = from[n];
}

/* Their places, by the ranks of their values, which may be the same for several. */
static void list_order(struct numbered *numbered, uint32_t *const rank[KEY_COUNT])
{
    for (size_t n = 0; n < numbered->count; n++) {
        uint64_t place = 0;
        for (int k = 0; k < numbered->key_count; k++) {
            const struct numbered_key *key = &numbered->key[k];
            place |= (uint64_t)rank[k][numbered_number(key, numbered->place[n])] << key->shift;
        }
        numbered->order[n] = (struct numbered_order){place, (uint32_t)n};
    }
}

static bool sort_order(struct numbered *numbered)
{
    struct numbered_order *spare = calloc(numbered->count + 1, sizeof *spare);
    for (unsigned shift = 0; spare && shift < numbered_bits(numbered); shift += 8) {
        struct numbered_order *from = numbered->order;
        sort_byte(from, spare, numbered->count, shift);
        numbered->order = spare;
        spare = from;
    }
    free(spare);
    return spare != NULL;
}

bool numbered_sort(struct numbered *numbered)
{
    uint32_t *rank[KEY_COUNT] = {NULL};
    numbered->order = calloc(numbered->count + 1, sizeof *numbered->order);
    bool sorted = numbered->order != NULL;
    for (int k = 0; k < numbered->key_count; k++)
        sorted &= rank_values(&numbered->key[k], &rank[k]);
    if (sorted)
        list_order(numbered, rank);
    for (int k = 0; k < numbered->key_count; k++)
        free(rank[k]);
    sorted = sorted && sort_order(numbered);
    if (!sorted)
        say(W_NO_MEMORY);
    return sorted;
}
