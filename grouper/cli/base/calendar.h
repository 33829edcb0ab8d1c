/* SPDX-License-Identifier: Apache-2.0 */
/* What the command needs of a calendar beyond common/date. */
#ifndef CALENDAR_H
#define CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

/* AAAA-MM-JJ as a date; 0 when it is not that, or no real date. */
int32_t calendar_read(const char *text);
/* AAAA-MM as AAAAMM; 0 when it is not that. */
int32_t calendar_read_month(const char *text);

/* The month that somebody meant who wrote it otherwise: 2024-5, 05/2024, 202405, 2024-05-31. False
 * when it cannot be told. */
enum { CALENDAR_MEANT = 12 };
bool calendar_month_meant(const char *text, char month[CALENDAR_MEANT]);
/* The day: 3/5/2024, 2024/05/03, 2024-5-3, 03.05.2024. */
bool calendar_day_meant(const char *text, char day[CALENDAR_MEANT]);

/* Days from one date to another, both included; 0 when one is missing or they are not in order. */
int32_t calendar_span(int32_t first, int32_t last);
/* The day after; 0 after the last of the year 9999. */
int32_t calendar_next(int32_t date);
/* The last day of its month. */
int32_t calendar_month_end(int32_t date);
/* The day before. */
int32_t calendar_previous(int32_t date);

#endif
