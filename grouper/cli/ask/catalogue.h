/* SPDX-License-Identifier: Apache-2.0 */
/* Every command and every option, once. options.c reads arguments by it, help.c prints it, manual
 * pages and completions are made of it. To add an option: its name here, its place in struct
 * options, its row in catalogue.c. */
#ifndef CATALOGUE_H
#define CATALOGUE_H

#include "options.h"
#include "cli/base/calendar.h"
#include "cli/base/words.h"

enum command {
    C_GROUP,
    C_PRICE,
    C_CHECK,
    C_AUDIT,
    C_COMPARE,
    C_EXPLAIN,
    C_REPORT,
    C_DRUGS,
    C_BILLS,
    C_MERGE,
    C_VERIFY,
    C_COLUMNS,
    C_LIST, /* of `tables`, and so on */
    C_SHOW,
    C_TABLES_CHECK,
    C_LEARN,
    C_LEARN_TARIFS,
    C_COVERAGE,
    C_DEDUCE,
    C_MODELE,
    C_DIFF,
    C_HELP,
    COMMAND_COUNT
};

enum { MANY = 1000000 };

/* What operands are. */
enum operands {
    OPERANDS_FILES,  /* read by the run */
    OPERANDS_TABLES, /* directories of tables, or names of classifications */
    OPERANDS_WORDS   /* no files */
};

struct command_info {
    const char *name; /* one word, or `tables` and a verb */
    int (*run)(const struct options *options);
    size_t least, most;      /* operands */
    const char *operands[2]; /* by language, as all pairs here */
    const char *about[2];
    const char *example;  /* works in fixtures/ */
    const char *found[2]; /* what exit status 1 says; NULL = only --strict gives it */
    bool directory;       /* -o names a directory, and has to be given */
    bool screen;          /* on a terminal its rows are a table of a screenful */
    enum operands reads;
};

enum option {
    O_OUTPUT,
    O_TO,
    O_SPREADSHEET,
    O_BY,
    O_ZONES,
    O_FOURCHETTE,
    O_COEF_GEO,
    O_COEF_PRUDENTIEL,
    O_CAMPAGNE,
    O_CLASSIFICATION,
    O_TABLES,
    O_DEDUIRE,
    O_DEDUIRE_MIN,
    O_NON_OFFICIELS,
    O_POURQUOI,
    O_CONVENTIONS,
    O_RPSS,
    O_LISTE,
    O_ALL,
    O_VIDHOSP,
    O_HOSP_PMSI,
    O_CIM10,
    O_CCAM,
    O_DATE,
    O_PERIODE,
    O_SEULEMENT,
    O_DOUBLONS,
    O_TOUS_LES_MOIS,
    O_CHAINAGE,
    O_SANS_CHAINAGE,
    O_SEUIL,
    O_ENSEMBLE,
    O_AVERTISSEMENTS,
    O_VALUES,
    O_LIGNE,
    O_SEJOUR,
    O_SEQUENCE,
    O_SOUS_SEQUENCE,
    O_JOUR,
    O_FICHCOMP,
    O_RSF,
    O_PART,
    O_JOBS,
    O_AVANT,
    O_OFFICIEL,
    O_SIMULER,
    O_POPULATION,
    O_JOURNAL,
    O_PROGRESS,
    O_ALL_MESSAGES,
    O_STRICT,
    O_QUIET,
    O_LANG,
    O_HELP,
    O_VERSION,
    OPTION_COUNT
};

/* What becomes of a value, at its place in struct options. */
enum value_kind {
    VALUE_NONE,   /* bool: the option takes no value */
    VALUE_INPUT,  /* const char *: a file that the run reads, and so must not write */
    VALUE_INPUTS, /* struct list: the same, repeatable; or directories, or names of their own */
    VALUE_OUTPUT, /* const char *: a file that the run writes */
    VALUE_CHOICE, /* an enum: one of `choices` */
    VALUE_READ    /* `read` says */
};

struct choice {
    const char *name;
    int value;
    uint64_t commands;
};

/* What became of a value: taken; not one (what is accepted is still to be said); or refused, and
 * everything has been said. */
enum reading { TAKEN, NOT_ONE, SAID };

struct option_info {
    const char *name, *letter; /* letter: "-o"; NULL = none */
    const char *value[2];      /* what the help calls it */
    uint64_t commands;         /* bits: which have a use for it */
    const char *about[2];
    enum value_kind kind;
    size_t place;
    const struct choice *choices; /* ended by a NULL name */
    enum reading (*read)(struct options *options, const char *value);
    const char *accepted[2]; /* of VALUE_READ, in words */
    /* What was meant by a value that is none; false when it cannot be told. NULL: it never can. */
    bool (*meant)(const char *value, char out[CALENDAR_MEANT]);
};

extern const struct command_info commands[COMMAND_COUNT];
extern const struct option_info known_options[OPTION_COUNT];

/* The command of this name, NULL if there is none. */
const struct command_info *command_named(const char *name);
/* Whether a command has a use for an option; whether it was given. */
bool option_goes(const struct command_info *command, enum option option);
static inline bool option_given(const struct options *options, enum option option)
{
    return options->used >> option & 1;
}

#endif
