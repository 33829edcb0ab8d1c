/* SPDX-License-Identifier: Apache-2.0 */
/* The tables of a report: files of a directory, sheets of a workbook. */
#include "tables.h"

#include <stdio.h>
#include <string.h>

#include "cli/ask/catalogue.h"
#include "cli/base/status.h"
#include "cli/files/folder.h"
#include "cli/write/html.h"
#include "references.h"

void cell_meaning(struct table *table, const char *word, const char *meaning)
{
    if (table->format == TABLE_XLSX)
        cell_name(table, meaning);
    else
        cell_word(table, word);
}

/* FILE:3,7,9+FILE:1,... as long as it fits; a name that does not is left out with what follows. */
void cell_lines(struct table *table, const char *const *files, size_t count,
                const struct report_lines *lines)
{
    char text[PLACES_TEXT], one[OS_PATH + 32];
    size_t used = 0, i = 0, file = 0, before;
    for (; i < lines->kept + lines->more; i++) {
        uint64_t line;
        before = file;
        lines_place(lines, i, &file, &line);
        int n = i > 0 && file == before
                    ? snprintf(one, sizeof one, ",%llu", (unsigned long long)line)
                    : snprintf(one, sizeof one, "%s%s:%llu", i > 0 ? "+" : "",
                               report_file_name(files, count, file), (unsigned long long)line);
        if (n < 0 || (size_t)n >= sizeof one || used + (size_t)n + sizeof ",..." > sizeof text)
            break;
        memcpy(text + used, one, (size_t)n);
        used += (size_t)n;
    }
    if (i < lines->count)
        used += (size_t)snprintf(text + used, sizeof text - used, ",...");
    text[used] = '\0';
    cell_name_if(table, text);
}

void cell_places(struct table *table, const struct report *report, const struct report_lines *lines,
                 bool beside)
{
    const struct options *options = report->batch->options;
    if (beside)
        cell_lines(table, options->beside, options->beside_count, lines);
    else
        cell_lines(table, (const char *const *)report->files, report->file_count, lines);
}

const char *const report_champs[ACTIVITY_BYS] = {
    [BY_MONTH] = "mois", [BY_MPP] = "mpp", [BY_GHPC] = "ghpc",
    [BY_GHT] = "ght",    [BY_AGE] = "age", [BY_DOMICILE] = "type_domicile"};

/* What a key means; those of months and sectors say it themselves. */
static void cell_label(struct table *table, enum activity_by by, const struct activity_row *row)
{
    const char *champ = by == BY_MONTH ? NULL : report_champs[by];
    if (champ)
        cell_name_if(table, label_of(champ, row->keyed.key, row->keyed.length));
}

bool total_begins(struct table *table, size_t rows)
{
    /* More may go on in another sheet, where no formula adds them up. */
    enum { ROWS_SUMMED = 1 << 14 };
    if (table->format != TABLE_XLSX)
        return false;
    table->summed = rows <= ROWS_SUMMED ? (uint32_t)rows : 0;
    row_begin(table, 0);
    cell_name(table, table->summed ? said("Total affiché", "Total shown") : said("Total", "Total"));
    return true;
}

void total_ends(struct table *table)
{
    while (table->columns[table->column])
        cell_blank(table);
    row_end(table);
}

/* A record is in the rows of all its GHT: how many there are is no sum of these. */
static void write_activity_total(const struct priced *sums, enum activity_by by,
                                 struct table *table)
{
    cell_sum_if(table, by != BY_GHT, sums->sous_sequences);
    cell_sum(table, sums->journees);
    cell_sum_euros(table, sums->montant);
    cell_sum_euros(table, sums->facturable);
    cell_sum_euros(table, sums->non_officiel);
    cell_sum(table, sums->sans_tarif);
    total_ends(table);
}

static void write_activity_sums(const struct activity_row *row, struct table *table)
{
    priced_cells(table, &row->sums);
    cell_euros_if(table, activity_mean(row) >= 0, activity_mean(row));
    cell_thousandths_if(table, activity_rank(row) >= 0, activity_rank(row) * 100);
}

