/* SPDX-License-Identifier: Apache-2.0 */
/* One state of an establishment's file: its records, kept whole, in the order of their keys. */
#ifndef STATE_H
#define STATE_H

#include "cli/run/batch.h"

struct held {
    /* Sector, FINESS, stay, sequence and sub-sequence, written so that keys compare as bytes, none
     * being the beginning of another; the bytes of the record follow. */
    const unsigned char *key;
    uint64_t line; /* in its file */
    int64_t amount;
    uint16_t length, days; /* at most four zones of 999 days */
    uint8_t key_length;
    bool usable, priced; /* days are known; so is the amount */
    uint32_t file;       /* of several, which */
};

struct sum {
    uint64_t records;
    int64_t days, amount; /* centimes */
};

struct chunk;

struct state {
    struct held *held;
    size_t count, room;
    struct chunk *chunk; /* of bytes; the last one is being filled */
    size_t duplicates;   /* left out: the first record of a key counts */
    struct sum all;      /* duplicates included */
};

/* Adds a record that was processed, of the file of that number. False when there is no memory (a
 * message is said). */
bool state_add(struct state *state, const struct batch *batch, const struct item *item,
               uint32_t file);
/* Adds the records of another state of the same file, which is left empty. False when there is no
 * memory (a message is said). */
bool state_join(struct state *state, struct state *more);
/* Once all are there: in the order of their keys, one a key. */
void state_settle(struct state *state);
void state_free(struct state *state);
/* Two states that are settled, in step, by key: each key once; NULL on the side that lacks it. */
typedef void state_pair(void *context, const struct held *before, const struct held *after);
void state_walk(const struct state *old, const struct state *new, state_pair *pair, void *context);

void sum_add(struct sum *sum, const struct held *held);

static inline const unsigned char *held_record(const struct held *held)
{
    return held->key + held->key_length;
}

/* As memcmp. */
int held_compare(const struct held *a, const struct held *b);

/* The parts of a key after the sector, as text: trimmed, numbers without leading zeros. */
enum held_part { HELD_FINESS, HELD_SEJOUR, HELD_SEQUENCE, HELD_SOUS_SEQUENCE };
const unsigned char *held_text(const struct held *held, enum held_part part, size_t *length);

#endif
