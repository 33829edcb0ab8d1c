/* SPDX-License-Identifier: Apache-2.0 */
/* Structs of had.h that begin with their size, between callers and a library that were not built
 * from the same had.h. The rule is told in had.h; how to add a member, in
 * grouper/tests/project/abi.py. */
#ifndef SIZED_H
#define SIZED_H

#include <stdbool.h>
#include <stddef.h>

#include "had.h"

/* Each with the last member of its first version: a caller whose size ends before it has not set
 * size. This list never changes but by new structs. */
#define SIZED(X)                                                                                   \
    X(had_error, en)                                                                               \
    X(had_builtin_info, sha256)                                                                    \
    X(had_given_info, name)                                                                        \
    X(had_classification_info, source)                                                             \
    X(had_format_info, fixed)                                                                      \
    X(had_triple, groupement)                                                                      \
    X(had_tarif_source, source)                                                                    \
    X(had_why, ipt)                                                                                \
    X(had_deduction_options, decimales)                                                            \
    X(had_deduction_info, by_weights)                                                              \
    X(had_intervals, poids_max)                                                                    \
    X(had_coefficient_info, certitude)                                                             \
    X(had_finding_info, source)                                                                    \
    X(had_options, campagne)                                                                       \
    X(had_result, findings)                                                                        \
    X(had_usual, type_domicile)                                                                    \
    X(had_left, plain)                                                                             \
    X(had_fourchette, montant_max)                                                                 \
    X(had_chain_record, kept)                                                                      \
    X(had_chain_result, findings)                                                                  \
    X(had_stays_info, other_finess)                                                                \
    X(had_drug, findings)                                                                          \
    X(had_bill_line, base)                                                                         \
    X(had_bill, montant_facture)                                                                   \
    X(had_observed_tarif, autres_lignes)                                                           \
    X(had_droits_line, expected)                                                                   \
    X(had_droits_stay, taux)

#define SIZED_END(type, member) (offsetof(type, member) + sizeof(((const type *)0)->member))
#define SIZED_LEAST(type, last)                                                                    \
    type:                                                                                          \
    SIZED_END(type, last),

/* Whether a struct, given by its address, has no size, or one below that of its first version. */
#define sized_short(p) ((p)->size < _Generic(*(p), SIZED(SIZED_LEAST) char : 0))

/* had_process fills the caller's had_result in place. When it grows, had_process,
 * had_process_first, had_usual_result and had_read_carried have to fill one of their own for
 * callers of a smaller one, and those that take one must not read past its size. */
_Static_assert(SIZED_END(had_result, findings) == sizeof(had_result), "had_result has grown");

/* had_process_usual fills the caller's columns in place: those behind its first version where the
 * caller has all of them. */
_Static_assert(sizeof(had_usual) - SIZED_END(had_usual, rang) < sizeof(int64_t),
               "had_usual has grown");

/* had_process_among fills the caller's in place. */
_Static_assert(SIZED_END(had_left, plain) == sizeof(had_left), "had_left has grown");

/* had_chain_read_usual and had_chain_put_all step by their own size over the caller's records. */
_Static_assert(SIZED_END(had_chain_record, kept) == sizeof(had_chain_record),
               "had_chain_record has grown");

/* Copies what was made, `known` bytes of it, to the caller's struct: all of it that the caller has
 * the room for, its size left as it is. HAD_OK. */
int sized_give(void *to, const void *made, size_t known);

/* Copies options of the caller's, `known` bytes at most; members that the caller does not know are
 * 0. HAD_OK; HAD_E_SIZE for a size that no version can have; HAD_E_ARGUMENT when the caller sets
 * what this library does not know, and would pass over in silence. */
int sized_take(void *kept, const void *given, size_t known);

#endif
