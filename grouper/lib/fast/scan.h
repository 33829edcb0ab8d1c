/* SPDX-License-Identifier: Apache-2.0 */
/* The bytes of a record, all of them: one text (scan_template.h), made once for each way. */
#ifndef SCAN_H
#define SCAN_H

#include "plan.h"

/* One way to look at a record that begins at record->bytes. */
struct scan {
    /* True when all its bytes but those of acts are in their ranges, its codes in their shapes,
     * within `length` bytes, as many at least as the fixed part. Its groups and its length are then
     * filled. */
    bool (*record)(const struct ranges *ranges, struct record *record, size_t length);
    /* True when its acts are good and within its days, which have been read. */
    bool (*acts)(const struct ranges *ranges, const struct record *record);
};

/* By way; none where this machine's compiler cannot make it. Only up to scan_fastest may be called.
 */
extern const struct scan scan_by_way[WAY_COUNT];

/* The fastest way of the machine that runs. */
enum way scan_fastest(void);

#endif
