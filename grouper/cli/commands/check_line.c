/* SPDX-License-Identifier: Apache-2.0 */
#include "check_line.h"

#include <stdio.h>
#include <string.h>

#include "cli/base/words.h"
#include "cli/rows/rows.h"
#include "cli/run/reader.h"

enum { STAY = 20, NUMBER = 4, MODE = 2, MEANING = 256 };

void looked_for_start(struct looked_for *looked, const struct options *options)
{
    for (size_t n = 0; n < had_finding_count(); n++) {
        looked->info[n].size = sizeof looked->info[n];
        had_finding_get(n, 0, &looked->info[n]);
    }
    looked->incoherent = had_finding_number("FINESS INCOHERENT");
    looked->out_of_period = had_finding_number("HORS PERIODE");
    looked->pair = had_finding_number("056");
    looked->not_allowed = had_finding_number("517");
    looked->unexpected = had_finding_number("530");
    looked->values = options->values;
    if (!options->warnings)
        looked->unlisted = finding_warnings();
}

/* --- What is found ---------------------------------------------------------------------------- */

static void add_found(struct checked_line *line, const had_finding *finding)
{
    line->list[line->count++] = (struct finding){finding->number, finding->blocking != 0,
                                                 finding->position, finding->length};
}

/* A line that no record is made of has no fields. */
static bool rejected(const struct checked_line *line)
{
    return line->item->result->outcome == HAD_REJECTED;
}

/* The record's findings, without the warnings unless they are asked for. */
static void add_findings(const struct looked_for *looked, struct checked_line *line)
{
    const struct item *item = line->item;
    had_finding list[HAD_FINDINGS_MAX];
    if (!any_finding(&item->result->findings))
        return;
    size_t n = had_result_findings(looked->batch->engine, item->bytes, item->length, item->result,
                                   list, HAD_FINDINGS_MAX);
    for (size_t i = 0; i < n; i++)
        if (!had_findings_has(&looked->unlisted, list[i].number))
            add_found(line, &list[i]);
}

static bool same_trimmed(const unsigned char *a, const unsigned char *b, size_t size)
{
    const unsigned char *a_end = a + size, *b_end = b + size;
    trim(&a, &a_end);
    trim(&b, &b_end);
    return a_end - a == b_end - b && memcmp(a, b, (size_t)(a_end - a)) == 0;
}

/* Whether a day lies outside 1 January to the last day of the month AAAAMM. */
static bool outside_period(int32_t date, int32_t period)
{
    return date != 0 && (date / 10000 != period / 100 || date / 100 > period);
}

static void add_found_at(const struct looked_for *looked, struct checked_line *line, int number,
                         int field)
{
    had_span span = had_result_field(looked->batch->engine, line->item->result, field);
    had_finding finding = {(uint16_t)number, span.length, span.start + 1u,
                           looked->info[number].blocking};
    add_found(line, &finding);
}

/* FINESS INCOHERENT and HORS PERIODE (rule R21) come with the record's other findings, first. */
static void add_preliminary(const struct looked_for *looked, struct checked_line *line)
{
    const struct batch *batch = looked->batch;
    const struct item *item = line->item;
    size_t length;
    const unsigned char *finess = item_field(batch, item, batch->fields.finess_epmsi, &length);
    if (!same_trimmed(item->file_finess, finess, FINESS))
        add_found_at(looked, line, looked->incoherent, batch->fields.finess_epmsi);
    if (batch->options->periode != 0 && outside_period(item->result->fin, batch->options->periode))
        add_found_at(looked, line, looked->out_of_period, had_field("date_fin_sous_sequence"));
}

bool line_says_nothing(const struct looked_for *looked, const struct item *item)
{
    const had_result *result = item->result;
    const int32_t periode = looked->batch->options->periode;
    uint64_t listed = 0;
    for (int i = 0; i < HAD_FINDING_WORDS; i++)
        listed |= result->findings.word[i] & ~looked->unlisted.word[i];
    return listed == 0 && !item->other_finess &&
           (periode == 0 || !outside_period(result->fin, periode));
}

