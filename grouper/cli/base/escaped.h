/* SPDX-License-Identifier: Apache-2.0 */
/* Names in a journal: JSON strings in UTF-8 whatever bytes a name holds, from which the name can be
 * read back to the byte. A byte that does not belong to UTF-8 is written as U+0000, which no name
 * holds, and the character of its number: the name `s\xE9jours` is "s\u0000\u00e9jours". */
#ifndef ESCAPED_H
#define ESCAPED_H

#include <stddef.h>

/* Most that one becomes. */
enum { ESCAPED_MAX = 12 };

/* The character at *p, or the byte that is none, as it stands in a string; *p moves past. The bytes
 * written. */
size_t escaped_write(char out[ESCAPED_MAX], const unsigned char **p);

/* The string that *p begins, taken apart in place, or NULL when there is none. *p moves past it. */
char *escaped_take(char **p);

#endif
