/* SPDX-License-Identifier: Apache-2.0 */
#include "layout_check.h"

#include "lib/base/shapes.h"

#include <stddef.h>

#include "lib/text/fault.h"
#include "lib/base/number.h"

/* A layout being checked. */
struct checked {
    const struct layout_source *source;
    const struct draft_layout *draft;
    const struct layout *layout;
};

/* Columns of the two tables. */
enum {
    COLUMN_FORMAT = 1,
    COLUMN_FIELD = 4,
    COLUMN_START = 5,
    COLUMN_GROUP = 3,
    COLUMN_REPEAT = 4,
    COLUMN_LENGTH = 6
};

/* Refuses a field, at its row; one that is missing, at the first row of its format. */
static int field_fault(const struct checked *c, enum fault fault, enum field field, uint32_t column,
                       const char *second)
{
    uint32_t line = c->draft->field_line[field];
    return fault_set(c->source->error, fault, c->source->fixed, line ? line : c->draft->line,
                     line ? column : COLUMN_FORMAT, field_name(field), second);
}

/* Refuses the i-th group; LAYOUT_GROUPS: the format. */
static int group_fault(const struct checked *c, enum fault fault, int i, uint32_t column,
                       const char *first, const char *second)
{
    if (i < LAYOUT_GROUPS)
        return fault_set(c->source->error, fault, c->source->variable, c->draft->group_line[i],
                         column, first, second);
    return fault_set(c->source->error, fault, c->source->fixed, c->draft->line, COLUMN_FORMAT,
                     first, second);
}

/* --- Fixed part ------------------------------------------------------------------------------- */

/* What no record can be told apart, grouped and priced without. */
static const enum field required[] = {
    F_format_version,
    F_finess_epmsi,
    F_type_domicile,
    F_no_sequence,
    F_date_debut_sequence,
    F_mpp,
    F_mpa,
    F_ik,
    F_no_sous_sequence,
    F_date_debut_sous_sequence,
    F_date_fin_sous_sequence,
    F_date_naissance,
    F_date_entree,
    F_date_sortie,
    F_date_fin_sequence,
    F_mode_sortie,
};

/* The same of a RAPSS. */
static const enum field required_anonymous[] = {
    F_format_version,
    F_finess_epmsi,
    F_no_seq_sejour,
    F_type_domicile,
    F_no_sequence,
    F_mpp,
    F_mpa,
    F_ik,
    F_no_sous_sequence,
    F_mois_fin_sous_sequence,
    F_annee_fin_sous_sequence,
    F_delai_debut_sous_sequence,
    F_n_jours_sous_sequence,
};

static bool has(const struct checked *c, enum field field)
{
    return c->layout->field[field].length > 0;
}

static int check_required(const struct checked *c)
{
    bool anonymous = c->layout->anonymous, oqn = c->layout->secteur == HAD_EX_OQN;
    const enum field *field = anonymous ? required_anonymous : required;
    size_t count =
        anonymous ? sizeof required_anonymous / sizeof *field : sizeof required / sizeof *field;
    for (size_t i = 0; i < count; i++)
        if (!has(c, field[i]))
            return field_fault(c, FAULT_LAYOUT_FIELD, field[i], 0, NULL);
    if (oqn && !has(c, F_facturable))
        return field_fault(c, FAULT_LAYOUT_FIELD, F_facturable, 0, NULL);
    /* Rule R19: the stay of an ex-OQN record is its number of admission. */
    enum field stay = oqn ? F_no_entree : F_sejour;
    if (!anonymous && !has(c, stay))
        return field_fault(c, FAULT_LAYOUT_FIELD, stay, 0, NULL);
    return HAD_OK;
}

