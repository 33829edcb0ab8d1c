/* SPDX-License-Identifier: Apache-2.0 */
/* Usual records, many at once: each row is looked for by numbers (numbered.h), and what is added to
 * it stays there until the rows are written. What is far away in memory is asked for ahead. */
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

/* BEFORE: zones that a record may have before one of its own. */
enum { BEFORE = HAD_PERIODES - 1, TOUCHED_MAX = HAD_USUAL_MAX * HAD_PERIODES };

/* Zones, or records whose zones share all keys: each by its record, and a period where it has days.
 */
struct touched {
    uint32_t count;
    uint16_t place[TOUCHED_MAX]; /* record * HAD_PERIODES + period */
    struct numbers numbers[TOUCHED_MAX];
    uint64_t hash[TOUCHED_MAX]; /* of the numbers */
    int64_t known[TOUCHED_MAX]; /* numbers in numbered.known */
};

static INLINE uint32_t record_of(const struct touched *touched, uint32_t i)
{
    return touched->place[i] / HAD_PERIODES;
}

static INLINE uint32_t period_of(const struct touched *touched, uint32_t i)
{
    return touched->place[i] % HAD_PERIODES;
}

/* No branch: any period is as usual as another. */
static void list_zones(const had_usual *usual, struct touched *touched)
{
    uint32_t count = 0;
    for (uint32_t n = 0; n < usual->count; n++)
        for (uint32_t k = 0; k < HAD_PERIODES; k++) {
            touched->place[count] = (uint16_t)(n * HAD_PERIODES + k);
            count += usual->zone_jours[n][k] > 0;
        }
    touched->count = count;
}

static void list_records(const had_usual *usual, struct touched *touched)
{
    for (uint32_t n = 0; n < usual->count; n++) {
        uint32_t period = 0;
        while (usual->zone_jours[n][period] == 0)
            period++;
        touched->place[n] = (uint16_t)(n * HAD_PERIODES + period);
    }
    touched->count = usual->count;
}

static void number_touched(const struct totals *totals, const had_usual *usual,
                           struct touched *touched)
{
    struct numbers numbers[HAD_USUAL_MAX];
    numbered_records(totals->keys, totals->key_count, usual, numbers);
    for (uint32_t i = 0; i < touched->count; i++) {
        uint32_t n = record_of(touched, i);
        touched->numbers[i] = numbers[n];
        touched->numbers[i].zone =
            numbered_zone(usual, n, (int)period_of(touched, i)) & totals->of_zone;
        touched->hash[i] = numbers_hash(&touched->numbers[i]);
        hashes_soon(&totals->numbered.index, touched->hash[i]);
    }
}

/* The zone of a period as had_process would give it: what a key is made of. */
SELDOM static bool learn(struct totals *totals, const struct batch *batch, const struct item *item,
                         const had_usual *usual, const struct touched *touched, uint32_t i)
{
    const uint32_t n = record_of(touched, i), k = period_of(touched, i);
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
    struct row *row = totals_touched(totals, batch, &one, &zone);
    totals->lacking |= row && !numbered_add(&totals->numbered, &touched->numbers[i], row);
    return !totals->lacking;
}

/* Finds all of them, and learns those that are new; false when there is no memory. */
static bool find_touched(struct totals *totals, const struct batch *batch, const struct item *item,
                         const had_usual *usual, struct touched *touched)
{
    const struct numbered *numbered = &totals->numbered;
    for (uint32_t i = 0; i < touched->count; i++)
        numbered_soon(numbered, touched->hash[i]);
    for (uint32_t i = 0; i < touched->count; i++) {
        touched->known[i] = numbered_find(numbered, &touched->numbers[i], touched->hash[i]);
        if (USUALLY(touched->known[i] != HASHES_NONE))
            continue;
        touched->known[i] = (int64_t)numbered->count;
        if (!learn(totals, batch, item, usual, touched, i))
            return false;
    }
    return true;
}

/* Rule R12: a record counts once in each row that it touches. Within a record other numbers are
 * another row. */
static INLINE bool counted_before(const struct touched *touched, uint32_t i)
{
    bool before = false;
    for (uint32_t back = 1; back <= BEFORE && back <= i; back++)
        before |= (record_of(touched, i - back) == record_of(touched, i)) &
                  (touched->known[i - back] == touched->known[i]);
    return before;
}

static INLINE bool official(const struct batch *batch, const had_usual *usual, uint32_t n)
{
    return batch->classification[usual->classification[n]].officielle != 0;
}

static void add_zones_of(struct numbered *numbered, const struct batch *batch,
                         const had_usual *usual, const struct touched *touched)
{
    for (uint32_t i = 0; i < touched->count; i++) {
        const uint32_t n = record_of(touched, i), k = period_of(touched, i);
        int64_t days = usual->zone_jours[n][k];
        struct priced sums =
            priced_usual(usual, n, official(batch, usual, n), days, usual->zone_montant[n][k],
                         usual->tarif[n][k] == 0 ? days : 0);
        sums.sous_sequences = !counted_before(touched, i);
        priced_add(&numbered->known[touched->known[i]].sums, &sums);
    }
}

static void add_records(struct numbered *numbered, const struct batch *batch,
                        const had_usual *usual, const struct touched *touched)
{
    for (uint32_t n = 0; n < touched->count; n++) {
        int64_t without = 0;
        for (int k = 0; k < HAD_PERIODES; k++)
            without += usual->tarif[n][k] == 0 ? usual->zone_jours[n][k] : 0;
        struct priced sums = priced_usual(usual, n, official(batch, usual, n), usual->jours[n],
                                          usual->montant[n], without);
        priced_add(&numbered->known[touched->known[n]].sums, &sums);
    }
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
    number_touched(totals, usual, &touched);
    if (!find_touched(totals, batch, item, usual, &touched))
        return false;
    if (totals->of_zone)
        add_zones_of(&totals->numbered, batch, usual, &touched);
    else
        add_records(&totals->numbered, batch, usual, &touched);
    return true;
}

void totals_settle(struct totals *totals)
{
    struct numbered *numbered = &totals->numbered;
    for (size_t i = 0; i < numbered->count; i++) {
        struct row *row = numbered->row[i];
        priced_add(&row->sums, &numbered->known[i].sums);
        numbered->known[i].sums = (struct priced){0};
    }
}
