/* SPDX-License-Identifier: Apache-2.0 */
/* The controls of the fonction groupage on one record (spec: the PAPRICA manuals 2011-2017). */
#ifndef CONTROL_H
#define CONTROL_H

#include "classification.h"
#include "decode.h"
#include "given.h"
#include "registry.h"
#include "rules.h"

struct control_input {
    const struct record *record;
    const struct rules *rules;
    const struct classification *classification; /* NULL = none covers the date */
    int32_t date;                                /* of processing; 0 = none */
    const struct given *given;
    const struct housing *housing;
};

struct control_output {
    had_findings findings;       /* in force that year, on fields that the layout has */
    const struct triple *triple; /* NULL = the triple is not in the classification's lists */
};

void control(const struct control_input *in, struct control_output *out);

/* Where finding `number` stands in a record that has it: the first field concerned, and in a group
 * that repeats, the first occurrence at fault. Length 0 = no one field. */
had_span control_place(const struct rules *rules, const struct record *record, int number);

#endif
