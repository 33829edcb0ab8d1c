/* SPDX-License-Identifier: Apache-2.0 */
#ifndef OPTIONS_H
#define OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/write/columns.h"
#include "cli/write/table.h"

struct text;
struct command_info;

enum format {
    FORMAT_DEFAULT,
    FORMAT_RPSS,
    FORMAT_CSV,
    FORMAT_JSONL,
    FORMAT_LEG,
    FORMAT_REPORT,
    FORMAT_XLSX
};

/* What `price` writes a row for. */
enum detail { BY_ZONE, BY_JOUR, BY_TOTAL };

enum progress { PROGRESS_AUTO, PROGRESS_ALWAYS, PROGRESS_NEVER };

enum zones { ZONES_LUES, ZONES_CALCULEES };

enum { LIST_MAX = 32, JOBS_MAX = 256, DEDUIRE_MIN_MAX = 999999999 };

struct list {
    const char *item[LIST_MAX];
    size_t count;
};

enum { LISTED_LEFT = 3 }; /* reasons to leave files of a directory out (enum left) */

/* What was asked for. Each option of catalogue.c has its place here. */
struct options {
    const char *command; /* its name: "price", "tables learn" */
    const struct command_info *info;
    const char **files; /* into the program's arguments; a verb of `tables` is not among them */
    size_t file_count;
    const char *output, *journal; /* "-" = standard output; NULL = not asked for */
    const char *const *arguments; /* as given, for the journal */
    int argument_count;
    struct text *account; /* had verify: write nothing, give the journal's text here */
    enum format to;
    enum detail by;
    enum key keys[KEY_COUNT];
    int key_count;
    enum drug_key drug_keys[DRUG_KEY_COUNT];
    int drug_key_count;
    enum zones zones;
    enum progress progress;
    int32_t date;
    const char *date_text;
    uint64_t used;                               /* bits of the options given */
    size_t jobs;                                 /* workers, at least 1 */
    uint32_t part, parts;                        /* --part K/N; 0/0 = the whole */
    int32_t coef_geo, coef_prudentiel, campagne; /* as had_options has them */
    struct list classifications, tables;
    const char *conventions, *cim10, *ccam;
    int32_t seuil, periode;         /* AAAAMMJJ, AAAAMM: the month sent, of check */
    int32_t period_from, period_to; /* AAAAMM: what ends outside is left out; 0 = nothing is */
    bool doublons, all_months;
    const char *const *listed; /* had verify: the records that were read, in place of `files` */
    const char *const *listed_beside; /* and what was read of directories beside them */
    size_t listed_count, listed_beside_count;
    /* and the sentences of what was left out of directories, by reason */
    struct {
        const char *const *list;
        size_t count;
    } listed_left[LISTED_LEFT];
    int deduire;         /* --deduire: a had_deduire */
    bool range;          /* --fourchette */
    bool not_official;   /* --non-officiels */
    const char *why;     /* --pourquoi: MPP-MPA-IK */
    int32_t deduire_min; /* --deduire-min; 0 = not given */
    uint64_t ligne;      /* --ligne, from 1; 0 = not given, as those below */
    const char *sejour;  /* --sejour */
    uint32_t sequence, sous_sequence;
    int32_t jour;              /* --jour, AAAAMMJJ */
    struct list fichcomp, rsf; /* of explain: what is billed beside the days */
    const char *jour_text;
    bool values;               /* --values: findings show what they are about */
    bool alone;                /* --sans-chainage: each record on its own */
    struct list rpss;          /* records beside the files of drugs, or of invoices */
    const char *liste;         /* of drugs */
    const char *const *beside; /* other inputs of the run, which are no records */
    size_t beside_count;
    struct list vidhosp, hosp_pmsi; /* insurance facts */
    struct list avant;              /* of report: each an earlier state, or year */
    const char *officiel;           /* the State's own valuation, by GHT */
    const char *simuler;            /* a campaign, or a classification: its name, its directory */
    int64_t population;             /* --population; 0 = not given */
    bool undated;                   /* classifications cover every date: a simulation */
    bool tables_needed;             /* a directory of --tables without any is refused */
    bool all;                       /* --all: what is equal too */
    bool all_messages;              /* --tous-les-messages */
    bool together, chainage, warnings; /* --ensemble, --chainage, --avertissements */
    bool spreadsheet, strict, quiet, help, version;
};

/* Whether --periode asks for what ends on this day. What has no known end (0) is always asked for.
 */
static inline bool options_in_period(const struct options *options, int32_t fin)
{
    int32_t month = fin / 100;
    return options->period_from == 0 || fin == 0 ||
           (month >= options->period_from && month <= options->period_to);
}

/* Reads the arguments after the program's name (reordered in place). 0, or USAGE with a message. */
int options_read(struct options *options, int argc, char **argv);

/* The form of rows that the options ask for. */
enum table_format row_format(const struct options *options);

#endif
