/* SPDX-License-Identifier: Apache-2.0 */
/* What is refused: in all, line by line, and by code. */
#include "tables.h"

#include <stdio.h>
#include <string.h>

#include "cli/write/html.h"
#include "cli/rows/rows.h"
#include "common/sums.h"

static void cell_estimate(struct table *table, const struct estimate *estimate)
{
    cell_euros_if(table, estimate_known(estimate), estimate->centimes);
}

void rows_refused(const struct report *report, struct table *table)
{
    struct estimate all;
    uint64_t records = refusals_all(&report->refusals, &all);
    int64_t days = 0;
    for (enum refused way = 0; way < REFUSED_WAYS; way++) {
        const struct refusal *refusal = &report->refusals.refused[way];
        row_begin(table, PUT_FIELD_MAX(PLACES_TEXT));
        cell_meaning(table, refused_names[way], refused_text(way));
        cell_number(table, (int64_t)refusal->records);
        cell_number(table, refusal->days);
        cell_estimate(table, &refusal->estimate);
        cell_places(table, report, &refusal->lines, false);
        row_end(table);
        sum_up(&days, refusal->days);
    }
    if (!total_begins(table, REFUSED_WAYS))
        return;
    cell_sum(table, (int64_t)records);
    cell_sum(table, days);
    cell_sum_euros_if(table, estimate_known(&all), all.centimes);
    total_ends(table);
}

/* Bytes of all codes of a line, or of their fields; of what they mean. */
enum { CODES = HAD_FINDINGS_MAX * (FINDING_FIELD + 1), MEANINGS = 4096 };

/* Codes, or the first field of each, joined by +. */
static void cell_joined(struct table *table, const struct refused_line *line, bool fields)
{
    char text[CODES], field[FINDING_FIELD];
    size_t used = 0;
    text[0] = '\0';
    for (int number = finding_from(&line->codes, 0); number < HAD_FINDINGS_MAX;
         number = finding_from(&line->codes, number + 1)) {
        had_finding_info info = {.size = sizeof info};
        had_finding_get((size_t)number, 0, &info);
        finding_field(info.fields, field);
        used += (size_t)snprintf(text + used, sizeof text - used, "%s%s", used > 0 ? "+" : "",
                                 fields ? field : info.code);
    }
    cell_name(table, text);
}

/* What each code means, in the same order; what has no room is left out. */
static void cell_meanings(struct table *table, const struct refused_line *line)
{
    char text[MEANINGS];
    size_t used = 0;
    text[0] = '\0';
    for (int number = finding_from(&line->codes, 0); number < HAD_FINDINGS_MAX;
         number = finding_from(&line->codes, number + 1)) {
        had_finding_info info = {.size = sizeof info};
        had_finding_get((size_t)number, line->place.fin / 10000, &info);
        const char *meaning = said(info.fr, info.en);
        if (used + strlen(meaning) + sizeof " + " > sizeof text)
            break;
        used += (size_t)snprintf(text + used, sizeof text - used, "%s%s", used > 0 ? " + " : "",
                                 meaning);
    }
    cell_name(table, text);
}

void rows_refused_lines(const struct report *report, struct table *table)
{
    const struct refused_lines *lines = &report->refusals.lines;
    for (size_t i = 0; i < lines->count; i++) {
        const struct refused_line *line = &lines->line[i];
        const char *file = report_file(report, line->place.file, false);
        const int64_t estimate = refusals_estimate(&report->refusals, line);
        row_begin(table,
                  PUT_FIELD_MAX(strlen(file)) + 2 * PUT_FIELD_MAX(CODES) + PUT_FIELD_MAX(MEANINGS));
        cell_name(table, file);
        cell_number(table, (int64_t)line->place.line);
        cell_meaning(table, refused_names[line->way], refused_text(line->way));
        cell_date(table, line->place.debut);
        cell_date(table, line->place.fin);
        cell_number_if(table, line->place.told, line->place.days);
        cell_euros_if(table, estimate >= 0, estimate);
        cell_joined(table, line, false);
        cell_joined(table, line, true);
        cell_meanings(table, line);
        row_end(table);
    }
}

void rows_codes(const struct report *report, struct table *table)
{
    const struct refusals *refusals = &report->refusals;
    for (size_t i = 0; i < refusals->ranked_count; i++) {
        const struct ranked_code *code = &refusals->ranked[i];
        row_begin(table, PUT_FIELD_MAX(PLACES_TEXT));
        cell_word(table, code->info.code);
        cell_number(table, (int64_t)code->blocking);
        cell_number(table, (int64_t)code->alert);
        cell_number(table, code->days);
        cell_estimate(table, &code->estimate);
        cell_name(table, said(code->info.fr, code->info.en));
        cell_places(table, report, &refusals->codes[code->number], false);
        row_end(table);
    }
}
