/* SPDX-License-Identifier: Apache-2.0 */
/* had report: one page for a month or a year, or its tables in a directory or a workbook. */
#include "report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/ask/catalogue.h"
#include "cli/ask/commands.h"
#include "cli/base/status.h"
#include "cli/rows/rows.h"
#include "cli/run/folder.h"
#include "cli/write/html.h"
#include "common/sums.h"

const struct report_table report_tables[REPORT_BYS] = {
    [REPORT_TOTAL] = {"total", {"Dû", "Owed"}, columns_report_total},
    [REPORT_MOIS] = {"mois", {"Par mois", "By month"}, columns_report_mois},
    [REPORT_MPP] = {"mpp", {"Par MPP", "By MPP"}, columns_report_mpp},
    [REPORT_GHPC] = {"ghpc", {"Par GHPC", "By GHPC"}, columns_report_ghpc},
    [REPORT_GHT] = {"ght", {"Par GHT", "By GHT"}, columns_report_ght},
    [REPORT_DOMICILE] = {"type_domicile",
                         {"Par type de domicile", "By type of domicile"},
                         columns_report_domicile},
    [REPORT_AGE] = {"age", {"Par âge à l'entrée", "By age at entry"}, columns_report_age},
    [REPORT_SECTEUR] = {"secteur", {"Par secteur", "By sector"}, columns_report_secteur}};

const char *const report_states[REPORT_REFUSED] = {"bloque", "rejete", "inexploitable"};

struct report {
    struct report_count *count;
    const struct options *given;
    const struct batch *batch;
    struct table *table; /* of which the rows are being written */
};

/* Rule R40: what cannot be used is neither blocked nor rejected, and has none. */
struct estimate report_estimate(const struct report_count *count, enum report_refused kind)
{
    struct estimate none = {.without = count->refused[kind].records};
    return kind == REPORT_UNUSABLE
               ? none
               : estimate_of(&count->refused[kind].stake, ranking_earned(count->ranking));
}

/* --- Tables ----------------------------------------------------------------------------------- */

static void cell_mean(struct table *table, int64_t centimes)
{
    if (centimes < 0)
        cell_blank(table);
    else
        cell_euros(table, centimes);
}

static void write_activity(const struct report_count *count, enum report_by by, struct table *table)
{
    const struct report_rows *rows = &count->by[by];
    for (size_t i = 0; i < rows->keyed.count; i++) {
        const struct report_row *row = report_row(rows, i);
        row_begin(table, PUT_FIELD_MAX(REPORT_KEY));
        if (by != REPORT_TOTAL)
            cell_text(table, row->keyed.key, row->keyed.length);
        priced_cells(table, &row->sums);
        cell_mean(table, report_mean(row));
        if (report_rank(row) < 0)
            cell_blank(table);
        else
            cell_thousandths(table, report_rank(row) * 100);
        row_end(table);
    }
}

static void cell_estimate(struct table *table, const struct estimate *estimate)
{
    if (estimate->records > 0 || estimate->without == 0)
        cell_euros(table, estimate->centimes);
    else
        cell_blank(table);
}

static void write_refused(const struct report_count *count, struct table *table)
{
    for (enum report_refused kind = 0; kind < REPORT_REFUSED; kind++) {
        struct estimate estimate = report_estimate(count, kind);
        row_begin(table, 0);
        cell_word(table, report_states[kind]);
        cell_number(table, (int64_t)count->refused[kind].records);
        cell_number(table, count->refused[kind].days);
        cell_estimate(table, &estimate);
        row_end(table);
    }
}

static void write_codes(const struct report_count *count, struct table *table)
{
    struct ranked_code codes[RANKING_CODES];
    size_t n = ranking_list(count->ranking, codes);
    for (size_t i = 0; i < n; i++) {
        row_begin(table, 0);
        cell_word(table, codes[i].info.code);
        cell_number(table, (int64_t)codes[i].blocking);
        cell_number(table, (int64_t)codes[i].alert);
        cell_number(table, codes[i].days);
        cell_estimate(table, &codes[i].estimate);
        cell_name(table, said(codes[i].info.fr, codes[i].info.en));
        row_end(table);
    }
}

/* Every table, in the order of the page. */
struct part {
    const char *name;
    const char *title[2];
    const struct column *const *columns;
    void (*write)(const struct report_count *count, struct table *table);
    enum report_by by; /* when there is no `write` */
};

enum { PARTS = REPORT_BYS + 2 };

static struct part part_at(int n)
{
    static const struct part refused = {"refus",
                                        {"Refusé", "Refused"},
                                        columns_report_refus,
                                        write_refused,
                                        REPORT_TOTAL},
                             codes = {"codes",
                                      {"Codes", "Codes"},
                                      columns_report_codes,
                                      write_codes,
                                      REPORT_TOTAL};
    if (n == 1)
        return refused;
    if (n == PARTS - 1)
        return codes;
    enum report_by by = (enum report_by)(n == 0 ? 0 : n - 1);
    const struct report_table *table = &report_tables[by];
    return (struct part){table->name, {table->title[0], table->title[1]}, table->columns, NULL, by};
}

