/* SPDX-License-Identifier: Apache-2.0 */
/* What was learned, as tables: a directory for each version that has a period, with the groups that
 * follow from those observed (rule R46). */
#ifndef LEARNED_TABLES_H
#define LEARNED_TABLES_H

#include "cli/write/table.h"
#include "deduce.h"
#include "learned.h"
#include "os/os.h"

/* One that was written, and what was deduced in it. */
struct learned_directory {
    char name[OS_PATH];
    struct deduced deduced;
};

/* The first four are given; the others begin as 0. */
struct learned_tables {
    const struct options *options;
    const had_tables *tables; /* which have the matrix */
    struct table *findings;   /* where contradictions go */
    uint64_t files;           /* that were read */
    const struct learned *learned;
    const char *directory;
    struct learned_directory *made;
    size_t count;
    uint64_t by_code, by_matrix; /* pairs: status from a code, from the matrix */
    bool conflict;               /* no groups follow: those observed contradict each other */
};

/* The directory is new, or empty. An exit status. */
int learned_tables_write(struct learned_tables *tables, const struct learned *learned,
                         const char *directory);
/* Says what was written. */
void learned_tables_report(const struct learned_tables *tables);
void learned_tables_free(struct learned_tables *tables);

#endif
