/* SPDX-License-Identifier: Apache-2.0 */
/* Preloaded into the command by the tests: lets one allocation fail, or one call that changes files
 * fail or be met by a signal. What happens is told by the environment:
 *   FAULT_MALLOC=N   the Nth allocation finds no memory; FAULT_MALLOC=N+ and all after it
 *   FAULT_SIGNAL=S   with FAULT_AT=N: signal S comes in just before the Nth call
 *   FAULT_ERROR=E    with FAULT_AT=N: that call fails with errno E
 *   FAULT_READ=N     with FAULT_ERROR=E: the Nth read fails
 *   FAULT_SHORT=1    reads and writes do a part of what is asked, every other one is interrupted
 *   FAULT_THREADS=1  each thread that is started has a while before the next one is
 *   FAULT_COUNT=FILE at the end, `allocations calls reads unsynced lost away
 *                    threads early` are written there:
 *                    unsynced, the files closed and the names given that the disk was not waited
 *                    for; lost, whether the call that failed leaves in doubt what is written;
 *                    away, the files made outside of the directory that the run begins in;
 *                    early, of the reads those before the last thread was started */
#define _GNU_SOURCE
#undef _FILE_OFFSET_BITS /* open and open64 are both stood in front of */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILES = 1024, CREATED = 1, WRITTEN = 2 };

static long allocations, calls, reads, unsynced, lost, away, threads, early;
static long fail_from, fail_to, fault_at, fault_read;
static int fault_signal, fault_error, fault_short, fault_threads;
static unsigned char made[FILES]; /* of each descriptor, what is known */
static bool named;                /* a name was given, and its directory not synced since */

/* The call that is stood in front of; as bytes, for C knows no way from data to functions. */
static void next(const char *name, void *real, size_t size)
{
    void *found = dlsym(RTLD_NEXT, name);
    if (!found)
        _exit(99);
    memcpy(real, &found, size);
}

__attribute__((constructor)) static void start(void)
{
    const char *text = getenv("FAULT_MALLOC");
    allocations = calls = reads = 0;
    if (text) {
        fail_from = atol(text);
        fail_to = strchr(text, '+') ? 0x7FFFFFFF : fail_from;
    }
    fault_at = getenv("FAULT_AT") ? atol(getenv("FAULT_AT")) : 0;
    fault_read = getenv("FAULT_READ") ? atol(getenv("FAULT_READ")) : 0;
    fault_short = getenv("FAULT_SHORT") != NULL;
    fault_threads = getenv("FAULT_THREADS") != NULL;
    fault_signal = getenv("FAULT_SIGNAL") ? atoi(getenv("FAULT_SIGNAL")) : 0;
    fault_error = getenv("FAULT_ERROR") ? atoi(getenv("FAULT_ERROR")) : 0;
}

__attribute__((destructor)) static void end(void)
{
    char line[128];
    const char *name = getenv("FAULT_COUNT");
    int n = snprintf(line, sizeof line, "%ld %ld %ld %ld %ld %ld %ld %ld\n", allocations, calls,
                     reads, unsynced + named, lost, away, threads, early),
        file;
    fault_at = fault_short = 0;
    if (!name || (file = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0666)) < 0)
        return;
    if (write(file, line, (size_t)n) != n)
        _exit(98);
    close(file);
}

/* --- Memory: glibc's own, by its other names -------------------------------------------------- */

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

static int no_memory(void)
{
    long n = __atomic_add_fetch(&allocations, 1, __ATOMIC_RELAXED);
    if (n < fail_from || n > fail_to)
        return 0;
    errno = ENOMEM;
    return 1;
}

void *malloc(size_t size)
{
    return no_memory() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return no_memory() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
    return no_memory() ? NULL : __libc_realloc(old, size);
}

/* --- Files ------------------------------------------------------------------------------------ */

/* Whether the call fails. */
static int fault(void)
{
    if (__atomic_add_fetch(&calls, 1, __ATOMIC_RELAXED) != fault_at)
        return 0;
    if (fault_signal)
        raise(fault_signal);
    if (fault_error)
        errno = fault_error;
    return fault_error != 0;
}

/* The same of a call that an output is not whole without. */
static int loses(void)
{
    int failed = fault();
    lost |= failed;
    return failed;
}

static unsigned char *known(int file)
{
    static unsigned char beyond;
    return file >= 0 && file < FILES ? &made[file] : &beyond;
}

static int created(int file, int flags)
{
    *known(file) = flags & O_CREAT ? CREATED : 0;
    return file;
}

