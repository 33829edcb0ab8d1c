/* SPDX-License-Identifier: Apache-2.0 */
/* An engine, from tables and options: what is reckoned once, before the first record. */
#include <string.h>

#include "engine_own.h"
#include "lib/fast/plan.h"
#include "lib/text/fault.h"
#include "lib/base/sized.h"
#include "lib/base/memory.h"
#include "lib/rules/price.h"
#include "lib/tables/tables.h"

const char *had_version(void)
{
    return HAD_VERSION;
}

/* 0, or a real date. */
static bool date_good(int32_t date)
{
    return date == 0 || date_real(date);
}

static bool within(int32_t value, int32_t low, int32_t high)
{
    return low <= value && value <= high;
}

const char *engine_bad_option(const had_options *o)
{
    int32_t month = o->periode;
    const struct {
        const char *name;
        bool good;
    } options[] = {
        {"date", date_good(o->date)},
        {"groups_only", within(o->groups_only, 0, 1)},
        {"rapss", within(o->rapss, 0, 1)},
        {"sans_classification", within(o->sans_classification, 0, 1)},
        {"carried", within(o->carried, HAD_CARRIED_IGNORED, HAD_CARRIED_ALONE)},
        {"coef_geo", within(o->coef_geo, 0, GEO_MAX)},
        {"coef_prudentiel", within(o->coef_prudentiel, HAD_AUTO, COEFFICIENT_MAX)},
        {"seuil", date_good(o->seuil)},
        {"periode", month == 0 || date_make(month / 100, month % 100, 1) != 0},
        {"campagne", o->campagne == 0 || within(o->campagne, CAMPAGNE_FIRST, CAMPAGNE_LAST)}};
    for (size_t i = 0; i < sizeof options / sizeof options[0]; i++)
        if (!options[i].good)
            return options[i].name;
    return NULL;
}

/* Options as asked for; the reasons why not go to *error. */
static int take_options(const had_options *asked, had_options *options, had_error *error)
{
    static const had_options standard = {.size = sizeof standard};
    *options = standard;
    if (asked && sized_short(asked))
        return HAD_E_SIZE;
    int status = asked ? sized_take(options, asked, sizeof *options) : HAD_OK;
    if (status == HAD_E_ARGUMENT)
        return fault_of(error, FAULT_OPTION_UNKNOWN, NULL, HAD_VERSION);
    const char *bad = status ? NULL : engine_bad_option(options);
    return bad ? fault_of(error, FAULT_OPTION, NULL, bad) : status;
}

/* What the results of a layout begin with: its own, and what a record that is not grouped says,
 * which is nothing, as one that no classification covers. */
static void head_of(const struct layout *layout, struct result_head *head)
{
    had_result out = {.layout = layout->number,
                      .secteur = layout->secteur,
                      .grouped = layout->grouped,
                      .rapss = layout->anonymous,
                      .classification = -1};
    memcpy(out.format, layout->tag, sizeof out.format);
    memcpy(out.version, "  ", sizeof out.version);
    memcpy(head->bytes, (const unsigned char *)&out + RESULT_HEAD, sizeof head->bytes);
}

/* Whether usual records say all that is asked of them: no control beside those of the fonction
 * groupage, amounts by the tariffs alone. */
static bool usual_enough(const had_engine *engine)
{
    const had_options *o = &engine->options;
    const struct given *given = &engine->tables->given;
    return (engine->tables->classification_count > 0 || engine->matrix) &&
           o->carried != HAD_CARRIED_ALONE && o->campagne == 0 && o->coef_prudentiel != HAD_AUTO &&
           engine->coefficient == PRICE_ONE && !given->conventions.given &&
           !codes_given(&given->cim10) && !codes_given(&given->ccam);
}

/* The shortcuts; false when there is no memory. */
static bool make_ways(had_engine *engine)
{
    const had_tables *tables = engine->tables;
    engine->plan = plan_new(&tables->layouts, tables->rules, &tables->allocator);
    if (engine->plan && usual_enough(engine)) {
        bool groups_only = engine->options.groups_only != 0;
        engine->months = months_new(tables, engine->plan->year, !groups_only, &tables->allocator);
        engine->usual =
            (struct usual_input){engine->plan,   engine->months,       &engine->deciding, tables,
                                 engine->matrix, engine->options.date, groups_only};
        return engine->months != NULL;
    }
    return engine->plan != NULL;
}

int had_engine_new(const had_tables *tables, const had_options *options, had_engine **out,
                   had_error *error)
{
    had_options kept;
    if (!fault_clear(error))
        return HAD_E_SIZE;
    if (!out)
        return HAD_E_ARGUMENT;
    *out = NULL;
    if (!tables)
        return HAD_E_ARGUMENT;
    if (tables->layouts.count == 0)
        return fault_of(error, FAULT_NO_LAYOUT, NULL, NULL);
    int status = take_options(options, &kept, error);
    if (status)
        return status;
    had_engine *engine = memory_take(&tables->allocator, 1, sizeof *engine);
    if (!engine)
        return fault_of(error, FAULT_MEMORY, NULL, NULL);
    engine->allocator = tables->allocator;
    engine->tables = tables;
    engine->options = kept;
    bool none = tables->classification_count == 0 && kept.sans_classification;
    engine->matrix = none ? tables->matrix : NULL;
    int geo = kept.coef_geo ? kept.coef_geo : COEFFICIENT_ONE;
    int prudentiel = kept.coef_prudentiel > 0 ? kept.coef_prudentiel : COEFFICIENT_ONE;
    engine->coefficient = (uint64_t)geo * (uint64_t)prudentiel;
    group_deciding(&engine->deciding);
    engine->head = memory_take(&tables->allocator, tables->layouts.count, sizeof *engine->head);
    if (!make_ways(engine) || !engine->head) {
        had_engine_free(engine);
        return fault_of(error, FAULT_MEMORY, NULL, NULL);
    }
    for (size_t i = 0; i < tables->layouts.count; i++)
        head_of(&tables->layouts.layout[i], &engine->head[i]);
    *out = engine;
    return HAD_OK;
}

void had_engine_free(had_engine *engine)
{
    if (engine) {
        had_allocator allocator = engine->allocator;
        plan_free(engine->plan);
        memory_release(&allocator, engine->months);
        memory_release(&allocator, engine->head);
        memory_release(&allocator, engine);
    }
}

struct plan *engine_plan(had_engine *engine)
{
    return engine->plan;
}

const had_tables *engine_tables(const had_engine *engine)
{
    return engine->tables;
}

const had_allocator *engine_allocator(const had_engine *engine)
{
    return &engine->allocator;
}

uint64_t engine_seed(const had_engine *engine)
{
    return engine->options.seed;
}
