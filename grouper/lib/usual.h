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

#include "record.h"
#include "rules.h"

/* Notes whether a layout can have usual records, and what each of their bytes may be. */
void usual_layout(struct layout *layout);

/* Notes whether the lists of a year hold the values that the bytes of usual records tell. */
void usual_year(struct year_rules *year);

/* Reads the start of these bytes, as many at least as the layout's fixed part. True when it is a
 * record whose every byte is of the kind that its place asks for, so that none ends a line: *record
 * is filled, as decode fills it. */
bool usual_decode(struct record *record, size_t length, bool wide);

/* Whether this machine has registers of thirty-two bytes: with them or without, the same is read.
 */
bool usual_wide(void);

/* True when, besides, values, numbers and dates are in order: nothing is to be found. */
bool usual(const struct record *record, const struct rules *rules, const struct year_rules *year,
           int32_t today);

#endif
