/* SPDX-License-Identifier: Apache-2.0 */
/* Loads the tables: built in, then the user's directory, then each --tables, then what
 * --classification names. */
#ifndef LOAD_H
#define LOAD_H

#include <stdbool.h>

#include "had.h"
#include "cli/ask/options.h"
#include "load_file.h"

/* Told of each file loaded: its bytes, and whether it is `incluse` (built in) or `fournie`. */
struct loading {
    void (*file)(void *context, const char *path, const char *origin, const void *bytes,
                 size_t size);
    void *context;
    const char *const
        *kinds; /* what may be named instead of a classification, ended by NULL; or NULL */
};

/* `loading` may be NULL. 0 with *tables made; else TABLES, or FILES when a file given by an option
 * cannot be read, with a message said. */
int load_tables(const struct options *options, const struct loading *loading, had_tables **tables);

/* Whether a directory holds a classification. */
bool load_is_classification(const char *directory);

/* Whether a classification's directory has this name, or its card this `id`. */
bool load_is_named(const char *directory, const char *name);

/* Whether a name is a directory of tables, rather than a classification or its directory. */
bool load_is_tables(const char *name);

#endif
