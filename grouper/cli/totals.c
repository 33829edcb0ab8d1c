/* SPDX-License-Identifier: Apache-2.0 */
#include "totals.h"

#include <stdlib.h>
#include <string.h>

#include "rows.h"
#include "words.h"

/* A key as text: its parts end with a NUL, so that keys compare as their parts do, in order. The
 * longest part is a FINESS of nine bytes, each of which may become three. */
enum { KEY_PART = 32, KEY_BYTES = KEY_COUNT * KEY_PART };

struct row {
    int64_t sous_sequences, journees, montant, facturable, non_officiel, sans_tarif;
    uint32_t hash;
    uint16_t length;
    unsigned char key[KEY_BYTES];
};

struct totals {
    enum key keys[KEY_COUNT];
    int key_count;
    struct row **row; /* in order of arrival */
    size_t count, capacity;
    uint32_t *slot; /* by hash, open addressing; 0 = free, else number + 1 */
    size_t slots;   /* a power of two, at least twice the count */
    char header[256];
};

static const char *const names[KEY_COUNT] = {"mois", "ght", "ghpc", "mpp", "finess", "variante"};

struct totals *totals_new(const struct options *options)
{
    struct totals *totals = calloc(1, sizeof *totals);
    if (!totals)
        return NULL;
    totals->key_count = options->key_count;
    memcpy(totals->keys, options->keys, sizeof totals->keys);
    for (int i = 0; i < totals->key_count; i++) {
        strcat(totals->header, names[totals->keys[i]]);
        strcat(totals->header, ";");
    }
    strcat(totals->header, "sous_sequences;journees;montant;montant_facturable;"
                           "montant_non_officiel;journees_sans_tarif\n");
    return totals;
}

void totals_free(struct totals *totals)
{
    if (!totals)
        return;
    for (size_t i = 0; i < totals->count; i++)
        free(totals->row[i]);
    free(totals->row);
    free(totals->slot);
    free(totals);
}

const char *totals_header(const struct totals *totals)
{
    return totals->header;
}

static uint32_t hash(const unsigned char *p, size_t length)
{
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < length; i++)
        h = (h ^ p[i]) * 16777619u;
    return h;
}

/* Twice the room, every row in its new place. */
static bool grow(struct totals *totals)
{
    size_t capacity = totals->capacity ? totals->capacity * 2 : 64, slots = capacity * 2;
    struct row **row = realloc(totals->row, capacity * sizeof *row);
    if (row)
        totals->row = row;
    uint32_t *slot = calloc(slots, sizeof *slot);
    if (!row || !slot) {
        free(slot);
        return false;
    }
    for (size_t i = 0; i < totals->count; i++) {
        size_t at = row[i]->hash & (slots - 1);
        while (slot[at])
            at = (at + 1) & (slots - 1);
        slot[at] = (uint32_t)i + 1;
    }
    free(totals->slot);
    totals->slot = slot;
    totals->slots = slots;
    totals->capacity = capacity;
    return true;
}

/* The row of a key, made at first need; NULL when there is no memory. */
static struct row *find(struct totals *totals, const unsigned char *key, size_t length)
{
    if (totals->count == totals->capacity && !grow(totals))
        return NULL;
    uint32_t h = hash(key, length);
    size_t at = h & (totals->slots - 1);
    for (; totals->slot[at]; at = (at + 1) & (totals->slots - 1)) {
        struct row *row = totals->row[totals->slot[at] - 1];
        if (row->hash == h && row->length == length && memcmp(row->key, key, length) == 0)
            return row;
    }
    struct row *row = calloc(1, sizeof *row);
    if (!row)
        return NULL;
    row->hash = h;
    row->length = (uint16_t)length;
    memcpy(row->key, key, length);
    totals->row[totals->count++] = row;
    totals->slot[at] = (uint32_t)totals->count;
    return row;
}

static size_t text_part(unsigned char *out, const char *text)
{
    size_t length = strlen(text);
    memcpy(out, text, length);
    return length;
}

static size_t digits_part(unsigned char *out, int width, uint32_t n)
{
    for (int i = width - 1; i >= 0; i--, n /= 10)
        out[i] = (unsigned char)('0' + n % 10);
    return (size_t)width;
}

