/* SPDX-License-Identifier: Apache-2.0 */
#include "shown.h"

#include <string.h>

#include "common/utf8.h"

/* The character at p as it is, or 0. */
static size_t harmless(const unsigned char *p, const unsigned char *end)
{
    size_t n = utf8_length(p, end);
    if (n == 1 && (*p < 0x20 || *p == 0x7F))
        return 0;
    return n == 2 && p[0] == 0xC2 && p[1] < 0xA0 ? 0 : n;
}

size_t shown_one(char out[SHOWN_MAX], const unsigned char **p, const unsigned char *end)
{
    static const char hex[] = "0123456789abcdef";
    const unsigned char *at = *p;
    size_t n = harmless(at, end);
    *p += n ? n : 1;
    if (n == 0)
        memcpy(out, (char[]){'\\', 'x', hex[*at >> 4], hex[*at & 15]}, SHOWN_MAX);
    else
        memcpy(out, at, n);
    return n ? n : SHOWN_MAX;
}

size_t shown(char *out, size_t size, const char *name)
{
    const unsigned char *p = (const unsigned char *)name, *end = p + strlen(name);
    size_t used = 0;
    while (p < end) {
        char one[SHOWN_MAX];
        size_t n = shown_one(one, &p, end);
        if (size - used <= n)
            break;
        memcpy(out + used, one, n);
        used += n;
    }
    if (size > 0)
        out[used] = '\0';
    return used;
}
