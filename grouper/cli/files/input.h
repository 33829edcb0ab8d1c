/* SPDX-License-Identifier: Apache-2.0 */
/* Reads a file in blocks that end at line ends, in bounded memory, a pipe as well as a file. */
#ifndef INPUT_H
#define INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "os/os.h"
#include "common/sha256.h"

/* A longer line is given squeezed to this many bytes, its own end apart: the first ones, the last
 * of which is not a blank if anything but blanks stood beyond: 0x1A if that is all that did. That
 * is enough to tell what it is: no record is that long. */
enum { LINE_MAX_BYTES = 64 * 1024 };

struct block {
    const unsigned char *bytes;
    size_t size;   /* whole lines with their ends; the last line of a file may have none */
    uint64_t read; /* bytes of the file that they stand for: more, when a line is squeezed */
};

struct input {
    const char *path; /* as given; "-" = standard input */
    int file;
    unsigned char *buffer, *own; /* the one in use, the one it made */
    size_t capacity, read_size;
    size_t start, end;   /* bytes read and not yet given */
    bool ended, failed;  /* end of file seen; reading failed: input_close will say so */
    int cause;           /* errno of that */
    struct os_look look; /* when opened */
    bool looked;
    bool by_place; /* a regular file, read from `at` on, wherever others read */
    uint64_t at;
    struct sha256 *sha; /* takes every byte of the file; NULL = none */
};

/* Opens one file; the buffer is made at first and kept for the next. 0, or FILES with a message. */
int input_open(struct input *input, const char *path);
/* The next block. False at the end, or when reading failed. The bytes hold until the next call. */
bool input_next(struct input *input, struct block *block);
/* Reads a regular file that is open by place, so many bytes at a time at most, from its start; then
 * from another place on, where a line begins. */
void input_by_place(struct input *input, size_t size);
void input_seek(struct input *input, uint64_t place);
/* Reads the lines that begin from one byte on and before another of a regular file that is open,
 * without a change to `input`: any thread may, each into a buffer of input_room bytes. The second
 * is at most input_size bytes after the first. False when that fails, with errno in *cause. */
bool input_lines(const struct input *input, uint64_t from, uint64_t to, unsigned char *buffer,
                 struct block *block, int *cause);
size_t input_size(void);
/* Reads on into another buffer, of input_room bytes; NULL = its own. The block last given stays
 * where it is. */
void input_use(struct input *input, unsigned char *buffer);
size_t input_room(void);
/* Takes over the buffer that another, which is closed, has made; it may have none. */
void input_take_buffer(struct input *input, struct input *other);
/* Closes, the rest of the file having been read when it is fingerprinted; FILES with a message if
 * it could not be read, or changed meanwhile. */
int input_close(struct input *input);
void input_free(struct input *input);
/* How messages name an input. */
const char *input_named(const char *path);
/* As messages name it. */
const char *input_name(const struct input *input);

/* Adds a copy of a block to bytes that are kept (their owner frees them). False when there is no
 * memory, which is said. */
bool block_keep(const struct block *block, unsigned char **bytes, size_t *size, size_t *room);

#endif
