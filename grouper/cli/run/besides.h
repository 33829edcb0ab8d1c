/* SPDX-License-Identifier: Apache-2.0 */
/* The files beside the records, once directories among them stand for the files in them that hold
 * a line of the kind asked for: operands of drugs, bills, learn-tarifs; --fichcomp, --rsf,
 * --vidhosp, --hosp-pmsi. */
#ifndef BESIDES_H
#define BESIDES_H

#include "batch.h"
#include "cli/ask/options.h"
#include "cli/files/sources.h"

enum { BESIDE_LISTS = 4 };

struct besides {
    struct sources operands, lists[BESIDE_LISTS];
    const char **all; /* what is beside, in place of options.beside */
};

/* Puts them in place of the directories: `found`, a copy of the options of the batch. 0, or a
 * status with a message said. Freed in any case. */
int besides_find(struct besides *besides, const struct batch *batch, struct options *found);
/* For the summary: months left out. */
void besides_report(const struct besides *besides);
void besides_free(struct besides *besides);

#endif
