/* SPDX-License-Identifier: Apache-2.0 */
#ifdef __linux__
#define _GNU_SOURCE /* sync_file_range, fallocate */
#else
#define _XOPEN_SOURCE 700
#endif
#include "os/os.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "stat.h"
#include "unfinished.h"

int os_open(const char *path)
{
    int file;
    char room[OS_PATH];
    path = os_known_name(path, room);
    do
        file = open(path, O_RDONLY | O_CLOEXEC);
    while (file < 0 && errno == EINTR);
    return file;
}

long os_read(int file, void *buffer, size_t size)
{
    ssize_t n;
    do
        n = read(file, buffer, size);
    while (n < 0 && errno == EINTR);
    return (long)n;
}

long os_read_at(int file, uint64_t place, void *buffer, size_t size)
{
    ssize_t n;
    do
        n = pread(file, buffer, size, (off_t)place);
    while (n < 0 && errno == EINTR);
    return (long)n;
}

int os_write(int file, const void *bytes, size_t size)
{
    const char *p = bytes;
    while (size > 0) {
        ssize_t n = write(file, p, size);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return -1;
        p += n;
        size -= (size_t)n;
    }
    return 0;
}

void os_write_back(int file, uint64_t from, uint64_t size)
{
#ifdef SYNC_FILE_RANGE_WRITE
    sync_file_range(file, (off_t)from, (off_t)size, SYNC_FILE_RANGE_WRITE);
#else
    (void)file, (void)from, (void)size;
#endif
}

bool os_reserve(int file, uint64_t from, uint64_t size)
{
#ifdef FALLOC_FL_KEEP_SIZE
    return fallocate(file, FALLOC_FL_KEEP_SIZE, (off_t)from, (off_t)size) == 0;
#else
    (void)file, (void)from, (void)size;
    return false;
#endif
}

int os_trim(int file, uint64_t size)
{
    int status;
    do
        status = ftruncate(file, (off_t)size);
    while (status < 0 && errno == EINTR);
    return status;
}

int os_close(int file)
{
    return close(file);
}

bool os_read_only(const char *path)
{
    struct stat s;
    if (stat(path, &s) < 0 || !S_ISREG(s.st_mode))
        return false;
    /* The system lets its administrator write anything: who protected a file meant it. */
    return (s.st_mode & 0222) == 0 || access(path, W_OK) < 0;
}

/* --- What goes when a signal ends the program ------------------------------------------------- */

static void gone(const char *path, bool directory)
{
    if (directory)
        rmdir(path);
    else
        unlink(path);
}

static void on_signal(int number)
{
    unfinished_sweep(NULL, gone);
    signal(number, SIG_DFL);
    raise(number);
}

/* Every signal that ends a program unless it is caught. Until something is unfinished, nothing has
 * to be done at its end: most runs ask for none of these calls. */
static void catch_signals(void)
{
    static bool caught;
    static const int signals[] = {SIGHUP,  SIGINT,    SIGQUIT, SIGILL,    SIGTRAP, SIGABRT,
                                  SIGBUS,  SIGFPE,    SIGUSR1, SIGUSR2,   SIGSEGV, SIGALRM,
                                  SIGTERM, SIGXCPU,   SIGSYS,  SIGVTALRM, SIGPROF,
#ifdef __linux__
                                  SIGPOLL, SIGSTKFLT, SIGPWR
#endif
    };
    struct sigaction action = {.sa_handler = on_signal}, old;
    if (caught)
        return;
    caught = true;
    sigfillset(&action.sa_mask);
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++)
        /* A signal that the caller ignores (nohup) stays ignored. */
        if (sigaction(signals[i], NULL, &old) == 0 && old.sa_handler == SIG_DFL)
            sigaction(signals[i], &action, NULL);
#ifdef SIGRTMAX
    for (int number = SIGRTMIN; number <= SIGRTMAX; number++)
        if (sigaction(number, NULL, &old) == 0 && old.sa_handler == SIG_DFL)
            sigaction(number, &action, NULL);
#endif
}

/* Between these two no signal comes in: what is made is listed before one does. */
static sigset_t hold_signals(void)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    return before;
}

static void let_signals(sigset_t before)
{
    int cause = errno;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    errno = cause;
}

/* --- Files that appear whole or not at all ---------------------------------------------------- */

