/* SPDX-License-Identifier: Apache-2.0 */
/* The outputs of a run, rows and account: opened before it, and given their names together. */
#ifndef CLOSING_H
#define CLOSING_H

#include "run.h"

/* 0, or a status with a message said. */
int closing_open(struct run *run);
/* Nothing remains of them. */
void closing_drop(struct run *run);
/* The exit status. Output and account get their names when both are on disk, the account last; else
 * nothing remains of either. */
int closing_end(struct run *run);

#endif
