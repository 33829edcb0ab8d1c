/* SPDX-License-Identifier: Apache-2.0 */
/* The calls that differ from one system to another, and nothing else: posix.c, windows.c, wasi.c.
 * Paths and names are UTF-8 on Windows, plain bytes elsewhere. */
#ifndef OS_H
#define OS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { OS_PATH = 4096, OS_NAME = 256 };

/* What a file looked like; two looks that differ mean that it changed. */
struct os_look {
    uint64_t device, number, size;
    int64_t seconds, nanoseconds; /* last change of its content */
    bool regular, directory;
};

enum { OS_STDIN = 0, OS_STDOUT = 1, OS_STDERR = 2 };

/* Opens a file to read, as bytes. Returns a descriptor, or -1 with errno set. */
int os_open(const char *path);
/* Up to `size` bytes; 0 at the end; -1 with errno set. Interrupted calls are taken up again. */
long os_read(int file, void *buffer, size_t size);
/* The same of a regular file from this byte on; any thread may read any part of it. */
long os_read_at(int file, uint64_t place, void *buffer, size_t size);
/* Writes all of it. 0, or -1 with errno set. */
int os_write(int file, const void *bytes, size_t size);
/* Lets the system begin to put these bytes of a file on disk, where it can be told to, so that
 * os_settle has less to wait for. */
void os_write_back(int file, uint64_t from, uint64_t size);
/* Asks for the room of bytes that will be written, beyond the end of a file, so that they are not
 * looked for one by one; false where that cannot be: nothing is lost. What is left of it goes when
 * os_trim tells where the file ends: 0, or -1 with errno set. */
bool os_reserve(int file, uint64_t from, uint64_t size);
int os_trim(int file, uint64_t size);
int os_close(int file);
int os_look(int file, struct os_look *out);
int os_look_path(const char *path, struct os_look *out);

/* From now on names may come from Windows: one that leads nowhere is tried once more with `/` for
 * each backslash. (Windows takes both.) */
void os_foreign_names(void);

/* Which file a name leads to, links followed: equal for all its names. A name that is not there yet
 * is told by its directory and its own last part. */
struct os_identity {
    uint64_t device, number;
    bool terminal; /* or another device that reads and writes apart: two uses do no harm */
    char last[OS_NAME];
};
/* 0, or -1 with errno set: there is not even a directory for it. */
int os_identify(const char *path, struct os_identity *identity);
int os_identify_open(int file, struct os_identity *identity);
bool os_same(const struct os_identity *a, const struct os_identity *b);

/* Whether it is there, and may not be written. */
bool os_read_only(const char *path);

/* Makes an empty file beside the one that `path` leads to (`final`, links followed), with a name of
 * its own written to `temporary`. When it leads to a device or a pipe, or to what standard output
 * or standard error is, opens that and leaves `temporary` empty. A descriptor to write, or -1.
 * Until os_place, the file is removed if a signal ends the program. */
int os_temporary(const char *path, char final[OS_PATH], char temporary[OS_PATH]);
/* Puts its bytes on disk and closes it: fsync, close. 0, or -1 with errno set; it is closed, and
 * still to be placed or removed, in both cases. */
int os_settle(int file, const char *temporary);
/* Gives it its final name: rename, fsync of the directory. 0 or -1 with errno set: when that fsync
 * failed, it has its name, and may lose it when the machine stops. */
int os_place(const char *temporary, const char *path);
/* Removes it once it is closed. */
void os_remove_temporary(const char *temporary);
/* Closes and removes it. */
void os_discard(int file, const char *temporary);
/* Removes a file. 0, or -1 with errno set. */
int os_remove(const char *path);

/* The same for a directory: makes an empty one beside `path`, then puts it there, when nothing or
 * an empty directory is. 0, or -1 with errno set. What os_make_directory and os_place put inside
 * goes along when it is removed. */
int os_temporary_directory(const char *path, char temporary[OS_PATH]);
int os_make_directory(const char *path);
int os_replace_directory(const char *temporary, const char *path);
void os_discard_directory(const char *temporary);

/* Calls `each` with every name in a directory but `.` and `..`, in byte order, until it returns
 * other than 0. Returns that, or -1 with errno set. */
int os_list(const char *path, int (*each)(void *context, const char *name), void *context);

/* Directory of the user's own tables, false if there is none to speak of. */
bool os_user_tables(char path[OS_PATH]);

/* Threads, for workers: none is made unless the user asks. A start that fails (NULL) leaves the
 * work to those that run already. */
struct os_thread;
struct os_thread *os_thread_start(void (*run)(void *context), void *context);
/* Waits until it has returned, and frees it. */
void os_thread_join(struct os_thread *thread);
/* Processors that this program may use; at least 1. */
unsigned os_processors(void);

/* A lock, with which to wait for what others change while they hold it. */
struct os_lock;
struct os_lock *os_lock_new(void);
void os_lock_free(struct os_lock *lock);
void os_lock_take(struct os_lock *lock);
/* Takes it unless somebody has it; whether it was taken. */
bool os_lock_try(struct os_lock *lock);
void os_lock_leave(struct os_lock *lock);
/* Leaves it, waits for os_lock_wake or for no reason at all, and takes it again. */
void os_lock_wait(struct os_lock *lock);
/* Wakes all who wait. */
void os_lock_wake(struct os_lock *lock);

bool os_terminal(int file);
/* Columns and lines of a terminal; 0 when it does not tell. */
unsigned os_columns(int file);
unsigned os_lines(int file);
/* A number that nobody can foresee; 0 where the system has none. */
uint64_t os_random(void);
/* Milliseconds on a clock that never goes back. For progress only. */
uint64_t os_milliseconds(void);
/* What the shell of this system has to write all that a zip holds to standard output, and what it
 * sets around a word with blanks. */
extern const char os_unzip[], os_quote;

/* Sets standard streams to bytes; a closed pipe, or a file that grows too large, is an error, not a
 * signal. The arguments become UTF-8, names with `*` and `?` those that they stand for, where the
 * shell has not done it; they are never freed. False: no memory. */
bool os_start(int *count, char ***arguments);

/* Whether the program was begun from the desktop, by a double click or by what was dropped on it,
 * in a window that closes with it. */
bool os_own_window(void);
/* Keeps that window until whoever reads it presses Enter. */
void os_hold_window(void);

#endif
