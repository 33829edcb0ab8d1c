/* SPDX-License-Identifier: Apache-2.0 */
/* Tariffs read from invoices (rule R31): per campaign, variant and GHT, the unit price on which all
 * lines agree. */
#include <string.h>

#include "lib/engine.h"
#include "invoice.h"
#include "lib/base/memory.h"
#include "lib/base/sized.h"
#include "stays.h"

enum { CAMPAGNES = CAMPAGNE_LAST - CAMPAGNE_FIRST + 1 };

struct seen {
    int32_t tarif, other; /* centimes; the first price, the first other one */
    uint64_t lines, others;
};

struct year {
    struct seen seen[VARIANTES][GHT_COUNT + 1]; /* variant 0: unknown */
};

struct had_observed {
    had_allocator allocator;
    const had_engine *engine;
    struct stays stays;
    struct year *year[CAMPAGNES]; /* made at first need */
    size_t next;                  /* cell to be given next */
};

int had_observed_new(const had_engine *engine, had_observed **out)
{
    if (!out)
        return HAD_E_ARGUMENT;
    *out = NULL;
    if (!engine)
        return HAD_E_ARGUMENT;
    had_observed *observed = memory_take(engine_allocator(engine), 1, sizeof *observed);
    *out = observed;
    if (!observed)
        return HAD_E_MEMORY;
    observed->allocator = *engine_allocator(engine);
    observed->engine = engine;
    stays_init(&observed->stays, &observed->allocator, HAD_EX_OQN, engine_seed(engine));
    return HAD_OK;
}

void had_observed_free(had_observed *observed)
{
    if (!observed)
        return;
    had_allocator allocator = observed->allocator;
    stays_free(&observed->stays);
    for (int i = 0; i < CAMPAGNES; i++)
        memory_release(&allocator, observed->year[i]);
    memory_release(&allocator, observed);
}

int had_observed_record(had_observed *observed, const void *line, size_t length,
                        const had_result *result, int *added)
{
    struct record record;
    if (!observed || !line || !result || !added || observed->stays.settled ||
        !engine_rpss(observed->engine, line, length, &record))
        return HAD_E_ARGUMENT;
    if (sized_short(result))
        return HAD_E_SIZE;
    enum stays_added how = stays_add(&observed->stays, &record, result->variante);
    *added = (int)how;
    return how == STAYS_MEMORY ? HAD_E_MEMORY : HAD_OK;
}

/* The variant of the record that a line bills: of its invoice, and holding its last day. */
static int variant_of(const struct stays *stays, const unsigned char *line,
                      const struct beside_layout *layout, const had_bill_line *read)
{
    unsigned char key[STAY_KEY];
    if (!stays->begun ||
        memcmp(beside_bytes(line, layout, B_finess_epmsi), stays->finess, STAY_FINESS) != 0 ||
        !stay_key(key, HAD_EX_OQN, line + read->entree.start, read->entree.length,
                  line + read->facture.start, read->facture.length))
        return HAD_VARIANTE_NONE;
    int64_t stay = stays_find(stays, key);
    int64_t record = stay == STAYS_NONE ? STAYS_NONE : stays_at(stays, (size_t)stay, read->fin);
    return record == STAYS_NONE ? HAD_VARIANTE_NONE : stays->record[record].variante;
}

/* Blank, 0 or 1 (two decimals): the unit price is the tariff. */
static bool plain_coefficient(const unsigned char *line, had_span span)
{
    const unsigned char *p = line + span.start;
    int64_t n = 0;
    if (blank(p, span.length))
        return true;
    for (uint16_t i = 0; i < span.length; i++)
        n = n * 10 + (p[i] - '0');
    return digits(p, span.length) && (n == 0 || n == 100);
}

static int32_t unit_price(const unsigned char *line, had_span span)
{
    const unsigned char *p = line + span.start;
    int32_t n = 0;
    if (span.length > 9 || !digits(p, span.length))
        return 0;
    for (uint16_t i = 0; i < span.length; i++)
        n = n * 10 + (p[i] - '0');
    return n;
}

static void see(struct seen *seen, int32_t tarif)
{
    seen->tarif = seen->lines ? seen->tarif : tarif;
    if (tarif == seen->tarif) {
        seen->lines++;
        return;
    }
    seen->other = seen->others ? seen->other : tarif;
    seen->others++;
}

