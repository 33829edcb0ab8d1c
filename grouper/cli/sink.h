/* SPDX-License-Identifier: Apache-2.0 */
/* A buffer of text on its way out. Room is asked for once per row, then rows are written without a
 * check; when the room is not there the buffer goes to its file first. */
#ifndef SINK_H
#define SINK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

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

void put_number(struct sink *sink, uint64_t n);
void put_signed(struct sink *sink, int64_t n);
/* Exactly `width` digits. */
void put_digits(struct sink *sink, int width, uint32_t n);
/* AAAA-MM-JJ, or nothing for 0. */
void put_date(struct sink *sink, int32_t date);
/* Centimes as euros with two decimals. */
void put_euros(struct sink *sink, int64_t centimes);

/* Most bytes that put_field writes for a field of `size` bytes: each may become three, or two
 * quotes, and quotes may stand around. */
#define PUT_FIELD_MAX(size) (3 * (size) + 2)

/* A text field of a record: trimmed of blanks at both ends, UTF-8 (windows-1252 when it is not),
 * quoted as RFC 4180 asks when it holds `;`, a quote or a line end. */
void put_field(struct sink *sink, const unsigned char *bytes, size_t size);
/* The same without trimming: a file name. */
void put_name(struct sink *sink, const char *name);
/* A number of a record as a plain integer; the text as put_field when it is not all digits. */
void put_plain(struct sink *sink, const unsigned char *bytes, size_t size);

/* Field as text without quotes: trimmed, UTF-8. Returns the bytes written to out (3 x size). */
size_t field_text(const unsigned char *bytes, size_t size, unsigned char *out);

#endif
