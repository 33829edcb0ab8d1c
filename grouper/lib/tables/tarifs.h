/* SPDX-License-Identifier: Apache-2.0 */
/* Daily tariffs by campagne, secteur, variante and GHT, in centimes. */
#ifndef TARIFS_H
#define TARIFS_H

#include <stdbool.h>
#include <stdint.h>

#include "had.h"
#include "campagne.h"
#include "classification.h"
#include "common/date.h"

enum { SECTEURS = 2, VARIANTES = 4 };

/* Bounds of what makes an amount. Tables with more are refused with their line; options too. Four
 * zones of the largest amount are far from 2^63 centimes, so no record overflows; no bound that
 * leaves room for real tariffs keeps a sum of 2^53 records from it, and those who add records up
 * check each addition (common/sums.h). */
enum {
    TARIF_MAX = 999999999,   /* centimes a day */
    COEFFICIENT_MAX = 99999, /* x 10 000: prudential */
    GEO_MAX = 999999,        /* x 10 000: geographic */
    ZONE_DAYS_MAX = 999
};
_Static_assert(HAD_ZONES_MAX *(INT64_C(1) * TARIF_MAX * ZONE_DAYS_MAX) * (GEO_MAX / 10000 + 1) *
                       (COEFFICIENT_MAX / 10000 + 1) <
                   INT64_MAX / 1000,
               "a record's amount overflows");

struct tarif {
    int32_t centimes; /* 0 = none */
    uint8_t origine;
};

/* The row that a tariff was read from. */
struct tarif_row {
    uint32_t line;
    uint16_t source; /* number of its source, from 1; 0 = not kept */
};

/* A file, and what a row of it says of where the tariff was published. */
struct tarif_source {
    char file[256], text[256]; /* cut if longer */
};

/* By secteur, variante and GHT. */
struct due {
    struct tarif of[SECTEURS][VARIANTES][GHT_COUNT + 1];
    int32_t most; /* centimes, the largest of them */
};

struct campagne {
    struct tarif read[SECTEURS][VARIANTES][GHT_COUNT + 1];    /* published or given */
    struct due due;                                           /* that, else derived from the base */
    struct tarif_row row[SECTEURS][VARIANTES][GHT_COUNT + 1]; /* of `read` */
    uint32_t unfilled[SECTEURS][VARIANTES]; /* bits, 1 << GHT: rows without an amount yet */
};

struct given_files;

struct tarifs {
    struct campagne *campagne;
    size_t count, capacity;
    struct tarif_source *source;
    size_t source_count, source_capacity;
    uint8_t index[CAMPAGNE_LAST - CAMPAGNE_FIRST + 1]; /* 0 = none, else number + 1 */
};

/* A row whose amount is blank is one to fill in: it gives no tariff. */
int tarifs_add(struct tarifs *tarifs, struct given_files *given, const had_allocator *allocator,
               had_origine origine, const had_file *files, size_t n, had_error *error);
/* Whether a row is still to fill in, no other having given its tariff. */
bool tarifs_unfilled(const struct tarifs *tarifs, int campagne, had_secteur secteur,
                     had_variante variante, int ght);
/* Where a tariff comes from. */
void tarifs_source(const struct tarifs *tarifs, int campagne, had_secteur secteur,
                   had_variante variante, int ght, had_tarif_source *out);
void tarifs_free(struct tarifs *tarifs, const had_allocator *allocator);

/* Rule R11: the rate of a variant that has no published tariff, per cent of the base. */
int tarifs_rate(had_variante variante);

/* The tariffs of a campagne by secteur, variante and GHT (1-31): published or given, else derived
 * from the base (rule R11), else origine HAD_ORIGINE_NONE, with which there are no centimes. */
static inline const struct due *tarifs_all(const struct tarifs *tarifs, int campagne)
{
    static const struct due none;
    if (campagne < CAMPAGNE_FIRST || campagne > CAMPAGNE_LAST)
        return &none;
    uint8_t index = tarifs->index[campagne - CAMPAGNE_FIRST];
    return index == 0 ? &none : &tarifs->campagne[index - 1].due;
}

/* Those of a secteur and a variante, by GHT. */
static inline const struct tarif *tarifs_due(const struct tarifs *tarifs, int campagne,
                                             had_secteur secteur, had_variante variante)
{
    return tarifs_all(tarifs, campagne)->of[secteur][variante];
}

static inline struct tarif tarifs_find(const struct tarifs *tarifs, int campagne,
                                       had_secteur secteur, had_variante variante, int ght)
{
    return tarifs_due(tarifs, campagne, secteur, variante)[ght];
}

#endif
