/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SHOWN_H
#define SHOWN_H

#include <stddef.h>

/* A name as it is shown to people. Bytes that a terminal would obey (control characters, U+0080 to
 * U+009F too) and bytes that are not UTF-8 become \xHH. Cut to `size` bytes, the last of which is
 * NUL when there is one; the bytes written before it. */
size_t shown(char *out, size_t size, const char *name);

/* The same for the character at *p, or the byte that is none; *p moves past. The bytes written. */
enum { SHOWN_MAX = 4 };
size_t shown_one(char out[SHOWN_MAX], const unsigned char **p, const unsigned char *end);

#endif
