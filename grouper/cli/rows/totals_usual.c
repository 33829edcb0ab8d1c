/* SPDX-License-Identifier: Apache-2.0 */
/* Usual records, many at once: rows are found by numbers (numbered.h), and what is added to them
 * stays there until they are written. What is far away in memory is asked for ahead. */
#include <string.h>

#include "common/hints.h"
#include "totals_own.h"

bool totals_take_usual(const struct totals *totals)
{
    return totals->usual;
}

/* All of them to the one row. */
static bool usual_together(struct totals *totals, const struct batch *batch, const had_usual *usual)
{
    struct row *row = totals->rows.count > 0 ? totals_nth(totals, 0)
                                             : totals_find(totals, (const unsigned char *)"", 0);
    if (!row)
        return false;
    struct priced sums = {.sous_sequences = usual->count,
                          .sans_tarif = usual->sans_tarif > 0 ? usual_days_without(usual) : 0};
    for (uint32_t n = 0; n < usual->count; n++) {
        sums.journees += usual->jours[n];
        sums.montant += usual->montant[n];
        sums.facturable += usual->facturable[n] ? usual->montant[n] : 0;
    }
    int official = usual_official(usual, batch->classification);
    if (official == 0)
        sums.non_officiel = sums.montant;
    for (uint32_t n = 0; official < 0 && n < usual->count; n++)
        if (!batch->classification[usual->classification[n]].officielle)
            sums.non_officiel += usual->montant[n];
    priced_add(&row->sums, &sums);
    return true;
}

/* --- By keys ---------------------------------------------------------------------------------- */

/* No branch: any period is as usual as another. */
static void list_zones(const had_usual *usual, struct touched *touched)
{
    uint32_t count = 0;
    for (uint32_t n = 0; n < usual->count; n++)
        for (uint32_t k = 0; k < HAD_PERIODES; k++) {
            touched->at[count] = (uint8_t)(n * HAD_PERIODES + k);
            count += usual->zone_jours[n][k] > 0;
        }
    touched->count = count;
}

static void list_records(const had_usual *usual, struct touched *touched)
{
    for (uint32_t n = 0; n < usual->count; n++)
        touched->at[n] = (uint8_t)(n * HAD_PERIODES);
    touched->count = usual->count;
}

/* The text of a value, made of a zone as had_process would give it. */
SELDOM static bool learn(struct totals *totals, const struct batch *batch, const struct item *item,
                         const had_usual *usual, const struct touched *touched,
                         const struct numbered_unmet *unmet)
{
    const uint32_t n = touched_record(touched, unmet->touched),
                   k = touched_period(touched, unmet->touched);
    had_format_info format = HAD_FORMAT_INFO_INIT;
    had_format_get(batch->tables, usual->layout[n], &format);
    had_result result = {.size = sizeof result,
                         .outcome = HAD_GROUPED,
                         .secteur = format.secteur,
                         .variante = usual->variante[n],
                         .campagne = usual->campagne[n],
                         .layout = usual->layout[n],
                         .fin = usual->fin[n]};
    const had_zone zone = {.ght = usual->ght[n][k], .groupement = usual->groupement[n][k]};
    memcpy(result.ghpc, usual->ghpc[n], sizeof usual->ghpc[n]);
    struct item one = *item;
    one.bytes = item->bytes + usual->start[n];
    one.result = &result;
    unsigned char text[KEY_PART];
    size_t length = totals_part(totals->keys[unmet->key], batch, &one, &zone, text);
    return numbered_learn(&totals->numbered, usual, touched, unmet, text, length);
}

/* The rows of all of them; false when there is no memory. */
static bool find_touched(struct totals *totals, const struct batch *batch, const struct item *item,
                         const had_usual *usual, struct touched *touched)
{
    struct numbered *numbered = &totals->numbered;
    while (!USUALLY(numbered_places(numbered, usual, touched))) {
        struct numbered_unmet unmet = {0, 0};
        while (numbered_unmet(numbered, usual, touched, &unmet))
            if (!learn(totals, batch, item, usual, touched, &unmet))
                return false;
    }
    return numbered_rows(numbered, touched);
}

/* Whether the n-th is official; `all`: the word of usual_official. */
static INLINE bool official(const struct batch *batch, const had_usual *usual, uint32_t n, int all)
{
    return all < 0 ? batch->classification[usual->classification[n]].officielle != 0 : all;
}

/* What these days and centimes of the n-th add to a row, which counts it. */
static INLINE struct numbered_row part_of(const had_usual *usual, uint32_t n, bool official,
                                          int32_t days, int64_t amount, int32_t without)
{
    const uint32_t centimes = (uint32_t)amount; /* HAD_USUAL_MONTANT */
    return (struct numbered_row){.sous_sequences = 1,
                                 .journees = (uint32_t)days,
                                 .montant = centimes,
                                 .facturable = usual->facturable[n] ? centimes : 0,
                                 .non_officiel = official ? 0 : centimes,
                                 .sans_tarif = (uint32_t)without};
}

static bool add_zones_of(struct totals *totals, const struct batch *batch, const had_usual *usual,
                         const struct touched *touched)
{
    struct numbered *numbered = &totals->numbered;
    const int all = usual_official(usual, batch->classification);
    for (uint32_t i = 0; i < touched->count; i++) {
        const uint32_t n = touched_record(touched, i), k = touched_period(touched, i);
        const int32_t days = usual->zone_jours[n][k];
        const struct numbered_row more =
            part_of(usual, n, official(batch, usual, n, all), days, usual->zone_montant[n][k],
                    usual->tarif[n][k] == 0 ? days : 0);
        if (!numbered_count(numbered, touched->row[i], more, totals->counted + n))
            return false;
    }
    return true;
}

static bool add_records(struct totals *totals, const struct batch *batch, const had_usual *usual,
                        const struct touched *touched)
{
    const int all = usual_official(usual, batch->classification);
    for (uint32_t n = 0; n < touched->count; n++) {
        struct numbered_row more =
            part_of(usual, n, official(batch, usual, n, all), usual->jours[n], usual->montant[n],
                    usual_without(usual, n));
        if (!numbered_add(&totals->numbered, touched->row[n], &more))
            return false;
    }
    return true;
}

bool totals_usual(struct totals *totals, const struct batch *batch, const struct item *item,
                  const had_usual *usual)
{
    if (totals->key_count == 0)
        return usual_together(totals, batch, usual);
    struct touched touched;
    if (totals->of_zone)
        list_zones(usual, &touched);
    else
        list_records(usual, &touched);
    if (!find_touched(totals, batch, item, usual, &touched))
        return false;
    bool added = totals->of_zone ? add_zones_of(totals, batch, usual, &touched)
                                 : add_records(totals, batch, usual, &touched);
    totals->counted += usual->count;
    return added;
}
