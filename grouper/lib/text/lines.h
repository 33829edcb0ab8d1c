/* SPDX-License-Identifier: Apache-2.0 */
/* The lines of a file given beside the records, read whole, without the debris (rule R43). Lines
 * end with LF or CR LF, each its own way; the last one may have no end. Numbers count every line of
 * the file. Lines are views into its bytes. */
#ifndef LINES_H
#define LINES_H

#include "common/debris.h"

struct lines {
    const unsigned char *next, *end; /* of what is left, lines of debris apart */
    uint32_t number;                 /* of the line read last, from 1 */
    bool ended;                      /* that line had an end: it was not cut */
    struct debris debris;            /* blanks after last fields are the caller's to count */
};

/* `bytes` may be NULL when size is 0; they must outlive the reader. */
void lines_open(struct lines *lines, const void *bytes, size_t size);

/* The next line, without its end and without debris in front. False when there is none. */
bool lines_next(struct lines *lines, const unsigned char **line, size_t *length);

#endif
