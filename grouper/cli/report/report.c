/* SPDX-License-Identifier: Apache-2.0 */
#include "report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/base/grow.h"
#include "cli/base/status.h"
#include "cli/rows/rows.h"
#include "cli/write/html.h"
#include "common/hints.h"

struct report *report_new(const struct options *given, const struct batch *batch,
                          struct compared *compared)
{
    struct report *report = calloc(1, sizeof *report);
    if (!report) {
        say(W_NO_MEMORY);
        return NULL;
    }
    report->given = given;
    report->batch = batch;
    report->compared = compared;
    outside_start(&report->outside);
    bool beside = owed_asked(given);
    if (beside)
        report->beside = owed_new(batch);
    if ((!beside || report->beside) && activity_start(&report->activity) &&
        refusals_start(&report->refusals) && care_start(&report->care))
        return report;
    report_free(report);
    return NULL;
}

struct report *report_split(const struct report *report)
{
    return report_new(report->given, report->batch, report->compared);
}

void report_free(struct report *report)
{
    if (!report)
        return;
    activity_free(&report->activity);
    refusals_free(&report->refusals);
    distinct_free(&report->distinct);
    care_free(&report->care);
    outside_free(&report->outside);
    owed_free(report->beside);
    state_free(&report->now);
    origins_free(&report->origins);
    for (size_t i = 0; i < report->file_count; i++)
        free(report->files[i]);
    free(report->files);
    free(report->example.bytes);
    free(report->example.why);
    free(report);
}

int report_begin(struct report *report)
{
    const struct options *options = report->batch->options;
    struct compared *compared = report->compared;
    int status = options->officiel ? official_read(&compared->official, options->officiel) : DONE;
    if (!status)
        status = simulation_open(&compared->simulation, report->batch);
    return status ? status : before_read(&compared->before, report->batch);
}

void report_close(struct report *report)
{
    refusals_close(&report->refusals);
    simulation_close(&report->compared->simulation);
}

/* --- Records ---------------------------------------------------------------------------------- */

static struct line_place place_of(struct report *report, const struct item *item)
{
    const struct options *options = report->batch->options;
    if (item->file != report->file) {
        report->file = item->file;
        report->file_number = 0;
        while (report->file_number < options->file_count &&
               options->files[report->file_number] != item->file)
            report->file_number++;
    }
    return (struct line_place){.file = report->file_number, .line = item->line};
}

static void keep_example(struct report *report, struct example *example)
{
    struct example *kept = &report->example, other = *kept;
    if (!example->there || (kept->there && line_before(&kept->place, &example->place)))
        return;
    *kept = *example;
    *example = other;
}

/* False when there is no memory (a message is said). */
static bool begin_example(struct report *report, const struct item *item,
                          const struct line_place *place)
{
    unsigned char *bytes = malloc(item->length);
    if (!bytes) {
        say(W_NO_MEMORY);
        return false;
    }
    memcpy(bytes, item->bytes, item->length);
    report->example = (struct example){.place = *place,
                                       .day = item->result->zone[0].debut,
                                       .there = true,
                                       .bytes = bytes,
                                       .length = item->length};
    return true;
}

bool report_record(struct report *report, const struct item *item)
{
    const struct batch *batch = report->batch;
    struct facts facts = {.place = place_of(report, item)};
    if (batch->options->avant.count > 0 && !item->result->rapss &&
        !state_add(&report->now, batch, item, (uint32_t)facts.place.file))
        return false;
    facts_read(batch, &report->known, item, &facts);
    if (item->result->zone_count > 0 && !activity_add(&report->activity, batch, item, &facts))
        return false;
    if (report->beside && !owed_record(report->beside, item, &facts.place))
        return false;
    if (item->result->outcome == HAD_GROUPED) {
        if (!report->example.there && zone_valued(&item->result->zone[0]) &&
            !begin_example(report, item, &facts.place))
            return false;
        care_add(&report->care, &facts, result_days(item->result));
        if (!distinct_add(&report->distinct, &facts))
            return false;
    }
    if (report->compared->simulation.engine &&
        simulated_add(&report->simulated, &report->compared->simulation, item) != DONE)
        return false;
    return refusals_record(&report->refusals, batch, item, &facts);
}