static void write_activity(const struct report *report, enum activity_by by, struct table *table)
{
    const struct activity_rows *rows = &report->activity.by[by];
    for (size_t i = 0; i < rows->keyed.count; i++) {
        const struct activity_row *row = activity_row(rows, i);
        row_begin(table, PUT_FIELD_MAX(ACTIVITY_KEY) + PUT_FIELD_MAX(PLACES_TEXT));
        if (by != BY_ALL)
            cell_text(table, row->keyed.key, row->keyed.length);
        write_activity_sums(row, table);
        cell_label(table, by, row);
        cell_places(table, report, &row->lines, false);
        row_end(table);
    }
    if (by != BY_ALL && total_begins(table, rows->keyed.count))
        write_activity_total(&activity_total(&report->activity)->sums, by, table);
}

/* What --periode leaves out. */
static void write_outside(const struct report *report, struct table *table)
{
    for (size_t i = 0; i < report->outside.months.count; i++) {
        const struct outside_month *month = outside_month(&report->outside, i);
        row_begin(table, PUT_FIELD_MAX(ACTIVITY_KEY) + PUT_FIELD_MAX(PLACES_TEXT));
        cell_text(table, month->keyed.key, month->keyed.length);
        cell_number(table, (int64_t)month->lines.count);
        cell_places(table, report, &month->lines, false);
        cell_number(table, (int64_t)month->refused);
        row_end(table);
    }
}

/* What a heading of `sources` means. */
static const char *origin_text(const char *heading)
{
    static const struct {
        const char *heading, *words[2];
    } texts[] = {{"version", {"had", "had"}},
                 {"periode", {"période demandée", "period asked for"}},
                 {"chainage", {"contrôles entre enregistrements", "controls between records"}},
                 {"classification", {"classification", "classification"}},
                 {"conventions", {"conventions", "conventions"}},
                 {"fichier", {"fichier lu", "file read"}},
                 {"laisse_de_cote", {"laissé de côté", "left out"}}};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        if (strcmp(texts[i].heading, heading) == 0)
            return said(texts[i].words[0], texts[i].words[1]);
    return heading;
}

static void write_sources(const struct report *report, struct table *table)
{
    for (size_t i = 0; i < report->origins.count; i++) {
        const struct origin *origin = &report->origins.list[i];
        row_begin(table, PUT_FIELD_MAX(strlen(origin->text)));
        cell_meaning(table, origin->heading, origin_text(origin->heading));
        cell_name(table, origin->text);
        row_end(table);
    }
}

/* Every table, in the order of the page; those of what is beside the days come after. */
static const struct part parts[] = {
    {"total", {"Dû", "Owed"}, columns_report_total, NULL, BY_ALL, 0},
    {"refus", {"Refusé", "Refused"}, columns_report_refus, rows_refused, BY_ALL, 0},
    {"refus_lignes",
     {"Lignes refusées", "Lines refused"},
     columns_report_refus_lignes,
     rows_refused_lines,
     BY_ALL,
     0},
    {"hors_periode",
     {"Hors période", "Out of period"},
     columns_report_hors_periode,
     write_outside,
     BY_ALL,
     O_PERIODE},
    {"evolution", {"Changé", "Changed"}, columns_report_evolution, rows_evolution, BY_ALL, O_AVANT},
    {"changements",
     {"Lignes changées", "Lines changed"},
     columns_report_changements,
     rows_moved,
     BY_ALL,
     O_AVANT},
    {"officiel",
     {"Écart officiel", "Official gap"},
     columns_report_officiel,
     rows_official,
     BY_ALL,
     O_OFFICIEL},
    {"simulation",
     {"Simulation", "Simulation"},
     columns_report_simulation,
     rows_simulation,
     BY_ALL,
     O_SIMULER},
    {"mois", {"Par mois", "By month"}, columns_report_mois, NULL, BY_MONTH, 0},
    {"mpp", {"Par MPP", "By MPP"}, columns_report_mpp, NULL, BY_MPP, 0},
    {"ghpc", {"Par GHPC", "By GHPC"}, columns_report_ghpc, NULL, BY_GHPC, 0},
    {"ght", {"Par GHT", "By GHT"}, columns_report_ght, NULL, BY_GHT, 0},
    {"type_domicile",
     {"Par type de domicile", "By type of domicile"},
     columns_report_domicile,
     NULL,
     BY_DOMICILE,
     0},
    {"age", {"Par âge à l'entrée", "By age at entry"}, columns_report_age, NULL, BY_AGE, 0},
    {"secteur", {"Par secteur", "By sector"}, columns_report_secteur, NULL, BY_SECTEUR, 0},
    {"codes", {"Codes", "Codes"}, columns_report_codes, rows_codes, BY_ALL, 0},
    {"indicateurs",
     {"Indicateurs", "Indicators"},
     columns_report_indicateurs,
     rows_indicators,
     BY_ALL,
     0,
     columns_report_indicateurs_worded},
    {"references",
     {"Références", "References"},
     columns_report_references,
     rows_references,
     BY_ALL,
     0},
    {"types_soins",
     {"Types de soins 2004", "Types of care 2004"},
     columns_report_types_soins,
     rows_care,
     BY_ALL,
     0},
    {"sources", {"Sources", "Sources"}, columns_report_sources, write_sources, BY_ALL, 0},
};
enum { PARTS = sizeof parts / sizeof parts[0], PARTS_MAX = PARTS + BESIDE_PARTS };

