/* SPDX-License-Identifier: Apache-2.0 */
/* --chainage: the records whose result the controls between records overwrite (rule R9). Every file
 * is read once to know them, before the run: its records are chained, and neither grouped nor
 * priced. */
#ifndef OVERWRITES_H
#define OVERWRITES_H

#include "batch.h"
#include "chained.h"

/* Of a file: one bit a line, from the first line on. */
struct overwritten {
    unsigned char *bits;
    size_t room; /* bytes */
};

/* What was found between a record and others. */
struct between {
    uint32_t file;
    uint64_t line;
    bool overwrites, after; /* as had_chain_result has them */
    had_findings findings;
};

struct overwrites {
    struct overwritten *file; /* by number of the file among the sources */
    struct overwritten *told; /* the same of lines on which something was found, if that is kept */
    size_t files;
    bool keeps;            /* what was found, too: */
    struct between *found; /* in the order of the input */
    size_t count, room;
    struct chained *chained; /* while files are looked at: */
    struct chained_hand *hand;
};

/* Whether the run can be read twice, in whole: 0, or USAGE with a message. */
int overwrites_check(const struct batch *batch);

/* 0, or a status with a message said. Freed with overwrites_free in any case. */
int overwrites_find(const struct batch *batch, struct overwrites *overwrites);
void overwrites_free(struct overwrites *overwrites);

/* What was found on a line of a file; NULL = nothing, or it was not kept. */
const struct between *overwrites_found(const struct overwrites *overwrites, uint32_t file,
                                       uint64_t line);

/* Whether a line has to be looked at alone: it is one, or what was found on it is kept. */
bool overwrites_stops(const struct overwrites *overwrites, uint32_t file, uint64_t line);
/* Whether a line of a file is one. */
bool overwrites_has(const struct overwrites *overwrites, uint32_t file, uint64_t line);

#endif
