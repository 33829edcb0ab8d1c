/* SPDX-License-Identifier: Apache-2.0 */
/* The stays of a file of RPSS and the sub-sequences of each, found again by what files beside the
 * records carry: a stay number (ex-DGF), an admission and an invoice (ex-OQN), and a date. */
#ifndef STAYS_H
#define STAYS_H

#include <stdbool.h>
#include <stdint.h>

#include "common/hashes.h"
#include "lib/record/record.h"

enum { STAY_KEY = 20, STAY_PART = 9, STAY_FINESS = 9, STAY_NUMBER = 8, STAYS_NONE = HASHES_NONE };

/* A record that counts; once settled, those of a stay stand next to one another. */
struct stay_record {
    uint32_t stay, number; /* its stay; of the records added, from 0 */
    int32_t debut, fin;    /* days (date_days) of the sub-sequence; fin < debut: none */
    char sequence[STAY_NUMBER], sous_sequence[STAY_NUMBER]; /* no leading zeros, NUL after */
    uint8_t variante;
};

/* Days of a stay that belong to one record: the first, in the order given, that holds them. */
struct stay_segment {
    int32_t debut, fin; /* dates AAAAMMJJ, as lines have them: nothing to convert, line by line */
    uint32_t record;
};

struct stay {
    unsigned char key[STAY_KEY]; /* trimmed, blanks after: sejour, or no_entree then no_facture */
    uint32_t first, count;       /* records, then (once settled) segments */
};

struct stays {
    had_allocator allocator;
    int secteur;                       /* a had_secteur, HAD_AUTO until the first record tells */
    bool begun, settled;               /* the FINESS is known; nothing is added any more */
    unsigned char finess[STAY_FINESS]; /* of the first record */
    struct stay *stay;
    size_t stay_count, stay_capacity;
    struct stay_record *record;
    size_t record_count, record_capacity;
    struct stay_segment *segment;
    size_t segment_count;
    struct hashes by_key, by_number; /* of stays; of records */
    uint64_t added, repeated, other_secteur, other_finess;
};

/* As had_stay_added has them, and one more. */
enum stays_added {
    STAYS_KEPT = HAD_STAY_KEPT,
    STAYS_REPEATED = HAD_STAY_REPEATED,
    STAYS_OTHER_SECTEUR = HAD_STAY_OTHER_SECTEUR,
    STAYS_OTHER_FINESS = HAD_STAY_OTHER_FINESS,
    STAYS_MEMORY
};

struct had_stays {
    struct stays stays;
    const had_engine *engine;
};

void stays_init(struct stays *stays, const had_allocator *allocator, int secteur, uint64_t seed);
void stays_free(struct stays *stays);
enum stays_added stays_add(struct stays *stays, const struct record *record, int variante);
/* Once all are there. False when there is no memory. */
bool stays_settle(struct stays *stays);

/* The key of a stay; false when a part of it is blank. */
bool stay_key(unsigned char key[STAY_KEY], int secteur, const unsigned char *sejour,
              size_t sejour_length, const unsigned char *facture, size_t facture_length);
/* The stay of a key, STAYS_NONE if there is none. */
int64_t stays_find(const struct stays *stays, const unsigned char key[STAY_KEY]);
/* The record of a stay that holds a date, STAYS_NONE if there is none. Once settled. */
int64_t stays_at(const struct stays *stays, size_t stay, int32_t date);

/* Both, in steps: each asks ahead for what the next one reads, so that several searches side by
 * side wait for memory once. From 0 to STAYS_STEPS - 1; then stay and record are known. Once
 * settled. */
enum { STAYS_STEPS = 4 };
struct stays_search {
    unsigned char key[STAY_KEY];
    int32_t date;
    uint64_t hash;
    int64_t stay, record; /* STAYS_NONE if there is none */
};
void stays_step(const struct stays *stays, struct stays_search *search, int step);

int stays_info(const struct stays *stays, had_stays_info *info);

#endif
