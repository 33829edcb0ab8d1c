/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One engine, several threads: reads RPSS records on standard input, cuts them at ends of lines
 * into a share for each thread, adds up what they give. Tables and engine are read only, so that
 * threads share them without a lock; each has its own result.
 *
 *     cc threads.c -pthread $(pkg-config --cflags --libs had) -o threads
 *     ./threads 2 < fixtures/rpss.txt
 */
#include <had.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { THREADS_MAX = 64 };

struct share {
    const had_engine *engine;
    const char *bytes, *end;
    long long records, grouped, blocked, rejected, days, amount;
    int status;
    pthread_t thread;
};

static void *work(void *argument)
{
    struct share *share = argument;
    had_result result = HAD_RESULT_INIT;
    size_t length = 0;
    for (const char *p = share->bytes; p < share->end && share->status == HAD_OK; p += length) {
        share->status =
            had_process_first(share->engine, p, (size_t)(share->end - p), &length, &result);
        size_t debris;
        if (share->status == HAD_OK && result.outcome == HAD_REJECTED &&
            (debris = had_debris(p, length)) > 0) /* a byte order mark in front of it */
            share->status = had_process(share->engine, p + debris, length - debris, &result);
        if (share->status != HAD_OK)
            break;
        share->records++;
        share->grouped += result.outcome == HAD_GROUPED;
        share->blocked += result.outcome == HAD_BLOCKED;
        share->rejected += result.outcome == HAD_REJECTED;
        for (int i = 0; i < result.zone_count; i++) {
            share->days += result.zone[i].jours;
            share->amount += result.zone[i].montant;
        }
    }
    return NULL;
}

static char *read_all(size_t *size)
{
    size_t room = 1 << 20, got;
    char *bytes = malloc(room);
    *size = 0;
    while (bytes && (got = fread(bytes + *size, 1, room - *size, stdin)) > 0) {
        *size += got;
        if (*size == room) {
            char *more = realloc(bytes, room *= 2);
            if (!more)
                free(bytes);
            bytes = more;
        }
    }
    return bytes;
}

int main(int count, char **argument)
{
    static struct share share[THREADS_MAX];
    had_tables *tables = NULL;
    had_engine *engine = NULL;
    had_error error = HAD_ERROR_INIT;
    size_t size = 0;
    long threads = count > 1 ? strtol(argument[1], NULL, 10) : 2;
    char *bytes = read_all(&size);

    threads = threads < 1 ? 1 : threads > THREADS_MAX ? THREADS_MAX : threads;
    if (!bytes || had_tables_new(NULL, &tables) || had_tables_add_published(tables, &error) ||
        had_tables_add_builtin_classification(tables, "essai", &error) ||
        had_engine_new(tables, NULL, &engine, &error)) {
        fprintf(stderr, "%s\n", error.en);
        return 1;
    }
    const char *from = bytes, *end = bytes + size;
    for (long i = 0; i < threads; i++) {
        const char *to = bytes + size / (size_t)threads * (size_t)(i + 1);
        to = i == threads - 1 ? end : to < from ? from : to;
        const char *newline = to < end ? memchr(to, '\n', (size_t)(end - to)) : NULL;
        to = newline ? newline + 1 : end;
        share[i] = (struct share){.engine = engine, .bytes = from, .end = to};
        if (pthread_create(&share[i].thread, NULL, work, &share[i]) != 0)
            return 1;
        from = to;
    }
    struct share all = {.status = HAD_OK};
    for (long i = 0; i < threads; i++) {
        pthread_join(share[i].thread, NULL);
        all.status = all.status ? all.status : share[i].status;
        all.records += share[i].records;
        all.grouped += share[i].grouped;
        all.blocked += share[i].blocked;
        all.rejected += share[i].rejected;
        all.days += share[i].days;
        all.amount += share[i].amount;
    }
    if (all.status != HAD_OK) {
        fprintf(stderr, "%s\n", had_status_text(all.status, 1));
        return 1;
    }
    printf(
        "records %lld\ngrouped %lld\nblocked %lld\nrejected %lld\ndays %lld\namount %lld.%02lld\n",
        all.records, all.grouped, all.blocked, all.rejected, all.days, all.amount / 100,
        all.amount % 100);
    had_engine_free(engine);
    had_tables_free(tables);
    free(bytes);
    return 0;
}
