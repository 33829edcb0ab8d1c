/* SPDX-License-Identifier: Apache-2.0 */
#include "distinct.h"

#include <stdlib.h>
#include <string.h>

#include "common/date.h"
#include "common/hashes.h"

enum { TRAITS = 0xFF, FIRST_SLOTS = 1024 };
enum { YEAR_MEDECIN = 2021 };

void distinct_free(struct distinct *distinct)
{
    free(distinct->stays.slot);
    free(distinct->patients.slot);
    free(distinct->finess.slot);
}

/* --- A set ------------------------------------------------------------------------------------ */

/* Where a hash is, or would be; there is a free slot. */
static uint64_t *slot_of(const struct distinct_set *set, uint64_t hash)
{
    size_t at = (size_t)(hash >> 8) & (set->slots - 1);
    while (set->slot[at] != 0 && (set->slot[at] | TRAITS) != (hash | TRAITS))
        at = (at + 1) & (set->slots - 1);
    return &set->slot[at];
}

/* Twice the slots; half of them are used at most. */
static bool make_room(struct distinct_set *set)
{
    struct distinct_set larger = *set;
    if (set->count < set->slots / 2)
        return true;
    larger.slots = set->slots ? set->slots * 2 : FIRST_SLOTS;
    larger.slot = calloc(larger.slots, sizeof *larger.slot);
    if (!larger.slot) {
        say(W_NO_MEMORY);
        return false;
    }
    for (size_t i = 0; i < set->slots; i++)
        if (set->slot[i] != 0)
            *slot_of(&larger, set->slot[i]) = set->slot[i];
    free(set->slot);
    *set = larger;
    return true;
}

static bool keep(struct distinct_set *set, uint64_t hash, unsigned traits)
{
    hash &= ~(uint64_t)TRAITS;
    hash |= hash == 0 ? UINT64_C(1) << 8 : 0;
    if (hash == set->last && (traits & ~set->last_with) == 0)
        return true;
    if (!make_room(set))
        return false;
    uint64_t *slot = slot_of(set, hash);
    set->count += *slot == 0;
    *slot |= hash | traits;
    set->last = hash;
    set->last_with = *slot & TRAITS;
    return true;
}

static bool join_set(struct distinct_set *set, const struct distinct_set *more)
{
    for (size_t i = 0; i < more->slots; i++)
        if (more->slot[i] != 0 && !keep(set, more->slot[i], more->slot[i] & TRAITS))
            return false;
    return true;
}

static void count_traits(struct distinct_set *set)
{
    uint64_t counts[TRAITS + 1] = {0};
    for (size_t i = 0; i < set->slots; i++)
        counts[set->slot[i] & TRAITS]++;
    for (int traits = 1; traits <= TRAITS; traits++)
        for (int bit = 0; bit < TRAITS_MAX; bit++)
            set->with[bit] += traits >> bit & 1 ? counts[traits] : 0;
}

void distinct_finish(struct distinct *distinct)
{
    count_traits(&distinct->stays);
    count_traits(&distinct->patients);
}

uint64_t distinct_count(const struct distinct_set *set, unsigned trait)
{
    for (int bit = 0; bit < TRAITS_MAX; bit++)
        if (trait >> bit & 1)
            return set->with[bit];
    return set->count;
}

/* --- Records ---------------------------------------------------------------------------------- */

static unsigned char byte_of(const struct facts *facts, const struct item *item,
                             enum fact_field field)
{
    size_t length;
    const unsigned char *p = fact_bytes(facts, item, field, &length);
    return length == 1 ? *p : ' ';
}

