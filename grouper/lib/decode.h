/* SPDX-License-Identifier: Apache-2.0 */
/* From the bytes of a line to a record. Nothing is copied. */
#ifndef DECODE_H
#define DECODE_H

#include "record.h"

/* Reads a line. True: *record is filled. False: *rejection says why not. */
bool decode(const struct layouts *layouts, const unsigned char *line, size_t length,
            struct record *record, struct rejection *rejection);

/* Reads the first line of these bytes when it is a usual record: it says itself where it ends. The
 * bytes of the line, its end included; 0 = it has to be looked for, and read with decode. */
size_t decode_first(const struct layouts *layouts, const unsigned char *bytes, size_t size,
                    struct record *record);

#endif
