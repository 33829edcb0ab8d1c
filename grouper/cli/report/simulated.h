/* SPDX-License-Identifier: Apache-2.0 */
/* --simuler: each record priced again, by the tariffs of another campaign or grouped by another
 * classification whatever its dates, beside what it has. Never an amount that is owed. */
#ifndef SIMULATED_H
#define SIMULATED_H

#include "cli/rows/priced.h"
#include "cli/run/batch.h"

enum { SIMULATED_GHTS = 100 };

/* What is shared by the workers. */
struct simulation {
    const char *name;                    /* as given */
    int32_t campagne;                    /* 0: a classification */
    had_tables *tables;                  /* its own; NULL: those of the run */
    had_engine *engine;                  /* NULL = nothing is simulated */
    had_classification_info information; /* of a classification */
};

/* What is counted. */
struct simulated {
    struct priced ght[SIMULATED_GHTS];
    /* Records that only the simulation groups, with the amount that it gives; and records that only
     * the simulation does not group, with the amount that they have. */
    struct priced gained, lost;
    uint64_t moved; /* records that both group, in other zones */
};

/* Makes the engine, in the `begin` of a batch. An exit status. */
int simulation_open(struct simulation *simulation, const struct batch *batch);
void simulation_close(struct simulation *simulation);
/* A record with what it has. An exit status, with a message said. */
int simulated_add(struct simulated *simulated, const struct simulation *simulation,
                  const struct item *item);
void simulated_join(struct simulated *simulated, const struct simulated *more);
/* The sums of everything. */
struct priced simulated_total(const struct simulated *simulated);

#endif
