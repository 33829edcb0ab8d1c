/* SPDX-License-Identifier: Apache-2.0 */
/* What `had report` counts of what is billed beside the days: drugs (FICHCOMP, RSF H), invoices
 * (RSF) and insurance facts (VID-HOSP), tied to the records as `drugs`, `bills` and `price
 * --vidhosp` tie them. With --periode, drugs and invoice lines dated outside it are left out and
 * counted. */
#ifndef OWED_H
#define OWED_H

#include "cli/rows/bill_rows.h"
#include "cli/rows/drug_sums.h"
#include "cli/rows/priced.h"
#include "lines.h"
#include "cli/run/side.h"
#include "cli/run/tied.h"

/* The keys by which drugs are shown. */
enum beside_by { BESIDE_MOIS, BESIDE_UCD, BESIDE_PRESTATION, BESIDE_BYS };

struct beside_drug {
    struct drug_sum sum;
    struct report_lines lines; /* their file: its place among fichcomp, then rsf */
};

static inline const struct beside_drug *beside_drug(const struct keyed *keyed, size_t n)
{
    return (const struct beside_drug *)(const void *)keyed->row[n];
}

/* Lines that a file beside was read as. */
struct beside_lines {
    struct side_counts counts;
    uint64_t kept, rejected, outside, passed;
    uint64_t refused[SIDE_CODES], warned[SIDE_CODES]; /* by finding: rejected, kept all the same */
};

/* Records by what VID-HOSP says of their stay: each is in one. */
enum beside_right {
    RIGHT_BILLABLE,
    RIGHT_NOT_BILLABLE,
    RIGHT_UNKNOWN,   /* 922: none for the stay */
    RIGHT_DIFFERENT, /* 922: two that differ, or none that can be read */
    RIGHT_OTHER,     /* an ex-OQN record: VID-HOSP does not tell */
    RIGHTS
};

struct beside_right_row {
    struct priced sums;
    int64_t amo; /* centimes: the part that the insurance pays, where it is known */
    struct report_lines lines;
};

struct owed {
    const struct batch *batch;
    struct tied tied;
    int warning[DRUG_WARNINGS]; /* of drugs kept */
    size_t file;                /* the place of the file being read among those beside */
    struct beside_lines drug_lines, bill_lines;
    uint64_t invoice_drugs;      /* RSF H, read as drugs too */
    struct keyed by[BESIDE_BYS]; /* struct beside_drug */
    int64_t drugs_total[2];      /* quantity, amount: thousandths */
    struct bill_sums causes[BILL_CAUSES], billed;
    /* What is billable in all; of it, what no invoice is held against: of another FINESS or sector,
     * repeated (924), a RAPSS, or in a row without a tariff (902). */
    int64_t billable, uncompared;
    struct report_lines uncompared_lines; /* of the records */
    struct beside_right_row right[RIGHTS];
    bool with_drugs, with_bills, with_rights;
};

/* Whether options ask for it. */
bool owed_asked(const struct options *options);
/* NULL when there is no memory (a message is said). */
struct owed *owed_new(const struct batch *batch);
void owed_free(struct owed *beside);
/* A record; one that --periode leaves out. False: a message is said. */
bool owed_record(struct owed *beside, const struct item *item, const struct line_place *place);
bool owed_outside(struct owed *beside, const struct item *item);
/* After the last record: reads the files. 0, or a status with a message said. */
int owed_read(struct owed *beside);
/* The account of the lines read, on standard error. */
void owed_say(const struct owed *beside);

#endif
