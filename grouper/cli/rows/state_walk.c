/* SPDX-License-Identifier: Apache-2.0 */
#include "state_walk.h"

#include <stdlib.h>
#include <string.h>

#include "cli/base/grow.h"
#include "cli/base/words.h"
#include "common/hints.h"

/* A key of one side, or of both where the records differ. */
struct matched {
    const unsigned char *key;
    uint32_t length;
    uint32_t before, after; /* numbers of the records; NONE */
};
#define NONE UINT32_MAX

struct stepping {
    struct state *old, *new;
    const struct batch *batch;
    state_pair *pair;
    void *context;
    bool *seen; /* of the old ones: it has met its key on the other side */
    struct matched *matched;
    size_t count, room;
};

static bool add_matched(struct stepping *step, const unsigned char *key, size_t length,
                        uint32_t before, uint32_t after)
{
    unsigned char *kept = state_take(step->old, length);
    if (!kept || !grow((void **)&step->matched, &step->room, step->count, sizeof *step->matched))
        return false;
    memcpy(kept, key, length);
    step->matched[step->count++] = (struct matched){kept, (uint32_t)length, before, after};
    return true;
}

static bool alike(const struct held *a, const unsigned char *text, const struct held *b,
                  const unsigned char *other)
{
    return a->length == b->length && a->days == b->days && a->amount == b->amount &&
           memcmp(text, other, a->length) == 0;
}

/* Two records whose prints are alike: whether they have one key, and then what they are. */
static enum same_key meet(struct stepping *step, uint32_t n, uint32_t m)
{
    const struct held *before = &step->old->held[n], *after = &step->new->held[m];
    const unsigned char *text = state_text(step->old, before);
    const unsigned char *other = text ? state_text(step->new, after) : NULL;
    if (!other)
        return NO_KEY;
    if (alike(before, text, after, other))
        return step->pair(step->context, NULL, before, after) ? SAME_KEY : NO_KEY;
    unsigned char key[STATE_KEY_MAX], second[STATE_KEY_MAX];
    size_t length = state_key(step->old, step->batch, before, text, key);
    size_t size = state_key(step->new, step->batch, after, other, second);
    if (length == 0 || size == 0)
        return NO_KEY;
    if (length != size || memcmp(key, second, size) != 0)
        return OTHER_KEY;
    return add_matched(step, key, length, n, m) ? SAME_KEY : NO_KEY;
}

/* A record whose key the other side lacks. */
static bool add_alone(struct stepping *step, struct state *state, const struct held *held,
                      uint32_t before, uint32_t after)
{
    unsigned char key[STATE_KEY_MAX];
    size_t length = state_key(state, step->batch, held, state_text(state, held), key);
    return length > 0 && add_matched(step, key, length, before, after);
}

/* The n-th of the new ones, among the old ones. */
static bool match_one(struct stepping *step, uint32_t m)
{
    const struct held *after = &step->new->held[m];
    const struct hashes *index = &step->old->index;
    size_t at;
    for (int64_t n = hashes_first(index, after->print, &at); n != HASHES_NONE;
         n = hashes_next(index, after->print, &at)) {
        if (step->old->held[n].print != after->print || step->seen[n])
            continue;
        enum same_key same = meet(step, (uint32_t)n, m);
        step->seen[n] = same == SAME_KEY;
        if (same != OTHER_KEY)
            return same == SAME_KEY;
    }
    return add_alone(step, step->new, after, NONE, m);
}

/* Asks for the memory that the records after the m-th will look at. Put inline: compilers may leave
 * out a call that does nothing else. */
static INLINE void ask_ahead(const struct stepping *step, size_t m)
{
    enum { SLOT_AHEAD = 24, HELD_AHEAD = 12 };
    const struct state *old = step->old, *new = step->new;
    if (m + SLOT_AHEAD >= new->count)
        return;
    hashes_soon(&old->index, new->held[m + SLOT_AHEAD].print);
    int64_t n = hashes_likely(&old->index, new->held[m + HELD_AHEAD].print);
    if (n != HASHES_NONE)
        SOON(&old->held[n]);
}

static bool match(struct stepping *step)
{
    const struct state *old = step->old, *new = step->new;
    bool well = true;
    for (size_t m = 0; well && m < new->count; m++) {
        ask_ahead(step, m);
        well = new->held[m].twice || match_one(step, (uint32_t)m);
    }
    for (size_t n = 0; well && n < old->count; n++)
        well = old->held[n].twice || step->seen[n] ||
               add_alone(step, step->old, &old->held[n], (uint32_t)n, NONE);
    return well;
}

static int by_key(const void *a, const void *b)
{
    const struct matched *x = a, *y = b;
    return memcmp(x->key, y->key, x->length < y->length ? x->length : y->length);
}

static bool tell(struct stepping *step)
{
    bool well = true;
    if (step->count > 0)
        qsort(step->matched, step->count, sizeof *step->matched, by_key);
    for (size_t i = 0; well && i < step->count; i++) {
        const struct matched *matched = &step->matched[i];
        well = step->pair(step->context, matched->key,
                          matched->before == NONE ? NULL : &step->old->held[matched->before],
                          matched->after == NONE ? NULL : &step->new->held[matched->after]);
    }
    return well;
}

bool state_walk(struct state *old, struct state *new, const struct batch *batch, state_pair *pair,
                void *context)
{
    struct stepping step = {
        .old = old, .new = new, .batch = batch, .pair = pair, .context = context};
    step.seen = calloc(old->count + 1, sizeof *step.seen);
    if (!step.seen)
        say(W_NO_MEMORY);
    bool well = step.seen && state_settle(old, batch) && state_settle(new, batch) && match(&step) &&
                tell(&step);
    /* Both are closed, however it went: they say what went wrong. */
    well &= state_close(old);
    well &= state_close(new);
    free(step.seen);
    free(step.matched);
    return well;
}
