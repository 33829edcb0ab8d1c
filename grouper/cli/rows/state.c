/* SPDX-License-Identifier: Apache-2.0 */
#include "state.h"

#include <stdlib.h>
#include <string.h>

#include "cli/base/grow.h"
#include "rows.h"
#include "common/sums.h"
#include "cli/base/words.h"

/* Bytes never move once they are written: when a chunk is full, one twice as large is added. */
struct chunk {
    struct chunk *before;
    size_t used, room;
    unsigned char bytes[];
};

/* A key is four fields of at most 40 bytes, with what ends or counts each. */
enum { FIRST_CHUNK = 256 * 1024, KEY_MAX = 255 };

static unsigned char *take(struct state *state, size_t size)
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

/* --- Keys ------------------------------------------------------------------------------------- */

/* A text ends with a NUL, which no record holds. A number is its count of digits, then its digits
 * without leading zeros, so that a longer number comes after; one that is no number is text, after
 * all numbers. */
enum { NOT_A_NUMBER = 0xFF };

static unsigned char *put_text_part(unsigned char *out, const unsigned char *p,
                                    const unsigned char *end)
{
    memcpy(out, p, (size_t)(end - p));
    out += end - p;
    *out++ = '\0';
    return out;
}

static unsigned char *put_number_part(unsigned char *out, const unsigned char *p,
                                      const unsigned char *end)
{
    bool numeric = p < end;
    for (const unsigned char *c = p; c < end; c++)
        numeric &= *c >= '0' && *c <= '9';
    if (!numeric) {
        *out++ = NOT_A_NUMBER;
        return put_text_part(out, p, end);
    }
    while (end - p > 1 && *p == '0')
        p++;
    *out++ = (unsigned char)(end - p);
    memcpy(out, p, (size_t)(end - p));
    return out + (end - p);
}

static const bool is_number[] = {[HELD_SEQUENCE] = true, [HELD_SOUS_SEQUENCE] = true};

static size_t make_key(const struct batch *batch, const struct item *item,
                       unsigned char key[KEY_MAX])
{
    const int field[] = {batch->fields.finess_epmsi, batch->fields.sejour,
                         batch->fields.no_sequence, batch->fields.no_sous_sequence};
    unsigned char *out = key;
    *out++ = item->result->secteur;
    for (int part = HELD_FINESS; part <= HELD_SOUS_SEQUENCE; part++) {
        size_t length;
        const unsigned char *p = item_field(batch, item, field[part], &length);
        const unsigned char *end = p + length;
        trim(&p, &end);
        out = is_number[part] ? put_number_part(out, p, end) : put_text_part(out, p, end);
    }
    return (size_t)(out - key);
}

const unsigned char *held_text(const struct held *held, enum held_part part, size_t *length)
{
    const unsigned char *p = held->key + 1;
    for (int i = HELD_FINESS;; i++) {
        bool counted = is_number[i] && *p != NOT_A_NUMBER;
        const unsigned char *text = p + is_number[i];
        *length = counted ? *p : strlen((const char *)text);
        if (i == (int)part)
            return text;
        p = text + *length + !counted;
    }
}

int held_compare(const struct held *a, const struct held *b)
{
    return memcmp(a->key, b->key, a->key_length < b->key_length ? a->key_length : b->key_length);
}

/* --- Records ---------------------------------------------------------------------------------- */

void sum_add(struct sum *sum, const struct held *held)
{
    sum->records++;
    sum_up(&sum->days, held->days);
    sum_up(&sum->amount, held->amount);
}

bool state_add(struct state *state, const struct batch *batch, const struct item *item,
               uint32_t file)
{
    const had_result *result = item->result;
    unsigned char key[KEY_MAX];
    size_t key_length = make_key(batch, item, key);
    if (!grow((void **)&state->held, &state->room, state->count, sizeof *state->held))
        return false;
    unsigned char *bytes = take(state, key_length + result->length);
    if (!bytes)
        return false;
    memcpy(bytes, key, key_length);
    memcpy(bytes + key_length, item->bytes, result->length);
    struct held *held = &state->held[state->count++];
    *held = (struct held){.key = bytes,
                          .line = item->line,
                          .length = result->length,
                          .key_length = (uint8_t)key_length,
                          .file = file,
                          .usable = result->outcome != HAD_UNUSABLE};
    held->priced = result_amount(result, &held->amount);
    held->days = (uint16_t)result_days(result);
    sum_add(&state->all, held);
    return true;
}

static int by_key(const void *a, const void *b)
{
    const struct held *x = a, *y = b;
    int order = held_compare(x, y);
    order = order ? order : (x->file > y->file) - (x->file < y->file);
    return order ? order : (x->line > y->line) - (x->line < y->line);
}

bool state_join(struct state *state, struct state *more)
{
    if (!grow_to((void **)&state->held, &state->room, state->count + more->count,
                 sizeof *state->held))
        return false;
    if (more->count > 0)
        memcpy(state->held + state->count, more->held, more->count * sizeof *more->held);
    state->count += more->count;
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

void state_settle(struct state *state)
{
    if (state->count > 0)
        qsort(state->held, state->count, sizeof *state->held, by_key);
    size_t kept = 0;
    for (size_t i = 0; i < state->count; i++)
        if (kept == 0 || held_compare(&state->held[kept - 1], &state->held[i]) != 0)
            state->held[kept++] = state->held[i];
    state->duplicates += state->count - kept;
    state->count = kept;
}

void state_walk(const struct state *old, const struct state *new, state_pair *pair, void *context)
{
    for (size_t b = 0, a = 0; b < old->count || a < new->count;) {
        const struct held *before = b < old->count ? &old->held[b] : NULL;
        const struct held *after = a < new->count ? &new->held[a] : NULL;
        int order = !before ? 1 : !after ? -1 : held_compare(before, after);
        pair(context, order <= 0 ? before : NULL, order >= 0 ? after : NULL);
        b += order <= 0;
        a += order >= 0;
    }
}

void state_free(struct state *state)
{
    while (state->chunk) {
        struct chunk *before = state->chunk->before;
        free(state->chunk);
        state->chunk = before;
    }
    free(state->held);
    memset(state, 0, sizeof *state);
}
