/* SPDX-License-Identifier: Apache-2.0 */
/* The values of a usual record that the ranges of its bytes do not tell. */
#ifndef VALUES_H
#define VALUES_H

#include "plan.h"

/* As pair_allowed and value_allowed, without a branch for each: nearly all are. */
static inline unsigned pair_listed(const struct year_rules *year, enum value_pair pair,
                                   const unsigned char *other, const unsigned char *value)
{
    uint32_t list = year->list[pair][*other];
    return (list == 0) | (year->allowed[*value] >> list & 1);
}

static inline unsigned value_listed(const struct year_rules *year, enum value_list list,
                                    const unsigned char *value)
{
    return year->allowed[*value] >> list;
}

/* The lists of values that the look at single bytes could not decide. `billing`: of an ex-OQN
 * record. */
static INLINE bool values_listed(const unsigned char *p, bool billing,
                                 const struct year_rules *year)
{
    unsigned good = value_listed(year, LIST_SEXE, p + AT_sexe) &
                    value_listed(year, LIST_MODE_SORTIE, p + AT_mode_sortie) &
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
static INLINE bool mpds_listed(const unsigned char *p, const bool *listed)
{
    bool good = true;
    for (int i = 0; i < MPDS; i++)
        good &= listed[mpd_index(p + 2 * i)];
    return good;
}

static inline bool all_zeros(const unsigned char *four_digits)
{
    uint32_t v;
    memcpy(&v, four_digits, sizeof v);
    return v == (uint32_t)BYTES('0');
}

/* The fields are known to be digits: what is left to control of them. */
static INLINE bool numbers_good(const unsigned char *p, int mpa, int n_dcmpa)
{
    return !all_zeros(p + AT_no_sequence) & !all_zeros(p + AT_no_sous_sequence) &
           ((mpa == 0) + n_dcmpa > 0);
}

/* Whether nothing is to be found in the bytes of fields. A new control on them joins here, turned
 * round. */
static INLINE bool values_good(const struct plan *plan, const unsigned char *p, bool billing,
                               const struct year_rules *year, int mpa, int n_dcmpa)
{
    return USUALLY(values_listed(p, billing, year)) &&
           USUALLY(mpds_listed(p + AT_mpd1, plan->mpd)) && USUALLY(numbers_good(p, mpa, n_dcmpa));
}

#endif
