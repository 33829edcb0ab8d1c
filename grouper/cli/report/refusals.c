/* SPDX-License-Identifier: Apache-2.0 */
#include "refusals.h"

#include <stdlib.h>

#include "cli/base/words.h"
#include "cli/write/html.h"
#include "cli/files/failure.h"
#include "cli/run/overwrites.h"
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
    static const char *const warnings[] = {"902", "903", "905", "906", "919", "927"};
    refusals->ranking = ranking_new();
    refusals->pair = had_finding_number("056");
    for (size_t i = 0; i < sizeof warnings / sizeof warnings[0]; i++) {
        int number = had_finding_number(warnings[i]);
        refusals->warnings.word[number >> 6] |= UINT64_C(1) << (number & 63);
    }
    if (!refusals->ranking)
        say(W_NO_MEMORY);
    return refusals->ranking != NULL;
}

void refusals_free(struct refusals *refusals)
{
    ranking_free(refusals->ranking);
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

static bool add_codes(struct refusals *refusals, const struct item *item, const had_engine *engine,
                      const had_result *result, const struct ranked *ranked,
                      const struct line_place *place)
{
    had_finding list[HAD_FINDINGS_MAX];
    struct ranked of_code = *ranked;
    if (!any_finding(&result->findings))
        return true;
    size_t n =
        had_result_findings(engine, item->bytes, item->length, result, list, HAD_FINDINGS_MAX);
    for (size_t i = 0; i < n; i++) {
        if (had_findings_has(&refusals->warnings, list[i].number))
            continue;
        of_code.pair = list[i].number == refusals->pair && result->statut == HAD_ERRONEE;
        if (!ranking_code(refusals->ranking, &of_code, list[i].number, list[i].blocking))
            return false;
        lines_add(&refusals->codes[list[i].number], place);
    }
    return true;
}

/* Codes between records, which --chainage applies: they block when R9 says so. */
static bool add_between(struct refusals *refusals, const struct item *item,
                        const struct ranked *ranked, const struct line_place *place)
{
    for (int number = 0; item->between && number < HAD_FINDINGS_MAX; number++) {
        had_finding_info info = {.size = sizeof info};
        if (!had_findings_has(&item->between->findings, number))
            continue;
        had_finding_get((size_t)number, item->result->fin / 10000, &info);
        if (!ranking_code(refusals->ranking, ranked, number, info.blocking && item->between->after))
            return false;
        lines_add(&refusals->codes[number], place);
    }
    return true;
}

static void add_refusal(struct refusal *refusal, const struct ranked *ranked, int32_t fin,
                        const struct line_place *place)
{
    refusal->records++;
    refusal->undated += fin == 0;
    sum_up(&refusal->days, ranked->days);
    refusal->uncounted += ranked->days == 0;
    stake_add(&refusal->stake, ranked->mode, ranked->days);
    lines_add(&refusal->lines, place);
}

bool refusals_record(struct refusals *refusals, const struct batch *batch, const struct item *item,
                     const struct facts *facts)
{
    const had_result *result = item->result;
    struct ranked ranked = ranked_of(facts->mpp, result);
    ranked.blocked = result->outcome == HAD_BLOCKED;
    if (!ranked.blocked)
        ranking_earns(refusals->ranking, ranked.mode, earning_of(result));
    ranking_line(refusals->ranking, &ranked);
    refusals->homes += result->outcome == HAD_BLOCKED && facts->type_domicile >= '3' &&
                       facts->type_domicile <= '5';
    if (result->outcome == HAD_BLOCKED || result->outcome == HAD_UNUSABLE)
        add_refusal(&refusals->refused[ranked.blocked ? REFUSED_BLOCKED : REFUSED_UNUSABLE],
                    &ranked, result->fin, &facts->place);
    if (!add_between(refusals, item, &ranked, &facts->place))
        return false;
    if (!result->carried)
        return add_codes(refusals, item, batch->engine, result, &ranked, &facts->place);
    had_result controlled;
    return run_controls(refusals, batch, item, &controlled) &&
           add_codes(refusals, item, refusals->controls, &controlled, &ranked, &facts->place);
}

void refusals_earns(struct refusals *refusals, const struct facts *facts, struct earning earning)
{
    ranking_earns(refusals->ranking, facts->mpp, earning);
}

bool refusals_rejected(struct refusals *refusals, const struct batch *batch,
                       const struct item *item, const struct line_place *place)
{
    struct ranked ranked = ranked_of(item_mode(batch, item), item->result);
    ranked.blocked = true;
    ranking_line(refusals->ranking, &ranked);
    add_refusal(&refusals->refused[REFUSED_REJECTED], &ranked, item->result->fin, place);
    return add_codes(refusals, item, batch->engine, item->result, &ranked, place);
}

bool refusals_join(struct refusals *refusals, const struct refusals *more)
{
    for (int way = 0; way < REFUSED_WAYS; way++) {
        struct refusal *refusal = &refusals->refused[way];
        refusal->records += more->refused[way].records;
        refusal->undated += more->refused[way].undated;
        refusal->uncounted += more->refused[way].uncounted;
        sum_up(&refusal->days, more->refused[way].days);
        stake_join(&refusal->stake, &more->refused[way].stake);
        lines_join(&refusal->lines, &more->refused[way].lines);
    }
    for (int code = 0; code < HAD_FINDINGS_MAX; code++)
        lines_join(&refusals->codes[code], &more->codes[code]);
    refusals->homes += more->homes;
    return ranking_join(refusals->ranking, more->ranking);
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
