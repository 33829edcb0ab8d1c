/* SPDX-License-Identifier: Apache-2.0 */
#include "indicators.h"

#include <string.h>

#include "cli/write/html.h"
#include "common/date.h"

enum { THOUSAND = 1000, YEAR_MONTHS = 12, LEAST_DAYS = 9000, INHABITANTS = 100000 };

const char *const indicator_states[] = {"calcule", "partiel", "non_calcule"};

static struct indicator_value unknown(const char *why)
{
    return (struct indicator_value){.state = INDICATOR_UNKNOWN, .why = why};
}

static struct indicator_value known(int64_t number, int64_t whole)
{
    return (struct indicator_value){INDICATOR_KNOWN, number * THOUSAND, whole, ""};
}

/* part x times / whole in thousandths, rounded half up. */
static struct indicator_value ratio(int64_t part, int64_t times, int64_t whole)
{
    if (part > INT64_MAX / 4 / THOUSAND / times)
        return unknown(said("le nombre est trop grand", "the number is too large"));
    int64_t twice = 2 * part * times * THOUSAND;
    return (struct indicator_value){INDICATOR_KNOWN, (twice + whole) / (2 * whole), 0, ""};
}

/* What only part of the records could tell. */
static struct indicator_value partly(struct indicator_value value, int64_t told, int64_t all,
                                     const char *none, const char *some)
{
    if (told == all) /* of nothing, too */
        return value;
    if (told == 0)
        return unknown(none);
    value.state = INDICATOR_PARTLY;
    value.why = some;
    return value;
}

/* The same, in the words of the indicator's own row. */
static struct indicator_value partly_by(enum indicator_id id, struct indicator_value value,
                                        int64_t told, int64_t all)
{
    enum language language = words_language_get();
    return partly(value, told, all, indicators[id].absent[language],
                  indicators[id].partial[language]);
}

/* --- The period ------------------------------------------------------------------------------- */

static int32_t days_of_period(const struct report *report)
{
    int32_t first, last;
    months_of(&report->activity, &first, &last);
    if (first == 0)
        return 0;
    int32_t end = last % 100 == YEAR_MONTHS ? (last / 100 + 1) * 10000 + 101 : (last + 1) * 100 + 1;
    return date_days(end) - date_days(first * 100 + 1);
}

static bool a_year(const struct report *report)
{
    int32_t first, last;
    months_of(&report->activity, &first, &last);
    return months_between(first, last) == YEAR_MONTHS;
}

static const char *no_year(void)
{
    return said("il faut des fichiers de douze mois", "files of twelve months are needed");
}

static const char *no_population(void)
{
    return said("il faut --population N", "--population N is needed");
}

static int64_t days_of(const struct report *report)
{
    return activity_total(&report->activity)->sums.journees;
}

static struct indicator_value of_period(const struct report *report, enum indicator_id id)
{
    int64_t days = days_of(report), population = report->given->population;
    int32_t period = days_of_period(report);
    switch (id) {
    case INDICATOR_SEUIL_JOURNEES:
        return !a_year(report) ? unknown(no_year())
                               : partly(ratio(days, 100, LEAST_DAYS),
                                        report->distinct.finess.count > 1 ? 1 : 2, 2, "",
                                        said("ces fichiers portent plusieurs FINESS",
                                             "these files carry several FINESS"));
    case INDICATOR_PATIENTS_JOUR:
        return period == 0 ? unknown(said("aucun mois", "no month")) : ratio(days, 1, period);
    case INDICATOR_TAUX_RECOURS:
        return population == 0 ? unknown(no_population())
               : period == 0   ? unknown(said("aucun mois", "no month"))
                               : ratio(days, INHABITANTS, period * population);
    default:
        return population == 0   ? unknown(no_population())
               : !a_year(report) ? unknown(no_year())
                                 : ratio(days, INHABITANTS, population);
    }
}

/* --- Stays and patients ----------------------------------------------------------------------- */

static struct indicator_value of_stays(const struct report *report, unsigned trait)
{
    const struct distinct_set *stays = &report->distinct.stays;
    return known((int64_t)distinct_count(stays, trait), trait ? (int64_t)stays->count : 0);
}

static struct indicator_value of_patients(const struct report *report, unsigned trait)
{
    const struct distinct *distinct = &report->distinct;
    struct indicator_value value = known((int64_t)distinct_count(&distinct->patients, trait),
                                         trait ? (int64_t)distinct->patients.count : 0);
    return partly(
        value, distinct_with(distinct, distinct->without_ipp), distinct_with(distinct, 0),
        said("ces fichiers ne portent pas d'IPP (RAPSS)", "these files carry no IPP (RAPSS)"),
        said("des enregistrements ne portent pas d'IPP", "some records carry no IPP"));
}

