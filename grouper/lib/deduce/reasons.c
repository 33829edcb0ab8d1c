/* SPDX-License-Identifier: Apache-2.0 */
/* Why a cell has its bound (rule R47): the reasoning of order.c done again, slowly, with each step
 * kept. One step is looked for first; else a minimal set of observations is found, and the steps
 * that lead from them to the bound. */
#include "deduction.h"

#include <string.h>

#include "lib/base/memory.h"
#include "lib/base/sort.h"
#include "weights.h"

enum { OBSERVED = 0xFF, NO_EVENT = -1 };

/* A bound became known: of a cell, at most or at least. The bound that it comes from and the two
 * that show the order are earlier events. */
struct event {
    uint32_t cell;
    int32_t from, above, below;
    uint8_t most, value, compared; /* OBSERVED, 0 = another period, else a kind */
};

/* A reasoning that keeps its steps. `seen` are the observations it starts from. */
struct proofs {
    had_allocator allocator;
    struct order order; /* the intervals, by the same numbers of cells */
    struct event *event;
    size_t count, capacity;
    int32_t *latest[2]; /* by cell: the event that gave its least (0) and its most (1) */
    uint32_t *turned;   /* cells of a kind, by code and context */
    bool failed;        /* no memory */
};

void proofs_free(const had_allocator *allocator, struct proofs *proofs)
{
    if (!proofs)
        return;
    order_close(&proofs->order);
    memory_release(allocator, proofs->event);
    memory_release(allocator, proofs->latest[0]);
    memory_release(allocator, proofs->latest[1]);
    memory_release(allocator, proofs->turned);
    memory_release(allocator, proofs);
}

static void note(struct proofs *p, const struct event *event)
{
    struct event *kept =
        memory_append(&p->allocator, (void **)&p->event, &p->count, &p->capacity, sizeof *kept);
    p->failed |= !kept || p->count > INT32_MAX / 2;
    if (p->failed)
        return;
    *kept = *event;
    p->latest[event->most][event->cell] = (int32_t)p->count - 1;
    (event->most ? p->order.high : p->order.low)[event->cell] = event->value;
}

static struct proofs *proofs_new(const had_allocator *allocator, const size_t codes[ORDER_PLACES],
                                 const struct observation *seen, size_t count)
{
    struct proofs *p = memory_take(allocator, 1, sizeof *p);
    if (!p)
        return NULL;
    p->allocator = *allocator;
    bool open = order_open(&p->order, &p->allocator, codes);
    for (int most = 0; most < 2; most++)
        p->latest[most] = memory_take(allocator, p->order.cells, sizeof *p->latest[most]);
    p->turned = memory_take(allocator, p->order.cells, sizeof *p->turned);
    if (!open || !p->latest[0] || !p->latest[1] || !p->turned) {
        proofs_free(allocator, p);
        return NULL;
    }
    for (size_t cell = 0; cell < p->order.cells; cell++)
        p->latest[0][cell] = p->latest[1][cell] = NO_EVENT;
    for (size_t i = 0; i < count; i++) {
        struct event event = {seen[i].cell, NO_EVENT, NO_EVENT, NO_EVENT, 0, seen[i].ght, OBSERVED};
        note(p, &event);
        event.most = 1;
        note(p, &event);
    }
    return p;
}

/* --- The reasoning ---------------------------------------------------------------------------- */

/* The GHT of `light` is at most that of `heavy`, as events `above` and `below` show. */
static bool narrow(struct proofs *p, uint8_t compared, size_t heavy, size_t light, int32_t above,
                   int32_t below)
{
    struct event event = {0, NO_EVENT, above, below, 0, 0, compared};
    bool moved = false;
    if (p->order.low[heavy] < p->order.low[light]) {
        event.cell = (uint32_t)heavy;
        event.value = p->order.low[light];
        event.from = p->latest[0][light];
        note(p, &event);
        moved = true;
    }
    if (p->order.high[light] > p->order.high[heavy]) {
        event.cell = (uint32_t)light;
        event.value = p->order.high[heavy];
        event.from = p->latest[1][heavy];
        event.most = 1;
        note(p, &event);
        moved = true;
    }
    return moved;
}

static bool is_observed(const struct proofs *p, int most, size_t cell)
{
    int32_t event = p->latest[most][cell];
    return event != NO_EVENT && p->event[event].compared == OBSERVED;
}

