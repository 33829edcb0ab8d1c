/* SPDX-License-Identifier: Apache-2.0 */
#include "batch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "input.h"
#include "load.h"
#include "overwrites.h"
#include "rows.h"
#include "status.h"
#include "words.h"

/* Codes that the account counts apart, by number. */
struct codes {
    int no_tarif, february, late, no_table, not_grouped;
};

/* A run over the files: everything that changes while it goes. */
struct run {
    const struct batch *batch;
    struct output output;
    struct table table;
    struct tally tally;
    struct codes codes;
    had_result result;
    const char *file;
    uint64_t line;
    uint64_t at;             /* byte of the file where the next line begins */
    uint64_t from, to;       /* --part: lines that begin in [from, to) of this file are ours */
    unsigned char finess[9]; /* of the file's first well-formed record */
    bool finess_known;
    bool line_open;                      /* the last line written has no end */
    const struct overwrites *overwrites; /* --chainage: results to overwrite; NULL = none */
    size_t record;                       /* well-formed ones met so far */
    bool dry;                /* a run that only looks whether everything can be grouped */
    uint64_t started, shown; /* milliseconds; of the last progress shown, 0 = none */
    int status;
};

static const char *shown(const char *path)
{
    return strcmp(path, "-") == 0 ? words(W_STANDARD_INPUT) : path;
}

/* A rejected line: file, line, column, code. Never a value: files hold personal data. */
static void report_rejection(const struct run *run, const had_result *result)
{
    had_finding finding;
    if (run->dry || had_result_findings(run->batch->engine, "", 0, result, &finding, 1) == 0)
        return;
    struct item item = {.file = run->file, .line = run->line, .result = result};
    batch_say(run->batch, &item, finding.number);
}

void batch_say(const struct batch *batch, const struct item *item, int number)
{
    const had_result *result = item->result;
    had_finding_info info = {.size = sizeof info};
    if (batch->options->quiet)
        return;
    had_finding_get((size_t)number, 0, &info);
    bool rejected = result->outcome == HAD_REJECTED;
    unsigned column = !rejected                           ? 1
                      : result->position < LINE_MAX_BYTES ? result->position
                                                          : LINE_MAX_BYTES;
    const char *text = words_language_get() == ENGLISH ? info.en : info.fr;
    if (rejected && result->expected > 0)
        fprintf(stderr, words(W_REJECTED_LENGTH), shown(item->file), (unsigned long long)item->line,
                column, info.code, text, (unsigned)result->expected);
    else
        fprintf(stderr, words(W_REJECTED), shown(item->file), (unsigned long long)item->line,
                column, info.code, text);
}

/* The FINESS of a file is that of its first well-formed record (rule R21). */
static void note_finess(struct run *run, const unsigned char *finess)
{
    if (!run->finess_known)
        memcpy(run->finess, finess, sizeof run->finess);
    run->finess_known = true;
}

/* Counts what only the whole record tells: warnings, FINESS, domicile. */
static void count(struct run *run, const struct item *item)
{
    struct tally *tally = &run->tally;
    const had_findings *set = &item->result->findings;
    if (any_finding(set)) {
        tally->no_tarif += (uint64_t)had_findings_has(set, run->codes.no_tarif);
        tally->february += (uint64_t)had_findings_has(set, run->codes.february);
        tally->late += (uint64_t)had_findings_has(set, run->codes.late);
        tally->no_table += (uint64_t)had_findings_has(set, run->codes.no_table);
        tally->not_grouped += (uint64_t)had_findings_has(set, run->codes.not_grouped);
    }
    tally->esms += item->result->type_domicile >= '3' && item->result->type_domicile <= '5';
    size_t length;
    const unsigned char *finess =
        item_field(run->batch, item, run->batch->fields.finess_epmsi, &length);
    note_finess(run, finess);
    tally->other_finess += memcmp(run->finess, finess, sizeof run->finess) != 0;
}

