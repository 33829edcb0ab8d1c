/* SPDX-License-Identifier: Apache-2.0 */
#include "foreign.h"

#include <string.h>

#include "cli/base/words.h"
#include "common/bytes.h"
#include "common/debris.h"

static bool begins(const unsigned char *p, size_t size, const char *bytes, size_t length)
{
    return size >= length && memcmp(p, bytes, length) == 0;
}

static bool put(char *out, size_t room, const char *text)
{
    size_t size = strlen(text) < room ? strlen(text) : room - 1;
    memcpy(out, text, size);
    out[size] = '\0';
    return true;
}

/* --- The start of the file -------------------------------------------------------------------- */

/* Archives, by the name that is said. */
static const struct {
    const char *bytes;
    size_t size, at;
    const char *name;
} archives[] = {
    {"\x1F\x8B", 2, 0, "gzip"},
    {"PK\x03\x04", 4, 0, "zip"},
    {"BZh", 3, 0, "bzip2"},
    {"\xFD"
     "7zXZ",
     5, 0, "xz"},
    {"7z\xBC\xAF", 4, 0, "7z"},
    {"\x28\xB5\x2F\xFD", 4, 0, "zstd"},
    {"Rar!", 4, 0, "rar"},
    {"ustar", 5, 257, "tar"},
};

static const char *archive(const unsigned char *p, size_t size)
{
    for (size_t i = 0; i < sizeof archives / sizeof archives[0]; i++)
        if (size > archives[i].at &&
            begins(p + archives[i].at, size - archives[i].at, archives[i].bytes, archives[i].size))
            return archives[i].name;
    return NULL;
}

static bool is_zip(const unsigned char *p, size_t size)
{
    return begins(p, size, "PK\x03\x04", 4);
}

/* Its first file tells: what a workbook, or another document of its kind, is made of. */
static bool is_document(const unsigned char *p, size_t size)
{
    enum { NAME = 30 }; /* of the first file of a zip */
    static const char *const names[] = {"[Content_Types].xml", "_rels/", "docProps/",
                                        "customXml/",          "xl/",    "mimetype"};
    for (size_t i = 0; is_zip(p, size) && i < sizeof names / sizeof names[0]; i++)
        if (size > NAME && begins(p + NAME, size - NAME, names[i], strlen(names[i])))
            return true;
    return false;
}

bool foreign_zip(const unsigned char *start, size_t size)
{
    return is_zip(start, size) && !is_document(start, size);
}

static bool is_pdf(const unsigned char *p, size_t size)
{
    return begins(p, size, "%PDF-", 5);
}

/* A document of an office program, older than those that are a zip. */
static bool is_old_document(const unsigned char *p, size_t size)
{
    return begins(p, size, "\xD0\xCF\x11\xE0", 4) || begins(p, size, "{\\rtf", 5);
}

bool foreign_container(const unsigned char *start, size_t size)
{
    return archive(start, size) || is_pdf(start, size) || is_old_document(start, size);
}

/* UTF-16 without a mark: every other byte of Latin text is 0. */
static bool half_empty(const unsigned char *p, size_t size)
{
    size_t empty[2] = {0, 0};
    if (size < 8)
        return false;
    for (size_t i = 0; i < size; i++)
        empty[i & 1] += p[i] == 0;
    return (empty[0] == 0 && empty[1] == size / 2) || (empty[1] == 0 && empty[0] >= size / 2);
}

bool foreign_start(char *out, size_t room, const unsigned char *p, size_t size)
{
    const char *name = archive(p, size);
    if (is_document(p, size))
        return put(out, room, words(W_LOOKS_WORKBOOK));
    if (name) {
        words_write(out, room, W_LOOKS_ARCHIVE, name);
        return true;
    }
    if (begins(p, size, "\xFF\xFE", 2) || begins(p, size, "\xFE\xFF", 2) || half_empty(p, size))
        return put(out, room, words(W_LOOKS_UTF16));
    if (is_pdf(p, size))
        return put(out, room, words(W_LOOKS_PDF));
    if (is_old_document(p, size))
        return put(out, room, words(W_LOOKS_DOCUMENT));
    return memchr(p, '\0', size) && put(out, room, words(W_LOOKS_BINARY));
}

