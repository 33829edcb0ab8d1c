/* SPDX-License-Identifier: Apache-2.0 */
/* had explain: why a record, a stay or a day has its price. The file is read as every command reads
 * it; the record asked for is grouped and priced as `price` does it, then told step by step. */
#include "explain.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "os/os.h"
#include "cli/ask/commands.h"
#include "cli/account/estimate.h"
#include "cli/account/tally.h"
#include "explain_beside.h"
#include "cli/files/failure.h"
#include "cli/run/overwrites.h"
#include "cli/run/said.h"
#include "cli/base/grow.h"
#include "cli/rows/rows.h"
#include "cli/base/status.h"
#include "cli/base/words.h"
#include "cli/run/side.h"

/* A record told that earns nothing. */
struct unpaid {
    uint64_t line;
    int mode;     /* MPP */
    int32_t days; /* as estimates have them */
};

struct explain {
    const struct batch *batch;
    const struct options *options;
    struct unpaid *held;
    size_t held_count, held_room;
    uint64_t *overwritten; /* lines that --chainage leaves without a price, in their order */
    size_t overwritten_count, overwritten_room;
    had_engine *engine;           /* that groups; NULL until a record is found */
    uint64_t found;               /* records told */
    int32_t outside;              /* end of the line asked for, that --periode leaves out */
    struct billed_beside *beside; /* NULL: neither drugs nor invoices were given */
    struct droits_places places;
};

/* --- What is looked for ----------------------------------------------------------------------- */

/* A number of a record, as text, is this one. */
static bool same_number(const struct batch *batch, const struct item *item, int field, uint32_t is)
{
    size_t length;
    const unsigned char *bytes = item_field(batch, item, field, &length), *end = bytes + length;
    uint64_t number = 0;
    trim(&bytes, &end);
    bool digits = bytes < end;
    for (; bytes < end && digits; bytes++) {
        digits = *bytes >= '0' && *bytes <= '9';
        number = number * 10 + (uint64_t)(*bytes - '0');
    }
    return digits && number == is;
}

static bool wanted(const struct batch *batch, const struct explain *explain,
                   const struct item *item)
{
    const struct options *options = explain->options;
    size_t length;
    if (options->ligne)
        return item->line == options->ligne;
    const unsigned char *bytes = item_field(batch, item, batch->fields.sejour, &length),
                        *end = bytes + length;
    trim(&bytes, &end);
    return (size_t)(end - bytes) == strlen(options->sejour) &&
           memcmp(bytes, options->sejour, (size_t)(end - bytes)) == 0 &&
           (!options->sequence ||
            same_number(batch, item, batch->fields.no_sequence, options->sequence)) &&
           (!options->sous_sequence ||
            same_number(batch, item, batch->fields.no_sous_sequence, options->sous_sequence));
}

/* The engine that groups, for the records told alone: no other needs a classification. */
static bool make_engine(const struct batch *batch, struct explain *explain)
{
    struct batch grouping = *batch;
    had_options settings;
    grouping.carried =
        explain->options->zones == ZONES_LUES ? HAD_CARRIED_KEPT : HAD_CARRIED_IGNORED;
    batch_settings(&grouping, &settings);
    int made =
        explain->engine ? HAD_OK : had_engine_new(batch->tables, &settings, &explain->engine, NULL);
    if (made != HAD_OK)
        say_failure("had_engine_new", made);
    return made == HAD_OK;
}

static bool hold(struct explain *explain, const struct batch *batch, const struct item *item,
                 const had_result *result)
{
    if (!grow((void **)&explain->held, &explain->held_room, explain->held_count,
              sizeof *explain->held))
        return false;
    explain->held[explain->held_count++] = (struct unpaid){
        item->line, item_mode(batch, item), estimate_days(result->debut, result->fin)};
    return true;
}

static bool tell_record(struct explain *explain, const struct told *told, struct table *table)
{
    const struct options *options = explain->options;
    const had_result *result = told->item->result;
    explain->found++;
    if (result->outcome != HAD_GROUPED && !options->jour &&
        !hold(explain, told->batch, told->item, result))
        return false;
    if (options->to == FORMAT_JSONL)
        explain_json(told, table->sink);
    else if (options->jour)
        explain_day_text(told, table->sink);
    else
        explain_text(told, table->sink);
    return !*told->failed;
}

