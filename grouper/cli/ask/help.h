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

/* What stands in the help of a command, piece by piece, for whoever shows it elsewhere. */
enum { HELP_TEXT = 2048 };
/* What the value of an option is called; NULL when it takes none. */
const char *help_value(const struct command_info *command, enum option option);
/* What an option is for, and the values it takes where these are a list. */
void help_option(const struct command_info *command, enum option option, char text[HELP_TEXT]);
/* What an exit status of a command says (`text` may hold it); NULL when it never ends so. */
const char *help_status(const struct command_info *command, int status, char text[HELP_TEXT]);

#endif
