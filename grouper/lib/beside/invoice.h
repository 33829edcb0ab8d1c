/* SPDX-License-Identifier: Apache-2.0 */
/* Lines of an RSF: their type, and those that bill days (rule R29). */
#ifndef INVOICE_H
#define INVOICE_H

#include <stdbool.h>

#include "lib/tables/beside.h"

/* Reads a line into *out, all but its FINESS (923). False when it is rejected (920, CARACTERE
 * ILLICITE, 921); *layout is then not to be used. */
bool invoice_read(const struct beside *beside, const unsigned char *line, size_t length,
                  const struct beside_layout **layout, had_bill_line *out);

#endif
