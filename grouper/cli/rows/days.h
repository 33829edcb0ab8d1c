/* SPDX-License-Identifier: Apache-2.0 */
/* The days of a record that count, zone by zone: what `price --by jour` has a row for. */
#ifndef DAYS_H
#define DAYS_H

#include "cli/run/batch.h"
#include "cli/base/calendar.h"
#include "common/date.h"

struct days {
    const had_engine *engine;
    const struct item *item;
    bool outside;  /* conventions leave days out (529) */
    int32_t start; /* day of the start of the sequence, when there is one */
    bool ranked;
    /* The next day, 0 = not known, and its rank in the sequence. */
    int32_t date;
    int64_t rank;
    uint32_t left;
};

static inline struct days days_of(const struct batch *batch, const had_engine *engine,
                                  const struct item *item)
{
    const had_result *result = item->result;
    bool outside = !result->carried && any_finding(&result->findings) &&
                   had_findings_has(&result->findings, batch->partly);
    return (struct days){.engine = engine,
                         .item = item,
                         .outside = outside,
                         .start = result->debut_sequence ? date_days(result->debut_sequence) : 0};
}

/* Begins with those of a zone that is not GHT 99. */
static inline void days_zone(struct days *days, const had_zone *zone)
{
    days->date = zone->debut;
    days->left = zone->jours;
    days->ranked = zone->debut != 0 && days->item->result->debut_sequence != 0;
    days->rank = days->ranked ? (int64_t)date_days(zone->debut) - days->start + 1 : 0;
}

/* Moves to the next day that counts, which is then `date` and `rank`; false when none is left. */
static inline bool days_next(struct days *days)
{
    if (days->left == 0)
        return false;
    days->left--;
    /* Rule R37: beside 529, the days that the conventions cover. */
    while (days->outside &&
           !had_day_covered(days->engine, days->item->bytes, days->item->length, days->date)) {
        days->date = calendar_next(days->date);
        days->rank++;
    }
    return true;
}

/* How many days, from the one found on, follow each other within its month; 0 when that is not
 * known. */
static inline uint32_t days_run(const struct days *days)
{
    if (days->outside || !days->ranked || days->date == 0)
        return 0;
    uint32_t count = days->left + 1;
    uint32_t sure = 28 - (uint32_t)(days->date % 100 < 28 ? days->date % 100 : 28) + 1;
    if (count > sure) {
        uint32_t month = (uint32_t)calendar_month_end(days->date) - (uint32_t)days->date + 1;
        count = count < month ? count : month;
    }
    return count;
}

/* Moves to the last of so many such days. */
static inline void days_move(struct days *days, uint32_t count)
{
    days->date += (int32_t)count - 1;
    days->rank += count - 1;
    days->left -= count - 1;
}

static inline void days_past(struct days *days)
{
    if (days->date != 0)
        days->date = calendar_next(days->date);
    days->rank++;
}

#endif