static unsigned stay_traits(struct distinct *distinct, const struct facts *facts,
                            const struct item *item)
{
    unsigned char urgences = byte_of(facts, item, FACT_URGENCES),
                  entree = byte_of(facts, item, FACT_MODE_ENTREE);
    bool direct = entree == '8', medecin = date_year(item->result->fin) >= YEAR_MEDECIN;
    distinct->with_urgences += facts->places->span[FACT_URGENCES].length > 0;
    distinct->with_medecin += medecin;
    unsigned traits = direct ? STAY_DIRECT : 0;
    if (urgences == '5' || urgences == 'U' || urgences == 'V')
        traits |= STAY_URGENCES;
    if (direct && medecin && byte_of(facts, item, FACT_PROVENANCE) == '9')
        traits |= STAY_MEDECIN;
    if (byte_of(facts, item, FACT_MODE_SORTIE) == '9')
        traits |= STAY_DECES;
    return traits;
}

static unsigned patient_traits(const struct facts *facts, const struct item *item)
{
    unsigned traits = item->result->type_domicile == '3' ? PATIENT_EHPAD : 0;
    if (facts->age >= 65)
        traits |= PATIENT_65;
    if (facts->age >= 0 && facts->age < 18)
        traits |= PATIENT_UNDER_18;
    if (facts->age >= 0 && facts->age < 3)
        traits |= PATIENT_UNDER_3;
    return traits;
}

/* The hash of a text of a record, which is one with the FINESS and the sector; 0 when it is blank.
 * Records of a stay come together: the key met last is nearly always the same. */
static uint64_t hash_of(struct distinct_key *last, const struct facts *facts,
                        const struct item *item, enum fact_field field, const unsigned char *finess)
{
    size_t length;
    const unsigned char *text = fact_bytes(facts, item, field, &length), *p = text,
                        *end = p + length;
    unsigned char *kept = last->bytes + FINESS + 1;
    if (length == last->length && length > 0 && last->bytes[FINESS] == item->result->secteur &&
        memcmp(last->bytes, finess, FINESS) == 0 && memcmp(kept, text, length) == 0)
        return last->hash;
    trim(&p, &end);
    if (p == end || length > DISTINCT_TEXT)
        return 0;
    memcpy(last->bytes, finess, FINESS);
    last->bytes[FINESS] = item->result->secteur;
    memcpy(kept, p, (size_t)(end - p));
    last->hash = hash_bytes(last->bytes, (size_t)(end - p) + FINESS + 1);
    memcpy(kept, text, length);
    last->length = length;
    return last->hash;
}

/* Nearly every record has the FINESS of the one before. */
static bool keep_finess(struct distinct *distinct, const unsigned char *finess)
{
    if (distinct->records > 0 && memcmp(distinct->last, finess, FINESS) == 0)
        return true;
    memcpy(distinct->last, finess, FINESS);
    return keep(&distinct->finess, hash_bytes(finess, FINESS), 0);
}

bool distinct_add(struct distinct *distinct, const struct item *item, const struct facts *facts)
{
    size_t length;
    const unsigned char *finess = fact_bytes(facts, item, FACT_FINESS, &length);
    if (length != FINESS)
        return true;
    uint64_t stay = hash_of(&distinct->stay, facts, item, FACT_SEJOUR, finess),
             patient = hash_of(&distinct->patient, facts, item, FACT_IPP, finess);
    unsigned of_stay = stay_traits(distinct, facts, item);
    bool kept = keep_finess(distinct, finess);
    distinct->records++;
    distinct->with_ipp += patient != 0;
    distinct->with_age += facts->age != AGE_UNKNOWN;
    return kept && (stay == 0 || keep(&distinct->stays, stay, of_stay)) &&
           (patient == 0 || keep(&distinct->patients, patient, patient_traits(facts, item)));
}

bool distinct_join(struct distinct *distinct, const struct distinct *more)
{
    distinct->records += more->records;
    distinct->with_ipp += more->with_ipp;
    distinct->with_urgences += more->with_urgences;
    distinct->with_medecin += more->with_medecin;
    distinct->with_age += more->with_age;
    return join_set(&distinct->stays, &more->stays) &&
           join_set(&distinct->patients, &more->patients) &&
           join_set(&distinct->finess, &more->finess);
}
