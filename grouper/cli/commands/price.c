/* SPDX-License-Identifier: Apache-2.0 */
/* had price: records -> amounts, by zone, by day, or summed. */
#include "cli/ask/commands.h"

#include <stdlib.h>

#include "cli/rows/days.h"
#include "cli/rows/rows.h"
#include "cli/rows/tails.h"
#include "cli/run/droits.h"
#include "cli/run/said.h"
#include "cli/run/side.h"
#include "cli/base/status.h"
#include "cli/rows/totals.h"
#include "cli/write/cells.h"
#include "cli/base/words.h"

/* The cells that all the rows of a record begin with: written for the first, kept for the others.
 */
static void begin_row(const struct batch *batch, struct tails *tails, struct table *table,
                      const struct item *item, struct row_head *head)
{
    if (row_begin_kept(table, head))
        return;
    tails_head(tails, batch, table, item);
    row_keep(table, head);
}

static void write_range(const struct batch *batch, struct table *table, const struct item *item,
                        const had_zone *zone)
{
    int64_t least = 0, most = 0;
    bool known = zone_range(batch, item, zone, &least, &most);
    cell_euros_if(table, known, least);
    cell_euros_if(table, known, most);
}

/* taux, montant_amo */
static void row_droits(struct table *table, const had_zone *zone, const had_droits_stay *droits)
{
    int64_t amo = 0;
    bool known = zone_amo(zone, droits, &amo);
    cell_euros_if(table, droits->taux >= 0, droits->taux); /* hundredths, as centimes are */
    cell_euros_if(table, known, amo);
}

static INLINE void write_each(const struct batch *batch, struct tails *tails,
                              const struct item *item, struct table *table, bool csv)
{
    const had_result *result = item->result;
    struct row_head head;
    head.size = 0;
    for (int i = 0; i < result->zone_count; i++) {
        const had_zone *zone = &result->zone[i];
        begin_row(batch, tails, table, item, &head);
        quick_number(table, csv, i + 1);
        quick_code(table, csv, zone->ght);
        quick_date(table, csv, zone->debut);
        quick_date(table, csv, zone->fin);
        quick_number(table, csv, zone->jours);
        tails_zone(tails, batch, table, item, zone);
        if (item->droits)
            row_droits(table, zone, item->droits);
        if (batch->options->range)
            write_range(batch, table, item, zone);
        quick_end(table, csv);
    }
}

static bool write_zones(const struct batch *batch, void *own, const struct item *item,
                        struct table *table)
{
    if (batch->options->range && !range_takes(item))
        return false;
    if (table->format == TABLE_CSV)
        write_each(batch, own, item, table, true);
    else
        write_each(batch, own, item, table, false);
    return true;
}

/* --- By day ----------------------------------------------------------------------------------- */

/* The row of a day; those of a zone differ by their date and rank only. A day without a rank has
 * blanks for both, or for its rank. */
static void write_day(const struct batch *batch, struct tails *tails, struct table *table,
                      const struct item *item, const had_zone *zone, int32_t date,
                      const int64_t *rank, struct row_head *head, struct row_varying *row)
{
    if (rank && row_again(table, row, date, *rank))
        return;
    begin_row(batch, tails, table, item, head);
    if (rank) {
        cell_varying(table, row, date, *rank);
    } else {
        cell_date(table, date);
        cell_blank(table);
    }
    tails_row(tails, batch, table, item, zone);
    row_keep(table, &row->head);
}

static bool write_days(const struct batch *batch, void *own, const struct item *item,
                       struct table *table)
{
    struct tails *tails = own;
    const had_result *result = item->result;
    if (result->rapss)
        return said_stop(item, W_NO_DAYS, USAGE);
    struct days days = days_of(batch, batch->engine, item);
    struct row_head head;
    struct row_varying row;
    head.size = 0;
    for (int i = 0; i < result->zone_count; i++) {
        const had_zone *zone = &result->zone[i];
        if (zone->ght == HAD_GHT_ERROR)
            continue;
        row.head.size = 0;
        days_zone(&days, zone);
        for (; days_next(&days); days_past(&days)) {
            uint32_t written = row_run(table, &row, days.date, days.rank, days_run(&days));
            if (written > 0)
                days_move(&days, written);
            else
                write_day(batch, tails, table, item, zone, days.date,
                          days.ranked && days.date != 0 ? &days.rank : NULL, &head, &row);
        }
    }
    return true;
}

