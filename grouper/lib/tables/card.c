/* SPDX-License-Identifier: Apache-2.0 */
/* The card of a classification: what it is called, from when to when it holds, how it rounds. */
#include "classification_own.h"

#include <string.h>

#include "lib/text/csv.h"

static int csv_fingerprint(const struct csv *csv, int column, char out[SHA256_TEXT])
{
    const struct cell *cell = &csv->cell[column];
    if (cell->length != SHA256_TEXT - 1)
        return csv_fault(csv, FAULT_CODE, column);
    cell_copy(cell, out, SHA256_TEXT);
    return strspn(out, "0123456789abcdef") == SHA256_TEXT - 1 ? HAD_OK
                                                              : csv_fault(csv, FAULT_CODE, column);
}

/* The keys of a card. */
enum card_key {
    CARD_ID,
    CARD_VERSION,
    CARD_DEBUT,
    CARD_FIN,
    CARD_OFFICIELLE,
    CARD_SOURCE,
    CARD_IPI,
    CARD_IPT,
    CARD_SHA256,
    CARD_DEDUIRE,
    CARD_DEDUIRE_MIN,
    CARD_KEYS
};

enum { KEY, VALUE };

/* A card being read. */
struct card {
    struct csv csv;
    struct classification *c;
    char *sha256;
    uint32_t seen; /* bits: keys */
};

/* The value that stands beside a key. */
static int card_value(struct card *card, enum card_key key)
{
    const struct csv *csv = &card->csv;
    had_classification_info *info = &card->c->info;
    const struct cell *value = &csv->cell[VALUE];
    long number;
    switch (key) {
    case CARD_ID:
        if (value->length == 0 || value->length >= sizeof info->id)
            return csv_fault(csv, FAULT_CODE, VALUE);
        cell_copy(value, info->id, sizeof info->id);
        return HAD_OK;
    case CARD_VERSION:
        if (value->length != 2 ||
            (value->text[0] & 0x80)) /* two bytes of UTF-8, not one character */
            return csv_fault(csv, FAULT_CODE, VALUE);
        cell_copy(value, info->version, sizeof info->version);
        return HAD_OK;
    case CARD_DEBUT:
        return csv_date(csv, VALUE, false, &info->debut);
    case CARD_FIN:
        return csv_date(csv, VALUE, true, &info->fin);
    case CARD_OFFICIELLE:
        if (csv_number(csv, VALUE, 0, 1, &number))
            return HAD_E_TABLE;
        info->officielle = (int32_t)number;
        return HAD_OK;
    case CARD_SOURCE:
        cell_copy(value, info->source, sizeof info->source);
        return HAD_OK;
    case CARD_SHA256:
        return csv_fingerprint(csv, VALUE, card->sha256);
    case CARD_DEDUIRE:
        return cell_is(value, "ordre") || cell_is(value, "non") || cell_is(value, "poids")
                   ? HAD_OK
                   : csv_fault(csv, FAULT_CODE, VALUE);
    case CARD_DEDUIRE_MIN:
        return csv_number(csv, VALUE, 1, 999999999, &number);
    default:
        if (csv_number(csv, VALUE, 0, 12, &number))
            return HAD_E_TABLE;
        *(key == CARD_IPI ? &card->c->weight.ipi_decimales : &card->c->weight.ipt_decimales) =
            number;
        return HAD_OK;
    }
}

static int card_row(struct card *card)
{
    static const char *const keys[CARD_KEYS] = {"id",
                                                "version",
                                                "debut",
                                                "fin",
                                                "officielle",
                                                "source",
                                                "ipi_decimales",
                                                "ipt_decimales",
                                                "groupes_sha256",
                                                "deduire",
                                                "deduire_min"};
    const struct csv *csv = &card->csv;
    size_t k = 0;
    while (k < CARD_KEYS && !cell_is(&csv->cell[KEY], keys[k]))
        k++;
    if (k == CARD_KEYS)
        return csv_fault(csv, FAULT_UNKNOWN_KEY, KEY);
    if (card->seen >> k & 1)
        return csv_fault(csv, FAULT_DUPLICATE, KEY);
    card->seen |= UINT32_C(1) << k;
    return card_value(card, (enum card_key)k);
}

int card_read(const had_file *file, struct classification *c, char sha256[SHA256_TEXT],
              had_error *error)
{
    struct card card = {.c = c, .sha256 = sha256};
    int row, status = csv_open(&card.csv, file, "cle;valeur", error);
    while (!status && (row = csv_next(&card.csv)) != 0)
        status = row < 0 ? HAD_E_TABLE : card_row(&card);
    if (status)
        return status;
    card.csv.line = 0; /* what follows is about the file as a whole */
    static const char *const needed[] = {"id", "version", "debut", "fin", "officielle", "source"};
    for (size_t k = 0; k < sizeof needed / sizeof needed[0]; k++)
        if (!(card.seen >> k & 1))
            return csv_fault_text(&card.csv, FAULT_MISSING_KEY, -1, needed[k]);
    const had_classification_info *info = &c->info;
    if (info->fin != 0 && info->fin < info->debut)
        return csv_fault_text(&card.csv, FAULT_PERIOD, -1, NULL);
    memcpy(c->written, info->version, 3);
    if (!info->officielle)
        c->written[0] = 'X';
    return HAD_OK;
}
