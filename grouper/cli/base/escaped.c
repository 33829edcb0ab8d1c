/* SPDX-License-Identifier: Apache-2.0 */
#include "escaped.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "common/utf8.h"

/* \uXXXX, below U+0100. */
static size_t write_escape(char *out, uint32_t code)
{
    static const char hex[] = "0123456789abcdef";
    memcpy(out, "\\u", 2);
    for (int i = 0; i < 4; i++)
        out[2 + i] = hex[code >> (12 - 4 * i) & 15];
    return 6;
}

size_t escaped_write(char out[ESCAPED_MAX], const unsigned char **p)
{
    const unsigned char *at = *p;
    size_t length = utf8_length(at, at + 4); /* a NUL is part of no character */
    *p += length ? length : 1;
    if (length == 0)
        return write_escape(out, 0) + write_escape(out + 6, *at);
    if (length == 1 && (*at < 0x20 || *at == 0x7F))
        return write_escape(out, *at);
    if (length == 2 && at[0] == 0xC2 && at[1] < 0xA0) /* so are U+0080 to U+009F on a terminal */
        return write_escape(out, at[1]);
    bool marked = *at == '"' || *at == '\\';
    out[0] = '\\';
    memcpy(out + marked, at, length);
    return length + marked;
}

/* Four hexadecimal digits after `\u`. */
static bool read_escape(const char *p, uint32_t *code)
{
    *code = 0;
    if (p[0] != '\\' || p[1] != 'u')
        return false;
    for (int i = 2; i < 6; i++) {
        char c = (char)(p[i] | 0x20);
        bool digit = p[i] >= '0' && p[i] <= '9', letter = c >= 'a' && c <= 'f';
        if (!digit && !letter)
            return false;
        *code = *code << 4 | (uint32_t)(digit ? p[i] - '0' : c - 'a' + 10);
    }
    return true;
}

static char *write_utf8(char *out, uint32_t c)
{
    if (c < 0x80) {
        *out++ = (char)c;
    } else if (c < 0x800) {
        *out++ = (char)(0xC0 | c >> 6);
        *out++ = (char)(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        *out++ = (char)(0xE0 | c >> 12);
        *out++ = (char)(0x80 | (c >> 6 & 0x3F));
        *out++ = (char)(0x80 | (c & 0x3F));
    } else {
        *out++ = (char)(0xF0 | c >> 18);
        *out++ = (char)(0x80 | (c >> 12 & 0x3F));
        *out++ = (char)(0x80 | (c >> 6 & 0x3F));
        *out++ = (char)(0x80 | (c & 0x3F));
    }
    return out;
}

/* One escape, or the pair that stands for one character or byte; the bytes read, 0 if it is none.
 */
static size_t take_escape(const char *in, char **out)
{
    uint32_t code, other;
    if (!read_escape(in, &code)) {
        if (in[1] == '\0' || in[1] == 'u')
            return 0;
        *(*out)++ = in[1];
        return 2;
    }
    bool high = code >= 0xD800 && code < 0xDC00;
    if (code != 0 && !high) {
        *out = write_utf8(*out, code);
        return 6;
    }
    if (!read_escape(in + 6, &other))
        return 0;
    if (code == 0 && other > 0xFF)
        return 0;
    if (code == 0)
        *(*out)++ = (char)other;
    else
        *out = write_utf8(*out, 0x10000 + ((code & 0x3FF) << 10 | (other & 0x3FF)));
    return 12;
}

char *escaped_take(char **p)
{
    char *out = *p + 1, *start = out;
    if (**p != '"')
        return NULL;
    for (char *in = out; *in;) {
        if (*in == '"') {
            *out = '\0';
            *p = in + 1;
            return start;
        }
        size_t taken = 1;
        if (*in != '\\')
            *out++ = *in;
        else
            taken = take_escape(in, &out);
        if (taken == 0)
            return NULL;
        in += taken;
    }
    return NULL;
}
