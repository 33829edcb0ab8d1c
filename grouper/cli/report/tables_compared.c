/* SPDX-License-Identifier: Apache-2.0 */
#include "tables.h"

#include "cli/write/html.h"

#include <stdlib.h>

/* --- Earlier states --------------------------------------------------------------------------- */

static void cell_growth(struct table *table, const struct earlier *earlier, int64_t part,
                        int64_t whole)
{
    int64_t tenths;
    if (before_growth(earlier, part, whole, &tenths))
        cell_thousandths(table, tenths * 100);
    else
        cell_blank(table);
}

static void write_changes(const struct report *report, const struct earlier *earlier,
                          enum before_by by, struct table *table)
{
    static const char *const names[BEFORE_BYS] = {"total", "mois", "mpp", "ght"};
    const char *const meanings[BEFORE_BYS] = {said("total", "total"), said("mois", "month"), "MPP",
                                              "GHT"};
    int64_t all = activity_total(&report->activity)->sums.journees -
                  activity_total(&earlier->activity)->sums.journees;
    struct changes changes;
    if (!before_changes(earlier, &report->activity, by, &changes)) {
        table->sink->failed = true;
        return;
    }
    for (size_t i = 0; i < changes.count; i++) {
        const struct change *change = &changes.change[i];
        int64_t days = change->now.journees - change->before.journees;
        row_begin(table, PUT_FIELD_MAX(strlen(earlier->path)) + PUT_FIELD_MAX(ACTIVITY_KEY));
        cell_name(table, earlier->path);
        cell_meaning(table, names[by], meanings[by]);
        cell_text(table, change->key, change->length);
        cell_number(table, change->before.journees);
        cell_number(table, change->now.journees);
        cell_number(table, days);
        cell_growth(table, earlier, days, change->before.journees);
        cell_growth(table, earlier, days, all);
        cell_euros(table, change->before.montant);
        cell_euros(table, change->now.montant);
        cell_euros(table, change->now.montant - change->before.montant);
        row_end(table);
    }
    free(changes.change);
}

void rows_evolution(const struct report *report, struct table *table)
{
    const struct before *before = &report->compared->before;
    for (size_t i = 0; i < before->count; i++)
        for (enum before_by by = BEFORE_ALL; by < BEFORE_BYS; by++)
            write_changes(report, &before->state[i], by, table);
}

/* --- By GHT ----------------------------------------------------------------------------------- */

void rows_official(const struct report *report, struct table *table)
{
    const struct official *official = &report->compared->official;
    for (int ght = 0; ght < OFFICIAL_GHTS; ght++) {
        const struct priced *own = activity_ght(&report->activity, ght);
        bool given = official->ght[ght].line != 0;
        if (!given && own->sous_sequences == 0)
            continue;
        row_begin(table, 0);
        cell_code(table, 2, (uint32_t)ght);
        cell_number(table, own->journees);
        if (given)
            cell_number(table, official->ght[ght].journees);
        else
            cell_blank(table);
        cell_number(table, own->journees - official->ght[ght].journees);
        cell_euros(table, own->montant);
        if (given)
            cell_euros(table, official->ght[ght].montant);
        else
            cell_blank(table);
        cell_euros(table, own->montant - official->ght[ght].montant);
        row_end(table);
    }
}

void rows_simulation(const struct report *report, struct table *table)
{
    for (int ght = 0; ght < SIMULATED_GHTS; ght++) {
        const struct priced *own = activity_ght(&report->activity, ght),
                            *other = &report->simulated.ght[ght];
        if (own->sous_sequences == 0 && other->sous_sequences == 0)
            continue;
        row_begin(table, 0);
        cell_code(table, 2, (uint32_t)ght);
        cell_number(table, own->journees);
        cell_number(table, other->journees);
        cell_euros(table, own->montant);
        cell_euros(table, other->montant);
        cell_euros(table, other->montant - own->montant);
        cell_number(table, other->sans_tarif);
        row_end(table);
    }
}
