/* SPDX-License-Identifier: Apache-2.0 */
/* The files of tables, read whole; and why one is refused. */
#ifndef LOAD_FILE_H
#define LOAD_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "had.h"
#include "os/os.h"

/* The bytes of a file, which the caller frees. 0, or TABLES with a message said. */
int load_file(const char *path, char **bytes, size_t *size);

/* Says why a table was refused. Returns TABLES. */
int load_complain(const had_error *error);

/* Says that a table, or a directory of tables, cannot be opened, errno telling why: TABLES, for it
 * is missing; FILES when memory lacks, for then nothing is known of it. */
int load_cannot_open(const char *path);

/* DIRECTORY/NAME; false when it is too long. */
bool path_join(char out[OS_PATH], const char *directory, const char *name);
/* The last name of a path, without the slashes that a shell puts behind a directory. */
void path_last(char out[OS_PATH], const char *path);

enum { BUNDLE_FILES = 64 };

/* The files of one table, read whole. */
struct bundle {
    had_file file[BUNDLE_FILES];
    char path[BUNDLE_FILES][OS_PATH];
    size_t count;
};

/* Empty; NULL when there is no memory (a message is said). */
struct bundle *bundle_new(void);
void bundle_free(struct bundle *bundle);
/* One file of a directory; all table files of a directory. 0, or a status with a message said. */
int bundle_file(struct bundle *bundle, const char *directory, const char *name);
int bundle_directory(struct bundle *bundle, const char *directory);
/* For a simulation, which puts the dates of a classification aside. 0, or a status with a message
 * said. */
int bundle_undate(struct bundle *bundle);
/* Adds them as one table. 0, or a status with a message said. */
int bundle_add(const struct bundle *bundle, had_tables *tables, had_table_kind kind);

/* By their names: a table; what a table is made with, which beside tables is refused, as it would
 * be passed over in silence. */
bool load_is_table(const char *name);
bool load_is_sheet(const char *name);
int load_refuse_sheet(const char *directory, const char *name);

#endif
