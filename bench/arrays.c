/* SPDX-License-Identifier: Apache-2.0 */
/* had-arrays loop|lines|few FILE: records of a file into plain arrays, by a loop over
 * had_process_first or by had_process_lines; few = only what is paid of each record. Prints the
 * number of records and a sum of all that the arrays hold, the same each way. bench/arrays counts
 * the instructions of each. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "had.h"

enum { RECORDS = 1024, ZONES = HAD_ZONES_MAX * RECORDS };

struct columns {
    int32_t outcome[RECORDS], code[RECORDS], ghpc[RECORDS], debut[RECORDS], fin[RECORDS],
        jours[RECORDS];
    int32_t ght[ZONES], zone_jours[ZONES], tarif[ZONES];
    int64_t zone_montant[ZONES], montant[RECORDS];
};

static struct columns columns;

static int32_t number_of(const char *text)
{
    char *end;
    long n = strtol(text, &end, 10);
    return end == text || *end ? -1 : (int32_t)n;
}

static void keep(size_t n, const had_result *result)
{
    columns.outcome[n] = result->outcome;
    columns.code[n] = number_of(result->code_retour);
    columns.ghpc[n] = number_of(result->ghpc);
    columns.debut[n] = result->debut;
    columns.fin[n] = result->fin;
    columns.jours[n] = 0;
    columns.montant[n] = 0;
    for (size_t i = 0; i < HAD_ZONES_MAX; i++) {
        static const had_zone none;
        const had_zone *zone = i < result->zone_count ? &result->zone[i] : &none;
        size_t at = n * HAD_ZONES_MAX + i;
        columns.ght[at] = zone->ght;
        columns.zone_jours[at] = zone->jours;
        columns.tarif[at] = zone->tarif;
        columns.zone_montant[at] = zone->montant;
        columns.jours[n] += zone->jours;
        columns.montant[n] += zone->montant;
    }
}

/* One block of records, by the loop that had_process_lines replaces. */
static int64_t loop(const had_engine *engine, const char *bytes, int64_t size, int64_t *used)
{
    had_result result = HAD_RESULT_INIT;
    int64_t n = 0, at = 0;
    for (; at < size && n < RECORDS; n++) {
        size_t length;
        if (had_process_first(engine, bytes + at, (size_t)(size - at), &length, &result) != HAD_OK)
            return -1;
        keep((size_t)n, &result);
        at += (int64_t)length;
    }
    *used = at;
    return n;
}

static int64_t lines(const had_engine *engine, const char *bytes, int64_t size, int64_t *used)
{
    return had_process_lines(engine, bytes, size, RECORDS, used, columns.outcome, columns.code,
                             columns.ghpc, columns.debut, columns.fin, columns.jours, columns.ght,
                             columns.zone_jours, columns.tarif, columns.zone_montant,
                             columns.montant);
}

static int64_t few(const had_engine *engine, const char *bytes, int64_t size, int64_t *used)
{
    return had_process_lines(engine, bytes, size, RECORDS, used, columns.outcome, NULL, NULL, NULL,
                             NULL, NULL, NULL, NULL, NULL, NULL, columns.montant);
}

/* Of every array, with its place. */
static int64_t sum(int64_t n)
{
    int64_t all = 0;
    for (int64_t i = 0; i < n; i++)
        all += columns.outcome[i] + columns.code[i] + columns.ghpc[i] + columns.debut[i] +
               columns.fin[i] + columns.jours[i] + columns.montant[i];
    for (int64_t i = 0; i < n * HAD_ZONES_MAX; i++)
        all += (i % HAD_ZONES_MAX + 1) * (columns.ght[i] + columns.zone_jours[i] +
                                          columns.tarif[i] + columns.zone_montant[i]);
    return all;
}

static char *read_all(const char *path, int64_t *size)
{
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END) != 0)
        return NULL;
    *size = ftell(file);
    rewind(file);
    char *bytes = *size > 0 ? malloc((size_t)*size) : NULL;
    if (bytes && fread(bytes, 1, (size_t)*size, file) != (size_t)*size)
        return NULL;
    fclose(file);
    return bytes;
}

int main(int count, char **argument)
{
    static const struct {
        const char *name;
        int64_t (*run)(const had_engine *, const char *, int64_t, int64_t *);
    } ways[] = {{"loop", loop}, {"lines", lines}, {"few", few}};
    had_tables *tables = NULL;
    had_engine *engine = NULL;
    int64_t size = 0, at = 0, used = 0, records = 0, all = 0;
    char *bytes = count == 3 ? read_all(argument[2], &size) : NULL;
    size_t way = 0;
    while (bytes && way < 3 && strcmp(argument[1], ways[way].name) != 0)
        way++;
    if (!bytes || way == 3 || had_tables_new(NULL, &tables) ||
        had_tables_add_published(tables, NULL) ||
        had_tables_add_builtin_classification(tables, "essai", NULL) ||
        had_engine_new(tables, NULL, &engine, NULL)) {
        fputs("had-arrays loop|lines|few FILE\n", stderr);
        return 2;
    }
    while (at < size) {
        int64_t n = ways[way].run(engine, bytes + at, size - at, &used);
        if (n <= 0)
            return 1;
        all += sum(n);
        records += n;
        at += used;
    }
    printf("%lld records, sum %lld\n", (long long)records, (long long)all);
    had_engine_free(engine);
    had_tables_free(tables);
    free(bytes);
    return 0;
}
