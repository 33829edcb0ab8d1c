/* SPDX-License-Identifier: Apache-2.0 */
#include "refusals.h"

#include <stdlib.h>

#include "cli/base/words.h"
#include "cli/write/html.h"
#include "cli/files/failure.h"
#include "cli/rows/rows.h"
#include "cli/run/overwrites.h"
#include "common/hints.h"
#include "common/sums.h"

const char *const refused_names[REFUSED_WAYS] = {"bloque", "rejete", "inexploitable"};

const char *refused_text(enum refused way)
{
    const char *const texts[REFUSED_WAYS] = {
        said("Bloqués par un contrôle", "Blocked by a control"),
        said("Lignes rejetées", "Lines rejected"),
        said("Groupés, zones illisibles", "Grouped, zones that cannot be read")};
    return texts[way];
}

bool refusals_start(struct refusals *refusals)
{
    refusals->ranking = ranking_new();
    refusals->pair = had_finding_number("056");
    refusals->warnings = finding_warnings();
    if (!refusals->ranking)
        say(W_NO_MEMORY);
    return refusals->ranking != NULL;
}

void refusals_free(struct refusals *refusals)
{
    ranking_free(refusals->ranking);
    refused_lines_free(&refusals->lines);
}

void refusals_close(struct refusals *refusals)
{
    had_engine_free(refusals->controls);
    refusals->controls = NULL;
}

/* The controls of a record whose zones were read: money is read, controls are run beside. */
static bool make_controls(struct refusals *refusals, const struct batch *batch)
{
    had_options controls;
    batch_settings(batch, &controls);
    controls.carried = HAD_CARRIED_IGNORED;
    controls.groups_only = 1;
    controls.sans_classification = 1;
    int status = had_engine_new(batch->tables, &controls, &refusals->controls, NULL);
    if (status)
        say_failure("had_engine_new", status);
    return status == HAD_OK;
}

static bool run_controls(struct refusals *refusals, const struct batch *batch,
                         const struct item *item, had_result *out)
{
    if (!refusals->controls && !make_controls(refusals, batch))
        return false;
    out->size = sizeof *out;
    return had_process(refusals->controls, item->bytes, item->length, out) == HAD_OK;
}

/* What a line brings: what is estimated of it, where it stands, and the codes that hold it back. */
struct refused_by {
    struct ranked ranked;
    struct line_place place;
    had_findings codes;
};

static bool add_code(struct refusals *refusals, struct refused_by *by, const struct ranked *ranked,
                     int number, bool blocking)
{
    if (blocking)
        by->codes.word[number >> 6] |= UINT64_C(1) << (number & 63);
    lines_add(&refusals->codes[number], &by->place);
    return ranking_code(refusals->ranking, ranked, number, blocking);
}

/* Those of a record that is grouped: none blocks, so where they stand need not be found. */
static bool add_alerts(struct refusals *refusals, const had_result *result, struct refused_by *by)
{
    had_findings told = result->findings;
    bool added = true;
    for (int i = 0; i < HAD_FINDING_WORDS; i++)
        told.word[i] &= ~refusals->warnings.word[i];
    for (int number = finding_from(&told, 0); added && number < HAD_FINDINGS_MAX;
         number = finding_from(&told, number + 1)) {
        struct ranked of_code = by->ranked;
        of_code.pair = number == refusals->pair && result->statut == HAD_ERRONEE;
        added = add_code(refusals, by, &of_code, number, false);
    }
    return added;
}

/* Those of any other, with whether each blocks. */
SELDOM static bool add_found(struct refusals *refusals, const struct item *item,
                             const had_engine *engine, const had_result *result,
                             struct refused_by *by)
{
    had_finding list[HAD_FINDINGS_MAX];
    struct ranked of_code = by->ranked;
    size_t n =
        had_result_findings(engine, item->bytes, item->length, result, list, HAD_FINDINGS_MAX);
    for (size_t i = 0; i < n; i++) {
        if (had_findings_has(&refusals->warnings, list[i].number))
            continue;
        of_code.pair = list[i].number == refusals->pair && result->statut == HAD_ERRONEE;
        if (!add_code(refusals, by, &of_code, list[i].number, list[i].blocking))
            return false;
    }
    return true;
}

static bool add_codes(struct refusals *refusals, const struct item *item, const had_engine *engine,
                      const had_result *result, struct refused_by *by)
{
    if (!any_finding(&result->findings))
        return true;
    return result->outcome == HAD_GROUPED ? add_alerts(refusals, result, by)
                                          : add_found(refusals, item, engine, result, by);
}

/* Codes between records, which --chainage applies: they block when R9 says so. */
static bool add_between(struct refusals *refusals, const struct item *item, struct refused_by *by)
{
    const had_findings none = {{0}}, *found = item->between ? &item->between->findings : &none;
    for (int number = finding_from(found, 0); number < HAD_FINDINGS_MAX;
         number = finding_from(found, number + 1)) {
        had_finding_info info = {.size = sizeof info};
        had_finding_get((size_t)number, item->result->fin / 10000, &info);
        if (!add_code(refusals, by, &by->ranked, number, info.blocking && item->between->after))
            return false;
    }
    return true;
}

