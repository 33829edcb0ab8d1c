/* SPDX-License-Identifier: Apache-2.0 */
/* --chainage: the records whose result the controls between records overwrite (rule R9). Every file
 * is read once to know them, before the run: its records are chained, and neither grouped nor
 * priced. */
#ifndef OVERWRITES_H
#define OVERWRITES_H

#include "batch.h"

struct overwrites {
    unsigned char *bits; /* one a record, in the order of the run */
    size_t count, room;
    had_chain *chain; /* of the file being looked at */
};

/* Whether the run can be read twice, in whole: 0, or USAGE with a message. */
int overwrites_check(const struct batch *batch);

/* 0, or FILES with a message said. Freed with overwrites_free in any case. */
int overwrites_find(const struct batch *batch, struct overwrites *overwrites);
void overwrites_free(struct overwrites *overwrites);

/* Whether the n-th well-formed record of the run is one. */
bool overwrites_has(const struct overwrites *overwrites, size_t n);

#endif
