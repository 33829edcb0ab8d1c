/* SPDX-License-Identifier: Apache-2.0 */
/* What is told from a layout once it is whole: which controls run, and where they look. */
#include "layout_draft.h"

#include <string.h>

/* What a control looks at, as the registry names it. */
struct want {
    enum { WANT_NOTHING, WANT_FIELD, WANT_GROUP, WANT_ACT } kind;
    int number; /* a field, a group_kind, an act_item */
};

/* `name`, `group[]`, `ccam[].item`; a name that is none of the layouts is not asked of them. */
static struct want want_of(const char *name, size_t length)
{
    const char *bracket = memchr(name, '[', length);
    if (!bracket) {
        int field = length == 10 && memcmp(name, "mpd1..mpd5", 10) == 0
                        ? F_mpd1
                        : field_number(name, length);
        return (struct want){field < 0 ? WANT_NOTHING : WANT_FIELD, field};
    }
    size_t before = (size_t)(bracket - name), after = length - before;
    enum { NOTHING = 2, DOT }; /* bytes of "[]", of "[]." */
    if (after == NOTHING) {
        const struct cell group = {name, before};
        return (struct want){WANT_GROUP, group_named(false, &group)};
    }
    const struct cell item = {bracket + DOT, after - DOT};
    return (struct want){WANT_ACT, act_item_named(&item)};
}

static bool has(const struct layout *layout, struct want want)
{
    switch (want.kind) {
    case WANT_FIELD:
        return layout->field[want.number].length > 0 &&
               field_whole((enum field)want.number, layout->field[want.number].length);
    case WANT_GROUP:
        for (int i = 0; !layout->anonymous && i < layout->group_count; i++)
            if (layout->group[i].kind == want.number)
                return true;
        return want.number == GROUP_DA && layout->field[F_da1].length > 0;
    case WANT_ACT:
        return want.number < ACT_ITEMS && layout->act[want.number].length > 0;
    default:
        return true;
    }
}

/* A control runs when the layout has every field that the registry names for it (rule R25); its
 * place is the first of them. Names are read once for all the layouts. */
static void find_controls(struct draft_layout *draft, size_t count)
{
    for (int i = 0; i < FINDING_ROWS; i++) {
        const struct finding_row *row = &finding_rows[i];
        enum { WANTS = 8 };
        struct want want[WANTS];
        size_t wants = 0;
        for (const char *p = row->fields; *p && wants < WANTS;) {
            size_t length = strcspn(p, ",");
            want[wants++] = want_of(p, length);
            p += length + (p[length] == ',');
        }
        for (size_t k = 0; k < count; k++) {
            struct layout *layout = &draft[k].layout;
            bool all = true;
            for (size_t w = 0; w < wants; w++)
                all &= has(layout, want[w]);
            findings_add(&layout->runs, (enum finding)row->number, all);
            if (wants > 0 && want[0].kind == WANT_FIELD)
                layout->place[row->number] = layout->field[want[0].number];
        }
    }
}

/* Of a RAPSS: the month of the end is enough to say that no table covers it, a count that there is
 * no diagnosis; conventions go by days. */
static void find_anonymous_controls(struct layout *layout)
{
    findings_add(&layout->runs, FG_091, true);
    findings_add(&layout->runs, FG_108, layout->field[F_n_dcmpa].length > 0);
    for (int number = FG_029; number <= FG_036; number++)
        findings_remove(&layout->runs, (enum finding)number);
}

/* The coded fields that this layout has, as bits of the lists of values. */
static void find_lists(struct layout *layout)
{
    for (int list = 0; list < LIST_COUNT; list++) {
        const char *name = rules_list_field((enum value_list)list);
        int field = field_number(name, strlen(name));
        if (field >= 0 && layout->field[field].length > 0)
            layout->lists |= UINT32_C(1) << list;
    }
}

static void find_dates(struct layout *layout)
{
    static const enum field order[DATES] = {
        [DATE_NAISSANCE] = F_date_naissance,           [DATE_ENTREE] = F_date_entree,
        [DATE_DEBUT_SEQUENCE] = F_date_debut_sequence, [DATE_DEBUT] = F_date_debut_sous_sequence,
        [DATE_FIN] = F_date_fin_sous_sequence,         [DATE_SORTIE] = F_date_sortie,
        [DATE_FIN_SEQUENCE] = F_date_fin_sequence,     [DATES - 1] = F_date_naissance,
    };
    for (int i = 0; i < DATES; i++)
        layout->date[i] = layout->field[order[i]].start;
}

/* Where the groups of a RAPSS start (D1, rule R42): after the filler that ends its fixed part, or
 * in its place; and where the fixed part ends there without one, after such a filler too. */
static void find_starts(struct layout *layout)
{
    had_span filler = layout->field[F_filler_3];
    layout->start[0] = layout->fixed;
    layout->starts = 1;
    if (filler.length > 0)
        layout->start[layout->starts++] = filler.start;
    else if (layout->fixed == DOUBT_START)
        layout->start[layout->starts++] = DOUBT_START + DOUBT_LENGTH;
}

void layouts_settle(struct draft_layout *draft, size_t count, bool anonymous)
{
    for (size_t i = 0; i < count; i++) {
        struct layout *layout = &draft[i].layout;
        find_lists(layout);
        if (anonymous)
            find_starts(layout);
        else
            find_dates(layout);
    }
    find_controls(draft, count);
    for (size_t i = 0; anonymous && i < count; i++)
        find_anonymous_controls(&draft[i].layout);
}
