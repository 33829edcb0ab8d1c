/* SPDX-License-Identifier: Apache-2.0 */
#include "indicators.h"
#include "tables.h"

#include "cli/write/html.h"

/* In a workbook, in the language of messages. */
static void cell_source(struct table *table, const char *source)
{
    cell_name_if(table, table->format == TABLE_XLSX ? source_said(source) : source);
}

void rows_indicators(const struct report *report, struct table *table)
{
    const char *const meanings[] = {said("calculé", "computed"), said("en partie", "in part"),
                                    said("pas calculé", "not computed")};
    for (enum indicator_id id = 0; id < INDICATOR_COUNT; id++) {
        const struct indicator *indicator = &indicators[id];
        struct indicator_value value = indicator_value(report, id);
        bool known = value.state != INDICATOR_UNKNOWN;
        int64_t tenths = 0;
        const struct report_lines none = {.kept = 0},
                                  lines = known ? indicator_lines(report, id) : none;
        row_begin(table, PUT_FIELD_MAX(PLACES_TEXT));
        if (table->format != TABLE_XLSX) /* which has its words alone */
            cell_word(table, indicator->id);
        cell_name_if(table, said(indicator->name[0], indicator->name[1]));
        cell_thousandths_if(table, known, value.thousandths);
        cell_word(table, indicator->unit);
        known = known && tenths_of(value.thousandths / 1000, value.whole, &tenths);
        cell_thousandths_if(table, known, tenths * 100);
        cell_meaning(table, indicator_states[value.state], meanings[value.state]);
        cell_name_if(table, value.why);
        cell_name_if(table, said(indicator->definition[0], indicator->definition[1]));
        cell_source(table, indicator->source);
        cell_places(table, report, &lines, false);
        row_end(table);
    }
}

void rows_references(const struct report *report, struct table *table)
{
    (void)report;
    for (size_t i = 0; i < reference_count; i++) {
        const struct reference *reference = &references[i];
        char name[REFERENCE_TEXT];
        reference_said(name, reference);
        row_begin(table, 0);
        cell_meaning(table, reference->indicator, name);
        cell_name_if(table, reference->place);
        cell_number_if(table, reference->year != 0, reference->year);
        cell_thousandths_if(table, reference->valued, reference->thousandths);
        cell_name_if(table, said(reference->words[0], reference->words[1]));
        cell_source(table, reference->source);
        row_end(table);
    }
}

/* In a workbook, in the language of messages. */
static void write_words(struct table *table, const char *text)
{
    char words[CARE_WORDS];
    care_words(words, text);
    cell_name_if(table, table->format == TABLE_XLSX ? words : text);
}

static void write_care(const struct report *report, struct table *table,
                       const struct care_2004 *row, bool alone)
{
    row_begin(table, PUT_FIELD_MAX(PLACES_TEXT));
    cell_name_if(table,
                 table->format == TABLE_XLSX ? said(row->name[0], row->name[1]) : row->name[0]);
    write_words(table, row->part);
    cell_code(table, 2, (uint32_t)row->code);
    cell_meaning(table, alone ? "seul" : "associe",
                 alone ? said("seul", "alone") : said("avec un autre mode", "with another mode"));
    cell_number(table, alone ? row->alone : row->associated);
    write_words(table, alone ? row->care_alone : row->care_associated);
    cell_places(table, report, alone ? &row->lines->alone : &row->lines->associated, false);
    row_end(table);
}

void rows_care(const struct report *report, struct table *table)
{
    struct care_2004 rows[CARE_2004_MAX];
    size_t n = care_2004(&report->care, rows);
    for (size_t i = 0; i < n; i++) {
        write_care(report, table, &rows[i], true);
        write_care(report, table, &rows[i], false);
    }
}
