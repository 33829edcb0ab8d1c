/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "common/hints.h"
#include "common/sums.h"
#include "totals_own.h"

struct totals *totals_of(const enum key *keys, int count, struct more more)
{
    struct totals *totals = calloc(1, sizeof *totals);
    if (!totals)
        return NULL;
    totals->key_count = count;
    totals->counted = 1;
    totals->rows.size = sizeof(struct row);
    int n = 0;
    totals->usual = !more.droits && !more.range;
    for (int i = 0; i < count; i++) {
        totals->keys[i] = keys[i];
        totals->usual &= numbered_key(keys[i]);
        totals->of_zone |= numbered_of_zone(keys[i]);
        totals->columns[n++] = columns_keys[keys[i]];
    }
    for (int i = 0; i < SUMS; i++)
        totals->columns[n++] = columns_sums[i];
    totals->more = more;
    if (more.droits)
        totals->columns[n++] = column_montant_amo;
    for (int i = 0; more.range && i < RANGE_SUMS; i++)
        totals->columns[n++] = columns_range[i];
    return totals;
}

/* Totals of records, which may be usual. */
static struct totals *totals_of_records(const enum key *keys, int count, struct more more)
{
    struct totals *totals = totals_of(keys, count, more);
    if (!totals || !totals->usual || numbered_start(&totals->numbered, keys, count))
        return totals;
    totals_free(totals);
    return NULL;
}

struct totals *totals_new(const struct options *options)
{
    return totals_of_records(options->keys, options->key_count,
                             (struct more){options->vidhosp.count > 0, options->range});
}

struct totals *totals_like(const struct totals *totals)
{
    return totals_of_records(totals->keys, totals->key_count, totals->more);
}

void totals_free(struct totals *totals)
{
    if (!totals)
        return;
    keyed_free(&totals->rows);
    numbered_free(&totals->numbered);
    free(totals);
}

const struct column *const *totals_columns(const struct totals *totals)
{
    return totals->columns;
}

struct row *totals_find(struct totals *totals, const unsigned char *key, size_t length)
{
    struct row *row = keyed_at(&totals->rows, key, length);
    totals->lacking |= !row;
    return row;
}

static size_t record_part(unsigned char *out, const struct batch *batch, const struct item *item,
                          int field)
{
    size_t length;
    const unsigned char *bytes = item_field(batch, item, field, &length);
    return keyed_field(out, bytes, length);
}

size_t totals_part(enum key key, const struct batch *batch, const struct item *item,
                   const had_zone *zone, unsigned char *out)
{
    const had_result *result = item->result;
    char text[GROUPEMENT_TEXT];
    switch (key) {
    case KEY_MOIS:
        if (result->fin == 0)
            return 0;
        write_date(out, result->fin); /* of which the day is left out */
        return 7;
    case KEY_GHT:
        write_two(out, zone->ght);
        return 2;
    case KEY_GHPC:
        return keyed_field(out, (const unsigned char *)result->ghpc, strlen(result->ghpc));
    case KEY_MPP:
        return record_part(out, batch, item, batch->fields.mpp);
    case KEY_MPA:
        return record_part(out, batch, item, batch->fields.mpa);
    case KEY_IK:
        return record_part(out, batch, item, batch->fields.ik);
    case KEY_FINESS:
        return record_part(out, batch, item, batch->fields.finess_epmsi);
    case KEY_FINESS_GEO:
        return record_part(out, batch, item, batch->fields.finess_geo);
    case KEY_SECTEUR:
        return keyed_text(out, secteur_name(result->secteur));
    case KEY_VARIANTE: /* a GHT 99 has a sector, and neither variant nor campaign */
        return keyed_text(out, zone->ght == HAD_GHT_ERROR ? "" : variante_name(result->variante));
    case KEY_CAMPAGNE:
        if (zone->ght == HAD_GHT_ERROR || result->campagne == 0)
            return 0;
        write_digits(out, 4, result->campagne);
        return 4;
    default:
        groupement_text(text, zone->groupement);
        return keyed_text(out, text);
    }
}