/* A file that is made, by whatever name it is called. */
static bool is_away(const char *path)
{
    static char here[4096];
    size_t length = here[0] || getcwd(here, sizeof here) ? strlen(here) : 0;
    return path[0] == '/' && (strncmp(path, here, length) != 0 || path[length] != '/');
}

#define OPEN(name)                                                                                 \
    int name(const char *path, int flags, ...)                                                     \
    {                                                                                              \
        static int (*real)(const char *, int, ...);                                                \
        va_list more;                                                                              \
        va_start(more, flags);                                                                     \
        mode_t mode = flags & O_CREAT ? va_arg(more, mode_t) : 0;                                  \
        va_end(more);                                                                              \
        if (!real)                                                                                 \
            next(#name, &real, sizeof real);                                                       \
        away += flags & O_CREAT && is_away(path);                                                  \
        return flags & O_CREAT && fault() ? -1 : created(real(path, flags, mode), flags);          \
    }
OPEN(open)
OPEN(open64)

/* What is done of a call, 0 = it is interrupted. */
static size_t part(size_t size)
{
    static long turn;
    if (!fault_short)
        return size;
    return __atomic_add_fetch(&turn, 1, __ATOMIC_RELAXED) % 2 ? 0 : (size + 1) / 2;
}

ssize_t write(int file, const void *bytes, size_t size)
{
    static ssize_t (*real)(int, const void *, size_t);
    if (!real)
        next("write", &real, sizeof real);
    if (file == STDERR_FILENO ? fault() : loses())
        return -1;
    *known(file) |= WRITTEN;
    size_t some = part(size);
    errno = EINTR;
    return some == 0 && size > 0 ? -1 : real(file, bytes, some);
}

static bool read_fails(void)
{
    if (__atomic_add_fetch(&reads, 1, __ATOMIC_RELAXED) != fault_read)
        return false;
    errno = fault_error;
    return true;
}

ssize_t read(int file, void *bytes, size_t size)
{
    static ssize_t (*real)(int, void *, size_t);
    if (!real)
        next("read", &real, sizeof real);
    if (read_fails())
        return -1;
    size_t some = part(size);
    errno = EINTR;
    return some == 0 && size > 0 ? -1 : real(file, bytes, some);
}

/* As the program calls it where files are of 64 bits. */
ssize_t pread64(int file, void *bytes, size_t size, off64_t place)
{
    static ssize_t (*real)(int, void *, size_t, off64_t);
    if (!real)
        next("pread64", &real, sizeof real);
    if (read_fails())
        return -1;
    size_t some = part(size);
    errno = EINTR;
    return some == 0 && size > 0 ? -1 : real(file, bytes, some, place);
}

/* The file is closed all the same: a failure tells of what was written before. */
int close(int file)
{
    static int (*real)(int);
    if (!real)
        next("close", &real, sizeof real);
    bool own = *known(file) & CREATED;
    unsynced += *known(file) == (CREATED | WRITTEN);
    *known(file) = 0;
    int failed = own ? loses() : fault(), cause = errno, status = real(file);
    errno = failed ? cause : errno;
    return failed ? -1 : status;
}

int mkdir(const char *path, mode_t mode)
{
    static int (*real)(const char *, mode_t);
    if (!real)
        next("mkdir", &real, sizeof real);
    return fault() ? -1 : real(path, mode);
}

int rename(const char *from, const char *to)
{
    static int (*real)(const char *, const char *);
    if (!real)
        next("rename", &real, sizeof real);
    named = true;
    return loses() ? -1 : real(from, to);
}

int fsync(int file)
{
    static int (*real)(int);
    if (!real)
        next("fsync", &real, sizeof real);
    if (*known(file) & CREATED)
        *known(file) = CREATED;
    else
        named = false;
    return loses() ? -1 : real(file);
}

/* --- Threads ---------------------------------------------------------------------------------- */

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*work)(void *),
                   void *context)
{
    static int (*real)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
    static long before = -1;
    if (!real)
        next("pthread_create", &real, sizeof real);
    if (before < 0)
        before = __atomic_load_n(&reads, __ATOMIC_RELAXED);
    int status = real(thread, attributes, work, context);
    __atomic_add_fetch(&threads, 1, __ATOMIC_RELAXED);
    if (fault_threads) {
        usleep(100000);
        early = __atomic_load_n(&reads, __ATOMIC_RELAXED) - before;
    }
    return status;
}
