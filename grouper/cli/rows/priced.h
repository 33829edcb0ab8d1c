/* SPDX-License-Identifier: Apache-2.0 */
/* The sums of records that are priced (rule R12), as `price --by` and `report` write them. */
#ifndef PRICED_H
#define PRICED_H

#include <stdint.h>

#include "cli/write/table.h"

struct priced {
    int64_t sous_sequences, journees;
    int64_t montant, facturable, non_officiel; /* centimes */
    int64_t sans_tarif;                        /* days */
};

/* A sum that would wrap is SUM_FULL from then on. */
void priced_add(struct priced *sums, const struct priced *more);
/* The six cells, in the order of the contract. */
void priced_cells(struct table *table, const struct priced *sums);

#endif
