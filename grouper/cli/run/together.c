/* SPDX-License-Identifier: Apache-2.0 */
#include "together.h"

#include <string.h>

#include "line.h"

SELDOM static void find_usual_places(struct worker *worker, uint16_t layout)
{
    const struct batch *batch = worker->terms->batch;
    had_format_info format = HAD_FORMAT_INFO_INIT;
    had_format_get(batch->tables, layout, &format);
    had_result any = {.size = sizeof any, .layout = layout, .secteur = format.secteur};
    worker_find_places(worker, &any);
}

/* Counts the records that have a zone without a tariff. */
SELDOM static uint32_t count_without(const had_usual *usual)
{
    uint32_t count = 0;
    for (uint32_t n = 0; n < usual->count; n++) {
        bool lacking = false;
        for (int k = 0; k < HAD_PERIODES; k++)
            lacking |= usual->tarif[n][k] == 0 && usual->zone_jours[n][k] > 0;
        count += lacking;
    }
    return count;
}

/* Keeps those before the n-th, and the lines left before it. */
static void cut_usual(struct worker *worker, uint32_t n)
{
    had_usual *usual = &worker->usual;
    had_left *left = &worker->left;
    usual->bytes = usual->start[n];
    usual->count = n;
    if (usual->sans_tarif > 0)
        usual->sans_tarif = count_without(usual);
    while (left->count > 0 && left->before[left->count - 1] > n)
        left->count--;
}

/* Counts what their bytes tell. Formats follow each other in no order: they are no branch. */
static void count_bytes(struct worker *worker, const struct item *item)
{
    const had_usual *usual = &worker->usual;
    const struct key_places *places[HAD_USUAL_MAX];
    for (uint32_t n = 0; n < usual->count; n++) {
        const uint16_t layout = usual->layout[n];
        places[n] = &worker->layouts[layout % LAYOUTS];
        if (!USUALLY(places[n]->layout == layout + 1))
            find_usual_places(worker, layout);
        const unsigned char *finess = item->bytes + usual->start[n] + places[n]->finess.start;
        uint64_t other = !same_finess(item->file_finess, finess);
        worker->tally.other_finess += other;
        worker->others |= other << n;
    }
    if (worker->terms->batch->once) /* no record may stand twice (rule R39) */
        doublons_usual(&worker->doublons, places, item->bytes, usual->start, usual->count,
                       worker->input);
}

/* How many of the next lines come before one that --chainage has something for, HAD_USUAL_MAX at
 * most. */
static uint32_t lines_before(const struct worker *worker, const struct item *item)
{
    uint32_t n = 0;
    while (n < HAD_USUAL_MAX &&
           !overwrites_stops(worker->terms->overwrites, worker->input, item->line + 1 + n))
        n++;
    return n;
}

/* The bytes of so many lines, all of them when there are fewer. */
static size_t bytes_of(const unsigned char *bytes, size_t size, uint32_t lines)
{
    const unsigned char *p = bytes, *end = bytes + size;
    for (; p && p < end && lines > 0; lines--) {
        p = memchr(p, '\n', (size_t)(end - p));
        p += p != NULL;
    }
    return p ? (size_t)(p - bytes) : size;
}

/* The lines left before the n-th usual record, one by one: *next is the first of them, then of the
 * others. `item` is what it was before all lines. */
static bool run_left(struct worker *worker, const struct item *item, uint32_t n, uint32_t *next)
{
    const had_left *left = &worker->left;
    bool on = true;
    for (; on && *next < left->count && left->before[*next] <= n; ++*next) {
        struct item one = *item;
        one.line += 1 + left->before[*next] + *next;
        on = line_left(worker, &one, *next);
    }
    return on;
}

/* The n-th of them to the command, with a result made of its columns; `next`: the first of the
 * lines left behind it. `item` is what it was before all; *one begins as a copy of it. */
