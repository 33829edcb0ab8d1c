/* SPDX-License-Identifier: Apache-2.0 */
/* What the parts of totals share: rows are made and written in totals.c, filled from usual
 * records in totals_usual.c and from others in totals_plain.c, and read back in totals_back.c. */
#ifndef TOTALS_OWN_H
#define TOTALS_OWN_H

#include "cli/write/keyed.h"
#include "numbered.h"
#include "priced.h"
#include "rows.h"
#include "totals.h"

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
    bool usual;        /* usual records have all keys */
    bool of_zone;      /* some of them are those of their zones */
    struct numbered numbered;
    uint64_t counted; /* records, from 1 */
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
/* One part of the key of a zone. Returns its bytes, without its NUL. */
size_t totals_part(enum key key, const struct batch *batch, const struct item *item,
                   const had_zone *zone, unsigned char *out);
/* The row that a zone adds to. */
struct row *totals_touched(struct totals *totals, const struct batch *batch,
                           const struct item *item, const struct had_zone *zone);

/* Adds a record that is not usual to the rows of usual ones that have its keys: *added is false,
 * and nothing is, where none may have them. False when there is no memory (a message is said). */
bool totals_plain(struct totals *totals, const struct batch *batch, const struct item *item,
                  bool *added);

/* Adds a row to one of the same key. */
void totals_add_up(struct row *row, const struct row *more);

#endif
