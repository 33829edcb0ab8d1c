/* SPDX-License-Identifier: Apache-2.0 */
/* Rows on a terminal: those of a screenful, in columns under each other, with numbers as people
 * write them; the others are counted. What comes in is CSV; nothing is shown before the end. */
#ifndef GRID_H
#define GRID_H

#include <stdbool.h>
#include <stddef.h>

#include "columns.h"
#include "sink.h"

struct grid;

/* Of these columns, in a window of so many lines and columns; 0 = not known. NULL when there is no
 * memory. */
struct grid *grid_new(const struct column *const *columns, unsigned lines, unsigned width);
/* Adds bytes of CSV, its header first. False when there is no memory. */
bool grid_rows(struct grid *grid, const unsigned char *bytes, size_t size);
/* Writes what is to be seen. */
void grid_write(struct grid *grid, struct sink *sink);
void grid_free(struct grid *grid);

#endif
