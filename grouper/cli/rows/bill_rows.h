/* SPDX-License-Identifier: Apache-2.0 */
/* Invoices against records (rule R29): how a row differs, and what rows differ by in all. */
#ifndef BILL_ROWS_H
#define BILL_ROWS_H

#include "had.h"

/* Rows by cause: each is in one. */
enum bill_cause {
    BILL_EQUAL,
    BILL_NEVER,   /* due, never billed */
    BILL_NOT_DUE, /* billed, nothing due */
    BILL_TWICE,   /* at least twice the days */
    BILL_DAYS,    /* another number of days */
    BILL_PRICE,   /* another price, the same days */
    BILL_CAUSES
};

enum bill_cause bill_cause(const had_bill *bill);
/* For people. */
const char *bill_cause_text(enum bill_cause cause);

/* The column ecart: "" when equal. */
enum { BILL_ECART = 32 };
void bill_ecart(char out[BILL_ECART], const had_bill *bill);

/* Sums of rows; an amount due that is not known (902) is 0. */
struct bill_sums {
    uint64_t rows, no_tarif;
    int64_t days_due, days_billed;
    int64_t due, billed; /* centimes */
    int64_t partial;     /* of the rows without a tariff, what is known to be due */
};
void bill_sums_add(struct bill_sums *sums, const had_bill *bill);

#endif
