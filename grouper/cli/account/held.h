/* SPDX-License-Identifier: Apache-2.0 */
/* Records that the defects of a convention file hold back (033-036, rule R37): how many, their
 * days, and the euros at stake (rule R40). They may have no fault of their own. */
#ifndef HELD_H
#define HELD_H

#include "estimate.h"

enum { HELD_CODES = 4 };
extern const char *const held_codes[HELD_CODES];

/* By one of the codes. */
struct held_back {
    uint64_t records;
    int64_t days;       /* of those that last 1 to ESTIMATE_DAYS days */
    int64_t estimate;   /* centimes; once the run is over */
    uint64_t estimated; /* records that have one */
};

/* What the estimate is made of; kept when conventions are given. */
struct held_stakes {
    struct earned earned;
    struct stake stake[HELD_CODES];
};

/* Counts a record of this mode (estimate_mode); `numbers`: the codes, as findings. */
void held_add(struct held_back held[HELD_CODES], struct held_stakes *stakes,
              const int numbers[HELD_CODES], int mode, const had_result *result);
/* Adds the counts of another worker. */
void held_join(struct held_back held[HELD_CODES], const struct held_back more[HELD_CODES]);
void held_stakes_join(struct held_stakes *stakes, const struct held_stakes *more);

/* At the end of the run: what is at stake. */
void held_estimate(struct held_back held[HELD_CODES], const struct held_stakes *stakes);

/* For the summary. */
void held_report(const struct held_back held[HELD_CODES]);

#endif
