/* SPDX-License-Identifier: Apache-2.0 */
/* The dates of a record, read together: eight cost little more than two. */
#ifndef DATES_H
#define DATES_H

#include "date.h"

enum { DATES = 8 };

/* Reads the eight dates JJMMAAAA that stand in the line at `places` (0-based), as date_read does
 * each, and the day of each that is real, as date_days does; the day of another means nothing. */
void dates_read(const unsigned char *line, const uint16_t places[DATES], int32_t date[DATES],
                int32_t day[DATES]);

#endif
