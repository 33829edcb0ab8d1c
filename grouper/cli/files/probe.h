/* SPDX-License-Identifier: Apache-2.0 */
/* The start of an input, looked at before the run: whether it holds a line that the command reads,
 * and what it looks like if not (rule R44); whether a record would have to be grouped while no
 * classification is loaded. */
#ifndef PROBE_H
#define PROBE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "foreign.h"
#include "had.h"
#include "input.h"

struct probe {
    const had_engine *engine; /* reads what the command reads: records */
    const had_tables *tables; /* in its place: files beside them, */
    unsigned kinds;           /* of these kinds, bits of 1 << had_kind */
    uint64_t lines_wanted;    /* to look at, once one is known; 0 = none */
    bool (*grouped)(const void *context, const had_result *result); /* whether it is to be */
    const void *context;
    /* What was found: */
    uint64_t bytes, lines; /* looked at */
    bool sound;            /* a line holds something */
    bool container;        /* an archive or a document: no line of it is looked at */
    bool late;             /* the first that does begins after the first MiB */
    int likely;            /* had_kind of the first line that has one; only with `kinds` */
    bool known;            /* one in the first MiB is of a format that the engine reads: */
    bool rapss;            /* a RAPSS */
    uint64_t asks; /* number of the first line that has to be grouped and cannot be; 0 = none */
    /* Its start, and the line that tells most: the first record of another kind, else the first
     * that holds something. */
    unsigned char start[FOREIGN_BYTES], line[FOREIGN_BYTES];
    size_t start_size, line_size, line_whole;
    bool told;
};

/* Looks at the next block of the file. False when enough is known. */
bool probe_add(struct probe *probe, const struct block *block);

/* Nothing but debris was found, or nothing at all: not a reason to refuse a file. */
static inline bool probe_empty(const struct probe *probe)
{
    return !probe->sound;
}

/* Words for what it looks like; false when that cannot be told. */
bool probe_looks(const struct probe *probe, char out[FOREIGN_WORDS]);

#endif
