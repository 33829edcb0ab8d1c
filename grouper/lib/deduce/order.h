/* SPDX-License-Identifier: Apache-2.0 */
/* Reasoning by order (rule R46): if putting one code in place of another raises the GHT somewhere,
 * it lowers it nowhere. Each cell (triple, period) has an interval of GHT, which observations and
 * this narrow until nothing moves. Integers only; what comes out does not depend on the order of
 * the work. Memory: three bytes a cell, and one bit for each two codes of the largest kind. */
#ifndef ORDER_H
#define ORDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "had.h"

enum { ORDER_PLACES = 3, ORDER_PERIODS = 4, ORDER_GHT = 31, ORDER_KINDS = 7 };

/* What is compared, as bits of the places of a triple; the rest of it and the period are the
 * context. The last is the whole triple. */
extern const uint8_t order_kinds[ORDER_KINDS];

struct order {
    const had_allocator *allocator;
    size_t codes[ORDER_PLACES]; /* MPP, MPA, IK */
    size_t triples, cells;
    uint8_t *low, *high; /* by cell: triple x ORDER_PERIODS + period */
    uint8_t *one, *other;
    uint64_t *heavier, *below; /* bits of a kind's codes */
    size_t words;
};

/* False when there is no memory; order_close is due all the same. */
bool order_open(struct order *order, const had_allocator *allocator,
                const size_t codes[ORDER_PLACES]);
void order_close(struct order *order);

/* Nothing is known: every interval is 1 to 31. */
void order_forget(struct order *order);

static inline size_t order_triple(const struct order *order, size_t mpp, size_t mpa, size_t ik)
{
    return (mpp * order->codes[1] + mpa) * order->codes[2] + ik;
}

static inline void order_observe(struct order *order, size_t cell, uint8_t ght)
{
    order->low[cell] = order->high[cell] = ght;
}

/* Narrows until nothing moves. False: a contradiction, and the intervals mean nothing. */
bool order_run(struct order *order);

/* The code that a kind sees in a triple, and its context but for the period. */
void order_part(const struct order *order, uint8_t kind, size_t triple, size_t *code,
                size_t *context);

#endif
