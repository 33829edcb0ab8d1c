/* SPDX-License-Identifier: Apache-2.0 */
/* Invoices of an ex-OQN establishment against its records (rule R29). */
#include <string.h>

#include "common/sums.h"
#include "lib/engine.h"
#include "invoice.h"
#include "lib/base/memory.h"
#include "lib/base/sized.h"
#include "lib/base/sort.h"
#include "stays.h"

enum { BILL_KEY = 2 * STAY_PART + 1 };

/* An invoice and a GHT. */
struct bill {
    unsigned char key[BILL_KEY]; /* no_entree, no_facture, trimmed, blanks after; GHT */
    bool no_tarif;               /* a zone due has no amount (902, 919) */
    uint32_t due_zones, lines;
    int64_t jours_dus, jours_factures, montant_du, montant_facture;
};

struct had_bills {
    had_allocator allocator;
    const had_engine *engine;
    struct stays stays;
    struct bill *bill;
    size_t count, capacity;
    struct hashes index;
    int32_t from, to; /* AAAAMM: months of the lines that are added; 0 = any */
    bool ended;
};

int had_bills_new(const had_engine *engine, had_bills **out)
{
    if (!out)
        return HAD_E_ARGUMENT;
    *out = NULL;
    if (!engine)
        return HAD_E_ARGUMENT;
    had_bills *bills = memory_take(engine_allocator(engine), 1, sizeof *bills);
    *out = bills;
    if (!bills)
        return HAD_E_MEMORY;
    bills->allocator = *engine_allocator(engine);
    bills->engine = engine;
    bills->index.seed = engine_seed(engine);
    stays_init(&bills->stays, &bills->allocator, HAD_EX_OQN, bills->index.seed);
    return HAD_OK;
}

void had_bills_free(had_bills *bills)
{
    if (!bills)
        return;
    had_allocator allocator = bills->allocator;
    stays_free(&bills->stays);
    memory_release(&allocator, bills->bill);
    memory_release_hashes(&allocator, &bills->index);
    memory_release(&allocator, bills);
}

/* The bill of a key, made at first need; NULL when there is no memory. */
static struct bill *bill_of(had_bills *bills, const unsigned char stay[STAY_KEY], int ght)
{
    unsigned char key[BILL_KEY];
    memcpy(key, stay, BILL_KEY - 1);
    key[BILL_KEY - 1] = (unsigned char)ght;
    uint64_t hash = hash_bytes(bills->index.seed, key, BILL_KEY);
    int64_t known =
        hashes_find(&bills->index, hash, bills->bill, sizeof *bills->bill, key, BILL_KEY);
    if (known != HASHES_NONE)
        return &bills->bill[known];
    if (!memory_hashes(&bills->allocator, &bills->index))
        return NULL;
    struct bill *bill = memory_append(&bills->allocator, (void **)&bills->bill, &bills->count,
                                      &bills->capacity, sizeof *bill);
    if (!bill)
        return NULL;
    memcpy(bill->key, key, BILL_KEY);
    hashes_add(&bills->index, hash, bills->count - 1);
    return bill;
}

/* --- What is due ------------------------------------------------------------------------------ */

int had_bills_record(had_bills *bills, const void *line, size_t length, const had_result *result,
                     int *added)
{
    struct record record;
    if (!bills || !line || !result || !added || bills->ended ||
        !engine_rpss(bills->engine, line, length, &record))
        return HAD_E_ARGUMENT;
    if (sized_short(result))
        return HAD_E_SIZE;
    enum stays_added how = stays_add(&bills->stays, &record, result->variante);
    *added = (int)how;
    if (how == STAYS_MEMORY)
        return HAD_E_MEMORY;
    if (how != STAYS_KEPT || result->outcome != HAD_GROUPED || !result->facturable)
        return HAD_OK;
    unsigned char key[STAY_KEY];
    memcpy(key, bills->stays.stay[bills->stays.record[bills->stays.record_count - 1].stay].key,
           STAY_KEY);
    for (int i = 0; i < result->zone_count; i++) {
        const had_zone *zone = &result->zone[i];
        if (zone->jours == 0) /* 529 has left the zone no day */
            continue;
        struct bill *bill = bill_of(bills, key, zone->ght);
        if (!bill)
            return HAD_E_MEMORY;
        bill->due_zones++;
        sum_up(&bill->jours_dus, zone->jours);
        sum_up(&bill->montant_du, zone->montant);
        bill->no_tarif |= !zone->valorise;
    }
    return HAD_OK;
}

