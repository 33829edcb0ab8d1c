/* SPDX-License-Identifier: Apache-2.0 */
/* Sums of usual records by keys. Each key numbers the values that it meets, from 1; these small
 * numbers side by side are the place of a row. Texts are made once for each value, of whatever key,
 * and put together when rows are written. */
#ifndef NUMBERED_H
#define NUMBERED_H

#include <stdbool.h>
#include <stdint.h>

#include "cli/ask/options.h"
#include "cli/base/index.h"
#include "had.h"
#include "priced.h"

/* Bytes of a value as text, at most, and of all those of a row: each ends with a NUL, so that keys
 * compare as their parts do, in order. The longest is a FINESS of nine bytes, each of which may
 * become three. */
enum { KEY_PART = 32, KEY_BYTES = KEY_COUNT * KEY_PART };

/* A value met. */
struct numbered_value {
    unsigned char text[KEY_PART];
    uint16_t length, value;
    uint32_t number; /* the one it has in places */
    struct kept_cells cell;
};

struct numbered_key {
    enum key key;
    uint16_t *number; /* by value; 0 = not met */
    struct numbered_value *met;
    size_t count, room;
    unsigned shift, bits; /* of its numbers in a place */
};

/* Half a line of the cache: what all rows take decides how long they are waited for. A row that is
 * full leaves its sums to another of its place, and begins again. */
struct numbered_row {
    uint32_t sous_sequences, journees;
    uint32_t montant, facturable, non_officiel; /* centimes */
    uint32_t sans_tarif;                        /* days */
    uint64_t last; /* the record that it counted last, as the caller numbers them; or */
};
#define NUMBERED_LEFT UINT64_MAX /* sums that were left to it: it is found no more */

/* Where rows stand in their order. */
struct numbered_order {
    uint64_t place;
    uint32_t row;
};

struct numbered {
    struct numbered_key key[KEY_COUNT];
    int key_count;
    void *lines; /* where the rows are, from the first whole half of a line on */
    struct numbered_row *row;
    uint64_t *place; /* of each row */
    size_t count, room, place_room;
    uint32_t *direct; /* by place: 0 = none, else the number of a row and 1; NULL = by index */
    struct hashes index;
    struct numbered_order *order; /* NULL = not sorted */
};

/* The number that a place has for a key; the bits of all keys in it. */
static inline uint32_t numbered_number(const struct numbered_key *key, uint64_t place)
{
    return (uint32_t)(place >> key->shift & ((UINT64_C(1) << key->bits) - 1));
}
static inline unsigned numbered_bits(const struct numbered *numbered)
{
    unsigned bits = 0;
    for (int k = 0; k < numbered->key_count; k++)
        bits += numbered->key[k].bits;
    return bits;
}

/* Whether usual records have a key as a value of sixteen bits; whether their zones do. */
bool numbered_key(enum key key);
bool numbered_of_zone(enum key key);

/* No row yet. False when there is no memory (nothing is said); freed in any case. */
bool numbered_start(struct numbered *numbered, const enum key *keys, int count);
void numbered_free(struct numbered *numbered);

/* Zones that have days, or records whose zones share all keys: as many periods as stand before them
 * in the columns. */
enum { NUMBERED_MAX = HAD_USUAL_MAX * HAD_PERIODES };
struct touched {
    uint32_t count;
    uint8_t at[NUMBERED_MAX];
    uint64_t place[NUMBERED_MAX];
    uint32_t row[NUMBERED_MAX];
};
static inline uint32_t touched_record(const struct touched *touched, uint32_t i)
{
    return touched->at[i] / HAD_PERIODES;
}
static inline uint32_t touched_period(const struct touched *touched, uint32_t i)
{
    return touched->at[i] % HAD_PERIODES;
}

/* Finds their places. False when one has a value that was not met: numbered_unmet then goes from 0
 * on to the next that has, as long as there is one, and numbered_learn numbers it. */
bool numbered_places(const struct numbered *numbered, const had_usual *usual,
                     struct touched *touched);
struct numbered_unmet {
    uint32_t touched; /* the one that has it */
    int key;          /* in numbered.key */
};
bool numbered_unmet(const struct numbered *numbered, const had_usual *usual,
                    const struct touched *touched, struct numbered_unmet *unmet);
/* False when there is no memory (a message is said). */
bool numbered_learn(struct numbered *numbered, const had_usual *usual,
                    const struct touched *touched, const struct numbered_unmet *unmet,
                    const unsigned char *text, size_t length);
/* The same of one record: whether the k-th key has met its value, which else is numbered; the row
 * of the values of all keys. */
static inline bool numbered_met(const struct numbered *numbered, int k, uint16_t value)
{
    return numbered->key[k].number[value] > 0;
}
bool numbered_meet(struct numbered *numbered, int k, uint16_t value, const unsigned char *text,
                   size_t length);
bool numbered_find(struct numbered *numbered, const uint16_t value[KEY_COUNT], uint32_t *row);
/* The value of a month, of a date in it; 655 years have room. */
static inline uint16_t numbered_month(int32_t date)
{
    enum { FIRST_YEAR = 1900 };
    return (uint16_t)(date / 100 - FIRST_YEAR * 100);
}
/* The rows of their places, made at first need. False when there is no memory (a message is said).
 */
bool numbered_rows(struct numbered *numbered, struct touched *touched);

/* What a row has. */
static inline struct priced numbered_sums(const struct numbered_row *row)
{
    return (struct priced){row->sous_sequences, row->journees,     row->montant,
                           row->facturable,     row->non_officiel, row->sans_tarif};
}
/* Leaves the sums of a row to another. False when there is no memory (a message is said). */
bool numbered_leave(struct numbered *numbered, uint32_t row);
/* Adds to the n-th row what is no more than half of what it holds, and makes room when it is half
 * full, as its records, days and centimes tell: the others are no more than these. False when there
 * is no memory (a message is said). */
static inline bool numbered_add(struct numbered *numbered, uint32_t n,
                                const struct numbered_row *more)
{
    struct numbered_row *row = &numbered->row[n];
    row->sous_sequences += more->sous_sequences;
    row->journees += more->journees;
    row->montant += more->montant;
    row->facturable += more->facturable;
    row->non_officiel += more->non_officiel;
    row->sans_tarif += more->sans_tarif;
    return USUALLY((row->sous_sequences | row->journees | row->montant) <= INT32_MAX) ||
           numbered_leave(numbered, n);
}
/* The same of one of the zones of a record, which counts once in each row (rule R12). */
static inline bool numbered_count(struct numbered *numbered, uint32_t n, struct numbered_row more,
                                  uint64_t record)
{
    uint64_t *last = &numbered->row[n].last;
    more.sous_sequences = *last != record;
    *last = record;
    return numbered_add(numbered, n, &more);
}

/* Adds the rows of others with the same keys. False when there is no memory (a message is said). */
bool numbered_join(struct numbered *numbered, const struct numbered *others);

/* Rows in the order of their keys; several of one key follow each other. None is looked for any
 * more. False when there is no memory (a message is said). */
bool numbered_sort(struct numbered *numbered);
/* The key of a place as text, once sorted; its length. `out` has room for KEY_BYTES. */
size_t numbered_text(const struct numbered *numbered, uint64_t place, unsigned char *out);
/* Its texts, one cell each, the first ones of a row of the table. */
void numbered_cells(const struct numbered *numbered, uint64_t place, struct table *table);

#endif
