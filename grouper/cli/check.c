/* SPDX-License-Identifier: Apache-2.0 */
/* had check: every control, on one record and between the records of a file. What is found on a
 * record is kept until its file ends, as only then is it known what its neighbours add. */
#include "commands.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "batch.h"
#include "calendar.h"
#include "failure.h"
#include "grow.h"
#include "rows.h"
#include "status.h"
#include "words.h"

#define NONE UINT32_MAX /* more than an enumerator can hold */
enum { STAY = 20, NUMBER = 4, FINDINGS_MAX = 192 };

/* One finding of a record alone. */
struct found {
    uint16_t number, length;
    uint32_t position;
};

/* One line, until its file is at its end. */
struct kept {
    uint64_t line;
    const char *file;
    int64_t amount; /* centimes */
    uint32_t chain; /* its number among the records looked at together; NONE = alone */
    uint32_t found, days;
    size_t text, size; /* of its bytes in check->text; 0 without --values */
    int32_t fin;
    uint16_t count, layout;
    bool rejected;
    unsigned char finess[9], sejour[STAY], sequence[NUMBER], sous_sequence[NUMBER];
};

/* What the report says of a code. */
struct count {
    uint64_t blocking, alert, records;
    int64_t days, amount;
};

struct check {
    const struct batch *batch;
    had_chain *chain;
    had_engine *reader; /* prices grouped records as they are, for 902 and 906 */
    uint32_t chained;
    struct kept *kept;
    struct found *found;
    unsigned char *text; /* --values: the records themselves */
    size_t text_count, text_room;
    size_t kept_count, kept_room, found_count, found_room;
    int incoherent, out_of_period, no_tarif, unusable;
    had_findings unlisted; /* warnings, unless they are asked for */
    struct count count[FINDINGS_MAX];
    uint64_t blocking, alerts;
    bool values;
    had_finding_info info[FINDINGS_MAX];
};

static bool add_found(struct check *check, struct kept *kept, int number, uint32_t position,
                      uint16_t length)
{
    if (!grow((void **)&check->found, &check->found_room, check->found_count, sizeof *check->found))
        return false;
    check->found[check->found_count++] = (struct found){(uint16_t)number, length, position};
    kept->count++;
    return true;
}

static struct kept *add_kept(struct check *check, const struct item *item)
{
    if (!grow((void **)&check->kept, &check->kept_room, check->kept_count, sizeof *check->kept))
        return NULL;
    struct kept *kept = &check->kept[check->kept_count++];
    memset(kept, 0, sizeof *kept);
    kept->file = item->file;
    kept->line = item->line;
    kept->chain = NONE;
    kept->found = (uint32_t)check->found_count;
    if (!check->values)
        return kept;
    while (check->text_room - check->text_count < item->length)
        if (!grow((void **)&check->text, &check->text_room, check->text_room, 1))
            return NULL;
    memcpy(check->text + check->text_count, item->bytes, item->length);
    kept->text = check->text_count;
    kept->size = item->length;
    check->text_count += item->length;
    return kept;
}

/* The record's findings, without the warnings unless they are asked for. */
static bool keep_findings(const struct batch *batch, struct check *check, const struct item *item,
                          struct kept *kept)
{
    had_finding list[FINDINGS_MAX];
    if (!any_finding(&item->result->findings))
        return true;
    size_t n = had_result_findings(batch->engine, item->bytes, item->length, item->result, list,
                                   FINDINGS_MAX);
    for (size_t i = 0; i < n; i++) {
        int number = list[i].number;
        if (had_findings_has(&check->unlisted, number))
            continue;
        if (!add_found(check, kept, number, list[i].position, list[i].length))
            return false;
    }
    return true;
}

