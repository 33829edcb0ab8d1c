/* SPDX-License-Identifier: Apache-2.0 */
/* Rows found again by their key. A key is made of texts, each with a NUL after it, so that keys
 * compare as their texts do. A row is a struct of the caller's that begins with struct keyed_row.
 */
#ifndef KEYED_H
#define KEYED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/base/index.h"
#include "table.h"

struct keyed_row {
    const unsigned char *key;
    size_t length;
};

struct keyed {
    size_t size;            /* of the user's struct; set before the first row */
    struct keyed_row **row; /* in the order of arrival; by key once sorted */
    size_t count, room;
    struct hashes index;
    struct keyed_row *last; /* given last: the next is often of the same key */
};

/* One text of a key, without its NUL: as it stands; a field, trimmed, as UTF-8. How many bytes. */
size_t keyed_text(unsigned char *out, const char *text);
size_t keyed_field(unsigned char *out, const unsigned char *bytes, size_t size);

/* The row of a key, made at first need, all 0 but its key; NULL when there is no memory (a message
 * is said). */
void *keyed_at(struct keyed *keyed, const unsigned char *key, size_t length);
/* Below 0 when the key of `x` stands before that of `y`, 0 when they are the same. */
int keyed_order(const struct keyed_row *x, const struct keyed_row *y);
/* In the order of the keys; no row is added any more, and keyed_find finds them. */
void keyed_sort(struct keyed *keyed);
/* Once sorted: the row of a key; NULL when there is none. */
const void *keyed_find(const struct keyed *keyed, const unsigned char *key, size_t length);
void keyed_free(struct keyed *keyed);

/* The texts of a key, one cell each. */
void keyed_cells(struct table *table, const struct keyed_row *row, int texts);

#endif
