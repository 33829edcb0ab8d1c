/* SPDX-License-Identifier: Apache-2.0 */
/* The columns of every output: their names, types and meanings, and the order in which each output
 * has them. Nothing else names a column. */
#ifndef COLUMNS_H
#define COLUMNS_H

#include <stddef.h>

enum column_type {
    COLUMN_TEXT,    /* words, names, flags: a spreadsheet shows them as they are */
    COLUMN_CODE,    /* text that a spreadsheet would take for a number or a date, and change */
    COLUMN_INTEGER, /* a plain integer; the raw text where a record holds no number */
    COLUMN_DATE,
    COLUMN_DECIMAL, /* a number with decimals that is no amount */
    COLUMN_EUROS
};

struct column {
    const char *name;
    enum column_type type;
    const char *unit_fr, *unit_en; /* "" = none */
    const char *fr, *en;           /* meaning */
};

/* One output of a command: its columns, in order, ended by NULL. */
struct columns {
    const char *command, *form; /* form: what asks for it; "" = always */
    const struct column *const *list;
};

/* Columns in order, ended by NULL. */
typedef const struct column *const column_list[];

/* Every output, in the order of the contract. */
extern const struct columns outputs[];
extern const size_t output_count;

extern column_list columns_group, columns_zone, columns_zone_range, columns_jour, columns_check,
    columns_check_values, columns_audit, columns_compare, columns_learn, columns_coverage,
    columns_tables_list, columns_tables_check, columns_tables_diff, columns_columns;

/* Of `report`: activity by each key, what is refused, codes. */
extern column_list columns_report_sources, columns_report_front, columns_report_total,
    columns_report_mois, columns_report_mpp, columns_report_ghpc, columns_report_ght,
    columns_report_domicile, columns_report_age, columns_report_secteur, columns_report_refus,
    columns_report_refus_lignes, columns_report_codes, columns_report_evolution,
    columns_report_changements, columns_report_hors_periode, columns_report_simulation,
    columns_report_officiel, columns_report_indicateurs, columns_report_indicateurs_worded,
    columns_report_references, columns_report_types_soins;

/* With files beside the records. */
extern column_list columns_report_ensemble, columns_report_factures, columns_report_droits,
    columns_report_beside_codes;
extern const struct column *const columns_report_drugs[3][6];

/* Keys of totals, in the order of the contract; `total` is none. */
enum key {
    KEY_MOIS,
    KEY_GHT,
    KEY_GHPC,
    KEY_MPP,
    KEY_MPA,
    KEY_IK,
    KEY_FINESS,
    KEY_FINESS_GEO,
    KEY_SECTEUR,
    KEY_VARIANTE,
    KEY_CAMPAGNE,
    KEY_GROUPEMENT,
    KEY_COUNT
};
extern const struct column *const columns_keys[KEY_COUNT + 1];

/* What totals hold after their keys. */
enum { SUMS = 6 };
extern const struct column *const column_montant_amo; /* beside --vidhosp */
extern const struct column *const columns_sums[SUMS + 1];
/* With --fourchette, two more at the very end. */
enum { RANGE_SUMS = 2 };
extern const struct column *const columns_range[RANGE_SUMS + 1];

/* Keys of the sums of drugs, and what these sums hold after them. */
enum drug_key { DRUG_MOIS, DRUG_UCD, DRUG_SEJOUR, DRUG_PRESTATION, DRUG_FINESS, DRUG_KEY_COUNT };
enum { DRUG_SUMS = 3 };
extern const struct column *const columns_drug_keys[DRUG_KEY_COUNT + 1];
extern const struct column *const columns_drug_sums[DRUG_SUMS + 1];
extern column_list columns_zone_droits, columns_zone_droits_range; /* by zone, beside --vidhosp */
extern column_list columns_drugs, columns_bills, columns_learn_tarifs;

/* The one of these (ended by NULL) that has this name, -1 if there is none. */
int column_number(const struct column *const *columns, const char *name, size_t length);
/* The key of this name, -1 if there is none. */
int key_number(const char *name, size_t length);

#endif
