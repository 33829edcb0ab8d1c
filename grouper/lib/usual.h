/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The usual record: of a format in use since 2015, not grouped, every byte where a good record has
 * such a byte, all dates in order, all within one month. No control of control.c but those of the
 * triple can find anything in it, and it is told apart much faster than each control is computed.
 *
 * A shortcut, no rule: with it or without, the findings are the same. What is not usual is not
 * wrong for all that; it goes through every control, one by one.
 */
#ifndef USUAL_H
#define USUAL_H

#include "decode.h"
#include "rules.h"

/* Notes whether a layout can have usual records, and what each of their bytes may be. */
void usual_layout(struct layout *layout);

/* True when every byte of the fixed part is of the kind that its place asks for: digits where there
 * is a number, and nothing illicit. `length` is the line's. */
bool usual_fixed(const struct record *record, size_t length);

/* Then places the groups, and says where the record ends. */
uint32_t usual_walk(struct record *record);

/* Then, if the line is long enough, true when every diagnosis and every act has the bytes of one.
 */
bool usual_groups(const struct record *record);

/* True when, besides, values, numbers and dates are in order: nothing is to be found. */
bool usual(const struct record *record, const struct rules *rules, const struct year_rules *year,
           int32_t today);

#endif
