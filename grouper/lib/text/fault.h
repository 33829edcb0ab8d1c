/* SPDX-License-Identifier: Apache-2.0 */
/* What can be wrong with a table: one stable number and two texts each. `%1` and `%2` stand for the
 * arguments. Numbers only grow; a number never changes its meaning. 132 was CR LF, now accepted. */
#ifndef FAULT_H
#define FAULT_H

#include <stdbool.h>
#include <stdint.h>

#include "had.h"

#define FAULTS(X)                                                                                  \
    X(MEMORY, 100, "mémoire insuffisante", "out of memory")                                        \
    X(EMPTY, 101, "fichier vide", "empty file")                                                    \
    X(HEADER, 102, "en-tête attendu : %1", "header expected: %1")                                  \
    X(COLUMNS, 103, "%1 colonnes attendues, %2 lues", "%1 columns expected, %2 read")              \
    X(ENCODING, 104, "octet qui n'est pas de l'UTF-8", "byte that is not UTF-8")                   \
    X(CONTROL, 105, "octet de contrôle (les colonnes sont séparées par « ; »)",                    \
      "control byte (columns are separated by \";\")")                                             \
    X(NUMBER, 106, "nombre attendu : « %1 »", "number expected: \"%1\"")                           \
    X(RANGE, 107, "valeur hors bornes : « %1 »", "value out of range: \"%1\"")                     \
    X(DATE, 108, "date AAAA-MM-JJ attendue : « %1 »", "date YYYY-MM-DD expected: \"%1\"")          \
    X(CODE, 109, "code de forme inattendue : « %1 »", "code of unexpected shape: \"%1\"")          \
    X(WEIGHT, 110, "poids attendu, 4 décimales au plus : « %1 »",                                  \
      "weight expected, at most 4 decimals: \"%1\"")                                               \
    X(DUPLICATE, 111, "ligne en double : %1", "duplicate row: %1")                                 \
    X(CONFLICT, 112, "contredit une ligne déjà lue, ici ou dans une autre table : %1",             \
      "contradicts a row read before, here or in another table: %1")                               \
    X(UNKNOWN_FILE, 113, "fichier inconnu dans cette table : %1",                                  \
      "file unknown to this table: %1")                                                            \
    X(MISSING_FILE, 114, "il manque le fichier %1", "file %1 is missing")                          \
    X(MISSING_KEY, 115, "il manque la clé %1", "key %1 is missing")                                \
    X(UNKNOWN_KEY, 116, "clé inconnue : %1", "unknown key: %1")                                    \
    X(ORDER, 117, "valeurs qui ne croissent pas : %1", "values that do not rise: %1")              \
    X(GAP, 118, "trou ou chevauchement au rang %1", "gap or overlap at rank %1")                   \
    X(UNKNOWN_MODE, 119, "mode ou indice absent des listes : %1",                                  \
      "mode or index absent from the lists: %1")                                                   \
    X(UNKNOWN_STATUS, 120, "statut inconnu : %1", "unknown status: %1")                            \
    X(UNCOVERED, 121, "aucun GHPC pour %1", "no GHPC for %1")                                      \
    X(OVERLAP, 122, "deux classifications couvrent la même date : %1",                             \
      "two classifications cover one date: %1")                                                    \
    X(PERIOD, 123, "la fin précède le début", "the end comes before the start")                    \
    X(TOO_MANY, 124, "trop de lignes (%1 au plus)", "too many rows (at most %1)")                  \
    X(LAYOUT_GAP, 125, "position %1 attendue, %2 lue", "position %1 expected, %2 read")            \
    X(LAYOUT_FIELD, 126, "il manque le champ %1", "field %1 is missing")                           \
    X(LAYOUT_COUNT, 127, "compteur inconnu : %1", "unknown count: %1")                             \
    X(LAYOUT_GROUPED, 128, "aucun format groupé pour %1", "no grouped format for %1")              \
    X(CAMPAGNE, 129, "début de campagne attendu : %1", "start of campaign expected: %1")           \
    X(AMOUNT, 130, "montant en centimes attendu, de 1 à 999999999 : « %1 »",                       \
      "amount in centimes expected, from 1 to 999999999: \"%1\"")                                  \
    X(FORMULA, 131, "la formule ne donne pas la longueur des groupes : %1",                        \
      "the formula does not give the length of the groups: %1")                                    \
    X(TRUNCATED, 133, "dernière ligne sans fin de ligne : fichier tronqué ?",                      \
      "last line without a line end: truncated file?")                                             \
    X(CR, 134, "CR isolé : enregistrer avec des fins de ligne LF ou CR LF",                        \
      "lone CR: save with LF or CR LF line ends")                                                  \
    X(CONVENTION_LENGTH, 135,                                                                      \
      "033 : %1 caractères au lieu de 26 ou 28 (une fin ouverte s'écrit avec 8 blancs)",           \
      "033: %1 characters in place of 26 or 28 (an open end is written as 8 blanks)")              \
    X(CONVENTION_PERIOD, 136,                                                                      \
      "034 : période invalide : deux dates JJMMAAAA, dans l'ordre ; la fin peut être blanche",     \
      "034: invalid period: two dates DDMMYYYY, in order; the end may be blank")                   \
    X(CONVENTION_FORFAIT, 137, "035 : code forfait autre que 0 ou 1 (contrôlé jusqu'en 2013)",     \
      "035: care-package code other than 0 or 1 (controlled until 2013)")                          \
    X(CONVENTION_OVERLAP, 138, "036 : partage des jours avec la période de la ligne %1",           \
      "036: shares days with the period of line %1")                                               \
    X(NO_LIST, 139, "aucune ligne n'est celle d'une liste (en-tête attendu : %1)",                 \
      "no line is that of a list (header expected: %1)")                                           \
    X(CONVENTION_CR, 140,                                                                          \
      "033 : CR dans la ligne : fins de ligne CR seul ou CR CR LF, à convertir en LF ou CR LF",    \
      "033: CR inside the line: lines end with CR alone or CR CR LF, convert them to LF or CR LF") \
    X(CONVENTION_QUOTES, 141, "033 : ligne entre guillemets, à retirer",                           \
      "033: line in quotes, to be taken away")                                                     \
    X(FINGERPRINT, 145,                                                                            \
      "groupes.csv a changé depuis ses déductions : lancer « had tables deduce %1 »",              \
      "groupes.csv has changed since its deductions: run \"had tables deduce %1\"")                \
    X(LAYOUT_PLACE, 151, "%1 attendu en position %2", "%1 expected at position %2")                \
    X(LAYOUT_LAST, 152, "%1 n'est pas à sa place, à la fin", "%1 is not in its place, at the end") \
    X(LAYOUT_TOGETHER, 153, "%1 sans %2 : tous, ou aucun", "%1 without %2: all of them, or none")  \
    X(LAYOUT_SIZE, 154, "%1 : %2 octets attendus", "%1: %2 bytes expected")                        \
    X(LAYOUT_TWIN, 155, "les groupes de %1 ne sont pas ceux de son format groupé %2",              \
      "the groups of %1 are not those of its grouped format %2")                                   \
    X(LAYOUT_LONG, 156, "%1 : enregistrement de plus de %2 octets",                                \
      "%1: record longer than %2 bytes")                                                           \
    X(LAYOUT_NAME, 157, "nom vide, ou de groupe de plus de 31 octets : « %1 »",                    \
      "name that is empty, or of a group and longer than 31 bytes: \"%1\"")                        \
    X(LAYOUT_ROW, 161, "« %1 » : la première ligne de %2 dit autre chose",                         \
      "\"%1\": the first row of %2 says something else")                                           \
    X(OPTION, 150, "option hors bornes : %1", "option out of bounds: %1")                          \
    X(OPTION_UNKNOWN, 158,                                                                         \
      "option inconnue de la bibliothèque %1 : had.h est plus récent qu'elle",                     \
      "option unknown to library %1: had.h is newer than it")                                      \
    X(NO_LAYOUT, 159, "aucun format chargé : appeler had_tables_add_published",                    \
      "no layout loaded: call had_tables_add_published")                                           \
    X(NO_SUCH, 160, "classification incluse inconnue : %1", "unknown built-in classification: %1")

enum fault {
    FAULT_NONE = 0,
#define X(name, code, fr, en) FAULT_##name = code,
    FAULTS(X)
#undef X
};

/* Copies text, cut between characters to fit. */
void fault_text(char *out, size_t capacity, const char *text);

/* Empties *error (which may be NULL): no reason yet. False when it has no size. */
bool fault_clear(had_error *error);

/* Fills *error (which may be NULL) and returns HAD_E_TABLE; HAD_E_MEMORY for FAULT_MEMORY,
 * HAD_E_ARGUMENT for what is wrong with an argument (FAULT_OPTION, NO_LAYOUT...).
 * line and column are 0 when they mean nothing; arguments may be NULL. */
int fault_set(had_error *error, enum fault fault, const char *file, uint32_t line, uint32_t column,
              const char *first, const char *second);

/* The same of a whole file, or of none (NULL): it has no line. */
int fault_of(had_error *error, enum fault fault, const char *file, const char *first);

#endif
