/* SPDX-License-Identifier: Apache-2.0 */
#include "words.h"

#include <stdio.h>

static const char *const texts[WORD_COUNT][2] = {
#define X(name, fr, en) [W_##name] = {fr, en},
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

const char *words(enum word word)
{
    return texts[word][current];
}

void say(enum word word, ...)
{
    va_list arguments;
    fputs("had: ", stderr);
    va_start(arguments, word);
    vfprintf(stderr, words(word), arguments);
    va_end(arguments);
    fputc('\n', stderr);
}

void say_plain(enum word word, ...)
{
    va_list arguments;
    va_start(arguments, word);
    vfprintf(stderr, words(word), arguments);
    va_end(arguments);
    fputc('\n', stderr);
}
