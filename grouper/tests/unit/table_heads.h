/* SPDX-License-Identifier: Apache-2.0 */
/* The header lines of tables, for the tests that write tables of their own; a card. */
#ifndef TABLE_HEADS_H
#define TABLE_HEADS_H

#define CARD                                                                                       \
    "cle;valeur\nid;t\nversion;77\ndebut;2020-01-01\nfin;2021-12-31\nofficielle;0\nsource;x\n"
#define GROUPES      "mpp;mpa;ik;ghpc;ght1;ght2;ght3;ght4;n\n"
#define COUNTED      "mpp;mpa;ik;ghpc;ght1;ght2;ght3;ght4;n;n1;n2;n3;n4\n"
#define ASSOCIATIONS "mpp;mpa;statut;ik_min;ik_max;confirmation\n"
#define DEDUCTIONS                                                                                 \
    "mpp;mpa;ik;ght1_min;ght1_max;ght2_min;ght2_max;ght3_min;ght3_max;ght4_min;ght4_max;methode\n"
#define RPSS     "format;sector;grouped;field;start;length;kind;pad;required;notes\n"
#define VARIABLE "format;order;group;repeat;item;length;notes\n"
#define FICHCOMP                                                                                   \
    "layout;file;sector;prestation;field;start;length;kind;pad;required;from;to;sources;notes\n"
#define VERSIONS                                                                                   \
    "format;same_as_v014_up_to;count_start;count_length;block_start;block_length;seen_from;"       \
    "source;certainty;notes\n"
#define TARIFS  "campagne;secteur;variante;ght;centimes;debut;sources\n"
#define VALUES  "code;field;value;if_field;if_value;from;to\n"
#define MODES   "code;kind;label_fr;from_year;to_year;source;debut;fin\n"
#define EHPA    "code;kind;from_year;to_year\n"
#define COEFFS  "annee;type;secteur;zone;valeur_1e4;source;certitude\n"
#define CIM10   "code;pere\n"
#define CCAM    "code;debut;fin;extensions\n"
#define UCD     "ucd;indication;debut;fin\n"
#define MATRICE "mpp;mpa;statut\n"

#endif
