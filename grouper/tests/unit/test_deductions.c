/* SPDX-License-Identifier: Apache-2.0 */
/* Deduced groups of small classifications drawn at random, against the rule written once more, cell
 * by cell (R46): intervals, counts, conflicts; each step of a reason and each certificate is
 * checked from what was observed. And what the deduction rests on: rows turned by vectors as
 * without them.
 */
#include "lib/deduce/pivots.h"
#include "support.h"

#include <math.h>

static uint64_t state = 1;

static int32_t any(int bits)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (int32_t)(state >> 33) >> (32 - bits);
}

/* Also where numbers do not fit, for the search goes on and its certificate fails. */
START_TEST(ways)
{
    enum { ROOM = 96 };
    const struct pivots *fast = pivots_fastest();
    for (int round = 0; round < 2000; round++) {
        int32_t one[ROOM], other[ROOM], enters[ROOM];
        uint32_t lengths[2][ROOM] = {{0}};
        int bits = 1 + round % 31;
        for (int i = 0; i < ROOM; i++) {
            one[i] = other[i] = any(bits);
            enters[i] = any(bits);
        }
        struct turn by = turn_by((any(24) & 0xFFFFFF) + 1, (any(26) & 0xFFFFFF) + 1);
        by.f = any(24);
        pivots_plain.turn(one, enters, ROOM, &by);
        fast->turn(other, enters, ROOM, &by);
        ck_assert_mem_eq(one, other, sizeof one);
        ck_assert_int_eq(pivots_plain.dot(one, enters, lengths[0], ROOM),
                         fast->dot(other, enters, lengths[1], ROOM));
        ck_assert_mem_eq(lengths[0], lengths[1], sizeof lengths[0]);
    }
}
END_TEST

/* (a x b - c x d) / e where it leaves no rest. */
START_TEST(no_rest)
{
    for (int round = 0; round < 2000; round++) {
        int32_t quotient[8], row[8], enters[8], denominator = (any(20) & 0xFFFF) + 1;
        for (int i = 0; i < 8; i++) {
            quotient[i] = any(12);
            enters[i] = any(12);
            row[i] = denominator * quotient[i];
        }
        struct turn by = turn_by(denominator, 7);
        by.f = denominator;
        pivots_fastest()->turn(row, enters, 8, &by);
        for (int i = 0; i < 8; i++)
            ck_assert_int_eq(row[i], 7 * quotient[i] - enters[i]);
    }
}
END_TEST

/* --- Classifications drawn -------------------------------------------------------------------- */

enum { MPPS = 4, MPAS = 3, IKS = 4, TRIPLES = MPPS * MPAS * IKS, PERIODS = 4, GHTS = 31 };
enum { CELLS = TRIPLES * PERIODS, FOLDS = 20 };

struct drawn {
    uint8_t truth[CELLS], seen[CELLS]; /* seen: 0 = not */
    bool split[CELLS];
    uint32_t n[CELLS], line[CELLS];
    int order[CELLS], count; /* what is seen, in the order of rows */
    bool upwards;            /* rows stand as cells go, else the other way round */
    char text[6000];
    size_t size;
};

struct closure {
    uint8_t low[CELLS], high[CELLS];
};

static uint32_t below(uint32_t most)
{
    return (uint32_t)any(32) % most;
}