static void keep_field(const struct batch *batch, const struct item *item, int field,
                       unsigned char *out, size_t size)
{
    size_t length;
    const unsigned char *bytes = item_field(batch, item, field, &length);
    memset(out, ' ', size);
    memcpy(out, bytes, length < size ? length : size);
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

/* FINESS INCOHERENT and HORS PERIODE (rule R21) come with the record's other findings, first. */
static bool keep_preliminary(const struct batch *batch, struct check *check,
                             const struct item *item, struct kept *kept)
{
    size_t length;
    const unsigned char *finess = item_field(batch, item, batch->fields.finess_epmsi, &length);
    memcpy(kept->finess, finess, sizeof kept->finess);
    had_span span = had_result_field(batch->engine, item->result, batch->fields.finess_epmsi);
    if (!same_trimmed(item->file_finess, finess, sizeof kept->finess) &&
        !add_found(check, kept, check->incoherent, span.start + 1u, span.length))
        return false;
    if (batch->options->periode == 0 || !outside_period(item->result->fin, batch->options->periode))
        return true;
    span = had_result_field(batch->engine, item->result, had_field("date_fin_sous_sequence"));
    return add_found(check, kept, check->out_of_period, span.start + 1u, span.length);
}

/* The result of a record that carries its zones, with what `price` says of them: 902, 906. False
 * when there is no memory for the engine that reads them. */
static bool as_priced(struct check *check, const struct item *item, had_result *out)
{
    had_options lues = {.size = sizeof lues, .lues = 1, .priced = 1};
    int status =
        check->reader ? HAD_OK : had_engine_new(check->batch->tables, &lues, &check->reader, NULL);
    if (status) {
        say_failure("had_engine_new", status);
        return false;
    }
    had_result merged = *item->result, read = {.size = sizeof read};
    had_process(check->reader, item->bytes, item->length, &read);
    const int numbers[] = {check->no_tarif, check->unusable};
    for (int i = 0; i < 2; i++) {
        uint64_t bit = UINT64_C(1) << (numbers[i] & 63),
                 *word = &merged.findings.word[numbers[i] >> 6];
        *word = (*word & ~bit) | (read.findings.word[numbers[i] >> 6] & bit);
    }
    *out = merged;
    return true;
}

/* A record looked at alone, without any finding, of its file's FINESS and period: it leaves no
 * trace. */
static bool nothing_to_say(const struct batch *batch, const struct check *check,
                           const struct item *item)
{
    const had_result *result = item->result;
    uint64_t listed = 0;
    for (int i = 0; i < HAD_FINDING_WORDS; i++)
        listed |= result->findings.word[i] & ~check->unlisted.word[i];
    return !result->grouped && listed == 0 && !item->other_finess &&
           (batch->options->periode == 0 || !outside_period(result->fin, batch->options->periode));
}

static void write_line(const struct batch *batch, struct check *check, const struct kept *kept,
                       struct table *table);
static void forget(struct check *check);

static bool keep_record(const struct batch *batch, void *own, const struct item *item,
                        struct table *table)
{
    struct check *check = own;
    if (batch->options->alone && nothing_to_say(batch, check, item))
        return true;
    struct kept *kept = add_kept(check, item);
    if (!kept)
        return false;
    const had_result *result = item->result;
    kept->layout = result->layout;
    kept->fin = result->fin;
    kept->days = (uint32_t)calendar_span(result->debut, result->fin);
    keep_field(batch, item, batch->fields.sejour, kept->sejour, STAY);
    keep_field(batch, item, batch->fields.no_sequence, kept->sequence, NUMBER);
    keep_field(batch, item, batch->fields.no_sous_sequence, kept->sous_sequence, NUMBER);
    for (int i = 0; i < result->zone_count; i++)
        kept->amount += result->zone[i].montant;
    struct item shown = *item;
    had_result merged;
    if (result->grouped) {
        if (!as_priced(check, item, &merged))
            return false;
        shown.result = &merged;
    }
    if (!keep_preliminary(batch, check, item, kept) || !keep_findings(batch, check, &shown, kept))
        return false;
    if (batch->options->alone) {
        write_line(batch, check, kept, table);
        forget(check);
        return true;
    }
    int status = had_chain_add(check->chain, item->bytes, item->length);
    if (status) {
        say_failure("had_chain_add", status);
        return false;
    }
    kept->chain = check->chained++;
    return true;
}

static bool keep_rejected(const struct batch *batch, void *own, const struct item *item,
                          struct table *table)
{
    struct check *check = own;
    struct kept *kept = add_kept(check, item);
    if (!kept)
        return false;
    kept->rejected = true;
    if (!keep_findings(batch, check, item, kept))
        return false;
    if (batch->options->alone) {
        write_line(batch, check, kept, table);
        forget(check);
    }
    return true;
}

/* --- What is written -------------------------------------------------------------------------- */

/* First name of a list of fields: `da[]` is da, `ccam[].code_ccam` is code_ccam. */
static void field_name(const char *fields, char *out, size_t size)
{
    size_t length = strcspn(fields, ",[");
    if (strncmp(fields, "ccam[].", 7) == 0) {
        fields += 7;
        length = strcspn(fields, ",[");
    }
    if (strncmp(fields, "mpd1..", 6) == 0)
        length = 3;
    length = length < size ? length : size - 1;
    memcpy(out, fields, length);
    out[length] = '\0';
}

struct finding {
    int number;
    bool blocking;
    uint32_t position;
    uint16_t length;
};

static void write_row(const struct check *check, const struct kept *kept,
                      const struct finding *finding, struct table *table)
{
    const had_finding_info *info = &check->info[finding->number];
    had_finding_info worded = {.size = sizeof worded};
    char field[40];
    had_finding_get((size_t)finding->number, kept->fin / 10000, &worded);
    field_name(info->fields, field, sizeof field);
    row_begin(table, PUT_FIELD_MAX(strlen(kept->file)));
    cell_name(table, kept->file);
    cell_number(table, (int64_t)kept->line);
    cell_text(table, kept->sejour, kept->rejected ? 0 : STAY);
    size_t numbers = kept->rejected ? 0 : NUMBER;
    const unsigned char *p = kept->sequence, *end = p + numbers;
    trim(&p, &end);
    cell_plain(table, p, (size_t)(end - p));
    p = kept->sous_sequence, end = p + numbers;
    trim(&p, &end);
    cell_plain(table, p, (size_t)(end - p));
    cell_word(table, info->code);
    cell_word(table, finding->blocking ? "1" : "0");
    cell_word(table, field);
    if (finding->position)
        cell_number(table, finding->position);
    else
        cell_blank(table);
    if (finding->length)
        cell_number(table, finding->length);
    else
        cell_blank(table);
    cell_word(table, words_language_get() == ENGLISH ? worded.en : worded.fr);
    bool inside = finding->length > 0 && finding->position - 1 + finding->length <= kept->size;
    if (check->values)
        cell_text(table, check->text + kept->text + (inside ? finding->position - 1 : 0),
                  inside ? finding->length : 0);
    row_end(table);
}

/* The findings of a line, those of its neighbours' making included, in the order of the contract.
 */
static size_t gather(const struct batch *batch, const struct check *check, const struct kept *kept,
                     struct finding *list)
{
    size_t n = 0;
    for (uint16_t i = 0; i < kept->count; i++) {
        const struct found *found = &check->found[kept->found + i];
        list[n++] = (struct finding){found->number, check->info[found->number].blocking,
                                     found->position, found->length};
    }
    had_chain_result chained = {.size = sizeof chained};
    if (kept->chain == NONE || had_chain_get(check->chain, kept->chain, &chained) != HAD_OK)
        return n;
    if (!any_finding(&chained.findings))
        return n;
    had_result place = {.size = sizeof place, .layout = kept->layout};
    for (int number = 0; number < (int)had_finding_count(); number++) {
        if (!had_findings_has(&chained.findings, number))
            continue;
        char field[40];
        field_name(check->info[number].fields, field, sizeof field);
        had_span span = had_result_field(batch->engine, &place, had_field(field));
        list[n++] = (struct finding){number, check->info[number].blocking && chained.after,
                                     span.length ? span.start + 1u : 0, span.length};
    }
    return n;
}

static void count_line(struct check *check, const struct kept *kept, const struct finding *list,
                       size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct count *count = &check->count[list[i].number];
        count->blocking += list[i].blocking;
        count->alert += !list[i].blocking;
        count->records++;
        count->days += kept->days;
        count->amount += kept->amount;
        check->blocking += list[i].blocking;
        check->alerts += !list[i].blocking;
    }
}

