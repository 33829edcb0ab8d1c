/* SPDX-License-Identifier: Apache-2.0 */
/* had report: one page for a month or a year, or its tables in a directory or a workbook. */
#include "cli/report/report.h"

#include <string.h>

#include "cli/ask/catalogue.h"
#include "cli/ask/commands.h"
#include "cli/base/grow.h"
#include "cli/base/status.h"
#include "cli/commands/explain.h"
#include "cli/run/droits.h"
#include "cli/files/folder.h"
#include "cli/run/side.h"
#include "cli/write/html.h"

static bool add_record(const struct batch *batch, void *own, const struct item *item,
                       struct table *table)
{
    (void)batch, (void)table;
    return report_record(own, item);
}

static bool add_rejected(const struct batch *batch, void *own, const struct item *item,
                         struct table *table)
{
    (void)batch, (void)table;
    return report_rejected(own, item);
}

static bool add_usual(const struct batch *batch, void *own, const struct item *item,
                      const had_usual *usual)
{
    (void)batch;
    return report_usual(own, item, usual);
}

static bool add_outside(void *own, const struct item *item)
{
    return report_outside(own, item);
}

static int begin(struct batch *batch)
{
    struct report *report = batch->own;
    int status = batch->options->vidhosp.count > 0 ? droits_read(batch, &report->droits) : DONE;
    return status ? status : report_begin(report);
}

static void close_report(void *own)
{
    report_close(own);
}

static void *split(void *own)
{
    return report_split(own);
}

static bool join(void *own, void *other)
{
    return report_join(own, other);
}

/* Why the day of the example has its price: as `explain --jour` says it. */
static bool tell_why(struct report *report)
{
    struct example *example = &report->example;
    if (!example->there || example->day == 0)
        return true;
    struct options options = *report->batch->options;
    options.jour = example->day;
    options.output = "-"; /* a page has no colours of a terminal */
    struct batch batch = *report->batch;
    batch.options = &options;
    had_result result = {.size = sizeof result};
    struct item item = {.file = options.files[example->place.file],
                        .line = example->place.line,
                        .bytes = example->bytes,
                        .length = example->length,
                        .result = &result};
    had_droits_stay droits = {.size = sizeof droits};
    had_process(batch.engine, item.bytes, item.length, &result);
    if (batch.droits)
        had_droits_apply(batch.droits, item.bytes, &result, &droits);
    bool failed = false;
    struct told told = {.batch = &batch,
                        .item = &item,
                        .engine = batch.engine,
                        .droits = batch.droits ? &droits : NULL,
                        .places = &report->droits,
                        .failed = &failed,
                        .official = result_official(&batch, &result) == 1};
    struct sink sink;
    if (!sink_open(&sink, 2 * EXPLAIN_DAY_ROOM, NULL, NULL)) {
        say(W_NO_MEMORY);
        return false;
    }
    explain_day_text(&told, &sink);
    put(&sink, '\0');
    example->why = text_copy((const char *)sink.buffer);
    sink_close(&sink);
    return example->why != NULL && !failed;
}

static int end(void *own, struct table *table, const struct tally *tally)
{
    struct report *report = own;
    int status = report_finish(report, tally);
    if (status)
        return status;
    if (report->given->to == FORMAT_CSV) { /* for the journal; the directory comes at the end */
        report_tables(report, table->sink);
        return DONE;
    }
    if (report->given->to == FORMAT_XLSX)
        return report_workbook(report, table);
    if (!tell_why(report))
        return FILES;
    report_page(report, table->sink);
    return DONE;
}

static int check_directory(const struct options *options)
{
    if (options->to != FORMAT_CSV || options->account)
        return DONE;
    if (!options->output || strcmp(options->output, "-") == 0) {
        say(W_USAGE_NEEDS, "--to csv", said("-o RÉPERTOIRE", "-o DIRECTORY"));
        return USAGE;
    }
    return folder_check(options->output);
}

int command_report(const struct options *options)
{
    struct options run = *options;
    struct compared compared = {0};
    struct batch batch = {.options = &run,
                          .priced = true,
                          .rapss = true,
                          .once = true,
                          .one_kind = true,
                          .carried =
                              options->zones == ZONES_LUES ? HAD_CARRIED_KEPT : HAD_CARRIED_IGNORED,
                          .each = add_record,
                          .usual = options->simuler || options->avant.count > 0 ? NULL : add_usual,
                          .each_usual = options->avant.count > 0 && !options->simuler,
                          .between = true,
                          .rejected = add_rejected,
                          .outside = add_outside,
                          .begin = begin,
                          .end = end,
                          .close = close_report,
                          .split = split,
                          .join = join};
    int status = check_directory(options);
    if (status)
        return status;
    if (options->to == FORMAT_CSV) { /* a directory, made at the end */
        batch.directory = true;
        run.output = NULL;
        run.used &= ~(UINT64_C(1) << O_OUTPUT);
    }
    struct report *report = report_new(options, &batch, &compared);
    if (!report)
        return FILES;
    batch.own = report;
    const char *beside[SIDE_FILES];
    run.beside = beside;
    run.beside_count = side_files(options, beside);
    if (report_in_order(report)) {
        batch.usual = NULL;
        batch.each_usual = false;
        batch.split = NULL;
        batch.join = NULL;
    }
    status = batch_run(&batch);
    if (status == DONE && report->beside && !options->quiet)
        owed_say(report->beside);
    if (batch.directory && !options->account && (status == DONE || status == DIFFERENCES)) {
        int written = report_directory(report, options->output);
        status = written ? written : status;
    }
    had_droits_free(batch.droits);
    report_free(report);
    before_free(&compared.before);
    return status;
}
