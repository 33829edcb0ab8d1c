/* SPDX-License-Identifier: Apache-2.0 */
#include "seen.h"

#include <string.h>

#include "lib/base/memory.h"

/* Slots: of the smallest table, of the largest that is cut from a block, of a block. */
enum { SMALLEST = 4, LARGEST = SMALLEST << (SEEN_ORDERS - 1), BLOCK = 8 * LARGEST };

bool seen_init(struct seen_lines *seen, const had_allocator *allocator, size_t stays)
{
    *seen = (struct seen_lines){.allocator = *allocator, .stays = stays};
    seen->stay = memory_take(allocator, stays, sizeof *seen->stay);
    return seen->stay != NULL;
}

/* A table that is not in use, and a block, lead to the next of their kind. */
static uint64_t *next_of(const uint64_t *table)
{
    uint64_t *next;
    memcpy(&next, table, sizeof next);
    return next;
}

static void lead_to(uint64_t *table, uint64_t *next)
{
    memcpy(table, &next, sizeof next);
}

void seen_free(struct seen_lines *seen)
{
    for (size_t i = 0; seen->stay && i < seen->stays; i++)
        if (seen->stay[i].slots > LARGEST)
            memory_release(&seen->allocator, seen->stay[i].slot);
    for (uint64_t *block = seen->block, *next; block; block = next) {
        next = next_of(block);
        memory_release(&seen->allocator, block);
    }
    memory_release(&seen->allocator, seen->stay);
}

static int order_of(uint32_t slots)
{
    int order = 0;
    for (; slots > SMALLEST; slots /= 2)
        order++;
    return order;
}

/* A table, all free; NULL when there is no memory. */
static uint64_t *take(struct seen_lines *seen, uint32_t slots)
{
    if (slots > LARGEST)
        return memory_take(&seen->allocator, slots, sizeof(uint64_t));
    uint64_t **left = &seen->left[order_of(slots)], *table = *left;
    if (table) {
        *left = next_of(table);
        memset(table, 0, slots * sizeof *table);
        return table;
    }
    if (!seen->block || seen->used + slots > BLOCK) {
        uint64_t *block = memory_take(&seen->allocator, BLOCK, sizeof *block);
        if (!block)
            return NULL;
        lead_to(block, seen->block);
        seen->block = block;
        seen->used = SMALLEST;
    }
    table = seen->block + seen->used;
    seen->used += slots;
    return table;
}

static void leave(struct seen_lines *seen, uint64_t *table, uint32_t slots)
{
    if (slots > LARGEST) {
        memory_release(&seen->allocator, table);
    } else if (slots > 0) {
        lead_to(table, seen->left[order_of(slots)]);
        seen->left[order_of(slots)] = table;
    }
}

/* Goes over to a table twice as large. */
static bool widen(struct seen_lines *seen, struct seen_stay *stay)
{
    struct seen_stay larger = {NULL, stay->slots ? 2 * stay->slots : SMALLEST, stay->count};
    if (larger.slots == 0) /* it would have 2 to the 32nd */
        return false;
    larger.slot = take(seen, larger.slots);
    if (!larger.slot)
        return false;
    prints_move(larger.slot, larger.slots, stay->slot, stay->slots, 0);
    leave(seen, stay->slot, stay->slots);
    *stay = larger;
    return true;
}

bool seen_add(struct seen_lines *seen, size_t stay, uint64_t print, bool *again)
{
    struct seen_stay *s = &seen->stay[stay];
    if (s->count >= s->slots / 4 * 3 && !widen(seen, s))
        return false;
    print += print == 0;
    uint64_t *slot = print_slot(s->slot, s->slots, print, 0);
    *again = *slot != 0;
    s->count += *slot == 0;
    *slot = print;
    return true;
}
