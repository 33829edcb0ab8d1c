/* SPDX-License-Identifier: Apache-2.0 */
#include "rows.h"

#include <string.h>

void row_room(struct sink *sink, const struct item *item)
{
    sink_room(sink, PUT_FIELD_MAX(strlen(item->file)) + ROW_MAX);
}

void row_place(struct sink *sink, const struct item *item)
{
    put_name(sink, item->file);
    put(sink, ';');
    put_number(sink, item->line);
    put(sink, ';');
}

void row_text(const struct batch *batch, struct sink *sink, const struct item *item, int field)
{
    size_t length;
    const unsigned char *bytes = item_field(batch, item, field, &length);
    put_field(sink, bytes, length);
    put(sink, ';');
}

void row_plain(const struct batch *batch, struct sink *sink, const struct item *item, int field)
{
    size_t length;
    const unsigned char *bytes = item_field(batch, item, field, &length);
    put_plain(sink, bytes, length);
    put(sink, ';');
}

void row_keys(const struct batch *batch, struct sink *sink, const struct item *item)
{
    row_text(batch, sink, item, batch->fields.sejour);
    row_plain(batch, sink, item, batch->fields.no_sequence);
    row_plain(batch, sink, item, batch->fields.no_sous_sequence);
}

int row_official(const struct batch *batch, const had_result *result)
{
    /* Rule R32: a version read that begins with X is not official; of another nothing is known. */
    if (result->lu)
        return result->version[0] == 'X' ? 0 : -1;
    return result->classification < 0 ? -1
                                      : batch->classification[result->classification].officielle;
}

void row_classification(const struct batch *batch, struct sink *sink, const had_result *result)
{
    if (result->lu)
        put_field(sink, (const unsigned char *)result->version, 2);
    else if (result->classification >= 0)
        put_name(sink, batch->classification[result->classification].id);
    put(sink, ';');
    int official = row_official(batch, result);
    if (official >= 0)
        put(sink, official ? '1' : '0');
}

void row_groupement(struct sink *sink, unsigned ways)
{
    static const struct {
        unsigned bit;
        const char *name;
    } names[] = {{HAD_GROUPE_POIDS, "poids"},
                 {HAD_GROUPE_OBSERVE, "observe"},
                 {HAD_GROUPE_DEDUIT, "deduit"},
                 {HAD_GROUPE_LU, "lu"}};
    bool first = true;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (!(ways & names[i].bit))
            continue;
        if (!first)
            put(sink, '+');
        put_text(sink, names[i].name);
        first = false;
    }
}

const char *row_secteur(const had_result *result)
{
    return result->secteur == HAD_EX_OQN ? "ex-OQN" : "ex-DGF";
}

const char *row_variante(const had_result *result)
{
    static const char *const names[] = {"", "base", "esms", "ssiad"};
    return names[result->variante];
}

const char *row_origine(const had_zone *zone)
{
    static const char *const names[] = {"", "publie", "calcule", "observe", "fourni", "simule"};
    return names[zone->origine];
}
