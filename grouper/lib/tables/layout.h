/* SPDX-License-Identifier: Apache-2.0 */
/* Record layouts, compiled from tables/layouts: where each field stands in each format. */
#ifndef LAYOUT_H
#define LAYOUT_H

#include <stdbool.h>
#include <stdint.h>

#include "had.h"
#include "lib/base/dates.h"
#include "registry.h"
#include "rules.h"

/* The fields that the engine knows, with the length it relies on: n exactly n bytes, -n at most n.
 * A layout may hold others: they are passed over. */
#define FIELDS(X)                                                                                  \
    X(format_version, 3)                                                                           \
    X(finess_epmsi, 9)                                                                             \
    X(finess_geo, 9)                                                                               \
    X(ipp, -20)                                                                                    \
    X(sejour, -20)                                                                                 \
    X(no_entree, -20)                                                                              \
    X(no_facture, -20)                                                                             \
    X(facturable, 1)                                                                               \
    X(motif_non_facturation, 1)                                                                    \
    X(date_naissance, 8)                                                                           \
    X(sexe, 1)                                                                                     \
    X(code_postal, 5)                                                                              \
    X(type_domicile, 1)                                                                            \
    X(finess_esms, 9)                                                                              \
    X(date_entree, 8)                                                                              \
    X(mode_entree, 1)                                                                              \
    X(provenance, 1)                                                                               \
    X(date_sortie, 8)                                                                              \
    X(mode_sortie, 1)                                                                              \
    X(destination, 1)                                                                              \
    X(no_sequence, -9)                                                                             \
    X(date_debut_sequence, 8)                                                                      \
    X(date_fin_sequence, 8)                                                                        \
    X(mpp, 2)                                                                                      \
    X(mpa, 2)                                                                                      \
    X(mpd1, 2)                                                                                     \
    X(mpd2, 2)                                                                                     \
    X(mpd3, 2)                                                                                     \
    X(mpd4, 2)                                                                                     \
    X(mpd5, 2)                                                                                     \
    X(ik, 3)                                                                                       \
    X(passage_urgences, 1)                                                                         \
    X(type_autorisation, 2)                                                                        \
    X(nature_sejour, 2)                                                                            \
    X(confirmation_codage, 1)                                                                      \
    X(n_dcmpp, 1)                                                                                  \
    X(n_dcmpa, 1)                                                                                  \
    X(n_da, 2)                                                                                     \
    X(avq_habillage, 1)                                                                            \
    X(avq_locomotion, 1)                                                                           \
    X(avq_alimentation, 1)                                                                         \
    X(avq_continence, 1)                                                                           \
    X(avq_comportement, 1)                                                                         \
    X(avq_relation, 1)                                                                             \
    X(no_sous_sequence, -9)                                                                        \
    X(date_debut_sous_sequence, 8)                                                                 \
    X(date_fin_sous_sequence, 8)                                                                   \
    X(derniere_sous_sequence, 1)                                                                   \
    X(n_zones_ccam, 3)                                                                             \
    X(dp, 8)                                                                                       \
    X(da1, 8)                                                                                      \
    X(da2, 8)                                                                                      \
    X(da3, 8)                                                                                      \
    X(da4, 8)                                                                                      \
    X(da5, 8)                                                                                      \
    X(da6, 8)                                                                                      \
    X(da7, 8)                                                                                      \
    X(no_seq_sejour, -20)                                                                          \
    X(mois_fin_sous_sequence, 2)                                                                   \
    X(annee_fin_sous_sequence, 4)                                                                  \
    X(delai_debut_sous_sequence, -8)                                                               \
    X(n_jours_sous_sequence, -8)                                                                   \
    X(filler_3, -40)

enum field {
#define X(name, length) F_##name,
    FIELDS(X)
#undef X
        FIELD_COUNT
};

/* The dates of a record, in the order in which those of a finished stay follow each other. */
enum layout_date {
    DATE_NAISSANCE,
    DATE_ENTREE,
    DATE_DEBUT_SEQUENCE,
    DATE_DEBUT,
    DATE_FIN,
    DATE_SORTIE,
    DATE_FIN_SEQUENCE
};

/* Items of an act (zone CCAM). */
enum act_item {
    ACT_DATE,
    ACT_CODE,
    ACT_EXTENSION_PMSI,
    ACT_PHASE,
    ACT_ACTIVITE,
    ACT_EXTENSION_DOC,
    ACT_COUNT,
    ACT_ITEMS
};

enum { GROUPAGE_LENGTH = 10, ZONE_LENGTH = 21 };

enum { ANONYMOUS_TAG = 9 /* where the tag of a RAPSS stands, 0-based */, ANONYMOUS_ZONE = 5 };

