/* SPDX-License-Identifier: Apache-2.0 */
/* The columns of a report as people read them, over the sheets of its workbook. Where machines
 * read, a column has its name alone. */
#ifndef HEADINGS_H
#define HEADINGS_H

#include "columns.h"

/* In the language of messages; its name, when it has no other words. */
const char *column_heading(const struct column *column);

#endif