bool report_in_order(const struct report *report)
{
    return report->beside != NULL;
}

bool report_outside(struct report *report, const struct item *item)
{
    struct line_place place = place_of(report, item);
    return outside_add(&report->outside, item->result, &place) &&
           (!report->beside || owed_outside(report->beside, item));
}

bool report_rejected(struct report *report, const struct item *item)
{
    struct line_place place = place_of(report, item);
    return refusals_rejected(&report->refusals, report->batch, item, &place);
}

/* --- Usual records ---------------------------------------------------------------------------- */

/* Whether the first zone of the n-th record has an amount: zone_valued. */
static INLINE bool valued(const had_usual *usual, uint32_t n)
{
    int k = 0;
    while (k < HAD_PERIODES - 1 && usual->zone_jours[n][k] == 0)
        k++;
    return usual->tarif[n][k] != 0;
}

/* The n-th record, when all that it adds to is there, and it is not to be the example. */
static INLINE bool add_usual(struct report *report, const struct item *item, const had_usual *usual,
                             uint32_t n, struct facts *facts, struct priced *sums)
{
    const had_classification_info *info = &report->batch->classification[usual->classification[n]];
    return (report->example.there || !valued(usual, n)) &&
           facts_usual(&report->known, item, usual, n, facts) &&
           activity_usual(&report->activity, usual, n, info->officielle != 0, facts, sums);
}

/* The n-th record as an item of its own. */
static struct item item_alone(const struct report *report, const struct item *item,
                              const had_usual *usual, uint32_t n, had_result *result)
{
    const struct batch *batch = report->batch;
    struct item one = *item;
    uint32_t end = n + 1 < usual->count ? usual->start[n + 1] : usual->bytes;
    one.bytes = item->bytes + usual->start[n];
    one.length = end - usual->start[n];
    one.line = usual_line(item, usual, n);
    one.result = result;
    had_usual_result(batch->engine, item->bytes, usual, n, result);
    one.official = (int8_t)result_official(batch, result);
    return one;
}

/* A record of which something is new goes the way of any. */
SELDOM static bool add_alone(struct report *report, const struct item *item, const had_usual *usual,
                             uint32_t n)
{
    had_result result = {.size = sizeof result};
    const struct item one = item_alone(report, item, usual, n, &result);
    return report_record(report, &one);
}

/* Something is found in the n-th record, which earns all the same. */
SELDOM static bool add_findings(struct report *report, const struct item *item,
                                const had_usual *usual, uint32_t n, const struct facts *facts)
{
    had_result result = {.size = sizeof result};
    const struct item one = item_alone(report, item, usual, n, &result);
    return refusals_record(&report->refusals, report->batch, &one, facts);
}

/* What the billable zones that have a tariff earn: earning_of. */
static INLINE struct earning earning_usual(const had_usual *usual, uint32_t n,
                                           const struct priced *sums)
{
    int64_t days = usual->facturable[n] ? sums->journees - sums->sans_tarif : 0;
    return (struct earning){days, sums->facturable};
}

bool report_usual(struct report *report, const struct item *item, const had_usual *usual)
{
    struct facts facts = {.place = place_of(report, item)};
    struct priced sums;
    bool added = true;
    for (uint32_t n = 0; added && n < usual->count; n++) {
        facts.place.line = usual_line(item, usual, n);
        if (!USUALLY(add_usual(report, item, usual, n, &facts, &sums))) {
            added = add_alone(report, item, usual, n);
            continue;
        }
        care_add(&report->care, &facts, usual->jours[n]);
        added = distinct_add(&report->distinct, &facts);
        if (usual->code[n] == 0)
            refusals_earns(&report->refusals, &facts, earning_usual(usual, n, &sums));
        else
            added = added && add_findings(report, item, usual, n, &facts);
    }
    return added && activity_zones(&report->activity, item, facts.place.file, usual);
}

const char *report_file_name(const char *const *files, size_t count, size_t number)
{
    const char *name = number < count ? files[number] : "-";
    return input_named(name);
}

