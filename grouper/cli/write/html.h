/* SPDX-License-Identifier: Apache-2.0 */
/* Pieces of a page: markup as it is, text escaped, numbers as people write them. */
#ifndef HTML_H
#define HTML_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/write/sink.h"

/* One of two texts, in the language of messages. */
const char *said(const char *fr, const char *en);

/* Markup, or text of our own that holds nothing to escape. */
void html_put(struct sink *sink, const char *markup);
/* Any bytes as text: what HTML would read as markup is escaped, and what is no character is shown
 * as \xNN, in content and in attributes alike. */
void html_text(struct sink *sink, const char *text);
void html_bytes(struct sink *sink, const unsigned char *bytes, size_t size);
/* The same in content alone: no line ends within an option (--periode). */
void html_words(struct sink *sink, const char *text, size_t size);

/* 19 024 401 or 19,024,401; with euros 19 024 401,69 € or €19,024,401.69. Blanks that do not break.
 */
enum { PEOPLE_MAX = 64 };
size_t people_number(char out[PEOPLE_MAX], int64_t number);
size_t people_euros(char out[PEOPLE_MAX], int64_t centimes);
/* Tenths: 12,3 or 12.3; thousandths: 1 012,345 or 1,012.345. */
size_t people_tenths(char out[PEOPLE_MAX], int64_t tenths);
size_t people_thousandths(char out[PEOPLE_MAX], int64_t thousandths);
/* A difference: with its sign, a plus too. */
size_t people_more(char out[PEOPLE_MAX], int64_t number);
size_t people_more_euros(char out[PEOPLE_MAX], int64_t centimes);
/* Tenths of per cent: 12,3 % or 12.3%; `with_plus`: with its sign, a plus too. */
size_t people_per_cent(char out[PEOPLE_MAX], int64_t tenths, bool with_plus);
/* Whether the words that follow a number are those for one: 0 and 1 in French, 1 in English. */
bool people_one(int64_t number);
void html_number(struct sink *sink, int64_t number);
void html_euros(struct sink *sink, int64_t centimes);
void html_tenths(struct sink *sink, int64_t tenths);

#endif
