/* SPDX-License-Identifier: Apache-2.0 */
/* What grouped records teach of the classifications that grouped them: groups by triple, statuses
 * by pair, dates by version (rule R34). Records outside the period of their version teach nothing,
 * and periods are known once all records are: each is kept until then, 48 bytes and 4 for its end.
 * Workers keep theirs apart, by piece of the input; together they are taken in its order. */
#ifndef LEARNED_H
#define LEARNED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "had.h"
#include "cli/base/index.h"

struct lesson_place {
    const char *file;
    uint64_t line;
};

enum { LEARNED_NO_CONFIRMATION = -1 };

/* One record. Modes and IK are numbers of two and three digits. */
struct lesson {
    struct lesson_place place;
    int32_t from, to; /* days between which it ended: the same one, or a month (RAPSS) */
    uint16_t ik;
    int16_t ghpc; /* 9999 = none */
    char version[3], code[4];
    uint8_t mpp, mpa;
    uint8_t ght[HAD_PERIODES]; /* 0 = no day in that period */
    bool grouped;              /* else it was blocked: only its code teaches something */
    bool modes_listed;         /* both modes are in the lists of its date (rule R17) */
    bool dropped;              /* its version was not taken for one: VERSIONS_MAX */
    int8_t confirmation;       /* 1 or 0; LEARNED_NO_CONFIRMATION = its format or year has none */
};

/* What one worker has read. */
struct lessons {
    struct lesson *lesson; /* in the order of reading */
    size_t count, room;
    struct lesson_piece *piece;
    size_t pieces, piece_room;
    uint64_t number; /* of the piece being read */
};

/* Lessons of one piece of the input, in order. */
struct lesson_piece {
    uint64_t number;
    struct lesson *lesson; /* once all are read */
    size_t first, count;
};

/* Adds one, of the piece `number`. False when there is no memory (a message is said). */
bool lessons_add(struct lessons *lessons, const struct lesson *lesson);
void lessons_free(struct lessons *lessons);

/* What is learned of a triple, then of a pair. */
enum trait {
    TRAIT_GHPC,
    TRAIT_GHT1,
    TRAIT_IK = TRAIT_GHT1 + HAD_PERIODES, /* beside the bounds of its pair: -1, 0, 1 */
    TRIPLE_TRAITS,
    TRAIT_STATUT = TRIPLE_TRAITS, /* a had_statut */
    TRAIT_CONFIRMATION,
    TRAIT_VERSION, /* an end outside the period of the version */
    TRAITS
};

/* The first value seen; when another has been seen since, none is learned. */
struct trait_seen {
    int16_t value;
    bool seen, contradicted;
    bool dropped; /* TRAIT_IK: out of order with that of another IK of the pair */
    struct lesson_place first;
};

struct learned_triple {
    uint8_t mpp, mpa;
    uint16_t ik;
    uint32_t records, zones[HAD_PERIODES]; /* those that have a zone in the period */
    struct trait_seen trait[TRIPLE_TRAITS];
};

struct learned_pair {
    /* A code retour is the smallest: past 056, past 517, the pair is surely not of that status. */
    bool not_erronee, not_forbidden;
    struct trait_seen statut, confirmation;
};

struct learned_version {
    char text[3];
    int32_t debut, fin; /* as rule R34 dates it; fin 0 = open; debut 0 = no period is left */
    uint64_t records;   /* with groups */
    uint64_t outside;   /* of which outside its period: they teach nothing */
    struct learned_triple *triple;
    size_t triple_count, triple_room;
    struct hashes index; /* of triples */
    struct learned_pair pair[100][100];
};

/* Told of each value that contradicts an earlier one, or the period of the version. */
struct contradiction {
    const struct lesson *lesson;
    const struct learned_version *version;
    enum trait trait;
    int value, first_value; /* TRAIT_VERSION: its end; no first */
    struct lesson_place place, first;
};

struct learned {
    struct learned_version **version; /* by date once learned_finish has run */
    size_t count, room;
    struct lesson_piece *piece; /* of all workers, in the order of the input once it has run */
    size_t pieces, piece_room, lessons;
    struct lesson **read; /* the lists that these are in, to be freed */
    size_t reads, read_room;
    uint64_t dropped, dropped_partial; /* with groups; of these, with the code 529 */
    void (*contradicted)(void *context, const struct contradiction *contradiction);
    void *context;
    uint64_t contradictions, misplaced; /* of which, outside the period of their version */
};

/* More versions than the State will have in a century: beyond, a version is not taken for one. */
enum { VERSIONS_MAX = 100 };

/* Both are false when there is no memory (a message is said). Takes what a worker has read, and
 * leaves it empty. */
bool learned_take(struct learned *learned, struct lessons *lessons);

/* Dates the versions (rule R34), learns from the records in their periods, and puts triples in the
 * order of their codes. */
bool learned_finish(struct learned *learned);

/* IK bounds of a pair: the tens within those that 524, 535 and 525 were seen on; whether there are
 * any. */
bool learned_bounds(const struct learned_version *version, int mpp, int mpa, int *min, int *max);

void learned_free(struct learned *learned);

#endif
