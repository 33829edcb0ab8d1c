/* SPDX-License-Identifier: Apache-2.0 */
/* What a report was made from, and by what: for its table `sources`, which is written when the run
 * has ended. */
#ifndef ORIGINS_H
#define ORIGINS_H

#include "cli/run/batch.h"

struct origin {
    const char *heading; /* as the table has it */
    char *text;
};

struct origins {
    struct origin *list;
    size_t count, room;
};

/* While the run is open. False when there is no memory (a message is said). */
bool origins_note(struct origins *origins, const struct batch *batch);
/* One more. False when there is no memory (a message is said). */
bool origins_add(struct origins *origins, const char *heading, const char *text);
void origins_free(struct origins *origins);

#endif
