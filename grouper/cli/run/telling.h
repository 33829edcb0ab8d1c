/* SPDX-License-Identifier: Apache-2.0 */
/* What was found between records, told by several workers side by side: each takes the next lines
 * that nobody has, and writes its rows when all before them are written. */
#ifndef TELLING_H
#define TELLING_H

#include "chained.h"
#include "cli/write/table.h"

/* As in a batch: `split` makes an empty state for another worker, `join` adds it to `own` and frees
 * it; both are called while nobody works. */
struct telling {
    struct chained *chained; /* that has run */
    /* Writes what is to be said of a line. False when the run has failed, which is said. */
    bool (*each)(void *own, const struct chained_found *found, struct table *table);
    void *(*split)(void *own);
    bool (*join)(void *own, void *other);
    void *own;
    struct table *table;
};

/* False when the run has failed, which is said. */
bool telling_run(const struct telling *telling);

#endif
