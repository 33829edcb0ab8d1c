/* SPDX-License-Identifier: Apache-2.0 */
/* What `had report` counts: the sums of `price --by` for several keys at once, and what is refused.
 * Memory grows with the keys that occur and not with the records. */
#ifndef REPORT_COUNT_H
#define REPORT_COUNT_H

#include "cli/run/batch.h"
#include "cli/write/keyed.h"
#include "priced.h"
#include "ranking.h"

/* What activity is told by, in the order of the page. */
enum report_by {
    REPORT_TOTAL,
    REPORT_MOIS,
    REPORT_MPP,
    REPORT_GHPC,
    REPORT_GHT,
    REPORT_DOMICILE,
    REPORT_AGE,
    REPORT_SECTEUR,
    REPORT_BYS
};

/* The first lines of the input behind a number: what is kept of them, and how many there are. */
enum { REPORT_LINES = 12 };
struct report_line {
    size_t file; /* its place among the files read */
    uint64_t line;
};
struct report_lines {
    struct report_line line[REPORT_LINES];
    size_t kept;
    uint64_t count;
};

/* One row of a table; sums as `price --by` has them (rule R12), and the ranks of its days. */
enum { REPORT_KEY = 32 };
struct report_row {
    struct keyed_row keyed;
    struct priced sums;
    int64_t rangs, ranked; /* sum of ranks, and days that have one */
    struct report_lines lines;
};

struct report_rows {
    struct keyed keyed;      /* struct report_row, by key once sorted */
    struct report_row *last; /* the row met last: records of a kind come together */
};

static inline const struct report_row *report_row(const struct report_rows *rows, size_t n)
{
    return (const struct report_row *)(const void *)rows->keyed.row[n];
}

/* What earns nothing. */
enum report_refused { REPORT_BLOCKED, REPORT_REJECTED, REPORT_UNUSABLE, REPORT_REFUSED };

/* A refusal: its records, the days of those with two dates, and what they are worth. */
struct report_refusal {
    uint64_t records;
    int64_t days;
    struct stake stake;
    struct report_lines lines;
};

struct report_count {
    const struct batch *batch;
    struct report_rows by[REPORT_BYS];
    struct ranking *ranking;
    struct report_refusal refused[REPORT_REFUSED];
    struct report_lines codes[HAD_FINDINGS_MAX]; /* lines behind each finding */
    had_engine *controls; /* controls records whose zones were read; made at first need */
    const char *file;     /* of the last record, and its place */
    size_t file_number;
    int date_naissance, date_entree, age_annees;
    had_findings warnings; /* ours, which refuse nothing: they are told by days without tariff */
    int pair;
};

/* NULL when there is no memory (a message is said). */
struct report_count *report_count_new(const struct batch *batch);
void report_count_free(struct report_count *count);
/* Adds what another has counted. False when there is no memory (a message is said). */
bool report_count_join(struct report_count *count, const struct report_count *more);
/* One record, or one line that is none. False when there is no memory (a message is said). */
bool report_count_record(struct report_count *count, const struct item *item);
bool report_count_rejected(struct report_count *count, const struct item *item);
/* Rows by key. A sum that is full: false. */
bool report_count_finish(struct report_count *count);
/* The row of everything; NULL when no record counts. */
const struct report_row *report_count_total(const struct report_count *count);
/* The mean amount of a day that has a tariff, in centimes, rounded half up; -1 when there is none.
 */
int64_t report_mean(const struct report_row *row);
/* The mean rank of its days in tenths, rounded half up; -1 when none has one. */
int64_t report_rank(const struct report_row *row);

#endif
