/* SPDX-License-Identifier: Apache-2.0 */
#include "telling.h"

#include <stdlib.h>

#include "cli/base/words.h"
#include "os/os.h"
#include "shares.h"
#include "workers.h"

enum { TOGETHER = 16 }; /* parts that a worker takes at a time */
enum { ROWS = 1024 * 1024 };

struct narrator {
    struct narrators *narrators;
    void *own;
    struct chained_teller *teller;
    struct sink rows;
    struct table table;
    size_t from; /* the parts under way */
    char apart[APART];
};

struct narrators {
    const struct telling *telling;
    struct narrator *narrator;
    size_t count, parts;
    struct os_lock *lock; /* held to look at these: */
    size_t next, turn;    /* parts to be taken; to be written */
    bool failed;          /* nothing is taken or written any more */
};

/* Waits until all before the parts under way is written; false when the run has failed. */
static bool wait_turn(struct narrator *narrator)
{
    struct narrators *narrators = narrator->narrators;
    os_lock_take(narrators->lock);
    while (narrators->turn != narrator->from)
        os_lock_wait(narrators->lock);
    bool on = !narrators->failed;
    os_lock_leave(narrators->lock);
    return on;
}

static int rows_full(void *context, const unsigned char *bytes, size_t size)
{
    struct narrator *narrator = context;
    struct sink *to = narrator->narrators->telling->table->sink;
    if (!wait_turn(narrator))
        return -1;
    sink_flush(to);
    to->failed = to->failed || to->flush(to->context, bytes, size) != 0;
    return to->failed ? -1 : 0;
}

static bool take(struct narrator *narrator)
{
    struct narrators *narrators = narrator->narrators;
    os_lock_take(narrators->lock);
    bool taken = !narrators->failed && narrators->next < narrators->parts;
    narrator->from = narrators->next;
    if (taken)
        narrators->next += TOGETHER;
    os_lock_leave(narrators->lock);
    return taken;
}

/* In its turn: others wait for it, failed or not. */
static void leave(struct narrator *narrator, bool failed)
{
    struct narrators *narrators = narrator->narrators;
    wait_turn(narrator);
    if (!failed)
        sink_flush(&narrator->rows);
    narrator->rows.used = 0;
    os_lock_take(narrators->lock);
    narrators->failed |= failed || narrator->rows.failed;
    narrators->turn += TOGETHER;
    os_lock_wake(narrators->lock);
    os_lock_leave(narrators->lock);
}

static void work(void *context, size_t n)
{
    struct narrators *narrators = context;
    struct narrator *narrator = &narrators->narrator[n];
    const struct telling *telling = narrators->telling;
    struct chained_found found;
    while (take(narrator)) {
        bool told = true;
        chained_teller_parts(narrator->teller, narrator->from, narrator->from + TOGETHER);
        while (told && !narrator->rows.failed && chained_next(narrator->teller, &found))
            told = telling->each(narrator->own, &found, &narrator->table);
        leave(narrator, !told || chained_teller_failed(narrator->teller));
    }
}

static bool make_narrators(struct narrators *narrators)
{
    const struct telling *telling = narrators->telling;
    narrators->lock = os_lock_new();
    narrators->narrator = calloc(narrators->count, sizeof *narrators->narrator);
    bool made = narrators->lock && narrators->narrator;
    for (size_t n = 0; made && n < narrators->count; n++) {
        struct narrator *narrator = &narrators->narrator[n];
        narrator->narrators = narrators;
        narrator->own = n > 0 ? telling->split(telling->own) : telling->own;
        narrator->table = *telling->table;
        narrator->table.sink = &narrator->rows;
        made = narrator->own && sink_open(&narrator->rows, ROWS, rows_full, narrator);
        if (!made)
            break;
        narrator->teller = chained_teller_new(telling->chained);
        if (!narrator->teller)
            return false;
    }
    if (!made)
        say(W_NO_MEMORY);
    return made;
}

/* What one says of its file is not said again by another. */
static bool end_narrators(struct narrators *narrators)
{
    const struct telling *telling = narrators->telling;
    bool told = !narrators->failed, said = false;
    for (size_t n = 0; narrators->narrator && n < narrators->count; n++) {
        struct narrator *narrator = &narrators->narrator[n];
        said |= !chained_teller_free(narrator->teller, said);
        if (n > 0 && narrator->own)
            told = telling->join(telling->own, narrator->own) && told;
        sink_close(&narrator->rows);
    }
    free(narrators->narrator);
    os_lock_free(narrators->lock);
    return told && !said;
}

bool telling_run(const struct telling *telling)
{
    struct narrators narrators = {.telling = telling,
                                  .count = chained_tellers(telling->chained),
                                  .parts = chained_parts(telling->chained)};
    if (narrators.count > 1) {
        bool made = make_narrators(&narrators);
        if (made)
            shares_run(narrators.count, narrators.count, work, &narrators);
        return end_narrators(&narrators) && made;
    }
    struct chained_teller *teller = chained_teller_new(telling->chained);
    struct chained_found found;
    bool told = teller != NULL;
    while (told && chained_next(teller, &found))
        told = telling->each(telling->own, &found, telling->table);
    return chained_teller_free(teller, false) && told;
}
