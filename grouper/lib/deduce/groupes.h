/* SPDX-License-Identifier: Apache-2.0 */
/* The rows of groupes.csv: groups observed of a triple, and the records behind each. */
#ifndef GROUPES_H
#define GROUPES_H

#include "lib/text/csv.h"

enum { GROUPE_PERIODS = 4, GROUPE_KEY = sizeof "MM-MM-III" };

struct groupe {
    uint8_t mpp, mpa;
    uint16_t ik;
    char ghpc[4];                /* "" = none */
    uint8_t ght[GROUPE_PERIODS]; /* 0 = none */
    uint32_t n[GROUPE_PERIODS];  /* records */
    uint8_t split;               /* bit k: records were seen, and of two GHT */
};

/* Opens the table: with n1 to n4 at its end (rule R46), or without. */
int groupes_open(struct csv *csv, const had_file *file, had_error *error);

/* Reads the current row. HAD_OK or HAD_E_TABLE. */
int groupes_row(const struct csv *csv, struct groupe *out);

/* The codes of a triple as messages write them: MPP-MPA-IK. */
void groupes_key(int mpp, int mpa, int ik, char out[GROUPE_KEY]);

/* Refuses the current row: another has its triple. Returns HAD_E_TABLE. */
int groupes_twice(const struct csv *csv, const struct groupe *row);

#endif
