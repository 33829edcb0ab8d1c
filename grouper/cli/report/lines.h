/* SPDX-License-Identifier: Apache-2.0 */
/* The first lines of the input behind a number: what is kept of them, and how many there are. */
#ifndef LINES_H
#define LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Of so many all is kept; of so many that follow, where they stand. */
enum { LINES_KEPT = 12, LINES_MORE = 88, LINES_ALL = LINES_KEPT + LINES_MORE };

struct line_place {
    size_t file; /* its place among the files read */
    uint64_t line;
    int32_t debut, fin; /* of its sub-sequence; 0 = no date */
    int32_t days;       /* all of its record's, and the centimes that it has */
    bool told, valued;  /* the first are known, the second too */
    int64_t amount;
};

struct report_lines {
    uint64_t count;
    uint32_t kept, more;
    struct line_place line[LINES_KEPT]; /* in the order of the input */
    uint64_t next[LINES_MORE];          /* after these, as line_at has them */
};

void lines_keep(struct report_lines *lines, const struct line_place *line);
void lines_join(struct report_lines *lines, const struct report_lines *more);
/* Of lists by what lines have, as bits: those with any of these, and none of those. */
struct report_lines lines_of_ways(const struct report_lines *ways, unsigned count, unsigned with,
                                  unsigned without);
/* The file and the line of the n-th that is kept, of kept + more. */
void lines_place(const struct report_lines *lines, size_t n, size_t *file, uint64_t *line);

static inline bool line_before(const struct line_place *a, const struct line_place *b)
{
    return a->file != b->file ? a->file < b->file : a->line < b->line;
}

/* Its file and its number as one, in the order of the input. */
static inline uint64_t line_at(const struct line_place *line)
{
    return (uint64_t)line->file << 40 | line->line;
}

/* A line that is counted elsewhere. Nearly every one comes after the lines that are kept, and no
 * more are needed then. */
static inline void lines_insert(struct report_lines *lines, const struct line_place *line)
{
    if (lines->more < LINES_MORE || line_at(line) < lines->next[LINES_MORE - 1])
        lines_keep(lines, line);
}

/* The same, counted here. */
static inline void lines_add(struct report_lines *lines, const struct line_place *line)
{
    lines->count++;
    lines_insert(lines, line);
}

/* A line that comes after all that were added; it is counted elsewhere. */
static inline void lines_follow(struct report_lines *lines, const struct line_place *line)
{
    if (lines->more < LINES_MORE)
        lines_keep(lines, line);
}

/* The same, counted here. */
static inline void lines_next(struct report_lines *lines, const struct line_place *line)
{
    lines->count++;
    lines_follow(lines, line);
}

#endif
