/* SPDX-License-Identifier: Apache-2.0 */
#include "order.h"

#include <string.h>

#include "lib/base/memory.h"

const uint8_t order_kinds[ORDER_KINDS] = {1, 2, 4, 3, 5, 6, 7};

enum { WHOLE = 7, WORD = 64 };

static size_t codes_of(const struct order *order, uint8_t kind)
{
    size_t codes = 1;
    for (int place = 0; place < ORDER_PLACES; place++)
        codes *= kind >> place & 1 ? order->codes[place] : 1;
    return codes;
}

bool order_open(struct order *order, const had_allocator *allocator,
                const size_t codes[ORDER_PLACES])
{
    size_t most = 1;
    memset(order, 0, sizeof *order);
    order->allocator = allocator;
    memcpy(order->codes, codes, sizeof order->codes);
    order->triples = codes_of(order, WHOLE);
    order->cells = order->triples * ORDER_PERIODS;
    for (int k = 0; k < ORDER_KINDS; k++)
        if (order_kinds[k] != WHOLE && codes_of(order, order_kinds[k]) > most)
            most = codes_of(order, order_kinds[k]);
    order->words = (most + WORD - 1) / WORD;
    order->low = memory_take(allocator, order->cells, 1);
    order->high = memory_take(allocator, order->cells, 1);
    order->one = memory_take(allocator, order->cells, 1);
    order->other = memory_take(allocator, order->cells, 1);
    order->heavier = memory_take(allocator, most * order->words, sizeof *order->heavier);
    order->below = memory_take(allocator, (ORDER_GHT + 1) * order->words, sizeof *order->below);
    order_forget(order);
    return order->low && order->high && order->one && order->other && order->heavier &&
           order->below;
}

void order_close(struct order *order)
{
    memory_release(order->allocator, order->low);
    memory_release(order->allocator, order->high);
    memory_release(order->allocator, order->one);
    memory_release(order->allocator, order->other);
    memory_release(order->allocator, order->heavier);
    memory_release(order->allocator, order->below);
    memset(order, 0, sizeof *order);
}

void order_forget(struct order *order)
{
    if (order->low && order->high) {
        memset(order->low, 1, order->cells);
        memset(order->high, ORDER_GHT, order->cells);
    }
}

void order_part(const struct order *order, uint8_t kind, size_t triple, size_t *code,
                size_t *context)
{
    size_t value[ORDER_PLACES];
    for (int place = ORDER_PLACES - 1; place >= 0; place--) {
        value[place] = triple % order->codes[place];
        triple /= order->codes[place];
    }
    *code = *context = 0;
    for (int place = 0; place < ORDER_PLACES; place++) {
        size_t *part = kind >> place & 1 ? code : context;
        *part = *part * order->codes[place] + value[place];
    }
}

/* --- Periods ---------------------------------------------------------------------------------- */

static bool raise(uint8_t *low, uint8_t by)
{
    bool moves = *low < by;
    *low = moves ? by : *low;
    return moves;
}

static bool lower(uint8_t *high, uint8_t by)
{
    bool moves = *high > by;
    *high = moves ? by : *high;
    return moves;
}

/* The GHT does not rise with the period. */
static bool run_periods(struct order *order)
{
    bool moved = false;
    for (size_t t = 0; t < order->cells; t += ORDER_PERIODS) {
        for (size_t k = ORDER_PERIODS - 1; k > 0; k--)
            moved |= raise(&order->low[t + k - 1], order->low[t + k]);
        for (size_t k = 1; k < ORDER_PERIODS; k++)
            moved |= lower(&order->high[t + k], order->high[t + k - 1]);
    }
    return moved;
}

/* --- Whole triples ---------------------------------------------------------------------------- */

/* x is heavier than y when low(x,k) > high(y,k) in some period k. Of all y whose high in period k
 * is at most h, only the highest low in period j counts; of all x whose low is at least h, only the
 * lowest high: two tables say it for every triple. */
static bool run_triples(struct order *order)
{
    uint8_t best[ORDER_PERIODS][ORDER_GHT + 2][ORDER_PERIODS];
    uint8_t least[ORDER_PERIODS][ORDER_GHT + 2][ORDER_PERIODS];
    bool moved = false;
    memset(best, 1, sizeof best);
    memset(least, ORDER_GHT, sizeof least);
    for (size_t t = 0; t < order->cells; t += ORDER_PERIODS) {
        const uint8_t *low = order->low + t, *high = order->high + t;
        for (int k = 0; k < ORDER_PERIODS; k++) {
            for (int j = 0; j < ORDER_PERIODS; j++) {
                raise(&best[k][high[k]][j], low[j]);
                lower(&least[k][low[k]][j], high[j]);
            }
        }
    }
    for (int k = 0; k < ORDER_PERIODS; k++) {
        for (int j = 0; j < ORDER_PERIODS; j++) {
            for (int g = 1; g <= ORDER_GHT; g++)
                raise(&best[k][g][j], best[k][g - 1][j]);
            for (int g = ORDER_GHT; g >= 1; g--)
                lower(&least[k][g][j], least[k][g + 1][j]);
        }
    }
    for (size_t t = 0; t < order->cells; t += ORDER_PERIODS) {
        uint8_t low[ORDER_PERIODS], high[ORDER_PERIODS];
        memcpy(low, order->low + t, sizeof low);
        memcpy(high, order->high + t, sizeof high);
        for (int k = 0; k < ORDER_PERIODS; k++) {
            for (int j = 0; j < ORDER_PERIODS; j++) {
                moved |= raise(&order->low[t + (size_t)j], best[k][low[k] - 1][j]);
                moved |= lower(&order->high[t + (size_t)j], least[k][high[k] + 1][j]);
            }
        }
    }
    return moved;
}

