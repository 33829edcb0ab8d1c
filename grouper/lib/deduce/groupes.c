/* SPDX-License-Identifier: Apache-2.0 */
#include "groupes.h"

#include <string.h>

#include "common/digits.h"

static const char header[] = "mpp;mpa;ik;ghpc;ght1;ght2;ght3;ght4;n";
static const char counted[] = "mpp;mpa;ik;ghpc;ght1;ght2;ght3;ght4;n;n1;n2;n3;n4";

enum {
    MPP,
    MPA,
    IK,
    GHPC,
    GHT1,
    COUNT = GHT1 + GROUPE_PERIODS,
    COUNT1,
    COLUMNS = COUNT1 + GROUPE_PERIODS
};

int groupes_open(struct csv *csv, const had_file *file, had_error *error)
{
    size_t length = sizeof counted - 1;
    bool long_one = file->size > length && memcmp(file->bytes, counted, length) == 0;
    return csv_open(csv, file, long_one ? counted : header, error);
}

/* Records behind a period: its own count, else that of the row, else one. */
static int read_count(const struct csv *csv, int k, long row, struct groupe *out)
{
    long own = row;
    bool counts = csv->count >= COLUMNS && csv->cell[COUNT1 + k].length > 0;
    if (counts && csv_number(csv, COUNT1 + k, 0, 999999999, &own))
        return HAD_E_TABLE;
    out->n[k] = (uint32_t)own;
    if (counts && own > 0 && out->ght[k] == 0)
        out->split |= (uint8_t)(1 << k);
    return HAD_OK;
}

int groupes_row(const struct csv *csv, struct groupe *out)
{
    enum { GHT_LAST = 31, GHPC_ERROR = 9999 };
    long mpp, mpa, ik, number, row = 1;
    memset(out, 0, sizeof *out);
    if (csv_digits(csv, MPP, 2, &mpp) || csv_digits(csv, MPA, 2, &mpa) ||
        csv_digits(csv, IK, 3, &ik))
        return HAD_E_TABLE;
    out->mpp = (uint8_t)mpp;
    out->mpa = (uint8_t)mpa;
    out->ik = (uint16_t)ik;
    if (csv->cell[GHPC].length > 0) {
        if (csv_digits(csv, GHPC, 4, &number))
            return HAD_E_TABLE;
        if (number != GHPC_ERROR) /* 9999 is what an error gave: no GHPC was seen */
            memcpy(out->ghpc, csv->cell[GHPC].text, sizeof out->ghpc);
    }
    for (int k = 0; k < GROUPE_PERIODS; k++) {
        if (csv->cell[GHT1 + k].length == 0)
            continue;
        if (csv_number(csv, GHT1 + k, 1, GHT_LAST, &number))
            return HAD_E_TABLE;
        out->ght[k] = (uint8_t)number;
    }
    if (csv->cell[COUNT].length > 0 && csv_number(csv, COUNT, 0, 999999999, &row))
        return HAD_E_TABLE;
    for (int k = 0; k < GROUPE_PERIODS; k++)
        if (read_count(csv, k, row, out))
            return HAD_E_TABLE;
    return HAD_OK;
}

void groupes_key(int mpp, int mpa, int ik, char out[GROUPE_KEY])
{
    unsigned char key[GROUPE_KEY] = "MM-MM-III";
    write_digits(key, 2, (uint32_t)mpp);
    write_digits(key + 3, 2, (uint32_t)mpa);
    write_digits(key + 6, 3, (uint32_t)ik);
    memcpy(out, key, GROUPE_KEY);
}

int groupes_twice(const struct csv *csv, const struct groupe *row)
{
    char key[GROUPE_KEY];
    groupes_key(row->mpp, row->mpa, row->ik, key);
    return csv_fault_text(csv, FAULT_DUPLICATE, MPP, key);
}
