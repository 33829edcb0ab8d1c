/* SPDX-License-Identifier: Apache-2.0 */
#include "workers.h"

#include <stdio.h>
#include <stdlib.h>

#include "cli/base/status.h"
#include "cli/base/words.h"

/* Of a tray. A block gives about five times its bytes when it is written by day. */
enum { ROWS = 1152 * 1024, MESSAGES = 64 * 1024 };

/* Of each worker: a block that is worked on, one that waits to be written, one read ahead. */
enum { TRAYS_EACH = 2, SLOTS_EACH = 3 };

/* Where what a block gives stands until it is written. */
struct tray {
    struct crew *crew;
    uint64_t ticket; /* of the block */
    struct sink rows, messages;
    bool busy;
};

struct slot {
    struct piece piece;
    unsigned char *buffer; /* that the piece is in */
    struct tray *tray;     /* when it is worked on */
    uint64_t ticket;       /* its place in the input */
    uint64_t lines;        /* of a block not read apart */
    int status;
    bool busy, read, done;
    char apart[APART];
};

struct crew {
    const struct job *job;
    struct slot *slots; /* SLOTS_EACH and TRAYS_EACH for each worker, which alone uses them */
    struct tray *trays;
    size_t slot_count;
    struct os_lock *reading; /* held by the one that reads: */
    uint64_t next;           /* ticket of the block to be read */
    bool ended;
    int read_status;
    struct os_lock *order; /* held to look at these, and at the flags of slots and trays: */
    struct slot **ring;    /* that a ticket was given: by its rest */
    uint64_t turn;         /* ticket of the oldest block not yet written */
    uint64_t numbered;     /* ticket of the oldest block whose lines have no number yet */
    int status;            /* other than DONE: nothing is written any more */
};

struct hand {
    struct crew *crew;
    size_t n;
    struct os_thread *thread;
};

/* Waits until every block before this ticket (its number in the input) is written; false when the
 * run has ended. */
static bool wait_turn(struct crew *crew, uint64_t ticket)
{
    os_lock_take(crew->order);
    while (crew->status == DONE && crew->turn != ticket)
        os_lock_wait(crew->order);
    bool on = crew->status == DONE;
    os_lock_leave(crew->order);
    return on;
}

static int rows_full(void *context, const unsigned char *bytes, size_t size)
{
    struct tray *tray = context;
    return wait_turn(tray->crew, tray->ticket) ? output_write(tray->crew->job->output, bytes, size)
                                               : -1;
}

static int messages_full(void *context, const unsigned char *bytes, size_t size)
{
    struct tray *tray = context;
    const struct job *job = tray->crew->job;
    return wait_turn(tray->crew, tray->ticket) ? job->tell(job->context, bytes, size) : -1;
}

/* --- Reading ---------------------------------------------------------------------------------- */

/* A slot of this worker whose block is written: the first, so that its bytes stay near. NULL when
 * the run has ended, and when there is none and it is not to be waited for. */
static struct slot *free_slot(struct crew *crew, size_t n, bool wait)
{
    struct slot *mine = &crew->slots[n * SLOTS_EACH], *slot = NULL;
    os_lock_take(crew->order);
    while (crew->status == DONE && !slot) {
        for (size_t i = SLOTS_EACH; i > 0; i--)
            slot = mine[i - 1].busy ? slot : &mine[i - 1];
        if (slot || !wait)
            break;
        os_lock_wait(crew->order);
    }
    os_lock_leave(crew->order);
    return slot;
}

/* The next block of any file. What opening and closing may say comes after all that was read before
 * has been written: files are changed with nothing under way. */
static bool read_piece(struct crew *crew, struct piece *piece)
{
    struct reader *reader = crew->job->reader;
    /* Pieces read apart tell only when they are numbered what ends the file. */
    if (reader->open && reader_apart(reader) && !wait_turn(crew, crew->next))
        return false;
    while (!reader->open || !reader_next(reader, piece)) {
        if (!wait_turn(crew, crew->next))
            return false;
        if (!crew->job->next_file(crew->job->context, &crew->read_status))
            return false;
    }
    return true;
}

/* Gives a slot the next ticket; it is of the one that reads. */
static void give_ticket(struct crew *crew, struct slot *slot)
{
    os_lock_take(crew->order);
    slot->ticket = crew->next++;
    slot->busy = true;
    slot->read = false;
    crew->ring[slot->ticket % crew->slot_count] = slot;
    os_lock_leave(crew->order);
}

