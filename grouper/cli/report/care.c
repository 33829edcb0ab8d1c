/* SPDX-License-Identifier: Apache-2.0 */
#include "care.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/write/html.h"
#include "common/date.h"
#include "common/sums.h"

enum { MPA_ONLY = 25 };

static int part_of(const struct mode_2004 *mode)
{
    return strcmp(mode->part, "pédiatrie") == 0 ? CARE_PAEDIATRICS : CARE_PERINATALITY;
}

bool care_start(struct care *care)
{
    care->days = calloc(MODES, sizeof *care->days);
    care->lines = calloc(CARE_PARTS, sizeof *care->lines);
    for (size_t i = 0; i < mode_2004_count; i++)
        care->looked[part_of(&modes_2004[i])][modes_2004[i].code] = true;
    if (!care->days || !care->lines)
        say(W_NO_MEMORY);
    return care->days && care->lines;
}

void care_free(struct care *care)
{
    free(care->days);
    free(care->lines);
}

static int mention_of(const struct facts *facts)
{
    size_t length;
    const unsigned char *p = fact_bytes(facts, FACT_AUTORISATION, &length);
    if (length != 2)
        return MENTION_UNMEASURED;
    if (p[0] == ' ' && p[1] == ' ')
        return MENTION_BLANK;
    return p[0] == '0' && p[1] >= '0' && p[1] < '0' + MENTIONS ? p[1] - '0' : MENTION_OTHER;
}

static const enum care_age care_ages[AGE_CLASSES] = {[AGES_0] = CARE_MINOR,
                                                     [AGES_3] = CARE_MINOR,
                                                     [AGES_18] = CARE_ADULT,
                                                     [AGES_65] = CARE_ADULT,
                                                     [AGES_75] = CARE_ADULT,
                                                     [AGES_85] = CARE_ADULT,
                                                     [AGES_UNKNOWN] = CARE_AGE_UNKNOWN};

/* Whether nothing stands beside a main mode. */
static bool alone(int mpa)
{
    return mpa == 0 || mpa == MODE_NONE;
}

/* The lines of what is counted by count_2004. */
static void note_2004(struct care *care, const struct facts *facts)
{
    bool minor = care_ages[facts->ages] == CARE_MINOR;
    for (int part = 0; part < CARE_PARTS; part++) {
        struct care_lines *lines = care->lines[part];
        const bool *looked = care->looked[part];
        if (part == CARE_PAEDIATRICS && !minor)
            continue;
        if (facts->mpp != MPA_ONLY && looked[facts->mpp])
            lines_next(alone(facts->mpa) ? &lines[facts->mpp].alone : &lines[facts->mpp].associated,
                       &facts->place);
        if (facts->mpa == MPA_ONLY && looked[MPA_ONLY])
            lines_next(&lines[MPA_ONLY].associated, &facts->place);
    }
}

static void note_lines(struct care *care, const struct facts *facts, int mention)
{
    unsigned domicile = (unsigned)facts->type_domicile - DOMICILE_FIRST;
    int palliative = facts->mpp == PALLIATIVE   ? PALLIATIVE_MAIN
                     : facts->mpa == PALLIATIVE ? PALLIATIVE_ALSO
                                                : PALLIATIVE_NOT;
    lines_next(&care->of_mention[mention], &facts->place);
    lines_next(&care->of_age[facts->ages], &facts->place);
    lines_next(&care->of_domicile[domicile < DOMICILES ? domicile : DOMICILES], &facts->place);
    lines_next(&care->of_palliative[palliative], &facts->place);
}

void care_add(struct care *care, const struct facts *facts, int64_t days)
{
    int mention = mention_of(facts);
    note_lines(care, facts, mention);
    if (care_ages[facts->ages] == CARE_MINOR || facts->mpa == MPA_ONLY ||
        care->looked[CARE_PERINATALITY][facts->mpp])
        note_2004(care, facts);
    sum_up(&care->days[facts->mpp][facts->mpa][care_ages[facts->ages]], days);
    sum_up(&care->mention[mention], days);
    if (indicator_counts(INDICATOR_SSIAD, facts->place.fin))
        sum_up(&care->with_ssiad, days);
}

static void join_all(struct report_lines *lines, const struct report_lines *more, int count)
{
    for (int i = 0; i < count; i++)
        lines_join(&lines[i], &more[i]);
}

