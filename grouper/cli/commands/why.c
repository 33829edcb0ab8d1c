/* SPDX-License-Identifier: Apache-2.0 */
#include "why.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli/base/words.h"

enum { STEPS = 512, LINE = 1024, REASON = 768, CELL = 64, CODES = 48, CODES_BOTH = 3 * CODES + 16 };

static void line(struct sink *sink, const char *text)
{
    sink_room(sink, LINE + 1);
    put_text(sink, text);
    put(sink, '\n');
}

/* 04-14-040 p1 = 22 (n 1): observed; 04-14-040 p1 >= 22 [3]: by step 3. */
static void cell_text_of(const had_cell *cell, int step, bool most, char out[CELL])
{
    int n = snprintf(out, CELL, "%02d-%02d-%03d p%d %s %d ", cell->mpp, cell->mpa, cell->ik,
                     cell->periode,
                     step < 0 ? "="
                     : most   ? "<="
                              : ">=",
                     cell->ght);
    if (step < 0)
        snprintf(out + n, (size_t)(CELL - n), "(n %u)", (unsigned)cell->n);
    else
        snprintf(out + n, (size_t)(CELL - n), "[%d]", step + 1);
}

/* MPA 09 > 14; (MPP,IK) (03,040) > (09,060) */
static void codes_text(const had_step *step, char out[CODES_BOTH])
{
    static const char *const names[] = {"MPP", "MPA", "IK"};
    const int heavy[] = {step->above.mpp, step->above.mpa, step->above.ik};
    const int light[] = {step->below.mpp, step->below.mpa, step->below.ik};
    bool one = step->compared == 1 || step->compared == 2 || step->compared == 4;
    const char *opens = one ? "" : "(", *closes = one ? "" : ")";
    char part[3][CODES] = {"", "", ""};
    int used[3] = {0, 0, 0};
    for (int place = 0; place < 3; place++) {
        if (!(step->compared >> place & 1))
            continue;
        const char *comma = used[0] ? "," : "";
        int width = place == 2 ? 3 : 2;
        used[0] +=
            snprintf(part[0] + used[0], (size_t)(CODES - used[0]), "%s%s", comma, names[place]);
        used[1] += snprintf(part[1] + used[1], (size_t)(CODES - used[1]), "%s%0*d", comma, width,
                            heavy[place]);
        used[2] += snprintf(part[2] + used[2], (size_t)(CODES - used[2]), "%s%0*d", comma, width,
                            light[place]);
    }
    snprintf(out, CODES_BOTH, "%s%s%s %s%s%s > %s%s%s", opens, part[0], closes, opens, part[1],
             closes, opens, part[2], closes);
}

/* What one step rests on. */
static void because(const had_step *step, char out[REASON])
{
    char from[CELL], above[CELL], below[CELL], codes[CODES_BOTH];
    cell_text_of(&step->from, step->from_step, step->most, from);
    if (step->compared == 0) {
        words_write(out, REASON, W_WHY_PERIOD, from);
        return;
    }
    cell_text_of(&step->above, step->above_step, false, above);
    cell_text_of(&step->below, step->below_step, true, below);
    codes_text(step, codes);
    words_write(out, REASON, W_WHY_ORDER, from, codes, above, below);
}

static void write_side(had_deduction *deduction, const had_cell *cell, bool most, had_step *step,
                       struct sink *sink)
{
    char text[LINE], reason[REASON];
    size_t count = had_deduction_why(deduction, cell, most, step, STEPS);
    const char *side = most ? words(W_WHY_MOST) : words(W_WHY_LEAST);
    if (count == 0 || count > STEPS)
        return;
    if (count == 1) {
        because(step, reason);
        words_write(text, sizeof text, W_WHY_ONE, side, step->cell.ght, reason);
        line(sink, text);
        return;
    }
    words_write(text, sizeof text, W_WHY_CHAIN, side, step[count - 1].cell.ght, (int)count);
    line(sink, text);
    for (size_t i = 0; i < count; i++) {
        char name[CELL];
        const had_cell *at = &step[i].cell;
        snprintf(name, sizeof name, "%02d-%02d-%03d p%d %s %d", at->mpp, at->mpa, at->ik,
                 at->periode, step[i].most ? "<=" : ">=", at->ght);
        because(&step[i], reason);
        words_write(text, sizeof text, W_WHY_STEP, (int)i + 1, name, reason);
        line(sink, text);
    }
}

