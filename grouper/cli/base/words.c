/* SPDX-License-Identifier: Apache-2.0 */
#include "words.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "common/digits.h"
#include "shown.h"

/* Room for one message: a few names, each as long as a name may be. */
enum { LINE = 36 * 1024 };

/* All texts in one piece, found by where they stand in it: pointers would have to be set anew at
 * the start of each run. */
static const struct texts {
#define X(name, fr, en) char fr_##name[sizeof FR_W_##name], en_##name[sizeof EN_W_##name];
    WORDS(X)
#undef X
} texts = {
#define X(name, fr, en) fr, en,
    WORDS(X)
#undef X
};

static const uint32_t text_at[WORD_COUNT][2] = {
#define X(name, fr, en)                                                                            \
    [W_##name] = {offsetof(struct texts, fr_##name), offsetof(struct texts, en_##name)},
    WORDS(X)
#undef X
};

static enum language current = FRENCH;

void words_language(enum language language)
{
    current = language;
}

enum language words_language_get(void)
{
    return current;
}

const char *words_of(enum word word)
{
    return (const char *)&texts + text_at[word][current];
}

/* Text on its way into a buffer, of which one byte is kept for the NUL. */
struct line {
    char *at, *end;
};

static void add(struct line *line, const char *bytes, size_t size)
{
    size_t room = (size_t)(line->end - line->at);
    size = size < room ? size : room;
    memcpy(line->at, bytes, size);
    line->at += size;
}

static void add_blanks(struct line *line, size_t count)
{
    while (count-- > 0)
        add(line, " ", 1);
}

/* Characters, not bytes. */
static size_t columns(const char *from, const char *to)
{
    size_t count = 0;
    for (; from < to; from++)
        count += ((unsigned char)*from & 0xC0) != 0x80;
    return count;
}

/* One argument, at least `width` wide, on the left when `left`. */
static void add_value(struct line *line, const char *text, size_t size, size_t width, bool left)
{
    size_t used = columns(text, text + size), blanks = used < width ? width - used : 0;
    if (!left)
        add_blanks(line, blanks);
    add(line, text, size);
    if (left)
        add_blanks(line, blanks);
}

static void add_name(struct line *line, const char *name, size_t width, bool left)
{
    char *start = line->at;
    line->at += shown(line->at, (size_t)(line->end - line->at) + 1, name);
    size_t used = columns(start, line->at), blanks = used < width ? width - used : 0;
    if (left) {
        add_blanks(line, blanks);
        return;
    }
    /* Rare: the text moves to the right, and blanks go before it. */
    size_t size = (size_t)(line->at - start), room = (size_t)(line->end - line->at);
    blanks = blanks < room ? blanks : room;
    memmove(start + blanks, start, size);
    memset(start, ' ', blanks);
    line->at += blanks;
}

/* The conversions that words.h names, and no others. */
static void write_line(struct line *line, const char *format, va_list arguments)
{
    for (const char *p = format; *p;) {
        size_t plain = strcspn(p, "%");
        add(line, p, plain);
        p += plain;
        if (*p == '\0')
            break;
        bool left = *++p == '-';
        size_t width = 0, longs = 0;
        for (p += left; *p >= '0' && *p <= '9'; p++)
            width = width * 10 + (size_t)(*p - '0');
        for (; *p == 'l'; p++)
            longs++;
        unsigned char digits[24], *end = digits;
        switch (*p++) {
        case 's':
            add_name(line, va_arg(arguments, const char *), width, left);
            continue;
        case 'd':
            end =
                write_signed(digits, longs ? va_arg(arguments, long long) : va_arg(arguments, int));
            break;
        case 'u':
            end = write_number(digits, longs ? va_arg(arguments, unsigned long long)
                                             : va_arg(arguments, unsigned));
            break;
        default:
            *end++ = '%';
        }
        add_value(line, (const char *)digits, (size_t)(end - digits), width, left);
    }
}

/* A line begun in `text`, said in one piece: a console of Windows decodes each write by itself. */
static void say_whole(const char *text, struct line *line)
{
    *line->at++ = '\n'; /* the room kept for a NUL */
    fwrite(text, 1, (size_t)(line->at - text), stderr);
}

static void say_line(const char *before, enum word word, va_list arguments)
{
    char text[LINE];
    struct line line = {text, text + sizeof text - 1};
    add(&line, before, strlen(before));
    write_line(&line, words_of(word), arguments);
    say_whole(text, &line);
}

void say_text(const char *before, const char *said)
{
    char text[LINE];
    struct line line = {text, text + sizeof text - 1};
    add(&line, before, strlen(before));
    add(&line, said, strlen(said));
    say_whole(text, &line);
}

void say_word(enum word word, ...)
{
    va_list arguments;
    va_start(arguments, word);
    say_line("had: ", word, arguments);
    va_end(arguments);
}

void say_plain_word(enum word word, ...)
{
    va_list arguments;
    va_start(arguments, word);
    say_line("", word, arguments);
    va_end(arguments);
}

void say_count_word(enum word word, unsigned long long count)
{
    if (count > 0)
        say_plain_word(word, count);
}

size_t words_write_word(char *out, size_t size, enum word word, ...)
{
    struct line line = {out, out + size - 1};
    va_list arguments;
    va_start(arguments, word);
    write_line(&line, words_of(word), arguments);
    va_end(arguments);
    *line.at = '\0';
    return (size_t)(line.at - out);
}
