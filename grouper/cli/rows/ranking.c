/* SPDX-License-Identifier: Apache-2.0 */
#include "ranking.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/base/calendar.h"
#include "common/sums.h"
#include "cli/write/table.h"
#include "cli/account/tally.h"
#include "cli/base/words.h"

enum { CODES = RANKING_CODES, LINE = 256 };

/* What is counted of a code. */
struct counted_code {
    uint64_t blocking, alert, pairs; /* pairs: 056 of a pair that is not allowed */
    int64_t days;
    struct stake *stake; /* made at first need */
};

struct ranking {
    struct counted_code count[CODES];
    struct stake lines;         /* the lines that earn nothing, each counted once */
    uint64_t beyond;            /* lines of more days than are counted */
    struct earned earned, lost; /* lost: taken back later */
};

struct ranking *ranking_new(void)
{
    return calloc(1, sizeof(struct ranking));
}

void ranking_free(struct ranking *ranking)
{
    for (int code = 0; ranking && code < CODES; code++)
        free(ranking->count[code].stake);
    free(ranking);
}

static bool needs_stake(struct counted_code *count)
{
    if (!count->stake)
        count->stake = calloc(1, sizeof *count->stake);
    if (!count->stake)
        say(W_NO_MEMORY);
    return count->stake != NULL;
}

bool ranking_join(struct ranking *ranking, const struct ranking *other)
{
    for (int code = 0; code < CODES; code++) {
        struct counted_code *count = &ranking->count[code];
        const struct counted_code *more = &other->count[code];
        count->blocking += more->blocking;
        count->alert += more->alert;
        count->pairs += more->pairs;
        sum_up(&count->days, more->days);
        if (more->stake && !needs_stake(count))
            return false;
        if (more->stake)
            stake_join(count->stake, more->stake);
    }
    stake_join(&ranking->lines, &other->lines);
    ranking->beyond += other->beyond;
    earned_join(&ranking->earned, &other->earned);
    earned_join(&ranking->lost, &other->lost);
    return true;
}

void ranking_earns(struct ranking *ranking, int mode, struct earning earning)
{
    earned_add(&ranking->earned, mode, earning);
}

void ranking_loses(struct ranking *ranking, int mode, struct earning earning)
{
    earned_add(&ranking->lost, mode, earning);
}

void ranking_settle(struct ranking *ranking)
{
    earned_less(&ranking->earned, &ranking->lost);
}

const struct earned *ranking_earned(const struct ranking *ranking)
{
    return &ranking->earned;
}

struct ranked ranked_of(int mode, const had_result *result)
{
    const int32_t span =
        result->jours > 0 ? result->jours : calendar_span(result->debut, result->fin);
    const bool beyond = span > ESTIMATE_DAYS;
    return (struct ranked){.mode = mode, .days = beyond ? 0 : span, .beyond = beyond};
}

void ranking_line(struct ranking *ranking, const struct ranked *line)
{
    ranking->beyond += line->beyond;
    if (line->blocked)
        stake_add(&ranking->lines, line->mode, line->days);
}

bool ranking_code(struct ranking *ranking, const struct ranked *line, int number, bool blocking)
{
    struct counted_code *count = &ranking->count[number];
    count->blocking += blocking;
    count->alert += !blocking;
    count->pairs += line->pair;
    sum_up(&count->days, line->days);
    if (!line->blocked)
        return true;
    if (!needs_stake(count))
        return false;
    stake_add(count->stake, line->mode, line->days);
    return true;
}

/* --- The report ------------------------------------------------------------------------------- */

/* Estimate first, then days, then code. */
static int by_euros(const void *a, const void *b)
{
    const struct ranked_code *x = a, *y = b;
    if (x->estimate.centimes != y->estimate.centimes)
        return x->estimate.centimes < y->estimate.centimes ? 1 : -1;
    if (x->days != y->days)
        return x->days < y->days ? 1 : -1;
    return strcmp(x->info.code, y->info.code);
}

