/* SPDX-License-Identifier: Apache-2.0 */
#include "group.h"

#include <string.h>

#include "lib/tables/tarifs.h"
#include "common/digits.h"

void group_deciding(struct deciding *deciding)
{
    memset(deciding, 0, sizeof *deciding);
    registry_fg(true, &deciding->blocking);
    registry_fg(false, &deciding->signalling);
    static const enum finding association[] = {FG_517, FG_524, FG_525, FG_535};
    for (size_t i = 0; i < sizeof association / sizeof association[0]; i++)
        findings_add(&deciding->association, association[i], true);
}

static bool any(const had_findings *set, const had_findings *mask)
{
    uint64_t both = 0;
    for (int w = 0; w < HAD_FINDING_WORDS; w++)
        both |= set->word[w] & mask->word[w];
    return both != 0;
}

static void set_code(had_result *out, const char *code)
{
    memcpy(out->code_retour, code, sizeof out->code_retour);
}

SELDOM void group_block(const char *code, had_result *out)
{
    out->outcome = HAD_BLOCKED;
    set_code(out, code);
    memcpy(out->ghpc, "9999", sizeof out->ghpc);
    out->zone_count = 1;
    out->jours = 0;
    out->zone[0] = (had_zone){.ght = GHT_ERROR, .debut = out->debut, .fin = out->fin};
}

/* The date of a rank of a sub-sequence that goes beyond its month. In its last month, and in the
 * one before, dates and ranks grow alike: no calendar is needed. */
SELDOM static int32_t rank_date(const struct record *record, int32_t rank)
{
    int32_t day = record->day[DATE_DEBUT_SEQUENCE] + rank - 1;
    int32_t after = day - record->day[DATE_DEBUT], before = record->day[DATE_FIN] - day;
    return !USUALLY(earlier_months(record) <= 31) ? date_from_days(day)
           : before < date_day(record->fin)       ? record->fin - before
                                                  : record->debut + after;
}

/* Rules R1 and R2: one zone per duration period that has at least one day of the sub-sequence.
 * Returns -1, or the finding that forbids it (901, 904). */
static INLINE int cut(const struct record *record, const struct classification *c,
                      const struct triple *triple, const struct housing *covered, had_result *out)
{
    /* Ranks are counted from the start of the sequence, whose first day has rank 1. */
    int32_t origin = record->day[DATE_DEBUT_SEQUENCE] - 1;
    int32_t first = record->day[DATE_DEBUT] - origin, last = record->day[DATE_FIN] - origin;
    bool unknown = false, too_long = false;
    /* The periods follow each other without gap, from rank 1 on: those from k to end - 1 have days.
     */
    int k = 0, end = 1;
    for (int p = 1; p < PERIODS_MAX; p++) {
        k += c->period[p - 1].last < first;
        end += c->period[p].first <= last;
    }
    /* Within one month dates and ranks grow alike. */
    bool one_month = record->fin - record->debut == last - first;
    int32_t shift = record->debut - first;
    uint8_t n = 0;
    for (; k < end; k++) {
        int32_t from = c->period[k].first > first ? c->period[k].first : first;
        int32_t to = c->period[k].last < last ? c->period[k].last : last;
        had_zone *zone = &out->zone[n++];
        *zone = (had_zone){.ght = triple->ght[k],
                           .groupement = triple->way[k],
                           .debut = one_month ? from + shift : rank_date(record, from),
                           .fin = one_month ? to + shift : rank_date(record, to)};
        int32_t days = to - from + 1;
        if (covered) /* rule R7: the days outside leave the count, not the zone */
            days = conventions_days(covered->list, covered->count, zone->debut, zone->fin);
        zone->jours = (uint16_t)days;
        unknown |= zone->ght == 0;
        too_long |= days > ZONE_DAYS_MAX;
    }
    out->zone_count = n;
    out->jours = last - first + 1;
    if (covered)
        out->jours = conventions_days(covered->list, covered->count, record->debut, record->fin);
    return unknown ? HAD_901 : too_long ? HAD_904 : -1;
}

/* Rule R47: a group, and no name for it. */
SELDOM static void group_without_ghpc(had_result *out)
{
    memset(out->ghpc, ' ', sizeof out->ghpc - 1);
    findings_add(&out->findings, HAD_927, true);
}

/* Rule R47: a record that holds a deduced zone says so. */
SELDOM static void mark_deduced(had_result *out)
{
    for (int i = 0; i < out->zone_count; i++)
        if (out->zone[i].groupement == HAD_GROUPE_DEDUIT)
            out->version[0] = 'D';
}

/* The finding whose code is the code retour, of some that do not block; -1 = 000. */
static int signalled(const struct deciding *d, const had_findings *set)
{
    return findings_has(set, FG_529) ? FG_529 : findings_first(set, &d->signalling);
}

SELDOM bool group_signalled(const struct deciding *deciding, const had_findings *set, int *code,
                            bool *association)
{
    *code = signalled(deciding, set);
    *association = any(set, &deciding->association);
    return findings_first(set, &deciding->blocking) < 0;
}

