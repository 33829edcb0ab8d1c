/* SPDX-License-Identifier: Apache-2.0 */
/* A directory given in place of a file: it stands for the files in it that hold what is read, but
 * the months that a later one holds too. */
#ifndef DIRECTORY_H
#define DIRECTORY_H

#include "sources.h"

/* 0, or a status with a message said. */
int directory_add(struct sources *sources, const struct sources_wanted *wanted, const char *path);

#endif
