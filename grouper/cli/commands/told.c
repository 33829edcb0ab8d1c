/* SPDX-License-Identifier: Apache-2.0 */
#include "told.h"

#include <stdio.h>
#include <string.h>

#include "cli/base/words.h"
#include "cli/rows/days.h"
#include "cli/rows/rows.h"
#include "common/sums.h"

bool told_hidden(const struct told *told, const char *field)
{
    static const char *const names[] = {"sejour",         "ipp",           "no_entree",
                                        "no_facture",     "no_seq_sejour", "no_seq_facture",
                                        "date_naissance", "code_postal",   "code_geo",
                                        "age_jours"};
    for (size_t i = 0; !told->batch->options->values && i < sizeof names / sizeof names[0]; i++)
        if (strcmp(names[i], field) == 0)
            return true;
    return false;
}

static void copy_field(const struct told *told, int field, char out[TRIPLE_CODE])
{
    size_t length;
    const unsigned char *bytes = item_field(told->batch, told->item, field, &length);
    length = length < TRIPLE_CODE ? length : TRIPLE_CODE - 1;
    memcpy(out, bytes, length);
    out[length] = '\0';
}

struct triple_codes told_triple(const struct told *told)
{
    struct triple_codes codes;
    copy_field(told, told->batch->fields.mpp, codes.mpp);
    copy_field(told, told->batch->fields.mpa, codes.mpa);
    copy_field(told, told->batch->fields.ik, codes.ik);
    return codes;
}

bool told_period(const struct told *told, int period, int32_t *first, int32_t *last)
{
    /* A record read was grouped by the official duration periods. */
    static const int32_t official[HAD_PERIODES + 1] = {1, 5, 10, 31, INT32_MAX};
    int32_t classification = told->item->result->classification;
    if (period < 0 || period >= HAD_PERIODES)
        return false;
    if (classification >= 0)
        return had_period_get(told->batch->tables, (size_t)classification, (size_t)period, first,
                              last) == HAD_OK;
    *first = official[period];
    *last = official[period + 1] - (period + 1 < HAD_PERIODES);
    return true;
}

int told_period_of(const struct told *told, int64_t rank)
{
    int32_t first, last;
    for (int k = 0; told_period(told, k, &first, &last); k++)
        if (rank >= first && rank <= last)
            return k;
    return -1;
}

bool told_why(const struct told *told, int period, had_why *why)
{
    const had_result *result = told->item->result;
    struct triple_codes codes = told_triple(told);
    *why = (had_why){.size = sizeof *why};
    return period >= 0 && result->classification >= 0 && !result->carried &&
           had_why_get(told->batch->tables, (size_t)result->classification, codes.mpp, codes.mpa,
                       codes.ik, (size_t)period, why) == HAD_OK;
}

void told_meaning(const struct told *told, int number, char *out, size_t size)
{
    const had_result *result = told->item->result;
    struct triple_codes codes = told_triple(told);
    had_finding_info info = {.size = sizeof info};
    had_finding_get((size_t)number, result->fin / 10000, &info);
    if (strcmp(info.code, "056") == 0 && result->statut == HAD_ERRONEE)
        words_write(out, size, W_FINDING_PAIR, codes.mpp, codes.mpa, "");
    else
        snprintf(out, size, "%s", words_language_get() == ENGLISH ? info.en : info.fr);
}

/* S, E and R codes: what the chain looks at. */
static bool between_records(const char *code)
{
    return strchr("SER", code[0]) && code[1] >= '0' && code[1] <= '9';
}

int told_state(const struct told *told, int number)
{
    had_finding_info info = {.size = sizeof info};
    int state = had_control_state(told->engine, told->item->result, number);
    had_finding_get((size_t)number, 0, &info);
    bool month = strcmp(info.code, "R803") == 0 || strcmp(info.code, "R804") == 0;
    bool ran = told->chained && between_records(info.code) &&
               (!month || told->batch->options->periode != 0);
    return state == HAD_CONTROL_AUTRES && ran ? HAD_CONTROL_FAIT : state;
}

bool told_blocking(const struct told *told, int number)
{
    had_finding_info info = {.size = sizeof info};
    had_finding_get((size_t)number, told->item->result->fin / 10000, &info);
    return info.blocking && (told->after || !between_records(info.code));
}

bool told_tarif(const struct told *told, const had_zone *zone, had_tarif_source *source)
{
    const had_result *result = told->item->result;
    *source = (had_tarif_source){.size = sizeof *source};
    return zone->ght != HAD_GHT_ERROR &&
           had_tarif_source_get(told->batch->tables, result->campagne, result->secteur,
                                result->variante, zone->ght, source) == HAD_OK &&
           source->centimes != 0;
}

int32_t told_coefficient(const struct told *told, had_coefficient_info *info)
{
    const struct options *options = told->batch->options;
    const had_result *result = told->item->result;
    *info = (had_coefficient_info){.size = sizeof *info};
    if (options->coef_prudentiel != HAD_AUTO)
        return options->coef_prudentiel;
    had_coefficient_get(told->batch->tables, result->campagne, result->secteur, info);
    return info->prudentiel;
}

size_t told_droits(const struct told *told, struct told_place places[DROITS_PLACES])
{
    const struct options *options = told->batch->options;
    const had_droits_stay *droits = told->droits;
    size_t n = 0;
    places[n].role = "hosp_pmsi";
    places[n].file = droits_hosp_pmsi(options, told->places, droits->hosp_pmsi, &places[n].line);
    n += places[n].file != NULL;
    places[n].role = "vidhosp";
    places[n].file = droits_vidhosp(options, told->places, droits->vidhosp, &places[n].line);
    n += places[n].file != NULL;
    places[n].role = "autre";
    places[n].file = droits->vidhosp >= 0
                         ? droits_vidhosp(options, told->places, droits->autre, &places[n].line)
                         : droits_hosp_pmsi(options, told->places, droits->autre, &places[n].line);
    return n + (places[n].file != NULL);
}

bool told_amo(const struct told *told, int64_t *centimes)
{
    const had_result *result = told->item->result;
    bool known = result->zone_count > 0;
    int64_t amo;
    *centimes = 0;
    for (int i = 0; i < result->zone_count; i++) {
        known &= zone_amo(&result->zone[i], told->droits, &amo);
        sum_up(centimes, amo);
    }
    return known;
}

bool told_has_day(const struct told *told, int32_t date)
{
    const had_result *result = told->item->result;
    return result->debut != 0 && date >= result->debut && date <= result->fin;
}

const had_zone *told_day(const struct told *told, int32_t date, int64_t *rank)
{
    const had_result *result = told->item->result;
    struct days days = days_of(told->batch, told->engine, told->item);
    for (int i = 0; i < result->zone_count; i++) {
        if (result->zone[i].ght == HAD_GHT_ERROR)
            continue;
        days_zone(&days, &result->zone[i]);
        for (; days_next(&days); days_past(&days)) {
            if (days.date != date)
                continue;
            *rank = days.ranked ? days.rank : 0;
            return &result->zone[i];
        }
    }
    return NULL;
}
