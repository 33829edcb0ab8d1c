/* SPDX-License-Identifier: Apache-2.0 */
/* Layouts that a user gives are hostile input: what the readers of records lean on is checked here,
 * once, when they are added. */
#ifndef LAYOUT_CHECK_H
#define LAYOUT_CHECK_H

#include "layout_draft.h"

/* The draft is such as the readers need it. HAD_OK or HAD_E_TABLE, with file, line and reason. */
int layout_check(const struct layout_source *source, const struct draft_layout *draft);

/* A record is grouped by putting its grouping after it: its grouped format must have its groups,
 * and then those that hold the grouping. Both have been checked. */
int layout_check_grouped(const struct layout_source *source, const struct draft_layout *draft,
                         const struct draft_layout *twin);

#endif
