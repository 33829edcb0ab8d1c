/* SPDX-License-Identifier: Apache-2.0 */
/* A directory that appears whole or not at all, where nothing or an empty one was. */
#ifndef FOLDER_H
#define FOLDER_H

#include "cli/write/sink.h"

/* Whether one could be written there: it is new, or empty. 0, or FILES with a message said. */
int folder_check(const char *path);

/* Makes it: `fill` writes into `directory`, whose name is another until all is there. 0, what
 * `fill` returned, or FILES with a message said. */
int folder_write(const char *path, int (*fill)(void *context, const char *directory),
                 void *context);

/* Makes it with nothing in it: empty files teach nothing, which is no failure (rule R43). */
int folder_empty(const char *path);

/* Writes one file of it, whole or not at all. 0, or FILES with a message said. */
int folder_file(const char *directory, const char *name,
                void (*write)(struct sink *sink, const void *context), const void *context);

/* A line of text, for `write`. */
void put_line(struct sink *sink, const char *text);

#endif
