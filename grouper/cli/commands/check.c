/* SPDX-License-Identifier: Apache-2.0 */
/* had check: every control, on one record and between the records of a file. What is found on a
 * record is kept until its file ends, as only then is it known what its neighbours add. */
#include "cli/ask/commands.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/run/batch.h"
#include "cli/run/failure.h"
#include "cli/base/grow.h"
#include "cli/rows/ranking.h"
#include "cli/rows/rows.h"
#include "cli/base/status.h"
#include "cli/base/words.h"

#define NONE UINT32_MAX /* an enumerator could not hold it */
enum { STAY = 20, NUMBER = 4, MODE = 2, MEANING = 256 };

/* One finding of a record alone. */
struct found {
    uint16_t number, length;
    uint32_t position;
    bool blocking;
};

/* One line, until its file is at its end. */
struct kept {
    uint64_t line;
    const char *file;
    struct earning earning;
    uint32_t chain; /* its number among the records looked at together; NONE = alone */
    uint32_t found;
    size_t text, size; /* of its bytes in check->text; 0 without --values */
    int32_t debut, fin;
    uint16_t count, layout;
    uint8_t mode, statut,
        matrice; /* estimate_mode of its MPP; of its pair, as had_result has them */
    bool rejected;
    unsigned char finess[9], sejour[STAY], sequence[NUMBER], sous_sequence[NUMBER];
    unsigned char mpp[MODE + 1], mpa[MODE + 1]; /* ended by NUL */
};

struct check {
    const struct batch *batch;
    had_chain *chain;
    had_engine *reader; /* prices grouped records as they are, for 902, 906, 919 */
    uint32_t chained;
    struct kept *kept;
    struct found *found;
    unsigned char *text; /* --values: the records themselves */
    size_t text_count, text_room;
    size_t kept_count, kept_room, found_count, found_room;
    int incoherent, out_of_period, no_tarif, unusable, no_coefficient, pair, not_allowed,
        unexpected;
    had_findings unlisted;   /* warnings, unless they are asked for */
    struct ranking *ranking; /* NULL = no report is asked for */
    uint64_t blocking, alerts;
    uint64_t no_pair; /* records whose pair the matrix of 2019 does not hold */
    bool values;
    had_finding_info info[HAD_FINDINGS_MAX];
};

