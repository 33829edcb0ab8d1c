/* SPDX-License-Identifier: Apache-2.0 */
#include "grow.h"

#include <stdlib.h>
#include <string.h>

#include "common/room.h"
#include "words.h"

bool grow(void **vector, size_t *room, size_t count, size_t size)
{
    return grow_to(vector, room, count + 1, size);
}

bool grow_to(void **vector, size_t *room, size_t count, size_t size)
{
    if (room_make(vector, room, count, size))
        return true;
    say(W_NO_MEMORY);
    return false;
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
