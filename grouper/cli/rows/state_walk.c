/* SPDX-License-Identifier: Apache-2.0 */
#include "state_walk.h"

#include <stdlib.h>
#include <string.h>

#include "cli/base/grow.h"
#include "cli/base/words.h"

/* A key of one side, or of both where the records differ. */
struct met {
    const unsigned char *key;
    uint32_t length;
    uint32_t before, after; /* numbers of the records; NONE */
};
#define NONE UINT32_MAX

struct walk {
    struct state *old, *new;
    const struct batch *batch;
    state_pair *pair;
    void *context;
    bool *seen; /* of the old ones: it has met its key on the other side */
    struct met *met;
    size_t count, room;
};

static bool add_met(struct walk *walk, const unsigned char *key, size_t length, uint32_t before,
                    uint32_t after)
{
    unsigned char *kept = state_take(walk->old, length);
    if (!kept || !grow((void **)&walk->met, &walk->room, walk->count, sizeof *walk->met))
        return false;
    memcpy(kept, key, length);
    walk->met[walk->count++] = (struct met){kept, (uint32_t)length, before, after};
    return true;
}

static bool alike(const struct held *a, const unsigned char *text, const struct held *b,
                  const unsigned char *other)
{
    return a->length == b->length && a->days == b->days && a->amount == b->amount &&
           memcmp(text, other, a->length) == 0;
}

/* Two records whose prints are alike: whether they have one key, and then what they are. */
enum same { SAME, OTHER, FAILED };
static enum same meet(struct walk *walk, uint32_t n, uint32_t m)
{
    const struct held *before = &walk->old->held[n], *after = &walk->new->held[m];
    const unsigned char *text = state_text(walk->old, before);
    const unsigned char *other = text ? state_text(walk->new, after) : NULL;
    if (!other)
        return FAILED;
    if (alike(before, text, after, other))
        return walk->pair(walk->context, NULL, before, after) ? SAME : FAILED;
    unsigned char key[STATE_KEY_MAX], key_after[STATE_KEY_MAX];
    size_t length = state_key(walk->old, walk->batch, before, key);
    size_t size = state_key(walk->new, walk->batch, after, key_after);
    if (length == 0 || size == 0)
        return FAILED;
    if (length != size || memcmp(key, key_after, size) != 0)
        return OTHER;
    return add_met(walk, key, length, n, m) ? SAME : FAILED;
}

/* A record whose key the other side lacks. */
static bool add_alone(struct walk *walk, struct state *state, const struct held *held,
                      uint32_t before, uint32_t after)
{
    unsigned char key[STATE_KEY_MAX];
    size_t length = state_key(state, walk->batch, held, key);
    return length > 0 && add_met(walk, key, length, before, after);
}

/* The n-th of the new ones, among the old ones. */
static bool match_one(struct walk *walk, uint32_t m)
{
    const struct held *after = &walk->new->held[m];
    const struct hashes *index = &walk->old->index;
    size_t at;
    for (int64_t n = hashes_first(index, after->print, &at); n != HASHES_NONE;
         n = hashes_next(index, after->print, &at)) {
        if (walk->old->held[n].print != after->print || walk->seen[n])
            continue;
        enum same same = meet(walk, (uint32_t)n, m);
        walk->seen[n] = same == SAME;
        if (same != OTHER)
            return same == SAME;
    }
    return add_alone(walk, walk->new, after, NONE, m);
}

static bool match(struct walk *walk)
{
    enum { AHEAD = 16 };
    const struct state *old = walk->old, *new = walk->new;
    bool well = true;
    for (size_t m = 0; well && m < new->count; m++) {
        if (m + AHEAD < new->count)
            hashes_soon(&old->index, new->held[m + AHEAD].print);
        well = new->held[m].twice || match_one(walk, (uint32_t)m);
    }
    for (size_t n = 0; well && n < old->count; n++)
        well = old->held[n].twice || walk->seen[n] ||
               add_alone(walk, walk->old, &old->held[n], (uint32_t)n, NONE);
    return well;
}

static int by_key(const void *a, const void *b)
{
    const struct met *x = a, *y = b;
    return memcmp(x->key, y->key, x->length < y->length ? x->length : y->length);
}

static bool tell(struct walk *walk)
{
    bool well = true;
    if (walk->count > 0)
        qsort(walk->met, walk->count, sizeof *walk->met, by_key);
    for (size_t i = 0; well && i < walk->count; i++) {
        const struct met *met = &walk->met[i];
        well = walk->pair(walk->context, met->key,
                          met->before == NONE ? NULL : &walk->old->held[met->before],
                          met->after == NONE ? NULL : &walk->new->held[met->after]);
    }
    return well;
}

bool state_walk(struct state *old, struct state *new, const struct batch *batch, state_pair *pair,
                void *context)
{
    struct walk walk = {.old = old, .new = new, .batch = batch, .pair = pair, .context = context};
    walk.seen = calloc(old->count + 1, sizeof *walk.seen);
    if (!walk.seen)
        say(W_NO_MEMORY);
    bool well = walk.seen && state_settle(old, batch) && state_settle(new, batch) && match(&walk) &&
                tell(&walk);
    /* Both are closed, however it went: they say what went wrong. */
    well &= state_close(old);
    well &= state_close(new);
    free(walk.seen);
    free(walk.met);
    return well;
}
