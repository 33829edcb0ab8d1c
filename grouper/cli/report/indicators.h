/* SPDX-License-Identifier: Apache-2.0 */
/* What planners look at, as far as the files tell. */
#ifndef INDICATORS_H
#define INDICATORS_H

#include "references.h"
#include "report.h"

enum indicator_state { INDICATOR_KNOWN, INDICATOR_PARTLY, INDICATOR_UNKNOWN };
extern const char *const indicator_states[];

struct indicator_value {
    enum indicator_state state;
    int64_t thousandths;
    int64_t whole;   /* of which it is a part; 0 = of nothing */
    const char *why; /* of what is not known, or only partly; "" */
};

struct indicator_value indicator_value(const struct report *report, enum indicator_id id);
/* The lines that it is made of: of a stay or a patient, those that say of it what is counted. */
struct report_lines indicator_lines(const struct report *report, enum indicator_id id);

#endif
