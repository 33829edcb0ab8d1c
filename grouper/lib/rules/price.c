/* SPDX-License-Identifier: Apache-2.0 */
#include "price.h"

#include "lib/tables/registry.h"
#include "lib/base/wide.h"

/* Neither the tariff times the days nor the amount can overflow: see the bounds in tarifs.h. */
SELDOM void price_weigh(const struct price_input *in, had_result *out)
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
