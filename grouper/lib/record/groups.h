/* SPDX-License-Identifier: Apache-2.0 */
/* The groups after the fixed part of a record, walked with their counts: of RPSS and of RAPSS. */
#ifndef GROUPS_H
#define GROUPS_H

#include <string.h>

#include "record.h"

struct groups {
    uint32_t fixed; /* bytes of the fixed part */
    bool site;      /* of a RAPSS: the ten bytes of the establishment's grouping are there (D6) */
    uint32_t start[GROUP_KINDS], end;
    int16_t count[GROUP_KINDS];
    /* Of each, in the order of the layout; 0: its count is no number. */
    uint32_t bytes[LAYOUT_GROUPS];
};

/* Places the groups of a line after groups->fixed; `end` is what the counts ask for, as far as the
 * line has them. */
void groups_walk(const struct layout *layout, const unsigned char *line, size_t length,
                 struct groups *groups);

/* Gives the record what was found. */
static inline void groups_keep(struct record *record, const struct groups *groups)
{
    record->length = groups->end;
    memcpy(record->group_start, groups->start, sizeof record->group_start);
    memcpy(record->group_count, groups->count, sizeof record->group_count);
}

#endif