static INLINE bool one_usual(struct worker *worker, const struct item *item, uint32_t n,
                             uint32_t next, struct item *one)
{
    const struct batch *batch = worker->terms->batch;
    const had_usual *usual = &worker->usual;
    const had_left *left = &worker->left;
    bool followed = next < left->count && left->before[next] == n + 1;
    uint32_t end = followed               ? left->start[next]
                   : n + 1 < usual->count ? usual->start[n + 1]
                                          : usual->bytes;
    one->line = item->line + 1 + n + next;
    one->bytes = item->bytes + usual->start[n];
    one->length = end - usual->start[n];
    one->other_finess = worker->others >> n & 1;
    had_usual_result(batch->engine, item->bytes, usual, n, &worker->result);
    apply_droits(worker, one);
    one->official = (int8_t)result_official(batch, &worker->result);
    return goes_on(worker, batch->each(batch, worker->own, one, &worker->table));
}

/* Each of them, in the order of the lines, and those left. `item` is what it was before all. */
static bool each_usual(struct worker *worker, const struct item *item)
{
    struct item one = *item;
    uint32_t next = 0;
    bool on = true;
    if (worker->usual.count > 0)
        end_line(worker);
    for (uint32_t n = 0; on && n < worker->usual.count; n++) {
        if (!USUALLY(run_left(worker, item, n, &next)))
            return false;
        on = one_usual(worker, item, n, next, &one);
    }
    return on && run_left(worker, item, worker->usual.count, &next);
}

/* All of them to the command; then, in the order of the lines, those in which there is something to
 * say after all, and the lines left. */
static bool all_usual(struct worker *worker, const struct item *item)
{
    const struct batch *batch = worker->terms->batch;
    struct item last = *item, one = *item;
    uint32_t next = 0;
    last.line += worker->usual.count;
    last.chain = worker->chains;
    last.others = worker->others;
    bool on = worker->usual.count == 0 ||
              goes_on(worker, batch->usual(batch, worker->own, &last, &worker->usual));
    const bool told = batch->usual_clean && !batch->chained && worker->others != 0;
    for (uint32_t n = 0; on && told && n < worker->usual.count; n++)
        if (worker->others >> n & 1)
            on = run_left(worker, item, n, &next) && one_usual(worker, item, n, next, &one);
    return on && run_left(worker, item, worker->usual.count, &next);
}

/* Reads those that the bytes begin with; `most`: no more of them. */
static void read_usual(struct worker *worker, const struct item *item, size_t size, uint32_t most)
{
    const struct batch *batch = worker->terms->batch;
    had_usual *usual = &worker->usual;
    if (most < HAD_USUAL_MAX) /* no more is read than is kept: the last lines need bytes behind */
        size = bytes_of(item->bytes, size, most > 0 ? most + 2 : 0);
    if (worker->takes_among)
        had_process_among(batch->engine, item->bytes, size, usual, &worker->left);
    else if (batch->chained)
        had_chain_read_usual(batch->engine, item->bytes, size, usual, worker->chains);
    else
        had_process_usual(batch->engine, item->bytes, size, usual);
    if (usual->count > most)
        cut_usual(worker, most);
    worker->others = 0;
    if (!batch->only_chained)
        count_bytes(worker, item);
}

/* Where there was none, some lines go the other way before others are looked for. */
static void rest(struct worker *worker)
{
    enum { RESTS_LEAST = 8, RESTS_MAX = 64 }; /* a few lines in a row say nothing yet */
    uint32_t resting = 2 * worker->resting + 1 + worker->left.count;
    worker->resting = resting < RESTS_MAX ? resting : RESTS_MAX;
    worker->rests = worker->resting < RESTS_LEAST ? 0 : worker->resting;
}

bool together_run(struct worker *worker, struct item *item, size_t size)
{
    const struct batch *batch = worker->terms->batch;
    const had_usual *usual = &worker->usual;
    uint32_t most = worker->terms->overwrites ? lines_before(worker, item) : HAD_USUAL_MAX;
    read_usual(worker, item, size, most);
    if (usual->count > 0)
        worker->resting = 0;
    else if (most > 0)
        rest(worker);
    if (usual->count + worker->left.count == 0)
        return true;
    if (batch->only_chained)
        worker->tally.lines += usual->count;
    else if (batch->controls_only)
        tally_controlled(&worker->tally, usual);
    else if (usual->count > 0)
        tally_usual(&worker->tally, usual, batch->classification, batch->priced);
    item->between = NULL;
    bool on = batch->usual ? all_usual(worker, item) : each_usual(worker, item);
    item->line += usual->count + worker->left.count;
    return on;
}
