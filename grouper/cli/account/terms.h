/* SPDX-License-Identifier: Apache-2.0 */
/* What the user asked amounts to be reckoned by, said in the summary: totals alone do not show it.
 */
#ifndef TERMS_H
#define TERMS_H

#include "cli/ask/options.h"
#include "had.h"

/* Another campaign, coefficients, tariffs of one's own far from those before. */
void terms_report(const struct options *options, const had_tables *tables);

#endif
