/* SPDX-License-Identifier: Apache-2.0 */
#include "weights.h"

#include <string.h>

#include "lib/base/memory.h"
#include "lib/base/sort.h"

enum {
    BOUNDS = ORDER_GHT - 1, /* of GHT 2 to 31 */
    TERMS = 4,              /* of a constraint */
    NONE = -1,
    COSTS = 0,          /* the row of the costs, none of which is negative */
    POINTS = 512,       /* sets of weights kept: they answer most questions */
    PIVOTS_ALL = 50000, /* of the first search; of a later one */
    PIVOTS_ONE = 2000,
    LAZY = 12 /* constraints that one look at all of them adds */
};

/* Natural logarithms of the official duration weights, in millionths; half a millionth off at most,
 * for which one is added to the slack. */
static const int64_t duration[ORDER_PERIODS] = {0, -272728, -390823, -462035};

/* sum of sign x unknown <= limit */
struct constraint {
    int16_t unknown[TERMS];
    int8_t sign[TERMS];
    int64_t limit;
};

/* A dictionary (its first row holds what the slacks cost: the search is a dual simplex, and a sum
 * of slacks grows at each step): D x basic = constant + sum of factor x nonbasic, rows of `width` +
 * 1 numbers, the constant first. What is basic or not is an unknown (0 to n - 1), free, or the
 * slack of a constraint (n + its number), which may not be negative. */
struct dictionary {
    int64_t *number;
    int32_t *basic, *other; /* by row; by column */
    int64_t denominator;
    size_t rows;
};

struct weights {
    had_allocator allocator;
    size_t codes[ORDER_PLACES], first[ORDER_PLACES]; /* first unknown of each place */
    size_t unknowns, bound;                          /* first unknown of the bounds */
    int64_t slack;
    struct constraint *constraint; /* the last one is that of a question */
    size_t count;
    size_t room; /* rows */
    struct dictionary now, kept;
    uint8_t *present; /* constraints that have a row, or a column */
    int64_t *point;   /* POINTS sets of weights: unknowns, then their denominator */
    size_t points, next_point;
    uint16_t *touched; /* columns, of a pivot */
    uint32_t *held;    /* constraints */
};

static size_t width(const struct weights *w)
{
    return w->unknowns + 1;
}

static int64_t *row(const struct weights *w, const struct dictionary *d, size_t i)
{
    return d->number + i * width(w);
}

/* --- Constraints ------------------------------------------------------------------------------ */

static struct constraint of_cell(const struct weights *w, size_t cell, size_t bound, bool below)
{
    size_t triple = cell / ORDER_PERIODS, value[ORDER_PLACES];
    int64_t ln = duration[cell % ORDER_PERIODS];
    struct constraint c = {.limit = w->slack + (below ? -ln : ln)};
    for (int place = ORDER_PLACES - 1; place >= 0; place--) {
        value[place] = triple % w->codes[place];
        triple /= w->codes[place];
        c.unknown[place] = (int16_t)(w->first[place] + value[place]);
        c.sign[place] = below ? 1 : -1;
    }
    c.unknown[ORDER_PLACES] = (int16_t)(w->bound + bound - 2);
    c.sign[ORDER_PLACES] = below ? -1 : 1;
    return c;
}

/* The GHT of a cell is at most `ght`: it lies under the bound of the next. */
static struct constraint at_most(const struct weights *w, size_t cell, int ght)
{
    return of_cell(w, cell, (size_t)ght + 1, true);
}

static struct constraint at_least(const struct weights *w, size_t cell, int ght)
{
    return of_cell(w, cell, (size_t)ght, false);
}

static int by_cell(const void *a, const void *b)
{
    const struct observation *x = a, *y = b;
    return (x->cell > y->cell) - (x->cell < y->cell);
}

static void add_constraints(struct weights *w, struct observation *seen, size_t count)
{
    for (size_t g = 0; g + 1 < BOUNDS; g++) {
        struct constraint *c = &w->constraint[w->count++];
        *c = (struct constraint){
            {(int16_t)(w->bound + g), (int16_t)(w->bound + g + 1), 0, 0}, {1, -1, 0, 0}, 0};
    }
    sort_in_place(seen, count, sizeof *seen, by_cell);
    for (size_t i = 0; i < count; i++) {
        if (seen[i].ght > 1)
            w->constraint[w->count++] = at_least(w, seen[i].cell, seen[i].ght);
        if (seen[i].ght < ORDER_GHT)
            w->constraint[w->count++] = at_most(w, seen[i].cell, seen[i].ght);
    }
}

