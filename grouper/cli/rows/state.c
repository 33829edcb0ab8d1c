/* SPDX-License-Identifier: Apache-2.0 */
#include "state.h"

#include <stdlib.h>
#include <string.h>

#include "cli/base/grow.h"
#include "rows.h"
#include "common/hints.h"
#include "common/sums.h"
#include "cli/base/words.h"

/* Bytes never move once they are written: when a chunk is full, one twice as large is added. */
struct chunk {
    struct chunk *before;
    size_t used, room;
    unsigned char bytes[];
};

enum { FIRST_CHUNK = 256 * 1024 };

unsigned char *state_take(struct state *state, size_t size)
{
    struct chunk *chunk = state->chunk;
    if (!chunk || chunk->room - chunk->used < size) {
        size_t room = chunk ? chunk->room * 2 : FIRST_CHUNK;
        struct chunk *next = malloc(sizeof *next + room);
        if (!next) {
            say(W_NO_MEMORY);
            return NULL;
        }
        *next = (struct chunk){.before = chunk, .room = room};
        state->chunk = chunk = next;
    }
    chunk->used += size;
    return chunk->bytes + chunk->used - size;
}

/* --- Prints ----------------------------------------------------------------------------------- */

/* Bits of a print that count: HAD_PRINT_BITS, for tests; results never depend on it. */
static uint64_t print_mask(void)
{
    enum { BITS = 64 };
    const char *asked = getenv("HAD_PRINT_BITS");
    long n = asked ? strtol(asked, NULL, 10) : BITS;
    return n >= 0 && n < BITS ? (UINT64_C(1) << n) - 1 : UINT64_MAX;
}

static const struct key_places *places_of(struct state *state, const struct batch *batch,
                                          uint16_t layout, uint8_t secteur)
{
    struct key_places *places = &state->places[layout % LAYOUTS];
    if (!USUALLY(places->layout == layout + 1)) {
        had_result any = {.size = sizeof any, .layout = layout, .secteur = secteur};
        key_places_find(places, batch->engine, &any);
    }
    return places;
}

/* --- Records ---------------------------------------------------------------------------------- */

void sum_add(struct sum *sum, const struct held *held)
{
    sum->records++;
    sum_up(&sum->days, held->days);
    sum_up(&sum->amount, held->amount);
}

void state_piece(struct state *state, const struct piece *piece)
{
    state->piece = piece;
    state->by_place = piece->by_place;
    state->file = (struct read_file){piece->file, *piece->look};
}

/* Where the bytes of a record are found again. */
static bool keep_place(struct state *state, const struct item *item, struct held *held)
{
    const struct piece *piece = state->piece;
    if (state->by_place) {
        held->at.place = piece->place + (uint64_t)(item->bytes - piece->bytes);
        return true;
    }
    unsigned char *bytes = state_take(state, held->length);
    if (!bytes)
        return false;
    memcpy(bytes, item->bytes, held->length);
    held->at.text = bytes;
    return true;
}

bool state_add(struct state *state, const struct batch *batch, const struct item *item,
               uint32_t file)
{
    const had_result *result = item->result;
    unsigned char key[STATE_KEY_MAX];
    size_t length =
        state_key_make(places_of(state, batch, result->layout, result->secteur), item->bytes, key);
    if (!grow((void **)&state->held, &state->room, state->count, sizeof *state->held))
        return false;
    if (state->mask == 0 && state->count == 0)
        state->mask = print_mask();
    struct held *held = &state->held[state->count];
    *held = (struct held){.print = index_hash(key, length) & state->mask,
                          .line = item->line,
                          .file = file,
                          .length = result->length,
                          .days = (uint16_t)result_days(result),
                          .layout = result->layout,
                          .secteur = result->secteur,
                          .usable = result->outcome != HAD_UNUSABLE};
    held->priced = result_amount(result, &held->amount);
    if (!keep_place(state, item, held))
        return false;
    state->count++;
    sum_add(&state->all, held);
    return true;
}

