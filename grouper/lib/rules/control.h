/* SPDX-License-Identifier: Apache-2.0 */
/* The controls of the fonction groupage on one record (spec: the PAPRICA manuals 2011-2017). */
#ifndef CONTROL_H
#define CONTROL_H

#include "lib/tables/classification.h"
#include "lib/record/record.h"
#include "given.h"
#include "lib/tables/matrix.h"
#include "lib/tables/registry.h"
#include "lib/tables/rules.h"

struct control_input {
    const struct record *record;
    const struct rules *rules;
    const struct classification *classification; /* NULL = none covers the date */
    const struct matrix *matrix; /* asked where none at all is loaded (rule R38); NULL = not */
    int32_t date;                /* of processing; 0 = none */
    const struct given *given;
    const struct housing *housing;
    bool clean; /* the fast way has looked: only the controls of the triple can still find something
                   (fast.h) */
};

/* Adds to an empty set of findings what is found, in force that year, on fields that the layout
 * has; says what the pair is when that is found, and whether the matrix was asked. Returns the
 * triple, NULL when it is not in the classification's lists. */
const struct triple *control(const struct control_input *in, had_result *out);

/* What is noted of a pair, and of the IK with it (enum pair_flags); `triple` NULL: of no IK. */
void control_association(unsigned pair, const struct triple *triple, unsigned char confirmation,
                         had_findings *set);

/* Rule R38: a pair of two listed modes, by the published matrix; the campagne of the end. */
void control_matrix(const struct matrix *matrix, int mpp, int mpa, int campagne, had_result *out);

/* Leaves what is in force that year, on fields that the layout has. */
static inline void control_keep(had_findings *set, const struct year_rules *year,
                                const struct layout *layout)
{
    for (int w = 0; w < HAD_FINDING_WORDS; w++)
        set->word[w] &= year->in_force.word[w] & layout->runs.word[w];
}

/* Whether the place of a finding has to be looked for: others stand where their layout has them. */
bool control_searched(int number);

/* Where such a finding stands in a record that has it: the first occurrence at fault. Length 0 = no
 * one field. */
had_span control_place(const struct rules *rules, const struct record *record, int number);

#endif
