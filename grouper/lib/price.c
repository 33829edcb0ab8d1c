/* SPDX-License-Identifier: Apache-2.0 */
#include "price.h"

#include "registry.h"
#include "wide.h"

/* Rule R12: tariff x days x coefficients, rounded half up to the centime, once. Tariff x days is at
 * most 999 999 999 centimes x 999 days: far from the bounds of 64 bits. */
SELDOM static int64_t weighed(int64_t exact, uint64_t coefficient)
{
    struct wide product = wide_multiply((uint64_t)exact, coefficient);
    return (int64_t)wide_divide(wide_add(product, PRICE_ONE / 2), PRICE_ONE).low;
}

void price(const struct price_input *in, had_result *out)
{
    if (out->outcome != HAD_GROUPED) /* GHT 99: no day, no amount */
        return;
    bool missing = false;
    int count = out->zone_count;
    const struct tarif *due = tarifs_due(in->tarifs, in->campagne, in->secteur, in->variante);
    for (int i = 0; i < count; i++) {
        had_zone *zone = &out->zone[i];
        struct tarif tarif = due[zone->ght];
        zone->origine = tarif.origine;
        zone->tarif = tarif.centimes;
        zone->montant = (int64_t)tarif.centimes * zone->jours;
        missing |= tarif.origine == HAD_ORIGINE_NONE;
    }
    if (in->coefficient != PRICE_ONE)
        for (int i = 0; i < count; i++)
            out->zone[i].montant = weighed(out->zone[i].montant, in->coefficient);
    if (in->simulated)
        for (int i = 0; i < count; i++)
            if (out->zone[i].origine != HAD_ORIGINE_NONE)
                out->zone[i].origine = HAD_ORIGINE_SIMULE;
    if (missing)
        findings_add(&out->findings, HAD_902, true);
}
