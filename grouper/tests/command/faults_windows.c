/* SPDX-License-Identifier: Apache-2.0 */
/* What faults.c is elsewhere, for Windows: linked into a command of its own, in front of the
 * allocator and of the calls of the system that read and write (--wrap). The environment tells what
 * happens:
 *   FAULT_MALLOC=N   the Nth allocation finds no memory; FAULT_MALLOC=N+ and all after it
 *   FAULT_ERROR=E    with FAULT_AT=N: the Nth call that changes a file fails with the system's
 *                    error E
 *   FAULT_READ=N     with FAULT_ERROR=E: the Nth read fails
 *   FAULT_SHORT=1    reads and writes do a part of what is asked
 *   FAULT_COUNT=FILE at the end, `allocations calls reads unsynced lost` are written there:
 *                    unsynced, the files closed and the names given that the disk was not waited
 *                    for; lost, whether the call that failed leaves in doubt what is written */
#define WIN32_LEAN_AND_MEAN
#include <windows.h>

#include <errno.h>
#include <io.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILES = 4096, CREATED = 1, WRITTEN = 2 };

static long allocations, calls, reads, unsynced, lost, fail_from, fail_to, fault_at, fault_read;
static DWORD fault_error;
static bool fault_short;
static unsigned char made[FILES]; /* of each handle, what is known; handles go by fours */

static long number(const char *name)
{
    return getenv(name) ? atol(getenv(name)) : 0;
}

static void end(void)
{
    const char *name = getenv("FAULT_COUNT");
    FILE *file = name ? fopen(name, "wb") : NULL;
    if (file) {
        fprintf(file, "%ld %ld %ld %ld %ld\n", allocations, calls, reads, unsynced, lost);
        fclose(file);
    }
}

__attribute__((constructor)) static void start(void)
{
    const char *text = getenv("FAULT_MALLOC");
    fail_from = number("FAULT_MALLOC");
    fail_to = text && strchr(text, '+') ? 0x7FFFFFFF : fail_from;
    fault_at = number("FAULT_AT");
    fault_read = number("FAULT_READ");
    fault_error = (DWORD)number("FAULT_ERROR");
    fault_short = getenv("FAULT_SHORT") != NULL;
    allocations = 0;
    atexit(end);
}

/* --- Memory ----------------------------------------------------------------------------------- */

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);

static bool no_memory(void)
{
    long n = __atomic_add_fetch(&allocations, 1, __ATOMIC_RELAXED);
    if (n < fail_from || n > fail_to)
        return false;
    errno = ENOMEM;
    return true;
}

void *__wrap_malloc(size_t size)
{
    return no_memory() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return no_memory() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *old, size_t size)
{
    return no_memory() ? NULL : __real_realloc(old, size);
}

/* --- Files: the pointers through which a program calls the system ----------------------------- */

static bool fails(long *count, long nth)
{
    if (__atomic_add_fetch(count, 1, __ATOMIC_RELAXED) != nth)
        return false;
    SetLastError(fault_error);
    return true;
}

/* The same of a call that an output is not whole without. */
static bool loses(void)
{
    bool failed = fails(&calls, fault_at);
    lost |= failed;
    return failed;
}

static unsigned char *known(HANDLE file)
{
    static unsigned char beyond;
    uintptr_t at = (uintptr_t)file / 4;
    return at < FILES ? &made[at] : &beyond;
}

/* What is written waits for the disk until the file is flushed; messages wait for nothing. */
static bool write_fails(HANDLE file)
{
    if (file == GetStdHandle(STD_ERROR_HANDLE))
        return false; /* a message that is lost changes no output */
    *known(file) |= WRITTEN;
    return loses();
}

static bool flush_fails(HANDLE file)
{
    *known(file) &= CREATED;
    return loses();
}

static bool move_fails(DWORD how)
{
    unsynced += !(how & MOVEFILE_WRITE_THROUGH);
    return loses();
}

static DWORD part(DWORD size)
{
    return fault_short ? (size + 1) / 2 : size;
}

#define STAND_BEFORE(type, name, parameters, fault, arguments)                                     \
    typedef type(WINAPI *of_##name) parameters;                                                    \
    extern of_##name __real___imp_##name, __wrap___imp_##name;                                     \
    static type WINAPI my_##name parameters                                                        \
    {                                                                                              \
        return fault ? 0 : __real___imp_##name arguments;                                          \
    }                                                                                              \
    of_##name __wrap___imp_##name = my_##name;

STAND_BEFORE(BOOL, ReadFile,
             (HANDLE file, LPVOID bytes, DWORD size, LPDWORD done, LPOVERLAPPED place),
             fails(&reads, fault_read), (file, bytes, part(size), done, place))
STAND_BEFORE(BOOL, WriteFile,
             (HANDLE file, LPCVOID bytes, DWORD size, LPDWORD done, LPOVERLAPPED place),
             write_fails(file), (file, bytes, part(size), done, place))
STAND_BEFORE(BOOL, FlushFileBuffers, (HANDLE file), flush_fails(file), (file))
STAND_BEFORE(BOOL, MoveFileExW, (LPCWSTR from, LPCWSTR to, DWORD how), move_fails(how),
             (from, to, how))
STAND_BEFORE(BOOL, CreateDirectoryW, (LPCWSTR path, LPSECURITY_ATTRIBUTES who),
             fails(&calls, fault_at), (path, who))

typedef HANDLE(WINAPI *of_CreateFileW)(LPCWSTR path, DWORD access, DWORD share,
                                       LPSECURITY_ATTRIBUTES who, DWORD how, DWORD flags,
                                       HANDLE like);
extern of_CreateFileW __real___imp_CreateFileW, __wrap___imp_CreateFileW;

static HANDLE WINAPI my_CreateFileW(LPCWSTR path, DWORD access, DWORD share,
                                    LPSECURITY_ATTRIBUTES who, DWORD how, DWORD flags, HANDLE like)
{
    if (how == CREATE_NEW && fails(&calls, fault_at))
        return INVALID_HANDLE_VALUE;
    HANDLE file = __real___imp_CreateFileW(path, access, share, who, how, flags, like);
    *known(file) = how == CREATE_NEW ? CREATED : 0;
    return file;
}
of_CreateFileW __wrap___imp_CreateFileW = my_CreateFileW;

typedef int(__cdecl *of_close)(int file);
extern of_close __real___imp__close, __wrap___imp__close;

static int __cdecl my_close(int file)
{
    unsigned char *state = known((HANDLE)_get_osfhandle(file));
    unsynced += *state == (CREATED | WRITTEN);
    *state = 0;
    return __real___imp__close(file);
}
of_close __wrap___imp__close = my_close;