/* A context where x lies above y, by observations if there is one; -1 = none. */
static int64_t witness(const struct proofs *p, const uint32_t *x, const uint32_t *y,
                       size_t contexts)
{
    int64_t found = -1;
    for (size_t c = 0; c < contexts; c++) {
        if (p->order.low[x[c]] <= p->order.high[y[c]])
            continue;
        if (is_observed(p, 0, x[c]) && is_observed(p, 1, y[c]))
            return (int64_t)c;
        found = found < 0 ? (int64_t)c : found;
    }
    return found;
}

static bool compare(struct proofs *p, uint8_t kind)
{
    size_t codes = 1, contexts;
    bool moved = false;
    for (int place = 0; place < ORDER_PLACES; place++)
        codes *= kind >> place & 1 ? p->order.codes[place] : 1;
    contexts = p->order.cells / codes;
    for (size_t cell = 0; cell < p->order.cells; cell++) {
        size_t code, context;
        order_part(&p->order, kind, cell / ORDER_PERIODS, &code, &context);
        p->turned[code * contexts + context * ORDER_PERIODS + cell % ORDER_PERIODS] =
            (uint32_t)cell;
    }
    for (size_t i = 0; i < codes && !p->failed; i++) {
        for (size_t j = 0; j < codes; j++) {
            const uint32_t *x = p->turned + i * contexts, *y = p->turned + j * contexts;
            int64_t c = i == j ? -1 : witness(p, x, y, contexts);
            if (c < 0)
                continue;
            int32_t above = p->latest[0][x[c]], below = p->latest[1][y[c]];
            for (size_t d = 0; d < contexts; d++)
                moved |= narrow(p, kind, x[d], y[d], above, below);
        }
    }
    return moved;
}

/* The observations do not contradict each other, so this loop ends. */
static void reason(struct proofs *p)
{
    for (bool moved = true; moved && !p->failed && p->order.cells > 0;) {
        moved = false;
        for (size_t cell = 0; cell + 1 < p->order.cells; cell++)
            if (cell % ORDER_PERIODS != ORDER_PERIODS - 1)
                moved |= narrow(p, 0, cell, cell + 1, NO_EVENT, NO_EVENT);
        for (int k = 0; k < ORDER_KINDS; k++)
            moved |= compare(p, order_kinds[k]);
    }
}

/* Marks the events that one rests on, itself included. They are earlier: one pass is enough. */
static bool *trace(const struct proofs *p, int32_t event)
{
    bool *used = memory_take(&p->allocator, p->count, sizeof *used);
    if (!used || event == NO_EVENT)
        return used;
    used[event] = true;
    for (int32_t i = event; i >= 0; i--) {
        const int32_t before[] = {p->event[i].from, p->event[i].above, p->event[i].below};
        for (int b = 0; used[i] && b < 3; b++)
            if (before[b] != NO_EVENT)
                used[before[b]] = true;
    }
    return used;
}

/* --- One step --------------------------------------------------------------------------------- */

static const struct observation *observation_of(const struct had_deduction *d, size_t cell)
{
    for (size_t i = 0; i < d->count; i++)
        if (d->seen[i].cell == cell && d->seen[i].used)
            return &d->seen[i];
    return NULL;
}

static void show(const struct had_deduction *d, const struct observation *seen, had_cell *out)
{
    deduction_cell(d, seen->cell, out);
    out->ght = seen->ght;
    out->n = seen->n;
    out->line = seen->line;
}

/* The best single step found so far: the more records stand behind its weakest observation. */
struct single {
    const struct observation *from, *above, *below;
    uint8_t compared;
    uint32_t weakest;
};

static void offer(struct single *best, const struct observation *from,
                  const struct observation *above, const struct observation *below,
                  uint8_t compared)
{
    uint32_t weakest = from->n;
    if (above && above->n < weakest)
        weakest = above->n;
    if (below && below->n < weakest)
        weakest = below->n;
    if (!best->from || weakest > best->weakest)
        *best = (struct single){from, above, below, compared, weakest};
}

/* The cell with the code of `code`'s triple, in the context of `context`. */
static size_t mixed(const struct order *order, uint8_t kind, size_t code, size_t context)
{
    size_t t = 0, a = code / ORDER_PERIODS, b = context / ORDER_PERIODS, value[ORDER_PLACES];
    for (int place = ORDER_PLACES - 1; place >= 0; place--) {
        value[place] = (kind >> place & 1 ? a : b) % order->codes[place];
        a /= order->codes[place];
        b /= order->codes[place];
    }
    for (int place = 0; place < ORDER_PLACES; place++)
        t = t * order->codes[place] + value[place];
    return t * ORDER_PERIODS + context % ORDER_PERIODS;
}

