/* SPDX-License-Identifier: Apache-2.0 */
#include "matrix.h"

const char *had_statut_name(int statut)
{
    static const char *const names[] = {[HAD_STATUT_INCONNU] = "",
                                        [HAD_AUTORISEE] = "autorisee",
                                        [HAD_INATTENDUE] = "inattendue",
                                        [HAD_NON_AUTORISEE] = "non_autorisee",
                                        [HAD_ERRONEE] = "erronee"};
    bool known = statut >= HAD_AUTORISEE && statut <= HAD_ERRONEE;
    return names[known ? statut : HAD_STATUT_INCONNU];
}

had_statut statut_named(const struct cell *cell)
{
    for (int statut = HAD_AUTORISEE; statut <= HAD_ERRONEE; statut++)
        if (cell_is(cell, had_statut_name(statut)))
            return (had_statut)statut;
    return HAD_STATUT_INCONNU;
}

static int row_of(struct matrix *matrix, const struct csv *csv)
{
    enum { MPP, MPA, STATUT };
    long mpp, mpa;
    if (csv_digits(csv, MPP, 2, &mpp) || csv_digits(csv, MPA, 2, &mpa))
        return HAD_E_TABLE;
    had_statut statut = statut_named(&csv->cell[STATUT]);
    if (statut == HAD_STATUT_INCONNU)
        return csv_fault(csv, FAULT_UNKNOWN_STATUS, STATUT);
    uint8_t *known = &matrix->statut[mpp][mpa];
    if (*known != HAD_STATUT_INCONNU && *known != statut)
        return csv_fault(csv, FAULT_CONFLICT, STATUT);
    *known = (uint8_t)statut;
    return HAD_OK;
}

int matrix_add(struct matrix *matrix, const had_file *files, size_t n, had_error *error)
{
    int status = HAD_OK, row;
    for (size_t i = 0; i < n && !status; i++) {
        struct csv csv;
        status = csv_open(&csv, &files[i], "mpp;mpa;statut", error);
        while (!status && (row = csv_next(&csv)) != 0)
            status = row < 0 ? HAD_E_TABLE : row_of(matrix, &csv);
    }
    return status;
}
