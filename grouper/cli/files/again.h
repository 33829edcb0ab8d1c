/* SPDX-License-Identifier: Apache-2.0 */
/* Lines of regular files, read again by their place once the file has been read: less is kept of
 * each than its text. */
#ifndef AGAIN_H
#define AGAIN_H

#include "input.h"

/* A file as it was when it was read. */
struct read_file {
    const char *path;
    struct os_look look;
};

/* All zero: no file is open. */
struct again {
    struct input input;
    const struct read_file *file; /* NULL = none is open */
    bool open, changed;           /* it is not what it was */
    struct block block;           /* read last */
    uint64_t at;                  /* its place */
    size_t most, ahead;           /* bytes read at a time: at most, now */
};

/* The line that begins at this byte of a file, squeezed as the first time, its end included. The
 * files come in their order, each until the next one. NULL when it cannot be opened or read, or
 * the file is not what it was: again_close says so, unless it has been said. */
const unsigned char *again_line(struct again *again, const struct read_file *file, uint64_t place,
                                size_t *length);
/* Closes the last file. False when it is not what it was, or could not be read: a message has been
 * said. */
bool again_close(struct again *again);
void again_free(struct again *again);

#endif
