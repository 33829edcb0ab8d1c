/* SPDX-License-Identifier: Apache-2.0 */
/* Usual records that follow each other, taken all at once. */
#ifndef TOGETHER_H
#define TOGETHER_H

#include "worker.h"

/* Those that these bytes begin with, and the lines among them that are not usual:
 * worker->usual.bytes are theirs, none when there are none. Whether the run goes on. */
bool together_run(struct worker *worker, struct item *item, size_t size);

#endif
