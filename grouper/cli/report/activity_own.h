/* SPDX-License-Identifier: Apache-2.0 */
/* Where the rows of activity are: of any record (activity.c), of usual ones (activity_usual.c). */
#ifndef ACTIVITY_OWN_H
#define ACTIVITY_OWN_H

#include "activity.h"
#include "cli/base/words.h"
#include "common/digits.h"
#include "common/hints.h"

/* Usual keys have a slot of their own, so that nothing is looked for; behind them is one for all
 * others, which holds no row. */
enum { FIRST_MONTH = 199001, MONTH_SLOTS = 100 * 100, GHPC_SLOTS = 10000, SECTEURS = 2 };
extern const uint32_t activity_slots[ACTIVITY_TABLES];

/* The row of a GHT; NULL when there is no memory (a message is said). */
struct activity_row *activity_ght_row(struct activity_rows *rows, uint8_t ght);

/* What usual records gave to a slot. */
static INLINE struct usual_sums *usual_sums_at(const struct activity *activity, enum activity_by by,
                                               uint32_t slot)
{
    return &activity->by[by].sums[slot];
}

/* A number below `count`; that itself for any other. */
static INLINE uint32_t below(uint32_t number, uint32_t count)
{
    return number < count ? number : count;
}

/* Four digits as a number; GHPC_SLOTS for anything else. */
static INLINE uint32_t ghpc_slot(const char *ghpc)
{
    uint64_t text = load4((const unsigned char *)ghpc) | BYTES('0') << 32;
    uint64_t pairs = (text & BYTES(0x0F)) * 10 + ((text & BYTES(0x0F)) >> 8);
    return digits8(text) ? (uint32_t)((pairs & 0xFF) * 100 + (pairs >> 16 & 0xFF)) : GHPC_SLOTS;
}

/* The slots of a record's keys; the slot of a zone is its GHT. */
static INLINE void activity_find_slots(const struct facts *facts, uint32_t slot[ACTIVITY_TABLES])
{
    slot[BY_MONTH] = below((uint32_t)facts->place.fin / 100 - FIRST_MONTH, MONTH_SLOTS);
    slot[BY_MPP] = (uint32_t)facts->mpp;
    slot[BY_GHPC] = ghpc_slot(facts->ghpc);
    slot[BY_PATIENT] =
        (facts->type_domicile * AGE_CLASSES + (uint32_t)facts->ages) * SECTEURS + facts->secteur;
}

/* Which sums something is added to. */
static INLINE unsigned activity_sums_met(const struct priced *sums)
{
    return (sums->journees != 0 ? SUM_JOURNEES : 0u) | (sums->montant != 0 ? SUM_MONTANT : 0u) |
           (sums->facturable != 0 ? SUM_FACTURABLE : 0u) |
           (sums->non_officiel != 0 ? SUM_NON_OFFICIEL : 0u) |
           (sums->sans_tarif != 0 ? SUM_SANS_TARIF : 0u);
}

#endif