static void *split_rows(void *own)
{
    (void)own;
    return tails_new();
}

static bool join_rows(void *own, void *other)
{
    (void)own;
    free(other);
    return true;
}

/* --- Totals ----------------------------------------------------------------------------------- */

static bool add_to_totals(const struct batch *batch, void *own, const struct item *item,
                          struct table *table)
{
    (void)table;
    if (batch->options->range && !range_takes(item))
        return false;
    return totals_add(own, batch, item);
}

static bool add_usual(const struct batch *batch, void *own, const struct item *item,
                      const had_usual *usual)
{
    return totals_usual(own, batch, item, usual);
}

static void *split_totals(void *own)
{
    return totals_like(own);
}

static bool join_totals(void *own, void *other)
{
    bool joined = totals_join(own, other);
    totals_free(other);
    return joined;
}

/* Sum of lines = total, for every set of keys: each zone is in one row. */
static int write_totals(void *own, struct table *table, const struct tally *tally)
{
    if (!totals_write(own, table))
        return FILES;
    if (totals_days(own) == tally->days && totals_amount(own) == tally->amount &&
        totals_amo(own) == tally->amo)
        return DONE;
    say(W_BROKEN, "totals");
    return INTERNAL;
}

/* --- Insurance facts -------------------------------------------------------------------------- */

static int read_droits(struct batch *batch)
{
    return droits_read(batch, NULL);
}

static const struct column *const *zone_columns(const struct options *options)
{
    static const struct column *const *const all[2][2] = {
        {columns_zone, columns_zone_range}, {columns_zone_droits, columns_zone_droits_range}};
    return all[options->vidhosp.count > 0][options->range];
}

static bool add_rows_up(struct batch *batch, struct totals *totals)
{
    if (!totals)
        return false;
    batch->columns = totals_columns(totals);
    batch->each = add_to_totals;
    batch->usual = totals_take_usual(totals) ? add_usual : NULL;
    batch->any_order = true;
    batch->each_usual = !batch->usual;
    batch->end = write_totals;
    batch->split = split_totals;
    batch->join = join_totals;
    batch->own = totals;
    return true;
}

static bool write_rows(struct batch *batch, struct tails *tails, batch_each *each,
                       const struct column *const *columns)
{
    if (!tails)
        return false;
    batch->columns = columns;
    batch->each = each;
    batch->each_usual = true;
    batch->split = split_rows;
    batch->join = join_rows;
    batch->own = tails;
    return true;
}

int command_price(const struct options *options)
{
    struct batch batch = {.options = options,
                          .priced = true,
                          .rapss = true,
                          .once = true,
                          .one_kind = true,
                          .carried = options->zones == ZONES_LUES ? HAD_CARRIED_KEPT
                                                                  : HAD_CARRIED_IGNORED};
    if (options->vidhosp.count > 0)
        batch.begin = read_droits;
    struct totals *totals = NULL;
    struct tails *tails = NULL;
    bool ready = true;
    switch (options->by) {
    case BY_ZONE:
        tails = tails_new();
        ready = write_rows(&batch, tails, write_zones, zone_columns(options));
        break;
    case BY_JOUR:
        tails = tails_new();
        ready = write_rows(&batch, tails, write_days, columns_jour);
        break;
    default:
        totals = totals_new(options);
        ready = add_rows_up(&batch, totals);
    }
    if (!ready)
        say(W_NO_MEMORY);
    int status = ready ? batch_run(&batch) : FILES;
    had_droits_free(batch.droits);
    totals_free(totals);
    free(tails);
    return status;
}
