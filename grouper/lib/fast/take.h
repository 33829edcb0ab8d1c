/* SPDX-License-Identifier: Apache-2.0 */
/* What the controls between records need of a usual record, as take_record copies it. */
#ifndef TAKE_H
#define TAKE_H

#include "lib/rules/taken.h"
#include "usual.h"

/* Of the n-th of the columns that usual_read filled from `bytes`. False where its layout lacks a
 * field, or a date is too far away: then take_record has to. */
bool take_usual(const struct usual_input *in, const unsigned char *bytes, const had_usual *usual,
                const struct usual_dates *dates, uint32_t n, int32_t seuil, struct taken *taken);

#endif
