/* SPDX-License-Identifier: Apache-2.0 */
#include "damage.h"

#include <stdbool.h>
#include <string.h>

#include "common/utf8.h"

/* Whether bytes begin like a record of a format that is read. */
static bool like_record(const had_engine *engine, const unsigned char *p, size_t length)
{
    had_result result = {.size = sizeof result};
    had_process(engine, p, length, &result);
    return result.format[0] != '\0';
}

/* Whether the line would have the length of its format if each character of several bytes were one.
 */
static bool fits_as_characters(const had_engine *engine, const unsigned char *line, size_t length)
{
    unsigned char text[HAD_RECORD_MAX];
    had_result result = {.size = sizeof result};
    const unsigned char *p = line, *end = line + length;
    size_t size = 0;
    while (p < end && size < sizeof text) {
        size_t n = utf8_length(p, end);
        if (n == 0)
            return false;
        text[size++] = n == 1 ? *p : 'e';
        p += n;
    }
    if (p < end || size == length)
        return false;
    had_process(engine, text, size, &result);
    return result.format[0] != '\0' && (result.outcome != HAD_REJECTED || result.expected == 0);
}

/* A line of which so many bytes were expected, with fewer and no end: the last of a file that was
 * cut on its way. */
static bool cut_short(const unsigned char *line, size_t length, uint32_t expected)
{
    return length > 0 && line[length - 1] != '\n' && line[length - 1] != '\r' && length < expected;
}

enum damage damage_of(const had_engine *engine, const unsigned char *line, size_t length,
                      const had_result *result)
{
    bool quote = length > 0 && (line[0] == '"' || line[0] == '\'');
    if (quote && like_record(engine, line + 1, length - 1))
        return DAMAGE_QUOTES;
    if (result->format[0] == '\0')
        return DAMAGE_NONE;
    size_t body = length;
    body -= body > 0 && line[body - 1] == '\n';
    body -= body > 0 && line[body - 1] == '\r';
    if (body > 0 && body < length && line[body - 1] == '\r')
        return DAMAGE_CR_CR_LF;
    const unsigned char *carriage = memchr(line, '\r', body);
    if (carriage && like_record(engine, carriage + 1, (size_t)(line + body - carriage) - 1))
        return DAMAGE_CR;
    if (result->expected > 0 && fits_as_characters(engine, line, length))
        return DAMAGE_UTF8;
    return cut_short(line, length, result->expected) ? DAMAGE_CUT : DAMAGE_NONE;
}

/* --- Beside the records ----------------------------------------------------------------------- */

static bool of_kinds(const had_tables *tables, unsigned kinds, const unsigned char *p,
                     size_t length)
{
    return length > 0 && (kinds & ~1u) >> had_line_kind(tables, p, length) & 1;
}

/* How many characters a text in UTF-8 has; its bytes when it is not UTF-8. */
static size_t characters(const unsigned char *p, const unsigned char *end)
{
    size_t count = 0, bytes = (size_t)(end - p), n;
    for (; p < end; p += n, count++)
        if ((n = utf8_length(p, end)) == 0)
            return bytes;
    return count;
}

enum damage damage_beside(const had_tables *tables, unsigned kinds, const unsigned char *line,
                          size_t length, uint32_t expected)
{
    size_t body = length;
    body -= body > 0 && line[body - 1] == '\n';
    body -= body > 0 && line[body - 1] == '\r';
    bool quote = body > 2 && (line[0] == '"' || line[0] == '\'') && line[body - 1] == line[0];
    if (quote && of_kinds(tables, kinds, line + 1, body - 2))
        return DAMAGE_QUOTES;
    if (!of_kinds(tables, kinds, line, length))
        return DAMAGE_NONE;
    if (body > 0 && body < length && line[body - 1] == '\r')
        return DAMAGE_CR_CR_LF;
    const unsigned char *carriage = memchr(line, '\r', body);
    if (carriage && of_kinds(tables, kinds, carriage + 1, (size_t)(line + body - carriage) - 1))
        return DAMAGE_CR;
    size_t size = characters(line, line + body);
    /* In windows-1252 text no accent begins a character of UTF-8: where no length was wrong, that
     * is enough. */
    if (size < body && (expected == 0 || size == expected))
        return DAMAGE_UTF8;
    return cut_short(line, length, expected) ? DAMAGE_CUT : DAMAGE_NONE;
}

enum word damage_word(enum damage damage)
{
    static const enum word words[DAMAGES] = {
        [DAMAGE_UTF8] = word_taking(W_DAMAGE_UTF8, "", 0ULL),
        [DAMAGE_CR] = word_taking(W_DAMAGE_CR, "", 0ULL),
        [DAMAGE_CR_CR_LF] = word_taking(W_DAMAGE_CR_CR_LF, "", 0ULL),
        [DAMAGE_QUOTES] = word_taking(W_DAMAGE_QUOTES, "", 0ULL),
        [DAMAGE_CUT] = word_taking(W_DAMAGE_CUT, "", 0ULL),
        [DAMAGE_SECTEUR] = word_taking(W_DAMAGE_SECTEUR, "", 0ULL),
        [DAMAGE_MCO] = word_taking(W_DAMAGE_MCO, "", 0ULL)};
    return words[damage];
}
