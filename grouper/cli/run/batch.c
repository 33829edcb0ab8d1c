/* SPDX-License-Identifier: Apache-2.0 */
#include "batch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "besides.h"
#include "failure.h"
#include "common/hints.h"
#include "doublons.h"
#include "given.h"
#include "load.h"
#include "messages.h"
#include "outputs.h"
#include "overwrites.h"
#include "reader.h"
#include "sheet.h"
#include "cli/base/index.h"
#include "cli/base/status.h"
#include "cli/base/words.h"
#include "workers.h"

/* Room for the messages of one worker. */
enum { MESSAGES = 64 * 1024 };

/* How many layouts have the places of their fields kept. */
enum { LAYOUTS = 16 };

/* Codes that the account counts apart, by number. */
struct counted_codes {
    int no_tarif, february, late, no_table, not_grouped, no_ghpc;
    int held[HELD_CODES];
    int no_coefficient;
};

struct run;

/* What one worker has of its own. */
struct worker {
    struct run *run;
    struct table table;
    struct messages messages;
    struct tally tally;
    struct held_stakes *stakes; /* NULL = no conventions are given */
    bool weighs;                /* there is something to count apart: count_apart */
    had_result result;
    bool takes_usual; /* of usual records only sums are asked */
    uint32_t rests;   /* lines until usual ones are looked for again; */
    uint32_t resting; /* how many the last time that there were none: twice as many the next */
    had_usual usual;
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

/* A run over the files: everything that changes while it goes. */
struct run {
    const struct batch *batch;
    struct reader reader;
    struct table table;            /* of rows that no worker writes: at the end of a file, of all */
    struct output output, account; /* account: the journal, when one is written */
    struct tally tally;
    struct counted_codes codes;
    struct worker *workers;
    size_t worker_count;
    const struct overwrites *overwrites; /* --chainage: results to overwrite; NULL = none */
    struct doublons_found twice;
    struct file_messages told;
    bool selects;            /* --periode leaves records out */
    bool dry;                /* a run that only looks whether everything can be grouped */
    uint64_t started, shown; /* milliseconds; of the last progress shown, 0 = none */
    int status;
};

static const char *named(const char *path)
{
    return strcmp(path, "-") == 0 ? words(W_STANDARD_INPUT) : path;
}

/* The text of a message about a line, among those of its block. */
#define put_message(sink, ...)                                                                     \
    ((sink)->used +=                                                                               \
     words_write((char *)sink_end(sink), (sink)->capacity - (sink)->used, __VA_ARGS__))

/* A rejected line: file, line, column, code. Never a value: files hold personal data. */
static void report_rejection(const struct run *run, const struct item *item)
{
    had_finding finding;
    if (!run->dry && had_result_findings(run->batch->engine, "", 0, item->result, &finding, 1) > 0)
        batch_say(run->batch, item, finding.number);
}

void batch_say(const struct batch *batch, const struct item *item, int number)
{
    const had_result *result = item->result;
    struct messages *messages = &item->worker->messages;
    had_finding_info info = {.size = sizeof info};
    if (batch->options->quiet || !messages_wanted(messages, number))
        return;
    had_finding_get((size_t)number, 0, &info);
    bool rejected = result->outcome == HAD_REJECTED;
    unsigned column = !rejected                           ? 1
                      : result->position < LINE_MAX_BYTES ? result->position
                                                          : LINE_MAX_BYTES;
    const char *file = named(item->file),
               *text = words_language_get() == ENGLISH ? info.en : info.fr;
    messages_open(messages);
    if (rejected && result->expected > 0)
        put_message(messages->sink, W_REJECTED_LENGTH, file, (unsigned long long)item->line, column,
                    info.code, text, (unsigned)result->expected);
    else
        put_message(messages->sink, W_REJECTED, file, (unsigned long long)item->line, column,
                    info.code, text);
    messages_close(messages, number);
}

/* `had: `, what is said of a line, and its end. */
static void put_said(const struct item *item, enum word word, int kind)
{
    struct messages *messages = &item->worker->messages;
    struct sink *sink = messages->sink;
    messages_open(messages);
    put_text(sink, "had: ");
    sink->used += words_write_word((char *)sink_end(sink), sink->capacity - sink->used, word,
                                   named(item->file), (unsigned long long)item->line);
    put(sink, '\n');
    messages_close(messages, kind);
}

/* Names what was done to the lines of a file, once. */
static void report_damage(const struct run *run, const struct item *item)
{
    if (run->dry || run->batch->options->quiet)
        return;
    enum damage damage = damage_of(run->batch->engine, item->bytes, item->length, item->result);
    int kind = MESSAGE_DAMAGE + (int)damage;
    if (damage != DAMAGE_NONE && messages_wanted(&item->worker->messages, kind))
        put_said(item, damage_word(damage), kind);
}

bool batch_stop_word(const struct item *item, enum word word, int status)
{
    put_said(item, word, MESSAGE_ALWAYS);
    item->worker->status = status;
    return false;
}

/* Nine bytes compared as two words that overlap: this is done for every record. */
static bool same_finess(const unsigned char *a, const unsigned char *b)
{
    uint64_t first[2], last[2];
    memcpy(&first[0], a, sizeof first[0]);
    memcpy(&first[1], b, sizeof first[1]);
    memcpy(&last[0], a + FINESS - sizeof last[0], sizeof last[0]);
    memcpy(&last[1], b + FINESS - sizeof last[1], sizeof last[1]);
    return ((first[0] ^ first[1]) | (last[0] ^ last[1])) == 0;
}

/* Blanks after the last field are debris (rule R43); a longer line end is none. */
static void count_blanks(struct tally *tally, const struct item *item)
{
    const unsigned char *p = item->bytes + item->result->length, *end = item->bytes + item->length;
    tally->debris.blanks += p < end && *p == ' ';
}

int item_mode(const struct batch *batch, const struct item *item)
{
    size_t length;
    const unsigned char *mpp = item_field(batch, item, batch->fields.mpp, &length);
    return estimate_mode(mpp, length);
}

/* Where the layout of a record has the fields that tell it apart. */
SELDOM static void find_places(struct worker *worker, const had_result *result)
{
    struct key_places *places = &worker->layouts[result->layout % LAYOUTS];
    if (places->layout != result->layout + 1)
        key_places_find(places, worker->run->batch->engine, result);
    worker->places = places;
}

/* Counts what few runs ask for: what conventions hold back, coefficients looked up. */
SELDOM static void count_apart(struct worker *worker, const struct item *item)
{
    const struct run *run = worker->run;
    struct tally *tally = &worker->tally;
    if (worker->stakes)
        held_add(tally->held, worker->stakes, run->codes.held, item_mode(run->batch, item),
                 item->result);
    if (run->batch->options->coef_prudentiel == HAD_AUTO)
        weighed_count(&tally->weighed, item->result,
                      had_findings_has(&item->result->findings, run->codes.no_coefficient));
}

/* Counts what only the whole record tells: warnings, FINESS, domicile. */
static void count(struct worker *worker, struct item *item)
{
    const struct run *run = worker->run;
    struct tally *tally = &worker->tally;
    const had_findings *set = &item->result->findings;
    if (any_finding(set)) {
        tally->no_ghpc += (uint64_t)had_findings_has(set, run->codes.no_ghpc);
        tally->no_tarif += (uint64_t)had_findings_has(set, run->codes.no_tarif);
        tally->february += (uint64_t)had_findings_has(set, run->codes.february);
        tally->late += (uint64_t)had_findings_has(set, run->codes.late);
        tally->no_table += (uint64_t)had_findings_has(set, run->codes.no_table);
        tally->not_grouped += (uint64_t)had_findings_has(set, run->codes.not_grouped);
    }
    if (worker->weighs)
        count_apart(worker, item);
    tally->esms += item->result->type_domicile >= '3' && item->result->type_domicile <= '5';
    if (worker->places->layout != item->result->layout + 1)
        find_places(worker, item->result);
    const struct key_places *places = worker->places;
    item->other_finess = !same_finess(item->file_finess, item->bytes + places->finess.start);
    tally->other_finess += item->other_finess;
    if (run->batch->once)
        doublons_record(&worker->doublons, places, item->bytes, item->result, worker->input);
    if (item->length > item->result->length + 1u)
        count_blanks(tally, item);
}

/* Whether the run goes on after a line, on which the command has said `well` or why not. */
static bool goes_on(struct worker *worker, bool well)
{
    if (USUALLY(well & !worker->table.sink->failed))
        return true;
    if (worker->status == DONE)
        worker->status = FILES;
    return false;
}

/* Gives the first line of these bytes to the engine. */
static INLINE int process(struct worker *worker, struct item *item, size_t size)
{
    const struct batch *batch = worker->run->batch;
    if (USUALLY(!batch->chained))
        return had_process_first(batch->engine, item->bytes, size, &item->length, &worker->result);
    return had_chain_read(batch->engine, item->bytes, size, &item->length,
                          batch->only_chained ? NULL : &worker->result, &worker->chain);
}

/* A line that is no record is tried again without the debris in front of it. No record begins with
 * debris: other lines need not be looked at. */
SELDOM static int process_again(struct worker *worker, struct item *item)
{
    const unsigned char *p =
        debris_front(item->bytes, item->bytes + item->length, &worker->tally.debris);
    if (p == item->bytes)
        return HAD_OK;
    size_t left = item->length - (size_t)(p - item->bytes);
    item->bytes = p;
    item->length = left;
    return left > 0 ? process(worker, item, left)
                    : had_process(worker->run->batch->engine, p, left, &worker->result);
}

/* Whether --periode leaves a record out, which is then only counted. */
static bool left_out(struct worker *worker)
{
    const struct batch *batch = worker->run->batch;
    if (options_in_period(batch->options, worker->result.fin))
        return false;
    worker->tally.lines++;
    worker->tally.out_of_period++;
    return true;
}

/* Takes a line that is no record. */
SELDOM static bool run_rejected(struct worker *worker, const struct item *item)
{
    const struct batch *batch = worker->run->batch;
    report_damage(worker->run, item);
    if (batch->rejected)
        return batch->rejected(batch, worker->own, item, &worker->table);
    report_rejection(worker->run, item);
    return true;
}

/* Before a record is written as a line: the last line of the file before may have no end. */
static INLINE void end_line(struct worker *worker)
{
    struct sink *rows = worker->table.sink;
    if (!worker->run->batch->records)
        return;
    sink_room(rows, 1);
    if (rows->used > 0 && rows->buffer[rows->used - 1] != '\n')
        put(rows, '\n');
}

/* Takes one record. */
static bool run_record(struct worker *worker, struct item *item)
{
    const struct batch *batch = worker->run->batch;
    count(worker, item);
    end_line(worker);
    return batch->each(batch, worker->own, item, &worker->table);
}

/* What the insurance pays of a record, where it is asked. */
static INLINE void apply_droits(struct worker *worker, struct item *item)
{
    const had_droits *droits = worker->run->batch->droits;
    if (USUALLY(!droits))
        return;
    had_droits_apply(droits, item->bytes, &worker->result, &worker->droits);
    item->droits = &worker->droits;
    tally_droits(&worker->tally, &worker->result, &worker->droits);
}

/* The first line of these bytes. */
static INLINE bool run_line(struct worker *worker, struct item *item, size_t size)
{
    const struct run *run = worker->run;
    const struct batch *batch = run->batch;
    had_result *result = &worker->result;
    int status = process(worker, item, size);
    if (status == HAD_OK && result->outcome == HAD_REJECTED)
        status = process_again(worker, item);
    bool rejected = status == HAD_OK && result->outcome == HAD_REJECTED;
    if (run->overwrites && !rejected && !result->rapss && !result->carried &&
        overwrites_has(run->overwrites, worker->input, item->line))
        had_result_overwrite(result);
    if (batch->between && run->overwrites)
        item->between = overwrites_found(run->overwrites, worker->input, item->line);
    if (run->selects && !rejected && left_out(worker))
        return !batch->outside || goes_on(worker, batch->outside(worker->own, item));
    if (status == HAD_E_NO_CLASSIFICATION)
        return batch_stop(item, W_NO_CLASSIFICATION, TABLES);
    if (status != HAD_OK) {
        say(W_BROKEN, "had_process");
        worker->status = INTERNAL;
        return false;
    }
    if (!rejected)
        apply_droits(worker, item);
    item->official = (int8_t)result_official(batch, result);
    tally_record(&worker->tally, result, item->official);
    return goes_on(worker, rejected ? run_rejected(worker, item) : run_record(worker, item));
}

/* The first line of these bytes, of which only what a chain needs is read. */
static bool run_chained(struct worker *worker, struct item *item, size_t size)
{
    const struct batch *batch = worker->run->batch;
    int status = process(worker, item, size);
    if (status == HAD_OK && !worker->chain.rpss)
        status = process_again(worker, item);
    if (status != HAD_OK) {
        say(W_BROKEN, "had_chain_read");
        worker->status = INTERNAL;
        return false;
    }
    worker->tally.lines++;
    return goes_on(worker, batch->each(batch, worker->own, item, &worker->table));
}

/* --- Usual records -----------------------------------------------------------------------------
 */

SELDOM static void find_usual_places(struct worker *worker, uint16_t layout)
{
    const struct batch *batch = worker->run->batch;
    had_format_info format = HAD_FORMAT_INFO_INIT;
    had_format_get(batch->tables, layout, &format);
    had_result any = {.size = sizeof any, .layout = layout, .secteur = format.secteur};
    find_places(worker, &any);
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
    const struct batch *batch = worker->run->batch;
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
           !overwrites_stops(worker->run->overwrites, worker->input, item->line + 1 + n))
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
    const struct batch *batch = worker->run->batch;
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

/* The usual records that these bytes begin with, all at once; usual->bytes are theirs. */
static bool run_usual(struct worker *worker, struct item *item, size_t size)
{
    const struct batch *batch = worker->run->batch;
    had_usual *usual = &worker->usual;
    uint32_t most = worker->run->overwrites ? lines_before(worker, item) : HAD_USUAL_MAX;
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

/* Empty lines that other lines of the file follow. */
SELDOM static bool run_blanks(struct worker *worker, struct item *item, uint64_t count)
{
    bool on = true;
    for (; on && count > 0; count--) {
        item->bytes = (const unsigned char *)"\n";
        item->length = 1;
        item->line++;
        worker->chain.rpss = 0;
        had_process(worker->run->batch->engine, item->bytes, 1, &worker->result);
        tally_record(&worker->tally, &worker->result, 0);
        on = goes_on(worker, run_rejected(worker, item));
    }
    return on;
}

static int run_piece(struct worker *worker, const struct piece *piece, struct sink *messages)
{
    const struct batch *batch = worker->run->batch;
    const unsigned char *p = piece->bytes, *end = piece->size > 0 ? p + piece->size : p;
    struct item item = {.file = piece->file,
                        .line = piece->before,
                        .result = &worker->result,
                        .file_finess = piece->finess,
                        .chain = batch->chained ? &worker->chain : NULL,
                        .worker = worker};
    worker->input = piece->input;
    messages_start(&worker->messages, messages, piece->file);
    if (batch->begin_piece)
        batch->begin_piece(worker->own, piece);
    bool on = run_blanks(worker, &item, piece->blanks);
    while (on && p < end) {
        item.bytes = p;
        if (worker->rests > 0) {
            worker->rests--;
        } else if (worker->takes_usual) {
            on = run_usual(worker, &item, (size_t)(end - p));
            p += worker->usual.bytes;
            item.bytes = p;
            if (!on || p == end || worker->usual.count == HAD_USUAL_MAX)
                continue;
        }
        item.line++;
        on = batch->only_chained ? run_chained(worker, &item, (size_t)(end - p))
                                 : run_line(worker, &item, (size_t)(end - p));
        p = item.bytes + item.length;
    }
    messages_end(&worker->messages);
    if (batch->end_piece && !batch->end_piece(worker->own) && worker->status == DONE)
        worker->status = FILES;
    debris_add(&worker->tally.debris, &piece->debris);
    worker->tally.lines += piece->debris.lines;
    return worker->status;
}

/* Progress: the lines so far, on one line that is written over. On a terminal only, unless
 * --progress always. */
static void show_progress(struct run *run)
{
    enum { FIRST = 1000, NEXT = 200 };
    const struct options *options = run->batch->options;
    if (options->progress == PROGRESS_NEVER || run->dry ||
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
    const struct batch *batch = run->batch;
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
        run->status = run_piece(worker, &piece, &messages);
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
    return run_piece(worker, piece, messages);
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
static size_t count_workers(const struct run *run)
{
    const struct batch *batch = run->batch;
    return !batch->own || batch->split ? batch->options->jobs : 1;
}

/* Whether a run can take usual records without a look at each. */
static bool takes_usual(const struct run *run)
{
    const struct batch *batch = run->batch;
    bool taken = batch->each_usual || (batch->usual && !batch->droits);
    return taken && !run->selects && !batch->options->conventions &&
           batch->options->coef_prudentiel != HAD_AUTO;
}

static bool make_chains(struct worker *worker)
{
    worker->chains = calloc(HAD_USUAL_MAX, sizeof *worker->chains);
    for (size_t i = 0; worker->chains && i < HAD_USUAL_MAX; i++)
        worker->chains[i].size = sizeof *worker->chains;
    return worker->chains != NULL;
}

static bool start_workers(struct run *run)
{
    const struct batch *batch = run->batch;
    run->worker_count = count_workers(run);
    run->workers = calloc(run->worker_count, sizeof *run->workers);
    run->table = (struct table){
        .sink = &run->output.sink, .columns = batch->columns, .format = row_format(batch->options)};
    if (!run->workers)
        return false;
    for (size_t n = 0; n < run->worker_count; n++) {
        struct worker *worker = &run->workers[n];
        worker->run = run;
        worker->places = worker->layouts;
        worker->messages.all = batch->options->all_messages;
        worker->result.size = sizeof worker->result;
        worker->droits.size = sizeof worker->droits;
        worker->chain.size = sizeof worker->chain;
        worker->usual.size = sizeof worker->usual;
        worker->usual.clean = batch->usual_clean;
        worker->takes_usual = takes_usual(run);
        worker->own = n > 0 && batch->own ? batch->split(batch->own) : batch->own;
        worker->table = run->table;
        if (batch->chained && worker->takes_usual && !make_chains(worker))
            return false;
        if (batch->options->conventions && !run->dry)
            worker->stakes = calloc(1, sizeof *worker->stakes);
        worker->weighs = worker->stakes || batch->options->coef_prudentiel == HAD_AUTO;
        if ((batch->own && !worker->own) ||
            (batch->options->conventions && !run->dry && !worker->stakes) ||
            (batch->once && !doublons_start(&worker->doublons)))
            return false;
    }
    return true;
}

/* Adds up what each worker has counted and kept. */
static void end_workers(struct run *run)
{
    const struct batch *batch = run->batch;
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
    for (size_t n = 0; run->workers && n < run->worker_count; n++) {
        free(run->workers[n].stakes);
        free(run->workers[n].chains);
    }
    run->tally.files = run->reader.files;
}

/* No record may count twice (rule R39). */
static int check_once(struct run *run)
{
    const struct batch *batch = run->batch;
    const struct sources *sources = batch->sources;
    const struct doublons_found *twice = &run->twice;
    run->twice = doublons_find(&run->workers[0].doublons);
    uint64_t rpss = run->tally.grouped + run->tally.blocked - run->tally.rapss;
    if (batch->options->doublons)
        return DONE;
    if (twice->between > 0) {
        const char *first = named(sources->list[twice->first].path),
                   *other = named(sources->list[twice->other].path);
        say(W_TWICE, twice->estimated ? words(W_ABOUT) : "", (unsigned long long)twice->shared,
            first, other);
        return USAGE;
    }
    if (!batch->one_kind || rpss == 0 || run->tally.rapss == 0)
        return DONE;
    say(W_TWO_KINDS, (unsigned long long)rpss, (unsigned long long)run->tally.rapss);
    return USAGE;
}

static void run_files(struct run *run)
{
    const struct batch *batch = run->batch;
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
                     run->dry ? NULL : batch->journal);
    run->reader.dry = run->dry;
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
    if (!run->status && batch->once)
        run->status = check_once(run);
    if (!run->status && batch->end)
        run->status = batch->end(batch->own, &run->table, &run->tally);
    for (size_t n = 0; run->workers && n < run->worker_count; n++)
        doublons_free(&run->workers[n].doublons);
    free(run->workers);
    if (run->shown)
        fputs("\r", stderr);
}

static void run_start(struct run *run, const struct batch *batch)
{
    memset(run, 0, sizeof *run);
    run->batch = batch;
    run->started = os_milliseconds();
    run->told.all = batch->options->all_messages;
    run->selects = !batch->whole && batch->options->period_from != 0;
    run->codes = (struct counted_codes){had_finding_number("902"),
                                        had_finding_number("903"),
                                        had_finding_number("905"),
                                        had_finding_number("091"),
                                        had_finding_number("907"),
                                        had_finding_number("927"),
                                        {0},
                                        0};
    for (size_t i = 0; i < HELD_CODES; i++)
        run->codes.held[i] = had_finding_number(held_codes[i]);
    run->codes.no_coefficient = had_finding_number("919");
}

static bool keep_nothing(const struct batch *batch, void *own, const struct item *item,
                         struct table *table)
{
    (void)batch, (void)own, (void)item, (void)table;
    return true;
}

struct batch batch_looking(const struct batch *batch)
{
    struct batch only_looks = *batch;
    only_looks.once = false;
    only_looks.each = keep_nothing;
    only_looks.usual = NULL;
    only_looks.each_usual = false;
    only_looks.rejected = NULL;
    only_looks.chained = only_looks.only_chained = false;
    only_looks.begin_file = NULL;
    only_looks.end_file = NULL;
    only_looks.begin_piece = NULL;
    only_looks.end_piece = NULL;
    only_looks.end = NULL;
    only_looks.own = NULL;
    only_looks.split = NULL;
    only_looks.join = NULL;
    return only_looks;
}

int batch_look(const struct batch *only_looks)
{
    struct run *run = malloc(sizeof *run);
    if (!run) {
        say(W_NO_MEMORY);
        return FILES;
    }
    run_start(run, only_looks);
    run->dry = true;
    int status = output_open(&run->output, NULL);
    if (!status) {
        run->output.dry = true;
        run_files(run);
        output_drop(&run->output);
        status = run->status;
    }
    free(run);
    return status;
}

/* Records may have to be grouped, and no classification is loaded. */
static bool ungrouped(const struct batch *batch)
{
    return batch->carried != HAD_CARRIED_ALONE && !batch->controls_only &&
           had_classification_count(batch->tables) == 0;
}

static struct sources_wanted wanted_of(const struct batch *batch)
{
    return (struct sources_wanted){.options = batch->options,
                                   .tables = batch->tables,
                                   .engine = batch->engine,
                                   .rapss = batch->rapss,
                                   .one_kind = batch->one_kind,
                                   .ungrouped = ungrouped(batch)};
}

/* Looks at what will be read, before anything is written. Without any classification, records that
 * carry their zones can still be priced. But a record without zones may come late in the file, and
 * then nothing may have been written: so files are read through first. A pipe cannot be read twice:
 * only its first lines are looked at. */
static int look_first(const struct batch *batch)
{
    const struct options *options = batch->options;
    struct sources_wanted wanted = wanted_of(batch);
    const struct source *pipe = sources_pipe(batch->sources);
    if (pipe && options->parts > 0) {
        say(W_USAGE_PART, pipe->path);
        return USAGE;
    }
    int status = options->chainage ? overwrites_check(batch) : DONE;
    if (!status)
        status = sources_look(batch->sources, &wanted);
    if (status || !wanted.ungrouped)
        return status;
    struct batch only_looks = batch_looking(batch);
    return batch_look(&only_looks);
}

int check_output(const struct options *options)
{
    size_t pipes = 0;
    for (size_t i = 0; i < options->file_count; i++)
        pipes += strcmp(options->files[i], "-") == 0;
    for (size_t i = 0; i < options->beside_count; i++)
        pipes += strcmp(options->beside[i], "-") == 0;
    if (pipes > 1) {
        say(W_USAGE_TOGETHER, "-", "-");
        return USAGE;
    }
    return outputs_check(options);
}

/* The account of a run whose output is sealed. */
static int write_journal(struct run *run)
{
    const struct batch *batch = run->batch;
    const struct options *options = batch->options;
    struct text text = {0}, *into = options->account ? options->account : &text;
    if (!batch->journal)
        return DONE;
    journal_text(batch->journal, options, batch->tables, &run->tally, &run->output, into);
    int status = options->account ? DONE : journal_write(&text, &run->account);
    free(text.bytes);
    return status;
}

/* What --doublons let through, and what stands twice within a file. */
static void report_twice(const struct doublons_found *twice)
{
    const char *about = twice->estimated ? words(W_ABOUT) : "";
    if (twice->between > 0)
        say_plain(W_S_TWICE_BETWEEN, about, (unsigned long long)twice->between);
    if (twice->within > 0)
        say_plain(W_S_TWICE_WITHIN, about, (unsigned long long)twice->within);
}

/* Says how it went; the exit status. */
static int finish(const struct run *run)
{
    const struct batch *batch = run->batch;
    const struct options *options = batch->options;
    if (!options->quiet)
        sources_report(batch->sources);
    if (!options->quiet)
        besides_report(batch->besides);
    if (!options->quiet && !batch->beside)
        tally_report(&run->tally, options, batch->tables, batch->priced,
                     batch->carried != HAD_CARRIED_ALONE, batch->controls_only);
    if (!options->quiet)
        report_twice(&run->twice);
    if (!options->quiet && batch->beside)
        given_report(batch->tables);
    if (options->strict && run->tally.blocked + run->tally.rejected + run->tally.unusable > 0)
        return DIFFERENCES;
    return DONE;
}

static int open_outputs(struct run *run)
{
    int status = journal_open(run->batch->options, &run->output, &run->account);
    run->output.dry |= run->batch->directory;
    return status;
}

static void drop_outputs(struct run *run)
{
    output_drop(&run->output);
    output_drop(&run->account);
}

/* The exit status. Output and account get their names when both are on disk, the account last;
 * else nothing remains of either. */
static int close_outputs(struct run *run)
{
    const struct options *options = run->batch->options;
    bool journal = options->journal && !options->account;
    int status = run->status;
    if (!status)
        status = output_seal(&run->output);
    if (!status)
        status = write_journal(run);
    if (!status)
        status = output_place(&run->output);
    if (!status && journal)
        status = output_place(&run->account);
    if (!status)
        return finish(run);
    if (run->output.temporary[0] && !run->output.placed)
        say(W_S_STOPPED, options->output);
    else if (status == USAGE && !options->account)
        say_word(output_void(&run->output) ? word_bare(W_ROWS_VOID) : word_bare(W_NO_ROWS));
    drop_outputs(run);
    return run->output.quiet_end ? DONE : status;
}

/* Looks at the inputs, then runs; the outputs are open. */
static int run_open(struct run *run)
{
    const struct batch *batch = run->batch;
    struct overwrites overwrites = {0};
    int status = look_first(batch);
    if (!status && batch->options->chainage)
        status = overwrites_find(batch, &overwrites);
    if (status) {
        drop_outputs(run);
    } else {
        run->overwrites = batch->options->chainage ? &overwrites : NULL;
        run_files(run);
        status = close_outputs(run);
    }
    overwrites_free(&overwrites);
    return status;
}

static int run_all(const struct batch *batch)
{
    const struct options *options = batch->options;
    int status = options->account ? DONE : check_output(options);
    struct run *run = status ? NULL : malloc(sizeof *run);
    if (!status && !run) {
        say(W_NO_MEMORY);
        status = FILES;
    }
    if (!status) {
        run_start(run, batch);
        status = open_outputs(run);
    }
    if (!status)
        status = run_open(run);
    free(run);
    return status;
}

/* The run, on the files that directories stand for. */
static int run_sources(struct batch *batch)
{
    const struct options *options = batch->options;
    struct options found = *options;
    struct sources sources = {0};
    struct sources_wanted wanted = wanted_of(batch);
    int status = sources_find(&sources, &wanted);
    if (!status && batch->exactly && sources.count != batch->exactly) {
        say(W_FILES_EXACTLY, options->command, (unsigned long long)batch->exactly,
            (unsigned long long)sources.count);
        status = USAGE;
    }
    found.files = sources.paths;
    found.file_count = sources.count;
    batch->options = &found;
    batch->sources = &sources;
    if (!status)
        status = run_all(batch);
    batch->options = options;
    batch->sources = NULL;
    sources_free(&sources);
    return status;
}

/* The run, on the files beside the records that directories stand for. */
static int run_beside(struct batch *batch)
{
    const struct options *options = batch->options;
    struct options found;
    struct besides besides = {.all = NULL};
    int status = besides_find(&besides, batch, &found);
    batch->options = &found;
    batch->besides = &besides;
    if (!status && batch->begin)
        status = batch->begin(batch);
    if (!status)
        status = run_sources(batch);
    batch->options = options;
    besides_free(&besides);
    return status;
}

/* The same as run_open and close_outputs, for a run that writes no file. */
static int run_other(const struct batch *batch)
{
    struct overwrites overwrites = {0};
    int status = look_first(batch);
    struct run *run = status ? NULL : malloc(sizeof *run);
    if (!status && !run) {
        say(W_NO_MEMORY);
        status = FILES;
    }
    if (!status && batch->options->chainage)
        status = overwrites_find(batch, &overwrites);
    if (!status) {
        run_start(run, batch);
        run->overwrites = batch->options->chainage ? &overwrites : NULL;
        status = output_open(&run->output, NULL);
    }
    if (!status) {
        run->output.dry = true;
        run_files(run);
        output_drop(&run->output);
        status = run->status;
    }
    overwrites_free(&overwrites);
    free(run);
    return status;
}

int batch_other(struct batch *other)
{
    struct options found = *other->options;
    struct sources sources = {0};
    struct sources_wanted wanted = wanted_of(other);
    int status = sources_find(&sources, &wanted);
    found.files = sources.paths;
    found.file_count = sources.count;
    other->options = &found;
    other->sources = &sources;
    if (!status)
        status = run_other(other);
    if (!status && !found.quiet)
        sources_report(&sources);
    sources_free(&sources);
    return status;
}

static had_classification_info *list_classifications(const had_tables *tables)
{
    size_t count = had_classification_count(tables);
    had_classification_info *list = calloc(count + 1, sizeof *list);
    for (size_t i = 0; list && i < count; i++) {
        list[i].size = sizeof list[i];
        had_classification_get(tables, i, &list[i]);
    }
    return list;
}

void batch_settings(const struct batch *batch, had_options *settings)
{
    const struct options *options = batch->options;
    *settings = (had_options){.size = sizeof *settings,
                              .date = options->date,
                              .carried = (int32_t)batch->carried,
                              .rapss = batch->rapss,
                              .seuil = options->seuil,
                              .periode = options->periode,
                              .groups_only = !batch->priced,
                              .coef_geo = options->coef_geo,
                              .coef_prudentiel = options->coef_prudentiel,
                              .campagne = options->campagne,
                              .sans_classification = batch->sans_classification,
                              .seed = index_seed};
}

int batch_run(struct batch *batch)
{
    const struct options *options = batch->options;
    had_tables *tables = NULL;
    had_engine *engine = NULL;
    had_error error = {.size = sizeof error};
    struct journal journal = {0};
    batch->journal = options->journal || options->account ? &journal : NULL;
    struct loading loading = {journal_table, &journal};
    /* Before any file is read: a file given twice is refused first, whatever else is wrong. */
    int status =
        options->listed ? DONE : sources_once(options, options->files, options->file_count);
    status = status ? status : load_tables(options, batch->journal ? &loading : NULL, &tables);
    if (status) {
        journal_free(&journal);
        return status;
    }
    batch->controls_only = batch->sans_classification && had_classification_count(tables) == 0;
    batch->priced &= !batch->controls_only;
    had_options settings;
    batch_settings(batch, &settings);
    had_classification_info *classification = list_classifications(tables);
    int made = had_engine_new(tables, &settings, &engine, &error);
    if (made != HAD_OK || !classification) {
        status = say_failure("had_engine_new", made ? made : HAD_E_MEMORY);
    } else {
        batch->tables = tables;
        batch->engine = engine;
        batch->classification = classification;
        batch->fields = (struct fields){
            had_field("sejour"),       had_field("no_sequence"), had_field("no_sous_sequence"),
            had_field("mpp"),          had_field("mpa"),         had_field("ik"),
            had_field("finess_epmsi"), had_field("finess_geo")};
        batch->partly = had_finding_number("529");
        status = run_beside(batch);
    }
    if (batch->close)
        batch->close(batch->own);
    free(classification);
    journal_free(&journal);
    had_engine_free(engine);
    had_tables_free(tables);
    return status;
}