/* --- The first line --------------------------------------------------------------------------- */

/* Formats of other records say themselves what they are, each at its place: layouts of 2017 to 2024
 * as printed by ATIH, or transcribed in public from them. `#` stands for a digit, `*` for a digit
 * or a capital, `?` for any byte. */
static const struct tag {
    const char *before; /* what the line begins with, as far as it counts */
    size_t at;          /* 0-based place of the tag */
    const char *tag;
    enum word word; /* takes the tag */
} tags[] = {
    {"", 48, "V0##", word_taking(W_LOOKS_VIDHOSP, "")},
    {"#*#######", 9, "0##", word_taking(W_LOOKS_RUM, "")},
    {"####*##*", 9, "1##", word_taking(W_LOOKS_RSS, "")},
    {"?????????1#????#*#######0##", 9, "1##", word_taking(W_LOOKS_RSS, "")}, /* not grouped yet */
    {"#*#######", 9, "2##", word_taking(W_LOOKS_RSA, "")},
    {"#*#######", 9, "M**", word_taking(W_LOOKS_SSR, "")},
    {"", 10, "M1*", word_taking(W_LOOKS_SSR, "")},
    {"#*#######", 9, "P**", word_taking(W_LOOKS_PSY, "")},
    {"#*########*#######", 18, "P**", word_taking(W_LOOKS_PSY, "")},
    {"H", 0, "H**", word_taking(W_LOOKS_RPSS, "")},
    {"#*#######", 9, "H**", word_taking(W_LOOKS_RAPSS, "")},
};

static bool like(const unsigned char *p, size_t size, const char *pattern)
{
    if (size < strlen(pattern))
        return false;
    for (; *pattern; pattern++, p++) {
        bool fits = *pattern == '#'   ? digit(*p)
                    : *pattern == '*' ? digit(*p) || capital(*p)
                                      : *pattern == '?' || *p == (unsigned char)*pattern;
        if (!fits)
            return false;
    }
    return true;
}

/* No RPSS is shorter; an invoice of type H is. */
enum { RPSS_MIN = 182 };
/* No record of another field is shorter: of what is, a tag tells nothing. */
enum { RECORD_LEAST = 60 };

bool foreign_convention(const unsigned char *line, size_t length)
{
    enum { LEAST = 18, MOST = 32 };
    size_t text = text_length(line, length);
    for (size_t i = 0; i < text; i++)
        if (!digit(line[i]) && line[i] > ' ' && !(i == 1 && (line[i] == 'A' || line[i] == 'B')))
            return false;
    return text >= LEAST && text <= MOST && digit(line[0]);
}

/* Short or long, its end open or not; blanks after it do not count. */
static bool convention_length(const unsigned char *line, size_t length)
{
    size_t text = text_length(line, length);
    return text == 18 || text == 20 || text == 26 || text == 28;
}

/* A line of FICHCOMP or of an invoice has no tag, but a length, or a letter. */
static bool beside(char *out, size_t room, const unsigned char *p, size_t size, size_t whole)
{
    static const char *const drugs[] = {"06", "09", "11"};
    bool home = like(p, size, "#*#######");
    for (size_t i = 0; home && i < sizeof drugs / sizeof drugs[0]; i++)
        if ((whole == 105 || whole == 103) && begins(p + 9, size - 9, drugs[i], 2))
            return put(out, room, words(W_LOOKS_FICHCOMP));
    if (size == whole && convention_length(p, size) && foreign_convention(p, size))
        return put(out, room, words(W_LOOKS_CONVENTIONS));
    bool invoice = size > 0 && p[0] >= 'A' && p[0] <= 'P' && !(p[0] == 'H' && whole >= RPSS_MIN);
    bool places = invoice && (like(p + 1, size - 1, "#*########*#######") ||
                              like(p + 1, size - 1, "#*#######         "));
    return places && put(out, room, words(W_LOOKS_RSF));
}

