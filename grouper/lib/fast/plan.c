/* SPDX-License-Identifier: Apache-2.0 */
#include "plan.h"

#include <string.h>

#include "lib/base/memory.h"
#include "lib/tables/tarifs.h"
#include "scan.h"

/* --- Places ----------------------------------------------------------------------------------- */

/* The fields that controls look at, and one whose absence the fast way counts on. */
static const enum field looked_at[] = {
#define X(name) F_##name,
    LOOKED_AT(X)
#undef X
        F_da1,
};

/* Where the newest format of each sector has them, by tables/layouts. */
static const had_span newest[SECTEURS][FIELD_COUNT] = {
#define X(name, start, length) [F_##name] = {start, length},
    [HAD_EX_DGF] = {EX_DGF_PLACES(X)},
    [HAD_EX_OQN] = {EX_OQN_PLACES(X)},
#undef X
};

static bool same_place(had_span a, had_span b)
{
    return a.length == b.length && a.start == b.start;
}

/* What fast_read takes from a record, of whatever layout. A field that is only looked at may lack:
 * the fast way then asks more of those bytes than any control, and that is slow, not wrong. */
static bool has_to_be_there(enum field field)
{
    static const enum field read[] = {F_date_naissance,
                                      F_date_entree,
                                      F_date_debut_sequence,
                                      F_date_debut_sous_sequence,
                                      F_date_fin_sous_sequence,
                                      F_date_sortie,
                                      F_date_fin_sequence,
                                      F_mpp,
                                      F_mpa,
                                      F_ik,
                                      F_n_dcmpp,
                                      F_n_dcmpa,
                                      F_n_da,
                                      F_n_zones_ccam,
                                      F_dp};
    for (size_t i = 0; i < sizeof read / sizeof read[0]; i++)
        if (field == read[i])
            return true;
    return false;
}

static bool fields_stand(const struct layout *layout)
{
    const had_span *place = newest[layout->secteur];
    for (size_t i = 0; i < sizeof looked_at / sizeof looked_at[0]; i++) {
        enum field field = looked_at[i];
        bool absent = layout->field[field].length == 0 && !has_to_be_there(field);
        if (!absent && !same_place(layout->field[field], place[field]))
            return false;
    }
    return true;
}

static bool acts_stand(const struct layout *layout)
{
    static const had_span item[ACT_ITEMS] = {
#define X(name, start, length) [ACT_##name] = {start, length},
        ACT_PLACES(X)
#undef X
    };
    for (int i = 0; i < ACT_ITEMS; i++)
        if (!same_place(layout->act[i], item[i]))
            return false;
    return layout->act_size == ACT_BYTES;
}

static bool groups_stand(const struct layout *layout)
{
    static const struct {
        enum group_kind kind;
        enum field count;
    } groups[] = {{GROUP_DCMPP, F_n_dcmpp},
                  {GROUP_DCMPA, F_n_dcmpa},
                  {GROUP_DA, F_n_da},
                  {GROUP_CCAM, F_n_zones_ccam}};
    enum { GROUPS = sizeof groups / sizeof groups[0] };
    if (layout->group_count != GROUPS)
        return false;
    for (int i = 0; i < GROUPS; i++)
        if (layout->group[i].kind != groups[i].kind || layout->group[i].count.length == 0 ||
            layout->group[i].count.start != layout->field[groups[i].count].start)
            return false;
    return true;
}

static bool has_usual(const struct layout *layout)
{
    return !layout->anonymous && !layout->grouped && layout->fixed == FIXED_BYTES &&
           groups_stand(layout) && fields_stand(layout) && acts_stand(layout);
}

/* Whether it has those of the fields that take_record reads which a layout may lack
 * (layout_check.c); all then stand where the newest has them. The AVQ are all there, or none. */
static bool has_chained(const struct layout *layout)
{
    static const enum field read[] = {
        F_ipp,         F_sexe,          F_mode_entree,           F_provenance,
        F_destination, F_avq_habillage, F_derniere_sous_sequence};
    bool all = true;
    for (size_t i = 0; i < sizeof read / sizeof read[0]; i++)
        all &= layout->field[read[i]].length > 0;
    return all;
}

/* --- Ranges ----------------------------------------------------------------------------------- */

/* Values that usual records have; their bytes follow each other. */
static const struct {
    enum value_list list;
    enum field field;
    unsigned char first, last;
} common[] = {{LIST_MODE_ENTREE, F_mode_entree, '6', '8'},
              {LIST_HABILLAGE, F_avq_habillage, '1', '4'},
              {LIST_LOCOMOTION, F_avq_locomotion, '1', '4'},
              {LIST_ALIMENTATION, F_avq_alimentation, '1', '4'},
              {LIST_CONTINENCE, F_avq_continence, '1', '4'},
              {LIST_COMPORTEMENT, F_avq_comportement, '1', '4'},
              {LIST_RELATION, F_avq_relation, '1', '4'},
              {LIST_DERNIERE, F_derniere_sous_sequence, '1', '2'}};

static void expect(unsigned char *low, unsigned char *span, had_span place, unsigned char first,
                   unsigned char last)
{
    memset(low + place.start, first, place.length);
    memset(span + place.start, last - first, place.length);
}

