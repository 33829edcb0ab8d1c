/* SPDX-License-Identifier: Apache-2.0 */
/*
 * had.h - group and price records of French hospital-at-home care (PMSI-HAD).
 *
 * A record (RPSS, one line of fixed-width text) goes in; findings, group (GHPC), zones tarifaires
 * and amounts come out. The library does no input or output, starts no thread, reads no clock and
 * no locale: the caller owns bytes, files and threads.
 *
 *     had_tables *tables;  had_engine *engine;
 *     had_error error = HAD_ERROR_INIT;  had_result result = HAD_RESULT_INIT;
 *     had_tables_new(NULL, &tables);
 *     had_tables_add_published(tables, &error);          layouts, lists of values, tariffs
 *     had_tables_add_builtin_classification(tables, "essai", &error);    trial: never official
 *     had_engine_new(tables, NULL, &engine, &error);
 *     had_process(engine, line, length, &result);           once per record
 *     had_engine_free(engine);  had_tables_free(tables);
 *
 * Conventions
 *   Dates       int32_t AAAAMMJJ (20250131); 0 = blank or not a real date.
 *   Amounts     int64_t centimes of euro. No floating point, but in the had_ref_ calls.
 *   Positions   1-based bytes of the line, as in the State's documents; 0 = none.
 *   Text        UTF-8, static storage, never to be freed. Fields of a record keep their own bytes.
 *   Status      functions return a had_status: about the call, never about a record. What is wrong
 *               with a record is a finding (codes 001-998, S, E, R) and is found in the result.
 *   Structs     begin as HAD_..._INIT when their first member is `size`: had_result result =
 *               HAD_RESULT_INIT. A struct without its size is refused (HAD_E_SIZE).
 *   Threads     told of each call. "any": any number of threads at once, each with its own result
 *               and buffers. "one, for each ...": calls on the same one never at the same time. A
 *               had_tables that is being filled belongs to one thread; once filled, tables and
 *               engines are read only.
 *   Arguments   pointers are never NULL and are never kept after a call, unless it says so; NULL
 *               is HAD_E_ARGUMENT, or what the call says. After another status than HAD_OK, what
 *               the call fills holds nothing to be used, but *error.
 *   Facts       of the State: from tables/, whose rows name their source and their years. What is
 *               inferred is marked so in its table, or is a numbered rule (COMPATIBILITY.md).
 *   Memory      tables and engine take memory from their allocator when made and release it when
 *               freed, chains while records are added; had_process allocates nothing.
 *
 * Programs and libraries of different versions
 *   A struct with a size grows at its end, and nothing in it moves. An older program gets the
 *   members that it knows: the library writes nothing beyond the size it is given. With an older
 *   library, members that it does not know stay as the program set them: 0 by HAD_..._INIT. An
 *   option that it does not know and that is not 0 is refused, never passed over.
 *   Structs without a size, and so those that stand in arrays or in others (had_zone, had_part,
 *   had_finding, had_cell, had_step, had_term, had_span, had_file), never change theirs: members
 *   that are called reserved are room for what comes. They hold nothing; leave them as they are.
 *   had_findings may gain words, so that it is the last member of each struct that holds it.
 *   Numbers of constants, codes of findings and of had_error never change their meaning. Numbers of
 *   findings may: ask had_finding_number. New codes, kinds and outcomes may come: take those that
 *   you do not know as "other".
 *   Until version 1.0 a new minor version may break this: NEWS.md then tells each change with what
 *   to write instead, and the name of the shared library changes.
 */
#ifndef HAD_H
#define HAD_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(_WIN32) && defined(HAD_DLL)
#define HAD_API __declspec(dllimport)
#elif defined(HAD_BUILD) && defined(_WIN32)
#define HAD_API __declspec(dllexport)
#elif defined(__GNUC__)
#define HAD_API __attribute__((visibility("default")))
#else
#define HAD_API
#endif

#define HAD_VERSION_MAJOR 0
#define HAD_VERSION_MINOR 2
#define HAD_VERSION_PATCH 0
#define HAD_VERSION       "0.2.0"

/* Version of the library linked, "major.minor.patch"; static. Does not tell which header the
 * program was built with: HAD_VERSION does. Threads: any. */
HAD_API const char *had_version(void);

/* --- Status and errors ------------------------------------------------------------------------ */

typedef enum had_status {
    HAD_OK = 0,
    HAD_E_MEMORY = 1,            /* the allocator returned NULL */
    HAD_E_SIZE = 2,              /* a struct's size member is unset or too small */
    HAD_E_ARGUMENT = 3,          /* NULL or out-of-range argument */
    HAD_E_TABLE = 4,             /* a table is defective; had_error says where and why */
    HAD_E_NO_CLASSIFICATION = 5, /* the record is to be grouped and no classification is loaded */
    HAD_E_BUFFER = 6             /* the caller's buffer is too small */
} had_status;

/* The text of a status, in French, or in English when `english` is not 0; static, never NULL. A
 * number that is no status is called unknown. Does not say which argument or table it is about:
 * had_error does. Threads: any. */
HAD_API const char *had_status_text(int status, int english);

/* Why a call failed. Emptied by the calls that take it, filled when they refuse a table, an option
 * or a name, or memory lacks. */
typedef struct had_error {
    size_t size;     /* set by the caller: sizeof(had_error) */
    int32_t status;  /* a had_status */
    int32_t code;    /* reason, stable for ever: 101... for tables, see doc/formats.md; 0 = none */
    uint32_t line;   /* 1-based line in `file`; 0 = the file as a whole */
    uint32_t column; /* 1-based column (`;`-separated) in that line; 0 = the line as a whole */
    char file[256];  /* name as given to had_tables_add, cut if longer */
    char fr[256];    /* the reason, in French, UTF-8 */
    char en[256];    /* the reason, in English */
} had_error;

/* Memory for tables and engines. release() receives only what allocate() gave, never NULL. */
typedef struct had_allocator {
    void *context;
    void *(*allocate)(void *context, size_t bytes); /* NULL when there is none left */
    void (*release)(void *context, void *memory);
} had_allocator;

/* --- Tables ----------------------------------------------------------------------------------- */

typedef struct had_tables had_tables;

/* Bytes of one table file; borrowed for the time of the call only. */
typedef struct had_file {
    const char *name; /* path or name, for messages; its last part tells which table it is */
    const void *bytes;
    size_t size;
} had_file;

typedef enum had_table_kind {
    HAD_TABLE_LAYOUTS = 1,        /* rpss.csv and rpss_variable.csv together */
    HAD_TABLE_VALUES = 2,         /* values.csv: lists of accepted values by year */
    HAD_TABLE_MODES = 3,          /* modes.csv: lists of MPP, MPA, MPD */
    HAD_TABLE_TARIFS = 4,         /* tarifs.csv: centimes by campagne, secteur, variante, GHT */
    HAD_TABLE_CLASSIFICATION = 5, /* classification.csv and the other files of its directory */
    HAD_TABLE_COEFFICIENTS = 6,   /* coefficients.csv: prudential coefficients by campagne */
    HAD_TABLE_CONVENTIONS =
        7,                 /* the State's convention file, lines of 26 or 28 bytes; its defects
                              are findings (033-036). bytes NULL, size 0: given, unreadable (032) */
    HAD_TABLE_EHPA = 8,    /* ehpa_modes.csv: modes taken in a care home with care package */
    HAD_TABLE_CIM10 = 9,   /* list of CIM-10 codes: code;pere */
    HAD_TABLE_CCAM = 10,   /* list of CCAM acts: code;debut;fin;extensions */
    HAD_TABLE_BESIDE = 11, /* layouts of the files beside the records: fichcomp.csv, rsf.csv... */
    HAD_TABLE_UCD = 12,    /* list of drugs: ucd;indication;debut;fin */
    HAD_TABLE_MATRICE = 13 /* associations.csv: the published matrix of pairs MPP x MPA of 2019 */
} had_table_kind;

/* Makes an empty set of tables in *out; the caller frees it with had_tables_free. `allocator` may
 * be NULL (malloc, free); it is copied, and its context must outlive the set and its engines.
 * HAD_OK; HAD_E_MEMORY and HAD_E_ARGUMENT, *out then being NULL. Does not load anything. Threads:
 * any. */
HAD_API int had_tables_new(const had_allocator *allocator, had_tables **out);

/* Frees the set; NULL is allowed. Does not free the engines made from it: free them before.
 * Threads: one, when no other uses the set. */
HAD_API void had_tables_free(had_tables *tables);

/* Adds what the State publishes, as compiled in from tables/: layouts, lists of values and modes,
 * tariffs, coefficients, the matrix of 2019. HAD_OK; HAD_E_MEMORY; HAD_E_TABLE when a table that is
 * there already contradicts them; HAD_E_SIZE; HAD_E_ARGUMENT. Anything but HAD_OK leaves the set as
 * it was. `error` may be NULL. Does not add a classification. Threads: one, for each set. */
HAD_API int had_tables_add_published(had_tables *tables, had_error *error);

/* Adds a classification that is compiled in. There is one, "essai": trial weights for
 * demonstration, tests and benchmarks. Status and `error` as above; HAD_E_ARGUMENT for an unknown
 * id. Does not make anything official: what it groups is marked so everywhere. Threads: one, for
 * each set. */
HAD_API int had_tables_add_builtin_classification(had_tables *tables, const char *id,
                                                  had_error *error);

/* A file compiled in, for reports: a text table, byte for byte. */
typedef struct had_builtin_info {
    size_t size;      /* set by the caller */
    const char *name; /* as in tables/: "tarifs/tarifs.csv" */
    const void *bytes;
    size_t length;
    const char *sha256; /* 64 hexadecimal digits */
} had_builtin_info;

/* Fills *info for the file of this index, from 0. HAD_OK, HAD_E_SIZE, or HAD_E_ARGUMENT past the
 * end. The bytes are static. Does not tell what a set of tables holds. Threads: any. */
HAD_API int had_builtin_get(size_t index, had_builtin_info *info);

/* Adds the caller's own table: the n files of one table of this kind (doc/formats.md), borrowed for
 * the time of the call. Tables add up: what repeats an earlier row with the same content is
 * accepted, what contradicts it is refused. Tariffs added here have origin HAD_ORIGINE_FOURNI.
 * HAD_OK; HAD_E_TABLE, *error saying file, line, column and reason; HAD_E_MEMORY; HAD_E_SIZE;
 * HAD_E_ARGUMENT. Anything but HAD_OK leaves the set as it was. `error` may be NULL. Does not open
 * files, nor look whether facts are true: only whether they hold together. Threads: one, for each
 * set. */
HAD_API int had_tables_add(had_tables *tables, had_table_kind kind, const had_file *files, size_t n,
                           had_error *error);

/* A file given beside the records (conventions, lists of CIM-10, CCAM and UCD; a table of tariffs
 * with amounts to fill in), as it was read, for reports. */
