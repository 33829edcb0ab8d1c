/* SPDX-License-Identifier: Apache-2.0 */
/* Room in a vector that grows, for who has no allocator of a caller's: the command, and the calls
 * of the system. */
#ifndef ROOM_H
#define ROOM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>

/* Makes room for `count` elements of `size` bytes in all: it doubles. False when there is no
 * memory; the vector is then as it was. */
static inline bool room_make(void **vector, size_t *room, size_t count, size_t size)
{
    if (*room >= count)
        return true;
    size_t more = *room ? *room : 1024;
    while (more < count)
        more *= 2;
    void *grown = realloc(*vector, more * size);
    if (!grown)
        return false;
    *vector = grown;
    *room = more;
    return true;
}

#endif
