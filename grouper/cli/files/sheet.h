/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SHEET_H
#define SHEET_H

#include "cli/ask/options.h"
#include "output.h"

/* Makes the output a workbook, if the options ask for one: its sheet has a name for the command; or
 * a table on the screen, if they ask for nothing and rows would go to a terminal. 0, or a status
 * with a message said. */
int sheet_open(const struct options *options, struct output *output,
               const struct column *const *columns);

#endif