struct row *totals_touched(struct totals *totals, const struct batch *batch,
                           const struct item *item, const struct had_zone *zone)
{
    unsigned char key[KEY_BYTES];
    size_t length = 0;
    for (int k = 0; k < totals->key_count; k++) {
        length += totals_part(totals->keys[k], batch, item, zone, key + length);
        key[length++] = '\0';
    }
    return totals_find(totals, key, length);
}

/* What the insurance pays of zones [from, to). */
SELDOM static void add_amo(struct row *row, const struct item *item, int from, int to)
{
    for (int i = from; i < to; i++) {
        int64_t amo;
        zone_amo(&item->result->zone[i], item->droits, &amo);
        sum_up(&row->amo, amo);
    }
}

/* Adds zones [from, to) of a record to a row; the record itself is counted apart. */
static INLINE void add_zones(struct row *row, const struct item *item, int from, int to)
{
    const had_result *result = item->result;
    struct priced more = {0};
    for (int i = from; i < to; i++) {
        const had_zone *zone = &result->zone[i];
        more.journees += zone->jours;
        more.montant += zone->montant;
        if (!zone_valued(zone))
            more.sans_tarif += zone->jours;
    }
    more.facturable = result->facturable ? more.montant : 0;
    more.non_officiel = item->official == 0 ? more.montant : 0;
    if (priced_count(&row->sums, &more) && item->droits)
        add_amo(row, item, from, to);
}

/* Rule R47: of a 901 what its zones could give; where a tariff is missing, nothing. */
static void add_range(struct row *row, const struct batch *batch, const struct item *item, int from,
                      int to)
{
    for (int i = from; i < to; i++) {
        int64_t least, most;
        if (!zone_range(batch, item, &item->result->zone[i], &least, &most))
            continue;
        sum_up(&row->least, least);
        sum_up(&row->most, most);
    }
}

/* Each zone by its own key. */
static bool add_by_keys(struct totals *totals, const struct batch *batch, const struct item *item)
{
    const had_result *result = item->result;
    struct row *seen[HAD_ZONES_MAX];
    for (int i = 0; i < result->zone_count; i++) {
        struct row *row = totals_touched(totals, batch, item, &result->zone[i]);
        if (!row)
            return false;
        bool again = false;
        for (int j = 0; j < i; j++)
            again |= seen[j] == row;
        seen[i] = row;
        /* Rule R12: a record counts once in each row that it touches. */
        row->sums.sous_sequences += !again;
        add_zones(row, item, i, i + 1);
        if (totals->more.range)
            add_range(row, batch, item, i, i + 1);
    }
    return true;
}

bool totals_add(struct totals *totals, const struct batch *batch, const struct item *item)
{
    int zones = item->result->zone_count;
    bool added;
    if (!totals_plain(totals, batch, item, &added) || added)
        return added;
    if (totals->key_count > 0 || totals->rows.count == 0 || zones == 0)
        return add_by_keys(totals, batch, item);
    /* One row for everything: no key to look for. */
    struct row *row = totals_nth(totals, 0);
    row->sums.sous_sequences++;
    add_zones(row, item, 0, zones);
    if (totals->more.range)
        add_range(row, batch, item, 0, zones);
    return true;
}

void totals_add_up(struct row *row, const struct row *more)
{
    priced_add(&row->sums, &more->sums);
    sum_up(&row->amo, more->amo);
    sum_up(&row->least, more->least);
    sum_up(&row->most, more->most);
}

bool totals_join(struct totals *totals, struct totals *others)
{
    for (size_t i = 0; i < others->rows.count; i++) {
        const struct row *more = totals_nth(others, i);
        struct row *row = totals_find(totals, more->keyed.key, more->keyed.length);
        if (!row)
            return false;
        totals_add_up(row, more);
    }
    return numbered_join(&totals->numbered, &others->numbered);
}

/* --- All of them ------------------------------------------------------------------------------ */

/* Rows, then those of usual records: what they came to. */
static size_t all_count(const struct totals *totals)
{
    return totals->rows.count + totals->numbered.count;
}

