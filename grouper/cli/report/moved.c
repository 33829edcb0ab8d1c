/* SPDX-License-Identifier: Apache-2.0 */
#include "moved.h"

#include "cli/rows/differ.h"
#include "cli/write/html.h"

const char *const moved_names[MOVED_WAYS] = {"nouveau", "disparu", "change"};

const char *moved_text(enum moved_way way)
{
    const char *const texts[MOVED_WAYS] = {said("Enregistrements nouveaux", "New records"),
                                           said("Enregistrements disparus", "Records gone"),
                                           said("Enregistrements changés", "Records changed")};
    return texts[way];
}

struct moving {
    const had_engine *engine;
    struct moved *moved;
};

/* The days of a record are read again only when its line is kept. */
static void add_line(const struct moving *moving, struct report_lines *lines,
                     const struct held *held)
{
    struct line_place place = {.file = held->file,
                               .line = held->line,
                               .days = held->days,
                               .told = true,
                               .amount = held->amount};
    lines->count++;
    if (lines->kept == LINES_KEPT && !line_before(&place, &lines->line[LINES_KEPT - 1]))
        return;
    had_result result = {.size = sizeof result};
    had_process(moving->engine, held_record(held), held->length, &result);
    place.debut = result.debut;
    place.fin = result.fin;
    lines_keep(lines, &place);
}

/* Whether their fields differ, or what they are worth: with --chainage neighbours have a say. */
static bool differ(const struct moving *moving, const struct held *before, const struct held *now)
{
    char fields[DIFFER_MAX];
    list_differing(moving->engine, (struct bytes){held_record(before), before->length},
                   (struct bytes){held_record(now), now->length}, fields);
    return fields[0] != '\0' || before->days != now->days || before->amount != now->amount;
}

static void pair(void *context, const struct held *before, const struct held *now)
{
    const struct moving *moving = context;
    if (before && now && !differ(moving, before, now))
        return;
    enum moved_way way = !before ? MOVED_NEW : !now ? MOVED_GONE : MOVED_CHANGED;
    struct moved_sums *sums = &moving->moved->way[way];
    if (before)
        sum_add(&sums->before, before);
    if (now)
        sum_add(&sums->now, now);
    add_line(moving, &sums->lines, now ? now : before);
}

void moved_find(const had_engine *engine, struct state *before, struct state *now,
                struct moved *moved)
{
    struct moving moving = {engine, moved};
    state_settle(before);
    state_settle(now);
    *moved = (struct moved){.twice = before->duplicates + now->duplicates};
    state_walk(before, now, pair, &moving);
}