typedef struct had_given_info {
    size_t size;        /* set by the caller */
    int32_t kind;       /* a had_table_kind */
    uint32_t rewritten; /* CIM-10 codes with a point or small letters, read as the code they mean */
    uint64_t lines;     /* of the file, those of debris included */
    uint64_t unfilled;  /* rows of tariffs whose amount is left to fill in */
    /* Debris (rule R43), taken away: UTF-8 byte order marks; bytes 0x1A; lines at the end of the
     * file with nothing on them; lines with blanks after their last field. */
    uint64_t debris_marks, debris_ends, debris_lines, debris_blanks;
    char name[256]; /* as given to had_tables_add, cut if longer */
} had_given_info;

/* How many there are, 0 for NULL; and the index-th, from 0, in the order given. HAD_OK, HAD_E_SIZE,
 * or HAD_E_ARGUMENT past the end. Does not count what is compiled in. Threads: any, once the set is
 * filled. */
HAD_API size_t had_given_count(const had_tables *tables);
HAD_API int had_given_get(const had_tables *tables, size_t index, had_given_info *info);

/* What is wrong with lines that were taken all the same: those of a convention file (033-036, rule
 * R37), by file and line. *remark says where and what, as for a refusal; its status is HAD_OK.
 * HAD_OK, HAD_E_SIZE, or HAD_E_ARGUMENT past the end. Does not hold tables that were refused.
 * Threads: any, once the set is filled. */
HAD_API size_t had_remark_count(const had_tables *tables);
HAD_API int had_remark_get(const had_tables *tables, size_t index, had_error *remark);

/* Duration periods; groups. */
enum { HAD_PERIODES = 4, HAD_GHTS = 31 };

/* How the groups that follow from those observed are used, or looked for (rules R46, R47). */
typedef enum had_deduire {
    HAD_DEDUIRE_ORDRE = 0, /* by order */
    HAD_DEDUIRE_NON = 1,   /* not at all */
    HAD_DEDUIRE_POIDS = 2  /* by order, then by weights */
} had_deduire;

/* How deductions of the classifications that are added from now on are used: a had_deduire. Until
 * it is called, by order. HAD_OK or HAD_E_ARGUMENT. Does not touch classifications that are there.
 * Threads: one, for each set. */
HAD_API int had_tables_deduire(had_tables *tables, int deduire);

/* A classification of a set of tables, for reports. */
typedef struct had_classification_info {
    size_t size;        /* set by the caller */
    char id[64];        /* as written in outputs */
    char version[4];    /* two characters, as its table gives them (records of a classification that
                           is not official carry X first) */
    int32_t debut, fin; /* first and last day covered, AAAAMMJJ; fin 0 = open */
    int32_t officielle; /* 1 official, 0 not */
    char source[256];   /* cut if longer */
    int32_t conflit;    /* 1: conflit.csv stands beside its groups: nothing is deduced from them */
} had_classification_info;

/* How many classifications the set holds, 0 for NULL; and the index-th. HAD_OK, HAD_E_SIZE, or
 * HAD_E_ARGUMENT past the end. Does not tell which one groups a record: had_result.classification
 * is its index. Threads: any, once the set is filled. */
HAD_API size_t had_classification_count(const had_tables *tables);
HAD_API int had_classification_get(const had_tables *tables, size_t index,
                                   had_classification_info *info);

/* A format of records that the tables know. */
typedef struct had_format_info {
    size_t size;     /* set by the caller */
    char tag[4];     /* as in the record; had_result.layout is its index */
    char groupe[4];  /* tag of the same record once grouped; empty for a RAPSS */
    uint8_t secteur; /* a had_secteur */
    uint8_t grouped; /* 1: it carries a grouping zone */
    uint8_t rapss;   /* 1: a RAPSS */
    uint16_t fixed;  /* bytes before its groups */
} had_format_info;

/* How many formats the set knows, 0 for NULL; and the index-th. HAD_OK, HAD_E_SIZE, or
 * HAD_E_ARGUMENT past the end. Does not list the files beside the records (had_kind). Threads: any,
 * once the set is filled. */
HAD_API size_t had_format_count(const had_tables *tables);
HAD_API int had_format_get(const had_tables *tables, size_t index, had_format_info *info);

/* One triple of a classification, resolved. */
typedef struct had_triple {
    size_t size; /* set by the caller */
    char mpp[3], mpa[3], ik[4];
    char ghpc[5];           /* "" = unknown */
    uint8_t statut;         /* a had_statut, of the pair */
    uint8_t confirmation;   /* 1: the pair requires one */
    int8_t ik_bounds;       /* -1 under the pair's bounds, 1 above, 0 within */
    uint8_t ght[4];         /* by duration period; 0 = unknown */
    uint8_t groupement[4];  /* a had_groupement each; 0 = unknown */
    uint8_t min[4], max[4]; /* between which the GHT lies; 1 to 31 = nothing is known */
} had_triple;

typedef enum had_statut {
    HAD_STATUT_INCONNU = 0, /* the pair is not listed (observed groups only) */
    HAD_AUTORISEE = 1,
    HAD_INATTENDUE = 2,
    HAD_NON_AUTORISEE = 3,
    HAD_ERRONEE = 4
} had_statut;

/* The name of a had_statut, as tables write it: "autorisee"; "" for HAD_STATUT_INCONNU and any
 * other number. Does not translate it. Threads: any. */
HAD_API const char *had_statut_name(int statut);

/* The index-th triple of a classification, in the order of its lists. HAD_OK, HAD_E_SIZE, or
 * HAD_E_ARGUMENT past the end. Does not say why: had_why_get does. Threads: any, once the set is
 * filled. */
HAD_API int had_triple_get(const had_tables *tables, size_t classification, size_t index,
                           had_triple *triple);

/* The triple of these codes ("04", "00", "050"). HAD_OK, HAD_E_SIZE, or HAD_E_ARGUMENT when it is
 * not in the lists of the classification. Does not control the codes. Threads: any, once the set is
 * filled. */
HAD_API int had_triple_find(const had_tables *tables, size_t classification, const char *mpp,
                            const char *mpa, const char *ik, had_triple *triple);

/* Whether the observed groups of a classification hold together (rule R46): *holds is 0 when they
 * contradict each other, else 1. HAD_OK, HAD_E_MEMORY, or HAD_E_ARGUMENT past the end. Does not say
 * which contradict: had_deduction_conflict does. Takes tenths of a second. Threads: any, once the
 * set is filled. */
HAD_API int had_classification_holds(const had_tables *tables, size_t classification, int *holds);

/* Ranks of the days, from 1, of the duration period `period` (0-3) of a classification; *last
 * INT32_MAX = open. HAD_OK, or HAD_E_ARGUMENT past the end. Does not count days: had_days_by_period
 * does. Threads: any, once the set is filled. */
HAD_API int had_period_get(const had_tables *tables, size_t classification, size_t period,
                           int32_t *first, int32_t *last);

/* 1 when a mode of two digits is in the list of MPP, or of MPA when `mpa` is not 0, on a day
 * (AAAAMMJJ; 0 = the latest), by modes.csv (rule R17); else 0, also for NULL. Does not look at
 * pairs: had_pair_published and had_triple_find do. Threads: any, once the set is filled. */
HAD_API int had_mode_listed(const had_tables *tables, int mpa, const char *code, int32_t date);

/* The campagne of a day (AAAAMMJJ), whose tariffs it takes: 1 March to the end of February, the
 * calendar year from 2026; 0 for 0. And the first day of a campagne. From tables/campagnes.csv.
 * Constant time; no table is needed. Does not tell whether tariffs are known: had_tarif_get does.
 * Threads: any. */
HAD_API int32_t had_campagne(int32_t date);
HAD_API int32_t had_campagne_debut(int32_t campagne);

/* The rate of a variant (a had_variante), per cent of the base tariff, that rule R11 derives it by:
 * 100 for the base; 0 for what is none. Does not round an amount: had_tarif_get gives the centimes.
 * Threads: any. */
HAD_API int had_taux(int variante);

/* What the published matrix of 2019 (associations.csv) says of a pair of modes (0-99): a
 * had_statut, HAD_STATUT_INCONNU where it does not hold it (rule R38). Does not speak for other
 * years. Threads: any, once the set is filled. */
HAD_API int had_pair_published(const had_tables *tables, int mpp, int mpa);

/* The tariff of a day in a campagne: its centimes, and a had_origine in *origine
 * (HAD_ORIGINE_NONE, 0 centimes: no tariff; HAD_ORIGINE_CALCULE: derived, rule R11). `secteur` is a
 * had_secteur, `variante` a had_variante. HAD_OK, or HAD_E_ARGUMENT for a GHT out of 1-31 or an
 * unknown secteur or variante. Does not apply coefficients. Threads: any, once the set is filled.
 */
HAD_API int had_tarif_get(const had_tables *tables, int campagne, int secteur, int variante,
                          int ght, int32_t *centimes, int *origine);

/* Where the tariff of a day comes from, for reports. */
typedef struct had_tarif_source {
    size_t size;      /* set by the caller */
    int32_t centimes; /* as had_tarif_get gives it; 0 = no tariff, and nothing below is filled */
    int32_t origine;  /* a had_origine */
    int32_t base;     /* centimes of the row that was read: those above, unless derived */
    int32_t per_cent; /* 100, or the rate of the base that it is derived by (rule R11) */
    uint32_t line;    /* of that row, in `file` */
    char file[256];   /* name as given to had_tables_add; of what is built in, as in tables/ */
    char source[256]; /* what the row says of where it was published; both cut if longer */
} had_tarif_source;

/* The row of the tables that a tariff was read from, or derived from. Arguments as for
 * had_tarif_get. HAD_OK, HAD_E_SIZE or HAD_E_ARGUMENT. Does not vouch for the source: it is what
 * the row says. Threads: any, once the set is filled. */
HAD_API int had_tarif_source_get(const had_tables *tables, int campagne, int secteur, int variante,
                                 int ght, had_tarif_source *out);

/* Why a triple has its GHT in a duration period, for reports. An observed group wins over weights:
 * then these say what weights alone would be, where the classification has them. */
typedef struct had_why {
    size_t size;        /* set by the caller */
    uint8_t ght;        /* 1-31; 0 = unknown */
    uint8_t groupement; /* a had_groupement; 0 = unknown */
    uint8_t weights;    /* 1: the classification has weights for the triple, and what follows */
    uint8_t ght_above;  /* the GHT that begins where this one ends; 0 = none */
    uint32_t n;         /* records behind an observed group; 0 = not observed, or not known */
    int64_t poids_mpp, poids_mpa, poids_ik, poids_duree; /* weights x 10 000 */
    int64_t ipt_min, ipt_above;           /* x 10 000: the GHT goes from this IPT, below that one */
    int32_t ipi_decimales, ipt_decimales; /* rounded to, half up; -1 = exact */
    char ipi[32], ipt[40];                /* the products, as decimal text: "1.7686" */
} had_why;

/* For a triple by its codes (two, two and three digits) and a period (0-3) of a classification.
 * HAD_OK, HAD_E_SIZE, or HAD_E_ARGUMENT for codes that it does not list, or past its periods. Does
 * not give the steps of a deduction: had_deduction_why does. Threads: any, once the set is filled.
 */
