/* SPDX-License-Identifier: Apache-2.0 */
/* had price: records -> amounts, by zone, by day, or summed. */
#include "commands.h"

#include "rows.h"
#include "status.h"
#include "totals.h"
#include "words.h"

static const char zone_header[] =
    "fichier;ligne;sejour;sequence;sous_sequence;zone;ght;debut;fin;jours;secteur;variante;"
    "campagne;origine;tarif;facturable;montant;classification;officielle;groupement\n";
static const char day_header[] =
    "fichier;ligne;sejour;sequence;sous_sequence;date;rang;ght;secteur;variante;campagne;origine;"
    "tarif;facturable;classification;officielle;groupement\n";

/* secteur;variante;campagne;origine;tarif;facturable; a GHT 99 has a sector and nothing more. */
static void put_tarif(struct sink *sink, const had_result *result, const had_zone *zone)
{
    put_text(sink, row_secteur(result));
    put(sink, ';');
    if (zone->ght != 99) {
        put_text(sink, row_variante(result));
        put(sink, ';');
        if (result->campagne)
            put_digits(sink, 4, result->campagne);
        put(sink, ';');
        put_text(sink, row_origine(zone));
        put(sink, ';');
        if (zone->origine != HAD_ORIGINE_NONE)
            put_euros(sink, zone->tarif);
    } else {
        put_text(sink, ";;;");
    }
    put(sink, ';');
    put(sink, result->facturable ? '1' : '0');
    put(sink, ';');
}

static bool write_zones(const struct batch *batch, void *own, const struct item *item,
                        struct sink *sink)
{
    (void)own;
    const had_result *result = item->result;
    for (int i = 0; i < result->zone_count; i++) {
        const had_zone *zone = &result->zone[i];
        row_room(sink, item);
        row_place(sink, item);
        row_keys(batch, sink, item);
        put_number(sink, (uint64_t)i + 1);
        put(sink, ';');
        put_digits(sink, 2, zone->ght);
        put(sink, ';');
        put_date(sink, zone->debut);
        put(sink, ';');
        put_date(sink, zone->fin);
        put(sink, ';');
        put_number(sink, zone->jours);
        put(sink, ';');
        put_tarif(sink, result, zone);
        if (zone->ght == 99 || zone->origine != HAD_ORIGINE_NONE)
            put_euros(sink, zone->montant);
        put(sink, ';');
        row_classification(batch, sink, result);
        put(sink, ';');
        row_groupement(sink, zone->groupement);
        put(sink, '\n');
    }
    return true;
}

/* --- By day ----------------------------------------------------------------------------------- */

static bool leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int month_days(int year, int month)
{
    static const int days[] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[month] + (month == 2 && leap(year));
}

static int32_t next_day(int32_t date)
{
    int year = date / 10000, month = date / 100 % 100, day = date % 100;
    if (day < month_days(year, month))
        return date + 1;
    return month < 12 ? year * 10000 + (month + 1) * 100 + 1 : (year + 1) * 10000 + 101;
}

/* Days since 0000-03-01. */
static int32_t days(int32_t date)
{
    int year = date / 10000, month = date / 100 % 100;
    year -= month <= 2;
    int shifted = month > 2 ? month - 3 : month + 9;
    return 365 * year + year / 4 - year / 100 + year / 400 + (153 * shifted + 2) / 5 + date % 100;
}

static bool write_days(const struct batch *batch, void *own, const struct item *item,
                       struct sink *sink)
{
    (void)own;
    const had_result *result = item->result;
    for (int i = 0; i < result->zone_count; i++) {
        const had_zone *zone = &result->zone[i];
        if (zone->ght == 99)
            continue;
        int32_t date = zone->debut;
        bool ranked = date != 0 && result->debut_sequence != 0;
        int64_t rank = ranked ? (int64_t)days(date) - days(result->debut_sequence) + 1 : 0;
        for (uint32_t day = 0; day < zone->jours; day++) {
            row_room(sink, item);
            row_place(sink, item);
            row_keys(batch, sink, item);
            put_date(sink, date);
            put(sink, ';');
            if (ranked)
                put_signed(sink, rank + day);
            put(sink, ';');
            put_digits(sink, 2, zone->ght);
            put(sink, ';');
            put_tarif(sink, result, zone);
            row_classification(batch, sink, result);
            put(sink, ';');
            row_groupement(sink, zone->groupement);
            put(sink, '\n');
            if (date != 0)
                date = next_day(date);
        }
    }
    return true;
}

/* --- Totals ----------------------------------------------------------------------------------- */

static bool add_to_totals(const struct batch *batch, void *own, const struct item *item,
                          struct sink *sink)
{
    (void)sink;
    return totals_add(own, batch, item);
}

static void write_totals(const struct batch *batch, void *own, struct sink *sink)
{
    (void)batch;
    totals_write(own, sink);
}

int command_price(const struct options *options)
{
    struct batch batch = {.options = options, .priced = true};
    struct totals *totals = NULL;
    switch (options->by) {
    case BY_ZONE:
        batch.header = zone_header;
        batch.each = write_zones;
        break;
    case BY_JOUR:
        batch.header = day_header;
        batch.each = write_days;
        break;
    default:
        totals = totals_new(options);
        if (!totals) {
            say(W_NO_MEMORY);
            return FILES;
        }
        batch.header = totals_header(totals);
        batch.each = add_to_totals;
        batch.end = write_totals;
        batch.own = totals;
    }
    if (options->to == FORMAT_RPSS) {
        say(W_USAGE_BAD_VALUE, "--to", "rpss");
        totals_free(totals);
        return USAGE;
    }
    int status = batch_run(&batch);
    totals_free(totals);
    return status;
}