/* Fields that are looked at one after the other: all of them, or none. */
static int check_runs(const struct checked *c)
{
    static const struct {
        enum field first, last;
    } runs[] = {{F_mpd1, F_mpd5}, {F_da1, F_da7}, {F_avq_habillage, F_avq_relation}};
    for (size_t r = 0; r < sizeof runs / sizeof runs[0]; r++) {
        enum field present = FIELD_COUNT, absent = FIELD_COUNT;
        for (int f = (int)runs[r].first; f <= (int)runs[r].last; f++)
            *(has(c, (enum field)f) ? &present : &absent) = (enum field)f;
        if (present != FIELD_COUNT && absent != FIELD_COUNT)
            return field_fault(c, FAULT_LAYOUT_TOGETHER, present, COLUMN_FIELD, field_name(absent));
    }
    return HAD_OK;
}

/* Where the tag stands; what ends the fixed part of a RAPSS. */
static int check_places(const struct checked *c)
{
    const struct layout *layout = c->layout;
    uint16_t tag = layout->anonymous ? ANONYMOUS_TAG : 0;
    char place[12];
    text_number(place, tag + 1u);
    if (layout->field[F_format_version].start != tag)
        return field_fault(c, FAULT_LAYOUT_PLACE, F_format_version, COLUMN_START, place);
    had_span filler = layout->field[F_filler_3];
    if (layout->anonymous && filler.length > 0 && filler.start + filler.length != layout->fixed)
        return field_fault(c, FAULT_LAYOUT_LAST, F_filler_3, COLUMN_FIELD, NULL);
    return HAD_OK;
}

/* --- Groups ----------------------------------------------------------------------------------- */

/* What ends a record, in order: a grouped RPSS with its grouping, a RAPSS with the format of its
 * RPSS and its two groupings. Each group is there once, but for zones. */
struct ending {
    enum group_kind kind;
    uint16_t size;
};

static const struct ending of_grouped[] = {{GROUP_GROUPAGE, GROUPAGE_LENGTH},
                                           {GROUP_ZONES, ZONE_LENGTH}},
                           of_anonymous[] = {{GROUP_RPSS_VERSION, TAG_LENGTH},
                                             {GROUP_SITE, GROUPAGE_LENGTH},
                                             {GROUP_SITE_ZONES, ANONYMOUS_ZONE},
                                             {GROUP_GROUPAGE, GROUPAGE_LENGTH},
                                             {GROUP_ZONES, ANONYMOUS_ZONE}};
enum {
    ENDING_GROUPED = sizeof of_grouped / sizeof of_grouped[0],
    ENDING_ANONYMOUS = sizeof of_anonymous / sizeof of_anonymous[0]
};

/* The groups that end records of a layout; how many. */
static int ending_of(const struct layout *layout, const struct ending **out)
{
    *out = layout->anonymous ? of_anonymous : of_grouped;
    return layout->anonymous ? ENDING_ANONYMOUS : layout->grouped ? ENDING_GROUPED : 0;
}

static int size_fault(const struct checked *c, int i, const char *name, uint32_t size)
{
    char text[12];
    text_number(text, size);
    return group_fault(c, FAULT_LAYOUT_SIZE, i, COLUMN_LENGTH, name, text);
}

/* The group of a kind; past the last if there is none. */
static int find_group(const struct layout *layout, enum group_kind kind)
{
    int i = 0;
    while (i < layout->group_count && layout->group[i].kind != kind)
        i++;
    return i;
}

/* One group of the ending, which is there: in its place, of its size. It has no count: read_repeat
 * gives one to no group of an ending. */
static int check_ending_group(const struct checked *c, const struct ending *ending, int place)
{
    const struct layout *layout = c->layout;
    const char *name = group_name(layout->anonymous, ending->kind);
    int i = find_group(layout, ending->kind);
    if (i != place)
        return group_fault(c, FAULT_LAYOUT_LAST, i, COLUMN_GROUP, name, NULL);
    return layout->group[i].size == ending->size ? HAD_OK : size_fault(c, i, name, ending->size);
}

