/* SPDX-License-Identifier: Apache-2.0 */
/* Stays and patients, each counted once, with what was met of them. Of each only a hash is kept, of
 * which eight bits tell the traits: 8 to 32 bytes with the room for more.
 * Among ten million, two that are taken for one are a chance in five hundred. */
#ifndef DISTINCT_H
#define DISTINCT_H

#include "cli/run/batch.h"
#include "cli/run/reader.h"
#include "facts.h"

/* Bits. */
enum stay_trait { STAY_URGENCES = 1, STAY_DIRECT = 2, STAY_MEDECIN = 4, STAY_DECES = 8 };
enum patient_trait { PATIENT_EHPAD = 1, PATIENT_65 = 2, PATIENT_UNDER_3 = 4, PATIENT_UNDER_18 = 8 };

enum { STAY_WAYS = 16 }; /* of these, together */

enum { TRAITS_MAX = 8 };

/* Establishments that are named: the first in the order of their bytes. */
enum { FINESS_NAMED = 8 };

/* Prints with their traits (common/hashes), as they came: one is there again where others came
 * between, until there is no room left. */
struct distinct_part {
    uint64_t *print;
    size_t count, room;
};

/* Parts by the highest bits of the hash: one is small enough to be looked through fast. Prints wait
 * until there are so many that parts are fetched from memory together. */
enum { DISTINCT_BITS = 6, DISTINCT_PARTS = 1 << DISTINCT_BITS, DISTINCT_WAIT = 128 };
struct distinct_set {
    uint64_t wait[DISTINCT_WAIT + 1]; /* the first is 0, which is none */
    size_t waits;                     /* behind it */
    struct distinct_part part[DISTINCT_PARTS];
    uint64_t *slot; /* to find those that are there again: all 0 between two uses */
    size_t slots;
    size_t count;              /* once finished, as what follows */
    uint64_t with[TRAITS_MAX]; /* how many have each trait */
};

struct distinct {
    struct distinct_set stays, patients, finess;
    unsigned char last[FINESS]; /* of the record met last; its hash */
    uint64_t of_finess;
    unsigned char named[FINESS_NAMED][FINESS];
    size_t named_count;
    /* Records that count, and those whose format, or year, could not tell. */
    uint64_t records, without_ipp, without_urgences, without_medecin, without_age;
    struct report_lines lines[STAY_WAYS]; /* by the traits of its stay that a record has */
};

void distinct_free(struct distinct *distinct);
/* Records but for so many. */
static inline int64_t distinct_with(const struct distinct *distinct, uint64_t without)
{
    return (int64_t)(distinct->records - without);
}
/* A record that is grouped; they come in the order of the input. False when there is no memory (a
 * message is said). */
bool distinct_add(struct distinct *distinct, const struct facts *facts);
bool distinct_join(struct distinct *distinct, struct distinct *more);
/* Nothing is added any more. False as distinct_add. */
bool distinct_finish(struct distinct *distinct);
/* Once finished: how many have a trait; 0: all of them. */
uint64_t distinct_count(const struct distinct_set *set, unsigned trait);
/* The lines that say this of their stay. */
struct report_lines distinct_lines(const struct distinct *distinct, enum stay_trait trait);

#endif
