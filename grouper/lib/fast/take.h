/* SPDX-License-Identifier: Apache-2.0 */
/* What the controls between records need of a usual record, as take_record copies it. */
#ifndef TAKE_H
#define TAKE_H

#include "lib/rules/taken.h"
#include "usual.h"

/* What usual_read was given and has filled, and what else a record is taken with. */
struct take_input {
    const struct usual_input *in;
    const unsigned char *bytes;
    const had_usual *usual;
    const struct usual_dates *dates;
    struct taking taking;
};

/* Of the n-th of the columns. `before`: what was taken of the one before it; NULL for the first.
 * False where its layout lacks a field, or a date is too far away: then take_record has to. */
bool take_usual(const struct take_input *input, uint32_t n, const struct taken *before,
                struct taken *taken);

#endif
