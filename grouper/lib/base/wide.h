/* SPDX-License-Identifier: Apache-2.0 */
/* Unsigned integers of 128 bits: the operations that products of four weights need. C11 has none,
 * and a product of four numbers of eight digits does not fit in 64 bits. */
#ifndef WIDE_H
#define WIDE_H

#include <stdbool.h>
#include <stdint.h>

struct wide {
    uint64_t high, low;
};

static inline struct wide wide_multiply(uint64_t a, uint64_t b)
{
    uint64_t a0 = a & 0xFFFFFFFF, a1 = a >> 32, b0 = b & 0xFFFFFFFF, b1 = b >> 32;
    uint64_t low = a0 * b0, middle = a1 * b0 + (low >> 32), other = a0 * b1 + (middle & 0xFFFFFFFF);
    struct wide product = {a1 * b1 + (middle >> 32) + (other >> 32),
                           other << 32 | (low & 0xFFFFFFFF)};
    return product;
}

static inline bool wide_less(struct wide a, struct wide b)
{
    return a.high != b.high ? a.high < b.high : a.low < b.low;
}

static inline struct wide wide_add(struct wide a, uint64_t b)
{
    struct wide sum = {a.high, a.low + b};
    sum.high += sum.low < b;
    return sum;
}

/* Quotient; divisor below 2^32. */
static inline struct wide wide_divide(struct wide a, uint32_t divisor)
{
    uint64_t rest = 0,
             limb[4] = {a.high >> 32, a.high & 0xFFFFFFFF, a.low >> 32, a.low & 0xFFFFFFFF};
    for (int i = 0; i < 4; i++) {
        rest = rest << 32 | limb[i];
        limb[i] = rest / divisor;
        rest %= divisor;
    }
    struct wide quotient = {limb[0] << 32 | limb[1], limb[2] << 32 | limb[3]};
    return quotient;
}

#endif