static struct priced all_nth(const struct totals *totals, size_t n)
{
    size_t rows = totals->rows.count;
    return n < rows ? totals_nth(totals, n)->sums : numbered_sums(&totals->numbered.row[n - rows]);
}

int64_t totals_days(const struct totals *totals)
{
    int64_t days = 0;
    for (size_t i = 0; i < all_count(totals); i++)
        sum_up(&days, all_nth(totals, i).journees);
    return days;
}

int64_t totals_amount(const struct totals *totals)
{
    int64_t amount = 0;
    for (size_t i = 0; i < all_count(totals); i++)
        sum_up(&amount, all_nth(totals, i).montant);
    return amount;
}

int64_t totals_amo(const struct totals *totals)
{
    int64_t amo = 0;
    for (size_t i = 0; i < totals->rows.count; i++)
        sum_up(&amo, totals_nth(totals, i)->amo);
    return amo;
}

bool totals_full(const struct totals *totals)
{
    bool full = false;
    for (size_t i = 0; i < all_count(totals); i++) {
        const struct priced sums = all_nth(totals, i);
        full |= sums.montant == SUM_FULL || sums.journees == SUM_FULL ||
                sums.sous_sequences == SUM_FULL;
    }
    for (size_t i = 0; i < totals->rows.count; i++)
        full |= totals_nth(totals, i)->most == SUM_FULL;
    return full;
}

/* --- Rows written ----------------------------------------------------------------------------- */

static void write_row(const struct totals *totals, struct table *table, const struct row *row)
{
    row_begin(table, PUT_FIELD_MAX(KEY_BYTES));
    keyed_cells(table, &row->keyed, totals->key_count);
    priced_cells(table, &row->sums);
    if (totals->more.droits)
        cell_euros(table, row->amo);
    if (totals->more.range) {
        cell_euros(table, row->least);
        cell_euros(table, row->most);
    }
    row_end(table);
}

static void write_usual(const struct totals *totals, struct table *table, uint64_t place,
                        const struct priced *sums)
{
    row_begin(table, PUT_FIELD_MAX(KEY_BYTES));
    numbered_cells(&totals->numbered, place, table);
    priced_cells(table, sums);
    row_end(table);
}

/* The sums of the row *at, and of those of its key, which follow it: *at moves past them. */
static struct priced take_usual(const struct numbered *numbered, size_t *at)
{
    const struct numbered_order *order = numbered->order;
    const uint64_t place = order[*at].place;
    struct priced sums = {0};
    for (; *at < numbered->count && order[*at].place == place; ++*at) {
        const struct priced more = numbered_sums(&numbered->row[order[*at].row]);
        priced_add(&sums, &more);
    }
    return sums;
}

/* Where the key of a row stands beside that of the next of usual records. */
static int order_of(const struct totals *totals, const struct row *row, size_t at)
{
    unsigned char text[KEY_BYTES];
    if (at == totals->numbered.count)
        return -1;
    struct keyed_row usual = {
        text, numbered_text(&totals->numbered, totals->numbered.order[at].place, text)};
    return keyed_order(&row->keyed, &usual);
}

bool totals_write(struct totals *totals, struct table *table)
{
    const struct numbered *numbered = &totals->numbered;
    size_t at = 0;
    keyed_sort(&totals->rows);
    if (!numbered_sort(&totals->numbered))
        return false;
    for (size_t i = 0; i < totals->rows.count || at < numbered->count;) {
        const struct row *row = i < totals->rows.count ? totals_nth(totals, i) : NULL;
        int order = row ? order_of(totals, row, at) : 1;
        i += order <= 0;
        if (order < 0) {
            write_row(totals, table, row);
            continue;
        }
        const uint64_t place = numbered->order[at].place;
        struct priced sums = take_usual(numbered, &at);
        if (order == 0)
            priced_add(&sums, &row->sums);
        write_usual(totals, table, place, &sums);
    }
    return true;
}

bool totals_more(const char *names)
{
    static const char *const all[] = {"", ";montant_amo", ";montant_min;montant_max",
                                      ";montant_amo;montant_min;montant_max"};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        if (strcmp(names, all[i]) == 0)
            return true;
    return false;
}
