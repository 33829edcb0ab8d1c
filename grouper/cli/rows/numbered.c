/* SPDX-License-Identifier: Apache-2.0 */
#include "numbered.h"

#include <stdlib.h>
#include <string.h>

#include "cli/base/grow.h"
#include "cli/base/words.h"
#include "common/hints.h"

/* VALUES: of sixteen bits. Up to so many bits of places, rows are found without a hash. */
enum { VALUES = UINT16_MAX + 1, DIRECT_BITS = 20, PLACE_BITS = 64, FIRST_BITS = 1 };

bool numbered_key(enum key key)
{
    return key != KEY_FINESS && key != KEY_FINESS_GEO;
}

bool numbered_of_zone(enum key key)
{
    return key == KEY_GHT || key == KEY_GROUPEMENT;
}

bool numbered_start(struct numbered *numbered, const enum key *keys, int count)
{
    *numbered = (struct numbered){.key_count = count};
    bool made = true;
    for (int k = 0; k < count; k++) {
        struct numbered_key *key = &numbered->key[k];
        key->key = keys[k];
        key->number = calloc(VALUES, sizeof *key->number);
        made &= key->number != NULL;
    }
    return made;
}

void numbered_free(struct numbered *numbered)
{
    for (int k = 0; k < numbered->key_count; k++) {
        free(numbered->key[k].number);
        free(numbered->key[k].met);
    }
    free(numbered->lines);
    free(numbered->place);
    free(numbered->order);
    free(numbered->direct);
    index_free(&numbered->index);
    *numbered = (struct numbered){0};
}

/* --- Values ----------------------------------------------------------------------------------- */

/* The value that a record has for a key, or one of its periods. */
static INLINE uint16_t value_of(enum key key, const had_usual *usual, uint32_t n, uint32_t period)
{
    const char *ghpc = usual->ghpc[n];
    switch (key) {
    case KEY_MOIS:
        return numbered_month(usual->fin[n]);
    case KEY_GHT:
        return usual->ght[n][period];
    case KEY_GHPC: /* four digits */
        return (uint16_t)(ghpc[0] * 1000 + ghpc[1] * 100 + ghpc[2] * 10 + ghpc[3] - '0' * 1111);
    case KEY_MPP:
        return usual->mpp[n];
    case KEY_MPA:
        return usual->mpa[n];
    case KEY_IK:
        return usual->ik[n];
    case KEY_SECTEUR: /* which the format tells */
        return usual->layout[n];
    case KEY_VARIANTE:
        return usual->variante[n];
    case KEY_CAMPAGNE:
        return usual->campagne[n];
    case KEY_GROUPEMENT:
        return usual->groupement[n][period];
    default:
        return 0;
    }
}

static INLINE uint16_t value_at(const struct numbered_key *key, const had_usual *usual,
                                const struct touched *touched, uint32_t i)
{
    return value_of(key->key, usual, touched_record(touched, i), touched_period(touched, i));
}

/* Numbers of all records into their places; false when one is not met. */
static INLINE bool number_records(enum key key, const struct numbered_key *of,
                                  const had_usual *usual, uint64_t place[HAD_USUAL_MAX])
{
    for (uint32_t n = 0; n < usual->count; n++) {
        uint64_t number = of->number[value_of(key, usual, n, 0)];
        if (!USUALLY(number > 0))
            return false;
        place[n] |= number << of->shift;
    }
    return true;
}

/* The same of zones. */
static INLINE bool number_zones(enum key key, const struct numbered_key *of, const had_usual *usual,
                                struct touched *touched)
{
    for (uint32_t i = 0; i < touched->count; i++) {
        uint64_t number = of->number[value_of(key, usual, touched_record(touched, i),
                                              touched_period(touched, i))];
        if (!USUALLY(number > 0))
            return false;
        touched->place[i] |= number << of->shift;
    }
    return true;
}

