/* SPDX-License-Identifier: Apache-2.0 */
/* Labels, indicators and the references that were published for them: compiled in from
 * tables/rapport by tables/generate.py. */
#ifndef REFERENCES_H
#define REFERENCES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A code of a field, in words by language. */
struct label {
    const char *champ, *code;
    const char *text[2];
    const char *source;
};
extern const struct label labels[];
extern const size_t label_count;

/* The words of a code, NULL when it has none. */
const char *label_of(const char *champ, const unsigned char *code, size_t length);

/* In the order of tables/rapport/indicateurs.csv. */
enum indicator_id {
    INDICATOR_JOURNEES,
    INDICATOR_SEUIL_JOURNEES,
    INDICATOR_PATIENTS_JOUR,
    INDICATOR_TAUX_RECOURS,
    INDICATOR_JOURNEES_100K,
    INDICATOR_SEJOURS,
    INDICATOR_PATIENTS,
    INDICATOR_EHPAD_JOURNEES,
    INDICATOR_EHPAD_PATIENTS,
    INDICATOR_ESMS,
    INDICATOR_SSIAD,
    INDICATOR_URGENCES,
    INDICATOR_DOMICILE_DIRECT,
    INDICATOR_MEDECIN_TRAITANT,
    INDICATOR_MENTION_SOCLE,
    INDICATOR_MENTION_READAPTATION,
    INDICATOR_MENTION_PARTUM,
    INDICATOR_MENTION_ENFANTS,
    INDICATOR_MENTION_BLANCHE,
    INDICATOR_AGES_65,
    INDICATOR_AGES_MOINS_3,
    INDICATOR_AGES_MOINS_18,
    INDICATOR_PALLIATIF,
    INDICATOR_PALLIATIF_MPP,
    INDICATOR_DECES,
    INDICATOR_ERREURS_BLOQUANTES,
    INDICATOR_TYPES_SOINS_PONCTUELS,
    INDICATOR_TYPES_SOINS_CONTINUS,
    INDICATOR_TYPES_SOINS_READAPTATION,
    INDICATOR_COUNT
};

struct indicator {
    const char *id;
    const char *name[2];
    const char *unit; /* "", or "%" */
    const char *definition[2];
    const char *source;
    int since; /* first year of the value that it counts; 0 = any */
    /* Why it is not known, and what it is measured on, where some records cannot tell. */
    const char *absent[2], *partial[2];
};
extern const struct indicator indicators[INDICATOR_COUNT];

/* Whether the value that an indicator counts was there at a date, AAAAMMJJ. */
static inline bool indicator_counts(enum indicator_id id, int32_t date)
{
    return date >= indicators[id].since * 10000;
}

/* A published value, in thousandths, or words where no value was. */
struct reference {
    const char *indicator; /* its id; croissance_04, contribution_04 of an MPP */
    const char *place;     /* "" = of none */
    int year;              /* 0 = of none */
    bool valued;
    int64_t thousandths;
    const char *words[2];
    const char *source;
};
extern const struct reference references[];
extern const size_t reference_count;

/* A mode of care of the circular of 2004, by the code it has in the PMSI; several types of care are
 * joined by |, and the text does not choose among them. */
struct mode_2004 {
    const char *name[2], *part;
    int code;
    const char *alone, *associated, *rehabilitation;
    const char *note;
};
extern const struct mode_2004 modes_2004[];
extern const size_t mode_2004_count;

/* The name of a source, and what it is in English: titles of documents stay French there too. */
struct source_words {
    const char *source, *english;
};
extern const struct source_words sources_worded[];
extern const size_t source_words_count;

/* A source in the language of messages: as it is when it has no words of ours. */
const char *source_said(const char *source);

/* A source of tariffs, by the name that tarifs.csv gives it. */
struct tariff_source {
    const char *source, *name[2];
    bool restated; /* it restates the decrees, and is none */
};
extern const struct tariff_source tariff_sources[];
extern const size_t tariff_source_count;

/* The sources of a row of tarifs.csv, joined by + there, in the language of messages; one that is
 * not known as it is. Whether all of them restate the decrees. */
enum { TARIFF_SOURCES_TEXT = 256 };
bool tariff_sources_said(char out[TARIFF_SOURCES_TEXT], const char *sources);

/* What a reference is of, in words: an indicator, or a family and its MPP. */
enum { REFERENCE_TEXT = 128 };
void reference_said(char out[REFERENCE_TEXT], const struct reference *reference);

#endif
