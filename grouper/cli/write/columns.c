/* SPDX-License-Identifier: Apache-2.0 */
#include "columns.h"

#include <string.h>

/* Units. */
#define NO_UNIT  "", ""
#define DAYS     "jours", "days"
#define EUROS    "euros", "euros"
#define BYTES    "octets", "bytes"
#define PER_CENT "pour cent", "per cent"
#define YEARS    "ans", "years"

/* COLUMN(name in this file, name written, type, unit, meaning in French, meaning in English). Two
 * columns of two outputs may be written with the same name and mean two things: here they have two
 * names. */
#define COLUMN(own, name, type, unit, fr, en)                                                      \
    static const struct column own = {name, COLUMN_##type, unit, fr, en}

COLUMN(FICHIER, "fichier", TEXT, NO_UNIT, "fichier lu, tel que donné", "file read, as given");
COLUMN(LIGNE, "ligne", INTEGER, NO_UNIT, "numéro de la ligne dans son fichier, à partir de 1",
       "number of the line in its file, from 1");
COLUMN(FORMAT, "format", TEXT, NO_UNIT, "format de l'enregistrement lu",
       "format of the record read");
COLUMN(SEJOUR, "sejour", CODE, NO_UNIT, "numéro du séjour ; en ex-OQN, numéro d'entrée",
       "number of the stay; in ex-OQN, number of entry");
COLUMN(SEQUENCE, "sequence", INTEGER, NO_UNIT, "numéro de la séquence", "number of the sequence");
COLUMN(SOUS_SEQUENCE, "sous_sequence", INTEGER, NO_UNIT, "numéro de la sous-séquence",
       "number of the sub-sequence");
COLUMN(DEBUT_SOUS_SEQUENCE, "debut", DATE, NO_UNIT, "premier jour de la sous-séquence",
       "first day of the sub-sequence");
COLUMN(FIN_SOUS_SEQUENCE, "fin", DATE, NO_UNIT, "dernier jour de la sous-séquence",
       "last day of the sub-sequence");
COLUMN(MPP, "mpp", CODE, NO_UNIT, "mode de prise en charge principal", "main mode of care");
COLUMN(MPA, "mpa", CODE, NO_UNIT, "mode de prise en charge associé (00 : aucun)",
       "associated mode of care (00: none)");
COLUMN(IK, "ik", CODE, NO_UNIT, "indice de Karnofsky", "Karnofsky index");
COLUMN(CLASSIFICATION, "classification", CODE, NO_UNIT,
       "classification qui couvre la date ; pour des zones lues, la version que porte "
       "l'enregistrement",
       "classification that covers the date; for zones read, the version that the record carries");
COLUMN(OFFICIELLE, "officielle", TEXT, NO_UNIT,
       "1 : classification officielle, 0 : non officielle ; vide : inconnu",
       "1: official classification, 0: not official; blank: unknown");
COLUMN(CODE_RETOUR, "code_retour", CODE, NO_UNIT, "code retour du groupage",
       "return code of the grouping");
COLUMN(GHPC, "ghpc", CODE, NO_UNIT, "groupe (GHPC)", "group (GHPC)");
COLUMN(ZONES, "zones", INTEGER, NO_UNIT, "nombre de zones tarifaires", "number of tariff zones");
COLUMN(GHT_1, "ght_1", CODE, NO_UNIT, "GHT de la zone 1", "GHT of zone 1");
COLUMN(DEBUT_1, "debut_1", DATE, NO_UNIT, "premier jour de la zone 1", "first day of zone 1");
COLUMN(FIN_1, "fin_1", DATE, NO_UNIT, "dernier jour de la zone 1", "last day of zone 1");
COLUMN(JOURS_1, "jours_1", INTEGER, DAYS, "journées de la zone 1", "days of zone 1");
COLUMN(GHT_2, "ght_2", CODE, NO_UNIT, "GHT de la zone 2", "GHT of zone 2");
COLUMN(DEBUT_2, "debut_2", DATE, NO_UNIT, "premier jour de la zone 2", "first day of zone 2");
COLUMN(FIN_2, "fin_2", DATE, NO_UNIT, "dernier jour de la zone 2", "last day of zone 2");
COLUMN(JOURS_2, "jours_2", INTEGER, DAYS, "journées de la zone 2", "days of zone 2");
COLUMN(GHT_3, "ght_3", CODE, NO_UNIT, "GHT de la zone 3", "GHT of zone 3");
COLUMN(DEBUT_3, "debut_3", DATE, NO_UNIT, "premier jour de la zone 3", "first day of zone 3");
COLUMN(FIN_3, "fin_3", DATE, NO_UNIT, "dernier jour de la zone 3", "last day of zone 3");
COLUMN(JOURS_3, "jours_3", INTEGER, DAYS, "journées de la zone 3", "days of zone 3");
COLUMN(GHT_4, "ght_4", CODE, NO_UNIT, "GHT de la zone 4", "GHT of zone 4");
COLUMN(DEBUT_4, "debut_4", DATE, NO_UNIT, "premier jour de la zone 4", "first day of zone 4");
COLUMN(FIN_4, "fin_4", DATE, NO_UNIT, "dernier jour de la zone 4", "last day of zone 4");
COLUMN(JOURS_4, "jours_4", INTEGER, DAYS, "journées de la zone 4", "days of zone 4");
COLUMN(GROUPEMENT, "groupement", TEXT, NO_UNIT,
       "comment les zones ont été groupées : poids, observe, deduit ou lu, joints par +",
       "how the zones were grouped: poids (weights), observe (observed), deduit (deduced) or lu "
       "(read), joined by +");
COLUMN(ZONE, "zone", INTEGER, NO_UNIT, "rang de la zone tarifaire", "rank of the tariff zone");
COLUMN(GHT, "ght", CODE, NO_UNIT, "groupe tarifaire (99 : erreur)", "tariff group (99: error)");
COLUMN(DEBUT_ZONE, "debut", DATE, NO_UNIT, "premier jour de la zone", "first day of the zone");
COLUMN(FIN_ZONE, "fin", DATE, NO_UNIT, "dernier jour de la zone", "last day of the zone");
COLUMN(JOURS, "jours", INTEGER, DAYS, "journées de la zone", "days of the zone");
COLUMN(SECTEUR, "secteur", TEXT, NO_UNIT, "secteur du format : ex-DGF ou ex-OQN",
       "sector of the format: ex-DGF or ex-OQN");
COLUMN(VARIANTE, "variante", TEXT, NO_UNIT, "variante du tarif : base, esms ou ssiad",
       "variant of the tariff: base, esms or ssiad");
COLUMN(CAMPAGNE, "campagne", INTEGER, NO_UNIT, "campagne tarifaire", "year of the tariffs");
COLUMN(ORIGINE, "origine", TEXT, NO_UNIT,
       "d'où vient le tarif : publie, calcule, observe, fourni ou simule",
       "where the tariff comes from: publie (published), calcule (derived), observe (observed), "
       "fourni (given) or simule (simulated)");
COLUMN(TARIF, "tarif", EUROS, EUROS, "tarif d'une journée", "tariff of a day");
COLUMN(FACTURABLE, "facturable", TEXT, NO_UNIT, "1 : facturable, 0 : non", "1: billable, 0: not");
COLUMN(MONTANT_ZONE, "montant", EUROS, EUROS,
       "montant de la zone : tarif, journées et coefficients",
       "amount of the zone: tariff, days and coefficients");
COLUMN(DATE, "date", DATE, NO_UNIT, "date de la journée", "date of the day");
COLUMN(RANG, "rang", INTEGER, DAYS, "rang de la journée dans sa séquence",
       "rank of the day in its sequence");
COLUMN(MOIS, "mois", CODE, NO_UNIT, "mois de fin de la sous-séquence, AAAA-MM",
       "month of the end of the sub-sequence, YYYY-MM");
COLUMN(FINESS, "finess", CODE, NO_UNIT, "FINESS e-PMSI", "FINESS e-PMSI");
COLUMN(FINESS_GEO, "finess_geo", CODE, NO_UNIT, "FINESS géographique", "geographic FINESS");
COLUMN(SOUS_SEQUENCES, "sous_sequences", INTEGER, NO_UNIT, "nombre de sous-séquences",
       "number of sub-sequences");
COLUMN(JOURNEES, "journees", INTEGER, DAYS, "journées", "days");
COLUMN(MONTANT, "montant", EUROS, EUROS, "montant", "amount");
COLUMN(MONTANT_FACTURABLE, "montant_facturable", EUROS, EUROS,
       "montant des enregistrements facturables", "amount of the billable records");
COLUMN(MONTANT_NON_OFFICIEL, "montant_non_officiel", EUROS, EUROS,
       "montant groupé par une classification non officielle",
       "amount grouped by a classification that is not official");
COLUMN(JOURNEES_SANS_TARIF, "journees_sans_tarif", INTEGER, DAYS,
       "journées sans montant : sans tarif (902), sans coefficient (919)",
       "days without an amount: no tariff (902), no coefficient (919)");
COLUMN(CODE, "code", CODE, NO_UNIT, "code de l'anomalie", "code of the finding");
COLUMN(BLOQUANT, "bloquant", TEXT, NO_UNIT, "1 : bloquante, 0 : non", "1: blocking, 0: not");
COLUMN(CHAMP, "champ", TEXT, NO_UNIT, "premier champ concerné", "first field concerned");
COLUMN(POSITION, "position", INTEGER, NO_UNIT,
       "premier octet du champ dans la ligne, à partir de 1",
       "first byte of the field in the line, from 1");
COLUMN(LONGUEUR, "longueur", INTEGER, BYTES, "longueur du champ", "length of the field");
COLUMN(LIBELLE, "libelle", TEXT, NO_UNIT, "ce que le code veut dire", "what the code means");
COLUMN(VALEUR, "valeur", CODE, NO_UNIT, "valeur du champ (donnée personnelle)",
       "value of the field (personal data)");
COLUMN(SOURCE_GROUPAGE, "source", TEXT, NO_UNIT, "qui a groupé : etablissement ou paprica",
       "who grouped: etablissement (the establishment) or paprica (the State's program)");
COLUMN(CLASSIFICATION_LUE, "classification_lue", CODE, NO_UNIT,
       "version que porte l'enregistrement", "version that the record carries");
COLUMN(CODE_LU, "code_lu", CODE, NO_UNIT, "code retour lu", "return code read");
COLUMN(CODE_CALCULE, "code", CODE, NO_UNIT, "code retour recalculé", "return code computed anew");
COLUMN(GHPC_LU, "ghpc_lu", CODE, NO_UNIT, "GHPC lu", "GHPC read");
COLUMN(GHPC_CALCULE, "ghpc", CODE, NO_UNIT, "GHPC recalculé", "GHPC computed anew");
COLUMN(ZONES_LUES, "zones_lues", TEXT, NO_UNIT, "zones lues, GHTxJOURS joints par +",
       "zones read, GHTxDAYS joined by +");
COLUMN(ZONES_CALCULEES, "zones", TEXT, NO_UNIT, "zones recalculées, GHTxJOURS joints par +",
       "zones computed anew, GHTxDAYS joined by +");
COLUMN(ECART, "ecart", TEXT, NO_UNIT, "ce qui diffère : code, ghpc, ght, jours, zones",
       "what differs: code, ghpc, ght, jours (days), zones");
COLUMN(MONTANT_LU, "montant_lu", EUROS, EUROS, "montant du groupage lu",
       "amount of the grouping read");
COLUMN(MONTANT_CALCULE, "montant", EUROS, EUROS, "montant du groupage recalculé",
       "amount of the grouping computed anew");
COLUMN(ETAT, "etat", TEXT, NO_UNIT, "nouveau, disparu ou change",
       "nouveau (new), disparu (gone) or change (changed)");
COLUMN(CHAMPS, "champs", TEXT, NO_UNIT, "noms des champs qui diffèrent, joints par +",
       "names of the fields that differ, joined by +");
COLUMN(JOURNEES_AVANT, "journees_avant", INTEGER, DAYS, "journées dans l'ancien état",
       "days in the old state");
COLUMN(MONTANT_AVANT, "montant_avant", EUROS, EUROS, "montant dans l'ancien état",
       "amount in the old state");
COLUMN(VERSION, "version", CODE, NO_UNIT, "version de la classification",
       "version of the classification");
COLUMN(VALEUR_LUE, "valeur", CODE, NO_UNIT, "valeur lue", "value read");
COLUMN(ATTENDU, "attendu", CODE, NO_UNIT, "valeur attendue", "value expected");
COLUMN(FICHIER_PREMIER, "fichier_premier", TEXT, NO_UNIT, "fichier de l'enregistrement contredit",
       "file of the record that is contradicted");
COLUMN(LIGNE_PREMIER, "ligne_premier", INTEGER, NO_UNIT, "ligne de l'enregistrement contredit",
       "line of the record that is contradicted");
COLUMN(VALEUR_PREMIERE, "valeur_premiere", CODE, NO_UNIT, "valeur de l'enregistrement contredit",
       "value of the record that is contradicted");
COLUMN(MONTANT_MIN, "montant_min", EUROS, EUROS,
       "le moins que donnent les GHT possibles ; vide : tarif manquant",
       "the least that the possible GHT give; blank: a tariff is missing");
COLUMN(MONTANT_MAX, "montant_max", EUROS, EUROS,
       "le plus que donnent les GHT possibles ; vide : tarif manquant",
       "the most that the possible GHT give; blank: a tariff is missing");
COLUMN(GHT1_MIN, "ght1_min", INTEGER, NO_UNIT, "le moins que le GHT de la période 1 peut être",
       "the least that the GHT of period 1 can be");
COLUMN(GHT1_MAX, "ght1_max", INTEGER, NO_UNIT, "le plus que le GHT de la période 1 peut être",
       "the most that the GHT of period 1 can be");
COLUMN(GHT2_MIN, "ght2_min", INTEGER, NO_UNIT, "le moins que le GHT de la période 2 peut être",
       "the least that the GHT of period 2 can be");
COLUMN(GHT2_MAX, "ght2_max", INTEGER, NO_UNIT, "le plus que le GHT de la période 2 peut être",
       "the most that the GHT of period 2 can be");
COLUMN(GHT3_MIN, "ght3_min", INTEGER, NO_UNIT, "le moins que le GHT de la période 3 peut être",
       "the least that the GHT of period 3 can be");
COLUMN(GHT3_MAX, "ght3_max", INTEGER, NO_UNIT, "le plus que le GHT de la période 3 peut être",
       "the most that the GHT of period 3 can be");
COLUMN(GHT4_MIN, "ght4_min", INTEGER, NO_UNIT, "le moins que le GHT de la période 4 peut être",
       "the least that the GHT of period 4 can be");
COLUMN(GHT4_MAX, "ght4_max", INTEGER, NO_UNIT, "le plus que le GHT de la période 4 peut être",
       "the most that the GHT of period 4 can be");
COLUMN(SORTE, "sorte", TEXT, NO_UNIT, "fichier, classification ou tarifs",
       "fichier (file), classification or tarifs (tariffs)");
COLUMN(NOM, "nom", TEXT, NO_UNIT, "nom de la table", "name of the table");
COLUMN(ORIGINE_TABLE, "origine", TEXT, NO_UNIT, "d'où vient la table",
       "where the table comes from");
COLUMN(DEBUT_VALIDITE, "debut", DATE, NO_UNIT, "premier jour couvert", "first day covered");
COLUMN(FIN_VALIDITE, "fin", DATE, NO_UNIT, "dernier jour couvert ; vide : ouverte",
       "last day covered; blank: open");
COLUMN(LIGNES, "lignes", INTEGER, NO_UNIT, "nombre de lignes ou de triplets",
       "number of rows or of triples");
COLUMN(SHA256, "sha256", TEXT, NO_UNIT, "empreinte SHA-256 du fichier", "SHA-256 of the file");
COLUMN(SOURCE, "source", TEXT, NO_UNIT, "source des données", "source of the data");
COLUMN(TABLE, "table", TEXT, NO_UNIT, "table concernée", "table concerned");
COLUMN(CLE, "cle", CODE, NO_UNIT, "ligne concernée", "row concerned");
COLUMN(ANOMALIE, "anomalie", TEXT, NO_UNIT, "ce qui ne va pas", "what is wrong");
COLUMN(CHAMP_TABLE, "champ", TEXT, NO_UNIT, "colonne qui diffère", "column that differs");
COLUMN(NOM_COLONNE, "nom", TEXT, NO_UNIT, "nom de la colonne", "name of the column");
COLUMN(TYPE, "type", TEXT, NO_UNIT, "texte, code, entier, date, décimal ou euros",
       "text, code, integer, date, decimal or euros");
COLUMN(UNITE, "unite", TEXT, NO_UNIT, "unité ; vide : aucune", "unit; blank: none");
COLUMN(SENS, "sens", TEXT, NO_UNIT, "ce que la colonne contient", "what the column holds");
COLUMN(SORTIE, "sortie", TEXT, NO_UNIT, "options qui donnent cette colonne ; vide : toujours",
       "options that give this column; blank: always");
COLUMN(A, "a", CODE, NO_UNIT, "valeur dans la première", "value in the first");
COLUMN(B, "b", CODE, NO_UNIT, "valeur dans la seconde", "value in the second");

COLUMN(PRESTATION, "prestation", CODE, NO_UNIT,
       "06 liste en sus, 09 accès précoce et compassionnel (ATU), 11 hors liste, H ligne de RSF",
       "06 liste en sus, 09 early and compassionate access (ATU), 11 off list, H line of RSF");
COLUMN(DATE_ADMINISTRATION, "date", DATE, NO_UNIT, "date d'administration",
       "date of administration");
COLUMN(UCD, "ucd", CODE, NO_UNIT, "code UCD, tel que lu", "UCD code, as read");
COLUMN(UCD_13, "ucd13", CODE, NO_UNIT, "code UCD sur 13 chiffres ; vide : ni 7 ni 13 chiffres lus",
       "UCD code of 13 digits; blank: neither 7 nor 13 digits read");
COLUMN(UCD_CLE, "ucd", CODE, NO_UNIT, "code UCD sur 13 chiffres, sinon tel que lu",
       "UCD code of 13 digits, else as read");
COLUMN(INDICATION, "indication", CODE, NO_UNIT, "code de l'indication", "code of the indication");
COLUMN(QUANTITE, "quantite", DECIMAL, NO_UNIT, "quantité, au millième",
       "quantity, to the thousandth");
COLUMN(MONTANT_MILLIEME, "montant", DECIMAL, EUROS, "montant, au millième",
       "amount, to the thousandth");
COLUMN(CODES_ALERTE, "codes", CODE, NO_UNIT, "alertes (914, 916, 917, 918), jointes par +",
       "warnings (914, 916, 917, 918), joined by +");
COLUMN(FACTURE, "facture", CODE, NO_UNIT, "numéro de facture (ex-OQN)",
       "number of the invoice (ex-OQN)");
COLUMN(MOIS_ADMINISTRATION, "mois", CODE, NO_UNIT, "mois d'administration, AAAA-MM",
       "month of administration, YYYY-MM");
COLUMN(LIGNES_MEDICAMENT, "lignes", INTEGER, NO_UNIT, "nombre de lignes", "number of lines");

COLUMN(NO_ENTREE, "no_entree", CODE, NO_UNIT, "numéro d'entrée", "number of entry");
COLUMN(NO_FACTURE, "no_facture", CODE, NO_UNIT, "numéro de facture", "number of the invoice");
COLUMN(GHT_FACTURE, "ght", CODE, NO_UNIT, "groupe tarifaire", "tariff group");
COLUMN(JOURS_DUS, "jours_dus", INTEGER, DAYS, "journées que donnent les enregistrements",
       "days that the records give");
COLUMN(JOURS_FACTURES, "jours_factures", INTEGER, DAYS, "journées facturées", "days billed");
COLUMN(MONTANT_DU, "montant_du", EUROS, EUROS,
       "montant que donnent les enregistrements ; vide : sans tarif (902)",
       "amount that the records give; blank: no tariff (902)");
COLUMN(MONTANT_FACTURE, "montant_facture", EUROS, EUROS, "montant facturé", "amount billed");
COLUMN(ECART_FACTURE, "ecart", TEXT, NO_UNIT,
       "non_facture, non_du, ou ce qui diffère : jours, montant ; vide : égal",
       "non_facture (never billed), non_du (nothing due), or what differs: jours (days), montant "
       "(amount); blank: equal");

COLUMN(TAUX, "taux", DECIMAL, PER_CENT,
       "taux de remboursement du séjour (VID-HOSP) ; vide : inconnu",
       "reimbursement rate of the stay (VID-HOSP); blank: unknown");
COLUMN(MONTANT_AMO, "montant_amo", EUROS, EUROS,
       "part de l'assurance maladie : montant x taux ; vide : inconnue",
       "part that the insurance pays: amount x rate; blank: unknown");

COLUMN(LIGNES_RSF, "lignes", INTEGER, NO_UNIT, "lignes de RSF à ce prix",
       "lines of RSF at this price");
COLUMN(TARIF_OBSERVE, "tarif", EUROS, EUROS, "prix unitaire d'une journée", "unit price of a day");
COLUMN(ETAT_TARIF, "etat", TEXT, NO_UNIT,
       "appris, confirme (par le publié), differe (du publié), contredit, inconnu (variante)",
       "appris (learned), confirme (as published), differe (from the published), contredit "
       "(contradicted), inconnu (variant unknown)");
COLUMN(AUTRE_TARIF, "autre_tarif", EUROS, EUROS, "premier autre prix, ou tarif publié",
       "first other price, or published tariff");
COLUMN(AUTRES_LIGNES, "autres_lignes", INTEGER, NO_UNIT, "lignes à un autre prix",
       "lines at another price");

COLUMN(TYPE_DOMICILE, "type_domicile", CODE, NO_UNIT, "type de domicile, tel que lu",
       "type of domicile, as read");
COLUMN(AGE, "age", CODE, YEARS, "classe d'âge à l'entrée du séjour ; vide : inconnu",
       "class of age at the entry of the stay; blank: unknown");
COLUMN(MONTANT_MOYEN, "montant_moyen", EUROS, EUROS,
       "montant moyen d'une journée qui a un tarif ; vide : aucune",
       "mean amount of a day that has a tariff; blank: none");
COLUMN(RANG_MOYEN, "rang_moyen", DECIMAL, DAYS,
       "rang moyen des journées dans leur séquence, arrondi au dixième ; vide : aucune n'en a",
       "mean rank of the days in their sequence, rounded to a tenth; blank: none has one");
COLUMN(POSTE, "poste", TEXT, NO_UNIT,
       "journees, facturable, non_facturable, medicaments, du (facturable et médicaments), "
       "part_assurance, facture, non_facture, non_du, non_compare",
       "journees (days), facturable, non_facturable (billable or not), medicaments (drugs), du "
       "(owed: billable and drugs), part_assurance (part of the insurance), facture (billed), "
       "non_facture (never billed), non_du (billed, nothing due), non_compare (no invoice held "
       "against it)");
COLUMN(LIGNES_COMPTEES, "lignes", INTEGER, NO_UNIT,
       "enregistrements, lignes de médicaments ou de facture qui le font",
       "records, lines of drugs or of invoices that make it");
COLUMN(JOURS_COMPTES, "journees", INTEGER, DAYS, "journées", "days");
COLUMN(CAUSE_FACTURE, "cause", TEXT, NO_UNIT,
       "egal, jamais_facture, non_du, deux_fois, journees, prix",
       "egal (equal), jamais_facture (never billed), non_du (nothing due), deux_fois (twice), "
       "journees (days), prix (price)");
COLUMN(LIGNES_FACTURES, "lignes", INTEGER, NO_UNIT, "lignes de had bills --all, par cause",
       "rows of had bills --all, by cause");
COLUMN(ETAT_DROITS, "etat", TEXT, NO_UNIT,
       "facturable, non_facturable, sans_vidhosp (922), contraire (922), sans_objet (ex-OQN)",
       "facturable (billable), non_facturable, sans_vidhosp (922: none), contraire (922: two that "
       "differ), sans_objet (ex-OQN)");
COLUMN(SOURCE_LIGNES, "source", TEXT, NO_UNIT, "medicaments ou rsf", "medicaments (drugs) or rsf");
COLUMN(LIGNES_REJETEES, "rejetees", INTEGER, NO_UNIT, "lignes rejetées", "lines rejected");
COLUMN(LIGNES_SIGNALEES, "signalees", INTEGER, NO_UNIT, "lignes gardées, avec un avertissement",
       "lines kept, with a warning");
COLUMN(ETAT_REFUS, "etat", TEXT, NO_UNIT, "bloque, rejete ou inexploitable",
       "bloque (blocked), rejete (rejected) or inexploitable (its zones cannot be used)");
COLUMN(ENREGISTREMENTS, "enregistrements", INTEGER, NO_UNIT, "nombre de lignes", "number of lines");
COLUMN(JOURS_REFUS, "jours", INTEGER, DAYS,
       "jours de la sous-séquence, de 1 à 62 (au-delà, une date est fausse)",
       "days of the sub-sequence, 1 to 62 (beyond, a date is wrong)");
COLUMN(CODES_REFUS, "codes", CODE, NO_UNIT, "codes qui bloquent, joints par +",
       "codes that block, joined by +");
COLUMN(CHAMPS_REFUS, "champs", TEXT, NO_UNIT, "premier champ de chacun de ces codes, joints par +",
       "first field of each of these codes, joined by +");
COLUMN(LIBELLE_REFUS, "libelle", TEXT, NO_UNIT, "ce que ces codes veulent dire, joint par +",
       "what these codes mean, joined by +");
COLUMN(JOURNEES_REFUS, "journees", INTEGER, DAYS,
       "jours de celles qui en ont de 1 à 62 (au-delà, une date est fausse)",
       "days of those that have 1 to 62 (beyond, a date is wrong)");
COLUMN(ESTIMATION, "estimation", EUROS, EUROS,
       "estimation en euros, jamais un montant ; vide : impossible",
       "estimate in euros, never an amount; blank: not possible");
COLUMN(REFUSEES, "refusees", INTEGER, NO_UNIT,
       "lignes qui n'apportent rien : bloquées, inexploitables",
       "lines that earn nothing: blocked, or zones that cannot be used");
COLUMN(BLOQUANTS, "bloquants", INTEGER, NO_UNIT, "lignes que ce code bloque",
       "lines that this code blocks");
COLUMN(ALERTES, "alertes", INTEGER, NO_UNIT, "lignes que ce code signale seulement",
       "lines that this code only tells of");

const struct column *const columns_group[] = {&FICHIER,
                                              &LIGNE,
                                              &FORMAT,
                                              &SEJOUR,
                                              &SEQUENCE,
                                              &SOUS_SEQUENCE,
                                              &DEBUT_SOUS_SEQUENCE,
                                              &FIN_SOUS_SEQUENCE,
                                              &MPP,
                                              &MPA,
                                              &IK,
                                              &CLASSIFICATION,
                                              &OFFICIELLE,
                                              &CODE_RETOUR,
                                              &GHPC,
                                              &ZONES,
                                              &GHT_1,
                                              &DEBUT_1,
                                              &FIN_1,
                                              &JOURS_1,
                                              &GHT_2,
                                              &DEBUT_2,
                                              &FIN_2,
                                              &JOURS_2,
                                              &GHT_3,
                                              &DEBUT_3,
                                              &FIN_3,
                                              &JOURS_3,
                                              &GHT_4,
                                              &DEBUT_4,
                                              &FIN_4,
                                              &JOURS_4,
                                              &GROUPEMENT,
                                              NULL};

const struct column *const columns_zone[] = {
    &FICHIER,    &LIGNE,      &SEJOUR,       &SEQUENCE,       &SOUS_SEQUENCE, &ZONE,       &GHT,
    &DEBUT_ZONE, &FIN_ZONE,   &JOURS,        &SECTEUR,        &VARIANTE,      &CAMPAGNE,   &ORIGINE,
    &TARIF,      &FACTURABLE, &MONTANT_ZONE, &CLASSIFICATION, &OFFICIELLE,    &GROUPEMENT, NULL};

const struct column *const columns_zone_range[] = {
    &FICHIER,       &LIGNE,          &SEJOUR,     &SEQUENCE,
    &SOUS_SEQUENCE, &ZONE,           &GHT,        &DEBUT_ZONE,
    &FIN_ZONE,      &JOURS,          &SECTEUR,    &VARIANTE,
    &CAMPAGNE,      &ORIGINE,        &TARIF,      &FACTURABLE,
    &MONTANT_ZONE,  &CLASSIFICATION, &OFFICIELLE, &GROUPEMENT,
    &MONTANT_MIN,   &MONTANT_MAX,    NULL};

const struct column *const columns_zone_droits[] = {
    &FICHIER,       &LIGNE,          &SEJOUR,     &SEQUENCE,
    &SOUS_SEQUENCE, &ZONE,           &GHT,        &DEBUT_ZONE,
    &FIN_ZONE,      &JOURS,          &SECTEUR,    &VARIANTE,
    &CAMPAGNE,      &ORIGINE,        &TARIF,      &FACTURABLE,
    &MONTANT_ZONE,  &CLASSIFICATION, &OFFICIELLE, &GROUPEMENT,
    &TAUX,          &MONTANT_AMO,    NULL};

const struct column *const columns_zone_droits_range[] = {
    &FICHIER,    &LIGNE,        &SEJOUR,         &SEQUENCE,    &SOUS_SEQUENCE,
    &ZONE,       &GHT,          &DEBUT_ZONE,     &FIN_ZONE,    &JOURS,
    &SECTEUR,    &VARIANTE,     &CAMPAGNE,       &ORIGINE,     &TARIF,
    &FACTURABLE, &MONTANT_ZONE, &CLASSIFICATION, &OFFICIELLE,  &GROUPEMENT,
    &TAUX,       &MONTANT_AMO,  &MONTANT_MIN,    &MONTANT_MAX, NULL};

const struct column *const column_montant_amo = &MONTANT_AMO;

const struct column *const columns_jour[] = {
    &FICHIER, &LIGNE,      &SEJOUR,         &SEQUENCE,   &SOUS_SEQUENCE, &DATE,
    &RANG,    &GHT,        &SECTEUR,        &VARIANTE,   &CAMPAGNE,      &ORIGINE,
    &TARIF,   &FACTURABLE, &CLASSIFICATION, &OFFICIELLE, &GROUPEMENT,    NULL};

const struct column *const columns_keys[KEY_COUNT + 1] = {
    &MOIS,       &GHT,     &GHPC,     &MPP,      &MPA,        &IK, &FINESS,
    &FINESS_GEO, &SECTEUR, &VARIANTE, &CAMPAGNE, &GROUPEMENT, NULL};

const struct column *const columns_sums[SUMS + 1] = {
    &SOUS_SEQUENCES,      &JOURNEES, &MONTANT, &MONTANT_FACTURABLE, &MONTANT_NON_OFFICIEL,
    &JOURNEES_SANS_TARIF, NULL};

const struct column *const columns_check[] = {&FICHIER,       &LIGNE,    &SEJOUR,   &SEQUENCE,
                                              &SOUS_SEQUENCE, &CODE,     &BLOQUANT, &CHAMP,
                                              &POSITION,      &LONGUEUR, &LIBELLE,  NULL};

const struct column *const columns_check_values[] = {
    &FICHIER, &LIGNE,    &SEJOUR,   &SEQUENCE, &SOUS_SEQUENCE, &CODE, &BLOQUANT,
    &CHAMP,   &POSITION, &LONGUEUR, &LIBELLE,  &VALEUR,        NULL};

const struct column *const columns_audit[] = {&FICHIER,
                                              &LIGNE,
                                              &SEJOUR,
                                              &SEQUENCE,
                                              &SOUS_SEQUENCE,
                                              &SOURCE_GROUPAGE,
                                              &CLASSIFICATION_LUE,
                                              &CODE_LU,
                                              &CODE_CALCULE,
                                              &GHPC_LU,
                                              &GHPC_CALCULE,
                                              &ZONES_LUES,
                                              &ZONES_CALCULEES,
                                              &ECART,
                                              &MONTANT_LU,
                                              &MONTANT_CALCULE,
                                              NULL};

const struct column *const columns_compare[] = {
    &ETAT,           &SEJOUR,   &SEQUENCE,      &SOUS_SEQUENCE, &CHAMPS,
    &JOURNEES_AVANT, &JOURNEES, &MONTANT_AVANT, &MONTANT,       NULL};

const struct column *const columns_learn[] = {&FICHIER,
                                              &LIGNE,
                                              &CODE,
                                              &VERSION,
                                              &MPP,
                                              &MPA,
                                              &IK,
                                              &CHAMP,
                                              &VALEUR_LUE,
                                              &ATTENDU,
                                              &FICHIER_PREMIER,
                                              &LIGNE_PREMIER,
                                              &VALEUR_PREMIERE,
                                              NULL};

const struct column *const columns_coverage[] = {
    &CLASSIFICATION, &MPP,      &MPA,      &IK,          &SOUS_SEQUENCES, &JOURNEES,
    &MONTANT,        &GHT1_MIN, &GHT1_MAX, &GHT2_MIN,    &GHT2_MAX,       &GHT3_MIN,
    &GHT3_MAX,       &GHT4_MIN, &GHT4_MAX, &MONTANT_MIN, &MONTANT_MAX,    NULL};

const struct column *const columns_drugs[] = {&FICHIER,
                                              &LIGNE,
                                              &PRESTATION,
                                              &SECTEUR,
                                              &FINESS,
                                              &SEJOUR,
                                              &SEQUENCE,
                                              &SOUS_SEQUENCE,
                                              &DATE_ADMINISTRATION,
                                              &UCD,
                                              &UCD_13,
                                              &INDICATION,
                                              &QUANTITE,
                                              &MONTANT_MILLIEME,
                                              &CODES_ALERTE,
                                              &FACTURE,
                                              NULL};

const struct column *const columns_drug_keys[DRUG_KEY_COUNT + 1] = {
    &MOIS_ADMINISTRATION, &UCD_CLE, &SEJOUR, &PRESTATION, &FINESS, NULL};

const struct column *const columns_drug_sums[DRUG_SUMS + 1] = {&LIGNES_MEDICAMENT, &QUANTITE,
                                                               &MONTANT_MILLIEME, NULL};

const struct column *const columns_bills[] = {&NO_ENTREE,       &NO_FACTURE,     &GHT_FACTURE,
                                              &JOURS_DUS,       &JOURS_FACTURES, &MONTANT_DU,
                                              &MONTANT_FACTURE, &ECART_FACTURE,  NULL};

const struct column *const columns_learn_tarifs[] = {
    &CAMPAGNE,      &SECTEUR,    &VARIANTE,    &GHT_FACTURE,   &LIGNES_RSF,
    &TARIF_OBSERVE, &ETAT_TARIF, &AUTRE_TARIF, &AUTRES_LIGNES, NULL};

const struct column *const columns_tables_list[] = {
    &SORTE,      &NOM,    &ORIGINE_TABLE, &DEBUT_VALIDITE, &FIN_VALIDITE,
    &OFFICIELLE, &LIGNES, &SHA256,        &SOURCE,         NULL};

const struct column *const columns_tables_check[] = {&TABLE, &CLE, &ANOMALIE, NULL};

const struct column *const columns_tables_diff[] = {&TABLE, &CLE, &CHAMP_TABLE, &A, &B, NULL};

const struct column *const columns_columns[] = {&NOM_COLONNE, &TYPE, &UNITE, &SENS, &SORTIE, NULL};

const struct column *const columns_range[RANGE_SUMS + 1] = {&MONTANT_MIN, &MONTANT_MAX, NULL};

COLUMN(AVANT, "avant", TEXT, NO_UNIT, "état d'avant, tel que donné", "earlier state, as given");
COLUMN(PAR, "par", TEXT, NO_UNIT, "total, mois, mpp ou ght", "total, mois (month), mpp or ght");
COLUMN(CLE_CHANGE, "cle", CODE, NO_UNIT,
       "mois AAAA-MM (MM quand ce sont les mêmes mois d'une autre année), MPP ou GHT",
       "month YYYY-MM (MM when they are the same months of another year), MPP or GHT");
COLUMN(ETAT_CHANGE, "etat", TEXT, NO_UNIT,
       "nouveau, disparu ou change, comme dans compare ; d'une autre année : avant, maintenant",
       "nouveau, disparu or change, as in compare; of another year: avant, maintenant");
COLUMN(ECART_JOURNEES, "ecart_journees", INTEGER, DAYS, "journées de cet état moins l'autre",
       "days of this state less the other");
COLUMN(CROISSANCE, "croissance", DECIMAL, PER_CENT,
       "écart / journées d'avant ; vide : aucune avant",
       "difference / days before; blank: none before");
COLUMN(CONTRIBUTION, "contribution", DECIMAL, PER_CENT,
       "écart / écart de toutes les journées ; vide : celui-ci est nul",
       "difference / difference of all days; blank: that is none");
COLUMN(ECART_MONTANT, "ecart_montant", EUROS, EUROS, "montant de cet état moins l'autre",
       "amount of this state less the other");
COLUMN(JOURNEES_SIMULEES, "journees_simulees", INTEGER, DAYS, "journées, simulées",
       "days, simulated");
COLUMN(MONTANT_SIMULE, "montant_simule", EUROS, EUROS, "montant, simulé", "amount, simulated");
COLUMN(ECART_SIMULE, "ecart_simule", EUROS, EUROS, "montant simulé moins montant",
       "simulated amount less amount");
COLUMN(SANS_TARIF_SIMULE, "journees_simulees_sans_tarif", INTEGER, DAYS,
       "journées simulées sans tarif", "simulated days without a tariff");
COLUMN(JOURNEES_OFFICIELLES, "journees_officielles", INTEGER, DAYS,
       "journées de la valorisation de l'État ; vide : GHT absent",
       "days of the State's valuation; blank: no such GHT");
COLUMN(MONTANT_OFFICIEL, "montant_officiel", EUROS, EUROS,
       "montant de la valorisation de l'État ; vide : GHT absent",
       "amount of the State's valuation; blank: no such GHT");

COLUMN(INDICATEUR, "indicateur", TEXT, NO_UNIT, "indicateur", "indicator");
COLUMN(LIBELLE_INDICATEUR, "libelle", TEXT, NO_UNIT, "son nom", "its name");
COLUMN(VALEUR_INDICATEUR, "valeur", DECIMAL, NO_UNIT, "valeur ; vide : non calculé",
       "value; blank: not computed");
COLUMN(UNITE_INDICATEUR, "unite", TEXT, NO_UNIT, "% ou vide", "% or blank");
COLUMN(PART, "part", DECIMAL, PER_CENT, "part des journées, des séjours ou des patients",
       "share of the days, stays or patients");
COLUMN(ETAT_INDICATEUR, "etat", TEXT, NO_UNIT, "calcule, partiel ou non_calcule",
       "calcule (computed), partiel (partly) or non_calcule (not computed)");
COLUMN(MOTIF, "motif", TEXT, NO_UNIT, "pourquoi il n'est pas, ou en partie, calculé",
       "why it is not, or only partly, computed");
COLUMN(DEFINITION, "definition", TEXT, NO_UNIT, "comment il se calcule", "how it is computed");
COLUMN(LIEU, "lieu", TEXT, NO_UNIT, "France ou région", "France or region");
COLUMN(ANNEE, "annee", TEXT, NO_UNIT, "année", "year");
COLUMN(REFERENCE, "reference", DECIMAL, NO_UNIT, "valeur publiée ; vide : en mots",
       "published value; blank: in words");
COLUMN(TEXTE_REFERENCE, "texte", TEXT, NO_UNIT, "ce qui est publié, en mots",
       "what is published, in words");
COLUMN(MODE_2004, "mode_2004", TEXT, NO_UNIT, "mode de la circulaire de 2004",
       "mode of the circular of 2004");
COLUMN(PARTIE_2004, "partie", TEXT, NO_UNIT, "pédiatrie (mineurs) ou périnatalité",
       "pédiatrie (under age) or périnatalité");
COLUMN(CODE_PMSI, "code_pmsi", CODE, NO_UNIT, "MPP (25 : MPA)", "MPP (25: MPA)");
COLUMN(SITUATION, "situation", TEXT, NO_UNIT, "seul ou associe, à un autre mode",
       "seul (alone) or associe (beside another mode)");
COLUMN(SOINS, "soins", TEXT, NO_UNIT,
       "types de soins ; plusieurs : ni le texte ni le PMSI ne choisissent",
       "types of care; several: neither text nor PMSI chooses");

COLUMN(LIBELLE_CLE, "libelle", TEXT, NO_UNIT, "ce que la clé veut dire ; vide : inconnu",
       "what the key means; blank: not known");
COLUMN(OU, "ou", TEXT, NO_UNIT,
       "les premières lignes derrière la somme : FICHIER:LIGNE,LIGNE ; plusieurs fichiers joints "
       "par + ; ,... : il y en a d'autres",
       "the first lines behind the sum: FILE:LINE,LINE; several files joined by +; ,...: there are "
       "more");
COLUMN(OU_AVANT, "ou_avant", TEXT, NO_UNIT,
       "de même dans l'ancien état : ce qui a disparu, ou n'a plus cette clé",
       "the same in the earlier state: what is gone, or has this key no more");
COLUMN(RUBRIQUE, "rubrique", TEXT, NO_UNIT,
       "version, periode, chainage, classification, fichier, laisse_de_cote ou conventions",
       "version, periode (period), chainage (controls between records), classification, fichier "
       "(file read), laisse_de_cote (left out) or conventions");
COLUMN(VALEUR_RUBRIQUE, "valeur", TEXT, NO_UNIT, "sa valeur", "its value");
/* Of the first sheet of a workbook: numbers, and sentences. */
COLUMN(VALEUR_PRESENTATION, "valeur_ou_euros", TEXT, NO_UNIT, "sa valeur", "its value");

#define REPORT_SUMS                                                                                \
    &SOUS_SEQUENCES, &JOURNEES, &MONTANT, &MONTANT_FACTURABLE, &MONTANT_NON_OFFICIEL,              \
        &JOURNEES_SANS_TARIF, &MONTANT_MOYEN, &RANG_MOYEN

const struct column *const columns_report_total[] = {REPORT_SUMS, &OU, NULL};
const struct column *const columns_report_sources[] = {&RUBRIQUE, &VALEUR_RUBRIQUE, NULL};
const struct column *const columns_report_front[] = {&RUBRIQUE, &VALEUR_PRESENTATION, NULL};
const struct column *const columns_report_mois[] = {&MOIS, REPORT_SUMS, &OU, NULL};
const struct column *const columns_report_mpp[] = {&MPP, REPORT_SUMS, &LIBELLE_CLE, &OU, NULL};
const struct column *const columns_report_ghpc[] = {&GHPC, REPORT_SUMS, &LIBELLE_CLE, &OU, NULL};
const struct column *const columns_report_ght[] = {&GHT, REPORT_SUMS, &LIBELLE_CLE, &OU, NULL};
const struct column *const columns_report_domicile[] = {&TYPE_DOMICILE, REPORT_SUMS, &LIBELLE_CLE,
                                                        &OU, NULL};
const struct column *const columns_report_age[] = {&AGE, REPORT_SUMS, &LIBELLE_CLE, &OU, NULL};
const struct column *const columns_report_secteur[] = {&SECTEUR, REPORT_SUMS, &OU, NULL};
const struct column *const columns_report_refus[] = {
    &ETAT_REFUS, &ENREGISTREMENTS, &JOURNEES_REFUS, &ESTIMATION, &OU, NULL};
const struct column *const columns_report_refus_lignes[] = {
    &FICHIER,           &LIGNE,         &ETAT_REFUS, &DEBUT_SOUS_SEQUENCE,
    &FIN_SOUS_SEQUENCE, &JOURS_REFUS,   &ESTIMATION, &CODES_REFUS,
    &CHAMPS_REFUS,      &LIBELLE_REFUS, NULL};
const struct column *const columns_report_codes[] = {
    &CODE, &BLOQUANTS, &ALERTES, &JOURNEES_REFUS, &ESTIMATION, &LIBELLE, &OU, NULL};

const struct column *const columns_report_ensemble[] = {
    &POSTE, &LIGNES_COMPTEES, &JOURS_COMPTES, &MONTANT_MILLIEME, &OU, NULL};
const struct column *const columns_report_drugs[3][DRUG_SUMS + 3] = {
    {&MOIS_ADMINISTRATION, &LIGNES_MEDICAMENT, &QUANTITE, &MONTANT_MILLIEME, &OU, NULL},
    {&UCD_CLE, &LIGNES_MEDICAMENT, &QUANTITE, &MONTANT_MILLIEME, &OU, NULL},
    {&PRESTATION, &LIGNES_MEDICAMENT, &QUANTITE, &MONTANT_MILLIEME, &OU, NULL}};
const struct column *const columns_report_factures[] = {
    &CAUSE_FACTURE, &LIGNES_FACTURES, &JOURS_DUS, &JOURS_FACTURES,
    &MONTANT_DU,    &MONTANT_FACTURE, NULL};
const struct column *const columns_report_droits[] = {
    &ETAT_DROITS,        &SOUS_SEQUENCES, &JOURNEES, &MONTANT,
    &MONTANT_FACTURABLE, &MONTANT_AMO,    &OU,       NULL};
const struct column *const columns_report_beside_codes[] = {
    &SOURCE_LIGNES, &CODE, &LIGNES_REJETEES, &LIGNES_SIGNALEES, &LIBELLE, NULL};
const struct column *const columns_report_hors_periode[] = {&MOIS, &ENREGISTREMENTS, &OU, &REFUSEES,
                                                            NULL};
const struct column *const columns_report_changements[] = {
    &AVANT, &ETAT_CHANGE, &ENREGISTREMENTS, &JOURNEES_AVANT, &JOURNEES, &MONTANT_AVANT, &MONTANT,
    &OU,    NULL};
const struct column *const columns_report_evolution[] = {
    &AVANT,      &PAR,          &CLE_CHANGE,    &JOURNEES_AVANT, &JOURNEES,      &ECART_JOURNEES,
    &CROISSANCE, &CONTRIBUTION, &MONTANT_AVANT, &MONTANT,        &ECART_MONTANT, &OU,
    &OU_AVANT,   NULL};
const struct column *const columns_report_simulation[] = {&GHT,
                                                          &JOURNEES,
                                                          &JOURNEES_SIMULEES,
                                                          &MONTANT,
                                                          &MONTANT_SIMULE,
                                                          &ECART_SIMULE,
                                                          &SANS_TARIF_SIMULE,
                                                          &OU,
                                                          NULL};
const struct column *const columns_report_officiel[] = {
    &GHT,     &JOURNEES,         &JOURNEES_OFFICIELLES, &ECART_JOURNEES,
    &MONTANT, &MONTANT_OFFICIEL, &ECART_MONTANT,        &OU,
    NULL};

const struct column *const columns_report_indicateurs[] = {&INDICATEUR,
                                                           &LIBELLE_INDICATEUR,
                                                           &VALEUR_INDICATEUR,
                                                           &UNITE_INDICATEUR,
                                                           &PART,
                                                           &ETAT_INDICATEUR,
                                                           &MOTIF,
                                                           &DEFINITION,
                                                           &SOURCE,
                                                           &OU,
                                                           NULL};
/* In a workbook, without the names of ours. */
const struct column *const columns_report_indicateurs_worded[] = {
    &INDICATEUR, &VALEUR_INDICATEUR, &UNITE_INDICATEUR, &PART, &ETAT_INDICATEUR,
    &MOTIF,      &DEFINITION,        &SOURCE,           &OU,   NULL};
const struct column *const columns_report_references[] = {
    &INDICATEUR, &LIEU, &ANNEE, &REFERENCE, &TEXTE_REFERENCE, &SOURCE, NULL};
const struct column *const columns_report_types_soins[] = {
    &MODE_2004, &PARTIE_2004, &CODE_PMSI, &SITUATION, &JOURNEES, &SOINS, &OU, NULL};

const struct columns outputs[] = {
    {"group", "--to csv, jsonl, xlsx", columns_group},
    {"price", "--by zone", columns_zone},
    {"price", "--by zone --fourchette", columns_zone_range},
    {"price", "--vidhosp", columns_zone_droits},
    {"price", "--by jour", columns_jour},
    {"price", "--by (keys)", columns_keys},
    {"price", "--by (sums)", columns_sums},
    {"price", "--by (sums) --fourchette", columns_range},
    {"check", "", columns_check},
    {"check", "--values", columns_check_values},
    {"audit", "", columns_audit},
    {"compare", "", columns_compare},
    {"report", "--to csv: total.csv", columns_report_total},
    {"report", "--to csv: refus.csv", columns_report_refus},
    {"report", "--to csv: refus_lignes.csv", columns_report_refus_lignes},
    {"report", "--avant, --to csv: evolution.csv", columns_report_evolution},
    {"report", "--avant, --to csv: changements.csv", columns_report_changements},
    {"report", "--periode, --to csv: hors_periode.csv", columns_report_hors_periode},
    {"report", "--officiel, --to csv: officiel.csv", columns_report_officiel},
    {"report", "--simuler, --to csv: simulation.csv", columns_report_simulation},
    {"report", "--to csv: mois.csv", columns_report_mois},
    {"report", "--to csv: mpp.csv", columns_report_mpp},
    {"report", "--to csv: ghpc.csv", columns_report_ghpc},
    {"report", "--to csv: ght.csv", columns_report_ght},
    {"report", "--to csv: type_domicile.csv", columns_report_domicile},
    {"report", "--to csv: age.csv", columns_report_age},
    {"report", "--to csv: secteur.csv", columns_report_secteur},
    {"report", "--to csv: codes.csv", columns_report_codes},
    {"report", "--to csv: indicateurs.csv", columns_report_indicateurs},
    {"report", "--to csv: references.csv", columns_report_references},
    {"report", "--to csv: types_soins.csv", columns_report_types_soins},
    {"report", "--to csv: sources.csv", columns_report_sources},
    {"report", "--fichcomp, --rsf, --vidhosp: ensemble.csv", columns_report_ensemble},
    {"report", "--fichcomp, --rsf: medicaments_mois.csv", columns_report_drugs[0]},
    {"report", "--fichcomp, --rsf: medicaments_ucd.csv", columns_report_drugs[1]},
    {"report", "--fichcomp, --rsf: medicaments_prestation.csv", columns_report_drugs[2]},
    {"report", "--rsf: factures.csv", columns_report_factures},
    {"report", "--vidhosp: droits.csv", columns_report_droits},
    {"report", "--fichcomp, --rsf: lignes_codes.csv", columns_report_beside_codes},
    {"drugs", "", columns_drugs},
    {"drugs", "--by (keys)", columns_drug_keys},
    {"drugs", "--by (sums)", columns_drug_sums},
    {"bills", "", columns_bills},
    {"tables learn", "", columns_learn},
    {"tables deduce", "", columns_learn},
    {"tables learn-tarifs", "", columns_learn_tarifs},
    {"tables coverage", "", columns_coverage},
    {"tables list", "", columns_tables_list},
    {"tables check", "", columns_tables_check},
    {"tables diff", "", columns_tables_diff},
    {"columns", "--to csv", columns_columns},
};
const size_t output_count = sizeof outputs / sizeof outputs[0];

int column_number(const struct column *const *columns, const char *name, size_t length)
{
    for (int k = 0; columns[k]; k++)
        if (strlen(columns[k]->name) == length && memcmp(columns[k]->name, name, length) == 0)
            return k;
    return -1;
}

int key_number(const char *name, size_t length)
{
    return column_number(columns_keys, name, length);
}
