/* SPDX-License-Identifier: Apache-2.0 */
/* No record may count twice (rule R39). */
#ifndef ONCE_H
#define ONCE_H

#include "batch.h"

/* DONE, or USAGE with a message. */
int once_check(const struct batch *batch, const struct tally *tally);

/* What --doublons let through, and what stands twice within a file. */
void once_report(const struct batch *batch, const struct tally *tally);

#endif
