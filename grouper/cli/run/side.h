/* SPDX-License-Identifier: Apache-2.0 */
/* Files beside the records, line by line, without their debris (rule R43); what is wrong with a
 * line is said, a few times for each code and file, and counted (rule R44). */
#ifndef SIDE_H
#define SIDE_H

#include "common/debris.h"
#include "batch.h"
#include "damage.h"
#include "input.h"
#include "probe.h"

enum { SIDE_CODES = HAD_FINDINGS_MAX, SIDE_TOLD = 20 };

/* Counts over all the files. */
struct side_counts {
    uint64_t files, lines; /* of debris too */
    struct debris debris;
    uint64_t found[SIDE_CODES]; /* lines by the number of their finding */
};

struct side {
    const struct batch *batch;
    struct side_counts *counts;
    struct input input;
    const char *path;
    uint64_t line;                   /* number of the line given last, from 1 */
    const unsigned char *next, *end; /* of the block being read */
    unsigned char *ahead;            /* blocks looked at before, when there was more than one */
    bool any;                        /* a line was given that holds something */
    uint64_t held, first_held;       /* lines with nothing on them: debris if no other comes */
    struct debris held_debris;
    const unsigned char *kept; /* the line that came after them, to be given next */
    size_t kept_size;
    uint64_t kept_line;
    uint32_t told[SIDE_CODES];
    unsigned kinds;           /* of lines asked for */
    const unsigned char *now; /* the line given last */
    size_t now_size;
    bool damaged[DAMAGES]; /* known causes that were said */
};

/* The names of kinds, bits of 1 << had_kind. */
enum { SIDE_NAMES = 64 };
void side_names(unsigned kinds, char out[SIDE_NAMES]);

/* The files that options name beside the records: of drugs, invoices, insurance facts. */
enum { SIDE_FILES = 4 * LIST_MAX };
size_t side_files(const struct options *options, const char *out[SIDE_FILES]);

/* Gives each line of a file to `read` while that gives 0: its end left on, without debris in front.
 * A line of the kinds asked for (bits of 1 << had_kind) has to stand in the first MiB, or the file
 * to hold nothing at all. 0, or the first status that was not, with a message said. */
typedef int side_line(void *own, struct side *side, const unsigned char *line, size_t length);
int side_each(const struct batch *batch, struct side_counts *counts, const char *path,
              unsigned kinds, side_line *read, void *own);
/* What stands so many lines of `length` bytes further on in the block: a guess, NULL past its end;
 * *room bytes are there. */
const unsigned char *side_ahead(const struct side *side, size_t lines, size_t length, size_t *room);

/* A finding of the line given last, at a byte from 1. `expected`: bytes, 0 = not said. `told`:
 * also said. */
void side_find(struct side *side, int number, uint32_t position, uint32_t expected, bool told);

/* Says the counts of each finding, and of debris. */
void side_report(const struct side_counts *counts);

#endif
