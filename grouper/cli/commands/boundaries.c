/* SPDX-License-Identifier: Apache-2.0 */
#include "boundaries.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "cli/base/calendar.h"
#include "had.h"

/* How many records end before a day. */
static size_t before(const struct in_force *version, int32_t day)
{
    size_t low = 0, high = version->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (version->end[middle] < day)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Records of two neighbours on the wrong side of a boundary: the newer one begins that day. */
static size_t wrong(const struct in_force *older, const struct in_force *newer, int32_t day)
{
    return older->count - before(older, day) + before(newer, day);
}

enum { YEAR_MAX = 9999 };

static int32_t least(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

/* A boundary, and what it leaves on the wrong side. */
struct boundary {
    int32_t day;
    size_t wrong;
};

static void keep_fewest(struct boundary *kept, const struct in_force *older,
                        const struct in_force *newer, int32_t day)
{
    size_t left = wrong(older, newer, day);
    if (left < kept->wrong)
        *kept = (struct boundary){day, left};
}

static int32_t last_end(const struct in_force *version)
{
    return version->end[version->count - 1];
}

static struct boundary best_campaign(const struct in_force *older, const struct in_force *newer)
{
    struct boundary best = {0, SIZE_MAX};
    int32_t first = least(older->end[0], newer->end[0]) / 10000 - 1;
    int32_t last = (last_end(older) > last_end(newer) ? last_end(older) : last_end(newer)) / 10000;
    for (int32_t year = first > 0 ? first : 1; year <= last + 1 && year <= YEAR_MAX; year++)
        keep_fewest(&best, older, newer, had_campagne_debut(year));
    return best;
}

/* Passing a day leaves fewer on the wrong side only when it is the day after a record of the older
 * version: no other has to be tried, but for the first of all. */
static struct boundary best_day(const struct in_force *older, const struct in_force *newer)
{
    struct boundary best = {0, SIZE_MAX};
    keep_fewest(&best, older, newer, least(older->end[0], newer->end[0]));
    for (size_t i = 0; i < older->count; i++) {
        int32_t day = calendar_next(older->end[i]);
        bool again = i > 0 && older->end[i] == older->end[i - 1];
        if (day && !again)
            keep_fewest(&best, older, newer, day);
    }
    return best;
}

/* Rule R34: a campaign begins where the tables change; only many records on its wrong side, that
 * another day brings down by more than half, say otherwise. */
static int32_t boundary(const struct in_force *older, const struct in_force *newer)
{
    enum { MANY = 5, PER_CENT = 100 };
    struct boundary change = best_campaign(older, newer);
    if (change.wrong < MANY || change.wrong * PER_CENT < older->count ||
        change.wrong * PER_CENT < newer->count)
        return change.day;
    struct boundary other = best_day(older, newer);
    return other.wrong * 2 < change.wrong ? other.day : change.day;
}

static int by_median(const void *a, const void *b)
{
    const struct in_force *x = *(struct in_force *const *)a, *y = *(struct in_force *const *)b;
    int32_t mine = x->end[(x->count - 1) / 2], other = y->end[(y->count - 1) / 2];
    return mine != other ? (mine < other ? -1 : 1) : strcmp(x->text, y->text);
}

/* Dates these versions as if all were written. Returns the first that has no record in its period,
 * or `count`. */
static size_t date_all(struct in_force **version, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        version[i]->debut = i ? boundary(version[i - 1], version[i]) : version[0]->end[0];
        version[i]->fin = 0;
        if (i)
            version[i - 1]->fin = calendar_previous(version[i]->debut);
    }
    for (size_t i = 0; i < count; i++) {
        const struct in_force *v = version[i];
        size_t until = i + 1 < count ? before(v, version[i + 1]->debut) : v->count;
        if (until <= before(v, v->debut))
            return i;
    }
    return count;
}

void boundaries_find(struct in_force **version, size_t count)
{
    if (count == 0)
        return;
    qsort(version, count, sizeof *version, by_median);
    /* A boundary that is not after the one before leaves no period: the others are neighbours then.
     * Those left out go after the rest. */
    size_t left = count, out;
    while ((out = date_all(version, left)) < left) {
        struct in_force *gone = version[out];
        gone->debut = gone->fin = 0;
        memmove(version + out, version + out + 1, (left - out - 1) * sizeof(struct in_force *));
        version[--left] = gone;
    }
}
