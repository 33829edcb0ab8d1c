/* SPDX-License-Identifier: Apache-2.0 */
/* What had check finds in one line, in the order of the contract, and what is written of it. */
#ifndef CHECK_LINE_H
#define CHECK_LINE_H

#include <stdbool.h>
#include <stdint.h>

#include "cli/run/batch.h"
#include "cli/write/table.h"

struct finding {
    int number;
    bool blocking;
    uint32_t position;
    uint16_t length;
};

/* What is said of one line. */
struct checked_line {
    const struct item *item;
    const had_chain_result *chained; /* NULL = alone */
    bool earned;                     /* it is among what days earn already */
    size_t count;
    struct finding list[2 * HAD_FINDINGS_MAX];
};

/* What is looked for, and how it is called. Nothing of it changes during a run. */
struct looked_for {
    const struct batch *batch;
    int incoherent, out_of_period, pair, not_allowed, unexpected;
    had_findings unlisted; /* warnings, unless they are asked for */
    bool values;
    had_finding_info info[HAD_FINDINGS_MAX];
};

/* All but the run that it is for. */
void looked_for_start(struct looked_for *looked, const struct options *options);

/* A record that has no finding and has the FINESS and period of its file. */
bool line_says_nothing(const struct looked_for *looked, const struct item *item);
/* All that is found in a line; `item` is as `price` sees it; `chained` NULL: alone. */
void line_find(const struct looked_for *looked, const struct item *item,
               const had_chain_result *chained, bool earned, struct checked_line *line);
uint32_t line_blocking(const struct checked_line *line);
/* Rule R38: 056 of a pair that is not allowed. */
bool line_of_pair(const struct looked_for *looked, const struct checked_line *line, int number);

/* A row for each finding; all of them in one line, as the State lists them. */
void line_rows(const struct looked_for *looked, const struct checked_line *line,
               struct table *table);
void line_leg(const struct looked_for *looked, const struct checked_line *line, struct sink *sink);

#endif
