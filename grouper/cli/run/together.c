/* SPDX-License-Identifier: Apache-2.0 */
#include "together.h"

#include <string.h>

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

/* Keeps those before the n-th. */
static void cut_usual(had_usual *usual, uint32_t n)
{
    usual->bytes = usual->start[n];
    usual->count = n;
    if (usual->sans_tarif > 0)
        usual->sans_tarif = count_without(usual);
}

/* Counts what their bytes tell, from the n-th on as long as they are of one layout: returns where
 * the next ones begin. */
static uint32_t count_alike(struct worker *worker, const struct item *item, uint32_t n)
{
    had_usual *usual = &worker->usual;
    const struct batch *batch = worker->terms->batch;
    const uint16_t layout = usual->layout[n];
    const struct key_places *places = &worker->layouts[layout % LAYOUTS];
    worker->places = places;
    if (places->layout != layout + 1)
        find_usual_places(worker, layout);
    const uint32_t first = n;
    for (; n < usual->count && usual->layout[n] == layout; n++) {
        const unsigned char *finess = item->bytes + usual->start[n] + places->finess.start;
        bool other = !same_finess(item->file_finess, finess);
        if (!USUALLY(!other) && batch->usual_clean) {
            cut_usual(usual, n);
            break;
        }
        worker->tally.other_finess += other;
    }
    if (batch->once)
        doublons_usual(&worker->doublons, places, item->bytes, usual->start + first, n - first,
                       worker->input);
    return n;
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

/* Each of them to the command, with a result made of its columns; `item` has the line of the last.
 */
static bool each_usual(struct worker *worker, const struct item *item)
{
    const struct batch *batch = worker->terms->batch;
    const had_usual *usual = &worker->usual;
    struct item one = *item;
    bool well = true;
    end_line(worker);
    for (uint32_t n = 0; USUALLY(well) && n < usual->count; n++) {
        uint32_t end = n + 1 < usual->count ? usual->start[n + 1] : usual->bytes;
        one.line = usual_line(item, usual, n);
        one.bytes = item->bytes + usual->start[n];
        one.length = end - usual->start[n];
        had_usual_result(batch->engine, item->bytes, usual, n, &worker->result);
        apply_droits(worker, &one);
        one.official = (int8_t)result_official(batch, &worker->result);
        well = batch->each(batch, worker->own, &one, &worker->table);
    }
    return well;
}

bool together_run(struct worker *worker, struct item *item, size_t size)
{
    const struct batch *batch = worker->terms->batch;
    had_usual *usual = &worker->usual;
    uint32_t most = worker->terms->overwrites ? lines_before(worker, item) : HAD_USUAL_MAX;
    if (most < HAD_USUAL_MAX) /* no more is read than is kept: the last lines need bytes behind */
        size = bytes_of(item->bytes, size, most > 0 ? most + 2 : 0);
    if (batch->chained)
        had_chain_read_usual(batch->engine, item->bytes, size, usual, worker->chains);
    else
        had_process_usual(batch->engine, item->bytes, size, usual);
    if (usual->count > most)
        cut_usual(usual, most);
    for (uint32_t n = 0; !batch->only_chained && n < usual->count;)
        n = count_alike(worker, item, n);
    if (usual->count == 0 && most == 0)
        return true;
    if (usual->count == 0) {
        enum { RESTS_LEAST = 8, RESTS_MAX = 64 }; /* a few lines in a row say nothing yet */
        worker->resting = worker->resting < RESTS_MAX ? 2 * worker->resting + 1 : RESTS_MAX;
        worker->rests = worker->resting < RESTS_LEAST ? 0 : worker->resting;
        return true;
    }
    worker->resting = 0;
    if (batch->only_chained)
        worker->tally.lines += usual->count;
    else
        tally_usual(&worker->tally, usual, batch->classification, batch->priced);
    item->line += usual->count;
    item->chain = worker->chains;
    item->between = NULL;
    bool on = goes_on(worker, batch->usual ? batch->usual(batch, worker->own, item, usual)
                                           : each_usual(worker, item));
    item->chain = batch->chained ? &worker->chain : NULL;
    return on;
}
