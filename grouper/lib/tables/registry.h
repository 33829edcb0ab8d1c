/* SPDX-License-Identifier: Apache-2.0 */
/* The registry of findings (tables/findings.csv), compiled in: codes, years, fields and texts. */
#ifndef REGISTRY_H
#define REGISTRY_H

#include <stdbool.h>
#include <stdint.h>

#include "had.h"
#include "common/bytes.h"
#include "findings.gen.h"

_Static_assert((int)FINDING_COUNT <= (int)HAD_FINDINGS_MAX, "the set of findings is too small");

enum finding_family {
    FAMILY_PRELIMINARY,
    FAMILY_FG,
    FAMILY_HAD,
    FAMILY_S,
    FAMILY_E,
    FAMILY_R,
    FAMILY_CONVENTION
};
enum finding_status { FINDING_WRITTEN, FINDING_LIST, FINDING_PLANNED };

/* One code as worded for a span of years. */
struct finding_row {
    uint16_t number;
    uint8_t family;
    bool blocking;
    uint8_t status;
    uint16_t from, to;
    const char *code, *fields, *compared, *fr, *en, *source;
};

extern const struct finding_row finding_rows[FINDING_ROWS];
extern const char *const finding_codes[FINDING_COUNT];
/* Its rows: from finding_first[number] to the next's, in the order of years. */
extern const uint16_t finding_first[FINDING_COUNT + 1];

/* Years that have variants of their own; the first stands for all before it, the last for all after
 * (rule R18). */
enum { YEAR_FIRST = 2011, YEAR_LAST = 2040, YEAR_COUNT = YEAR_LAST - YEAR_FIRST + 1 };

static inline int year_index(int year)
{
    if (USUALLY((unsigned)(year - YEAR_FIRST) < YEAR_COUNT))
        return year - YEAR_FIRST;
    return year < YEAR_FIRST ? 0 : YEAR_COUNT - 1;
}

static inline void findings_add(had_findings *set, enum finding number, bool condition)
{
    set->word[number >> 6] |= (uint64_t)condition << (number & 63);
}

static inline void findings_remove(had_findings *set, enum finding number)
{
    set->word[number >> 6] &= ~(UINT64_C(1) << (number & 63));
}

static inline bool findings_has(const had_findings *set, enum finding number)
{
    return set->word[number >> 6] >> (number & 63) & 1;
}

static inline bool findings_none(const had_findings *set)
{
    return (set->word[0] | set->word[1] | set->word[2]) == 0;
}

/* The row of `number` for a year; the nearest when that year has none. */
const struct finding_row *registry_row(int number, int year);

/* The codes in force in the year of this index. */
void registry_in_force(int year_index, had_findings *set);

/* The codes of family FG (blocking or not), and ours that decide a result. */
void registry_fg(bool blocking, had_findings *set);

/* First member from number `from` on, -1 if none. */
int findings_next(const had_findings *set, int from);

/* First member of both sets, -1 if none: the smallest code, as registry order is code order. */
int findings_first(const had_findings *set, const had_findings *mask);

#endif
