/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of totals found again by numbers, for usual records: their keys as text are made once. */
#ifndef NUMBERED_H
#define NUMBERED_H

#include <stdbool.h>
#include <stdint.h>

#include "cli/ask/options.h"
#include "cli/base/index.h"
#include "had.h"

/* What usual records are told apart by. Different numbers may be of one row, never the reverse. */
struct numbers {
    uint64_t record; /* keys that all the zones of a record share */
    uint32_t ghpc;   /* its four bytes */
    uint32_t zone;   /* GHT, groupement */
};

struct numbered_row {
    struct numbers numbers;
    void *row;
};

struct numbered {
    struct numbered_row *known;
    size_t count, room;
    struct hashes index;
};

/* Whether a key is made of numbers that usual records have. */
bool numbered_key(enum key key);
/* Numbers of each record, but for `zone`. */
void numbered_records(const enum key *keys, int count, const had_usual *usual,
                      struct numbers numbers[HAD_USUAL_MAX]);

/* What tells zones of one record apart. */
enum { NUMBERED_GHT = 0xFF, NUMBERED_GROUPEMENT = 0xFF00 };
/* Which of these a key is; 0 for a key of records. */
uint32_t numbered_of_zone(enum key key);

static inline uint32_t numbered_zone(const had_usual *usual, uint32_t n, int period)
{
    return usual->ght[n][period] | (uint32_t)usual->groupement[n][period] << 8;
}

static inline uint64_t numbers_hash(const struct numbers *n)
{
    return hash_step(hash_step(index_seed, n->record), (uint64_t)n->zone << 32 | n->ghpc);
}

static inline bool numbers_same(const struct numbers *a, const struct numbers *b)
{
    return (a->record == b->record) & (a->ghpc == b->ghpc) & (a->zone == b->zone);
}

/* The row of these numbers, NULL when they are new. */
static inline void *numbered_find(const struct numbered *numbered, const struct numbers *numbers)
{
    uint64_t hash = numbers_hash(numbers);
    size_t at;
    for (int64_t n = hashes_first(&numbered->index, hash, &at); n != HASHES_NONE;
         n = hashes_next(&numbered->index, hash, &at))
        if (numbers_same(&numbered->known[n].numbers, numbers))
            return numbered->known[n].row;
    return NULL;
}

/* False when there is no memory (a message is said). */
bool numbered_add(struct numbered *numbered, const struct numbers *numbers, void *row);
void numbered_free(struct numbered *numbered);

#endif
