/* SPDX-License-Identifier: Apache-2.0 */
#include "weighed.h"

#include <stdio.h>

#include "cli/base/names.h"
#include "common/sums.h"
#include "cli/base/words.h"

void weighed_count(struct weighed *weighed, const had_result *result, int lacking)
{
    bool applied = false;
    int64_t days = 0;
    for (int i = 0; i < result->zone_count; i++) {
        const had_zone *zone = &result->zone[i];
        applied |= zone->valorise;
        if (!zone->valorise && zone->origine != HAD_ORIGINE_NONE)
            days += zone->jours;
    }
    weighed->lacking += lacking != 0;
    sum_up(&weighed->days, days);
    int campagne = result->campagne - WEIGHED_FIRST;
    if (applied && campagne >= 0 && campagne < WEIGHED_CAMPAGNES)
        weighed->records[campagne][result->secteur]++;
}

void weighed_add(struct weighed *weighed, const struct weighed *more)
{
    weighed->lacking += more->lacking;
    sum_up(&weighed->days, more->days);
    for (int c = 0; c < WEIGHED_CAMPAGNES; c++)
        for (int s = 0; s < WEIGHED_SECTEURS; s++)
            weighed->records[c][s] += more->records[c][s];
}

bool weighed_next(const struct weighed *weighed, const had_tables *tables, int *next,
                  struct weight *weight)
{
    while (*next < WEIGHED_CAMPAGNES * WEIGHED_SECTEURS) {
        int place = (*next)++, campagne = place / WEIGHED_SECTEURS;
        uint64_t records = weighed->records[campagne][place % WEIGHED_SECTEURS];
        if (records == 0)
            continue;
        *weight = (struct weight){.campagne = WEIGHED_FIRST + campagne,
                                  .secteur = place % WEIGHED_SECTEURS,
                                  .records = records,
                                  .info = {.size = sizeof weight->info}};
        had_coefficient_get(tables, weight->campagne, weight->secteur, &weight->info);
        return true;
    }
    return false;
}

void weighed_report(const struct weighed *weighed, const had_tables *tables)
{
    typedef unsigned long long n;
    struct weight weight;
    for (int next = 0; weighed_next(weighed, tables, &next, &weight);) {
        char value[16];
        snprintf(value, sizeof value, "%d.%04d", weight.info.prudentiel / 10000,
                 weight.info.prudentiel % 10000);
        if (weight.info.source[0] || weight.info.certitude[0])
            say_plain(W_S_COEFFICIENT, value, weight.campagne, secteur_name(weight.secteur),
                      (n)weight.records, weight.info.source, weight.info.certitude);
        else
            say_plain(W_S_NO_MECHANISM, value, weight.campagne, secteur_name(weight.secteur),
                      (n)weight.records);
    }
    if (weighed->lacking > 0)
        say_plain(W_S_NO_COEFFICIENT, (n)weighed->lacking, (long long)weighed->days);
}
