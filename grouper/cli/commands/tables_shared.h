/* SPDX-License-Identifier: Apache-2.0 */
/* What the commands on tables share. */
#ifndef TABLES_SHARED_H
#define TABLES_SHARED_H

#include "cli/ask/options.h"
#include "cli/write/table.h"
#include "had.h"

/* "2024 ex-DGF base", and " GHT 07" when ght is not 0. */
enum { KEY_TEXT = 48 };
void tarif_key(char key[KEY_TEXT], int campagne, int secteur, int variante, int ght);

/* Loads a directory of tables, or a classification, beside what the options name. 0, or a status
 * with a message said. */
int tables_load(const struct options *options, const char *what, had_tables **tables);

/* Does something with the directory of each classification of `what`: itself, or those side by side
 * in it. */
struct visit {
    int (*each)(struct visit *visit, const char *directory);
    const struct options *options;
    struct table *table;
    const char *root;
    size_t count;
    unsigned found; /* anomalies */
    int status;     /* DIFFERENCES: the other classifications are still visited */
};
/* 0, or a status with a message said. */
int visit_directories(struct visit *visit, const char *what);

#endif
