/* SPDX-License-Identifier: Apache-2.0 */
/* Loads the tables: built in, then the user's directory, then each --tables, then what
 * --classification names. */
#ifndef LOAD_H
#define LOAD_H

#include "had.h"
#include "options.h"

/* 0 with *tables made; else TABLES with a message said. */
int load_tables(const struct options *options, had_tables **tables);

#endif