const char *report_file(const struct report *report, size_t number, bool beside)
{
    const struct options *options = report->batch->options;
    return beside
               ? report_file_name(options->beside, options->beside_count, number)
               : report_file_name((const char *const *)report->files, report->file_count, number);
}

/* A directory is written when the sources are gone. False when there is no memory (a message is
 * said). */
static bool note_files(struct report *report)
{
    const struct options *options = report->batch->options;
    report->files = calloc(options->file_count + 1, sizeof *report->files);
    if (!report->files) {
        say(W_NO_MEMORY);
        return false;
    }
    for (; report->file_count < options->file_count; report->file_count++) {
        char **name = &report->files[report->file_count];
        if (!(*name = text_copy(options->files[report->file_count])))
            return false;
    }
    return true;
}

/* --- All of it -------------------------------------------------------------------------------- */

bool report_join(struct report *report, struct report *more)
{
    bool joined = activity_join(&report->activity, &more->activity) &&
                  refusals_join(&report->refusals, &more->refusals) &&
                  distinct_join(&report->distinct, &more->distinct) &&
                  outside_join(&report->outside, &more->outside) &&
                  state_join(&report->now, &more->now);
    care_join(&report->care, &more->care);
    keep_example(report, &more->example);
    simulated_join(&report->simulated, &more->simulated);
    refusals_close(&more->refusals);
    report_free(more);
    return joined;
}

struct priced report_homes(const struct report *report, struct report_lines *lines)
{
    static const unsigned char homes[] = {'3', '4', '5'};
    struct priced sums = {0};
    *lines = (struct report_lines){.kept = 0};
    for (size_t i = 0; !report->given->conventions && i < sizeof homes; i++) {
        const struct activity_row *row =
            activity_find(&report->activity, BY_DOMICILE, &homes[i], 1);
        if (!row)
            continue;
        priced_add(&sums, &row->sums);
        lines_join(lines, &row->lines);
    }
    if (sums.sous_sequences > 0)
        sums.sous_sequences -= (int64_t)report->refusals.homes;
    return sums;
}

struct refused_anywhere report_anywhere(const struct report *report)
{
    struct refused_anywhere lines = {0, 0};
    for (enum refused way = 0; report->given->period_from && way < REFUSED_WAYS; way++) {
        lines.undated += report->refusals.refused[way].undated;
        lines.elsewhere += report->refusals.refused[way].elsewhere;
    }
    return lines;
}

/* For the table `sources`. False when there is no memory (a message is said). */
static bool note_homes(struct report *report)
{
    struct report_lines lines;
    struct priced sums = report_homes(report, &lines);
    char text[256], amount[32];
    if (sums.sous_sequences == 0)
        return true;
    format_euros(amount, sizeof amount, sums.montant);
    snprintf(text, sizeof text, "%s%lld%s%lld%s%s €",
             said("sans --conventions, le programme de l'État refuserait (032) ",
                  "without --conventions, the State's program would refuse (032) "),
             (long long)sums.sous_sequences,
             said(" enregistrement(s) de type de domicile 3, 4 ou 5 : ",
                  " record(s) of type of domicile 3, 4 or 5: "),
             (long long)sums.journees, said(" journée(s), ", " day(s), "), amount);
    return origins_add(&report->origins, "conventions", text);
}

int report_finish(struct report *report, const struct tally *tally)
{
    report->account = *tally;
    if (!note_files(report) || !origins_note(&report->origins, report->batch))
        return FILES;
    int status = activity_finish(&report->activity);
    if (status)
        return status;
    refusals_finish(&report->refusals);
    care_finish(&report->care);
    outside_finish(&report->outside, &report->activity, report->given);
    if (!distinct_finish(&report->distinct) || !note_homes(report))
        return FILES;
    if (!activity_adds_up(&report->activity, tally->days, tally->amount)) {
        say(W_BROKEN, "report");
        return INTERNAL;
    }
    bool told = before_finish(&report->compared->before, report->batch, &report->activity,
                              &report->now, tally->rapss > 0);
    state_free(&report->now);
    if (!told)
        return FILES;
    return report->beside ? owed_read(report->beside) : DONE;
}
