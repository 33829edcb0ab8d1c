/* SPDX-License-Identifier: Apache-2.0 */
/* The records that --periode leaves out, by the month they end in: how many, and their first lines.
 * What has a wrong year is among them, and in no other page. */
#ifndef OUTSIDE_H
#define OUTSIDE_H

#include "activity.h"

struct outside_month {
    struct keyed_row keyed; /* AAAA-MM */
    struct report_lines lines;
    bool doubtful; /* its year is likely to be wrong; once finished */
};

struct outside {
    struct keyed months; /* struct outside_month, in their order once finished */
};

void outside_start(struct outside *outside);
void outside_free(struct outside *outside);
/* A record, whose end is a date. False when there is no memory (a message is said). */
bool outside_add(struct outside *outside, const had_result *result, struct line_place *place);
bool outside_join(struct outside *outside, const struct outside *more);
/* Nothing is added any more, and `activity`, of what counts, is finished. A year is likely to be
 * wrong when it is none of the period, and neither that month nor one beside it has a tenth of the
 * records of the fullest, of these and of those that count. */
void outside_finish(struct outside *outside, const struct activity *activity,
                    const struct options *options);
const struct outside_month *outside_month(const struct outside *outside, size_t n);

#endif
