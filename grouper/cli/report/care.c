/* SPDX-License-Identifier: Apache-2.0 */
#include "care.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/write/html.h"
#include "common/hints.h"
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

/* Which it is cannot be foreseen, here and in what follows: no branch where it can be helped. */
static INLINE int mention_of(const struct facts *facts)
{
    size_t length;
    const unsigned char *p = fact_bytes(facts, FACT_AUTORISATION, &length);
    if (length != 2)
        return MENTION_UNMEASURED;
    const unsigned number = (unsigned)p[1] - '0';
    const bool blank = (p[0] == ' ') & (p[1] == ' '), known = (p[0] == '0') & (number < MENTIONS);
    return known ? (int)number : MENTION_OTHER - blank;
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

static INLINE int palliative_of(const struct facts *facts)
{
    return (facts->mpp != PALLIATIVE) * (PALLIATIVE_ALSO + (facts->mpa != PALLIATIVE));
}

static INLINE int domicile_of(const struct facts *facts)
{
    const unsigned domicile = (unsigned)facts->type_domicile - DOMICILE_FIRST;
    return domicile < DOMICILES ? (int)domicile : DOMICILES;
}

static INLINE int cell_of(int mention, int ages, int domicile, int palliative)
{
    return ((mention * AGE_CLASSES + ages) * (DOMICILES + 1) + domicile) * PALLIATIVE_WAYS +
           palliative;
}

/* The line of a record in each list but those of 2004. */
SELDOM static void note_lines(struct care *care, const struct facts *facts)
{
    lines_follow(&care->of_mention[mention_of(facts)], &facts->place);
    lines_follow(&care->of_age[facts->ages], &facts->place);
    lines_follow(&care->of_domicile[domicile_of(facts)], &facts->place);
    lines_follow(&care->of_palliative[palliative_of(facts)], &facts->place);
}

void care_add(struct care *care, const struct facts *facts, int64_t days)
{
    struct care_cell *cell = &care->cell[cell_of(mention_of(facts), (int)facts->ages,
                                                 domicile_of(facts), palliative_of(facts))];
    sum_up(&cell->days, days);
    if (!USUALLY(cell->records++ >= LINES_ALL)) /* else each of its lists has all its lines */
        note_lines(care, facts);
    sum_up(&care->days[facts->mpp][facts->mpa][care_ages[facts->ages]], days);
    if (!USUALLY(indicator_counts(INDICATOR_SSIAD, facts->place.fin)))
        sum_up(&care->without_ssiad, days);
    if ((care_ages[facts->ages] == CARE_MINOR) | (facts->mpa == MPA_ONLY) |
        care->looked[CARE_PERINATALITY][facts->mpp])
        note_2004(care, facts);
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
    for (int n = 0; n < CARE_CELLS; n++) {
        care->cell[n].records += more->cell[n].records;
        sum_up(&care->cell[n].days, more->cell[n].days);
    }
    sum_up(&care->without_ssiad, more->without_ssiad);
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

/* What the records of a cell are counted in. */
static void share_cell(struct care *care, int mention, int ages, int domicile)
{
    for (int palliative = 0; palliative < PALLIATIVE_WAYS; palliative++) {
        const struct care_cell *cell = &care->cell[cell_of(mention, ages, domicile, palliative)];
        sum_up(&care->mention[mention], cell->days);
        care->of_mention[mention].count += cell->records;
        care->of_age[ages].count += cell->records;
        care->of_domicile[domicile].count += cell->records;
        care->of_palliative[palliative].count += cell->records;
    }
}

void care_finish(struct care *care)
{
    for (int mention = 0; mention < MENTION_WAYS; mention++)
        for (int ages = 0; ages < AGE_CLASSES; ages++)
            for (int domicile = 0; domicile <= DOMICILES; domicile++)
                share_cell(care, mention, ages, domicile);
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
