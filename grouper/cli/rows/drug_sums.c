/* SPDX-License-Identifier: Apache-2.0 */
#include "drug_sums.h"

#include "cli/rows/rows.h"
#include "common/sums.h"

enum { KEY_BYTES = 160 };

const char *const drug_warnings[DRUG_WARNINGS] = {"914", "916", "917", "918"};

void drug_warnings_find(int numbers[DRUG_WARNINGS])
{
    for (int i = 0; i < DRUG_WARNINGS; i++)
        numbers[i] = had_finding_number(drug_warnings[i]);
}

static size_t key_part(enum drug_key key, const had_drug *drug, const unsigned char *line,
                       unsigned char *out)
{
    switch (key) {
    case DRUG_MOIS:
        write_date(out, drug->mois * 100 + 1); /* of which the day is left out */
        return 7;
    case DRUG_UCD:
        if (drug->ucd13[0])
            return keyed_text(out, drug->ucd13);
        return keyed_field(out, line + drug->ucd.start, drug->ucd.length);
    case DRUG_SEJOUR:
        return keyed_field(out, line + drug->sejour.start, drug->sejour.length);
    case DRUG_PRESTATION:
        return keyed_text(out, drug->prestation);
    default:
        return keyed_field(out, line + drug->finess.start, drug->finess.length);
    }
}

struct drug_sum *drug_sums_add(struct keyed *keyed, const enum drug_key *keys, int count,
                               const had_drug *drug, const unsigned char *line)
{
    unsigned char key[KEY_BYTES];
    size_t length = 0;
    for (int i = 0; i < count; i++) {
        length += key_part(keys[i], drug, line, key + length);
        key[length++] = '\0';
    }
    bool whole = count == 0 && keyed->count > 0; /* without keys there is one row */
    struct drug_sum *row = whole ? (void *)keyed->row[0] : keyed_at(keyed, key, length);
    if (!row)
        return NULL;
    row->value[LIGNES]++;
    sum_up(&row->value[QUANTITE], drug->quantite);
    sum_up(&row->value[MONTANT], drug->montant);
    return row;
}

void drug_sums_begin(struct table *table, const struct drug_sum *sum, int keys, size_t room)
{
    row_begin(table, PUT_FIELD_MAX(KEY_BYTES) + room);
    keyed_cells(table, &sum->keyed, keys);
    cell_number(table, sum->value[LIGNES]);
    cell_thousandths(table, sum->value[QUANTITE]);
    cell_thousandths(table, sum->value[MONTANT]);
}

void drug_sums_row(struct table *table, const struct drug_sum *sum, int keys)
{
    drug_sums_begin(table, sum, keys, 0);
    row_end(table);
}

bool drug_sums_total(const struct keyed *keyed, int64_t total[2])
{
    total[QUANTITE] = total[MONTANT] = 0;
    for (size_t i = 0; i < keyed->count; i++) {
        sum_up(&total[QUANTITE], drug_sum(keyed, i)->value[QUANTITE]);
        sum_up(&total[MONTANT], drug_sum(keyed, i)->value[MONTANT]);
    }
    return total[QUANTITE] != SUM_FULL && total[MONTANT] != SUM_FULL;
}

void drug_sums_say(const int64_t total[2])
{
    char quantity[32], amount[32];
    format_thousandths(quantity, sizeof quantity, total[QUANTITE]);
    format_thousandths(amount, sizeof amount, total[MONTANT]);
    say_plain(W_DRUGS_TOTAL, quantity, amount);
}
