/* SPDX-License-Identifier: Apache-2.0 */
/* From zones to centimes. */
#ifndef PRICE_H
#define PRICE_H

#include "lib/tables/coefficients.h"

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

/* Fills tarif, origine and montant of each zone. Among the findings: 902 when one has no tariff;
 * 919 when one that has a tariff lacks the coefficient (rule R41). Neither has an amount. */
void price(const struct price_input *in, had_result *out);

/* Rule of the tariffs: 1, 2, 5 base; 3, 4 esms; 6 ssiad. */
static inline had_variante price_variante(unsigned char type_domicile)
{
    static const had_variante by_type[] = {HAD_BASE, HAD_BASE, HAD_ESMS,
                                           HAD_ESMS, HAD_BASE, HAD_SSIAD};
    unsigned type = type_domicile - (unsigned)'1';
    return type < sizeof by_type / sizeof by_type[0] ? by_type[type] : HAD_VARIANTE_NONE;
}

#endif
