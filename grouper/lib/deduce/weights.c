/* SPDX-License-Identifier: Apache-2.0 */
#include "weights.h"

#include <string.h>

#include "lib/base/memory.h"
#include "lib/base/sort.h"
#include "pivots.h"

enum {
    BOUNDS = ORDER_GHT - 1, /* of GHT 2 to 31 */
    TERMS = 4,              /* of a constraint */
    NONE = -1,
    POINTS = 512,        /* sets of weights kept: they answer most questions */
    PIVOTS_ALL = 100000, /* of the first search; of a question */
    PIVOTS_ONE = 2000,
    UNEVEN = 1024
};

/* One for each unknown at most: a place has a hundred codes. */
_Static_assert(ORDER_PLACES * 100 + BOUNDS <= WEIGHTS_TERMS, "a certificate has room");

/* Numbers beyond are given up: products of them, and with limits, still fit. */
#define DENOMINATOR_MAX (INT64_C(1) << 26)

/* Natural logarithms of the official duration weights, in 10^-9; half a unit off at most, for which
 * one is added to the slack. */
static const int64_t duration[ORDER_PERIODS] = {0, -272727781, -390822831, -462035460};

/* sign x (u + v + w - bound) <= limit; an unknown that is not there is number `unknowns`, zero. */
struct constraint {
    uint16_t unknown[TERMS];
    int8_t sign;
    bool hidden; /* left out */
    bool watched;
    uint32_t seen; /* number of its observation; that of none for a bound below the next */
    int32_t limit;
};

/* Where as many constraints as there are unknowns hold with equality. The matrix of these has an
 * inverse: number / denominator, with integers only (Edmonds). Before a constraint takes its place,
 * a column is a pin: its unknown is 0. */
struct vertex {
    int32_t *number;  /* [unknown][column], and a row of zeros */
    uint32_t *length; /* [column]: the sum of its numbers, without their signs */
    int64_t *point;   /* [unknown], and a zero: the weights, times the denominator */
    int32_t *tight;   /* [column]: number of a constraint, or NONE for a pin */
    int64_t denominator;
};

struct weights {
    had_allocator allocator;
    const struct had_deduction *deduction;
    size_t first[ORDER_PLACES]; /* first unknown of each place */
    size_t unknowns, bound;     /* first unknown of the bounds */
    size_t stride;              /* from row to row */
    const struct pivots *pivots;
    int64_t slack;
    struct constraint *constraint;
    size_t count;
    /* Constraints that the search knows of, side by side, and their numbers: the others seldom
     * matter. */
    struct constraint *watched;
    uint32_t *number, *ahead;
    size_t watching;
    struct vertex now, kept;
    int32_t *line[2]; /* [column] or [unknown] */
    int64_t *sum;     /* [unknown], of a certificate */
    int64_t *point;   /* POINTS sets of weights: unknowns, then their denominator */
    size_t points, next_point, shared;
};

static size_t width(const struct weights *w)
{
    return w->unknowns + 1;
}

/* --- Constraints ------------------------------------------------------------------------------ */

/* A little more slack, under 10^-6, that no two constraints share: vertices where more of them meet
 * than needed would let the search turn in circles. It comes from the codes alone, for what is
 * deduced must not depend on what else was observed. */
static int32_t uneven(const had_cell *cell, size_t bound, bool below)
{
    const uint32_t part[] = {cell->mpp, cell->mpa, cell->ik, cell->periode, (uint32_t)bound, below};
    uint32_t mixed = 2166136261U;
    for (size_t i = 0; i < sizeof part / sizeof part[0]; i++) {
        mixed = (mixed ^ part[i]) * UINT32_C(2654435761);
        mixed ^= mixed >> 15;
    }
    return (int32_t)(mixed % UNEVEN);
}

