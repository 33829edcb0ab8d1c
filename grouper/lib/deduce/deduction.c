/* SPDX-License-Identifier: Apache-2.0 */
#include "deduction.h"

#include <string.h>

#include "lib/text/fault.h"
#include "groupes.h"
#include "lib/base/memory.h"
#include "lib/base/sized.h"
#include "lib/base/sort.h"
#include "weights.h"

enum { MODES = 100, IKS = 99, FOLDS = 20 };

/* --- Reading ---------------------------------------------------------------------------------- */

struct draft {
    struct had_deduction *d;
    uint8_t known[ORDER_PLACES][1000]; /* a code occurs; then its place in the list */
    struct groupe *row;
    uint32_t *line;
    size_t count, capacity, line_capacity;
};

static int read_groupe(struct draft *draft, const struct csv *csv)
{
    struct groupe groupe;
    size_t lines = draft->count;
    if (groupes_row(csv, &groupe))
        return HAD_E_TABLE;
    struct groupe *row = memory_append(&draft->d->allocator, (void **)&draft->row, &draft->count,
                                       &draft->capacity, sizeof *row);
    uint32_t *line = memory_append(&draft->d->allocator, (void **)&draft->line, &lines,
                                   &draft->line_capacity, sizeof *line);
    if (!row || !line)
        return fault_of(csv->error, FAULT_MEMORY, NULL, NULL);
    *row = groupe;
    *line = csv->line;
    draft->known[0][groupe.mpp] = draft->known[1][groupe.mpa] = draft->known[2][groupe.ik] = 1;
    return HAD_OK;
}

/* The lists of codes, in rising order. */
static int number_codes(struct draft *draft, const struct csv *csv)
{
    static const size_t room[ORDER_PLACES] = {MODES, MODES, IKS};
    struct had_deduction *d = draft->d;
    for (int place = 0; place < ORDER_PLACES; place++) {
        for (int code = 0; code < 1000; code++) {
            if (!draft->known[place][code])
                continue;
            if (d->codes[place] == room[place])
                return csv_fault_text(csv, FAULT_TOO_MANY, -1, "99");
            draft->known[place][code] = (uint8_t)d->codes[place];
            d->code[place][d->codes[place]++] = (uint16_t)code;
        }
    }
    return HAD_OK;
}

static bool see(struct had_deduction *d, size_t cell, const struct groupe *row, int k,
                uint32_t line)
{
    d->etat[cell] = row->ght[k]           ? HAD_CELL_OBSERVED
                    : row->split >> k & 1 ? HAD_CELL_SPLIT
                                          : HAD_CELL_OPEN;
    if (!row->ght[k])
        return true;
    struct observation *seen =
        memory_append(&d->allocator, (void **)&d->seen, &d->count, &d->capacity, sizeof *seen);
    if (!seen)
        return false;
    d->records[cell] = row->n[k];
    d->observed[cell] = row->ght[k];
    *seen = (struct observation){.cell = (uint32_t)cell,
                                 .n = row->n[k],
                                 .line = line,
                                 .ght = row->ght[k],
                                 .used = (int64_t)row->n[k] >= d->options.min};
    return true;
}

static int place_rows(struct draft *draft, struct csv *csv)
{
    struct had_deduction *d = draft->d;
    bool *taken = memory_take(&d->allocator, d->order.triples, sizeof *taken);
    int status = taken ? HAD_OK : HAD_E_MEMORY;
    for (size_t i = 0; !status && i < draft->count; i++) {
        const struct groupe *row = &draft->row[i];
        size_t triple = order_triple(&d->order, draft->known[0][row->mpp],
                                     draft->known[1][row->mpa], draft->known[2][row->ik]);
        csv->line = draft->line[i];
        if (taken[triple])
            status = groupes_twice(csv, row);
        taken[triple] = true;
        for (int k = 0; !status && k < ORDER_PERIODS; k++)
            if (!see(d, triple * ORDER_PERIODS + (size_t)k, row, k, draft->line[i]))
                status = HAD_E_MEMORY;
    }
    memory_release(&d->allocator, taken);
    return status;
}

static int read_file(struct draft *draft, const had_file *file, had_error *error)
{
    struct had_deduction *d = draft->d;
    struct csv csv;
    int row, status = groupes_open(&csv, file, error);
    while (!status && (row = csv_next(&csv)) != 0)
        status = row < 0 ? HAD_E_TABLE : read_groupe(draft, &csv);
    if (!status)
        status = number_codes(draft, &csv);
    if (status)
        return status;
    d->etat = NULL;
    if (!order_open(&d->order, &d->allocator, d->codes))
        return HAD_E_MEMORY;
    d->etat = memory_take(&d->allocator, d->order.cells, 1);
    d->records = memory_take(&d->allocator, d->order.cells, sizeof *d->records);
    d->observed = memory_take(&d->allocator, d->order.cells, 1);
    return d->etat && d->records && d->observed ? place_rows(draft, &csv) : HAD_E_MEMORY;
}

