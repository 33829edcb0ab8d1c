/* SPDX-License-Identifier: Apache-2.0 */
/* The tables compiled in, as their readers leave them: read once when the library is built
 * (tables/resolve.c), so that no run has to. Made from embedded.h by the readers themselves. */
#ifndef RESOLVED_H
#define RESOLVED_H

#include "tables.h"

struct resolved {
    const struct had_tables *published; /* NULL: none, they are read (in tables/resolve.c itself) */
    const struct classification *classification;
    size_t classification_count;
};

extern const struct resolved resolved;

/* Reads what is compiled in, as had_tables_add_published and had_tables_add_builtin_classification
 * do where nothing is resolved. */
int tables_read_published(struct had_tables *tables, had_error *error);
int tables_read_classification(struct had_tables *tables, const char *id, had_error *error);

#endif
