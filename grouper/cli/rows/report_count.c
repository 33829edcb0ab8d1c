/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/rows/report_count.h"

#include <stdlib.h>
#include <string.h>

#include "cli/base/calendar.h"
#include "cli/rows/days.h"
#include "cli/run/failure.h"
#include "cli/rows/rows.h"
#include "common/sums.h"

enum { AGE_UNKNOWN = -1, FINDINGS = HAD_FINDINGS_MAX };

struct report_count *report_count_new(const struct batch *batch)
{
    static const char *const warnings[] = {"902", "903", "905", "906", "919", "927"};
    struct report_count *count = calloc(1, sizeof *count);
    if (count)
        count->ranking = ranking_new();
    if (!count || !count->ranking) {
        say(W_NO_MEMORY);
        free(count);
        return NULL;
    }
    for (int by = 0; by < REPORT_BYS; by++)
        count->by[by].keyed.size = sizeof(struct report_row);
    count->batch = batch;
    count->date_naissance = had_field("date_naissance");
    count->date_entree = had_field("date_entree");
    count->age_annees = had_field("age_annees");
    count->pair = had_finding_number("056");
    for (size_t i = 0; i < sizeof warnings / sizeof warnings[0]; i++) {
        int number = had_finding_number(warnings[i]);
        count->warnings.word[number >> 6] |= UINT64_C(1) << (number & 63);
    }
    return count;
}

void report_count_free(struct report_count *count)
{
    if (!count)
        return;
    for (int by = 0; by < REPORT_BYS; by++)
        keyed_free(&count->by[by].keyed);
    ranking_free(count->ranking);
    had_engine_free(count->controls);
    free(count);
}

/* --- Lines behind a number -------------------------------------------------------------------- */

static bool before(const struct report_line *a, const struct report_line *b)
{
    return a->file != b->file ? a->file < b->file : a->line < b->line;
}

/* Keeps the first of the input. */
static void keep_line(struct report_lines *lines, const struct report_line *line)
{
    size_t at = lines->kept;
    while (at > 0 && before(line, &lines->line[at - 1]))
        at--;
    if (at == REPORT_LINES)
        return;
    lines->kept += lines->kept < REPORT_LINES;
    memmove(&lines->line[at + 1], &lines->line[at], (lines->kept - at - 1) * sizeof lines->line[0]);
    lines->line[at] = *line;
}

static void add_line(struct report_lines *lines, const struct report_line *line)
{
    lines->count++;
    keep_line(lines, line);
}

static void join_lines(struct report_lines *lines, const struct report_lines *more)
{
    lines->count += more->count;
    for (size_t i = 0; i < more->kept; i++)
        keep_line(lines, &more->line[i]);
}

static struct report_line line_of(struct report_count *count, const struct item *item)
{
    const struct options *options = count->batch->options;
    if (item->file != count->file) {
        count->file = item->file;
        count->file_number = 0;
        while (count->file_number < options->file_count &&
               options->files[count->file_number] != item->file)
            count->file_number++;
    }
    return (struct report_line){count->file_number, item->line};
}

/* --- Rows ------------------------------------------------------------------------------------- */

/* The row of a key, made at first need; NULL when there is no memory (a message is said). */
static struct report_row *row_at(struct report_rows *rows, const unsigned char *key, size_t length)
{
    const struct report_row *last = rows->last;
    if (!last || last->keyed.length != length || memcmp(last->keyed.key, key, length) != 0)
        rows->last = keyed_at(&rows->keyed, key, length);
    return rows->last;
}

static void add_row(struct report_row *row, const struct report_row *more)
{
    priced_add(&row->sums, &more->sums);
    sum_up(&row->rangs, more->rangs);
    sum_up(&row->ranked, more->ranked);
}

/* Adds the ranks of the days of a zone, as `price --by jour` lists them. */
static void add_ranks(struct report_row *sum, struct days *days, const had_zone *zone)
{
    if (zone->ght == HAD_GHT_ERROR)
        return;
    days_zone(days, zone);
    if (!days->ranked)
        return;
    if (!days->outside) { /* they follow each other */
        int64_t n = zone->jours;
        sum->rangs += n * days->rank + n * (n - 1) / 2;
        sum->ranked += n;
        return;
    }
    for (; days_next(days); days_past(days)) {
        sum->rangs += days->date != 0 ? days->rank : 0;
        sum->ranked += days->date != 0;
    }
}

