/* SPDX-License-Identifier: Apache-2.0 */
/* The prudential coefficients that a run applied (rule R41: --coef-prudentiel auto), and what
 * lacked one. */
#ifndef WEIGHED_H
#define WEIGHED_H

#include <stdbool.h>

#include "had.h"

enum { WEIGHED_FIRST = 2000, WEIGHED_CAMPAGNES = 200, WEIGHED_SECTEURS = 2 };

struct weighed {
    uint64_t lacking; /* records with 919 */
    int64_t days;     /* of their zones that have a tariff */
    uint64_t records[WEIGHED_CAMPAGNES][WEIGHED_SECTEURS];
};

/* Counts a record; `lacking`: it carries 919. */
void weighed_count(struct weighed *weighed, const had_result *result, int lacking);
void weighed_add(struct weighed *weighed, const struct weighed *more);

/* One coefficient applied. */
struct weight {
    int campagne, secteur;
    uint64_t records;
    had_coefficient_info info;
};

/* The one from place *next on, which is moved past it; false when there is none left. */
bool weighed_next(const struct weighed *weighed, const had_tables *tables, int *next,
                  struct weight *weight);

/* For the summary. */
void weighed_report(const struct weighed *weighed, const had_tables *tables);

#endif