static struct indicator_value of_ages(const struct report *report, unsigned trait)
{
    const struct distinct *distinct = &report->distinct;
    struct indicator_value value = of_patients(report, trait);
    return value.state == INDICATOR_UNKNOWN
               ? value
               : partly(value, distinct_with(distinct, distinct->without_age),
                        distinct_with(distinct, 0),
                        said("aucun âge ne se lit", "no age can be read"),
                        said("des âges ne se lisent pas", "some ages cannot be read"));
}

/* --- Days ------------------------------------------------------------------------------------- */

static int64_t domicile(const struct report *report, char type)
{
    const unsigned char key[] = {(unsigned char)type};
    const struct activity_row *row = activity_find(&report->activity, BY_DOMICILE, key, sizeof key);
    return row ? row->sums.journees : 0;
}

static int mention_counted(enum indicator_id id)
{
    return id == INDICATOR_MENTION_BLANCHE ? MENTION_BLANK : (int)(id - INDICATOR_MENTION_SOCLE);
}

static struct indicator_value of_mention(const struct report *report, int mention)
{
    const struct care *care = &report->care;
    int64_t all = days_of(report), measured = all - care->mention[MENTION_UNMEASURED];
    return partly(
        known(care->mention[mention], all), measured, all,
        said("non mesuré : les formats d'avant mars 2024 ne portent pas la mention",
             "not measured: formats before March 2024 do not carry the authorisation"),
        said("mesuré sur les seuls formats qui portent la mention (depuis mars 2024)",
             "measured only on the formats that carry the authorisation (since March 2024)"));
}

/* Days of minors whose type of care is known without a choice. */
static struct indicator_value of_types(const struct report *report, const char *type)
{
    struct care_2004 rows[CARE_2004_MAX];
    size_t n = care_2004(&report->care, rows);
    int64_t days = 0;
    for (size_t i = 0; i < n; i++) {
        days += strcmp(rows[i].care_alone, type) == 0 ? rows[i].alone : 0;
        days += strcmp(rows[i].care_associated, type) == 0 ? rows[i].associated : 0;
    }
    return known(days, 0);
}

static struct indicator_value of_days(const struct report *report, enum indicator_id id)
{
    const struct care *care = &report->care;
    int64_t all = days_of(report);
    switch (id) {
    case INDICATOR_JOURNEES:
        return known(all, 0);
    case INDICATOR_EHPAD_JOURNEES:
        return known(domicile(report, '3'), all);
    case INDICATOR_ESMS:
        return known(domicile(report, '3') + domicile(report, '4') + domicile(report, '5'), all);
    case INDICATOR_SSIAD:
        return partly_by(id, known(domicile(report, '6'), all), all - care->without_ssiad, all);
    case INDICATOR_MENTION_SOCLE:
    case INDICATOR_MENTION_READAPTATION:
    case INDICATOR_MENTION_PARTUM:
    case INDICATOR_MENTION_ENFANTS:
    case INDICATOR_MENTION_BLANCHE:
        return of_mention(report, mention_counted(id));
    case INDICATOR_PALLIATIF:
        return known(care_days(care, PALLIATIVE, true), all);
    case INDICATOR_PALLIATIF_MPP:
        return known(care_days(care, PALLIATIVE, false), all);
    case INDICATOR_TYPES_SOINS_PONCTUELS:
        return of_types(report, "ponctuels");
    case INDICATOR_TYPES_SOINS_CONTINUS:
        return of_types(report, "continus");
    default:
        return unknown(indicators[id].definition[words_language_get()]);
    }
}

