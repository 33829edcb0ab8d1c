/* SPDX-License-Identifier: Apache-2.0 */
/* had report: its tables, and its page. */
#ifndef REPORT_H
#define REPORT_H

#include "cli/rows/report_count.h"

/* A table of the report: its name in a directory, its title for people, its columns. */
struct report_table {
    const char *name;
    const char *title[2];
    const struct column *const *columns;
};
extern const struct report_table report_tables[REPORT_BYS];

/* Names of what is refused, in tables; NULL-terminated texts for people follow by language. */
extern const char *const report_states[REPORT_REFUSED];

/* Of what is refused in one way. */
struct estimate report_estimate(const struct report_count *count, enum report_refused kind);

/* Writes the page. */
void report_page(const struct report_count *count, const struct options *given, struct sink *sink);

#endif