/* What a zone adds. */
static struct report_row sums_of(const struct batch *batch, const struct item *item,
                                 struct days *days, const had_zone *zone)
{
    struct report_row sum = {.sums = {.sous_sequences = 1, .journees = zone->jours}};
    sum.sums.montant = zone->montant;
    sum.sums.facturable = item->result->facturable ? zone->montant : 0;
    sum.sums.non_officiel = row_official(batch, item->result) == 0 ? zone->montant : 0;
    sum.sums.sans_tarif = zone_valued(zone) ? 0 : zone->jours;
    add_ranks(&sum, days, zone);
    return sum;
}

/* --- Keys ------------------------------------------------------------------------------------- */

static int digits_of(const unsigned char *p, size_t size)
{
    int number = 0;
    for (size_t i = 0; i < size; i++) {
        if (p[i] < '0' || p[i] > '9')
            return AGE_UNKNOWN;
        number = 10 * number + p[i] - '0';
    }
    return size > 0 ? number : AGE_UNKNOWN;
}

/* A date of a record, JJMMAAAA, as AAAAMMJJ; 0 when it is none. */
static int32_t date_of(const struct batch *batch, const struct item *item, int field)
{
    size_t length = 0;
    const unsigned char *p = field < 0 ? NULL : item_field(batch, item, field, &length);
    if (!p || length != 8)
        return 0;
    char text[] = {(char)p[4], (char)p[5], (char)p[6], (char)p[7], '-', (char)p[2],
                   (char)p[3], '-',        (char)p[0], (char)p[1], '\0'};
    return calendar_read(text);
}

/* Whole years at the entry of the stay; those of a RAPSS are written in it. */
static int age_of(const struct report_count *count, const struct item *item)
{
    size_t length = 0;
    if (item->result->rapss) {
        const unsigned char *p = count->age_annees < 0
                                     ? NULL
                                     : item_field(count->batch, item, count->age_annees, &length);
        return p ? digits_of(p, length) : AGE_UNKNOWN;
    }
    int32_t born = date_of(count->batch, item, count->date_naissance),
            came = date_of(count->batch, item, count->date_entree);
    if (born == 0 || came < born)
        return AGE_UNKNOWN;
    return came / 10000 - born / 10000 - (came % 10000 < born % 10000);
}

static const char *age_class(int age)
{
    static const struct {
        int from;
        const char *name;
    } classes[] = {{85, "85+"},   {75, "75-84"}, {65, "65-74"},
                   {18, "18-64"}, {3, "03-17"},  {0, "00-02"}};
    for (size_t i = 0; i < sizeof classes / sizeof classes[0]; i++)
        if (age >= classes[i].from)
            return classes[i].name;
    return "";
}

static size_t text_key(unsigned char *out, const char *text)
{
    size_t length = strlen(text);
    memcpy(out, text, length);
    return length;
}

static size_t bytes_key(unsigned char *out, const unsigned char *p, size_t size)
{
    const unsigned char *end = p + size;
    trim(&p, &end);
    return to_utf8(p, end, out);
}

/* The key of a record; that of a zone is its GHT. */
static size_t key_of(const struct report_count *count, const struct item *item, enum report_by by,
                     unsigned char *out)
{
    const had_result *result = item->result;
    size_t length;
    const unsigned char *p;
    switch (by) {
    case REPORT_MOIS:
        if (result->fin == 0)
            return 0;
        write_date(out, result->fin);
        return 7; /* the day is left out */
    case REPORT_MPP:
        p = item_field(count->batch, item, count->batch->fields.mpp, &length);
        return bytes_key(out, p, length);
    case REPORT_GHPC:
        return bytes_key(out, (const unsigned char *)result->ghpc, strlen(result->ghpc));
    case REPORT_DOMICILE:
        return bytes_key(out, &result->type_domicile, 1);
    case REPORT_AGE:
        return text_key(out, age_class(age_of(count, item)));
    case REPORT_SECTEUR:
        return text_key(out, secteur_name(result->secteur));
    default:
        return 0;
    }
}

