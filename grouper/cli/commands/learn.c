/* SPDX-License-Identifier: Apache-2.0 */
/* had tables learn: from records that the State's program has grouped, classifications of observed
 * groups, one per version found (rule R34). */
#include "common/digits.h"
#include "cli/ask/commands.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/run/batch.h"
#include "cli/run/reader.h"
#include "cli/ask/catalogue.h"
#include "cli/files/folder.h"
#include "learned.h"
#include "learned_tables.h"
#include "cli/rows/rows.h"
#include "cli/base/status.h"
#include "cli/base/words.h"

static const char *const traits[TRAITS] = {"ghpc", "ght1",   "ght2",         "ght3",   "ght4",
                                           "ik",   "statut", "confirmation", "version"};
enum { VALUE = 40 };

struct learn {
    struct learned learned;
    struct lessons lessons; /* of this worker */
    const struct batch *batch;
    struct table *table; /* of findings */
    int confirmation;    /* number of its field */
    int not_grouped;     /* number of finding 907 */
    uint64_t used, blocked, ungrouped, unfit, partial, undated, unreadable;
    uint64_t deduced_marked, not_official; /* records marked D, or X: they teach nothing */
    const struct options *options;
    const char *directory;
    struct learned_tables written;
};

/* --- What is found on the way ----------------------------------------------------------------- */

static void cell_place(struct table *table, const struct lesson_place *place)
{
    cell_name(table, place->file);
    cell_number(table, (int64_t)place->line);
}

/* What a record contradicts: days or groups. Its triple is in the row. */
static void write_finding(const struct learn *learn, const struct item *item, const char *code,
                          const char *field, const char *value, const char *expected)
{
    struct table *table = learn->table;
    row_of(table, item);
    cell_word(table, code);
    cell_text(table, (const unsigned char *)item->result->version, item->result->carried ? 2 : 0);
    row_text(learn->batch, table, item, learn->batch->fields.mpp);
    row_text(learn->batch, table, item, learn->batch->fields.mpa);
    row_text(learn->batch, table, item, learn->batch->fields.ik);
    cell_word(table, field);
    cell_word(table, value);
    cell_word(table, expected);
    for (int i = 0; i < 3; i++)
        cell_blank(table);
    row_end(table);
}

static void trait_value(enum trait trait, int value, char out[VALUE])
{
    static const char *const sides[] = {"sous", "dans", "au-dessus"};
    switch (trait) {
    case TRAIT_GHPC:
        snprintf(out, VALUE, "%04d", value);
        break;
    case TRAIT_IK:
        snprintf(out, VALUE, "%s", sides[value + 1]);
        break;
    case TRAIT_STATUT:
        snprintf(out, VALUE, "%s", had_statut_name(value));
        break;
    case TRAIT_CONFIRMATION:
        snprintf(out, VALUE, "%d", value);
        break;
    case TRAIT_VERSION:
        format_date(out, VALUE, value);
        break;
    default:
        snprintf(out, VALUE, "%02d", value);
    }
}

/* AAAA-MM-JJ..AAAA-MM-JJ, the end blank when it is open; blank for no period. */
static void period_text(const struct learned_version *version, char out[VALUE])
{
    char debut[16], fin[16];
    out[0] = '\0';
    if (version->debut == 0)
        return;
    format_date(debut, sizeof debut, version->debut);
    format_date(fin, sizeof fin, version->fin);
    snprintf(out, VALUE, "%s..%s", debut, fin);
}

static void write_contradiction(void *context, const struct contradiction *c)
{
    const struct learn *learn = context;
    struct table *table = learn->table;
    const char *version = c->version->text;
    char value[VALUE];
    row_begin(table,
              PUT_FIELD_MAX(strlen(c->place.file) + (c->first.file ? strlen(c->first.file) : 0)));
    cell_place(table, &c->place);
    cell_word(table, "909");
    cell_text(table, (const unsigned char *)version, strlen(version));
    cell_code(table, 2, c->lesson->mpp);
    cell_code(table, 2, c->lesson->mpa);
    cell_code(table, 3, c->lesson->ik);
    cell_word(table, traits[c->trait]);
    trait_value(c->trait, c->value, value);
    cell_word(table, value);
    if (c->trait == TRAIT_VERSION) {
        period_text(c->version, value);
        cell_word(table, value);
        for (int i = 0; i < 3; i++)
            cell_blank(table);
    } else {
        cell_blank(table);
        cell_place(table, &c->first);
        trait_value(c->trait, c->first_value, value);
        cell_word(table, value);
    }
    row_end(table);
}

