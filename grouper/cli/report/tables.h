/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of the tables of a report that have a file of their own. */
#ifndef TABLES_H
#define TABLES_H

#include "report.h"

void rows_evolution(const struct report *report, struct table *table);
void rows_official(const struct report *report, struct table *table);
void rows_simulation(const struct report *report, struct table *table);
void rows_indicators(const struct report *report, struct table *table);
void rows_references(const struct report *report, struct table *table);
void rows_care(const struct report *report, struct table *table);

#endif
