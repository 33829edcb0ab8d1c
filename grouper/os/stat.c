/* SPDX-License-Identifier: Apache-2.0 */
#define _XOPEN_SOURCE 700
#include "stat.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "names.h"

static void look(const struct stat *s, struct os_look *out)
{
    out->device = (uint64_t)s->st_dev;
    out->number = (uint64_t)s->st_ino;
    out->size = (uint64_t)s->st_size;
    out->seconds = (int64_t)s->st_mtim.tv_sec;
    out->nanoseconds = (int64_t)s->st_mtim.tv_nsec;
    out->regular = S_ISREG(s->st_mode);
    out->directory = S_ISDIR(s->st_mode);
}

static bool foreign_names;

void os_foreign_names(void)
{
    foreign_names = true;
}

const char *os_known_name(const char *path, char room[OS_PATH])
{
    size_t length = strlen(path);
    if (!foreign_names || !strchr(path, '\\') || length >= OS_PATH || access(path, F_OK) == 0)
        return path;
    memcpy(room, path, length + 1);
    for (char *p = room; (p = strchr(p, '\\')) != NULL;)
        *p = '/';
    return room;
}

int os_look(int file, struct os_look *out)
{
    struct stat s;
    if (fstat(file, &s) < 0)
        return -1;
    look(&s, out);
    return 0;
}

int os_look_path(const char *path, struct os_look *out)
{
    struct stat s;
    char room[OS_PATH];
    if (stat(os_known_name(path, room), &s) < 0)
        return -1;
    look(&s, out);
    return 0;
}

/* --- Which file a name leads to --------------------------------------------------------------- */

static void identify(const struct stat *s, struct os_identity *identity)
{
    *identity = (struct os_identity){.device = (uint64_t)s->st_dev,
                                     .number = (uint64_t)s->st_ino,
                                     .terminal = S_ISCHR(s->st_mode)};
}

bool os_split(const char *path, char directory[OS_PATH], char last[OS_NAME])
{
    size_t length = strlen(path);
    while (length > 1 && path[length - 1] == '/')
        length--;
    size_t begin = length;
    while (begin > 0 && path[begin - 1] != '/')
        begin--;
    if (length - begin >= OS_NAME || begin >= OS_PATH) {
        errno = ENAMETOOLONG;
        return false;
    }
    memcpy(last, path + begin, length - begin);
    last[length - begin] = '\0';
    memcpy(directory, begin > 0 ? path : ".", begin > 0 ? begin : 1);
    directory[begin > 0 ? begin : 1] = '\0';
    return true;
}

int os_identify(const char *path, struct os_identity *identity)
{
    struct stat s;
    char directory[OS_PATH], last[OS_NAME], room[OS_PATH];
    path = os_known_name(path, room);
    if (stat(path, &s) == 0) {
        identify(&s, identity);
        /* A host of WebAssembly may give no numbers: what is left is the name. */
        if (identity->number == 0 && os_split(path, directory, last))
            memcpy(identity->last, last, sizeof last);
        return 0;
    }
    if (errno != ENOENT || !os_split(path, directory, last) || stat(directory, &s) < 0)
        return -1;
    identify(&s, identity);
    memcpy(identity->last, last, sizeof last);
    return 0;
}

int os_identify_open(int file, struct os_identity *identity)
{
    struct stat s;
    if (fstat(file, &s) < 0)
        return -1;
    identify(&s, identity);
    return 0;
}

bool os_same(const struct os_identity *a, const struct os_identity *b)
{
    return a->device == b->device && a->number == b->number && strcmp(a->last, b->last) == 0;
}

/* --- Files that are not finished -------------------------------------------------------------- */

void os_discard(int file, const char *temporary)
{
    close(file);
    os_remove_temporary(temporary);
}

int os_remove(const char *path)
{
    return unlink(path);
}

/* --- Directories ------------------------------------------------------------------------------ */

int os_temporary_directory(const char *path, char temporary[OS_PATH])
{
    char plain[OS_PATH];
    size_t length = strlen(path);
    while (length > 1 && path[length - 1] == '/')
        length--;
    if (length >= OS_PATH) {
        errno = ENAMETOOLONG;
        return -1;
    }
    memcpy(plain, path, length);
    plain[length] = '\0';
    return make_temporary(plain, true, temporary) < 0 ? -1 : 0;
}

int os_list(const char *path, int (*each)(void *context, const char *name), void *context)
{
    char room[OS_PATH];
    DIR *directory = opendir(os_known_name(path, room));
    if (!directory)
        return -1;
    struct names_found names = {0};
    struct dirent *entry;
    int status = 0;
    while (status == 0 && (errno = 0, entry = readdir(directory)) != NULL)
        status = names_found_add(&names, entry->d_name) ? 0 : -1;
    if (errno != 0)
        status = -1;
    closedir(directory);
    return names_found_give(&names, status, each, context);
}
