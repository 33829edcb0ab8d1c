/* SPDX-License-Identifier: Apache-2.0 */
#include "outside.h"

#include "cli/rows/rows.h"
#include "common/digits.h"

enum { MONTH_TEXT = 7 }; /* AAAA-MM */

void outside_start(struct outside *outside)
{
    outside->months.size = sizeof(struct outside_month);
}

void outside_free(struct outside *outside)
{
    keyed_free(&outside->months);
}

static struct outside_month *month_at(struct outside *outside, const unsigned char *key,
                                      size_t length)
{
    return keyed_at(&outside->months, key, length);
}

bool outside_add(struct outside *outside, const had_result *result, struct line_place *place)
{
    unsigned char key[16];
    write_date(key, result->fin);
    struct outside_month *month = month_at(outside, key, MONTH_TEXT);
    if (!month)
        return false;
    place->debut = result->debut;
    place->fin = result->fin;
    place->days = result_days(result);
    place->told = result_amount(result, &place->amount);
    lines_add(&month->lines, place);
    return true;
}

bool outside_join(struct outside *outside, const struct outside *more)
{
    for (size_t i = 0; i < more->months.count; i++) {
        const struct outside_month *from = outside_month(more, i);
        struct outside_month *month = month_at(outside, from->keyed.key, from->keyed.length);
        if (!month)
            return false;
        lines_join(&month->lines, &from->lines);
    }
    return true;
}

void outside_finish(struct outside *outside)
{
    keyed_sort(&outside->months);
}

const struct outside_month *outside_month(const struct outside *outside, size_t n)
{
    return (const struct outside_month *)(const void *)outside->months.row[n];
}

static uint64_t fullest(const struct outside *outside, const struct activity *activity)
{
    uint64_t most = 0;
    for (size_t i = 0; i < outside->months.count; i++)
        if (outside_month(outside, i)->lines.count > most)
            most = outside_month(outside, i)->lines.count;
    for (size_t i = 0; i < activity->by[BY_MONTH].keyed.count; i++)
        if (activity_row(&activity->by[BY_MONTH], i)->lines.count > most)
            most = activity_row(&activity->by[BY_MONTH], i)->lines.count;
    return most;
}

bool outside_doubtful(const struct outside *outside, const struct activity *activity,
                      const struct options *options, const struct outside_month *month)
{
    enum { TENTH = 10 };
    const unsigned char *key = month->keyed.key;
    int year = (key[0] - '0') * 1000 + (key[1] - '0') * 100 + (key[2] - '0') * 10 + key[3] - '0';
    bool asked = year >= options->period_from / 100 && year <= options->period_to / 100;
    return !asked && month->lines.count * TENTH <= fullest(outside, activity);
}
