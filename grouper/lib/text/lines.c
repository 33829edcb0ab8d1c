/* SPDX-License-Identifier: Apache-2.0 */
#include "lines.h"

void lines_open(struct lines *lines, const void *bytes, size_t size)
{
    static const unsigned char none[1];
    memset(lines, 0, sizeof *lines);
    lines->next = bytes ? bytes : none;
    lines->end = debris_tail(lines->next, lines->next + size, &lines->debris);
}

bool lines_next(struct lines *lines, const unsigned char **line, size_t *length)
{
    const unsigned char *p = lines->next, *end = lines->end;
    if (p == end)
        return false;
    const unsigned char *newline = memchr(p, '\n', (size_t)(end - p));
    lines->number++;
    lines->ended = newline != NULL;
    lines->next = newline ? newline + 1 : end;
    end = newline ? newline : debris_back(p, end, &lines->debris);
    end -= end > p && end[-1] == '\r';
    *line = debris_front(p, end, &lines->debris);
    *length = (size_t)(end - *line);
    return true;
}
