/* SPDX-License-Identifier: Apache-2.0 */
#include "activity_own.h"

#include <stdlib.h>
#include <string.h>

#include "cli/base/status.h"
#include "cli/rows/days.h"
#include "cli/rows/rows.h"
#include "common/hints.h"
#include "common/sums.h"

const uint32_t activity_slots[ACTIVITY_TABLES] = {[BY_MONTH] = MONTH_SLOTS,
                                                  [BY_MPP] = MODE_NONE,
                                                  [BY_GHPC] = GHPC_SLOTS,
                                                  [BY_GHT] = 100,
                                                  [BY_PATIENT] = 256 * AGE_CLASSES * SECTEURS};

/* Each on a line of the cache of its own. */
enum { CACHE_LINE = 64 };
_Static_assert(sizeof(struct usual_sums) == CACHE_LINE, "a line of the cache");

static bool make_sums(struct activity_rows *rows, size_t count)
{
    unsigned char *memory = calloc(count + 1, CACHE_LINE);
    if (memory)
        rows->sums = (void *)(memory + -(uintptr_t)memory % CACHE_LINE);
    return (rows->memory = memory) != NULL;
}

bool activity_start(struct activity *activity)
{
    bool made = true;
    for (int by = 0; by < ACTIVITY_TABLES; by++) {
        struct activity_rows *rows = &activity->by[by];
        rows->keyed.size = sizeof(struct activity_row);
        rows->usual = calloc(activity_slots[by] + 1, sizeof(struct activity_row *));
        made &= rows->usual != NULL && make_sums(rows, activity_slots[by] + 1);
    }
    if (!made)
        say(W_NO_MEMORY);
    return made;
}

void activity_free(struct activity *activity)
{
    for (int by = 0; by < ACTIVITY_TABLES; by++) {
        keyed_free(&activity->by[by].keyed);
        free((void *)activity->by[by].usual);
        free(activity->by[by].memory);
        activity->by[by].memory = NULL;
        activity->by[by].usual = NULL;
    }
}

/* --- Keys ------------------------------------------------------------------------------------- */

size_t activity_key(const struct item *item, const struct facts *facts, enum activity_by by,
                    unsigned char out[ACTIVITY_KEY])
{
    const had_result *result = item->result;
    size_t length;
    const unsigned char *p;
    switch (by) {
    case BY_MONTH:
        if (result->fin == 0)
            return 0;
        write_date(out, result->fin);
        return 7; /* the day is left out */
    case BY_MPP:
        p = fact_bytes(facts, FACT_MPP, &length);
        return keyed_field(out, p, length);
    case BY_GHPC:
        return keyed_field(out, (const unsigned char *)result->ghpc, strlen(result->ghpc));
    case BY_PATIENT:
        length = keyed_text(out, age_names[facts->ages]) + 1;
        out[length - 1] = '\0';
        length += keyed_text(out + length, secteur_name(result->secteur)) + 1;
        out[length - 1] = '\0';
        return length + keyed_field(out + length, &result->type_domicile, 1);
    default:
        return 0;
    }
}

/* --- Sums ------------------------------------------------------------------------------------- */

static void add_row(struct activity_row *row, const struct activity_row *more)
{
    priced_add(&row->sums, &more->sums);
    sum_up(&row->rangs, more->rangs);
    sum_up(&row->ranked, more->ranked);
}

