/* SPDX-License-Identifier: Apache-2.0 */
/* One state of an establishment's file: of each record a print of its key, what it is worth, and
 * where it stands in the file, which is read again where two prints are alike. Of what cannot be
 * read again, and of several files, the bytes of the records are kept. */
#ifndef STATE_H
#define STATE_H

#include "cli/base/index.h"
#include "cli/files/again.h"
#include "cli/run/batch.h"
#include "cli/run/reader.h"
#include "state_key.h"

struct held {
    uint64_t print; /* of its key */
    union {
        uint64_t place;            /* of its bytes in the file */
        const unsigned char *text; /* or they themselves */
    } at;
    uint64_t line; /* in its file */
    int64_t amount;
    uint32_t file;                 /* of several, which */
    uint16_t length, days, layout; /* days: at most four zones of 999 */
    uint8_t secteur;
    bool usable, priced; /* days are known; so is the amount */
    bool twice;          /* one before it has the same key: it is left out */
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
    /* Of the piece being read; whether its file, the only one, is read again by place. */
    const struct piece *piece;
    bool by_place;
    bool settled, well; /* so it was */
    struct read_file file;
    struct again reading;
    struct hashes index; /* of the prints of those that are not left out */
    size_t duplicates;   /* left out: the first record of a key counts */
    struct sum all;      /* duplicates included */
    uint64_t mask;       /* of prints */
    struct key_places places[LAYOUTS];
};

/* Before the records of a piece of the one file of a state that may be read again. */
void state_piece(struct state *state, const struct piece *piece);
/* Adds a record that was processed, of the file of that number. False when there is no memory (a
 * message is said). */
bool state_add(struct state *state, const struct batch *batch, const struct item *item,
               uint32_t file);
/* Adds the records of another state of the same file, which is left empty. False when there is no
 * memory (a message is said). */
bool state_join(struct state *state, struct state *more);
/* Once all are there: leaves out those whose key stands before. False when there is no memory, or
 * the file could not be read again, or is not what it was: state_close says so. */
bool state_settle(struct state *state, const struct batch *batch);
void state_free(struct state *state);
/* Bytes that are freed with it. NULL when there is no memory (a message is said). */
unsigned char *state_take(struct state *state, size_t size);

/* The bytes of a record, until those of another of its state are asked for. NULL as above. */
const unsigned char *state_text(struct state *state, const struct held *held);
/* Its key, of its bytes (NULL: none were given); its length. 0: as above. */
size_t state_key(struct state *state, const struct batch *batch, const struct held *held,
                 const unsigned char *text, unsigned char key[STATE_KEY_MAX]);
/* Whether two records have one key; NO_KEY: as above. */
enum same_key { SAME_KEY, OTHER_KEY, NO_KEY };
/* After the last was read again. False when the file could not be, or is not what it was: a message
 * has been said. */
bool state_close(struct state *state);

void sum_add(struct sum *sum, const struct held *held);

#endif