static int by_value(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static int place_of(int triple, int place)
{
    return place == 0 ? triple / (MPAS * IKS) : place == 1 ? triple / IKS % MPAS : triple % IKS;
}

static int mpp_of(int triple)
{
    return 3 + 2 * place_of(triple, 0);
}

static int mpa_of(int triple)
{
    return 5 * place_of(triple, 1);
}

static int ik_of(int triple)
{
    return 30 + 10 * place_of(triple, 2);
}

/* Products of weights, cut by bounds where products lie. */
static void draw_truth(struct drawn *d)
{
    static const uint64_t duration[PERIODS] = {10000, 7613, 6765, 6300};
    uint64_t weight[3][4], product[CELLS], sorted[CELLS], bound[GHTS - 1];
    for (int place = 0; place < 3; place++)
        for (int i = 0; i < 4; i++)
            weight[place][i] = 11000 + below(29000);
    for (int cell = 0; cell < CELLS; cell++) {
        int t = cell / PERIODS;
        product[cell] = weight[0][place_of(t, 0)] * weight[1][place_of(t, 1)] *
                        weight[2][place_of(t, 2)] * duration[cell % PERIODS];
        sorted[cell] = product[cell];
    }
    qsort(sorted, CELLS, sizeof *sorted, by_value);
    for (int g = 0; g < GHTS - 1; g++)
        bound[g] = sorted[1 + (size_t)g * (CELLS - 2) / (GHTS - 2) - (g > 0 && below(2))];
    for (int cell = 0; cell < CELLS; cell++) {
        d->truth[cell] = 1;
        for (int g = 0; g < GHTS - 1; g++)
            d->truth[cell] = (uint8_t)(d->truth[cell] + (bound[g] <= product[cell]));
    }
}

static void write_row(struct drawn *d, int triple, uint32_t line)
{
    char ght[PERIODS][4] = {"", "", "", ""}, n[PERIODS][12] = {"", "", "", ""};
    for (int k = 0; k < PERIODS; k++) {
        int cell = triple * PERIODS + k;
        d->line[cell] = line;
        if (d->seen[cell]) {
            snprintf(ght[k], sizeof ght[k], "%d", d->seen[cell]);
            d->order[d->count++] = cell;
        }
        if (d->seen[cell] || d->split[cell])
            snprintf(n[k], sizeof n[k], "%u", d->n[cell]);
    }
    d->size += (size_t)snprintf(d->text + d->size, sizeof d->text - d->size,
                                "%02d;%02d;%03d;;%s;%s;%s;%s;9;%s;%s;%s;%s\n", mpp_of(triple),
                                mpa_of(triple), ik_of(triple), ght[0], ght[1], ght[2], ght[3], n[0],
                                n[1], n[2], n[3]);
}

static void write_rows(struct drawn *d)
{
    uint32_t line = 1;
    d->count = 0;
    d->size = (size_t)snprintf(d->text, sizeof d->text,
                               "mpp;mpa;ik;ghpc;ght1;ght2;ght3;ght4;n;n1;n2;"
                               "n3;n4\n");
    for (int i = 0; i < TRIPLES; i++) {
        int t = d->upwards ? i : TRIPLES - 1 - i;
        bool any_seen = false;
        for (int k = 0; k < PERIODS; k++)
            any_seen |= d->seen[t * PERIODS + k] || d->split[t * PERIODS + k];
        if (any_seen)
            write_row(d, t, ++line);
    }
}

static void draw(struct drawn *d, uint64_t seed, int per_cent)
{
    static const uint32_t counts[] = {1, 1, 2, 7, 30};
    state = seed;
    memset(d, 0, sizeof *d);
    draw_truth(d);
    for (int t = 0; t < TRIPLES; t++) {
        int first = (int)below(5) / 4, last = first + 1 + (int)below(PERIODS - (uint32_t)first);
        if (below(100) >= (uint32_t)per_cent)
            continue;
        for (int k = first; k < last; k++) {
            int cell = t * PERIODS + k;
            d->split[cell] = below(20) == 0;
            d->seen[cell] = d->split[cell] ? 0 : d->truth[cell];
            d->n[cell] = counts[below(5)];
        }
    }
    write_rows(d);
}

/* --- The rule, once more ---------------------------------------------------------------------- */

/* The triple with the code of one, as a kind sees it (bits), and the rest of another. */
static int mixed(int kind, int code, int rest)
{
    int value[3];
    for (int place = 0; place < 3; place++)
        value[place] = place_of(kind >> place & 1 ? code : rest, place);
    return (value[0] * MPAS + value[1]) * IKS + value[2];
}

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

static bool close_periods(struct closure *c)
{
    bool moved = false;
    for (int cell = 0; cell < CELLS; cell++)
        if (cell % PERIODS > 0) {
            moved |= raise(&c->low[cell - 1], c->low[cell]);
            moved |= lower(&c->high[cell], c->high[cell - 1]);
        }
    return moved;
}

/* Codes of a kind are named by the triple that has them, and the first code elsewhere. */
static bool close_kind(struct closure *c, int kind)
{
    static bool heavier[TRIPLES][TRIPLES];
    bool moved = false;
    memset(heavier, 0, sizeof heavier);
    for (int x = 0; x < TRIPLES; x++)
        for (int y = 0; y < TRIPLES; y++)
            for (int k = 0; k < PERIODS && mixed(kind, x, y) == x; k++)
                heavier[mixed(kind, x, 0)][mixed(kind, y, 0)] |=
                    c->low[x * PERIODS + k] > c->high[y * PERIODS + k];
    for (int x = 0; x < TRIPLES; x++)
        for (int y = 0; y < TRIPLES; y++)
            for (int k = 0; k < PERIODS && mixed(kind, x, y) == x; k++)
                if (heavier[mixed(kind, x, 0)][mixed(kind, y, 0)]) {
                    moved |= raise(&c->low[x * PERIODS + k], c->low[y * PERIODS + k]);
                    moved |= lower(&c->high[y * PERIODS + k], c->high[x * PERIODS + k]);
                }
    return moved;
}

static bool sound(const struct closure *c)
{
    for (int cell = 0; cell < CELLS; cell++)
        if (c->low[cell] > c->high[cell])
            return false;
    return true;
}

/* From what `wanted` says of each that is seen, in the order of rows. */
static bool close_all(const struct drawn *d, const bool *wanted, struct closure *c)
{
    memset(c->low, 1, sizeof c->low);
    memset(c->high, GHTS, sizeof c->high);
    for (int i = 0; i < d->count; i++)
        if (wanted[i])
            c->low[d->order[i]] = c->high[d->order[i]] = d->seen[d->order[i]];
    for (bool moved = true; moved && sound(c);) {
        moved = close_periods(c);
        for (int kind = 1; kind < 8; kind++)
            moved |= close_kind(c, kind);
    }
    return sound(c);
}

static void want(const struct drawn *d, uint32_t least, bool *wanted)
{
    for (int i = 0; i < d->count; i++)
        wanted[i] = d->n[d->order[i]] >= least;
}

static bool open_cell(const struct drawn *d, int cell)
{
    return !d->seen[cell] && !d->split[cell];
}

static had_deduction *deduced_with(const struct drawn *d, const had_allocator *allocator,
                                   int methode, int min, int decimals)
{
    had_file file = {"groupes.csv", d->text, d->size};
    had_deduction_options options = HAD_DEDUCTION_OPTIONS_INIT;
    had_deduction *out = NULL;
    options.methode = methode;
    options.min = min;
    options.decimales = decimals;
    int status = had_deduction_new(allocator, &file, &options, &out, NULL);
    ck_assert_int_eq(status, out ? HAD_OK : HAD_E_MEMORY);
    ck_assert(out || allocator);
    return out;
}

static had_deduction *deduced(const struct drawn *d, const had_allocator *allocator, int methode,
                              int min)
{
    return deduced_with(d, allocator, methode, min, HAD_DECIMALES);
}

static int triple_of(int mpp, int mpa, int ik)
{
    return ((mpp - 3) / 2 * MPAS + mpa / 5) * IKS + (ik - 30) / 10;
}

static int place_of_cell(const had_cell *cell)
{
    return triple_of(cell->mpp, cell->mpa, cell->ik) * PERIODS + cell->periode - 1;
}

/* --- Intervals -------------------------------------------------------------------------------- */

static void check_rows(had_deduction *x, const struct drawn *d, const struct closure *c,
                       had_deduction_info *counted)
{
    had_intervals row = HAD_INTERVALS_INIT;
    int before = -1;
    for (size_t i = 0; had_deduction_get(x, i, &row) == HAD_OK; i++) {
        int t = triple_of(row.mpp, row.mpa, row.ik);
        ck_assert_int_gt(t, before);
        before = t;
        counted->triples++;
        for (int k = 0; k < PERIODS; k++) {
            int cell = t * PERIODS + k, seen = d->seen[cell];
            int width = c->high[cell] - c->low[cell];
            ck_assert_int_eq(row.etat[k], seen             ? HAD_CELL_OBSERVED
                                          : d->split[cell] ? HAD_CELL_SPLIT
                                                           : HAD_CELL_OPEN);
            ck_assert_int_eq(row.min[k], seen ? seen : c->low[cell]);
            ck_assert_int_eq(row.max[k], seen ? seen : c->high[cell]);
            ck_assert_uint_eq(row.n[k], seen ? d->n[cell] : 0);
            counted->cells++;
            counted->observed += seen > 0;
            counted->deduced += open_cell(d, cell) && width == 0;
            counted->two += open_cell(d, cell) && width == 1;
            counted->narrowed += open_cell(d, cell) && width > 1 && width < GHTS - 1;
        }
    }
    ck_assert_int_eq(had_deduction_get(x, counted->triples, &row), HAD_E_ARGUMENT);
}

/* Cells that only one record each leads to; `sure` counts the others. */
static uint32_t fragile_cells(const struct drawn *d, uint32_t min, uint32_t *sure)
{
    struct closure c;
    bool wanted[CELLS];
    uint32_t deduced_from[2] = {0, 0};
    for (uint32_t more = 0; more <= 1; more++) {
        want(d, more && min < 2 ? 2 : min, wanted);
        close_all(d, wanted, &c);
        for (int cell = 0; cell < CELLS; cell++)
            deduced_from[more] += open_cell(d, cell) && c.low[cell] == c.high[cell];
    }
    *sure += deduced_from[1];
    return deduced_from[0] - deduced_from[1];
}

static void check_folds(had_deduction *x, const struct drawn *d, uint32_t min)
{
    uint32_t told[3], counted[3] = {0, 0, 0}; /* right, wrong, none */
    struct closure c;
    for (int fold = 0; fold < FOLDS; fold++) {
        bool wanted[CELLS];
        want(d, min, wanted);
        for (int i = fold; i < d->count; i += FOLDS)
            wanted[i] = false;
        close_all(d, wanted, &c);
        for (int i = fold; i < d->count; i += FOLDS) {
            int cell = d->order[i];
            counted[c.low[cell] != c.high[cell] ? 2 : c.low[cell] != d->seen[cell]]++;
        }
    }
    ck_assert_int_eq(had_deduction_test(x, &told[0], &told[1], &told[2]), HAD_OK);
    ck_assert_mem_eq(told, counted, sizeof told);
}

/* Of codes that no row has, nothing is told: the second rule has them all, and knows nothing more.
 */
START_TEST(intervals)
{
    uint32_t fragile = 0, two = 0, sure = 0;
    for (uint64_t seed = 1; seed <= 16; seed++) {
        static struct drawn d;
        draw(&d, seed, seed <= 12 ? 25 + 5 * (int)(seed % 6) : 90);
        for (int min = 0; min <= 2; min++) {
            had_deduction *x = deduced(&d, NULL, HAD_DEDUIRE_ORDRE, min);
            had_deduction_info info = HAD_DEDUCTION_INFO_INIT, counted = HAD_DEDUCTION_INFO_INIT;
            struct closure c;
            bool wanted[CELLS];
            want(&d, (uint32_t)min, wanted);
            ck_assert(close_all(&d, wanted, &c));
            ck_assert_int_eq(had_deduction_get_info(x, &info), HAD_OK);
            check_rows(x, &d, &c, &counted);
            ck_assert_uint_eq(info.triples, counted.triples);
            ck_assert_uint_eq(info.cells, counted.cells);
            ck_assert_uint_eq(info.observed, counted.observed);
            ck_assert_uint_eq(info.deduced, counted.deduced);
            ck_assert_uint_eq(info.two, counted.two);
            ck_assert_uint_eq(info.narrowed, counted.narrowed);
            ck_assert_uint_eq(info.fragile, fragile_cells(&d, (uint32_t)min, &sure));
            ck_assert_int_eq(info.contradiction, 0);
            if (min != 1)
                check_folds(x, &d, (uint32_t)min);
            fragile += info.fragile;
            two += info.two;
            had_deduction_free(x);
        }
    }
    ck_assert_uint_gt(fragile, 4);
    ck_assert_uint_gt(sure, 5);
    ck_assert_uint_gt(two, 10);
}
END_TEST

/* Of no row nothing is told, and of rows without a group no more. */
START_TEST(nothing_seen)
{
    static struct drawn d;
    for (int rows = 0; rows <= 1; rows++)
        for (int methode = HAD_DEDUIRE_ORDRE; methode <= HAD_DEDUIRE_POIDS; methode++) {
            memset(&d, 0, sizeof d);
            d.split[0] = rows;
            write_rows(&d);
            had_deduction *x = deduced(&d, NULL, methode, 0);
            had_deduction_info info = HAD_DEDUCTION_INFO_INIT;
            had_intervals row = HAD_INTERVALS_INIT;
            had_cell cell = {.mpp = 3, .mpa = 0, .ik = 30, .periode = 1};
            uint32_t told[3];
            int64_t rest;
            ck_assert_int_eq(had_deduction_get_info(x, &info), HAD_OK);
            ck_assert_uint_eq(info.triples, (uint32_t)rows);
            ck_assert_uint_eq(info.cells, 4 * (uint32_t)rows);
            ck_assert_uint_eq(info.observed + info.deduced + info.narrowed + info.fragile, 0);
            ck_assert_int_eq(info.contradiction, 0);
            ck_assert_int_eq(had_deduction_get(x, 0, &row), rows ? HAD_OK : HAD_E_ARGUMENT);
            ck_assert_int_eq(had_deduction_test(x, &told[0], &told[1], &told[2]), HAD_OK);
            ck_assert_uint_eq(told[0] + told[1] + told[2], 0);
            ck_assert_uint_eq(had_deduction_why(x, &cell, 0, NULL, 0), 0);
            ck_assert_uint_eq(had_deduction_prove(x, &cell, 0, NULL, 0, &rest), 0);
            had_deduction_free(x);
        }
}
END_TEST

/* Without counts of periods, a row's own stands behind each; a column of sources is none of them.
 */
START_TEST(counts_of_rows)
{
    static const char *const texts[] = {
        "mpp;mpa;ik;ghpc;ght1;ght2;ght3;ght4;n\n03;00;030;;9;8;;;5\n",
        "mpp;mpa;ik;ghpc;ght1;ght2;ght3;ght4;n;source\n03;00;030;;9;8;;;5;7\n",
        "mpp;mpa;ik;ghpc;ght1;ght2;ght3;ght4;n;n1;n2;n3;n4\n03;00;030;;9;8;;;5;;;;\n",
        "mpp;mpa;ik;ghpc;ght1;ght2;ght3;ght4;n;n1;n2;n3;n4\n03;00;030;;9;8;;;4;5;5;;\n",
        "mpp;mpa;ik;ghpc;ght1;ght2;ght3;ght4;n;n1;n2;n3;n4;source\n03;00;030;;9;8;;;4;5;5;0;0;7\n",
        "mpp;mpa;ik;ghpc;ght1;ght2;ght3;ght4;n\n03;00;030;;9;8;;;\n"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        had_file file = {"groupes.csv", texts[i], strlen(texts[i])};
        had_intervals row = HAD_INTERVALS_INIT;
        had_deduction *x = NULL;
        ck_assert_int_eq(had_deduction_new(NULL, &file, NULL, &x, NULL), HAD_OK);
        ck_assert_int_eq(had_deduction_get(x, 0, &row), HAD_OK);
        for (int k = 0; k < PERIODS; k++) {
            ck_assert_uint_eq(row.n[k], k > 1 ? 0 : i == 5 ? 1 : 5);
            ck_assert_int_eq(row.etat[k], k > 1 ? HAD_CELL_OPEN : HAD_CELL_OBSERVED);
        }
        had_deduction_free(x);
    }
}
END_TEST

/* --- Conflicts -------------------------------------------------------------------------------- */

/* Cells are dropped in turn, lowest n first, then by mpp, mpa, ik and period. */
static void drop_in_turn(const struct drawn *d, bool *wanted)
{
    struct closure c;
    want(d, 0, wanted);
    for (uint32_t n = 1; n <= 30; n++)
        for (int cell = 0; cell < CELLS; cell++)
            for (int i = 0; i < d->count; i++)
                if (d->order[i] == cell && d->n[cell] == n) {
                    wanted[i] = false;
                    wanted[i] = close_all(d, wanted, &c);
                }
}

/* A GHT that contradicts the rest: cells told do, and no longer when one of them is left out. */
START_TEST(conflicts)
{
    int found = 0;
    for (uint64_t seed = 101; seed <= 140; seed++) {
        static struct drawn d;
        draw(&d, seed, 50);
        int spoilt = d.order[below((uint32_t)d.count)];
        d.seen[spoilt] = (uint8_t)(1 + below(GHTS));
        write_rows(&d);
        had_deduction *x = deduced(&d, NULL, HAD_DEDUIRE_POIDS, 0);
        had_deduction_info info = HAD_DEDUCTION_INFO_INIT;
        struct closure c;
        bool wanted[CELLS];
        had_cell cell;
        int before = -1;
        size_t count = 0;
        want(&d, 0, wanted);
        ck_assert_int_eq(had_deduction_get_info(x, &info), HAD_OK);
        ck_assert_int_eq(info.contradiction, !close_all(&d, wanted, &c));
        memset(wanted, 0, sizeof wanted);
        for (; had_deduction_conflict(x, count, &cell) == HAD_OK; count++) {
            int at = place_of_cell(&cell);
            ck_assert_int_gt(at, before);
            before = at;
            ck_assert_int_eq(cell.ght, d.seen[at]);
            ck_assert_uint_eq(cell.n, d.n[at]);
            ck_assert_uint_eq(cell.line, d.line[at]);
            for (int i = 0; i < d.count; i++)
                wanted[i] |= d.order[i] == at;
        }
        ck_assert_int_eq(count > 0, info.contradiction);
        ck_assert_int_eq(close_all(&d, wanted, &c), !info.contradiction);
        for (int i = 0; i < d.count; i++)
            if (wanted[i]) {
                wanted[i] = false;
                ck_assert(close_all(&d, wanted, &c));
                wanted[i] = true;
            }
        if (info.contradiction && found % 3 == 0) {
            bool left[CELLS] = {false};
            drop_in_turn(&d, left);
            ck_assert_mem_eq(left, wanted, (size_t)d.count);
        }
        found += info.contradiction;
        if (info.contradiction) { /* nothing is deduced */
            had_intervals row = HAD_INTERVALS_INIT;
            uint32_t n;
            ck_assert_int_eq(had_deduction_get(x, 0, &row), HAD_E_ARGUMENT);
            ck_assert_int_eq(had_deduction_test(x, &n, &n, &n), HAD_E_ARGUMENT);
            ck_assert_uint_eq(had_deduction_why(x, &cell, 0, NULL, 0), 0);
            ck_assert_uint_eq(info.deduced + info.two + info.narrowed + info.by_weights, 0);
        }
        had_deduction_free(x);
    }
    ck_assert(found > 20 && found < 40);
}
END_TEST

/* --- Reasons ---------------------------------------------------------------------------------- */

enum { STEPS = 400 };

/* A cell of a step: seen, as told; or what an earlier step says. */
static int fact(const struct drawn *d, const had_cell *cell, const had_step *steps, int own,
                int earlier, int most)
{
    int at = place_of_cell(cell);
    if (earlier < 0) {
        ck_assert_int_eq(earlier, -1);
        ck_assert(d->seen[at] && cell->ght == d->seen[at]);
        ck_assert(cell->n == d->n[at] && cell->line == d->line[at]);
    } else {
        const had_cell *said = &steps[earlier].cell;
        ck_assert_int_lt(earlier, own);
        ck_assert_int_eq(steps[earlier].most, most);
        ck_assert(said->mpp == cell->mpp && said->mpa == cell->mpa && said->ik == cell->ik &&
                  said->periode == cell->periode && said->ght == cell->ght);
    }
    return at;
}

static void check_step(const struct drawn *d, const had_step *steps, int own)
{
    const had_step *s = &steps[own];
    int kind = s->compared;
    int at = place_of_cell(&s->cell);
    int from = fact(d, &s->from, steps, own, s->from_step, s->most);
    ck_assert_int_eq(s->cell.ght, s->from.ght);
    if (kind == 0) {
        ck_assert_int_eq(at / PERIODS, from / PERIODS);
        ck_assert(s->most ? from < at : from > at);
        ck_assert(s->above_step == -1 && s->below_step == -1);
        return;
    }
    int above = fact(d, &s->above, steps, own, s->above_step, false);
    int low = fact(d, &s->below, steps, own, s->below_step, true);
    int mine = s->most ? low : above, its = s->most ? above : low;
    ck_assert_int_gt(s->above.ght, s->below.ght);
    ck_assert_int_eq(above % PERIODS, low % PERIODS);
    ck_assert_int_eq(at % PERIODS, from % PERIODS);
    ck_assert_int_eq(mixed(kind, above / PERIODS, low / PERIODS), above / PERIODS);
    ck_assert_int_eq(mixed(kind, at / PERIODS, from / PERIODS), at / PERIODS);
    ck_assert_int_eq(mixed(kind, at / PERIODS, 0), mixed(kind, mine / PERIODS, 0));
    ck_assert_int_eq(mixed(kind, from / PERIODS, 0), mixed(kind, its / PERIODS, 0));
}

static void use(const struct drawn *d, const had_cell *cell, int step, bool *used)
{
    int at = place_of_cell(cell);
    for (int i = 0; i < d->count; i++)
        used[i] |= step < 0 && d->order[i] == at;
}

/* What a chain names gives the bound, and no part of it does. */
static void check_whole(const struct drawn *d, const had_step *steps, size_t count)
{
    const had_step *last = &steps[count - 1];
    int at = place_of_cell(&last->cell);
    bool used[CELLS] = {false};
    struct closure c;
    for (size_t s = 0; s < count; s++) {
        use(d, &steps[s].from, steps[s].from_step, used);
        if (steps[s].compared != 0) {
            use(d, &steps[s].above, steps[s].above_step, used);
            use(d, &steps[s].below, steps[s].below_step, used);
        }
    }
    for (int without = -1; without < d->count; without++) {
        if (without >= 0 && !used[without])
            continue;
        if (without >= 0)
            used[without] = false;
        ck_assert(close_all(d, used, &c));
        int found = last->most ? c.high[at] : c.low[at];
        ck_assert_int_eq(found == last->cell.ght, without < 0);
        if (without >= 0)
            used[without] = true;
    }
}

static uint32_t lesser(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

/* Of the steps to a cell from one that is seen, by two that show the order, the records behind the
 * weakest of the three: the most of any. 0: there is no such step. */
static uint32_t best_order(const struct drawn *d, int at, int from, int kind, bool most)
{
    uint32_t best = 0;
    for (int one = 0; one < CELLS; one++) {
        int own = one / PERIODS, other = mixed(kind, from / PERIODS, own) * PERIODS + one % PERIODS;
        if (!d->seen[one] || !d->seen[other] || mixed(kind, at / PERIODS, own) != own)
            continue;
        uint32_t weakest = lesser(lesser(d->n[from], d->n[one]), d->n[other]);
        bool shown = most ? d->seen[other] > d->seen[one] : d->seen[one] > d->seen[other];
        best = shown && weakest > best ? weakest : best;
    }
    return best;
}

static uint32_t best_step(const struct drawn *d, int at, bool most, int bound)
{
    uint32_t best = 0;
    for (int from = 0; from < CELLS; from++) {
        uint32_t found = 0;
        if (d->seen[from] != bound)
            continue;
        if (from / PERIODS == at / PERIODS)
            found = (most ? from < at : from > at) ? d->n[from] : 0;
        for (int kind = 1; kind < 8; kind++)
            if (from / PERIODS != at / PERIODS && from % PERIODS == at % PERIODS &&
                mixed(kind, from / PERIODS, at / PERIODS) == from / PERIODS) {
                uint32_t by_kind = best_order(d, at, from, kind, most);
                found = by_kind > found ? by_kind : found;
            }
        best = found > best ? found : best;
    }
    return best;
}

static uint32_t weakest_of(const had_step *step)
{
    return step->compared == 0 ? step->from.n
                               : lesser(step->from.n, lesser(step->above.n, step->below.n));
}

static had_cell cell_of(const had_intervals *row, int k)
{
    return (had_cell){.mpp = row->mpp, .mpa = row->mpa, .ik = row->ik, .periode = (uint8_t)(k + 1)};
}

/* What too few records show is as good as not seen. */
static void forget(struct drawn *d, uint32_t least)
{
    bool wanted[CELLS];
    want(d, least, wanted);
    for (int i = 0; i < d->count; i++)
        if (!wanted[i])
            d->seen[d->order[i]] = 0;
}

/* Each bound of each cell; a buffer that is short takes the first steps. */
START_TEST(reasons)
{
    size_t single = 0, chained = 0;
    for (uint64_t seed = 201; seed <= 206; seed++) {
        static struct drawn d;
        const int min = seed % 2 ? 0 : 2;
        draw(&d, seed, 30);
        had_deduction *x = deduced(&d, NULL, HAD_DEDUIRE_ORDRE, min);
        forget(&d, (uint32_t)min);
        had_intervals row = HAD_INTERVALS_INIT;
        for (size_t i = 0; had_deduction_get(x, i, &row) == HAD_OK; i++)
            for (int n = 0; n < 2 * PERIODS; n++) {
                static had_step steps[STEPS], few[2];
                int k = n / 2, most = n % 2, bound = most ? row.max[k] : row.min[k];
                had_cell cell = cell_of(&row, k);
                size_t count = had_deduction_why(x, &cell, most, steps, STEPS);
                bool known = bound != (most ? GHTS : 1) && row.etat[k] == HAD_CELL_OPEN;
                ck_assert_uint_le(count, STEPS);
                ck_assert_int_eq(count > 0, known);
                for (size_t s = 0; s < count; s++)
                    check_step(&d, steps, (int)s);
                if (count == 0)
                    continue;
                const had_step *last = &steps[count - 1];
                ck_assert(last->most == most && last->cell.ght == bound);
                ck_assert(last->cell.mpp == cell.mpp && last->cell.mpa == cell.mpa &&
                          last->cell.ik == cell.ik && last->cell.periode == cell.periode);
                ck_assert_uint_eq(had_deduction_why(x, &cell, most, NULL, 0), count);
                ck_assert_uint_eq(had_deduction_why(x, &cell, most, few, 2), count);
                ck_assert_mem_eq(few, steps, (count > 1 ? 2 : 1) * sizeof *few);
                ck_assert_uint_eq(count == 1 ? weakest_of(last) : 0,
                                  best_step(&d, place_of_cell(&cell), most, bound));
                if (count > 1 && chained % 8 == 0)
                    check_whole(&d, steps, count);
                single += count == 1;
                chained += count > 1;
            }
        had_cell none[] = {{.mpp = 99, .mpa = 0, .ik = 30, .periode = 1},
                           cell_of(&row, -1),
                           cell_of(&row, PERIODS)};
        for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
            ck_assert_uint_eq(had_deduction_why(x, &none[i], 0, NULL, 0), 0);
        had_deduction_free(x);
    }
    ck_assert_uint_gt(single, 100);
    ck_assert_uint_gt(chained, 20);
}
END_TEST

/* --- Certificates ----------------------------------------------------------------------------- */

struct sum {
    int64_t weight[3][4], bound[GHTS + 2];
    double rest, slack;
    int64_t times;
};

/* The cell reaches the bound of a GHT, or lies under it, so many times. */
static void add_term(struct sum *sum, const had_cell *cell, bool under, int64_t times)
{
    static const double duration[] = {1, 0.7613, 0.6765, 0.63};
    int triple = triple_of(cell->mpp, cell->mpa, cell->ik);
    double ln = log(duration[cell->periode - 1]);
    for (int place = 0; place < 3; place++)
        sum->weight[place][place_of(triple, place)] += under ? times : -times;
    sum->bound[cell->ght + under] += under ? -times : times;
    sum->rest += (double)times * (sum->slack + (under ? -ln : ln));
    sum->times += times;
}

static void check_certificate(const struct drawn *d, const had_term *term, size_t count,
                              int64_t rest, const had_cell *cell, int most, int bound, double slack)
{
    static const struct sum nothing;
    struct sum sum = {.slack = slack};
    ck_assert_int_eq(term[0].cell.n, 0);
    ck_assert(term[0].what == (most ? HAD_TERM_REACHES : HAD_TERM_UNDER));
    ck_assert(term[0].cell.mpp == cell->mpp && term[0].cell.mpa == cell->mpa &&
              term[0].cell.ik == cell->ik && term[0].cell.periode == cell->periode);
    ck_assert_int_eq(term[0].cell.ght, most ? bound + 1 : bound - 1);
    for (size_t i = 0; i < count; i++) {
        const had_cell *c = &term[i].cell;
        ck_assert_int_gt(term[i].times, 0);
        if (term[i].what == HAD_TERM_BOUNDS) {
            sum.bound[c->ght] += term[i].times;
            sum.bound[c->ght + 1] -= term[i].times;
            sum.times += term[i].times;
            continue;
        }
        int at = place_of_cell(c);
        ck_assert(i == 0 || (c->ght == d->seen[at] && c->n == d->n[at] && c->line == d->line[at]));
        add_term(&sum, c, term[i].what == HAD_TERM_UNDER, term[i].times);
    }
    ck_assert_mem_eq(sum.weight, nothing.weight, sizeof sum.weight);
    ck_assert_mem_eq(sum.bound, nothing.bound, sizeof sum.bound);
    ck_assert_int_lt(rest, 0);
    ck_assert(fabs(1e9 * sum.rest - (double)rest) < 1.1e3 * (double)sum.times);
}

/* By which the observations that `kept` says narrow a cell, by order or by weights. */
static int bound_of(const struct drawn *all, const bool *kept, const had_cell *cell, int most)
{
    static struct drawn d;
    had_intervals row = HAD_INTERVALS_INIT;
    int at = place_of_cell(cell), bound = 0;
    d = *all;
    for (int i = 0; i < CELLS; i++)
        d.seen[i] = kept[i] ? all->seen[i] : 0;
    memset(d.split, 0, sizeof d.split);
    d.split[at] = true; /* so that its codes occur */
    write_rows(&d);
    had_deduction *x = deduced(&d, NULL, HAD_DEDUIRE_POIDS, 0);
    for (size_t i = 0; had_deduction_get(x, i, &row) == HAD_OK; i++)
        if (triple_of(row.mpp, row.mpa, row.ik) == at / PERIODS)
            bound = most ? row.poids_max[at % PERIODS] : row.poids_min[at % PERIODS];
    had_deduction_free(x);
    return bound;
}

/* What a certificate names gives the bound, and no part of it does. */
static void check_least(const struct drawn *d, const had_term *term, size_t count,
                        const had_cell *cell, int most, int bound)
{
    bool kept[CELLS] = {false};
    for (size_t i = 1; i < count; i++)
        if (term[i].what != HAD_TERM_BOUNDS)
            kept[place_of_cell(&term[i].cell)] = true;
    ck_assert_int_eq(bound_of(d, kept, cell, most), bound);
    for (int i = 0; i < CELLS; i++)
        if (kept[i]) {
            kept[i] = false;
            ck_assert_int_ne(bound_of(d, kept, cell, most), bound);
            kept[i] = true;
        }
}

/* Weights narrow around the truth; each bound that they give and order does not is proved. */
START_TEST(certificates)
{
    size_t proved = 0;
    uint32_t by_weights = 0;
    for (uint64_t seed = 301; seed <= 303; seed++) {
        static struct drawn d;
        draw(&d, seed, 50);
        had_deduction *x = deduced(&d, NULL, HAD_DEDUIRE_POIDS, 0);
        had_intervals row = HAD_INTERVALS_INIT;
        had_deduction_info info = HAD_DEDUCTION_INFO_INIT;
        uint32_t counted = 0;
        ck_assert_int_eq(had_deduction_get_info(x, &info), HAD_OK);
        ck_assert_int_eq(info.poids, 1);
        for (size_t i = 0; had_deduction_get(x, i, &row) == HAD_OK; i++)
            for (int n = 0; n < 2 * PERIODS; n++) {
                enum { TERMS = 200 };
                static had_term term[TERMS], few[2];
                int k = n / 2, most = n % 2, bound = most ? row.poids_max[k] : row.poids_min[k];
                had_cell cell = cell_of(&row, k);
                int truth = d.truth[triple_of(row.mpp, row.mpa, row.ik) * PERIODS + k];
                int64_t rest = 0, again = 0;
                size_t count = had_deduction_prove(x, &cell, most, term, TERMS, &rest);
                bool open = row.etat[k] == HAD_CELL_OPEN;
                ck_assert_int_eq(count > 0, open && bound != (most ? row.max[k] : row.min[k]));
                ck_assert(!open || (most ? bound >= truth : bound <= truth));
                ck_assert(!open || (most ? bound <= row.max[k] : bound >= row.min[k]));
                counted += open && most && row.min[k] != row.max[k] && row.poids_min[k] == bound;
                if (count == 0)
                    continue;
                ck_assert_uint_le(count, TERMS);
                check_certificate(&d, term, count, rest, &cell, most, bound, 0.00015);
                if (proved % 8 == 0)
                    check_least(&d, term, count, &cell, most, bound);
                ck_assert_uint_eq(had_deduction_prove(x, &cell, most, few, 2, &again), count);
                ck_assert(rest == again && memcmp(few, term, sizeof few) == 0);
                proved++;
            }
        ck_assert_uint_eq(info.by_weights, counted);
        by_weights += counted;
        had_deduction_free(x);
    }
    ck_assert_uint_gt(by_weights, 0);
    ck_assert_uint_gt(proved, 100);
}
END_TEST

/* Bounds and certificates are the same in whatever order the rows stand. */
START_TEST(order_of_rows)
{
    static struct drawn d[2];
    had_deduction *x[2];
    had_intervals row[2] = {HAD_INTERVALS_INIT, HAD_INTERVALS_INIT};
    size_t proved = 0;
    for (int way = 0; way < 2; way++) {
        draw(&d[way], 311, 50);
        d[way].upwards = way;
        write_rows(&d[way]);
        x[way] = deduced(&d[way], NULL, HAD_DEDUIRE_POIDS, 0);
    }
    for (size_t i = 0; had_deduction_get(x[0], i, &row[0]) == HAD_OK; i++) {
        ck_assert_int_eq(had_deduction_get(x[1], i, &row[1]), HAD_OK);
        ck_assert_mem_eq(row[0].poids_min, row[1].poids_min, sizeof row->poids_min);
        ck_assert_mem_eq(row[0].poids_max, row[1].poids_max, sizeof row->poids_max);
        for (int n = 0; n < 2 * PERIODS; n++) {
            static had_term term[2][200];
            had_cell cell = cell_of(&row[0], n / 2);
            int64_t rest[2] = {0, 0};
            size_t count = had_deduction_prove(x[0], &cell, n % 2, term[0], 200, &rest[0]);
            ck_assert_uint_eq(had_deduction_prove(x[1], &cell, n % 2, term[1], 200, &rest[1]),
                              count);
            ck_assert_int_eq(rest[0], rest[1]);
            for (size_t t = 0; t < count; t++) {
                const had_term *a = &term[0][t], *b = &term[1][t];
                ck_assert(a->times == b->times && a->what == b->what && a->cell.ght == b->cell.ght);
                ck_assert(a->what == HAD_TERM_BOUNDS ||
                          place_of_cell(&a->cell) == place_of_cell(&b->cell));
            }
            proved += count > 0;
        }
    }
    had_deduction_free(x[0]);
    had_deduction_free(x[1]);
    ck_assert_uint_gt(proved, 30);
}
END_TEST

/* The slack is one and a half units of the last decimal of the weights. */
START_TEST(slack_of_decimals)
{
    static const struct {
        int decimals;
        double slack;
    } cases[] = {{0, 1.5},    {1, 0.15},   {3, 0.0015}, {4, 0.00015}, {5, 0.000015},
                 {6, 1.5e-6}, {8, 1.5e-8}, {9, 1e-9},   {12, 0}};
    size_t proved = 0, before = SIZE_MAX;
    static struct drawn d;
    draw(&d, 301, 50);
    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        had_deduction *x = deduced_with(&d, NULL, HAD_DEDUIRE_POIDS, 0, cases[c].decimals);
        had_intervals row = HAD_INTERVALS_INIT;
        size_t found = 0;
        for (size_t i = 0; had_deduction_get(x, i, &row) == HAD_OK; i++)
            for (int n = 0; n < 2 * PERIODS; n++) {
                static had_term term[200];
                int k = n / 2, most = n % 2;
                had_cell cell = cell_of(&row, k);
                int64_t rest;
                size_t count = had_deduction_prove(x, &cell, most, term, 200, &rest);
                if (count > 0)
                    check_certificate(&d, term, count, rest, &cell, most,
                                      most ? row.poids_max[k] : row.poids_min[k], cases[c].slack);
                found += count > 0;
            }
        had_deduction_free(x);
        ck_assert(before == SIZE_MAX || found >= before);
        before = found;
        proved += found;
    }
    ck_assert_uint_gt(proved, 100);
}
END_TEST

/* --- Memory ----------------------------------------------------------------------------------- */

/* Each allocation fails in turn: of the deduction, of a reason, of a certificate. What could not be
 * told is told the next time. */
START_TEST(no_memory)
{
    static struct drawn d;
    draw(&d, 401, 30);
    long tries = 0, silent = 0;
    for (bool whole = false; !whole; tries++) {
        struct counting counting = {tries, 0};
        had_allocator allocator = counting_allocator(&counting);
        had_deduction *x = deduced(&d, &allocator, HAD_DEDUIRE_POIDS, 0);
        had_deduction_free(x);
        ck_assert_int_eq(counting.live, 0);
        whole = x != NULL;
    }
    ck_assert_int_gt(tries, 30);
    had_deduction *sure = deduced(&d, NULL, HAD_DEDUIRE_POIDS, 0);
    for (long left = 0; left < 40; left++) {
        struct counting counting = {-1, 0};
        had_allocator allocator = counting_allocator(&counting);
        had_deduction *x = deduced(&d, &allocator, HAD_DEDUIRE_POIDS, 0);
        had_intervals row = HAD_INTERVALS_INIT;
        for (size_t i = 0; had_deduction_get(sure, i, &row) == HAD_OK; i += 2)
            for (int most = 0; most <= 1; most++) {
                static had_step steps[STEPS];
                had_cell cell = cell_of(&row, 2);
                size_t due = had_deduction_why(sure, &cell, most, NULL, 0);
                counting.left = left;
                size_t count = had_deduction_why(x, &cell, most, steps, STEPS);
                ck_assert(count == 0 || count >= due); /* one step that is not found may be many */
                silent += count < due;
                for (size_t s = 0; s < count; s++)
                    check_step(&d, steps, (int)s);
                counting.left = -1;
                ck_assert_uint_eq(had_deduction_why(x, &cell, most, NULL, 0), due);
            }
        had_deduction_free(x);
        ck_assert_int_eq(counting.live, 0);
    }
    had_deduction_free(sure);
    ck_assert_int_gt(silent, 10);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("deductions");
    TCase *tcase = tcase_create("pivots");
    tcase_add_test(tcase, ways);
    tcase_add_test(tcase, no_rest);
    suite_add_tcase(suite, tcase);
    tcase = tcase_create("deductions");
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, intervals);
    tcase_add_test(tcase, nothing_seen);
    tcase_add_test(tcase, counts_of_rows);
    tcase_add_test(tcase, conflicts);
    tcase_add_test(tcase, reasons);
    tcase_add_test(tcase, certificates);
    tcase_add_test(tcase, order_of_rows);
    tcase_add_test(tcase, slack_of_decimals);
    tcase_add_test(tcase, no_memory);
    suite_add_tcase(suite, tcase);
    return support_run(suite);
}
