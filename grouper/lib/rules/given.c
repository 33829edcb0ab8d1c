/* SPDX-License-Identifier: Apache-2.0 */
#include "given.h"

#include "lib/base/shapes.h"
#include "lib/tables/campagne.h"

#define ADD(code, condition) findings_add(set, code, condition)

SELDOM void given_find_housing(const struct conventions *conventions, const struct record *record,
                               struct housing *housing)
{
    unsigned char type = *field_bytes(record, F_type_domicile);
    bool housed = type >= '3' && type <= '5';
    /* The controls of conventions go by days, which a RAPSS does not hold. */
    housing->looked = housed && !record->layout->anonymous;
    if (!housed)
        return;
    housing->list =
        conventions_of(conventions, field_bytes(record, F_finess_esms), &housing->count);
    if (record->fin != 0)
        housing->forfait = conventions_forfait(housing->list, housing->count, record->fin);
}

/* --- Conventions ------------------------------------------------------------------------------ */

/* 030, 031: type 3 with a care package takes the modes of a list only (rule R6). */
static void control_modes(const struct rules *rules, const struct record *r, int year,
                          had_findings *set)
{
    const unsigned char *mpp = field_bytes(r, F_mpp), *mpa = field_bytes(r, F_mpa);
    bool no_mpa = mpa[0] == '0' && mpa[1] == '0';
    bool skipped = year <= MPA_VIDE_JUSQUE && blank(mpa, 2);
    ADD(FG_030, !rules_ehpa(rules, MODE_MPP, two_digits(mpp), year));
    ADD(FG_031, !no_mpa && !skipped && !rules_ehpa(rules, MODE_MPA, two_digits(mpa), year));
}

/* 107 and 529 (rules R7, R37): the sub-sequence lies wholly, or partly, outside every period. */
static void control_period(const struct record *r, const struct housing *housing, bool ehpad,
                           const struct year_rules *year, had_findings *set)
{
    if (r->debut == 0 || r->debut > r->fin || housing->count == 0) /* without an end, fin is 0 */
        return;
    int32_t days = date_days(r->fin) - date_days(r->debut) + 1;
    int32_t covered = conventions_days(housing->list, housing->count, r->debut, r->fin);
    ADD(FG_107, covered == 0);
    /* Where 107 is not in force, wholly outside is 529 too. */
    ADD(FG_529, ehpad && covered < days && (covered > 0 || !findings_has(&year->in_force, FG_107)));
}

static void control_conventions(const struct conventions *c, const struct rules *rules,
                                const struct record *r, const struct housing *housing,
                                had_findings *set)
{
    int year = r->fin ? date_year(r->fin) : YEAR_LAST;
    const struct year_rules *listed = &rules->year[year_index(year)];
    unsigned char type = *field_bytes(r, F_type_domicile);
    bool ehpad = type == '3';
    ADD(FG_032, c->unreadable);
    if (c->unreadable || (!ehpad && !value_allowed(listed, LIST_TYPE_DOMICILE, type)))
        return; /* types 4 and 5 do not exist in every year */
    ADD(FG_029, housing->count == 0);
    ADD(FG_033, c->bad_length);
    ADD(FG_034, c->bad_period);
    ADD(FG_035, c->bad_forfait);
    ADD(FG_036, c->overlap);
    if (ehpad && housing->forfait == '1')
        control_modes(rules, r, year, set);
    control_period(r, housing, ehpad, listed, set);
}

/* --- Lists ------------------------------------------------------------------------------------ */

static bool listed(const struct codes *cim10, const unsigned char *code, bool parents)
{
    const struct code *found = codes_find(cim10, code, CODE_LENGTH);
    return found && (parents || !found->parent);
}

static bool group_listed(const struct codes *cim10, const struct record *r, enum group_kind kind,
                         bool parents)
{
    for (int16_t i = 0; i < r->group_count[kind]; i++)
        if (!listed(cim10, r->bytes + r->group_start[kind] + (size_t)i * CODE_LENGTH, parents))
            return false;
    return true;
}

static void control_cim10(const struct codes *cim10, const struct record *r, had_findings *set)
{
    /* Where parent codes are refused, DP may be one. */
    bool parents = r->fin != 0 && date_year(r->fin) <= CIM10_PERE_JUSQUE;
    ADD(FG_053, !listed(cim10, field_bytes(r, F_dp), true));
    bool da = group_listed(cim10, r, GROUP_DA, parents);
    for (int f = F_da1; f <= F_da7 && r->layout->field[F_da1].length > 0; f++) {
        const unsigned char *code = field_bytes(r, (enum field)f);
        da &= blank8(code) || listed(cim10, code, parents);
    }
    ADD(FG_075, !da);
    ADD(FG_102, !group_listed(cim10, r, GROUP_DCMPP, parents));
    ADD(FG_103, !group_listed(cim10, r, GROUP_DCMPA, parents));
}

/* 142, 533: an extension that the code does not have, or none where it has one. */
static bool extension_refused(const struct code *code, const unsigned char *extension)
{
    if (blank(extension, 3))
        return code->extension[0] != 0 || code->extension[1] != 0;
    int n = extension[0] == '-' ? two_digits(extension + 1) : -1;
    return n < 0 || !(code->extension[n / 64] >> n % 64 & 1);
}

static void control_ccam(const struct codes *ccam, const struct record *r, had_findings *set)
{
    const had_span *item = r->layout->act;
    for (int16_t i = 0; i < r->group_count[GROUP_CCAM]; i++) {
        const unsigned char *act = act_bytes(r, i);
        const struct code *code = codes_find(ccam, act + item[ACT_CODE].start, 7);
        ADD(FG_079, !code);
        if (!code)
            continue;
        ADD(FG_083, code->fin != 0 && r->debut > code->fin);
        ADD(FG_084, r->fin != 0 && r->fin < code->debut);
        bool refused = extension_refused(code, act + item[ACT_EXTENSION_PMSI].start);
        ADD(FG_142, refused);
        ADD(FG_533, refused);
    }
}

SELDOM void given_control(const struct given *given, const struct rules *rules,
                          const struct record *record, const struct housing *housing,
                          had_findings *set)
{
    if (housing->looked)
        control_conventions(&given->conventions, rules, record, housing, set);
    if (codes_given(&given->cim10))
        control_cim10(&given->cim10, record, set);
    if (codes_given(&given->ccam))
        control_ccam(&given->ccam, record, set);
}
