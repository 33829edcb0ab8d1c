/* SPDX-License-Identifier: Apache-2.0 */
/* Nothing may count twice (rule R39): no file, no record. */
#ifndef ONCE_H
#define ONCE_H

#include "batch.h"
#include "doublons.h"

/* Refuses a file that is there twice, among these records or beside them, links followed: 0, or
 * USAGE with both named. */
int once_files(const struct options *options, const char *const *paths, size_t count);

/* DONE, or USAGE with a message. */
int once_check(const struct batch *batch, const struct tally *tally,
               const struct doublons_found *twice);

/* What --doublons let through, and what stands twice within a file. */
void once_report(const struct batch *batch, const struct tally *tally,
                 const struct doublons_found *twice);

#endif
