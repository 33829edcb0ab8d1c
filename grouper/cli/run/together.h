/* SPDX-License-Identifier: Apache-2.0 */
/* Usual records that follow each other, taken all at once. */
#ifndef TOGETHER_H
#define TOGETHER_H

#include "worker.h"

/* Those that these bytes begin with: worker->usual.bytes are theirs, none when the first line is
 * not usual. Whether the run goes on. */
bool together_run(struct worker *worker, struct item *item, size_t size);

#endif