/* --- Reasoning -------------------------------------------------------------------------------- */

static void start(struct had_deduction *d)
{
    order_forget(&d->order);
}

/* Deduces from the observations that `keep` wants. False: a contradiction. */
static bool deduce(struct had_deduction *d,
                   bool (*keep)(const struct had_deduction *d, size_t i, size_t argument),
                   size_t argument)
{
    start(d);
    for (size_t i = 0; i < d->count; i++)
        if (d->seen[i].used && keep(d, i, argument))
            order_observe(&d->order, d->seen[i].cell, d->seen[i].ght);
    return order_run(&d->order);
}

static bool keep_all(const struct had_deduction *d, size_t i, size_t argument)
{
    (void)d, (void)i, (void)argument;
    return true;
}

static bool keep_sure(const struct had_deduction *d, size_t i, size_t least)
{
    return d->seen[i].n >= least;
}

static bool keep_fold(const struct had_deduction *d, size_t i, size_t fold)
{
    (void)d;
    return i % FOLDS != fold;
}

static bool deduced(const struct had_deduction *d, size_t cell)
{
    return d->etat[cell] == HAD_CELL_OPEN && d->order.low[cell] == d->order.high[cell];
}

/* Deductions that fall when cells of one record are left out. */
static uint32_t count_fragile(struct had_deduction *d)
{
    uint32_t with = 0, without = 0;
    deduce(d, keep_sure, 2);
    for (size_t cell = 0; cell < d->order.cells; cell++)
        without += deduced(d, cell);
    deduce(d, keep_all, 0);
    for (size_t cell = 0; cell < d->order.cells; cell++)
        with += deduced(d, cell);
    return with - without; /* with more observations no deduction is lost */
}

/* --- Conflict --------------------------------------------------------------------------------- */

bool deduction_weaker(const void *a, const void *b)
{
    const struct observation *x = a, *y = b;
    return x->n != y->n ? x->n < y->n : x->cell < y->cell;
}

static bool by_cell(const void *a, const void *b)
{
    const struct observation *x = a, *y = b;
    return x->cell < y->cell;
}

/* Whether observations [from, count) still conflict, with those of the conflict kept so far. */
static bool conflicts(struct had_deduction *d, const struct observation *list, size_t from,
                      size_t count)
{
    start(d);
    for (size_t i = 0; i < d->conflict_count; i++)
        order_observe(&d->order, d->conflict[i].cell, d->conflict[i].ght);
    for (size_t i = from; i < count; i++)
        order_observe(&d->order, list[i].cell, list[i].ght);
    return !order_run(&d->order);
}

/* Cells are dropped in turn as long as the rest still conflicts. Fewer observations never conflict
 * where more do not: the next cell that cannot be dropped is found by halves. */
static int find_conflict(struct had_deduction *d)
{
    struct observation *list = memory_take(&d->allocator, d->count, sizeof *list);
    size_t count = 0, from = 0;
    d->conflict = memory_take(&d->allocator, d->count, sizeof *d->conflict);
    if (!list || !d->conflict) {
        memory_release(&d->allocator, list);
        return HAD_E_MEMORY;
    }
    for (size_t i = 0; i < d->count; i++)
        if (d->seen[i].used)
            list[count++] = d->seen[i];
    sort_in_place(list, count, sizeof *list, deduction_weaker);
    while (!conflicts(d, list, count, count)) {
        /* Dropping `held` more leaves a conflict, dropping `lost` does not. */
        size_t held = from, lost = count;
        while (lost - held > 1) {
            size_t middle = held + (lost - held) / 2;
            *(conflicts(d, list, middle, count) ? &held : &lost) = middle;
        }
        d->conflict[d->conflict_count++] = list[held];
        from = held + 1;
    }
    sort_in_place(d->conflict, d->conflict_count, sizeof *d->conflict, by_cell);
    memory_release(&d->allocator, list);
    return HAD_OK;
}

/* --- Weights ---------------------------------------------------------------------------------- */

/* Rule R46: 0.00015 for 4 decimals. */
static int64_t slack_of(const struct had_deduction *d)
{
    int decimals = d->options.decimales < 0 ? WEIGHTS_DECIMALS : d->options.decimales;
    int64_t slack = WEIGHTS_SLACK;
    for (; decimals < WEIGHTS_DECIMALS; decimals++)
        slack *= 10;
    for (; decimals > WEIGHTS_DECIMALS && slack > 0; decimals--)
        slack /= 10;
    return slack;
}

