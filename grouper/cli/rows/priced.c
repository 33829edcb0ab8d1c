/* SPDX-License-Identifier: Apache-2.0 */
#include "priced.h"

#include "common/sums.h"

void priced_add(struct priced *sums, const struct priced *more)
{
    sum_up(&sums->sous_sequences, more->sous_sequences);
    sum_up(&sums->journees, more->journees);
    sum_up(&sums->montant, more->montant);
    sum_up(&sums->facturable, more->facturable);
    sum_up(&sums->non_officiel, more->non_officiel);
    sum_up(&sums->sans_tarif, more->sans_tarif);
}

void priced_cells(struct table *table, const struct priced *sums)
{
    cell_number(table, sums->sous_sequences);
    cell_number(table, sums->journees);
    cell_euros(table, sums->montant);
    cell_euros(table, sums->facturable);
    cell_euros(table, sums->non_officiel);
    cell_number(table, sums->sans_tarif);
}
