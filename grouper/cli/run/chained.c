/* SPDX-License-Identifier: Apache-2.0 */
#include "chained_own.h"

#include <stdlib.h>
#include <string.h>

#include "cli/base/grow.h"
#include "cli/base/words.h"
#include "cli/files/failure.h"
#include "shares.h"

/* Bytes of rows that are kept of a piece: for each of its lines, beside some for any. */
enum { ROWS_A_LINE = 12, ROWS_ANYWAY = 4096 };

/* The records of a piece that wait for their chain to take them. */
struct waiting {
    had_chain_record *record;
    size_t count, room;
};

struct chained_hand {
    struct chained *chained;
    const struct piece *piece;
    const unsigned char *text;
    uint32_t *line;
    struct stretch *stretch;
    struct waiting waiting[CHAINS];
    unsigned char *rows;
    size_t lines, line_room, stretches, stretch_room, rows_size, rows_room;
    bool failed;
};

/* --- Making ----------------------------------------------------------------------------------- */

struct chained *chained_new(const struct options *options, bool again, bool numbered)
{
    struct chained *chained = calloc(1, sizeof *chained);
    if (!chained) {
        say(W_NO_MEMORY);
        return NULL;
    }
    chained->jobs = options->jobs;
    chained->shares = options->jobs > 1 ? CHAINS : 1;
    chained->again = again;
    chained->numbered = numbered;
    bool made = (chained->turn.lock = os_lock_new()) != NULL;
    for (size_t i = 0; i < chained->shares; i++)
        made &= (chained->share[i].turn.lock = os_lock_new()) != NULL;
    if (made)
        return chained;
    say(W_NO_MEMORY);
    chained_free(chained);
    return NULL;
}

void chained_end(struct chained *chained)
{
    for (size_t i = 0; i < chained->shares; i++) {
        struct one_chain *share = &chained->share[i];
        had_chain_free(share->chain);
        free(share->number);
        share->chain = NULL;
        share->number = NULL;
        share->met = 0;
    }
    for (size_t i = 0; i < chained->texts; i++)
        free(chained->text[i]);
    for (size_t i = 0; i < chained->parts; i++)
        free(chained->part[i].rows);
    chained->lines = chained->stretches = chained->parts = chained->files = chained->texts = 0;
    chained->stays = 0;
}

void chained_free(struct chained *chained)
{
    if (!chained)
        return;
    chained_end(chained);
    os_lock_free(chained->turn.lock);
    for (size_t i = 0; i < CHAINS; i++)
        os_lock_free(chained->share[i].turn.lock);
    free(chained->line);
    free(chained->stretch);
    free(chained->part);
    free(chained->file);
    free(chained->text);
    free(chained);
}

struct chained_hand *chained_hand_new(struct chained *chained)
{
    struct chained_hand *hand = calloc(1, sizeof *hand);
    if (!hand)
        say(W_NO_MEMORY);
    else
        hand->chained = chained;
    return hand;
}

void chained_hand_free(struct chained_hand *hand)
{
    if (!hand)
        return;
    free(hand->line);
    free(hand->stretch);
    free(hand->rows);
    for (size_t i = 0; i < CHAINS; i++)
        free(hand->waiting[i].record);
    free(hand);
}

bool chained_begin(struct chained *chained, const had_engine *engine)
{
    int status = HAD_OK;
    for (size_t i = 0; !status && i < chained->shares; i++)
        if (!chained->share[i].chain)
            status = had_chain_new(engine, &chained->share[i].chain);
    if (status)
        say_failure("had_chain_new", status);
    return status == HAD_OK;
}

/* --- A piece, by its worker ------------------------------------------------------------------- */

void chained_piece(struct chained_hand *hand, const struct piece *piece)
{
    hand->piece = piece;
    hand->text = NULL;
    hand->failed = false;
    hand->lines = hand->stretches = hand->rows_size = 0;
    for (size_t i = 0; i < CHAINS; i++)
        hand->waiting[i].count = 0;
}

static bool begin_stretch(struct chained_hand *hand, uint64_t line, bool blank)
{
    if (!grow((void **)&hand->stretch, &hand->stretch_room, hand->stretches, sizeof *hand->stretch))
        return false;
    hand->stretch[hand->stretches++] =
        (struct stretch){hand->lines, line, hand->piece->place, NULL, 0, 0, blank};
    return true;
}

