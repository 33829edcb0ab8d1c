/* SPDX-License-Identifier: Apache-2.0 */
#include "price.h"

#include "lib/tables/registry.h"
#include "lib/base/wide.h"

/* Rule R12: tariff x days x coefficients, rounded half up to the centime, once. Neither the tariff
 * times the days nor the amount can overflow: see the bounds in tarifs.h. */
SELDOM static void weigh(const struct price_input *in, had_result *out)
{
    bool lacking = false;
    for (int i = 0; i < out->zone_count; i++) {
        had_zone *zone = &out->zone[i];
        struct wide product = wide_multiply((uint64_t)zone->montant, in->coefficient);
        zone->montant = (int64_t)wide_divide(wide_add(product, PRICE_ONE / 2), PRICE_ONE).low;
        lacking |= in->coefficient == 0 && zone->valorise;
        zone->valorise &= in->coefficient != 0;
    }
    if (lacking)
        findings_add(&out->findings, HAD_919, true);
}

void price(const struct price_input *in, had_result *out)
{
    if (out->outcome != HAD_GROUPED) /* GHT 99: no day, no amount */
        return;
    bool missing = false; /* no published tariff, or no variant or campaign to ask for (R36) */
    int count = out->zone_count;
    const struct tarif *due = tarifs_due(in->tarifs, in->campagne, in->secteur, in->variante);
    for (int i = 0; i < count; i++) {
        had_zone *zone = &out->zone[i];
        struct tarif tarif = due[zone->ght];
        zone->origine = tarif.origine;
        zone->tarif = tarif.centimes;
        zone->montant = (int64_t)tarif.centimes * zone->jours;
        zone->valorise = tarif.origine != HAD_ORIGINE_NONE;
        missing |= tarif.origine == HAD_ORIGINE_NONE;
    }
    if (in->coefficient != PRICE_ONE)
        weigh(in, out);
    if (in->simulated)
        for (int i = 0; i < count; i++)
            if (out->zone[i].origine != HAD_ORIGINE_NONE)
                out->zone[i].origine = HAD_ORIGINE_SIMULE;
    if (missing)
        findings_add(&out->findings, HAD_902, true);
}
