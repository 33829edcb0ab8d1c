/* SPDX-License-Identifier: Apache-2.0 */
/* The deductions of a classification directory (rule R46): deductions.csv, or conflit.csv, beside
 * its groupes.csv, and the fingerprint in its card. */
#ifndef DEDUCE_H
#define DEDUCE_H

#include "had.h"
#include "cli/ask/options.h"
#include "cli/write/table.h"

/* What a directory gave, for the report. */
struct deduced {
    had_deduction_info info;
    uint32_t right, wrong, none; /* of the self test (rule R48) */
    int32_t min;                 /* cells of fewer records were left out */
    uint32_t conflict;           /* cells of the minimal set in conflict */
};

/* Deduces, writes the files, and lists a conflict (926) in `findings`. The directory is called
 * `shown` in messages and findings. What the options do not say is as the card keeps it. 0,
 * DIFFERENCES (a contradiction), TABLES or FILES with a message said. */
int deduce_directory(const char *directory, const char *shown, const struct options *options,
                     struct table *findings, struct deduced *out);

/* Writes why the GHT of a triple (--pourquoi) are what they are. 0; DIFFERENCES when nothing is
 * known of it; TABLES or FILES; with a message said. */
int deduce_why(const char *directory, const struct options *options, struct sink *sink);

/* The account of one directory, in three lines. */
void deduce_report(const char *name, const struct deduced *deduced);

/* Whether the files of a directory are what deducing anew gives, as its card says: DONE, or
 * DIFFERENCES when its groups contradict each other; *groups = false when it has no observed
 * groups; *same = false when the files differ. */
int deduce_check(const char *directory, const struct options *options, bool *groups, bool *same);

#endif
