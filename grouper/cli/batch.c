/* SPDX-License-Identifier: Apache-2.0 */
#include "batch.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "input.h"
#include "load.h"
#include "status.h"
#include "words.h"

/* Codes that the account counts apart, by number. */
struct codes {
    int no_tarif, february, late, no_table;
};

/* A run over the files: everything that changes while it goes. */
struct run {
    const struct batch *batch;
    struct output output;
    struct tally tally;
    struct codes codes;
    had_result result;
    const char *file;
    uint64_t line;
    unsigned char finess[9]; /* of the file's first well-formed record */
    bool finess_known;
    bool line_open; /* the last line written has no end */
    bool dry;       /* a run that only looks whether everything can be grouped */
    int status;
};

static const char *shown(const char *path)
{
    return strcmp(path, "-") == 0 ? words(W_STANDARD_INPUT) : path;
}

/* A rejected line: file, line, column, code. Never a value: files hold personal data. */
static void report_rejection(const struct run *run, const had_result *result)
{
    if (run->dry || run->batch->options->quiet)
        return;
    had_finding finding;
    had_finding_info info = {.size = sizeof info};
    if (had_result_findings(run->batch->engine, "", 0, result, &finding, 1) == 0)
        return;
    had_finding_get(finding.number, 0, &info);
    unsigned column = result->position < LINE_MAX_BYTES ? result->position : LINE_MAX_BYTES;
    const char *text = words_language_get() == ENGLISH ? info.en : info.fr;
    if (result->expected > 0)
        fprintf(stderr, words(W_REJECTED_LENGTH), shown(run->file), (unsigned long long)run->line,
                column, info.code, text, (unsigned)result->expected);
    else
        fprintf(stderr, words(W_REJECTED), shown(run->file), (unsigned long long)run->line, column,
                info.code, text);
}

/* Counts what only the whole record tells: warnings, FINESS, domicile. */
static void count(struct run *run, const struct item *item)
{
    struct tally *tally = &run->tally;
    const had_findings *set = &item->result->findings;
    if (set->word[0] | set->word[1] | set->word[2]) {
        tally->no_tarif += (uint64_t)had_findings_has(set, run->codes.no_tarif);
        tally->february += (uint64_t)had_findings_has(set, run->codes.february);
        tally->late += (uint64_t)had_findings_has(set, run->codes.late);
        tally->no_table += (uint64_t)had_findings_has(set, run->codes.no_table);
    }
    tally->esms += item->result->type_domicile >= '3' && item->result->type_domicile <= '5';
    size_t length;
    const unsigned char *finess =
        item_field(run->batch, item, run->batch->fields.finess_epmsi, &length);
    if (!run->finess_known)
        memcpy(run->finess, finess, sizeof run->finess);
    run->finess_known = true;
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
    bool official =
        result->classification >= 0 && batch->classification[result->classification].officielle;
    tally_record(&run->tally, result, official);
    if (result->outcome == HAD_REJECTED) {
        report_rejection(run, result);
        return true;
    }
    struct item item = {run->file, run->line, bytes, length, result};
    count(run, &item);
    if (batch->whole_lines && run->line_open) {
        sink_room(&run->output.sink, 1);
        put(&run->output.sink, '\n');
    }
    run->line_open = bytes[length - 1] != '\n';
    if (!batch->each(batch, batch->own, &item, &run->output.sink))
        run->status = FILES;
    if (run->output.sink.failed)
        run->status = FILES;
    return run->status == DONE;
}

static bool run_block(struct run *run, const struct block *block)
{
    const unsigned char *p = block->bytes, *end = p + block->size;
    while (p < end) {
        const unsigned char *newline = memchr(p, '\n', (size_t)(end - p));
        size_t length = (size_t)((newline ? newline + 1 : end) - p);
        if (!run_line(run, p, length))
            return false;
        p += length;
    }
    return true;
}