/* Numbers the lines of all blocks that have been read and whose turn it is, whoever's they are: so
 * nobody waits for one that is worked on. */
static void number_read(struct crew *crew)
{
    struct reader *reader = crew->job->reader;
    struct slot *slot;
    while ((slot = crew->ring[crew->numbered % crew->slot_count]) != NULL && slot->busy &&
           slot->read && slot->ticket == crew->numbered) {
        reader_number(reader, &slot->piece);
        reader_count(reader, slot->piece.unread ? reader_lines(reader, &slot->piece) : slot->lines);
        crew->numbered++;
        crew->job->progress(crew->job->context);
    }
}

/* Reads what was given unread, and counts the lines, while others do the same. Their numbers follow
 * the order of the blocks. */
static void read_block(struct crew *crew, struct slot *slot)
{
    struct reader *reader = crew->job->reader;
    if (slot->piece.unread)
        reader_read(reader, &slot->piece, slot->buffer);
    else
        slot->lines = reader_lines(reader, &slot->piece);
    os_lock_take(crew->order);
    uint64_t numbered = crew->numbered;
    slot->read = true;
    number_read(crew);
    bool further = crew->numbered > numbered + 1; /* than its own: others may wait for theirs */
    os_lock_leave(crew->order);
    if (further)
        os_lock_wake(crew->order);
}

/* Lets the next one read, and reads what was taken; NULL when nothing was. */
static struct slot *end_taking(struct crew *crew, struct slot *slot, bool taken)
{
    if (taken)
        give_ticket(crew, slot);
    os_lock_leave(crew->reading);
    if (taken)
        read_block(crew, slot);
    return taken ? slot : NULL;
}

/* The next block, in a slot of the n-th worker; NULL at the end. */
static struct slot *take(struct crew *crew, size_t n)
{
    struct slot *slot = free_slot(crew, n, true);
    if (!slot)
        return NULL;
    struct reader *reader = crew->job->reader;
    os_lock_take(crew->reading);
    if (!crew->ended) {
        if (!reader->apart)
            input_use(&reader->input, slot->buffer);
        crew->ended = !read_piece(crew, &slot->piece);
    }
    return end_taking(crew, slot, !crew->ended);
}

/* One block more before the one in hand is worked on, so that its turn to be numbered has come
 * when it is asked for: workers that read at once would all wait for the first. Only where nothing
 * is to be waited for, as others may wait for the one in hand; NULL otherwise. */
static struct slot *take_ahead(struct crew *crew, size_t n)
{
    struct slot *slot = free_slot(crew, n, false);
    if (!slot || !os_lock_try(crew->reading))
        return NULL;
    struct reader *reader = crew->job->reader;
    bool taken = !crew->ended && reader->open && reader_left_apart(reader) &&
                 reader_next(reader, &slot->piece);
    return end_taking(crew, slot, taken);
}

/* The first tray of this worker whose rows are written. */
static struct tray *free_tray(const struct crew *crew, size_t n)
{
    struct tray *tray = &crew->trays[n * TRAYS_EACH], *end = tray + TRAYS_EACH;
    while (tray < end && tray->busy)
        tray++;
    return tray < end ? tray : NULL;
}

/* Waits for a tray, and for the numbers of the lines of a block: those before it have been read, or
 * are being read. When the run has ended, nothing is written any more: any tray will do. */
static void make_ready(struct crew *crew, size_t n, struct slot *slot)
{
    struct tray *tray;
    os_lock_take(crew->order);
    while (!(tray = free_tray(crew, n)) && crew->status == DONE)
        os_lock_wait(crew->order);
    while (crew->numbered <= slot->ticket)
        os_lock_wait(crew->order);
    slot->tray = tray ? tray : &crew->trays[n * TRAYS_EACH];
    slot->tray->busy = true;
    slot->tray->ticket = slot->ticket;
    os_lock_leave(crew->order);
}

/* --- Writing ---------------------------------------------------------------------------------- */

static int write_slot(struct crew *crew, struct slot *slot)
{
    struct sink *rows = &slot->tray->rows, *messages = &slot->tray->messages;
    if (messages->used > 0)
        crew->job->tell(crew->job->context, messages->buffer, messages->used);
    if (slot->status)
        return slot->status;
    bool failed = rows->failed ||
                  (rows->used > 0 && output_write(crew->job->output, rows->buffer, rows->used));
    rows->used = messages->used = 0;
    return failed ? FILES : DONE;
}

