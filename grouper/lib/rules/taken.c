/* SPDX-License-Identifier: Apache-2.0 */
#include "taken.h"

#include <string.h>

static bool has(const struct record *record, enum field field)
{
    return record->layout->field[field].length > 0;
}

/* Keeps a field as trimmed text. False when it is blank, or not there. */
static INLINE bool keep(const struct record *record, enum field field, unsigned char *out,
                        size_t size)
{
    return has(record, field) &&
           keep_trimmed(out, size, field_bytes(record, field), record->layout->field[field].length);
}

/* A field of one byte; 0 when it is not there. */
static unsigned char byte_of(const struct record *record, enum field field)
{
    return has(record, field) ? *field_bytes(record, field) : 0;
}

static bool number_of(const struct record *record, enum field field, uint32_t *out)
{
    const unsigned char *p = field_bytes(record, field);
    uint16_t length = record->layout->field[field].length;
    *out = 0;
    for (uint16_t i = 0; i < length; i++) {
        if (!digit(p[i]) || *out > UINT32_MAX / 10 - 1)
            return false;
        *out = *out * 10 + (uint32_t)(p[i] - '0');
    }
    return length > 0;
}

/* A date that was read; 0 when it is not valid, or not there. */
static int32_t date_of(const struct record *record, enum field field, enum layout_date date)
{
    return has(record, field) ? record->date[date] : 0;
}

static int32_t day_read(const struct record *record, enum field field, enum layout_date date)
{
    return date_of(record, field, date) ? record->day[date] : DAY_NONE;
}

static INLINE void take_person(const struct record *record, struct person *person)
{
    *person = (struct person){.sexe = byte_of(record, F_sexe),
                              .mode_entree = byte_of(record, F_mode_entree),
                              .provenance = byte_of(record, F_provenance),
                              .entree_day = day_read(record, F_date_entree, DATE_ENTREE)};
    keep(record, F_ipp, person->ipp, TAKEN_IPP);
    keep(record, F_date_naissance, person->naissance, DATE_LENGTH);
    keep(record, F_date_entree, person->entree, DATE_LENGTH);
}

static INLINE void take_care(const struct record *record, struct chain_care *care)
{
    *care = (struct chain_care){.debut_day =
                                    day_read(record, F_date_debut_sequence, DATE_DEBUT_SEQUENCE)};
    keep(record, F_date_debut_sequence, care->debut, DATE_LENGTH);
    keep(record, F_mpp, care->mpp, sizeof care->mpp);
    keep(record, F_mpa, care->mpa, sizeof care->mpa);
    keep(record, F_ik, care->ik, sizeof care->ik);
    for (int i = 0; i < TAKEN_AVQ; i++)
        care->avq[i] = byte_of(record, (enum field)(F_avq_habillage + i));
}

static INLINE void take_date(const struct record *record, enum field field, enum layout_date date,
                             uint16_t *code, unsigned char *odd)
{
    *code = DATE_ABSENT;
    if (!has(record, field))
        return;
    uint32_t day = (uint32_t)(record->day[date] - DAY_FIRST);
    if (record->date[date] != 0 && day <= UINT16_MAX - DATE_FIRST) {
        *code = (uint16_t)(DATE_FIRST + day);
    } else if (blank8(field_bytes(record, field))) {
        *code = DATE_BLANK;
    } else {
        keep(record, field, odd, DATE_LENGTH);
        *code = DATE_ODD;
    }
}

/* Rule R19: false for a record without a stay or numbers. */
static INLINE bool take_key(const struct record *record, struct taken *taken)
{
    struct stay_key *key = &taken->key;
    *key = (struct stay_key){.secteur = record->layout->secteur};
    keep(record, F_finess_epmsi, key->finess, TAKEN_FINESS);
    bool stay =
        keep(record, key->secteur == HAD_EX_OQN ? F_no_entree : F_sejour, key->stay, TAKEN_STAY);
    bool sequence = number_of(record, F_no_sequence, &taken->sequence);
    bool sous_sequence = number_of(record, F_no_sous_sequence, &taken->sous_sequence);
    return stay & sequence & sous_sequence;
}

void take_record(const struct record *record, const struct taking *taking, struct taken *taken)
{
    static const struct {
        enum field field;
        enum layout_date date;
    } dates[RECORD_DATES] = {[SORTIE] = {F_date_sortie, DATE_SORTIE},
                             [FIN_SEQUENCE] = {F_date_fin_sequence, DATE_FIN_SEQUENCE},
                             [DEBUT] = {F_date_debut_sous_sequence, DATE_DEBUT},
                             [FIN] = {F_date_fin_sous_sequence, DATE_FIN}};
    for (int i = 0; i < RECORD_DATES; i++)
        take_date(record, dates[i].field, dates[i].date, &taken->date[i], taken->odd[i]);
    taken->mode_sortie = byte_of(record, F_mode_sortie);
    taken->destination = byte_of(record, F_destination);
    taken->derniere = byte_of(record, F_derniere_sous_sequence);
    int32_t fin = date_of(record, F_date_fin_sous_sequence, DATE_FIN);
    taken_alone(taken, taking->seuil, fin,
                fin != 0 && fin == date_of(record, F_date_sortie, DATE_SORTIE));
    taken->takes_part = take_key(record, taken);
    taken->hash = hash_bytes(taking->seed, &taken->key, sizeof taken->key);
    take_person(record, &taken->person);
    take_care(record, &taken->care);
}
