/* SPDX-License-Identifier: Apache-2.0 */
/* had price: records -> amounts, by zone, by day, or summed. */
#include "commands.h"

#include "calendar.h"
#include "rows.h"
#include "status.h"
#include "totals.h"
#include "words.h"

static const char *const zone_columns[] = {
    "fichier", "ligne",      "sejour",  "sequence",       "sous_sequence", "zone",       "ght",
    "debut",   "fin",        "jours",   "secteur",        "variante",      "campagne",   "origine",
    "tarif",   "facturable", "montant", "classification", "officielle",    "groupement", NULL};
static const char *const day_columns[] = {
    "fichier", "ligne",      "sejour",         "sequence",   "sous_sequence", "date",
    "rang",    "ght",        "secteur",        "variante",   "campagne",      "origine",
    "tarif",   "facturable", "classification", "officielle", "groupement",    NULL};

static bool write_zones(const struct batch *batch, void *own, const struct item *item,
                        struct table *table)
{
    (void)own;
    const had_result *result = item->result;
    for (int i = 0; i < result->zone_count; i++) {
        const had_zone *zone = &result->zone[i];
        row_of(table, item);
        row_keys(batch, table, item);
        cell_number(table, i + 1);
        cell_code(table, 2, zone->ght);
        cell_date(table, zone->debut);
        cell_date(table, zone->fin);
        cell_number(table, zone->jours);
        row_tarif(table, result, zone);
        if (zone->ght == HAD_GHT_ERROR || zone->origine != HAD_ORIGINE_NONE)
            cell_euros(table, zone->montant);
        else
            cell_blank(table);
        row_classification(batch, table, result);
        row_groupement(table, zone->groupement);
        row_end(table);
    }
    return true;
}

/* --- By day ----------------------------------------------------------------------------------- */

static bool write_days(const struct batch *batch, void *own, const struct item *item,
                       struct table *table)
{
    const had_result *result = item->result;
    if (result->rapss) {
        bool *refused = own;
        *refused = true;
        say(W_NO_DAYS, item->file, (unsigned long long)item->line);
        return false;
    }
    bool outside = !result->lu && any_finding(&result->findings) &&
                   had_findings_has(&result->findings, had_finding_number("529"));
    for (int i = 0; i < result->zone_count; i++) {
        const had_zone *zone = &result->zone[i];
        if (zone->ght == HAD_GHT_ERROR)
            continue;
        int32_t date = zone->debut;
        bool ranked = date != 0 && result->debut_sequence != 0;
        int64_t rank =
            ranked ? (int64_t)calendar_days(date) - calendar_days(result->debut_sequence) + 1 : 0;
        for (uint32_t day = 0; day < zone->jours; day++) {
            /* Rule R37: beside 529, the days that the conventions cover. */
            while (outside && !had_day_covered(batch->engine, item->bytes, item->length, date)) {
                date = calendar_next(date);
                rank++;
            }
            row_of(table, item);
            row_keys(batch, table, item);
            cell_date(table, date);
            if (ranked && date != 0)
                cell_number(table, rank + day);
            else
                cell_blank(table);
            cell_code(table, 2, zone->ght);
            row_tarif(table, result, zone);
            row_classification(batch, table, result);
            row_groupement(table, zone->groupement);
            row_end(table);
            if (date != 0)
                date = calendar_next(date);
        }
    }
    return true;
}

/* --- Totals ----------------------------------------------------------------------------------- */

static bool add_to_totals(const struct batch *batch, void *own, const struct item *item,
                          struct table *table)
{
    (void)table;
    return totals_add(own, batch, item);
}

/* Sum of lines = total, for every set of keys: each zone is in one row. */
static int write_totals(void *own, struct table *table, const struct tally *tally)
{
    totals_write(own, table);
    if (totals_days(own) == tally->days && totals_amount(own) == tally->amount)
        return DONE;
    say(W_BROKEN, "totals");
    return INTERNAL;
}

int command_price(const struct options *options)
{
    struct batch batch = {.options = options,
                          .priced = true,
                          .rapss = true,
                          .lues = options->zones == ZONES_LUES ? HAD_LUES_OUI : HAD_LUES_NON};
    struct totals *totals = NULL;
    bool refused = false;
    switch (options->by) {
    case BY_ZONE:
        batch.columns = zone_columns;
        batch.each = write_zones;
        break;
    case BY_JOUR:
        batch.columns = day_columns;
        batch.each = write_days;
        batch.own = &refused;
        break;
    default:
        totals = totals_new(options);
        if (!totals) {
            say(W_NO_MEMORY);
            return FILES;
        }
        batch.columns = totals_columns(totals);
        batch.each = add_to_totals;
        batch.end = write_totals;
        batch.own = totals;
    }
    int status = batch_run(&batch);
    totals_free(totals);
    return refused ? USAGE : status;
}
