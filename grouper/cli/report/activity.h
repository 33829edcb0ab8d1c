/* SPDX-License-Identifier: Apache-2.0 */
/* The activity of a report: the sums of `price --by` for several keys at once. Memory grows with
 * the keys that occur and not with the records. */
#ifndef ACTIVITY_H
#define ACTIVITY_H

#include "cli/rows/priced.h"
#include "cli/run/batch.h"
#include "cli/write/keyed.h"
#include "facts.h"
#include "lines.h"

/* The keys by which activity is shown, in the order of the page. */
enum activity_by {
    BY_ALL,
    BY_MONTH,
    BY_MPP,
    BY_GHPC,
    BY_GHT,
    BY_DOMICILE,
    BY_AGE,
    BY_SECTEUR,
    ACTIVITY_BYS,
    /* Age, sector and type of domicile at once: what the rows of each, and of all, are made of. */
    BY_PATIENT = ACTIVITY_BYS,
    ACTIVITY_TABLES
};

/* One row of a table; sums as `price --by` has them (rule R12), and the ranks of its days. */
enum { ACTIVITY_KEY = 32 };
struct activity_row {
    struct keyed_row keyed;
    struct priced sums;
    int64_t rangs, ranked; /* sum of ranks, and days that have one */
    struct report_lines lines;
};

/* What usual records add to a row: a line of the cache. All their days have a rank. The account of
 * the run has the sums of all rows, and has seen that they hold: none of these can wrap. */
struct usual_sums {
    struct priced sums;
    int64_t rangs;
    uint64_t last; /* of a GHT: the record counted last, from 1 */
};

/* The zones of usual records wait here for the rows of their GHT, so that how many a record has,
 * which cannot be foreseen, is no branch. */
struct usual_zones {
    uint32_t count;
    uint8_t at[HAD_USUAL_MAX * HAD_PERIODES];   /* record and period: n * HAD_PERIODES + k */
    int32_t rang[HAD_USUAL_MAX * HAD_PERIODES]; /* of its first day */
    bool official[HAD_USUAL_MAX];               /* by record */
};

struct activity_rows {
    struct keyed keyed;          /* struct activity_row, by key once sorted */
    struct activity_row **usual; /* by the slot of a usual key; NULL = not met */
    struct usual_sums *sums;     /* by slot, beside what stands in the row, until both are joined */
    void *memory;                /* where they are */
};

/* The sums that a record may add something to, as bits; lines by which of them they add to. */
enum activity_sum {
    SUM_NONE = 0,
    SUM_JOURNEES = 1,
    SUM_MONTANT = 2,
    SUM_FACTURABLE = 4,
    SUM_NON_OFFICIEL = 8,
    SUM_SANS_TARIF = 16,
    SUM_WAYS = 32
};

struct activity {
    struct activity_rows by[ACTIVITY_TABLES];
    struct report_lines lines[SUM_WAYS];
    struct usual_zones zones;
    uint64_t usual; /* records, with those that a row was new for */
};

static inline const struct activity_row *activity_row(const struct activity_rows *rows, size_t n)
{
    return (const struct activity_row *)(const void *)rows->keyed.row[n];
}

/* The key of a record, of BY_MONTH, BY_MPP, BY_GHPC or BY_PATIENT; that of a zone is its GHT. */
size_t activity_key(const struct item *item, const struct facts *facts, enum activity_by by,
                    unsigned char out[ACTIVITY_KEY]);
/* False when there is no memory (a message is said). */
bool activity_start(struct activity *activity);
void activity_free(struct activity *activity);
/* A record that has zones. False when there is no memory (a message is said). */
bool activity_add(struct activity *activity, const struct batch *batch, const struct item *item,
                  const struct facts *facts);
/* The n-th of usual records, and what it adds to everything; false when a row of it is new: it then
 * goes to activity_add. Records come in the order of the input. */
bool activity_usual(struct activity *activity, const had_usual *usual, uint32_t n, bool official,
                    const struct facts *facts, struct priced *sums);
/* After each call that filled them: the zones of those that were added. The last of them is `item`.
 * False when there is no memory (a message is said). */
bool activity_zones(struct activity *activity, const struct item *item, size_t file,
                    const had_usual *usual);
/* Nothing is added to `more` any more. */
bool activity_join(struct activity *activity, struct activity *more);
/* Rows by key; nothing is added any more. An exit status: a sum may be full (a message is said). */
int activity_finish(struct activity *activity);
/* Whether each key adds up to these. */
bool activity_adds_up(const struct activity *activity, int64_t days, int64_t amount);

/* The sums of everything: all 0 when no record counts. */
const struct activity_row *activity_total(const struct activity *activity);
/* The lines that add to a sum, and not to another (0 = whatever else they add to). */
struct report_lines activity_lines(const struct activity *activity, enum activity_sum sum,
                                   enum activity_sum without);
/* The row of a key, once finished; NULL when it was not met. */
const struct activity_row *activity_find(const struct activity *activity, enum activity_by by,
                                         const unsigned char *key, size_t length);
/* The row of a GHT, all 0 when it was not met. */
const struct activity_row *activity_ght(const struct activity *activity, int ght);
/* The mean amount of a day that has a tariff, in centimes, rounded half up; -1 when there is none.
 */
int64_t activity_mean(const struct activity_row *row);
/* The mean rank of its days in tenths, rounded half up; -1 when none has one. */
int64_t activity_rank(const struct activity_row *row);

#endif
