/* SPDX-License-Identifier: Apache-2.0 */
#include "batch.h"

#include <stdlib.h>
#include <string.h>

#include "besides.h"
#include "closing.h"
#include "cli/files/failure.h"
#include "cli/files/load.h"
#include "cli/files/unique.h"
#include "cli/files/outputs.h"
#include "overwrites.h"
#include "run.h"
#include "cli/base/index.h"
#include "cli/base/status.h"
#include "cli/base/words.h"

int item_mode(const struct batch *batch, const struct item *item)
{
    size_t length;
    const unsigned char *mpp = item_field(batch, item, batch->fields.mpp, &length);
    return estimate_mode(mpp, length);
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
    only_looks.outside = NULL;
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

/* A run that writes no file, its inputs having been looked at. `dry`: nothing is said of
 * its lines, either. */
static int run_unwritten(const struct batch *batch, const struct overwrites *overwrites, bool dry)
{
    struct run *run = malloc(sizeof *run);
    if (!run) {
        say(W_NO_MEMORY);
        return FILES;
    }
    run_start(run, batch);
    run->terms.dry = dry;
    run->terms.overwrites = overwrites;
    int status = output_open(&run->output, NULL);
    if (!status) {
        run->output.dry = true;
        status = run_files(run);
        output_drop(&run->output);
    }
    free(run);
    return status;
}

int batch_look(const struct batch *only_looks)
{
    return run_unwritten(only_looks, NULL, true);
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

/* Looks at the inputs, then runs; the outputs are open. */
static int run_open(struct run *run)
{
    const struct batch *batch = run->terms.batch;
    struct overwrites overwrites = {0};
    int status = look_first(batch);
    if (!status && batch->options->chainage)
        status = overwrites_find(batch, &overwrites);
    if (status) {
        closing_drop(run);
    } else {
        run->terms.overwrites = batch->options->chainage ? &overwrites : NULL;
        run_files(run);
        status = closing_end(run);
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
        status = closing_open(run);
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
    if (batch->once_told)
        batch->once = sources.count > 1; /* within one it is R800 */
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

/* The same as run_open, for a run that writes no file. */
static int run_other(const struct batch *batch)
{
    struct overwrites overwrites = {0};
    bool chained = batch->options->chainage;
    int status = look_first(batch);
    if (!status && chained)
        status = overwrites_find(batch, &overwrites);
    if (!status)
        status = run_unwritten(batch, chained ? &overwrites : NULL, false);
    overwrites_free(&overwrites);
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
        options->listed ? DONE : unique_files(options, options->files, options->file_count);
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
