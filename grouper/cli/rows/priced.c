/* SPDX-License-Identifier: Apache-2.0 */
#include "priced.h"

#include "cli/rows/rows.h"

struct priced priced_zone(const had_result *result, int n, bool facturable, int official)
{
    const had_zone *zone = &result->zone[n];
    struct priced sums = {.sous_sequences = 1,
                          .journees = zone->jours,
                          .montant = zone->montant,
                          .facturable = facturable ? zone->montant : 0,
                          .non_officiel = official == 0 ? zone->montant : 0,
                          .sans_tarif = zone_valued(zone) ? 0 : zone->jours};
    for (int i = 0; i < n; i++)
        if (result->zone[i].ght == zone->ght)
            sums.sous_sequences = 0;
    return sums;
}

struct priced priced_record(const had_result *result, bool facturable, int official)
{
    struct priced sums = {0};
    for (int n = 0; n < result->zone_count; n++) {
        struct priced zone = priced_zone(result, n, facturable, official);
        priced_add(&sums, &zone);
    }
    sums.sous_sequences = result->zone_count > 0;
    return sums;
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