/* The file that a name leads to, links followed; the name itself when there is none yet. */
static bool resolve(const char *path, char out[OS_PATH])
{
    struct stat link;
    if (lstat(path, &link) < 0 || !S_ISLNK(link.st_mode)) {
        int n = snprintf(out, OS_PATH, "%s", path);
        errno = ENAMETOOLONG;
        return n >= 0 && n < OS_PATH;
    }
    char *real = realpath(path, NULL);
    int n = real ? snprintf(out, OS_PATH, "%s", real) : -1;
    free(real);
    return n >= 0 && n < OS_PATH;
}

/* Makes a file or a directory under a name of its own, and lists it. A descriptor (0 for a
 * directory), or -1 with errno set. */
int make_temporary(const char *final, bool directory, char temporary[OS_PATH])
{
    bool is_short = false;
    catch_signals();
    for (unsigned attempt = 0; attempt < 100; attempt++) {
        if (!unfinished_name(final, (long)getpid(), attempt, is_short, temporary))
            return -1;
        struct unfinished *one = unfinished_new(temporary, directory);
        if (!one)
            return -1;
        sigset_t before = hold_signals();
        int made = directory ? mkdir(temporary, 0777)
                             : open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (made >= 0)
            unfinished_list(one);
        let_signals(before);
        if (made >= 0)
            return made;
        int cause = errno;
        free(one);
        errno = cause;
        if (cause == ENAMETOOLONG && !is_short)
            is_short = true;
        else if (cause != EEXIST && cause != EINTR)
            return -1;
    }
    return -1;
}

/* Standard output or standard error, when that is the same file: opened anew, it would be written
 * twice from its start. -1 if neither is. */
static int same_stream(const struct stat *file)
{
    struct stat s;
    for (int stream = OS_STDOUT; stream <= OS_STDERR; stream++)
        if (fstat(stream, &s) == 0 && s.st_dev == file->st_dev && s.st_ino == file->st_ino &&
            (fcntl(stream, F_GETFL) & O_ACCMODE) != O_RDONLY)
            return fcntl(stream, F_DUPFD_CLOEXEC, OS_STDERR + 1);
    return -1;
}

int os_temporary(const char *path, char final[OS_PATH], char temporary[OS_PATH])
{
    struct stat old;
    mode_t mode = 0;
    temporary[0] = '\0';
    if (stat(path, &old) == 0) {
        if (S_ISDIR(old.st_mode)) {
            errno = EISDIR;
            return -1;
        }
        int stream = same_stream(&old);
        if (stream >= 0)
            return stream;
        /* A device or a pipe is written as it comes, wherever its name stands. */
        if (!S_ISREG(old.st_mode))
            return open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
        mode = old.st_mode & 0777;
    }
    if (!resolve(path, final))
        return -1;
    int file = make_temporary(final, false, temporary);
    if (file >= 0 && mode != 0)
        (void)fchmod(file, mode); /* as the file that it replaces, when that can be */
    if (file < 0)
        temporary[0] = '\0';
    return file;
}

/* Some file systems have nothing to sync. */
static int sync_file(int file)
{
    int status = fsync(file);
    return status < 0 && (errno == EINVAL || errno == ENOTSUP) ? 0 : status;
}

/* The new name is there, and the disk has it when this succeeds. A directory that cannot be opened
 * cannot be synced. */
static int sync_directory(const char *path)
{
    char directory[OS_PATH], last[OS_NAME];
    int file = os_split(path, directory, last) ? os_open(directory) : -1;
    if (file < 0)
        return 0;
    int status = sync_file(file), cause = errno;
    close(file);
    errno = cause;
    return status;
}

/* Gives the final name; a file of a directory that is not in place yet stays listed under it. */
static int rename_unfinished(const char *temporary, const char *path)
{
    struct unfinished *one = unfinished_inside(path) ? unfinished_new(path, false) : NULL;
    if (!one && unfinished_inside(path))
        return -1;
    sigset_t before = hold_signals();
    int status = rename(temporary, path);
    if (status == 0 && one)
        unfinished_list(one);
    if (status == 0)
        unfinished_spare(temporary);
    let_signals(before);
    if (status < 0)
        free(one);
    return status;
}

int os_settle(int file, const char *temporary)
{
    if (temporary[0] == '\0')
        return close(file);
    int status = sync_file(file), cause = errno;
    if (close(file) < 0)
        return -1;
    errno = cause;
    return status;
}

int os_place(const char *temporary, const char *path)
{
    if (temporary[0] == '\0')
        return 0;
    if (rename_unfinished(temporary, path) < 0)
        return -1;
    return sync_directory(path);
}

void os_remove_temporary(const char *temporary)
{
    if (temporary[0] == '\0')
        return;
    unlink(temporary);
    unfinished_spare(temporary);
}

/* --- Directories ------------------------------------------------------------------------------ */