static void fixed_ranges(const struct layout *layout, struct ranges *ranges)
{
    static const enum field digits[] = {F_finess_epmsi,
                                        F_finess_geo,
                                        F_no_entree,
                                        F_no_facture,
                                        F_date_naissance,
                                        F_code_postal,
                                        F_date_entree,
                                        F_no_sequence,
                                        F_date_debut_sequence,
                                        F_mpp,
                                        F_mpa,
                                        F_ik,
                                        F_n_dcmpp,
                                        F_n_dcmpa,
                                        F_n_da,
                                        F_no_sous_sequence,
                                        F_date_debut_sous_sequence,
                                        F_date_fin_sous_sequence,
                                        F_n_zones_ccam};
    static const enum field digits_or_blanks[] = {
        F_date_sortie, F_date_fin_sequence, F_mpd1, F_mpd2, F_mpd3, F_mpd4, F_mpd5};
    const had_span whole = {0, FIXED_BYTES}, *field = layout->field;
    unsigned char *low = ranges->low, *span = ranges->span;
    expect(low, span, whole, ' ', '~');
    for (int i = 0; i < TAG_LENGTH; i++)
        expect(low, span, (had_span){(uint16_t)i, 1}, (unsigned char)layout->tag[i],
               (unsigned char)layout->tag[i]);
    for (size_t i = 0; i < sizeof digits / sizeof digits[0]; i++)
        expect(low, span, field[digits[i]], '0', '9');
    for (size_t i = 0; i < sizeof digits_or_blanks / sizeof digits_or_blanks[0]; i++)
        expect(low, span, field[digits_or_blanks[i]], ' ', '9');
    for (size_t i = 0; i < sizeof common / sizeof common[0]; i++)
        expect(low, span, field[common[i].field], common[i].first, common[i].last);
    ranges->stay = layout->secteur == HAD_EX_DGF;
    if (ranges->stay) /* no blank: the number is not trimmed */
        expect(low, span, (had_span){field[F_sejour].start, 1}, '0', 'z');
}

static void act_ranges(const struct layout *layout, struct ranges *ranges)
{
    unsigned char *low = ranges->act_low, *span = ranges->act_span;
    const had_span whole = {0, ACT_BYTES}, *item = layout->act;
    const had_span letters = {item[ACT_CODE].start, 4};
    memset(span, UCHAR_MAX, ACT_ROOM);
    expect(low, span, whole, ' ', '~');
    expect(low, span, item[ACT_DATE], '0', '9');
    expect(low, span, item[ACT_CODE], '0', '9');
    expect(low, span, letters, 'A', 'Z');
    expect(low, span, item[ACT_EXTENSION_PMSI], ' ', '9');
    expect(low, span, item[ACT_COUNT], '0', '9');
}

/* --- The plan --------------------------------------------------------------------------------- */

static bool year_stands(const struct year_rules *year)
{
    bool all = true;
    for (size_t i = 0; i < sizeof common / sizeof common[0]; i++)
        for (unsigned value = common[i].first; value <= common[i].last; value++)
            all &= value_allowed(year, common[i].list, (unsigned char)value);
    return all;
}

static void list_mpds(struct plan *plan)
{
    unsigned char text[2] = {' ', ' '};
    plan->mpd[mpd_index(text)] = true;
    for (int code = 0; code < 100; code++) {
        text[0] = (unsigned char)('0' + code / 10);
        text[1] = (unsigned char)('0' + code % 10);
        plan->mpd[mpd_index(text)] = rules_mode(plan->rules, MODE_MPD, code, 0);
    }
}

struct plan *plan_new(const struct layouts *layouts, const struct rules *rules,
                      const had_allocator *allocator)
{
    bool usual[LAYOUTS_MAX];
    size_t known = 0;
    for (size_t i = 0; i < layouts->count; i++)
        known += usual[i] = has_usual(&layouts->layout[i]);
    struct plan *plan = memory_take(allocator, 1, sizeof *plan + known * sizeof(struct ranges));
    if (!plan)
        return NULL;
    plan->allocator = *allocator;
    plan->layouts = layouts;
    plan->rules = rules;
    plan->way = plan->fastest = scan_fastest();
    struct ranges *ranges = plan->ranges;
    for (size_t i = 0; i < layouts->count; i++) {
        const struct layout *layout = &layouts->layout[i];
        if (!usual[i])
            continue;
        fixed_ranges(layout, ranges);
        act_ranges(layout, ranges);
        ranges->layout = layout;
        ranges->chained = has_chained(layout);
        plan->tagged[(unsigned char)layout->tag[TAG_LENGTH - 1]] = ranges;
        plan->of[layout->number] = ranges++;
    }
    for (int y = 0; y < YEAR_COUNT; y++)
        plan->year[y] = year_stands(&rules->year[y]);
    list_mpds(plan);
    return plan;
}

void plan_free(struct plan *plan)
{
    if (plan) {
        had_allocator allocator = plan->allocator;
        memory_release(&allocator, plan);
    }
}

bool plan_force(struct plan *plan, enum way way)
{
    if (way > plan->fastest)
        return false;
    plan->way = way;
    return true;
}

bool plan_knows(const struct plan *plan, const struct layout *layout)
{
    return plan->of[layout->number] != NULL;
}
