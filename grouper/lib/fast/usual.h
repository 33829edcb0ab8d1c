/* SPDX-License-Identifier: Apache-2.0 */
/* Usual records that follow each other, without a result for each: what the fast way would say of
 * every one, in columns (had_usual). A record in any doubt is left to the other ways, and so is one
 * in which more is found than what a triple and its tariffs let say. Like the fast way, this is a
 * shortcut and holds no rule: its tables are the engine's. */
#ifndef USUAL_H
#define USUAL_H

#include "lib/rules/group.h"
#include "months.h"
#include "plan.h"

struct usual_input {
    const struct plan *plan;
    const struct months *months;
    const struct deciding *deciding;
    int32_t today; /* date of processing, 0 = none */
};

/* Fills the columns from the front of a block, up to the first line that is left. */
void usual_read(const struct usual_input *in, const unsigned char *bytes, size_t size,
                had_usual *out);

#endif
