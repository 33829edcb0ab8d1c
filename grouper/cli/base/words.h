/* SPDX-License-Identifier: Apache-2.0 */
/* Everything that the command says, in French and in English. */
#ifndef WORDS_H
#define WORDS_H

#include <stdarg.h>
#include <stddef.h>

enum language { FRENCH, ENGLISH };

/* One line each: name, French, English; same arguments in the same order: %s, %d, %u, %lld, %llu,
 * with - and a width. The compiler checks both texts against the arguments at each use. */
#define WORDS(X)                                                                                        \
    X(USAGE_UNKNOWN_COMMAND, "commande inconnue : %s", "unknown command: %s")                           \
    X(USAGE_UNKNOWN_VERB, "tables : commande inconnue : %s", "tables: unknown command: %s")             \
    X(USAGE_NO_VERB, "tables attend une commande", "tables expects a command")                          \
    X(USAGE_UNKNOWN_OPTION, "option inconnue : %s", "unknown option: %s")                               \
    X(USAGE_NEAREST, "vouliez-vous dire %s ?", "did you mean %s?")                                      \
    X(USAGE_NEAREST_TWO, "vouliez-vous dire %s ou %s ?", "did you mean %s or %s?")                      \
    X(USAGE_ACCEPTED, "noms acceptés : %s", "accepted: %s")                                             \
    X(USAGE_ACCEPTED_HELP, "noms acceptés : %s (voir %s)", "accepted: %s (see %s)")                     \
    X(USAGE_ACCEPTED_VALUE, "valeur acceptée : %s", "accepted: %s")                                     \
    X(USAGE_GOES_WITH, "elle va avec : %s (voir had help %s)",                                          \
      "it goes with: %s (see had help %s)")                                                             \
    X(USAGE_FORM, "forme attendue : had %s %s", "expected form: had %s %s")                             \
    X(USAGE_ALONE, "forme attendue : had %s", "expected form: had %s")                                  \
    X(USAGE_TWICE, "l'option %s est donnée deux fois : %s, %s",                                         \
      "option %s is given twice: %s, %s")                                                               \
    X(USAGE_NEEDS, "%s ne sert qu'avec %s", "%s only works with %s")                                    \
    X(USAGE_WORKBOOK, "%s : un classeur s'écrit avec --to xlsx",                                        \
      "%s: a workbook is written with --to xlsx")                                                       \
    X(USAGE_CHAINED,                                                                                    \
      "%s ne sert qu'aux contrôles entre enregistrements : ajoutez --chainage, ou dans check "         \
      "retirez --sans-chainage",                                                                        \
      "%s only serves the controls between records: add --chainage, or in check leave "                 \
      "--sans-chainage out")                                                                            \
    X(COLUMNS_NONE, "%s n'écrit pas de colonnes", "%s writes no columns")                               \
    X(HELP_HEAD,                                                                                        \
      "had COMMANDE [OPTIONS] FICHIER...      (« - » : entrée standard, ou sortie "                  \
      "standard)\n\nGroupe et valorise les RPSS de l'hospitalisation à domicile (PMSI-HAD).",           \
      "had COMMAND [OPTIONS] FILE...      (\"-\": standard input, or standard output)\n\nGroups "       \
      "and prices the RPSS records of French hospital-at-home care (PMSI-HAD).")                        \
    X(HELP_FOOT,                                                                                        \
      "had help COMMANDE, ou had COMMANDE --help : ses options et un exemple.\nhad columns "            \
      "COMMANDE : les colonnes qu'elle écrit. had --version : la version.\nLangue : --lang "           \
      "fr|en, ou la variable HAD_LANG.\n\nSortie : 0 fait, 1 --strict ou ce que check, audit, "         \
      "bills, verify ont trouvé, 2 usage,\n3 fichier illisible ou non écrit, 4 tables absentes "      \
      "ou invalides, 70 erreur interne.",                                                               \
      "had help COMMAND, or had COMMAND --help: its options and an example.\nhad columns "              \
      "COMMAND: the columns that it writes. had --version: the version.\nLanguage: --lang fr|en, "      \
      "or the variable HAD_LANG.\n\nExit status: 0 done, 1 --strict or what check, audit, "             \
      "bills, verify found, 2 usage,\n3 a file not read or not written, 4 tables missing or "           \
      "invalid, 70 internal error.")                                                                    \
    X(HELP_TABLES, "had help tables COMMANDE : ses options et un exemple.",                             \
      "had help tables COMMAND: its options and an example.")                                           \
    X(HELP_OPTIONS, "[OPTIONS]", "[OPTIONS]")                                                           \
    X(HELP_STATUS, "Sortie", "Exit status")                                                             \
    X(STATUS_DONE, "fait", "done")                                                                      \
    X(STATUS_ORDINARY,                                                                                  \
      "fait ; des enregistrements en erreur sont ordinaires, le bilan les compte",                      \
      "done; records in error are ordinary, the summary counts them")                                   \
    X(STATUS_STRICT, "avec --strict, des enregistrements sont en erreur",                               \
      "with --strict, records are in error")                                                            \
    X(STATUS_USAGE, "une option, une valeur ou un fichier est refusé ; rien n'est fait",                \
      "an option, a value or a file is refused; nothing is done")                                       \
    X(STATUS_TWICE,                                                                                     \
      "une option, une valeur ou un fichier est refusé, ou deux fichiers portent les mêmes "          \
      "enregistrements (--doublons)",                                                                   \
      "an option, a value or a file is refused, or two files hold the same records (--doublons)")       \
    X(STATUS_FILES,                                                                                     \
      "un fichier n'a pas pu être lu ou écrit, ou ne contient aucune ligne que la commande lit",        \
      "a file could not be read or written, or holds no line that the command reads")                   \
    X(STATUS_OUTPUT, "un fichier n'a pas pu être lu ou écrit",                                          \
      "a file could not be read or written")                                                            \
    X(STATUS_TABLES, "une table manque, ou ne se tient pas",                                            \
      "a table is missing, or does not hold together")                                                  \
    X(STATUS_INTERNAL, "erreur interne : merci de la signaler",                                         \
      "internal error: please report it")                                                               \
    X(DROPPED_PAGE, "Rapport, à ouvrir par un double clic : %s",                                        \
      "Report, open it by a double click: %s")                                                          \
    X(DROPPED_BOOK, "Classeur : %s", "Workbook: %s")                                                    \
    X(DROPPED_NOTHING, "Rien n'est écrit : la raison est ci-dessus.",                                   \
      "Nothing is written: the reason is above.")                                                       \
    X(DROPPED_HOW,                                                                                      \
      "Posez sur had.exe un fichier de RPSS, ou le dossier qui les contient ; en même temps le "       \
      "dossier d'une classification, s'ils sont à grouper.",                                            \
      "Drop a file of RPSS records, or the folder that holds them, on had.exe; with it the "            \
      "folder "                                                                                         \
      "of a classification, if they are to be grouped.")                                                \
    X(DROPPED_CLOSE, "Appuyez sur Entrée pour fermer cette fenêtre.",                                   \
      "Press Enter to close this window.")                                                              \
    X(HELP_EXAMPLE, "Exemple (depuis le dossier fixtures)", "Example (from the folder fixtures)")       \
    X(USAGE_BY_ALONE, "--by %s ne se combine avec aucune clé", "--by %s goes with no other key")        \
    X(USAGE_BY_TWICE, "--by : clé %s donnée deux fois", "--by: key %s given twice")                     \
    X(HELP_DIRECTORY, "répertoire à écrire, nouveau ou vide ; d'un bloc, ou pas du tout",               \
      "directory to write, new or empty; whole or not at all")                                          \
    X(USAGE_MANY, "%s : une option répétable se donne au plus %d fois",                                 \
      "%s: an option that can be repeated is given at most %d times")                                   \
    X(USAGE_NOT_HERE, "l'option %s ne va pas avec la commande %s",                                      \
      "option %s does not go with command %s")                                                          \
    X(USAGE_VALUE, "l'option %s attend une valeur", "option %s expects a value")                        \
    X(USAGE_NO_VALUE, "l'option %s n'attend pas de valeur", "option %s takes no value")                 \
    X(USAGE_BAD_VALUE, "valeur refusée pour %s : %s", "value refused for %s: %s")                       \
    X(USAGE_TOGETHER, "%s ne va pas avec %s", "%s does not go with %s")                                 \
    X(USAGE_NO_FILE, "aucun fichier donné (« - » pour l'entrée standard)",                              \
      "no file given (\"-\" for standard input)")                                                       \
    X(USAGE_SAME_FILE, "la sortie %s est aussi une entrée de ce passage : %s ; rien n'est écrit",       \
      "output %s is also an input of this run: %s; nothing is written")                                 \
    X(USAGE_SAME_OUTPUT, "deux sorties vont au même endroit : %s, %s ; rien n'est écrit",               \
      "two outputs go to the same place: %s, %s; nothing is written")                                   \
    X(READ_ONLY,                                                                                        \
      "%s : ce fichier est protégé contre l'écriture : il n'est pas remplacé ; donnez un autre "    \
      "nom",                                                                                            \
      "%s: this file is protected against writing: it is not replaced; give another name")              \
    X(USAGE_BY, "clé de --by refusée : %s", "key of --by refused: %s")                                  \
    X(NO_OPEN, "%s : ouverture impossible : %s", "%s: cannot open: %s")                                 \
    X(NO_READ, "%s : lecture impossible : %s", "%s: cannot read: %s")                                   \
    X(NO_WRITE, "%s : écriture impossible : %s", "%s: cannot write: %s")                                \
    X(CAUSE_OTHER, "erreur %d du système", "error %d of the system")                                    \
    X(DIRECTORY, "%s : c'est un répertoire ; un fichier est attendu",                                   \
      "%s: it is a directory; a file is expected")                                                      \
    X(CHANGED,                                                                                          \
      "%s : le fichier a changé pendant la lecture ; relancez la commande quand plus rien n'y "        \
      "écrit",                                                                                          \
      "%s: the file changed while read; run the command again once nothing writes to it")               \
    X(FOREIGN, "%s : aucune ligne d'un format que had %s lit (%s) : on dirait %s",                      \
      "%s: no line of a format that had %s reads (%s): it looks like %s")                               \
    X(FOREIGN_UNKNOWN, "%s : aucune ligne d'un format que had %s lit (%s)",                             \
      "%s: no line of a format that had %s reads (%s)")                                                 \
    X(FOREIGN_BLANKS,                                                                                   \
      "%s : le premier Mio n'est fait que de lignes vides : retirez-les, puis recommencez",             \
      "%s: the first MiB is nothing but empty lines: take them away, then try again")                   \
    X(LOOKS_ARCHIVE, "une archive %s (ou un document qui en est une) : extrayez-la",                    \
      "an archive (%s; some documents are archives too): extract it")                                   \
    X(UNZIP, "la lire sans l'extraire : %s", "read it without extracting it: %s")                       \
    X(LOOKS_UTF16,                                                                                      \
      "du texte en UTF-16 : enregistrez-le en ANSI (windows-1252), une table en UTF-8",                 \
      "text in UTF-16: save it as ANSI (windows-1252), a table as UTF-8")                               \
    X(LOOKS_PDF, "un document PDF : donnez le fichier texte de votre logiciel",                         \
      "a PDF document: give the text file of your software")                                            \
    X(LOOKS_WORKBOOK,                                                                                   \
      "un classeur (ou un autre document bureautique) : donnez le fichier texte de votre "              \
      "logiciel "                                                                                       \
      "(une table : enregistrez-la en CSV)",                                                            \
      "a workbook (or another office document): give the text file of your software (a table: "         \
      "save "                                                                                           \
      "it as CSV)")                                                                                     \
    X(LOOKS_DOCUMENT,                                                                                   \
      "un document bureautique : donnez le fichier texte de votre logiciel (une table : "               \
      "enregistrez-la en CSV)",                                                                         \
      "an office document: give the text file of your software (a table: save it as CSV)")              \
    X(LOOKS_BINARY, "un fichier binaire", "a binary file")                                              \
    X(LOOKS_QUOTED, "des lignes entre guillemets : retirez-les",                                        \
      "lines in quotes: take them away")                                                                \
    X(LOOKS_RUM, "du MCO, des RUM (format %s)", "acute care (MCO), RUM (format %s)")                    \
    X(LOOKS_RSS, "du MCO, des RSS groupés (format %s)",                                                 \
      "acute care (MCO), grouped RSS (format %s)")                                                      \
    X(LOOKS_RSA, "du MCO, des RSA (format %s)", "acute care (MCO), RSA (format %s)")                    \
    X(LOOKS_SSR, "du SSR/SMR (format %s)", "rehabilitation care (SSR/SMR; format %s)")                  \
    X(LOOKS_PSY, "de la psychiatrie (format %s)", "psychiatry (format %s)")                             \
    X(LOOKS_VIDHOSP, "un fichier VID-HOSP (format %s)", "a VID-HOSP file (format %s)")                  \
    X(LOOKS_RPSS,                                                                                       \
      "des RPSS de format %s, que cette commande ne lit pas (had tables show layouts)",                 \
      "RPSS of format %s, which this command does not read (had tables show layouts)")                  \
    X(LOOKS_RAPSS, "des RAPSS de format %s, que cette commande ne lit pas",                             \
      "RAPSS of format %s, which this command does not read")                                           \
    X(LOOKS_FICHCOMP, "un fichier FICHCOMP (médicaments)", "a FICHCOMP file (drugs)")                   \
    X(LOOKS_CONVENTIONS, "un fichier de conventions (--conventions)",                                   \
      "a file of agreements (--conventions)")                                                           \
    X(LOOKS_RSF, "des factures RSF", "RSF invoices")                                                    \
    X(LOOKS_HAD, "une sortie de had", "an output of had")                                               \
    X(LOOKS_MARKUP, "du XML ou du HTML", "XML or HTML")                                                 \
    X(LOOKS_TABLE, "un tableau en texte (CSV)", "a table as text (CSV)")                                \
    X(PASSED_OVER, "%s : laissé de côté, on dirait %s", "%s: passed over, it looks like %s")            \
    X(PASSED_OVER_UNKNOWN, "%s : laissé de côté, aucune ligne d'un format que had %s lit",              \
      "%s: passed over, no line of a format that had %s reads")                                         \
    X(PASSED_OVER_DIRECTORY,                                                                            \
      "%s : laissé de côté, répertoire dans un répertoire : nommez-le pour qu'il soit lu",              \
      "%s: passed over, a directory in a directory: name it to have it read")                           \
    X(PASSED_OVER_LOST, "%s : laissé de côté : %s", "%s: passed over: %s")                              \
    X(PASSED_OVER_EMPTY, "%s : laissé de côté, fichier vide", "%s: passed over, an empty file")         \
    X(PASSED_OVER_BLANKS,                                                                               \
      "%s : laissé de côté, le premier Mio n'est fait que de lignes vides : retirez-les",               \
      "%s: passed over, the first MiB is nothing but empty lines: take them away")                      \
    X(DIRECTORY_NOTHING, "%s : aucun fichier à lire dans ce répertoire (%s)",                           \
      "%s: no file to read in this directory (%s)")                                                     \
    X(SAME_MONTH, "%s et %s : deux fichiers du même mois ; nommez celui qui compte",                    \
      "%s and %s: two files of one month; name the one that counts")                                    \
    X(SAME_FILE, "%s et %s : le même fichier, il compterait deux fois ; ne le donnez qu'une fois",      \
      "%s and %s: the same file, it would count twice; give it once")                                   \
    X(SAME_NAME, "%s : donné deux fois, il compterait deux fois ; ne le donnez qu'une fois",            \
      "%s: given twice, it would count twice; give it once")                                            \
    X(S_MONTH_LEFT, "%s : non lu, un mois plus récent le contient (--tous-les-mois)",                   \
      "%s: not read, a later month holds it (--tous-les-mois)")                                         \
    X(S_MONTH_LARGER,                                                                                   \
      "%s : non lu (--tous-les-mois), bien que plus gros qu'un mois plus récent, qui devrait le "      \
      "contenir : vérifiez que ce dernier est complet",                                                 \
      "%s: not read (--tous-les-mois), though larger than a later month, which should hold it: "        \
      "check that the later one is whole")                                                              \
    X(STANDARD_INPUT, "entrée standard", "standard input")                                              \
    X(STANDARD_OUTPUT, "sortie standard", "standard output")                                            \
    X(GRID_NONE, "aucune ligne", "no rows")                                                             \
    X(GRID_ROWS, "... %s lignes, --to csv pour toutes", "... %s rows, --to csv for all")                \
    X(GRID_BOTH, "... %s lignes, %u colonne(s) non montrée(s), --to csv pour toutes",                   \
      "... %s rows, %u column(s) not shown, --to csv for all")                                          \
    X(GRID_COLUMNS, "... %u colonne(s) non montrée(s), --to csv pour toutes",                           \
      "... %u column(s) not shown, --to csv for all")                                                   \
    X(NO_MEMORY, "mémoire insuffisante", "out of memory")                                               \
    X(TABLE_FILE, "%s : %s", "%s: %s")                                                                  \
    X(TABLE_LINE, "%s:%u : %s", "%s:%u: %s")                                                            \
    X(TABLE_COLUMN, "%s:%u : colonne %u : %s", "%s:%u: column %u: %s")                                  \
    X(TABLE_TOO_BIG, "%s : table de plus de 64 Mio", "%s: table larger than 64 MiB")                    \
    X(TABLE_NONE, "%s : aucune table (man 5 had dit ce qu'un tel répertoire contient)",                 \
      "%s: no table (man 5 had says what such a directory holds)")                                      \
    X(TABLE_NAME, "%s : nom inconnu dans un répertoire de tables (man 5 had les donne)",                \
      "%s: name unknown in a directory of tables (man 5 had lists them)")                               \
    X(NO_SUCH_CLASSIFICATION,                                                                           \
      "classification introuvable : %s (ni identifiant connu, ni "                                      \
      "répertoire)",                                                                                    \
      "classification not found: %s (neither a known id nor a directory)")                              \
    X(NOT_OBSERVED,                                                                                     \
      "%s : aucun groupe observé (groupes.csv) : rien n'en est déduit, had explain dit d'où "        \
      "vient un groupe",                                                                                \
      "%s: no observed groups (groupes.csv): nothing is deduced from them, had explain tells "          \
      "where a group comes from")                                                                       \
    X(NO_CLASSIFICATION,                                                                                \
      "%s ligne %llu : enregistrement à grouper, et aucune classification n'est chargée.\n"           \
      "Trois voies :\n"                                                                                 \
      "  1. --classification RÉPERTOIRE, rempli depuis les listes publiées par l'ATIH\n"              \
      "     (format : grouper/doc/formats.md) ;\n"                                                      \
      "  2. « had tables learn », qui l'apprend d'enregistrements déjà groupés par le\n"           \
      "     programme de l'État ;\n"                                                                   \
      "  3. --classification essai : poids inventés, pour essayer ; jamais officielle.",                \
      "%s line %llu: a record is to be grouped, and no classification is loaded.\n"                     \
      "Three ways:\n"                                                                                   \
      "  1. --classification DIRECTORY, filled from the lists that ATIH publishes\n"                    \
      "     (format: grouper/doc/formats.md);\n"                                                        \
      "  2. \"had tables learn\", which learns it from records already grouped by the\n"                \
      "     State's program;\n"                                                                         \
      "  3. --classification essai: invented weights, for trial; never official.")                      \
    X(VERIFY_NOT_ONE, "%s : ce n'est pas un journal de had (l'option --journal en écrit un)",           \
      "%s: not a journal of had (the option --journal writes one)")                                     \
    X(VERIFY_CUT, "%s : journal coupé avant sa fin ; demandez-le de nouveau, entier",                   \
      "%s: journal cut before its end; ask for it again, whole")                                        \
    X(VERIFY_VERSION, "%s : journal écrit par had %s, vérifié par had %s",                              \
      "%s: journal written by had %s, verified by had %s")                                              \
    X(VERIFY_AGREES,                                                                                    \
      "%s : même compte ; ce que l'autre version ne comptait pas n'est pas comparé",                    \
      "%s: the same account; what the other version did not count is not compared")                     \
    X(VERIFY_INPUTS, "  des fichiers lus ont changé (empreintes de \"inputs\", ou \"arguments\")",      \
      "  files read have changed (fingerprints of \"inputs\", or \"arguments\")")                       \
    X(VERIFY_TABLES, "  des tables ont changé (empreintes de \"tables\")",                              \
      "  tables have changed (fingerprints of \"tables\")")                                             \
    X(VERIFY_PROGRAM,                                                                                   \
      "  mêmes fichiers et mêmes tables : la différence vient du programme ; voir NEWS.md",             \
      "  the same files and tables: the difference comes from the program; see NEWS.md")                \
    X(VERIFY_UNKNOWN,                                                                                   \
      "  mêmes fichiers, mêmes tables, même version : le compte ne devrait pas changer ; "           \
      "signalez-le",                                                                                    \
      "  the same files, tables and version: the account should not change; please report it")          \
    X(VERIFY_PIPE,                                                                                      \
      "%s : l'entrée standard de ce passage ne peut pas être relue ; refaites-le sur un fichier",       \
      "%s: the standard input of that run cannot be read again; run it again on a file")                \
    X(VERIFY_SAME, "%s : même compte, aux octets près", "%s: the same account, to the byte")            \
    X(VERIFY_DIFFERENT, "%s : %u ligne(s) du compte ont changé (- alors, + maintenant)",                \
      "%s: %u line(s) of the account have changed (- then, + now)")                                     \
    X(CHECK_MISSING, "tarif absent d'une série", "tariff missing from a series")                        \
    X(CHECK_RISE, "tarif qui ne croît pas avec le GHT", "tariff that does not rise with the GHT")       \
    X(CHECK_NO_BASE, "variante sans tarif de base", "variant without a base tariff")                    \
    X(CHECK_RATIO, "plus de 3 centimes d'écart avec le taux de la variante (0,87 ou 0,93)",             \
      "more than 3 centimes away from the rate of the variant (0.87 or 0.93)")                          \
    X(CHECK_CONFLICT, "groupes observés qui se contredisent (had tables deduce dit lesquels)",          \
      "observed groups that contradict each other (had tables deduce says which)")                      \
    X(CHECK_DEDUCTIONS,                                                                                 \
      "deductions.csv n'est pas ce que donnent ces groupes (had tables deduce le refait)",              \
      "deductions.csv is not what these groups give (had tables deduce makes it anew)")                 \
    X(CHECK_HOLE, "des jours sans classification avant celle-ci",                                       \
      "days without a classification before this one")                                                  \
    X(CHECK_DONE, "%s : tables lues sans défaut, %u anomalie(s)",                                       \
      "%s: tables read without a defect, %u anomaly(ies)")                                              \
    X(CHECK_ELSEWHERE,                                                                                  \
      "%llu ligne(s) d'autres mois ont aussi des anomalies, non listées (--seulement)",                 \
      "%llu line(s) of other months have findings too, not listed (--seulement)")                       \
    X(CHECK_FOUND, "anomalies : %llu bloquante(s), %llu non bloquante(s)",                              \
      "findings: %llu blocking, %llu not blocking")                                                     \
    X(FILES_EXACTLY,                                                                                    \
      "%s attend %llu fichier(s), et en trouve %llu (un répertoire compte pour "                       \
      "ceux qui y sont lus)",                                                                           \
      "%s expects %llu file(s), and finds %llu (a directory counts for those read in it)")              \
    X(COMPARE_SUM, "%s%llu enregistrement(s), %lld journée(s), %s €",                                   \
      "%s%llu record(s), %lld day(s), %s €")                                                            \
    X(COMPARE_BEFORE, "avant      : ", "before:  ")                                                     \
    X(COMPARE_AFTER, "après      : ", "after:   ")                                                      \
    X(COMPARE_EQUAL, "identiques : ", "equal:   ")                                                      \
    X(COMPARE_NEW, "nouveaux   : ", "new:     ")                                                        \
    X(COMPARE_GONE, "disparus   : ", "gone:    ")                                                       \
    X(COMPARE_CHANGED, "changés    : %llu enregistrement(s), %lld -> %lld journée(s), %s -> %s €",      \
      "changed: %llu record(s), %lld -> %lld day(s), %s -> %s €")                                       \
    X(COMPARE_UNUSABLE,                                                                                 \
      "zones lues inutilisables (906) : %llu enregistrement(s), sans journées ni montant",              \
      "zones read that cannot be used (906): %llu record(s), without days or amount")                   \
    X(COMPARE_TWICE, "clé déjà vue, hors comparaison : %llu enregistrement(s) avant, %llu après",       \
      "key seen before, left out: %llu record(s) before, %llu after")                                   \
    X(OFFICIEL_HEAD, "première ligne attendue : ght;journees;montant",                                  \
      "first line expected: ght;journees;montant")                                                      \
    X(OFFICIEL_COLUMNS, "trois colonnes attendues, séparées par « ; »",                                 \
      "three columns expected, separated by \";\"")                                                     \
    X(OFFICIEL_GHT, "GHT attendu : de 1 à 31, ou 99 ; sans ligne de total",                             \
      "GHT expected: 1 to 31, or 99; no row of totals")                                                 \
    X(OFFICIEL_TWICE, "ce GHT est déjà donné plus haut", "this GHT is given above already")             \
    X(OFFICIEL_DAYS, "nombre entier de journées attendu", "whole number of days expected")              \
    X(OFFICIEL_AMOUNT, "montant en euros attendu, comme 19024401.69 ou 19 024 401,69",                  \
      "amount in euros expected, like 19024401.69 or 19 024 401,69")                                    \
    X(SIMULER_CAMPAGNE,                                                                                 \
      "--simuler %d : aucun tarif de cette campagne (had tables list ; --tables en ajoute ; une "       \
      "classification de ce nom se donne comme ./%d)",                                                  \
      "--simuler %d: no tariff of this campaign (had tables list; --tables adds some; a "               \
      "classification of such a name is given as ./%d)")                                                \
    X(REPORT_HEAD, "%-20s  bloquants    alertes   journées   estimation (€)  libellé",                  \
      "%-20s   blocking   warnings       days     estimate (€)  meaning")                               \
    X(REPORT_PAIRS, " ; association MPP x MPA non autorisée : %llu",                                    \
      "; MPP x MPA pair not allowed: %llu")                                                             \
    X(REPORT_ESTIMATE,                                                                                  \
      "estimation : ce que rapporteraient les enregistrements bloqués ou rejetés (journées x "       \
      "montant "                                                                                        \
      "moyen d'une journée facturable de même MPP, ou de toutes s'il n'en a pas) ; ce n'est pas "     \
      "un montant",                                                                                     \
      "estimate: what the blocked or rejected records would earn (days x mean amount of a "             \
      "billable "                                                                                       \
      "day of the same MPP, or of all where it has none); it is not an amount")                         \
    X(REPORT_NO_SUM,                                                                                    \
      "un enregistrement compte dans chacun de ses codes : les lignes ne s'additionnent pas",           \
      "a record counts in each of its codes: the rows do not add up")                                   \
    X(REPORT_ONCE,                                                                                      \
      "chaque enregistrement une seule fois : %llu enregistrement(s), estimation %s €",                 \
      "each record once: %llu record(s), estimate %s €")                                                \
    X(REPORT_UNOFFICIAL,                                                                                \
      "estimations indicatives : des groupes ne viennent pas d'une classification officielle",          \
      "indicative estimates: some groups do not come from an official classification")                  \
    X(REPORT_WITHOUT,                                                                                   \
      "sans estimation (dates illisibles, durée hors de 1 à 62 jours, ou rien n'est valorisé) : "    \
      "%llu enregistrement(s)",                                                                         \
      "without an estimate (unreadable dates, not 1 to 62 days long, or nothing is priced): "           \
      "%llu record(s)")                                                                                 \
    X(REPORT_BEYOND,                                                                                    \
      "journées non comptées (plus de 62 jours d'une date à l'autre : l'une est fausse) : "          \
      "%llu enregistrement(s)",                                                                         \
      "days not counted (more than 62 from one date to the other: one is wrong): %llu record(s)")       \
    X(FINDING_PAIR, "Association non autorisée (erronée) : MPP %s x MPA %s%s",                          \
      "Pair of modes not allowed: MPP %s x MPA %s%s")                                                   \
    X(MATRIX_2019, " (matrice de 2019, à titre indicatif)",                                             \
      " (2019 matrix, for information only)")                                                           \
    X(S_CHAINED, "contrôles entre enregistrements : faits, chaque fichier à part",                      \
      "controls between records: run, each file on its own")                                            \
    X(S_CHAINED_ALL, "contrôles entre enregistrements : faits, tous les fichiers comme un seul",        \
      "controls between records: run, all files as one")                                                \
    X(MERGE_UNKNOWN, "%s:%llu : ce n'est pas une sortie de had", "%s:%llu: not an output of had")       \
    X(MERGE_LOOKS, "%s:%llu : ce n'est pas une sortie de had : on dirait %s",                           \
      "%s:%llu: not an output of had: it looks like %s")                                                \
    X(MERGE_ENDS,                                                                                       \
      "%s:%llu : cette ligne finit autrement (LF, CR LF) que la première ; chacune reste comme "       \
      "elle "                                                                                           \
      "est : si un transfert a changé cette tranche, reprenez l'original",                              \
      "%s:%llu: this line ends otherwise (LF, CR LF) than the first; each stays as it is: if a "        \
      "transfer has changed this slice, take the original")                                             \
    X(MERGE_OTHER,                                                                                      \
      "%s:%llu : sortie d'une autre sorte que la première : ne fusionnez que les sorties d'une "       \
      "même commande",                                                                                  \
      "%s:%llu: an output of another kind than the first: merge outputs of one command only")           \
    X(MERGE_ROW, "%s:%llu : ligne illisible ou coupée : refaites cette sortie",                         \
      "%s:%llu: row unreadable or cut short: make this output again")                                   \
    X(MERGE_ORDER,                                                                                      \
      "%s:%llu : tranche déjà donnée, ou pas dans l'ordre : donnez chacune une fois, de la "         \
      "première à la dernière",                                                                         \
      "%s:%llu: slice given twice, or out of order: give each one once, from the first to the "         \
      "last")                                                                                           \
    X(USAGE_PART, "--part ne découpe que des fichiers ordinaires : %s",                                 \
      "--part cuts regular files only: %s")                                                             \
    X(REJECTED, "%s:%llu:%u: %s : %s\n", "%s:%llu:%u: %s: %s\n")                                        \
    X(REJECTED_LENGTH, "%s:%llu:%u: %s : %s (%u octets attendus)\n",                                    \
      "%s:%llu:%u: %s: %s (%u bytes expected)\n")                                                       \
    X(S_FILES,                                                                                          \
      "%s : %llu fichier(s), %llu ligne(s) lue(s) = %llu groupée(s) + %llu en erreur "                 \
      "+ %llu rejetée(s)",                                                                              \
      "%s: %llu file(s), %llu line(s) read = %llu grouped + %llu in error + %llu rejected")             \
    X(S_AND_DEBRIS, " + %llu de débris", " + %llu of debris")                                           \
    X(S_AND_PERIOD, " + %llu hors période", " + %llu out of period")                                    \
    X(S_NONE_IN_PERIOD,                                                                                 \
      "aucun enregistrement ne finit dans la période demandée (--periode) ; ceux qui ont été lus "  \
      "finissent de %s à %s",                                                                           \
      "no record ends in the period asked for (--periode); those that were read end from %s to "        \
      "%s")                                                                                             \
    X(S_TWICE_WITHIN,                                                                                   \
      "enregistrements qui figurent plusieurs fois dans un même fichier : %s%llu (R800 : had "         \
      "check "                                                                                          \
      "les liste)",                                                                                     \
      "records that stand twice or more in one file: %s%llu (R800: had check lists them)")              \
    X(S_TWICE_TOLD,                                                                                     \
      "enregistrements qui figurent dans plusieurs fichiers, comptés à chaque fois : %s%llu "         \
      "(--ensemble les liste dans had check : R800 ; had price les refuse)",                            \
      "records that stand in several files, counted each time: %s%llu (--ensemble lists them in "       \
      "had check: R800; had price refuses them)")                                                       \
    X(S_TWICE_RAPSS,                                                                                    \
      "RAPSS qui figurent plusieurs fois dans un même fichier, à leur numéro de séjour près : "    \
      "%s%llu",                                                                                         \
      "RAPSS that stand twice or more in one file, but for their stay number: %s%llu")                  \
    X(S_TWICE_BETWEEN,                                                                                  \
      "enregistrements qui figurent dans plusieurs fichiers, comptés à chaque fois (--doublons) "     \
      ": "                                                                                              \
      "%s%llu",                                                                                         \
      "records that stand in several files, counted each time (--doublons): %s%llu")                    \
    X(ABOUT, "environ ", "about ")                                                                      \
    X(TWICE,                                                                                            \
      "%s%llu enregistrement(s) à la fois dans %s et dans %s : comptés deux fois, le total "          \
      "serait "                                                                                         \
      "faux. Un fichier mensuel est cumulé depuis janvier, un fichier groupé contient les mêmes "    \
      "enregistrements que l'original : n'en donnez qu'un, ou --doublons pour tout compter",            \
      "%s%llu record(s) both in %s and in %s: counted twice, the total would be wrong. A monthly "      \
      "file is cumulative since January, a grouped one holds the records of the original: give "        \
      "one, "                                                                                           \
      "or --doublons to count all")                                                                     \
    X(TWO_KINDS,                                                                                        \
      "%llu RPSS et %llu RAPSS : ce sont peut-être les mêmes journées, qui compteraient deux "       \
      "fois ; "                                                                                         \
      "donnez les uns ou les autres, ou --doublons pour tout compter",                                  \
      "%llu RPSS and %llu RAPSS: they may be the same days, which would count twice; give "             \
      "either, or "                                                                                     \
      "--doublons to count all")                                                                        \
    X(TWO_KINDS_OF,                                                                                     \
      "%s contient des RPSS, %s des RAPSS : ce sont peut-être les mêmes journées, qui "              \
      "compteraient deux fois ; donnez l'un ou l'autre, ou --doublons pour tout compter",               \
      "%s holds RPSS, %s RAPSS: they may be the same days, which would count twice; give either, "      \
      "or "                                                                                             \
      "--doublons to count all")                                                                        \
    X(ROWS_VOID, "les lignes déjà écrites sur la sortie standard ne sont pas à utiliser",               \
      "the rows above, on standard output, are not to be used")                                         \
    X(NO_ROWS, "rien n'est écrit sur la sortie standard : rien de ce passage n'est à utiliser",         \
      "nothing is written to standard output: nothing of this run is to be used")                       \
    X(DAMAGE_UTF8,                                                                                      \
      "%s ligne %llu : fichier recodé en UTF-8 : un accent y compte deux octets ; reprenez "           \
      "l'original, ou recodez-le en windows-1252",                                                      \
      "%s line %llu: file re-coded to UTF-8: an accent counts two bytes there; take the "               \
      "original, or "                                                                                   \
      "code it back to windows-1252")                                                                   \
    X(DAMAGE_CR,                                                                                        \
      "%s ligne %llu : les lignes finissent par CR seul : convertissez-les en CR LF ou LF",             \
      "%s line %llu: lines end with CR alone: convert them to CR LF or LF")                             \
    X(DAMAGE_CR_CR_LF,                                                                                  \
      "%s ligne %llu : les lignes finissent par CR CR LF (transfert deux fois en mode texte) : "        \
      "retirez un CR",                                                                                  \
      "%s line %llu: lines end with CR CR LF (sent twice in text mode): take one CR away")              \
    X(DAMAGE_QUOTES, "%s ligne %llu : ligne entre guillemets, à retirer",                               \
      "%s line %llu: line in quotes, to be taken away")                                                 \
    X(DAMAGE_CUT,                                                                                       \
      "%s ligne %llu : le fichier s'arrête au milieu de cette ligne : il a dû être coupé en "       \
      "chemin ; reprenez l'original",                                                                   \
      "%s line %llu: the file stops in the middle of this line: it was most likely cut on its "         \
      "way; take the original")                                                                         \
    X(DAMAGE_SECTEUR,                                                                                   \
      "%s ligne %llu : cette ligne paraît de l'autre secteur (ex-DGF, ex-OQN) que le RPSS : "          \
      "donnez les fichiers d'un seul secteur",                                                          \
      "%s line %llu: this line looks like one of the other sector (ex-DGF, ex-OQN) than the "           \
      "RPSS: give the files of one sector only")                                                        \
    X(DAMAGE_MCO,                                                                                       \
      "%s ligne %llu : une ligne de 92 octets paraît d'un FICHCOMP du MCO : donnez celui de la "       \
      "HAD (105 octets en ex-DGF, 103 en ex-OQN)",                                                      \
      "%s line %llu: a line of 92 bytes looks like one of a FICHCOMP of acute care (MCO): give "        \
      "that of HAD (105 bytes in ex-DGF, 103 in ex-OQN)")                                               \
    X(S_DEBRIS, "%s : débris retirés : %s", "%s: debris taken away: %s")                                \
    X(S_DEBRIS_RECORDS, "enregistrements", "records")                                                   \
    X(S_DEBRIS_MARKS, "%llu marque(s) UTF-8 (BOM)", "%llu UTF-8 mark(s) (BOM)")                         \
    X(S_DEBRIS_ENDS, "%llu octet(s) 0x1A", "%llu byte(s) 0x1A")                                         \
    X(S_DEBRIS_LINES, "%llu ligne(s) sans rien en fin de fichier",                                      \
      "%llu line(s) without anything at the end of a file")                                             \
    X(S_DEBRIS_BLANKS, "%llu ligne(s) suivie(s) de blancs", "%llu line(s) followed by blanks")          \
    X(NO_RECORD, "%s : fichier sans aucun enregistrement", "%s: file without any record")               \
    X(S_CONTROLLED,                                                                                     \
      "%s : %llu fichier(s), %llu ligne(s) lue(s) = %llu sans code bloquant + %llu en erreur "          \
      "+ %llu rejetée(s)",                                                                              \
      "%s: %llu file(s), %llu line(s) read = %llu without a blocking code + %llu in error + %llu "      \
      "rejected")                                                                                       \
    X(S_UNCLASSIFIED,                                                                                   \
      "aucune classification chargée : 091, 105, 106, 524, 525, 535 et 901 non contrôlés ; "         \
      "056, 517 et 530 d'après la matrice publiée de 2019, à titre indicatif pour les autres "       \
      "campagnes ; ni groupe ni montant",                                                               \
      "no classification loaded: 091, 105, 106, 524, 525, 535 and 901 not checked; 056, 517 and "       \
      "530 by the published matrix of 2019, for information only in other years; no group, no "         \
      "amount")                                                                                         \
    X(S_NO_PAIR, "association MPP x MPA absente de la matrice de 2019 : %llu enregistrement(s)",        \
      "MPP x MPA pair that the matrix of 2019 does not hold: %llu record(s)")                           \
    X(S_UNUSABLE,                                                                                       \
      "zones lues inutilisables (906) : %llu enregistrement(s) hors des lignes et des "                 \
      "totaux",                                                                                         \
      "zones read that cannot be used (906): %llu record(s) left out of rows and totals")               \
    X(S_DAYS, "journées : %lld ; montant : %s €", "days: %lld; amount: %s €")                           \
    X(S_REASON, "en erreur, %s (%s) : %llu enregistrement(s)",                                          \
      "in error, %s (%s): %llu record(s)")                                                              \
    X(S_REASON_BETWEEN, "contrôles entre enregistrements", "controls between records")                  \
    X(S_REASON_OTHERS, "en erreur, autres codes : %llu enregistrement(s) (%s les liste)",               \
      "in error, other codes: %llu record(s) (%s lists them)")                                          \
    X(S_TERM_CAMPAGNE, "simulation : tarifs de la campagne %d (--campagne)",                            \
      "simulation: tariffs of campaign %d (--campagne)")                                                \
    X(S_TERM_GEO, "coefficient géographique", "geographic coefficient")                                 \
    X(S_TERM_PRUDENTIEL, "coefficient prudentiel", "prudential coefficient")                            \
    X(S_TERM_COEFFICIENT, "%s %s (%s)%s", "%s %s (%s)%s")                                               \
    X(S_TERM_FAR, " ; loin de ceux qui sont publiés : la virgule est-elle à sa place ?",                \
      "; far from those published: is the decimal point in its place?")                                 \
    X(S_TERM_JUMPING,                                                                                   \
      "tarifs donnés : %llu hors de 0.80 à 1.25 fois celui de la campagne d'avant "                   \
      "(euros à la place de centimes ?) ; had tables check les liste",                                  \
      "tariffs given: %llu outside 0.80 to 1.25 times that of the campaign before "                     \
      "(euros in place of centimes?); had tables check lists them")                                     \
    X(S_NO_TARIF, "sans tarif publié (902) : %llu enregistrement(s), %lld journée(s)",                  \
      "no published tariff (902): %llu record(s), %lld day(s)")                                         \
    X(S_COEFFICIENT,                                                                                    \
      "coefficient prudentiel %s : campagne %d, %s, %llu enregistrement(s) ; source : %s (%s)",         \
      "prudential coefficient %s: campaign %d, %s, %llu record(s); source: %s (%s)")                    \
    X(S_NO_MECHANISM,                                                                                   \
      "coefficient prudentiel %s : campagne %d, %s, %llu enregistrement(s) ; il n'existe que "          \
      "depuis "                                                                                         \
      "2013",                                                                                           \
      "prudential coefficient %s: campaign %d, %s, %llu record(s); there was none before 2013")         \
    X(S_NO_COEFFICIENT,                                                                                 \
      "sans coefficient prudentiel connu (919) : %llu enregistrement(s), %lld journée(s) sans "        \
      "montant ; --coef-prudentiel X le donne, ou coefficients.csv dans --tables",                      \
      "no prudential coefficient known (919): %llu record(s), %lld day(s) without an amount; "          \
      "--coef-prudentiel X gives it, or coefficients.csv in --tables")                                  \
    X(S_FEBRUARY, "fin février et 1er mars dans la même sous-séquence (903) : %llu",                    \
      "last of February and 1 March in one sub-sequence (903): %llu")                                   \
    X(S_LATE, "fin après la date de traitement (905) : %llu",                                           \
      "end after the processing date (905): %llu")                                                      \
    X(S_NOT_OFFICIAL, "%llu enregistrement(s) groupé(s) par une classification NON OFFICIELLE",         \
      "%llu record(s) grouped by a classification that is NOT OFFICIAL")                                \
    X(S_LOADED, "classification %s (%s – %s)%s", "classification %s (%s – %s)%s")                       \
    X(S_OPEN, "ouverte", "open")                                                                        \
    X(S_UNOFFICIAL_MARK, ", non officielle", ", not official")                                          \
    X(S_NO_TABLE, "sans classification à leur date (091) : %llu enregistrement(s) ; chargées :",        \
      "no classification for their date (091): %llu record(s); loaded:")                                \
    X(S_FINESS, "%llu enregistrement(s) d'un autre FINESS que le premier de leur fichier",              \
      "%llu record(s) of another FINESS than the first of their file")                                  \
    X(S_CONVENTIONS,                                                                                    \
      "contrôles des conventions (029-036, 107, 529) non faits : le programme de "                     \
      "l'État refuserait (032) %llu enregistrement(s) de type 3, 4 ou 5",                               \
      "convention controls (029-036, 107, 529) not run: the State's program would refuse (032) "        \
      "%llu record(s) of type 3, 4 or 5")                                                               \
    X(S_NO_DATE, "500, 501 et 905 non contrôlés (sans --date)",                                         \
      "500, 501 and 905 not checked (no --date)")                                                       \
    X(S_NO_CIM10, "codes CIM-10 : seule leur forme est contrôlée (sans --cim10)",                       \
      "CIM-10 codes: only their form is checked (no --cim10)")                                          \
    X(S_NO_CCAM, "083, 084, 142, 533 non contrôlés, codes CCAM : leur forme seule (sans --ccam)",       \
      "083, 084, 142, 533 not checked, CCAM codes: their form only (no --ccam)")                        \
    X(S_ALONE, "chaque enregistrement est contrôlé seul : pas de contrôle entre enregistrements",       \
      "each record is checked alone: no control between records")                                       \
    X(AGREE_HEAD, "groupages comparés : %llu, sans écart : %llu, avec écart : %llu",                    \
      "groupings compared: %llu, without difference: %llu, with difference: %llu")                      \
    X(AGREE_NOT_RUN,                                                                                    \
      "non comparés, leur code vient d'un contrôle qu'un RAPSS ne permet pas : %llu",                   \
      "not compared, their code is that of a control that a RAPSS does not allow: %llu")                \
    X(AGREE_NOT_GROUPED, "enregistrements non groupés (907) : %llu",                                    \
      "records not grouped (907): %llu")                                                                \
    X(AGREE_NO_SITE, "RAPSS sans groupage de l'établissement : %llu",                                   \
      "RAPSS without a grouping by the establishment: %llu")                                            \
    X(AGREE_FIELDS, "par champ       comparés    égaux       taux",                                     \
      "by field        compared      equal     rate")                                                   \
    X(AGREE_COUNTS,                                                                                     \
      "                 comparés  sans écart     taux     montant lu (€)    recalculé (€)      " \
      "en "                                                                                             \
      "plus (€)    en moins (€)",                                                                       \
      "                 compared       equal     rate       read (EUR)   computed (EUR)     up "        \
      "(EUR)    down (EUR)")                                                                            \
    X(AGREE_ALL, "ensemble", "all")                                                                     \
    X(AGREE_CAUSES, "premières causes (écart, code lu -> recalculé, groupages, euros en plus)",         \
      "first causes (difference, code read -> computed, groupings, euros more)")                        \
    X(MODELE_HELP,                                                                                      \
      "Table de tarifs à remplir, faite par « had tables modele ».\n"                                \
      "\n"                                                                                              \
      "Dans tarifs/, une ligne par secteur, variante et GHT :\n"                                        \
      "- centimes : le tarif d'une journée, en centimes d'euro, sans virgule : 65,00 euros "           \
      "s'écrit 6500.\n"                                                                                \
      "- sources : d'où vient ce montant (arrêté, Journal officiel, date), sans point-virgule.\n"    \
      "- Les autres colonnes et l'en-tête restent comme ils sont ; les dates s'écrivent "             \
      "AAAA-MM-JJ.\n"                                                                                   \
      "\n"                                                                                              \
      "Une ligne sans centimes ne donne aucun tarif : ses journées ont l'avertissement 902 et un "     \
      "montant\n"                                                                                       \
      "vide, jamais 0,00. Si la base du même GHT est remplie, esms et ssiad sont calculés (règle "   \
      "R11) et\n"                                                                                       \
      "l'origine dit « calcule ». Une ligne sans objet peut rester vide ou être supprimée.\n"       \
      "\n"                                                                                              \
      "Avec un tableur : importer toutes les colonnes comme du texte (sinon il change les "             \
      "dates), et\n"                                                                                    \
      "enregistrer en « CSV UTF-8 » à point-virgules.\n"                                             \
      "\n"                                                                                              \
      "Ensuite :\n"                                                                                     \
      "  had tables check CE_RÉPERTOIRE     dit ce qui reste à remplir, et les montants douteux\n"    \
      "  had price --tables CE_RÉPERTOIRE ...\n"                                                       \
      "\n"                                                                                              \
      "Ces tarifs portent l'origine « fourni » : had ne les donne jamais pour publiés.",                \
      "Table of tariffs to fill in, made by \"had tables modele\".\n"                                   \
      "\n"                                                                                              \
      "In tarifs/, one row for each sector, variant and GHT:\n"                                         \
      "- centimes: the tariff of a day, in centimes of euro, without a comma: 65.00 euros is "          \
      "written 6500.\n"                                                                                 \
      "- sources: where the amount comes from (decree, Journal officiel, date), without a "             \
      "semicolon.\n"                                                                                    \
      "- The other columns and the header stay as they are; dates are written YYYY-MM-DD.\n"            \
      "\n"                                                                                              \
      "A row without centimes gives no tariff: its days have warning 902 and a blank amount, "          \
      "never 0.00.\n"                                                                                   \
      "When the base of the same GHT is filled in, esms and ssiad are derived (rule R11) and the "      \
      "origin\n"                                                                                        \
      "says \"calcule\". A row without a use may stay blank or be removed.\n"                           \
      "\n"                                                                                              \
      "With a spreadsheet: import every column as text (else it changes the dates), and save as\n"      \
      "\"CSV UTF-8\" with semicolons.\n"                                                                \
      "\n"                                                                                              \
      "Then:\n"                                                                                         \
      "  had tables check THIS_DIRECTORY     says what is left to fill in, and doubtful amounts\n"      \
      "  had price --tables THIS_DIRECTORY ...\n"                                                       \
      "\n"                                                                                              \
      "These tariffs have the origin \"fourni\": had never gives them as published.")                   \
    X(MODELE_README, "LISEZMOI.txt", "README.txt")                                                      \
    X(MODELE_YEAR, "année refusée : %s (acceptées : 2000 à 2199)",                                      \
      "year refused: %s (accepted: 2000 to 2199)")                                                      \
    X(MODELE_DONE,                                                                                      \
      "%s : table de tarifs de la campagne %d, à remplir (LISEZMOI.txt) ; puis : had tables "          \
      "check %s",                                                                                       \
      "%s: table of tariffs of campaign %d, to fill in (README.txt); then: had tables check %s")        \
    X(GIVEN_UNFILLED,                                                                                   \
      "%s : %llu montant(s) à remplir : tarifs inconnus (902), ou calculés depuis la base",             \
      "%s: %llu amount(s) left to fill in: tariffs unknown (902), or derived from the base")            \
    X(CHECK_UNFILLED, "montant à remplir", "amount left to fill in")                                    \
    X(CHECK_NO_SOURCE, "source à remplir", "source left to fill in")                                    \
    X(CHECK_JUMP,                                                                                       \
      "rapport au tarif de la campagne %d : %s, hors de 0.80 à 1.25 (euros à la place de "            \
      "centimes ?)",                                                                                    \
      "ratio to the tariff of campaign %d: %s, outside 0.80 to 1.25 (euros in place of "                \
      "centimes?)")                                                                                     \
    X(FOLDER_EXISTS,                                                                                    \
      "%s : existe déjà, et n'est pas un répertoire vide ; donnez un autre nom à -o",                   \
      "%s: exists already, and is not an empty directory; give -o another name")                        \
    X(LEARN_NOTHING, "aucun enregistrement groupé dont apprendre : rien n'est écrit",                   \
      "no grouped record to learn from: nothing is written")                                            \
    X(LEARN_DAYS,                                                                                       \
      "zones dont les jours suivent les règles R1 et R2 : %llu enregistrement(s), appris ; "           \
      "autres (908) : %llu, laissés",                                                                   \
      "zones whose days follow rules R1 and R2: %llu record(s), learned; others (908): %llu, "          \
      "left out")                                                                                       \
    X(LEARN_PARTIAL, "dont à jours retirés par 529, non vérifiables : %llu",                            \
      "of which with days removed by 529, beyond verification: %llu")                                   \
    X(LEARN_BLOCKED, "résultat bloquant, laissés (leur code seul est lu) : %llu",                       \
      "blocking result, left out (only their code is read): %llu")                                      \
    X(LEARN_UNDATED, "fin de sous-séquence invalide, laissés : %llu",                                   \
      "invalid end of sub-sequence, left out: %llu")                                                    \
    X(LEARN_UNREADABLE, "triplet, GHPC, code ou version illisibles, laissés : %llu",                    \
      "unreadable triple, GHPC, code or version, left out: %llu")                                       \
    X(LEARN_CONTRADICTIONS, "contradictions (909) : %llu ; ce qu'elles touchent n'est pas appris",      \
      "contradictions (909): %llu; what they touch is not learned")                                     \
    X(LEARN_MISPLACED,                                                                                  \
      "dont enregistrements hors de la période de leur version (lignes « version ») : %llu ; ils "   \
      "n'apprennent rien : leur fin de sous-séquence, ou leur version, est à vérifier",                 \
      "of which records outside the period of their version (rows \"version\"): %llu; they teach "      \
      "nothing: verify their end of sub-sequence, or their version")                                    \
    X(LEARN_VERSION, "version %s (%s – %s) : %llu enregistrement(s), %llu triplet(s)",                  \
      "version %s (%s – %s): %llu record(s), %llu triple(s)")                                           \
    X(LEARN_NO_PERIOD,                                                                                  \
      "version %s : %llu enregistrement(s), aucun dans une période à elle : non "                     \
      "écrite",                                                                                         \
      "version %s: %llu record(s), none in a period of its own: not written")                           \
    X(LEARN_PAIRS, "statuts des couples : %llu des codes vus, %llu de la matrice publiée (2019)",       \
      "statuses of pairs: %llu from codes seen, %llu from the published matrix (2019)")                 \
    X(LEARN_DEDUCED, "marqués D (une zone déduite), laissés : %llu",                                    \
      "marked D (a zone was deduced), left out: %llu")                                                  \
    X(LEARN_NOT_OFFICIAL,                                                                               \
      "marqués X (classification non officielle), laissés : %llu (--non-officiels les prend)",          \
      "marked X (classification that is not official), left out: %llu (--non-officiels takes "          \
      "them)")                                                                                          \
    X(CONFLICT_STANDS,                                                                                  \
      "%s : ses groupes observés se contredisent (conflit.csv) : rien n'en est déduit ; les "         \
      "corriger puis lancer « had tables deduce »",                                                     \
      "%s: its observed groups contradict each other (conflit.csv): nothing is deduced from "           \
      "them; mend them, then run \"had tables deduce\"")                                                \
    X(NO_RANGE,                                                                                         \
      "%s ligne %llu : --fourchette ne va ni avec des zones lues (--zones calculees les "               \
      "recalcule) ni avec un RAPSS",                                                                    \
      "%s line %llu: --fourchette goes neither with zones read (--zones calculees computes them "       \
      "anew) nor with a RAPSS")                                                                         \
    X(S_DEDUCED, "zones déduites : %llu enregistrement(s), %lld journée(s), %s €",                      \
      "zones deduced: %llu record(s), %lld day(s), %s €")                                               \
    X(S_NO_GHPC, "GHPC inconnu, tous les GHT connus (927) : %llu enregistrement(s)",                    \
      "GHPC unknown, every GHT known (927): %llu record(s)")                                            \
    X(WHY_NONE,                                                                                         \
      "%s : aucun raisonnement sur ce triplet : ses codes ne sont pas tous dans groupes.csv de "        \
      "%s, ou ses groupes se contredisent",                                                             \
      "%s: no reasoning on this triple: its codes are not all in groupes.csv of %s, or its "            \
      "groups contradict each other")                                                                   \
    X(WHY_OBSERVED, "période %d : observé, GHT %d (%u enregistrement(s))",                              \
      "period %d: observed, GHT %d (%u record(s))")                                                     \
    X(WHY_SPLIT, "période %d : vu avec deux GHT, ni observé ni déduit",                                 \
      "period %d: seen with two GHT, neither observed nor deduced")                                     \
    X(WHY_UNKNOWN, "période %d : rien n'est connu", "period %d: nothing is known")                      \
    X(WHY_DEDUCED, "période %d : déduit, GHT %d", "period %d: deduced, GHT %d")                         \
    X(WHY_BETWEEN, "période %d : GHT de %d à %d", "period %d: GHT from %d to %d")                       \
    X(WHY_WEIGHTS,                                                                                      \
      "  par les poids : de %d à %d ; aucun jeu de poids ne donne autre chose (certificat "            \
      "vérifié)",                                                                                       \
      "  by weights: from %d to %d; no set of weights gives anything else (certificate checked)")       \
    X(WHY_PROOF, "  par les poids, %s %d : les lignes suivantes, ajoutées, laissent 0 <= -%s",          \
      "  by weights, %s %d: the lines below, added up, leave 0 <= -%s")                                 \
    X(WHY_REACHES, "    %d x %s%s : atteint la borne du GHT %d",                                        \
      "    %d x %s%s: reaches the bound of GHT %d")                                                     \
    X(WHY_UNDER, "    %d x %s%s : sous la borne du GHT %d",                                             \
      "    %d x %s%s: under the bound of GHT %d")                                                       \
    X(WHY_BOUNDS, "    %d x la borne du GHT %d ne dépasse pas celle du GHT %d",                         \
      "    %d x the bound of GHT %d is not above that of GHT %d")                                       \
    X(WHY_SUPPOSED, " (supposé)", " (supposed)")                                                        \
    X(WHY_LEAST, "au moins", "at least")                                                                \
    X(WHY_MOST, "au plus", "at most")                                                                   \
    X(WHY_ONE, "  %s %d : %s", "  %s %d: %s")                                                           \
    X(WHY_CHAIN, "  %s %d, en %d pas :", "  %s %d, in %d steps:")                                       \
    X(WHY_STEP, "    [%d] %s : %s", "    [%d] %s: %s")                                                  \
    X(WHY_PERIOD, "%s ; le GHT ne croît pas avec la période",                                           \
      "%s; the GHT does not rise with the period")                                                      \
    X(WHY_ORDER, "%s ; %s, car %s > %s", "%s; %s, for %s > %s")                                         \
    X(DEDUCE_CONFLICT,                                                                                  \
      "%s : %u case(s) observée(s) se contredisent : %u suffisent au conflit (926, conflit.csv) "      \
      "; rien n'est déduit, les groupes observés servent",                                              \
      "%s: %u observed cell(s) contradict each other: %u are enough for the conflict (926, "            \
      "conflit.csv); nothing is deduced, the observed groups serve")                                    \
    X(DEDUCE_SEEN,                                                                                      \
      "%s : %u case(s) observée(s) sur %u, %u déduite(s), %u entre deux GHT voisins, %u dans un "     \
      "intervalle plus large",                                                                          \
      "%s: %u cell(s) observed of %u, %u deduced, %u between two neighbouring GHT, %u in a wider "      \
      "interval")                                                                                       \
    X(DEDUCE_WEIGHTS, "par les poids (--deduire poids) : %u case(s) déduite(s) de plus",                \
      "by weights (--deduire poids): %u more cell(s) deduced")                                          \
    X(DEDUCE_NO_WEIGHTS,                                                                                \
      "%s : aucun jeu de poids ne donne tous ces groupes : les poids ne déduisent rien, les "          \
      "déductions par l'ordre restent",                                                                 \
      "%s: no set of weights gives all these groups: weights deduce nothing, the deductions by "        \
      "order stay")                                                                                     \
    X(DEDUCE_SURE,                                                                                      \
      "déductions qui tombent sans les cases d'un seul enregistrement : %u (--deduire-min %d en "      \
      "vigueur)",                                                                                       \
      "deductions that fall without the cells of one record: %u (--deduire-min %d applied)")            \
    X(DEDUCE_TEST,                                                                                      \
      "cases observées cachées par vingtièmes puis déduites du reste : %u justes, %u fausses, %u "  \
      "non déduites",                                                                                   \
      "observed cells hidden by twentieths, then deduced from the rest: %u right, %u wrong, %u "        \
      "not deduced")                                                                                    \
    X(COVER_RECORDS, "enregistrements que les classifications groupent : %lld sur %lld (%s %%)",        \
      "records that the classifications group: %lld of %lld (%s %%)")                                   \
    X(COVER_DAYS, "journées : %lld sur %lld (%s %%)", "days: %lld of %lld (%s %%)")                     \
    X(COVER_EUROS,                                                                                      \
      "euros (ceux que les enregistrements portent, sinon calculés) : %lld sur %lld (%s %%)",           \
      "euros (those that records carry, else computed): %lld of %lld (%s %%)")                          \
    X(COVER_RANGE, "non couverts : entre %s et %s €, par les intervalles connus des GHT",               \
      "not covered: between %s and %s €, by what is known of their GHT")                                \
    X(COVER_CONFLICT, "des groupes observés se contredisent : « had tables deduce » dit lesquels",      \
      "observed groups contradict each other: \"had tables deduce\" says which")                        \
    X(COVER_UNPRICED, "non couverts sans montant porté, comptés pour 0 € : %llu",                       \
      "not covered and carrying no amount, counted as 0 euro: %llu")                                    \
    X(COVER_IN_ERROR, "en erreur par leurs propres contrôles, hors du compte : %llu",                   \
      "in error by their own controls, left out of the count: %llu")                                    \
    X(NO_DAYS,                                                                                          \
      "%s ligne %llu : un RAPSS n'a pas de dates : --by jour ne s'y applique pas (--by zone, ou "       \
      "des totaux)",                                                                                    \
      "%s line %llu: a RAPSS has no dates: --by jour does not apply to it (--by zone, or totals)")      \
    X(S_READINGS,                                                                                       \
      "RAPSS : %llu lu(s), dont groupes à l'autre place possible (D1 : octet 156, ou 165 pour "        \
      "H33) : "                                                                                         \
      "%llu, sans groupage de l'établissement (D6) : %llu",                                             \
      "RAPSS: %llu read, of which groups at the other place possible (D1: byte 156, or 165 for "        \
      "H33): "                                                                                          \
      "%llu, establishment's grouping absent (D6): %llu")                                               \
    X(STAYS,                                                                                            \
      "RPSS : %llu enregistrement(s), %llu séjour(s), secteur %s ; laissés : %llu d'un autre "        \
      "secteur, %llu d'un autre FINESS, %llu répété(s) (924)",                                          \
      "RPSS: %llu record(s), %llu stay(s), sector %s; left out: %llu of the other sector, %llu "        \
      "of "                                                                                             \
      "another FINESS, %llu repeated (924)")                                                            \
    X(BILLS_USAGE,                                                                                      \
      "bills attend --rpss FICHIER : les enregistrements auxquels comparer les factures",               \
      "bills expects --rpss FILE: the records to hold invoices against")                                \
    X(BILLS_NONE, "aucun RPSS ex-OQN : aucune ligne ne peut être comparée",                             \
      "no ex-OQN RPSS: no line can be compared")                                                        \
    X(BILLS_LINES,                                                                                      \
      "RSF : %llu fichier(s), %llu ligne(s) lue(s) = %llu retenue(s) + %llu rejetée(s) + %llu de "     \
      "débris ; lignes de GHT : %llu, %lld journée(s), %s €",                                           \
      "RSF: %llu file(s), %llu line(s) read = %llu kept + %llu rejected + %llu of debris; GHT "         \
      "lines: %llu, %lld day(s), %s €")                                                                 \
    X(BILLS_NATURES, "RSF A par nature d'opération (non interprétée) : %s",                             \
      "RSF A by nature of operation (not interpreted): %s")                                             \
    X(BILLS_NATURE, "%s%s x %llu", "%s%s x %llu")                                                       \
    X(BILLS_EQUAL, "facture et GHT égaux : %llu", "invoice and GHT equal: %llu")                        \
    X(BILLS_CAUSE, "%s : %llu ligne(s), dû %s €, facturé %s €",                                         \
      "%s: %llu row(s), due %s €, billed %s €")                                                         \
    X(BILLS_NEVER, "jamais facturé", "never billed")                                                    \
    X(BILLS_NOT_DUE, "facturé sans être dû", "billed, nothing due")                                     \
    X(BILLS_TWICE, "facturé deux fois ou plus (journées)", "billed twice or more (days)")               \
    X(BILLS_DAYS, "autre nombre de journées", "another number of days")                                 \
    X(BILLS_PRICE, "autre prix, mêmes journées", "another price, the same days")                        \
    X(BILLS_NO_TARIF, "sans tarif (902) : journées seules comparées : %llu",                            \
      "no tariff (902): only days compared: %llu")                                                      \
    X(S_AMO, "part de l'assurance maladie, facturable ou non : %s €",                                   \
      "part that the insurance pays, billable or not: %s €")                                            \
    X(S_922,                                                                                            \
      "VID-HOSP (922) : %llu enregistrement(s) sans, %llu avec deux qui diffèrent ou illisibles "      \
      ": facturables, sans part d'assurance",                                                           \
      "VID-HOSP (922): %llu record(s) without, %llu with two that differ or unreadable: "               \
      "billable, no part of the insurance")                                                             \
    X(S_NO_TAUX,                                                                                        \
      "taux de remboursement illisible : %llu enregistrement(s), sans part d'assurance",                \
      "reimbursement rate unreadable: %llu record(s), no part of the insurance")                        \
    X(S_HIGH_TAUX,                                                                                      \
      "taux de remboursement de plus de 100 %% : %llu enregistrement(s) "                               \
      "(la virgule est-elle à sa place ?)",                                                             \
      "reimbursement rate over 100 %%: %llu record(s) (is the decimal point in its place?)")            \
    X(S_NO_MATCH,                                                                                       \
      "aucun séjour des RPSS n'est dans VID-HOSP : autre établissement, autres numéros ? "           \
      "--hosp-pmsi donne leurs numéros administratifs",                                                 \
      "no stay of the RPSS is in VID-HOSP: another establishment, other numbers? "                      \
      "--hosp-pmsi gives their administrative numbers")                                                 \
    X(SIDE_READ, "%s : %llu ligne(s) lue(s), %llu rejetée(s)",                                          \
      "%s: %llu line(s) read, %llu rejected")                                                           \
    X(TARIFS_NOTHING, "aucun tarif appris : aucun répertoire n'est écrit",                              \
      "no tariff learned: no directory is written")                                                     \
    X(TARIFS_NO_RPSS, "aucun RPSS ex-OQN (--rpss) : la variante des lignes est inconnue",               \
      "no ex-OQN RPSS (--rpss): the variant of lines is not known")                                     \
    X(TARIFS_LINES,                                                                                     \
      "RSF : %llu fichier(s), %llu ligne(s) lue(s) = %llu utilisée(s) + %llu à coefficient + "        \
      "%llu sans date ou prix + %llu sans GHT + %llu rejetée(s) + %llu de débris",                      \
      "RSF: %llu file(s), %llu line(s) read = %llu used + %llu with a coefficient + %llu without "      \
      "date or price + %llu without GHT + %llu rejected + %llu of debris")                              \
    X(TARIFS_LEARNED,                                                                                   \
      "tarifs : %llu appris, %llu confirmé(s), %llu différent(s) du publié, %llu contredit(s), "     \
      "%llu de variante inconnue",                                                                      \
      "tariffs: %llu learned, %llu confirmed, %llu different from the published, %llu "                 \
      "contradicted, %llu of unknown variant")                                                          \
    X(STAYS_NONE, "aucun RPSS : rien ne peut être rattaché à un séjour",                                \
      "no RPSS: nothing can be tied to a stay")                                                         \
    X(DRUGS_USAGE,                                                                                      \
      "had drugs FICHIER... --rpss FICHIER (sans --rpss : fichiers anonymisés .med, .medatu, "         \
      ".mchl, avec --by mois, ucd)",                                                                    \
      "had drugs FILE... --rpss FILE (without --rpss: anonymised files .med, .medatu, .mchl, "          \
      "with "                                                                                           \
      "--by mois, ucd)")                                                                                \
    X(DRUGS_LINES,                                                                                      \
      "had drugs : %llu fichier(s), %llu ligne(s) lue(s) = %llu retenue(s) + %llu rejetée(s) + "       \
      "%llu d'un autre type de RSF + %llu de débris",                                                   \
      "had drugs: %llu file(s), %llu line(s) read = %llu kept + %llu rejected + %llu of another "       \
      "type of RSF + %llu of debris")                                                                   \
    X(DRUGS_TOTAL, "quantité : %s ; montant : %s €", "quantity: %s; amount: %s €")                      \
    X(DRUGS_NO_LIST, "917 non contrôlé (sans --liste)", "917 not checked (no --liste)")                 \
    X(SIDE_OTHER, "%s : aucune ligne que « had %s » lise (%s) ; ce fichier ressemble à : %s",           \
      "%s: no line that \"had %s\" reads (%s); this file looks like: %s")                               \
    X(SIDE_UNKNOWN, "%s : aucune ligne que « had %s » lise (%s)",                                       \
      "%s: no line that \"had %s\" reads (%s)")                                                         \
    X(SIDE_LINE, "%s:%llu:%u: %s : %s", "%s:%llu:%u: %s: %s")                                           \
    X(SIDE_LINE_LENGTH, "%s:%llu:%u: %s : %s (%u octets attendus)",                                     \
      "%s:%llu:%u: %s: %s (%u bytes expected)")                                                         \
    X(SIDE_MORE, "%s : %s : encore %llu ligne(s), non montrées (--tous-les-messages)",                  \
      "%s: %s: %llu more line(s), not shown (--tous-les-messages)")                                     \
    X(SIDE_COUNT, "%s (%s) : %llu ligne(s)", "%s (%s): %llu line(s)")                                   \
    X(SIDE_DEBRIS,                                                                                      \
      "débris ôtés : %llu BOM, %llu octet(s) 0x1A, %llu ligne(s) vide(s) en fin de fichier",            \
      "debris taken away: %llu BOM, %llu byte(s) 0x1A, %llu empty line(s) at the end")                  \
    X(XLSX_DATE, "dd/mm/yyyy", "yyyy-mm-dd")                                                            \
    X(XLSX_TOO_BIG,                                                                                     \
      "plus de 4 Gio : un classeur ne peut pas les contenir ; --to csv, ou des tranches (--part)",      \
      "more than 4 GiB: a workbook cannot hold them; --to csv, or slices (--part)")                     \
    X(XLSX_TERMINAL, "un classeur ne s'affiche pas sur un terminal : ajoutez -o FICHIER.xlsx",          \
      "a workbook cannot be shown on a terminal: add -o FILE.xlsx")                                     \
    X(MERGE_COPY, "%s et %s ont les mêmes lignes : si c'est une copie, elle compte deux fois",          \
      "%s and %s have the same rows: if one is a copy, it counts twice")                                \
    X(MERGE_WORKBOOK,                                                                                   \
      "%s : un classeur ne se fusionne pas : refaites les tranches avec --to csv ou jsonl",             \
      "%s: a workbook cannot be merged: make the slices again with --to csv or jsonl")                  \
    X(SHEET_GROUPS, "Groupage", "Groups")                                                               \
    X(SHEET_ZONES, "Zones tarifaires", "Zones")                                                         \
    X(SHEET_DAYS, "Journées", "Days")                                                                   \
    X(SHEET_TOTALS, "Totaux", "Totals")                                                                 \
    X(SHEET_FINDINGS, "Anomalies", "Findings")                                                          \
    X(SHEET_AUDIT, "Écarts", "Differences")                                                             \
    X(SHEET_COMPARE, "Changements", "Changes")                                                          \
    X(SHEET_BILLS, "Factures", "Invoices")                                                              \
    X(SHEET_DRUGS, "Médicaments", "Drugs")                                                              \
    X(HELP_SUMS, "des totaux (total, ou des clés jointes par des virgules) :",                          \
      "totals (total, or keys joined by commas):")                                                      \
    X(SHEET_TABLES, "Tables", "Tables")                                                                 \
    X(VERIFY_HIDDEN,                                                                                    \
      "%s : le séjour demandé est masqué dans le journal : refaites « had explain »",                   \
      "%s: the stay asked for is hidden in the journal: run \"had explain\" again")                     \
    X(EXPLAIN_USAGE,                                                                                    \
      "explain attend --ligne N, ou --sejour S, avec --sequence Q puis --sous-sequence T au "           \
      "besoin",                                                                                         \
      "explain expects --ligne N, or --sejour S, with --sequence Q then --sous-sequence T if "          \
      "need be")                                                                                        \
    X(EXPLAIN_DIRECTORY,                                                                                \
      "%s : --ligne désigne la ligne d'un fichier, pas d'un répertoire ; donnez le fichier, que "     \
      "price, check et report nomment",                                                                 \
      "%s: --ligne names a line of a file, not of a directory; give the file, which price, check "      \
      "and report name")                                                                                \
    X(EXPLAIN_RAPSS_DAY, "%s ligne %llu : un RAPSS n'a pas de dates : --jour ne s'y applique pas",      \
      "%s line %llu: a RAPSS has no dates: --jour does not apply to it")                                \
    X(EXPLAIN_NO_DAY,                                                                                   \
      "%s : aucun enregistrement demandé ne contient le %s ; sans --jour, explain dit leurs "          \
      "dates",                                                                                          \
      "%s: no record asked for holds %s; without --jour, explain tells their dates")                    \
    X(EXPLAIN_NO_LINE, "%s : pas de ligne %llu, le fichier en a %llu",                                  \
      "%s: no line %llu, the file has %llu")                                                            \
    X(EXPLAIN_OUTSIDE,                                                                                  \
      "%s : la ligne %llu finit en %s, hors de --periode ; sans --periode, explain la "                 \
      "montre",                                                                                         \
      "%s: line %llu ends in %s, outside of --periode; without --periode, explain shows "               \
      "it")                                                                                             \
    X(EXPLAIN_EMPTY_LINE,                                                                               \
      "%s : la ligne %llu n'est pas un enregistrement (vide, ou marque de fin de fichier)",             \
      "%s: line %llu is no record (empty, or the mark of an end of file)")                              \
    X(EXPLAIN_NO_STAY, "%s : aucun enregistrement du séjour demandé",                                   \
      "%s: no record of the stay asked for")                                                            \
    X(EX_FIELDS, "Champs", "Fields")                                                                    \
    X(EX_HIDDEN, "valeurs personnelles masquées (--values les montre)",                                 \
      "personal values hidden (--values shows them)")                                                   \
    X(EX_MASK, "(masqué)", "(hidden)")                                                                  \
    X(EX_FIELD, "%-9s %-27s %s", "%-9s %-27s %s")                                                       \
    X(EX_CONTROLS, "Contrôles", "Controls")                                                             \
    X(EX_CLEAN, "faits, rien trouvé", "run, nothing found")                                             \
    X(EX_SHAPE, "faits sur la forme des codes seulement (sans --cim10 ou --ccam)",                      \
      "run on the shape of codes only (no --cim10 or --ccam)")                                          \
    X(EX_NOT_READ, "non faits : la ligne n'est pas un enregistrement",                                  \
      "not run: the line is no record")                                                                 \
    X(EX_READ, "non faits : zones lues dans l'enregistrement (--zones calculees les refait)",           \
      "not run: zones read from the record (--zones calculees makes them anew)")                        \
    X(EX_NO_FIELD, "non faits : le format n'a pas le champ",                                            \
      "not run: the format lacks the field")                                                            \
    X(EX_YEAR, "non faits : pas en vigueur l'année de fin",                                             \
      "not run: not in force in the year of the end")                                                   \
    X(EX_NO_DATE, "non faits : sans --date", "not run: no --date")                                      \
    X(EX_NO_CONVENTIONS, "non faits : sans --conventions", "not run: no --conventions")                 \
    X(EX_NO_CCAM, "non faits : sans --ccam", "not run: no --ccam")                                      \
    X(EX_NO_CLASSIFICATION, "non faits : aucune classification à cette date",                           \
      "not run: no classification at this date")                                                        \
    X(EX_NO_END, "non faits : sans date de fin lisible, aucune classification n'est choisie",           \
      "not run: without an end that can be read no classification is chosen")                           \
    X(EX_OTHERS_CHECK, "non faits ici : ils regardent d'autres enregistrements (had check)",            \
      "not run here: they look at other records (had check)")                                           \
    X(EX_OTHERS, "non faits ici : ils regardent d'autres enregistrements (--chainage, had check)",      \
      "not run here: they look at other records (--chainage, had check)")                               \
    X(EX_ABSENT, "absents de cette version", "not in this version")                                     \
    X(EX_STATE, "%llu %s : %s", "%llu %s: %s")                                                          \
    X(EX_FINDING, "%s %s : %s (%s%s)", "%s %s: %s (%s%s)")                                              \
    X(EX_BLOCKING, "bloquant", "blocking")                                                              \
    X(EX_WARNING, "non bloquant", "not blocking")                                                       \
    X(EX_BYTE, ", octet %u", ", byte %u")                                                               \
    X(EX_PLACE, ", octets %u-%u", ", bytes %u-%u")                                                      \
    X(EX_GROUP, "Triplet et groupe", "Triple and group")                                                \
    X(EX_TRIPLE, "MPP %s, MPA %s, IK %s", "MPP %s, MPA %s, IK %s")                                      \
    X(EX_CARRIED, "groupage lu dans l'enregistrement, version %s (--zones calculees le refait)",        \
      "grouping read from the record, version %s (--zones calculees makes it anew)")                    \
    X(EX_NONE_CHOSEN, "la date de fin ne se lit pas : aucune classification n'est choisie",             \
      "the end cannot be read: no classification is chosen")                                            \
    X(EX_NONE_COVERS, "aucune classification ne couvre la date de fin (091)",                           \
      "no classification covers the end (091)")                                                         \
    X(EX_CLASSIFICATION, "classification %s, version %s, %s", "classification %s, version %s, %s")      \
    X(EX_OFFICIAL, "officielle", "official")                                                            \
    X(EX_NOT_OFFICIAL, "NON OFFICIELLE", "NOT OFFICIAL")                                                \
    X(EX_RESULT, "GHPC %s, code retour %s", "GHPC %s, return code %s")                                  \
    X(EX_NO_TRIPLE, "triplet absent de la classification", "triple not in the classification")          \
    X(EX_PAIR, "couple MPP-MPA : %s%s", "pair MPP-MPA: %s%s")                                           \
    X(EX_ALLOWED, "autorisé", "allowed")                                                                \
    X(EX_UNEXPECTED, "inattendu (530)", "unexpected (530)")                                             \
    X(EX_NOT_ALLOWED, "non autorisé (517)", "not allowed (517)")                                        \
    X(EX_WRONG, "erroné (056)", "wrong (056)")                                                          \
    X(EX_NOT_LISTED, "non listé", "not listed")                                                         \
    X(EX_IK_BELOW, " ; IK sous ses bornes", "; IK under its bounds")                                    \
    X(EX_IK_ABOVE, " ; IK au-dessus de ses bornes", "; IK above its bounds")                            \
    X(EX_PRODUCT, "poids MPP x MPA x IK : %s x %s x %s = IPI %s",                                       \
      "weights MPP x MPA x IK: %s x %s x %s = IPI %s")                                                  \
    X(EX_ROUNDED, " (%s arrondi à %u décimales)", " (%s rounded to %u decimals)")                       \
    X(EX_PERIOD, "%-8s %s", "%-8s %s")                                                                  \
    X(EX_BOUNDS, "x %s = IPT %s : GHT %s (dès %s ; GHT %s dès %s)",                                     \
      "x %s = IPT %s: GHT %s (from %s; GHT %s from %s)")                                                \
    X(EX_LAST_BOUND, "x %s = IPT %s : GHT %s (dès %s, le dernier)",                                     \
      "x %s = IPT %s: GHT %s (from %s, the last)")                                                      \
    X(EX_OBSERVED, "GHT %s : groupe observé (%llu enregistrement(s))",                                  \
      "GHT %s: observed group (%llu record(s))")                                                        \
    X(EX_DEDUCED, "GHT %s : déduit de groupes observés (had tables show %s --pourquoi %s-%s-%s)",       \
      "GHT %s: deduced from observed groups (had tables show %s --pourquoi %s-%s-%s)")                  \
    X(EX_UNKNOWN, "GHT inconnu", "GHT unknown")                                                         \
    X(EX_REASON, "Pourquoi ces GHT sont déduits", "Why these GHT are deduced")                          \
    X(EX_DAYS, "Journées", "Days")                                                                      \
    X(EX_NO_DATES, "un RAPSS n'a pas de dates : les jours de chaque zone sont ceux qu'il porte",        \
      "a RAPSS has no dates: the days of each zone are those that it carries")                          \
    X(EX_DATES, "du %s au %s : %lld jour(s) ; séquence commencée le %s",                                \
      "from %s to %s: %lld day(s); sequence begun on %s")                                               \
    X(EX_ZONE, "zone %u, GHT %s : du %s au %s, %u jour(s)",                                             \
      "zone %u, GHT %s: from %s to %s, %u day(s)")                                                      \
    X(EX_ZONE_DAYS, "zone %u, GHT %s : %u jour(s)", "zone %u, GHT %s: %u day(s)")                       \
    X(EX_MARKS,                                                                                         \
      "(1 à 4 : période de la journée ; . : avant la sous-séquence ; x : hors convention)",             \
      "(1 to 4: period of the day; . : before the sub-sequence; x: outside conventions)")               \
    X(EX_AMOUNT, "Montant", "Amount")                                                                   \
    X(EX_PUBLISHED, "publié", "published")                                                              \
    X(EX_DERIVED, "calculé", "derived")                                                                 \
    X(EX_FROM_INVOICES, "lu dans des factures", "read from invoices")                                   \
    X(EX_GIVEN, "fourni", "given")                                                                      \
    X(EX_SIMULATED, "simulé", "simulated")                                                              \
    X(EX_COEF_GEO, " x %s (coef. géographique)", " x %s (geographic coef.)")                            \
    X(EX_COEF_PRUDENTIEL, " x %s (coef. prudentiel)", " x %s (prudential coef.)")                       \
    X(EX_COEF_AUTO, " x %s (coef. prudentiel de %u)", " x %s (prudential coef. of %u)")                 \
    X(EX_COEF_SOURCE, "coefficient prudentiel : %s ; certitude : %s",                                   \
      "prudential coefficient: %s; certainty: %s")                                                      \
    X(EX_COEF_UNKNOWN, " x coef. prudentiel de %u, inconnu (919)",                                      \
      " x prudential coef. of %u, not known (919)")                                                     \
    X(EX_WITH_COEFFICIENTS, " x coef.", " x coef.")                                                     \
    X(EX_NO_TARIF, "GHT %s, %s, %s, campagne %u : aucun tarif publié (902)",                            \
      "GHT %s, %s, %s, campaign %u: no published tariff (902)")                                         \
    X(EX_APART, " ; ", "; ")                                                                            \
    X(EX_TARIF, "GHT %s, %s, %s, campagne %u : %s € par jour, %s",                                      \
      "GHT %s, %s, %s, campaign %u: %s € a day, %s")                                                    \
    X(EX_RATE, "%u %% du tarif de base, %s €, arrondi au centime (règle R11)",                          \
      "%u %% of the base tariff, %s €, rounded to the centime (rule R11)")                              \
    X(EX_ROW, "%s, ligne %u ; source : %s", "%s, line %u; source: %s")                                  \
    X(EX_ROW_ALONE, "%s, ligne %u", "%s, line %u")                                                      \
    X(EX_RESTATED, "(arrêté repris par des paquets R publics, non relu au Journal officiel)",           \
      "(decree restated by public R packages, not read in the Journal officiel)")                       \
    X(EX_ZONE_AMOUNT, "zone %u : %u jour(s) x %s%s = %s €", "zone %u: %u day(s) x %s%s = %s €")         \
    X(EX_TOTAL, "total : %s €", "total: %s €")                                                          \
    X(EX_NO_TOTAL, "total : inconnu, un tarif (902) ou un coefficient (919) manque",                    \
      "total: unknown, a tariff (902) or a coefficient (919) is missing")                               \
    X(EX_BILLABLE_DGF, "facturable : supposé oui (ex-DGF ; seul VID-HOSP le dit : --vidhosp)",          \
      "billable: taken as yes (ex-DGF; VID-HOSP alone tells: --vidhosp)")                               \
    X(EX_BILLABLE_OQN, "facturable : oui (code %s)", "billable: yes (code %s)")                         \
    X(EX_NOT_BILLABLE, "facturable : non (code %s) ; le montant reste affiché en entier",               \
      "billable: no (code %s); the amount is shown whole all the same")                                 \
    X(EX_UNOFFICIAL, "montant indicatif : le groupe ne vient pas d'une classification officielle",      \
      "indicative amount: the group does not come from an official classification")                     \
    X(EX_NOTHING, "Pourquoi cet enregistrement ne rapporte rien", "Why this record earns nothing")      \
    X(EX_CARRIED_ERROR,                                                                                 \
      "son groupage lu est en erreur (GHT 99) ou inutilisable (906) ; --zones calculees le "            \
      "refait",                                                                                         \
      "its grouping read is in error (GHT 99) or unusable (906); --zones calculees makes it anew")      \
    X(EX_TO_CHANGE, "%s (%s) : à corriger dans %s", "%s (%s): to be mended in %s")                      \
    X(EX_TO_CHANGE_EITHER, "%s (%s) : %s est comparé à %s ; l'un ou l'autre est à corriger",            \
      "%s (%s): %s is compared with %s; either is to be mended")                                        \
    X(EX_TO_CHANGE_NO_FIELD, "%s : %s", "%s: %s")                                                       \
    X(EX_GROUPED, "groupé", "grouped")                                                                  \
    X(EX_BLOCKED, "en erreur", "in error")                                                              \
    X(EX_UNUSABLE, "zones lues inutilisables", "zones read that cannot be used")                        \
    X(EX_HEAD, "%s, ligne %llu : %s %s, %s, %s", "%s, line %llu: %s %s, %s, %s")                        \
    X(EX_DAY_NOTHING, "%s : rien", "%s: nothing")                                                       \
    X(EX_DAY_UNCOVERED, "journée hors convention (529) : elle n'est pas payée",                         \
      "day outside any convention (529): it is not paid")                                               \
    X(EX_DAY_NO_TARIF, "%s : GHT %s, sans tarif publié (902)",                                          \
      "%s: GHT %s, no published tariff (902)")                                                          \
    X(EX_DAY, "%s : %s € (GHT %s)%s", "%s: %s € (GHT %s)%s")                                            \
    X(EX_DAY_NOT_BILLABLE, ", non facturable", ", not billable")                                        \
    X(EX_DAY_PLACE, "%s, ligne %llu : J%lld de la séquence, période %u (%s)",                           \
      "%s, line %llu: J%lld of the sequence, period %u (%s)")                                           \
    X(EX_DAY_TRIPLE, "MPP %s, MPA %s, IK %s : GHPC %s, code retour %s",                                 \
      "MPP %s, MPA %s, IK %s: GHPC %s, return code %s")                                                 \
    X(EX_DAY_READ, "GHT lu dans l'enregistrement (--zones calculees le refait)",                        \
      "GHT read from the record (--zones calculees makes it anew)")                                     \
    X(EX_DAY_COEFFICIENTS, "la zone est arrondie une fois : jours x tarif%s",                           \
      "the zone is rounded once: days x tariff%s")                                                      \
    X(EX_RANGE, "selon les groupes possibles : de %s à %s €",                                           \
      "by the groups that are possible: from %s to %s €")                                               \
    X(EX_ESTIMATE, "Ce qu'il rapporterait : une estimation (règle R40), jamais un montant",             \
      "What it would earn: an estimate (rule R40), never an amount")                                    \
    X(EX_WOULD_EARN,                                                                                    \
      "ligne %llu : %s €, ses jours au montant moyen d'une journée du fichier (de son MPP, s'il "    \
      "y en a)",                                                                                        \
      "line %llu: %s €, its days at the mean amount of a day in the file (of its MPP, if any)")         \
    X(EX_NO_ESTIMATE,                                                                                   \
      "ligne %llu : pas d'estimation (dates illisibles, plus de 62 jours, ou rien de valorisé "        \
      "dans le fichier)",                                                                               \
      "line %llu: no estimate (dates unreadable, more than 62 days, or nothing priced in the "          \
      "file)")                                                                                          \
    X(EX_DRUGS, "Médicaments facturés en sus", "Drugs billed on top")                                   \
    X(EX_DRUG, "ligne %llu : %s, UCD %s, quantité %s, %s € (%s, ligne %llu)",                           \
      "line %llu: %s, UCD %s, quantity %s, %s € (%s, line %llu)")                                       \
    X(EX_BILLS, "Facture (RSF)", "Invoice (RSF)")                                                       \
    X(EX_BILL, "facturé : GHT %s, %lld jour(s), %s €, jusqu'au %s (%s, ligne %llu)",                    \
      "billed: GHT %s, %lld day(s), %s €, until %s (%s, line %llu)")                                    \
    X(EX_OWED, "dû : %lld jour(s), %s € (%s, ligne %llu)",                                              \
      "due: %lld day(s), %s € (%s, line %llu)")                                                         \
    X(EX_INVOICE_OF, "facture de la ligne ", "invoice of line ")                                        \
    X(EX_COMPARED, "GHT %s : dû %lld jour(s), %s € ; facturé %lld jour(s), %s € : %s",                  \
      "GHT %s: due %lld day(s), %s €; billed %lld day(s), %s €: %s")                                    \
    X(EX_SAME, "égal", "equal")                                                                         \
    X(EX_DAY_AT, "%s%s, ligne %llu", "%s%s, line %llu")                                                 \
    X(EX_DAY_DRUGS, "médicaments de la journée : %llu ligne(s), %s €%s%s",                              \
      "drugs of the day: %llu line(s), %s €%s%s")                                                       \
    X(EX_DAY_BILL, "facture : dû %lld jour(s), %s € ; facturé %lld jour(s), %s €",                      \
      "invoice: due %lld day(s), %s €; billed %lld day(s), %s €")                                       \
    X(EX_DROITS, "facturable : %s (VID-HOSP : %s ; %s)", "billable: %s (VID-HOSP: %s; %s)")             \
    X(EX_DROITS_ABSENT,                                                                                 \
      "922 : aucun VID-HOSP pour ce séjour : facturable, part de l'assurance maladie inconnue",         \
      "922: no VID-HOSP for this stay: billable, part of the insurance unknown")                        \
    X(EX_DROITS_DIFFER,                                                                                 \
      "922 : deux réponses pour ce séjour, ou aucune lisible : facturable, part de l'assurance "      \
      "maladie inconnue",                                                                               \
      "922: two answers for this stay, or none that can be read: billable, part of the insurance "      \
      "unknown")                                                                                        \
    X(EX_DROITS_AMO, "part de l'assurance maladie : %s %% = %s €",                                      \
      "part that the insurance pays: %s %% = %s €")                                                     \
    X(EX_DROITS_RATE, "part de l'assurance maladie : %s %%",                                            \
      "part that the insurance pays: %s %%")                                                            \
    X(EX_DROITS_NO_RATE, "taux de remboursement illisible : part de l'assurance maladie inconnue",      \
      "reimbursement rate unreadable: part of the insurance unknown")                                   \
    X(EX_YES, "oui", "yes")                                                                             \
    X(EX_NO, "non", "no")                                                                               \
    X(EX_FACTURABLE_0, "non facturable", "not billable")                                                \
    X(EX_FACTURABLE_1, "facturable", "billable")                                                        \
    X(EX_FACTURABLE_2, "en attente de taux", "rate pending")                                            \
    X(EX_FACTURABLE_3, "en attente de droits", "rights pending")                                        \
    X(REPORT_DRUGS, "médicaments (FICHCOMP, RSF H)", "drugs (FICHCOMP, RSF H)")                         \
    X(REPORT_LINES,                                                                                     \
      "%s : %llu ligne(s) lue(s) = %llu retenue(s) + %llu rejetée(s) + %llu hors période + %llu "     \
      "d'un autre type de RSF + %llu de débris",                                                        \
      "%s: %llu line(s) read = %llu kept + %llu rejected + %llu out of period + %llu of another "       \
      "type of RSF + %llu of debris")                                                                   \
    X(EX_NONE, "rien", "nothing")                                                                       \
    X(EX_LEFT_OUT, "%llu ligne(s) rejetée(s) : had drugs et had bills disent pourquoi",                 \
      "%llu line(s) rejected: had drugs and had bills say why")                                         \
    X(EX_REJECTED, "%s, ligne %llu : rejetée, %s (%s)", "%s, line %llu: rejected, %s (%s)")             \
    X(EX_REJECTED_FORMAT, "format reconnu : %s", "format recognised: %s")                               \
    X(EX_REJECTED_LENGTH, "%llu octets, %u attendus d'après ses compteurs",                             \
      "%llu bytes, %u expected from its counts")                                                        \
    X(EX_REJECTED_PLACE, "%llu octets ; premier octet en cause : %u",                                   \
      "%llu bytes; first byte at fault: %u")                                                            \
    X(EX_DO_LENGTH,                                                                                     \
      "à faire : exporter la ligne entière, avec autant de diagnostics, d'actes et de zones que "     \
      "ses compteurs en annoncent",                                                                     \
      "to do: export the whole line, with as many diagnoses, acts and zones as its counts tell")        \
    X(EX_DO_COUNTS,                                                                                     \
      "à faire : vérifier ses compteurs (diagnostics, actes, zones) : la ligne porte plus qu'ils "    \
      "n'annoncent",                                                                                    \
      "to do: check its counts (diagnoses, acts, zones): the line carries more than they tell")         \
    X(EX_DO_CHARACTER, "à faire : ôter de la ligne cet octet de contrôle",                              \
      "to do: take this control byte out of the line")                                                  \
    X(EX_DO_FORMAT,                                                                                     \
      "à faire : donner un fichier de RPSS ou de RAPSS ; le format se lit dans les premiers "          \
      "octets de la ligne",                                                                             \
      "to do: give a file of RPSS or RAPSS; the format is read from the first bytes of the line")       \
    X(EX_REJECTED_NOTHING,                                                                              \
      "ni groupe ni montant : une ligne rejetée ne compte que dans les anomalies",                      \
      "neither group nor amount: a rejected line counts in findings only")                              \
    X(S_STOPPED, "arrêt : rien n'est écrit dans %s", "stopped: nothing is written to %s")               \
    X(SUMS_FULL,                                                                                        \
      "une somme passe 92 233 720 368 547 758,07 € (ou autant de journées) : elle n'est plus "       \
      "exacte. Vérifiez les tarifs donnés (--tables) et les coefficients",                              \
      "a sum goes past 92,233,720,368,547,758.07 euros (or as many days): it is not exact any "         \
      "more. Check the tariffs given (--tables) and the coefficients")                                  \
    X(FOREIGN_CONVENTIONS, "%s : aucune ligne d'un fichier de conventions : on dirait %s",              \
      "%s: no line of an agreement file: it looks like %s")                                             \
    X(TABLES_NO_DIRECTORY,                                                                              \
      "%s : ce n'est pas un répertoire : les tables sont des fichiers .csv dans un répertoire",         \
      "%s: is no directory: tables are .csv files in a directory")                                      \
    X(TABLE_SHEET,                                                                                      \
      "%s : un classeur n'est pas lu comme table : enregistrez-le en « CSV UTF-8 » à "               \
      "point-virgules, et retirez-le d'ici",                                                            \
      "%s: a workbook is not read as a table: save it as \"CSV UTF-8\" with semicolons, and take "      \
      "it "                                                                                             \
      "away from here")                                                                                 \
    X(FOREIGN_LIST, "%s : %s : on dirait %s", "%s: %s: it looks like %s")                               \
    X(GIVEN_EMPTY, "%s : fichier sans aucune ligne", "%s: a file without any line")                     \
    X(GIVEN_REWRITTEN,                                                                                  \
      "%s : %llu code(s) avec un point ou des minuscules, lus comme le code qu'ils veulent dire",       \
      "%s: %llu code(s) with a point or small letters, read as the code they mean")                     \
    X(S_HELD_EUROS,                                                                                     \
      "fichier des conventions, %s : %llu enregistrement(s) retenu(s), %lld journée(s) ; "             \
      "estimation : %s €",                                                                              \
      "agreement file, %s: %llu record(s) held back, %lld day(s); estimate: %s €")                      \
    X(S_HELD, "fichier des conventions, %s : %llu enregistrement(s) retenu(s), %lld journée(s)",        \
      "agreement file, %s: %llu record(s) held back, %lld day(s)")                                      \
    X(BROKEN, "erreur interne : comptes faux (%s) ; merci de le signaler",                              \
      "internal error: counts do not add up (%s); please report it")                                    \
    X(FAILED, "erreur interne : échec de %s (état %d) ; merci de le signaler",                          \
      "internal error: %s failed (status %d); please report it")