bool state_join(struct state *state, struct state *more)
{
    if (!grow_to((void **)&state->held, &state->room, state->count + more->count,
                 sizeof *state->held))
        return false;
    if (more->count > 0)
        memcpy(state->held + state->count, more->held, more->count * sizeof *more->held);
    state->count += more->count;
    if (more->count > 0) { /* all of one file, if it is read by place */
        state->mask = more->mask;
        state->by_place = more->by_place;
        state->file = more->file;
    }
    if (more->chunk) { /* the bytes stay where they are */
        struct chunk *first = more->chunk;
        while (first->before)
            first = first->before;
        first->before = state->chunk;
        state->chunk = more->chunk;
        more->chunk = NULL;
    }
    state->all.records += more->all.records;
    sum_up(&state->all.days, more->all.days);
    sum_up(&state->all.amount, more->all.amount);
    state_free(more);
    return true;
}

/* --- Again ------------------------------------------------------------------------------------ */

/* Said when it is closed. */
static bool changed(struct state *state)
{
    state->reading.changed = true;
    return false;
}

const unsigned char *state_text(struct state *state, const struct held *held)
{
    if (!state->by_place)
        return held->at.text;
    size_t length;
    const unsigned char *text = again_line(&state->reading, &state->file, held->at.place, &length);
    return text && (length >= held->length || changed(state)) ? text : NULL;
}

size_t state_key(struct state *state, const struct batch *batch, const struct held *held,
                 const unsigned char *text, unsigned char key[STATE_KEY_MAX])
{
    if (!text)
        return 0;
    size_t length = state_key_make(places_of(state, batch, held->layout, held->secteur), text, key);
    return (index_hash(key, length) & state->mask) == held->print || changed(state) ? length : 0;
}

bool state_close(struct state *state)
{
    return again_close(&state->reading);
}

/* --- One record a key ------------------------------------------------------------------------- */

static enum same_key find_same(struct state *state, const struct batch *batch, const struct held *a,
                               const struct held *b)
{
    unsigned char key[STATE_KEY_MAX], other[STATE_KEY_MAX];
    size_t length = state_key(state, batch, a, state_text(state, a), key);
    size_t size = state_key(state, batch, b, state_text(state, b), other);
    if (length == 0 || size == 0)
        return NO_KEY;
    return length == size && memcmp(key, other, size) == 0 ? SAME_KEY : OTHER_KEY;
}

static bool stands_before(const struct held *a, const struct held *b)
{
    return a->file != b->file ? a->file < b->file : a->line < b->line;
}

/* Of two of one key the first counts: workers have met them in any order. */
static void leave_out(struct state *state, struct hash_slot *slot, size_t n)
{
    struct held *met = &state->held[slot->number - 1], *held = &state->held[n];
    if (stands_before(met, held)) {
        held->twice = true;
    } else {
        met->twice = true;
        slot->number = (uint32_t)n + 1;
    }
    state->duplicates++;
}

/* The n-th among those before it. */
static bool settle_one(struct state *state, const struct batch *batch, size_t n)
{
    const struct held *held = &state->held[n];
    struct hashes *index = &state->index;
    size_t at;
    for (int64_t m = hashes_first(index, held->print, &at); m != HASHES_NONE;
         m = hashes_next(index, held->print, &at)) {
        if (state->held[m].print != held->print)
            continue;
        enum same_key same = find_same(state, batch, &state->held[m], held);
        if (same == SAME_KEY)
            leave_out(state, &index->slot[at], n);
        if (same != OTHER_KEY)
            return same == SAME_KEY;
    }
    hashes_add(index, held->print, n);
    return true;
}

static bool settle_all(struct state *state, const struct batch *batch)
{
    enum { AHEAD = 16 };
    bool well = index_room(&state->index, state->count);
    for (size_t n = 0; well && n < state->count; n++) {
        if (n + AHEAD < state->count)
            hashes_soon(&state->index, state->held[n + AHEAD].print);
        well = settle_one(state, batch, n);
    }
    return well;
}

bool state_settle(struct state *state, const struct batch *batch)
{
    if (!state->settled)
        state->well = settle_all(state, batch);
    state->settled = true;
    return state->well;
}

void state_free(struct state *state)
{
    while (state->chunk) {
        struct chunk *before = state->chunk->before;
        free(state->chunk);
        state->chunk = before;
    }
    free(state->held);
    again_free(&state->reading);
    index_free(&state->index);
    memset(state, 0, sizeof *state);
}
