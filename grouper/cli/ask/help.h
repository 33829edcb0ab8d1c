/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HELP_H
#define HELP_H

#include <stdio.h>

#include "catalogue.h"

/* Every command in a line, in the language of messages. */
void help_all(FILE *file);
/* One command: its options and an example. */
void help_of(const struct command_info *command, FILE *file);
/* The commands whose first word is `tables`. */
void help_tables(FILE *file);

/* had help [COMMAND] */
int command_help(const struct options *options);

#endif
