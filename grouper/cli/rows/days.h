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
    bool outside; /* conventions leave days out (529) */
    bool ranked;
    /* The next day, 0 = not known, and its rank in the sequence. */
    int32_t date;
    int64_t rank;
    uint32_t left;
};

static inline struct days days_of(const had_engine *engine, const struct item *item)
{
    const had_result *result = item->result;
    bool outside = !result->carried && any_finding(&result->findings) &&
                   had_findings_has(&result->findings, had_finding_number("529"));
    return (struct days){.engine = engine, .item = item, .outside = outside};
}

/* Begins with those of a zone that is not GHT 99. */
static inline void days_zone(struct days *days, const had_zone *zone)
{
    int32_t start = days->item->result->debut_sequence;
    days->date = zone->debut;
    days->left = zone->jours;
    days->ranked = zone->debut != 0 && start != 0;
    days->rank = days->ranked ? (int64_t)date_days(zone->debut) - date_days(start) + 1 : 0;
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

static inline void days_past(struct days *days)
{
    if (days->date != 0)
        days->date = calendar_next(days->date);
    days->rank++;
}

#endif
