/* SPDX-License-Identifier: Apache-2.0 */
/* From the bytes of a line to a record. Nothing is copied. */
#ifndef DECODE_H
#define DECODE_H

#include "record.h"

/* Reads a line. True: *record is filled. False: *rejection says why not. */
bool decode(const struct layouts *layouts, const unsigned char *line, size_t length,
            struct record *record, struct rejection *rejection);

#endif
