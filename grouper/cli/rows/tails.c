/* SPDX-License-Identifier: Apache-2.0 */
#include "tails.h"

#include <stdlib.h>
#include <string.h>

#include "cli/write/cells.h"
#include "rows.h"
#include "common/hashes.h"

enum { TAILS = 1024 };

/* All that these cells are made of. */
struct tail_key {
    int32_t tarif, classification;
    uint16_t campagne;
    uint8_t ght, secteur, variante, origine, facturable, groupement, carried;
    int8_t official;
    char version[2]; /* of zones that the record carries */
};
_Static_assert(sizeof(struct tail_key) == 20, "compared as bytes: no padding");

struct tail {
    struct tail_key key;
    struct kept_cells first,
        last; /* before the amount of a zone, after it; of a day: first alone */
};

/* What the rows of a file begin with, and where the fields of a format stand that follow. */
struct head {
    const char *file; /* NULL = none yet */
    size_t room;
    struct kept_cells name;
    uint32_t layout; /* its number and 1; 0 = none yet */
    had_span sejour, no_sequence, no_sous_sequence;
};

struct tails {
    struct head head;
    struct tail tail[TAILS]; /* by hash; the one met last stays */
};

struct tails *tails_new(void)
{
    return calloc(1, sizeof(struct tails));
}

static void find_fields(struct head *head, const struct batch *batch, const had_result *result)
{
    const had_engine *engine = batch->engine;
    head->layout = result->layout + 1u;
    head->sejour = had_result_field(engine, result, batch->fields.sejour);
    head->no_sequence = had_result_field(engine, result, batch->fields.no_sequence);
    head->no_sous_sequence = had_result_field(engine, result, batch->fields.no_sous_sequence);
}

static INLINE void write_head(struct head *head, const struct batch *batch, struct table *table,
                              const struct item *item, bool csv)
{
    if (head->file != item->file) {
        head->file = item->file;
        head->room = PUT_FIELD_MAX(strlen(item->file));
        head->name.size = 0;
    }
    if (head->layout != item->result->layout + 1u)
        find_fields(head, batch, item->result);
    row_begin(table, head->room);
    struct cells_mark mark = cells_mark(table);
    if (!cells_again(table, &head->name)) {
        cell_name(table, item->file);
        cells_keep(table, mark, &head->name);
    }
    const unsigned char *p = item->bytes;
    quick_number(table, csv, (int64_t)item->line);
    quick_text(table, csv, p + head->sejour.start, head->sejour.length);
    quick_plain(table, csv, p + head->no_sequence.start, head->no_sequence.length);
    quick_plain(table, csv, p + head->no_sous_sequence.start, head->no_sous_sequence.length);
}

void tails_head(struct tails *tails, const struct batch *batch, struct table *table,
                const struct item *item)
{
    if (table->format == TABLE_CSV)
        write_head(&tails->head, batch, table, item, true);
    else
        write_head(&tails->head, batch, table, item, false);
}

static struct tail_key key_of(const struct item *item, const had_zone *zone)
{
    const had_result *result = item->result;
    struct tail_key key = {.tarif = zone->tarif,
                           .classification = result->classification,
                           .campagne = result->campagne,
                           .ght = zone->ght,
                           .secteur = result->secteur,
                           .variante = result->variante,
                           .origine = zone->origine,
                           .facturable = result->facturable,
                           .groupement = zone->groupement,
                           .carried = result->carried,
                           .official = item->official};
    if (result->carried)
        memcpy(key.version, result->version, sizeof key.version);
    return key;
}

/* Where a tail of this key is kept; what was kept there of another is gone. */
static struct tail *find(struct tails *tails, const struct item *item, const had_zone *zone)
{
    struct tail_key key = key_of(item, zone);
    struct tail *tail = &tails->tail[hash_bytes(0, &key, sizeof key) % TAILS];
    if (memcmp(&tail->key, &key, sizeof key) != 0) {
        tail->key = key;
        tail->first.size = tail->last.size = 0;
    }
    return tail;
}

void tails_row(struct tails *tails, const struct batch *batch, struct table *table,
               const struct item *item, const had_zone *zone)
{
    struct tail *tail = find(tails, item, zone);
    if (cells_again(table, &tail->first))
        return;
    struct cells_mark mark = cells_mark(table);
    cell_code(table, 2, zone->ght);
    row_tarif(table, item->result, zone);
    row_classification(batch, table, item->result);
    row_groupement(table, zone->groupement);
    row_end(table);
    cells_keep(table, mark, &tail->first);
}

void tails_zone(struct tails *tails, const struct batch *batch, struct table *table,
                const struct item *item, const had_zone *zone)
{
    struct tail *tail = find(tails, item, zone);
    struct cells_mark mark = cells_mark(table);
    if (!cells_again(table, &tail->first)) {
        row_tarif(table, item->result, zone);
        cells_keep(table, mark, &tail->first);
    }
    if (zone_valued(zone))
        quick_euros(table, table->format == TABLE_CSV, zone->montant);
    else
        cell_blank(table);
    mark = cells_mark(table);
    if (!cells_again(table, &tail->last)) {
        row_classification(batch, table, item->result);
        row_groupement(table, zone->groupement);
        cells_keep(table, mark, &tail->last);
    }
}
