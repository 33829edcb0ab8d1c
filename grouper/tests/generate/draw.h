/* SPDX-License-Identifier: Apache-2.0 */
/* What the generators of test files draw from: the same options give the same bytes on every
 * machine. */
#ifndef DRAW_H
#define DRAW_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

enum { EXIT_USAGE = 2, EXIT_OUTPUT = 3 };

/* ---- Random numbers: splitmix64 ---------------------------------------------------------- */

/* One draw at most in an expression: C does not say which of two would come first. */

struct rng {
    uint64_t state;
};

static inline uint64_t next(struct rng *rng)
{
    uint64_t z = rng->state += 0x9E3779B97F4A7C15U;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31);
}

/* 0 to bound - 1. Always one draw, so that two runs stay in step whatever the bounds. */
static inline unsigned below(struct rng *rng, unsigned bound)
{
    return (unsigned)(((next(rng) >> 32) * bound) >> 32);
}

static inline int between(struct rng *rng, int low, int high)
{
    return low + (int)below(rng, (unsigned)(high - low) + 1);
}

static inline bool chance(struct rng *rng, unsigned per_thousand)
{
    return below(rng, 1000) < per_thousand;
}

static inline char any_of(struct rng *rng, const char *bytes)
{
    return bytes[below(rng, (unsigned)strlen(bytes))];
}

/* A range of values and its share, per thousand; the shares of a table add up to 1000. */
struct share {
    unsigned short per_thousand, low, high;
};

static inline unsigned draw_share(struct rng *rng, const struct share *share)
{
    unsigned left = below(rng, 1000);
    for (; left >= share->per_thousand; share++)
        left -= share->per_thousand;
    return (unsigned)between(rng, share->low, share->high);
}

#endif
