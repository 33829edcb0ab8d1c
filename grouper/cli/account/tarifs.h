/* SPDX-License-Identifier: Apache-2.0 */
/* Tariffs that the user gives, against those of the campaign before (rule R45). */
#ifndef TARIFS_H
#define TARIFS_H

#include <stdbool.h>
#include <stdint.h>

#include "had.h"

enum { CAMPAGNES_FROM = 2000, CAMPAGNES_TO = 2199, GHTS = 31 };

/* One tariff being looked at. */
struct tarif_at {
    int campagne, secteur, variante, ght;
    int32_t centimes;
    int origine; /* a had_origine */
};

/* Fills the amount and its origin in. */
void tarif_at(struct tarif_at *at, const had_tables *tables);

/* Whether the tariff is outside 0.80 to 1.25 of that of the campaign before, the last one that has
 * any: `last`. */
bool tarif_jumps(const had_tables *tables, const struct tarif_at *at, struct tarif_at *last);

/* How many of the tariffs that are neither published nor derived do so. */
uint64_t tarifs_jumping(const had_tables *tables);

/* How many GHT of a series have a tariff of their own, not derived from the base; *origine: that of
 * the first. */
int tarifs_count(const had_tables *tables, int campagne, int secteur, int variante, int *origine);

#endif
