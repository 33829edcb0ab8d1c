/* SPDX-License-Identifier: Apache-2.0 */
/*
 * naive-days TRIPLES TARIFS RPSS: days of each sub-sequence cut by duration period, grouped, priced
 * and summed, as one would write it first: getline, atoi, timegm. No control. Prints
 * sub-sequences;days;centimes. The other peers do the same.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { YEARS = 100, PERIODS = 4 };

static const int last_rank[PERIODS] = {4, 9, 30, 1 << 30};
static int ght[100][100][101][PERIODS]; /* mpp, mpa, ik */
static int centimes[YEARS][2][7][32];   /* campagne from 2000, ex-OQN, type de domicile, ght */

static int number(const char *line, int position, int length)
{
    char text[16];
    memcpy(text, line + position - 1, (size_t)length);
    text[length] = '\0';
    return atoi(text);
}

static long day(const char *line, int position)
{
    struct tm tm = {.tm_mday = number(line, position, 2),
                    .tm_mon = number(line, position + 2, 2) - 1,
                    .tm_year = number(line, position + 4, 4) - 1900};
    return timegm(&tm) / 86400;
}

static FILE *open_file(const char *path)
{
    FILE *file = fopen(path, "r");
    if (!file) {
        perror(path);
        exit(EXIT_FAILURE);
    }
    return file;
}

static void read_triples(const char *path)
{
    FILE *file = open_file(path);
    int mpp, mpa, ik, g[PERIODS];
    while (fscanf(file, "%d;%d;%d;%d;%d;%d;%d", &mpp, &mpa, &ik, &g[0], &g[1], &g[2], &g[3]) == 7)
        memcpy(ght[mpp][mpa][ik], g, sizeof g);
    fclose(file);
}

static void read_tarifs(const char *path)
{
    FILE *file = open_file(path);
    int campagne, type, group, amount;
    char secteur[8];
    while (fscanf(file, "%d;%7[^;];%d;%d;%d", &campagne, secteur, &type, &group, &amount) == 5)
        centimes[campagne - 2000][strcmp(secteur, "ex-OQN") == 0][type][group] = amount;
    fclose(file);
}

int main(int argc, char **argv)
{
    if (argc != 4)
        return EXIT_FAILURE;
    read_triples(argv[1]);
    read_tarifs(argv[2]);
    FILE *file = open_file(argv[3]);
    char *line = NULL;
    size_t capacity = 0;
    long records = 0, days = 0, amount = 0;
    while (getline(&line, &capacity, file) > 0) {
        long sequence = day(line, 110), from = day(line, 163), to = day(line, 171);
        int campagne = number(line, 175, 4);
        if (campagne < 2026 && number(line, 173, 2) < 3)
            campagne--;
        int oqn = line[2] == 'C' || line[2] == 'E' || line[2] == 'G';
        const int *tarif = centimes[campagne - 2000][oqn][number(line, 76, 1)];
        const int *group = ght[number(line, 126, 2)][number(line, 128, 2)][number(line, 140, 3)];
        for (long d = from; d <= to; d++) {
            int period = 0;
            while (d - sequence + 1 > last_rank[period])
                period++;
            amount += tarif[group[period]];
        }
        days += to - from + 1;
        records++;
    }
    free(line);
    fclose(file);
    printf("%ld;%ld;%ld\n", records, days, amount);
    return EXIT_SUCCESS;
}
