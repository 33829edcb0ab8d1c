/* SPDX-License-Identifier: Apache-2.0 */
/* What follows from the observed groups of one classification (rules R46, R48). */
#ifndef DEDUCTION_H
#define DEDUCTION_H

#include "order.h"

struct observation {
    uint32_t cell; /* triple x ORDER_PERIODS + period */
    uint32_t n, line;
    uint8_t ght;
    bool used; /* enough records are behind it */
};

struct proofs;
struct weights;

struct had_deduction {
    had_allocator allocator;
    had_deduction_options options;
    size_t codes[ORDER_PLACES];
    uint16_t code[ORDER_PLACES][100]; /* in rising order */
    struct observation *seen;         /* in the order of the file */
    size_t count, capacity;
    uint8_t *etat;      /* by cell: a had_etat */
    uint8_t *observed;  /* by cell: the GHT seen, else 0 */
    uint32_t *records;  /* by cell: behind it, when it is observed */
    struct order order; /* intervals; of a contradiction they mean nothing */
    uint8_t *low,
        *high; /* by cell, narrowed by weights; NULL = they are not asked for, or not there */
    struct weights *weights; /* NULL = not asked for */
    int exist;               /* enum weights_exist */
    bool contradiction;
    uint32_t fragile;
    struct observation *conflict;
    size_t conflict_count;
    struct proofs *proofs; /* made when a reason is first asked for */
};

/* For sort_in_place: the weakest observation first, then by mpp, mpa, ik, period. */
bool deduction_weaker(const void *a, const void *b);

void deduction_cell(const struct had_deduction *deduction, size_t cell, had_cell *out);

void proofs_free(const had_allocator *allocator, struct proofs *proofs);

#endif
