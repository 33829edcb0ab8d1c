/* SPDX-License-Identifier: Apache-2.0 */
/* Files and directories under a name of their own that have not got their final one: what goes when
 * the program is ended. One thread makes them; the list may be swept from a signal or another
 * thread at any moment. Names are written with `/`. */
#ifndef UNFINISHED_H
#define UNFINISHED_H

#include <stdbool.h>

#include "os.h"

struct unfinished;

/* What a name of its own is made of: the final one, or, where that becomes too long, none of it.
 * False, with errno set, when it has no room. */
bool unfinished_name(const char *final, long process, unsigned attempt, bool is_short,
                     char temporary[OS_PATH]);
/* Room to list a name; NULL, with errno set, when there is no memory. free() while not listed. */
struct unfinished *unfinished_new(const char *path, bool directory);
void unfinished_list(struct unfinished *one);
/* Whether a name stands in a directory that is listed itself. */
bool unfinished_inside(const char *path);
/* Takes what has got its final name, or is gone, off the list: itself and what is inside. */
void unfinished_spare(const char *path);
/* Calls `gone` with each, what is inside a directory before it, and takes it off: all that is
 * listed, or one directory with what is inside. */
void unfinished_sweep(const char *only, void (*gone)(const char *path, bool directory));

#endif