/* Adds the ranks of the days of a zone, as `price --by jour` lists them. */
static void add_ranks(struct activity_row *sum, struct days *days, const had_zone *zone)
{
    if (zone->ght == HAD_GHT_ERROR)
        return;
    days_zone(days, zone);
    if (!days->ranked)
        return;
    if (!days->outside) { /* the ranks follow each other */
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

/* What a zone adds: sums only, as `sum` has neither a key nor lines. */
static void sums_of(const struct item *item, struct days *days, int n, struct activity_row *sum)
{
    const had_result *result = item->result;
    sum->sums = priced_zone(result, n, result->facturable, item->official);
    sum->rangs = sum->ranked = 0;
    add_ranks(sum, days, &result->zone[n]);
}

static void add_to(struct activity_row *row, const struct activity_row *sum,
                   const struct line_place *place)
{
    add_row(row, sum);
    if (sum->sums.sous_sequences > 0)
        lines_add(&row->lines, place);
}

struct activity_row *activity_ght_row(struct activity_rows *rows, uint8_t ght)
{
    struct activity_row **usual = &rows->usual[ght];
    unsigned char key[2];
    if (*usual)
        return *usual;
    write_two(key, ght);
    return *usual = keyed_at(&rows->keyed, key, sizeof key);
}

/* Rule R12: a record counts once in each row that it touches. */
static bool add_by_ght(struct activity *activity, const struct item *item,
                       const struct activity_row *sums, const struct line_place *place)
{
    const had_result *result = item->result;
    for (int i = 0; i < result->zone_count; i++) {
        struct activity_row *row = activity_ght_row(&activity->by[BY_GHT], result->zone[i].ght);
        if (!row)
            return false;
        add_to(row, &sums[i], place);
    }
    return true;
}

/* The row of a record's key, made at first need; NULL when there is no memory (a message is said).
 */
static struct activity_row *row_at(struct activity_rows *rows, const struct item *item,
                                   const struct facts *facts, enum activity_by by, uint32_t slot)
{
    if (rows->usual[slot])
        return rows->usual[slot];
    unsigned char key[ACTIVITY_KEY];
    size_t length = activity_key(item, facts, by, key);
    struct activity_row *row = keyed_at(&rows->keyed, key, length);
    if (slot < activity_slots[by])
        rows->usual[slot] = row;
    return row;
}

bool activity_add(struct activity *activity, const struct batch *batch, const struct item *item,
                  const struct facts *facts)
{
    const had_result *result = item->result;
    struct activity_row sums[HAD_ZONES_MAX], all;
    all.sums = (struct priced){0};
    all.rangs = all.ranked = 0;
    struct days days = days_of(batch, batch->engine, item);
    for (int i = 0; i < result->zone_count; i++) {
        sums_of(item, &days, i, &sums[i]);
        add_row(&all, &sums[i]);
    }
    all.sums.sous_sequences = 1;
    lines_add(&activity->lines[activity_sums_met(&all.sums)], &facts->place);
    uint32_t slot[ACTIVITY_TABLES];
    activity_find_slots(facts, slot);
    static const enum activity_by of_record[] = {BY_MONTH, BY_MPP, BY_GHPC, BY_PATIENT};
    for (size_t i = 0; i < sizeof of_record / sizeof of_record[0]; i++) {
        enum activity_by by = of_record[i];
        struct activity_row *row = row_at(&activity->by[by], item, facts, by, slot[by]);
        if (!row)
            return false;
        add_to(row, &all, &facts->place);
    }
    return add_by_ght(activity, item, sums, &facts->place);
}

/* --- All of it -------------------------------------------------------------------------------- */

/* Adds what usual records gave to the rows. */
static void join_usual(struct activity *activity)
{
    for (int by = 0; by < ACTIVITY_TABLES; by++)
        for (uint32_t slot = 0; slot < activity_slots[by]; slot++) {
            struct activity_row *row = activity->by[by].usual[slot];
            if (!row)
                continue;
            struct usual_sums *usual = usual_sums_at(activity, (enum activity_by)by, slot);
            priced_add(&row->sums, &usual->sums);
            sum_up(&row->rangs, usual->rangs);
            sum_up(&row->ranked, usual->sums.journees);
            row->lines.count += (uint64_t)usual->sums.sous_sequences;
            *usual = (struct usual_sums){.rangs = 0};
        }
}

/* Adds rows to those of the same key. */
static bool join_row(struct activity_rows *rows, const unsigned char *key, size_t length,
                     const struct activity_row *more)
{
    struct activity_row *row = keyed_at(&rows->keyed, key, length);
    if (!row)
        return false;
    add_row(row, more);
    lines_join(&row->lines, &more->lines);
    return true;
}

static bool join_rows(struct activity_rows *rows, const struct activity_rows *more)
{
    for (size_t i = 0; i < more->keyed.count; i++) {
        const struct activity_row *from = activity_row(more, i);
        if (!join_row(rows, from->keyed.key, from->keyed.length, from))
            return false;
    }
    return true;
}

bool activity_join(struct activity *activity, struct activity *more)
{
    join_usual(more);
    for (int by = 0; by < ACTIVITY_TABLES; by++)
        if (!join_rows(&activity->by[by], &more->by[by]))
            return false;
    for (int way = 0; way < SUM_WAYS; way++)
        lines_join(&activity->lines[way], &more->lines[way]);
    return true;
}

/* Rows that another worker met have no slot yet. */
static void find_ghts(struct activity_rows *rows)
{
    for (size_t i = 0; i < rows->keyed.count; i++) {
        struct activity_row *row = (struct activity_row *)(void *)rows->keyed.row[i];
        const unsigned char *key = row->keyed.key;
        rows->usual[(key[0] - '0') * 10 + key[1] - '0'] = row;
    }
}

/* Each row by patient to those that its parts have, and to that of all. */
static bool share_out(struct activity *activity)
{
    const struct activity_rows *rows = &activity->by[BY_PATIENT];
    bool made = true;
    for (size_t i = 0; made && i < rows->keyed.count; i++) {
        const struct activity_row *row = activity_row(rows, i);
        const unsigned char *age = row->keyed.key;
        size_t of_age = strlen((const char *)age);
        const unsigned char *secteur = age + of_age + 1;
        size_t of_secteur = strlen((const char *)secteur);
        const unsigned char *domicile = secteur + of_secteur + 1;
        size_t of_domicile = row->keyed.length - (size_t)(domicile - age);
        made = join_row(&activity->by[BY_AGE], age, of_age, row) &&
               join_row(&activity->by[BY_SECTEUR], secteur, of_secteur, row) &&
               join_row(&activity->by[BY_DOMICILE], domicile, of_domicile, row) &&
               join_row(&activity->by[BY_ALL], age, 0, row);
    }
    return made;
}

int activity_finish(struct activity *activity)
{
    bool full = false;
    join_usual(activity);
    if (!share_out(activity))
        return FILES;
    for (int by = 0; by < ACTIVITY_TABLES; by++) {
        struct activity_rows *rows = &activity->by[by];
        keyed_sort(&rows->keyed);
        for (size_t i = 0; i < rows->keyed.count; i++)
            full |= activity_row(rows, i)->sums.montant == SUM_FULL ||
                    activity_row(rows, i)->rangs == SUM_FULL;
    }
    find_ghts(&activity->by[BY_GHT]);
    return full ? sums_full() : DONE;
}

bool activity_adds_up(const struct activity *activity, int64_t days, int64_t amount)
{
    for (int by = 0; by < ACTIVITY_TABLES; by++) {
        struct priced sum = {0};
        for (size_t i = 0; i < activity->by[by].keyed.count; i++)
            priced_add(&sum, &activity_row(&activity->by[by], i)->sums);
        if (sum.journees != days || sum.montant != amount)
            return false;
    }
    return true;
}

const struct activity_row *activity_total(const struct activity *activity)
{
    static const struct activity_row nothing;
    const struct activity_rows *rows = &activity->by[BY_ALL];
    return rows->keyed.count > 0 ? activity_row(rows, 0) : &nothing;
}

struct report_lines activity_lines(const struct activity *activity, enum activity_sum sum,
                                   enum activity_sum without)
{
    return lines_of_ways(activity->lines, SUM_WAYS, sum, without);
}

const struct activity_row *activity_find(const struct activity *activity, enum activity_by by,
                                         const unsigned char *key, size_t length)
{
    return keyed_find(&activity->by[by].keyed, key, length);
}

const struct activity_row *activity_ght(const struct activity *activity, int ght)
{
    static const struct activity_row nothing;
    const struct activity_row *row = activity->by[BY_GHT].usual[ght];
    return row ? row : &nothing;
}

int64_t activity_mean(const struct activity_row *row)
{
    int64_t days = row->sums.journees - row->sums.sans_tarif;
    return days > 0
               ? row->sums.montant / days + (2 * (row->sums.montant % days) + days) / (2 * days)
               : -1;
}

int64_t activity_rank(const struct activity_row *row)
{
    int64_t days = row->ranked;
    if (days <= 0)
        return -1;
    return row->rangs / days * 10 + (20 * (row->rangs % days) + days) / (2 * days);
}
