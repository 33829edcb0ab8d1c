/* SPDX-License-Identifier: Apache-2.0 */
#include "run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "once.h"
#include "piece.h"
#include "cli/files/sheet.h"
#include "workers.h"
#include "cli/base/status.h"
#include "cli/base/words.h"

/* Room for the messages of a worker that is alone. */
enum { MESSAGES = 64 * 1024 };

/* Progress: the lines so far, on one line that is written over. On a terminal only, unless
 * --progress always. */
static void show_progress(struct run *run)
{
    enum { FIRST = 1000, NEXT = 200 };
    const struct options *options = run->terms.batch->options;
    if (options->progress == PROGRESS_NEVER || run->terms.dry ||
        (options->progress == PROGRESS_AUTO && (options->quiet || !os_terminal(OS_STDERR))))
        return;
    uint64_t now = os_milliseconds();
    bool due = options->progress == PROGRESS_ALWAYS || now - run->started >= FIRST;
    if (!due || (run->shown && now - run->shown < NEXT))
        return;
    run->shown = now;
    fprintf(stderr, "\r%llu ", (unsigned long long)run->reader.lines);
    fflush(stderr);
}

/* The next file, the one before being at its end: all that was read of it is written. False after
 * the last, and when the run has failed. */
static bool change_file(struct run *run)
{
    const struct batch *batch = run->terms.batch;
    if (run->reader.open) {
        told_end(&run->told);
        run->status = reader_close(&run->reader);
        if (!run->status && batch->end_file && !batch->end_file(batch, batch->own, &run->table))
            run->status = FILES;
    }
    if (run->status || !reader_open(&run->reader, &run->status))
        return false;
    if (batch->begin_file && !batch->begin_file(batch, batch->own))
        run->status = FILES;
    return run->status == DONE;
}

/* --- One worker, no thread -------------------------------------------------------------------- */

static void run_alone(struct run *run)
{
    struct worker *worker = &run->workers[0];
    struct sink messages;
    if (!sink_open(&messages, MESSAGES, told_flush, &run->told)) {
        say(W_NO_MEMORY);
        run->status = FILES;
        return;
    }
    worker->table.sink = &run->output.sink;
    while (run->status == DONE) {
        struct piece piece;
        if (!run->reader.open || !reader_next(&run->reader, &piece)) {
            if (!change_file(run))
                break;
            continue;
        }
        uint64_t lines = worker->tally.lines;
        reader_number(&run->reader, &piece);
        run->status = piece_run(worker, &piece, &messages);
        reader_count(&run->reader, worker->tally.lines - lines);
        sink_flush(&messages);
        show_progress(run);
    }
    sink_close(&messages);
}

/* --- Workers ---------------------------------------------------------------------------------- */

static int work(void *context, size_t n, const struct piece *piece, struct sink *rows,
                struct sink *messages)
{
    struct worker *worker = &((struct run *)context)->workers[n];
    worker->table.sink = rows;
    return piece_run(worker, piece, messages);
}

static int say_told(void *context, const unsigned char *bytes, size_t size)
{
    return told_flush(&((struct run *)context)->told, bytes, size);
}

static bool next_file(void *context, int *status)
{
    struct run *run = context;
    bool more = change_file(run);
    *status = run->status;
    return more;
}

static void progress(void *context)
{
    show_progress(context);
}

/* A command whose state cannot be split has one worker. */
static size_t count_workers(const struct batch *batch)
{
    return !batch->own || batch->split ? batch->options->jobs : 1;
}

static bool start_workers(struct run *run)
{
    const struct batch *batch = run->terms.batch;
    run->worker_count = count_workers(batch);
    run->workers = calloc(run->worker_count, sizeof *run->workers);
    run->table = (struct table){
        .sink = &run->output.sink, .columns = batch->columns, .format = row_format(batch->options)};
    bool well = run->workers != NULL;
    for (size_t n = 0; well && n < run->worker_count; n++)
        well = worker_start(&run->workers[n], &run->terms, &run->table,
                            n > 0 && batch->own ? batch->split(batch->own) : batch->own);
    return well;
}

/* Adds up what each worker has counted and kept. */
static void end_workers(struct run *run)
{
    const struct batch *batch = run->terms.batch;
    for (size_t n = 0; run->workers && n < run->worker_count; n++) {
        struct worker *worker = &run->workers[n];
        tally_add(&run->tally, &worker->tally);
        if (n > 0 && worker->stakes)
            held_stakes_join(run->workers[0].stakes, worker->stakes);
        if (n > 0)
            doublons_join(&run->workers[0].doublons, &worker->doublons);
        if (n > 0 && worker->own && !batch->join(batch->own, worker->own) && !run->status)
            run->status = FILES;
    }
    if (run->workers && run->workers[0].stakes)
        held_estimate(run->tally.held, run->workers[0].stakes);
    run->tally.files = run->reader.files;
}

int run_files(struct run *run)
{
    const struct batch *batch = run->terms.batch;
    run->output.lines = batch->records;
    if (!start_workers(run)) {
        say(W_NO_MEMORY);
        run->status = FILES;
    }
    if (!run->status && batch->columns) {
        run->status = sheet_open(batch->options, &run->output, batch->columns);
        table_header(&run->table);
    }
    if (!run->status)
        reader_start(&run->reader, batch->options, batch->sources, batch->engine,
                     run->terms.dry ? NULL : batch->journal);
    run->reader.dry = run->terms.dry;
    if (!run->status && run->worker_count == 1)
        run_alone(run);
    else if (!run->status)
        run->status = workers_run(&(struct job){&run->reader, &run->output, run->worker_count, work,
                                                progress, say_told, next_file, run});
    told_end(&run->told);
    reader_free(&run->reader);
    end_workers(run);
    if (!run->status && !batch->only_chained) /* what `end` compares must be exact */
        run->status = tally_check(&run->tally);
    if (!run->status && batch->once) {
        run->tally.twice = doublons_find(&run->workers[0].doublons);
        run->status = once_check(batch, &run->tally);
    }
    if (!run->status && batch->end)
        run->status = batch->end(batch->own, &run->table, &run->tally);
    for (size_t n = 0; run->workers && n < run->worker_count; n++)
        worker_free(&run->workers[n]);
    free(run->workers);
    if (run->shown)
        fputs("\r", stderr);
    return run->status;
}

void run_start(struct run *run, const struct batch *batch)
{
    memset(run, 0, sizeof *run);
    run->terms.batch = batch;
    run->started = os_milliseconds();
    run->told.all = batch->options->all_messages;
    run->terms.selects = !batch->whole && batch->options->period_from != 0;
    run->terms.codes = (struct counted_codes){had_finding_number("902"),
                                              had_finding_number("903"),
                                              had_finding_number("905"),
                                              had_finding_number("091"),
                                              had_finding_number("907"),
                                              had_finding_number("927"),
                                              {0},
                                              0};
    for (size_t i = 0; i < HELD_CODES; i++)
        run->terms.codes.held[i] = had_finding_number(held_codes[i]);
    run->terms.codes.no_coefficient = had_finding_number("919");
}
