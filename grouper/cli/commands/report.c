/* SPDX-License-Identifier: Apache-2.0 */
/* had report: one page for a month or a year, or its tables in a directory or a workbook. */
#include "cli/report/report.h"

#include <string.h>

#include "cli/ask/catalogue.h"
#include "cli/ask/commands.h"
#include "cli/base/status.h"
#include "cli/run/droits.h"
#include "cli/run/folder.h"
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
    int status = batch->options->vidhosp.count > 0 ? droits_read(batch, NULL) : DONE;
    return status ? status : report_begin(batch->own);
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
                          .usual = options->simuler ? NULL : add_usual,
                          .usual_clean = true,
                          .rejected = add_rejected,
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
        batch.split = NULL;
        batch.join = NULL;
        batch.outside = add_outside;
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
