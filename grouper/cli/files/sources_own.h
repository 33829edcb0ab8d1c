/* SPDX-License-Identifier: Apache-2.0 */
/* What the files that make a list of sources share: of one given by itself (sources.c), of those of
 * a directory (directory.c), of any given twice (unique.c). */
#ifndef SOURCES_OWN_H
#define SOURCES_OWN_H

#include "probe.h"
#include "sources.h"

/* Puts a file at the end of the list; NULL when there is no memory (a message is said). */
struct source *sources_add(struct sources *sources, const char *path);
/* A copy among texts that are freed one by one. False when there is no memory (a message is said).
 */
bool sources_keep(struct path_list *names, const char *text);

/* To look at a file for what the command reads; how messages name that. */
struct probe sources_probe(const struct sources_wanted *wanted);
const char *sources_formats(const struct sources_wanted *wanted);
/* Looks at a regular file, which is read from its start again by the run. 0, or a status with a
 * message said. */
int sources_look_at(struct sources *sources, const char *path, struct probe *probe);

#endif