/* Two observations that show the order of two codes: one context, the heavy one above. */
static void offer_orders(const struct had_deduction *d, const struct observation *const *at,
                         size_t cell, const struct observation *from, uint8_t kind, bool most,
                         struct single *best)
{
    for (size_t i = 0; i < d->count; i++) {
        const struct observation *one = &d->seen[i];
        if (!one->used || mixed(&d->order, kind, cell, one->cell) != one->cell)
            continue; /* not of the cell's own code */
        const struct observation *other = at[mixed(&d->order, kind, from->cell, one->cell)];
        if (!other)
            continue;
        const struct observation *heavy = most ? other : one, *light = most ? one : other;
        if (heavy->ght > light->ght)
            offer(best, from, heavy, light, kind);
    }
}

static bool find_single(const struct had_deduction *d, size_t cell, bool most, uint8_t bound,
                        struct single *best)
{
    const struct observation **at = memory_take(&d->allocator, d->order.cells, sizeof *at);
    memset(best, 0, sizeof *best);
    if (!at)
        return false;
    for (size_t i = 0; i < d->count; i++)
        if (d->seen[i].used)
            at[d->seen[i].cell] = &d->seen[i];
    for (size_t i = 0; i < d->count; i++) {
        const struct observation *from = &d->seen[i];
        if (!from->used || from->ght != bound)
            continue;
        bool same = from->cell / ORDER_PERIODS == cell / ORDER_PERIODS;
        if (same && (most ? from->cell < cell : from->cell > cell))
            offer(best, from, NULL, NULL, 0);
        for (int k = 0; k < ORDER_KINDS && !same; k++)
            if (from->cell % ORDER_PERIODS == cell % ORDER_PERIODS &&
                mixed(&d->order, order_kinds[k], from->cell, cell) == from->cell)
                offer_orders(d, at, cell, from, order_kinds[k], most, best);
    }
    memory_release(&d->allocator, (void *)at);
    return best->from != NULL;
}

/* --- A chain ---------------------------------------------------------------------------------- */

/* A few observations with the codes that they and the cell name: reasoning on them is quick, and
 * gives what it would with all codes, for nothing is known of the others. */
struct few {
    const struct had_deduction *d;
    uint8_t place[ORDER_PLACES][100]; /* of a code of the deduction; NOT_HERE */
    uint8_t code[ORDER_PLACES][100];  /* back */
    size_t codes[ORDER_PLACES];
    struct observation *seen; /* with cells of the deduction */
    size_t count;
};

enum { NOT_HERE = 0xFF };

static void split(const struct had_deduction *d, size_t cell, size_t value[ORDER_PLACES])
{
    size_t triple = cell / ORDER_PERIODS;
    for (int place = ORDER_PLACES - 1; place >= 0; place--) {
        value[place] = triple % d->codes[place];
        triple /= d->codes[place];
    }
}

static uint32_t few_cell(const struct few *few, size_t cell)
{
    size_t value[ORDER_PLACES], triple = 0;
    split(few->d, cell, value);
    for (int place = 0; place < ORDER_PLACES; place++)
        triple = triple * few->codes[place] + few->place[place][value[place]];
    return (uint32_t)(triple * ORDER_PERIODS + cell % ORDER_PERIODS);
}

static size_t full_cell(const struct few *few, size_t cell)
{
    size_t triple = cell / ORDER_PERIODS, value[ORDER_PLACES], full = 0;
    for (int place = ORDER_PLACES - 1; place >= 0; place--) {
        value[place] = few->code[place][triple % few->codes[place]];
        triple /= few->codes[place];
    }
    for (int place = 0; place < ORDER_PLACES; place++)
        full = full * few->d->codes[place] + value[place];
    return full * ORDER_PERIODS + cell % ORDER_PERIODS;
}

/* Numbers the codes of the observations kept and of the cell. */
static void few_codes(struct few *few, size_t cell)
{
    memset(few->place, NOT_HERE, sizeof few->place);
    for (size_t i = 0; i <= few->count; i++) {
        size_t value[ORDER_PLACES];
        split(few->d, i < few->count ? few->seen[i].cell : cell, value);
        for (int place = 0; place < ORDER_PLACES; place++)
            few->place[place][value[place]] = 0;
    }
    for (int place = 0; place < ORDER_PLACES; place++) {
        few->codes[place] = 0;
        for (size_t code = 0; code < few->d->codes[place]; code++) {
            if (few->place[place][code] == NOT_HERE)
                continue;
            few->code[place][few->codes[place]] = (uint8_t)code;
            few->place[place][code] = (uint8_t)few->codes[place]++;
        }
    }
}

