/* SPDX-License-Identifier: Apache-2.0 */
/* Debris (rule R43): what editors and old systems leave in a file, and what means nothing. It is
 * taken away before length, position and output are looked at, counted, and never a finding:
 *   in front of a line: UTF-8 byte order marks, and 0x1A (two files joined);
 *   at the end of the file: empty lines, lines of blanks, 0x1A;
 *   after the last field of a line: blanks.
 * Shared by the library (files given beside the records, read whole) and by the command (records,
 * block by block). Only the end of a file tells whether an empty line is debris: who reads by block
 * holds such lines back until another line comes, or none. */
#ifndef DEBRIS_H
#define DEBRIS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { DEBRIS_END = 0x1A, DEBRIS_MARK_BYTES = 3 };

struct debris {
    uint64_t marks;  /* UTF-8 byte order marks */
    uint64_t ends;   /* bytes 0x1A */
    uint64_t lines;  /* at the end of the file, with nothing on them */
    uint64_t blanks; /* lines with blanks after their last field */
};

static inline void debris_add(struct debris *sum, const struct debris *more)
{
    sum->marks += more->marks;
    sum->ends += more->ends;
    sum->lines += more->lines;
    sum->blanks += more->blanks;
}

static inline bool debris_any(const struct debris *debris)
{
    return (debris->marks | debris->ends | debris->lines | debris->blanks) != 0;
}

static inline bool debris_mark(const unsigned char *p, const unsigned char *end)
{
    return end - p >= DEBRIS_MARK_BYTES && memcmp(p, "\xEF\xBB\xBF", DEBRIS_MARK_BYTES) == 0;
}

/* Where a line begins that may have debris in front; what is passed over is added to `count`. */
static inline const unsigned char *debris_front(const unsigned char *p, const unsigned char *end,
                                                struct debris *count)
{
    for (;;) {
        if (p < end && *p == DEBRIS_END)
            p++, count->ends++;
        else if (debris_mark(p, end))
            p += DEBRIS_MARK_BYTES, count->marks++;
        else
            return p;
    }
}

/* The end of the last line of a file, which may have 0x1A right after it. */
static inline const unsigned char *debris_back(const unsigned char *p, const unsigned char *end,
                                               struct debris *count)
{
    while (end > p && end[-1] == DEBRIS_END)
        end--, count->ends++;
    return end;
}

/* Whether a line, its end included or not, is nothing but debris: true of an empty one. At the end
 * of the file only; what it holds is added to `count`, if so. */
static inline bool debris_line(const unsigned char *p, const unsigned char *end,
                               struct debris *count)
{
    struct debris found = {0, 0, 1, 0};
    p = debris_front(p, end, &found);
    for (; p < end; p++) {
        found.ends += *p == DEBRIS_END;
        if (*p != ' ' && *p != '\r' && *p != '\n' && *p != DEBRIS_END)
            return false;
    }
    debris_add(count, &found);
    return true;
}

/* Where the lines of debris begin that end these bytes, which are whole lines (the last one may
 * have no end); `end` when there are none. At the end of the file only: see debris_line. */
static inline const unsigned char *debris_tail(const unsigned char *p, const unsigned char *end,
                                               struct debris *count)
{
    while (end > p) {
        const unsigned char *last = end - (end[-1] == '\n');
        while (last > p && last[-1] != '\n')
            last--;
        if (!debris_line(last, end, count))
            break;
        end = last;
    }
    return end;
}

#endif
