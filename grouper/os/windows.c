/* SPDX-License-Identifier: Apache-2.0 */
/* Windows 10 and later, by its own calls: wide names of any length, handles under the descriptors
 * of the C library, errors as errno. */
#define WIN32_LEAN_AND_MEAN
#define _CRT_RAND_S  /* of stdlib.h */
#define _WIN32_WINNT 0x0A00
#include "os/os.h"

#include <windows.h>

#include <errno.h>
#include <fcntl.h>
#include <io.h>
#include <process.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>
#include <wctype.h>

#include "names.h"
#include "unfinished.h"
#include "windows_arguments.h"

/* --- Errors and names ------------------------------------------------------------------------- */

static int error_of(DWORD error)
{
    static const struct {
        DWORD error;
        int number;
    } errors[] = {{ERROR_FILE_NOT_FOUND, ENOENT},
                  {ERROR_PATH_NOT_FOUND, ENOENT},
                  {ERROR_BAD_NETPATH, ENOENT},
                  {ERROR_BAD_NET_NAME, ENOENT},
                  {ERROR_INVALID_DRIVE, ENODEV},
                  {ERROR_NOT_READY, ENXIO},
                  {ERROR_ACCESS_DENIED, EACCES},
                  {ERROR_PRIVILEGE_NOT_HELD, EPERM},
                  {ERROR_SHARING_VIOLATION, EBUSY},
                  {ERROR_LOCK_VIOLATION, EBUSY},
                  {ERROR_USER_MAPPED_FILE, EBUSY},
                  {ERROR_WRITE_PROTECT, EROFS},
                  {ERROR_DISK_FULL, ENOSPC},
                  {ERROR_HANDLE_DISK_FULL, ENOSPC},
                  {ERROR_FILE_EXISTS, EEXIST},
                  {ERROR_ALREADY_EXISTS, EEXIST},
                  {ERROR_DIR_NOT_EMPTY, ENOTEMPTY},
                  {ERROR_DIRECTORY, ENOTDIR},
                  {ERROR_INVALID_NAME, EILSEQ},
                  {ERROR_BAD_PATHNAME, EILSEQ},
                  {ERROR_NO_UNICODE_TRANSLATION, EILSEQ},
                  {ERROR_FILENAME_EXCED_RANGE, ENAMETOOLONG},
                  {ERROR_INSUFFICIENT_BUFFER, ENAMETOOLONG},
                  {ERROR_CANT_RESOLVE_FILENAME, ELOOP},
                  {ERROR_TOO_MANY_OPEN_FILES, EMFILE},
                  {ERROR_BROKEN_PIPE, EPIPE},
                  {ERROR_NO_DATA, EPIPE},
                  {ERROR_INVALID_HANDLE, EBADF},
                  {ERROR_NOT_ENOUGH_MEMORY, ENOMEM},
                  {ERROR_OUTOFMEMORY, ENOMEM},
                  {ERROR_NOT_SAME_DEVICE, EXDEV},
                  {ERROR_SEM_TIMEOUT, ETIMEDOUT},
                  {ERROR_INVALID_PARAMETER, EINVAL}};
    for (size_t i = 0; i < sizeof errors / sizeof errors[0]; i++)
        if (errors[i].error == error)
            return errors[i].number;
    return EIO;
}

static int fail_of(DWORD error)
{
    errno = error_of(error);
    return -1;
}

static int fail(void)
{
    return fail_of(GetLastError());
}

enum { WIDE = OS_PATH + 16, PLAIN_MOST = 240, PART_MOST = 255 };

static bool narrow(const wchar_t *wide, char *out, size_t room)
{
    return WideCharToMultiByte(CP_UTF8, 0, wide, -1, out, (int)room, NULL, NULL) > 0 || fail() == 0;
}

/* Windows would call a part that is too long something else. */
static bool parts_fit(const wchar_t *full)
{
    for (size_t length = 0; *full; full++) {
        length = *full == L'\\' ? 0 : length + 1;
        if (length > PART_MOST) {
            errno = ENAMETOOLONG;
            return false;
        }
    }
    return true;
}

