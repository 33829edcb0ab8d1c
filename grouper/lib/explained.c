/* SPDX-License-Identifier: Apache-2.0 */
/* The public calls that say why a result is what it is: which controls ran, how far a group that is
 * not known can go, which days a convention covers. */
#include <string.h>

#include "engine_own.h"
#include "lib/base/sized.h"
#include "lib/record/record.h"
#include "lib/rules/control.h"
#include "lib/rules/given.h"
#include "lib/rules/group.h"
#include "lib/tables/tables.h"

/* The least and the most that a zone can amount to; false when a tariff or the coefficient is
 * missing. */
static bool range_zone(const had_engine *engine, const had_result *result, int i,
                       had_fourchette *out)
{
    had_result one = *result;
    int64_t least = INT64_MAX, most = 0;
    one.outcome = HAD_GROUPED;
    one.zone_count = 1;
    for (int ght = out->min[i]; ght <= out->max[i]; ght++) {
        one.zone[0] = result->zone[i];
        one.zone[0].ght = (uint8_t)ght;
        engine_add_amounts(engine, &one);
        if (!one.zone[0].valorise)
            return false;
        least = one.zone[0].montant < least ? one.zone[0].montant : least;
        most = one.zone[0].montant > most ? one.zone[0].montant : most;
    }
    out->montant_min += least;
    out->montant_max += most;
    return true;
}

int had_fourchette_get(const had_engine *engine, const void *line, size_t length,
                       const had_result *result, had_fourchette *out)
{
    struct record record;
    struct housing housing;
    if (!engine || !line || !result || !out || result->outcome != HAD_BLOCKED || result->carried ||
        strcmp(result->code_retour, finding_codes[HAD_901]) != 0 || result->classification < 0 ||
        !engine_read_line(engine, line, length, &record))
        return HAD_E_ARGUMENT;
    if (sized_short(out))
        return HAD_E_SIZE;
    const struct classification *c = &engine->tables->classification[result->classification];
    int64_t place = classification_place(c, record.mpp, record.mpa, record.ik);
    struct group_input in = {&record, c, &engine->deciding, place < 0 ? NULL : &c->triple[place],
                             &housing};
    had_result zones = *result;
    given_housing(&engine->tables->given, &record, &housing);
    int period = group_zones(&in, &zones);
    had_fourchette made = {.zone_count = zones.zone_count, .connue = 1};
    for (int i = 0; i < zones.zone_count; i++) {
        made.min[i] = 1;
        made.max[i] = GHT_COUNT;
        if (place >= 0)
            triple_interval(c, (size_t)place, period + i, &made.min[i], &made.max[i]);
        made.jours[i] = zones.zone[i].jours;
        made.connue = made.connue && range_zone(engine, &zones, i, &made);
    }
    if (!made.connue)
        made.montant_min = made.montant_max = 0;
    return sized_give(out, &made, sizeof made);
}

int had_days_by_period(const had_engine *engine, const void *line, size_t length,
                       int32_t days[HAD_PERIODES])
{
    struct record record;
    if (!engine || !line || !days || !engine_read_line(engine, line, length, &record))
        return HAD_E_ARGUMENT;
    bool known = record.layout->anonymous
                     ? record.ranked
                     : record.debut_sequence != 0 && record.debut_sequence <= record.debut &&
                           record.debut != 0 && record.debut <= record.fin;
    if (!known)
        return HAD_E_ARGUMENT;
    int32_t origin = record.day[DATE_DEBUT_SEQUENCE] - 1;
    classification_official_days(record.day[DATE_DEBUT] - origin, record.day[DATE_FIN] - origin,
                                 days);
    return HAD_OK;
}
int had_control_applies(const had_engine *engine, const had_result *result, int number)
{
    if (!engine || !result || number < 0 || number >= FINDING_COUNT)
        return 0;
    const struct layout *layout = engine_layout_of(engine, result);
    return layout && findings_has(&layout->runs, (enum finding)number);
}

/* Whether a number is one of a list that -1 ends. */
static bool among(const int *list, int number)
{
    while (*list >= 0 && *list != number)
        list++;
    return *list >= 0;
}

/* What a control needs that was not given; HAD_CONTROL_FAIT when nothing. */
static int lacking(const had_engine *engine, const had_result *result, int number)
{
    static const int dated[] = {FG_500, FG_501, HAD_905, -1},
                     housed[] = {FG_029, FG_030, FG_031, FG_032, FG_033, FG_034,
                                 FG_035, FG_036, FG_107, FG_529, -1},
                     acts[] = {FG_083, FG_084, FG_142, FG_533, -1},
                     paired[] = {FG_105, FG_106, FG_517, FG_524, FG_525, FG_530, FG_535, -1},
                     shapes[] = {FG_053, FG_075, FG_102, FG_103, -1};
    const struct given *given = &engine->tables->given;
    if (among(dated, number) && engine->options.date == 0)
        return HAD_CONTROL_DATE;
    if (among(housed, number) && !given->conventions.given)
        return HAD_CONTROL_CONVENTIONS;
    if (among(acts, number) && !codes_given(&given->ccam))
        return HAD_CONTROL_CCAM;
    if (among(paired, number) && result->classification < 0)
        return HAD_CONTROL_CLASSIFICATION;
    bool shape = (among(shapes, number) && !codes_given(&given->cim10)) ||
                 (number == FG_079 && !codes_given(&given->ccam));
    return shape ? HAD_CONTROL_FORME : HAD_CONTROL_FAIT;
}

int had_control_state(const had_engine *engine, const had_result *result, int number)
{
    if (!engine || !result || number < 0 || number >= FINDING_COUNT)
        return HAD_CONTROL_ABSENT;
    const struct finding_row *row = registry_row(number, result->fin / 10000);
    bool late = number == HAD_903 || number == HAD_905;
    if (findings_has(&result->findings, (enum finding)number))
        return HAD_CONTROL_FAIT;
    if (row->family == FAMILY_S || row->family == FAMILY_E || row->family == FAMILY_R ||
        number == PRE_FINESS_INCOHERENT || number == PRE_HORS_PERIODE)
        return HAD_CONTROL_AUTRES;
    if (row->status == FINDING_PLANNED || (row->family == FAMILY_HAD && !late) ||
        (row->family == FAMILY_PRELIMINARY && row->status == FINDING_LIST))
        return HAD_CONTROL_ABSENT;
    if (row->family == FAMILY_PRELIMINARY)
        return HAD_CONTROL_FAIT;
    if (result->outcome == HAD_REJECTED)
        return HAD_CONTROL_REJET;
    if (result->carried || result->outcome == HAD_UNUSABLE)
        return HAD_CONTROL_CARRIED;
    if (!late && !had_control_applies(engine, result, number))
        return HAD_CONTROL_CHAMP;
    int year = year_index(result->fin ? result->fin / 10000 : YEAR_LAST);
    if (!findings_has(&engine->tables->rules->year[year].in_force, (enum finding)number))
        return HAD_CONTROL_ANNEE;
    return lacking(engine, result, number);
}

int had_day_covered(const had_engine *engine, const void *line, size_t length, int32_t date)
{
    struct record record;
    struct housing housing;
    if (!engine || !line || !date_real(date) || !engine_read_line(engine, line, length, &record))
        return 0;
    given_housing(&engine->tables->given, &record, &housing);
    return !housing.looked || conventions_days(housing.list, housing.count, date, date) > 0;
}
