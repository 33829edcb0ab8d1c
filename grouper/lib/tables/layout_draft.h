/* SPDX-License-Identifier: Apache-2.0 */
/* Layouts being read, for the files that read, check and settle them. */
#ifndef LAYOUT_DRAFT_H
#define LAYOUT_DRAFT_H

#include "layout.h"
#include "lib/text/csv.h"

/* A layout being read, with the lines of its tables. */
struct draft_layout {
    struct layout layout;
    uint32_t line; /* of the first row of its fixed part */
    uint32_t field_line[FIELD_COUNT];
    uint32_t group_line[LAYOUT_GROUPS];
    long order;    /* of the last group */
    bool totalled; /* its total has been read: nothing comes after */
};

/* The tables that it comes from. */
struct layout_source {
    const char *fixed, *variable; /* names of the files */
    had_error *error;
};

/* The group, or the item of an act, of that name; past the last when none is. */
int group_named(bool anonymous, const struct cell *name);
int act_item_named(const struct cell *name);
uint16_t act_item_length(enum act_item item);

/* Whether a field has the length it has in every RPSS: in a RAPSS, diagnoses are cut short. */
bool field_whole(enum field field, uint16_t length);
/* Whether a field of this length is one that the engine reads; of a RAPSS, where codes may be cut
 * short. */
bool layout_length_good(enum field field, long length, bool anonymous);

/* Fills what is told from each layout, all of them being whole: its controls, dates and lists. */
void layouts_settle(struct draft_layout *draft, size_t count, bool anonymous);

#endif
