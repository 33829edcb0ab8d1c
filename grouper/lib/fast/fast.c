/* SPDX-License-Identifier: Apache-2.0 */
#include "fast.h"

#include "digits_known.h"
#include "plan.h"
#include "scan.h"

/* --- Reading ---------------------------------------------------------------------------------- */

/* Bytes of the line of a record of which `size` bytes are there; 0 when more stands behind it. */
static size_t line_size(struct record *record, size_t size)
{
    const unsigned char *end = record->bytes + record->length;
    size_t left = size - record->length;
    record->ending = left > 0 && end[0] == '\n'                     ? 1
                     : left > 1 && end[0] == '\r' && end[1] == '\n' ? 2
                                                                    : 0;
    return record->ending > 0 || left == 0 ? record->length + record->ending : 0;
}

size_t fast_read(const struct plan *plan, const unsigned char *bytes, size_t size,
                 struct record *record)
{
    static const uint16_t dates[DATES] = {AT_date_naissance,         AT_date_entree,
                                          AT_date_debut_sequence,    AT_date_debut_sous_sequence,
                                          AT_date_fin_sous_sequence, AT_date_sortie,
                                          AT_date_fin_sequence,      AT_date_naissance};
    record->bytes = bytes;
    if (plan->way == WAY_NONE || size < FIXED_BYTES)
        return 0;
    record->layout = layout_find(plan->layouts, bytes);
    const struct ranges *ranges = record->layout ? plan->of[record->layout->number] : NULL;
    if (!ranges || !scan_by_way[plan->way](ranges, record, size))
        return 0;
    dates_read(bytes, dates, record->date, record->day);
    record->year = date_year(record->fin);
    record->mpp = (int16_t)of_two(bytes + AT_mpp);
    record->mpa = (int16_t)of_two(bytes + AT_mpa);
    record->ik = (int16_t)of_three(bytes + AT_ik);
    record->usual = true;
    return line_size(record, size);
}

/* --- Values ----------------------------------------------------------------------------------- */

/* The months of debut and fin are one: the scan has looked. */
static bool dates_in_order(const struct record *r, int32_t today)
{
    const unsigned char *p = r->bytes;
    /* Who has left and who has not are equally usual: no branch tells them apart. A date that is
     * not there is 0: less one, it is later than any. */
    uint32_t sortie = (uint32_t)r->sortie - 1, fin_sequence = (uint32_t)r->fin_sequence - 1;
    uint32_t until = (uint32_t)today - 1, fin = (uint32_t)r->fin - 1;
    bool out = r->sortie != 0, ended = r->fin_sequence != 0;
    return r->naissance > 0 && r->naissance <= r->entree && r->entree >= 19840101 &&
           r->entree <= r->naissance + 1200000 && r->entree <= r->debut_sequence &&
           r->debut_sequence <= r->debut && r->debut <= r->fin && fin <= fin_sequence &&
           fin <= sortie && fin <= until &&
           (!ended | (fin_sequence <= sortie)) & (!out | (sortie <= until)) &
               (out | (blank8(p + AT_date_sortie) & (p[AT_mode_sortie] == ' '))) &
               (ended | blank8(p + AT_date_fin_sequence)) &
               ((p[AT_derniere_sous_sequence] != '1') | ((fin == sortie) & (fin == fin_sequence)));
}

/* As pair_allowed and value_allowed, without a branch for each: nearly all are. */
static unsigned pair_listed(const struct year_rules *year, enum value_pair pair,
                            const unsigned char *other, const unsigned char *value)
{
    uint32_t list = year->list[pair][*other];
    return (list == 0) | (year->allowed[*value] >> list & 1);
}

static unsigned value_listed(const struct year_rules *year, enum value_list list,
                             const unsigned char *value)
{
    return year->allowed[*value] >> list;
}

/* The lists of values that the look at single bytes could not decide. */
static bool values_listed(const struct record *r, const struct year_rules *year)
{
    const unsigned char *p = r->bytes;
    bool billing = r->layout->secteur == HAD_EX_OQN;
    unsigned good = value_listed(year, LIST_MODE_SORTIE, p + AT_mode_sortie) &
                    value_listed(year, LIST_TYPE_DOMICILE, p + AT_type_domicile) &
                    value_listed(year, LIST_CONFIRMATION, p + AT_confirmation_codage) &
                    pair_listed(year, PAIR_PROVENANCE, p + AT_mode_entree, p + AT_provenance) &
                    pair_listed(year, PAIR_DESTINATION, p + AT_mode_sortie, p + AT_destination);
    if (billing)
        good &= value_listed(year, LIST_FACTURABLE, p + AT_facturable) &
                pair_listed(year, PAIR_MOTIF, p + AT_facturable, p + AT_motif_non_facturation);
    return good & 1;
}

/* Their bytes are in the ranges that the plan's list needs. */
static bool mpds_listed(const unsigned char *p, const bool *listed)
{
    bool good = true;
    for (int i = 0; i < MPDS; i++)
        good &= listed[mpd_index(p + 2 * i)];
    return good;
}

static bool all_zeros(const unsigned char *four_digits)
{
    uint32_t v;
    memcpy(&v, four_digits, sizeof v);
    return v == (uint32_t)BYTES('0');
}

/* The fields are known to be digits: what is left to control of them. */
static bool numbers_good(const struct record *r)
{
    return !all_zeros(r->bytes + AT_no_sequence) && !all_zeros(r->bytes + AT_no_sous_sequence) &&
           (r->mpa == 0) + r->group_count[GROUP_DCMPA] > 0;
}

SELDOM bool fast_clean(const struct plan *plan, const struct record *record, int32_t today)
{
    const unsigned char *p = record->bytes;
    /* An invalid end takes the latest year (rule R18), and no record with one is clean. */
    int year = year_index(record->year);
    return USUALLY(plan->year[year]) && USUALLY(dates_in_order(record, today)) &&
           USUALLY(values_listed(record, &plan->rules->year[year])) &&
           USUALLY(mpds_listed(p + AT_mpd1, plan->mpd)) && USUALLY(numbers_good(record));
}
