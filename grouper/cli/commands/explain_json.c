/* SPDX-License-Identifier: Apache-2.0 */
/* A record told to programs: one JSON object a line. */
#include "explain.h"

#include <string.h>

#include "common/digits.h"
#include "cli/base/calendar.h"
#include "cli/rows/days.h"
#include "cli/write/json.h"
#include "cli/rows/rows.h"
#include "cli/base/words.h"

static void put_fields(const struct told *told, struct json *json)
{
    had_part parts[HAD_PARTS_MAX];
    const struct item *item = told->item;
    size_t n = had_record_parts(told->engine, item->bytes, item->length, parts, HAD_PARTS_MAX);
    n = n < HAD_PARTS_MAX ? n : HAD_PARTS_MAX;
    json_open(json, "champs", '[');
    for (size_t i = 0; i < n; i++) {
        const had_part *part = &parts[i];
        bool hidden = told_hidden(told, part->name);
        const unsigned char *value = item->bytes + part->span.start;
        json_open(json, NULL, '{');
        json_word(json, "champ", part->name);
        json_number(json, "position", part->span.start + 1);
        json_number(json, "longueur", part->span.length);
        if (part->size) {
            json_open(json, "valeurs", '[');
            for (size_t at = 0; at + part->size <= part->span.length; at += part->size)
                json_text(json, NULL, value + at, part->size);
            json_close(json, ']');
        } else if (!hidden) {
            json_text(json, "valeur", value, part->span.length);
        }
        if (hidden)
            json_number(json, "masque", 1);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static const char *state_name(int state)
{
    static const char *const names[] = {"fait",
                                        "forme_seule",
                                        "ligne_rejetee",
                                        "zones_lues",
                                        "champ_absent",
                                        "autre_annee",
                                        "sans_date",
                                        "sans_conventions",
                                        "sans_ccam",
                                        "sans_classification",
                                        "autres_enregistrements",
                                        "absent"};
    return names[state];
}

/* Each control of the registry, but those that this version does not have. */
static void put_controls(const struct told *told, struct json *json)
{
    const struct item *item = told->item;
    const had_result *result = item->result;
    had_finding list[HAD_FINDINGS_MAX];
    size_t n = had_result_findings(told->engine, item->bytes, item->length, result, list,
                                   HAD_FINDINGS_MAX),
           next = 0;
    json_open(json, "controles", '[');
    for (int number = 0; number < (int)had_finding_count(); number++) {
        had_finding_info info = {.size = sizeof info};
        int state = told_state(told, number);
        bool found = had_findings_has(&result->findings, number);
        char meaning[512];
        if (state == HAD_CONTROL_ABSENT)
            continue;
        had_finding_get((size_t)number, result->fin / 10000, &info);
        json_open(json, NULL, '{');
        json_word(json, "code", info.code);
        json_word(json, "etat", state_name(state));
        json_number(json, "trouve", found);
        while (found && next < n && next < HAD_FINDINGS_MAX && list[next].number < number)
            next++;
        if (found) {
            json_number(json, "bloquant", told_blocking(told, number));
            json_word(json, "champs", info.fields);
            if (*info.compared)
                json_word(json, "compares", info.compared);
            if (next < n && next < HAD_FINDINGS_MAX && list[next].length > 0) {
                json_number(json, "position", list[next].position);
                json_number(json, "longueur", list[next].length);
            }
            told_meaning(told, number, meaning, sizeof meaning);
            json_word(json, "libelle", meaning);
        }
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void put_decimals(struct json *json, const char *name, int32_t decimals)
{
    if (decimals < 0)
        json_null(json, name); /* exact */
    else
        json_number(json, name, decimals);
}

static void put_why(const struct told *told, struct json *json, int period)
{
    had_why why;
    if (!told_why(told, period, &why))
        return;
    if (why.groupement == HAD_GROUPE_OBSERVE)
        json_number(json, "enregistrements", why.n);
    if (!why.weights)
        return;
    json_open(json, "poids", '{');
    json_weight(json, "mpp", why.poids_mpp);
    json_weight(json, "mpa", why.poids_mpa);
    json_weight(json, "ik", why.poids_ik);
    json_weight(json, "duree", why.poids_duree);
    json_word(json, "ipi", why.ipi);
    json_word(json, "ipt", why.ipt);
    put_decimals(json, "ipi_decimales", why.ipi_decimales);
    put_decimals(json, "ipt_decimales", why.ipt_decimales);
    json_weight(json, "ipt_min", why.ipt_min);
    if (why.ght_above)
        json_weight(json, "ipt_au_dessus", why.ipt_above);
    else
        json_null(json, "ipt_au_dessus");
    json_close(json, '}');
}

static void put_tarif(const struct told *told, struct json *json, const had_zone *zone)
{
    had_tarif_source source;
    if (zone->origine == HAD_ORIGINE_NONE || !told_tarif(told, zone, &source)) {
        json_null(json, "origine");
        json_null(json, "tarif");
        return;
    }
    json_word(json, "origine", origine_name(zone->origine));
    json_euros(json, "tarif", zone->tarif);
    json_euros(json, "tarif_base", source.base);
    json_number(json, "taux", source.per_cent);
    json_word(json, "table", source.file);
    json_number(json, "table_ligne", source.line);
    json_word(json, "source", source.source);
}

static const char *way_name(unsigned way)
{
    return way == HAD_GROUPE_POIDS     ? "poids"
           : way == HAD_GROUPE_OBSERVE ? "observe"
           : way == HAD_GROUPE_DEDUIT  ? "deduit"
           : way == HAD_GROUPE_LU      ? "lu"
                                       : "";
}

static void put_zones(const struct told *told, struct json *json)
{
    const had_result *result = told->item->result;
    int64_t amo;
    json_open(json, "zones", '[');
    for (int i = 0; i < result->zone_count; i++) {
        const had_zone *zone = &result->zone[i];
        struct days days = days_of(told->batch, told->engine, told->item);
        const struct two_text ght = two_text(zone->ght);
        days_zone(&days, zone);
        json_open(json, NULL, '{');
        json_number(json, "zone", i + 1);
        json_word(json, "ght", ght.text);
        json_date(json, "debut", zone->debut);
        json_date(json, "fin", zone->fin);
        json_number(json, "jours", zone->jours);
        json_word(json, "groupement", way_name(zone->groupement));
        if (zone->ght != HAD_GHT_ERROR) {
            int period = days.ranked ? told_period_of(told, days.rank) : -1;
            if (period >= 0)
                json_number(json, "periode", period + 1);
            put_why(told, json, period);
            put_tarif(told, json, zone);
        }
        if (zone_valued(zone))
            json_euros(json, "montant", zone->montant);
        else
            json_null(json, "montant");
        if (told->droits && zone_amo(zone, told->droits, &amo))
            json_euros(json, "montant_amo", amo);
        else if (told->droits)
            json_null(json, "montant_amo");
        json_close(json, '}');
    }
    json_close(json, ']');
}

/* Rule R30. */
static void put_droits(const struct told *told, struct json *json)
{
    static const char *const states[] = {"sans_objet", "connus", "absents", "contraires"};
    const had_droits_stay *droits = told->droits;
    struct told_place places[DROITS_PLACES];
    int64_t amo;
    json_open(json, "droits", '{');
    json_word(json, "etat", states[droits->etat]);
    json_word(json, "facturable", (char[]){droits->facturable, '\0'});
    if (droits->taux >= 0)
        json_euros(json, "taux", droits->taux);
    else
        json_null(json, "taux");
    if (told_amo(told, &amo))
        json_euros(json, "montant_amo", amo);
    else
        json_null(json, "montant_amo");
    size_t n = told_droits(told, places);
    for (size_t i = 0; i < n; i++) {
        json_open(json, places[i].role, '{');
        json_word(json, "fichier", places[i].file);
        json_number(json, "ligne", (int64_t)places[i].line);
        json_close(json, '}');
    }
    json_close(json, '}');
}

static void put_days(const struct told *told, struct json *json)
{
    const had_result *result = told->item->result;
    struct days days = days_of(told->batch, told->engine, told->item);
    int32_t only = told->batch->options->jour;
    json_open(json, "jours", '[');
    for (int i = 0; i < result->zone_count && !result->rapss; i++) {
        const had_zone *zone = &result->zone[i];
        if (zone->ght == HAD_GHT_ERROR)
            continue;
        days_zone(&days, zone);
        for (; days_next(&days); days_past(&days)) {
            if (only && days.date != only)
                continue;
            json_open(json, NULL, '{');
            json_date(json, "date", days.date);
            if (days.ranked && days.date)
                json_number(json, "rang", days.rank);
            else
                json_null(json, "rang");
            json_number(json, "zone", i + 1);
            if (zone->origine != HAD_ORIGINE_NONE)
                json_euros(json, "tarif", zone->tarif);
            else
                json_null(json, "tarif");
            json_close(json, '}');
        }
    }
    json_close(json, ']');
}

static void put_coefficients(const struct told *told, struct json *json)
{
    const struct options *options = told->batch->options;
    had_coefficient_info info;
    if (options->coef_geo)
        json_weight(json, "coef_geo", options->coef_geo);
    else
        json_null(json, "coef_geo");
    int32_t prudentiel = told_coefficient(told, &info);
    if (prudentiel)
        json_weight(json, "coef_prudentiel", prudentiel);
    else
        json_null(json, "coef_prudentiel");
    if (info.source[0])
        json_word(json, "coef_prudentiel_source", info.source);
}

static void put_place(const struct told *told, struct json *json)
{
    const struct item *item = told->item;
    const had_result *result = item->result;
    static const char *const outcomes[] = {[HAD_GROUPED] = "groupe",
                                           [HAD_BLOCKED] = "bloque",
                                           [HAD_REJECTED] = "rejete",
                                           [HAD_UNUSABLE] = "inutilisable"};
    json_open(json, NULL, '{');
    json_word(json, "fichier", item->file);
    json_number(json, "ligne", (int64_t)item->line);
    json_word(json, "format", result->format);
    json_word(json, "etat", outcomes[result->outcome]);
}

static void put_group(const struct told *told, struct json *json)
{
    const had_result *result = told->item->result;
    struct triple_codes codes = told_triple(told);
    int official = result_official(told->batch, result);
    json_word(json, "mpp", codes.mpp);
    json_word(json, "mpa", codes.mpa);
    json_word(json, "ik", codes.ik);
    json_word(json, "classification",
              result->carried               ? result->version
              : result->classification >= 0 ? told->batch->classification[result->classification].id
                                            : "");
    json_word(json, "officielle", official < 0 ? "" : official ? "1" : "0");
    json_word(json, "code_retour", result->outcome == HAD_UNUSABLE ? "" : result->code_retour);
    json_word(json, "ghpc", result->outcome == HAD_UNUSABLE ? "" : result->ghpc);
}

static void put_reason_line(void *context, const char *line, size_t size)
{
    json_text(context, NULL, (const unsigned char *)line, size);
}

void explain_json(const struct told *told, struct sink *sink)
{
    struct json json = {sink, true};
    const had_result *result = told->item->result;
    int64_t centimes;
    put_place(told, &json);
    json_number(&json, "rapss", result->rapss);
    json_word(&json, "secteur", secteur_name(result->secteur));
    json_date(&json, "debut_sequence", result->debut_sequence);
    json_date(&json, "debut", result->debut);
    json_date(&json, "fin", result->fin);
    put_fields(told, &json);
    put_controls(told, &json);
    put_group(told, &json);
    put_zones(told, &json);
    put_days(told, &json);
    if (told_deduced(told)) {
        json_open(&json, "raisons", '[');
        told_reason(told, put_reason_line, &json);
        json_close(&json, ']');
    }
    json_word(&json, "variante", variante_name(result->variante));
    json_number(&json, "campagne", result->campagne);
    put_coefficients(told, &json);
    json_number(&json, "facturable", result->facturable);
    if (result_amount(result, &centimes))
        json_euros(&json, "montant", centimes);
    else
        json_null(&json, "montant");
    if (told->droits)
        put_droits(told, &json);
    json_close(&json, '}');
    put(sink, '\n');
}

void explain_rejected_json(const struct told *told, struct sink *sink, int finding)
{
    struct json json = {sink, true};
    const had_result *result = told->item->result;
    had_finding_info info = {.size = sizeof info};
    had_finding_get((size_t)finding, 0, &info);
    put_place(told, &json);
    json_word(&json, "code", info.code);
    json_word(&json, "libelle", words_language_get() == ENGLISH ? info.en : info.fr);
    json_number(&json, "position", result->position);
    if (result->expected)
        json_number(&json, "longueur_attendue", result->expected);
    json_close(&json, '}');
    put(sink, '\n');
}
