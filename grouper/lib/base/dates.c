/* SPDX-License-Identifier: Apache-2.0 */
#include "dates.h"

SELDOM void dates_one_by_one(const unsigned char *line, const uint16_t places[DATES],
                             int32_t date[DATES], int32_t day[DATES])
{
    for (int i = 0; i < DATES; i++) {
        date[i] = date_read(line + places[i]);
        day[i] = date[i] ? date_days(date[i]) : 0;
    }
}