/* Codes of the State's programs; ours (9xx, the preliminary ones) are not in its list. */
static bool in_leg(const char *code)
{
    return *code == 'S' || *code == 'E' || *code == 'R' || (*code >= '0' && *code <= '8');
}

/* The State's list of errors: FINESS;month;year;stay;sequence;sous_sequence;number;codes. */
static void write_leg(const struct batch *batch, const struct check *check, const struct kept *kept,
                      const struct finding *list, size_t n, struct sink *sink)
{
    had_chain_result chained = {.size = sizeof chained};
    size_t codes = 0;
    for (size_t i = 0; i < n; i++) {
        codes += !kept->rejected && in_leg(check->info[list[i].number].code);
    }
    if (codes == 0)
        return;
    if (kept->chain != NONE)
        had_chain_get(check->chain, kept->chain, &chained);
    int32_t month = batch->options->periode ? batch->options->periode : kept->fin / 100;
    sink_room(sink, ROW_ROOM);
    put_cell(sink, kept->finess, kept->finess + sizeof kept->finess);
    put(sink, ';');
    if (month)
        put_digits(sink, 2, (uint32_t)month % 100);
    put(sink, ';');
    if (month)
        put_digits(sink, 4, (uint32_t)month / 100);
    put(sink, ';');
    if (chained.stay)
        put_number(sink, chained.stay);
    const unsigned char *fields[] = {kept->sequence, kept->sous_sequence};
    for (int f = 0; f < 2; f++) {
        const unsigned char *p = fields[f], *end = p + NUMBER;
        trim(&p, &end);
        put(sink, ';');
        put_cell(sink, p, end);
    }
    put(sink, ';');
    put_number(sink, codes);
    for (size_t i = 0; i < n; i++) {
        const char *code = check->info[list[i].number].code;
        if (!in_leg(code))
            continue;
        put(sink, ';');
        if (code[0] >= '0' && code[0] <= '9')
            put(sink, 'C');
        put_text(sink, code);
    }
    put(sink, '\n');
}

