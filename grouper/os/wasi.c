/* SPDX-License-Identifier: Apache-2.0 */
/* WebAssembly (WASI preview 1): one thread, no signal, files that the host keeps. */
#include "os/os.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "stat.h"

int os_open(const char *path)
{
    char room[OS_PATH];
    return open(os_known_name(path, room), O_RDONLY);
}

long os_read(int file, void *buffer, size_t size)
{
    return (long)read(file, buffer, size);
}

long os_read_at(int file, uint64_t place, void *buffer, size_t size)
{
    return lseek(file, (off_t)place, SEEK_SET) < 0 ? -1 : os_read(file, buffer, size);
}

int os_write(int file, const void *bytes, size_t size)
{
    const char *p = bytes;
    while (size > 0) {
        ssize_t n = write(file, p, size);
        if (n < 0)
            return -1;
        p += n;
        size -= (size_t)n;
    }
    return 0;
}

void os_write_back(int file, uint64_t from, uint64_t size)
{
    (void)file, (void)from, (void)size;
}

bool os_reserve(int file, uint64_t from, uint64_t size)
{
    (void)file, (void)from, (void)size;
    return false;
}

int os_trim(int file, uint64_t size)
{
    (void)file, (void)size; /* nothing was reserved */
    return 0;
}

int os_close(int file)
{
    return close(file);
}

bool os_read_only(const char *path)
{
    (void)path;
    return false;
}

/* --- Files that appear whole or not at all ---------------------------------------------------- */

/* Makes a file or a directory under a name of its own. A descriptor (0 for a directory), or -1. */
int make_temporary(const char *final, bool directory, char temporary[OS_PATH])
{
    for (unsigned attempt = 0; attempt < 100; attempt++) {
        int n = snprintf(temporary, OS_PATH, "%s.%u.part", final, attempt);
        if (n < 0 || n >= OS_PATH) {
            errno = ENAMETOOLONG;
            return -1;
        }
        int made =
            directory ? mkdir(temporary, 0777) : open(temporary, O_WRONLY | O_CREAT | O_EXCL, 0666);
        if (made >= 0 || errno != EEXIST)
            return made;
    }
    return -1;
}

int os_temporary(const char *path, char final[OS_PATH], char temporary[OS_PATH])
{
    struct stat old;
    temporary[0] = '\0';
    if (stat(path, &old) == 0 && S_ISDIR(old.st_mode)) {
        errno = EISDIR;
        return -1;
    }
    int n = snprintf(final, OS_PATH, "%s", path);
    if (n < 0 || n >= OS_PATH) {
        errno = ENAMETOOLONG;
        return -1;
    }
    int file = make_temporary(final, false, temporary);
    if (file < 0)
        temporary[0] = '\0';
    return file;
}

int os_settle(int file, const char *temporary)
{
    (void)temporary; /* the host keeps its files in memory: there is no disk to wait for */
    return close(file);
}

int os_place(const char *temporary, const char *path)
{
    return temporary[0] == '\0' ? 0 : rename(temporary, path);
}

void os_remove_temporary(const char *temporary)
{
    if (temporary[0] != '\0')
        unlink(temporary);
}

/* --- Directories ------------------------------------------------------------------------------ */

int os_make_directory(const char *path)
{
    return mkdir(path, 0777);
}

int os_replace_directory(const char *temporary, const char *path)
{
    return rename(temporary, path);
}

static int remove_entry(void *context, const char *name)
{
    char path[OS_PATH];
    struct os_look found;
    int n = snprintf(path, OS_PATH, "%s/%s", (const char *)context, name);
    if (n < 0 || n >= OS_PATH || os_look_path(path, &found) < 0)
        return 0;
    if (found.directory)
        os_discard_directory(path);
    else
        unlink(path);
    return 0;
}

void os_discard_directory(const char *temporary)
{
    char path[OS_PATH];
    snprintf(path, OS_PATH, "%s", temporary);
    (void)os_list(path, remove_entry, path);
    rmdir(path);
}

bool os_user_tables(char path[OS_PATH])
{
    (void)path;
    return false;
}

/* --- Threads: there is one -------------------------------------------------------------------- */

struct os_lock {
    bool taken;
};

struct os_thread *os_thread_start(void (*run)(void *context), void *context)
{
    (void)run;
    (void)context;
    return NULL;
}

void os_thread_join(struct os_thread *thread)
{
    (void)thread;
}

unsigned os_processors(void)
{
    return 1;
}

struct os_lock *os_lock_new(void)
{
    return calloc(1, sizeof(struct os_lock));
}

void os_lock_free(struct os_lock *lock)
{
    free(lock);
}

void os_lock_take(struct os_lock *lock)
{
    lock->taken = true;
}

bool os_lock_try(struct os_lock *lock)
{
    bool taken = lock->taken;
    lock->taken = true;
    return !taken;
}

void os_lock_leave(struct os_lock *lock)
{
    lock->taken = false;
}

void os_lock_wait(struct os_lock *lock)
{
    (void)lock;
}

void os_lock_wake(struct os_lock *lock)
{
    (void)lock;
}

/* --- The rest --------------------------------------------------------------------------------- */

bool os_terminal(int file)
{
    (void)file;
    return false;
}

unsigned os_columns(int file)
{
    (void)file;
    return 0;
}

unsigned os_lines(int file)
{
    (void)file;
    return 0;
}

uint64_t os_random(void)
{
    uint64_t number = 0;
    return getentropy(&number, sizeof number) == 0 ? number : 0;
}

uint64_t os_milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

const char os_unzip[] = "unzip -p", os_quote = '\'';

bool os_start(int *count, char ***arguments)
{
    (void)count, (void)arguments;
    return true;
}

bool os_own_window(void)
{
    return false;
}

void os_hold_window(void) {}