/* A name in full, as Windows takes it: a long one needs a mark before it. */
static bool widen(const char *path, wchar_t out[WIDE])
{
    static const wchar_t mark[] = L"\\\\?\\", remote_mark[] = L"\\\\?\\UNC";
    wchar_t given[OS_PATH], full[OS_PATH];
    if (!MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, path, -1, given, OS_PATH))
        return fail() == 0;
    DWORD length = GetFullPathNameW(given, OS_PATH, full, NULL);
    if (length == 0 || length >= OS_PATH) {
        errno = length ? ENAMETOOLONG : ENOENT;
        return false;
    }
    if (!parts_fit(full))
        return false;
    bool remote = full[0] == L'\\' && full[1] == L'\\', device = remote && wcschr(L".?", full[2]);
    if (length < PLAIN_MOST || device)
        wcscpy(out, full);
    else {
        wcscpy(out, remote ? remote_mark : mark);
        wcscat(out, remote ? full + 1 : full);
    }
    return true;
}

static HANDLE open_wide(const wchar_t *wide, DWORD access, DWORD how)
{
    /* Others may go on with it, and rename it: as elsewhere. Directories open too. */
    HANDLE handle =
        CreateFileW(wide, access, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, NULL, how,
                    FILE_ATTRIBUTE_NORMAL | FILE_FLAG_BACKUP_SEMANTICS, NULL);
    if (handle == INVALID_HANDLE_VALUE)
        fail();
    return handle;
}

static HANDLE open_handle(const char *path, DWORD access, DWORD how)
{
    wchar_t wide[WIDE];
    return widen(path, wide) ? open_wide(wide, access, how) : INVALID_HANDLE_VALUE;
}

static int as_file(HANDLE handle, int flags)
{
    int file = handle == INVALID_HANDLE_VALUE
                   ? -1
                   : _open_osfhandle((intptr_t)handle, flags | _O_BINARY | _O_NOINHERIT);
    if (file < 0 && handle != INVALID_HANDLE_VALUE) {
        CloseHandle(handle);
        errno = EMFILE;
    }
    return file;
}

static HANDLE handle_of(int file)
{
    return (HANDLE)_get_osfhandle(file);
}

/* --- Bytes ------------------------------------------------------------------------------------ */

void os_foreign_names(void) {}

int os_open(const char *path)
{
    return as_file(open_handle(path, GENERIC_READ, OPEN_EXISTING), _O_RDONLY);
}

/* What one call takes at most; a console takes less. */
enum { ONCE = 1 << 30, ONCE_CONSOLE = 8 * 1024 };

/* From a place, or from where the file is. */
static long read_from(int file, OVERLAPPED *place, void *buffer, size_t size)
{
    DWORD n = 0;
    if (ReadFile(handle_of(file), buffer, (DWORD)(size < ONCE ? size : ONCE), &n, place))
        return (long)n;
    DWORD error = GetLastError();
    struct os_look look;
    if (error == ERROR_BROKEN_PIPE || error == ERROR_HANDLE_EOF)
        return 0;
    fail_of(error);
    if (os_look(file, &look) == 0 && look.directory)
        errno = EISDIR;
    return -1;
}

long os_read(int file, void *buffer, size_t size)
{
    return read_from(file, NULL, buffer, size);
}

long os_read_at(int file, uint64_t place, void *buffer, size_t size)
{
    OVERLAPPED at = {.Offset = (DWORD)place, .OffsetHigh = (DWORD)(place >> 32)};
    return read_from(file, &at, buffer, size);
}

/* A console decodes each write by itself: no character is cut. */
static size_t at_once(const char *p, size_t size, size_t most)
{
    enum { LONGEST = 4 };
    size_t end = size < most ? size : most;
    if (end < size)
        for (size_t back = 0; back < LONGEST && ((unsigned char)p[end] & 0xC0) == 0x80; back++)
            end--;
    return end;
}

int os_write(int file, const void *bytes, size_t size)
{
    const char *p = bytes;
    size_t once = os_terminal(file) ? ONCE_CONSOLE : ONCE;
    while (size > 0) {
        DWORD n = 0;
        if (!WriteFile(handle_of(file), p, (DWORD)at_once(p, size, once), &n, NULL))
            return fail();
        if (n == 0) { /* a pipe that takes nothing, or a disk that says nothing */
            errno = ENOSPC;
            return -1;
        }
        p += n;
        size -= n;
    }
    return 0;
}

void os_write_back(int file, uint64_t from, uint64_t size)
{
    (void)file, (void)from,
        (void)size; /* Windows writes what is dirty by itself, and has no such call */
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
    return _close(file);
}

