/* SPDX-License-Identifier: Apache-2.0 */
/* The names of a directory, given out in byte order. */
#ifndef NAMES_OF_DIRECTORY_H
#define NAMES_OF_DIRECTORY_H

#include <stdbool.h>
#include <stddef.h>

struct names_found {
    char **list;
    size_t count, room;
};

/* Keeps a copy of a name. False when there is no memory. */
bool names_found_add(struct names_found *names, const char *name);
/* Calls `each` with every name but `.` and `..` until it returns other than 0, unless status is
 * other than 0 already; frees all. Returns the status. */
int names_found_give(struct names_found *names, int status,
                     int (*each)(void *context, const char *name), void *context);

#endif
