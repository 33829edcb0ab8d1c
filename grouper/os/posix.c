/* SPDX-License-Identifier: Apache-2.0 */
#define _XOPEN_SOURCE 700
#include "os.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

int os_open(const char *path)
{
    int file;
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

int os_close(int file)
{
    return close(file);
}

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
    if (stat(path, &s) < 0)
        return -1;
    look(&s, out);
    return 0;
}

/* --- Files that appear whole or not at all ---------------------------------------------------- */

/* The temporary file to remove on a signal: at most one is open at a time. */
static char removed_on_signal[OS_PATH];
static volatile sig_atomic_t removal_armed;

static void on_signal(int number)
{
    if (removal_armed)
        unlink(removed_on_signal);
    signal(number, SIG_DFL);
    raise(number);
}

static void arm(const char *path)
{
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    removal_armed = 0;
    strcpy(removed_on_signal, path);
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
        struct sigaction action = {0}, old;
        action.sa_handler = on_signal;
        /* A signal that the caller ignores (nohup) stays ignored. */
        if (sigaction(signals[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
            sigaction(signals[i], &action, NULL);
    }
    removal_armed = 1;
}

/* The file that a name leads to, links followed; the name itself when there is none yet. */
static bool resolve(const char *path, char out[OS_PATH])
{
    struct stat link;
    if (lstat(path, &link) < 0 || !S_ISLNK(link.st_mode)) {
        int n = snprintf(out, OS_PATH, "%s", path);
        return n >= 0 && n < OS_PATH;
    }
    char *real = realpath(path, NULL);
    int n = real ? snprintf(out, OS_PATH, "%s", real) : -1;
    free(real);
    return n >= 0 && n < OS_PATH;
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
        /* A device or a pipe is written as it comes, and so is what /dev/stdout leads to. */
        if (!S_ISREG(old.st_mode) || strncmp(path, "/dev/", 5) == 0 ||
            strncmp(path, "/proc/", 6) == 0)
            return open(path, O_WRONLY | O_CLOEXEC);
        mode = old.st_mode & 0777;
    }
    if (!resolve(path, final)) {
        errno = errno ? errno : ENAMETOOLONG;
        return -1;
    }
    for (unsigned attempt = 0; attempt < 100; attempt++) {
        int n = snprintf(temporary, OS_PATH, "%s.%ld.%u.part", final, (long)getpid(), attempt);
        if (n < 0 || n >= OS_PATH) {
            errno = ENAMETOOLONG;
            return -1;
        }
        int file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (file >= 0) {
            arm(temporary);
            if (mode != 0)
                (void)fchmod(file, mode); /* as the file that it replaces, when that can be */
            return file;
        }
        if (errno != EEXIST && errno != EINTR)
            return -1;
    }
    return -1;
}

/* A directory that cannot be opened cannot be synced: the rename itself is done. */
static void sync_directory(const char *path)
{
    char directory[OS_PATH];
    const char *slash = strrchr(path, '/');
    size_t n = slash ? (size_t)(slash - path) : 0;
    if (n >= sizeof directory)
        return;
    memcpy(directory, path, n);
    directory[n] = '\0';
    int file = os_open(!slash ? "." : n == 0 ? "/" : directory);
    if (file < 0)
        return;
    fsync(file);
    close(file);
}

int os_replace(int file, const char *temporary, const char *path)
{
    if (temporary[0] == '\0')
        return close(file);
    int status = fsync(file);
    if (status < 0 && (errno == EINVAL || errno == ENOTSUP))
        status = 0;
    if (close(file) < 0)
        status = -1;
    if (status == 0)
        status = rename(temporary, path);
    int cause = errno;
    if (status < 0)
        unlink(temporary);
    removal_armed = 0;
    errno = cause;
    if (status == 0)
        sync_directory(path);
    return status;
}

void os_discard(int file, const char *temporary)
{
    close(file);
    if (temporary[0] != '\0')
        unlink(temporary);
    removal_armed = 0;
}

int os_remove(const char *path)
{
    return unlink(path);
}

/* --- Directories ------------------------------------------------------------------------------ */

int os_make_directory(const char *path)
{
    return mkdir(path, 0777);
}

int os_temporary_directory(const char *path, char temporary[OS_PATH])
{
    size_t length = strlen(path);
    while (length > 1 && path[length - 1] == '/')
        length--;
    for (unsigned attempt = 0; attempt < 100; attempt++) {
        int n = snprintf(temporary, OS_PATH, "%.*s.%ld.%u.part", (int)length, path, (long)getpid(),
                         attempt);
        if (n < 0 || n >= OS_PATH) {
            errno = ENAMETOOLONG;
            return -1;
        }
        if (mkdir(temporary, 0777) == 0)
            return 0;
        if (errno != EEXIST)
            return -1;
    }
    return -1;
}

int os_replace_directory(const char *temporary, const char *path)
{
    int status = rename(temporary, path);
    if (status == 0)
        sync_directory(path);
    return status;
}

static int discard_inside(void *context, const char *name)
{
    const char *directory = context;
    char path[OS_PATH];
    int n = snprintf(path, sizeof path, "%s/%s", directory, name);
    if (n >= 0 && n < OS_PATH && unlink(path) < 0)
        os_discard_directory(path);
    return 0;
}

void os_discard_directory(const char *temporary)
{
    char path[OS_PATH];
    int n = snprintf(path, sizeof path, "%s", temporary);
    if (n < 0 || n >= OS_PATH)
        return;
    os_list(path, discard_inside, path);
    rmdir(path);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

int os_list(const char *path, int (*each)(void *context, const char *name), void *context)
{
    DIR *directory = opendir(path);
    if (!directory)
        return -1;
    char **names = NULL;
    size_t count = 0, capacity = 0;
    int status = 0;
    struct dirent *entry;
    while (status == 0 && (errno = 0, entry = readdir(directory)) != NULL) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        if (count == capacity) {
            capacity = capacity ? capacity * 2 : 64;
            char **grown = realloc(names, capacity * sizeof *names);
            if (!grown) {
                status = -1;
                break;
            }
            names = grown;
        }
        names[count] = strdup(entry->d_name);
        if (!names[count])
            status = -1;
        else
            count++;
    }
    if (status == 0 && errno != 0)
        status = -1;
    closedir(directory);
    if (count > 0)
        qsort(names, count, sizeof *names, by_name);
    for (size_t i = 0; i < count; i++) {
        if (status == 0)
            status = each(context, names[i]);
        free(names[i]);
    }
    free(names);
    return status;
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

uint64_t os_milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

void os_start(void)
{
    /* A standard stream that was closed would give its number to the first file opened, and
     * messages would end up in results. Reading from it, or writing to it, then fails as it should.
     */
    for (int file = OS_STDIN; file <= OS_STDERR; file++)
        if (fcntl(file, F_GETFD) < 0 && errno == EBADF)
            (void)open("/dev/null", file == OS_STDOUT ? O_RDONLY : O_RDWR);
    signal(SIGPIPE, SIG_IGN);
}
