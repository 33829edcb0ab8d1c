/* SPDX-License-Identifier: Apache-2.0 */
/* Prudential coefficients by campagne and secteur (rule R41). */
#ifndef COEFFICIENTS_H
#define COEFFICIENTS_H

#include <stdint.h>

#include "tarifs.h"

enum {
    COEFFICIENT_ONE = 10000, /* coefficients are written x 10 000 */
    COEFFICIENT_FIRST = 2013 /* the mechanism was created then: before, the coefficient is 1 */
};

/* A row that may serve. */
struct coefficient {
    int32_t value; /* x 10 000 */
    char source[128], certitude[128];
};

/* Whether a row names the sector alone, or both. */
enum { ALONE, BOTH, KINDS };

struct coefficients {
    struct coefficient *row;
    size_t count, capacity;
    /* By campagne, secteur and kind: number in row, from 1; 0 = none. */
    uint16_t known[CAMPAGNE_LAST - CAMPAGNE_FIRST + 1][SECTEURS][KINDS];
};

int coefficients_add(struct coefficients *coefficients, const had_allocator *allocator,
                     const had_file *files, size_t n, had_error *error);

/* The row that serves: the one that names the sector, else one that says both; NULL if none does.
 */
const struct coefficient *coefficients_row(const struct coefficients *coefficients, int campagne,
                                           had_secteur secteur);

/* That of a campagne and secteur, x 10 000: 0 when it should have one and none is known. */
int coefficients_prudentiel(const struct coefficients *coefficients, int campagne,
                            had_secteur secteur);

#endif
