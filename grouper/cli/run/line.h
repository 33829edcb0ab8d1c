/* SPDX-License-Identifier: Apache-2.0 */
/* A line by itself: any that is not taken together with others (together.h). */
#ifndef LINE_H
#define LINE_H

#include "worker.h"

/* All return whether the run goes on. The first line of these bytes; item->bytes and item->length
 * are then those of the line. */
bool line_run(struct worker *worker, struct item *item, size_t size);
/* The n-th of those left among usual ones, which begin at item->bytes. */
bool line_left(struct worker *worker, struct item *item, uint32_t n);
/* The first of these bytes, of which only what a chain needs is read. */
bool line_chain(struct worker *worker, struct item *item, size_t size);
/* Empty lines that other lines of the file follow. */
bool line_blanks(struct worker *worker, struct item *item, uint64_t count);

#endif