/* --chainage: what was found between records, and the result that it leaves (rule R9). A RAPSS has
 * no dates to chain; zones that were read stay. */
static bool add_between(const struct batch *batch, const struct item *item, had_result *result)
{
    if (!batch->options->chainage || result->rapss || result->carried)
        return false;
    for (int i = 0; item->between && i < HAD_FINDING_WORDS; i++)
        result->findings.word[i] |= item->between->findings.word[i];
    if (item->between && item->between->overwrites)
        had_result_overwrite(result);
    return true;
}

static bool keep_overwritten(struct explain *explain, const struct item *item)
{
    if (!item->between || !item->between->overwrites)
        return true;
    if (!grow((void **)&explain->overwritten, &explain->overwritten_room,
              explain->overwritten_count, sizeof *explain->overwritten))
        return false;
    explain->overwritten[explain->overwritten_count++] = item->line;
    return true;
}

static bool tell(const struct batch *batch, void *own, const struct item *item, struct table *table)
{
    struct explain *explain = own;
    const struct options *options = explain->options;
    bool mine = wanted(batch, explain, item), failed = false;
    if (!keep_overwritten(explain, item))
        return false;
    if (!mine && !(explain->beside && beside_prices(explain->beside, item)))
        return !explain->beside || beside_record(explain->beside, item, NULL, false);
    had_result result = {.size = sizeof result};
    had_droits_stay droits = {.size = sizeof droits};
    if (!make_engine(batch, explain))
        return false;
    if (had_process(explain->engine, item->bytes, item->length, &result) != HAD_OK)
        return said_stop(item, W_NO_CLASSIFICATION, TABLES);
    bool chained = add_between(batch, item, &result);
    if (batch->droits)
        had_droits_apply(batch->droits, item->bytes, &result, &droits);
    struct item priced = *item;
    priced.result = &result;
    struct told told = {.batch = batch,
                        .item = &priced,
                        .engine = explain->engine,
                        .droits = batch->droits ? &droits : NULL,
                        .places = &explain->places,
                        .chained = chained,
                        .after = item->between && item->between->after,
                        .failed = &failed,
                        .official = result_official(batch, &result) == 1};
    if (mine && options->jour && result.rapss)
        return said_stop(item, W_EXPLAIN_RAPSS_DAY, USAGE);
    mine &= !options->jour || told_has_day(&told, options->jour);
    if (explain->beside && !beside_record(explain->beside, item, &result, mine))
        return false;
    return !mine || tell_record(explain, &told, table);
}

/* A line that is no record is told when its number was asked for. */
static bool tell_rejected(const struct batch *batch, void *own, const struct item *item,
                          struct table *table)
{
    struct explain *explain = own;
    had_finding finding;
    if (explain->options->ligne != item->line || explain->options->jour ||
        had_result_findings(batch->engine, "", 0, item->result, &finding, 1) == 0)
        return true;
    struct told told = {.batch = batch, .item = item, .engine = batch->engine};
    explain->found++;
    if (explain->options->to == FORMAT_JSONL)
        explain_rejected_json(&told, table->sink, finding.number);
    else
        explain_rejected_text(&told, table->sink, finding.number);
    return true;
}

/* --- What records in error would earn (rule R40) ---------------------------------------------- */

struct pricing {
    const struct explain *explain;
    struct earned earned;
    size_t next; /* of the lines overwritten */
};

static bool add_earning(const struct batch *batch, void *own, const struct item *item,
                        struct table *table)
{
    (void)table;
    struct pricing *pricing = own;
    const struct explain *explain = pricing->explain;
    while (pricing->next < explain->overwritten_count &&
           explain->overwritten[pricing->next] < item->line)
        pricing->next++;
    if (pricing->next == explain->overwritten_count ||
        explain->overwritten[pricing->next] != item->line || item->result->carried)
        earned_add(&pricing->earned, item_mode(batch, item), earning_of(item->result));
    return true;
}

/* The mean amount of a day is that of the whole file: it is read again, priced. What comes through
 * a pipe cannot be. */