/* Leaves a block that has been worked on; writes the oldest ones. */
static void leave(struct crew *crew, struct slot *slot)
{
    os_lock_take(crew->order);
    slot->done = true;
    /* Only the one that leaves the oldest block gets in: the others see that it is not theirs. */
    while (crew->status == DONE && slot && slot->done && slot->ticket == crew->turn) {
        os_lock_leave(crew->order);
        int status = write_slot(crew, slot);
        os_lock_take(crew->order);
        crew->status = status;
        slot->busy = slot->done = slot->tray->busy = false;
        crew->turn++;
        os_lock_wake(crew->order);
        slot = crew->ring[crew->turn % crew->slot_count];
    }
    os_lock_leave(crew->order);
}

/* --- The crew --------------------------------------------------------------------------------- */

static void work(void *context)
{
    struct hand *hand = context;
    struct crew *crew = hand->crew;
    const struct job *job = crew->job;
    struct slot *slot, *ahead = NULL;
    while ((slot = ahead ? ahead : take(crew, hand->n)) != NULL) {
        ahead = take_ahead(crew, hand->n);
        make_ready(crew, hand->n, slot);
        struct tray *tray = slot->tray;
        slot->status = job->work(job->context, hand->n, &slot->piece, &tray->rows, &tray->messages);
        leave(crew, slot);
    }
}

static size_t tray_count(const struct crew *crew)
{
    return TRAYS_EACH * crew->job->count;
}

static bool make_slots(struct crew *crew)
{
    crew->slot_count = SLOTS_EACH * crew->job->count;
    crew->slots = calloc(crew->slot_count, sizeof *crew->slots);
    crew->ring = calloc(crew->slot_count, sizeof *crew->ring);
    crew->trays = calloc(tray_count(crew), sizeof *crew->trays);
    bool made = crew->slots && crew->ring && crew->trays;
    for (size_t i = 0; made && i < crew->slot_count; i++)
        made = (crew->slots[i].buffer = malloc(input_room())) != NULL;
    for (size_t i = 0; made && i < tray_count(crew); i++) {
        struct tray *tray = &crew->trays[i];
        tray->crew = crew;
        made = sink_open(&tray->rows, ROWS, rows_full, tray) &&
               sink_open(&tray->messages, MESSAGES, messages_full, tray);
    }
    return made;
}

static void free_slots(struct crew *crew)
{
    for (size_t i = 0; crew->slots && i < crew->slot_count; i++)
        free(crew->slots[i].buffer);
    for (size_t i = 0; crew->trays && i < tray_count(crew); i++) {
        sink_close(&crew->trays[i].rows);
        sink_close(&crew->trays[i].messages);
    }
    free(crew->slots);
    free(crew->trays);
    free(crew->ring);
}

/* Starts those that the system has room for. None works before: what they ask for while they work
 * is small, but must be there when the last thread has taken all that was left. */
static void start_threads(struct crew *crew, struct hand *hands)
{
    enum { RESERVE = 4 * 1024 * 1024 };
    os_lock_take(crew->reading);
    void *volatile reserve = malloc(RESERVE); /* or a compiler leaves it out */
    for (size_t n = 0; n < crew->job->count; n++) {
        hands[n] = (struct hand){.crew = crew, .n = n};
        if (n > 0 && reserve)
            hands[n].thread = os_thread_start(work, &hands[n]);
    }
    free(reserve);
    os_lock_leave(crew->reading);
}

int workers_run(const struct job *job)
{
    struct crew crew = {.job = job, .reading = os_lock_new(), .order = os_lock_new()};
    struct hand *hands = calloc(job->count, sizeof *hands);
    reader_share(job->reader);
    if (crew.reading && crew.order && hands && make_slots(&crew)) {
        start_threads(&crew, hands);
        work(&hands[0]);
        for (size_t n = 1; n < job->count; n++)
            if (hands[n].thread)
                os_thread_join(hands[n].thread);
    } else {
        say(W_NO_MEMORY);
        crew.status = FILES;
    }
    input_use(&job->reader->input, NULL);
    free_slots(&crew);
    free(hands);
    os_lock_free(crew.reading);
    os_lock_free(crew.order);
    return crew.status ? crew.status : crew.read_status;
}