static bool take_dictionary(struct weights *w, struct dictionary *d)
{
    d->number = memory_take(&w->allocator, w->room * width(w), sizeof *d->number);
    d->basic = memory_take(&w->allocator, w->room, sizeof *d->basic);
    d->other = memory_take(&w->allocator, w->unknowns + 1, sizeof *d->other);
    return d->number && d->basic && d->other;
}

static void release_dictionary(struct weights *w, struct dictionary *d)
{
    memory_release(&w->allocator, d->number);
    memory_release(&w->allocator, d->basic);
    memory_release(&w->allocator, d->other);
}

struct weights *weights_new(const had_allocator *allocator, const size_t codes[ORDER_PLACES],
                            const struct observation *seen, size_t count, int64_t slack)
{
    enum { ROWS = 1200 };
    struct weights *w = memory_take(allocator, 1, sizeof *w);
    struct observation *sorted = memory_take(allocator, count + 1, sizeof *sorted);
    if (w) {
        w->allocator = *allocator;
        w->slack = slack + 1;
        for (int place = 0; place < ORDER_PLACES; place++) {
            w->codes[place] = codes[place];
            w->first[place] = w->unknowns;
            w->unknowns += codes[place];
        }
        w->bound = w->unknowns;
        w->unknowns += BOUNDS;
        w->room = ROWS + w->unknowns;
        w->constraint = memory_take(allocator, 2 * count + BOUNDS + 1, sizeof *w->constraint);
        w->present = memory_take(allocator, 2 * count + BOUNDS + 1, 1);
        w->touched = memory_take(allocator, width(w), sizeof *w->touched);
        w->held = memory_take(allocator, width(w), sizeof *w->held);
        w->point = memory_take(allocator, POINTS * width(w), sizeof *w->point);
    }
    bool open = w && sorted && w->constraint && w->present && w->point && w->touched && w->held &&
                take_dictionary(w, &w->now) && take_dictionary(w, &w->kept);
    if (open) {
        if (count > 0)
            memcpy(sorted, seen, count * sizeof *sorted);
        add_constraints(w, sorted, count);
        w->now.denominator = 1;
        w->now.basic[COSTS] = NONE;
        w->now.rows = 1;
        for (size_t j = 0; j < w->unknowns; j++)
            w->now.other[j] = (int32_t)j;
    }
    memory_release(allocator, sorted);
    if (open)
        return w;
    weights_free(w);
    return NULL;
}

void weights_free(struct weights *w)
{
    if (!w)
        return;
    had_allocator allocator = w->allocator;
    release_dictionary(w, &w->now);
    release_dictionary(w, &w->kept);
    memory_release(&allocator, w->constraint);
    memory_release(&allocator, w->present);
    memory_release(&allocator, w->touched);
    memory_release(&allocator, w->held);
    memory_release(&allocator, w->point);
    memory_release(&allocator, w);
}

/* --- Integral pivoting ------------------------------------------------------------------------ */

/* Numbers beyond are given up: sums of a few of them, and products with limits, still fit. */
#define NUMBER_MAX      (INT64_C(1) << 58)
#define DENOMINATOR_MAX (INT64_C(1) << 36)

/* *out = (a x b - c x e) / d, which leaves no rest; false when it does not fit. */
static bool cross(int64_t a, int64_t b, int64_t c, int64_t e, int64_t d, int64_t *out)
{
    int64_t one, other, both;
    if (__builtin_mul_overflow(a, b, &one) || __builtin_mul_overflow(c, e, &other) ||
        __builtin_sub_overflow(one, other, &both))
        return false;
    *out = d == 1 ? both : both / d;
    return *out<NUMBER_MAX && * out> - NUMBER_MAX;
}

