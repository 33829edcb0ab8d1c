/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/write/html.h"

#include <string.h>

#include "cli/base/shown.h"
#include "cli/base/words.h"

/* UTF-8 of the blank that does not break, and of the euro sign. */
#define BLANK "\xC2\xA0"
#define EURO  "\xE2\x82\xAC"

const char *said(const char *fr, const char *en)
{
    return words_language_get() == ENGLISH ? en : fr;
}

void html_put(struct sink *sink, const char *markup)
{
    size_t size = strlen(markup);
    sink_room(sink, size);
    put_bytes(sink, markup, size);
}

/* A character that is shown. */
static void put_escaped(struct sink *sink, const char *one, size_t size)
{
    static const char *const entities[] = {
        ['"'] = "&quot;", ['&'] = "&amp;", ['\''] = "&#39;", ['<'] = "&lt;", ['>'] = "&gt;"};
    unsigned char first = (unsigned char)one[0];
    if (size == 1 && first < sizeof entities / sizeof entities[0] && entities[first])
        put_text(sink, entities[first]);
    else
        put_bytes(sink, one, size);
}

void html_bytes(struct sink *sink, const unsigned char *bytes, size_t size)
{
    const unsigned char *p = bytes, *end = bytes + size;
    char one[SHOWN_MAX];
    while (p < end) {
        size_t n = shown_one(one, &p, end);
        sink_room(sink, 8);
        put_escaped(sink, one, n);
    }
}

void html_text(struct sink *sink, const char *text)
{
    html_bytes(sink, (const unsigned char *)text, strlen(text));
}

/* Where the next option begins, or the text ends. */
static const char *next_option(const char *p, const char *end)
{
    while (end - p > 2 && !(p[0] == '-' && p[1] == '-' && p[2] >= 'a' && p[2] <= 'z'))
        p++;
    return end - p > 2 ? p : end;
}

void html_words(struct sink *sink, const char *text, size_t size)
{
    const char *p = text, *end = text + size;
    while (p < end) {
        const char *option = next_option(p, end);
        html_bytes(sink, (const unsigned char *)p, (size_t)(option - p));
        for (p = option;
             p < end && (*p == '-' || (*p >= 'a' && *p <= 'z') || (*p >= '0' && *p <= '9'));)
            p++;
        if (p == option)
            continue;
        html_put(sink, "<code>");
        html_bytes(sink, (const unsigned char *)option, (size_t)(p - option));
        html_put(sink, "</code>");
    }
}

/* --- Numbers ---------------------------------------------------------------------------------- */

static char *add(char *out, const char *text)
{
    size_t size = strlen(text);
    memcpy(out, text, size);
    return out + size;
}

/* Digits by three, with what stands between them. */
static char *add_groups(char *out, uint64_t number)
{
    unsigned char digits[24];
    size_t count = (size_t)(write_number(digits, number) - digits);
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && (count - i) % 3 == 0)
            out = add(out, said(BLANK, ","));
        *out++ = (char)digits[i];
    }
    return out;
}

static char *add_sign(char *out, int64_t number, uint64_t *size)
{
    *size = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    return number < 0 ? add(out, "\xE2\x88\x92") : out; /* the sign for minus */
}

static size_t ended(char *out, char *end)
{
    *end = '\0';
    return (size_t)(end - out);
}

size_t people_number(char out[PEOPLE_MAX], int64_t number)
{
    uint64_t size;
    char *end = add_sign(out, number, &size);
    return ended(out, add_groups(end, size));
}

size_t people_euros(char out[PEOPLE_MAX], int64_t centimes)
{
    uint64_t size;
    char *end = add(add_sign(out, centimes, &size), said("", EURO));
    end = add(add_groups(end, size / 100), said(",", "."));
    end = (char *)write_two((unsigned char *)end, (uint32_t)(size % 100));
    return ended(out, add(end, said(BLANK EURO, "")));
}

size_t people_tenths(char out[PEOPLE_MAX], int64_t tenths)
{
    uint64_t size;
    char *end = add_sign(out, tenths, &size);
    end = add(add_groups(end, size / 10), said(",", "."));
    *end++ = (char)('0' + size % 10);
    return ended(out, end);
}

size_t people_thousandths(char out[PEOPLE_MAX], int64_t thousandths)
{
    uint64_t size;
    char *end = add_sign(out, thousandths, &size);
    end = add(add_groups(end, size / 1000), said(",", "."));
    return ended(out, (char *)write_digits((unsigned char *)end, 3, (uint32_t)(size % 1000)));
}

static size_t with_plus(char out[PEOPLE_MAX], int64_t number,
                        size_t (*people)(char out[PEOPLE_MAX], int64_t number))
{
    size_t plus = number > 0;
    out[0] = '+';
    return people(out + plus, number) + plus; /* the longest leaves room for it */
}

size_t people_more(char out[PEOPLE_MAX], int64_t number)
{
    return with_plus(out, number, people_number);
}

size_t people_more_euros(char out[PEOPLE_MAX], int64_t centimes)
{
    return with_plus(out, centimes, people_euros);
}

size_t people_per_cent(char out[PEOPLE_MAX], int64_t tenths, bool plus)
{
    size_t size = plus ? with_plus(out, tenths, people_tenths) : people_tenths(out, tenths);
    return ended(out, add(out + size, said(BLANK "%", "%")));
}

void html_number(struct sink *sink, int64_t number)
{
    char text[PEOPLE_MAX];
    people_number(text, number);
    html_put(sink, text);
}

void html_euros(struct sink *sink, int64_t centimes)
{
    char text[PEOPLE_MAX];
    people_euros(text, centimes);
    html_put(sink, text);
}

void html_tenths(struct sink *sink, int64_t tenths)
{
    char text[PEOPLE_MAX];
    people_tenths(text, tenths);
    html_put(sink, text);
}

bool people_one(int64_t number)
{
    return number == 1 || number == -1 || (number == 0 && words_language_get() == FRENCH);
}