int os_make_directory(const char *path)
{
    struct unfinished *one = unfinished_new(path, true);
    if (!one)
        return -1;
    bool listed = unfinished_inside(path);
    sigset_t before = hold_signals();
    int status = mkdir(path, 0777);
    if (status == 0 && listed)
        unfinished_list(one);
    let_signals(before);
    if (status < 0 || !listed)
        free(one);
    return status;
}

int os_replace_directory(const char *temporary, const char *path)
{
    int status = rename(temporary, path);
    if (status < 0)
        return -1;
    unfinished_spare(temporary);
    return sync_directory(path);
}

void os_discard_directory(const char *temporary)
{
    unfinished_sweep(temporary, gone);
}

bool os_user_tables(char path[OS_PATH])
{
    const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
    int n = 0;
    if (data && data[0] == '/')
        n = snprintf(path, OS_PATH, "%s/had/tables", data);
    else if (home && home[0] == '/')
        n = snprintf(path, OS_PATH, "%s/.local/share/had/tables", home);
    return n > 0 && n < OS_PATH;
}

/* --- Threads ---------------------------------------------------------------------------------- */

struct os_thread {
    pthread_t thread;
    void (*run)(void *context);
    void *context;
};

static void *start(void *context)
{
    struct os_thread *thread = context;
    thread->run(thread->context);
    return NULL;
}

struct os_thread *os_thread_start(void (*run)(void *context), void *context)
{
    struct os_thread *thread = malloc(sizeof *thread);
    if (!thread)
        return NULL;
    thread->run = run;
    thread->context = context;
    if (pthread_create(&thread->thread, NULL, start, thread) == 0)
        return thread;
    free(thread);
    return NULL;
}

void os_thread_join(struct os_thread *thread)
{
    pthread_join(thread->thread, NULL);
    free(thread);
}

unsigned os_processors(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n > 0 ? (unsigned)n : 1;
}

struct os_lock {
    pthread_mutex_t mutex;
    pthread_cond_t changed;
};

struct os_lock *os_lock_new(void)
{
    struct os_lock *lock = malloc(sizeof *lock);
    if (!lock)
        return NULL;
    if (pthread_mutex_init(&lock->mutex, NULL) == 0) {
        if (pthread_cond_init(&lock->changed, NULL) == 0)
            return lock;
        pthread_mutex_destroy(&lock->mutex);
    }
    free(lock);
    return NULL;
}

void os_lock_free(struct os_lock *lock)
{
    if (!lock)
        return;
    pthread_cond_destroy(&lock->changed);
    pthread_mutex_destroy(&lock->mutex);
    free(lock);
}

void os_lock_take(struct os_lock *lock)
{
    pthread_mutex_lock(&lock->mutex);
}

bool os_lock_try(struct os_lock *lock)
{
    return pthread_mutex_trylock(&lock->mutex) == 0;
}

void os_lock_leave(struct os_lock *lock)
{
    pthread_mutex_unlock(&lock->mutex);
}

void os_lock_wait(struct os_lock *lock)
{
    pthread_cond_wait(&lock->changed, &lock->mutex);
}

void os_lock_wake(struct os_lock *lock)
{
    pthread_cond_broadcast(&lock->changed);
}

/* --- The rest --------------------------------------------------------------------------------- */

bool os_terminal(int file)
{
    return isatty(file);
}

unsigned os_columns(int file)
{
    struct winsize size;
    return ioctl(file, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

unsigned os_lines(int file)
{
    struct winsize size;
    return ioctl(file, TIOCGWINSZ, &size) == 0 ? size.ws_row : 0;
}

uint64_t os_random(void)
{
    uint64_t number = 0;
    int file = open("/dev/urandom", O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return 0;
    bool whole = read(file, &number, sizeof number) == (ssize_t)sizeof number;
    close(file);
    return whole ? number : 0;
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
    (void)count, (void)arguments; /* the shell has done it all */
    /* A standard stream that was closed would give its number to the first file opened, and
     * messages would end up in results. Reading from it, or writing to it, then fails as it should.
     */
    for (int file = OS_STDIN; file <= OS_STDERR; file++)
        if (fcntl(file, F_GETFD) < 0 && errno == EBADF)
            (void)open("/dev/null", file == OS_STDIN    ? O_WRONLY
                                    : file == OS_STDOUT ? O_RDONLY
                                                        : O_RDWR);
    signal(SIGPIPE, SIG_IGN); /* these two are errors instead */
    signal(SIGXFSZ, SIG_IGN);
    return true;
}

bool os_own_window(void)
{
    return false;
}

void os_hold_window(void) {}
