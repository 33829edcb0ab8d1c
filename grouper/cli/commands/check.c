/* SPDX-License-Identifier: Apache-2.0 */
/* had check: every control, on one record and between the records of a file. What its neighbours
 * add to a record is known when the file ends: those of which something is to be said are read
 * again. */
#include "cli/ask/commands.h"

#include <stdlib.h>

#include "cli/run/batch.h"
#include "cli/run/chained.h"
#include "cli/files/failure.h"
#include "cli/run/telling.h"
#include "cli/rows/ranking.h"
#include "cli/rows/rows.h"
#include "cli/base/status.h"
#include "cli/base/words.h"
#include "check_line.h"

struct check {
    struct looked_for looked;
    struct chained *chained;   /* NULL = each record is looked at alone */
    struct chained_hand *hand; /* of this worker */
    had_engine *reader;        /* prices grouped records as they are, for 902, 906, 919 */
    int no_tarif, unusable, no_coefficient;
    struct ranking *ranking; /* NULL = no report is asked for */
    uint64_t blocking, alerts;
    uint64_t no_pair;   /* records whose pair the matrix of 2019 does not hold */
    uint64_t elsewhere; /* lines with findings, that --seulement leaves out */
    struct sink ahead;  /* rows of a line that its neighbours may add to; open if they are kept */
    struct checked_line line;
};

/* The result of a record that carries its zones, with what `price` says of them: 902, 906, 919.
 * False when there is no memory for the engine that reads them. */
static bool as_priced(struct check *check, const struct item *item, had_result *out)
{
    had_options lues;
    batch_settings(check->looked.batch, &lues);
    lues.carried = HAD_CARRIED_KEPT;
    lues.groups_only = 0; /* also without a classification */
    int status = check->reader
                     ? HAD_OK
                     : had_engine_new(check->looked.batch->tables, &lues, &check->reader, NULL);
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

/* False when there is no memory (a message is said). */
static bool count_line(struct check *check, const struct checked_line *line)
{
    const struct item *item = line->item;
    uint32_t blocking = line_blocking(line);
    check->blocking += blocking;
    check->alerts += line->count - blocking;
    if (!check->ranking)
        return true;
    struct ranked ranked = ranked_of(item_mode(check->looked.batch, item), item->result);
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
        ranked.pair = line_of_pair(&check->looked, line, finding->number);
        counted = ranking_code(check->ranking, &ranked, finding->number, finding->blocking);
    }
    return counted;
}

/* Whether what is found in a line is asked for: that of a line which no record is made of is, in
 * any period. */
static bool wanted(const struct options *options, const struct item *item)
{
    return item->result->outcome == HAD_REJECTED || options_in_period(options, item->result->fin);
}

/* All that is to be said of a line. False when there is no memory (a message is said). */
static bool write_line(struct check *check, const struct item *item,
                       const had_chain_result *chained, bool earned, struct table *table)
{
    const struct options *options = check->looked.batch->options;
    if (!wanted(options, item)) {
        check->elsewhere++;
        return true;
    }
    struct checked_line *line = &check->line;
    line_find(&check->looked, item, chained, earned, line);
    if (!count_line(check, line))
        return false;
    if (options->to == FORMAT_LEG)
        line_leg(&check->looked, line, table->sink);
    else if (options->to != FORMAT_REPORT)
        line_rows(&check->looked, line, table);
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
    if (!ahead->buffer || !chained_keeps(check->hand) ||
        !wanted(check->looked.batch->options, item))
        return false;
    struct checked_line *line = &check->line;
    line_find(&check->looked, item, NULL, false, line);
    apart.sink = ahead;
    ahead->used = 0;
    ahead->failed = false;
    line_rows(&check->looked, line, &apart);
    uint32_t blocking = line_blocking(line);
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
    bool nothing = line_says_nothing(&check->looked, &shown);
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
    had_process(check->looked.batch->engine, found->bytes, found->length, &result);
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
    if (check->chained && check->looked.batch->options->together && !flush(check, table))
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
    looked_for_start(&check->looked, options);
    check->no_tarif = had_finding_number("902");
    check->unusable = had_finding_number("906");
    check->no_coefficient = had_finding_number("919");
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
    check->looked.batch = &batch;
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