static int estimate_held(struct explain *explain, struct sink *sink)
{
    const struct batch *batch = explain->batch;
    if (explain->held_count == 0 || sources_pipe(batch->sources))
        return DONE;
    struct batch again = batch_looking(batch);
    struct pricing pricing = {.explain = explain};
    again.each = add_earning;
    again.own = &pricing;
    if (had_classification_count(batch->tables) > 0)
        again.engine = explain->engine;
    int status = batch_look(&again);
    for (size_t i = 0; !status && i < explain->held_count; i++) {
        const struct unpaid *held = &explain->held[i];
        struct stake stake = {0};
        stake_add(&stake, held->mode, held->days);
        struct estimate estimate = estimate_of(&stake, &pricing.earned);
        explain_estimate(batch->options, sink, held->line,
                         estimate.records > 0 ? &estimate.centimes : NULL, i == 0);
    }
    return status;
}

/* The line asked for may end in another month than --periode. */
static bool left_out(void *own, const struct item *item)
{
    struct explain *explain = own;
    if (explain->options->ligne == item->line)
        explain->outside = item->result->fin;
    return true;
}

/* Nothing was told: why. */
static void say_not_found(const struct explain *explain, const struct tally *tally)
{
    const struct options *options = explain->options;
    const char *file = options->files[0];
    const unsigned long long line = options->ligne;
    char month[16];
    if (line > tally->lines) {
        say(W_EXPLAIN_NO_LINE, file, line, (unsigned long long)tally->lines);
    } else if (explain->outside) {
        format_month(month, sizeof month, explain->outside);
        say(W_EXPLAIN_OUTSIDE, file, line, month);
    } else if (options->jour) {
        say(W_EXPLAIN_NO_DAY, file, options->jour_text);
    } else if (line > 0) {
        say(W_EXPLAIN_EMPTY_LINE, file, line);
    } else {
        say(W_EXPLAIN_NO_STAY, file);
    }
}

static int end_run(void *own, struct table *table, const struct tally *tally)
{
    struct explain *explain = own;
    if (explain->found == 0) {
        say_not_found(explain, tally);
        return DIFFERENCES;
    }
    int status = estimate_held(explain, table->sink);
    if (!status && explain->beside)
        status = beside_tell(explain->beside, table->sink);
    return status;
}

static int check_options(const struct options *options)
{
    struct os_look look;
    bool stay = options->sejour != NULL;
    if ((options->ligne != 0) == stay || ((options->sequence || options->sous_sequence) && !stay) ||
        (options->sous_sequence && !options->sequence)) {
        say(W_EXPLAIN_USAGE);
        return USAGE;
    }
    /* A line has a number in a file, not in a directory. */
    if (options->ligne && os_look_path(options->files[0], &look) == 0 && look.directory) {
        say(W_EXPLAIN_DIRECTORY, options->files[0]);
        return USAGE;
    }
    return DONE;
}

static int read_droits(struct batch *batch)
{
    return droits_read(batch, &((struct explain *)batch->own)->places);
}

int command_explain(const struct options *options)
{
    int status = check_options(options);
    if (status)
        return status;
    struct options quiet = *options; /* no summary: the text told holds everything */
    quiet.quiet = true;
    quiet.jobs = 1;
    struct explain explain = {.options = &quiet};
    struct batch batch = {.options = &quiet,
                          .exactly = 1,
                          .priced = true,
                          .rapss = true,
                          .between = true,
                          .carried = HAD_CARRIED_ALONE,
                          .each = tell,
                          .rejected = tell_rejected,
                          .outside = left_out,
                          .end = end_run,
                          .own = &explain};
    if (options->vidhosp.count > 0)
        batch.begin = read_droits;
    if (options->fichcomp.count + options->rsf.count > 0) {
        explain.beside = beside_new(&batch);
        if (!explain.beside)
            return FILES;
    }
    explain.batch = &batch;
    status = batch_run(&batch);
    free(explain.held);
    free(explain.overwritten);
    beside_free(explain.beside);
    had_droits_free(batch.droits);
    had_engine_free(explain.engine);
    return status;
}
