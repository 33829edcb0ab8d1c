/* SPDX-License-Identifier: Apache-2.0 */
/* Sums by a key made of texts. */
#ifndef KEYED_H
#define KEYED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/base/index.h"

enum { KEYED_KEY = 160, KEYED_VALUES = 3 };

struct keyed_row {
    int64_t value[KEYED_VALUES];
    uint16_t length;
    unsigned char key[]; /* texts, each with a NUL after it: keys compare as their texts do */
};

struct keyed {
    struct keyed_row **row; /* in the order of arrival; by key once sorted */
    size_t count, room;
    struct index index;
};

/* The row of a key, made at first need; NULL when there is no memory (a message is said). */
struct keyed_row *keyed_at(struct keyed *keyed, const unsigned char *key, size_t length);
/* In the order of the keys; nothing is looked for any more. */
void keyed_sort(struct keyed *keyed);
void keyed_free(struct keyed *keyed);

#endif