/* Whether the observations but one still give the bound; `without` past the end = all of them. */
static bool still(const struct few *few, struct order *order, size_t without, size_t cell,
                  bool most, uint8_t bound)
{
    order_forget(order);
    for (size_t i = 0; i < few->count; i++)
        if (i != without)
            order_observe(order, few_cell(few, few->seen[i].cell), few->seen[i].ght);
    uint32_t at = few_cell(few, cell);
    return order_run(order) && (most ? order->high[at] : order->low[at]) == bound;
}

/* Drops observations in turn, the weakest first, as long as the rest gives the bound. */
static bool drop(struct few *few, size_t cell, bool most, uint8_t bound)
{
    struct order order;
    bool open = order_open(&order, &few->d->allocator, few->codes);
    sort_in_place(few->seen, few->count, sizeof *few->seen, deduction_weaker);
    for (size_t i = 0; open && i < few->count;) {
        if (!still(few, &order, i, cell, most, bound)) {
            i++;
            continue;
        }
        memmove(few->seen + i, few->seen + i + 1, (few->count - i - 1) * sizeof *few->seen);
        few->count--;
    }
    order_close(&order);
    few_codes(few, cell);
    return open;
}

/* The observations that a reasoning on all of them used for this bound. */
static bool first_set(struct had_deduction *d, struct few *few, size_t cell, bool most)
{
    if (!d->proofs) {
        struct observation *used = memory_take(&d->allocator, d->count, sizeof *used);
        size_t count = 0;
        for (size_t i = 0; used && i < d->count; i++)
            if (d->seen[i].used)
                used[count++] = d->seen[i];
        d->proofs = used ? proofs_new(&d->allocator, d->codes, used, count) : NULL;
        memory_release(&d->allocator, used);
        if (d->proofs)
            reason(d->proofs);
        if (d->proofs && d->proofs->failed) { /* there may be memory the next time */
            proofs_free(&d->allocator, d->proofs);
            d->proofs = NULL;
        }
    }
    const struct proofs *p = d->proofs;
    bool *used = p ? trace(p, p->latest[most][cell]) : NULL;
    few->d = d;
    few->seen = used ? memory_take(&d->allocator, p->count, sizeof *few->seen) : NULL;
    for (size_t i = 0; few->seen && i < p->count; i++) {
        const struct observation *seen = used[i] && p->event[i].compared == OBSERVED
                                             ? observation_of(d, p->event[i].cell)
                                             : NULL;
        bool twice = false;
        for (size_t j = 0; seen && j < few->count; j++)
            twice |= few->seen[j].cell == seen->cell;
        if (seen && !twice)
            few->seen[few->count++] = *seen;
    }
    memory_release(&d->allocator, used);
    return few->seen != NULL;
}

/* An event of the few as a cell of the deduction; the step that gave it, -1 when it was observed.
 */
static int16_t step_cell(const struct few *few, const struct proofs *p, const int16_t *number,
                         int32_t event, had_cell *out)
{
    if (event == NO_EVENT)
        return -1;
    const struct event *e = &p->event[event];
    size_t cell = full_cell(few, e->cell);
    if (e->compared == OBSERVED) {
        show(few->d, observation_of(few->d, cell), out);
        return -1;
    }
    deduction_cell(few->d, cell, out);
    out->ght = e->value;
    return number[event];
}

static size_t write_steps(const struct few *few, const struct proofs *p, size_t cell, bool most,
                          had_step *out, size_t capacity)
{
    int32_t last = p->latest[most][few_cell(few, cell)];
    bool *used = p->failed ? NULL : trace(p, last);
    int16_t *number = used ? memory_take(&p->allocator, p->count, sizeof *number) : NULL;
    size_t steps = 0;
    for (int32_t i = 0; number && i <= last; i++) {
        const struct event *e = &p->event[i];
        if (!used[i] || e->compared == OBSERVED)
            continue;
        had_step step = {.most = e->most, .compared = e->compared};
        step_cell(few, p, number, i, &step.cell);
        step.from_step = step_cell(few, p, number, e->from, &step.from);
        step.above_step = step_cell(few, p, number, e->above, &step.above);
        step.below_step = step_cell(few, p, number, e->below, &step.below);
        number[i] = (int16_t)steps;
        if (steps < capacity)
            out[steps] = step;
        steps++;
    }
    memory_release(&p->allocator, number);
    memory_release(&p->allocator, used);
    return steps;
}

