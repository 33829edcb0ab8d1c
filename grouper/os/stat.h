/* SPDX-License-Identifier: Apache-2.0 */
/* What posix.c and wasi.c share: both have stat(), readdir() and unlink(). stat.c also holds their
 * os_look, os_identify, os_list, os_discard, os_remove and os_temporary_directory. */
#ifndef OS_STAT_H
#define OS_STAT_H

#include "os.h"

/* The directory that a name stands in, and its last part, without slashes after it. False, with
 * errno set, when one of them is too long. */
bool os_split(const char *path, char directory[OS_PATH], char last[OS_NAME]);

/* The name to open: this one, or what os_foreign_names makes of it, in `room`. */
const char *os_known_name(const char *path, char room[OS_PATH]);

/* Makes a file or a directory under a name of its own, in posix.c and in wasi.c. A descriptor (0
 * for a directory), or -1 with errno set. */
int make_temporary(const char *final, bool directory, char temporary[OS_PATH]);

#endif
