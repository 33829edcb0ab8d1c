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

/* --- Wrong years ------------------------------------------------------------------------------ */

/* The months of the run: the n-th of those left out, then those that count. */
struct full_month {
    int number; /* of months since the year 0; -1: the blank key */
    uint64_t records;
};

static struct full_month month_of(const struct outside *outside, const struct activity *activity,
                                  size_t n)
{
    size_t count = outside->months.count;
    const struct keyed *keyed = n < count ? &outside->months : &activity->by[BY_MONTH].keyed;
    const struct keyed_row *row = keyed->row[n < count ? n : n - count];
    const unsigned char *key = row->key;
    struct full_month month = {
        -1, n < count ? outside_month(outside, n)->lines.count
                      : activity_row(&activity->by[BY_MONTH], n - count)->lines.count};
    if (row->length == MONTH_TEXT)
        month.number = 12 * ((key[0] - '0') * 1000 + (key[1] - '0') * 100 + (key[2] - '0') * 10 +
                             key[3] - '0') +
                       (key[5] - '0') * 10 + key[6] - '0' - 1;
    return month;
}

bool outside_doubtful(const struct outside *outside, const struct activity *activity,
                      const struct options *options, size_t n)
{
    enum { TENTH = 10, YEAR = 12 };
    const struct full_month own = month_of(outside, activity, n);
    size_t count = outside->months.count + activity->by[BY_MONTH].keyed.count;
    uint64_t fullest = 0;
    bool near = false; /* a month that is full */
    int year = own.number / YEAR;
    if (year >= options->period_from / 100 && year <= options->period_to / 100)
        return false;
    for (size_t i = 0; i < count; i++) {
        uint64_t records = month_of(outside, activity, i).records;
        fullest = records > fullest ? records : fullest;
    }
    for (size_t i = 0; i < count; i++) {
        const struct full_month other = month_of(outside, activity, i);
        near |= other.records * TENTH > fullest && other.number >= own.number - 1 &&
                other.number <= own.number + 1;
    }
    return !near;
}