void care_join(struct care *care, const struct care *more)
{
    for (int mpp = 0; mpp < MODES; mpp++)
        for (int mpa = 0; mpa < MODES; mpa++)
            for (int age = 0; age < CARE_AGES; age++)
                sum_up(&care->days[mpp][mpa][age], more->days[mpp][mpa][age]);
    for (int mention = 0; mention < MENTION_WAYS; mention++)
        sum_up(&care->mention[mention], more->mention[mention]);
    sum_up(&care->with_ssiad, more->with_ssiad);
    join_all(care->of_mention, more->of_mention, MENTION_WAYS);
    join_all(care->of_age, more->of_age, AGE_CLASSES);
    join_all(care->of_domicile, more->of_domicile, DOMICILES + 1);
    join_all(care->of_palliative, more->of_palliative, PALLIATIVE_WAYS);
    for (int part = 0; part < CARE_PARTS; part++)
        for (int mode = 0; mode < MODES; mode++) {
            lines_join(&care->lines[part][mode].alone, &more->lines[part][mode].alone);
            lines_join(&care->lines[part][mode].associated, &more->lines[part][mode].associated);
        }
}

int64_t care_days(const struct care *care, int mode, bool either)
{
    int64_t days = 0;
    for (int mpp = 0; mpp < MODES; mpp++)
        for (int mpa = 0; mpa < MODES; mpa++)
            for (int age = 0; age < CARE_AGES; age++)
                if (mpp == mode || (either && mpa == mode))
                    sum_up(&days, care->days[mpp][mpa][age]);
    return days;
}

/* --- The modes of 2004 ------------------------------------------------------------------------ */

/* Types of care that are not among those before, joined by |; cut where there is no room. */
static void add_types(char *out, size_t room, const char *types)
{
    while (*types) {
        size_t length = strcspn(types, "|"), used = strlen(out);
        char one[32] = "";
        if (length < sizeof one)
            memcpy(one, types, length);
        if (one[0] && !strstr(out, one) && used + length + 2 < room) {
            if (used > 0)
                out[used++] = '|';
            memcpy(out + used, one, length + 1);
        }
        types += length + (types[length] == '|');
    }
}

static void add_name(char *out, size_t room, const char *name)
{
    size_t used = strlen(out), length = strlen(name);
    if (used + length + 4 >= room)
        return;
    if (used > 0) {
        memcpy(out + used, " / ", 3);
        used += 3;
    }
    memcpy(out + used, name, length + 1);
}

static void count_2004(const struct care *care, struct care_2004 *row, bool minors)
{
    for (int other = 0; other < MODES; other++) {
        int64_t days = 0;
        for (int age = 0; age < CARE_AGES; age++)
            if (!minors || age == CARE_MINOR)
                sum_up(&days, row->code == MPA_ONLY ? care->days[other][row->code][age]
                                                    : care->days[row->code][other][age]);
        bool single = alone(other) && row->code != MPA_ONLY;
        sum_up(single ? &row->alone : &row->associated, days);
    }
}

size_t care_2004(const struct care *care, struct care_2004 out[CARE_2004_MAX])
{
    size_t count = 0;
    for (size_t i = 0; i < mode_2004_count; i++) {
        const struct mode_2004 *mode = &modes_2004[i];
        size_t n = 0;
        while (n < count && (out[n].code != mode->code || strcmp(out[n].part, mode->part) != 0))
            n++;
        if (n == CARE_2004_MAX)
            break;
        struct care_2004 *row = &out[n];
        if (n == count) {
            *row = (struct care_2004){.part = mode->part,
                                      .code = mode->code,
                                      .lines = &care->lines[part_of(mode)][mode->code]};
            count_2004(care, row, part_of(mode) == CARE_PAEDIATRICS);
            count++;
        }
        for (int language = 0; language < 2; language++)
            add_name(row->name[language], sizeof row->name[language], mode->name[language]);
        add_types(row->care_alone, sizeof row->care_alone, mode->alone);
        add_types(row->care_associated, sizeof row->care_associated, mode->associated);
        /* The PMSI does not say whether rehabilitation is aimed at. */
        add_types(row->care_alone, sizeof row->care_alone,
                  row->care_alone[0] ? mode->rehabilitation : "");
        add_types(row->care_associated, sizeof row->care_associated,
                  row->care_associated[0] ? mode->rehabilitation : "");
    }
    return count;
}

static const char *word_said(const char *word, size_t length)
{
    static const char *const known[][2] = {{"pédiatrie", "paediatrics"},
                                           {"périnatalité", "perinatality"},
                                           {"ponctuels", "occasional"},
                                           {"continus", "continuous"},
                                           {"réadaptation", "rehabilitation"}};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (strlen(known[i][0]) == length && memcmp(known[i][0], word, length) == 0)
            return said(known[i][0], known[i][1]);
    return NULL;
}

void care_words(char out[CARE_WORDS], const char *text)
{
    size_t used = 0;
    out[0] = '\0';
    while (*text && used < CARE_WORDS) {
        size_t length = strcspn(text, "|");
        const char *word = word_said(text, length);
        used += (size_t)snprintf(out + used, CARE_WORDS - used, "%s%.*s",
                                 used > 0 ? said(" ou ", " or ") : "",
                                 (int)(word ? strlen(word) : length), word ? word : text);
        text += length + (text[length] == '|');
    }
}