/* --- What a file is --------------------------------------------------------------------------- */

/* A file system that numbers no file: its name in full stands for it. */
static uint64_t number_by_name(HANDLE handle)
{
    wchar_t name[WIDE];
    uint64_t number = 0xCBF29CE484222325;
    DWORD length = GetFinalPathNameByHandleW(handle, name, WIDE, 0);
    for (DWORD i = 0; i < length && length < WIDE; i++)
        number = (number ^ towupper(name[i])) * 0x100000001B3;
    return number;
}

static uint64_t number_of(HANDLE handle, const BY_HANDLE_FILE_INFORMATION *info)
{
    uint64_t number = (uint64_t)info->nFileIndexHigh << 32 | info->nFileIndexLow;
    return number ? number : number_by_name(handle);
}

static int look(HANDLE handle, struct os_look *out)
{
    enum { SECOND = 10 * 1000 * 1000 }; /* in the ticks of a FILETIME */
    BY_HANDLE_FILE_INFORMATION info;
    memset(out, 0, sizeof *out);
    if (handle == INVALID_HANDLE_VALUE)
        return -1;
    if (GetFileType(handle) != FILE_TYPE_DISK)
        return 0;
    if (!GetFileInformationByHandle(handle, &info))
        return fail();
    uint64_t ticks =
        (uint64_t)info.ftLastWriteTime.dwHighDateTime << 32 | info.ftLastWriteTime.dwLowDateTime;
    out->device = info.dwVolumeSerialNumber;
    out->number = number_of(handle, &info);
    out->size = (uint64_t)info.nFileSizeHigh << 32 | info.nFileSizeLow;
    out->seconds = (int64_t)(ticks / SECOND);
    out->nanoseconds = (int64_t)(ticks % SECOND * 100);
    out->directory = (info.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) != 0;
    out->regular = !out->directory;
    return 0;
}

int os_look(int file, struct os_look *out)
{
    return look(handle_of(file), out);
}

int os_look_path(const char *path, struct os_look *out)
{
    HANDLE handle = open_handle(path, FILE_READ_ATTRIBUTES, OPEN_EXISTING);
    int status = look(handle, out);
    if (handle != INVALID_HANDLE_VALUE)
        CloseHandle(handle);
    return status;
}

static int identify(HANDLE handle, struct os_identity *identity)
{
    struct os_look found;
    if (look(handle, &found) < 0)
        return -1;
    *identity = (struct os_identity){.device = found.device,
                                     .number = found.number,
                                     .terminal = !found.regular && !found.directory};
    return 0;
}

/* A name in full, cut before its last part. */
static bool split(const char *path, wchar_t directory[WIDE], char last[OS_NAME])
{
    if (!widen(path, directory))
        return false;
    size_t length = wcslen(directory);
    while (length > 1 && directory[length - 1] == L'\\')
        directory[--length] = L'\0';
    wchar_t *slash = wcsrchr(directory, L'\\');
    if (!slash || !narrow(slash + 1, last, OS_NAME))
        return false;
    slash[1] = L'\0';
    return true;
}

int os_identify(const char *path, struct os_identity *identity)
{
    wchar_t directory[WIDE];
    char last[OS_NAME];
    HANDLE handle = open_handle(path, FILE_READ_ATTRIBUTES, OPEN_EXISTING);
    bool there = handle != INVALID_HANDLE_VALUE;
    if (!there) {
        if (errno != ENOENT || !split(path, directory, last))
            return -1;
        handle = open_wide(directory, FILE_READ_ATTRIBUTES, OPEN_EXISTING);
    }
    if (handle == INVALID_HANDLE_VALUE)
        return -1;
    int status = identify(handle, identity);
    CloseHandle(handle);
    if (status == 0 && !there)
        memcpy(identity->last, last, sizeof last);
    return status;
}

int os_identify_open(int file, struct os_identity *identity)
{
    return identify(handle_of(file), identity);
}

/* Names of files that are not there yet differ in capitals only: one file. */
static bool same_name(const char *a, const char *b)
{
    wchar_t wide[2][OS_NAME];
    return MultiByteToWideChar(CP_UTF8, 0, a, -1, wide[0], OS_NAME) &&
           MultiByteToWideChar(CP_UTF8, 0, b, -1, wide[1], OS_NAME) &&
           CompareStringOrdinal(wide[0], -1, wide[1], -1, TRUE) == CSTR_EQUAL;
}