/* --- Records ---------------------------------------------------------------------------------- */

/* A number that fills its field; -1 if it is not one. */
static int number_in(const struct learn *learn, const struct item *item, int field)
{
    size_t length;
    const unsigned char *p = item_field(learn->batch, item, field, &length);
    int n = 0;
    for (size_t i = 0; i < length; i++) {
        if (p[i] < '0' || p[i] > '9')
            return -1;
        n = n * 10 + (p[i] - '0');
    }
    return length ? n : -1;
}

/* Zones with groups go with a code that does not block. */
static bool blocking(const char *code)
{
    return (strcmp(code, "000") != 0 && strcmp(code, "500") < 0) || strcmp(code, "900") >= 0;
}

/* What can stand in a table, where a blank at the end is lost, and be written into a record. */
static bool printable(const char *text, size_t length)
{
    if (text[length - 1] == ' ')
        return false;
    for (size_t i = 0; i < length; i++)
        if (text[i] < 0x20 || text[i] > 0x7E || text[i] == ';' || text[i] == '"')
            return false;
    return true;
}

static int digits_of(const char *text)
{
    for (const char *p = text; *p; p++)
        if (*p < '0' || *p > '9')
            return -1;
    return (int)strtol(text, NULL, 10);
}

static bool read_lesson(const struct learn *learn, const struct item *item, struct lesson *lesson)
{
    const had_result *result = item->result;
    int mpp = number_in(learn, item, learn->batch->fields.mpp);
    int mpa = number_in(learn, item, learn->batch->fields.mpa);
    int ik = number_in(learn, item, learn->batch->fields.ik);
    int ghpc = digits_of(result->ghpc);
    if (mpp < 0 || mpa < 0 || ik < 0 || ghpc < 0 || digits_of(result->code_retour) < 0 ||
        !printable(result->version, 2) ||
        (result->outcome == HAD_GROUPED && blocking(result->code_retour)))
        return false;
    *lesson = (struct lesson){.mpp = (uint8_t)mpp,
                              .mpa = (uint8_t)mpa,
                              .ik = (uint16_t)ik,
                              .ghpc = (int16_t)ghpc,
                              .confirmation = LEARNED_NO_CONFIRMATION,
                              .place = {item->file, item->line}};
    memcpy(lesson->version, result->version, sizeof lesson->version);
    memcpy(lesson->code, result->code_retour, sizeof lesson->code);
    lesson->to = result->fin;
    lesson->from = result->rapss ? result->fin / 100 * 100 + 1 : result->fin;
    const had_tables *tables = learn->batch->tables;
    lesson->modes_listed = had_mode_listed(tables, 0, two_text((unsigned)mpp).text, result->fin) &&
                           had_mode_listed(tables, 1, two_text((unsigned)mpa).text, result->fin);
    return true;
}

/* 105 and 106 are of 2012 on: since then a grouped record had the confirmation that its pair
 * requires, or none when none is required. */
static void read_confirmation(const struct learn *learn, const struct item *item,
                              struct lesson *lesson)
{
    enum { FIRST_YEAR = 2012 };
    size_t length;
    const unsigned char *p = item_field(learn->batch, item, learn->confirmation, &length);
    if (length == 0 || lesson->to / 10000 < FIRST_YEAR)
        return;
    if (lesson->grouped)
        lesson->confirmation = *p == '1';
    else if (strcmp(lesson->code, "105") == 0 || strcmp(lesson->code, "106") == 0)
        lesson->confirmation = lesson->code[2] == '5';
}

/* Rules R1 and R2: the zones that the ranks of the days ask for, with their days, but for those
 * that 529 removes. */
