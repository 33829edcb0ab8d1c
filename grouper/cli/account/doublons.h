/* SPDX-License-Identifier: Apache-2.0 */
/* Records that stand twice (rule R39), in constant memory: of the 64-bit hashes of the keys of all
 * records, the smallest ones are kept, each with how often it was met and in which inputs. Which
 * these are depends neither on the order of the records nor on who met them. */
#ifndef DOUBLONS_H
#define DOUBLONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "had.h"

/* Hashes kept. As long as there are no more keys, all is counted exactly; beyond, what is found
 * among them stands for the rest. */
enum { DOUBLONS_KEPT = 4096 };

struct doublon;

/* The fields that make the key of a record, where its layout has them. */
struct key_places {
    uint16_t layout; /* its number and 1; 0 = none yet */
    bool usual;      /* of the lengths that formats have had since 2011 */
    bool long_stay;  /* usual, and with a stay of 20 bytes, not of 9 */
    uint8_t secteur;
    had_span finess, stay, sequence, sous_sequence;
};

void key_places_find(struct key_places *places, const had_engine *engine, const had_result *result);

struct doublons {
    struct doublon *slot;  /* by the highest bits of the hash, in its order */
    struct doublon *spare; /* room to choose those that stay, or those of several inputs */
    size_t places;         /* that those bits can give */
    unsigned shift;
    size_t count;   /* of slots taken */
    size_t from;    /* the first that is, or one before it */
    uint64_t limit; /* a greater hash is none of those to keep */
    bool beyond;    /* there were more keys than are kept */
};

/* False when there is no memory (nothing is said). */
bool doublons_start(struct doublons *doublons);
void doublons_free(struct doublons *doublons);

/* Counts a well-formed record of an input, by its number. */
void doublons_record(struct doublons *doublons, const struct key_places *places,
                     const unsigned char *bytes, const had_result *result, uint32_t input);

/* Counts usual records (had_process_usual), which begin at `start` in these bytes; `places`: of the
 * layout of each. */
void doublons_usual(struct doublons *doublons, const struct key_places *const *places,
                    const unsigned char *bytes, const uint32_t *start, uint32_t count,
                    uint32_t input);

/* Adds what another thread has met. */
void doublons_join(struct doublons *doublons, const struct doublons *more);

struct doublons_found {
    bool estimated;        /* from the hashes kept, as there were more keys */
    uint64_t between;      /* keys that stand in more than one input */
    uint64_t within;       /* keys that stand twice in one, and in no other */
    uint64_t shared;       /* keys of the two inputs that share most: */
    uint32_t first, other; /* their numbers; the first such pair, in the order given */
};

struct doublons_found doublons_find(const struct doublons *doublons);

#endif
