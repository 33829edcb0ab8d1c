/* SPDX-License-Identifier: Apache-2.0 */
#include "simulated.h"

#include <string.h>

#include "cli/base/status.h"
#include "cli/rows/rows.h"
#include "cli/files/failure.h"
#include "cli/files/load.h"
#include "common/sums.h"

enum { OFFICIAL = 1 }; /* whether it is official is not counted: nothing simulated is owed */

/* Four digits are a campaign; a classification of such a name is given as ./2024. */
static int32_t year_of(const char *text)
{
    int32_t year = 0;
    for (int i = 0; i < 4; i++) {
        if (text[i] < '0' || text[i] > '9')
            return 0;
        year = year * 10 + text[i] - '0';
    }
    return text[4] == '\0' ? year : 0;
}

/* A campaign without any tariff simulates nothing. */
static int check_campagne(int32_t campagne, const had_tables *tables)
{
    for (int secteur = HAD_EX_DGF; secteur <= HAD_EX_OQN; secteur++) {
        for (int ght = 1; ght <= HAD_GHTS; ght++) {
            int32_t centimes;
            int origine;
            int status =
                had_tarif_get(tables, campagne, secteur, HAD_BASE, ght, &centimes, &origine);
            if (status == HAD_OK && origine != HAD_ORIGINE_NONE)
                return DONE;
        }
    }
    say(W_SIMULER_CAMPAGNE, (int)campagne, (int)campagne);
    return USAGE;
}

/* Files of the simulation go into the journal; what is built in stands there already. */
static void note_given(void *journal, const char *path, const char *origin, const void *bytes,
                       size_t size)
{
    static const char inside[] = "classifications/";
    if (strcmp(origin, "incluse") != 0 || strncmp(path, inside, sizeof inside - 1) == 0)
        journal_table(journal, path, origin, bytes, size);
}

static int load(struct simulation *simulation, const struct batch *batch)
{
    struct options options = *batch->options;
    struct loading loading = {note_given, batch->journal, NULL};
    options.classifications = (struct list){{simulation->name}, 1};
    options.undated = true;
    options.quiet = true; /* the run itself says this once */
    int status = load_tables(&options, batch->journal ? &loading : NULL, &simulation->tables);
    if (status)
        return status;
    simulation->information.size = sizeof simulation->information;
    had_classification_get(simulation->tables, 0, &simulation->information);
    return DONE;
}

int simulation_open(struct simulation *simulation, const struct batch *batch)
{
    had_options settings;
    had_error error = {.size = sizeof error};
    if (!batch->options->simuler)
        return DONE;
    simulation->name = batch->options->simuler;
    simulation->campagne = year_of(simulation->name);
    batch_settings(batch, &settings);
    if (simulation->campagne)
        settings.campagne = simulation->campagne;
    else
        settings.carried = HAD_CARRIED_IGNORED;
    int status = simulation->campagne ? check_campagne(simulation->campagne, batch->tables)
                                      : load(simulation, batch);
    if (status)
        return status;
    int made = had_engine_new(simulation->tables ? simulation->tables : batch->tables, &settings,
                              &simulation->engine, &error);
    return made == HAD_OK ? DONE : say_failure("had_engine_new", made);
}

void simulation_close(struct simulation *simulation)
{
    had_engine_free(simulation->engine);
    had_tables_free(simulation->tables);
}

/* Rule R9: what the controls between records overwrite stays so. */
static bool overwritten(const had_result *result)
{
    return !result->carried && strcmp(result->code_retour, "999") == 0;
}

static bool same_zones(const had_result *a, const had_result *b)
{
    bool same = a->zone_count == b->zone_count;
    for (int i = 0; same && i < a->zone_count; i++)
        same = a->zone[i].ght == b->zone[i].ght && a->zone[i].jours == b->zone[i].jours;
    return same;
}

static void add_whole(struct priced *sums, const had_result *result)
{
    struct priced all = priced_record(result, result->facturable, OFFICIAL);
    priced_add(sums, &all);
}

int simulated_add(struct simulated *simulated, const struct simulation *simulation,
                  const struct item *item)
{
    const had_result *now = item->result;
    had_result result = {.size = sizeof result};
    int made = had_process(simulation->engine, item->bytes, item->length, &result);
    if (made != HAD_OK)
        return say_failure("had_process", made);
    if (overwritten(now))
        had_result_overwrite(&result);
    bool grouped = now->outcome == HAD_GROUPED, again = result.outcome == HAD_GROUPED;
    if (again && !grouped)
        add_whole(&simulated->gained, &result);
    if (grouped && !again)
        add_whole(&simulated->lost, now);
    simulated->moved += grouped && again && !same_zones(now, &result);
    for (int i = 0; i < result.zone_count; i++) {
        struct priced sums = priced_zone(&result, i, now->facturable, OFFICIAL);
        priced_add(&simulated->ght[result.zone[i].ght], &sums);
    }
    return DONE;
}

void simulated_join(struct simulated *simulated, const struct simulated *more)
{
    for (int ght = 0; ght < SIMULATED_GHTS; ght++)
        priced_add(&simulated->ght[ght], &more->ght[ght]);
    priced_add(&simulated->gained, &more->gained);
    priced_add(&simulated->lost, &more->lost);
    simulated->moved += more->moved;
}

struct priced simulated_total(const struct simulated *simulated)
{
    struct priced total = {0};
    for (int ght = 0; ght < SIMULATED_GHTS; ght++)
        priced_add(&total, &simulated->ght[ght]);
    return total;
}