HAD_API int had_why_get(const had_tables *tables, size_t classification, const char *mpp,
                        const char *mpa, const char *ik, size_t period, had_why *out);

/* --- Deduced groups --------------------------------------------------------------------------- */

/* A cell of a classification: a triple in a duration period, with what is known of it. */
typedef struct had_cell {
    uint8_t mpp, mpa;
    uint16_t ik;
    uint8_t periode; /* 1-4 */
    uint8_t ght;
    uint32_t n;    /* records behind it */
    uint32_t line; /* of groupes.csv; 0 = none */
} had_cell;

/* What follows from the observed groups of one classification. */
typedef struct had_deduction had_deduction;

typedef struct had_deduction_options {
    size_t size;       /* set by the caller */
    int32_t methode;   /* a had_deduire */
    int32_t min;       /* cells of fewer records are left out of the reasoning; 0 and 1 = none is */
    int32_t decimales; /* by weights: those that IPI and IPT are rounded to, the fewer of both;
                          HAD_DECIMALES = not stated, taken as 4 */
} had_deduction_options;

enum { HAD_DECIMALES = -1 };

/* Reads groupes.csv (borrowed for the time of the call) and deduces. `allocator`, `options` and
 * `error` may be NULL. HAD_OK, also for a contradiction: had_deduction_get_info says it, and
 * nothing is deduced. HAD_E_TABLE for a defect of groupes.csv, with its place; HAD_E_MEMORY;
 * HAD_E_SIZE; HAD_E_ARGUMENT. The caller frees *out with had_deduction_free, which takes NULL.
 * Takes tenths of a second. Does not read the other files of a classification. Threads: one, for
 * each deduction. */
HAD_API int had_deduction_new(const had_allocator *allocator, const had_file *groupes,
                              const had_deduction_options *options, had_deduction **out,
                              had_error *error);
HAD_API void had_deduction_free(had_deduction *deduction);

typedef struct had_deduction_info {
    size_t size;             /* set by the caller */
    int32_t contradiction;   /* 1: observed groups contradict each other; nothing is deduced */
    uint32_t triples, cells; /* of the codes that occur; a cell is a triple in a period */
    uint32_t observed;       /* cells seen with one GHT */
    uint32_t deduced;        /* cells not seen of which the one possible GHT is known */
    uint32_t two;            /* those between two GHT that follow each other */
    uint32_t narrowed;       /* those narrower than 1 to 31 otherwise */
    uint32_t fragile;        /* deduced only thanks to cells of one record */
    int32_t poids;       /* 1: weights exist that give every observation; 0: none do, and nothing is
                            deduced by weights; -1: not known */
    uint32_t by_weights; /* of the cells above that order leaves open, those that weights deduce */
} had_deduction_info;

/* Fills *info. HAD_OK, HAD_E_SIZE or HAD_E_ARGUMENT. Does not weigh cells by their days. Threads:
 * one, for each deduction. */
HAD_API int had_deduction_get_info(const had_deduction *deduction, had_deduction_info *info);

typedef enum had_etat {
    HAD_CELL_OPEN = 0,     /* not seen */
    HAD_CELL_OBSERVED = 1, /* seen with one GHT */
    HAD_CELL_SPLIT = 2     /* seen with two GHT: neither observed nor deduced */
} had_etat;

/* What is known of a triple: in each period, its GHT lies between min and max. */
typedef struct had_intervals {
    size_t size; /* set by the caller */
    uint8_t mpp, mpa;
    uint16_t ik;
    uint8_t etat[4]; /* a had_etat each */
    uint8_t min[4], max[4];
    uint32_t n[4]; /* records behind an observed cell */
    uint8_t poids; /* 1: the two below are narrowed by weights; 0: they are as above */
    uint8_t poids_min[4], poids_max[4];
} had_intervals;

/* The index-th triple, by mpp, mpa, ik. HAD_OK, HAD_E_SIZE, or HAD_E_ARGUMENT past the end, or in a
 * contradiction. Does not say why: had_deduction_why does. Threads: one, for each deduction. */
HAD_API int had_deduction_get(const had_deduction *deduction, size_t index,
                              had_intervals *intervals);

/* The index-th cell of one minimal set of observed cells in conflict, by mpp, mpa, ik, period.
 * HAD_OK, or HAD_E_ARGUMENT past the end. Does not list every conflict: without any one of these
 * cells the others agree. Threads: one, for each deduction. */
HAD_API int had_deduction_conflict(const had_deduction *deduction, size_t index, had_cell *cell);

/* Hides each twentieth of the observed cells in turn and deduces it from the rest (rule R48): cells
 * that came out right, wrong, and not at all. HAD_OK, HAD_E_MEMORY, or HAD_E_ARGUMENT in a
 * contradiction. Does not change the deduction. Takes seconds. Threads: one, for each deduction. */
HAD_API int had_deduction_test(had_deduction *deduction, uint32_t *right, uint32_t *wrong,
                               uint32_t *none);

/* One step of a proof: cell.ght is the least GHT that the cell can have, or the most when `most` is
 * 1. It comes from the same bound of another cell, because the GHT does not rise with the period,
 * or because the codes compared are ordered, as the GHT of `above` and `below` show. */
typedef struct had_step {
    uint8_t most;
    uint8_t compared; /* bits: 1 MPP, 2 MPA, 4 IK; 0 = a period of the same triple */
    had_cell cell, from, above, below;
    int16_t from_step, above_step, below_step; /* the earlier step that gives each bound; -1: it was
                                                  observed (n records) */
    int64_t reserved;
} had_step;

/* Why a cell has its least GHT (`most` 0) or its most (1): steps, the last of which is about the
 * cell. Writes at most `capacity` of them and returns how many there are; 0 when nothing is known,
 * or no memory is left. One step when one is enough. Does not explain what weights deduce. Threads:
 * one, for each deduction. */
HAD_API size_t had_deduction_why(had_deduction *deduction, const had_cell *cell, int most,
                                 had_step *out, size_t capacity);

/* What one line of a certificate by weights says. In logarithms of the weights of its codes and of
 * the duration of its period, with 0.00015 for the rounding to 4 decimals, the cell reaches the
 * bound of its GHT, or lies under that of the next; or the bound of a GHT (cell.ght alone) is not
 * above that of the next. */
typedef enum had_term_what {
    HAD_TERM_REACHES = 0,
    HAD_TERM_UNDER = 1,
    HAD_TERM_BOUNDS = 2
} had_term_what;

/* Such a line, added up `times` times. */
typedef struct had_term {
    int32_t times;
    uint8_t what; /* a had_term_what */
    had_cell cell;
    int64_t reserved;
} had_term;

/* Why weights exclude more than order for the least GHT of a cell (most 0) or its most (1): first
 * what is excluded (cell.n is 0), then observations and bounds. Added up, the logarithms cancel
 * out and leave 0 <= *rest (in 10^-9), which is below 0. Writes at most `capacity` and returns how
 * many there are; 0 when the bound is that of order, or no memory is left. Does not explain what
 * order deduces: had_deduction_why does. Threads: one, for each deduction. */
HAD_API size_t had_deduction_prove(had_deduction *deduction, const had_cell *cell, int most,
                                   had_term *out, size_t capacity, int64_t *rest);

/* 1 when a table of the caller has a row for this tariff whose amount is left to fill in, and
 * nothing else gives it: it is unknown (902), or derived (rule R11). Else 0. Does not say in which
 * file: had_given_get counts them. Threads: any, once the set is filled. */
HAD_API int had_tarif_unfilled(const had_tables *tables, int campagne, int secteur, int variante,
                               int ght);

/* The prudential coefficient of a campagne and sector (rule R41): what HAD_AUTO applies. */
typedef struct had_coefficient_info {
    size_t size;        /* set by the caller */
    int32_t prudentiel; /* x 10 000; 10 000 before 2013, when there was none; 0 = not known (919) */
    char source[128], certitude[128]; /* of the row of the table; empty when there is none */
} had_coefficient_info;

/* The prudential coefficient of a campagne and sector (coefficients.csv). HAD_OK, HAD_E_SIZE, or
 * HAD_E_ARGUMENT for an unknown secteur (a had_secteur). Does not know the geographic coefficient:
 * it is the establishment's own. Threads: any, once the set is filled. */
HAD_API int had_coefficient_get(const had_tables *tables, int campagne, int secteur,
                                had_coefficient_info *info);

/* --- Findings --------------------------------------------------------------------------------- */

/* A finding's number is its place in the registry (tables/findings.csv), a build detail; its code
 * ("025", "S600", "LONGUEUR INCORRECTE") is what is stable and what is shown. */
typedef struct had_finding_info {
    size_t size;      /* set by the caller */
    int32_t blocking; /* 1 or 0 */
    int32_t raised; /* 1: this version raises it; 0: it is planned, or runs only when the list that
                        it needs is given (083, 084, 142, 533) */
    const char *code;
    const char *fields; /* names of the fields concerned, joined by commas */
    const char *fr, *en, *source;
    const char *compared; /* other fields of the record that they are compared with, in the same
                             way; "" = none: either may be the one to mend */
} had_finding_info;

/* Number of codes in the registry (tables/findings.csv). Does not stay the same from one version to
 * the next. Threads: any. */
HAD_API size_t had_finding_count(void);

/* Number of a code ("025", "902", "FORMAT INCONNU"), for had_findings_has; -1 = no such code, or
 * NULL. Does not stay the same from one version to the next: keep the code. Threads: any. */
HAD_API int had_finding_number(const char *code);

/* Describes finding `number` as worded for `year` (0 = the latest). HAD_OK, HAD_E_SIZE, or
 * HAD_E_ARGUMENT past the end. The texts are static. Does not say whether it is in force:
 * had_control_state does, for a record. Threads: any. */
HAD_API int had_finding_get(size_t number, int year, had_finding_info *info);

/* --- Engine ----------------------------------------------------------------------------------- */

typedef struct had_engine had_engine;

enum { HAD_AUTO = -1 };

/* What is done with the zones that a record carries. */
typedef enum had_carried {
    HAD_CARRIED_IGNORED = 0, /* every record is grouped */
    HAD_CARRIED_KEPT = 1,    /* a record that carries zones keeps them, and no control but the
                            preliminary ones runs on it; the others are grouped */
    HAD_CARRIED_ALONE = 2    /* the same, and no record is grouped: those that carry no zones are
                              HAD_UNUSABLE with finding 907, and no classification is needed */
} had_carried;