/* Narrows what order leaves open, by cells with one code after the other, so that a question is
 * much like the last. The GHT does not rise with the period: what one period excludes for a triple,
 * the next need not ask. */
static void narrow_all(struct had_deduction *d)
{
    size_t cells = d->order.cells;
    memcpy(d->low, d->order.low, cells);
    memcpy(d->high, d->order.high, cells);
    for (size_t cell = 0; cell < cells; cell++) {
        if (d->etat[cell] != HAD_CELL_OPEN || d->low[cell] == d->high[cell])
            continue;
        if (cell % ORDER_PERIODS > 0 && d->etat[cell - 1] == HAD_CELL_OPEN &&
            d->high[cell] > d->high[cell - 1])
            d->high[cell] = d->high[cell - 1];
        weights_narrow_high(d->weights, cell, d->low[cell], &d->high[cell]);
    }
    for (size_t cell = cells; cell-- > 0;) {
        if (d->etat[cell] != HAD_CELL_OPEN || d->low[cell] == d->high[cell])
            continue;
        if (cell % ORDER_PERIODS < ORDER_PERIODS - 1 && d->etat[cell + 1] == HAD_CELL_OPEN &&
            d->low[cell] < d->low[cell + 1])
            d->low[cell] = d->low[cell + 1];
        weights_narrow_low(d->weights, cell, &d->low[cell], d->high[cell]);
    }
}

/* Whether weights exist is always asked; what follows from them only on demand. */
static int run_weights(struct had_deduction *d)
{
    d->weights = weights_new(d, slack_of(d));
    if (!d->weights)
        return HAD_E_MEMORY;
    d->exist = weights_exist(d->weights);
    if (d->options.methode != HAD_DEDUIRE_POIDS || d->exist != WEIGHTS_EXIST)
        return HAD_OK;
    d->low = memory_take(&d->allocator, d->order.cells, 1);
    d->high = memory_take(&d->allocator, d->order.cells, 1);
    if (!d->low || !d->high)
        return HAD_E_MEMORY;
    narrow_all(d);
    return HAD_OK;
}

/* Narrows the cells of a fold by the weights of the others. */
static void test_weights(struct had_deduction *d, size_t fold)
{
    weights_hide(d->weights, fold, FOLDS);
    for (size_t i = fold; i < d->count; i += FOLDS) {
        size_t cell = d->seen[i].cell;
        weights_narrow_high(d->weights, cell, d->order.low[cell], &d->order.high[cell]);
        weights_narrow_low(d->weights, cell, &d->order.low[cell], d->order.high[cell]);
    }
}

/* --- The public calls ------------------------------------------------------------------------- */

static int run(struct had_deduction *d)
{
    d->contradiction = !deduce(d, keep_all, 0);
    if (d->contradiction)
        return find_conflict(d);
    d->fragile = count_fragile(d);
    return d->options.methode == HAD_DEDUIRE_NON ? HAD_OK : run_weights(d);
}

int had_deduction_new(const had_allocator *allocator, const had_file *groupes,
                      const had_deduction_options *options, had_deduction **out, had_error *error)
{
    had_deduction_options asked = {.size = sizeof asked, .decimales = HAD_DECIMALES};
    if (!fault_clear(error))
        return HAD_E_SIZE;
    if (!out || !groupes || !groupes->name || (!groupes->bytes && groupes->size > 0))
        return HAD_E_ARGUMENT;
    *out = NULL;
    if (options && sized_short(options))
        return HAD_E_SIZE;
    int status = options ? sized_take(&asked, options, sizeof asked) : HAD_OK;
    if (status)
        return status;
    if (asked.methode < HAD_DEDUIRE_ORDRE || asked.methode > HAD_DEDUIRE_POIDS || asked.min < 0 ||
        asked.decimales < HAD_DECIMALES || asked.decimales > 12)
        return HAD_E_ARGUMENT;
    had_allocator mine = memory_allocator(allocator);
    struct had_deduction *d = memory_take(&mine, 1, sizeof *d);
    struct draft *draft = memory_take(&mine, 1, sizeof *draft);
    status = d && draft ? HAD_OK : HAD_E_MEMORY;
    if (d) { /* these free what was made so far */
        d->allocator = mine;
        d->order.allocator = &d->allocator;
    }
    if (!status) {
        d->options = asked;
        d->exist = WEIGHTS_UNKNOWN;
        d->options.min = d->options.min > 1 ? d->options.min : 1;
        draft->d = d;
        status = read_file(draft, groupes, error);
        memory_release(&mine, draft->row);
        memory_release(&mine, draft->line);
    }
    memory_release(&mine, draft);
    if (!status)
        status = run(d);
    if (status == HAD_OK)
        *out = d;
    else
        had_deduction_free(d);
    return status;
}

