/* SPDX-License-Identifier: Apache-2.0 */
/* One record, step by step, in two ways: to people and to programs. */
#ifndef EXPLAIN_H
#define EXPLAIN_H

#include "cli/write/sink.h"
#include "told.h"

void explain_text(const struct told *told, struct sink *sink);
void explain_json(const struct told *told, struct sink *sink);
/* What a record that earns nothing would earn, by the mean of the others (rule R40); NULL = no
 * estimate. */
void explain_estimate(const struct options *options, struct sink *sink, uint64_t line,
                      const int64_t *centimes, bool first);
/* The day asked for alone: the sink must have the room for all of it. */
enum { EXPLAIN_DAY_ROOM = 32 * 1024 };
void explain_day_text(const struct told *told, struct sink *sink);
/* A line that is no record; `finding` says why. */
void explain_rejected_text(const struct told *told, struct sink *sink, int finding);
void explain_rejected_json(const struct told *told, struct sink *sink, int finding);

#endif