/* Chains meet records when their turn has come, those of a piece together. */
static bool keep(struct chained_hand *hand, const had_chain_record *record, size_t share)
{
    struct waiting *waiting = &hand->waiting[share];
    if (!grow((void **)&waiting->record, &waiting->room, waiting->count, sizeof *waiting->record))
        return false;
    waiting->record[waiting->count++] = *record;
    return true;
}

/* Room for lines from this one on. */
static bool make_room(struct chained_hand *hand, uint64_t line, bool blank, size_t count)
{
    const struct stretch *last = hand->stretches ? &hand->stretch[hand->stretches - 1] : NULL;
    bool follows = last && last->blank == blank && last->line + (hand->lines - last->first) == line;
    return (follows || begin_stretch(hand, line, blank)) &&
           grow_to((void **)&hand->line, &hand->line_room, hand->lines + count, sizeof *hand->line);
}

static uint32_t share_of(const struct chained *chained, const had_chain_record *record)
{
    return (uint32_t)((record->stay >> 32) % chained->shares);
}

bool chained_usual(struct chained_hand *hand, const struct item *item, const had_usual *usual)
{
    uint32_t place = (uint32_t)(item->bytes - hand->piece->bytes);
    bool kept = make_room(hand, usual_line(item, usual, 0), false, usual->count);
    for (uint32_t n = 0; kept && n < usual->count; n++) {
        uint32_t share = share_of(hand->chained, &item->chain[n]);
        uint32_t marked = item->others >> n & 1;
        hand->line[hand->lines++] =
            share << CHAIN_SHIFT | marked << PLACE_BITS | (place + usual->start[n]);
        kept = keep(hand, &item->chain[n], share);
    }
    hand->failed |= !kept;
    return kept;
}

/* Puts rows of the line that comes next behind those of the lines before; of ROWS_END, their end.
 */
static bool keep_rows(struct chained_hand *hand, uint32_t line, const struct chained_rows *rows)
{
    struct rows_kept kept = {line, rows->size, rows->blocking, rows->alerts};
    if (!grow_to((void **)&hand->rows, &hand->rows_room, hand->rows_size + sizeof kept + rows->size,
                 1))
        return false;
    unsigned char *to = hand->rows + hand->rows_size;
    memcpy(to, &kept, sizeof kept);
    if (rows->size > 0)
        memcpy(to + sizeof kept, rows->bytes, rows->size);
    hand->rows_size += sizeof kept + rows->size;
    return true;
}

bool chained_keeps(const struct chained_hand *hand)
{
    return hand->rows_size < ROWS_A_LINE * hand->lines + ROWS_ANYWAY;
}

bool chained_line(struct chained_hand *hand, const struct item *item, bool marked,
                  const struct chained_rows *rows)
{
    bool blank = item->line <= hand->piece->before + hand->piece->blanks;
    uint32_t share =
        item->chain && item->chain->rpss ? share_of(hand->chained, item->chain) : ALONE;
    bool kept = make_room(hand, item->line, blank, 1) &&
                (share == ALONE || keep(hand, item->chain, share)) &&
                (!rows || keep_rows(hand, (uint32_t)hand->lines, rows));
    uint32_t place = blank ? 0 : (uint32_t)(item->bytes - hand->piece->bytes);
    if (kept)
        hand->line[hand->lines++] = share << CHAIN_SHIFT | (uint32_t)marked << PLACE_BITS | place;
    hand->failed |= !kept;
    return kept;
}

/* --- A piece, in its turn --------------------------------------------------------------------- */

static void turn_wait(struct piece_turn *turn, uint64_t piece)
{
    os_lock_take(turn->lock);
    while (turn->piece != piece)
        os_lock_wait(turn->lock);
    os_lock_leave(turn->lock);
}

static void turn_pass(struct piece_turn *turn)
{
    os_lock_take(turn->lock);
    turn->piece++;
    os_lock_wake(turn->lock);
    os_lock_leave(turn->lock);
}

static bool add_file(struct chained *chained, const struct piece *piece)
{
    struct chained_file *file = chained->files ? &chained->file[chained->files - 1] : NULL;
    if (!file || file->input != piece->input) {
        if (!grow((void **)&chained->file, &chained->file_room, chained->files,
                  sizeof *chained->file))
            return false;
        file = &chained->file[chained->files++];
        file->read = (struct read_file){piece->file, *piece->look};
        file->input = piece->input;
    }
    memcpy(file->finess, piece->finess, sizeof file->finess);
    return true;
}