static bool pivot(struct weights *w, size_t r, size_t column)
{
    struct dictionary *d = &w->now;
    int64_t *pivoted = row(w, d, r), p = pivoted[column + 1], sign = p < 0 ? -1 : 1;
    size_t n = width(w);
    if (p * sign > DENOMINATOR_MAX)
        return false;
    /* Of a sparse row only what the pivot touches changes, when the denominator stays. */
    bool stays = p * sign == d->denominator;
    size_t touched = 0;
    for (size_t j = 0; j < n; j++)
        if (j != column + 1 && (!stays || pivoted[j] != 0))
            w->touched[touched++] = (uint16_t)j;
    for (size_t i = 0; i < d->rows; i++) {
        int64_t *other = row(w, d, i), f = other[column + 1] * sign;
        if (i == r || (f == 0 && stays))
            continue;
        for (size_t k = 0; k < touched; k++) {
            size_t j = w->touched[k];
            if ((other[j] != 0 || (f != 0 && pivoted[j] != 0)) &&
                !cross(p * sign, other[j], f, pivoted[j], d->denominator, &other[j]))
                return false;
        }
        other[column + 1] = f;
    }
    for (size_t j = 0; j < n; j++)
        pivoted[j] = j == column + 1 ? d->denominator * sign : -pivoted[j] * sign;
    int32_t leaves = d->basic[r];
    d->basic[r] = d->other[column];
    d->other[column] = leaves;
    d->denominator = p * sign;
    return true;
}

/* The row of a constraint in the present dictionary: its slack is limit - sum. */
static bool add_row(struct weights *w, size_t number)
{
    struct dictionary *d = &w->now;
    const struct constraint *c = &w->constraint[number];
    size_t n = width(w);
    if (d->rows == w->room)
        return false;
    int64_t *new = row(w, d, d->rows);
    memset(new, 0, n * sizeof *new);
    if (__builtin_mul_overflow(c->limit, d->denominator, &new[0]))
        return false;
    for (int t = 0; t < TERMS; t++) {
        bool basic = false;
        for (size_t i = 0; c->sign[t] != 0 && i < d->rows && !basic; i++) {
            basic = d->basic[i] == c->unknown[t];
            const int64_t *from = row(w, d, i);
            for (size_t j = 0; basic && j < n; j++)
                new[j] -= c->sign[t] * from[j];
        }
        for (size_t j = 0; c->sign[t] != 0 && !basic && j < w->unknowns; j++)
            if (d->other[j] == c->unknown[t])
                new[j + 1] -= c->sign[t] * d->denominator;
    }
    d->basic[d->rows++] = (int32_t)(w->unknowns + number);
    w->present[number] = 1;
    return true;
}

static void drop_row(struct weights *w, size_t i)
{
    struct dictionary *d = &w->now;
    w->present[(size_t)d->basic[i] - w->unknowns] = 0;
    d->rows--;
    memmove(row(w, d, i), row(w, d, d->rows), width(w) * sizeof *d->number);
    d->basic[i] = d->basic[d->rows];
}

/* --- Search ----------------------------------------------------------------------------------- */

/* The row whose slack is most negative; NONE when there is none. */
static int64_t worst(const struct weights *w)
{
    const struct dictionary *d = &w->now;
    int64_t found = NONE, least = 0;
    int32_t name = 0;
    for (size_t i = 0; i < d->rows; i++) {
        int64_t constant = row(w, d, i)[0];
        if (d->basic[i] < (int32_t)w->unknowns || constant >= 0)
            continue;
        if (found == NONE || constant < least || (constant == least && d->basic[i] < name)) {
            found = (int64_t)i;
            least = constant;
            name = d->basic[i];
        }
    }
    return found;
}

/* Whether a / b < c / d, b and d above 0. */
static bool less(int64_t a, int64_t b, int64_t c, int64_t d)
{
    int64_t one, other;
    if (__builtin_mul_overflow(a, d, &one) || __builtin_mul_overflow(c, b, &other))
        return a / b < c / d;
    return one < other;
}

/* What enters to make a row's slack grow: a free unknown; else, of the slacks that may grow, the
 * one that keeps every cost from falling under 0. */
static int64_t enters(const struct weights *w, const int64_t *numbers)
{
    const struct dictionary *d = &w->now;
    const int64_t *cost = row(w, d, COSTS);
    int64_t found = NONE;
    bool found_free = false;
    for (size_t j = 0; j < w->unknowns; j++) {
        int64_t f = numbers[j + 1];
        bool is_free = d->other[j] < (int32_t)w->unknowns;
        if (f == 0 || (!is_free && f < 0) || (found_free && !is_free))
            continue;
        bool better = found == NONE || (is_free && !found_free);
        if (!better && !is_free)
            better = less(cost[j + 1], f, cost[found + 1], numbers[found + 1]);
        if (!better)
            continue;
        found = (int64_t)j;
        found_free = is_free;
    }
    return found;
}

