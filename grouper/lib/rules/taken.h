/* SPDX-License-Identifier: Apache-2.0 */
/* What the controls between records need of one record, copied out of its line: all that any thread
 * can do before the records of a stay are put together. */
#ifndef TAKEN_H
#define TAKEN_H

#include "common/hashes.h"
#include "common/hints.h"
#include "lib/record/record.h"
#include "lib/tables/campagne.h"

enum { TAKEN_FINESS = 9, TAKEN_STAY = 20, TAKEN_IPP = 20, TAKEN_AVQ = 6 };

/* A date of a record as a number: most are days of a century and a half. */
enum {
    DATE_ABSENT, /* its layout does not have the field (rule R25) */
    DATE_BLANK,  /* blank */
    DATE_ODD,    /* any other text, kept apart */
    DATE_FIRST,  /* a day, from 1 January 1920 on */
    DAY_FIRST = 701205,
    DAY_NONE = INT32_MIN /* no valid date */
};

/* The dates of each record. */
enum { SORTIE, FIN_SEQUENCE, DEBUT, FIN, RECORD_DATES };

/* Fields below are trimmed text, blanks after it (rule R8); zeros for a field that its layout does
 * not have (rule R25). */

/* Rule R19: what tells a stay from others. */
struct stay_key {
    unsigned char secteur, finess[TAKEN_FINESS], stay[TAKEN_STAY], filler[2];
} MAY_ALIAS;

/* Compared with the last record of the stay. */
struct person {
    unsigned char ipp[TAKEN_IPP], naissance[DATE_LENGTH], entree[DATE_LENGTH];
    unsigned char sexe, mode_entree, provenance, filler;
    int32_t entree_day;
} MAY_ALIAS;

/* Compared with the last record of the sequence. */
struct chain_care {
    unsigned char debut[DATE_LENGTH], mpp[2], mpa[2], ik[3], avq[TAKEN_AVQ], filler[3];
    int32_t debut_day;
} MAY_ALIAS;

struct taken {
    uint64_t hash; /* of the key: the same wherever the record is read with this seed */
    struct stay_key key;
    struct person person;
    struct chain_care care;
    uint32_t sequence, sous_sequence;
    uint16_t date[RECORD_DATES];
    unsigned char mode_sortie, destination, derniere;
    bool takes_part;                              /* it has a stay and numbers */
    bool after;                                   /* it ends after the threshold (rule R9) */
    bool r802, r805;                              /* these two look at one record alone */
    unsigned char odd[RECORD_DATES][DATE_LENGTH]; /* text of those that are DATE_ODD */
} MAY_ALIAS;                                      /* it stands in a had_chain_record */

/* What an engine takes records with. */
struct taking {
    int32_t seuil; /* a record that ends after it is overwritten; 0 = rule R9 by its year */
    uint64_t seed; /* of hashes */
};

/* Rule R9: once the campagne of its year has begun: after the last day of February, from 2026 any
 * day. */
static inline bool taken_after(int32_t seuil, int32_t fin)
{
    if (fin == 0)
        return false;
    if (seuil != 0)
        return fin > seuil;
    return fin >= campagne_debut(date_year(fin));
}

/* What one record tells alone. `leaves`: its stay ends with it, on a valid date. */
static inline void taken_alone(struct taken *taken, int32_t seuil, int32_t fin, bool leaves)
{
    taken->after = taken_after(seuil, fin);
    taken->r802 = taken->derniere == '1' && taken->mode_sortie == ' ';
    taken->r805 = taken->derniere == '2' && leaves;
}

void take_record(const struct record *record, const struct taking *taking, struct taken *taken);

#endif