/* D1: bytes 156 to 164 of a RAPSS line. Sources do not agree whether they are a filler that belongs
 * to the fixed part. */
enum { DOUBT_START = 155, DOUBT_LENGTH = 9 };

/* The groups after the fixed part. A RAPSS carries two groupings: GROUPAGE and ZONES are those of
 * the State's program, SITE and SITE_ZONES those of the establishment. */
enum group_kind {
    GROUP_DCMPP,
    GROUP_DCMPA,
    GROUP_DA,
    GROUP_CCAM,
    GROUP_GROUPAGE,
    GROUP_ZONES,
    GROUP_RPSS_VERSION,
    GROUP_SITE,
    GROUP_SITE_ZONES,
    GROUP_OTHER,
    GROUP_KINDS
};

enum { LAYOUT_GROUPS = 10, LAYOUTS_MAX = 200, TAG_LENGTH = 3 };

/* Fields of a layout that the engine does not know, at most. */
enum { OTHER_FIELDS = 32 };
_Static_assert(FIELD_COUNT + OTHER_FIELDS + LAYOUT_GROUPS <= HAD_PARTS_MAX, "HAD_PARTS_MAX");

/* Longest count, in digits. */
enum { COUNT_DIGITS = 3 };

struct group {
    uint8_t kind;
    had_span count; /* where its count stands; length 0 = there is exactly one */
    uint16_t size;  /* bytes of one occurrence */
};

/* Groups whose count is the last byte of the grouping before them. */
static inline bool holds_zones(const struct group *group)
{
    return group->kind == GROUP_ZONES || group->kind == GROUP_SITE_ZONES;
}

struct layout {
    char tag[TAG_LENGTH + 1];
    char grouped_tag[TAG_LENGTH + 1]; /* of the same record once grouped */
    uint8_t secteur;
    bool grouped;
    bool anonymous; /* a RAPSS: tag at ANONYMOUS_TAG, no dates, codes cut short */
    uint8_t group_count;
    uint8_t number;    /* among its layouts */
    uint16_t fixed;    /* bytes of the fixed part */
    uint8_t starts;    /* of a RAPSS: places where its groups may start, 1 or 2 */
    uint16_t start[2]; /* the layout's own, then the other */
    had_span field[FIELD_COUNT];
    uint16_t date[DATES]; /* where the dates start; the first twice, to make eight */
    struct group group[LAYOUT_GROUPS];
    had_span act[ACT_ITEMS];       /* within one act */
    uint16_t act_size;             /* bytes of one act */
    uint32_t lists;                /* bits of enum value_list: the coded fields that it has */
    had_findings runs;             /* the controls whose fields this layout has (rule R25) */
    had_span place[FINDING_COUNT]; /* of each: its first field; length 0 = not one field */
    /* What only had_record_parts looks at: names, and the fixed part in its own order. */
    uint8_t order_count, other_count;
    uint8_t order[FIELD_COUNT + OTHER_FIELDS]; /* an enum field; FIELD_COUNT + n = other[n] */
    struct {
        had_span span;
        char name[HAD_NAME_MAX];
    } other[OTHER_FIELDS];
    char group_name[LAYOUT_GROUPS][HAD_NAME_MAX];
};

struct layouts {
    struct layout *layout;
    size_t count, capacity;
    uint8_t index[256]; /* by hash of the tag, open addressing; 0 = free, else number + 1 */
};

static inline uint32_t tag_hash(const unsigned char *tag)
{
    return (tag[0] * 7u + tag[1] * 61u + tag[2]) & 0xFF;
}

/* The layout of a tag, NULL if unknown. */
static inline const struct layout *layout_find(const struct layouts *layouts,
                                               const unsigned char *tag)
{
    for (uint32_t h = tag_hash(tag);; h = (h + 1) & 0xFF) {
        uint32_t n = layouts->index[h];
        if (n == 0)
            return NULL;
        const struct layout *layout = &layouts->layout[n - 1];
        if (memcmp(layout->tag, tag, TAG_LENGTH) == 0)
            return layout;
    }
}

/* Adds rpss.csv and rpss_variable.csv, rapss.csv and rapss_variable.csv, or all four. */
int layouts_add(struct layouts *layouts, const had_allocator *allocator, const had_file *files,
                size_t n, had_error *error);

int field_number(const char *name, size_t length);
const char *field_name(enum field field);

/* Name of a group, in an RPSS or in a RAPSS; "" = it has no such group. */
const char *group_name(bool anonymous, enum group_kind kind);
/* Name of an item of an act. */
const char *act_item_name(enum act_item item);

#endif
