/* SPDX-License-Identifier: Apache-2.0 */
#include "price.h"

#include "registry.h"
#include "wide.h"

/* Rule R12: tariff x days x coefficients, rounded half up to the centime, once. */
static int64_t amount(int32_t tarif, uint16_t days, uint32_t geo, uint32_t prudentiel)
{
    enum { ONE = 10000 };
    /* At most 999 999 999 centimes x 999 days: far from the bounds of 64 bits. */
    int64_t exact = (int64_t)tarif * days;
    if (geo == ONE && prudentiel == ONE)
        return exact;
    struct wide product = wide_multiply((uint64_t)exact, (uint64_t)geo * prudentiel);
    return (int64_t)wide_divide(wide_add(product, ONE * ONE / 2), ONE * ONE).low;
}

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
        bool known = tarif.origine != HAD_ORIGINE_NONE;
        zone->origine = known && in->simulated ? HAD_ORIGINE_SIMULE : tarif.origine;
        zone->tarif = tarif.centimes;
        zone->montant = amount(tarif.centimes, zone->jours, in->geo, in->prudentiel);
        missing |= !known;
    }
    if (missing)
        findings_add(&out->findings, HAD_902, true);
}
