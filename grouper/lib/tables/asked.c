/* SPDX-License-Identifier: Apache-2.0 */
/* What a set of tables says when it is asked: its classifications, formats, tariffs. */
#include "tables.h"

#include <string.h>

#include "common/digits.h"
#include "lib/base/sized.h"
#include "lib/deduce/order.h"

size_t had_classification_count(const had_tables *tables)
{
    return tables ? tables->classification_count : 0;
}

int had_classification_get(const had_tables *tables, size_t index, had_classification_info *info)
{
    if (!tables || !info || index >= tables->classification_count)
        return HAD_E_ARGUMENT;
    if (sized_short(info))
        return HAD_E_SIZE;
    return sized_give(info, &tables->classification[index].info, sizeof *info);
}

int had_mode_listed(const had_tables *tables, int mpa, const char *code, int32_t date)
{
    return tables && tables->rules && code && strlen(code) == 2 &&
           rules_mode(tables->rules, mpa ? MODE_MPA : MODE_MPP,
                      two_digits((const unsigned char *)code), date);
}

int had_pair_published(const had_tables *tables, int mpp, int mpa)
{
    bool pair = tables && tables->matrix && mpp >= 0 && mpp < 100 && mpa >= 0 && mpa < 100;
    return pair ? tables->matrix->statut[mpp][mpa] : HAD_STATUT_INCONNU;
}

int tables_classification(const struct had_tables *tables, int32_t date)
{
    for (size_t i = 0; date != 0 && i < tables->classification_count; i++) {
        const had_classification_info *info = &tables->classification[i].info;
        /* An end that is open is 0: less one, it is later than any. */
        if (USUALLY((info->debut <= date) & ((uint32_t)date - 1 <= (uint32_t)info->fin - 1)))
            return (int)i;
    }
    return -1;
}

static uint8_t statut_of(unsigned flags)
{
    return !(flags & PAIR_KNOWN)        ? HAD_STATUT_INCONNU
           : flags & PAIR_ERRONEE       ? HAD_ERRONEE
           : flags & PAIR_NON_AUTORISEE ? HAD_NON_AUTORISEE
           : flags & PAIR_INATTENDUE    ? HAD_INATTENDUE
                                        : HAD_AUTORISEE;
}

/* The code whose place in a list is `place`. */
static int code_at(const uint8_t *index, int codes, size_t place)
{
    for (int code = 0; code < codes; code++)
        if (index[code] == place)
            return code;
    return 0;
}

int had_triple_get(const had_tables *tables, size_t classification, size_t index, had_triple *out)
{
    if (!tables || !out || classification >= tables->classification_count)
        return HAD_E_ARGUMENT;
    if (sized_short(out))
        return HAD_E_SIZE;
    had_triple made = {0}, *triple = &made;
    const struct classification *c = &tables->classification[classification];
    size_t iks = c->ik_count, mpas = c->mpa_count;
    if (iks == 0 || mpas == 0 || index / iks / mpas >= c->mpp_count)
        return HAD_E_ARGUMENT;
    const struct triple *t = &c->triple[index];
    write_digits((unsigned char *)triple->mpp, 2,
                 (uint32_t)code_at(c->mpp_index, 100, index / iks / mpas));
    write_digits((unsigned char *)triple->mpa, 2,
                 (uint32_t)code_at(c->mpa_index, 100, index / iks % mpas));
    write_digits((unsigned char *)triple->ik, 3,
                 (uint32_t)code_at(c->ik_index, IK_VALUES, index % iks));
    memcpy(triple->ghpc, t->ghpc, sizeof t->ghpc);
    triple->statut = statut_of(t->flags);
    triple->confirmation = (t->flags & PAIR_CONFIRMATION) != 0;
    triple->ik_bounds = (int8_t)(t->flags & TRIPLE_IK_BELOW   ? -1
                                 : t->flags & TRIPLE_IK_ABOVE ? 1
                                                              : 0);
    for (int k = 0; k < c->period_count; k++) {
        triple->ght[k] = t->ght[k];
        triple->groupement[k] = (uint8_t)(t->ght[k] == 0 ? 0 : t->way[k]);
        triple_interval(c, index, k, &triple->min[k], &triple->max[k]);
    }
    return sized_give(out, triple, sizeof *triple);
}

/* Digits of a code as a number, -1 when it is not `length` digits. */
static int code_number(const char *code, size_t length)
{
    int number = 0;
    if (!code || strlen(code) != length)
        return -1;
    for (; *code; code++)
        number = *code >= '0' && *code <= '9' && number >= 0 ? number * 10 + (*code - '0') : -1;
    return number;
}

int had_triple_find(const had_tables *tables, size_t classification, const char *mpp,
                    const char *mpa, const char *ik, had_triple *triple)
{
    int p = code_number(mpp, 2), a = code_number(mpa, 2), k = code_number(ik, 3);
    if (!tables || classification >= tables->classification_count || p < 0 || a < 0 || k < 0)
        return HAD_E_ARGUMENT;
    int64_t place = classification_place(&tables->classification[classification], p, a, k);
    return place < 0 ? HAD_E_ARGUMENT
                     : had_triple_get(tables, classification, (size_t)place, triple);
}

