/* SPDX-License-Identifier: Apache-2.0 */
#include "unfinished.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Newest first, so that a directory comes after what it holds. Elements are never freed: a handler
 * may be looking at them. */
struct unfinished {
    struct unfinished *next;
    volatile sig_atomic_t armed;
    bool directory;
    char path[];
};
static struct unfinished *_Atomic newest;

bool unfinished_name(const char *final, long process, unsigned attempt, bool is_short,
                     char temporary[OS_PATH])
{
    const char *slash = strrchr(final, '/');
    int kept = (int)(is_short ? (slash ? slash + 1 - final : 0) : (ptrdiff_t)strlen(final));
    int n = snprintf(temporary, OS_PATH, "%.*s%s%ld.%u.part", kept, final, is_short ? "had." : ".",
                     process, attempt);
    errno = ENAMETOOLONG;
    return n >= 0 && n < OS_PATH;
}

struct unfinished *unfinished_new(const char *path, bool directory)
{
    size_t size = strlen(path) + 1;
    struct unfinished *one = malloc(sizeof *one + size);
    if (!one)
        return NULL;
    one->directory = directory;
    memcpy(one->path, path, size);
    return one;
}

void unfinished_list(struct unfinished *one)
{
    one->next = newest;
    one->armed = 1;
    newest = one;
}

static bool is_inside(const char *path, const char *directory)
{
    size_t length = strlen(directory);
    return strncmp(path, directory, length) == 0 && path[length] == '/';
}

bool unfinished_inside(const char *path)
{
    for (const struct unfinished *one = newest; one; one = one->next)
        if (one->armed && one->directory && is_inside(path, one->path))
            return true;
    return false;
}

void unfinished_spare(const char *path)
{
    for (struct unfinished *one = newest; one; one = one->next)
        if (strcmp(one->path, path) == 0 || is_inside(one->path, path))
            one->armed = 0;
}

void unfinished_sweep(const char *only, void (*gone)(const char *path, bool directory))
{
    for (struct unfinished *one = newest; one; one = one->next) {
        if (!one->armed || (only && strcmp(one->path, only) != 0 && !is_inside(one->path, only)))
            continue;
        gone(one->path, one->directory);
        one->armed = 0;
    }
}