enum word {
#define X(name, fr, en) W_##name,
    WORDS(X)
#undef X
        WORD_COUNT
};

/* Each text by a name of its own, which the macros below make of the name of the word. */
#define X(name, fr, en) static const char FR_W_##name[] = fr, EN_W_##name[] = en;
WORDS(X)
#undef X

#ifdef __GNUC__
#define TAKES(text, arguments) __attribute__((format(printf, text, arguments)))
#else
#define TAKES(text, arguments)
#endif
/* Declared only for the compiler, which checks its arguments: never called, nowhere defined. */
int words_fit(const char *fr, const char *en, ...) TAKES(1, 3) TAKES(2, 3);

/* The language of everything said after; French unless told. */
void words_language(enum language language);
enum language words_language_get(void);
/* The text of a word that takes no arguments; it holds no %. */
#define words(name) words_of(word_bare(name))
const char *words_of(enum word word);

/* `had: ` and a line on standard error: say(W_NO_READ, path, cause). Texts given as arguments are
 * names, of files above all: what a terminal would obey, and bytes that are no UTF-8, are shown as
 * \xHH. */
#define say(...) WORDS_HOW(__VA_ARGS__)(say_word, __VA_ARGS__)
/* The same, without `had: `. */
#define say_plain(...) WORDS_HOW(__VA_ARGS__)(say_plain_word, __VA_ARGS__)
/* The same when the only argument, a count, is not 0. */
#define say_count(name, count)                                                                     \
    say_count_word(word_taking(name, (unsigned long long)1), (unsigned long long)(count))