static void write_line(const struct batch *batch, struct check *check, const struct kept *kept,
                       struct table *table)
{
    struct finding list[2 * FINDINGS_MAX];
    size_t n = gather(batch, check, kept, list);
    if (n == 0)
        return;
    count_line(check, kept, list, n);
    if (batch->options->to == FORMAT_LEG)
        write_leg(batch, check, kept, list, n, table->sink);
    else if (batch->options->to != FORMAT_REPORT)
        for (size_t i = 0; i < n; i++)
            write_row(check, kept, &list[i], table);
}

static void forget(struct check *check)
{
    check->kept_count = check->found_count = check->text_count = 0;
    check->chained = 0;
}

/* The records read so far are complete: looked at together, written, forgotten. */
static bool flush(const struct batch *batch, struct check *check, struct table *table)
{
    int status = had_chain_run(check->chain);
    if (status) {
        say_failure("had_chain_run", status);
        return false;
    }
    for (size_t k = 0; k < check->kept_count; k++)
        write_line(batch, check, &check->kept[k], table);
    had_chain_free(check->chain);
    check->chain = NULL;
    forget(check);
    return true;
}

static bool begin_file(const struct batch *batch, void *own)
{
    struct check *check = own;
    int status = check->chain ? HAD_OK : had_chain_new(batch->engine, &check->chain);
    if (status)
        say_failure("had_chain_new", status);
    return status == HAD_OK;
}

static bool end_file(const struct batch *batch, void *own, struct table *table)
{
    return batch->options->together || flush(batch, own, table);
}

/* --- The report ------------------------------------------------------------------------------- */

/* Codes, those that block most first. */
static void write_report(const struct check *check, struct sink *sink)
{
    int order[FINDINGS_MAX], n = 0;
    for (int number = 0; number < (int)had_finding_count(); number++) {
        if (check->count[number].records == 0)
            continue;
        int at = n++;
        for (; at > 0; at--) {
            const struct count *other = &check->count[order[at - 1]], *mine = &check->count[number];
            if (other->blocking > mine->blocking ||
                (other->blocking == mine->blocking && other->alert >= mine->alert))
                break;
            order[at] = order[at - 1];
        }
        order[at] = number;
    }
    char line[256];
    sink_room(sink, ROW_ROOM);
    words_write(line, sizeof line, W_REPORT_HEAD, "code");
    put_text(sink, line);
    for (int i = 0; i < n; i++) {
        const struct count *count = &check->count[order[i]];
        const had_finding_info *info = &check->info[order[i]];
        snprintf(line, sizeof line, "%-20s %10llu %10llu %10lld %14lld.%02d  ", info->code,
                 (unsigned long long)count->blocking, (unsigned long long)count->alert,
                 (long long)count->days, (long long)(count->amount / 100),
                 (int)(count->amount % 100));
        sink_room(sink, ROW_ROOM);
        put_text(sink, line);
        put_text(sink, words_language_get() == ENGLISH ? info->en : info->fr);
        put(sink, '\n');
    }
}