static bool add_to(struct report_rows *rows, const unsigned char *key, size_t length,
                   const struct report_row *sum, const struct report_line *line)
{
    struct report_row *row = row_at(rows, key, length);
    if (!row)
        return false;
    add_row(row, sum);
    if (sum->sums.sous_sequences > 0)
        add_line(&row->lines, line);
    return true;
}

/* Rule R12: a record counts once in each row that it touches. */
static bool add_by_ght(struct report_count *count, const struct item *item,
                       const struct report_row *sums, const struct report_line *line)
{
    const had_result *result = item->result;
    for (int i = 0; i < result->zone_count; i++) {
        struct report_row sum = sums[i];
        unsigned char key[2];
        for (int j = 0; j < i; j++)
            if (result->zone[j].ght == result->zone[i].ght)
                sum.sums.sous_sequences = 0;
        write_two(key, result->zone[i].ght);
        if (!add_to(&count->by[REPORT_GHT], key, sizeof key, &sum, line))
            return false;
    }
    return true;
}

static bool add_sums(struct report_count *count, const struct item *item,
                     const struct report_line *line)
{
    const had_result *result = item->result;
    struct report_row sums[HAD_ZONES_MAX], all = {.rangs = 0};
    struct days days = days_of(count->batch->engine, item);
    for (int i = 0; i < result->zone_count; i++) {
        sums[i] = sums_of(count->batch, item, &days, &result->zone[i]);
        add_row(&all, &sums[i]);
    }
    all.sums.sous_sequences = 1;
    for (enum report_by by = REPORT_TOTAL; by < REPORT_BYS; by++) {
        unsigned char key[REPORT_KEY];
        if (by != REPORT_GHT &&
            !add_to(&count->by[by], key, key_of(count, item, by, key), &all, line))
            return false;
    }
    return add_by_ght(count, item, sums, line);
}

/* --- What is refused -------------------------------------------------------------------------- */

/* The controls of a record whose zones were read: money is read, controls are run beside. */
static bool run_controls(struct report_count *count, const struct item *item, had_result *out)
{
    had_options controls;
    batch_settings(count->batch, &controls);
    controls.carried = HAD_CARRIED_IGNORED;
    controls.groups_only = 1;
    controls.sans_classification = 1;
    int status = count->controls
                     ? HAD_OK
                     : had_engine_new(count->batch->tables, &controls, &count->controls, NULL);
    if (status) {
        say_failure("had_engine_new", status);
        return false;
    }
    out->size = sizeof *out;
    return had_process(count->controls, item->bytes, item->length, out) == HAD_OK;
}

static bool add_codes(struct report_count *count, const struct item *item, const had_engine *engine,
                      const had_result *result, const struct ranked *ranked,
                      const struct report_line *line)
{
    had_finding list[FINDINGS];
    struct ranked of_code = *ranked;
    if (!any_finding(&result->findings))
        return true;
    size_t n = had_result_findings(engine, item->bytes, item->length, result, list, FINDINGS);
    for (size_t i = 0; i < n; i++) {
        if (had_findings_has(&count->warnings, list[i].number))
            continue;
        of_code.pair = list[i].number == count->pair && result->statut == HAD_ERRONEE;
        if (!ranking_code(count->ranking, &of_code, list[i].number, list[i].blocking))
            return false;
        add_line(&count->codes[list[i].number], line);
    }
    return true;
}

static void add_refusal(struct report_refusal *refusal, const struct ranked *ranked,
                        const struct report_line *line)
{
    refusal->records++;
    sum_up(&refusal->days, calendar_span(ranked->debut, ranked->fin));
    stake_add(&refusal->stake, ranked->mode, ranked->debut, ranked->fin);
    add_line(&refusal->lines, line);
}

