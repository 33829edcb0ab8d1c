/* SPDX-License-Identifier: Apache-2.0 */
#include "take.h"

#include <stddef.h>
#include <string.h>

_Static_assert(AT_mpa == AT_mpp + 2 && AT_provenance == AT_mode_entree + 1 &&
                   AT_avq_relation == AT_avq_habillage + TAKEN_AVQ - 1,
               "these are copied together");

_Static_assert(sizeof(struct stay_key) == 32 && offsetof(struct stay_key, finess) == 1 &&
                   offsetof(struct stay_key, stay) == 10 && TAKEN_FINESS == 9 && TAKEN_STAY == 20 &&
                   AT_no_entree == AT_sejour && AT_no_facture == AT_no_entree + 9,
               "take_key");

_Static_assert(AT_sejour == AT_ipp + 20 && AT_date_naissance == AT_sejour + 20 &&
                   AT_sexe == AT_date_naissance + 8 && AT_mode_entree == AT_date_entree + 8 &&
                   TAKEN_IPP == 20,
               "same_stay");

/* Four digits, two at a time; as many bytes more are read. */
static uint32_t of_four(const unsigned char *p)
{
    uint64_t pairs = (load8(p) & 0x0F0F0F0F) * (10 << 8 | 1) >> 8;
    return (uint32_t)((pairs & 0xFF) * 100 + (pairs >> 16 & 0xFF));
}

/* The key of a stay, its bytes made eight at a time, lowest first, from the line's: so none waits
 * for another. Its fields begin with no blank: they are trimmed as they stand. */
static INLINE void take_key(const unsigned char *p, had_secteur secteur, uint64_t seed,
                            struct taken *taken)
{
    const uint64_t blanks = BYTES(' '), stay = load8(p + AT_sejour + 6);
    bool oqn = secteur == HAD_EX_OQN; /* its number of admission ends in the third word */
    const uint64_t word[4] = {
        load8(p + AT_finess_epmsi) << 8 | (uint64_t)secteur,
        load8(p + AT_finess_epmsi + 1) >> 48 | load8(p + AT_sejour) << 16,
        oqn ? (stay & 0xFFFFFF) | blanks << 24 : stay,
        (oqn ? blanks : load8(p + AT_sejour + 14)) & UINT64_C(0xFFFFFFFFFFFF),
    };
    taken->hash = hash_bytes(seed, word, sizeof word);
    memcpy(&taken->key, word, sizeof word);
}

static INLINE void take_person(const unsigned char *p, int32_t entree_day, struct person *person)
{
    keep_trimmed(person->ipp, TAKEN_IPP, p + AT_ipp, TAKEN_IPP);
    memcpy(person->naissance, p + AT_date_naissance, DATE_LENGTH);
    memcpy(person->entree, p + AT_date_entree, DATE_LENGTH);
    person->sexe = p[AT_sexe];
    person->mode_entree = p[AT_mode_entree];
    person->provenance = p[AT_provenance];
    person->filler = 0;
    person->entree_day = entree_day;
}

static INLINE void take_care(const unsigned char *p, int32_t debut_day, struct chain_care *care)
{
    memcpy(care->debut, p + AT_date_debut_sequence, DATE_LENGTH);
    memcpy(care->mpp, p + AT_mpp, sizeof care->mpp);
    memcpy(care->mpa, p + AT_mpa, sizeof care->mpa);
    memcpy(care->ik, p + AT_ik, sizeof care->ik);
    memcpy(care->avq, p + AT_avq_habillage, TAKEN_AVQ);
    memset(care->filler, 0, sizeof care->filler);
    care->debut_day = debut_day;
}

static INLINE uint64_t other8(const unsigned char *a, const unsigned char *b, int at)
{
    return load8(a + at) ^ load8(b + at);
}

/* Whether two lines have the same bytes where the key of a stay and its person are: nearly all
 * records of a stay have. */
static INLINE bool same_stay(const unsigned char *a, const unsigned char *b, had_secteur secteur)
{
    uint64_t other = other8(a, b, AT_finess_epmsi) | other8(a, b, AT_finess_epmsi + 1) |
                     other8(a, b, AT_ipp) | other8(a, b, AT_ipp + 8) | other8(a, b, AT_ipp + 16);
    if (secteur == HAD_EX_OQN)
        other |= other8(a, b, AT_no_entree + 1);
    else
        other |= other8(a, b, AT_sejour + 4) | other8(a, b, AT_sejour + 12);
    other |= other8(a, b, AT_date_naissance) | other8(a, b, AT_date_naissance + 1) |
             other8(a, b, AT_date_entree) | other8(a, b, AT_date_entree + 2);
    return other == 0;
}

static INLINE bool has_month(int32_t key)
{
    return key == DATE_KEY_NONE || month_index(key) < MONTHS_COUNT;
}

static INLINE uint16_t date_code(const struct months *months, int32_t key)
{
    return key == DATE_KEY_NONE ? DATE_BLANK
                                : (uint16_t)(DATE_FIRST + key_days(months, key) - DAY_FIRST);
}

static INLINE void take_stay(const struct take_input *input, uint32_t n, had_secteur secteur,
                             const struct taken *before, struct taken *taken)
{
    const had_usual *usual = input->usual;
    const unsigned char *p = input->bytes + usual->start[n];
    if (before && usual->layout[n - 1] == usual->layout[n] &&
        same_stay(p, input->bytes + usual->start[n - 1], secteur)) {
        taken->hash = before->hash;
        taken->key = before->key;
        taken->person = before->person;
        return;
    }
    take_key(p, secteur, input->taking.seed, taken);
    take_person(p, key_days(input->in->months, input->dates->key[n][KEY_ENTREE]), &taken->person);
}

bool take_usual(const struct take_input *input, uint32_t n, const struct taken *before,
                struct taken *taken)
{
    const had_usual *usual = input->usual;
    const struct ranges *ranges = input->in->plan->of[usual->layout[n]];
    const struct months *months = input->in->months;
    const unsigned char *p = input->bytes + usual->start[n];
    const int32_t *key = input->dates->key[n];
    if (!ranges->chained || !has_month(key[KEY_SORTIE]) || !has_month(key[KEY_FIN_SEQUENCE]))
        return false;
    take_stay(input, n, (had_secteur)ranges->layout->secteur, before, taken);
    take_care(p, key_days(months, key[KEY_DEBUT_SEQUENCE]), &taken->care);
    taken->sequence = of_four(p + AT_no_sequence);
    taken->sous_sequence = of_four(p + AT_no_sous_sequence);
    taken->date[SORTIE] = date_code(months, key[KEY_SORTIE]);
    taken->date[FIN_SEQUENCE] = date_code(months, key[KEY_FIN_SEQUENCE]);
    taken->date[DEBUT] = date_code(months, key[KEY_DEBUT]);
    taken->date[FIN] = date_code(months, key[KEY_FIN]);
    taken->mode_sortie = p[AT_mode_sortie];
    taken->destination = p[AT_destination];
    taken->derniere = p[AT_derniere_sous_sequence];
    taken->takes_part = true;
    taken_alone(taken, input->taking.seuil, usual->fin[n], key[KEY_FIN] == key[KEY_SORTIE]);
    return true;
}
