/* SPDX-License-Identifier: Apache-2.0 */
#include "sized.h"

#include <string.h>

static size_t size_of(const void *sized)
{
    size_t size;
    memcpy(&size, sized, sizeof size);
    return size;
}

int sized_give(void *to, const void *made, size_t known)
{
    size_t size = size_of(to), bytes = size < known ? size : known;
    memcpy((char *)to + sizeof size, (const char *)made + sizeof size, bytes - sizeof size);
    return HAD_OK;
}

int sized_take(void *kept, const void *given, size_t known)
{
    enum { FAR = 4096 }; /* an unset size must not lead out of the caller's memory */
    size_t size = size_of(given);
    const char *bytes = given;
    if (size > FAR)
        return HAD_E_SIZE;
    memset(kept, 0, known);
    memcpy(kept, given, size < known ? size : known);
    for (size_t i = known; i < size; i++)
        if (bytes[i])
            return HAD_E_ARGUMENT;
    return HAD_OK;
}
