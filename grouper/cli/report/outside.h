/* SPDX-License-Identifier: Apache-2.0 */
/* The records that --periode leaves out, by the month they end in: how many, and their first lines.
 * What has a wrong year is among them, and in no other page; without --periode, it is among those
 * that count. */
#ifndef OUTSIDE_H
#define OUTSIDE_H

#include "activity.h"

struct outside_month {
    struct keyed_row keyed; /* AAAA-MM */
    struct report_lines lines;
    uint64_t refused; /* of these: they earn nothing */
    bool doubtful;    /* its year is likely to be wrong; once finished */
};

struct outside {
    struct keyed months; /* struct outside_month, in their order once finished */
    uint64_t fullest;    /* records of the fullest month, left out or not; once finished */
};

void outside_start(struct outside *outside);
void outside_free(struct outside *outside);
/* A record, whose end is a date. False when there is no memory (a message is said). */
bool outside_add(struct outside *outside, const had_result *result, struct line_place *place);
bool outside_join(struct outside *outside, const struct outside *more);
/* Nothing is added any more, and `activity`, of what counts, is finished. A year is likely to be
 * wrong when it is none of the period (without one: none that has a month with more than a tenth of
 * the records of the fullest), and neither that month nor one beside it has as many, of these
 * records and of those that count. */
void outside_finish(struct outside *outside, const struct activity *activity,
                    const struct options *options);
const struct outside_month *outside_month(const struct outside *outside, size_t n);
/* Those of all months that are refused. */
uint64_t outside_refused(const struct outside *outside);

/* Whether the year of a month (AAAA-MM; none when it is blank) is likely to be wrong. */
bool outside_doubts(const struct outside *outside, const struct activity *activity,
                    const struct options *options, const struct keyed_row *month);
/* What counts and ends in such months, and between which months (AAAAMM, 0 = none) all else does.
 */
struct doubted {
    size_t months;
    struct report_lines lines;
    int32_t first, last;
};
struct doubted outside_doubted(const struct outside *outside, const struct activity *activity,
                               const struct options *options);

#endif
