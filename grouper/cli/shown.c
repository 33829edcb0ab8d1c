/* SPDX-License-Identifier: Apache-2.0 */
#include "shown.h"

#include <string.h>

#include "../utf8.h"

/* The character at p as it is, or 0. */
static size_t harmless(const unsigned char *p, const unsigned char *end)
{
    size_t n = utf8_length(p, end);
    if (n == 1 && (*p < 0x20 || *p == 0x7F))
        return 0;
    return n == 2 && p[0] == 0xC2 && p[1] < 0xA0 ? 0 : n;
}

size_t shown(char *out, size_t size, const char *name)
{
    static const char hex[] = "0123456789abcdef";
    const unsigned char *p = (const unsigned char *)name, *end = p + strlen(name);
    size_t used = 0;
    while (p < end) {
        size_t n = harmless(p, end), take = n ? n : 4;
        if (size - used <= take)
            break;
        if (n)
            memcpy(out + used, p, n);
        else
            memcpy(out + used, (char[]){'\\', 'x', hex[*p >> 4], hex[*p & 15]}, 4);
        used += take;
        p += n ? n : 1;
    }
    if (size > 0)
        out[used] = '\0';
    return used;
}
