/* SPDX-License-Identifier: Apache-2.0 */
/* What the parts of a report need of a record, read once. */
#ifndef FACTS_H
#define FACTS_H

#include "cli/account/tally.h"
#include "cli/run/batch.h"
#include "common/date.h"
#include "lines.h"

enum { MODE_NONE = 100, MODES = 101 };

/* Whole years at the entry of the stay, by class; its name in tables, "" for an unknown age. */
enum age_class { AGES_0, AGES_3, AGES_18, AGES_65, AGES_75, AGES_85, AGES_UNKNOWN, AGE_CLASSES };
extern const char *const age_names[AGE_CLASSES];

/* Fields, whose places are found once for each layout. */
enum fact_field {
    FACT_NAISSANCE,
    FACT_ENTREE,
    FACT_AGE, /* of a RAPSS */
    FACT_MPP,
    FACT_MPA,
    FACT_FINESS,
    FACT_SEJOUR,
    FACT_IPP,
    FACT_MODE_ENTREE,
    FACT_PROVENANCE,
    FACT_MODE_SORTIE,
    FACT_URGENCES,
    FACT_AUTORISATION,
    FACT_FIELDS
};

struct fact_places {
    int layout; /* plus 1; 0 = none yet */
    uint8_t secteur;
    had_span span[FACT_FIELDS];
};

/* What is kept from one record to the next: the places of layouts met, by the rest of their number.
 */
struct facts_known {
    struct fact_places places[LAYOUTS];
};

struct facts {
    struct line_place place;
    const struct fact_places *places;
    const unsigned char *bytes; /* of the record */
    const char *ghpc;           /* four bytes, or fewer and a NUL */
    enum age_class ages;
    int mpp, mpa; /* as estimate_mode numbers them; MODE_NONE */
    uint8_t secteur, type_domicile;
    int32_t without; /* of a usual record: days that have no tariff */
};

/* The whole record, as the lists of lines show it. */
void facts_place(const had_result *result, struct line_place *place);
/* Fills them, but for the file and the number of the line. */
void facts_read(const struct batch *batch, struct facts_known *known, const struct item *item,
                struct facts *facts);
/* The same of the n-th of usual records; false when its layout was not met yet. */
bool facts_usual(const struct facts_known *known, const struct item *item, const had_usual *usual,
                 uint32_t n, struct facts *facts);

/* The place of the n-th of usual records, but for the file and the line; `without`: usual_without,
 * 0 when each zone has a tariff (zone_valued). */
static inline void facts_place_usual(const had_usual *usual, uint32_t n, int32_t without,
                                     struct line_place *place)
{
    place->debut = usual->debut[n];
    place->fin = usual->fin[n];
    place->days = usual->jours[n];
    place->amount = usual->montant[n];
    place->told = true;
    place->valued = without == 0;
}

/* The bytes of a field; *length 0 when the layout lacks it. */
static inline const unsigned char *fact_bytes(const struct facts *facts, enum fact_field field,
                                              size_t *length)
{
    had_span span = facts->places->span[field];
    *length = span.length;
    return facts->bytes + span.start;
}

/* A date of a record; 0 when it is none. */
static inline int32_t fact_date(const struct facts *facts, enum fact_field field)
{
    size_t length;
    const unsigned char *p = fact_bytes(facts, field, &length);
    return length == DATE_LENGTH ? date_read(p) : 0;
}

#endif
