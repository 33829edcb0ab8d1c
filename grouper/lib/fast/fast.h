/* SPDX-License-Identifier: Apache-2.0 */
/* The fast way, for the usual record: of a format in use since 2015, not grouped, every byte where
 * a good record has such a byte, all dates in order, in one campagne. No control of control.c
 * but those of the triple can find anything in it, and to see that a record is usual is much faster
 * than to compute each control.
 *
 * The fast way is a shortcut and holds no rule: with it or without it, the findings are the same. A
 * record that is not usual need not be wrong: it goes through every control, one by one. */
#ifndef FAST_H
#define FAST_H

#include "lib/record/record.h"
#include "lib/tables/rules.h"

/* How the bytes of a record are looked at. All ways read the same. */
enum way {
    WAY_NONE,  /* no record is usual */
    WAY_PLAIN, /* a byte at a time */
    WAY_SSE2,  /* sixteen bytes at a time */
    WAY_AVX2,  /* thirty-two bytes at a time */
    WAY_COUNT
};

/* What finished tables say of usual records: which layouts can have them, what each byte may be. */
struct plan;

/* Made from tables that do not change any more. NULL when there is no memory. */
struct plan *plan_new(const struct layouts *layouts, const struct rules *rules,
                      const had_allocator *allocator);
void plan_free(struct plan *plan);

/* Takes a way, for tests, which force each; false where this machine cannot. */
bool plan_force(struct plan *plan, enum way way);

/* Whether a layout can have usual records. */
bool plan_knows(const struct plan *plan, const struct layout *layout);

/* Reads the first line of `size` bytes when all its bytes are those of a usual record: the record
 * says itself where it ends. Returns the bytes of the line, its end included, *record being filled
 * as decode fills it; 0 = the line has to be looked for, and read with decode. */
size_t fast_read(const struct plan *plan, const unsigned char *bytes, size_t size,
                 struct record *record);

/* True when, besides, values, numbers and dates are in order: nothing is to be found. `record` was
 * read by fast_read; `today` is the date of processing, 0 = none. */
bool fast_clean(const struct plan *plan, const struct record *record, int32_t today);

#endif
