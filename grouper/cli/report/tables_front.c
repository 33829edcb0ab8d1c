/* SPDX-License-Identifier: Apache-2.0 */
/* The first sheet of a workbook: of what it is, and on what terms its amounts stand. */
#include "page.h"
#include "tables.h"

#include <stdio.h>
#include <string.h>

#include "cli/write/html.h"

static void put_line(struct table *table, const char *item, const char *text)
{
    row_begin(table, PUT_FIELD_MAX(strlen(item)) + PUT_FIELD_MAX(strlen(text)));
    cell_name(table, item);
    cell_name(table, text);
    row_end(table);
}

/* A number alone is one; in a sentence it is text. */
static void put_sum(struct table *table, const char *item, int64_t centimes)
{
    row_begin(table, PUT_FIELD_MAX(strlen(item)));
    cell_name(table, item);
    cell_euros(table, centimes);
    row_end(table);
}

static void put_count(struct table *table, const char *item, int64_t number)
{
    row_begin(table, PUT_FIELD_MAX(strlen(item)));
    cell_name(table, item);
    cell_number(table, number);
    row_end(table);
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
    struct estimate estimate;
    uint64_t refused = refusals_all(&report->refusals, &estimate);
    put_sum(table, said("Montant", "Amount"), sums->montant);
    put_sum(table, said("dont facturable", "of which billable"), sums->facturable);
    put_count(table, said("Journées", "Days"), sums->journees);
    put_count(table, said("dont sans tarif (902)", "of which without a tariff (902)"),
              sums->sans_tarif);
    const struct refused_anywhere anywhere = report_anywhere(report);
    put_count(table, said("Lignes refusées", "Lines refused"), (int64_t)refused);
    if (anywhere.undated + anywhere.elsewhere > 0)
        put_count(table,
                  said("dont sans mois certain, comptées ici",
                       "of which with no certain month, counted here"),
                  (int64_t)(anywhere.undated + anywhere.elsewhere));
    if (estimate.records > 0)
        put_sum(table,
                said("Estimation de ce qui est refusé, jamais un montant",
                     "Estimate of what is refused, never an amount"),
                estimate.centimes);
    if (estimate.without > 0)
        put_count(table, said("Lignes refusées sans estimation", "Lines refused, no estimate"),
                  (int64_t)estimate.without);
}

/* What the first lines of the page say beside the sums. */
static void put_notes(const struct report *report, struct table *table)
{
    struct report_lines lines;
    struct priced homes = report_homes(report, &lines);
    char text[256], amount[PEOPLE_MAX], records[PEOPLE_MAX];
    if (homes.sous_sequences > 0) {
        people_number(records, homes.sous_sequences);
        people_euros(amount, homes.montant);
        snprintf(text, sizeof text, "%s%s%s%s%s",
                 said("le programme de l'État refuserait (032) ",
                      "the State's program would refuse (032) "),
                 records,
                 said(" enregistrement(s) groupé(s) de type de domicile 3, 4 ou 5, ",
                      " grouped record(s) of type of domicile 3, 4 or 5, "),
                 amount, said(" de ce montant", " of this amount"));
        put_line(table, said("Sans --conventions", "Without --conventions"), text);
    }
    const struct doublons_found *twice = &report->account.twice;
    if (twice->between > 0)
        put_count(table,
                  twice->estimated
                      ? said("Enregistrements comptés dans plusieurs fichiers (environ)",
                             "Records that count in several files (about)")
                      : said("Enregistrements comptés dans plusieurs fichiers",
                             "Records that count in several files"),
                  (int64_t)twice->between);
    const struct doubted doubted =
        outside_doubted(&report->outside, &report->activity, report->given);
    if (doubted.months > 0)
        put_count(table,
                  said("Enregistrements qui finissent dans des mois loin des autres, à vérifier",
                       "Records that end in months far from the others, to be checked"),
                  (int64_t)doubted.lines.count);
    if (report->account.out_of_period > 0)
        put_count(table, said("Lignes hors de la période", "Lines out of the period"),
                  (int64_t)report->account.out_of_period);
    if (outside_refused(&report->outside) > 0)
        put_count(table,
                  said("dont refusées, qui ne sont pas ici", "of which refused, not told here"),
                  (int64_t)outside_refused(&report->outside));
}

/* What changed since each earlier state. */
static void put_changed(const struct report *report, struct table *table)
{
    const struct before *before = &report->compared->before;
    const struct priced *now = &activity_total(&report->activity)->sums;
    for (size_t i = 0; i < before->count; i++) {
        const struct earlier *earlier = &before->state[i];
        const struct priced *old = &activity_total(&earlier->activity)->sums;
        char item[OS_PATH], text[2 * PEOPLE_MAX + 64], days[PEOPLE_MAX], amount[PEOPLE_MAX];
        snprintf(item, sizeof item, "%s%s", said("Depuis ", "Since "), earlier->path);
        if (before_apart(earlier)) {
            put_line(table, item, before_apart(earlier));
            continue;
        }
        people_more(days, now->journees - old->journees);
        people_more_euros(amount, now->montant - old->montant);
        snprintf(text, sizeof text, "%s%s%s%s", days, said(" journée(s) et ", " day(s) and "),
                 amount,
                 earlier->alike ? ""
                                : said(" ; pas les mêmes mois : ce n'est pas une croissance",
                                       "; not the same months: this is not growth"));
        put_line(table, item, text);
    }
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
    put_notes(report, table);
    put_changed(report, table);
    put_classifications(report, table);
    if (given->campagne) {
        snprintf(text, sizeof text, "%s%d%s",
                 said("tout est aux tarifs de la campagne ", "all is at the tariffs of campaign "),
                 given->campagne,
                 said(" : ce ne sont pas des montants dus", ": these are not amounts due"));
        put_line(table, "Simulation", text);
    }
    put_line(table, said("Contrôles", "Controls"),
             given->chainage
                 ? words_of(tally_between(given))
                 : said("chaque enregistrement est contrôlé seul ; entre enregistrements d'un "
                        "séjour : --chainage pour appliquer ces contrôles, had check --to rapport "
                        "pour voir ce qu'ils retiendraient",
                        "each record is controlled on its own; between records of a stay: "
                        "--chainage to apply these controls, had check --to rapport to see what "
                        "they would hold back"));
    put_line(
        table, said("Feuilles", "Sheets"),
        said(
            "une par tableau ; la dernière colonne nomme les premières lignes de chaque somme ; un "
            "« Total affiché » suit les filtres de sa feuille ; Dû a les moyennes de tout ; "
            "Sources dit ce qui a été lu, et ce qui ne l'a pas été",
            "one a table; the last column names the first lines behind each sum; a “Total "
            "shown” follows the filters of its sheet; Owed has the means of all; Sources tells "
            "what was read, and what was not"));
    put_line(table, "had", had_version());
}
