/* SPDX-License-Identifier: Apache-2.0 */
/* Loads the tables: built in, then the user's directory, then each --tables, then what
 * --classification names. */
#ifndef LOAD_H
#define LOAD_H

#include <stdbool.h>

#include "../os/os.h"
#include "had.h"
#include "options.h"

/* Told of each file loaded: its bytes, and whether it is `incluse` (built in) or `fournie`. */
struct loading {
    void (*file)(void *context, const char *path, const char *origin, const void *bytes,
                 size_t size);
    void *context;
};

/* `loading` may be NULL. 0 with *tables made; else TABLES with a message
 * said. */
int load_tables(const struct options *options, const struct loading *loading, had_tables **tables);

/* DIRECTORY/NAME; false when it is too long. */
bool path_join(char out[OS_PATH], const char *directory, const char *name);

/* Whether a name is a directory of tables, rather than a classification or its directory. */
bool load_is_tables(const char *name);

#endif
