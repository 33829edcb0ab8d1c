/* SPDX-License-Identifier: Apache-2.0 */
/* The tables compiled in: the text files of tables/, byte for byte. */
#ifndef EMBEDDED_H
#define EMBEDDED_H

#include <stddef.h>

struct embedded {
    const char *name; /* relative to tables/ */
    const unsigned char *bytes;
    size_t size;
    const char *sha256;
};

extern const struct embedded embedded_files[];
extern const size_t embedded_count;

#endif
