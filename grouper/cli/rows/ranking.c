/* SPDX-License-Identifier: Apache-2.0 */
#include "ranking.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/base/calendar.h"
#include "cli/base/sums.h"
#include "cli/write/table.h"
#include "cli/run/tally.h"
#include "cli/base/words.h"

enum { CODES = 64 * HAD_FINDING_WORDS, LINE = 256 };

/* What is counted of a code. */
struct count {
    uint64_t blocking, alert, pairs; /* pairs: 056 of a pair that is not allowed */
    int64_t days;
    struct stake *stake; /* made at first need */
};

struct ranking {
    struct count count[CODES];
    struct stake lines; /* each line that earns nothing, once */
    struct earned earned;
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

static bool needs_stake(struct count *count)
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
        struct count *count = &ranking->count[code];
        const struct count *more = &other->count[code];
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
    earned_join(&ranking->earned, &other->earned);
    return true;
}

void ranking_earns(struct ranking *ranking, int mode, struct earning earning)
{
    earned_add(&ranking->earned, mode, earning);
}

void ranking_line(struct ranking *ranking, const struct ranked *line)
{
    if (line->blocked)
        stake_add(&ranking->lines, line->mode, line->debut, line->fin);
}

bool ranking_code(struct ranking *ranking, const struct ranked *line, int number, bool blocking)
{
    struct count *count = &ranking->count[number];
    count->blocking += blocking;
    count->alert += !blocking;
    count->pairs += line->pair;
    sum_up(&count->days, calendar_span(line->debut, line->fin));
    if (!line->blocked)
        return true;
    if (!needs_stake(count))
        return false;
    stake_add(count->stake, line->mode, line->debut, line->fin);
    return true;
}

/* --- The report ------------------------------------------------------------------------------- */

/* A code with what it holds back. */
struct code {
    had_finding_info info;
    const struct count *count;
    struct estimate estimate;
};

/* Estimate first, then days, then code. */
static int by_euros(const void *a, const void *b)
{
    const struct code *x = a, *y = b;
    if (x->estimate.centimes != y->estimate.centimes)
        return x->estimate.centimes < y->estimate.centimes ? 1 : -1;
    if (x->count->days != y->count->days)
        return x->count->days < y->count->days ? 1 : -1;
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

static void put_code(struct sink *sink, const struct code *code, enum language language)
{
    char line[LINE], euros[32];
    const struct count *count = code->count;
    estimate_text(euros, sizeof euros, &code->estimate);
    int used = snprintf(line, sizeof line, "%-20s %10llu %10llu %10lld %16s  ", code->info.code,
                        (unsigned long long)count->blocking, (unsigned long long)count->alert,
                        (long long)count->days, euros);
    sink_room(sink, LINE + ROW_ROOM);
    put_bytes(sink, line, (size_t)used);
    put_text(sink, language == ENGLISH ? code->info.en : code->info.fr);
    if (count->pairs > 0) {
        words_write(line, sizeof line, W_REPORT_PAIRS, (unsigned long long)count->pairs);
        put_text(sink, line);
    }
    put(sink, '\n');
}

/* Why the rows do not add up, what they are worth together, and what has no estimate. */
static void put_notes(struct sink *sink, const struct estimate *all)
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
}

bool ranking_write(const struct ranking *ranking, struct sink *sink)
{
    struct code codes[CODES];
    size_t n = 0;
    for (size_t number = 0; number < had_finding_count(); number++) {
        const struct count *count = &ranking->count[number];
        struct code *code = &codes[n];
        if (count->blocking + count->alert == 0)
            continue;
        *code = (struct code){.info = {.size = sizeof code->info}, .count = count};
        had_finding_get(number, 0, &code->info);
        if (count->stake)
            code->estimate = estimate_of(count->stake, &ranking->earned);
        if (count->days == SUM_FULL || code->estimate.centimes == SUM_FULL)
            return false;
        n++;
    }
    qsort(codes, n, sizeof codes[0], by_euros);
    struct estimate all = estimate_of(&ranking->lines, &ranking->earned);
    char line[LINE];
    words_write(line, sizeof line, W_REPORT_HEAD, "code");
    put_line(sink, line);
    for (size_t i = 0; i < n; i++)
        put_code(sink, &codes[i], words_language_get());
    if (n > 0)
        put_notes(sink, &all);
    return all.centimes != SUM_FULL;
}