void group(const struct group_input *in, had_result *out)
{
    const struct deciding *d = in->deciding;
    const struct triple *triple = in->triple;
    had_findings *set = &out->findings;
    bool none = findings_none(set);
    int blocking = none ? -1 : findings_first(set, &d->blocking);
    if (blocking >= 0) {
        group_block(finding_codes[blocking], out);
        return;
    }
    /* Rule R4: association errors give GHPC 9999 with a real GHT. */
    bool association = !none && any(set, &d->association);
    int ours = !triple ? HAD_901
                       : cut(in->record, in->classification, triple,
                             findings_has(set, FG_529) ? in->housing : NULL, out);
    if (ours >= 0) {
        /* Rule R13: the code retour is ours; non-blocking ones stay findings, and never show there.
         */
        findings_add(set, (enum finding)ours, true);
        group_block(finding_codes[ours], out);
        return;
    }
    out->outcome = HAD_GROUPED;
    int signalling = none ? -1 : signalled(d, set);
    set_code(out, signalling < 0 ? "000" : finding_codes[signalling]);
    memcpy(out->ghpc, association ? "9999" : triple->ghpc, sizeof triple->ghpc);
    out->ghpc[4] = '\0';
    if (!association && !triple->ghpc[0])
        group_without_ghpc(out);
    if (triple->deduced)
        mark_deduced(out);
}

SELDOM int group_zones(const struct group_input *in, had_result *out)
{
    static const struct triple nothing;
    const struct record *record = in->record;
    int32_t first = record->day[DATE_DEBUT] - record->day[DATE_DEBUT_SEQUENCE] + 1;
    int k = 0;
    cut(record, in->classification, in->triple ? in->triple : &nothing,
        findings_has(&out->findings, FG_529) ? in->housing : NULL, out);
    while (k < PERIODS_MAX - 1 && in->classification->period[k].last < first)
        k++;
    return k;
}

SELDOM void group_none(const struct deciding *deciding, had_result *out)
{
    had_findings set = out->findings;
    if (out->matrice == HAD_MATRICE_INDICATIVE)
        findings_remove(&set, FG_056);
    int blocking = findings_first(&set, &deciding->blocking);
    memcpy(out->version, "  ", sizeof out->version);
    if (blocking >= 0) {
        group_block(finding_codes[blocking], out);
        return;
    }
    out->outcome = HAD_CONTROLLED;
    set_code(out, "   ");
    memcpy(out->ghpc, "    ", sizeof out->ghpc);
    out->zone_count = 0;
}

SELDOM void group_unusable(int why, had_result *out)
{
    out->outcome = HAD_UNUSABLE;
    out->zone_count = 0;
    findings_add(&out->findings, (enum finding)why, true);
}

bool group_carried(const struct record *record, had_source source)
{
    if (!record->layout->anonymous)
        return record->layout->grouped && source == HAD_SOURCE_ETABLISSEMENT;
    return source == HAD_SOURCE_PAPRICA ||
           (record->group_count[GROUP_SITE] > 0 &&
            !blank(record->bytes + record->group_start[GROUP_SITE], GROUPAGE_LENGTH));
}

SELDOM void group_read(const struct record *record, had_source source, had_result *out)
{
    enum { VERSION = 0, CODE = 2, GHPC = 5 };
    enum { ZONE_GHT = 0, ZONE_DEBUT = 2, ZONE_FIN = 10, JOURS_LENGTH = 3 };
    bool anonymous = record->layout->anonymous;
    bool site = anonymous && source == HAD_SOURCE_ETABLISSEMENT;
    enum group_kind groupage = site ? GROUP_SITE : GROUP_GROUPAGE;
    enum group_kind zones = site ? GROUP_SITE_ZONES : GROUP_ZONES;
    size_t size = anonymous ? ANONYMOUS_ZONE : ZONE_LENGTH;
    const unsigned char *p = record->bytes + record->group_start[groupage];
    out->carried = 1;
    memcpy(out->version, p + VERSION, 2);
    memcpy(out->code_retour, p + CODE, 3);
    memcpy(out->ghpc, p + GHPC, 4);
    out->version[2] = out->code_retour[3] = out->ghpc[4] = '\0';
    int count = record->group_count[zones];
    if (count < 1 || count > HAD_ZONES_MAX) {
        group_unusable(HAD_906, out);
        return;
    }
    out->outcome = HAD_GROUPED;
    out->zone_count = (uint8_t)count;
    for (int i = 0; i < count; i++) {
        const unsigned char *zone = record->bytes + record->group_start[zones] + (size_t)i * size;
        int ght = two_digits(zone + ZONE_GHT), days = three_digits(zone + size - JOURS_LENGTH);
        bool error = ght == GHT_ERROR && count == 1;
        if (days < 0 || !(error || (ght >= 1 && ght <= GHT_COUNT))) {
            group_unusable(HAD_906, out);
            return;
        }
        out->zone[i] = (had_zone){.ght = (uint8_t)ght,
                                  .groupement = error ? 0 : HAD_GROUPE_LU,
                                  .jours = (uint16_t)(error ? 0 : days),
                                  .debut = anonymous ? 0 : date_read(zone + ZONE_DEBUT),
                                  .fin = anonymous ? 0 : date_read(zone + ZONE_FIN)};
        if (error)
            out->outcome = HAD_BLOCKED;
    }
}

size_t group_write(const had_result *result, unsigned char *out)
{
    unsigned char *p = out;
    memcpy(p, result->version, 2);
    memcpy(p + 2, result->code_retour, 3);
    memcpy(p + 5, result->ghpc, 4);
    write_digits(p + 9, 1, result->zone_count);
    p += GROUPAGE_LENGTH;
    for (int i = 0; i < result->zone_count; i++, p += ZONE_LENGTH) {
        const had_zone *zone = &result->zone[i];
        write_two(p, zone->ght);
        date_write(p + 2, zone->debut);
        date_write_near(p + 10, zone->fin, p + 2, zone->debut);
        write_digits(p + 18, 3, zone->jours);
    }
    return (size_t)(p - out);
}