typedef struct had_options {
    size_t size;         /* set by the caller */
    int32_t date;        /* date of processing for 500, 501, 905, AAAAMMJJ; 0 = these do not run */
    int32_t carried;     /* a had_carried */
    int32_t groups_only; /* 1: no amounts; 0: records are priced */
    int32_t coef_geo;    /* geographic coefficient x 10 000, up to 99.9999; 0 = none */
    int32_t coef_prudentiel; /* prudential coefficient x 10 000, up to 9.9999; 0 = none; HAD_AUTO =
                                that of the campagne and sector (rule R41; had_coefficient_get) */
    int32_t seuil;    /* AAAAMMJJ: findings between records block what ends after it; 0 = rule R9 */
    int32_t periode;  /* AAAAMM of the month sent, for R803, R804; 0 = these do not run */
    int32_t campagne; /* simulation: price every record by this campagne; 0 = its own */
    int32_t rapss;    /* 1: lines of RAPSS are records too; 0: FORMAT INCONNU. A caller built
                         without this member has 0 */
    int32_t sans_classification; /* 1: where no classification is loaded, records go through the
                                    controls that need none and are not grouped (rule R38); 0: they
                                    are refused, HAD_E_NO_CLASSIFICATION. Nothing changes where one
                                    is loaded */
    uint64_t seed; /* any number, best drawn at random; 0 = none. Nothing that is told depends on
                      it. Whoever writes a file and does not know it cannot make stay numbers that
                      are slow to find again; with 0, the time may grow with their square */
} had_options;

/* Makes an engine in *out: tables and options, read only. `tables` are borrowed: they must outlive
 * the engine and not be added to any more. `options` may be NULL: no date of processing, every
 * record grouped and priced. `error` may be NULL. HAD_OK; HAD_E_MEMORY; HAD_E_SIZE; HAD_E_ARGUMENT
 * when no layout is loaded, or an option is out of its bounds or unknown to this library: *error
 * names it. The caller frees *out with had_engine_free, which takes NULL. Does not ask for a
 * classification: had_process does, when a record needs one. Threads: one makes and frees it; any
 * use it. */
HAD_API int had_engine_new(const had_tables *tables, const had_options *options, had_engine **out,
                           had_error *error);
HAD_API void had_engine_free(had_engine *engine);

/* --- One record ------------------------------------------------------------------------------- */

enum { HAD_ZONES_MAX = 4, HAD_FINDING_WORDS = 4, HAD_GHT_ERROR = 99 };

/* More than a record can have: room for had_result_findings. */
enum { HAD_FINDINGS_MAX = 64 * HAD_FINDING_WORDS };

/* Longest record of any layout, in bytes, line end apart: 9 + 9 + 99 diagnoses, 999 acts, 9 zones.
 * A layout with longer ones is refused; a longer line that is not all blanks beyond is no record.
 */
#define HAD_RECORD_MAX 24400

typedef enum had_outcome {
    HAD_GROUPED = 0,   /* has zones (GHT 01-31), computed or read */
    HAD_BLOCKED = 1,   /* a blocking control: GHPC 9999, one zone GHT 99, 0 day */
    HAD_REJECTED = 2,  /* a preliminary control: the line is not a record; only findings,
                          position, expected and format are filled, and for a known format of RPSS
                          layout, length (of the line, at most 65 535) and, where the line has
                          them, debut and fin */
    HAD_UNUSABLE = 3,  /* no zone is filled: those it carries cannot be used (906), it carries none
                          (907), or the ranks of its days, in a RAPSS, are not numbers (906) */
    HAD_CONTROLLED = 4 /* no control blocks it, and it is not grouped (sans_classification): no
                          zone, no GHPC, no code */
} had_outcome;

/* Who grouped what a record carries. */
typedef enum had_source {
    HAD_SOURCE_ETABLISSEMENT = 0, /* of a grouped RPSS, or of a RAPSS that keeps it */
    HAD_SOURCE_PAPRICA = 1        /* the State's program: of a RAPSS */
} had_source;

/* How a RAPSS was read where its layouts leave a doubt; bits. Chosen by what fits its length. */
typedef enum had_lecture {
    HAD_LECTURE_156 = 1,       /* groups from byte 156, not 165 (formats H35 to H38) */
    HAD_LECTURE_SANS_SITE = 2, /* the establishment's grouping is absent, not blank */
    HAD_LECTURE_165 = 4        /* groups from byte 165, not 156: after a filler (format H33) */
} had_lecture;

/* How the published matrix of 2019 was asked for the pair of a record (rule R38). */
typedef enum had_matrice {
    HAD_MATRICE_NON = 0,    /* not at all: a classification is loaded, or a mode is not listed */
    HAD_MATRICE_DECIDE = 1, /* it decides: the record ends in the campagne of 2019 */
    HAD_MATRICE_INDICATIVE = 2, /* it only tells: its 056 does not block */
    HAD_MATRICE_ABSENTE = 3     /* it does not hold the pair */
} had_matrice;

/* A set of findings, by number. */
typedef struct had_findings {
    uint64_t word[HAD_FINDING_WORDS];
} had_findings;

/* 1 when the set holds the finding of this number (had_finding_number), else 0. Does not say what
 * it is: had_finding_get does. Threads: any. */
static inline int had_findings_has(const had_findings *set, int number)
{
    return (unsigned)number < (unsigned)HAD_FINDINGS_MAX &&
           (int)(set->word[number >> 6] >> (number & 63) & 1);
}

typedef enum had_secteur { HAD_EX_DGF = 0, HAD_EX_OQN = 1 } had_secteur;

typedef enum had_variante {
    HAD_VARIANTE_NONE = 0, /* type of domicile outside 1-6 */
    HAD_BASE = 1,
    HAD_ESMS = 2,
    HAD_SSIAD = 3
} had_variante;

typedef enum had_origine {
    HAD_ORIGINE_NONE = 0,    /* no tariff (902), or not priced */
    HAD_ORIGINE_PUBLIE = 1,  /* published */
    HAD_ORIGINE_CALCULE = 2, /* derived from the published base (rule R11) */
    HAD_ORIGINE_OBSERVE = 3, /* read from invoices */
    HAD_ORIGINE_FOURNI = 4,  /* from the user's own table */
    HAD_ORIGINE_SIMULE = 5   /* simulation */
} had_origine;

/* How a zone was grouped: one of these, each a bit of its own for whoever keeps a set of them. */
typedef enum had_groupement {
    HAD_GROUPE_POIDS = 1,   /* by weights */
    HAD_GROUPE_OBSERVE = 2, /* by observed groups */
    HAD_GROUPE_DEDUIT = 4,  /* deduced */
    HAD_GROUPE_LU = 8       /* read from the record */
} had_groupement;

/* Bytes of the line: line[start], length bytes; length 0 = the layout has no such field. */
typedef struct had_span {
    uint16_t start; /* 0-based */
    uint16_t length;
} had_span;

typedef struct had_zone {
    uint8_t ght;        /* 1-31, or 99 */
    uint8_t groupement; /* one had_groupement; 0 on GHT 99 */
    uint8_t origine;    /* a had_origine; of the tariff */
    uint8_t valorise;   /* 1: montant is known. 0: not priced, no tariff (902), no prudential
                           coefficient (919), or GHT 99 */
    uint16_t jours;     /* days of this zone */
    uint16_t reserved_1;
    int32_t debut, fin; /* first and last day; 0 = blank */
    int32_t tarif;      /* centimes per day; 0 when origine is HAD_ORIGINE_NONE */
    int32_t reserved_2;
    int64_t montant; /* centimes: tarif x jours (x coefficients), rounded half up once; 0 when it
                        is not known */
    int64_t reserved_3;
} had_zone;

/* Result of one record. The caller sets size once and may reuse the struct. Each call that returns
 * HAD_OK writes everything else, but for zone[i] from zone_count on. version, code_retour and ghpc
 * of zones that were read are the record's own bytes, whatever they are; of a record that was not
 * grouped (rejected, 907) they are empty or blank. */
typedef struct had_result {
    size_t size;
    uint8_t outcome;       /* a had_outcome */
    uint8_t secteur;       /* a had_secteur */
    uint8_t grouped;       /* 1: the format carries a grouping zone */
    uint8_t carried;       /* 1: zones, GHPC, code and version below were read from the record */
    uint8_t facturable;    /* 1: its centimes are billed; 0: ex-OQN, code 0 or 3 (rule R22) */
    uint8_t variante;      /* a had_variante */
    uint8_t zone_count;    /* 1-4; 0 when rejected, unusable or only controlled */
    uint8_t type_domicile; /* the byte of the field */
    uint16_t campagne;     /* year; 0 = the end of the sub-sequence is not a date */
    uint16_t length;       /* bytes of the record itself, without line end and extra blanks */
    uint16_t layout;       /* number of the layout, for had_result_field */
    char format[4];        /* the line's own format tag; empty when rejected as unknown */
    char version[3];       /* classification version: as written into, or read from, the record */
    char code_retour[4];
    char ghpc[5];
    uint8_t rapss;   /* 1: a RAPSS. It has no dates: debut, debut_sequence and those of its zones
                        are 0, fin is the last day of the month of its end */
    uint8_t lecture; /* of a RAPSS: bits of had_lecture */
    int32_t classification; /* index for had_classification_get; -1 = none (or zones read) */
    int32_t debut_sequence, debut, fin; /* start of the sequence; sub-sequence */
    int32_t jours;     /* days of the sub-sequence (rule R1) when its zones were computed; else 0 */
    uint32_t expected; /* LONGUEUR INCORRECTE: bytes that the record's counts ask for */
    uint32_t position; /* rejected: 1-based byte of the first fault */
    /* HAD_ERRONEE: its 056 comes from the pair of modes, else from a mode that is not listed. Where
     * the matrix is asked: what it says, unless it allows the pair. Else HAD_STATUT_INCONNU. */
    uint8_t statut;  /* a had_statut */
    uint8_t matrice; /* a had_matrice */
    uint16_t reserved_1;
    int32_t reserved_2;
    int64_t reserved_3[2];
    had_zone zone[HAD_ZONES_MAX];
    had_findings findings;
} had_result;

/* Controls, groups and prices one record.
 *   line, length   the bytes; a final LF or CR LF may be left on. Any bytes are safe to give.
 *   result         size set by the caller; filled.
 * HAD_OK whatever the record holds; HAD_E_SIZE; HAD_E_NO_CLASSIFICATION when the record would have
 * to be grouped and the tables hold no classification at all (but see sans_classification).
 * HAD_E_ARGUMENT for a NULL, unless it is a line of 0 bytes. Constant time in the tables, linear in
 * the line; allocates nothing. Does not look at other records: duplicates and chaining are
 * had_chain's. Does not take debris away: a record behind a byte order mark is FORMAT INCONNU, so
 * leave had_debris(line, length) bytes out first. A line of nothing is rejected, at the end of a
 * file too, where the command counts it as debris. Threads: any, each with its own result. */
HAD_API int had_process(const had_engine *engine, const void *line, size_t length,
                        had_result *result);

/* The same for the first line of a block of `size` bytes, more than none; *length = the bytes of
 * that line, its end included (the last one may have none). Status as had_process; HAD_E_ARGUMENT
 * for an empty block. Does not look for the end of a line when its record tells, as nearly all do.
 * Does not take debris away, as had_process; had_process_lines does. Threads: any, each with its
 * own result. */
HAD_API int had_process_first(const had_engine *engine, const void *bytes, size_t size,
                              size_t *length, had_result *result);

/* Bytes of debris in front of a line (rule R43): UTF-8 byte order marks and 0x1A, which editors and
 * old systems leave. The caller gives the line without them to every call; positions are then those
 * of the record. 0 for nearly every line, and for NULL: worth asking when one is rejected. Does not
 * look at the end of the line. Threads: any. */
