/* SPDX-License-Identifier: Apache-2.0 */
/* had group: records -> the same records grouped, or a table. */
#include "cli/ask/commands.h"

#include "cli/rows/rows.h"
#include "cli/base/status.h"
#include "cli/base/words.h"

static bool write_row(const struct batch *batch, void *own, const struct item *item,
                      struct table *table)
{
    (void)own;
    const had_result *result = item->result;
    row_of(table, item);
    cell_word(table, result->format);
    row_keys(batch, table, item);
    cell_date(table, result->debut);
    cell_date(table, result->fin);
    row_text(batch, table, item, batch->fields.mpp);
    row_text(batch, table, item, batch->fields.mpa);
    row_text(batch, table, item, batch->fields.ik);
    row_classification(batch, table, result);
    cell_word(table, result->code_retour);
    cell_text(table, (const unsigned char *)result->ghpc, 4);
    cell_number(table, result->zone_count);
    unsigned ways = 0;
    for (int i = 0; i < HAD_ZONES_MAX; i++) {
        const had_zone *zone = &result->zone[i];
        if (i >= result->zone_count) {
            for (int k = 0; k < 4; k++)
                cell_blank(table);
            continue;
        }
        ways |= zone->groupement;
        cell_code(table, 2, zone->ght);
        cell_date(table, zone->debut);
        cell_date(table, zone->fin);
        cell_number(table, zone->jours);
    }
    row_groupement(table, ways);
    row_end(table);
    return true;
}

static bool write_record(const struct batch *batch, void *own, const struct item *item,
                         struct table *table)
{
    (void)own;
    enum { GROUPING = 100 };
    struct sink *sink = table->sink;
    sink_room(sink, HAD_RECORD_MAX + GROUPING);
    size_t written;
    int status =
        had_write_grouped(batch->engine, item->bytes, item->length, item->result,
                          sink->buffer + sink->used, sink->capacity - sink->used, &written);
    if (status != HAD_OK) {
        say(W_BROKEN, "had_write_grouped");
        return false;
    }
    sink->used += written;
    return true;
}

int command_group(const struct options *options)
{
    bool rows =
        options->to == FORMAT_CSV || options->to == FORMAT_JSONL || options->to == FORMAT_XLSX;
    struct batch batch = {.options = options,
                          .once_told = true,
                          .records = !rows,
                          .columns = rows ? columns_group : NULL,
                          .each = rows ? write_row : write_record,
                          .each_usual = true};
    return batch_run(&batch);
}