bool os_same(const struct os_identity *a, const struct os_identity *b)
{
    return a->device == b->device && a->number == b->number && same_name(a->last, b->last);
}

bool os_read_only(const char *path)
{
    wchar_t wide[WIDE];
    DWORD found = widen(path, wide) ? GetFileAttributesW(wide) : INVALID_FILE_ATTRIBUTES;
    return found != INVALID_FILE_ATTRIBUTES && (found & FILE_ATTRIBUTE_READONLY) &&
           !(found & FILE_ATTRIBUTE_DIRECTORY);
}

/* --- What goes when the program is ended ------------------------------------------------------ */

/* Who holds it makes or names something, or sweeps and never lets go: the program is ending. */
static CRITICAL_SECTION making;

static void let(void)
{
    int cause = errno;
    LeaveCriticalSection(&making);
    errno = cause;
}

static int delete_wide(const char *path, bool directory)
{
    wchar_t wide[WIDE];
    if (!widen(path, wide))
        return -1;
    return (directory ? RemoveDirectoryW(wide) : DeleteFileW(wide)) ? 0 : fail();
}

static void gone(const char *path, bool directory)
{
    (void)delete_wide(path, directory);
}

static UINT page_before;

static void give_page_back(void)
{
    SetConsoleOutputCP(page_before);
}

/* Ctrl-C, Ctrl-Break, the window closed, the session ended. */
static BOOL WINAPI on_control(DWORD control)
{
    (void)control;
    EnterCriticalSection(&making);
    unfinished_sweep(NULL, gone);
    if (page_before != 0)
        give_page_back();
    ExitProcess((UINT)STATUS_CONTROL_C_EXIT);
    return TRUE;
}

static LONG WINAPI on_fault(EXCEPTION_POINTERS *fault)
{
    (void)fault;
    unfinished_sweep(NULL, gone);
    return EXCEPTION_CONTINUE_SEARCH;
}

/* --- Files that appear whole or not at all ---------------------------------------------------- */

static void with_slashes(char *path)
{
    for (; *path; path++)
        if (*path == '\\')
            *path = '/';
}

/* The file that a name leads to, links followed; the name itself when there is none yet. */
static bool resolve(const char *path, HANDLE old, char out[OS_PATH])
{
    wchar_t wide[WIDE];
    bool link = old != INVALID_HANDLE_VALUE && widen(path, wide) &&
                (GetFileAttributesW(wide) & FILE_ATTRIBUTE_REPARSE_POINT);
    DWORD length = link ? GetFinalPathNameByHandleW(old, wide, WIDE, 0) : 0;
    if (link && (length == 0 || length >= WIDE || !narrow(wide, out, OS_PATH)))
        return false;
    if (!link) {
        int n = snprintf(out, OS_PATH, "%s", path);
        errno = ENAMETOOLONG;
        if (n < 0 || n >= OS_PATH)
            return false;
    }
    /* The mark of a long name is put again where it is needed. */
    bool remote = strncmp(out, "\\\\?\\UNC\\", 8) == 0, marked = strncmp(out, "\\\\?\\", 4) == 0;
    size_t skipped = remote ? 6 : marked ? 4 : 0;
    memmove(out, out + skipped, strlen(out + skipped) + 1);
    if (remote)
        out[0] = '\\';
    with_slashes(out);
    return true;
}

/* Makes a file or a directory. A descriptor (0 for a directory), or -1 with errno set. */
static int make(const char *path, bool directory)
{
    wchar_t wide[WIDE];
    if (!directory)
        return as_file(open_handle(path, GENERIC_WRITE, CREATE_NEW), _O_WRONLY);
    if (!widen(path, wide))
        return -1;
    return CreateDirectoryW(wide, NULL) ? 0 : fail();
}

/* The same, and lists it, so that no end of the program comes between. */
static int make_listed(const char *path, bool directory)
{
    struct unfinished *one = unfinished_new(path, directory);
    if (!one)
        return -1;
    EnterCriticalSection(&making);
    int made = make(path, directory);
    if (made >= 0)
        unfinished_list(one);
    let();
    if (made < 0) {
        int cause = errno;
        free(one);
        errno = cause;
    }
    return made;
}

