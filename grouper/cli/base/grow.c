/* SPDX-License-Identifier: Apache-2.0 */
#include "grow.h"

#include <stdlib.h>
#include <string.h>

#include "words.h"

bool grow(void **vector, size_t *room, size_t count, size_t size)
{
    if (count < *room)
        return true;
    size_t more = *room ? *room * 2 : 1024;
    void *grown = realloc(*vector, more * size);
    if (!grown) {
        say(W_NO_MEMORY);
        return false;
    }
    *vector = grown;
    *room = more;
    return true;
}

bool grow_to(void **vector, size_t *room, size_t count, size_t size)
{
    while (*room < count)
        if (!grow(vector, room, *room, size))
            return false;
    return true;
}

char *text_copy(const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = malloc(size);
    if (!copy) {
        say(W_NO_MEMORY);
        return NULL;
    }
    return memcpy(copy, text, size);
}