static size_t chain(struct had_deduction *d, size_t cell, bool most, uint8_t bound, had_step *out,
                    size_t capacity)
{
    struct few few = {0};
    struct proofs *p = NULL;
    size_t steps = 0;
    if (first_set(d, &few, cell, most)) {
        few_codes(&few, cell);
        bool dropped = drop(&few, cell, most, bound);
        for (size_t i = 0; i < few.count; i++)
            few.seen[i].cell = few_cell(&few, few.seen[i].cell);
        p = dropped ? proofs_new(&d->allocator, few.codes, few.seen, few.count) : NULL;
    }
    if (p) {
        reason(p);
        steps = write_steps(&few, p, cell, most, out, capacity);
    }
    proofs_free(&d->allocator, p);
    memory_release(&d->allocator, few.seen);
    return steps;
}

/* --- The public call -------------------------------------------------------------------------- */

static int64_t cell_of(const struct had_deduction *d, const had_cell *cell)
{
    const uint16_t code[ORDER_PLACES] = {cell->mpp, cell->mpa, cell->ik};
    size_t triple = 0;
    for (int place = 0; place < ORDER_PLACES; place++) {
        size_t at = 0;
        while (at < d->codes[place] && d->code[place][at] != code[place])
            at++;
        if (at == d->codes[place])
            return -1;
        triple = triple * d->codes[place] + at;
    }
    return cell->periode < 1 || cell->periode > ORDER_PERIODS
               ? -1
               : (int64_t)(triple * ORDER_PERIODS + cell->periode - 1);
}

size_t had_deduction_why(had_deduction *d, const had_cell *cell, int most, had_step *out,
                         size_t capacity)
{
    if (!d || !cell || d->contradiction || (!out && capacity > 0))
        return 0;
    int64_t at = cell_of(d, cell);
    if (at < 0 || d->etat[at] != HAD_CELL_OPEN)
        return 0;
    uint8_t bound = most ? d->order.high[at] : d->order.low[at];
    if (bound == (most ? ORDER_GHT : 1))
        return 0;
    struct single single;
    if (!find_single(d, (size_t)at, most, bound, &single))
        return chain(d, (size_t)at, most, bound, out, capacity);
    if (capacity > 0) {
        *out = (had_step){.most = most != 0,
                          .compared = single.compared,
                          .from_step = -1,
                          .above_step = -1,
                          .below_step = -1};
        deduction_cell(d, (size_t)at, &out->cell);
        out->cell.ght = bound;
        show(d, single.from, &out->from);
        if (single.above) {
            show(d, single.above, &out->above);
            show(d, single.below, &out->below);
        }
    }
    return 1;
}

static int32_t fitting(int64_t times)
{
    return times > INT32_MAX ? INT32_MAX : (int32_t)times;
}

size_t had_deduction_prove(had_deduction *d, const had_cell *cell, int most, had_term *out,
                           size_t capacity, int64_t *rest)
{
    struct weights_term term[WEIGHTS_TERMS];
    int64_t at = d && cell && rest && !d->contradiction ? cell_of(d, cell) : -1, supposed = 0;
    if (at < 0 || !d->low || d->etat[at] != HAD_CELL_OPEN || (!out && capacity > 0))
        return 0;
    uint8_t bound = most ? d->high[at] : d->low[at];
    if (bound == (most ? d->order.high[at] : d->order.low[at]))
        return 0; /* by order: had_deduction_why */
    size_t count = weights_prove(d->weights, (size_t)at, bound, most, term, &supposed, rest);
    if (count == 0)
        return 0;
    had_term first = {.times = fitting(supposed), .what = most ? HAD_TERM_REACHES : HAD_TERM_UNDER};
    deduction_cell(d, (size_t)at, &first.cell);
    first.cell.ght = (uint8_t)(most ? bound + 1 : bound - 1);
    if (capacity > 0)
        out[0] = first;
    for (size_t i = 0; i < count && i + 1 < capacity; i++) {
        bool seen = term[i].seen != UINT32_MAX;
        out[i + 1] = (had_term){.times = fitting(term[i].times),
                                .what = !seen           ? HAD_TERM_BOUNDS
                                        : term[i].under ? HAD_TERM_UNDER
                                                        : HAD_TERM_REACHES,
                                .cell.ght = term[i].ght};
        if (seen)
            show(d, &d->seen[term[i].seen], &out[i + 1].cell);
    }
    return count + 1;
}
