/* SPDX-License-Identifier: Apache-2.0 */
/* What `had report` counts, part by part, and how it is written: as tables, as a page. */
#ifndef REPORT_H
#define REPORT_H

#include "activity.h"
#include "before.h"
#include "care.h"
#include "distinct.h"
#include "official.h"
#include "origins.h"
#include "outside.h"
#include "owed.h"
#include "refusals.h"
#include "simulated.h"
#include "cli/run/droits.h"

/* What the report is put beside, read before the first record: for all workers. */
struct compared {
    struct official official; /* --officiel */
    struct before before;     /* --avant */
    struct simulation simulation;
};

/* The first record that earns something, and its first day: one to be explained. */
struct example {
    struct line_place place;
    int32_t day; /* 0 = a RAPSS has none */
    bool there;
    unsigned char *bytes; /* the record, while it may have to be explained */
    size_t length;
    char *why; /* why that day has its price, as `explain` says it; NULL = not told */
};

struct report {
    const struct options *given;
    const struct batch *batch;
    struct compared *compared;
    struct facts_known known;
    struct activity activity;
    struct refusals refusals;
    struct outside outside;
    struct simulated simulated;
    struct distinct distinct;
    struct care care;
    struct owed *beside; /* what is billed beside the days; NULL = not asked for */
    struct example example;
    struct state now;            /* with --avant: its records, until both states are told apart */
    struct droits_places droits; /* where the lines of VID-HOSP stand */
    struct origins origins;      /* once finished */
    struct tally account;        /* of the run; once finished */
    char **files;                /* names of the files read; once finished */
    size_t file_count;
    const char *file; /* of the last record, and its place */
    size_t file_number;
};

/* `compared` is the caller's, all 0. NULL when there is no memory (a message is said). */
struct report *report_new(const struct options *given, const struct batch *batch,
                          struct compared *compared);
/* An empty one beside another, for another worker. */
struct report *report_split(const struct report *report);
void report_free(struct report *report);
/* Before the first record: reads what it is compared with. An exit status. */
int report_begin(struct report *report);
/* To be called before the tables are freed: frees what was made from them. */
void report_close(struct report *report);
/* Whether files beside the records were given: records are then given in order, by one worker. */
bool report_in_order(const struct report *report);
/* One that --periode leaves out. False when there is no memory (a message is said). */
bool report_outside(struct report *report, const struct item *item);
/* One record, or one line that is none. False when there is no memory (a message is said). */
bool report_record(struct report *report, const struct item *item);
bool report_rejected(struct report *report, const struct item *item);
/* Usual records. */
bool report_usual(struct report *report, const struct item *item, const had_usual *usual);
/* Adds what another has counted, and frees that. False when there is no memory (a message is said).
 */
bool report_join(struct report *report, struct report *more);
/* Called once all records have been counted: reads the files beside them. 0, or a status with a
 * message said. */
int report_finish(struct report *report, const struct tally *tally);

/* The tables: each a file of a directory that is new, or empty; each a sheet of a workbook, of
 * which `table` writes the rows. An exit status. */
int report_directory(struct report *report, const char *path);
void report_tables(const struct report *report, struct sink *sink); /* one after the other */
int report_workbook(const struct report *report, struct table *table);

/* One table: written by a function of its own, or activity by a key. */
struct part {
    const char *name;
    const char *title[2];
    const struct column *const *columns;
    void (*write)(const struct report *report, struct table *table);
    enum activity_by by;                /* when there is no `write` */
    int asked;                          /* the option that asks for it; 0 = it is always there */
    const struct column *const *worded; /* those of a workbook, when it has others */
};
/* Those of what is billed beside the days, as far as it was asked for. */
enum { BESIDE_PARTS = 7 };
size_t report_beside_parts(const struct owed *beside, struct part out[BESIDE_PARTS]);

/* What is owed in all, and what it is made of. Lines and days -1: not known. */
struct report_post {
    const char *name;
    const char *title[2];
    int64_t lines, days, thousandths;
    struct report_lines where; /* none: of what makes it, other rows tell */
    bool beside;               /* they are of files beside the records */
    const char *rows;          /* which of `had bills --all` make it; NULL = none does */
};
enum { REPORT_POSTS = 10 };
size_t report_posts(const struct report *report, struct report_post out[REPORT_POSTS]);
/* Which rows of `had bills --all` are of a cause, by their columns. */
const char *report_cause_rows(enum bill_cause cause);

/* What records of care homes (types of domicile 3, 4 and 5) add to the sums, when no conventions
 * were given: the State's program would refuse them (032). Nothing otherwise. Those that something
 * blocks already are among the lines only. */
struct priced report_homes(const struct report *report, struct report_lines *lines);

/* With --periode, the lines refused that may be of another month: how many have no end date, and
 * how many have one of another month. */
struct refused_anywhere {
    uint64_t undated, elsewhere;
};
struct refused_anywhere report_anywhere(const struct report *report);

/* The name of one of these files; the standard input has words. */
const char *report_file_name(const char *const *files, size_t count, size_t number);
/* The name of a file read, of the records or of those beside them. */
const char *report_file(const struct report *report, size_t number, bool beside);

/* The fields whose codes have words (label_of); NULL = none has. */
extern const char *const report_champs[ACTIVITY_BYS];

/* The title of a table of activity, in the language of messages. */
const char *report_title(enum activity_by by);

/* The page. */
void report_page(const struct report *report, struct sink *sink);

#endif
