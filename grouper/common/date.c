/* SPDX-License-Identifier: Apache-2.0 */
#include "date.h"

int32_t date_read_iso(const char *text, size_t length)
{
    if (length != 10 || text[4] != '-' || text[7] != '-')
        return 0;
    int part[3] = {0, 0, 0}, n = 0;
    for (int i = 0; i < 10; i++) {
        if (i == 4 || i == 7)
            n++;
        else if (text[i] < '0' || text[i] > '9')
            return 0;
        else
            part[n] = part[n] * 10 + (text[i] - '0');
    }
    return date_make(part[0], part[1], part[2]);
}

int32_t date_from_days(int32_t days)
{
    int era = days / 146097, in_era = days % 146097;
    int year = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
    int in_year = in_era - (365 * year + year / 4 - year / 100);
    int shifted = (5 * in_year + 2) / 153;
    int day = in_year - (153 * shifted + 2) / 5 + 1;
    int month = shifted < 10 ? shifted + 3 : shifted - 9;
    return date_make(era * 400 + year + (month <= 2), month, day);
}

void date_text(char out[11], int32_t date)
{
    write_date((unsigned char *)out, date);
    out[10] = '\0';
}
