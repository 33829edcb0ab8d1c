/* SPDX-License-Identifier: Apache-2.0 */
/* The report of `check`: codes, those that hold back most euros first (rule R40). */
#ifndef RANKING_H
#define RANKING_H

#include <stdbool.h>
#include <stdint.h>

#include "cli/account/estimate.h"
#include "cli/write/sink.h"

struct ranking;

/* NULL when there is no memory. */
struct ranking *ranking_new(void);
void ranking_free(struct ranking *ranking);
/* Adds what another has counted. False when there is no memory (a message is said). */
bool ranking_join(struct ranking *ranking, const struct ranking *other);

/* What an estimate needs of a line. */
struct ranked {
    int mode;     /* estimate_mode of its MPP */
    int32_t days; /* estimate_days of its sub-sequence */
    bool beyond;  /* it has more days than are counted */
    bool blocked; /* it earns nothing: it is rejected, or some finding of it blocks */
    bool pair;    /* its 056 comes from the pair of modes */
};
/* Of a line with this result: what it blocks is the caller's to say. */
struct ranked ranked_of(int mode, const had_result *result);

/* A record that earns. */
void ranking_earns(struct ranking *ranking, int mode, struct earning earning);
/* It was counted as one, and earns nothing after all; and once all are counted: takes these away.
 */
void ranking_loses(struct ranking *ranking, int mode, struct earning earning);
void ranking_settle(struct ranking *ranking);
/* What these earned. */
const struct earned *ranking_earned(const struct ranking *ranking);
/* A line that has findings, once; then each of its codes. False when there is no memory (a message
 * is said). */
void ranking_line(struct ranking *ranking, const struct ranked *line);
bool ranking_code(struct ranking *ranking, const struct ranked *line, int number, bool blocking);

/* A code with what it holds back: lines where it blocks and where it tells only, their days. */
struct ranked_code {
    had_finding_info info;
    int number;
    uint64_t blocking, alert;
    int64_t days;
    struct estimate estimate;
};
enum { RANKING_CODES = HAD_FINDINGS_MAX };

/* The codes met, by estimate, days and code; returns how many. */
size_t ranking_list(const struct ranking *ranking, struct ranked_code out[RANKING_CODES]);

/* False when a sum does not fit (sums.h). */
bool ranking_write(const struct ranking *ranking, struct sink *sink);
/* Behind it: the estimates come from a classification that is not official, all or some. */
void ranking_unofficial(struct sink *sink);

#endif