struct indicator_value indicator_value(const struct report *report, enum indicator_id id)
{
    const struct distinct *distinct = &report->distinct;
    int64_t records = distinct_with(distinct, 0);
    switch (id) {
    case INDICATOR_SEUIL_JOURNEES:
    case INDICATOR_PATIENTS_JOUR:
    case INDICATOR_TAUX_RECOURS:
    case INDICATOR_JOURNEES_100K:
        return of_period(report, id);
    case INDICATOR_SEJOURS:
        return of_stays(report, 0);
    case INDICATOR_URGENCES:
        return partly_by(id, of_stays(report, STAY_URGENCES),
                         distinct_with(distinct, distinct->without_urgences), records);
    case INDICATOR_DOMICILE_DIRECT:
        return of_stays(report, STAY_DIRECT);
    case INDICATOR_MEDECIN_TRAITANT:
        return partly_by(id, of_stays(report, STAY_MEDECIN),
                         distinct_with(distinct, distinct->without_medecin), records);
    case INDICATOR_DECES:
        return of_stays(report, STAY_DECES);
    case INDICATOR_PATIENTS:
        return of_patients(report, 0);
    case INDICATOR_EHPAD_PATIENTS:
        return of_patients(report, PATIENT_EHPAD);
    case INDICATOR_AGES_65:
        return of_ages(report, PATIENT_65);
    case INDICATOR_AGES_MOINS_3:
        return of_ages(report, PATIENT_UNDER_3);
    case INDICATOR_AGES_MOINS_18:
        return of_ages(report, PATIENT_UNDER_18);
    case INDICATOR_ERREURS_BLOQUANTES:
        return known((int64_t)report->refusals.refused[REFUSED_BLOCKED].records, 0);
    default:
        return of_days(report, id);
    }
}

/* --- Lines ------------------------------------------------------------------------------------ */

/* Of those lists that follow each other, both ends in. */
static struct report_lines joined(const struct report_lines *first, const struct report_lines *last)
{
    struct report_lines lines = *first;
    while (first++ < last)
        lines_join(&lines, first);
    return lines;
}

static struct report_lines lines_of_types(const struct report *report, const char *type)
{
    struct report_lines lines = {.kept = 0};
    struct care_2004 rows[CARE_2004_MAX];
    size_t n = care_2004(&report->care, rows);
    for (size_t i = 0; i < n; i++) {
        if (strcmp(rows[i].care_alone, type) == 0)
            lines_join(&lines, &rows[i].lines->alone);
        if (strcmp(rows[i].care_associated, type) == 0)
            lines_join(&lines, &rows[i].lines->associated);
    }
    return lines;
}

struct report_lines indicator_lines(const struct report *report, enum indicator_id id)
{
    const struct distinct *distinct = &report->distinct;
    const struct care *care = &report->care;
    const struct report_lines *ages = care->of_age, *domiciles = care->of_domicile;
    switch (id) {
    case INDICATOR_EHPAD_JOURNEES:
    case INDICATOR_EHPAD_PATIENTS:
        return domiciles['3' - DOMICILE_FIRST];
    case INDICATOR_ESMS:
        return joined(&domiciles['3' - DOMICILE_FIRST], &domiciles['5' - DOMICILE_FIRST]);
    case INDICATOR_SSIAD:
        return domiciles['6' - DOMICILE_FIRST];
    case INDICATOR_URGENCES:
        return distinct_lines(distinct, STAY_URGENCES);
    case INDICATOR_DOMICILE_DIRECT:
        return distinct_lines(distinct, STAY_DIRECT);
    case INDICATOR_MEDECIN_TRAITANT:
        return distinct_lines(distinct, STAY_MEDECIN);
    case INDICATOR_DECES:
        return distinct_lines(distinct, STAY_DECES);
    case INDICATOR_MENTION_SOCLE:
    case INDICATOR_MENTION_READAPTATION:
    case INDICATOR_MENTION_PARTUM:
    case INDICATOR_MENTION_ENFANTS:
    case INDICATOR_MENTION_BLANCHE:
        return care->of_mention[mention_counted(id)];
    case INDICATOR_AGES_65:
        return joined(&ages[AGES_65], &ages[AGES_85]);
    case INDICATOR_AGES_MOINS_3:
        return ages[AGES_0];
    case INDICATOR_AGES_MOINS_18:
        return joined(&ages[AGES_0], &ages[AGES_3]);
    case INDICATOR_PALLIATIF:
        return joined(&care->of_palliative[PALLIATIVE_MAIN], &care->of_palliative[PALLIATIVE_ALSO]);
    case INDICATOR_PALLIATIF_MPP:
        return care->of_palliative[PALLIATIVE_MAIN];
    case INDICATOR_ERREURS_BLOQUANTES:
        return report->refusals.refused[REFUSED_BLOCKED].lines;
    case INDICATOR_TYPES_SOINS_PONCTUELS:
        return lines_of_types(report, "ponctuels");
    case INDICATOR_TYPES_SOINS_CONTINUS:
        return lines_of_types(report, "continus");
    default: /* of all days, stays or patients */
        return activity_lines(&report->activity, SUM_JOURNEES, SUM_NONE);
    }
}
