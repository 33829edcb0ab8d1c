/* SPDX-License-Identifier: Apache-2.0 */
/* What faults.c is elsewhere, for Windows: linked into a command of its own, in front of the
 * allocator and of the calls of the system that read and write (--wrap). The environment tells what
 * happens: FAULT_MALLOC=N   the Nth allocation finds no memory; FAULT_MALLOC=N+ and all after it
 *   FAULT_ERROR=E    with FAULT_AT=N: the Nth call that changes a file fails with the system's
 * error E FAULT_READ=N     with FAULT_ERROR=E: the Nth read fails FAULT_SHORT=1    reads and writes
 * do a part of what is asked FAULT_COUNT=FILE at the end, `allocations calls reads` are written
 * there */
#define WIN32_LEAN_AND_MEAN
#include <windows.h>

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static long allocations, calls, reads, fail_from, fail_to, fault_at, fault_read;
static DWORD fault_error;
static bool fault_short;

static long number(const char *name)
{
    return getenv(name) ? atol(getenv(name)) : 0;
}

static void end(void)
{
    const char *name = getenv("FAULT_COUNT");
    FILE *file = name ? fopen(name, "wb") : NULL;
    if (file) {
        fprintf(file, "%ld %ld %ld\n", allocations, calls, reads);
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
             file != GetStdHandle(STD_ERROR_HANDLE) && fails(&calls, fault_at),
             (file, bytes, part(size), done, place)) /* a message that is lost changes no output */
STAND_BEFORE(BOOL, FlushFileBuffers, (HANDLE file), fails(&calls, fault_at), (file))
STAND_BEFORE(BOOL, MoveFileExW, (LPCWSTR from, LPCWSTR to, DWORD how), fails(&calls, fault_at),
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
    return __real___imp_CreateFileW(path, access, share, who, how, flags, like);
}
of_CreateFileW __wrap___imp_CreateFileW = my_CreateFileW;
