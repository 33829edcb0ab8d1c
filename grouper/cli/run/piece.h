/* SPDX-License-Identifier: Apache-2.0 */
/* The lines of a piece, by one worker. */
#ifndef PIECE_H
#define PIECE_H

#include "reader.h"
#include "worker.h"

/* Messages go into a sink. The status of the worker. */
int piece_run(struct worker *worker, const struct piece *piece, struct sink *messages);

#endif