int had_bills_period(had_bills *bills, int32_t from, int32_t to)
{
    if (!bills || bills->ended || from < 0 || to < from)
        return HAD_E_ARGUMENT;
    bills->from = from;
    bills->to = to;
    return HAD_OK;
}

/* --- What is billed --------------------------------------------------------------------------- */

/* Reads one line and adds what it bills; HAD_E_MEMORY, or HAD_OK. */
static int bill_line(had_bills *bills, const unsigned char *p, size_t length, had_bill_line *out)
{
    const struct beside_layout *layout;
    const struct stays *stays = &bills->stays;
    if (!invoice_read(&engine_tables(bills->engine)->beside, p, length, &layout, out))
        return HAD_OK;
    had_span finess = layout->field[B_finess_epmsi];
    if (!stays->begun || memcmp(p + finess.start, stays->finess, STAY_FINESS) != 0) {
        out->rejected = HAD_923;
        out->position = finess.start + 1u;
        return HAD_OK;
    }
    if (out->ght == 0)
        return HAD_OK;
    int32_t month = out->fin / 100;
    out->hors_periode =
        bills->from > 0 && out->fin > 0 && (month < bills->from || month > bills->to);
    if (out->hors_periode)
        return HAD_OK;
    unsigned char key[STAY_KEY];
    stay_key(key, HAD_EX_OQN, p + out->entree.start, out->entree.length, p + out->facture.start,
             out->facture.length);
    struct bill *bill = bill_of(bills, key, out->ght);
    if (!bill)
        return HAD_E_MEMORY;
    bill->lines++;
    sum_up(&bill->jours_factures, out->quantite);
    sum_up(&bill->montant_facture, out->base);
    return HAD_OK;
}

int had_bills_line(had_bills *bills, const void *line, size_t length, had_bill_line *out)
{
    if (!bills || !out || (!line && length > 0) || bills->ended)
        return HAD_E_ARGUMENT;
    if (sized_short(out))
        return HAD_E_SIZE;
    had_bill_line made;
    int status = bill_line(bills, line, length, &made);
    return status == HAD_OK ? sized_give(out, &made, sizeof made) : status;
}

/* --- Both --------------------------------------------------------------------------------------*/

static bool by_key(const void *a, const void *b)
{
    return memcmp(((const struct bill *)a)->key, ((const struct bill *)b)->key, BILL_KEY) < 0;
}

int had_bills_end(had_bills *bills)
{
    if (!bills || bills->ended)
        return HAD_E_ARGUMENT;
    memory_release_hashes(&bills->allocator, &bills->index);
    sort_in_place(bills->bill, bills->count, sizeof *bills->bill, by_key);
    bills->ended = true;
    return HAD_OK;
}

size_t had_bills_count(const had_bills *bills)
{
    return bills && bills->ended ? bills->count : 0;
}

static unsigned ecart_of(const struct bill *bill)
{
    if (bill->lines == 0)
        return HAD_ECART_NON_FACTURE;
    if (bill->due_zones == 0)
        return HAD_ECART_NON_DU;
    unsigned ecart = bill->jours_dus != bill->jours_factures ? HAD_ECART_JOURS : 0;
    /* Without a tariff nothing is known of the amount due. */
    if (!bill->no_tarif && bill->montant_du != bill->montant_facture)
        ecart |= HAD_ECART_MONTANT;
    return ecart;
}

static void text_of(const unsigned char *part, char out[STAY_PART + 1])
{
    size_t length = text_length(part, STAY_PART);
    memcpy(out, part, length);
    memset(out + length, 0, STAY_PART + 1 - length);
}

int had_bills_get(const had_bills *bills, size_t n, had_bill *out)
{
    if (!bills || !out || n >= had_bills_count(bills))
        return HAD_E_ARGUMENT;
    if (sized_short(out))
        return HAD_E_SIZE;
    const struct bill *bill = &bills->bill[n];
    had_bill made = {.size = 0};
    text_of(bill->key, made.no_entree);
    text_of(bill->key + STAY_PART, made.no_facture);
    made.ght = bill->key[BILL_KEY - 1];
    made.sans_tarif = bill->no_tarif;
    made.ecart = (uint8_t)ecart_of(bill);
    made.zones = bill->due_zones;
    made.lignes = bill->lines;
    made.jours_dus = bill->jours_dus;
    made.jours_factures = bill->jours_factures;
    made.montant_du = bill->montant_du;
    made.montant_facture = bill->montant_facture;
    return sized_give(out, &made, sizeof made);
}

int had_bills_stays(const had_bills *bills, had_stays_info *info)
{
    if (!bills || !info)
        return HAD_E_ARGUMENT;
    return stays_info(&bills->stays, info);
}
