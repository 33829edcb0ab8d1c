/* SPDX-License-Identifier: Apache-2.0 */
/* What the three parts of totals share: rows are made and written in totals.c, filled from usual
 * records in totals_usual.c, and read back in totals_back.c. */
#ifndef TOTALS_OWN_H
#define TOTALS_OWN_H

#include "cli/write/keyed.h"
#include "numbered.h"
#include "priced.h"
#include "rows.h"
#include "totals.h"

/* A key as text: its parts end with a NUL, so that keys compare as their parts do, in order. The
 * longest part is a FINESS of nine bytes, each of which may become three. */
enum { KEY_PART = 32, KEY_BYTES = KEY_COUNT * KEY_PART };

struct row {
    struct keyed_row keyed;
    struct priced sums;
    int64_t amo;         /* --vidhosp */
    int64_t least, most; /* --fourchette */
};

/* Sums that are there only when asked for: of --vidhosp, of --fourchette. */
struct more {
    bool droits, range;
};
enum { MORE_SUMS = 1 + RANGE_SUMS };

struct totals {
    enum key keys[KEY_COUNT];
    bool lacking; /* memory ran out */
    int key_count;
    struct keyed rows; /* struct row */
    bool usual;        /* all keys are numbers of usual records */
    uint32_t of_zone;  /* those of them that a zone has: NUMBERED_GHT... */
    struct numbered numbered;
    struct more more;
    const struct column *columns[KEY_COUNT + SUMS + MORE_SUMS + 1];
};

/* No row yet; NULL when there is no memory. */
struct totals *totals_of(const enum key *keys, int count, struct more more);

static inline struct row *totals_nth(const struct totals *totals, size_t n)
{
    return (struct row *)(void *)totals->rows.row[n];
}

/* The row of a key, made at first need; NULL when there is no memory (a message is said). */
struct row *totals_find(struct totals *totals, const unsigned char *key, size_t length);
/* The row that a zone adds to. */
struct row *totals_touched(struct totals *totals, const struct batch *batch,
                           const struct item *item, const struct had_zone *zone);

/* Adds a row to one of the same key. */
void totals_add_up(struct row *row, const struct row *more);
/* Adds what usual records came to, by numbers, to the rows of their keys. */
void totals_settle(struct totals *totals);

#endif
