/* SPDX-License-Identifier: Apache-2.0 */
#include "overwrites.h"

#include <stdlib.h>
#include <string.h>

#include "cli/base/grow.h"
#include "cli/base/status.h"
#include "cli/base/words.h"

static bool begin_file(const struct batch *batch, void *own)
{
    return chained_begin(((struct overwrites *)own)->chained, batch->engine);
}

static void begin_piece(void *own, const struct piece *piece)
{
    chained_piece(((struct overwrites *)own)->hand, piece);
}

static bool each(const struct batch *batch, void *own, const struct item *item, struct table *table)
{
    (void)batch, (void)table;
    return chained_line(((struct overwrites *)own)->hand, item, false, NULL);
}

static bool each_usual(const struct batch *batch, void *own, const struct item *item,
                       const had_usual *usual)
{
    (void)batch;
    return chained_usual(((struct overwrites *)own)->hand, item, usual);
}

static bool end_piece(void *own)
{
    return chained_leave(((struct overwrites *)own)->hand);
}

static bool note(struct overwritten *of_files, const struct chained_found *found)
{
    struct overwritten *file = &of_files[found->input];
    size_t byte = (size_t)(found->line / 8), before = file->room;
    if (!grow((void **)&file->bits, &file->room, byte, 1))
        return false;
    memset(file->bits + before, 0, file->room - before);
    file->bits[byte] |= (unsigned char)(1 << found->line % 8);
    return true;
}

static bool keep(struct overwrites *overwrites, const struct chained_found *found)
{
    if (!overwrites->keeps)
        return true;
    if (!note(overwrites->told, found) || !grow((void **)&overwrites->found, &overwrites->room,
                                                overwrites->count, sizeof *overwrites->found))
        return false;
    overwrites->found[overwrites->count++] =
        (struct between){found->input, found->line, found->result.overwrites != 0,
                         found->result.after != 0, found->result.findings};
    return true;
}

static bool note_all(struct overwrites *overwrites)
{
    struct chained_found found;
    struct chained_teller *teller =
        chained_run(overwrites->chained) ? chained_teller_new(overwrites->chained) : NULL;
    bool noted = teller != NULL;
    while (noted && chained_next(teller, &found))
        noted = keep(overwrites, &found) &&
                (!found.result.overwrites || note(overwrites->file, &found));
    noted = chained_teller_free(teller, false) && noted;
    chained_end(overwrites->chained);
    return noted;
}

static bool end_file(const struct batch *batch, void *own, struct table *table)
{
    (void)table;
    return batch->options->together || note_all(own);
}

static int end(void *own, struct table *table, const struct tally *tally)
{
    (void)table, (void)tally;
    return note_all(own) ? DONE : FILES;
}

/* A worker has a hand of its own; what it does is all in `chained`. */
static void *split(void *own)
{
    struct overwrites *other = malloc(sizeof *other);
    if (!other)
        return NULL;
    *other = *(const struct overwrites *)own;
    other->hand = chained_hand_new(other->chained);
    if (other->hand)
        return other;
    free(other);
    return NULL;
}

static bool join(void *own, void *other)
{
    (void)own;
    chained_hand_free(((struct overwrites *)other)->hand);
    free(other);
    return true;
}

int overwrites_check(const struct batch *batch)
{
    const struct source *pipe = sources_pipe(batch->sources);
    if (!pipe && batch->options->parts == 0)
        return DONE;
    say(W_USAGE_TOGETHER, "--chainage", pipe ? pipe->path : "--part");
    return USAGE;
}

static bool start(const struct batch *batch, struct overwrites *overwrites)
{
    overwrites->files = batch->sources->count;
    overwrites->file = calloc(overwrites->files + 1, sizeof *overwrites->file);
    overwrites->told = calloc(overwrites->files + 1, sizeof *overwrites->told);
    if (!overwrites->file || !overwrites->told)
        say(W_NO_MEMORY);
    else
        overwrites->chained = chained_new(batch->options, false, false);
    if (overwrites->chained)
        overwrites->hand = chained_hand_new(overwrites->chained);
    return overwrites->hand != NULL;
}

static void stop(struct overwrites *overwrites)
{
    chained_hand_free(overwrites->hand);
    chained_free(overwrites->chained);
    overwrites->hand = NULL;
    overwrites->chained = NULL;
}

int overwrites_find(const struct batch *batch, struct overwrites *overwrites)
{
    struct batch only_looks = batch_looking(batch);
    only_looks.whole = true;
    only_looks.chained = only_looks.only_chained = true;
    only_looks.each = each;
    only_looks.usual = each_usual;
    only_looks.begin_file = begin_file;
    only_looks.end_file = end_file;
    only_looks.begin_piece = begin_piece;
    only_looks.end_piece = end_piece;
    only_looks.end = batch->options->together ? end : NULL;
    only_looks.own = overwrites;
    only_looks.split = split;
    only_looks.join = join;
    overwrites->keeps = batch->between;
    int status = start(batch, overwrites) ? batch_look(&only_looks) : FILES;
    stop(overwrites);
    return status;
}

void overwrites_free(struct overwrites *overwrites)
{
    for (size_t i = 0; i < overwrites->files; i++) {
        if (overwrites->file)
            free(overwrites->file[i].bits);
        if (overwrites->told)
            free(overwrites->told[i].bits);
    }
    free(overwrites->file);
    free(overwrites->told);
    free(overwrites->found);
    overwrites->file = overwrites->told = NULL;
    overwrites->found = NULL;
}

const struct between *overwrites_found(const struct overwrites *overwrites, uint32_t file,
                                       uint64_t line)
{
    size_t low = 0, high = overwrites->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct between *one = &overwrites->found[middle];
        if (one->file == file && one->line == line)
            return one;
        if (one->file < file || (one->file == file && one->line < line))
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static inline bool noted(const struct overwritten *one, uint64_t line)
{
    return line / 8 < one->room && one->bits[line / 8] >> (line % 8) & 1;
}

bool overwrites_stops(const struct overwrites *overwrites, uint32_t file, uint64_t line)
{
    return noted(overwrites->keeps ? &overwrites->told[file] : &overwrites->file[file], line);
}

bool overwrites_has(const struct overwrites *overwrites, uint32_t file, uint64_t line)
{
    return noted(&overwrites->file[file], line);
}
