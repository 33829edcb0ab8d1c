/* SPDX-License-Identifier: Apache-2.0 */
/* The reasons of deduced GHT in words (rule R47): each step can be checked from groupes.csv alone.
 */
#ifndef WHY_H
#define WHY_H

#include <stdbool.h>

#include "had.h"
#include "cli/write/sink.h"

/* Writes what is known of a triple ("04-00-050"), period by period, and why. False when its codes
 * do not occur, or groups contradict each other. */
bool why_write(had_deduction *deduction, const char *triple, struct sink *sink);

#endif