static void run_file(struct run *run, struct input *input, const char *path)
{
    run->status = input_open(input, path);
    if (run->status)
        return;
    run->file = path;
    run->line = 0;
    run->finess_known = false;
    run->tally.files++;
    struct block block;
    while (run->status == DONE && input_next(input, &block))
        run_block(run, &block);
    int status = input_close(input);
    if (run->status == DONE)
        run->status = status;
}

static void run_files(struct run *run)
{
    const struct batch *batch = run->batch;
    struct input input = {0};
    sink_room(&run->output.sink, strlen(batch->header));
    put_text(&run->output.sink, batch->header);
    for (size_t i = 0; run->status == DONE && i < batch->options->file_count; i++)
        run_file(run, &input, batch->options->files[i]);
    if (run->status == DONE && batch->end)
        batch->end(batch, batch->own, &run->output.sink);
    input_free(&input);
}

static void run_start(struct run *run, const struct batch *batch)
{
    memset(run, 0, sizeof *run);
    run->batch = batch;
    run->result.size = sizeof run->result;
    run->codes = (struct codes){had_finding_number("902"), had_finding_number("903"),
                                had_finding_number("905"), had_finding_number("091")};
}

static bool keep_nothing(const struct batch *batch, void *own, const struct item *item,
                         struct sink *sink)
{
    (void)batch, (void)own, (void)item, (void)sink;
    return true;
}

/* Without any classification, records that carry their zones can still be priced, and nothing may
 * be written when one that carries none comes late: files are looked through first. What comes
 * through a pipe cannot be read twice: its first block of results is held back, no more. */
static int look_first(const struct batch *batch)
{
    for (size_t i = 0; i < batch->options->file_count; i++) {
        struct os_look look;
        if (strcmp(batch->options->files[i], "-") == 0 ||
            os_look_path(batch->options->files[i], &look) < 0 || !look.regular)
            return DONE;
    }
    struct batch only_looks = *batch;
    only_looks.each = keep_nothing;
    only_looks.end = NULL;
    struct run run;
    run_start(&run, &only_looks);
    run.dry = true;
    run.status = output_open(&run.output, NULL);
    if (run.status)
        return run.status;
    run.output.dry = true;
    run_files(&run);
    output_drop(&run.output);
    return run.status;
}

/* An output must not be one of the inputs. */
static int check_output(const struct options *options)
{
    struct os_look out, in;
    if (!options->output || os_look_path(options->output, &out) < 0)
        return DONE;
    for (size_t i = 0; i < options->file_count; i++) {
        if (strcmp(options->files[i], "-") == 0 ? os_look(OS_STDIN, &in) < 0
                                                : os_look_path(options->files[i], &in) < 0)
            continue;
        if (in.device == out.device && in.number == out.number) {
            say(W_USAGE_SAME_FILE, options->output);
            return USAGE;
        }
    }
    return DONE;
}

static int run_all(struct batch *batch)
{
    const struct options *options = batch->options;
    int status = check_output(options);
    if (!status && had_classification_count(batch->tables) == 0)
        status = look_first(batch);
    if (status)
        return status;
    struct run *run = malloc(sizeof *run);
    if (!run) {
        say(W_NO_MEMORY);
        return FILES;
    }
    run_start(run, batch);
    status = output_open(&run->output, options->output);
    if (!status) {
        run_files(run);
        status = run->status ? run->status : tally_check(&run->tally);
        if (status)
            output_drop(&run->output);
        else
            status = output_commit(&run->output);
        if (status && options->output)
            say(W_S_STOPPED, options->output);
        if (run->output.quiet_end)
            status = DONE;
        else if (!status && !options->quiet)
            tally_report(&run->tally, options, batch->tables, batch->priced);
        if (!status && options->strict &&
            run->tally.blocked + run->tally.rejected + run->tally.unusable > 0)
            status = DIFFERENCES;
    }
    free(run);
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
    int status = load_tables(options, &tables);
    if (status)
        return status;
    had_options settings = {.size = sizeof settings,
                            .date = options->date,
                            .lues = batch->priced && options->zones == ZONES_LUES,
                            .priced = batch->priced};
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
    had_engine_free(engine);
    had_tables_free(tables);
    return status;
}