/* Reads one line and looks at its tariff; HAD_E_MEMORY, or HAD_OK. */
static int observe(had_observed *observed, const unsigned char *p, size_t length,
                   had_bill_line *out, int *used)
{
    if (!observed->stays.settled && !stays_settle(&observed->stays))
        return HAD_E_MEMORY;
    const struct beside_layout *layout;
    *used = HAD_OBSERVED_PASSED;
    if (!invoice_read(&engine_tables(observed->engine)->beside, p, length, &layout, out) ||
        out->ght == 0)
        return HAD_OK;
    int campagne = campagne_of(out->fin, out->fin / 10000);
    int32_t tarif = unit_price(p, layout->field[B_prix_unitaire]);
    *used = HAD_OBSERVED_UNREADABLE;
    if (campagne < CAMPAGNE_FIRST || campagne > CAMPAGNE_LAST || tarif == 0)
        return HAD_OK;
    *used = HAD_OBSERVED_COEFFICIENT;
    if (!plain_coefficient(p, layout->field[B_coefficient]))
        return HAD_OK;
    struct year **year = &observed->year[campagne - CAMPAGNE_FIRST];
    if (!*year)
        *year = memory_take(&observed->allocator, 1, sizeof **year);
    if (!*year)
        return HAD_E_MEMORY;
    int variante = variant_of(&observed->stays, p, layout, out);
    see(&(*year)->seen[variante][out->ght], tarif);
    *used = HAD_OBSERVED_USED;
    return HAD_OK;
}

int had_observed_line(had_observed *observed, const void *line, size_t length, had_bill_line *out,
                      int *used)
{
    if (!observed || !out || !used || (!line && length > 0) || observed->next > 0)
        return HAD_E_ARGUMENT;
    if (sized_short(out))
        return HAD_E_SIZE;
    had_bill_line made;
    int status = observe(observed, line, length, &made, used);
    return status == HAD_OK ? sized_give(out, &made, sizeof made) : status;
}

/* What is published or given for a cell: 0 when nothing is, or it was only derived. */
static int32_t known(const had_engine *engine, const had_observed_tarif *tarif)
{
    int32_t centimes = 0;
    int origine = HAD_ORIGINE_NONE;
    if (tarif->variante != HAD_VARIANTE_NONE)
        had_tarif_get(engine_tables(engine), tarif->campagne, HAD_EX_OQN, tarif->variante,
                      tarif->ght, &centimes, &origine);
    return origine == HAD_ORIGINE_NONE || origine == HAD_ORIGINE_CALCULE ? 0 : centimes;
}

int had_observed_next(had_observed *observed, had_observed_tarif *out)
{
    enum { CELLS = VARIANTES * (GHT_COUNT + 1) };
    if (!observed || !out)
        return HAD_E_ARGUMENT;
    if (sized_short(out))
        return HAD_E_SIZE;
    for (; observed->next < (size_t)CAMPAGNES * CELLS; observed->next++) {
        size_t year = observed->next / CELLS, cell = observed->next % CELLS;
        int variante = (int)(cell / (GHT_COUNT + 1)), ght = (int)(cell % (GHT_COUNT + 1));
        const struct seen *seen =
            observed->year[year] ? &observed->year[year]->seen[variante][ght] : NULL;
        if (!seen || seen->lines == 0)
            continue;
        had_observed_tarif made = {0};
        made.campagne = CAMPAGNE_FIRST + (int32_t)year;
        made.debut = campagne_debut(made.campagne);
        made.variante = (uint8_t)variante;
        made.ght = (uint8_t)ght;
        made.tarif = seen->tarif;
        made.lignes = seen->lines;
        made.autre = seen->others ? seen->other : 0;
        made.autres_lignes = seen->others;
        made.connu = known(observed->engine, &made);
        made.etat = seen->others > 0                ? HAD_OBSERVED_CONTREDIT
                    : variante == HAD_VARIANTE_NONE ? HAD_OBSERVED_INCONNU
                    : made.connu == 0               ? HAD_OBSERVED_APPRIS
                    : made.connu == made.tarif      ? HAD_OBSERVED_CONFIRME
                                                    : HAD_OBSERVED_DIFFERE;
        observed->next++;
        return sized_give(out, &made, sizeof made);
    }
    return HAD_E_ARGUMENT;
}

int had_observed_stays(const had_observed *observed, had_stays_info *info)
{
    return observed && info ? stays_info(&observed->stays, info) : HAD_E_ARGUMENT;
}