/* Each key has a loop of its own. */
static bool number_key(const struct numbered_key *key, const had_usual *usual,
                       uint64_t place[HAD_USUAL_MAX])
{
    switch (key->key) {
#define EACH(name)                                                                                 \
    case name:                                                                                     \
        return number_records(name, key, usual, place)
        EACH(KEY_MOIS);
        EACH(KEY_GHPC);
        EACH(KEY_MPP);
        EACH(KEY_MPA);
        EACH(KEY_IK);
        EACH(KEY_SECTEUR);
        EACH(KEY_VARIANTE);
        EACH(KEY_CAMPAGNE);
#undef EACH
    default: /* of zones */
        return true;
    }
}

bool numbered_places(const struct numbered *numbered, const had_usual *usual,
                     struct touched *touched)
{
    uint64_t of_record[HAD_USUAL_MAX] = {0};
    bool met = true;
    for (int k = 0; k < numbered->key_count; k++)
        met &= number_key(&numbered->key[k], usual, of_record);
    for (uint32_t i = 0; i < touched->count; i++)
        touched->place[i] = of_record[touched_record(touched, i)];
    for (int k = 0; k < numbered->key_count; k++) {
        const struct numbered_key *key = &numbered->key[k];
        if (key->key == KEY_GHT)
            met &= number_zones(KEY_GHT, key, usual, touched);
        else if (key->key == KEY_GROUPEMENT)
            met &= number_zones(KEY_GROUPEMENT, key, usual, touched);
    }
    return met;
}

SELDOM bool numbered_unmet(const struct numbered *numbered, const had_usual *usual,
                           const struct touched *touched, struct numbered_unmet *unmet)
{
    for (; unmet->key < numbered->key_count; unmet->key++, unmet->touched = 0)
        for (; unmet->touched < touched->count; unmet->touched++) {
            const struct numbered_key *key = &numbered->key[unmet->key];
            if (key->number[value_at(key, usual, touched, unmet->touched)] == 0)
                return true;
        }
    return false;
}

/* --- Places ----------------------------------------------------------------------------------- */

static INLINE struct numbered_value *value_in(const struct numbered_key *key, uint64_t place)
{
    return &key->met[numbered_number(key, place) - 1];
}

static uint64_t place_hash(uint64_t place)
{
    return hash_step(index_seed, place);
}

/* Enters the rows again by their places: after these have changed. */
static bool enter_again(struct numbered *numbered)
{
    unsigned bits = numbered_bits(numbered);
    free(numbered->direct);
    numbered->direct = NULL;
    index_free(&numbered->index);
    if (bits <= DIRECT_BITS) {
        numbered->direct = calloc((size_t)1 << bits, sizeof *numbered->direct);
        if (!numbered->direct) {
            say(W_NO_MEMORY);
            return false;
        }
    }
    for (size_t n = 0; n < numbered->count; n++) {
        const uint64_t place = numbered->place[n];
        if (numbered->row[n].last == NUMBERED_LEFT)
            continue;
        if (numbered->direct)
            numbered->direct[place] = (uint32_t)n + 1;
        else if (!index_add(&numbered->index, place_hash(place), n))
            return false;
    }
    return true;
}

/* Makes room for twice as many values of a key: all places change. */
static bool widen(struct numbered *numbered, struct numbered_key *wider)
{
    const struct numbered before = *numbered;
    unsigned shift = 0;
    wider->bits = wider->bits ? wider->bits + 1 : FIRST_BITS;
    if (numbered_bits(numbered) >= PLACE_BITS) { /* no classification has so many values */
        say(W_BROKEN, "totals");
        return false;
    }
    for (int k = numbered->key_count - 1; k >= 0; k--) {
        numbered->key[k].shift = shift;
        shift += numbered->key[k].bits;
    }
    for (size_t n = 0; n < numbered->count; n++) {
        uint64_t place = 0;
        for (int k = 0; k < numbered->key_count; k++)
            place |= (uint64_t)numbered_number(&before.key[k], numbered->place[n])
                     << numbered->key[k].shift;
        numbered->place[n] = place;
    }
    return enter_again(numbered);
}

