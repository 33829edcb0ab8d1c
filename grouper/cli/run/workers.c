/* SPDX-License-Identifier: Apache-2.0 */
#include "workers.h"

#include <stdio.h>
#include <stdlib.h>

#include "cli/base/status.h"
#include "cli/base/words.h"

/* Of a slot. A block gives about five times its bytes when it is written by day. */
enum { ROWS = 1536 * 1024, MESSAGES = 64 * 1024, SLOTS_EACH = 2 };

struct slot {
    struct crew *crew;
    struct piece piece;
    unsigned char *buffer; /* that the piece is in */
    struct sink rows, messages;
    uint64_t ticket; /* its place in the input */
    int status;
    bool busy, done;
    char apart[APART];
};

struct crew {
    const struct job *job;
    struct slot *slots; /* SLOTS_EACH for each worker, which alone uses them */
    size_t slot_count;
    struct os_lock *reading; /* held by the one that reads: */
    uint64_t next;           /* ticket of the block to be read */
    bool ended;
    int read_status;
    struct os_lock *order; /* held to look at these, and at `busy` and `done` of slots: */
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
    struct slot *slot = context;
    return wait_turn(slot->crew, slot->ticket) ? output_write(slot->crew->job->output, bytes, size)
                                               : -1;
}

static int messages_full(void *context, const unsigned char *bytes, size_t size)
{
    struct slot *slot = context;
    const struct job *job = slot->crew->job;
    return wait_turn(slot->crew, slot->ticket) ? job->tell(job->context, bytes, size) : -1;
}

/* --- Reading ---------------------------------------------------------------------------------- */

/* A slot of this worker whose block is written: the first, so that its bytes stay near. */
static struct slot *free_slot(struct crew *crew, size_t n)
{
    struct slot *mine = &crew->slots[n * SLOTS_EACH], *slot = NULL;
    os_lock_take(crew->order);
    while (crew->status == DONE && !slot) {
        for (size_t i = SLOTS_EACH; i > 0; i--)
            slot = mine[i - 1].busy ? slot : &mine[i - 1];
        if (!slot)
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

/* The next block, in a slot of the n-th worker; NULL at the end. */
static struct slot *take(struct crew *crew, size_t n)
{
    struct slot *slot = free_slot(crew, n);
    if (!slot)
        return NULL;
    struct reader *reader = crew->job->reader;
    os_lock_take(crew->reading);
    if (!crew->ended) {
        if (!reader->apart)
            input_use(&reader->input, slot->buffer);
        crew->ended = !read_piece(crew, &slot->piece);
    }
    bool taken = !crew->ended;
    if (taken) {
        os_lock_take(crew->order);
        slot->ticket = crew->next++;
        slot->busy = true;
        crew->ring[slot->ticket % crew->slot_count] = slot;
        os_lock_leave(crew->order);
    }
    os_lock_leave(crew->reading);
    if (taken && slot->piece.unread)
        reader_read(reader, &slot->piece, slot->buffer);
    return taken ? slot : NULL;
}

/* Lines are counted while another worker reads; their numbers follow the order of the blocks. */
static void number(struct crew *crew, struct slot *slot)
{
    uint64_t lines = slot->piece.unread ? 0 : reader_lines(&slot->piece);
    os_lock_take(crew->order);
    while (crew->status == DONE && crew->numbered != slot->ticket)
        os_lock_wait(crew->order);
    reader_number(crew->job->reader, &slot->piece);
    reader_count(crew->job->reader, slot->piece.unread ? reader_lines(&slot->piece) : lines);
    crew->numbered++;
    crew->job->progress(crew->job->context);
    os_lock_wake(crew->order);
    os_lock_leave(crew->order);
}

/* --- Writing ---------------------------------------------------------------------------------- */

static int write_slot(struct crew *crew, struct slot *slot)
{
    struct sink *rows = &slot->rows, *messages = &slot->messages;
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
        slot->busy = slot->done = false;
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
    struct slot *slot;
    while ((slot = take(crew, hand->n)) != NULL) {
        number(crew, slot);
        slot->status = job->work(job->context, hand->n, &slot->piece, &slot->rows, &slot->messages);
        leave(crew, slot);
    }
}

static bool make_slots(struct crew *crew)
{
    crew->slot_count = SLOTS_EACH * crew->job->count;
    crew->slots = calloc(crew->slot_count, sizeof *crew->slots);
    crew->ring = calloc(crew->slot_count, sizeof *crew->ring);
    for (size_t i = 0; crew->slots && i < crew->slot_count; i++) {
        struct slot *slot = &crew->slots[i];
        slot->crew = crew;
        slot->buffer = malloc(input_room());
        if (!slot->buffer || !sink_open(&slot->rows, ROWS, rows_full, slot) ||
            !sink_open(&slot->messages, MESSAGES, messages_full, slot))
            return false;
    }
    return crew->slots && crew->ring;
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
    job->reader->several = true;
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
    for (size_t i = 0; crew.slots && i < crew.slot_count; i++) {
        free(crew.slots[i].buffer);
        sink_close(&crew.slots[i].rows);
        sink_close(&crew.slots[i].messages);
    }
    free(crew.slots);
    free(crew.ring);
    free(hands);
    os_lock_free(crew.reading);
    os_lock_free(crew.order);
    return crew.status ? crew.status : crew.read_status;
}
