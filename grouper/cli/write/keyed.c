/* SPDX-License-Identifier: Apache-2.0 */
#include "keyed.h"

#include <stdlib.h>
#include <string.h>

#include "cli/base/grow.h"
#include "cli/base/index.h"
#include "cli/base/words.h"

size_t keyed_text(unsigned char *out, const char *text)
{
    size_t length = strlen(text);
    memcpy(out, text, length);
    return length;
}

size_t keyed_field(unsigned char *out, const unsigned char *bytes, size_t size)
{
    const unsigned char *end = bytes + size;
    trim(&bytes, &end);
    return to_utf8(bytes, end, out);
}

static bool has_key(const struct keyed_row *row, const unsigned char *key, size_t length)
{
    return row->length == length && memcmp(row->key, key, length) == 0;
}

/* Once it is known that there is none. */
static struct keyed_row *add(struct keyed *keyed, uint64_t hash, const unsigned char *key,
                             size_t length)
{
    if (!grow((void **)&keyed->row, &keyed->room, keyed->count, sizeof *keyed->row))
        return NULL;
    unsigned char *bytes = calloc(1, keyed->size + length);
    if (!bytes)
        say(W_NO_MEMORY);
    if (!bytes || !index_add(&keyed->index, hash, keyed->count)) {
        free(bytes);
        return NULL;
    }
    struct keyed_row *row = (struct keyed_row *)(void *)bytes;
    memcpy(bytes + keyed->size, key, length); /* the key stands behind its row */
    *row = (struct keyed_row){bytes + keyed->size, length};
    return keyed->row[keyed->count++] = row;
}

void *keyed_at(struct keyed *keyed, const unsigned char *key, size_t length)
{
    if (keyed->last && has_key(keyed->last, key, length))
        return keyed->last;
    uint64_t hash = index_hash(key, length);
    size_t at;
    for (int64_t n = hashes_first(&keyed->index, hash, &at); n != HASHES_NONE;
         n = hashes_next(&keyed->index, hash, &at))
        if (has_key(keyed->row[n], key, length))
            return keyed->last = keyed->row[n];
    return keyed->last = add(keyed, hash, key, length);
}

int keyed_order(const struct keyed_row *x, const struct keyed_row *y)
{
    int order = memcmp(x->key, y->key, x->length < y->length ? x->length : y->length);
    return order ? order : (x->length > y->length) - (x->length < y->length);
}

static int by_key(const void *a, const void *b)
{
    return keyed_order(*(struct keyed_row *const *)a, *(struct keyed_row *const *)b);
}

void keyed_sort(struct keyed *keyed)
{
    if (keyed->count > 0)
        qsort(keyed->row, keyed->count, sizeof *keyed->row, by_key);
    index_free(&keyed->index);
}

const void *keyed_find(const struct keyed *keyed, const unsigned char *key, size_t length)
{
    size_t low = 0, high = keyed->count;
    const struct keyed_row sought = {key, length};
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = keyed_order(&sought, keyed->row[middle]);
        if (order == 0)
            return keyed->row[middle];
        low = order < 0 ? low : middle + 1;
        high = order < 0 ? middle : high;
    }
    return NULL;
}

void keyed_free(struct keyed *keyed)
{
    for (size_t i = 0; i < keyed->count; i++)
        free(keyed->row[i]);
    free(keyed->row);
    index_free(&keyed->index);
    *keyed = (struct keyed){.size = keyed->size};
}

void keyed_cells(struct table *table, const struct keyed_row *row, int texts)
{
    const unsigned char *text = row->key;
    for (int i = 0; i < texts; i++) {
        size_t length = strlen((const char *)text);
        cell_text(table, text, length);
        text += length + 1;
    }
}