static struct ranked ranked_of(const struct report_count *count, const struct item *item)
{
    size_t length;
    const unsigned char *mpp = item_field(count->batch, item, count->batch->fields.mpp, &length);
    return (struct ranked){.mode = estimate_mode(mpp, length),
                           .debut = item->result->debut,
                           .fin = item->result->fin,
                           .blocked = item->result->outcome == HAD_BLOCKED ||
                                      item->result->outcome == HAD_REJECTED};
}

bool report_count_record(struct report_count *count, const struct item *item)
{
    const had_result *result = item->result;
    struct report_line line = line_of(count, item);
    if (result->zone_count > 0 && !add_sums(count, item, &line))
        return false;
    struct ranked ranked = ranked_of(count, item);
    if (!ranked.blocked)
        ranking_earns(count->ranking, ranked.mode, earning_of(result));
    ranking_line(count->ranking, &ranked);
    if (result->outcome == HAD_BLOCKED || result->outcome == HAD_UNUSABLE)
        add_refusal(&count->refused[ranked.blocked ? REPORT_BLOCKED : REPORT_UNUSABLE], &ranked,
                    &line);
    if (!result->carried)
        return add_codes(count, item, count->batch->engine, result, &ranked, &line);
    had_result controlled;
    return run_controls(count, item, &controlled) &&
           add_codes(count, item, count->controls, &controlled, &ranked, &line);
}

bool report_count_rejected(struct report_count *count, const struct item *item)
{
    struct report_line line = line_of(count, item);
    struct ranked ranked = ranked_of(count, item);
    ranking_line(count->ranking, &ranked);
    add_refusal(&count->refused[REPORT_REJECTED], &ranked, &line);
    return add_codes(count, item, count->batch->engine, item->result, &ranked, &line);
}

/* --- All of it -------------------------------------------------------------------------------- */

static bool join_rows(struct report_rows *rows, const struct report_rows *more)
{
    for (size_t i = 0; i < more->keyed.count; i++) {
        const struct report_row *from = report_row(more, i);
        struct report_row *row = row_at(rows, from->keyed.key, from->keyed.length);
        if (!row)
            return false;
        add_row(row, from);
        join_lines(&row->lines, &from->lines);
    }
    return true;
}

bool report_count_join(struct report_count *count, const struct report_count *more)
{
    for (int by = 0; by < REPORT_BYS; by++)
        if (!join_rows(&count->by[by], &more->by[by]))
            return false;
    for (int kind = 0; kind < REPORT_REFUSED; kind++) {
        struct report_refusal *refusal = &count->refused[kind];
        refusal->records += more->refused[kind].records;
        sum_up(&refusal->days, more->refused[kind].days);
        stake_join(&refusal->stake, &more->refused[kind].stake);
        join_lines(&refusal->lines, &more->refused[kind].lines);
    }
    for (int code = 0; code < FINDINGS; code++)
        join_lines(&count->codes[code], &more->codes[code]);
    return ranking_join(count->ranking, more->ranking);
}

bool report_count_finish(struct report_count *count)
{
    for (int by = 0; by < REPORT_BYS; by++) {
        struct report_rows *rows = &count->by[by];
        keyed_sort(&rows->keyed);
        rows->last = NULL;
        for (size_t i = 0; i < rows->keyed.count; i++)
            if (report_row(rows, i)->sums.montant == SUM_FULL ||
                report_row(rows, i)->rangs == SUM_FULL)
                return false;
    }
    return true;
}

const struct report_row *report_count_total(const struct report_count *count)
{
    const struct report_rows *rows = &count->by[REPORT_TOTAL];
    return rows->keyed.count > 0 ? report_row(rows, 0) : NULL;
}

int64_t report_mean(const struct report_row *row)
{
    int64_t days = row->sums.journees - row->sums.sans_tarif;
    return days > 0
               ? row->sums.montant / days + (2 * (row->sums.montant % days) + days) / (2 * days)
               : -1;
}

int64_t report_rank(const struct report_row *row)
{
    int64_t days = row->ranked;
    if (days <= 0)
        return -1;
    return row->rangs / days * 10 + (20 * (row->rangs % days) + days) / (2 * days);
}
