/* SPDX-License-Identifier: Apache-2.0 */
/* Goes over chained lines again, in their order: those of which there is something to say. */
#include "chained_own.h"

#include <stdlib.h>
#include <string.h>

#include "cli/base/words.h"
#include "common/debris.h"

struct chained_teller {
    struct chained *chained;
    uint64_t at, end; /* lines */
    size_t in;        /* stretch */
    size_t part;      /* that of the line told of, and its rows that come next */
    const unsigned char *rows;
    /* By chain: the next record; the next of which something was found. */
    size_t next[CHAINS], found[CHAINS];
    struct again reading;
    bool failed;
};

/* What a chain says of a record, with the number of its stay among those of all chains. */
static void get(struct chained *chained, const struct one_chain *share, size_t n,
                had_chain_result *result)
{
    had_chain_get(share->chain, n, result);
    if (!share->number || result->stay == 0)
        return;
    uint32_t *number = &share->number[result->stay];
    *number = *number ? *number : ++chained->stays;
    result->stay = *number;
}

static void begin_part(struct chained_teller *teller, size_t part)
{
    teller->part = part;
    teller->rows = part < teller->chained->parts ? teller->chained->part[part].rows : NULL;
}

struct chained_teller *chained_teller_new(struct chained *chained)
{
    struct chained_teller *teller = calloc(1, sizeof *teller);
    if (!teller) {
        say(W_NO_MEMORY);
        return NULL;
    }
    teller->chained = chained;
    teller->end = chained->lines;
    begin_part(teller, 0);
    for (size_t i = 0; i < chained->shares; i++)
        teller->found[i] = had_chain_next(chained->share[i].chain, 0);
    return teller;
}

bool chained_teller_free(struct chained_teller *teller, bool quietly)
{
    if (!teller)
        return true;
    bool read = (quietly || again_close(&teller->reading)) && !teller->failed;
    again_free(&teller->reading);
    free(teller);
    return read;
}

size_t chained_parts(const struct chained *chained)
{
    return chained->parts;
}

size_t chained_tellers(const struct chained *chained)
{
    return chained->numbered || chained->files != 1 || chained->lines < FEW ? 1 : chained->jobs;
}

void chained_teller_parts(struct chained_teller *teller, size_t from, size_t to)
{
    const struct chained *chained = teller->chained;
    const struct told_part *part = &chained->part[from];
    teller->at = part->first;
    teller->end = to < chained->parts ? chained->part[to].first : chained->lines;
    teller->in = part->stretch;
    begin_part(teller, from);
    for (size_t i = 0; i < chained->shares; i++) {
        teller->next[i] = part->met[i];
        teller->found[i] = had_chain_next(chained->share[i].chain, part->met[i]);
    }
}

/* Passes over the next line; whether there is something to say of it. */
static bool pass_line(struct chained_teller *teller, struct chained_found *found)
{
    struct chained *chained = teller->chained;
    uint32_t line = chained->line[teller->at++], chain = line >> CHAIN_SHIFT;
    found->marked = (line & MARKED) != 0;
    found->alone = chain == ALONE;
    found->between = false;
    if (found->alone)
        return found->marked;
    struct one_chain *share = &chained->share[chain];
    size_t n = teller->next[chain]++;
    found->between = n == teller->found[chain];
    if (found->between)
        teller->found[chain] = had_chain_next(share->chain, n + 1);
    if (found->between || found->marked || share->number)
        get(chained, share, n, &found->result);
    return found->between || found->marked;
}

/* Rows of the n-th line, if they were kept. Those of lines before it are passed over. */
static void find_rows(struct chained_teller *teller, uint64_t n, struct chained_rows *rows)
{
    const struct chained *chained = teller->chained;
    *rows = (struct chained_rows){0};
    while (teller->part + 1 < chained->parts && chained->part[teller->part + 1].first <= n)
        begin_part(teller, teller->part + 1);
    uint64_t line = n - chained->part[teller->part].first;
    while (teller->rows) {
        struct rows_kept kept;
        memcpy(&kept, teller->rows, sizeof kept);
        if (kept.line > line)
            return;
        const unsigned char *bytes = teller->rows + sizeof kept;
        teller->rows = bytes + kept.size;
        if (kept.line == line)
            *rows = (struct chained_rows){bytes, kept.size, kept.blocking, kept.alerts};
    }
}

static bool read_line(struct chained_teller *teller, const struct stretch *stretch, uint32_t place,
                      struct chained_found *found)
{
    const struct chained_file *file = &teller->chained->file[stretch->file];
    struct debris debris = {0};
    if (stretch->blank) {
        found->bytes = (const unsigned char *)"\n";
        found->length = 1;
        return true;
    }
    if (stretch->text) {
        const unsigned char *newline = memchr(stretch->text + place, '\n', stretch->size - place);
        found->bytes = stretch->text + place;
        found->length = newline ? (size_t)(newline + 1 - found->bytes) : stretch->size - place;
    } else {
        found->bytes =
            again_line(&teller->reading, &file->read, stretch->place + place, &found->length);
        if (!found->bytes)
            return false;
    }
    /* Only the last line of a file has no end. */
    const unsigned char *end = found->bytes + found->length;
    if (end[-1] != '\n')
        found->length = (size_t)(debris_back(found->bytes, end, &debris) - found->bytes);
    return true;
}

bool chained_next(struct chained_teller *teller, struct chained_found *found)
{
    const struct chained *chained = teller->chained;
    uint64_t n;
    found->result.size = sizeof found->result;
    do {
        if (teller->at == teller->end)
            return false;
        n = teller->at;
    } while (!pass_line(teller, found));
    while (teller->in + 1 < chained->stretches && chained->stretch[teller->in + 1].first <= n)
        teller->in++;
    const struct stretch *stretch = &chained->stretch[teller->in];
    const struct chained_file *file = &chained->file[stretch->file];
    found->file = file->read.path;
    found->input = file->input;
    found->line = stretch->line + (n - stretch->first);
    found->finess = file->finess;
    find_rows(teller, n, &found->rows);
    if (!chained->again || (found->rows.bytes && !found->between))
        return true;
    found->rows.bytes = NULL;
    teller->failed = !read_line(teller, stretch, chained->line[n] & PLACE_MASK, found);
    return !teller->failed;
}

bool chained_teller_failed(const struct chained_teller *teller)
{
    return teller->failed;
}
