/* SPDX-License-Identifier: Apache-2.0 */
#include "moved.h"

#include <string.h>

#include "activity.h"
#include "cli/rows/differ.h"
#include "cli/rows/rows.h"
#include "cli/rows/state_walk.h"
#include "cli/write/html.h"
#include "common/digits.h"

const char *const moved_names[MOVED_WAYS] = {"nouveau", "disparu", "change"};

const char *moved_text(enum moved_way way)
{
    const char *const texts[MOVED_WAYS] = {said("Enregistrements nouveaux", "New records"),
                                           said("Enregistrements disparus", "Records gone"),
                                           said("Enregistrements changés", "Records changed")};
    return texts[way];
}

struct moving {
    const struct batch *batch;
    struct state *before, *now;
    struct moved *moved;
    struct facts_known known;
    bool failed; /* there is no memory */
};

/* --- The keys of a record --------------------------------------------------------------------- */

/* Its month, its MPP, and the GHT of each zone. */
enum { MOVED_KEYS = 2 + HAD_ZONES_MAX };
struct moved_key {
    enum moved_by by;
    size_t length;
    unsigned char text[ACTIVITY_KEY];
};
struct moved_record {
    struct line_place place;
    size_t count;
    struct moved_key key[MOVED_KEYS];
};

static bool has_key(const struct moved_record *record, const struct moved_key *key)
{
    for (size_t i = 0; i < record->count; i++) {
        const struct moved_key *other = &record->key[i];
        if (other->by == key->by && other->length == key->length &&
            memcmp(other->text, key->text, key->length) == 0)
            return true;
    }
    return false;
}

/* A record whose neighbours block it (--chainage) has the one zone of any that is in error. */
static bool blocked_by_others(const struct held *held, const had_result *result)
{
    return held->days == 0 && result_days(result) > 0;
}

static void read_record(struct moving *moving, struct state *state, const struct held *held,
                        struct moved_record *record)
{
    had_result result = {.size = sizeof result};
    const unsigned char *text = state_text(state, held);
    had_process(moving->batch->engine, text, held->length, &result);
    const struct item item = {
        .line = held->line, .bytes = text, .length = held->length, .result = &result};
    struct facts facts = {.place = {.file = held->file, .line = held->line}};
    facts_read(moving->batch, &moving->known, &item, &facts);
    record->place = facts.place;
    record->place.days = held->days;
    record->place.amount = held->amount;
    record->count = 0;
    if (result.zone_count == 0) /* it is in no sum */
        return;
    if (blocked_by_others(held, &result)) {
        record->place.valued = true; /* it has no day: nothing */
        result.zone_count = 1;
        result.zone[0].ght = HAD_GHT_ERROR;
    }
    static const enum activity_by of_record[] = {[MOVED_MONTH] = BY_MONTH, [MOVED_MPP] = BY_MPP};
    for (enum moved_by by = MOVED_MONTH; by < MOVED_GHT; by++) {
        struct moved_key *key = &record->key[record->count++];
        key->by = by;
        key->length = activity_key(&item, &facts, of_record[by], key->text);
    }
    for (int i = 0; i < result.zone_count; i++) {
        struct moved_key *key = &record->key[record->count];
        key->by = MOVED_GHT;
        key->length = 2;
        write_two(key->text, result.zone[i].ght);
        record->count += !has_key(record, key);
    }
}

/* --- What moved ------------------------------------------------------------------------------- */

/* To the rows of its keys, but those that the other has. */
static void add_to_rows(struct moving *moving, const struct moved_record *record, bool now,
                        const struct moved_record *other)
{
    for (size_t i = 0; i < record->count; i++) {
        const struct moved_key *key = &record->key[i];
        if (other && has_key(other, key))
            continue;
        struct moved_row *row = keyed_at(&moving->moved->by[key->by], key->text, key->length);
        if (row)
            lines_add(now ? &row->now : &row->before, &record->place);
        moving->failed |= row == NULL;
    }
}

/* Whether their fields differ, or what they are worth: with --chainage neighbours have a say. */
static bool differ(const struct moving *moving, const struct held *before, const struct held *now)
{
    char fields[DIFFER_MAX];
    list_differing(moving->batch->engine,
                   (struct bytes){state_text(moving->before, before), before->length},
                   (struct bytes){state_text(moving->now, now), now->length}, fields);
    return fields[0] != '\0' || before->days != now->days || before->amount != now->amount;
}

static bool pair(void *context, const unsigned char *key, const struct held *before,
                 const struct held *now)
{
    struct moving *moving = context;
    if (!key || (before && now && !differ(moving, before, now)))
        return true;
    enum moved_way way = !before ? MOVED_NEW : !now ? MOVED_GONE : MOVED_CHANGED;
    struct moved_sums *sums = &moving->moved->way[way];
    struct moved_record had, has;
    if (before) {
        sum_add(&sums->before, before);
        read_record(moving, moving->before, before, &had);
    }
    if (now) {
        sum_add(&sums->now, now);
        read_record(moving, moving->now, now, &has);
        add_to_rows(moving, &has, true, NULL);
    }
    if (before)
        add_to_rows(moving, &had, false, now ? &has : NULL);
    lines_add(&sums->lines, now ? &has.place : &had.place);
    return !moving->failed;
}

bool moved_find(const struct batch *batch, struct state *before, struct state *now,
                struct moved *moved)
{
    struct moving moving = {.batch = batch, .before = before, .now = now, .moved = moved};
    *moved = (struct moved){.twice = 0};
    for (enum moved_by by = 0; by < MOVED_BYS; by++)
        moved->by[by].size = sizeof(struct moved_row);
    bool found = state_walk(before, now, batch, pair, &moving);
    moved->twice = before->duplicates + now->duplicates;
    for (enum moved_by by = 0; by < MOVED_BYS; by++)
        keyed_sort(&moved->by[by]);
    return found;
}

void moved_free(struct moved *moved)
{
    for (enum moved_by by = 0; by < MOVED_BYS; by++)
        keyed_free(&moved->by[by]);
}

const struct moved_row *moved_row(const struct moved *moved, enum moved_by by,
                                  const unsigned char *key, size_t length)
{
    return keyed_find(&moved->by[by], key, length);
}
