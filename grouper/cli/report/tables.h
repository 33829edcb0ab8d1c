/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of the tables of a report that have a file of their own. */
#ifndef TABLES_H
#define TABLES_H

#include "report.h"

/* A word of ours; in a workbook, which people read, what it means. */
void cell_meaning(struct table *table, const char *word, const char *meaning);
/* The first lines behind a sum; `beside`: they are of files beside the records. Its row asks for
 * this room. */
enum { PLACES_TEXT = 4096 };
void cell_lines(struct table *table, const char *const *files, size_t count,
                const struct report_lines *lines);
void cell_places(struct table *table, const struct report *report, const struct report_lines *lines,
                 bool beside);

/* The first cell of the row of totals that a workbook has after so many rows; false: none is asked
 * for. Cells of sums follow (cell_sum); what is no sum of the rows above would not follow a filter
 * as they do: it is left blank. */
bool total_begins(struct table *table, size_t rows);
void total_ends(struct table *table); /* the cells that are left are blank */

void rows_front(const struct report *report, struct table *table);
void rows_refused(const struct report *report, struct table *table);
void rows_refused_lines(const struct report *report, struct table *table);
void rows_codes(const struct report *report, struct table *table);
void rows_moved(const struct report *report, struct table *table);
void rows_evolution(const struct report *report, struct table *table);
void rows_official(const struct report *report, struct table *table);
void rows_simulation(const struct report *report, struct table *table);
void rows_indicators(const struct report *report, struct table *table);
void rows_references(const struct report *report, struct table *table);
void rows_care(const struct report *report, struct table *table);

#endif
