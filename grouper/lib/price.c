/* SPDX-License-Identifier: Apache-2.0 */
#include "price.h"

#include "registry.h"

void price(const struct price_input *in, had_result *out)
{
    bool missing = false;
    int count = out->zone_count;
    const struct tarif *due = tarifs_due(in->tarifs, in->campagne, in->secteur, in->variante);
    for (int i = 0; i < count; i++) {
        had_zone *zone = &out->zone[i];
        if (zone->ght == GHT_ERROR)
            continue;
        struct tarif tarif = due[zone->ght];
        zone->origine = tarif.origine;
        zone->tarif = tarif.centimes;
        /* At most 999 999 999 centimes x 999 days: far from the bounds of 64 bits. */
        zone->montant = (int64_t)tarif.centimes * zone->jours;
        missing |= tarif.origine == HAD_ORIGINE_NONE;
    }
    if (missing)
        findings_add(&out->findings, HAD_902, true);
}
