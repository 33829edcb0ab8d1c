/* SPDX-License-Identifier: Apache-2.0 */
/* From zones to centimes. */
#ifndef PRICE_H
#define PRICE_H

#include "common/hints.h"
#include "lib/tables/coefficients.h"
#include "lib/tables/registry.h"

/* Of two coefficients x 10 000, multiplied. */
enum { PRICE_ONE = COEFFICIENT_ONE * COEFFICIENT_ONE };

struct price_input {
    const struct tarifs *tarifs;
    int campagne;
    had_secteur secteur;
    had_variante variante;
    bool simulated;       /* the campagne is not the record's own */
    uint64_t coefficient; /* x PRICE_ONE; 0 = it should have one, and none is known */
};

/* Rule R12: tariff x days, which the zones have, x coefficients, rounded half up to the centime,
 * once. 919 when a zone that has a tariff lacks the coefficient (rule R41). */
void price_weigh(const struct price_input *in, had_result *out);

/* Fills tarif, origine and montant of each zone. Among the findings: 902 when one has no tariff,
 * and 919. Neither has an amount. */
static INLINE void price(const struct price_input *in, had_result *out)
{
    if (out->outcome != HAD_GROUPED) /* GHT 99: no day, no amount */
        return;
    bool missing = false; /* no published tariff, or no variant or campagne to ask for (R36) */
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
        price_weigh(in, out);
    if (in->simulated)
        for (int i = 0; i < count; i++)
            if (out->zone[i].origine != HAD_ORIGINE_NONE)
                out->zone[i].origine = HAD_ORIGINE_SIMULE;
    if (missing)
        findings_add(&out->findings, HAD_902, true);
}

/* Rule R22: ex-DGF always; ex-OQN codes 1 and 2. `code`: the byte of facturable. */
static inline bool price_billable(had_secteur secteur, unsigned char code)
{
    return (secteur == HAD_EX_DGF) | (code == '1') | (code == '2');
}

/* Rule of the tariffs: 1, 2, 5 base; 3, 4 esms; 6 ssiad. */
static inline had_variante price_variante(unsigned char type_domicile)
{
    static const had_variante by_type[] = {HAD_BASE, HAD_BASE, HAD_ESMS,
                                           HAD_ESMS, HAD_BASE, HAD_SSIAD};
    unsigned type = type_domicile - (unsigned)'1';
    return type < sizeof by_type / sizeof by_type[0] ? by_type[type] : HAD_VARIANTE_NONE;
}

#endif
