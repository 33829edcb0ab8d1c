/* SPDX-License-Identifier: Apache-2.0 */
/* Finds the elements of a list again by the hash of their key: open addressing, half full at most.
 * The list, and what makes two keys equal, are the caller's; so is the memory of the slots.
 * A seed that nobody knows keeps the time linear for keys that were made to collide. */
#ifndef HASHES_H
#define HASHES_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "bytes.h"
#include "hints.h"

struct hash_slot {
    uint32_t hash, number; /* number + 1 of the element; 0 = free */
};

struct hashes {
    struct hash_slot *slot;
    size_t slots, count; /* slots: a power of two, or 0 */
    uint64_t seed;       /* what the hashes of the keys begin with; nothing found depends on it */
};

enum { HASHES_NONE = -1, HASHES_FIRST_SLOTS = 128 };

/* The high half of a product, and its low half: every bit of both numbers counts in every bit. */
static inline uint64_t hash_mix(uint64_t a, uint64_t b)
{
#ifdef __SIZEOF_INT128__
    __extension__ typedef unsigned __int128 wide;
    wide product = (wide)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
#else
    uint64_t al = a & UINT32_MAX, ah = a >> 32, bl = b & UINT32_MAX, bh = b >> 32;
    uint64_t low = al * bl, mid = ah * bl + (low >> 32), mid2 = al * bh + (mid & UINT32_MAX);
    uint64_t high = ah * bh + (mid >> 32) + (mid2 >> 32);
    return (mid2 << 32 | (low & UINT32_MAX)) ^ high;
#endif
}

/* Each step mixes eight bytes. */
static inline uint64_t hash_step(uint64_t hash, uint64_t bytes)
{
    return hash_mix(hash ^ bytes, UINT64_C(0x9E3779B97F4A7C15));
}

/* Whoever does not know the seed cannot make keys whose hashes meet. */
static inline uint64_t hash_bytes(uint64_t seed, const void *bytes, size_t size)
{
    const unsigned char *p = bytes, *end = p + size;
    uint64_t hash = hash_step(seed, size), last = 0;
    for (; end - p > 8; p += 8)
        hash = hash_step(hash, load8(p));
    if (size >= 8) /* a part of it may have been mixed before */
        last = load8(end - 8);
    else
        for (; p < end; p++)
            last = last << 8 | *p;
    return hash_step(hash_step(hash, last), size);
}

/* Of 16 bytes or more, sixteen with each step. The last of them may have been mixed before. */
static inline uint64_t hash_long(uint64_t seed, const void *bytes, size_t size)
{
    const unsigned char *p = bytes, *end = p + size;
    uint64_t hash = hash_step(seed, size);
    for (; end - p > 16; p += 16)
        hash = hash_mix(load8(p) ^ seed, load8(p + 8) ^ hash);
    return hash_step(hash_mix(load8(end - 16) ^ seed, load8(end - 8) ^ hash), size);
}

/* Numbers of the elements that have this hash, one after the other, HASHES_NONE when there is none
 * left; *at keeps the place. */
static inline int64_t hashes_from(const struct hashes *hashes, uint64_t hash, size_t *at)
{
    for (; hashes->slots > 0 && hashes->slot[*at].number; *at = (*at + 1) & (hashes->slots - 1))
        if (hashes->slot[*at].hash == (uint32_t)hash)
            return (int64_t)hashes->slot[*at].number - 1;
    return HASHES_NONE;
}

static inline int64_t hashes_first(const struct hashes *hashes, uint64_t hash, size_t *at)
{
    *at = (uint32_t)hash & (hashes->slots - 1);
    return hashes_from(hashes, hash, at);
}

static inline int64_t hashes_next(const struct hashes *hashes, uint64_t hash, size_t *at)
{
    *at = (*at + 1) & (hashes->slots - 1);
    return hashes_from(hashes, hash, at);
}

/* The number of the element that begins with this key; HASHES_NONE when there is none. `list` holds
 * elements of `step` bytes. */
static inline int64_t hashes_find(const struct hashes *hashes, uint64_t hash, const void *list,
                                  size_t step, const void *key, size_t size)
{
    size_t at;
    for (int64_t n = hashes_first(hashes, hash, &at); n != HASHES_NONE;
         n = hashes_next(hashes, hash, &at))
        if (memcmp((const unsigned char *)list + (size_t)n * step, key, size) == 0)
            return n;
    return HASHES_NONE;
}

/* Asks for the memory that hashes_first will look at. */
static inline void hashes_soon(const struct hashes *hashes, uint64_t hash)
{
    if (hashes->slots > 0)
        SOON(&hashes->slot[(uint32_t)hash & (hashes->slots - 1)]);
}

/* The element that most likely has this hash, by one look; HASHES_NONE when surely none has. */
static inline int64_t hashes_likely(const struct hashes *hashes, uint64_t hash)
{
    return hashes->slots > 0
               ? (int64_t)hashes->slot[(uint32_t)hash & (hashes->slots - 1)].number - 1
               : HASHES_NONE;
}

/* --- Prints: hashes of 64 bits that are all there is to keep of an element -------------------- */

/* Where a print stands in a table that is not full, or would stand: 0 = free. Bits of `besides`
 * tell something else: they do not count. Slots: a power of two. */
static inline uint64_t *print_slot(uint64_t *slot, size_t slots, uint64_t print, uint64_t besides)
{
    size_t at = (size_t)(print >> 8) & (slots - 1);
    while (slot[at] != 0 && (slot[at] | besides) != (print | besides))
        at = (at + 1) & (slots - 1);
    return &slot[at];
}

/* Asks for the memory that print_slot will look at. */
static inline void print_soon(const uint64_t *slot, size_t slots, uint64_t print)
{
    if (slots > 0)
        SOON(&slot[(size_t)(print >> 8) & (slots - 1)]);
}

/* Copies the prints of a table into a larger one, which is free. */
static inline void prints_move(uint64_t *to, size_t slots, const uint64_t *from, size_t count,
                               uint64_t besides)
{
    for (size_t i = 0; i < count; i++)
        if (from[i] != 0)
            *print_slot(to, slots, from[i], besides) = from[i];
}

/* --- Lists ------------------------------------------------------------------------------------ */

/* How many slots the next element needs: those that there are, or more. */
size_t hashes_needed(const struct hashes *hashes);
/* Goes over to `slots` free slots (all 0); gives back the slots left, for the caller to release. */
struct hash_slot *hashes_move(struct hashes *hashes, struct hash_slot *slot, size_t slots);
/* Adds an element; there are as many slots as needed. */
void hashes_add(struct hashes *hashes, uint64_t hash, size_t number);

#endif