/* Adds what the neighbours of a record are the cause of. */
static void add_chained(const struct looked_for *looked, struct checked_line *line)
{
    const had_chain_result *chained = line->chained;
    if (!chained || !any_finding(&chained->findings))
        return;
    for (int number = finding_from(&chained->findings, 0); number < HAD_FINDINGS_MAX;
         number = finding_from(&chained->findings, number + 1)) {
        char field[FINDING_FIELD];
        finding_field(looked->info[number].fields, field);
        had_span span =
            had_result_field(looked->batch->engine, line->item->result, had_field(field));
        line->list[line->count++] =
            (struct finding){number, looked->info[number].blocking && chained->after,
                             span.length ? span.start + 1u : 0, span.length};
    }
}

void line_find(const struct looked_for *looked, const struct item *item,
               const had_chain_result *chained, bool earned, struct checked_line *line)
{
    line->item = item;
    line->chained = chained;
    line->earned = earned;
    line->count = 0;
    if (!rejected(line))
        add_preliminary(looked, line);
    add_findings(looked, line);
    add_chained(looked, line);
}

uint32_t line_blocking(const struct checked_line *line)
{
    uint32_t count = 0;
    for (size_t i = 0; i < line->count; i++)
        count += line->list[i].blocking;
    return count;
}

/* --- What is written -------------------------------------------------------------------------- */

/* Rule R38: a finding of the matrix of 2019 on a record of another year. */
static bool indicative(const struct looked_for *looked, const struct checked_line *line, int number)
{
    return line->item->result->matrice == HAD_MATRICE_INDICATIVE &&
           (number == looked->pair || number == looked->not_allowed ||
            number == looked->unexpected);
}

bool line_of_pair(const struct looked_for *looked, const struct checked_line *line, int number)
{
    return number == looked->pair && line->item->result->statut == HAD_ERRONEE;
}

static void keep_mode(const struct looked_for *looked, const struct checked_line *line, int field,
                      char out[MODE + 1])
{
    size_t length;
    const unsigned char *bytes = item_field(looked->batch, line->item, field, &length);
    memset(out, ' ', MODE);
    memcpy(out, bytes, length < MODE ? length : MODE);
    out[MODE] = '\0';
}

/* What a finding means, as worded for the year of the record. */
static void cell_meaning(const struct looked_for *looked, const struct checked_line *line,
                         int number, struct table *table)
{
    had_finding_info worded = {.size = sizeof worded};
    had_finding_get((size_t)number, line->item->result->fin / 10000, &worded);
    const char *text = words_language_get() == ENGLISH ? worded.en : worded.fr;
    const char *matrix = indicative(looked, line, number) ? words(W_MATRIX_2019) : "";
    char said[MEANING], mpp[MODE + 1], mpa[MODE + 1];
    if (line_of_pair(looked, line, number)) {
        keep_mode(looked, line, looked->batch->fields.mpp, mpp);
        keep_mode(looked, line, looked->batch->fields.mpa, mpa);
        words_write(said, sizeof said, W_FINDING_PAIR, mpp, mpa, matrix);
    } else if (*matrix) {
        snprintf(said, sizeof said, "%s%s", text, matrix);
    } else {
        said[0] = '\0';
    }
    cell_word(table, said[0] ? said : text);
}

/* A field that tells records apart, trimmed; nothing of a rejected line. */
static const unsigned char *key_field(const struct looked_for *looked,
                                      const struct checked_line *line, int field, size_t size,
                                      size_t *length)
{
    const unsigned char *p = item_field(looked->batch, line->item, field, length);
    const unsigned char *end = p + (rejected(line) ? 0 : *length < size ? *length : size);
    trim(&p, &end);
    *length = (size_t)(end - p);
    return p;
}

