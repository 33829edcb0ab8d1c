/* SPDX-License-Identifier: Apache-2.0 */
/* Loads the tables: built in, then the user's directory, then each --tables, then what
 * --classification names. */
#ifndef LOAD_H
#define LOAD_H

#include "had.h"
#include "journal.h"
#include "options.h"

/* Each file loaded is noted in the journal, if any. 0 with *tables made; else TABLES with a message
 * said. */
int load_tables(const struct options *options, struct journal *journal, had_tables **tables);

#endif