static void write_part(const struct report_count *count, const struct part *part,
                       struct table *table)
{
    table->columns = part->columns;
    table->column = 0;
    table_header(table);
    if (part->write)
        part->write(count, table);
    else
        write_activity(count, part->by, table);
}

struct one_file {
    const struct report_count *count;
    struct part part;
};

static void write_file(struct sink *sink, const void *context)
{
    const struct one_file *file = context;
    struct table table = {.sink = sink, .format = TABLE_CSV};
    write_part(file->count, &file->part, &table);
}

static int fill_directory(void *context, const char *directory)
{
    int status = DONE;
    for (int n = 0; !status && n < PARTS; n++) {
        struct one_file file = {context, part_at(n)};
        char name[64];
        snprintf(name, sizeof name, "%s.csv", file.part.name);
        status = folder_file(directory, name, write_file, &file);
    }
    return status;
}

/* The rows of a run go to the output: of a workbook, one sheet a table. */
static int write_sheets(const struct report_count *count, struct table *table)
{
    struct output *output = table->sink->context;
    int status = DONE;
    table->format = TABLE_XLSX;
    for (int n = 0; !status && n < PARTS; n++) {
        struct part part = part_at(n);
        status = output_sheet(output, said(part.title[0], part.title[1]));
        if (!status)
            write_part(count, &part, table);
    }
    return status;
}

/* --- The run ---------------------------------------------------------------------------------- */

static bool add_record(const struct batch *batch, void *own, const struct item *item,
                       struct table *table)
{
    (void)batch, (void)table;
    struct report *report = own;
    return report_count_record(report->count, item);
}

static bool add_rejected(const struct batch *batch, void *own, const struct item *item,
                         struct table *table)
{
    (void)batch, (void)table;
    struct report *report = own;
    return report_count_rejected(report->count, item);
}

static void *split_report(void *own)
{
    const struct report *report = own;
    struct report *other = malloc(sizeof *other);
    if (!other)
        return NULL;
    *other = *report;
    other->count = report_count_new(report->batch);
    if (other->count)
        return other;
    free(other);
    return NULL;
}

static bool join_report(void *own, void *other)
{
    struct report *report = own, *more = other;
    bool joined = report_count_join(report->count, more->count);
    report_count_free(more->count);
    free(more);
    return joined;
}

/* Every key adds up to what the run counted. */
static bool adds_up(const struct report_count *count, const struct tally *tally)
{
    for (int by = 0; by < REPORT_BYS; by++) {
        int64_t days = 0, amount = 0;
        for (size_t i = 0; i < count->by[by].keyed.count; i++) {
            sum_up(&days, report_row(&count->by[by], i)->sums.journees);
            sum_up(&amount, report_row(&count->by[by], i)->sums.montant);
        }
        if (days != tally->days || amount != tally->amount)
            return false;
    }
    return true;
}

static int end_report(void *own, struct table *table, const struct tally *tally)
{
    struct report *report = own;
    if (!report_count_finish(report->count))
        return sums_full();
    if (!adds_up(report->count, tally)) {
        say(W_BROKEN, "report");
        return INTERNAL;
    }
    if (report->given->to == FORMAT_XLSX)
        return write_sheets(report->count, table);
    if (report->given->to == FORMAT_CSV)
        return DONE; /* once the run has said that all is well */
    report_page(report->count, report->given, table->sink);
    return DONE;
}

static int check_directory(const struct options *options)
{
    if (options->to != FORMAT_CSV)
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
    struct report report = {.given = options};
    struct batch batch = {.options = &run,
                          .priced = true,
                          .rapss = true,
                          .once = true,
                          .one_kind = true,
                          .carried =
                              options->zones == ZONES_LUES ? HAD_CARRIED_KEPT : HAD_CARRIED_IGNORED,
                          .each = add_record,
                          .rejected = add_rejected,
                          .end = end_report,
                          .own = &report,
                          .split = split_report,
                          .join = join_report};
    int status = check_directory(options);
    if (status)
        return status;
    if (options->to == FORMAT_CSV) { /* a directory, made at the end */
        run.output = NULL;
        run.used &= ~(UINT64_C(1) << O_OUTPUT);
    }
    report.batch = &batch;
    report.count = report_count_new(&batch);
    if (!report.count)
        return FILES;
    status = batch_run(&batch);
    if (options->to == FORMAT_CSV && (status == DONE || status == DIFFERENCES)) {
        int written = folder_write(options->output, fill_directory, report.count);
        status = written ? written : status;
    }
    report_count_free(report.count);
    return status;
}
