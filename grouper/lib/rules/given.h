/* SPDX-License-Identifier: Apache-2.0 */
/* Controls against files that the user gives: conventions of care homes, lists of CIM-10 and CCAM.
 * Without a file, its controls do not run (rules R15, R16). */
#ifndef GIVEN_H
#define GIVEN_H

#include "lib/record/record.h"
#include "lib/tables/tables.h"

/* What the conventions say of the place where a record's patient is housed. */
struct housing {
    bool looked; /* conventions are given, and the domicile is of type 3, 4 or 5 */
    const struct convention *list; /* the lines of its FINESS */
    size_t count;
    unsigned char forfait; /* at the end of the sub-sequence; FORFAIT_UNKNOWN if none covers it */
};

void given_find_housing(const struct conventions *conventions, const struct record *record,
                        struct housing *housing);

static inline void given_housing(const struct given *given, const struct record *record,
                                 struct housing *housing)
{
    *housing = (struct housing){.looked = false};
    if (given->conventions.given)
        given_find_housing(&given->conventions, record, housing);
}

/* 029-036, 107, 529; 053, 075, 079, 083, 084, 102, 103, 142, 533 by the lists. */
void given_control(const struct given *given, const struct rules *rules,
                   const struct record *record, const struct housing *housing, had_findings *set);

/* Whether some control has something to look at. */
static inline bool given_any(const struct given *given, const struct housing *housing)
{
    return housing->looked || codes_given(&given->cim10) || codes_given(&given->ccam);
}

#endif