HAD_API size_t had_debris(const void *line, size_t length);

/* Controls, groups and prices the lines of a block, into plain arrays: for R, Python, JavaScript,
 * Java, which need no struct for it.
 *   bytes, size     whole lines with their ends; the last one may have none. Debris in front of a
 *                   line (had_debris) is passed over; a line of debris alone is a line, rejected.
 *   capacity        records that each array has the room for
 *   used            bytes of the lines that were done; NULL = not wanted
 * Arrays of the caller's, one value a record unless said; NULL = not wanted:
 *   outcome         a had_outcome
 *   code, ghpc      code retour and GHPC as numbers; -1 when blank, or no digits
 *   debut, fin      of the sub-sequence, AAAAMMJJ; 0 = no date
 *   jours           days of its zones
 *   ght             of its zones: HAD_ZONES_MAX values a record; 0 = no such zone
 *   zone_jours      days of these zones
 *   tarif           centimes a day of these zones
 *   zone_montant    centimes of these zones
 *   montant         centimes of all its zones; 0 where there is no tariff (finding 902)
 * A blocked record has one zone, of GHT 99, without days or centimes; a rejected line none. Amounts
 * are those of all grouped records, as `montant` of the command: which are billable (rule R22) is
 * what had_process says, as ex-OQN stays alone may not be.
 * Returns the number of records done. It is less than the lines there are when the arrays are full:
 * call again with the rest. Below 0: minus a had_status; what was done before stands in the arrays,
 * and *used tells how much. Allocates nothing. Faster than a loop over had_process_first
 * (bench/arrays): usual records go many at once. Does not say which findings there are: had_process
 * does, on a line of interest. Threads: any, each with its own arrays. */
HAD_API int64_t had_process_lines(const had_engine *engine, const void *bytes, int64_t size,
                                  int64_t capacity, int64_t *used, int32_t *outcome, int32_t *code,
                                  int32_t *ghpc, int32_t *debut, int32_t *fin, int32_t *jours,
                                  int32_t *ght, int32_t *zone_jours, int32_t *tarif,
                                  int64_t *zone_montant, int64_t *montant);

/* --- Many usual records ----------------------------------------------------------------------- */

enum { HAD_USUAL_MAX = 64, HAD_USUAL_NONE = 0xFFFF };

/* Usual records that follow each other, grouped and priced: one value of each in every column. Each
 * lies within one campagne. What needs more than that is read from the line, or asked of
 * had_process. Of an engine that controls records alone (sans_classification) each is not grouped
 * but HAD_CONTROLLED: its classification is HAD_USUAL_NONE, its GHPC blank, its code 0 (had_process
 * gives blanks), its days, tariffs and centimes 0. */
typedef struct had_usual {
    size_t size;         /* set by the caller */
    uint32_t count;      /* of records; what stands behind them in a column means nothing */
    uint32_t bytes;      /* of their lines */
    uint32_t sans_tarif; /* of them, those with a zone that has no tariff (902) */
    uint32_t clean;      /* set by the caller: 1 = only those in which nothing is found, but 902 */
    uint32_t start[HAD_USUAL_MAX];  /* of its line, in the block */
    int64_t montant[HAD_USUAL_MAX]; /* centimes of all its zones */
    /* By duration period (0-3) of the classification: where it has no day there is no zone, and
     * tariff, GHT and groupement mean nothing. */
    int64_t zone_montant[HAD_USUAL_MAX][HAD_PERIODES]; /* centimes */
    int32_t zone_jours[HAD_USUAL_MAX][HAD_PERIODES];
    int32_t tarif[HAD_USUAL_MAX][HAD_PERIODES]; /* centimes a day; 0 = none (902) */
    uint8_t ght[HAD_USUAL_MAX][HAD_PERIODES];
    uint8_t groupement[HAD_USUAL_MAX][HAD_PERIODES];  /* a had_groupement each */
    int32_t jours[HAD_USUAL_MAX];                     /* days of the sub-sequence, or 0 */
    int32_t debut[HAD_USUAL_MAX], fin[HAD_USUAL_MAX]; /* AAAAMMJJ */
    uint16_t layout[HAD_USUAL_MAX]; /* number of its format: had_format_get tells its secteur */
    uint16_t classification[HAD_USUAL_MAX]; /* index for had_classification_get; HAD_USUAL_NONE */
    uint16_t campagne[HAD_USUAL_MAX];
    uint16_t code[HAD_USUAL_MAX]; /* code retour; 0 = nothing is found in it, but 902 */
    uint16_t ik[HAD_USUAL_MAX];
    uint8_t mpp[HAD_USUAL_MAX], mpa[HAD_USUAL_MAX];
    char ghpc[HAD_USUAL_MAX][4];          /* no NUL */
    uint8_t variante[HAD_USUAL_MAX];      /* a had_variante */
    uint8_t facturable[HAD_USUAL_MAX];    /* 1 or 0 (rule R22) */
    uint8_t type_domicile[HAD_USUAL_MAX]; /* the byte of the field */
    /* Since 0.3.0: not filled for programs built with an earlier had.h. */
    uint8_t age[HAD_USUAL_MAX];  /* whole years at the entry of the stay */
    int32_t rang[HAD_USUAL_MAX]; /* of its first day in its sequence, from 1 */
} had_usual;

/* Takes usual records from the front of a block of `size` bytes of lines, up to the first line that
 * is none: at most HAD_USUAL_MAX. *usual then holds what had_process would say of each, and
 * usual->bytes tells where that line begins: it goes to had_process_first, as does the last line of
 * a block. No record is usual in which a control finds what blocks; some others are left, too:
 * those of two campagnes. With conventions, lists of codes, coefficients or a simulated campagne,
 * and on machines without AVX2, none is usual, nor is any where records cannot be grouped and are
 * not controlled alone. With groups_only no tariff is looked for: sans_tarif is 0. HAD_OK;
 * HAD_E_SIZE; HAD_E_ARGUMENT. Allocates nothing. Does not look for debris. Threads: any, each with
 * its own columns. */
HAD_API int had_process_usual(const had_engine *engine, const void *bytes, size_t size,
                              had_usual *usual);

/* Lines that are left among usual records. */
typedef struct had_left {
    size_t size;    /* set by the caller */
    uint32_t count; /* of lines */
    uint32_t reserved;
    uint32_t start[HAD_USUAL_MAX];  /* of the line, in the block */
    uint32_t length[HAD_USUAL_MAX]; /* its line end included */
    uint8_t before[HAD_USUAL_MAX];  /* usual records before it */
    uint8_t plain[HAD_USUAL_MAX];   /* the library's */
} had_left;

/* As had_process_usual, and goes on behind a line that is no usual record, as long as there are not
 * many more of these: *left then tells where they are, and each goes to had_left_result.
 * usual->bytes are those of all these lines; one that no line end ends is not among them. HAD_OK;
 * HAD_E_SIZE; HAD_E_ARGUMENT. Allocates nothing. Does not look for debris. Threads: any, each with
 * its own. */
HAD_API int had_process_among(const had_engine *engine, const void *bytes, size_t size,
                              had_usual *usual, had_left *left);

/* The result of the n-th line that had_process_among of the same engine left, of these bytes: what
 * had_process says of it, which here does not look for what was seen of it already. Returns what
 * had_process does; HAD_E_ARGUMENT when there are not so many. Allocates nothing. Does not see
 * whether `left` and bytes belong together. Threads: any, each with its own result. */
HAD_API int had_left_result(const had_engine *engine, const void *bytes, const had_left *left,
                            uint32_t n, had_result *result);

/* The result of the n-th of usual records, which had_process_usual or had_process_among of the same
 * engine read from these bytes: what had_process says of its line, much faster. HAD_OK; HAD_E_SIZE;
 * HAD_E_ARGUMENT when there are not so many. Allocates nothing. Does not see whether columns and
 * bytes belong together. Threads: any, each with its own result. */
HAD_API int had_usual_result(const had_engine *engine, const void *bytes, const had_usual *usual,
                             uint32_t n, had_result *result);

/* --- Many records, all by address ------------------------------------------------------------- */

/*
 * The same for languages that pass everything by address, as .C of R does: no compiler is needed
 * beside them. A handle holds tables and engine: 8 bytes of the caller's (raw(8)), which only these
 * calls read and write. Sizes and centimes are double here, exact below 2 to the 53rd. `status` is
 * filled with a had_status. No argument may be NULL. One thread for each handle.
 */

/* A new handle with the published tables. The caller frees it with had_ref_free, which clears its
 * bytes: the cleared ones may be given again. R's .C hands back a copy, so keep that one:
 * handle <- .C("had_ref_free", handle)[[1]]. HAD_OK or HAD_E_MEMORY. Does not add a classification.
 * Threads: one, for each handle. */
HAD_API void had_ref_new(void *handle, int32_t *status);
HAD_API void had_ref_free(void *handle);

/* Before the first lines, in any number: a built-in classification by its id; the caller's own
 * table of a kind (a had_table_kind), made of n files, at most 16, whose bytes follow each other;
 * an option, by the name of the member of had_options. `reason` has HAD_REF_REASON bytes: why a
 * table is refused, "FILE:LINE:COLUMN: in English / in French", or "". HAD_OK; HAD_E_TABLE;
 * HAD_E_MEMORY; HAD_E_ARGUMENT for what is not known, an option out of its bounds (it stays as it
 * was), and after lines. Does not say why of a classification or an option: the status is all.
 * Threads: one, for each handle. */
enum { HAD_REF_REASON = 1024 };
HAD_API void had_ref_classification(void *handle, const char *const *id, int32_t *status);
HAD_API void had_ref_add(void *handle, const int32_t *kind, const char *const *names,
                         const void *bytes, const double *sizes, const int32_t *n, char *reason,
                         int32_t *status);
HAD_API void had_ref_option(void *handle, const char *const *name, const int32_t *value,
                            int32_t *status);

/* As had_process_lines, whose arrays these are, with the centimes as double. *done = the records
 * done. A status other than HAD_OK may come with records done: they stand in the arrays. Does not
 * take NULL for an array. Threads: one, for each handle. */
HAD_API void had_ref_lines(void *handle, const void *bytes, const double *size,
                           const int32_t *capacity, double *used, int32_t *done, int32_t *status,
                           int32_t *outcome, int32_t *code, int32_t *ghpc, int32_t *debut,
                           int32_t *fin, int32_t *jours, int32_t *ght, int32_t *zone_jours,
                           int32_t *tarif, double *zone_montant, double *montant);

/* --- One record: more ------------------------------------------------------------------------- */

/* Reads the result that a record carries, as had_process does with HAD_CARRIED_KEPT, from one
 * source (a had_source); priced if the engine prices. HAD_OK; HAD_E_SIZE; HAD_E_ARGUMENT when the
 * line is no record, or carries none from it (a RAPSS may leave the establishment's blank). Does
 * not control the record. Threads: any. */
HAD_API int had_read_carried(const had_engine *engine, const void *line, size_t length, int source,
                             had_result *result);