static bool fits(const had_result *result, const int32_t days[HAD_PERIODES], struct lesson *lesson)
{
    bool removed = strcmp(result->code_retour, "529") == 0, fit = true;
    int zone = 0;
    for (int k = 0; k < HAD_PERIODES; k++) {
        if (days[k] == 0)
            continue;
        if (zone == result->zone_count)
            return false;
        int32_t counted = result->zone[zone].jours;
        fit &= removed ? counted <= days[k] : counted == days[k];
        lesson->ght[k] = result->zone[zone++].ght;
    }
    return fit && zone == result->zone_count;
}

static void days_text(const int32_t *days, int count, char out[VALUE])
{
    size_t n = 0;
    out[0] = '\0';
    for (int i = 0; i < count; i++)
        n += (size_t)snprintf(out + n, VALUE - n, "%s%d", n ? "+" : "", (int)days[i]);
}

static bool learn_grouped(struct learn *learn, const struct item *item, struct lesson *lesson)
{
    const had_result *result = item->result;
    int32_t days[HAD_PERIODES] = {0};
    bool known =
        had_days_by_period(learn->batch->engine, item->bytes, item->length, days) == HAD_OK;
    if (!known || !fits(result, days, lesson)) {
        char read[VALUE], expected[VALUE];
        int32_t jours[HAD_ZONES_MAX];
        int count = 0;
        for (int k = 0; k < HAD_PERIODES; k++)
            if (days[k] > 0)
                days[count++] = days[k];
        days_text(days, count, expected);
        for (int i = 0; i < result->zone_count; i++)
            jours[i] = result->zone[i].jours;
        days_text(jours, result->zone_count, read);
        write_finding(learn, item, "908", "jours", read, expected);
        learn->unfit++;
        return true;
    }
    learn->partial += strcmp(result->code_retour, "529") == 0;
    learn->used++;
    lesson->grouped = true;
    read_confirmation(learn, item, lesson);
    return lessons_add(&learn->lessons, lesson);
}

static bool learn_record(const struct batch *batch, void *own, const struct item *item,
                         struct table *table)
{
    struct learn *learn = own;
    const had_result *result = item->result;
    struct lesson lesson;
    bool kept = true;
    (void)batch;
    learn->table = table;
    if (had_findings_has(&result->findings, learn->not_grouped)) {
        write_finding(learn, item, "907", "", "", "");
        learn->ungrouped++;
    } else if (result->outcome == HAD_UNUSABLE) {
        return true;                        /* 906: in the account */
    } else if (result->version[0] == 'D') { /* rule R47: what was deduced is no observation */
        learn->deduced_marked++;
    } else if (result->version[0] == 'X' && !learn->options->not_official) {
        learn->not_official++;
    } else if (result->fin == 0) {
        learn->undated++;
    } else if (!read_lesson(learn, item, &lesson)) {
        learn->unreadable += result->outcome == HAD_GROUPED;
        learn->blocked += result->outcome == HAD_BLOCKED;
    } else if (result->outcome == HAD_BLOCKED) {
        learn->blocked++;
        read_confirmation(learn, item, &lesson);
        kept = lessons_add(&learn->lessons, &lesson);
    } else {
        kept = learn_grouped(learn, item, &lesson);
    }
    return kept;
}

/* --- Workers ---------------------------------------------------------------------------------- */

static void begin_piece(void *own, const struct piece *piece)
{
    ((struct learn *)own)->lessons.number = piece->number;
}

/* A state for another worker: the same options, nothing read yet. */
static void *split_learn(void *own)
{
    const struct learn *learn = own;
    struct learn *other = calloc(1, sizeof *other);
    if (other) {
        other->batch = learn->batch;
        other->options = learn->options;
        other->confirmation = learn->confirmation;
        other->not_grouped = learn->not_grouped;
    }
    return other;
}

static bool join_learn(void *own, void *other)
{
    struct learn *learn = own, *more = other;
    learn->used += more->used;
    learn->blocked += more->blocked;
    learn->ungrouped += more->ungrouped;
    learn->unfit += more->unfit;
    learn->partial += more->partial;
    learn->undated += more->undated;
    learn->unreadable += more->unreadable;
    learn->deduced_marked += more->deduced_marked;
    learn->not_official += more->not_official;
    bool taken = learned_take(&learn->learned, &more->lessons);
    free(more);
    return taken;
}

