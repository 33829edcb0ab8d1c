/* SPDX-License-Identifier: Apache-2.0 */
#include "months.h"

#include <string.h>

enum { FINESS = 9, YEAR = 4 };

static bool digits(const char *p, int count)
{
    for (int i = 0; i < count; i++)
        if (p[i] < '0' || p[i] > '9')
            return false;
    return true;
}

/* A FINESS: nine digits, or 2A or 2B and seven digits. */
static bool is_finess(const char *p)
{
    bool corsican = p[0] == '2' && (p[1] == 'A' || p[1] == 'B');
    return corsican ? digits(p + 2, FINESS - 2) : digits(p, FINESS);
}

bool month_of(const char *name, struct month *month)
{
    memset(month, 0, sizeof *month);
    if (!is_finess(name) || name[FINESS] != '.')
        return false;
    memcpy(month->finess, name, FINESS);
    const char *p = name + FINESS + 1;
    if (!digits(p, YEAR) || p[YEAR] != '.')
        return false;
    memcpy(month->year, p, YEAR);
    p += YEAR + 1;
    for (int i = 0; i < 2 && digits(p, 1); i++)
        month->month = month->month * 10 + (*p++ - '0');
    month->ext = p + 1;
    return *p == '.' && p[1] != '\0' && month->month >= 1 && month->month <= 12;
}

bool month_same_year(const struct month *a, const struct month *b)
{
    return strcmp(a->finess, b->finess) == 0 && strcmp(a->year, b->year) == 0;
}

static char small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool month_same_series(const struct month *a, const struct month *b)
{
    const char *p = a->ext, *q = b->ext;
    while (*p && small(*p) == small(*q))
        p++, q++;
    return *p == *q && month_same_year(a, b);
}