/* A pipe cannot be read again. */
static bool keep_text(struct chained_hand *hand)
{
    struct chained *chained = hand->chained;
    const struct piece *piece = hand->piece;
    if (!chained->again || piece->by_place || piece->size == 0)
        return true;
    if (!grow((void **)&chained->text, &chained->text_room, chained->texts, sizeof *chained->text))
        return false;
    unsigned char *text = malloc(piece->size);
    if (!text) {
        say(W_NO_MEMORY);
        return false;
    }
    memcpy(text, piece->bytes, piece->size);
    hand->text = chained->text[chained->texts++] = text;
    return true;
}

/* Rows of a piece. */
static bool add_rows(struct chained_hand *hand, struct told_part *part)
{
    part->rows = NULL;
    if (hand->rows_size == 0)
        return true;
    if (!keep_rows(hand, ROWS_END, &(struct chained_rows){0}))
        return false;
    part->rows = malloc(hand->rows_size);
    if (!part->rows) {
        say(W_NO_MEMORY);
        return false;
    }
    memcpy(part->rows, hand->rows, hand->rows_size);
    return true;
}

/* Adds the lines of a piece to all lines. */
static bool add_lines(struct chained_hand *hand)
{
    struct chained *chained = hand->chained;
    if (hand->lines == 0)
        return true;
    if (!grow_to((void **)&chained->line, &chained->line_room, chained->lines + hand->lines,
                 sizeof *chained->line) ||
        !grow_to((void **)&chained->stretch, &chained->stretch_room,
                 chained->stretches + hand->stretches, sizeof *chained->stretch) ||
        !grow((void **)&chained->part, &chained->part_room, chained->parts,
              sizeof *chained->part) ||
        !add_file(chained, hand->piece) || !keep_text(hand) ||
        !add_rows(hand, &chained->part[chained->parts]))
        return false;
    struct told_part *part = &chained->part[chained->parts++];
    part->first = chained->lines;
    part->stretch = chained->stretches;
    for (size_t i = 0; i < chained->shares; i++) {
        part->met[i] = chained->share[i].met;
        chained->share[i].met += (uint32_t)hand->waiting[i].count;
    }
    for (size_t i = 0; i < hand->stretches; i++) {
        struct stretch *stretch = &chained->stretch[chained->stretches++];
        *stretch = hand->stretch[i];
        stretch->first += chained->lines;
        stretch->file = (uint32_t)chained->files - 1;
        stretch->text = hand->text;
        stretch->size = hand->piece->size;
    }
    memcpy(chained->line + chained->lines, hand->line, hand->lines * sizeof *hand->line);
    chained->lines += hand->lines;
    return true;
}

static bool put_waiting(struct chained_hand *hand, size_t share)
{
    const struct waiting *waiting = &hand->waiting[share];
    int status =
        had_chain_put_all(hand->chained->share[share].chain, waiting->record, waiting->count);
    if (status)
        say_failure("had_chain_put_all", status);
    return status == HAD_OK;
}

bool chained_leave(struct chained_hand *hand)
{
    struct chained *chained = hand->chained;
    uint64_t piece = hand->piece->number;
    /* One that has failed passes its turns on: others wait for them. */
    turn_wait(&chained->turn, piece);
    hand->failed = hand->failed || !add_lines(hand);
    turn_pass(&chained->turn);
    for (size_t i = 0; i < chained->shares; i++) {
        turn_wait(&chained->share[i].turn, piece);
        hand->failed = hand->failed || !put_waiting(hand, i);
        turn_pass(&chained->share[i].turn);
    }
    return !hand->failed;
}

/* --- Together --------------------------------------------------------------------------------- */

static void run_share(void *context, size_t n)
{
    struct one_chain *share = &((struct chained *)context)->share[n];
    share->status = had_chain_run(share->chain);
}

/* One chain has numbered its stays in the order of the input; several have each numbered theirs. */
static bool number_stays(struct chained *chained, struct one_chain *share)
{
    size_t count = had_chain_count(share->chain) + 1;
    if (!chained->numbered || chained->shares == 1)
        return true;
    share->number = calloc(count, sizeof *share->number);
    if (!share->number)
        say(W_NO_MEMORY);
    return share->number != NULL;
}

bool chained_run(struct chained *chained)
{
    shares_run(chained->lines < FEW ? 1 : chained->jobs, chained->shares, run_share, chained);
    for (size_t i = 0; i < chained->shares; i++) {
        int status = chained->share[i].status;
        if (status) {
            say_failure("had_chain_run", status);
            return false;
        }
        if (!number_stays(chained, &chained->share[i]))
            return false;
    }
    return true;
}
