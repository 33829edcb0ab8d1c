/* SPDX-License-Identifier: Apache-2.0 */
/* The drug lines that each stay had, by their fingerprints (rule R27, 918). Each stay has a table
 * of its own: lines that follow their stays find it where they left it. */
#ifndef SEEN_H
#define SEEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "had.h"
#include "common/hashes.h"

/* Prints (common/hashes.h), three quarters full at most. */
struct seen_stay {
    uint64_t *slot;
    uint32_t slots, count;
};

enum { SEEN_ORDERS = 14 };

struct seen_lines {
    had_allocator allocator;
    struct seen_stay *stay;
    size_t stays;
    uint64_t *block;             /* the newest, from which tables are cut; it leads to the others */
    size_t used;                 /* slots of it */
    uint64_t *left[SEEN_ORDERS]; /* tables that stays have grown out of, by their size */
};

/* False when there is no memory. Freed in any case. */
bool seen_init(struct seen_lines *seen, const had_allocator *allocator, size_t stays);
void seen_free(struct seen_lines *seen);

/* Adds a line. False when there is no memory. *again: its stay has had it. */
bool seen_add(struct seen_lines *seen, size_t stay, uint64_t print, bool *again);

/* What seen_add will read, asked for ahead: first this, then that. */
static inline void seen_stay_soon(const struct seen_lines *seen, size_t stay)
{
    SOON(&seen->stay[stay]);
}

static inline void seen_slot_soon(const struct seen_lines *seen, size_t stay, uint64_t print)
{
    const struct seen_stay *s = &seen->stay[stay];
    print_soon(s->slot, s->slots, print);
}

#endif
