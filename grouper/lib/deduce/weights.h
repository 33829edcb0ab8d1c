/* SPDX-License-Identifier: Apache-2.0 */
/* Reasoning on weights (rule R46): the logarithms of the weights and of the bounds of the GHT are
 * unknowns; each observation puts a sum of three and its known duration between two bounds, with a
 * slack on both sides. What no such set of weights allows is excluded.
 * Integers only. The search goes from vertex to vertex of what the observations allow, each from
 * where the last question ended; it may give up. What it excludes counts only by its certificate,
 * which is checked apart, exactly: multipliers, none negative, under which the constraints add up
 * to 0 <= a negative number. */
#ifndef WEIGHTS_H
#define WEIGHTS_H

#include "deduction.h"

/* A slack of rounding to this many decimals, in 10^-9 of the natural logarithm of IPT. */
enum { WEIGHTS_DECIMALS = 4, WEIGHTS_SLACK = 150000 };

enum weights_exist { WEIGHTS_UNKNOWN = -1, WEIGHTS_NONE = 0, WEIGHTS_EXIST = 1 };

struct weights;

/* Of the observations in use. NULL when there is no memory. Their order changes nothing. */
struct weights *weights_new(const struct had_deduction *deduction, int64_t slack);
void weights_free(struct weights *weights);

/* Whether there is a set of weights that gives every observation. To be called first. */
enum weights_exist weights_exist(struct weights *weights);

/* Leaves the observations out of the reasoning whose number (in had_deduction) is `fold` modulo
 * `folds`, in place of those left out before; folds 0 = none. Weights must exist. */
void weights_hide(struct weights *weights, size_t fold, size_t folds);

/* Narrows the interval of a cell to what some set of weights allows; they must exist. */
void weights_narrow_low(struct weights *weights, size_t cell, uint8_t *low, uint8_t high);
void weights_narrow_high(struct weights *weights, size_t cell, uint8_t low, uint8_t *high);

/* One constraint of a certificate, and how often it counts. */
struct weights_term {
    int64_t times;
    uint32_t seen; /* number of its observation (in had_deduction), or UINT32_MAX */
    uint8_t ght;   /* of a bound that is not above the next; else nothing */
    bool under; /* the cell lies under the bound of the GHT after its own; else not under its own */
};

/* The certificate that no set of weights puts a cell above a GHT (`most`), or below: a minimal set
 * of observations, found by dropping them in turn, lowest n first. `question` is how often what is
 * excluded counts, `rest` what it all adds up to, below 0, in 10^-9. Writes at most WEIGHTS_TERMS;
 * returns how many, 0 when there is no certificate. Nothing must be hidden. */
enum { WEIGHTS_TERMS = 400 };
size_t weights_prove(struct weights *weights, size_t cell, uint8_t ght, bool most,
                     struct weights_term *out, int64_t *question, int64_t *rest);

#endif