static void write_row(const struct looked_for *looked, const struct checked_line *line,
                      const struct finding *finding, struct table *table)
{
    const had_finding_info *info = &looked->info[finding->number];
    const struct fields *fields = &looked->batch->fields;
    const struct item *item = line->item;
    const unsigned char *p;
    size_t length;
    char field[FINDING_FIELD];
    finding_field(info->fields, field);
    row_begin(table, PUT_FIELD_MAX(strlen(item->file)));
    cell_name(table, item->file);
    cell_number(table, (int64_t)item->line);
    p = key_field(looked, line, fields->sejour, STAY, &length);
    cell_text(table, p, length);
    p = key_field(looked, line, fields->no_sequence, NUMBER, &length);
    cell_plain(table, p, length);
    p = key_field(looked, line, fields->no_sous_sequence, NUMBER, &length);
    cell_plain(table, p, length);
    cell_word(table, info->code);
    cell_word(table, finding->blocking ? "1" : "0");
    cell_word(table, field);
    cell_number_if(table, finding->position > 0, finding->position);
    cell_number_if(table, finding->length > 0, finding->length);
    cell_meaning(looked, line, finding->number, table);
    bool inside = finding->length > 0 && finding->position - 1 + finding->length <= item->length;
    if (looked->values)
        cell_text(table, item->bytes + (inside ? finding->position - 1 : 0),
                  inside ? finding->length : 0);
    row_end(table);
}

void line_rows(const struct looked_for *looked, const struct checked_line *line,
               struct table *table)
{
    for (size_t i = 0; i < line->count; i++)
        write_row(looked, line, &line->list[i], table);
}

/* Codes of the State's programs; ours (9xx, the preliminary ones) are not in its list, nor is what
 * the matrix of another year says. */
static bool in_leg(const struct looked_for *looked, const struct checked_line *line, int number)
{
    const char *code = looked->info[number].code;
    return !rejected(line) && !indicative(looked, line, number) &&
           (*code == 'S' || *code == 'E' || *code == 'R' || (*code >= '0' && *code <= '8'));
}

static void put_key_field(const struct looked_for *looked, const struct checked_line *line,
                          int field, struct sink *sink)
{
    size_t length;
    const unsigned char *p = key_field(looked, line, field, NUMBER, &length);
    put(sink, ';');
    put_cell(sink, p, p + length);
}

/* The State's list of errors: FINESS;month;year;stay;sequence;sous_sequence;number;codes. */
void line_leg(const struct looked_for *looked, const struct checked_line *line, struct sink *sink)
{
    const struct batch *batch = looked->batch;
    const struct item *item = line->item;
    size_t codes = 0, length;
    for (size_t i = 0; i < line->count; i++)
        codes += in_leg(looked, line, line->list[i].number);
    if (codes == 0)
        return;
    int32_t month = batch->options->periode ? batch->options->periode : item->result->fin / 100;
    sink_room(sink, ROW_ROOM);
    const unsigned char *finess = item_field(batch, item, batch->fields.finess_epmsi, &length);
    put_cell(sink, finess, finess + FINESS);
    put(sink, ';');
    if (month)
        put_digits(sink, 2, (uint32_t)month % 100);
    put(sink, ';');
    if (month)
        put_digits(sink, 4, (uint32_t)month / 100);
    put(sink, ';');
    if (line->chained && line->chained->stay)
        put_number(sink, line->chained->stay);
    put_key_field(looked, line, batch->fields.no_sequence, sink);
    put_key_field(looked, line, batch->fields.no_sous_sequence, sink);
    put(sink, ';');
    put_number(sink, codes);
    for (size_t i = 0; i < line->count; i++) {
        const char *code = looked->info[line->list[i].number].code;
        if (!in_leg(looked, line, line->list[i].number))
            continue;
        put(sink, ';');
        if (code[0] >= '0' && code[0] <= '9')
            put(sink, 'C');
        put_text(sink, code);
    }
    put(sink, '\n');
}
