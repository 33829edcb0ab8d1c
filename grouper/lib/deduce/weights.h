/* SPDX-License-Identifier: Apache-2.0 */
/* Reasoning on weights (rule R46): the logarithms of the weights and of the bounds of the GHT are
 * unknowns; each observation puts a sum of three and its known duration between two bounds, with a
 * slack on both sides. What no such set of weights allows is excluded.
 * Integers only. The search (a simplex by Edmonds' integral pivoting, 64 bits) may give up; what it
 * finds counts only by its certificate, which is checked apart, exactly: multipliers, none
 * negative, under which the constraints add up to 0 <= a negative number. */
#ifndef WEIGHTS_H
#define WEIGHTS_H

#include "deduction.h"

/* A slack of rounding to this many decimals, in millionths of the natural logarithm of IPT. */
enum { WEIGHTS_DECIMALS = 4, WEIGHTS_SLACK = 150 };

enum weights_exist { WEIGHTS_UNKNOWN = -1, WEIGHTS_NONE = 0, WEIGHTS_EXIST = 1 };

struct weights;

/* NULL when there is no memory. The observations are copied; their order changes nothing. */
struct weights *weights_new(const had_allocator *allocator, const size_t codes[ORDER_PLACES],
                            const struct observation *seen, size_t count, int64_t slack);
void weights_free(struct weights *weights);

/* Whether there is a set of weights that gives every observation. To be called first. */
enum weights_exist weights_exist(struct weights *weights);

/* Narrows the interval of a cell to what some set of weights allows; they must exist. */
void weights_narrow(struct weights *weights, size_t cell, uint8_t *low, uint8_t *high);

#endif
