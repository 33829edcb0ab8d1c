/* SPDX-License-Identifier: Apache-2.0 */
/* The first sheet of a workbook: of what it is, and on what terms its amounts stand. */
#include "page.h"
#include "tables.h"

#include <stdio.h>
#include <string.h>

#include "cli/write/html.h"

static void put_line(struct table *table, const char *item, const char *text)
{
    row_begin(table, PUT_FIELD_MAX(strlen(text)));
    cell_name(table, item);
    cell_name(table, text);
    row_end(table);
}

static void put_sum(struct table *table, const char *item, int64_t centimes)
{
    char text[PEOPLE_MAX];
    people_euros(text, centimes);
    put_line(table, item, text);
}

static void put_count(struct table *table, const char *item, int64_t number)
{
    char text[PEOPLE_MAX];
    people_number(text, number);
    put_line(table, item, text);
}

static void put_what(const struct report *report, struct table *table)
{
    char months[MONTHS_TEXT], text[MONTHS_TEXT + 64], finess[FINESS_TEXT];
    bool dated = page_period(report, months);
    snprintf(text, sizeof text, "%s%s%s",
             said("Activité et recettes d'HAD", "HAD activity and revenue"), dated ? ", " : "",
             dated ? months : "");
    put_line(table, said("Rapport", "Report"), text);
    put_line(table, said("Mois", "Months"), dated ? months : said("aucun mois", "no month"));
    page_finess(report, finess);
    put_line(table, said("Établissement", "Establishment"), finess);
}

static void put_sums(const struct report *report, struct table *table)
{
    const struct priced *sums = &activity_total(&report->activity)->sums;
    uint64_t refused = 0;
    for (enum refused way = 0; way < REFUSED_WAYS; way++)
        refused += report->refusals.refused[way].records;
    put_sum(table, said("Montant", "Amount"), sums->montant);
    put_sum(table, said("dont facturable", "of which billable"), sums->facturable);
    put_count(table, said("Journées", "Days"), sums->journees);
    put_count(table, said("Lignes refusées", "Lines refused"), (int64_t)refused);
}

static void put_classifications(const struct report *report, struct table *table)
{
    const struct batch *batch = report->batch;
    char text[256];
    for (size_t i = 0; i < had_classification_count(batch->tables); i++) {
        const had_classification_info *info = &batch->classification[i];
        snprintf(text, sizeof text, "%s%s", info->id,
                 info->officielle
                     ? said(", officielle", ", official")
                     : said(" : NON OFFICIELLE, ce qu'elle groupe ne vaut pas ce que l'État paiera",
                            ": NOT OFFICIAL, what it groups is not what the State will pay"));
        put_line(table, said("Classification", "Classification"), text);
    }
}

void rows_front(const struct report *report, struct table *table)
{
    const struct options *given = report->given;
    char text[128];
    put_what(report, table);
    put_sums(report, table);
    put_classifications(report, table);
    if (given->campagne) {
        snprintf(text, sizeof text, "%s%d%s",
                 said("tout est aux tarifs de la campagne ", "all is at the tariffs of campaign "),
                 given->campagne,
                 said(" : ce ne sont pas des montants dus", ": these are not amounts due"));
        put_line(table, "Simulation", text);
    }
    put_line(table, said("Contrôles", "Controls"), words_of(tally_between(given)));
    put_line(
        table, said("Feuilles", "Sheets"),
        said("une par tableau ; la dernière colonne nomme les premières lignes de chaque somme ; "
             "Sources dit ce qui a été lu, et ce qui ne l'a pas été",
             "one a table; the last column names the first lines behind each sum; Sources tells "
             "what was read, and what was not"));
    put_line(table, "had", had_version());
}