static bool run_line(struct run *run, const unsigned char *bytes, size_t length)
{
    const struct batch *batch = run->batch;
    had_result *result = &run->result;
    run->line++;
    int status = had_process(batch->engine, bytes, length, result);
    if (status == HAD_E_NO_CLASSIFICATION) {
        say(W_NO_CLASSIFICATION, shown(run->file), (unsigned long long)run->line);
        run->status = TABLES;
        return false;
    }
    if (status != HAD_OK) {
        say(W_BROKEN, "had_process");
        run->status = INTERNAL;
        return false;
    }
    if (result->outcome != HAD_REJECTED && run->overwrites && !result->rapss &&
        overwrites_has(run->overwrites, run->record++) && !result->lu)
        had_result_overwrite(result);
    bool official =
        result->classification >= 0 && batch->classification[result->classification].officielle;
    tally_record(&run->tally, result, official);
    struct item item = {run->file, run->line, bytes, length, result, run->finess};
    if (result->outcome == HAD_REJECTED) {
        if (!batch->rejected)
            report_rejection(run, result);
        else if (!batch->rejected(batch, batch->own, &item, &run->table))
            run->status = FILES;
        return run->status == DONE;
    }
    count(run, &item);
    if (batch->records && run->line_open) {
        sink_room(&run->output.sink, 1);
        put(&run->output.sink, '\n');
    }
    run->line_open = bytes[length - 1] != '\n';
    if (!batch->each(batch, batch->own, &item, &run->table))
        run->status = FILES;
    if (run->output.sink.failed)
        run->status = FILES;
    return run->status == DONE;
}

/* A line before the slice is only counted, once the FINESS of the file is known. */
static void pass_line(struct run *run, const unsigned char *bytes, size_t length)
{
    run->line++;
    if (run->finess_known ||
        had_process(run->batch->engine, bytes, length, &run->result) != HAD_OK ||
        run->result.outcome == HAD_REJECTED)
        return;
    had_span span =
        had_result_field(run->batch->engine, &run->result, run->batch->fields.finess_epmsi);
    note_finess(run, bytes + span.start);
}

/* Lines that begin before the slice are only counted; one that begins after it ends the file. */
static bool run_block(struct run *run, const struct block *block)
{
    const unsigned char *p = block->bytes, *end = p + block->size;
    while (p < end) {
        const unsigned char *newline = memchr(p, '\n', (size_t)(end - p));
        size_t length = (size_t)((newline ? newline + 1 : end) - p);
        if (run->at >= run->to)
            return false;
        if (run->at < run->from)
            pass_line(run, p, length);
        else if (!run_line(run, p, length))
            return false;
        run->at += length;
        p += length;
    }
    return true;
}

/* Lines so far, on one line that is written over; only where somebody looks, unless asked. */
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
    fprintf(stderr, "\r%llu ", (unsigned long long)run->tally.lines);
    fflush(stderr);
}

static void run_file(struct run *run, struct input *input, const char *path)
{
    struct journal *journal = run->dry ? NULL : run->batch->journal;
    input->sha = journal ? &journal->input : NULL;
    if (journal)
        sha256_start(&journal->input);
    run->status = input_open(input, path);
    if (run->status)
        return;
    run->file = path;
    run->line = 0;
    run->at = 0;
    run->finess_known = false;
    run->tally.files++;
    if (run->batch->begin_file && !run->batch->begin_file(run->batch, run->batch->own))
        run->status = FILES;
    struct block block;
    while (run->status == DONE && input_next(input, &block) && run_block(run, &block))
        show_progress(run);
    int status = input_close(input);
    if (run->status == DONE && status == DONE && run->batch->end_file &&
        !run->batch->end_file(run->batch, run->batch->own, &run->table))
        status = FILES;
    if (run->status == DONE)
        run->status = status;
    if (run->status == DONE && journal)
        journal_input(journal, path, run->line);
}

/* The K-th of N slices of all the bytes given, as if the files were one. */
static int slice(const struct options *options, uint64_t *from, uint64_t *to)
{
    uint64_t total = 0;
    for (size_t i = 0; i < options->file_count; i++) {
        struct os_look look;
        if (strcmp(options->files[i], "-") == 0 || os_look_path(options->files[i], &look) < 0 ||
            !look.regular) {
            say(W_USAGE_PART, options->files[i]);
            return USAGE;
        }
        total += look.size;
    }
    /* total x K / N without overflow: N is at most 100 000. */
    uint64_t whole = total / options->parts, rest = total % options->parts;
    *from = whole * (options->part - 1) + rest * (options->part - 1) / options->parts;
    *to = whole * options->part + rest * options->part / options->parts;
    return DONE;
}