/* Numbers one more value of a key. */
static bool number_value(struct numbered *numbered, struct numbered_key *key, uint16_t value,
                         const unsigned char *text, size_t length)
{
    const uint32_t number = (uint32_t)key->count + 1;
    if (!grow((void **)&key->met, &key->room, key->count, sizeof *key->met) ||
        (number >> key->bits > 0 && !widen(numbered, key)))
        return false;
    struct numbered_value *met = &key->met[key->count++];
    *met = (struct numbered_value){.length = (uint16_t)length, .value = value, .number = number};
    memcpy(met->text, text, length);
    key->number[value] = (uint16_t)number;
    return true;
}

SELDOM bool numbered_learn(struct numbered *numbered, const had_usual *usual,
                           const struct touched *touched, const struct numbered_unmet *unmet,
                           const unsigned char *text, size_t length)
{
    struct numbered_key *key = &numbered->key[unmet->key];
    uint16_t value = value_at(key, usual, touched, unmet->touched);
    return number_value(numbered, key, value, text, length);
}

/* --- Rows ------------------------------------------------------------------------------------- */

/* Room for so many rows, none of them in two lines of the cache. NULL when there is no memory. */
static struct numbered_row *rows_room(size_t room, void **lines)
{
    enum { SIZE = sizeof(struct numbered_row) };
    *lines = room < SIZE_MAX / SIZE - 1 ? malloc((room + 1) * SIZE) : NULL;
    if (!*lines) {
        say(W_NO_MEMORY);
        return NULL;
    }
    return (struct numbered_row *)(void *)((unsigned char *)*lines + SIZE -
                                           (uintptr_t)*lines % SIZE);
}

/* Room for one more. */
static bool rows_grow(struct numbered *numbered)
{
    enum { FIRST = 64 };
    const size_t count = numbered->count, room = count > 0 ? 2 * count : FIRST;
    if (!grow((void **)&numbered->place, &numbered->place_room, count, sizeof *numbered->place))
        return false;
    if (count < numbered->room)
        return true;
    void *lines;
    struct numbered_row *row = rows_room(room, &lines);
    if (!row)
        return false;
    if (count > 0)
        memcpy(row, numbered->row, count * sizeof *row);
    free(numbered->lines);
    numbered->lines = lines;
    numbered->row = row;
    numbered->room = room;
    return true;
}

/* The row of a place; UINT32_MAX when there is none. */
static INLINE uint32_t row_find(const struct numbered *numbered, uint64_t place)
{
    if (numbered->direct)
        return numbered->direct[place] - 1;
    size_t at;
    uint64_t hash = place_hash(place);
    int64_t n = hashes_first(&numbered->index, hash, &at);
    while (n != HASHES_NONE && numbered->place[n] != place)
        n = hashes_next(&numbered->index, hash, &at);
    return n == HASHES_NONE ? UINT32_MAX : (uint32_t)n;
}

SELDOM static bool row_add(struct numbered *numbered, uint64_t place, uint32_t *row)
{
    *row = (uint32_t)numbered->count;
    if (!rows_grow(numbered))
        return false;
    if (numbered->direct)
        numbered->direct[place] = *row + 1;
    else if (!index_add(&numbered->index, place_hash(place), *row))
        return false;
    numbered->row[*row] = (struct numbered_row){.last = 0};
    numbered->place[*row] = place;
    numbered->count++;
    return true;
}

/* Sums that are left, to a row that is found no more. */
static bool leave_sums(struct numbered *numbered, uint64_t place, struct numbered_row sums)
{
    if (!rows_grow(numbered))
        return false;
    sums.last = NUMBERED_LEFT;
    numbered->row[numbered->count] = sums;
    numbered->place[numbered->count++] = place;
    return true;
}