/* A cost for the slack that a free unknown takes the place of: costs that differ keep the search
 * from turning in circles. */
static void price(struct weights *w, size_t column)
{
    uint32_t name = (uint32_t)w->now.other[column] * UINT32_C(2654435761);
    row(w, &w->now, COSTS)[column + 1] = (int64_t)(name >> 22 | 1) * w->now.denominator;
}

/* The unknowns of the present dictionary, times its denominator. */
static void read_point(const struct weights *w, int64_t *point)
{
    memset(point, 0, width(w) * sizeof *point);
    for (size_t i = 0; i < w->now.rows; i++)
        if (i != COSTS && w->now.basic[i] < (int32_t)w->unknowns)
            point[w->now.basic[i]] = row(w, &w->now, i)[0];
    point[w->unknowns] = w->now.denominator;
}

/* limit - sum at a point, times its denominator. */
static int64_t spare(const struct weights *w, const struct constraint *c, const int64_t *point)
{
    int64_t sum = c->limit * point[w->unknowns];
    for (int t = 0; t < TERMS; t++)
        if (c->sign[t] != 0)
            sum -= c->sign[t] * point[c->unknown[t]];
    return sum;
}

/* Adds the constraints that the present point breaks most, up to LAZY of them; how many, or NONE
 * when there is no room. */
static int add_broken(struct weights *w, int64_t *point)
{
    size_t broken[LAZY];
    int64_t by[LAZY];
    int n = 0;
    read_point(w, point);
    for (size_t c = 0; c < w->count; c++) {
        int64_t left = w->present[c] ? 0 : spare(w, &w->constraint[c], point);
        if (left >= 0 || (n == LAZY && left >= by[n - 1]))
            continue;
        int at = n < LAZY ? n++ : n - 1;
        for (; at > 0 && by[at - 1] > left; at--) {
            by[at] = by[at - 1];
            broken[at] = broken[at - 1];
        }
        by[at] = left;
        broken[at] = c;
    }
    for (int i = 0; i < n; i++)
        if (!add_row(w, broken[i]))
            return NONE;
    return n;
}

/* The certificate that a row gives when nothing can make its slack grow: its constraint and those
 * of the columns, with their multipliers. Checked from the constraints themselves. */
static bool certified(const struct weights *w, const int64_t *numbers, int32_t basic, int64_t *sum)
{
    const struct dictionary *d = &w->now;
    int64_t limit = 0;
    memset(sum, 0, w->unknowns * sizeof *sum);
    for (size_t j = 0; j <= w->unknowns; j++) {
        bool own = j == w->unknowns;
        int32_t name = own ? basic : d->other[j];
        int64_t times = own ? d->denominator : -numbers[j + 1], part;
        if (times == 0)
            continue;
        if (times < 0 || name < (int32_t)w->unknowns)
            return false;
        const struct constraint *c = &w->constraint[(size_t)name - w->unknowns];
        if (__builtin_mul_overflow(times, c->limit, &part) ||
            __builtin_add_overflow(limit, part, &limit))
            return false;
        for (int t = 0; t < TERMS; t++) {
            part = times * c->sign[t];
            if (c->sign[t] != 0 &&
                __builtin_add_overflow(sum[c->unknown[t]], part, &sum[c->unknown[t]]))
                return false;
        }
    }
    for (size_t v = 0; v < w->unknowns; v++)
        if (sum[v] != 0)
            return false;
    return limit < 0;
}

/* Looks for a point that breaks no constraint. */
static enum weights_exist search(struct weights *w, int pivots)
{
    int64_t *point = memory_take(&w->allocator, width(w), sizeof *point);
    enum weights_exist found = WEIGHTS_UNKNOWN;
    for (int n = 0; point && n < pivots;) {
        int64_t r = worst(w);
        if (r == NONE) {
            int added = add_broken(w, point);
            if (added == 0)
                found = WEIGHTS_EXIST;
            if (added <= 0)
                break;
            continue;
        }
        const int64_t *numbers = row(w, &w->now, (size_t)r);
        int64_t column = enters(w, numbers);
        if (column == NONE) {
            if (certified(w, numbers, w->now.basic[r], point))
                found = WEIGHTS_NONE;
            break;
        }
        bool is_free = w->now.other[column] < (int32_t)w->unknowns;
        if (!pivot(w, (size_t)r, (size_t)column))
            break;
        if (is_free)
            price(w, (size_t)column);
        n++;
    }
    memory_release(&w->allocator, point);
    return found;
}

