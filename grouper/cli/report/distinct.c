/* SPDX-License-Identifier: Apache-2.0 */
#include "distinct.h"

#include <stdlib.h>
#include <string.h>

#include "cli/base/index.h"
#include "common/hints.h"
#include "references.h"

enum { TRAITS = 0xFF, FIRST_ROOM = 64 };

/* Stays and patients have twenty bytes in every format but the ex-OQN, and no field has more than
 * forty (had_result_field). */
enum { USUAL_TEXT = 20, DISTINCT_TEXT = 40, TEXT_WORDS = DISTINCT_TEXT / 8 };
#define BLANKS BYTES(' ')

static void free_set(struct distinct_set *set)
{
    for (int part = 0; part < DISTINCT_PARTS; part++)
        free(set->part[part].print);
    free(set->slot);
}

void distinct_free(struct distinct *distinct)
{
    free_set(&distinct->stays);
    free_set(&distinct->patients);
    free_set(&distinct->finess);
}

/* --- A set ------------------------------------------------------------------------------------ */

/* Slots for the prints of a part, half of them free: how many; 0 when there is no memory (a message
 * is said). */
static size_t make_slots(struct distinct_set *set, size_t count)
{
    size_t slots = 2;
    while (slots < 2 * count)
        slots *= 2;
    if (slots <= set->slots)
        return slots;
    free(set->slot);
    set->slot = calloc(slots, sizeof *set->slot);
    set->slots = set->slot ? slots : 0;
    if (!set->slot)
        say(W_NO_MEMORY);
    return set->slots;
}

/* Leaves each print of a part once, with all its traits. False when there is no memory (a message
 * is said). */
static bool make_single(struct distinct_set *set, struct distinct_part *part)
{
    const size_t slots = make_slots(set, part->count);
    uint64_t *slot = set->slot, *to = part->print;
    for (size_t i = 0; slots > 0 && i < part->count; i++)
        *print_slot(slot, slots, part->print[i], TRAITS) |= part->print[i];
    for (size_t i = 0; i < slots; i++) { /* which slots are free cannot be foreseen: no branch */
        *to = slot[i];
        to += slot[i] != 0;
        slot[i] = 0;
    }
    part->count = (size_t)(to - part->print);
    return slots > 0;
}

/* Half of the room is free then: to look through a part costs no more than what was added to it. */
SELDOM static bool make_room(struct distinct_set *set, struct distinct_part *part)
{
    if (part->count > 0 && !make_single(set, part))
        return false;
    if (part->count > 0 && part->count <= part->room / 2)
        return true;
    size_t room = part->room > 0 ? 2 * part->room : FIRST_ROOM;
    uint64_t *print = realloc(part->print, (room + 1) * sizeof *print); /* one is written past it */
    if (!print) {
        say(W_NO_MEMORY);
        return false;
    }
    *part = (struct distinct_part){print, part->count, room};
    return true;
}

/* Those that wait go to their parts. */
SELDOM static bool spread(struct distinct_set *set)
{
    for (size_t i = 1; i <= set->waits; i++) {
        struct distinct_part *part = &set->part[set->wait[i] >> (64 - DISTINCT_BITS)];
        if (!USUALLY(part->count < part->room) && !make_room(set, part))
            return false;
        part->print[part->count++] = set->wait[i];
    }
    set->waits = 0;
    return true;
}

/* Records of a stay come together: nearly all only add their traits to what came last. No branch
 * tells them apart: none could be foreseen. */
static INLINE bool keep(struct distinct_set *set, uint64_t hash, unsigned traits)
{
    if (!USUALLY(set->waits < DISTINCT_WAIT) && !spread(set))
        return false;
    hash &= ~(uint64_t)TRAITS;
    hash |= hash == 0 ? UINT64_C(1) << 8 : 0;
    const uint64_t last = set->wait[set->waits];
    const bool again = (last & ~(uint64_t)TRAITS) == hash;
    set->waits += !again;
    set->wait[set->waits] = hash | traits | (again ? last : 0);
    return true;
}

