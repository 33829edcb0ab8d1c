/* SPDX-License-Identifier: Apache-2.0 */
/* What the parts of a report need of a record, read once. */
#ifndef FACTS_H
#define FACTS_H

#include "cli/run/batch.h"
#include "lines.h"

enum { AGE_UNKNOWN = -1, MODE_NONE = 100, MODES = 101 };

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
    had_span span[FACT_FIELDS];
};

/* Those of layouts met, by the rest of their number. */
enum { FACT_LAYOUTS = 16 };

struct facts {
    struct line_place place;
    const struct fact_places *places;
    int age;      /* whole years at the entry of the stay; AGE_UNKNOWN */
    int mpp, mpa; /* as estimate_mode numbers them; MODE_NONE */
};

/* Fills them; the place of the line apart. */
void facts_read(const struct batch *batch, struct fact_places known[FACT_LAYOUTS],
                const struct item *item, struct facts *facts);

/* The bytes of a field; *length 0 when the layout lacks it. */
static inline const unsigned char *fact_bytes(const struct facts *facts, const struct item *item,
                                              enum fact_field field, size_t *length)
{
    had_span span = facts->places->span[field];
    *length = span.length;
    return item->bytes + span.start;
}

/* The class of an age, from 0; its name in tables, "" for an unknown age, which is the last. */
enum { AGE_CLASSES = 7 };
int age_class(int age);
extern const char *const age_names[AGE_CLASSES];

#endif