/* What a record blocked by 901 could have given: the GHT of each of its zones lies between min and
 * max (1 to 31 when nothing is known of it). */
typedef struct had_fourchette {
    size_t size;        /* set by the caller */
    uint8_t zone_count; /* zones by rules R1 and R2 */
    uint8_t connue;     /* 1: the amounts below are known; 0: a tariff is missing */
    uint8_t min[4], max[4];
    uint16_t jours[4];
    int64_t montant_min, montant_max; /* centimes: sums of the least and of the most of each zone */
} had_fourchette;

/* Fills *out for a result that had_process gave for this line. HAD_OK; HAD_E_SIZE; HAD_E_ARGUMENT
 * when the result is not blocked by 901. Does not change the result. Threads: any. */
HAD_API int had_fourchette_get(const had_engine *engine, const void *line, size_t length,
                               const had_result *result, had_fourchette *out);

/* Days that each official duration period (1-4, 5-9, 10-30, 31 and on) takes of the sub-sequence of
 * a record, by the ranks of its days (rules R1, R2): what its zones must add up to. HAD_OK, or
 * HAD_E_ARGUMENT when the line is no record, or its dates or ranks are missing or out of order.
 * Does not take away days without a convention (529). Threads: any. */
HAD_API int had_days_by_period(const had_engine *engine, const void *line, size_t length,
                               int32_t days[HAD_PERIODES]);

/* 1 when a control of the fonction groupage, by number, has all its fields in the layout of a
 * result; else 0: it never runs on such a record (rule R25; a RAPSS lacks dates, acts and whole
 * diagnoses). Does not say whether it ran: had_control_state does. Threads: any. */
HAD_API int had_control_applies(const had_engine *engine, const had_result *result, int number);

/* Whether a control ran on a record, and if not, why. */
typedef enum had_control {
    HAD_CONTROL_FAIT = 0,           /* it ran: what it found is in the result */
    HAD_CONTROL_FORME = 1,          /* it ran on the shape of codes alone: no list is given */
    HAD_CONTROL_REJET = 2,          /* the line is no record */
    HAD_CONTROL_CARRIED = 3,        /* the zones were read: the record was not grouped */
    HAD_CONTROL_CHAMP = 4,          /* the format lacks one of its fields */
    HAD_CONTROL_ANNEE = 5,          /* not in force in the year of the end */
    HAD_CONTROL_DATE = 6,           /* no date of processing is given */
    HAD_CONTROL_CONVENTIONS = 7,    /* no conventions are given */
    HAD_CONTROL_CCAM = 8,           /* no list of acts is given */
    HAD_CONTROL_CLASSIFICATION = 9, /* no classification covers the date */
    HAD_CONTROL_AUTRES = 10,        /* it looks at other records: had_chain, or the caller */
    HAD_CONTROL_ABSENT = 11 /* this version does not have it: its list is not in anyone's hands */
} had_control;

/* Whether a control, by number, ran when had_process gave this result: a had_control. Findings of
 * ours (901 and on) are no controls, but 903 and 905: HAD_CONTROL_ABSENT, unless the result has
 * them. Does not run it. Threads: any. */
HAD_API int had_control_state(const had_engine *engine, const had_result *result, int number);

/* Whether a day (AAAAMMJJ) of a record counts: 0 when conventions are given, the patient is housed
 * (types 3, 4, 5) and no convention covers it, or the line is no record; else 1. To list the days
 * that remain beside finding 529. Does not look whether the day is of the sub-sequence. Threads:
 * any. */
HAD_API int had_day_covered(const had_engine *engine, const void *line, size_t length,
                            int32_t date);

/* One finding of a record, with its place in the line. */
typedef struct had_finding {
    uint16_t number;   /* for had_finding_get */
    uint16_t length;   /* bytes of the field; 0 = no one field */
    uint32_t position; /* 1-based first byte of the (first) field concerned; 0 = none */
    int32_t blocking;  /* 1 or 0 */
    int32_t reserved;
} had_finding;

/* Lists the findings of a result in registry order: preliminary, FG, had, S, E, R. `line` is the
 * one given to had_process. Writes at most `capacity` of them and returns how many there are, at
 * most HAD_FINDINGS_MAX; `out` may be NULL with a capacity of 0. Does not give the value of a
 * field. Threads: any. */
HAD_API size_t had_result_findings(const had_engine *engine, const void *line, size_t length,
                                   const had_result *result, had_finding *out, size_t capacity);

/* Number of a field, by its name in tables/layouts (sejour, mpp, ik, date_fin_sous_sequence...),
 * for had_result_field; -1 = no such name, or NULL. Does not stay the same from one version to the
 * next. Threads: any. */
HAD_API int had_field(const char *name);

/* Where a field stands in the record's layout, at most 40 bytes; length 0 when the layout lacks it.
 * For ex-OQN the field sejour is no_entree (rule R19). Of a line that was rejected only the fields
 * of the fixed part that it has whole: length 0 for the others, and when its format is not known.
 * Does not look at the line. Threads: any. */
HAD_API had_span had_result_field(const had_engine *engine, const had_result *result, int field);

/* A part of a record: a field of the fixed part, or a group that follows it with all its
 * occurrences. */
typedef struct had_part {
    const char *name; /* as in tables/layouts (mpp, dcmpa, ccam, zone_tarifaire...), UTF-8, at most
                         HAD_NAME_MAX - 1 bytes; it lives as long as the tables */
    had_span span;    /* length 0: a group that does not occur, or whose count is not numeric */
    int16_t field;    /* its number for had_result_field; -1: a group, or a field that the layout
                         has and the library does not know */
    uint16_t size;    /* bytes of one occurrence of a group; 0: a field of the fixed part */
    int64_t reserved;
} had_part;

/* Bytes of a part's name, NUL included; most parts of any record. */
enum { HAD_NAME_MAX = 32, HAD_PARTS_MAX = 128 };

/* Lists the parts of a record in the order of its layout: together they are the whole record, each
 * byte once. Writes at most `capacity` of them and returns how many there are; 0 for a line that
 * had_process rejects. sejour and no_entree each stand for themselves here (no rule R19). Those of
 * a RAPSS are those of the reading that fits its length.
 *    line, length   as for had_process.
 *    out            the caller's; NULL with a capacity of 0.
 * Allocates nothing. Does not look at what the parts hold, nor split a group into its items.
 * Threads: any. */
HAD_API size_t had_record_parts(const had_engine *engine, const void *line, size_t length,
                                had_part *out, size_t capacity);

/* Writes the record in its grouped format: the line's bytes with the grouped tag, the grouping zone
 * appended or replaced, extra trailing blanks dropped, the line's own ending kept (none if it had
 * none). `buffer` needs at most length + 100 bytes and may not be the line; *written = bytes
 * written. HAD_OK; HAD_E_SIZE; HAD_E_BUFFER; HAD_E_ARGUMENT for a rejected line, a result that has
 * no zone, whose zones were read or that was made without a classification, or a line that is not
 * the one it was filled from. Does not write amounts: the format has none. Threads: any. */
HAD_API int had_write_grouped(const had_engine *engine, const void *line, size_t length,
                              const had_result *result, void *buffer, size_t capacity,
                              size_t *written);

/* --- Between records -------------------------------------------------------------------------- */

/*
 * Controls between the records of a stay (S600-S655, E700-E708, R800-R805): records are added one
 * by one, then looked at together. Memory: about 75 bytes a record at four records a stay (the
 * command keeps 4 more), given back by had_chain_free. A chain belongs to one thread.
 * Records are numbered from 0 in the order they were added.
 */
typedef struct had_chain had_chain;

/* Makes an empty chain in *out. The engine is borrowed; its options seuil and periode count.
 * HAD_OK, HAD_E_MEMORY or HAD_E_ARGUMENT. The caller frees it with had_chain_free, which takes
 * NULL. Does not process records. Threads: one, for each chain. */
HAD_API int had_chain_new(const had_engine *engine, had_chain **out);
HAD_API void had_chain_free(had_chain *chain);

/* Adds a record, copying what is needed of it. HAD_OK, HAD_E_MEMORY, or HAD_E_ARGUMENT for a line
 * that had_process rejects, a RAPSS, or once had_chain_run has returned HAD_OK. Does not refuse a
 * record that came before: that is a finding. Threads: one, for each chain. */
HAD_API int had_chain_add(had_chain *chain, const void *line, size_t length);

/*
 * The same in two steps, for records that several threads read. Records of one stay must come to
 * one chain, in their order; those of different stays may come to different chains, which then find
 * what one chain would: number them apart, and their stays.
 */
typedef struct had_chain_record {
    size_t size;  /* set by the caller: all of it */
    int32_t rpss; /* 1: an RPSS; 0: a line that is rejected, or a RAPSS, which no chain takes */
    int32_t reserved;
    uint64_t stay;     /* the same for all records of a stay, evenly spread: to tell chains apart.
                          Engines of another seed give another */
    uint64_t kept[24]; /* the library's */
} had_chain_record;

/* Reads the first line as had_process_first does, and copies to *record what a chain needs of it;
 * *record keeps nothing of the line. `out` may be NULL: then the record is not grouped. HAD_OK,
 * HAD_E_SIZE, HAD_E_ARGUMENT, or what had_process_first returns. Does not take debris away.
 * Threads: any, each with its own record and result. */
HAD_API int had_chain_read(const had_engine *engine, const void *bytes, size_t size, size_t *length,
                           had_result *out, had_chain_record *record);

/* Takes usual records as had_process_usual does, and copies to the first of `records`, of which
 * there are HAD_USUAL_MAX, what a chain needs of each. HAD_OK, HAD_E_SIZE, HAD_E_ARGUMENT. Does not
 * read a record that is not usual: had_chain_read does. Threads: any, each with its own. */
HAD_API int had_chain_read_usual(const had_engine *engine, const void *bytes, size_t size,
                                 had_usual *usual, had_chain_record *records);

/* Adds a record that was read by the engine of the chain, or another with its options. HAD_OK,
 * HAD_E_MEMORY, HAD_E_SIZE, or HAD_E_ARGUMENT where had_chain_add returns it. Does not see
 * that a record was read with other options. Threads: one, for each chain. */
HAD_API int had_chain_put(had_chain *chain, const had_chain_record *record);

/* The same for `count` records that follow each other in memory, in less time: what each looks for
 * is asked for ahead. Statuses of had_chain_put; after one other than HAD_OK some may have been
 * added: had_chain_count tells. Does not pass over records that are no RPSS: their caller does.
 * Threads: one, for each chain. */
HAD_API int had_chain_put_all(had_chain *chain, const had_chain_record *records, size_t count);

/* Looks at all of them, once. HAD_OK; HAD_E_MEMORY, after which it may be called again;
 * HAD_E_ARGUMENT when it has been done. Does not change results: had_result_overwrite does.
 * Threads: one, for each chain. */
HAD_API int had_chain_run(had_chain *chain);

/* Records added so far; 0 for NULL. Does not count lines that were refused. Threads: one, for each
 * chain; any, once it has run. */
