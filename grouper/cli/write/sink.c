/* SPDX-License-Identifier: Apache-2.0 */
#include "sink.h"

#include <stdlib.h>

#include "common/bytes.h"
#include "common/utf8.h"

bool sink_open(struct sink *sink, size_t capacity,
               int (*flush)(void *context, const unsigned char *bytes, size_t size), void *context)
{
    *sink = (struct sink){.capacity = capacity, .flush = flush, .context = context};
    sink->buffer = malloc(capacity);
    return sink->buffer != NULL;
}

void sink_flush(struct sink *sink)
{
    if (!sink->failed && sink->used > 0)
        sink->failed = sink->flush(sink->context, sink->buffer, sink->used) != 0;
    sink->used = 0;
}

void sink_close(struct sink *sink)
{
    free(sink->buffer);
    sink->buffer = NULL;
}

static bool is_utf8(const unsigned char *p, const unsigned char *end)
{
    while (p < end) {
        size_t n = utf8_length(p, end);
        if (n == 0)
            return false;
        p += n;
    }
    return true;
}

/* Bytes 0x80 to 0x9F of windows-1252; 0 = undefined, written as U+FFFD. */
static const uint16_t windows_1252[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

static size_t write_utf8(uint32_t c, unsigned char *out)
{
    if (c < 0x80) {
        out[0] = (unsigned char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (unsigned char)(0xC0 | c >> 6);
        out[1] = (unsigned char)(0x80 | (c & 0x3F));
        return 2;
    }
    out[0] = (unsigned char)(0xE0 | c >> 12);
    out[1] = (unsigned char)(0x80 | (c >> 6 & 0x3F));
    out[2] = (unsigned char)(0x80 | (c & 0x3F));
    return 3;
}

size_t to_utf8(const unsigned char *p, const unsigned char *end, unsigned char *out)
{
    if (is_utf8(p, end)) {
        memcpy(out, p, (size_t)(end - p));
        return (size_t)(end - p);
    }
    size_t n = 0;
    for (; p < end; p++) {
        uint32_t c = *p;
        if (c >= 0x80 && c < 0xA0) {
            c = windows_1252[c - 0x80];
            c = c ? c : 0xFFFD;
        }
        n += write_utf8(c, out + n);
    }
    return n;
}

/* Bytes with nothing to convert and nothing to quote. */
static inline bool plain(unsigned char c)
{
    return c >= 0x20 && c < 0x7F && c != ';' && c != '"';
}

/* Letters, digits and the like. */
static bool is_plain(const unsigned char *p, const unsigned char *end)
{
    for (; FAST_PATHS && end - p >= 8; p += 8)
        if (!plain8(p))
            return false;
    for (; p < end; p++)
        if (!plain(*p))
            return false;
    return true;
}

void put_cell(struct sink *sink, const unsigned char *p, const unsigned char *end)
{
    if (is_plain(p, end)) {
        put_bytes(sink, p, (size_t)(end - p));
        return;
    }
    unsigned char *out = sink->buffer + sink->used;
    size_t size = to_utf8(p, end, out), more = 2;
    bool quoted = false;
    for (size_t i = 0; i < size; i++) {
        quoted |= out[i] == ';' || out[i] == '"' || out[i] == '\n' || out[i] == '\r';
        more += out[i] == '"';
    }
    if (quoted) { /* from the end, so that nothing is overwritten before it is moved */
        size_t to = size + more;
        sink->used += to;
        out[--to] = '"';
        while (size > 0) {
            out[--to] = out[--size];
            if (out[to] == '"')
                out[--to] = '"';
        }
        out[0] = '"';
    } else {
        sink->used += size;
    }
}

void put_harmless(struct sink *sink, const unsigned char *bytes, size_t size)
{
    /* The apostrophe must stand inside the quotes, if there are any: both are one text. */
    unsigned char *far = sink->buffer + sink->capacity - size - 1;
    far[0] = '\'';
    memcpy(far + 1, bytes, size);
    put_cell(sink, far, far + size + 1);
}

void put_guarded(struct sink *sink, const unsigned char *bytes, size_t size)
{
    /* Converted at the end of the room, then written in its place: a quote is doubled in the
     * formula, and doubled again in the field. */
    unsigned char *far = sink->buffer + sink->capacity - 3 * size;
    size_t length = to_utf8(bytes, bytes + size, far);
    put_text(sink, "\"=\"\"");
    for (size_t i = 0; i < length; i++) {
        if (far[i] == '"')
            put_text(sink, "\"\"\"");
        put(sink, far[i]);
    }
    put_text(sink, "\"\"\"");
}

void put_json(struct sink *sink, const unsigned char *bytes, size_t size)
{
    static const char hex[] = "0123456789abcdef";
    /* Converted at the end of the room asked for, then written in its place: at most twice as long,
     * control bytes six times. */
    unsigned char *text = sink->buffer + sink->capacity - 3 * size;
    size = to_utf8(bytes, bytes + size, text);
    put(sink, '"');
    for (size_t i = 0; i < size; i++) {
        unsigned char c = text[i];
        if (c < 0x20) {
            put_text(sink, "\\u00");
            put(sink, (unsigned char)hex[c >> 4]);
            put(sink, (unsigned char)hex[c & 15]);
            continue;
        }
        if (c == '"' || c == '\\')
            put(sink, '\\');
        put(sink, c);
    }
    put(sink, '"');
}