/* --- The end ---------------------------------------------------------------------------------- */

/* What records were learned from, and why others were not. */
static void report_records(const struct learn *learn)
{
    typedef unsigned long long n;
    say_plain(W_LEARN_DAYS, (n)learn->used, (n)learn->unfit);
    say_count(W_LEARN_PARTIAL, learn->partial);
    say_count(W_LEARN_BLOCKED, learn->blocked);
    say_count(W_AGREE_NOT_GROUPED, learn->ungrouped);
    say_count(W_LEARN_DEDUCED, learn->deduced_marked);
    say_count(W_LEARN_NOT_OFFICIAL, learn->not_official);
    say_count(W_LEARN_UNDATED, learn->undated);
    say_count(W_LEARN_UNREADABLE, learn->unreadable);
}

static int learn_end(void *own, struct table *table, const struct tally *tally)
{
    struct learn *learn = own;
    learn->table = table;
    if (!learned_take(&learn->learned, &learn->lessons) || !learned_finish(&learn->learned))
        return FILES;
    learn->used -= learn->learned.dropped;
    learn->partial -= learn->learned.dropped_partial;
    learn->unreadable += learn->learned.dropped;
    learn->written = (struct learned_tables){.options = learn->options,
                                             .tables = learn->batch->tables,
                                             .findings = table,
                                             .files = tally->files};
    if (learn->used > 0)
        return learned_tables_write(&learn->written, &learn->learned, learn->directory);
    if (tally->lines == tally->debris.lines) /* rule R43: empty files, which were named */
        return folder_empty(learn->directory);
    say(W_LEARN_NOTHING);
    report_records(learn);
    return FILES;
}

/* --- The command ------------------------------------------------------------------------------ */

static void report(const struct learn *learn)
{
    typedef unsigned long long n;
    report_records(learn);
    say_count(W_LEARN_CONTRADICTIONS, learn->learned.contradictions);
    say_count(W_LEARN_MISPLACED, learn->learned.misplaced);
    for (size_t i = 0; i < learn->learned.count; i++) {
        const struct learned_version *version = learn->learned.version[i];
        char debut[16], fin[16];
        format_date(debut, sizeof debut, version->debut);
        format_date(fin, sizeof fin, version->fin);
        if (version->debut)
            say_plain(W_LEARN_VERSION, version->text, debut, fin[0] ? fin : words(W_S_OPEN),
                      (n)(version->records - version->outside), (n)version->triple_count);
        else if (version->records > 0)
            say_plain(W_LEARN_NO_PERIOD, version->text, (n)version->records);
    }
    learned_tables_report(&learn->written);
}

int command_learn(const struct options *options)
{
    struct options findings = *options; /* the findings go to standard output */
    findings.output = NULL;
    findings.used &= ~(UINT64_C(1) << O_OUTPUT);
    struct learn learn = {.options = options,
                          .directory = options->output,
                          .confirmation = had_field("confirmation_codage"),
                          .not_grouped = had_finding_number("907")};
    learn.learned.contradicted = write_contradiction;
    learn.learned.context = &learn;
    int status = folder_check(options->output);
    if (status)
        return status;
    struct batch batch = {.options = &findings,
                          .carried = HAD_CARRIED_ALONE,
                          .rapss = true,
                          .once = true,
                          .columns = columns_learn,
                          .each = learn_record,
                          .begin_piece = begin_piece,
                          .end = learn_end,
                          .own = &learn,
                          .split = split_learn,
                          .join = join_learn};
    learn.batch = &batch;
    status = batch_run(&batch);
    if (status == USAGE)
        say(W_S_STOPPED, options->output);
    if (!status && !options->quiet)
        report(&learn);
    if (!status && learn.written.conflict)
        status = DIFFERENCES;
    learned_tables_free(&learn.written);
    lessons_free(&learn.lessons);
    learned_free(&learn.learned);
    return status;
}