/* The certificate of a bound that weights give: 2 x 04-14-040 p1 = 22 (n 1): ... */
static void write_proof(had_deduction *deduction, const had_cell *cell, bool most,
                        struct sink *sink)
{
    char text[LINE], name[CELL];
    int64_t rest;
    had_term *term = calloc(STEPS, sizeof *term);
    size_t count = term ? had_deduction_prove(deduction, cell, most, term, STEPS, &rest) : 0;
    if (count > 0 && count <= STEPS) {
        const char *side = most ? words(W_WHY_MOST) : words(W_WHY_LEAST);
        char left[32];
        snprintf(left, sizeof left, "%lld.%09lld", (long long)(-rest / 1000000000),
                 (long long)(-rest % 1000000000));
        words_write(text, sizeof text, W_WHY_PROOF, side, term->cell.ght + (most ? -1 : 1), left);
        line(sink, text);
    }
    for (size_t i = 0; i < count && count <= STEPS; i++) {
        had_cell at = term[i].cell;
        bool under = term[i].what == HAD_TERM_UNDER;
        if (term[i].what == HAD_TERM_BOUNDS) {
            words_write(text, sizeof text, W_WHY_BOUNDS, (int)term[i].times, at.ght, at.ght + 1);
        } else {
            if (i == 0)
                snprintf(name, sizeof name, "%02d-%02d-%03d p%d %s %d", at.mpp, at.mpa, at.ik,
                         at.periode, under ? "<=" : ">=", at.ght);
            else
                cell_text_of(&at, -1, false, name);
            const char *supposed = i == 0 ? words(W_WHY_SUPPOSED) : "";
            if (under)
                words_write(text, sizeof text, W_WHY_UNDER, (int)term[i].times, name, supposed,
                            at.ght + 1);
            else
                words_write(text, sizeof text, W_WHY_REACHES, (int)term[i].times, name, supposed,
                            at.ght);
        }
        line(sink, text);
    }
    free(term);
}

static void write_period(had_deduction *deduction, const had_intervals *row, int k, had_step *step,
                         struct sink *sink)
{
    char text[LINE];
    had_cell cell = {.mpp = row->mpp, .mpa = row->mpa, .ik = row->ik, .periode = (uint8_t)(k + 1)};
    bool unknown = row->min[k] == 1 && row->max[k] == HAD_GHTS;
    if (row->etat[k] == HAD_CELL_OBSERVED)
        words_write(text, sizeof text, W_WHY_OBSERVED, k + 1, row->min[k], (unsigned)row->n[k]);
    else if (row->etat[k] == HAD_CELL_SPLIT)
        words_write(text, sizeof text, W_WHY_SPLIT, k + 1);
    else if (unknown)
        words_write(text, sizeof text, W_WHY_UNKNOWN, k + 1);
    else if (row->min[k] == row->max[k])
        words_write(text, sizeof text, W_WHY_DEDUCED, k + 1, row->min[k]);
    else
        words_write(text, sizeof text, W_WHY_BETWEEN, k + 1, row->min[k], row->max[k]);
    line(sink, text);
    if (row->etat[k] != HAD_CELL_OPEN)
        return;
    write_side(deduction, &cell, false, step, sink);
    write_side(deduction, &cell, true, step, sink);
    if (row->poids && (row->poids_min[k] > row->min[k] || row->poids_max[k] < row->max[k])) {
        words_write(text, sizeof text, W_WHY_WEIGHTS, row->poids_min[k], row->poids_max[k]);
        line(sink, text);
        write_proof(deduction, &cell, false, sink);
        write_proof(deduction, &cell, true, sink);
    }
}

bool why_write(had_deduction *deduction, const char *triple, struct sink *sink)
{
    had_intervals row = {.size = sizeof row};
    had_step *step = calloc(STEPS, sizeof *step);
    size_t i = 0;
    bool found = false;
    for (; step && !found && had_deduction_get(deduction, i, &row) == HAD_OK; i++) {
        char name[16];
        snprintf(name, sizeof name, "%02d-%02d-%03d", row.mpp, row.mpa, row.ik);
        found = strcmp(name, triple) == 0;
    }
    if (found)
        line(sink, triple);
    for (int k = 0; found && k < HAD_PERIODES; k++)
        write_period(deduction, &row, k, step, sink);
    free(step);
    return found;
}