/* A line that stands in quotes as a whole, and holds no table. */
static bool lone_quotes(const unsigned char *p, size_t size, size_t whole)
{
    enum { LEAST = 18 }; /* a convention with an open end */
    bool closed = size < whole || p[size - 1] == p[0];
    return size >= LEAST && closed && !memchr(p, ';', size) &&
           !memchr(p + 1, p[0], size - 1 - (size == whole));
}

bool foreign_record(char *out, size_t room, const unsigned char *p, size_t size, size_t whole)
{
    bool quote = size > 0 && (p[0] == '"' || p[0] == '\'');
    if (quote && lone_quotes(p, size, whole))
        return put(out, room, words(W_LOOKS_QUOTED));
    if (quote && (like(p + 1, size - 1, "H**") || like(p + 1, size - 1, "#*#######H**")))
        return put(out, room, words(W_LOOKS_QUOTED));
    if (beside(out, room, p, size, whole))
        return true;
    for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++) {
        const struct tag *t = &tags[i];
        char tag[8] = "";
        if (t->tag[0] != 'H' && whole < RECORD_LEAST)
            continue;
        if (size < t->at || !like(p, size, t->before) || !like(p + t->at, size - t->at, t->tag))
            continue;
        memcpy(tag, p + t->at, strlen(t->tag));
        words_write_word(out, room, t->word, tag);
        return true;
    }
    return false;
}

bool foreign_line(char *out, size_t room, const unsigned char *p, size_t size, size_t whole)
{
    if (foreign_record(out, room, p, size, whole))
        return true;
    if (begins(p, size, "fichier;", 8) || begins(p, size, "{\"", 2))
        return put(out, room, words(W_LOOKS_HAD));
    if (begins(p, size, "<", 1))
        return put(out, room, words(W_LOOKS_MARKUP));
    for (size_t i = 0; i < size; i++)
        if (p[i] < ' ' && p[i] != '\t' && p[i] != '\r' && p[i] != '\n')
            return put(out, room, words(W_LOOKS_BINARY));
    return (memchr(p, ';', size) || memchr(p, '\t', size)) && put(out, room, words(W_LOOKS_TABLE));
}

/* --- A file read whole ------------------------------------------------------------------------ */

/* The line that begins at *next, past which *next moves; without debris in front, nor its end. */
static const unsigned char *take_line(const unsigned char **next, const unsigned char *end,
                                      size_t *length)
{
    const unsigned char *p = *next, *newline = memchr(p, '\n', (size_t)(end - p));
    struct debris debris = {0};
    *next = newline ? newline + 1 : end;
    p = debris_front(p, *next, &debris);
    *length = (size_t)((newline ? newline : *next) - p);
    *length -= *length > 0 && p[*length - 1] == '\r';
    return p;
}

bool foreign_file(char *out, size_t room, const void *bytes, size_t size)
{
    enum { FIRST = 1024 * 1024 };
    const unsigned char *next = bytes, *end = next + (size < FIRST ? size : FIRST), *first = NULL;
    size_t first_length = 0, length;
    if (foreign_start(out, room, bytes, size < FOREIGN_BYTES ? size : FOREIGN_BYTES))
        return true;
    while (next < end) {
        struct debris debris = {0};
        const unsigned char *line = take_line(&next, end, &length);
        if (debris_line(line, line + length, &debris))
            continue;
        if (foreign_record(out, room, line, length < FOREIGN_BYTES ? length : FOREIGN_BYTES,
                           length))
            return true;
        first_length = first ? first_length : length;
        first = first ? first : line;
    }
    size_t looked = first_length < FOREIGN_BYTES ? first_length : FOREIGN_BYTES;
    return first && foreign_line(out, room, first, looked, first_length);
}
