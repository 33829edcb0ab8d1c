/* SPDX-License-Identifier: Apache-2.0 */
#include "outside.h"

#include "cli/rows/rows.h"
#include "common/digits.h"

/* AAAA-MM, and with its day; months of a year, years that dates can have. */
enum { MONTH_TEXT = 7, DAY_TEXT = 10, YEAR = 12, YEARS = 10000 };

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
    unsigned char key[DAY_TEXT];
    write_date(key, result->fin);
    struct outside_month *month = month_at(outside, key, MONTH_TEXT);
    if (!month)
        return false;
    facts_place(result, place);
    lines_add(&month->lines, place);
    month->refused += result->outcome == HAD_BLOCKED || result->outcome == HAD_UNUSABLE;
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
        month->refused += from->refused;
    }
    return true;
}

const struct outside_month *outside_month(const struct outside *outside, size_t n)
{
    return (const struct outside_month *)(const void *)outside->months.row[n];
}

uint64_t outside_refused(const struct outside *outside)
{
    uint64_t refused = 0;
    for (size_t i = 0; i < outside->months.count; i++)
        refused += outside_month(outside, i)->refused;
    return refused;
}

/* --- Wrong years ------------------------------------------------------------------------------ */

/* How many months there are from the year 0 to one. */
static int number_of(const unsigned char *key)
{
    int year = (key[0] - '0') * 1000 + (key[1] - '0') * 100 + (key[2] - '0') * 10 + key[3] - '0';
    return YEAR * year + (key[5] - '0') * 10 + key[6] - '0' - 1;
}

/* The records of a month, which are either left out or count. */
static uint64_t records_of(const struct outside *outside, const struct activity *activity,
                           int number)
{
    unsigned char key[DAY_TEXT];
    if (number >= YEAR * YEARS)
        return 0;
    write_date(key, number / YEAR * 10000 + (number % YEAR + 1) * 100);
    const struct outside_month *left = keyed_find(&outside->months, key, MONTH_TEXT);
    const struct activity_row *counted = activity_find(activity, BY_MONTH, key, MONTH_TEXT);
    return left ? left->lines.count : counted ? counted->lines.count : 0;
}

static uint64_t fullest_of(const struct outside *outside, const struct activity *activity)
{
    const struct activity_rows *rows = &activity->by[BY_MONTH];
    uint64_t fullest = 0, records;
    for (size_t i = 0; i < outside->months.count; i++) {
        records = outside_month(outside, i)->lines.count;
        fullest = records > fullest ? records : fullest;
    }
    for (size_t i = 0; i < rows->keyed.count; i++) {
        if (activity_row(rows, i)->keyed.length == 0) /* no date, no month */
            continue;
        records = activity_row(rows, i)->lines.count;
        fullest = records > fullest ? records : fullest;
    }
    return fullest;
}

/* Whether more than a tenth of the records of the fullest end in it. */
static bool is_full(const struct outside *outside, const struct activity *activity, int number)
{
    enum { TENTH = 10 };
    return records_of(outside, activity, number) * TENTH > outside->fullest;
}

/* A year of the period; without one, any that has a full month. */
static bool year_asked(const struct outside *outside, const struct activity *activity,
                       const struct options *options, int year)
{
    bool asked = options->period_from > 0 && year >= options->period_from / 100 &&
                 year <= options->period_to / 100;
    for (int month = 0; options->period_from == 0 && !asked && month < YEAR; month++)
        asked = is_full(outside, activity, YEAR * year + month);
    return asked;
}

bool outside_doubts(const struct outside *outside, const struct activity *activity,
                    const struct options *options, const struct keyed_row *month)
{
    if (month->length != MONTH_TEXT)
        return false;
    int number = number_of(month->key);
    for (int near = number - 1; near <= number + 1; near++)
        if (is_full(outside, activity, near))
            return false;
    return !year_asked(outside, activity, options, number / YEAR);
}

void outside_finish(struct outside *outside, const struct activity *activity,
                    const struct options *options)
{
    outside->fullest = fullest_of(outside, activity);
    keyed_sort(&outside->months);
    for (size_t i = 0; i < outside->months.count; i++) {
        struct outside_month *month = (struct outside_month *)(void *)outside->months.row[i];
        month->doubtful = outside_doubts(outside, activity, options, &month->keyed);
    }
}

struct doubted outside_doubted(const struct outside *outside, const struct activity *activity,
                               const struct options *options)
{
    const struct activity_rows *rows = &activity->by[BY_MONTH];
    struct doubted doubted = {.months = 0};
    for (size_t i = 0; i < rows->keyed.count; i++) {
        const struct activity_row *row = activity_row(rows, i);
        if (row->keyed.length != MONTH_TEXT)
            continue;
        if (outside_doubts(outside, activity, options, &row->keyed)) {
            doubted.months++;
            lines_join(&doubted.lines, &row->lines);
            continue;
        }
        int number = number_of(row->keyed.key);
        doubted.last = number / YEAR * 100 + number % YEAR + 1;
        doubted.first = doubted.first ? doubted.first : doubted.last;
    }
    return doubted;
}