static int check_ending(const struct checked *c)
{
    const struct layout *layout = c->layout;
    const struct ending *ending;
    int count = ending_of(layout, &ending), before = layout->group_count - count;
    for (int k = 0; k < count; k++)
        if (find_group(layout, ending[k].kind) == layout->group_count)
            return group_fault(c, FAULT_LAYOUT_FIELD, LAYOUT_GROUPS, 0,
                               group_name(layout->anonymous, ending[k].kind), NULL);
    for (int i = 0; i < before; i++) {
        enum group_kind kind = (enum group_kind)layout->group[i].kind;
        if (kind >= GROUP_GROUPAGE && kind != GROUP_OTHER) /* of the ending, or of no ending */
            return group_fault(c, count > 0 ? FAULT_LAYOUT_LAST : FAULT_UNKNOWN_KEY, i,
                               COLUMN_GROUP, layout->group_name[i], NULL);
    }
    for (int k = 0; k < count; k++)
        if (check_ending_group(c, &ending[k], before + k))
            return HAD_E_TABLE;
    return HAD_OK;
}

static int check_acts(const struct checked *c, int i)
{
    for (int item = 0; !c->layout->anonymous && item < ACT_ITEMS; item++)
        if (item != ACT_EXTENSION_PMSI && c->layout->act[item].length == 0)
            return group_fault(c, FAULT_LAYOUT_FIELD, i, COLUMN_GROUP,
                               act_item_name((enum act_item)item), NULL);
    return HAD_OK;
}

static int check_groups(const struct checked *c)
{
    const struct layout *layout = c->layout;
    for (int i = 0; i < layout->group_count; i++) {
        const struct group *group = &layout->group[i];
        const char *name = layout->group_name[i];
        for (int j = 0; j < i; j++)
            if (group->kind < GROUP_OTHER && layout->group[j].kind == group->kind)
                return group_fault(c, FAULT_DUPLICATE, i, COLUMN_GROUP, name, NULL);
        bool diagnosis = group->kind <= GROUP_DA;
        if (diagnosis &&
            (layout->anonymous ? group->size > CODE_LENGTH : group->size != CODE_LENGTH))
            return size_fault(c, i, name, CODE_LENGTH);
        if (group->kind == GROUP_CCAM && check_acts(c, i))
            return HAD_E_TABLE;
    }
    return check_ending(c);
}

/* Bytes of the longest record: every count at its highest. */
static uint64_t longest(const struct layout *layout)
{
    static const uint64_t highest[COUNT_DIGITS + 1] = {1, 9, 99, 999};
    uint64_t bytes = (uint64_t)layout->fixed + (layout->anonymous ? DOUBT_LENGTH : 0);
    for (int i = 0; i < layout->group_count; i++) {
        const struct group *group = &layout->group[i];
        bytes += (holds_zones(group) ? 9 : highest[group->count.length]) * group->size;
    }
    return bytes;
}

int layout_check_grouped(const struct layout_source *source, const struct draft_layout *draft,
                         const struct draft_layout *twin)
{
    const struct checked c = {source, draft, &draft->layout};
    const struct layout *layout = &draft->layout, *grouped = &twin->layout;
    if (layout->grouped || layout->anonymous)
        return HAD_OK;
    int before = grouped->group_count - ENDING_GROUPED;
    bool same = layout->group_count == before;
    for (int i = 0; same && i < before; i++) {
        const struct group *a = &layout->group[i], *b = &grouped->group[i];
        same = a->kind == b->kind && a->size == b->size && a->count.start == b->count.start &&
               a->count.length == b->count.length;
    }
    return same ? HAD_OK
                : group_fault(&c, FAULT_LAYOUT_TWIN, LAYOUT_GROUPS, 0, layout->tag, grouped->tag);
}

int layout_check(const struct layout_source *source, const struct draft_layout *draft)
{
    const struct checked c = {source, draft, &draft->layout};
    int status = check_required(&c);
    if (!status)
        status = check_places(&c);
    if (!status)
        status = check_runs(&c);
    if (!status)
        status = check_groups(&c);
    if (!status && longest(c.layout) > HAD_RECORD_MAX) {
        char most[12];
        text_number(most, HAD_RECORD_MAX);
        status = group_fault(&c, FAULT_LAYOUT_LONG, LAYOUT_GROUPS, 0, c.layout->tag, most);
    }
    return status;
}
