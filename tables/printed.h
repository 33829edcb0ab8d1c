/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PRINTED_H
#define PRINTED_H

#include <stdio.h>

#include "lib/tables/tables.h"

/* Writes a set of tables as the C source of `resolved` (lib/tables/resolved.h). False when it holds
 * what that source has no place for. */
bool printed_tables(FILE *out, const struct had_tables *tables);

#endif
