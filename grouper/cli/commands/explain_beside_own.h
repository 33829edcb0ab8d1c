/* SPDX-License-Identifier: Apache-2.0 */
/* What is kept of what is billed beside the records told, for the files that gather and tell it. */
#ifndef EXPLAIN_BESIDE_OWN_H
#define EXPLAIN_BESIDE_OWN_H

#include "explain_beside.h"

#include <string.h>

#include "cli/run/side.h"
#include "cli/run/tied.h"
#include "cli/write/screen.h"

enum { NUMBER = 10, NONE = -1, LINE = 2048 };

/* An invoice of a record told. */
struct invoice {
    char entree[NUMBER], facture[NUMBER];
};

static inline bool same_invoice(const struct invoice *invoice, const char *entree,
                                const char *facture)
{
    return strcmp(invoice->entree, entree) == 0 && strcmp(invoice->facture, facture) == 0;
}

/* A record that explain tells. */
struct told_record {
    int64_t record; /* its number among those added to the stays */
    uint64_t line;
    int32_t debut, fin;
    int64_t invoice; /* NONE in ex-DGF, or when another record has its key (924) */
};

/* What a record is due, on its invoice; what a line bills. */
struct invoice_owed {
    struct invoice invoice;
    const char *file;
    uint64_t line;
    int64_t days, amount;
    bool no_tarif;
};
struct billed {
    const char *file;
    uint64_t line;
    int64_t invoice;
    had_bill_line bill;
};

struct owed_list {
    struct invoice_owed *item;
    size_t count, room;
};
struct billed_list {
    struct billed *item;
    size_t count, room;
};
struct told_list {
    struct told_record *item;
    size_t count, room;
};
struct invoice_list {
    struct invoice *item;
    size_t count, room;
};

struct billed_beside {
    const struct batch *batch;
    struct tied tied;
    struct told_list told;
    struct invoice_list invoices;
    struct owed_list owed;
    struct billed_list billed;
    int64_t added;
    struct side_counts counts;
    uint64_t rejected, rejected_bills, shown;
    int64_t drugs_total; /* of what is shown, thousandths */
    struct screen screen;
    bool json, day;
    int entree, facture; /* fields */
    char places[LINE];   /* of the drugs of a day */
    size_t placed;
};

/* Tells the n-th invoice: what it is due, what it bills, and how they compare. */
void invoice_tell(struct billed_beside *beside, int64_t n, struct sink *sink);

#endif