static bool add_found(struct check *check, struct kept *kept, const had_finding *finding)
{
    if (!grow((void **)&check->found, &check->found_room, check->found_count, sizeof *check->found))
        return false;
    check->found[check->found_count++] =
        (struct found){finding->number, finding->length, finding->position, finding->blocking != 0};
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
    kept->debut = item->result->debut;
    kept->fin = item->result->fin;
    kept->mode = (uint8_t)item_mode(check->batch, item);
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
    had_finding list[HAD_FINDINGS_MAX];
    if (!any_finding(&item->result->findings))
        return true;
    size_t n = had_result_findings(batch->engine, item->bytes, item->length, item->result, list,
                                   HAD_FINDINGS_MAX);
    for (size_t i = 0; i < n; i++) {
        if (had_findings_has(&check->unlisted, list[i].number))
            continue;
        if (!add_found(check, kept, &list[i]))
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

static bool add_found_at(struct check *check, struct kept *kept, const struct item *item,
                         int number, int field)
{
    had_span span = had_result_field(check->batch->engine, item->result, field);
    had_finding finding = {(uint16_t)number, span.length, span.start + 1u,
                           check->info[number].blocking};
    return add_found(check, kept, &finding);
}

/* FINESS INCOHERENT and HORS PERIODE (rule R21) come with the record's other findings, first. */
static bool keep_preliminary(const struct batch *batch, struct check *check,
                             const struct item *item, struct kept *kept)
{
    size_t length;
    const unsigned char *finess = item_field(batch, item, batch->fields.finess_epmsi, &length);
    memcpy(kept->finess, finess, sizeof kept->finess);
    if (!same_trimmed(item->file_finess, finess, sizeof kept->finess) &&
        !add_found_at(check, kept, item, check->incoherent, batch->fields.finess_epmsi))
        return false;
    return batch->options->periode == 0 ||
           !outside_period(item->result->fin, batch->options->periode) ||
           add_found_at(check, kept, item, check->out_of_period,
                        had_field("date_fin_sous_sequence"));
}

/* The result of a record that carries its zones, with what `price` says of them: 902, 906, 919.
 * False when there is no memory for the engine that reads them. */
static bool as_priced(struct check *check, const struct item *item, had_result *out)
{
    had_options lues;
    batch_settings(check->batch, &lues);
    lues.carried = HAD_CARRIED_KEPT;
    lues.groups_only = 0; /* also without a classification */
    int status =
        check->reader ? HAD_OK : had_engine_new(check->batch->tables, &lues, &check->reader, NULL);
    if (status) {
        say_failure("had_engine_new", status);
        return false;
    }
    had_result merged = *item->result, read = {.size = sizeof read};
    had_process(check->reader, item->bytes, item->length, &read);
    const int numbers[] = {check->no_tarif, check->unusable, check->no_coefficient};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        uint64_t bit = UINT64_C(1) << (numbers[i] & 63),
                 *word = &merged.findings.word[numbers[i] >> 6];
        *word = (*word & ~bit) | (read.findings.word[numbers[i] >> 6] & bit);
    }
    *out = merged;
    return true;
}

/* A record that is looked at alone, has no finding and has the FINESS and period of its file:
 * nothing has to be kept of it. */
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

static bool write_line(const struct batch *batch, struct check *check, const struct kept *kept,
                       struct table *table);
static void forget(struct check *check);

/* A line whose neighbours are not looked at is written at once. */
static bool write_alone(const struct batch *batch, struct check *check, const struct kept *kept,
                        struct table *table)
{
    bool written = write_line(batch, check, kept, table);
    forget(check);
    return written;
}

static bool keep_record(const struct batch *batch, void *own, const struct item *item,
                        struct table *table)
{
    struct check *check = own;
    const had_result *result = item->result;
    check->no_pair += result->matrice == HAD_MATRICE_ABSENTE;
    if (batch->options->alone && nothing_to_say(batch, check, item)) {
        if (check->ranking)
            ranking_earns(check->ranking, item_mode(batch, item), earning_of(result));
        return true;
    }
    struct kept *kept = add_kept(check, item);
    if (!kept)
        return false;
    kept->layout = result->layout;
    kept->statut = result->statut;
    kept->matrice = result->matrice;
    kept->earning = earning_of(result);
    keep_field(batch, item, batch->fields.mpp, kept->mpp, MODE);
    keep_field(batch, item, batch->fields.mpa, kept->mpa, MODE);
    keep_field(batch, item, batch->fields.sejour, kept->sejour, STAY);
    keep_field(batch, item, batch->fields.no_sequence, kept->sequence, NUMBER);
    keep_field(batch, item, batch->fields.no_sous_sequence, kept->sous_sequence, NUMBER);
    struct item shown = *item;
    had_result merged;
    if (result->grouped) {
        if (!as_priced(check, item, &merged))
            return false;
        shown.result = &merged;
    }
    if (!keep_preliminary(batch, check, item, kept) || !keep_findings(batch, check, &shown, kept))
        return false;
    if (batch->options->alone)
        return write_alone(batch, check, kept, table);
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
    return !batch->options->alone || write_alone(batch, check, kept, table);
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

/* Rule R38: a finding of the matrix of 2019 on a record of another year. */
static bool indicative(const struct check *check, const struct kept *kept, int number)
{
    return kept->matrice == HAD_MATRICE_INDICATIVE &&
           (number == check->pair || number == check->not_allowed || number == check->unexpected);
}

/* Rule R38: 056 of a pair that is not allowed. */
static bool of_pair(const struct check *check, const struct kept *kept, int number)
{
    return number == check->pair && kept->statut == HAD_ERRONEE;
}

/* What a finding means, as worded for the year of the record. */
static void cell_meaning(const struct check *check, const struct kept *kept, int number,
                         struct table *table)
{
    had_finding_info worded = {.size = sizeof worded};
    had_finding_get((size_t)number, kept->fin / 10000, &worded);
    const char *text = words_language_get() == ENGLISH ? worded.en : worded.fr;
    const char *matrix = indicative(check, kept, number) ? words(W_MATRIX_2019) : "";
    char line[MEANING];
    if (of_pair(check, kept, number))
        words_write(line, sizeof line, W_FINDING_PAIR, (const char *)kept->mpp,
                    (const char *)kept->mpa, matrix);
    else if (*matrix)
        snprintf(line, sizeof line, "%s%s", text, matrix);
    else
        line[0] = '\0';
    cell_word(table, line[0] ? line : text);
}

static void write_row(const struct check *check, const struct kept *kept,
                      const struct finding *finding, struct table *table)
{
    const had_finding_info *info = &check->info[finding->number];
    char field[40];
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
    cell_meaning(check, kept, finding->number, table);
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
        list[n++] =
            (struct finding){found->number, found->blocking, found->position, found->length};
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

/* False when there is no memory (a message is said). */
static bool count_line(struct check *check, const struct kept *kept, const struct finding *list,
                       size_t n)
{
    struct ranked line = {.mode = kept->mode, .debut = kept->debut, .fin = kept->fin};
    for (size_t i = 0; i < n; i++) {
        check->blocking += list[i].blocking;
        check->alerts += !list[i].blocking;
        line.blocked |= list[i].blocking;
    }
    if (!check->ranking)
        return true;
    if (!line.blocked)
        ranking_earns(check->ranking, kept->mode, kept->earning);
    ranking_line(check->ranking, &line);
    bool counted = true;
    for (size_t i = 0; counted && i < n; i++) {
        line.pair = of_pair(check, kept, list[i].number);
        counted = ranking_code(check->ranking, &line, list[i].number, list[i].blocking);
    }
    return counted;
}

/* Codes of the State's programs; ours (9xx, the preliminary ones) are not in its list, nor is what
 * the matrix of another year says. */
static bool in_leg(const struct check *check, const struct kept *kept, int number)
{
    const char *code = check->info[number].code;
    return !kept->rejected && !indicative(check, kept, number) &&
           (*code == 'S' || *code == 'E' || *code == 'R' || (*code >= '0' && *code <= '8'));
}

/* The State's list of errors: FINESS;month;year;stay;sequence;sous_sequence;number;codes. */
static void write_leg(const struct batch *batch, const struct check *check, const struct kept *kept,
                      const struct finding *list, size_t n, struct sink *sink)
{
    had_chain_result chained = {.size = sizeof chained};
    size_t codes = 0;
    for (size_t i = 0; i < n; i++)
        codes += in_leg(check, kept, list[i].number);
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
        if (!in_leg(check, kept, list[i].number))
            continue;
        put(sink, ';');
        if (code[0] >= '0' && code[0] <= '9')
            put(sink, 'C');
        put_text(sink, code);
    }
    put(sink, '\n');
}

static bool write_line(const struct batch *batch, struct check *check, const struct kept *kept,
                       struct table *table)
{
    struct finding list[2 * HAD_FINDINGS_MAX];
    size_t n = gather(batch, check, kept, list);
    if (!count_line(check, kept, list, n))
        return false;
    if (n == 0)
        return true;
    if (batch->options->to == FORMAT_LEG)
        write_leg(batch, check, kept, list, n, table->sink);
    else if (batch->options->to != FORMAT_REPORT)
        for (size_t i = 0; i < n; i++)
            write_row(check, kept, &list[i], table);
    return true;
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
    bool written = true;
    for (size_t k = 0; written && k < check->kept_count; k++)
        written = write_line(batch, check, &check->kept[k], table);
    had_chain_free(check->chain);
    check->chain = NULL;
    forget(check);
    return written;
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

static int end_run(void *own, struct table *table, const struct tally *tally)
{
    (void)tally;
    struct check *check = own;
    int status = DONE;
    if (check->chain) /* --ensemble: all the files as one */
        status = flush(check->batch, check, table) ? DONE : FILES;
    if (!status && check->ranking && !ranking_write(check->ranking, table->sink))
        status = sums_full();
    return status;
}

/* --- Workers, for --sans-chainage ------------------------------------------------------------- */

static void check_free(struct check *check)
{
    had_chain_free(check->chain);
    had_engine_free(check->reader);
    ranking_free(check->ranking);
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
    /* An empty state for another worker: the same options, nothing found yet. */
    *other = *check;
    other->reader = NULL;
    other->kept = NULL;
    other->found = NULL;
    other->text = NULL;
    other->kept_room = other->found_room = other->text_room = 0;
    other->ranking = check->ranking ? ranking_new() : NULL;
    if (!check->ranking || other->ranking)
        return other;
    free(other);
    return NULL;
}

static bool join_check(void *own, void *other)
{
    struct check *check = own;
    const struct check *more = other;
    check->blocking += more->blocking;
    check->alerts += more->alerts;
    check->no_pair += more->no_pair;
    bool joined = !check->ranking || ranking_join(check->ranking, more->ranking);
    check_free(other);
    return joined;
}

/* Warnings, unless they are asked for. */
static void leave_out_warnings(struct check *check)
{
    static const char *const warnings[] = {"902", "903", "905", "906", "919", "927"};
    for (size_t i = 0; i < sizeof warnings / sizeof warnings[0]; i++) {
        int number = had_finding_number(warnings[i]);
        if (number >= 0)
            check->unlisted.word[number >> 6] |= UINT64_C(1) << (number & 63);
    }
}

static struct check *check_new(const struct options *options)
{
    struct check *check = calloc(1, sizeof *check);
    if (check && options->to == FORMAT_REPORT)
        check->ranking = ranking_new();
    if (!check || (options->to == FORMAT_REPORT && !check->ranking)) {
        say(W_NO_MEMORY);
        free(check);
        return NULL;
    }
    for (size_t n = 0; n < had_finding_count(); n++) {
        check->info[n].size = sizeof check->info[n];
        had_finding_get(n, 0, &check->info[n]);
    }
    check->incoherent = had_finding_number("FINESS INCOHERENT");
    check->out_of_period = had_finding_number("HORS PERIODE");
    check->no_tarif = had_finding_number("902");
    check->unusable = had_finding_number("906");
    check->no_coefficient = had_finding_number("919");
    check->pair = had_finding_number("056");
    check->not_allowed = had_finding_number("517");
    check->unexpected = had_finding_number("530");
    check->values = options->values;
    if (!options->warnings)
        leave_out_warnings(check);
    return check;
}

int command_check(const struct options *options)
{
    struct check *check = check_new(options);
    if (!check)
        return FILES;
    bool rows = options->to != FORMAT_REPORT && options->to != FORMAT_LEG;
    struct batch batch = {.options = options,
                          .priced = true,
                          .sans_classification = true,
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
    if ((status == DONE || status == DIFFERENCES) && !options->quiet) {
        say_count(W_S_NO_PAIR, check->no_pair);
        say_plain(W_CHECK_FOUND, (unsigned long long)check->blocking,
                  (unsigned long long)check->alerts);
    }
    if (status == DONE && check->blocking > 0)
        status = DIFFERENCES;
    check_free(check);
    return status;
}
