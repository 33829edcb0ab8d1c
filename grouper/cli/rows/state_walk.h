/* SPDX-License-Identifier: Apache-2.0 */
/* Two states in step. */
#ifndef STATE_WALK_H
#define STATE_WALK_H

#include "state.h"

/* Each key once, NULL on the side that lacks it: first the records that are alike to the byte and
 * in what they are worth, in any order and without their key (NULL), then the others in the order
 * of their keys. False stops the walk, a message having been said. */
typedef bool state_pair(void *context, const unsigned char *key, const struct held *before,
                        const struct held *after);

/* False when there is no memory, when a file could not be read again or is not what it was, or when
 * `pair` has stopped it: a message has been said. */
bool state_walk(struct state *old, struct state *new, const struct batch *batch, state_pair *pair,
                void *context);

#endif
