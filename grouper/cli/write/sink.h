/* SPDX-License-Identifier: Apache-2.0 */
/* A buffer of text on its way out. Room is asked for once per row, then rows are written without a
 * check; when the room is not there the buffer goes to its file first. */
#ifndef SINK_H
#define SINK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "common/bytes.h"
#include "common/digits.h"

struct sink {
    unsigned char *buffer;
    size_t used, capacity;
    int (*flush)(void *context, const unsigned char *bytes, size_t size); /* 0, or it has failed */
    void *context;
    bool failed; /* once true, everything is thrown away */
};

bool sink_open(struct sink *sink, size_t capacity,
               int (*flush)(void *context, const unsigned char *bytes, size_t size), void *context);
void sink_flush(struct sink *sink);
void sink_close(struct sink *sink); /* frees; does not flush */

/* Makes room for `size` bytes, at most the capacity given to sink_open. */
static inline void sink_room(struct sink *sink, size_t size)
{
    if (sink->capacity - sink->used < size)
        sink_flush(sink);
}

/* --- Pieces of a row; the room has been asked for --------------------------------------------- */

static inline void put(struct sink *sink, unsigned char c)
{
    sink->buffer[sink->used++] = c;
}

static inline void put_bytes(struct sink *sink, const void *bytes, size_t size)
{
    memcpy(sink->buffer + sink->used, bytes, size);
    sink->used += size;
}

static inline void put_text(struct sink *sink, const char *text)
{
    put_bytes(sink, text, strlen(text));
}

/* Pieces written past the end of what is used: `end` is where the last one ends. */
static inline unsigned char *sink_end(struct sink *sink)
{
    return sink->buffer + sink->used;
}

static inline void sink_ends(struct sink *sink, const unsigned char *end)
{
    sink->used = (size_t)(end - sink->buffer);
}

static inline void put_number(struct sink *sink, uint64_t n)
{
    sink_ends(sink, write_number(sink_end(sink), n));
}

static inline void put_digits(struct sink *sink, int width, uint32_t n)
{
    sink_ends(sink, write_digits(sink_end(sink), width, n));
}

/* Whether eight bytes have nothing to convert and nothing to quote. A borrow may make a good byte
 * beside a bad one look bad. It never makes a bad one look good. */
static inline bool plain8(const unsigned char *p)
{
    uint64_t v = load8(p), below = v - BYTES(0x20), above = v + BYTES(1),
             semicolon = v ^ BYTES(';'), quote = v ^ BYTES('"');
    uint64_t bad = v | below | above | (semicolon - BYTES(1)) | (quote - BYTES(1));
    return (bad & BYTES(0x80)) == 0;
}

/* Most bytes that a text of `size` bytes becomes: each may become three, or four quotes, or six in
 * JSON, and quotes may stand around; a copy of three times its bytes may be needed. */
#define PUT_FIELD_MAX(size) (9 * (size) + 8)

/* Text as UTF-8 (windows-1252 when it is not), quoted as RFC 4180 asks when it holds `;`, a quote
 * or a line end. */
void put_cell(struct sink *sink, const unsigned char *p, const unsigned char *end);
/* The same as a string of JSON. */
void put_json(struct sink *sink, const unsigned char *bytes, size_t size);
/* As put_cell with an apostrophe in front. */
void put_harmless(struct sink *sink, const unsigned char *bytes, size_t size);
/* The same as a formula that gives this text, ="09": a spreadsheet keeps it as it is. */
void put_guarded(struct sink *sink, const unsigned char *bytes, size_t size);

/* UTF-8 of a text; returns the bytes written to out (at most three times as many). */
size_t to_utf8(const unsigned char *p, const unsigned char *end, unsigned char *out);

#endif
