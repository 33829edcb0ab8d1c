/* SPDX-License-Identifier: Apache-2.0 */
#include "tables.h"

#include "cli/write/html.h"

#include <stdlib.h>
#include <string.h>

/* --- Earlier states --------------------------------------------------------------------------- */

static void cell_growth(struct table *table, const struct earlier *earlier, int64_t part,
                        int64_t whole)
{
    int64_t tenths = 0;
    bool known = before_growth(earlier, part, whole, &tenths);
    cell_thousandths_if(table, known, tenths * 100);
}

static void cells_change_lines(const struct report *report, const struct earlier *earlier,
                               enum before_by by, const struct change *change, struct table *table)
{
    struct report_lines lines;
    before_lines(earlier, &report->activity, by, change, SIDE_NOW, &lines);
    cell_places(table, report, &lines, false);
    before_lines(earlier, &report->activity, by, change, SIDE_BEFORE, &lines);
    cell_lines(table, (const char *const *)earlier->files, earlier->file_count, &lines);
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
        row_begin(table, PUT_FIELD_MAX(strlen(earlier->path)) + PUT_FIELD_MAX(ACTIVITY_KEY) +
                             2 * PUT_FIELD_MAX(PLACES_TEXT));
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
        cells_change_lines(report, earlier, by, change, table);
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

/* One row of what changed: nothing before of what is new, nothing now of what is gone. */
static void write_moved(struct table *table, const struct earlier *earlier, const char *name,
                        const char *meaning, uint64_t records, const struct sum *before,
                        const struct sum *now)
{
    row_begin(table, PUT_FIELD_MAX(strlen(earlier->path)) + PUT_FIELD_MAX(PLACES_TEXT));
    cell_name(table, earlier->path);
    cell_meaning(table, name, meaning);
    cell_number(table, (int64_t)records);
    cell_number(table, before->days);
    cell_number(table, now->days);
    cell_euros(table, before->amount);
    cell_euros(table, now->amount);
}

static struct sum sum_of(const struct activity *activity)
{
    const struct priced *sums = &activity_total(activity)->sums;
    return (struct sum){(uint64_t)sums->sous_sequences, sums->journees, sums->montant};
}

/* Of another year no record is the same, and a RAPSS has no stay: all of both states make up the
 * difference. */
static void write_both(const struct report *report, const struct earlier *earlier,
                       struct table *table)
{
    const struct sum none = {0}, before = sum_of(&earlier->activity),
                     now = sum_of(&report->activity);
    write_moved(table, earlier, "avant", said("avant", "before"), before.records, &before, &none);
    cell_lines(table, (const char *const *)earlier->files, earlier->file_count,
               &activity_total(&earlier->activity)->lines);
    row_end(table);
    write_moved(table, earlier, "maintenant", said("maintenant", "now"), now.records, &none, &now);
    cell_places(table, report, &activity_total(&report->activity)->lines, false);
    row_end(table);
}

void rows_moved(const struct report *report, struct table *table)
{
    const struct before *before = &report->compared->before;
    for (size_t i = 0; i < before->count; i++) {
        const struct earlier *earlier = &before->state[i];
        if (!earlier->told)
            write_both(report, earlier, table);
        for (enum moved_way way = 0; earlier->told && way < MOVED_WAYS; way++) {
            const struct moved_sums *sums = &earlier->moved.way[way];
            write_moved(table, earlier, moved_names[way], moved_text(way), sums->lines.count,
                        &sums->before, &sums->now);
            if (way == MOVED_GONE)
                cell_lines(table, (const char *const *)earlier->files, earlier->file_count,
                           &sums->lines);
            else
                cell_places(table, report, &sums->lines, false);
            row_end(table);
        }
    }
}

/* --- By GHT ----------------------------------------------------------------------------------- */

/* Those of a GHT, or of all. */
static void cells_official(struct table *table, const struct priced *own, bool given,
                           const struct official_ght *other)
{
    cell_sum(table, own->journees);
    cell_sum_if(table, given, other->journees);
    cell_sum(table, own->journees - other->journees);
    cell_sum_euros(table, own->montant);
    cell_sum_euros_if(table, given, other->montant);
    cell_sum_euros(table, own->montant - other->montant);
}

void rows_official(const struct report *report, struct table *table)
{
    const struct official *official = &report->compared->official;
    size_t rows = 0;
    for (int ght = 0; ght < OFFICIAL_GHTS; ght++) {
        const struct activity_row *own = activity_ght(&report->activity, ght);
        bool given = official->ght[ght].line != 0;
        if (!given && own->sums.sous_sequences == 0)
            continue;
        row_begin(table, PUT_FIELD_MAX(PLACES_TEXT));
        cell_code(table, 2, (uint32_t)ght);
        cells_official(table, &own->sums, given, &official->ght[ght]);
        cell_places(table, report, &own->lines, false);
        row_end(table);
        rows++;
    }
    const struct official_ght total = official_total(official);
    if (total_begins(table, rows)) {
        cells_official(table, &activity_total(&report->activity)->sums, true, &total);
        total_ends(table);
    }
}

static void cells_simulated(struct table *table, const struct priced *own,
                            const struct priced *other)
{
    cell_sum(table, own->journees);
    cell_sum(table, other->journees);
    cell_sum_euros(table, own->montant);
    cell_sum_euros(table, other->montant);
    cell_sum_euros(table, other->montant - own->montant);
    cell_sum(table, other->sans_tarif);
}

void rows_simulation(const struct report *report, struct table *table)
{
    size_t rows = 0;
    for (int ght = 0; ght < SIMULATED_GHTS; ght++) {
        const struct activity_row *own = activity_ght(&report->activity, ght);
        const struct priced *other = &report->simulated.ght[ght];
        if (own->sums.sous_sequences == 0 && other->sous_sequences == 0)
            continue;
        row_begin(table, PUT_FIELD_MAX(PLACES_TEXT));
        cell_code(table, 2, (uint32_t)ght);
        cells_simulated(table, &own->sums, other);
        cell_places(table, report, &own->lines, false);
        row_end(table);
        rows++;
    }
    struct priced total = simulated_total(&report->simulated);
    if (total_begins(table, rows)) {
        cells_simulated(table, &activity_total(&report->activity)->sums, &total);
        total_ends(table);
    }
}
