/* SPDX-License-Identifier: Apache-2.0 */
/* The published matrix of pairs MPP x MPA, of the campaign of 2019 (associations.csv): what a pair
 * is put to where no classification is loaded (rule R38). */
#ifndef MATRIX_H
#define MATRIX_H

#include <stdint.h>

#include "had.h"
#include "lib/text/csv.h"

struct matrix {
    uint8_t statut[100][100]; /* a had_statut, by MPP and MPA; 0 = the pair is not in it */
};

int matrix_add(struct matrix *matrix, const had_file *files, size_t n, had_error *error);

/* The had_statut of this name, HAD_STATUT_INCONNU if there is none. */
had_statut statut_named(const struct cell *cell);

#endif
