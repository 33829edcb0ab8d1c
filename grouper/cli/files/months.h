/* SPDX-License-Identifier: Apache-2.0 */
/* Files named as the State's program names them: FINESS.AAAA.M.ext. Those of one year hold all that
 * was sent since January: the last one holds the records of the others. */
#ifndef MONTHS_H
#define MONTHS_H

#include <stdbool.h>

struct month {
    char finess[10], year[5];
    int month;       /* 1 to 12 */
    const char *ext; /* all that follows; whatever its case */
};

/* Takes a name apart, without its directory. False when it is not of that form; `ext` is a part of
 * the name. */
bool month_of(const char *name, struct month *month);

/* Whether two names are of one FINESS and year; and of one ext. */
bool month_same_year(const struct month *a, const struct month *b);
bool month_same_series(const struct month *a, const struct month *b);

#endif
