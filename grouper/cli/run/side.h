/* SPDX-License-Identifier: Apache-2.0 */
/* Files beside the records, line by line, without their debris (rule R43); what is wrong with a
 * line is said, a few times for each code and file, and counted (rule R44). */
#ifndef SIDE_H
#define SIDE_H

#include "common/debris.h"
#include "batch.h"
#include "cli/files/damage.h"
#include "cli/files/input.h"
#include "cli/files/probe.h"

enum { SIDE_CODES = HAD_FINDINGS_MAX, SIDE_TOLD = 20 };

/* Counts over all the files. */
struct side_counts {
    uint64_t files, lines; /* of debris too */
    struct debris debris;
    uint64_t found[SIDE_CODES]; /* lines by the number of their finding */
};

/* A line as it is given: its end left on, without debris in front. */
struct side_line {
    const unsigned char *bytes;
    size_t length;
    uint64_t number; /* in its file, from 1 */
};

/* Reads lines, SIDE_LINES at most; other than 0 ends the reading. Calls side_at for each. */
struct side;
enum { SIDE_LINES = 32 };
typedef int side_lines(void *own, struct side *side, const struct side_line *line, size_t count);

struct side {
    const struct batch *batch;
    struct side_counts *counts;
    struct input input;
    const char *path;
    side_lines *read;
    void *own;
    int status;                        /* what `read` said last */
    struct side_line line[SIDE_LINES]; /* of the block being read, to be given together */
    size_t lines;
    const struct side_line *at;      /* the one that is looked at */
    uint64_t reached;                /* number of the last line taken from the block */
    const unsigned char *next, *end; /* of the block being read */
    unsigned char *ahead;            /* blocks looked at before, when there was more than one */
    bool any;                        /* a line was given that holds something */
    uint64_t held, first_held;       /* lines with nothing on them: debris if no other comes */
    struct debris held_debris;
    struct side_line kept; /* the line that came after them, to be given next */
    uint32_t told[SIDE_CODES];
    unsigned kinds;        /* of lines asked for */
    bool damaged[DAMAGES]; /* known causes that were said */
};

/* The names of kinds, bits of 1 << had_kind. */
enum { SIDE_NAMES = 64 };
void side_names(unsigned kinds, char out[SIDE_NAMES]);

/* The files that options name beside the records: of drugs, invoices, insurance facts. */
enum { SIDE_FILES = 4 * LIST_MAX };
size_t side_files(const struct options *options, const char *out[SIDE_FILES]);

/* Gives the lines of a file to `read` while that gives 0, several at a time. A line of the kinds
 * asked for (bits of 1 << had_kind) has to stand in the first MiB, or the file to hold nothing at
 * all. 0, or the first status that was not, with a message said. */
int side_several(const struct batch *batch, struct side_counts *counts, const char *path,
                 unsigned kinds, side_lines *read, void *own);
/* The same, one by one. */
typedef int side_one(void *own, struct side *side, const unsigned char *line, size_t length);
int side_each(const struct batch *batch, struct side_counts *counts, const char *path,
              unsigned kinds, side_one *read, void *own);

/* This is the line that is looked at: what is found is of it. */
static inline void side_at(struct side *side, const struct side_line *line)
{
    side->at = line;
}

/* A finding of the line that is looked at, at a byte from 1. `expected`: bytes, 0 = not said.
 * `told`: also said. */
void side_find(struct side *side, int number, uint32_t position, uint32_t expected, bool told);

/* Names a cause that is known, once in a file; whether it was, or nothing is said. */
void side_damage(struct side *side, enum damage damage);
bool side_said(const struct side *side, enum damage damage);

/* Says the counts of each finding, and of debris. */
void side_report(const struct side_counts *counts);

#endif
