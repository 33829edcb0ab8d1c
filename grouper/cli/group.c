/* SPDX-License-Identifier: Apache-2.0 */
/* had group: records -> the same records grouped, or a table. */
#include "commands.h"

#include "rows.h"

static const char header[] =
    "fichier;ligne;format;sejour;sequence;sous_sequence;debut;fin;mpp;mpa;ik;classification;"
    "officielle;code_retour;ghpc;zones;ght_1;debut_1;fin_1;jours_1;ght_2;debut_2;fin_2;jours_2;"
    "ght_3;debut_3;fin_3;jours_3;ght_4;debut_4;fin_4;jours_4;groupement\n";

static bool write_csv(const struct batch *batch, void *own, const struct item *item,
                      struct sink *sink)
{
    (void)own;
    const had_result *result = item->result;
    const struct fields *fields = &batch->fields;
    row_room(sink, item);
    row_place(sink, item);
    put_text(sink, result->format);
    put(sink, ';');
    row_keys(batch, sink, item);
    put_date(sink, result->debut);
    put(sink, ';');
    put_date(sink, result->fin);
    put(sink, ';');
    row_text(batch, sink, item, fields->mpp);
    row_text(batch, sink, item, fields->mpa);
    row_text(batch, sink, item, fields->ik);
    row_classification(batch, sink, result);
    put(sink, ';');
    put_text(sink, result->code_retour);
    put(sink, ';');
    put_text(sink, result->ghpc);
    put(sink, ';');
    put_number(sink, result->zone_count);
    put(sink, ';');
    unsigned ways = 0;
    for (int i = 0; i < HAD_ZONES_MAX; i++) {
        const had_zone *zone = &result->zone[i];
        if (i >= result->zone_count) {
            put_text(sink, ";;;;");
            continue;
        }
        ways |= zone->groupement;
        put_digits(sink, 2, zone->ght);
        put(sink, ';');
        put_date(sink, zone->debut);
        put(sink, ';');
        put_date(sink, zone->fin);
        put(sink, ';');
        put_number(sink, zone->jours);
        put(sink, ';');
    }
    row_groupement(sink, ways);
    put(sink, '\n');
    return true;
}

static bool write_rpss(const struct batch *batch, void *own, const struct item *item,
                       struct sink *sink)
{
    (void)own;
    enum { GROUPING = 100 };
    sink_room(sink, HAD_RECORD_MAX + GROUPING);
    size_t written;
    int status =
        had_write_grouped(batch->engine, item->bytes, item->length, item->result,
                          sink->buffer + sink->used, sink->capacity - sink->used, &written);
    if (status != HAD_OK)
        return false;
    sink->used += written;
    return true;
}

int command_group(const struct options *options)
{
    bool csv = options->to == FORMAT_CSV;
    struct batch batch = {.options = options,
                          .header = csv ? header : "",
                          .each = csv ? write_csv : write_rpss,
                          .whole_lines = !csv};
    return batch_run(&batch);
}
