/* SPDX-License-Identifier: Apache-2.0 */
/* The set of tables that an engine reads: one of each kind, added up. */
#ifndef TABLES_H
#define TABLES_H

#include "beside.h"
#include "classification.h"
#include "coefficients.h"
#include "codes.h"
#include "conventions.h"
#include "layout.h"
#include "matrix.h"
#include "rules.h"
#include "tarifs.h"
#include "ucd.h"

/* Files that the user gives beside the records. */
struct given {
    struct conventions conventions;
    struct codes cim10, ccam;
    struct given_files files;
};

struct had_tables {
    had_allocator allocator;
    struct layouts layouts;
    struct rules *rules;   /* NULL in a set that nothing but classifications was added to, */
    struct matrix *matrix; /* as this one */
    struct tarifs tarifs;
    struct coefficients coefficients;
    struct given given;
    struct beside beside;
    struct ucd_list ucd;
    struct classification *classification; /* by date of start, none covering the same day */
    size_t classification_count, classification_capacity;
    size_t rules_capacity, matrix_capacity; /* 1, or 0: lent */
    int deduire;                            /* a had_deduire, for the classifications to come */
    bool begun;                             /* something has been added */
};

/* The classification in force on a day, -1 if none. */
int tables_classification(const struct had_tables *tables, int32_t date);

#endif
