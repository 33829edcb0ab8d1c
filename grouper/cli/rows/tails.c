/* SPDX-License-Identifier: Apache-2.0 */
#include "tails.h"

#include <stdlib.h>
#include <string.h>

#include "rows.h"
#include "common/hashes.h"

enum { TAILS = 256, TAIL_BYTES = 128 };

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
    uint32_t size; /* 0 = none yet */
    unsigned char bytes[TAIL_BYTES];
};

struct tails {
    struct tail tail[TAILS]; /* by hash; the one met last stays */
};

struct tails *tails_new(void)
{
    return calloc(1, sizeof(struct tails));
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

void tails_row(struct tails *tails, const struct batch *batch, struct table *table,
               const struct item *item, const had_zone *zone)
{
    struct tail_key key = key_of(item, zone);
    struct tail *tail = &tails->tail[hash_bytes(&key, sizeof key) % TAILS];
    struct sink *sink = table->sink;
    if (tail->size > 0 && memcmp(&tail->key, &key, sizeof key) == 0) {
        put_bytes(sink, tail->bytes, tail->size);
        return;
    }
    size_t from = sink->used;
    cell_code(table, 2, zone->ght);
    row_tarif(table, item->result, zone);
    row_classification(batch, table, item->result);
    row_groupement(table, zone->groupement);
    row_end(table);
    size_t size = sink->used - from;
    tail->key = key;
    tail->size = size <= TAIL_BYTES ? (uint32_t)size : 0;
    memcpy(tail->bytes, sink->buffer + from, tail->size);
}
