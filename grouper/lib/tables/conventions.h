/* SPDX-License-Identifier: Apache-2.0 */
/* The convention file: periods in which a care home (FINESS) has an agreement (rules R7, R37). Its
 * defects are findings of records (033-036), not reasons to refuse it; each is also remarked, with
 * its line. */
#ifndef CONVENTIONS_H
#define CONVENTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "had.h"
#include "given_files.h"

enum { CONVENTION_FINESS = 9, FORFAIT_UNKNOWN = 0 };

struct convention {
    unsigned char finess[CONVENTION_FINESS]; /* trimmed, blanks after */
    unsigned char forfait;                   /* as written: 0 without, 1 with care package */
    bool valid;                              /* its period is */
    int32_t debut, fin;                      /* fin 99991231 = open */
    uint32_t file, line;
    uint32_t column; /* of its start, in that line */
};

struct conventions {
    bool given, unreadable;
    bool bad_length, bad_period, bad_forfait, overlap; /* 033, 034, 035, 036 */
    struct convention *list;                           /* by FINESS, then start */
    size_t count, capacity;
};

/* Adds the lines of files; one whose bytes are NULL was given and could not be read (032). */
int conventions_add(struct conventions *conventions, struct given_files *given,
                    const had_allocator *allocator, const had_file *files, size_t n,
                    had_error *error);

/* The lines of one FINESS (nine bytes of a record): *count of them. */
const struct convention *conventions_of(const struct conventions *conventions,
                                        const unsigned char *finess, size_t *count);

/* Days from first to last (real dates, in order) that one of these periods covers. */
int32_t conventions_days(const struct convention *list, size_t count, int32_t first, int32_t last);

/* Code forfait of the first line of the files whose period covers a day, FORFAIT_UNKNOWN if none.
 */
unsigned char conventions_forfait(const struct convention *list, size_t count, int32_t day);

#endif
