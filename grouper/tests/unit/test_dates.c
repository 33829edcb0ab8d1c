/* SPDX-License-Identifier: Apache-2.0 */
/* Eight dates read together are those read one by one, whatever the bytes. */
#include "lib/base/dates.h"
#include "support.h"

static const uint16_t places[DATES] = {0, 8, 16, 24, 32, 40, 48, 56};

static void same(const unsigned char *line)
{
    int32_t date[DATES], day[DATES], expected_date[DATES], expected_day[DATES];
    dates_read(line, places, date, day);
    dates_one_by_one(line, places, expected_date, expected_day);
    for (int i = 0; i < DATES; i++) {
        if (date[i] != expected_date[i] || (date[i] != 0 && day[i] != expected_day[i]))
            ck_abort_msg("%.8s: %d, day %d", (const char *)line + places[i], date[i], day[i]);
    }
}

/* Every day of every year, and those just beside that do not exist. */
START_TEST(every_day)
{
    unsigned char line[DATES * DATE_LENGTH];
    for (int n = 0; n < 10000 * 14 * 40; n += DATES) { /* days fastest, then months, then years */
        for (int i = 0; i < DATES; i++) {
            int day = (n + i) % 40, month = n / 40 % 14, year = n / 40 / 14;
            const int pair[] = {day, month, year / 100, year % 100};
            for (int k = 0; k < 4; k++) {
                line[places[i] + 2 * k] = (unsigned char)('0' + pair[k] / 10);
                line[places[i] + 2 * k + 1] = (unsigned char)('0' + pair[k] % 10);
            }
        }
        same(line);
    }
}
END_TEST

/* Digits among which other bytes stand. */
START_TEST(any_bytes)
{
    unsigned char line[DATES * DATE_LENGTH];
    uint32_t random = 1;
    for (int n = 0; n < 200000; n++) {
        for (size_t i = 0; i < sizeof line; i++) {
            random = random * 1664525 + 1013904223;
            uint32_t bits = random >> 16;
            line[i] = (unsigned char)(bits & 7 ? '0' + bits / 8 % 10 : bits >> 3);
        }
        same(line);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("dates");
    TCase *tcase = tcase_create("dates");
    tcase_add_test(tcase, every_day);
    tcase_add_test(tcase, any_bytes);
    suite_add_tcase(suite, tcase);
    return support_run(suite);
}
