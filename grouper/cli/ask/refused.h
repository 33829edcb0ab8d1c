/* SPDX-License-Identifier: Apache-2.0 */
/* What is said of a command, an option or a value that does not exist: all that do exist, where
 * help tells of them, and the nearest one. Each returns USAGE. */
#ifndef REFUSED_H
#define REFUSED_H

#include "catalogue.h"

struct names {
    const char *const *name;
    size_t count;
};

/* A command, or a verb of `tables` (NULL: none given). */
int refuse_command(const char *word);
int refuse_verb(const char *word);
int refuse_option(const char *argument, const struct command_info *command);
/* An option of other commands. */
int refuse_here(enum option option, const struct command_info *command);
int refuse_value(enum option option, const struct command_info *command, const char *value);
/* One of the keys of --by. */
int refuse_key(const char *key, size_t length, const struct names *accepted,
               const struct command_info *command);
/* All of some names, and the nearest, once it is said what is refused. */
int say_accepted(const char *word, const struct names *names);
/* Of a variable that stands for an option: HAD_LANG. */
int refuse_variable(const char *name, enum option option, const char *value);

#endif
