/* SPDX-License-Identifier: Apache-2.0 */
/* The activity of usual records: what they add stands by slots until it is joined to the rows. */
#include "activity_own.h"

_Static_assert(sizeof(((struct usual_zones *)0)->at) <= UINT8_MAX + 1, "places of zones in a byte");

/* Two sums at once: what a record adds is added to four rows. */
typedef int64_t two_sums __attribute__((vector_size(16), may_alias));
struct usual_added {
    two_sums two[sizeof(struct usual_sums) / sizeof(two_sums)];
};

/* What days and centimes add, of which the first day has this rank. */
static INLINE struct usual_added added_of(const struct priced *sums, int64_t rank)
{
    const int64_t days = sums->journees;
    return (struct usual_added){{{sums->sous_sequences, days},
                                 {sums->montant, sums->facturable},
                                 {sums->non_officiel, sums->sans_tarif},
                                 {days * rank + (days * (days - 1) >> 1), 0}}};
}

static INLINE void add_sums(struct usual_sums *to, const struct usual_added *more)
{
    two_sums *two = (two_sums *)(void *)to;
    for (size_t i = 0; i < sizeof more->two / sizeof more->two[0]; i++)
        two[i] += more->two[i];
}

/* Whether a row has all the lines that are kept: then it needs not be looked at. */
static INLINE bool well_met(const struct usual_sums *sums)
{
    return sums->sums.sous_sequences >= LINES_ALL;
}

/* --- Zones ------------------------------------------------------------------------------------ */

static INLINE void list_zones(struct usual_zones *zones, const had_usual *usual, uint32_t n,
                              bool official)
{
    int32_t rang = usual->rang[n];
    zones->official[n] = official;
    for (uint32_t k = 0; k < HAD_PERIODES; k++) {
        const int32_t days = usual->zone_jours[n][k];
        zones->at[zones->count] = (uint8_t)(n * HAD_PERIODES + k);
        zones->rang[zones->count] = rang;
        zones->count += days > 0;
        rang += days;
    }
}

/* The line of a zone whose row does not have all its lines: a record that is not usual and comes
 * later may have been there first. False when there is no memory (a message is said). */
SELDOM static bool keep_zone(struct activity *activity, const struct item *item, size_t file,
                             const had_usual *usual, uint32_t n, uint8_t ght, bool again)
{
    struct activity_row *row = activity_ght_row(&activity->by[BY_GHT], ght);
    struct line_place place = {.file = file, .line = usual_line(item, usual, n)};
    if (!row)
        return false;
    facts_place_usual(usual, n, usual_without(usual, n), &place);
    if (!again)
        lines_insert(&row->lines, &place);
    return true;
}

bool activity_zones(struct activity *activity, const struct item *item, size_t file,
                    const had_usual *usual)
{
    const struct usual_zones *zones = &activity->zones;
    for (uint32_t i = 0; i < zones->count; i++) {
        const uint32_t n = zones->at[i] / HAD_PERIODES, k = zones->at[i] % HAD_PERIODES;
        const uint8_t ght = usual->ght[n][k];
        const int64_t days = usual->zone_jours[n][k];
        const uint64_t record = activity->usual + n + 1;
        struct usual_sums *sums = usual_sums_at(activity, BY_GHT, ght);
        struct priced zone =
            priced_usual(usual, n, zones->official[n], days, usual->zone_montant[n][k],
                         usual->tarif[n][k] == 0 ? days : 0);
        const bool again = sums->last == record; /* rule R12: it counts once in each row */
        if (!USUALLY(well_met(sums)) && !keep_zone(activity, item, file, usual, n, ght, again))
            return false;
        zone.sous_sequences = !again;
        const struct usual_added added = added_of(&zone, zones->rang[i]);
        add_sums(sums, &added);
        sums->last = record;
    }
    activity->zones.count = 0;
    activity->usual += usual->count;
    return true;
}

/* --- Records ---------------------------------------------------------------------------------- */

/* The keys of a record. */
enum { ROWS_USUAL = 4 };
static const enum activity_by by_usual[ROWS_USUAL] = {BY_MONTH, BY_MPP, BY_GHPC, BY_PATIENT};

/* A record of which some rows do not have all their lines: false when one is new. */
SELDOM static bool keep_lines(const struct activity *activity, const uint32_t slot[ACTIVITY_TABLES],
                              const struct line_place *place)
{
    struct activity_row *row[ROWS_USUAL];
    int count = 0;
    for (int i = 0; i < ROWS_USUAL; i++) {
        const uint32_t at = slot[by_usual[i]];
        if (well_met(usual_sums_at(activity, by_usual[i], at)))
            continue;
        if (!(row[count++] = activity->by[by_usual[i]].usual[at]))
            return false;
    }
    while (count-- > 0)
        lines_follow(&row[count]->lines, place);
    return true;
}

/* Written out, each key once: as a loop it costs twice as much. */
bool activity_usual(struct activity *activity, const had_usual *usual, uint32_t n, bool official,
                    const struct facts *facts, struct priced *sums)
{
    uint32_t slot[ACTIVITY_TABLES];
    activity_find_slots(facts, slot);
    struct usual_sums *month = usual_sums_at(activity, BY_MONTH, slot[BY_MONTH]),
                      *mpp = usual_sums_at(activity, BY_MPP, slot[BY_MPP]),
                      *ghpc = usual_sums_at(activity, BY_GHPC, slot[BY_GHPC]),
                      *patient = usual_sums_at(activity, BY_PATIENT, slot[BY_PATIENT]);
    const bool well = well_met(month) & well_met(mpp) & well_met(ghpc) & well_met(patient);
    if (!(USUALLY(well) || keep_lines(activity, slot, &facts->place)))
        return false;
    *sums = priced_usual(usual, n, official, usual->jours[n], usual->montant[n], facts->without);
    list_zones(&activity->zones, usual, n, official);
    const struct usual_added added = added_of(sums, usual->rang[n]);
    add_sums(month, &added);
    add_sums(mpp, &added);
    add_sums(ghpc, &added);
    add_sums(patient, &added);
    struct report_lines *lines = &activity->lines[activity_sums_met(sums)];
    lines->count++;
    lines_follow(lines, &facts->place);
    return true;
}
