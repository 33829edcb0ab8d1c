/* SPDX-License-Identifier: Apache-2.0 */
/* The lines that earn nothing: how many they are, what they are worth (rule R40), and which codes
 * hold them back. */
#ifndef REFUSALS_H
#define REFUSALS_H

#include "cli/rows/ranking.h"
#include "cli/run/batch.h"
#include "facts.h"
#include "lines.h"
#include "refused_lines.h"

enum refused { REFUSED_BLOCKED, REFUSED_REJECTED, REFUSED_UNUSABLE, REFUSED_WAYS };

/* Their names in tables. */
extern const char *const refused_names[REFUSED_WAYS];
/* The same for people, in the language of messages. */
const char *refused_text(enum refused way);

/* A refusal: its records, their days, and what they are worth; what cannot be used is neither
 * blocked nor rejected, and has no estimate. */
struct refusal {
    uint64_t records;
    uint64_t undated, elsewhere; /* their end is no date; it is out of --periode, as far as it can
                                    be read in what is no record */
    int64_t days;
    uint64_t uncounted; /* their dates are not 1 to 62 days apart: without days */
    struct stake stake;
    struct estimate estimate; /* once finished */
    struct report_lines lines;
};

struct refusals {
    struct ranking *ranking;
    struct refusal refused[REFUSED_WAYS];
    struct report_lines codes[HAD_FINDINGS_MAX]; /* lines behind each finding */
    struct refused_lines lines;                  /* the first that are refused, one by one */
    had_engine *controls;  /* controls records whose zones were read; made at first need */
    had_findings warnings; /* ours, which refuse nothing: they are told by days without tariff */
    int pair;
    uint64_t homes; /* records of types of domicile 3 to 5 that are blocked */
    /* The codes met, as had check ranks them; once finished. */
    struct ranked_code ranked[RANKING_CODES];
    size_t ranked_count;
};

/* False when there is no memory (a message is said). */
bool refusals_start(struct refusals *refusals);
void refusals_free(struct refusals *refusals);
/* To be called before the tables are freed. */
void refusals_close(struct refusals *refusals);
/* A record; a line that is none. False when there is no memory (a message is said). */
bool refusals_record(struct refusals *refusals, const struct batch *batch, const struct item *item,
                     const struct facts *facts);
/* A record that is grouped, of which nothing is told but that it earns. */
void refusals_earns(struct refusals *refusals, const struct facts *facts, struct earning earning);
bool refusals_rejected(struct refusals *refusals, const struct batch *batch,
                       const struct item *item, const struct line_place *place);
bool refusals_join(struct refusals *refusals, const struct refusals *more);
/* Nothing is added any more; then what a line that is refused is worth, -1 when that cannot be
 * said. */
void refusals_finish(struct refusals *refusals);
int64_t refusals_estimate(const struct refusals *refusals, const struct refused_line *line);
/* In all, once finished: how many lines, and what they are worth. */
uint64_t refusals_all(const struct refusals *refusals, struct estimate *estimate);

#endif
