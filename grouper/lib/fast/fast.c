/* SPDX-License-Identifier: Apache-2.0 */
#include "fast.h"

#include "digits_known.h"
#include "lib/tables/campagne.h"
#include "plan.h"
#include "scan.h"
#include "values.h"

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
    const struct scan *scan = &scan_by_way[plan->way];
    record->bytes = bytes;
    if (plan->way == WAY_NONE || size < FIXED_BYTES)
        return 0;
    record->layout = layout_find(plan->layouts, bytes);
    const struct ranges *ranges = record->layout ? plan->of[record->layout->number] : NULL;
    if (!ranges || !scan->record(ranges, record, size))
        return 0;
    dates_read(bytes, dates, record->date, record->day);
    if (record->group_count[GROUP_CCAM] > 0 && !scan->acts(ranges, record))
        return 0;
    record->year = date_year(record->fin);
    record->mpp = (int16_t)of_two(bytes + AT_mpp);
    record->mpa = (int16_t)of_two(bytes + AT_mpa);
    record->ik = (int16_t)of_three(bytes + AT_ik);
    record->usual = true;
    return line_size(record, size);
}

/* --- Values ----------------------------------------------------------------------------------- */

/* Within a month, dates and days grow alike. */
static bool one_campagne(const struct record *r)
{
    return r->fin - r->debut == r->day[DATE_FIN] - r->day[DATE_DEBUT] ||
           !campagne_crossed(r->debut, r->fin);
}

static bool dates_in_order(const struct record *r, int32_t today)
{
    const unsigned char *p = r->bytes;
    /* Who has left and who has not are equally usual: no branch tells them apart. A date that is
     * not there is 0: less one, it is later than any. */
    uint32_t sortie = (uint32_t)r->sortie - 1, fin_sequence = (uint32_t)r->fin_sequence - 1;
    uint32_t until = (uint32_t)today - 1, fin = (uint32_t)r->fin - 1;
    bool out = r->sortie != 0, ended = r->fin_sequence != 0;
    return r->naissance > 0 && r->naissance <= r->entree && r->entree >= ENTREE_FIRST &&
           r->entree <= r->naissance + AGE_MAX * 10000 && r->entree <= r->debut_sequence &&
           r->debut_sequence <= r->debut && r->debut <= r->fin && fin <= fin_sequence &&
           fin <= sortie && fin <= until &&
           (!ended | (fin_sequence <= sortie)) & (!out | (sortie <= until)) &
               (out | (blank8(p + AT_date_sortie) & (p[AT_mode_sortie] == ' '))) &
               (ended | blank8(p + AT_date_fin_sequence)) &
               ((p[AT_derniere_sous_sequence] != '1') | ((fin == sortie) & (fin == fin_sequence)));
}

SELDOM bool fast_clean(const struct plan *plan, const struct record *record, int32_t today)
{
    const unsigned char *p = record->bytes;
    /* An invalid end takes the latest year (rule R18), and no record with one is clean. */
    int year = year_index(record->year);
    bool billing = record->layout->secteur == HAD_EX_OQN;
    return USUALLY(plan->year[year]) && USUALLY(dates_in_order(record, today)) &&
           USUALLY(one_campagne(record)) &&
           values_good(plan, p, billing, &plan->rules->year[year], record->mpa,
                       record->group_count[GROUP_DCMPA]);
}