static void put_line(struct sink *sink, const char *text)
{
    sink_room(sink, LINE + 1);
    put_text(sink, text);
    put(sink, '\n');
}

/* Blank when no line has an estimate, of those that should. */
static void estimate_text(char *out, size_t size, const struct estimate *estimate)
{
    *out = '\0';
    if (estimate->records > 0 || estimate->without == 0)
        format_euros(out, size, estimate->centimes);
}

static void put_code(struct sink *sink, const struct ranked_code *code, uint64_t pairs,
                     enum language language)
{
    char line[LINE], euros[32];
    estimate_text(euros, sizeof euros, &code->estimate);
    int used = snprintf(line, sizeof line, "%-20s %10llu %10llu %10lld %16s  ", code->info.code,
                        (unsigned long long)code->blocking, (unsigned long long)code->alert,
                        (long long)code->days, euros);
    sink_room(sink, LINE + ROW_ROOM);
    put_bytes(sink, line, (size_t)used);
    put_text(sink, language == ENGLISH ? code->info.en : code->info.fr);
    if (pairs > 0) {
        words_write(line, sizeof line, W_REPORT_PAIRS, (unsigned long long)pairs);
        put_text(sink, line);
    }
    put(sink, '\n');
}

/* Why the rows do not add up, what they are worth together, and what has no estimate. */
static void put_notes(struct sink *sink, const struct estimate *all, uint64_t beyond)
{
    char line[LINE], euros[32];
    estimate_text(euros, sizeof euros, all);
    put_line(sink, words(W_REPORT_ESTIMATE));
    put_line(sink, words(W_REPORT_NO_SUM));
    if (euros[0]) {
        words_write(line, sizeof line, W_REPORT_ONCE, (unsigned long long)all->records, euros);
        put_line(sink, line);
    }
    if (all->without > 0) {
        words_write(line, sizeof line, W_REPORT_WITHOUT, (unsigned long long)all->without);
        put_line(sink, line);
    }
    if (beyond > 0) {
        words_write(line, sizeof line, W_REPORT_BEYOND, (unsigned long long)beyond);
        put_line(sink, line);
    }
}

size_t ranking_list(const struct ranking *ranking, struct ranked_code out[RANKING_CODES])
{
    size_t n = 0;
    for (size_t number = 0; number < had_finding_count(); number++) {
        const struct counted_code *count = &ranking->count[number];
        if (count->blocking + count->alert == 0)
            continue;
        out[n] = (struct ranked_code){.info = {.size = sizeof out[n].info},
                                      .number = (int)number,
                                      .blocking = count->blocking,
                                      .alert = count->alert,
                                      .days = count->days};
        had_finding_get(number, 0, &out[n].info);
        if (count->stake)
            out[n].estimate = estimate_of(count->stake, &ranking->earned);
        n++;
    }
    qsort(out, n, sizeof out[0], by_euros);
    return n;
}

bool ranking_write(const struct ranking *ranking, struct sink *sink)
{
    struct ranked_code codes[RANKING_CODES];
    size_t n = ranking_list(ranking, codes);
    for (size_t i = 0; i < n; i++)
        if (codes[i].days == SUM_FULL || codes[i].estimate.centimes == SUM_FULL)
            return false;
    struct estimate all = estimate_of(&ranking->lines, &ranking->earned);
    char line[LINE];
    words_write(line, sizeof line, W_REPORT_HEAD, "code");
    put_line(sink, line);
    for (size_t i = 0; i < n; i++)
        put_code(sink, &codes[i], ranking->count[codes[i].number].pairs, words_language_get());
    if (n > 0)
        put_notes(sink, &all, ranking->beyond);
    return all.centimes != SUM_FULL;
}

void ranking_unofficial(struct sink *sink)
{
    put_line(sink, words(W_REPORT_UNOFFICIAL));
}
