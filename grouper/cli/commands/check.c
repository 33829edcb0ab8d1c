/* SPDX-License-Identifier: Apache-2.0 */
/* had check: every control, on one record and between the records of a file. What its neighbours
 * add to a record is known when the file ends: those of which something is to be said are read
 * again. */
#include "cli/ask/commands.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/run/batch.h"
#include "cli/run/chained.h"
#include "cli/files/failure.h"
#include "cli/run/telling.h"
#include "cli/rows/ranking.h"
#include "cli/rows/rows.h"
#include "cli/base/status.h"
#include "cli/base/words.h"

enum { STAY = 20, NUMBER = 4, MODE = 2, MEANING = 256 };

struct finding {
    int number;
    bool blocking;
    uint32_t position;
    uint16_t length;
};

/* What is said of one line. */
struct checked_line {
    const struct item *item;
    const had_chain_result *chained; /* NULL = alone */
    bool earned;                     /* it is among what days earn already */
    size_t count;
    struct finding list[2 * HAD_FINDINGS_MAX];
};

struct check {
    const struct batch *batch;
    struct chained *chained;   /* NULL = each record is looked at alone */
    struct chained_hand *hand; /* of this worker */
    had_engine *reader;        /* prices grouped records as they are, for 902, 906, 919 */
    int incoherent, out_of_period, no_tarif, unusable, no_coefficient, pair, not_allowed,
        unexpected;
    had_findings unlisted;   /* warnings, unless they are asked for */
    struct ranking *ranking; /* NULL = no report is asked for */
    uint64_t blocking, alerts;
    uint64_t no_pair;   /* records whose pair the matrix of 2019 does not hold */
    uint64_t elsewhere; /* lines with findings, that --seulement leaves out */
    bool values;
    struct sink ahead; /* rows of a line that its neighbours may add to; open if they are kept */
    struct checked_line line;
    had_finding_info info[HAD_FINDINGS_MAX];
};

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
static void add_findings(const struct check *check, struct checked_line *line)
{
    const struct item *item = line->item;
    had_finding list[HAD_FINDINGS_MAX];
    if (!any_finding(&item->result->findings))
        return;
    size_t n = had_result_findings(check->batch->engine, item->bytes, item->length, item->result,
                                   list, HAD_FINDINGS_MAX);
    for (size_t i = 0; i < n; i++)
        if (!had_findings_has(&check->unlisted, list[i].number))
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

static void add_found_at(const struct check *check, struct checked_line *line, int number,
                         int field)
{
    had_span span = had_result_field(check->batch->engine, line->item->result, field);
    had_finding finding = {(uint16_t)number, span.length, span.start + 1u,
                           check->info[number].blocking};
    add_found(line, &finding);
}

/* FINESS INCOHERENT and HORS PERIODE (rule R21) come with the record's other findings, first. */
static void add_preliminary(const struct check *check, struct checked_line *line)
{
    const struct batch *batch = check->batch;
    const struct item *item = line->item;
    size_t length;
    const unsigned char *finess = item_field(batch, item, batch->fields.finess_epmsi, &length);
    if (!same_trimmed(item->file_finess, finess, FINESS))
        add_found_at(check, line, check->incoherent, batch->fields.finess_epmsi);
    if (batch->options->periode != 0 && outside_period(item->result->fin, batch->options->periode))
        add_found_at(check, line, check->out_of_period, had_field("date_fin_sous_sequence"));
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

/* A record that has no finding and has the FINESS and period of its file. */
static bool nothing_to_say(const struct batch *batch, const struct check *check,
                           const struct item *item)
{
    const had_result *result = item->result;
    uint64_t listed = 0;
    for (int i = 0; i < HAD_FINDING_WORDS; i++)
        listed |= result->findings.word[i] & ~check->unlisted.word[i];
    return listed == 0 && !item->other_finess &&
           (batch->options->periode == 0 || !outside_period(result->fin, batch->options->periode));
}

/* Records in which nothing is found alone: there is nothing to write, but what others add. */
static bool pass_usual(const struct batch *batch, void *own, const struct item *item,
                       const had_usual *usual)
{
    const struct check *check = own;
    (void)batch;
    return !check->chained || chained_usual(check->hand, item, usual);
}

/* Unless their amounts are added up, their months looked at, or their warnings asked for. */
static bool passes_usual(const struct options *options)
{
    return options->to != FORMAT_REPORT && options->periode == 0 && !options->warnings;
}

/* --- What is written -------------------------------------------------------------------------- */

/* Rule R38: a finding of the matrix of 2019 on a record of another year. */
static bool indicative(const struct check *check, const struct checked_line *line, int number)
{
    return line->item->result->matrice == HAD_MATRICE_INDICATIVE &&
           (number == check->pair || number == check->not_allowed || number == check->unexpected);
}

/* Rule R38: 056 of a pair that is not allowed. */
static bool of_pair(const struct check *check, const struct checked_line *line, int number)
{
    return number == check->pair && line->item->result->statut == HAD_ERRONEE;
}

static void keep_mode(const struct check *check, const struct checked_line *line, int field,
                      char out[MODE + 1])
{
    size_t length;
    const unsigned char *bytes = item_field(check->batch, line->item, field, &length);
    memset(out, ' ', MODE);
    memcpy(out, bytes, length < MODE ? length : MODE);
    out[MODE] = '\0';
}

/* What a finding means, as worded for the year of the record. */
static void cell_meaning(const struct check *check, const struct checked_line *line, int number,
                         struct table *table)
{
    had_finding_info worded = {.size = sizeof worded};
    had_finding_get((size_t)number, line->item->result->fin / 10000, &worded);
    const char *text = words_language_get() == ENGLISH ? worded.en : worded.fr;
    const char *matrix = indicative(check, line, number) ? words(W_MATRIX_2019) : "";
    char said[MEANING], mpp[MODE + 1], mpa[MODE + 1];
    if (of_pair(check, line, number)) {
        keep_mode(check, line, check->batch->fields.mpp, mpp);
        keep_mode(check, line, check->batch->fields.mpa, mpa);
        words_write(said, sizeof said, W_FINDING_PAIR, mpp, mpa, matrix);
    } else if (*matrix) {
        snprintf(said, sizeof said, "%s%s", text, matrix);
    } else {
        said[0] = '\0';
    }
    cell_word(table, said[0] ? said : text);
}

/* A field that tells records apart, trimmed; nothing of a rejected line. */
static const unsigned char *key_field(const struct check *check, const struct checked_line *line,
                                      int field, size_t size, size_t *length)
{
    const unsigned char *p = item_field(check->batch, line->item, field, length);
    const unsigned char *end = p + (rejected(line) ? 0 : *length < size ? *length : size);
    trim(&p, &end);
    *length = (size_t)(end - p);
    return p;
}

static void cell_number_or_blank(struct table *table, int64_t number)
{
    if (number)
        cell_number(table, number);
    else
        cell_blank(table);
}

static void write_row(const struct check *check, const struct checked_line *line,
                      const struct finding *finding, struct table *table)
{
    const had_finding_info *info = &check->info[finding->number];
    const struct fields *fields = &check->batch->fields;
    const struct item *item = line->item;
    const unsigned char *p;
    size_t length;
    char field[FINDING_FIELD];
    finding_field(info->fields, field);
    row_begin(table, PUT_FIELD_MAX(strlen(item->file)));
    cell_name(table, item->file);
    cell_number(table, (int64_t)item->line);
    p = key_field(check, line, fields->sejour, STAY, &length);
    cell_text(table, p, length);
    p = key_field(check, line, fields->no_sequence, NUMBER, &length);
    cell_plain(table, p, length);
    p = key_field(check, line, fields->no_sous_sequence, NUMBER, &length);
    cell_plain(table, p, length);
    cell_word(table, info->code);
    cell_word(table, finding->blocking ? "1" : "0");
    cell_word(table, field);
    cell_number_or_blank(table, finding->position);
    cell_number_or_blank(table, finding->length);
    cell_meaning(check, line, finding->number, table);
    bool inside = finding->length > 0 && finding->position - 1 + finding->length <= item->length;
    if (check->values)
        cell_text(table, item->bytes + (inside ? finding->position - 1 : 0),
                  inside ? finding->length : 0);
    row_end(table);
}

/* Adds what the neighbours of a record are the cause of. */
static void add_chained(const struct check *check, struct checked_line *line)
{
    const had_chain_result *chained = line->chained;
    if (!chained || !any_finding(&chained->findings))
        return;
    for (int number = 0; number < (int)had_finding_count(); number++) {
        if (!had_findings_has(&chained->findings, number))
            continue;
        char field[FINDING_FIELD];
        finding_field(check->info[number].fields, field);
        had_span span =
            had_result_field(check->batch->engine, line->item->result, had_field(field));
        line->list[line->count++] =
            (struct finding){number, check->info[number].blocking && chained->after,
                             span.length ? span.start + 1u : 0, span.length};
    }
}

static uint32_t count_blocking(const struct checked_line *line)
{
    uint32_t count = 0;
    for (size_t i = 0; i < line->count; i++)
        count += line->list[i].blocking;
    return count;
}

/* False when there is no memory (a message is said). */
static bool count_line(struct check *check, const struct checked_line *line)
{
    const struct item *item = line->item;
    uint32_t blocking = count_blocking(line);
    check->blocking += blocking;
    check->alerts += line->count - blocking;
    if (!check->ranking)
        return true;
    struct ranked ranked = ranked_of(item_mode(check->batch, item), item->result);
    ranked.blocked |= blocking > 0;
    struct earning earning = earning_of(item->result);
    if (!ranked.blocked && !line->earned)
        ranking_earns(check->ranking, ranked.mode, earning);
    else if (ranked.blocked && line->earned)
        ranking_loses(check->ranking, ranked.mode, earning);
    ranking_line(check->ranking, &ranked);
    bool counted = true;
    for (size_t i = 0; counted && i < line->count; i++) {
        const struct finding *finding = &line->list[i];
        ranked.pair = of_pair(check, line, finding->number);
        counted = ranking_code(check->ranking, &ranked, finding->number, finding->blocking);
    }
    return counted;
}

/* Codes of the State's programs; ours (9xx, the preliminary ones) are not in its list, nor is what
 * the matrix of another year says. */
static bool in_leg(const struct check *check, const struct checked_line *line, int number)
{
    const char *code = check->info[number].code;
    return !rejected(line) && !indicative(check, line, number) &&
           (*code == 'S' || *code == 'E' || *code == 'R' || (*code >= '0' && *code <= '8'));
}

static void put_key_field(const struct check *check, const struct checked_line *line, int field,
                          struct sink *sink)
{
    size_t length;
    const unsigned char *p = key_field(check, line, field, NUMBER, &length);
    put(sink, ';');
    put_cell(sink, p, p + length);
}

/* The State's list of errors: FINESS;month;year;stay;sequence;sous_sequence;number;codes. */
static void write_leg(const struct check *check, const struct checked_line *line, struct sink *sink)
{
    const struct batch *batch = check->batch;
    const struct item *item = line->item;
    size_t codes = 0, length;
    for (size_t i = 0; i < line->count; i++)
        codes += in_leg(check, line, line->list[i].number);
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
    put_key_field(check, line, batch->fields.no_sequence, sink);
    put_key_field(check, line, batch->fields.no_sous_sequence, sink);
    put(sink, ';');
    put_number(sink, codes);
    for (size_t i = 0; i < line->count; i++) {
        const char *code = check->info[line->list[i].number].code;
        if (!in_leg(check, line, line->list[i].number))
            continue;
        put(sink, ';');
        if (code[0] >= '0' && code[0] <= '9')
            put(sink, 'C');
        put_text(sink, code);
    }
    put(sink, '\n');
}

/* Whether what is found in a line is asked for: that of a line which no record is made of is, in
 * any period. */
static bool wanted(const struct options *options, const struct item *item)
{
    return item->result->outcome == HAD_REJECTED || options_in_period(options, item->result->fin);
}

/* All that is found in a line, in the order of the contract; `item` is as `price` sees it. */
static const struct checked_line *find_all(struct check *check, const struct item *item,
                                           const had_chain_result *chained, bool earned)
{
    struct checked_line *line = &check->line;
    line->item = item;
    line->chained = chained;
    line->earned = earned;
    line->count = 0;
    if (!rejected(line))
        add_preliminary(check, line);
    add_findings(check, line);
    add_chained(check, line);
    return line;
}

static void write_rows(const struct check *check, const struct checked_line *line,
                       struct table *table)
{
    for (size_t i = 0; i < line->count; i++)
        write_row(check, line, &line->list[i], table);
}

/* All that is to be said of a line. False when there is no memory (a message is said). */
static bool write_line(struct check *check, const struct item *item,
                       const had_chain_result *chained, bool earned, struct table *table)
{
    const struct options *options = check->batch->options;
    if (!wanted(options, item)) {
        check->elsewhere++;
        return true;
    }
    const struct checked_line *line = find_all(check, item, chained, earned);
    if (!count_line(check, line))
        return false;
    if (options->to == FORMAT_LEG)
        write_leg(check, line, table->sink);
    else if (options->to != FORMAT_REPORT)
        write_rows(check, line, table);
    return true;
}

/* --- Rows before what is found between records ------------------------------------------------ */

static int ahead_full(void *context, const unsigned char *bytes, size_t size)
{
    (void)context, (void)bytes, (void)size;
    return -1;
}

/* Room for the rows that are kept, and one more. */
static bool open_ahead(struct sink *ahead)
{
    return sink_open(ahead, CHAINED_ROWS + PUT_FIELD_MAX(OS_PATH) + ROW_ROOM_XLSX, ahead_full,
                     NULL);
}

/* The rows of a line while it is at hand, as they are if nothing is found between records. False
 * when it has to be read again to be told of. */
static bool rows_ahead(struct check *check, const struct item *item, const struct table *table,
                       struct chained_rows *rows)
{
    struct table apart = *table;
    struct sink *ahead = &check->ahead;
    if (!ahead->buffer || !chained_keeps(check->hand) || !wanted(check->batch->options, item))
        return false;
    const struct checked_line *line = find_all(check, item, NULL, false);
    apart.sink = ahead;
    ahead->used = 0;
    ahead->failed = false;
    write_rows(check, line, &apart);
    uint32_t blocking = count_blocking(line);
    *rows = (struct chained_rows){ahead->buffer, (uint32_t)ahead->used, blocking,
                                  (uint32_t)line->count - blocking};
    return !ahead->failed && ahead->used <= CHAINED_ROWS;
}

/* A line that will be told of with all others. */
static bool tell_later(struct check *check, const struct item *item, const struct table *table)
{
    struct chained_rows rows;
    return chained_line(check->hand, item, true,
                        rows_ahead(check, item, table, &rows) ? &rows : NULL);
}

/* --- One record after the other --------------------------------------------------------------- */

static bool each(const struct batch *batch, void *own, const struct item *item, struct table *table)
{
    struct check *check = own;
    struct item shown = *item;
    had_result merged;
    check->no_pair += item->result->matrice == HAD_MATRICE_ABSENTE;
    if (item->result->grouped) {
        if (!as_priced(check, item, &merged))
            return false;
        shown.result = &merged;
    }
    bool nothing = nothing_to_say(batch, check, &shown);
    if (nothing && check->ranking && wanted(batch->options, item))
        ranking_earns(check->ranking, item_mode(batch, item), earning_of(item->result));
    if (check->chained)
        return nothing ? chained_line(check->hand, item, false, NULL)
                       : tell_later(check, &shown, table);
    return nothing || write_line(check, &shown, NULL, false, table);
}

static bool each_rejected(const struct batch *batch, void *own, const struct item *item,
                          struct table *table)
{
    (void)batch;
    struct check *check = own;
    return check->chained ? tell_later(check, item, table)
                          : write_line(check, item, NULL, false, table);
}

/* --- Workers ---------------------------------------------------------------------------------- */

/* What a worker has of its own. */
static void hand_free(struct check *check)
{
    chained_hand_free(check->hand);
    had_engine_free(check->reader);
    ranking_free(check->ranking);
    sink_close(&check->ahead);
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
    other->blocking = other->alerts = other->no_pair = other->elsewhere = 0;
    other->reader = NULL;
    other->hand = check->chained ? chained_hand_new(check->chained) : NULL;
    other->ranking = check->ranking ? ranking_new() : NULL;
    other->ahead.buffer = NULL;
    if ((!check->chained || other->hand) && (!check->ranking || other->ranking) &&
        (!check->ahead.buffer || open_ahead(&other->ahead)))
        return other;
    hand_free(other);
    return NULL;
}

static bool join_check(void *own, void *other)
{
    struct check *check = own;
    const struct check *more = other;
    check->blocking += more->blocking;
    check->alerts += more->alerts;
    check->no_pair += more->no_pair;
    check->elsewhere += more->elsewhere;
    bool joined = !check->ranking || ranking_join(check->ranking, more->ranking);
    hand_free(other);
    return joined;
}

/* --- Records of a file together --------------------------------------------------------------- */

/* A line that was read before, with what its neighbours add. */
static bool write_again(void *own, const struct chained_found *found, struct table *table)
{
    struct check *check = own;
    if (found->rows.bytes) {
        check->blocking += found->rows.blocking;
        check->alerts += found->rows.alerts;
        sink_room(table->sink, found->rows.size);
        put_bytes(table->sink, found->rows.bytes, found->rows.size);
        return true;
    }
    had_result result = {.size = sizeof result}, merged;
    struct item item = {.file = found->file,
                        .line = found->line,
                        .bytes = found->bytes,
                        .length = found->length,
                        .result = &result,
                        .file_finess = found->finess};
    had_process(check->batch->engine, found->bytes, found->length, &result);
    if ((result.outcome == HAD_REJECTED) != found->alone) { /* it is not the line it was */
        say(W_CHANGED, found->file);
        return false;
    }
    if (result.grouped) {
        if (!as_priced(check, &item, &merged))
            return false;
        item.result = &merged;
    }
    return write_line(check, &item, found->alone ? NULL : &found->result, !found->marked, table);
}

/* The records read so far are complete: looked at together, written, forgotten. */
static bool flush(struct check *check, struct table *table)
{
    const struct telling telling = {.chained = check->chained,
                                    .each = write_again,
                                    .split = split_check,
                                    .join = join_check,
                                    .own = check,
                                    .table = table};
    bool written = chained_run(check->chained) && telling_run(&telling);
    chained_end(check->chained);
    return written;
}

static bool begin_file(const struct batch *batch, void *own)
{
    return chained_begin(((struct check *)own)->chained, batch->engine);
}

static bool end_file(const struct batch *batch, void *own, struct table *table)
{
    return batch->options->together || flush(own, table);
}

static void begin_piece(void *own, const struct piece *piece)
{
    chained_piece(((struct check *)own)->hand, piece);
}

static bool end_piece(void *own)
{
    return chained_leave(((struct check *)own)->hand);
}

static int end_run(void *own, struct table *table, const struct tally *tally)
{
    struct check *check = own;
    int status = DONE;
    if (check->chained && check->batch->options->together && !flush(check, table))
        status = FILES;
    if (check->ranking)
        ranking_settle(check->ranking);
    if (!status && check->ranking && !ranking_write(check->ranking, table->sink))
        status = sums_full();
    if (!status && check->ranking && tally->not_official > 0)
        ranking_unofficial(table->sink);
    return status;
}

/* --- The command ------------------------------------------------------------------------------ */

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

static void check_free(struct check *check)
{
    chained_free(check->chained);
    hand_free(check);
}

static struct check *check_new(const struct options *options)
{
    struct check *check = calloc(1, sizeof *check);
    bool ranks = options->to == FORMAT_REPORT;
    if (check && ranks)
        check->ranking = ranking_new();
    if (!check || (ranks && !check->ranking)) {
        say(W_NO_MEMORY);
        free(check);
        return NULL;
    }
    if (!options->alone) {
        bool leg = options->to == FORMAT_LEG; /* stays have a number in it */
        check->chained = chained_new(options, true, leg);
        check->hand = check->chained ? chained_hand_new(check->chained) : NULL;
        bool made = check->hand && (ranks || leg || open_ahead(&check->ahead));
        if (check->hand && !made)
            say(W_NO_MEMORY);
        if (!made) {
            check_free(check);
            return NULL;
        }
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
                          .once_told = true,
                          .priced = true,
                          .sans_classification = true,
                          .whole = true, /* --seulement is of what is written */
                          .columns = !rows             ? NULL
                                     : options->values ? columns_check_values
                                                       : columns_check,
                          .chained = !options->alone,
                          .each = each,
                          .rejected = each_rejected,
                          .usual = passes_usual(options) ? pass_usual : NULL,
                          .usual_clean = true,
                          .any_order = true,
                          .begin_file = options->alone ? NULL : begin_file,
                          .end_file = options->alone ? NULL : end_file,
                          .begin_piece = options->alone ? NULL : begin_piece,
                          .end_piece = options->alone ? NULL : end_piece,
                          .end = end_run,
                          .own = check,
                          .split = split_check,
                          .join = join_check};
    check->batch = &batch;
    int status = batch_run(&batch);
    if ((status == DONE || status == DIFFERENCES) && !options->quiet) {
        say_count(W_S_NO_PAIR, check->no_pair);
        say_count(W_CHECK_ELSEWHERE, check->elsewhere);
        say_plain(W_CHECK_FOUND, (unsigned long long)check->blocking,
                  (unsigned long long)check->alerts);
    }
    if (status == DONE && check->blocking > 0)
        status = DIFFERENCES;
    check_free(check);
    return status;
}