static bool join_set(struct distinct_set *set, struct distinct_set *more)
{
    if (!spread(more))
        return false;
    for (int part = 0; part < DISTINCT_PARTS; part++)
        for (size_t i = 0; i < more->part[part].count; i++)
            if (!keep(set, more->part[part].print[i], more->part[part].print[i] & TRAITS))
                return false;
    return true;
}

static bool count_set(struct distinct_set *set)
{
    uint64_t counts[TRAITS + 1] = {0};
    if (!spread(set))
        return false;
    for (int n = 0; n < DISTINCT_PARTS; n++) {
        struct distinct_part *part = &set->part[n];
        if (part->count > 0 && !make_single(set, part))
            return false;
        for (size_t i = 0; i < part->count; i++)
            counts[part->print[i] & TRAITS]++;
    }
    for (int traits = 0; traits <= TRAITS; traits++) {
        set->count += counts[traits];
        for (int bit = 0; bit < TRAITS_MAX; bit++)
            set->with[bit] += traits >> bit & 1 ? counts[traits] : 0;
    }
    return true;
}

bool distinct_finish(struct distinct *distinct)
{
    return count_set(&distinct->stays) && count_set(&distinct->patients) &&
           count_set(&distinct->finess);
}

uint64_t distinct_count(const struct distinct_set *set, unsigned trait)
{
    for (int bit = 0; bit < TRAITS_MAX; bit++)
        if (trait >> bit & 1)
            return set->with[bit];
    return set->count;
}

struct report_lines distinct_lines(const struct distinct *distinct, enum stay_trait trait)
{
    return lines_of_ways(distinct->lines, STAY_WAYS, trait, 0);
}

/* --- Records ---------------------------------------------------------------------------------- */

static unsigned char byte_of(const struct facts *facts, enum fact_field field)
{
    size_t length;
    const unsigned char *p = fact_bytes(facts, field, &length);
    return length == 1 ? *p : ' ';
}

/* Which it has cannot be foreseen: no branch. */
static INLINE unsigned stay_traits(struct distinct *distinct, const struct facts *facts)
{
    const unsigned char urgences = byte_of(facts, FACT_URGENCES),
                        entree = byte_of(facts, FACT_MODE_ENTREE),
                        provenance = byte_of(facts, FACT_PROVENANCE),
                        sortie = byte_of(facts, FACT_MODE_SORTIE);
    const bool medecin = indicator_counts(INDICATOR_MEDECIN_TRAITANT, facts->place.fin);
    if (!USUALLY(medecin))
        distinct->without_medecin++;
    if (!USUALLY(facts->places->span[FACT_URGENCES].length > 0))
        distinct->without_urgences++;
    const unsigned direct = entree == '8';
    return direct * STAY_DIRECT | (direct & medecin & (provenance == '9')) * STAY_MEDECIN |
           (unsigned)((urgences == '5') | (urgences == 'U') | (urgences == 'V')) * STAY_URGENCES |
           (unsigned)(sortie == '9') * STAY_DECES;
}

static unsigned patient_traits(const struct facts *facts)
{
    static const unsigned of_age[AGE_CLASSES] = {[AGES_0] = PATIENT_UNDER_18 | PATIENT_UNDER_3,
                                                 [AGES_3] = PATIENT_UNDER_18,
                                                 [AGES_65] = PATIENT_65,
                                                 [AGES_75] = PATIENT_65,
                                                 [AGES_85] = PATIENT_65};
    return of_age[facts->ages] | (facts->type_domicile == '3' ? PATIENT_EHPAD : 0);
}

/* The hash of a text without blanks around it, filled up with blanks: its first 24 bytes, and what
 * stands behind them when it is not all blank, which it nearly always is. */
static INLINE uint64_t hash_words(uint64_t hash, const uint64_t word[TEXT_WORDS])
{
    hash = hash_step(hash_mix(word[0] ^ index_seed, word[1] ^ hash), word[2]);
    if (word[3] != BLANKS || word[4] != BLANKS)
        hash = hash_step(hash_step(hash, word[3]), word[4]);
    return hash;
}

