/* SPDX-License-Identifier: Apache-2.0 */
/* The records that are new, gone or changed from an earlier state to this one, as `compare` tells
 * them: how many, their days and euros on both sides, and their first lines, in all and by each
 * month, MPP and GHT. */
#ifndef MOVED_H
#define MOVED_H

#include "cli/rows/state.h"
#include "cli/write/keyed.h"
#include "lines.h"

enum moved_way { MOVED_NEW, MOVED_GONE, MOVED_CHANGED, MOVED_WAYS };

/* Lines of what is gone are of the earlier state, the others of this one. */
struct moved_sums {
    struct sum before, now;
    struct report_lines lines;
};

/* The records that make up a difference: those that now have its key, and are new or changed; of
 * the earlier state those that had it, and are gone or have it no more. */
enum moved_by { MOVED_MONTH, MOVED_MPP, MOVED_GHT, MOVED_BYS };
struct moved_row {
    struct keyed_row keyed;
    struct report_lines before, now;
};

struct moved {
    struct moved_sums way[MOVED_WAYS];
    size_t twice; /* records of a key that stands before in their state: left out */
    struct keyed by[MOVED_BYS];
};

/* Their names in tables; the same for people, in the language of messages. */
extern const char *const moved_names[MOVED_WAYS];
const char *moved_text(enum moved_way way);

/* Settles both states. False when there is no memory (a message is said). */
bool moved_find(const struct batch *batch, struct state *before, struct state *now,
                struct moved *moved);
void moved_free(struct moved *moved);
/* NULL when no record of that key moved. */
const struct moved_row *moved_row(const struct moved *moved, enum moved_by by,
                                  const unsigned char *key, size_t length);

#endif
