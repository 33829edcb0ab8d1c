/* SPDX-License-Identifier: Apache-2.0 */
/* groupes.csv: whatever it says, deduction ends, and its answers agree with one another. */
#include "fuzz.h"

enum { STEPS = 512 };

static void reasons(had_deduction *d, const had_intervals *row, int k)
{
    static had_step step[STEPS];
    static had_term term[STEPS];
    had_cell cell = {.mpp = row->mpp, .mpa = row->mpa, .ik = row->ik, .periode = (uint8_t)(k + 1)};
    for (int most = 0; most < 2; most++) {
        bool known = most ? row->max[k] < HAD_GHTS : row->min[k] > 1;
        int64_t rest = 0;
        size_t steps = had_deduction_why(d, &cell, most, step, STEPS);
        HOLDS((steps > 0) == (known && row->etat[k] == HAD_CELL_OPEN));
        if (steps > 0 && steps <= STEPS)
            HOLDS(step[steps - 1].cell.ght == (most ? row->max[k] : row->min[k]));
        bool narrower = most ? row->poids_max[k] < row->max[k] : row->poids_min[k] > row->min[k];
        size_t terms = had_deduction_prove(d, &cell, most, term, STEPS, &rest);
        HOLDS((terms > 0) == (narrower && row->etat[k] == HAD_CELL_OPEN));
        HOLDS(terms == 0 || rest < 0);
    }
}

static void look(had_deduction *d)
{
    had_deduction_info info = HAD_DEDUCTION_INFO_INIT;
    had_intervals row = HAD_INTERVALS_INIT;
    HOLDS(had_deduction_get_info(d, &info) == HAD_OK);
    HOLDS(info.observed + info.deduced + info.two + info.narrowed <= info.cells);
    had_cell cell;
    HOLDS((had_deduction_conflict(d, 0, &cell) == HAD_OK) == (info.contradiction == 1));
    uint32_t observed = 0, deduced = 0;
    for (size_t i = 0; had_deduction_get(d, i, &row) == HAD_OK; i++) {
        for (int k = 0; k < HAD_PERIODES; k++) {
            observed += row.etat[k] == HAD_CELL_OBSERVED;
            deduced += row.etat[k] == HAD_CELL_OPEN && row.min[k] == row.max[k];
            HOLDS(row.min[k] >= 1 && row.min[k] <= row.max[k] && row.max[k] <= HAD_GHTS);
            HOLDS(row.etat[k] != HAD_CELL_OPEN ||
                  (row.poids_min[k] >= row.min[k] && row.poids_max[k] <= row.max[k] &&
                   row.poids_min[k] <= row.poids_max[k]));
            if (i < 8)
                reasons(d, &row, k);
        }
    }
    HOLDS(info.contradiction || (observed == info.observed && deduced == info.deduced));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    had_file file = {"groupes.csv", fuzz_exact(data, size), size};
    for (int way = HAD_DEDUIRE_ORDRE; way <= HAD_DEDUIRE_POIDS; way++) {
        had_deduction_options options = HAD_DEDUCTION_OPTIONS_INIT;
        had_error error = {.size = sizeof error};
        had_deduction *d = NULL;
        options.methode = way;
        options.decimales = HAD_DECIMALES;
        int status = had_deduction_new(NULL, &file, &options, &d, &error);
        HOLDS(status == HAD_OK || status == HAD_E_TABLE);
        if (status == HAD_OK)
            look(d);
        had_deduction_free(d);
    }
    free((void *)(uintptr_t)file.bytes);
    return 0;
}
