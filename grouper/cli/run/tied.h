/* SPDX-License-Identifier: Apache-2.0 */
/* What is billed beside the days, tied to the records: their stays, the drugs given in them, the
 * invoices they are due on (rules R27 to R29, R35). */
#ifndef TIED_H
#define TIED_H

#include "batch.h"
#include "side.h"

struct tied {
    const struct batch *batch;
    had_stays *stays; /* these three are made at first need */
    had_drugs *drugs;
    had_bills *bills;
    had_stays *other_stays; /* none, of the other sector: what a line would be there */
    had_drugs *other_drugs;
    int unknown;   /* 910 */
    had_drug drug; /* as read last */
    had_bill_line line;
};

void tied_start(struct tied *tied, const struct batch *batch);
void tied_free(struct tied *tied);

/* A record: the stay it is of; what it is due, priced as `result` says (*added: a had_stay_added).
 * False when there is no memory (a message is said). */
bool tied_stay(struct tied *tied, const struct item *item);
bool tied_due(struct tied *tied, const struct item *item, const had_result *result, int *added);

/* After the last record, before the first line. 0, or a status with a message said. Drugs are tied
 * to stays, or read alone. */
int tied_open_drugs(struct tied *tied, bool to_stays);
int tied_open_bills(struct tied *tied);
int tied_read_drug(struct tied *tied, const unsigned char *line, size_t length);
/* Several at once, SIDE_LINES at most: faster. */
int tied_read_drugs(struct tied *tied, const struct side_line *line, size_t count,
                    had_drug drug[SIDE_LINES]);
/* A drug line that was rejected: its finding, and what the line looks like where that can be told.
 */
void tied_find_drug(struct tied *tied, struct side *side, const had_drug *drug);
int tied_read_bill(struct tied *tied, const unsigned char *line, size_t length);

/* The account of the records, on standard error; those of the sector count. */
void tied_say_stays(const had_stays_info *info, int secteur);

#endif