/* --- Codes and pairs of codes ----------------------------------------------------------------- */

struct kind {
    uint8_t *low, *high; /* [code][context] */
    size_t codes, contexts, words;
};

/* Puts cells in the order [code][context] of a kind, or back. */
static void turn(struct order *order, uint8_t kind, size_t contexts, bool back)
{
    for (size_t t = 0; t < order->triples; t++) {
        size_t code, context, from = t * ORDER_PERIODS;
        order_part(order, kind, t, &code, &context);
        size_t to = (code * contexts + context * ORDER_PERIODS);
        uint8_t *one = order->one + to, *other = order->other + to;
        memcpy(back ? order->low + from : one, back ? one : order->low + from, ORDER_PERIODS);
        memcpy(back ? order->high + from : other, back ? other : order->high + from, ORDER_PERIODS);
    }
}

/* Bits of heavier[x]: the codes y with low(x) > high(y) in some context. */
static void compare(struct order *order, const struct kind *kind)
{
    memset(order->heavier, 0, kind->codes * kind->words * sizeof *order->heavier);
    for (size_t c = 0; c < kind->contexts; c++) {
        bool any = false;
        for (size_t x = 0; x < kind->codes; x++)
            any |= kind->low[x * kind->contexts + c] > 1;
        if (!any) /* nothing is known here that puts one above another */
            continue;
        /* below[g]: the codes whose high is less than g. */
        memset(order->below, 0, (ORDER_GHT + 1) * kind->words * sizeof *order->below);
        for (size_t y = 0; y < kind->codes; y++) {
            size_t high = kind->high[y * kind->contexts + c];
            if (high < ORDER_GHT)
                order->below[(high + 1) * kind->words + y / WORD] |= UINT64_C(1) << y % WORD;
        }
        for (size_t i = kind->words; i < (ORDER_GHT + 1) * kind->words; i++)
            order->below[i] |= order->below[i - kind->words];
        for (size_t x = 0; x < kind->codes; x++) {
            size_t low = kind->low[x * kind->contexts + c];
            const uint64_t *below = order->below + low * kind->words;
            uint64_t *heavier = order->heavier + x * kind->words;
            for (size_t w = 0; low > 1 && w < kind->words; w++)
                heavier[w] |= below[w];
        }
    }
}

/* In every context low(x) >= low(y) and high(y) <= high(x). */
static bool spread(const struct kind *kind, size_t x, size_t y)
{
    uint8_t *restrict xl = kind->low + x * kind->contexts;
    uint8_t *restrict xh = kind->high + x * kind->contexts;
    uint8_t *restrict yl = kind->low + y * kind->contexts;
    uint8_t *restrict yh = kind->high + y * kind->contexts;
    uint8_t moved = 0;
    for (size_t c = 0; c < kind->contexts; c++) {
        uint8_t low = xl[c] < yl[c] ? yl[c] : xl[c], high = yh[c] > xh[c] ? xh[c] : yh[c];
        moved |= (uint8_t)((low ^ xl[c]) | (high ^ yh[c]));
        xl[c] = low;
        yh[c] = high;
    }
    return moved != 0;
}

static bool run_codes(struct order *order, uint8_t bits)
{
    size_t codes = codes_of(order, bits);
    struct kind kind = {order->one, order->other, codes, order->cells / codes,
                        (codes + WORD - 1) / WORD};
    bool moved = false;
    turn(order, bits, kind.contexts, false);
    compare(order, &kind);
    for (size_t x = 0; x < codes; x++)
        for (size_t w = 0; w < kind.words; w++)
            for (uint64_t left = order->heavier[x * kind.words + w]; left; left &= left - 1)
                moved |= spread(&kind, x, w * WORD + (size_t)__builtin_ctzll(left));
    if (moved)
        turn(order, bits, kind.contexts, true);
    return moved;
}

/* --- The whole -------------------------------------------------------------------------------- */

static bool sound(const struct order *order)
{
    bool sound = true;
    for (size_t i = 0; i < order->cells; i++)
        sound &= order->low[i] <= order->high[i];
    return sound;
}

/* Two codes each heavier than the other, or a longer ring of them, cross an interval: where
 * low(x) > high(y), low(y) >= low(x) > high(y). No closure is needed for that, nor for what spreads
 * from x over y to z. */
bool order_run(struct order *order)
{
    for (bool moved = order->cells > 0; moved && sound(order);) {
        moved = run_periods(order);
        if (!sound(order))
            break;
        for (int k = 0; k < ORDER_KINDS - 1 && sound(order); k++)
            moved |= run_codes(order, order_kinds[k]);
        if (sound(order))
            moved |= run_triples(order);
    }
    return sound(order);
}