void had_deduction_free(had_deduction *d)
{
    if (!d)
        return;
    had_allocator allocator = d->allocator;
    order_close(&d->order);
    proofs_free(&allocator, d->proofs);
    weights_free(d->weights);
    memory_release(&allocator, d->seen);
    memory_release(&allocator, d->etat);
    memory_release(&allocator, d->low);
    memory_release(&allocator, d->high);
    memory_release(&allocator, d->records);
    memory_release(&allocator, d->observed);
    memory_release(&allocator, d->conflict);
    memory_release(&allocator, d);
}

int had_deduction_get_info(const had_deduction *d, had_deduction_info *info)
{
    if (!d || !info)
        return HAD_E_ARGUMENT;
    if (sized_short(info))
        return HAD_E_SIZE;
    had_deduction_info made = {.contradiction = d->contradiction,
                               .triples = (uint32_t)d->order.triples,
                               .cells = (uint32_t)d->order.cells,
                               .observed = (uint32_t)d->count,
                               .fragile = d->fragile,
                               .poids = d->exist};
    for (size_t cell = 0; !d->contradiction && cell < d->order.cells; cell++) {
        if (d->etat[cell] != HAD_CELL_OPEN)
            continue;
        int width = d->order.high[cell] - d->order.low[cell];
        made.deduced += width == 0;
        made.by_weights += width > 0 && d->low && d->low[cell] == d->high[cell];
        made.two += width == 1;
        made.narrowed += width > 1 && width < ORDER_GHT - 1;
    }
    return sized_give(info, &made, sizeof made);
}

void deduction_cell(const struct had_deduction *d, size_t cell, had_cell *out)
{
    size_t triple = cell / ORDER_PERIODS, iks = d->codes[2], mpas = d->codes[1];
    *out = (had_cell){.mpp = (uint8_t)d->code[0][triple / iks / mpas],
                      .mpa = (uint8_t)d->code[1][triple / iks % mpas],
                      .ik = d->code[2][triple % iks],
                      .periode = (uint8_t)(cell % ORDER_PERIODS + 1)};
}

int had_deduction_get(const had_deduction *d, size_t index, had_intervals *out)
{
    if (!d || !out || d->contradiction || index >= d->order.triples)
        return HAD_E_ARGUMENT;
    if (sized_short(out))
        return HAD_E_SIZE;
    had_cell first;
    size_t cell = index * ORDER_PERIODS;
    deduction_cell(d, cell, &first);
    had_intervals made = {.mpp = first.mpp, .mpa = first.mpa, .ik = first.ik};
    memcpy(made.etat, d->etat + cell, sizeof made.etat);
    memcpy(made.min, d->order.low + cell, sizeof made.min);
    memcpy(made.max, d->order.high + cell, sizeof made.max);
    made.poids = d->low != NULL;
    memcpy(made.poids_min, (d->low ? d->low : d->order.low) + cell, sizeof made.poids_min);
    memcpy(made.poids_max, (d->high ? d->high : d->order.high) + cell, sizeof made.poids_max);
    memcpy(made.n, d->records + cell, sizeof made.n);
    for (int k = 0; k < ORDER_PERIODS;
         k++) /* a cell left out of the reasoning was still observed */
        if (made.etat[k] == HAD_CELL_OBSERVED)
            made.min[k] = made.max[k] = d->observed[cell + (size_t)k];
    return sized_give(out, &made, sizeof made);
}

int had_deduction_conflict(const had_deduction *d, size_t index, had_cell *cell)
{
    if (!d || !cell || index >= d->conflict_count)
        return HAD_E_ARGUMENT;
    deduction_cell(d, d->conflict[index].cell, cell);
    cell->ght = d->conflict[index].ght;
    cell->n = d->conflict[index].n;
    cell->line = d->conflict[index].line;
    return HAD_OK;
}

int had_deduction_test(had_deduction *d, uint32_t *right, uint32_t *wrong, uint32_t *none)
{
    if (!d || !right || !wrong || !none || d->contradiction)
        return HAD_E_ARGUMENT;
    *right = *wrong = *none = 0;
    for (size_t fold = 0; fold < FOLDS; fold++) {
        deduce(d, keep_fold, fold);
        if (d->low)
            test_weights(d, fold);
        for (size_t i = fold; i < d->count; i += FOLDS) {
            uint8_t low = d->order.low[d->seen[i].cell], high = d->order.high[d->seen[i].cell];
            *(low != high ? none : low == d->seen[i].ght ? right : wrong) += 1;
        }
    }
    deduce(d, keep_all, 0);
    if (d->low)
        weights_hide(d->weights, 0, 0);
    return HAD_OK;
}
