/* SPDX-License-Identifier: Apache-2.0 */
/* Drugs billed on top of the day, summed by keys, as `drugs --by` and `report` write them. */
#ifndef DRUG_SUMS_H
#define DRUG_SUMS_H

#include "cli/run/batch.h"
#include "cli/write/keyed.h"

/* What may be found on a drug that is kept, in rising order: codes, and their numbers. */
enum { DRUG_WARNINGS = 4 };
extern const char *const drug_warnings[DRUG_WARNINGS];
void drug_warnings_find(int numbers[DRUG_WARNINGS]);

enum drug_value { QUANTITE, MONTANT, LIGNES, DRUG_VALUES };

/* A row of totals; quantity and amount in thousandths. A user's row may begin with it. */
struct drug_sum {
    struct keyed_row keyed;
    int64_t value[DRUG_VALUES];
};

static inline const struct drug_sum *drug_sum(const struct keyed *keyed, size_t n)
{
    return (const struct drug_sum *)(const void *)keyed->row[n];
}

/* Adds a drug, read from `line`, to the row of its keys; NULL when there is no memory (a message is
 * said). */
struct drug_sum *drug_sums_add(struct keyed *keyed, const enum drug_key *keys, int count,
                               const had_drug *drug, const unsigned char *line);
/* A row: keys, then lignes, quantite, montant. */
void drug_sums_row(struct table *table, const struct drug_sum *sum, int keys);
/* The same, to which cells are added that take this room. */
void drug_sums_begin(struct table *table, const struct drug_sum *sum, int keys, size_t room);
/* Quantity and amount of all rows; false when one is full. */
bool drug_sums_total(const struct keyed *keyed, int64_t total[2]);

/* The total of all lines, on standard error. */
void drug_sums_say(const int64_t total[2]);

#endif