HAD_API size_t had_chain_count(const had_chain *chain);

/* The first record from the n-th on of which something was found; had_chain_count when there is
 * none; SIZE_MAX before had_chain_run. Does not say what: had_chain_get does. Threads: any, once it
 * has run. */
HAD_API size_t had_chain_next(const had_chain *chain, size_t n);

typedef struct had_chain_result {
    size_t size;        /* set by the caller */
    int32_t overwrites; /* 1: a blocking one is present and the record ends after the threshold:
                           its result is 9999, 99, 0 day, code 999 (rule R9) */
    int32_t after;      /* 1: the record ends after the threshold */
    uint32_t stay;      /* number of its stay, from 1, in the order met; 0 = it takes no part */
    int32_t reserved_1;
    int64_t reserved_2[2];
    had_findings findings;
} had_chain_result;

/* What was found on the n-th record, from 0. HAD_OK, HAD_E_SIZE, or HAD_E_ARGUMENT past the end, or
 * before had_chain_run. Does not repeat what had_process found. Threads: any, once it has run. */
HAD_API int had_chain_get(const had_chain *chain, size_t n, had_chain_result *result);

/* Overwrites a result as rule R9 says: blocked, GHPC 9999, one zone GHT 99, 0 day, code 999. Does
 * nothing to a rejected one, nor add findings. Threads: any, each with its own result. */
HAD_API void had_result_overwrite(had_result *result);

/* --- Beside the records: what a line is ------------------------------------------------------- */

typedef enum had_kind {
    HAD_KIND_NONE = 0,
    HAD_KIND_RPSS = 1,
    HAD_KIND_RAPSS = 2,
    HAD_KIND_FICHCOMP = 3,
    HAD_KIND_RSF = 4,
    HAD_KIND_ANONYME = 5, /* anonymised drugs: .med, .medatu, .mchl */
    HAD_KIND_VID_HOSP = 6,
    HAD_KIND_HOSP_PMSI = 7
} had_kind;

/* What a line looks like, by its tag rather than its length: a had_kind. A line of anonymised
 * drugs, or of HOSP-PMSI, has no tag: its length is what tells. Does not control the line: a hint
 * to tell files apart. Threads: any, once the set is filled. */
HAD_API int had_line_kind(const had_tables *tables, const void *line, size_t length);

/* --- Beside the records: stays ---------------------------------------------------------------- */

/*
 * The stays of RPSS and their sub-sequences, for what is tied to them (rule R27). Sector and FINESS
 * are those of the first record added; the others are counted and left out. Memory: some 60 bytes a
 * stay and 110 a sub-sequence while records are added, fewer once ended. One thread adds; once
 * ended, any may read.
 */
typedef struct had_stays had_stays;

typedef enum had_stay_added {
    HAD_STAY_KEPT = 0,
    HAD_STAY_REPEATED = 1, /* 924: a record of this key has been added; only that one counts */
    HAD_STAY_OTHER_SECTEUR = 2,
    HAD_STAY_OTHER_FINESS = 3
} had_stay_added;

/* Makes an empty set of stays in *out. The engine is borrowed. `secteur`: HAD_EX_DGF, HAD_EX_OQN,
 * or HAD_AUTO for that of the first record. HAD_OK, HAD_E_MEMORY or HAD_E_ARGUMENT. The caller
 * frees it with had_stays_free, which takes NULL. Does not read conventions or tariffs. Threads:
 * one, for each set. */
HAD_API int had_stays_new(const had_engine *engine, int secteur, had_stays **out);
HAD_API void had_stays_free(had_stays *stays);

/* Adds a record, copying what is needed of it; *added is a had_stay_added. HAD_OK, HAD_E_MEMORY, or
 * HAD_E_ARGUMENT for a line that is no RPSS. Does not control the record. Threads: one, for each
 * set. */
HAD_API int had_stays_add(had_stays *stays, const void *line, size_t length, int *added);

/* All are there: nothing can be added any more. HAD_OK or HAD_E_MEMORY, or HAD_E_ARGUMENT when it
 * has been done. Does not free anything. Threads: one, for each set; any read it afterwards. */
HAD_API int had_stays_end(had_stays *stays);

typedef struct had_stays_info {
    size_t size;     /* set by the caller */
    int32_t secteur; /* a had_secteur */
    uint64_t stays, records, repeated, other_secteur, other_finess;
} had_stays_info;

/* What became of the records. HAD_OK, HAD_E_SIZE or HAD_E_ARGUMENT. Does not list them. Threads:
 * one, for each set; any, once ended. */
HAD_API int had_stays_get(const had_stays *stays, had_stays_info *info);

/* --- Beside the records: drugs ---------------------------------------------------------------- */

/*
 * Drugs billed on top of the day: lines of FICHCOMP, and lines of type H of an RSF (rules R27, R28,
 * R35); or, without stays, of the anonymised files .med, .medatu, .mchl. Lines are read one by one:
 * a drug is tied to the first sub-sequence of its stay that holds its date. Of each line kept a
 * fingerprint of 64 bits stays in memory, by which a line that comes again is known (918): 16 bytes
 * a stay, and 11 to 21 bytes a line, up to twice that where many stays grow together (measured on
 * 10 million lines: 16).
 */
typedef struct had_drugs had_drugs;

/* Makes a reader of drugs in *out. Engine and stays (ended, or NULL) are borrowed. HAD_OK,
 * HAD_E_MEMORY or HAD_E_ARGUMENT. The caller frees it with had_drugs_free, which takes NULL. Does
 * not price days. Threads: one, for each reader; several may share stays that are ended. */
HAD_API int had_drugs_new(const had_engine *engine, const had_stays *stays, had_drugs **out);
HAD_API void had_drugs_free(had_drugs *drugs);

/* One line. Amounts are thousandths, each below 10 to the 10th: the sum of 900 million of them fits
 * in 64 bits. */
typedef struct had_drug {
    size_t size;        /* set by the caller */
    int32_t rejected;   /* number of the finding that rejects it; -1 = kept, or passed over */
    uint32_t position;  /* rejected: 1-based byte of the fault */
    uint32_t expected;  /* 910: bytes of a line of this prestation; 0 = unknown */
    uint8_t passed;     /* 1: an invoice line of another type; nothing more is filled */
    uint8_t anonyme;    /* 1: of an anonymised file: no stay, no date */
    uint8_t secteur;    /* a had_secteur */
    char prestation[3]; /* "06", "09", "11" or "H" */
    char ucd13[14];     /* rule R28; "" = the code has neither 7 nor 13 digits */
    had_span finess, sejour, facture, ucd, indication; /* in the line; facture: ex-OQN only */
    int32_t date;              /* of administration, AAAAMMJJ; 0 when anonymised */
    int32_t mois;              /* AAAAMM */
    int64_t quantite, montant; /* thousandths of a unit, of a euro */
    int64_t record; /* number of its sub-sequence: of the records added to the stays, from 0; -1
                       = none (914) */
    char sequence[9], sous_sequence[9]; /* without leading zeros; "" = none */
    int64_t reserved[2];
    had_findings findings; /* warnings: 914, 916, 917, 918 */
} had_drug;

/* Reads one line (a final LF or CR LF may be left on). HAD_OK whatever it holds; HAD_E_SIZE;
 * HAD_E_MEMORY; HAD_E_ARGUMENT. Does not add up: *out is one line. Threads: one, for each reader.
 */
HAD_API int had_drugs_read(had_drugs *drugs, const void *line, size_t length, had_drug *out);

/* The same for `count` lines, one after the other: out[n] is what had_drugs_read makes of line[n].
 * The size of the first of `out` is that of each. Faster, 32 lines or more at a time: while one
 * waits for its stay from memory, the others are looked at. Does not keep the lines. Threads: one,
 * for each reader. */
HAD_API int had_drugs_lines(had_drugs *drugs, const void *const *line, const size_t *length,
                            size_t count, had_drug *out);

/* --- Beside the records: invoices ------------------------------------------------------------- */

/*
 * Invoices (RSF) of an ex-OQN establishment against its records (rule R29): records are added
 * first, each with its result, priced; then lines; then, once ended, what is due and what is billed
 * is read by invoice and GHT, in the order of their numbers. Memory: that of had_stays, and some 90
 * bytes for each invoice and GHT. A had_bills belongs to one thread.
 */
typedef struct had_bills had_bills;

/* Makes an empty set of bills in *out. The engine is borrowed. HAD_OK, HAD_E_MEMORY or
 * HAD_E_ARGUMENT. The caller frees it with had_bills_free, which takes NULL. Does not take ex-DGF
 * records: they have no invoices. Threads: one, for each set. */
HAD_API int had_bills_new(const had_engine *engine, had_bills **out);
HAD_API void had_bills_free(had_bills *bills);

/* Adds what a record is due: nothing when it is in error or not billable, when it was added before,
 * or when its sector or FINESS is another (*added, a had_stay_added). HAD_OK; HAD_E_MEMORY;
 * HAD_E_SIZE; HAD_E_ARGUMENT for a line that is no RPSS, or once ended. Does not process the
 * record: `result` is that of had_process for this line. Threads: one, for each set. */
HAD_API int had_bills_record(had_bills *bills, const void *line, size_t length,
                             const had_result *result, int *added);

/* One line of an RSF. */
typedef struct had_bill_line {
    size_t size;       /* set by the caller */
    int32_t rejected;  /* number of the finding that rejects it (920, CARACTERE ILLICITE, 921, 923);
                          -1 = read */
    uint32_t position; /* rejected: 1-based byte of the fault */
    uint32_t expected; /* 920: bytes of a line of this type; 0 = unknown type */
    char type;         /* A, B, C, H, I, L, M or P */
    char nature;       /* of A: nature_operation, the byte of the field */
    uint8_t ght;       /* 1-31: it bills days of that GHT; 0 = it does not */
    had_span entree, facture; /* in the line */
    int32_t fin;              /* of a line that bills days: its last day; 0 = not a date */
    int64_t quantite, base;   /* days; base_remboursement, centimes */
    uint8_t hors_periode;     /* 1: its last day is outside had_bills_period: it is not added */
} had_bill_line;

/* Before the first line: only lines whose last day is in these months (AAAAMM, both included) are
 * added, and those without one. HAD_OK, or HAD_E_ARGUMENT for what are no months. Does not touch
 * records. Threads: one, for each set. */
HAD_API int had_bills_period(had_bills *bills, int32_t from, int32_t to);

/* Reads a line of an RSF and adds what it bills. HAD_OK whatever it holds; HAD_E_SIZE;
 * HAD_E_MEMORY; HAD_E_ARGUMENT once ended. Does not know a line that came before. Threads: one, for
 * each set. */
HAD_API int had_bills_line(had_bills *bills, const void *line, size_t length, had_bill_line *out);

/* All are there: HAD_OK, or HAD_E_ARGUMENT when it has been done. Then how many invoices and GHT
 * there are; 0 before. Does not free anything. Threads: one, for each set. */
HAD_API int had_bills_end(had_bills *bills);
HAD_API size_t had_bills_count(const had_bills *bills);