/* The text in a buffer, cut to its size; the bytes written, of which the last is followed by NUL.
 */
#define words_write(out, size, ...)                                                                \
    words_write_word(out, size, word_taking(__VA_ARGS__), words_after_first(__VA_ARGS__))

/* A word for a function that fills in the arguments itself. Those given here only show the compiler
 * their types. */
#define word_taking(name, ...)                                                                     \
    ((enum word)(name + 0 * sizeof words_fit(FR_##name, EN_##name, __VA_ARGS__)))
#define word_bare(name) ((enum word)(name + 0 * sizeof words_fit(FR_##name, EN_##name)))

#define say_bare(how, name)           how(word_bare(name))
#define say_some(how, name, ...)      how(word_taking(name, __VA_ARGS__), __VA_ARGS__)
#define words_after_first(first, ...) __VA_ARGS__
/* say_bare for a word alone, say_some for one with up to eleven arguments. */
#define WORDS_HOW(...)                                                                             \
    WORDS_THIRTEENTH(__VA_ARGS__, say_some, say_some, say_some, say_some, say_some, say_some,      \
                     say_some, say_some, say_some, say_some, say_some, say_bare, )
#define WORDS_THIRTEENTH(_1, _2, _3, _4, _5, _6, _7, _8, _9, _10, _11, _12, how, ...) how

void say_word(enum word word, ...);
void say_plain_word(enum word word, ...);
void say_count_word(enum word word, unsigned long long count);

/* A line made already, after `before`. Each line is said in one piece. */
void say_text(const char *before, const char *said);
size_t words_write_word(char *out, size_t size, enum word word, ...);

#endif
