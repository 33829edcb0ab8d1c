/* SPDX-License-Identifier: Apache-2.0 */
#include "foreign.h"

#include <string.h>

#include "cli/base/words.h"

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

static bool digit(unsigned char c)
{
    return c >= '0' && c <= '9';
}

static bool capital(unsigned char c)
{
    return c >= 'A' && c <= 'Z';
}

/* --- The start of the file -------------------------------------------------------------------- */

/* Archives, by the name that is said. */
static const struct {
    const char *bytes;
    size_t size;
    const char *name;
} archives[] = {
    {"\x1F\x8B", 2, "gzip"},
    {"PK\x03\x04", 4, "zip"},
    {"BZh", 3, "bzip2"},
    {"\xFD"
     "7zXZ",
     5, "xz"},
    {"7z\xBC\xAF", 4, "7z"},
    {"\x28\xB5\x2F\xFD", 4, "zstd"},
    {"Rar!", 4, "rar"},
};

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
    for (size_t i = 0; i < sizeof archives / sizeof archives[0]; i++) {
        if (begins(p, size, archives[i].bytes, archives[i].size)) {
            words_write(out, room, W_LOOKS_ARCHIVE, archives[i].name);
            return true;
        }
    }
    if (begins(p, size, "\xFF\xFE", 2) || begins(p, size, "\xFE\xFF", 2) || half_empty(p, size))
        return put(out, room, words(W_LOOKS_UTF16));
    if (begins(p, size, "%PDF-", 5))
        return put(out, room, words(W_LOOKS_PDF));
    if (begins(p, size, "\xD0\xCF\x11\xE0", 4) || begins(p, size, "{\\rtf", 5))
        return put(out, room, words(W_LOOKS_DOCUMENT));
    return memchr(p, '\0', size) && put(out, room, words(W_LOOKS_BINARY));
}

/* --- The first line --------------------------------------------------------------------------- */

/* Formats of other records say themselves what they are, each at its place: layouts of 2017 to 2024
 * as printed by ATIH, or transcribed in public from them. `#` stands for a digit, `*` for a digit
 * or a capital. */
static const struct tag {
    const char *before; /* what the line begins with, as far as it counts */
    size_t at;          /* 0-based place of the tag */
    const char *tag;
    enum word word; /* takes the tag */
} tags[] = {
    {"", 48, "V0##", word_taking(W_LOOKS_VIDHOSP, "")},
    {"#*#######", 9, "0##", word_taking(W_LOOKS_RUM, "")},
    {"####*###", 9, "1##", word_taking(W_LOOKS_RSS, "")},
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
                                      : *p == (unsigned char)*pattern;
        if (!fits)
            return false;
    }
    return true;
}

/* No RPSS is shorter; an invoice of type H is. */
enum { RPSS_MIN = 182 };

/* A line of FICHCOMP or of an invoice has no tag, but a length, or a letter. */
static bool beside(char *out, size_t room, const unsigned char *p, size_t size, size_t whole)
{
    static const char *const drugs[] = {"06", "09", "11"};
    bool home = like(p, size, "#*#######");
    for (size_t i = 0; home && i < sizeof drugs / sizeof drugs[0]; i++)
        if ((whole == 105 || whole == 103) && begins(p + 9, size - 9, drugs[i], 2))
            return put(out, room, words(W_LOOKS_FICHCOMP));
    if (home && (whole == 26 || whole == 28))
        return put(out, room, words(W_LOOKS_CONVENTIONS));
    return size > 0 && p[0] >= 'A' && p[0] <= 'P' && !(p[0] == 'H' && whole >= RPSS_MIN) &&
           like(p + 1, size - 1, "#*########*#######") && put(out, room, words(W_LOOKS_RSF));
}

bool foreign_line(char *out, size_t room, const unsigned char *p, size_t size, size_t whole)
{
    bool quote = size > 0 && (p[0] == '"' || p[0] == '\'');
    if (quote && (like(p + 1, size - 1, "H**") || like(p + 1, size - 1, "#*#######H**")))
        return put(out, room, words(W_LOOKS_QUOTED));
    if (beside(out, room, p, size, whole))
        return true;
    for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++) {
        const struct tag *t = &tags[i];
        char tag[8] = "";
        if (size < t->at || !like(p, size, t->before) || !like(p + t->at, size - t->at, t->tag))
            continue;
        memcpy(tag, p + t->at, strlen(t->tag));
        words_write_word(out, room, t->word, tag);
        return true;
    }
    if (begins(p, size, "fichier;", 8) || begins(p, size, "{\"", 2))
        return put(out, room, words(W_LOOKS_HAD));
    if (begins(p, size, "<", 1))
        return put(out, room, words(W_LOOKS_MARKUP));
    return (memchr(p, ';', size) || memchr(p, '\t', size)) && put(out, room, words(W_LOOKS_TABLE));
}