static int make_temporary(const char *final, bool directory, char temporary[OS_PATH])
{
    bool is_short = false;
    for (unsigned attempt = 0; attempt < 100; attempt++) {
        if (!unfinished_name(final, (long)GetCurrentProcessId(), attempt, is_short, temporary))
            return -1;
        int made = make_listed(temporary, directory);
        if (made >= 0)
            return made;
        if (errno == ENAMETOOLONG && !is_short)
            is_short = true;
        else if (errno != EEXIST)
            return -1;
    }
    return -1;
}

/* Standard output or standard error, when that is the same file: opened anew, it would be written
 * twice from its start. -1 if neither is. */
static int same_stream(const struct os_look *file)
{
    struct os_look stream;
    for (int n = OS_STDOUT; n <= OS_STDERR; n++)
        if (os_look(n, &stream) == 0 && stream.regular && stream.device == file->device &&
            stream.number == file->number)
            return _dup(n);
    return -1;
}

/* Whether another program keeps it for itself, as Excel does: better said before the work. */
static bool is_kept(const char *path)
{
    HANDLE handle = open_handle(path, DELETE, OPEN_EXISTING);
    if (handle != INVALID_HANDLE_VALUE)
        CloseHandle(handle);
    return handle == INVALID_HANDLE_VALUE && errno == EBUSY;
}

/* What stands there is a directory, one of our streams, or a device. -1 with errno set, a
 * descriptor, or, when it is a file to replace, -2. */
static int open_old(const char *path, HANDLE handle)
{
    struct os_look old;
    if (look(handle, &old) < 0)
        return -1;
    if (old.directory) {
        errno = EISDIR;
        return -1;
    }
    int stream = old.regular ? same_stream(&old) : -1;
    if (stream >= 0)
        return stream;
    if (!old.regular)
        return as_file(open_handle(path, GENERIC_WRITE, OPEN_EXISTING), _O_WRONLY);
    return is_kept(path) ? -1 : -2;
}

int os_temporary(const char *path, char final[OS_PATH], char temporary[OS_PATH])
{
    temporary[0] = '\0';
    HANDLE handle = open_handle(path, FILE_READ_ATTRIBUTES, OPEN_EXISTING);
    bool there = handle != INVALID_HANDLE_VALUE;
    int file = there ? open_old(path, handle) : -2;
    if (file == -2)
        file = resolve(path, handle, final) ? make_temporary(final, false, temporary) : -1;
    if (there)
        CloseHandle(handle);
    if (file < 0)
        temporary[0] = '\0';
    return file;
}

int os_settle(int file, const char *temporary)
{
    int status = temporary[0] == '\0' || FlushFileBuffers(handle_of(file)) ? 0 : fail();
    int cause = errno;
    if (_close(file) < 0)
        return -1;
    errno = cause;
    return status;
}

/* What looks at every new file (a scanner, an indexer) lets go of it soon. */
static int move(const wchar_t *from, const wchar_t *to)
{
    enum { TRIES = 20, PAUSE = 50 };
    for (int i = 0;; i++) {
        if (MoveFileExW(from, to, MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH))
            return 0;
        DWORD error = GetLastError();
        bool busy = error == ERROR_ACCESS_DENIED || error == ERROR_SHARING_VIOLATION;
        if (!busy || i == TRIES)
            return fail_of(error);
        Sleep(PAUSE);
    }
}

/* Gives the final name; a file of a directory that is not in place yet stays listed under it. */
int os_place(const char *temporary, const char *path)
{
    wchar_t from[WIDE], to[WIDE];
    char plain[OS_PATH];
    if (temporary[0] == '\0')
        return 0;
    snprintf(plain, sizeof plain, "%s", path);
    with_slashes(plain);
    bool inside = unfinished_inside(plain);
    struct unfinished *one = inside ? unfinished_new(plain, false) : NULL;
    if ((inside && !one) || !widen(temporary, from) || !widen(path, to)) {
        free(one);
        return -1;
    }
    EnterCriticalSection(&making);
    int status = move(from, to);
    if (status == 0 && one)
        unfinished_list(one);
    if (status == 0)
        unfinished_spare(temporary);
    let();
    if (status < 0) {
        free(one);
        if (errno == EACCES && is_kept(path))
            errno = EBUSY;
    }
    return status;
}

void os_remove_temporary(const char *temporary)
{
    if (temporary[0] == '\0')
        return;
    gone(temporary, false);
    unfinished_spare(temporary);
}