static int end_run(void *own, struct table *table, const struct tally *tally)
{
    (void)tally;
    struct check *check = own;
    int status = DONE;
    if (check->chain) /* --ensemble: all the files as one */
        status = flush(check->batch, check, table) ? DONE : FILES;
    if (!status && check->batch->options->to == FORMAT_REPORT)
        write_report(check, table->sink);
    return status;
}

/* --- Workers, for --sans-chainage ------------------------------------------------------------- */

static void check_free(struct check *check)
{
    had_chain_free(check->chain);
    had_engine_free(check->reader);
    free(check->kept);
    free(check->found);
    free(check->text);
    free(check);
}

static void *split_check(void *own)
{
    const struct check *check = own;
    struct check *other = malloc(sizeof *other);
    if (!other)
        return NULL;
    /* The same words and numbers; nothing found, nothing of its own yet. */
    *other = *check;
    other->reader = NULL;
    other->kept = NULL;
    other->found = NULL;
    other->text = NULL;
    other->kept_room = other->found_room = other->text_room = 0;
    return other;
}

static bool join_check(void *own, void *other)
{
    struct check *check = own;
    const struct check *more = other;
    for (size_t n = 0; n < had_finding_count(); n++) {
        struct count *count = &check->count[n];
        count->blocking += more->count[n].blocking;
        count->alert += more->count[n].alert;
        count->records += more->count[n].records;
        count->days += more->count[n].days;
        count->amount += more->count[n].amount;
    }
    check->blocking += more->blocking;
    check->alerts += more->alerts;
    check_free(other);
    return true;
}

int command_check(const struct options *options)
{
    struct check *check = calloc(1, sizeof *check);
    if (!check || had_finding_count() > FINDINGS_MAX) {
        say(W_NO_MEMORY);
        free(check);
        return FILES;
    }
    for (size_t n = 0; n < had_finding_count(); n++) {
        check->info[n].size = sizeof check->info[n];
        had_finding_get(n, 0, &check->info[n]);
    }
    check->incoherent = had_finding_number("FINESS INCOHERENT");
    check->out_of_period = had_finding_number("HORS PERIODE");
    check->no_tarif = had_finding_number("902");
    check->unusable = had_finding_number("906");
    static const char *const warnings[] = {"902", "903", "905", "906", "919", "927"};
    for (size_t i = 0; !options->warnings && i < sizeof warnings / sizeof warnings[0]; i++) {
        int number = had_finding_number(warnings[i]);
        check->unlisted.word[number >> 6] |= UINT64_C(1) << (number & 63);
    }
    check->values = options->values;
    bool rows = options->to != FORMAT_REPORT && options->to != FORMAT_LEG;
    struct batch batch = {.options = options,
                          .priced = true,
                          .columns = !rows             ? NULL
                                     : options->values ? columns_check_values
                                                       : columns_check,
                          .each = keep_record,
                          .rejected = keep_rejected,
                          .begin_file = options->alone ? NULL : begin_file,
                          .end_file = options->alone ? NULL : end_file,
                          .end = end_run,
                          .own = check,
                          .split = split_check,
                          .join = join_check};
    check->batch = &batch;
    int status = batch_run(&batch);
    if ((status == DONE || status == DIFFERENCES) && !options->quiet)
        say_plain(W_CHECK_FOUND, (unsigned long long)check->blocking,
                  (unsigned long long)check->alerts);
    if (status == DONE && check->blocking > 0)
        status = DIFFERENCES;
    check_free(check);
    return status;
}
