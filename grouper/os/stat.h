/* SPDX-License-Identifier: Apache-2.0 */
/* What posix.c and wasi.c share: both have stat() and readdir(). stat.c also holds their os_look,
 * os_identify and os_list. */
#ifndef OS_STAT_H
#define OS_STAT_H

#include "os.h"

/* The directory that a name stands in, and its last part, without slashes after it. False, with
 * errno set, when one of them is too long. */
bool os_split(const char *path, char directory[OS_PATH], char last[OS_NAME]);

#endif