void os_discard(int file, const char *temporary)
{
    _close(file);
    os_remove_temporary(temporary);
}

int os_remove(const char *path)
{
    return delete_wide(path, false);
}

/* --- Directories ------------------------------------------------------------------------------ */

int os_make_directory(const char *path)
{
    char plain[OS_PATH];
    snprintf(plain, sizeof plain, "%s", path);
    with_slashes(plain);
    return unfinished_inside(plain) ? make_listed(plain, true) : make(path, true);
}

int os_temporary_directory(const char *path, char temporary[OS_PATH])
{
    char plain[OS_PATH];
    size_t length = strlen(path);
    if (length >= OS_PATH) {
        errno = ENAMETOOLONG;
        return -1;
    }
    memcpy(plain, path, length + 1);
    with_slashes(plain);
    while (length > 1 && plain[length - 1] == '/')
        plain[--length] = '\0';
    return make_temporary(plain, true, temporary) < 0 ? -1 : 0;
}

int os_replace_directory(const char *temporary, const char *path)
{
    wchar_t from[WIDE], to[WIDE];
    if (!widen(temporary, from) || !widen(path, to))
        return -1;
    /* A directory is not replaced: an empty one goes first. */
    if (!RemoveDirectoryW(to) && GetLastError() != ERROR_FILE_NOT_FOUND &&
        GetLastError() != ERROR_PATH_NOT_FOUND)
        return fail();
    EnterCriticalSection(&making);
    int status = move(from, to);
    if (status == 0)
        unfinished_spare(temporary);
    let();
    return status;
}

void os_discard_directory(const char *temporary)
{
    unfinished_sweep(temporary, gone);
}

int os_list(const char *path, int (*each)(void *context, const char *name), void *context)
{
    wchar_t wide[WIDE + 2];
    WIN32_FIND_DATAW entry;
    char name[4 * MAX_PATH];
    if (!widen(path, wide))
        return -1;
    wcscat(wide, wide[wcslen(wide) - 1] == L'\\' ? L"*" : L"\\*");
    HANDLE handle = FindFirstFileW(wide, &entry);
    if (handle == INVALID_HANDLE_VALUE) {
        struct os_look look;
        fail();
        if (errno != ENOENT && os_look_path(path, &look) == 0 && !look.directory)
            errno = ENOTDIR;
        return -1;
    }
    struct names_found names = {0};
    int status = 0;
    do
        status =
            narrow(entry.cFileName, name, sizeof name) && names_found_add(&names, name) ? 0 : -1;
    while (status == 0 && FindNextFileW(handle, &entry));
    if (status == 0 && GetLastError() != ERROR_NO_MORE_FILES)
        status = fail();
    FindClose(handle);
    return names_found_give(&names, status, each, context);
}

/* A variable of the environment, when it is the full name of a directory. */
static bool directory_of(const wchar_t *variable, char out[OS_PATH])
{
    const wchar_t *value = _wgetenv(variable);
    return value && value[0] && (wcschr(L"\\/", value[0]) || value[1] == L':') &&
           narrow(value, out, OS_PATH);
}

bool os_user_tables(char path[OS_PATH])
{
    char home[OS_PATH];
    if (!directory_of(L"XDG_DATA_HOME", home) && !directory_of(L"LOCALAPPDATA", home))
        return false;
    with_slashes(home);
    int n = snprintf(path, OS_PATH, "%s/had/tables", home);
    return n > 0 && n < OS_PATH;
}

/* --- Threads ---------------------------------------------------------------------------------- */

struct os_thread {
    HANDLE handle;
    void (*run)(void *context);
    void *context;
};

static unsigned __stdcall start(void *context)
{
    struct os_thread *thread = context;
    thread->run(thread->context);
    return 0;
}

struct os_thread *os_thread_start(void (*run)(void *context), void *context)
{
    struct os_thread *thread = malloc(sizeof *thread);
    if (!thread)
        return NULL;
    thread->run = run;
    thread->context = context;
    thread->handle = (HANDLE)_beginthreadex(NULL, 0, start, thread, 0, NULL);
    if (thread->handle)
        return thread;
    free(thread);
    return NULL;
}

void os_thread_join(struct os_thread *thread)
{
    WaitForSingleObject(thread->handle, INFINITE);
    CloseHandle(thread->handle);
    free(thread);
}

