/* SPDX-License-Identifier: Apache-2.0 */
/* The sums of records that are priced (rule R12), as `price --by` and `report` write them. */
#ifndef PRICED_H
#define PRICED_H

#include <stdbool.h>
#include <stdint.h>

#include "cli/write/table.h"
#include "common/hints.h"
#include "common/sums.h"
#include "had.h"

struct priced {
    int64_t sous_sequences, journees;
    int64_t montant, facturable, non_officiel; /* centimes */
    int64_t sans_tarif;                        /* days */
};

/* What the nth zone of a record adds by GHT: the record counts in the first of its zones that has
 * the GHT. `official` as an item has it. */
struct priced priced_zone(const had_result *result, int n, bool facturable, int official);
/* What a record adds to everything; nothing when it has no zone. */
struct priced priced_record(const had_result *result, bool facturable, int official);
/* What these days and centimes of the n-th of usual records add; `without`: days that have no
 * tariff. The record counts. */
static inline struct priced priced_usual(const had_usual *usual, uint32_t n, bool official,
                                         int64_t days, int64_t amount, int64_t without)
{
    return (struct priced){.sous_sequences = 1,
                           .journees = days,
                           .montant = amount,
                           .facturable = usual->facturable[n] ? amount : 0,
                           .non_officiel = official ? 0 : amount,
                           .sans_tarif = without};
}
/* A sum that would wrap is SUM_FULL from then on. */
static inline void priced_add(struct priced *sums, const struct priced *more)
{
    sum_up(&sums->sous_sequences, more->sous_sequences);
    sum_up(&sums->journees, more->journees);
    sum_up(&sums->montant, more->montant);
    sum_up(&sums->facturable, more->facturable);
    sum_up(&sums->non_officiel, more->non_officiel);
    sum_up(&sums->sans_tarif, more->sans_tarif);
}
/* The same of records: false when a sum is full. Of them, the number and the days without a tariff
 * are no more than the days; the amounts of some no more than that of all. */
static inline bool priced_count(struct priced *sums, const struct priced *more)
{
    if (!USUALLY(!(sum_passes(&sums->journees, more->journees) ||
                   sum_passes(&sums->montant, more->montant)))) {
        sums->journees = sums->montant = SUM_FULL;
        return false;
    }
    sums->sous_sequences += more->sous_sequences;
    sums->facturable += more->facturable;
    sums->non_officiel += more->non_officiel;
    sums->sans_tarif += more->sans_tarif;
    return true;
}
/* The six cells, in the order of the contract. */
void priced_cells(struct table *table, const struct priced *sums);

#endif
