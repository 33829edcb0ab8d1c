/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Many records at once: reads RPSS records on standard input in blocks, has them grouped and priced
 * into plain arrays, prints what they add up to.
 *
 *     cc arrays.c $(pkg-config --cflags --libs had) -o arrays && ./arrays < fixtures/rpss.txt
 */
#include <had.h>
#include <stdio.h>
#include <string.h>

enum { BLOCK = 1 << 20, RECORDS = 4096 };

static char block[BLOCK];
static int32_t outcome[RECORDS], days[RECORDS];
static int64_t amount[RECORDS];

/* What is added up of all records, by outcome (a had_outcome). */
struct sums {
    long long records[5], days, amount;
};

/* Groups the whole lines of a block; the bytes that were done. */
static int64_t take(const had_engine *engine, int64_t size, struct sums *sums)
{
    int64_t at = 0, used, n;
    while (at < size) {
        n = had_process_lines(engine, block + at, size - at, RECORDS, &used, outcome, NULL, NULL,
                              NULL, NULL, days, NULL, NULL, NULL, NULL, amount);
        if (n < 0) {
            fprintf(stderr, "%s\n", had_status_text((int)-n, 1));
            return -1;
        }
        for (int64_t i = 0; i < n; i++) {
            if (outcome[i] < 5) /* a later version may know others */
                sums->records[outcome[i]]++;
            sums->days += days[i];
            sums->amount += amount[i];
        }
        at += used;
    }
    return at;
}

int main(void)
{
    had_tables *tables = NULL;
    had_engine *engine = NULL;
    had_error error = HAD_ERROR_INIT;
    struct sums sums = {{0}, 0, 0};
    size_t held = 0, got;

    if (had_tables_new(NULL, &tables) || had_tables_add_published(tables, &error) ||
        had_tables_add_builtin_classification(tables, "essai", &error) ||
        had_engine_new(tables, NULL, &engine, &error)) {
        fprintf(stderr, "%s\n", error.en);
        return 1;
    }
    do {
        got = fread(block + held, 1, sizeof block - held, stdin);
        held += got;
        /* Whole lines only, but for the last one of the input: it may have no end. */
        size_t whole = held;
        while (got > 0 && whole > 0 && block[whole - 1] != '\n')
            whole--;
        if (whole == 0 && held == sizeof block) {
            fputs("a line of a megabyte\n", stderr);
            return 1;
        }
        if (take(engine, (int64_t)whole, &sums) < 0)
            return 1;
        memmove(block, block + whole, held - whole);
        held -= whole;
    } while (got > 0);
    printf(
        "records %lld\ngrouped %lld\nblocked %lld\nrejected %lld\ndays %lld\namount %lld.%02lld\n",
        sums.records[0] + sums.records[1] + sums.records[2] + sums.records[3] + sums.records[4],
        sums.records[HAD_GROUPED], sums.records[HAD_BLOCKED], sums.records[HAD_REJECTED], sums.days,
        sums.amount / 100, sums.amount % 100);
    had_engine_free(engine);
    had_tables_free(tables);
    return 0;
}
