/* SPDX-License-Identifier: Apache-2.0 */
/* For who knows no command line: files or folders dropped on the program, or a double click on it.
 * A report and a workbook stand beside them afterwards. */
#ifndef DROPPED_H
#define DROPPED_H

#include <stdbool.h>

/* Whether the program was begun so, in a window of its own, with nothing but names of files. */
bool dropped(int count, const char *const *paths);
/* Nothing dropped: what stands in the program's own folder. `command` runs one command line. Keeps
 * the window open until Enter. An exit status. */
int dropped_run(int count, const char **paths, int (*command)(int count, const char **given));

#endif
