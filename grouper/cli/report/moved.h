/* SPDX-License-Identifier: Apache-2.0 */
/* The records that are new, gone or changed from an earlier state to this one, as `compare` tells
 * them: how many, their days and euros on both sides, and their first lines. */
#ifndef MOVED_H
#define MOVED_H

#include "cli/rows/state.h"
#include "lines.h"

enum moved_way { MOVED_NEW, MOVED_GONE, MOVED_CHANGED, MOVED_WAYS };

/* Lines of what is gone are of the earlier state, the others of this one. */
struct moved_sums {
    struct sum before, now;
    struct report_lines lines;
};

struct moved {
    struct moved_sums way[MOVED_WAYS];
    size_t twice; /* records of a key that stands before in their state: left out */
};

/* Their names in tables; the same for people, in the language of messages. */
extern const char *const moved_names[MOVED_WAYS];
const char *moved_text(enum moved_way way);

/* Settles both states. */
void moved_find(const had_engine *engine, struct state *before, struct state *now,
                struct moved *moved);

#endif