static size_t all_parts(const struct report *report, struct part out[PARTS_MAX])
{
    size_t count = 0;
    for (int n = 0; n < PARTS; n++)
        if (parts[n].asked == 0 || option_given(report->given, (enum option)parts[n].asked))
            out[count++] = parts[n];
    return count + (report->beside ? report_beside_parts(report->beside, out + count) : 0);
}

const char *report_title(enum activity_by by)
{
    int n = 0;
    while (parts[n].write || parts[n].by != by)
        n++;
    return said(parts[n].title[0], parts[n].title[1]);
}

static void write_part(const struct report *report, const struct part *part, struct table *table)
{
    table->columns = part->worded && table->format == TABLE_XLSX ? part->worded : part->columns;
    table->column = 0;
    table_header(table);
    if (part->write)
        part->write(report, table);
    else
        write_activity(report, part->by, table);
}

struct one_file {
    const struct report *report;
    const struct part *part;
};

static void write_file(struct sink *sink, const void *context)
{
    const struct one_file *file = context;
    struct table table = {.sink = sink, .format = TABLE_CSV};
    write_part(file->report, file->part, &table);
}

static int fill_directory(void *context, const char *directory)
{
    struct part all[PARTS_MAX];
    size_t count = all_parts(context, all);
    int status = DONE;
    for (size_t n = 0; !status && n < count; n++) {
        struct one_file file = {context, &all[n]};
        char name[64];
        snprintf(name, sizeof name, "%s.csv", all[n].name);
        status = folder_file(directory, name, write_file, &file);
    }
    return status;
}

int report_directory(struct report *report, const char *path)
{
    return folder_write(path, fill_directory, report);
}

void report_tables(const struct report *report, struct sink *sink)
{
    struct table table = {.sink = sink, .format = TABLE_CSV};
    struct part all[PARTS_MAX];
    size_t count = all_parts(report, all);
    for (size_t n = 0; n < count; n++)
        write_part(report, &all[n], &table);
}

/* The rows of a run go to the output: of a workbook, one sheet a table. */
int report_workbook(const struct report *report, struct table *table)
{
    struct output *output = table->sink->context;
    struct part all[PARTS_MAX];
    size_t count = all_parts(report, all);
    int status = DONE;
    table->format = TABLE_XLSX;
    table->worded = true;
    const struct part front = {
        "presentation", {"Présentation", "About"}, columns_report_front, rows_front, BY_ALL, 0};
    status = output_sheet(output, said(front.title[0], front.title[1]));
    if (!status)
        write_part(report, &front, table);
    for (size_t n = 0; !status && n < count; n++) {
        status = output_sheet(output, said(all[n].title[0], all[n].title[1]));
        if (status)
            return status;
        write_part(report, &all[n], table);
        if (table->summed)
            output_summed(output);
    }
    return status;
}