/* One part of the key of a zone. */
static size_t key_part(enum key key, const struct batch *batch, const struct item *item,
                       const had_zone *zone, unsigned char *out)
{
    const had_result *result = item->result;
    size_t length;
    const unsigned char *bytes;
    switch (key) {
    case KEY_MOIS:
        if (result->fin == 0)
            return 0;
        digits_part(out, 4, (uint32_t)result->fin / 10000);
        out[4] = '-';
        digits_part(out + 5, 2, (uint32_t)result->fin / 100 % 100);
        return 7;
    case KEY_GHT:
        return digits_part(out, 2, zone->ght);
    case KEY_GHPC:
        return field_text((const unsigned char *)result->ghpc, strlen(result->ghpc), out);
    case KEY_MPP:
        bytes = item_field(batch, item, batch->fields.mpp, &length);
        return field_text(bytes, length, out);
    case KEY_FINESS:
        bytes = item_field(batch, item, batch->fields.finess_epmsi, &length);
        return field_text(bytes, length, out);
    default:
        return text_part(out, zone->ght == 99 ? "" : row_variante(result));
    }
}

/* The row that a zone adds to. */
static struct row *row_of(struct totals *totals, const struct batch *batch, const struct item *item,
                          const struct had_zone *zone)
{
    unsigned char key[KEY_BYTES];
    size_t length = 0;
    for (int k = 0; k < totals->key_count; k++) {
        length += key_part(totals->keys[k], batch, item, zone, key + length);
        key[length++] = '\0';
    }
    return find(totals, key, length);
}

/* Adds zones [from, to) of a record to a row; the record itself is counted apart. */
static void add_zones(struct row *row, const struct batch *batch, const had_result *result,
                      int from, int to)
{
    int64_t days = 0, amount = 0, without = 0;
    for (int i = from; i < to; i++) {
        const had_zone *zone = &result->zone[i];
        days += zone->jours;
        amount += zone->montant;
        if (zone->origine == HAD_ORIGINE_NONE && zone->ght != 99)
            without += zone->jours;
    }
    row->journees += days;
    row->montant += amount;
    row->sans_tarif += without;
    if (result->facturable)
        row->facturable += amount;
    if (row_official(batch, result) == 0)
        row->non_officiel += amount;
}

bool totals_add(struct totals *totals, const struct batch *batch, const struct item *item)
{
    const had_result *result = item->result;
    if (totals->key_count == 0 && totals->count > 0 && result->zone_count > 0) {
        /* One row for all: nothing to look for. */
        totals->row[0]->sous_sequences++;
        add_zones(totals->row[0], batch, result, 0, result->zone_count);
        return true;
    }
    struct row *seen[HAD_ZONES_MAX];
    for (int i = 0; i < result->zone_count; i++) {
        struct row *row = row_of(totals, batch, item, &result->zone[i]);
        if (!row) {
            say(W_NO_MEMORY);
            return false;
        }
        bool again = false;
        for (int j = 0; j < i; j++)
            again |= seen[j] == row;
        seen[i] = row;
        /* Rule R12: a record counts once in each row that it touches. */
        row->sous_sequences += !again;
        add_zones(row, batch, result, i, i + 1);
    }
    return true;
}

static int by_key(const void *a, const void *b)
{
    const struct row *x = *(struct row *const *)a, *y = *(struct row *const *)b;
    size_t least = x->length < y->length ? x->length : y->length;
    int order = memcmp(x->key, y->key, least);
    return order ? order : (x->length > y->length) - (x->length < y->length);
}

void totals_write(struct totals *totals, struct sink *sink)
{
    if (totals->count > 0)
        qsort(totals->row, totals->count, sizeof *totals->row, by_key);
    for (size_t i = 0; i < totals->count; i++) {
        const struct row *row = totals->row[i];
        sink_room(sink, KEY_BYTES * 3 + 256);
        const unsigned char *part = row->key;
        for (int k = 0; k < totals->key_count; k++) {
            size_t length = strlen((const char *)part);
            put_field(sink, part, length);
            put(sink, ';');
            part += length + 1;
        }
        put_signed(sink, row->sous_sequences);
        put(sink, ';');
        put_signed(sink, row->journees);
        put(sink, ';');
        put_euros(sink, row->montant);
        put(sink, ';');
        put_euros(sink, row->facturable);
        put(sink, ';');
        put_euros(sink, row->non_officiel);
        put(sink, ';');
        put_signed(sink, row->sans_tarif);
        put(sink, '\n');
    }
}