int had_classification_holds(const had_tables *tables, size_t classification, int *holds)
{
    if (!tables || !holds || classification >= tables->classification_count)
        return HAD_E_ARGUMENT;
    const struct classification *c = &tables->classification[classification];
    const size_t codes[ORDER_PLACES] = {c->mpp_count, c->mpa_count, c->ik_count};
    struct order order;
    bool open = order_open(&order, &tables->allocator, codes);
    for (size_t cell = 0; open && cell < order.cells; cell++) {
        const struct triple *triple = &c->triple[cell / PERIODS_MAX];
        if (triple->observed >> cell % PERIODS_MAX & 1)
            order_observe(&order, cell, triple->ght[cell % PERIODS_MAX]);
    }
    *holds = c->info.conflit == 0 && open && order_run(&order);
    order_close(&order);
    return open ? HAD_OK : HAD_E_MEMORY;
}

int had_why_get(const had_tables *tables, size_t classification, const char *mpp, const char *mpa,
                const char *ik, size_t period, had_why *out)
{
    int p = code_number(mpp, 2), a = code_number(mpa, 2), k = code_number(ik, 3);
    if (!tables || !out || p < 0 || a < 0 || k < 0 ||
        classification >= tables->classification_count ||
        period >= tables->classification[classification].period_count)
        return HAD_E_ARGUMENT;
    if (sized_short(out))
        return HAD_E_SIZE;
    const struct classification *c = &tables->classification[classification];
    int64_t place = classification_place(c, p, a, k);
    if (place < 0)
        return HAD_E_ARGUMENT;
    had_why made = {0};
    classification_why(c, (size_t)place, (int)period, &made);
    return sized_give(out, &made, sizeof made);
}

int had_period_get(const had_tables *tables, size_t classification, size_t period, int32_t *first,
                   int32_t *last)
{
    if (!tables || !first || !last || classification >= tables->classification_count ||
        period >= tables->classification[classification].period_count)
        return HAD_E_ARGUMENT;
    *first = tables->classification[classification].period[period].first;
    *last = tables->classification[classification].period[period].last;
    return HAD_OK;
}

size_t had_format_count(const had_tables *tables)
{
    return tables ? tables->layouts.count : 0;
}

int had_format_get(const had_tables *tables, size_t index, had_format_info *info)
{
    if (!tables || !info || index >= tables->layouts.count)
        return HAD_E_ARGUMENT;
    if (sized_short(info))
        return HAD_E_SIZE;
    const struct layout *layout = &tables->layouts.layout[index];
    had_format_info made = {.secteur = layout->secteur,
                            .grouped = layout->grouped,
                            .rapss = layout->anonymous,
                            .fixed = layout->fixed};
    memcpy(made.tag, layout->tag, sizeof made.tag);
    memcpy(made.groupe, layout->grouped_tag, sizeof made.groupe);
    return sized_give(info, &made, sizeof made);
}

int32_t had_campagne(int32_t date)
{
    return campagne_of(date, date_year(date));
}

int32_t had_campagne_debut(int32_t campagne)
{
    return campagne_debut(campagne);
}

int had_taux(int variante)
{
    return variante == HAD_BASE                            ? 100
           : variante == HAD_ESMS || variante == HAD_SSIAD ? tarifs_rate((had_variante)variante)
                                                           : 0;
}

int had_tarif_get(const had_tables *tables, int campagne, int secteur, int variante, int ght,
                  int32_t *centimes, int *origine)
{
    if (!tables || !centimes || !origine || secteur < HAD_EX_DGF || secteur > HAD_EX_OQN ||
        variante < HAD_BASE || variante > HAD_SSIAD || ght < 1 || ght > GHT_COUNT)
        return HAD_E_ARGUMENT;
    struct tarif tarif =
        tarifs_find(&tables->tarifs, campagne, (had_secteur)secteur, (had_variante)variante, ght);
    *centimes = tarif.centimes;
    *origine = tarif.origine;
    return HAD_OK;
}

int had_tarif_source_get(const had_tables *tables, int campagne, int secteur, int variante, int ght,
                         had_tarif_source *out)
{
    if (!tables || !out || secteur < HAD_EX_DGF || secteur > HAD_EX_OQN || variante < HAD_BASE ||
        variante > HAD_SSIAD || ght < 1 || ght > GHT_COUNT)
        return HAD_E_ARGUMENT;
    if (sized_short(out))
        return HAD_E_SIZE;
    had_tarif_source made = {0};
    tarifs_source(&tables->tarifs, campagne, (had_secteur)secteur, (had_variante)variante, ght,
                  &made);
    return sized_give(out, &made, sizeof made);
}

int had_tarif_unfilled(const had_tables *tables, int campagne, int secteur, int variante, int ght)
{
    return tables && secteur >= HAD_EX_DGF && secteur <= HAD_EX_OQN && variante >= HAD_BASE &&
           variante <= HAD_SSIAD && ght >= 1 && ght <= GHT_COUNT &&
           tarifs_unfilled(&tables->tarifs, campagne, (had_secteur)secteur, (had_variante)variante,
                           ght);
}

int had_coefficient_get(const had_tables *tables, int campagne, int secteur,
                        had_coefficient_info *info)
{
    if (!tables || !info || secteur < HAD_EX_DGF || secteur > HAD_EX_OQN)
        return HAD_E_ARGUMENT;
    if (sized_short(info))
        return HAD_E_SIZE;
    const struct coefficient *row =
        coefficients_row(&tables->coefficients, campagne, (had_secteur)secteur);
    had_coefficient_info made = {.prudentiel = coefficients_prudentiel(
                                     &tables->coefficients, campagne, (had_secteur)secteur)};
    if (row) {
        memcpy(made.source, row->source, sizeof made.source);
        memcpy(made.certitude, row->certitude, sizeof made.certitude);
    }
    return sized_give(info, &made, sizeof made);
}
