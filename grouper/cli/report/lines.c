/* SPDX-License-Identifier: Apache-2.0 */
#include "lines.h"

#include <string.h>

void lines_keep(struct report_lines *lines, const struct line_place *line)
{
    size_t at = lines->kept;
    while (at > 0 && line_before(line, &lines->line[at - 1]))
        at--;
    if (at == LINES_KEPT)
        return;
    lines->kept += lines->kept < LINES_KEPT;
    memmove(&lines->line[at + 1], &lines->line[at], (lines->kept - at - 1) * sizeof lines->line[0]);
    lines->line[at] = *line;
}

void lines_join(struct report_lines *lines, const struct report_lines *more)
{
    lines->count += more->count;
    for (size_t i = 0; i < more->kept; i++)
        lines_keep(lines, &more->line[i]);
}
