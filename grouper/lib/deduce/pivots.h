/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of integers, as the simplex of weights.c turns them: most of its time goes here. Each way
 * gives the same numbers. */
#ifndef PIVOTS_H
#define PIVOTS_H

#include <stddef.h>
#include <stdint.h>

enum { PIVOTS_STEP = 8 }; /* rows are as long as a multiple of it */

/* row = (next x row - f x enters) / denominator, which leaves no rest: a shift, then a product with
 * the inverse of what is left, modulo 2^32. */
struct turn {
    int32_t next, f;
    int shift;
    uint32_t inverse;
};

struct pivots {
    void (*turn)(int32_t *row, const int32_t *enters, size_t length, const struct turn *by);
    /* The sum of products; adds the numbers of the row, without their signs, to `lengths`. */
    int64_t (*dot)(const int32_t *row, const int32_t *by, uint32_t *lengths, size_t length);
};

struct turn turn_by(int32_t denominator, int32_t next);

extern const struct pivots pivots_plain;

/* The fastest that this machine can do. */
const struct pivots *pivots_fastest(void);

#endif
