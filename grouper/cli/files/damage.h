/* SPDX-License-Identifier: Apache-2.0 */
/* What was done to a line that is no record any more, where that can be told (rule R43). */
#ifndef DAMAGE_H
#define DAMAGE_H

#include <stddef.h>

#include "cli/base/words.h"
#include "had.h"

enum damage {
    DAMAGE_UTF8,     /* text re-coded: characters of several bytes where one was */
    DAMAGE_CR,       /* lines end with CR alone */
    DAMAGE_CR_CR_LF, /* lines end with one CR too many */
    DAMAGE_QUOTES,   /* lines in quotes */
    DAMAGE_CUT,      /* the last line stops before its end */
    DAMAGE_SECTEUR,  /* drug lines of the other sector */
    DAMAGE_MCO,      /* drug lines of acute care */
    DAMAGES,
    DAMAGE_NONE = DAMAGES
};

/* Of a line that was rejected, its end included, with its result. */
enum damage damage_of(const had_engine *engine, const unsigned char *line, size_t length,
                      const had_result *result);
/* Of one beside the records, of these kinds (bits of 1 << had_kind), of which so many bytes were
 * expected (0 = not known). */
enum damage damage_beside(const had_tables *tables, unsigned kinds, const unsigned char *line,
                          size_t length, uint32_t expected);
/* The word for it, which takes a file and a line of it. */
enum word damage_word(enum damage damage);

#endif
