/* SPDX-License-Identifier: Apache-2.0 */
/* From a controlled record to its group: code retour, GHPC, zones with dates and days. */
#ifndef GROUP_H
#define GROUP_H

#include "control.h"

/* The codes that decide a result, fixed for a build. */
struct deciding {
    had_findings blocking;    /* FG, number below 500 */
    had_findings signalling;  /* FG, number from 500 on */
    had_findings association; /* non-blocking ones that give GHPC 9999 (rule R4) */
};

void group_deciding(struct deciding *deciding);

struct group_input {
    const struct record *record;
    const struct classification *classification;
    const struct deciding *deciding;
    const struct triple *triple;   /* NULL = not in the classification's lists */
    const struct housing *housing; /* whose days outside conventions 529 removes (rule R7) */
};

/* Fills outcome, code_retour, ghpc and zones of a result that holds the findings of the controls;
 * adds its own. */
void group(const struct group_input *in, had_result *out);

/* Rule R4, of findings that group() would have: false when one blocks. *code is the finding whose
 * code is the code retour; *association: GHPC 9999 with a real GHT. */
bool group_signalled(const struct deciding *deciding, const had_findings *set, int *code,
                     bool *association);

/* The zones that a record blocked by 901 would have (rules R1, R2), GHT 0 where it is not known.
 * Returns the number of the first duration period that has days: the others follow. */
int group_zones(const struct group_input *in, had_result *out);

/* Rule R3: GHPC 9999, this code retour, one zone GHT 99 of 0 day with the result's own dates. */
void group_block(const char *code, had_result *out);

/* No group, as there is no classification (rule R38): blocked by what the controls found, or not.
 */
void group_none(const struct deciding *deciding, had_result *out);

/* No zone: rule R13, 906 (those carried cannot be used) or 907 (none are carried). */
void group_unusable(int why, had_result *out);

/* Whether a record carries a grouping of this source. */
bool group_carried(const struct record *record, had_source source);

/* Reads it; it must carry it. */
void group_read(const struct record *record, had_source source, had_result *out);

/* Writes the grouping zone of a result; returns its length (at most 10 + 4 x 21). */
size_t group_write(const had_result *result, unsigned char *out);

#endif
