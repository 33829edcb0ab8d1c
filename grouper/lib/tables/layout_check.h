/* SPDX-License-Identifier: Apache-2.0 */
/* Layouts that a user gives are hostile input: what the readers of records lean on is checked here,
 * once, when they are added. */
#ifndef LAYOUT_CHECK_H
#define LAYOUT_CHECK_H

#include "layout.h"

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

/* Whether a field of this length is one that the engine reads; of a RAPSS, where codes may be cut
 * short. */
bool layout_length_good(enum field field, long length, bool anonymous);

/* The draft is such as the readers need it. HAD_OK or HAD_E_TABLE, with file, line and reason. */
int layout_check(const struct layout_source *source, const struct draft_layout *draft);

/* A record is grouped by putting its grouping after it: its grouped format must have its groups,
 * and then those that hold the grouping. Both have been checked. */
int layout_check_grouped(const struct layout_source *source, const struct draft_layout *draft,
                         const struct draft_layout *twin);

#endif
