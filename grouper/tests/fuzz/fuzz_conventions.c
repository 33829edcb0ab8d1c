/* SPDX-License-Identifier: Apache-2.0 */
/* A file of conventions, NUL, then records: where every line of the file is sound, the days of a
 * patient in a care home count when, one by one, a line covers them. */
#include "fuzz.h"
#include "common/date.h"

enum { LINES = 64 };

struct convention_period {
    char finess[9];
    int32_t from, to; /* AAAAMMJJ */
};

static bool number(const char *text, size_t n, int32_t *out)
{
    *out = 0;
    for (size_t i = 0; i < n; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        *out = *out * 10 + (text[i] - '0');
    }
    return true;
}

/* JJMMAAAA */
static bool read_day(const char *text, int32_t *out)
{
    static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int32_t d, m, y;
    if (!number(text, 2, &d) || !number(text + 2, 2, &m) || !number(text + 4, 4, &y) || m < 1 ||
        m > 12 || d < 1 || d > days[m - 1] || y < 1900 || y > 2100)
        return false;
    *out = y * 10000 + m * 100 + d;
    return m != 2 || d < 29 || (y % 4 == 0 && (y % 100 != 0 || y % 400 == 0));
}

/* How many periods; -1 when a line is anything but the plainest. */
static int read_periods(const char *text, size_t size, struct convention_period out[LINES])
{
    int count = 0;
    for (size_t at = 0; at < size; count++) {
        const char *line = text + at, *newline = memchr(line, '\n', size - at);
        size_t length = newline ? (size_t)(newline - line) : 0;
        if (count == LINES || (length != 26 && length != 28))
            return -1;
        const char *rest = line + length - 17;
        int32_t finess;
        if (!number(line, 9, &finess) || (length == 28 && memcmp(line + 9, "08", 2) != 0) ||
            (rest[0] != '0' && rest[0] != '1') || !read_day(rest + 1, &out[count].from))
            return -1;
        out[count].to = INT32_MAX;
        if (memcmp(rest + 9, "        ", 8) != 0 && !read_day(rest + 9, &out[count].to))
            return -1;
        if (out[count].to < out[count].from)
            return -1;
        memcpy(out[count].finess, line, 9);
        at += length + 1;
    }
    return count;
}

static bool covers(const struct convention_period *period, int count, const char *finess,
                   int32_t day)
{
    for (int i = 0; i < count; i++)
        if (memcmp(period[i].finess, finess, 9) == 0 && period[i].from <= day &&
            day <= period[i].to)
            return true;
    return false;
}

static void look(const had_engine *engine, const char *line, size_t length,
                 const struct convention_period *period, int count)
{
    had_result result = HAD_RESULT_INIT;
    HOLDS(had_process(engine, line, length, &result) == HAD_OK);
    fuzz_result(engine, line, length, &result);
    bool housed = result.type_domicile >= '3' && result.type_domicile <= '5';
    if (result.outcome != HAD_GROUPED || count < 0 || !result.debut || !result.fin)
        return;
    had_span home = had_result_field(engine, &result, had_field("finess_esms"));
    int32_t counted = 0, days = 0;
    for (int i = 0; i < result.zone_count; i++)
        counted += result.zone[i].jours;
    for (int32_t day = date_days(result.debut); day <= date_days(result.fin); day++) {
        int32_t date = date_from_days(day);
        bool covered = !housed || home.length < 9 || covers(period, count, line + home.start, date);
        HOLDS(home.length < 9 || covered == (had_day_covered(engine, line, length, date) != 0));
        days += covered;
    }
    /* The day of leaving may be none (R1): no more than these, and at most one fewer. */
    HOLDS(home.length < 9 || (counted <= days && counted >= days - 1));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct convention_period period[LINES];
    had_file file = fuzz_part(&data, &size, "conventions.txt");
    int count = read_periods(file.bytes, file.size, period);
    had_tables *tables = fuzz_tables_new();
    had_error error = {.size = sizeof error};
    int status = had_tables_add(tables, HAD_TABLE_CONVENTIONS, &file, 1, &error);
    HOLDS(status == HAD_OK || status == HAD_E_TABLE);
    had_engine *engine = fuzz_engine_new(tables, NULL);
    size_t length;
    for (char *line; (line = fuzz_line(&data, &size, &length)) != NULL; free(line))
        look(engine, line, length, status ? NULL : period, status ? -1 : count);
    had_engine_free(engine);
    had_tables_free(tables);
    free((void *)(uintptr_t)file.bytes);
    return 0;
}
