/* SPDX-License-Identifier: Apache-2.0 */
/* The catalogue for programs: manual pages and completions are made of it
 * (grouper/man/generate.py). */
#ifndef MANUAL_H
#define MANUAL_H

#include "catalogue.h"

/* One command, or when it is NULL all whose name begins with `first`: a line of JSON each, on
 * standard output, in the language of messages. The exit status. */
int manual_write(const struct command_info *command, const char *first);

#endif