/* Of a text of any length, with blanks anywhere; 0 when it is blank. */
SELDOM static uint64_t hash_trimmed(uint64_t hash, const unsigned char *p, size_t length)
{
    unsigned char text[DISTINCT_TEXT];
    uint64_t word[TEXT_WORDS];
    const unsigned char *end = p + length;
    trim(&p, &end);
    if (p == end)
        return 0;
    memset(text, ' ', sizeof text);
    memcpy(text, p, (size_t)(end - p));
    for (int i = 0; i < TEXT_WORDS; i++)
        word[i] = load8(text + 8 * i);
    return hash_words(hash, word);
}

/* The hash of a text of a record, which is one with the FINESS and the sector; 0 when it is blank.
 * Nearly all have twenty bytes, and begin with the first. */
static INLINE uint64_t hash_of(const struct distinct *distinct, const struct facts *facts,
                               enum fact_field field)
{
    size_t length;
    const unsigned char *p = fact_bytes(facts, field, &length);
    uint64_t hash = distinct->of_finess + facts->secteur;
    if (!USUALLY(length == USUAL_TEXT) || p[0] == ' ')
        return hash_trimmed(hash, p, length);
    uint64_t word[TEXT_WORDS] = {load8(p), load8(p + 8),
                                 load8(p + USUAL_TEXT - 8) >> 32 | BLANKS << 32, BLANKS, BLANKS};
    return hash_words(hash, word);
}

static void name_finess(struct distinct *distinct, const unsigned char *finess)
{
    size_t at = distinct->named_count;
    while (at > 0 && memcmp(finess, distinct->named[at - 1], FINESS) < 0)
        at--;
    if (at == FINESS_NAMED || (at > 0 && memcmp(finess, distinct->named[at - 1], FINESS) == 0))
        return;
    distinct->named_count += distinct->named_count < FINESS_NAMED;
    memmove(distinct->named[at + 1], distinct->named[at],
            (distinct->named_count - at - 1) * sizeof distinct->named[0]);
    memcpy(distinct->named[at], finess, FINESS);
}

/* Nearly every record has the FINESS of the one before. */
static bool keep_finess(struct distinct *distinct, const unsigned char *finess)
{
    if (distinct->records > 0 && memcmp(distinct->last, finess, FINESS) == 0)
        return true;
    memcpy(distinct->last, finess, FINESS);
    name_finess(distinct, finess);
    distinct->of_finess = index_hash(finess, FINESS);
    return keep(&distinct->finess, distinct->of_finess, 0);
}

bool distinct_add(struct distinct *distinct, const struct facts *facts)
{
    size_t length;
    const unsigned char *finess = fact_bytes(facts, FACT_FINESS, &length);
    if (length != FINESS)
        return true;
    bool kept = keep_finess(distinct, finess);
    uint64_t stay = hash_of(distinct, facts, FACT_SEJOUR),
             patient = hash_of(distinct, facts, FACT_IPP);
    unsigned of_stay = stay_traits(distinct, facts);
    distinct->records++;
    if (!USUALLY(facts->ages != AGES_UNKNOWN))
        distinct->without_age++;
    lines_next(&distinct->lines[of_stay], &facts->place);
    if (stay != 0)
        kept = kept && keep(&distinct->stays, stay, of_stay);
    if (patient != 0)
        return kept && keep(&distinct->patients, patient, patient_traits(facts));
    distinct->without_ipp++;
    return kept;
}

bool distinct_join(struct distinct *distinct, struct distinct *more)
{
    distinct->records += more->records;
    distinct->without_ipp += more->without_ipp;
    distinct->without_urgences += more->without_urgences;
    distinct->without_medecin += more->without_medecin;
    distinct->without_age += more->without_age;
    for (int way = 1; way < STAY_WAYS; way++)
        lines_join(&distinct->lines[way], &more->lines[way]);
    for (size_t i = 0; i < more->named_count; i++)
        name_finess(distinct, more->named[i]);
    return join_set(&distinct->stays, &more->stays) &&
           join_set(&distinct->patients, &more->patients) &&
           join_set(&distinct->finess, &more->finess);
}