unsigned os_processors(void)
{
    DWORD_PTR mine = 0, machine = 0;
    unsigned count = 0;
    if (GetProcessAffinityMask(GetCurrentProcess(), &mine, &machine))
        for (; mine; mine &= mine - 1)
            count++;
    return count ? count : 1;
}

struct os_lock {
    SRWLOCK mutex;
    CONDITION_VARIABLE changed;
};

struct os_lock *os_lock_new(void)
{
    struct os_lock *lock = malloc(sizeof *lock);
    if (lock)
        *lock = (struct os_lock){SRWLOCK_INIT, CONDITION_VARIABLE_INIT};
    return lock;
}

void os_lock_free(struct os_lock *lock)
{
    free(lock);
}

void os_lock_take(struct os_lock *lock)
{
    AcquireSRWLockExclusive(&lock->mutex);
}

bool os_lock_try(struct os_lock *lock)
{
    return TryAcquireSRWLockExclusive(&lock->mutex) != 0;
}

void os_lock_leave(struct os_lock *lock)
{
    ReleaseSRWLockExclusive(&lock->mutex);
}

void os_lock_wait(struct os_lock *lock)
{
    SleepConditionVariableSRW(&lock->changed, &lock->mutex, INFINITE, 0);
}

void os_lock_wake(struct os_lock *lock)
{
    WakeAllConditionVariable(&lock->changed);
}

/* --- Console ---------------------------------------------------------------------------------- */

bool os_terminal(int file)
{
    DWORD mode;
    return GetConsoleMode(handle_of(file), &mode) != 0;
}

unsigned os_columns(int file)
{
    CONSOLE_SCREEN_BUFFER_INFO info;
    return GetConsoleScreenBufferInfo(handle_of(file), &info)
               ? (unsigned)(info.srWindow.Right - info.srWindow.Left + 1)
               : 0;
}

unsigned os_lines(int file)
{
    CONSOLE_SCREEN_BUFFER_INFO info;
    return GetConsoleScreenBufferInfo(handle_of(file), &info)
               ? (unsigned)(info.srWindow.Bottom - info.srWindow.Top + 1)
               : 0;
}

uint64_t os_random(void)
{
    unsigned low = 0, high = 0;
    return rand_s(&low) == 0 && rand_s(&high) == 0 ? (uint64_t)high << 32 | low : 0;
}

uint64_t os_milliseconds(void)
{
    return GetTickCount64();
}

/* The console takes UTF-8 while the program runs, and the codes of colours where it knows them. */
static void start_console(void)
{
    DWORD mode;
    page_before = GetConsoleOutputCP();
    if (page_before != 0 && SetConsoleOutputCP(CP_UTF8))
        atexit(give_page_back);
    if (GetConsoleMode(handle_of(OS_STDOUT), &mode) &&
        SetConsoleMode(handle_of(OS_STDOUT), mode | ENABLE_VIRTUAL_TERMINAL_PROCESSING) &&
        !getenv("TERM"))
        _putenv("TERM=windows");
}

bool os_own_window(void)
{
    DWORD processes[2];
    return GetConsoleProcessList(processes, 2) == 1;
}

void os_hold_window(void)
{
    char one;
    while (os_read(OS_STDIN, &one, 1) == 1 && one != '\n')
        ;
}

/* Messages about a disk that is not in its drive are ours. A stream that is closed gives its number
 * to none of our files. */
static void start_streams(void)
{
    enum { STDOUT_WHOLE = 1 << 16 }; /* what is printed there, in one piece: see at_once */
    SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOOPENFILEERRORBOX);
    for (int file = OS_STDIN; file <= OS_STDERR; file++)
        if (_setmode(file, _O_BINARY) < 0)
            (void)_open("NUL", file == OS_STDIN ? _O_WRONLY : _O_RDONLY);
    setvbuf(stdout, NULL, _IOFBF, STDOUT_WHOLE);
    setvbuf(stderr, NULL, _IONBF,
            0); /* in the order in which it is said, whatever else is written */
}

const char os_unzip[] = "tar -xOf", os_quote = '"';

bool os_start(int *count, char ***arguments)
{
    InitializeCriticalSection(&making);
    start_streams();
    start_console();
    SetConsoleCtrlHandler(on_control, TRUE);
    SetUnhandledExceptionFilter(on_fault);
    return windows_arguments(count, arguments);
}