/* Of zones that cannot be read our own warning says why; no estimate is made of them. */
static struct refused_line line_of(const struct refusals *refusals, const struct refused_by *by,
                                   enum refused way, const had_result *result)
{
    struct refused_line line = {.place = by->place,
                                .codes = by->codes,
                                .mode = (int16_t)by->ranked.mode,
                                .way = (uint8_t)way};
    if (way != REFUSED_UNUSABLE)
        return line;
    line.mode = -1;
    for (int i = 0; i < HAD_FINDING_WORDS; i++)
        line.codes.word[i] |= result->findings.word[i] & refusals->warnings.word[i];
    return line;
}

static bool add_refusal(struct refusals *refusals, const struct options *options, enum refused way,
                        const had_result *result, const struct refused_by *by)
{
    struct refusal *refusal = &refusals->refused[way];
    const struct ranked *ranked = &by->ranked;
    const struct refused_line line = line_of(refusals, by, way, result);
    refusal->records++;
    refusal->undated += result->fin == 0;
    refusal->elsewhere += !options_in_period(options, result->fin);
    sum_up(&refusal->days, ranked->days);
    refusal->uncounted += ranked->days == 0;
    stake_add(&refusal->stake, ranked->mode, ranked->days);
    lines_add(&refusal->lines, &by->place);
    return refused_lines_add(&refusals->lines, &line);
}

/* Where a line that earns nothing stands: its days are those that are estimated, if any are. */
static void place_refused(struct refused_by *by)
{
    by->place.days = by->ranked.days;
    by->place.told = by->ranked.days > 0;
    by->place.valued = false;
}

bool refusals_record(struct refusals *refusals, const struct batch *batch, const struct item *item,
                     const struct facts *facts)
{
    const had_result *result = item->result;
    struct refused_by by = {.ranked = ranked_of(facts->mpp, result), .place = facts->place};
    const bool blocked = result->outcome == HAD_BLOCKED,
               refused = blocked || result->outcome == HAD_UNUSABLE;
    by.ranked.blocked = blocked;
    if (refused)
        place_refused(&by);
    if (!blocked)
        ranking_earns(refusals->ranking, by.ranked.mode, earning_of(result));
    ranking_line(refusals->ranking, &by.ranked);
    refusals->homes += blocked && facts->type_domicile >= '3' && facts->type_domicile <= '5';
    if (!add_between(refusals, item, &by))
        return false;
    had_result controlled;
    bool added = result->carried
                     ? run_controls(refusals, batch, item, &controlled) &&
                           add_codes(refusals, item, refusals->controls, &controlled, &by)
                     : add_codes(refusals, item, batch->engine, result, &by);
    if (added && refused)
        added = add_refusal(refusals, batch->options, blocked ? REFUSED_BLOCKED : REFUSED_UNUSABLE,
                            result, &by);
    return added;
}

void refusals_earns(struct refusals *refusals, const struct facts *facts, struct earning earning)
{
    ranking_earns(refusals->ranking, facts->mpp, earning);
}

bool refusals_rejected(struct refusals *refusals, const struct batch *batch,
                       const struct item *item, const struct line_place *place)
{
    struct refused_by by = {.ranked = ranked_of(item_mode(batch, item), item->result),
                            .place = *place};
    by.ranked.blocked = true;
    by.place.debut = item->result->debut;
    by.place.fin = item->result->fin;
    place_refused(&by);
    ranking_line(refusals->ranking, &by.ranked);
    return add_codes(refusals, item, batch->engine, item->result, &by) &&
           add_refusal(refusals, batch->options, REFUSED_REJECTED, item->result, &by);
}

bool refusals_join(struct refusals *refusals, const struct refusals *more)
{
    for (int way = 0; way < REFUSED_WAYS; way++) {
        struct refusal *refusal = &refusals->refused[way];
        refusal->records += more->refused[way].records;
        refusal->undated += more->refused[way].undated;
        refusal->elsewhere += more->refused[way].elsewhere;
        refusal->uncounted += more->refused[way].uncounted;
        sum_up(&refusal->days, more->refused[way].days);
        stake_join(&refusal->stake, &more->refused[way].stake);
        lines_join(&refusal->lines, &more->refused[way].lines);
    }
    for (int code = 0; code < HAD_FINDINGS_MAX; code++)
        lines_join(&refusals->codes[code], &more->codes[code]);
    refusals->homes += more->homes;
    return refused_lines_join(&refusals->lines, &more->lines) &&
           ranking_join(refusals->ranking, more->ranking);
}

void refusals_finish(struct refusals *refusals)
{
    for (enum refused way = 0; way < REFUSED_WAYS; way++) {
        struct refusal *refusal = &refusals->refused[way];
        refusal->estimate = way == REFUSED_UNUSABLE
                                ? (struct estimate){.without = refusal->records}
                                : estimate_of(&refusal->stake, ranking_earned(refusals->ranking));
    }
    refusals->ranked_count = ranking_list(refusals->ranking, refusals->ranked);
}

int64_t refusals_estimate(const struct refusals *refusals, const struct refused_line *line)
{
    return line->mode < 0
               ? -1
               : estimate_line(line->mode, line->place.days, ranking_earned(refusals->ranking));
}

uint64_t refusals_all(const struct refusals *refusals, struct estimate *estimate)
{
    uint64_t records = 0;
    *estimate = (struct estimate){0};
    for (enum refused way = 0; way < REFUSED_WAYS; way++) {
        const struct refusal *refusal = &refusals->refused[way];
        records += refusal->records;
        estimate->records += refusal->estimate.records;
        estimate->without += refusal->estimate.without;
        sum_up(&estimate->centimes, refusal->estimate.centimes);
    }
    return records;
}
