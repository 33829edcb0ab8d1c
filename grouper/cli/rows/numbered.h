/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of totals found again by numbers, for usual records: their keys as text are made once, and
 * what is added to them stands beside the numbers until it is asked for. */
#ifndef NUMBERED_H
#define NUMBERED_H

#include <stdbool.h>
#include <stdint.h>

#include "cli/ask/options.h"
#include "cli/base/index.h"
#include "common/hints.h"
#include "had.h"
#include "priced.h"

/* What usual records are told apart by. Different numbers may be of one row, never the reverse. */
struct numbers {
    uint64_t record; /* keys that all the zones of a record share */
    uint32_t ghpc;   /* its four bytes */
    uint32_t zone;   /* GHT, groupement */
};

struct numbered_row {
    struct numbers numbers;
    struct priced sums;
};

struct numbered {
    struct numbered_row *known;
    void **row; /* of each; seldom looked at */
    size_t count, room, row_room;
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

/* Which of the known these numbers are, HASHES_NONE when they are new. */
static inline int64_t numbered_find(const struct numbered *numbered, const struct numbers *numbers,
                                    uint64_t hash)
{
    size_t at;
    int64_t n = hashes_first(&numbered->index, hash, &at);
    while (n != HASHES_NONE && !numbers_same(&numbered->known[n].numbers, numbers))
        n = hashes_next(&numbered->index, hash, &at);
    return n;
}

/* Asks for what numbered_find will look at; first hashes_soon for the index. */
static inline void numbered_soon(const struct numbered *numbered, uint64_t hash)
{
    size_t at;
    int64_t n = hashes_first(&numbered->index, hash, &at);
    if (n != HASHES_NONE)
        SOON(&numbered->known[n]);
}

/* False when there is no memory (a message is said). */
bool numbered_add(struct numbered *numbered, const struct numbers *numbers, void *row);
void numbered_free(struct numbered *numbered);

#endif