/* How an invoice differs from the records, for a GHT; bits. */
typedef enum had_ecart {
    HAD_ECART_JOURS = 1,
    HAD_ECART_MONTANT = 2,
    HAD_ECART_NON_FACTURE = 4, /* due, no line */
    HAD_ECART_NON_DU = 8       /* billed, nothing due */
} had_ecart;

typedef struct had_bill {
    size_t size; /* set by the caller */
    char no_entree[10], no_facture[10];
    uint8_t ght;
    uint8_t ecart;          /* bits of had_ecart; 0 = equal */
    uint8_t sans_tarif;     /* 1: a zone due has no amount (902, 919): montant_du means nothing */
    uint32_t zones, lignes; /* that make what is due, what is billed */
    int64_t jours_dus, jours_factures;
    int64_t montant_du, montant_facture; /* centimes; a sum that does not fit is INT64_MAX */
} had_bill;

/* The n-th, from 0. HAD_OK, HAD_E_SIZE, or HAD_E_ARGUMENT past the end, or before had_bills_end.
 * Does not say which lines it comes from. Threads: any, once ended. */
HAD_API int had_bills_get(const had_bills *bills, size_t n, had_bill *out);

/* What became of the records. HAD_OK, HAD_E_SIZE or HAD_E_ARGUMENT. Does not list them. Threads:
 * one, for each set; any, once ended. */
HAD_API int had_bills_stays(const had_bills *bills, had_stays_info *info);

/* --- Beside the records: tariffs that invoices tell ------------------------------------------- */

/*
 * Tariffs read from invoices (rule R31): records are added first, each with its result (of which
 * the variant counts); then lines; then what was seen is read, in the order of campagne, variant
 * and GHT. Memory: that of had_stays, and some 4 000 bytes a campagne.
 */
typedef struct had_observed had_observed;

/* Makes an empty set in *out. The engine is borrowed; its tables tell what is published. HAD_OK,
 * HAD_E_MEMORY or HAD_E_ARGUMENT. The caller frees it with had_observed_free, which takes NULL.
 * Does not change the engine's tariffs. Threads: one, for each set. */
HAD_API int had_observed_new(const had_engine *engine, had_observed **out);
HAD_API void had_observed_free(had_observed *observed);
/* Adds a record, of whose result the variant counts. As had_bills_record; HAD_E_ARGUMENT once lines
 * have been read. Does not keep the record. Threads: one, for each set. */
HAD_API int had_observed_record(had_observed *observed, const void *line, size_t length,
                                const had_result *result, int *added);

typedef enum had_observed_use {
    HAD_OBSERVED_PASSED = 0, /* rejected, or no line that bills days */
    HAD_OBSERVED_USED = 1,
    HAD_OBSERVED_UNREADABLE = 2, /* its last day is no date, or it has no unit price */
    HAD_OBSERVED_COEFFICIENT = 3 /* its coefficient is neither blank, 0 nor 1 */
} had_observed_use;

/* Reads a line of an RSF; *used is a had_observed_use. HAD_OK whatever it holds; HAD_E_SIZE;
 * HAD_E_MEMORY; HAD_E_ARGUMENT once had_observed_next has been called. Does not trust one line over
 * another: prices that differ are told. Threads: one, for each set. */
HAD_API int had_observed_line(had_observed *observed, const void *line, size_t length,
                              had_bill_line *out, int *used);

typedef enum had_observed_etat {
    HAD_OBSERVED_APPRIS = 0,    /* learned: nothing else is known */
    HAD_OBSERVED_CONFIRME = 1,  /* what is published, or given */
    HAD_OBSERVED_DIFFERE = 2,   /* differs from what is published, or given: not learned */
    HAD_OBSERVED_CONTREDIT = 3, /* lines do not agree: not learned */
    HAD_OBSERVED_INCONNU = 4    /* of lines without a record: the variant is not known */
} had_observed_etat;

typedef struct had_observed_tarif {
    size_t size;                 /* set by the caller */
    int32_t campagne, debut;     /* debut: the first day of the campagne */
    uint8_t variante, ght, etat; /* etat: a had_observed_etat */
    int32_t tarif;               /* centimes: the first price seen */
    int32_t autre, connu;        /* the first other price; what is published or given; 0 = none */
    uint64_t lignes, autres_lignes;
} had_observed_tarif;

/* The next of what was seen. HAD_OK, HAD_E_SIZE, or HAD_E_ARGUMENT after the last. Does not begin
 * again. Threads: one, for each set. */
HAD_API int had_observed_next(had_observed *observed, had_observed_tarif *out);

/* What became of the records. HAD_OK, HAD_E_SIZE or HAD_E_ARGUMENT. Does not list them. Threads:
 * one, for each set. */
HAD_API int had_observed_stays(const had_observed *observed, had_stays_info *info);

/* --- Beside the records: what the insurance pays ---------------------------------------------- */

/*
 * Insurance facts of ex-DGF stays (rules R30, R42): VID-HOSP, found by FINESS and stay; through
 * HOSP-PMSI when any of its lines was given. Memory: some 80 bytes a stay for each. One thread
 * fills; once filled, any may read.
 */
typedef struct had_droits had_droits;

/* Makes an empty set in *out. The engine is borrowed. HAD_OK, HAD_E_MEMORY or HAD_E_ARGUMENT. The
 * caller frees it with had_droits_free, which takes NULL. Does not decide what is paid: that is in
 * VID-HOSP. Threads: one, for each set. */
HAD_API int had_droits_new(const had_engine *engine, had_droits **out);
HAD_API void had_droits_free(had_droits *droits);

typedef struct had_droits_line {
    size_t size;       /* set by the caller */
    int32_t rejected;  /* number of the preliminary finding that rejects it; -1 = read */
    uint32_t position; /* rejected: 1-based byte of the fault */
    uint32_t expected; /* LONGUEUR INCORRECTE: bytes of such a line */
} had_droits_line;

/* Adds a line of VID-HOSP (V011 to V016), of HOSP-PMSI. HAD_OK whatever it holds; HAD_E_SIZE;
 * HAD_E_MEMORY; HAD_E_ARGUMENT. Does not keep names or identity numbers. Threads: one, for each
 * set. */
HAD_API int had_droits_vidhosp(had_droits *droits, const void *line, size_t length,
                               had_droits_line *out);
HAD_API int had_droits_hosp_pmsi(had_droits *droits, const void *line, size_t length,
                                 had_droits_line *out);

typedef enum had_droits_etat {
    HAD_DROITS_SANS_OBJET = 0, /* an ex-OQN record */
    HAD_DROITS_CONNUS = 1,
    HAD_DROITS_ABSENTS = 2,   /* 922: no VID-HOSP for its stay */
    HAD_DROITS_CONTRAIRES = 3 /* 922: two that differ, or none that can be read */
} had_droits_etat;

typedef struct had_droits_stay {
    size_t size;     /* set by the caller */
    uint8_t etat;    /* a had_droits_etat */
    int32_t taux;    /* taux_remboursement, hundredths of per cent; -1 = unknown */
    char facturable; /* the byte of VID-HOSP, 0 to 3; NUL = unknown */
    /* The lines that say so: numbers, from 0, of those given to had_droits_vidhosp, and to
     * had_droits_hosp_pmsi; -1 = none. `autre`: the first that says something else, of HOSP-PMSI
     * when that is where two differ (`vidhosp` is then -1). */
    int64_t vidhosp, hosp_pmsi, autre;
} had_droits_stay;

/* Gives a result what is known of its stay: facturable (1 or 2 of VID-HOSP), or finding 922. `line`
 * is the one it came from. HAD_OK; HAD_E_SIZE; HAD_E_ARGUMENT for a rejected line. Does not change
 * amounts: had_montant_amo gives the part that is paid. Threads: any, once the set is filled. */
HAD_API int had_droits_apply(const had_droits *droits, const void *line, had_result *result,
                             had_droits_stay *out);

/* The part of an amount (centimes, not negative) that the insurance pays at a rate (hundredths of
 * per cent), rounded half up to the centime. Does not look at ceilings or contributions that
 * VID-HOSP does not hold. Threads: any. */
HAD_API int64_t had_montant_amo(int64_t montant, int32_t taux);

/* --- Structs to begin with -------------------------------------------------------------------- */

/* What a struct with a size begins as: had_result result = HAD_RESULT_INIT; everything else is 0.
 */
#ifdef __cplusplus
#define HAD_INIT_(type) had_init_<type>()
#else
#define HAD_INIT_(type)                                                                            \
    {                                                                                              \
        .size = sizeof(type)                                                                       \
    }
#endif
#define HAD_ERROR_INIT               HAD_INIT_(had_error)
#define HAD_BUILTIN_INFO_INIT        HAD_INIT_(had_builtin_info)
#define HAD_GIVEN_INFO_INIT          HAD_INIT_(had_given_info)
#define HAD_CLASSIFICATION_INFO_INIT HAD_INIT_(had_classification_info)
#define HAD_TRIPLE_INIT              HAD_INIT_(had_triple)
#define HAD_TARIF_SOURCE_INIT        HAD_INIT_(had_tarif_source)
#define HAD_WHY_INIT                 HAD_INIT_(had_why)
#define HAD_DEDUCTION_OPTIONS_INIT   HAD_INIT_(had_deduction_options)
#define HAD_DEDUCTION_INFO_INIT      HAD_INIT_(had_deduction_info)
#define HAD_INTERVALS_INIT           HAD_INIT_(had_intervals)
#define HAD_COEFFICIENT_INFO_INIT    HAD_INIT_(had_coefficient_info)
#define HAD_FORMAT_INFO_INIT         HAD_INIT_(had_format_info)
#define HAD_FINDING_INFO_INIT        HAD_INIT_(had_finding_info)
#define HAD_OPTIONS_INIT             HAD_INIT_(had_options)
#define HAD_RESULT_INIT              HAD_INIT_(had_result)
#define HAD_USUAL_INIT               HAD_INIT_(had_usual)
#define HAD_LEFT_INIT                HAD_INIT_(had_left)
#define HAD_FOURCHETTE_INIT          HAD_INIT_(had_fourchette)
#define HAD_CHAIN_RECORD_INIT        HAD_INIT_(had_chain_record)
#define HAD_CHAIN_RESULT_INIT        HAD_INIT_(had_chain_result)
#define HAD_STAYS_INFO_INIT          HAD_INIT_(had_stays_info)
#define HAD_DRUG_INIT                HAD_INIT_(had_drug)
#define HAD_BILL_LINE_INIT           HAD_INIT_(had_bill_line)
#define HAD_BILL_INIT                HAD_INIT_(had_bill)
#define HAD_OBSERVED_TARIF_INIT      HAD_INIT_(had_observed_tarif)
#define HAD_DROITS_LINE_INIT         HAD_INIT_(had_droits_line)
#define HAD_DROITS_STAY_INIT         HAD_INIT_(had_droits_stay)

#ifdef __cplusplus
}

template <typename Struct> Struct had_init_()
{
    Struct empty = Struct();
    empty.size = sizeof empty;
    return empty;
}
#endif

#endif
