/* SPDX-License-Identifier: Apache-2.0 */
#include "names.h"

#include <stdlib.h>
#include <string.h>

#include "common/room.h"

bool names_found_add(struct names_found *names, const char *name)
{
    if (!room_make((void **)&names->list, &names->room, names->count + 1, sizeof *names->list))
        return false;
    size_t size = strlen(name) + 1;
    char *copy = malloc(size);
    if (!copy)
        return false;
    names->list[names->count++] = memcpy(copy, name, size);
    return true;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

int names_found_give(struct names_found *names, int status,
                     int (*each)(void *context, const char *name), void *context)
{
    if (names->count > 0)
        qsort(names->list, names->count, sizeof *names->list, by_name);
    for (size_t i = 0; i < names->count; i++) {
        if (status == 0 && strcmp(names->list[i], ".") != 0 && strcmp(names->list[i], "..") != 0)
            status = each(context, names->list[i]);
        free(names->list[i]);
    }
    free(names->list);
    return status;
}
