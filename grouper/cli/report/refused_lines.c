/* SPDX-License-Identifier: Apache-2.0 */
#include "refused_lines.h"

#include <stdlib.h>

#include "cli/base/grow.h"

static bool comes_before(const struct refused_line *a, const struct refused_line *b)
{
    return line_before(&a->place, &b->place);
}

void refused_lines_free(struct refused_lines *lines)
{
    free(lines->line);
    *lines = (struct refused_lines){.count = 0};
}

/* They come in the order of the input, or nearly. */
bool refused_lines_add(struct refused_lines *lines, const struct refused_line *line)
{
    size_t at = lines->count;
    while (at > 0 && comes_before(line, &lines->line[at - 1]))
        at--;
    if (at == REFUSED_LINES_MOST)
        return true;
    if (lines->count < REFUSED_LINES_MOST) {
        if (!grow((void **)&lines->line, &lines->room, lines->count, sizeof *lines->line))
            return false;
        lines->count++;
    }
    for (size_t i = lines->count - 1; i > at; i--)
        lines->line[i] = lines->line[i - 1];
    lines->line[at] = *line;
    return true;
}

/* Both are in order: the first of both together. */
bool refused_lines_join(struct refused_lines *lines, const struct refused_lines *more)
{
    struct refused_lines all = {.count = 0};
    size_t i = 0, j = 0, count = lines->count + more->count;
    count = count < REFUSED_LINES_MOST ? count : REFUSED_LINES_MOST;
    if (more->count == 0)
        return true;
    if (!grow_to((void **)&all.line, &all.room, count, sizeof *all.line))
        return false;
    while (all.count < count) {
        bool mine =
            j == more->count || (i < lines->count && comes_before(&lines->line[i], &more->line[j]));
        all.line[all.count++] = mine ? lines->line[i++] : more->line[j++];
    }
    free(lines->line);
    *lines = all;
    return true;
}