static void keep_point(struct weights *w)
{
    read_point(w, w->point + w->next_point * width(w));
    w->next_point = (w->next_point + 1) % POINTS;
    w->points = w->points < POINTS ? w->points + 1 : POINTS;
}

enum weights_exist weights_exist(struct weights *w)
{
    enum weights_exist found = search(w, PIVOTS_ALL);
    if (found == WEIGHTS_EXIST)
        keep_point(w);
    return found;
}

/* --- Questions -------------------------------------------------------------------------------- */

static void copy(const struct weights *w, struct dictionary *to, const struct dictionary *from)
{
    memcpy(to->number, from->number, from->rows * width(w) * sizeof *to->number);
    memcpy(to->basic, from->basic, from->rows * sizeof *to->basic);
    memcpy(to->other, from->other, w->unknowns * sizeof *to->other);
    to->denominator = from->denominator;
    to->rows = from->rows;
}

/* Which constraints have a row or a column. */
static void mark(struct weights *w)
{
    memset(w->present, 0, w->count + 1);
    for (size_t i = 0; i < w->now.rows; i++)
        if (w->now.basic[i] >= (int32_t)w->unknowns)
            w->present[(size_t)w->now.basic[i] - w->unknowns] = 1;
    for (size_t j = 0; j < w->unknowns; j++)
        if (w->now.other[j] >= (int32_t)w->unknowns)
            w->present[(size_t)w->now.other[j] - w->unknowns] = 1;
}

/* Keeps the dictionary small: rows with something to spare can come back. The oldest go. */
static void thin(struct weights *w)
{
    enum { ENOUGH = 220 };
    for (size_t i = COSTS + 1; i < w->now.rows && w->now.rows > w->unknowns + ENOUGH; i++)
        if (w->now.basic[i] >= (int32_t)w->unknowns && row(w, &w->now, i)[0] > 0)
            drop_row(w, i);
}

/* Goes back to the dictionary before a question, with the constraints that held in the end as rows:
 * the next question will need them. */
static void go_back(struct weights *w)
{
    size_t count = 0;
    for (size_t j = 0; j < w->unknowns; j++) {
        int32_t name = w->now.other[j];
        if (name >= (int32_t)w->unknowns && (size_t)name != w->unknowns + w->count)
            w->held[count++] = (uint32_t)name - (uint32_t)w->unknowns;
    }
    copy(w, &w->now, &w->kept);
    mark(w);
    for (size_t i = 0; i < count; i++)
        if (!w->present[w->held[i]] && !add_row(w, w->held[i]))
            break;
}

/* Whether one more constraint leaves no set of weights. The dictionary stays one that breaks no
 * constraint of the observations. */
static bool excluded(struct weights *w, const struct constraint *question)
{
    for (size_t i = 0; i < w->points; i++)
        if (spare(w, question, w->point + i * width(w)) >= 0)
            return false;
    thin(w);
    copy(w, &w->kept, &w->now);
    w->constraint[w->count] = *question; /* beyond those that are looked through */
    enum weights_exist found = add_row(w, w->count) ? search(w, PIVOTS_ONE) : WEIGHTS_UNKNOWN;
    int32_t name = (int32_t)(w->unknowns + w->count);
    bool back = true;
    if (found == WEIGHTS_EXIST) {
        keep_point(w);
        for (size_t i = 0; i < w->now.rows && back; i++) {
            if (w->now.basic[i] == name) {
                drop_row(w, i);
                back = false;
            }
        }
    }
    if (back) {
        go_back(w);
    }
    return found == WEIGHTS_NONE;
}

void weights_narrow(struct weights *w, size_t cell, uint8_t *low, uint8_t *high)
{
    /* Most of [low, high]: the least that is not excluded, by halves. */
    int least = *low, most = *high;
    for (int from = least, to = most; from < to;) {
        int middle = from + (to - from) / 2;
        struct constraint question = at_most(w, cell, middle);
        if (excluded(w, &question))
            from = least = middle + 1;
        else
            to = middle;
    }
    for (int from = least, to = most; from < to;) {
        int middle = to - (to - from) / 2;
        struct constraint question = at_least(w, cell, middle);
        if (excluded(w, &question))
            to = most = middle - 1;
        else
            from = middle;
    }
    *low = (uint8_t)least;
    *high = (uint8_t)most;
}
