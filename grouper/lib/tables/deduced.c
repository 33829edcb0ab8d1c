/* SPDX-License-Identifier: Apache-2.0 */
#include "deduced.h"

#include <string.h>

#include "lib/text/csv.h"
#include "lib/base/memory.h"
#include "common/sha256.h"

static const char header[] = "mpp;mpa;ik;ght1_min;ght1_max;ght2_min;ght2_max;ght3_min;ght3_max;"
                             "ght4_min;ght4_max;methode";
enum { MPP, MPA, IK, MIN1, METHODE = MIN1 + 2 * PERIODS_MAX };

/* A row, and what tells its place: rows rise. */
struct deduced_row {
    struct intervals interval; /* 0 = blank */
    size_t triple;
    long order;
    bool poids;
};

static int read_interval(const struct csv *csv, int k, struct intervals *out)
{
    int column = MIN1 + 2 * k;
    long min, max;
    if (csv->cell[column].length == 0 && csv->cell[column + 1].length == 0)
        return HAD_OK;
    if (csv_number(csv, column, 1, GHT_COUNT, &min) ||
        csv_number(csv, column + 1, min, GHT_COUNT, &max))
        return HAD_E_TABLE;
    out->min[k] = (uint8_t)min;
    out->max[k] = (uint8_t)max;
    return HAD_OK;
}

static int read_row(const struct csv *csv, const struct classification *c, struct deduced_row *row)
{
    long mpp, mpa, ik;
    memset(row, 0, sizeof *row);
    if (csv_digits(csv, MPP, 2, &mpp) || csv_digits(csv, MPA, 2, &mpa) ||
        csv_digits(csv, IK, 3, &ik))
        return HAD_E_TABLE;
    if (c->mpp_index[mpp] == MODE_NONE)
        return csv_fault(csv, FAULT_UNKNOWN_MODE, MPP);
    if (c->mpa_index[mpa] == MODE_NONE)
        return csv_fault(csv, FAULT_UNKNOWN_MODE, MPA);
    if (c->ik_index[ik] == MODE_NONE)
        return csv_fault(csv, FAULT_UNKNOWN_MODE, IK);
    row->poids = cell_is(&csv->cell[METHODE], "poids");
    if (!row->poids && !cell_is(&csv->cell[METHODE], "ordre"))
        return csv_fault(csv, FAULT_CODE, METHODE);
    row->triple = ((size_t)c->mpp_index[mpp] * c->mpa_count + c->mpa_index[mpa]) * c->ik_count +
                  c->ik_index[ik];
    row->order = ((mpp * 100 + mpa) * 1000 + ik) * 2 + row->poids;
    for (int k = 0; k < PERIODS_MAX; k++)
        if (read_interval(csv, k, &row->interval))
            return HAD_E_TABLE;
    return HAD_OK;
}

/* The cells that are not known otherwise. */
static void apply(const struct deduced_row *row, struct classification *c)
{
    struct triple *triple = &c->triple[row->triple];
    struct intervals *interval = &c->interval[row->triple];
    for (int k = 0; k < PERIODS_MAX; k++) {
        bool known = triple->ght[k] != 0 && !(triple->deduced >> k & 1);
        uint8_t min = row->interval.min[k], max = row->interval.max[k];
        if (known || min == 0)
            continue;
        interval->min[k] = min;
        interval->max[k] = max;
        if (min == max) {
            triple->ght[k] = min;
            triple->deduced |= (uint8_t)(1 << k);
        }
    }
}

/* The GHPC of a triple never seen: that of the nearest IK below and of the nearest above in its
 * pair that have one, when they agree. */
static void deduce_ghpc(struct classification *c, size_t pair)
{
    struct triple *triple = &c->triple[pair * c->ik_count], *below = NULL;
    uint8_t open[MODES_MAX];
    int waiting = 0;
    for (int value = 0; value < IK_VALUES; value++) {
        if (c->ik_index[value] == MODE_NONE)
            continue;
        struct triple *here = &triple[c->ik_index[value]];
        if (here->observed & TRIPLE_SEEN) {
            if (!here->ghpc[0])
                continue;
            bool agree = below && memcmp(below->ghpc, here->ghpc, sizeof here->ghpc) == 0;
            for (int i = 0; agree && i < waiting; i++)
                memcpy(triple[open[i]].ghpc, here->ghpc, sizeof here->ghpc);
            below = here;
            waiting = 0;
        } else if (!here->ghpc[0]) {
            open[waiting++] = c->ik_index[value];
        }
    }
}

int deduced_read(const had_allocator *allocator, const had_file *file, int deduire,
                 struct classification *c, had_error *error)
{
    struct csv csv;
    struct deduced_row row;
    long before = -1;
    size_t pairs = (size_t)c->mpp_count * c->mpa_count, triples = pairs * c->ik_count;
    c->interval = memory_take(allocator, triples, sizeof *c->interval);
    if (!c->interval)
        return fault_of(error, FAULT_MEMORY, NULL, NULL);
    for (size_t i = 0; i < triples; i++) {
        memset(c->interval[i].min, 1, sizeof c->interval[i].min);
        memset(c->interval[i].max, GHT_COUNT, sizeof c->interval[i].max);
    }
    int got, status = csv_open(&csv, file, header, error);
    while (!status && (got = csv_next(&csv)) != 0) {
        status = got < 0 ? HAD_E_TABLE : read_row(&csv, c, &row);
        if (!status && row.order <= before)
            status = csv_fault(&csv, row.order == before ? FAULT_DUPLICATE : FAULT_ORDER, MPP);
        if (status)
            break;
        before = row.order;
        if (deduire == HAD_DEDUIRE_POIDS || (deduire == HAD_DEDUIRE_ORDRE && !row.poids))
            apply(&row, c);
    }
    for (size_t pair = 0; !status && deduire != HAD_DEDUIRE_NON && pair < pairs; pair++)
        deduce_ghpc(c, pair);
    return status;
}

int deduced_check(const char *sha256, const had_file *groupes, const had_file *deductions,
                  had_error *error)
{
    char found[SHA256_TEXT], directory[CSV_TEXT];
    const had_file *told = groupes ? groupes : deductions;
    if (!sha256[0] && !deductions)
        return HAD_OK;
    found[0] = '\0';
    if (groupes)
        sha256_of(groupes->bytes, groupes->size, found);
    if (strcmp(found, sha256) == 0)
        return HAD_OK;
    const char *slash = told ? strrchr(told->name, '/') : NULL;
    size_t length = slash ? (size_t)(slash - told->name) : 0;
    struct cell cell = {told ? told->name : "", length};
    cell_copy(&cell, directory, sizeof directory);
    return fault_of(error, FAULT_FINGERPRINT, told ? told->name : "classification.csv",
                    directory[0] ? directory : ".");
}
