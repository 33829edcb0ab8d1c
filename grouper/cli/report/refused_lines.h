/* SPDX-License-Identifier: Apache-2.0 */
/* The first lines that earn nothing, one by one: where each stands, its days, what holds it back.
 */
#ifndef REFUSED_LINES_H
#define REFUSED_LINES_H

#include "lines.h"

#include "had.h"

/* As many are kept; the others are counted where they are added up. */
enum { REFUSED_LINES_MOST = 10000 };

struct refused_line {
    struct line_place place; /* its days are those that are estimated; 0 = none are */
    had_findings codes;      /* those that hold it back */
    int16_t mode;            /* as estimate_mode has it; -1 = no estimate is made of it */
    uint8_t way;             /* enum refused */
};

/* All zero: none. */
struct refused_lines {
    struct refused_line *line; /* in the order of the input */
    size_t count, room;
};

void refused_lines_free(struct refused_lines *lines);
/* False when there is no memory (a message is said). */
bool refused_lines_add(struct refused_lines *lines, const struct refused_line *line);
bool refused_lines_join(struct refused_lines *lines, const struct refused_lines *more);

#endif