static struct constraint of_cell(const struct weights *w, size_t cell, size_t bound, bool below)
{
    const struct had_deduction *d = w->deduction;
    size_t triple = cell / ORDER_PERIODS;
    int64_t ln = duration[cell % ORDER_PERIODS];
    had_cell name;
    deduction_cell(d, cell, &name);
    struct constraint c = {.sign = below ? 1 : -1, .seen = UINT32_MAX};
    c.limit = (int32_t)(w->slack + (below ? -ln : ln) + uneven(&name, bound, below));
    for (int place = ORDER_PLACES - 1; place >= 0; place--) {
        c.unknown[place] = (uint16_t)(w->first[place] + triple % d->codes[place]);
        triple /= d->codes[place];
    }
    c.unknown[ORDER_PLACES] = (uint16_t)(w->bound + bound - 2);
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

/* By cell, so that the order of the rows of groupes.csv changes nothing. */
static bool by_cell(const void *a, const void *b)
{
    const struct constraint *x = a, *y = b;
    for (int term = 0; term < ORDER_PLACES; term++)
        if (x->unknown[term] != y->unknown[term])
            return x->unknown[term] < y->unknown[term];
    if (x->limit != y->limit)
        return x->limit < y->limit;
    if (x->unknown[ORDER_PLACES] != y->unknown[ORDER_PLACES])
        return x->unknown[ORDER_PLACES] < y->unknown[ORDER_PLACES];
    return x->sign < y->sign;
}

static void add_constraints(struct weights *w)
{
    const struct had_deduction *d = w->deduction;
    for (size_t g = 0; g + 1 < BOUNDS; g++) {
        const had_cell none = {.ght = 0};
        uint16_t zero = (uint16_t)w->unknowns, bound = (uint16_t)(w->bound + g);
        w->constraint[w->count++] =
            (struct constraint){.unknown = {bound, zero, zero, (uint16_t)(bound + 1)},
                                .sign = 1,
                                .seen = UINT32_MAX,
                                .limit = uneven(&none, g, false)};
    }
    for (size_t i = 0; i < d->count; i++) {
        const struct observation *seen = &d->seen[i];
        if (seen->used && seen->ght > 1)
            w->constraint[w->count++] = at_least(w, seen->cell, seen->ght);
        if (seen->used && seen->ght > 1)
            w->constraint[w->count - 1].seen = (uint32_t)i;
        if (seen->used && seen->ght < ORDER_GHT)
            w->constraint[w->count++] = at_most(w, seen->cell, seen->ght);
        if (seen->used && seen->ght < ORDER_GHT)
            w->constraint[w->count - 1].seen = (uint32_t)i;
    }
    sort_in_place(w->constraint, w->count, sizeof *w->constraint, by_cell);
}

/* --- Life ------------------------------------------------------------------------------------- */

static bool take_vertex(struct weights *w, struct vertex *v)
{
    v->number = memory_take(&w->allocator, width(w) * w->stride, sizeof *v->number);
    v->length = memory_take(&w->allocator, w->stride, sizeof *v->length);
    v->point = memory_take(&w->allocator, width(w), sizeof *v->point);
    v->tight = memory_take(&w->allocator, w->unknowns, sizeof *v->tight);
    return v->number && v->length && v->point && v->tight;
}

static void release_vertex(struct weights *w, struct vertex *v)
{
    memory_release(&w->allocator, v->number);
    memory_release(&w->allocator, v->length);
    memory_release(&w->allocator, v->point);
    memory_release(&w->allocator, v->tight);
}

static void copy_vertex(const struct weights *w, struct vertex *to, const struct vertex *from)
{
    memcpy(to->number, from->number, width(w) * w->stride * sizeof *to->number);
    memcpy(to->length, from->length, w->stride * sizeof *to->length);
    memcpy(to->point, from->point, width(w) * sizeof *to->point);
    memcpy(to->tight, from->tight, w->unknowns * sizeof *to->tight);
    to->denominator = from->denominator;
}

struct weights *weights_new(const struct had_deduction *d, int64_t slack)
{
    struct weights *w = memory_take(&d->allocator, 1, sizeof *w);
    if (!w)
        return NULL;
    w->allocator = d->allocator;
    w->deduction = d;
    w->slack = slack + 1;
    for (int place = 0; place < ORDER_PLACES; place++) {
        w->first[place] = w->unknowns;
        w->unknowns += d->codes[place];
    }
    w->bound = w->unknowns;
    w->unknowns += BOUNDS;
    w->stride = (width(w) + PIVOTS_STEP - 1) / PIVOTS_STEP * PIVOTS_STEP;
    w->pivots = pivots_fastest();
    w->constraint = memory_take(&w->allocator, 2 * d->count + BOUNDS, sizeof *w->constraint);
    w->watched = memory_take(&w->allocator, 2 * d->count + BOUNDS, sizeof *w->watched);
    w->number = memory_take(&w->allocator, 2 * d->count + BOUNDS, sizeof *w->number);
    w->ahead = memory_take(&w->allocator, 2 * d->count + BOUNDS + 1, sizeof *w->ahead);
    w->sum = memory_take(&w->allocator, width(w), sizeof *w->sum);
    w->line[0] = memory_take(&w->allocator, w->stride, sizeof *w->line[0]);
    w->line[1] = memory_take(&w->allocator, w->stride, sizeof *w->line[1]);
    w->point = memory_take(&w->allocator, POINTS * (width(w) + 1), sizeof *w->point);
    bool open = w->constraint && w->watched && w->number && w->ahead && w->sum && w->line[0] &&
                w->line[1] && w->point;
    open = take_vertex(w, &w->now) && open;
    if (!take_vertex(w, &w->kept) || !open) {
        weights_free(w);
        return NULL;
    }
    add_constraints(w);
    w->now.denominator = 1;
    for (size_t j = 0; j < w->unknowns; j++) {
        w->now.number[j * w->stride + j] = 1;
        w->now.tight[j] = NONE;
    }
    return w;
}

void weights_free(struct weights *w)
{
    if (!w)
        return;
    had_allocator allocator = w->allocator;
    release_vertex(w, &w->now);
    release_vertex(w, &w->kept);
    memory_release(&allocator, w->constraint);
    memory_release(&allocator, w->watched);
    memory_release(&allocator, w->number);
    memory_release(&allocator, w->ahead);
    memory_release(&allocator, w->sum);
    memory_release(&allocator, w->line[0]);
    memory_release(&allocator, w->line[1]);
    memory_release(&allocator, w->point);
    memory_release(&allocator, w);
}

/* --- From vertex to vertex -------------------------------------------------------------------- */

/* Sums wrap around where they do not fit: a number that is lost so fails its check. */
static int64_t add(int64_t a, int64_t b)
{
    return (int64_t)((uint64_t)a + (uint64_t)b);
}

static int64_t times(int64_t a, int64_t b)
{
    return (int64_t)((uint64_t)a * (uint64_t)b);
}

/* limit - sum at a point, times its denominator. */
static int64_t spare(const struct constraint *c, const int64_t *point, int64_t denominator)
{
    int64_t sum = add(add(point[c->unknown[0]], point[c->unknown[1]]),
                      add(point[c->unknown[2]], -point[c->unknown[3]]));
    return add(times(c->limit, denominator), c->sign < 0 ? sum : -sum);
}

/* A constraint's row times the inverse: how its sum moves with the limit of each tight one. */
static void row_times(const struct weights *w, const struct constraint *c, int32_t *out)
{
    size_t n = w->unknowns;
    const int32_t *row[TERMS], sign = c->sign;
    for (int t = 0; t < TERMS; t++)
        row[t] = w->now.number + c->unknown[t] * w->stride;
    for (size_t k = 0; k < n; k++)
        out[k] = (int32_t)((uint32_t)sign * ((uint32_t)row[0][k] + (uint32_t)row[1][k] +
                                             (uint32_t)row[2][k] - (uint32_t)row[3][k]));
}

/* The point from the limits of what is tight, and how long each column is. */
static bool find_point(struct weights *w)
{
    static const int64_t most = INT64_C(1) << 59;
    struct vertex *v = &w->now;
    bool fits = true;
    for (size_t j = 0; j < w->unknowns; j++)
        w->line[1][j] = v->tight[j] == NONE ? 0 : w->constraint[v->tight[j]].limit;
    memset(v->length, 0, w->stride * sizeof *v->length);
    for (size_t i = 0; i < w->unknowns; i++) {
        v->point[i] = w->pivots->dot(v->number + i * w->stride, w->line[1], v->length, w->stride);
        fits &= v->point[i] < most && v->point[i] > -most;
    }
    return fits;
}

/* Constraint r takes the place of what a column holds. */
static bool pivot(struct weights *w, size_t r, size_t column)
{
    struct vertex *v = &w->now;
    size_t n = w->unknowns;
    int32_t *enters = w->line[1];
    row_times(w, &w->constraint[r], enters);
    bool turned = enters[column] < 0;
    int32_t next = turned ? -enters[column] : enters[column];
    if (next == 0 || next > DENOMINATOR_MAX)
        return false;
    for (size_t k = 0; turned && k < n; k++)
        enters[k] = -enters[k];
    struct turn by = turn_by((int32_t)v->denominator, next);
    for (size_t i = 0; i < n; i++) {
        int32_t *row = v->number + i * w->stride, f = row[column];
        by.f = f;
        if (f == 0 && next == v->denominator)
            continue;
        w->pivots->turn(row, enters, w->stride, &by);
        row[column] = turned ? -f : f;
    }
    v->tight[column] = (int32_t)r;
    v->denominator = next;
    return find_point(w);
}

/* --- Search ----------------------------------------------------------------------------------- */

/* Nothing keeps the vertex at this column: it may be left either way. */
static bool is_free(const struct weights *w, size_t column)
{
    int32_t tight = w->now.tight[column];
    return tight == NONE || w->constraint[tight].hidden;
}

/* The column to leave so that a sum falls that moves by `rates`: the steepest; NONE at the least.
 */
static int64_t leaves(const struct weights *w, const int32_t *rates)
{
    int64_t found = NONE, most = 0, length = 1;
    for (size_t j = 0; j < w->unknowns; j++) {
        int64_t rate = rates[j];
        if (rate < 0 && is_free(w, j))
            rate = -rate;
        if (rate <= 0 || rate * length <= most * w->now.length[j])
            continue;
        most = rate;
        length = w->now.length[j];
        found = (int64_t)j;
    }
    return found;
}

/* Whether a / b < c / d, none of them negative, b and d above 0. */
static bool less(int64_t a, int64_t b, int64_t c, int64_t d)
{
    return a / b != c / d ? a / b < c / d : times(a % b, d) < times(c % d, b);
}

static void watch(struct weights *w, size_t c)
{
    if (w->constraint[c].watched)
        return;
    w->constraint[c].watched = true;
    w->number[w->watching] = (uint32_t)c;
    w->watched[w->watching++] = w->constraint[c];
}

/* What a way that leaves a vertex meets first. */
struct meeting {
    int64_t constraint; /* NONE: nothing */
    int64_t spare, rate, reach;
};

static int64_t rate_of(const struct constraint *c, const int32_t *way)
{
    return c->sign * ((int64_t)way[c->unknown[0]] + way[c->unknown[1]] + way[c->unknown[2]] -
                      way[c->unknown[3]]);
}

/* `number` is that of a constraint towards which the way leads. */
static void meet(const struct weights *w, const struct constraint *one, size_t number,
                 const int32_t *way, struct meeting *first)
{
    int64_t rate = rate_of(one, way), left = spare(one, w->now.point, w->now.denominator);
    if (left < 0 || (first->constraint != NONE && (left >= times(first->reach, rate) ||
                                                   !less(left, rate, first->spare, first->rate))))
        return;
    *first = (struct meeting){(int64_t)number, left, rate, left / rate + 1};
}

/* The constraint that is met first when a column is left, forward or back: of those watched, else
 * of all; NONE. */
static int64_t meets(struct weights *w, size_t column, bool forward)
{
    struct meeting first = {.constraint = NONE};
    int32_t *way = w->line[1];
    size_t ahead = 0;
    for (size_t i = 0; i < w->unknowns; i++) {
        int32_t number = w->now.number[i * w->stride + column];
        way[i] = forward ? number : -number;
    }
    way[w->unknowns] = 0;
    for (size_t i = 0; i < w->watching; i++) { /* half of them, as if by chance: no branch */
        const struct constraint *one = &w->watched[i];
        w->ahead[ahead] = (uint32_t)i;
        ahead += (size_t)((rate_of(one, way) > 0) & !one->hidden);
    }
    for (size_t i = 0; i < ahead; i++)
        meet(w, &w->watched[w->ahead[i]], w->number[w->ahead[i]], way, &first);
    for (size_t c = 0; first.constraint == NONE && c < w->count; c++) {
        const struct constraint *one = &w->constraint[c];
        if (!one->hidden && rate_of(one, way) > 0)
            meet(w, one, c, way, &first);
    }
    return first.constraint;
}

/* The certificate of a vertex where a sum is least and still too great: its constraint and those
 * that are tight, with multipliers. Checked from the constraints themselves. */
static bool certified(struct weights *w, const struct constraint *question, const int32_t *rates)
{
    int64_t *sum = w->sum, limit = 0, part;
    memset(sum, 0, width(w) * sizeof *sum);
    for (size_t j = 0; j <= w->unknowns; j++) {
        int64_t multiplier = j == w->unknowns ? w->now.denominator : -(int64_t)rates[j];
        if (multiplier == 0)
            continue;
        if (multiplier < 0 || (j < w->unknowns && is_free(w, j)))
            return false;
        const struct constraint *c = j == w->unknowns ? question : &w->constraint[w->now.tight[j]];
        if (__builtin_mul_overflow(multiplier, (int64_t)c->limit, &part) ||
            __builtin_add_overflow(limit, part, &limit))
            return false;
        for (int t = 0; t < TERMS; t++) /* sums of numbers of 32 bits: they fit */
            sum[c->unknown[t]] += (t == ORDER_PLACES ? -c->sign : c->sign) * multiplier;
    }
    bool cancel_out = true;
    for (size_t unknown = 0; unknown < w->unknowns; unknown++)
        cancel_out &= sum[unknown] == 0;
    return cancel_out && limit < 0;
}

/* Moves to a set of weights that gives the question and keeps what is watched. One that is going to
 * be watched (`number`) may become tight itself; NONE for a question. */
static enum weights_exist reach(struct weights *w, const struct constraint *question,
                                int64_t number, int pivots)
{
    for (int n = 0; n < pivots; n++) {
        if (spare(question, w->now.point, w->now.denominator) >= 0)
            return WEIGHTS_EXIST;
        row_times(w, question, w->line[0]);
        int64_t column = leaves(w, w->line[0]);
        if (column == NONE)
            return certified(w, question, w->line[0]) ? WEIGHTS_NONE : WEIGHTS_UNKNOWN;
        int64_t met = meets(w, (size_t)column, w->line[0][column] < 0);
        met = met == NONE ? number : met;
        if (met == NONE) /* without end */
            return WEIGHTS_EXIST;
        watch(w, (size_t)met);
        if (!pivot(w, (size_t)met, (size_t)column))
            return WEIGHTS_UNKNOWN;
    }
    return WEIGHTS_UNKNOWN;
}

/* The constraint that the point breaks most; NONE when it breaks none. */
static int64_t worst(struct weights *w, bool watch_others)
{
    int64_t found = NONE, least = 0;
    for (size_t c = 0; c < w->count; c++) {
        const struct constraint *one = &w->constraint[c];
        int64_t left = one->hidden ? 0 : spare(one, w->now.point, w->now.denominator);
        if (left >= 0 && watch_others)
            watch(w, c);
        if (left < least) {
            least = left;
            found = (int64_t)c;
        }
    }
    return found;
}

/* Keeps every constraint: those that the point breaks are watched from now on. */
static enum weights_exist settle(struct weights *w, bool watch_others)
{
    for (int64_t c; (c = worst(w, watch_others)) != NONE;) {
        enum weights_exist found = reach(w, &w->constraint[c], c, PIVOTS_ALL);
        if (found != WEIGHTS_EXIST)
            return found;
        watch(w, (size_t)c);
    }
    return WEIGHTS_EXIST;
}

static void keep_point(struct weights *w)
{
    int64_t *to = w->point + w->next_point * (width(w) + 1);
    memcpy(to, w->now.point, width(w) * sizeof *to);
    to[width(w)] = w->now.denominator;
    w->points = w->points > w->next_point ? w->points : w->next_point + 1;
    w->next_point = w->next_point + 1 < POINTS ? w->next_point + 1 : w->shared;
}

enum weights_exist weights_exist(struct weights *w)
{
    enum weights_exist found = settle(w, true);
    if (found == WEIGHTS_EXIST) {
        w->watching = 0;
        for (size_t c = 0; c < w->count; c++)
            w->constraint[c].watched = false;
        for (size_t j = 0; j < w->unknowns; j++)
            if (w->now.tight[j] != NONE)
                watch(w, (size_t)w->now.tight[j]);
        keep_point(w);
        copy_vertex(w, &w->kept, &w->now);
    }
    return found;
}

/* --- Questions -------------------------------------------------------------------------------- */

static void hide_watched(struct weights *w)
{
    for (size_t i = 0; i < w->watching; i++)
        w->watched[i].hidden = w->constraint[w->number[i]].hidden;
}

void weights_hide(struct weights *w, size_t fold, size_t folds)
{
    for (size_t c = 0; c < w->count; c++) {
        struct constraint *one = &w->constraint[c];
        one->hidden = folds > 0 && one->seen != UINT32_MAX && one->seen % folds == fold;
    }
    hide_watched(w);
    /* Half of the points hold for all observations, the rest for those of one fold. */
    if (w->shared == 0)
        w->shared = w->points < POINTS / 2 ? w->points : POINTS / 2;
    w->points = w->next_point = w->shared;
    copy_vertex(w, &w->now, &w->kept);
}

/* Whether there are weights that give one more constraint. */
static enum weights_exist ask(struct weights *w, const struct constraint *question)
{
    enum weights_exist found = WEIGHTS_EXIST;
    for (size_t watching = SIZE_MAX; found == WEIGHTS_EXIST && watching != w->watching;) {
        watching = w->watching;
        found = reach(w, question, NONE, PIVOTS_ONE);
        if (found == WEIGHTS_EXIST && settle(w, false) != WEIGHTS_EXIST)
            found = WEIGHTS_UNKNOWN;
    }
    return found;
}

/* Whether one more constraint leaves no set of weights. */
static bool excluded(struct weights *w, const struct constraint *question)
{
    for (size_t i = w->points; i-- > 0;) {
        const int64_t *point = w->point + i * (width(w) + 1);
        if (spare(question, point, point[width(w)]) >= 0)
            return false;
    }
    enum weights_exist found = ask(w, question);
    if (found == WEIGHTS_EXIST)
        keep_point(w);
    if (found == WEIGHTS_UNKNOWN)
        copy_vertex(w, &w->now, &w->kept);
    return found == WEIGHTS_NONE;
}

void weights_narrow_low(struct weights *w, size_t cell, uint8_t *low, uint8_t high)
{
    for (uint8_t to = high; *low < to;) {
        uint8_t middle = (uint8_t)(*low + (to - *low) / 2);
        struct constraint question = at_most(w, cell, middle);
        if (excluded(w, &question))
            *low = (uint8_t)(middle + 1);
        else
            to = middle;
    }
}

void weights_narrow_high(struct weights *w, size_t cell, uint8_t low, uint8_t *high)
{
    for (uint8_t from = low; from < *high;) {
        uint8_t middle = (uint8_t)(*high - (*high - from) / 2);
        struct constraint question = at_least(w, cell, middle);
        if (excluded(w, &question))
            *high = (uint8_t)(middle - 1);
        else
            from = middle;
    }
}

/* --- Certificates ----------------------------------------------------------------------------- */

static bool is_seen(const struct constraint *c)
{
    return c->seen != UINT32_MAX;
}

static bool still(struct weights *w, const struct constraint *question)
{
    hide_watched(w);
    copy_vertex(w, &w->now, &w->kept);
    return ask(w, question) == WEIGHTS_NONE;
}

/* Leaves only the observations of the certificate just found. */
static void hide_unused(struct weights *w)
{
    for (size_t c = 0; c < w->count; c++)
        w->constraint[c].hidden = is_seen(&w->constraint[c]);
    for (size_t j = 0; j < w->unknowns; j++)
        if (w->line[0][j] != 0)
            w->constraint[w->now.tight[j]].hidden = false;
}

/* Of the observations left, the weakest after that of `last` (NONE: of all). */
static int64_t weakest(const struct weights *w, int64_t last)
{
    const struct observation *seen = w->deduction->seen;
    int64_t found = NONE;
    for (size_t c = 0; c < w->count; c++) {
        const struct constraint *one = &w->constraint[c];
        if (one->hidden || !is_seen(one))
            continue;
        uint32_t n = seen[one->seen].n;
        if (last != NONE && (n < seen[w->constraint[last].seen].n ||
                             (n == seen[w->constraint[last].seen].n && (int64_t)c <= last)))
            continue;
        if (found == NONE || n < seen[w->constraint[found].seen].n)
            found = (int64_t)c;
    }
    return found;
}

static int64_t common(int64_t a, int64_t b)
{
    while (b) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* The certificate just found, by cell. */
static size_t write_terms(const struct weights *w, const struct constraint *question,
                          struct weights_term *out, int64_t *times_question, int64_t *rest)
{
    size_t count = 0;
    int64_t all = w->now.denominator;
    for (size_t j = 0; j < w->unknowns; j++)
        all = common(all, -(int64_t)w->line[0][j]);
    *times_question = w->now.denominator / all;
    *rest = *times_question * question->limit;
    for (size_t c = 0; c < w->count; c++) {
        const struct constraint *one = &w->constraint[c];
        for (size_t j = 0; j < w->unknowns; j++) {
            if (w->now.tight[j] != (int32_t)c || w->line[0][j] == 0)
                continue;
            int64_t often = -(int64_t)w->line[0][j] / all;
            *rest += often * one->limit;
            out[count++] = (struct weights_term){
                often, one->seen, (uint8_t)(one->unknown[0] - w->bound + 2), one->sign > 0};
        }
    }
    return count;
}

size_t weights_prove(struct weights *w, size_t cell, uint8_t ght, bool most,
                     struct weights_term *out, int64_t *times_question, int64_t *rest)
{
    struct constraint question = most ? at_least(w, cell, ght + 1) : at_most(w, cell, ght - 1);
    size_t count = 0;
    weights_hide(w, 0, 0);
    if (still(w, &question)) {
        hide_unused(w);
        for (int64_t c = NONE; (c = weakest(w, c)) != NONE;) {
            w->constraint[c].hidden = true;
            if (still(w, &question))
                hide_unused(w);
            else
                w->constraint[c].hidden = false;
        }
        if (still(w, &question))
            count = write_terms(w, &question, out, times_question, rest);
    }
    weights_hide(w, 0, 0);
    return count;
}