SELDOM bool numbered_leave(struct numbered *numbered, uint32_t row)
{
    if (!leave_sums(numbered, numbered->place[row], numbered->row[row]))
        return false;
    numbered->row[row] = (struct numbered_row){.last = numbered->row[row].last};
    return true;
}

/* Asks for what row_find will look at. */
static INLINE void place_soon(const struct numbered *numbered, uint64_t place)
{
    if (numbered->direct)
        SOON(&numbered->direct[place]);
    else
        hashes_soon(&numbered->index, place_hash(place));
}

bool numbered_rows(struct numbered *numbered, struct touched *touched)
{
    const uint32_t count = touched->count;
    for (uint32_t i = 0; i < count; i++)
        place_soon(numbered, touched->place[i]);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t row = row_find(numbered, touched->place[i]);
        if (!USUALLY(row != UINT32_MAX) && !row_add(numbered, touched->place[i], &row))
            return false;
        SOON(&numbered->row[row]);
        touched->row[i] = row;
    }
    return true;
}

bool numbered_meet(struct numbered *numbered, int k, uint16_t value, const unsigned char *text,
                   size_t length)
{
    return number_value(numbered, &numbered->key[k], value, text, length);
}

bool numbered_find(struct numbered *numbered, const uint16_t value[KEY_COUNT], uint32_t *row)
{
    uint64_t place = 0;
    for (int k = 0; k < numbered->key_count; k++)
        place |= (uint64_t)numbered->key[k].number[value[k]] << numbered->key[k].shift;
    *row = row_find(numbered, place);
    return *row != UINT32_MAX || row_add(numbered, place, row);
}

/* --- All of them ------------------------------------------------------------------------------ */

/* The number that a value of others has here. */
static bool number_too(struct numbered *numbered, struct numbered_key *key,
                       const struct numbered_value *theirs)
{
    return key->number[theirs->value] > 0 ||
           number_value(numbered, key, theirs->value, theirs->text, theirs->length);
}

/* Where a place of others is here, all their values having a number. */
static uint64_t place_of(const struct numbered *numbered, const struct numbered *others,
                         uint64_t theirs)
{
    uint64_t place = 0;
    for (int k = 0; k < others->key_count; k++) {
        const struct numbered_key *key = &numbered->key[k];
        place |= (uint64_t)key->number[value_in(&others->key[k], theirs)->value] << key->shift;
    }
    return place;
}

bool numbered_join(struct numbered *numbered, const struct numbered *others)
{
    for (int k = 0; k < others->key_count; k++)
        for (size_t i = 0; i < others->key[k].count; i++)
            if (!number_too(numbered, &numbered->key[k], &others->key[k].met[i]))
                return false;
    bool joined = true;
    for (size_t n = 0; joined && n < others->count; n++) {
        const uint64_t place = place_of(numbered, others, others->place[n]);
        uint32_t row = row_find(numbered, place);
        if (others->row[n].last == NUMBERED_LEFT)
            joined = leave_sums(numbered, place, others->row[n]);
        else
            joined = (row != UINT32_MAX || row_add(numbered, place, &row)) &&
                     numbered_add(numbered, row, &others->row[n]);
    }
    return joined;
}

size_t numbered_text(const struct numbered *numbered, uint64_t place, unsigned char *out)
{
    size_t length = 0;
    for (int k = 0; k < numbered->key_count; k++) {
        const struct numbered_key *key = &numbered->key[k];
        const struct numbered_value *value = value_in(key, place);
        memcpy(out + length, value->text, KEY_PART);
        length += value->length + 1u;
    }
    return length;
}

void numbered_cells(const struct numbered *numbered, uint64_t place, struct table *table)
{
    for (int k = 0; k < numbered->key_count; k++) {
        const struct numbered_key *key = &numbered->key[k];
        struct numbered_value *value = value_in(key, place);
        if (cells_again(table, &value->cell))
            continue;
        struct cells_mark mark = cells_mark(table);
        cell_text(table, value->text, value->length);
        cells_keep(table, mark, &value->cell);
    }
}
