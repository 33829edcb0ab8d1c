/* SPDX-License-Identifier: Apache-2.0 */
#include "keyed.h"

#include <stdlib.h>
#include <string.h>

#include "cli/base/grow.h"
#include "cli/base/words.h"

struct keyed_row *keyed_at(struct keyed *keyed, const unsigned char *key, size_t length)
{
    uint32_t hash = index_hash(key, length);
    size_t at;
    for (int64_t n = index_first(&keyed->index, hash, &at); n != INDEX_NONE;
         n = index_next(&keyed->index, hash, &at))
        if (keyed->row[n]->length == length && memcmp(keyed->row[n]->key, key, length) == 0)
            return keyed->row[n];
    if (!grow((void **)&keyed->row, &keyed->room, keyed->count, sizeof *keyed->row))
        return NULL;
    struct keyed_row *row = calloc(1, sizeof *row + length);
    if (!row)
        say(W_NO_MEMORY);
    if (!row || !index_add(&keyed->index, hash, keyed->count)) {
        free(row);
        return NULL;
    }
    row->length = (uint16_t)length;
    memcpy(row->key, key, length);
    keyed->row[keyed->count++] = row;
    return row;
}

static int by_key(const void *a, const void *b)
{
    const struct keyed_row *x = *(struct keyed_row *const *)a, *y = *(struct keyed_row *const *)b;
    int order = memcmp(x->key, y->key, x->length < y->length ? x->length : y->length);
    return order ? order : (x->length > y->length) - (x->length < y->length);
}

void keyed_sort(struct keyed *keyed)
{
    if (keyed->count > 0)
        qsort(keyed->row, keyed->count, sizeof *keyed->row, by_key);
    index_free(&keyed->index);
}

void keyed_free(struct keyed *keyed)
{
    for (size_t i = 0; i < keyed->count; i++)
        free(keyed->row[i]);
    free(keyed->row);
    index_free(&keyed->index);
    *keyed = (struct keyed){0};
}
