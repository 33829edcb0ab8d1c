/* SPDX-License-Identifier: Apache-2.0 */
/* A classification from inside: for the files that read it, and tell why it groups as it does. */
#ifndef CLASSIFICATION_OWN_H
#define CLASSIFICATION_OWN_H

#include "classification.h"
#include "common/sha256.h"
#include "lib/base/wide.h"

/* Decimals of an IPI or IPT that is not rounded. */
enum { EXACT = -1 };

/* Reads the card; sha256: of the groups that deductions come from, left as it is when the card does
 * not say it. HAD_OK or HAD_E_TABLE. */
int card_read(const had_file *file, struct classification *c, char sha256[SHA256_TEXT],
              had_error *error);

/* Gives it the official periods: without durees.csv, observed groups follow them. */
void official_periods(struct classification *c);

/* IPI of three weights, 12 decimals; IPT of an IPI in a period, 16 decimals. Rounding, when the
 * classification asks for it: IPI first, then IPT from the rounded IPI (rule R26). */
struct wide ipi_of(const struct weights_read *w, uint8_t mpp, uint8_t mpa, uint8_t ik);
struct wide ipt_of(const struct weights_read *w, struct wide ipi, int period);

#endif
