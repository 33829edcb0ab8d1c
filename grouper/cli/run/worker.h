/* SPDX-License-Identifier: Apache-2.0 */
/* What a worker of a run has of its own, and what all of them look at. */
#ifndef WORKER_H
#define WORKER_H

#include <string.h>

#include "batch.h"
#include "cli/account/doublons.h"
#include "cli/files/messages.h"
#include "overwrites.h"
#include "reader.h"
#include "workers.h"
#include "cli/base/status.h"
#include "common/hints.h"

/* Codes that the account counts apart, by number. */
struct counted_codes {
    int no_tarif, february, late, no_table, not_grouped, no_ghpc;
    int held[HELD_CODES];
    int no_coefficient;
};

/* What was agreed before the run: all workers look at it, and none changes it. */
struct terms {
    const struct batch *batch;
    struct counted_codes codes;
    const struct overwrites *overwrites; /* --chainage: results to overwrite; NULL = none */
    bool selects;                        /* --periode leaves records out */
    bool dry; /* a run that only looks whether everything can be grouped */
};

/* What one worker has of its own. */
struct worker {
    const struct terms *terms;
    struct table table;
    struct messages messages;
    struct tally tally;
    struct held_stakes *stakes; /* NULL = no conventions are given */
    bool weighs;                /* there is something to count apart: count_apart */
    had_result result;
    bool takes_usual; /* of usual records only sums are asked */
    bool takes_among; /* and they may go on behind lines that are not usual */
    uint32_t rests;   /* lines until usual ones are looked for again; */
    uint32_t resting; /* how many the last time that there were none: twice as many the next */
    had_usual usual;
    uint64_t others; /* of another FINESS than their file, a bit each */
    had_left left;   /* among them */
    had_droits_stay droits;
    had_chain_record chain, *chains;    /* chains: of usual records, HAD_USUAL_MAX */
    struct key_places layouts[LAYOUTS]; /* of those met, by the rest of their number */
    const struct key_places *places;    /* of the one met last: records come in runs */
    void *own;                          /* the command's state */
    struct doublons doublons;           /* when no record may stand twice */
    uint32_t input;                     /* of the piece being worked on */
    int status;
    char apart[APART];
};

/* `own`: the command's state for this worker. False when there is no memory (nothing is said);
 * worker_free in any case. */
bool worker_start(struct worker *worker, const struct terms *terms, const struct table *table,
                  void *own);
void worker_free(struct worker *worker);

/* Where the layout of a record has the fields that tell it apart: in worker->places. */
void worker_find_places(struct worker *worker, const had_result *result);

/* Nine bytes compared as two words that overlap: this is done for every record. */
static inline bool same_finess(const unsigned char *a, const unsigned char *b)
{
    uint64_t first[2], last[2];
    memcpy(&first[0], a, sizeof first[0]);
    memcpy(&first[1], b, sizeof first[1]);
    memcpy(&last[0], a + FINESS - sizeof last[0], sizeof last[0]);
    memcpy(&last[1], b + FINESS - sizeof last[1], sizeof last[1]);
    return ((first[0] ^ first[1]) | (last[0] ^ last[1])) == 0;
}

/* Whether the run goes on after a line, on which the command has said `well` or why not. */
static inline bool goes_on(struct worker *worker, bool well)
{
    if (USUALLY(well & !worker->table.sink->failed))
        return true;
    if (worker->status == DONE)
        worker->status = FILES;
    return false;
}

/* Before a record is written as a line: the last line of the file before may have no end. */
static INLINE void end_line(struct worker *worker)
{
    struct sink *rows = worker->table.sink;
    if (!worker->terms->batch->records)
        return;
    sink_room(rows, 1);
    if (rows->used > 0 && rows->buffer[rows->used - 1] != '\n')
        put(rows, '\n');
}

/* What the insurance pays of a record, where it is asked. */
static INLINE void apply_droits(struct worker *worker, struct item *item)
{
    const had_droits *droits = worker->terms->batch->droits;
    if (USUALLY(!droits))
        return;
    had_droits_apply(droits, item->bytes, &worker->result, &worker->droits);
    item->droits = &worker->droits;
    tally_droits(&worker->tally, &worker->result, &worker->droits);
}

#endif
