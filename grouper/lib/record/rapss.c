/* SPDX-License-Identifier: Apache-2.0 */
/* Layouts leave two doubts (D1: where the groups start; D6: whether a blank grouping of the
 * establishment keeps its ten bytes). Both readings of each are tried against the length of the
 * record. */
#include "rapss.h"

#include <string.h>

#include "groups.h"

/* Where groups start at the earliest. */
static uint16_t first_start(const struct layout *layout)
{
    bool other = layout->starts > 1 && layout->start[1] < layout->start[0];
    return layout->start[other];
}

/* Whether a tag of RPSS stands where a reading looks for it. */
static bool names_rpss(const struct record *record, const struct groups *reading)
{
    return record->bytes[reading->start[GROUP_RPSS_VERSION]] == 'H';
}

/* The first reading that fits the record; the usual one, which does not fit, if none does. */
static bool read_groups(struct record *record, size_t length, struct groups *kept)
{
    const struct layout *layout = record->layout;
    bool doubtful = layout->starts > 1;
    size_t low = first_start(layout), high = layout->start[0] + layout->start[1] - low;
    bool filled = doubtful && !blank(record->bytes + low, (length < high ? length : high) - low);
    size_t text = text_length(record->bytes, length);
    bool any = false;
    for (int i = 0; i < 4; i++) {
        bool other = i & 1, site = i < 2;
        uint16_t start = layout->start[other];
        if ((other && !doubtful) || (filled && start == high))
            continue;
        struct groups reading = {.fixed = start, .site = site};
        groups_walk(layout, record->bytes, length, &reading);
        bool fits = reading.end <= length && reading.end >= text;
        /* A start that is not the layout's own, or bytes that look like a filler, are believed only
         * if the groups that follow look like groups. */
        if (other || (doubtful && start == low && !filled))
            fits = fits && names_rpss(record, &reading);
        if (fits || !any)
            *kept = reading;
        any = true;
        if (fits)
            return true;
    }
    return false;
}

/* A number that fills its field, of eight bytes at most (FIELDS); -1 if it is not one. */
static int32_t number_of(const struct record *record, enum field field)
{
    had_span span = record->layout->field[field];
    const unsigned char *p = record->bytes + span.start;
    int32_t n = 0;
    if (!digits(p, span.length))
        return -1;
    for (uint16_t i = 0; i < span.length; i++)
        n = n * 10 + (p[i] - '0');
    return n;
}

/* Only the month of the end is known: its last day stands for the end. The ranks of the days take
 * the place of their dates. */
static void read_days(struct record *record)
{
    memset(record->date, 0, sizeof record->date);
    memset(record->day, 0, sizeof record->day);
    int32_t year = number_of(record, F_annee_fin_sous_sequence);
    int32_t month = number_of(record, F_mois_fin_sous_sequence);
    if (year > 0 && month >= 1 && month <= 12) {
        int32_t last = 31;
        while (date_make(year, month, last) == 0)
            last--;
        record->fin = date_make(year, month, last);
    }
    int32_t before = number_of(record, F_delai_debut_sous_sequence);
    int32_t days = number_of(record, F_n_jours_sous_sequence);
    record->ranked = before >= 0 && days > 0;
    record->day[DATE_DEBUT_SEQUENCE] = 1;
    record->day[DATE_DEBUT] = before + 1;
    record->day[DATE_FIN] = before + days;
}

bool rapss_decode(const struct layouts *layouts, size_t length, struct record *record,
                  struct rejection *rejection)
{
    record->layout = length >= ANONYMOUS_TAG + TAG_LENGTH
                         ? layout_find(layouts, record->bytes + ANONYMOUS_TAG)
                         : NULL;
    if (record->layout && !record->layout->anonymous)
        record->layout = NULL;
    if (!record->layout)
        return reject(rejection, PRE_FORMAT_INCONNU, 1);

    const struct layout *layout = record->layout;
    rejection->expected = layout->fixed;
    if (length < first_start(layout))
        return reject(rejection, PRE_LONGUEUR_INCORRECTE, length + 1);
    struct groups reading;
    bool fits = read_groups(record, length, &reading);
    rejection->expected = reading.end;
    if (!fits)
        return reject(rejection, PRE_LONGUEUR_INCORRECTE,
                      (length < reading.end ? length : reading.end) + 1);
    uint32_t illicit = illicit_byte(record->bytes, reading.end);
    if (illicit)
        return reject(rejection, PRE_CARACTERE_ILLICITE, illicit);

    groups_keep(record, &reading);
    record->lecture = (uint8_t)((reading.fixed < layout->fixed   ? HAD_LECTURE_156
                                 : reading.fixed > layout->fixed ? HAD_LECTURE_165
                                                                 : 0) |
                                (reading.site ? 0 : HAD_LECTURE_SANS_SITE));
    read_days(record);
    record_keys(record);
    return true;
}
