/* SPDX-License-Identifier: Apache-2.0 */
#include "lines.h"

#include <string.h>

/* One that comes after those of which all is kept. */
static void keep_next(struct report_lines *lines, uint64_t at)
{
    size_t n = lines->more;
    while (n > 0 && at < lines->next[n - 1])
        n--;
    if (n == LINES_MORE)
        return;
    lines->more += lines->more < LINES_MORE;
    memmove(&lines->next[n + 1], &lines->next[n], (lines->more - n - 1) * sizeof lines->next[0]);
    lines->next[n] = at;
}

void lines_keep(struct report_lines *lines, const struct line_place *line)
{
    size_t at = lines->kept;
    while (at > 0 && line_before(line, &lines->line[at - 1]))
        at--;
    if (at == LINES_KEPT) {
        keep_next(lines, line_at(line));
        return;
    }
    if (lines->kept == LINES_KEPT)
        keep_next(lines, line_at(&lines->line[LINES_KEPT - 1]));
    lines->kept += lines->kept < LINES_KEPT;
    memmove(&lines->line[at + 1], &lines->line[at], (lines->kept - at - 1) * sizeof lines->line[0]);
    lines->line[at] = *line;
}

/* What has lines before it of which all is kept has as many in both together. */
void lines_join(struct report_lines *lines, const struct report_lines *more)
{
    lines->count += more->count;
    for (size_t i = 0; i < more->kept; i++)
        lines_keep(lines, &more->line[i]);
    for (size_t i = 0; i < more->more; i++)
        keep_next(lines, more->next[i]);
}

struct report_lines lines_of_ways(const struct report_lines *ways, unsigned count, unsigned with,
                                  unsigned without)
{
    struct report_lines lines = {.kept = 0};
    for (unsigned way = 0; way < count; way++)
        if (way & with && !(way & without))
            lines_join(&lines, &ways[way]);
    return lines;
}

void lines_place(const struct report_lines *lines, size_t n, size_t *file, uint64_t *line)
{
    if (n < lines->kept) {
        *file = lines->line[n].file;
        *line = lines->line[n].line;
    } else {
        uint64_t at = lines->next[n - lines->kept];
        *file = (size_t)(at >> 40);
        *line = at & ((UINT64_C(1) << 40) - 1);
    }
}
