/* SPDX-License-Identifier: Apache-2.0 */
/* Layouts of the files beside the records (FICHCOMP, RSF, VID-HOSP, HOSP-PMSI and the anonymised
 * drug files), compiled from tables/beside: which one a line has, and where its fields stand. */
#ifndef BESIDE_H
#define BESIDE_H

#include <stdbool.h>
#include <stdint.h>

#include "had.h"
#include "common/bytes.h"

/* The fields that the library knows; others are passed over. */
#define BESIDE_FIELDS(X)                                                                           \
    X(type_enregistrement)                                                                         \
    X(finess_epmsi)                                                                                \
    X(prestation)                                                                                  \
    X(sejour)                                                                                      \
    X(no_entree)                                                                                   \
    X(no_facture)                                                                                  \
    X(date_administration)                                                                         \
    X(ucd)                                                                                         \
    X(quantite)                                                                                    \
    X(montant)                                                                                     \
    X(validation_centre)                                                                           \
    X(indication)                                                                                  \
    X(no_administratif)                                                                            \
    X(annee)                                                                                       \
    X(mois_administration)                                                                         \
    X(annee_administration)                                                                        \
    X(nature_operation)                                                                            \
    X(date_debut_sejour)                                                                           \
    X(date_fin_sejour)                                                                             \
    X(coefficient)                                                                                 \
    X(prix_unitaire)                                                                               \
    X(base_remboursement)                                                                          \
    X(montant_total_ttc)                                                                           \
    X(ght)                                                                                         \
    X(format_vid_hosp)                                                                             \
    X(facturable)                                                                                  \
    X(taux_remboursement)

enum beside_field {
#define X(name) B_##name,
    BESIDE_FIELDS(X)
#undef X
        BESIDE_FIELD_COUNT
};

enum beside_kind {
    BESIDE_OTHER,     /* a part that stands in no line of its own (blocks of VID-HOSP) */
    BESIDE_FICHCOMP,  /* drugs, by sector and prestation */
    BESIDE_ANONYMOUS, /* the same, anonymised: .med, .medatu, .mchl */
    BESIDE_RSF,       /* invoices, by type */
    BESIDE_HOSP_PMSI,
    BESIDE_VIDHOSP
};

enum { BESIDE_NAME = 24, BESIDE_LAYOUTS_MAX = 200, VIDHOSP_VERSIONS_MAX = 32, INDICATION = 7 };

struct beside_layout {
    char name[BESIDE_NAME];
    uint8_t kind;       /* an enum beside_kind */
    uint8_t secteur;    /* a had_secteur */
    char prestation[3]; /* "" = none */
    char type;          /* of RSF: the first byte of its lines */
    uint16_t length;
    uint16_t from, to; /* years of its sources */
    had_span field[BESIDE_FIELD_COUNT];
};

/* Compared as bytes: no padding. */
_Static_assert(sizeof(struct beside_layout) ==
                   BESIDE_NAME + 6 + 3 * sizeof(uint16_t) + BESIDE_FIELD_COUNT * sizeof(had_span),
               "padding");

struct vidhosp_version {
    char format[6];                                                /* four bytes */
    uint16_t count_start, count_length, block_start, block_length; /* starts are 0-based */
};

struct beside {
    struct beside_layout *layout;
    size_t count, capacity;
    struct vidhosp_version version[VIDHOSP_VERSIONS_MAX];
    size_t versions;
};

/* Adds position tables and vidhosp_versions.csv, in any order and number. */
int beside_add(struct beside *beside, const had_allocator *allocator, const had_file *files,
               size_t n, had_error *error);

/* Layouts of drug lines of a sector (HAD_AUTO: of both), the newest of each prestation; returns how
 * many. */
enum { PRESTATIONS_MAX = 8 };
size_t beside_fichcomp(const struct beside *beside, int secteur,
                       const struct beside_layout *out[PRESTATIONS_MAX]);
/* The layout of invoice lines of a type, NULL if there is none. */
const struct beside_layout *beside_rsf(const struct beside *beside, unsigned char type);
/* The layout of this kind, where there is one only; NULL if there is none. */
const struct beside_layout *beside_only(const struct beside *beside, enum beside_kind kind);
/* The layout of an anonymised drug line: by its length, then by its own prestation, and where the
 * years of one length differ, by its year of transmission. NULL if there is none. */
const struct beside_layout *beside_anonymous(const struct beside *beside, const unsigned char *line,
                                             size_t size);

/* Bytes of a line without its end (LF, CR LF) and the blanks beyond `length`: more than `length`
 * when something else stands there, less when the line is short. */
size_t beside_length(const unsigned char *line, size_t size, size_t length);

static inline const unsigned char *beside_bytes(const unsigned char *line,
                                                const struct beside_layout *layout,
                                                enum beside_field field)
{
    return line + layout->field[field].start;
}

#endif