static void run_files(struct run *run)
{
    const struct batch *batch = run->batch;
    struct input input = {0};
    run->table = (struct table){
        .sink = &run->output.sink, .columns = batch->columns, .format = row_format(batch->options)};
    if (batch->columns)
        table_header(&run->table);
    uint64_t from = 0, to = UINT64_MAX;
    if (batch->options->parts > 0)
        run->status = slice(batch->options, &from, &to);
    for (size_t i = 0; run->status == DONE && i < batch->options->file_count; i++) {
        struct os_look look = {.size = 0};
        if (batch->options->parts > 0)
            os_look_path(batch->options->files[i], &look);
        run->from = from;
        run->to = to;
        if (batch->options->parts == 0 || (from < look.size && to > 0))
            run_file(run, &input, batch->options->files[i]);
        from -= from < look.size ? from : look.size;
        to -= to < look.size ? to : look.size;
    }
    if (run->status == DONE && batch->end)
        run->status = batch->end(batch->own, &run->table, &run->tally);
    input_free(&input);
    if (run->shown)
        fputs("\r", stderr);
}

static void run_start(struct run *run, const struct batch *batch)
{
    memset(run, 0, sizeof *run);
    run->batch = batch;
    run->started = os_milliseconds();
    run->result.size = sizeof run->result;
    run->codes = (struct codes){had_finding_number("902"), had_finding_number("903"),
                                had_finding_number("905"), had_finding_number("091"),
                                had_finding_number("907")};
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
    only_looks.each = keep_nothing;
    only_looks.rejected = NULL;
    only_looks.begin_file = NULL;
    only_looks.end_file = NULL;
    only_looks.end = NULL;
    only_looks.own = NULL;
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

const char *batch_pipe(const struct options *options)
{
    for (size_t i = 0; i < options->file_count; i++) {
        struct os_look look;
        if (strcmp(options->files[i], "-") == 0 ||
            (os_look_path(options->files[i], &look) == 0 && !look.regular && !look.directory))
            return options->files[i];
    }
    return NULL;
}

/* Without any classification, records that carry their zones can still be priced, and nothing may
 * be written when one that carries none comes late: files are looked through first. What comes
 * through a pipe cannot be read twice: its first block of results is held back, no more. */
static int look_first(const struct batch *batch)
{
    if (batch_pipe(batch->options))
        return DONE;
    struct batch only_looks = batch_looking(batch);
    return batch_look(&only_looks);
}

/* Whether what is written is also read: by a name, or by standard output. */
static bool reads(const struct options *options, const struct os_look *out)
{
    for (size_t i = 0; out->regular && i < options->file_count; i++) {
        struct os_look in;
        if (strcmp(options->files[i], "-") == 0 ? os_look(OS_STDIN, &in) < 0
                                                : os_look_path(options->files[i], &in) < 0)
            continue;
        if (in.device == out->device && in.number == out->number)
            return true;
    }
    return false;
}

static int check_path(const struct options *options, const char *path)
{
    struct os_look out;
    if (!path || os_look_path(path, &out) < 0 || !reads(options, &out))
        return DONE;
    say(W_USAGE_SAME_FILE, path);
    return USAGE;
}

int check_output(const struct options *options)
{
    if (options->journal && options->output && strcmp(options->journal, options->output) == 0) {
        say(W_USAGE_TOGETHER, "--journal", options->output);
        return USAGE;
    }
    struct os_look out;
    if (!options->output && os_look(OS_STDOUT, &out) == 0 && reads(options, &out)) {
        say(W_USAGE_SAME_FILE, words(W_STANDARD_OUTPUT));
        return USAGE;
    }
    size_t pipes = 0;
    for (size_t i = 0; i < options->file_count; i++)
        pipes += strcmp(options->files[i], "-") == 0;
    if (pipes > 1) {
        say(W_USAGE_TOGETHER, "-", "-");
        return USAGE;
    }
    int status = check_path(options, options->output);
    return status ? status : check_path(options, options->journal);
}

/* The run is over and its output is in place: the account is written last. */
static int finish(struct run *run)
{
    const struct batch *batch = run->batch;
    const struct options *options = batch->options;
    struct text text = {0};
    int status = DONE;
    if (batch->journal)
        journal_text(batch->journal, options, batch->tables, &run->tally, &run->output,
                     options->account ? options->account : &text);
    if (batch->journal && !options->account)
        status = journal_write(&text, options->journal);
    free(text.bytes);
    if (!status && !options->quiet)
        tally_report(&run->tally, options, batch->tables, batch->priced,
                     batch->lues != HAD_LUES_SEULES);
    if (!status && options->strict &&
        run->tally.blocked + run->tally.rejected + run->tally.unusable > 0)
        status = DIFFERENCES;
    return status;
}

static int run_all(struct batch *batch)
{
    const struct options *options = batch->options;
    int status = options->account ? DONE : check_output(options);
    if (!status && batch->lues != HAD_LUES_SEULES && had_classification_count(batch->tables) == 0)
        status = look_first(batch);
    struct overwrites overwrites = {0};
    if (!status && options->chainage)
        status = overwrites_find(batch, &overwrites);
    struct run *run = status ? NULL : malloc(sizeof *run);
    if (!run) {
        if (!status)
            say(W_NO_MEMORY);
        overwrites_free(&overwrites);
        return status ? status : FILES;
    }
    run_start(run, batch);
    run->overwrites = options->chainage ? &overwrites : NULL;
    const char *path = options->account ? NULL : options->output;
    status = output_open(&run->output, path);
    if (!status) {
        run->output.hashed = batch->journal != NULL;
        run->output.dry = options->account != NULL;
        run_files(run);
        status = run->status ? run->status : tally_check(&run->tally);
        if (status)
            output_drop(&run->output);
        else
            status = output_commit(&run->output);
        if (status && path && run->output.temporary[0])
            say(W_S_STOPPED, path);
        if (run->output.quiet_end)
            status = DONE;
        else if (!status)
            status = finish(run);
    }
    free(run);
    overwrites_free(&overwrites);
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

int batch_run(struct batch *batch)
{
    const struct options *options = batch->options;
    if (options->file_count == 0) {
        say(W_USAGE_NO_FILE);
        return USAGE;
    }
    had_tables *tables = NULL;
    had_engine *engine = NULL;
    had_error error = {.size = sizeof error};
    struct journal journal = {0};
    batch->journal = options->journal || options->account ? &journal : NULL;
    struct loading loading = {journal_table, &journal};
    int status = load_tables(options, batch->journal ? &loading : NULL, &tables);
    if (status) {
        journal_free(&journal);
        return status;
    }
    had_options settings = {.size = sizeof settings,
                            .date = options->date,
                            .lues = (int32_t)batch->lues,
                            .rapss = batch->rapss,
                            .seuil = options->seuil,
                            .periode = options->periode,
                            .priced = batch->priced,
                            .coef_geo = options->coef_geo,
                            .coef_prudentiel = options->coef_prudentiel,
                            .campagne = options->campagne};
    had_classification_info *classification = list_classifications(tables);
    int made = had_engine_new(tables, &settings, &engine, &error);
    if (made == HAD_E_ARGUMENT) {
        say(W_USAGE_BAD_VALUE, "--date", options->date_text ? options->date_text : "");
        status = USAGE;
    } else if (made != HAD_OK || !classification) {
        say(W_NO_MEMORY);
        status = FILES;
    } else {
        batch->tables = tables;
        batch->engine = engine;
        batch->classification = classification;
        batch->fields = (struct fields){
            had_field("sejour"),      had_field("no_sequence"), had_field("no_sous_sequence"),
            had_field("mpp"),         had_field("mpa"),         had_field("ik"),
            had_field("finess_epmsi")};
        status = run_all(batch);
    }
    free(classification);
    journal_free(&journal);
    had_engine_free(engine);
    had_tables_free(tables);
    return status;
}
