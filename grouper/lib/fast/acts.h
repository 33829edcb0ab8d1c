/* SPDX-License-Identifier: Apache-2.0 */
/* The acts of a usual record: what their bytes' ranges do not tell. */
#ifndef ACTS_H
#define ACTS_H

#include "common/bytes.h"
#include "lib/record/record.h"
#include "places.gen.h"

/* The last eight bytes of an act: extension of the PMSI, phase, activity, documentary extension,
 * count. */
_Static_assert(IN_ACT_EXTENSION_PMSI + 8 == ACT_BYTES &&
                   IN_ACT_ACTIVITE == IN_ACT_EXTENSION_PMSI + 4 &&
                   IN_ACT_EXTENSION_DOC == IN_ACT_EXTENSION_PMSI + 5 &&
                   IN_ACT_COUNT == IN_ACT_EXTENSION_PMSI + 6,
               "act_tail_good");

/* A bit for each documentary extension from 0x40 on: letters but o and i. */
#define LETTERS (UINT64_C(0x07FFFFFE07FFFFFE) & ~(UINT64_C(0x0000820000008200)))

/* Their bytes are in their ranges. What an act may have or not is as usual as not: no branch tells
 * them apart. */
static INLINE bool act_tail_good(uint64_t tail)
{
    unsigned document = tail >> 40 & 0xFF, activite = tail >> 32 & 0xFF;
    bool extended = (tail & 0xF0F0FF) == 0x30302D, none = (tail & 0xFFFFFF) == 0x202020;
    bool letter = (document >> 6) & (LETTERS >> (document & 63));
    bool documented = digit((unsigned char)document) | letter;
    bool undocumented = (document == ' ') & (activite != '4');
    return (extended | none) & (documented | undocumented) & (tail >> 48 != 0x3030);
}

/* Of a date, its month and year, and its day: as text, the latter comparable. */
static INLINE uint64_t month_text(uint64_t date)
{
    return date >> 16;
}

static INLINE uint32_t day_text(uint64_t date)
{
    return (uint32_t)((date & 0xFF) << 8 | (date >> 8 & 0xFF));
}

/* The days of a sub-sequence, as text: in its last month and in its first, which may be the same.
 */
struct act_days {
    uint64_t month[2];
    uint32_t first[2], span[2];
    bool far; /* there are months between */
    int32_t debut, fin;
};

/* 28 to 31. */
static uint32_t day_text_of(int32_t day)
{
    return (uint32_t)(day < 30 ? '2' << 8 | ('0' + day - 20) : '3' << 8 | ('0' + day - 30));
}

/* Of a sub-sequence whose first day and last are in one month. */
static INLINE struct act_days days_within(const unsigned char *bytes)
{
    uint64_t debut = load8(bytes + AT_date_debut_sous_sequence);
    uint64_t fin = load8(bytes + AT_date_fin_sous_sequence);
    uint32_t from = day_text(debut), span = day_text(fin) - from;
    return (struct act_days){
        .month = {month_text(fin), month_text(debut)}, .first = {from, from}, .span = {span, span}};
}

/* Of one that ends in the month after; `length`: days of the month that it begins in. */
static INLINE void days_of_two(struct act_days *days, int32_t length)
{
    uint32_t first = '0' << 8 | '1';
    days->span[0] += days->first[0] - first;
    days->first[0] = first;
    days->span[1] = day_text_of(length) - days->first[1];
}

/* Of one whose dates have been read. */
static INLINE struct act_days days_of(const struct record *record)
{
    struct act_days days = days_within(record->bytes);
    if (days.month[0] != days.month[1]) {
        int32_t length = earlier_months(record); /* of the first, if there is none between */
        days_of_two(&days, length);
        days.far = length > 31;
        days.debut = record->debut;
        days.fin = record->fin;
    }
    return days;
}

static INLINE bool act_within(const struct act_days *days, uint64_t month, uint32_t day)
{
    return ((month == days->month[0]) & (day - days->first[0] <= days->span[0])) |
           ((month == days->month[1]) & (day - days->first[1] <= days->span[1]));
}

static INLINE bool act_dated(const unsigned char *act, const struct act_days *days)
{
    if (!USUALLY(!days->far)) {
        int32_t date = date_read(act);
        return (days->debut <= date) & (date <= days->fin);
    }
    uint64_t date = load8(act);
    return act_within(days, month_text(date), day_text(date));
}

/* Whether an act was done on a day of the sub-sequence. */
static INLINE bool act_good(const unsigned char *act, const struct act_days *days)
{
    return act_dated(act, days) & act_tail_good(load8(act + IN_ACT_EXTENSION_PMSI));
}

#endif
