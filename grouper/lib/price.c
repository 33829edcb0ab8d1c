/* SPDX-License-Identifier: Apache-2.0 */
#include "price.h"

#include "registry.h"

had_variante price_variante(unsigned char type_domicile)
{
    switch (type_domicile) {
    case '1':
    case '2':
    case '5':
        return HAD_BASE;
    case '3':
    case '4':
        return HAD_ESMS;
    case '6':
        return HAD_SSIAD;
    default:
        return HAD_VARIANTE_NONE;
    }
}

void price(const struct price_input *in, had_result *out)
{
    bool missing = false;
    const struct tarif *due = tarifs_due(in->tarifs, in->campagne, in->secteur, in->variante);
    for (int i = 0; i < out->zone_count; i++) {
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
    findings_add(&out->findings, HAD_902, missing);
}
