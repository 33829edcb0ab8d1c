/* SPDX-License-Identifier: Apache-2.0 */
#include "layout.h"

#include <string.h>

#include "csv.h"
#include "memory.h"
#include "number.h"

static const struct {
    const char *name;
    size_t name_length;
    uint16_t length;
} fields[FIELD_COUNT] = {
#define X(name, length) {#name, sizeof #name - 1, length},
    FIELDS(X)
#undef X
};

/* What no record can be grouped and priced without. */
static const enum field required[] = {
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

/* What no RAPSS can be grouped and priced without. */
static const enum field required_anonymous[] = {
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

/* In an RPSS, in a RAPSS; "" = it has no such group. */
static const char *const group_names[2][GROUP_OTHER] = {
    {"dcmpp", "dcmpa", "da", "ccam", "groupage", "zone_tarifaire", "", "", ""},
    {"dcmpp", "dcmpa", "da", "ccam", "groupage_paprica", "zone_paprica", "rpss_version",
     "groupage_etab", "zone_etab"}};

static const struct {
    const char *name;
    uint16_t length;
} act_items[ACT_ITEMS] = {
    {"date_realisation", 8}, {"code_ccam", 7},     {"extension_pmsi", 3}, {"phase", 1},
    {"activite", 1},         {"extension_doc", 1}, {"n_realisations", 2},
};

/* Layouts being read: nothing reaches the set before all of it is right. */
struct draft {
    const had_allocator *allocator;
    struct layout *layout;
    size_t count, capacity;
    size_t family; /* first layout of the family being read */
    bool anonymous;
    struct csv csv;
    char group[32];   /* name of the group being read */
    char groups[256]; /* format cell of the rows being read */
};

int field_number(const char *name, size_t length)
{
    for (int i = 0; i < FIELD_COUNT; i++)
        if (fields[i].name_length == length && memcmp(fields[i].name, name, length) == 0)
            return i;
    return -1;
}

const char *field_name(enum field field)
{
    return fields[field].name;
}

static struct layout *draft_find(const struct draft *draft, const char *tag)
{
    for (size_t i = 0; i < draft->count; i++)
        if (memcmp(draft->layout[i].tag, tag, TAG_LENGTH) == 0)
            return &draft->layout[i];
    return NULL;
}

/* The k-th part of a cell cut at `|`; false when there is none. */
static bool part(const struct cell *cell, size_t k, struct cell *out)
{
    const char *p = cell->text, *end = p + cell->length;
    for (;; k--) {
        const char *stop = memchr(p, '|', (size_t)(end - p));
        out->text = p;
        out->length = (size_t)((stop ? stop : end) - p);
        if (k == 0)
            return true;
        if (!stop)
            return false;
        p = stop + 1;
    }
}

/* A new family: one layout per code of its format cell. */
static int family(struct draft *draft)
{
    enum { FORMAT, SECTOR, GROUPED };
    const struct csv *csv = &draft->csv;
    struct cell tag, grouped;
    draft->family = draft->count;
    for (size_t k = 0; part(&csv->cell[FORMAT], k, &tag); k++) {
        if (tag.length != TAG_LENGTH)
            return csv_fault(csv, FAULT_CODE, FORMAT);
        if (draft_find(draft, tag.text))
            return csv_fault(csv, FAULT_DUPLICATE, FORMAT);
        if (draft->count == LAYOUTS_MAX)
            return csv_fault_text(csv, FAULT_TOO_MANY, FORMAT, "200");
        struct layout *layout = memory_append(draft->allocator, (void **)&draft->layout,
                                              &draft->count, &draft->capacity, sizeof *layout);
        if (!layout)
            return csv_fault(csv, FAULT_MEMORY, -1);
        memcpy(layout->tag, tag.text, TAG_LENGTH);
        if (cell_is(&csv->cell[SECTOR], "ex-OQN"))
            layout->secteur = HAD_EX_OQN;
        else if (!cell_is(&csv->cell[SECTOR], "ex-DG") && !cell_is(&csv->cell[SECTOR], "ex-DGF"))
            return csv_fault(csv, FAULT_CODE, SECTOR);
        layout->anonymous = draft->anonymous;
        if (draft->anonymous)
            continue;
        if (!part(&csv->cell[GROUPED], k, &grouped) && !part(&csv->cell[GROUPED], 0, &grouped))
            return csv_fault(csv, FAULT_CODE, GROUPED);
        layout->grouped = cell_is(&grouped, "yes");
        if (!layout->grouped && !cell_is(&grouped, "no"))
            return csv_fault(csv, FAULT_CODE, GROUPED);
    }
    /* The grouped form of a format is the first grouped one from it on, in the family's order. */
    for (size_t i = draft->count; !draft->anonymous && i-- > draft->family;) {
        struct layout *layout = &draft->layout[i];
        static const char none[TAG_LENGTH + 1] = "";
        const char *after = i + 1 < draft->count ? draft->layout[i + 1].grouped_tag : none;
        memcpy(layout->grouped_tag, layout->grouped ? layout->tag : after, TAG_LENGTH + 1);
        if (layout->grouped_tag[0] == '\0')
            return csv_fault_text(csv, FAULT_LAYOUT_GROUPED, FORMAT, layout->tag);
    }
    return HAD_OK;
}

/* Anonymised, a code may be cut short. */
static bool whole(enum field field, long length)
{
    return fields[field].length == 0 || fields[field].length == length;
}

/* A field that the engine does not know: its name and place are all that is kept. */
static bool other_field(struct layout *layout, const struct cell *name, uint16_t length)
{
    if (layout->other_count == OTHER_FIELDS)
        return false;
    layout->order[layout->order_count++] = (uint8_t)(FIELD_COUNT + layout->other_count);
    layout->other[layout->other_count].span = (had_span){layout->fixed, length};
    cell_copy(name, layout->other[layout->other_count++].name, HAD_NAME_MAX);
    return true;
}

static int fixed_row(struct draft *draft)
{
    enum { FORMAT, SECTOR, GROUPED, FIELD, START, LENGTH };
    const struct csv *csv = &draft->csv;
    const struct cell *format = &csv->cell[FORMAT];
    if (!cell_is(format, draft->groups)) {
        cell_copy(format, draft->groups, sizeof draft->groups);
        int status = family(draft);
        if (status)
            return status;
    }
    long start, length;
    if (csv_number(csv, START, 1, 10000, &start) || csv_number(csv, LENGTH, 1, 1000, &length))
        return HAD_E_TABLE;
    int field = field_number(csv->cell[FIELD].text, csv->cell[FIELD].length);
    for (size_t i = draft->family; i < draft->count; i++) {
        struct layout *layout = &draft->layout[i];
        if (start != layout->fixed + 1) {
            char expected[12], read[12];
            text_number(expected, layout->fixed + 1u);
            text_number(read, (uint32_t)start);
            return fault_set(csv->error, FAULT_LAYOUT_GAP, csv->file, csv->line, START + 1,
                             expected, read);
        }
        if (field >= 0) {
            if (layout->field[field].length > 0)
                return csv_fault(csv, FAULT_DUPLICATE, FIELD);
            if (length > FIELD_MAX || (!draft->anonymous && !whole((enum field)field, length)))
                return csv_fault(csv, FAULT_RANGE, LENGTH);
            layout->field[field].start = layout->fixed;
            layout->field[field].length = (uint16_t)length;
            layout->order[layout->order_count++] = (uint8_t)field;
        } else if (!other_field(layout, &csv->cell[FIELD], (uint16_t)length)) {
            return csv_fault_text(csv, FAULT_TOO_MANY, FIELD, "32");
        }
        if (layout->fixed + length > HAD_RECORD_MAX)
            return csv_fault(csv, FAULT_RANGE, LENGTH);
        layout->fixed = (uint16_t)(layout->fixed + length);
    }
    return HAD_OK;
}

/* The formula that the groups read so far add up to, as the layouts' documents print it. */
static void formula(const struct layout *layout, char *out)
{
    size_t n = text_number(out, layout->fixed);
    for (int i = 0; i < layout->group_count; i++) {
        const struct group *group = &layout->group[i];
        out[n++] = '+';
        if (group->kind == GROUP_RPSS_VERSION) {
            static const char text[] = "23+5*n_zones_etab+5*n_zones_paprica";
            memcpy(out + n, text, sizeof text);
            n += sizeof text - 1;
            break;
        }
        if (group->kind == GROUP_GROUPAGE) {
            static const char text[] = "31+(n_zones_tarifaires-1)*21";
            memcpy(out + n, text, sizeof text);
            n += sizeof text - 1;
            break;
        }
        n += text_number(out + n, group->size);
        for (int f = 0; f < FIELD_COUNT; f++) {
            if (group->count.length > 0 && layout->field[f].length > 0 &&
                layout->field[f].start == group->count.start) {
                out[n++] = '*';
                memcpy(out + n, fields[f].name, strlen(fields[f].name));
                n += strlen(fields[f].name);
            }
        }
        out[n] = '\0';
    }
}

/* Groups whose count is the last byte of the grouping before them. */
static bool zones(const struct group *group)
{
    return group->kind == GROUP_ZONES || group->kind == GROUP_SITE_ZONES;
}

static int add_item(struct draft *draft, struct layout *layout, bool first)
{
    enum { FORMAT, ORDER, GROUP, REPEAT, ITEM, LENGTH };
    const struct csv *csv = &draft->csv;
    long length;
    if (csv_number(csv, LENGTH, 1, 1000, &length))
        return HAD_E_TABLE;
    if (first) {
        if (layout->group_count == LAYOUT_GROUPS)
            return csv_fault_text(csv, FAULT_TOO_MANY, GROUP, "10");
        cell_copy(&csv->cell[GROUP], layout->group_name[layout->group_count], HAD_NAME_MAX);
        struct group *group = &layout->group[layout->group_count++];
        group->kind = GROUP_OTHER;
        for (int k = 0; k < GROUP_OTHER; k++)
            if (cell_is(&csv->cell[GROUP], group_names[layout->anonymous][k]))
                group->kind = (uint8_t)k;
        int field = field_number(csv->cell[REPEAT].text, csv->cell[REPEAT].length);
        if (zones(group)) {
            if (!cell_is(&csv->cell[REPEAT], group->kind == GROUP_SITE_ZONES ? "n_zones_etab"
                                             : layout->anonymous             ? "n_zones_paprica"
                                                                 : "n_zones_tarifaires"))
                return csv_fault(csv, FAULT_LAYOUT_COUNT, REPEAT);
        } else if (field >= 0 && layout->field[field].length > 0) {
            group->count = layout->field[field];
            if (group->count.length > COUNT_DIGITS)
                return csv_fault(csv, FAULT_LAYOUT_COUNT, REPEAT);
        } else if (!cell_is(&csv->cell[REPEAT], "1")) {
            return csv_fault(csv, FAULT_LAYOUT_COUNT, REPEAT);
        }
    }
    struct group *group = &layout->group[layout->group_count - 1];
    if (group->kind == GROUP_CCAM && !layout->anonymous) {
        for (int item = 0; item < ACT_ITEMS; item++) {
            if (!cell_is(&csv->cell[ITEM], act_items[item].name))
                continue;
            if (length != act_items[item].length)
                return csv_fault(csv, FAULT_RANGE, LENGTH);
            layout->act[item].start = group->size;
            layout->act[item].length = (uint16_t)length;
        }
    }
    if (group->size + length > HAD_RECORD_MAX)
        return csv_fault(csv, FAULT_RANGE, LENGTH);
    group->size = (uint16_t)(group->size + length);
    return HAD_OK;
}

static int variable_row(struct draft *draft)
{
    enum { FORMAT, ORDER, GROUP, REPEAT, ITEM, LENGTH, NOTES };
    const struct csv *csv = &draft->csv;
    struct cell tag;
    bool total = cell_is(&csv->cell[GROUP], "total");
    bool first =
        !cell_is(&csv->cell[GROUP], draft->group) || !cell_is(&csv->cell[FORMAT], draft->groups);
    cell_copy(&csv->cell[GROUP], draft->group, sizeof draft->group);
    cell_copy(&csv->cell[FORMAT], draft->groups, sizeof draft->groups);
    for (size_t k = 0; part(&csv->cell[FORMAT], k, &tag); k++) {
        struct layout *layout = tag.length == TAG_LENGTH ? draft_find(draft, tag.text) : NULL;
        if (!layout)
            return csv_fault(csv, FAULT_CODE, FORMAT);
        if (total) {
            char expected[512];
            formula(layout, expected);
            if (!cell_is(&csv->cell[NOTES], expected))
                return csv_fault_text(csv, FAULT_FORMULA, NOTES, expected);
        } else if (add_item(draft, layout, first)) {
            return HAD_E_TABLE;
        }
    }
    return HAD_OK;
}

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
    struct want want = {WANT_GROUP, 0};
    if (after == 2) {
        while (want.number < GROUP_OTHER &&
               !(strlen(group_names[0][want.number]) == before &&
                 memcmp(group_names[0][want.number], name, before) == 0))
            want.number++;
        return want;
    }
    enum { SKIPPED = 3 }; /* "[]." */
    for (want.kind = WANT_ACT; want.number < ACT_ITEMS; want.number++)
        if (strlen(act_items[want.number].name) == after - SKIPPED &&
            memcmp(act_items[want.number].name, bracket + SKIPPED, after - SKIPPED) == 0)
            break;
    return want;
}

static bool has(const struct layout *layout, struct want want)
{
    switch (want.kind) {
    case WANT_FIELD:
        return layout->field[want.number].length > 0 &&
               whole((enum field)want.number, layout->field[want.number].length);
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
static void find_controls(struct draft *draft)
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
        for (size_t k = 0; k < draft->count; k++) {
            struct layout *layout = &draft->layout[k];
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

/* Bytes of the longest record of a layout: every count at its highest. */
static uint64_t longest(const struct layout *layout)
{
    uint64_t bytes = (uint64_t)layout->fixed + (layout->anonymous ? DOUBT_LENGTH : 0);
    for (int i = 0; i < layout->group_count; i++) {
        const struct group *group = &layout->group[i];
        uint64_t count = 9;
        static const uint64_t highest[COUNT_DIGITS + 1] = {1, 9, 99, 999};
        if (!zones(group))
            count = highest[group->count.length];
        bytes += count * group->size;
    }
    return bytes;
}

/* A RAPSS ends with the format of its RPSS and its two groupings. */
static int finish_anonymous(const struct csv *csv, struct layout *layout)
{
    static const struct group last[] = {{GROUP_RPSS_VERSION, {0, 0}, TAG_LENGTH},
                                        {GROUP_SITE, {0, 0}, GROUPAGE_LENGTH},
                                        {GROUP_SITE_ZONES, {0, 0}, ANONYMOUS_ZONE},
                                        {GROUP_GROUPAGE, {0, 0}, GROUPAGE_LENGTH},
                                        {GROUP_ZONES, {0, 0}, ANONYMOUS_ZONE}};
    enum { LAST = sizeof last / sizeof last[0] };
    for (size_t i = 0; i < sizeof required_anonymous / sizeof required_anonymous[0]; i++)
        if (layout->field[required_anonymous[i]].length == 0)
            return csv_fault_text(csv, FAULT_LAYOUT_FIELD, -1, fields[required_anonymous[i]].name);
    if (layout->secteur == HAD_EX_OQN && layout->field[F_facturable].length == 0)
        return csv_fault_text(csv, FAULT_LAYOUT_FIELD, -1, "facturable");
    int before = layout->group_count - LAST;
    for (int i = 0; i < LAST; i++)
        if (before < 0 || layout->group[before + i].kind != last[i].kind ||
            layout->group[before + i].size != last[i].size)
            return csv_fault_text(csv, FAULT_LAYOUT_FIELD, -1, group_names[1][last[i].kind]);
    for (int i = 0; i < before; i++)
        if (layout->group[i].kind >= GROUP_GROUPAGE)
            return csv_fault_text(csv, FAULT_RANGE, -1, layout->tag);
    if (layout->field[F_format_version].start != ANONYMOUS_TAG || longest(layout) > HAD_RECORD_MAX)
        return csv_fault_text(csv, FAULT_RANGE, -1, layout->tag);
    find_lists(layout);
    find_starts(layout);
    return HAD_OK;
}

static int finish(const struct csv *csv, struct layout *layout)
{
    if (layout->anonymous)
        return finish_anonymous(csv, layout);
    for (size_t i = 0; i < sizeof required / sizeof required[0]; i++)
        if (layout->field[required[i]].length == 0)
            return csv_fault_text(csv, FAULT_LAYOUT_FIELD, -1, fields[required[i]].name);
    if (layout->secteur == HAD_EX_OQN) {
        /* Rule R19: the stay of an ex-OQN record is its number of admission. */
        if (layout->field[F_facturable].length == 0)
            return csv_fault_text(csv, FAULT_LAYOUT_FIELD, -1, "facturable");
        if (layout->field[F_no_entree].length == 0)
            return csv_fault_text(csv, FAULT_LAYOUT_FIELD, -1, "no_entree");
    } else if (layout->field[F_sejour].length == 0) {
        return csv_fault_text(csv, FAULT_LAYOUT_FIELD, -1, "sejour");
    }
    int groupage = 0, zones = 0;
    for (int i = 0; i < layout->group_count; i++) {
        const struct group *group = &layout->group[i];
        bool diagnosis = group->kind <= GROUP_DA;
        groupage += group->kind == GROUP_GROUPAGE;
        zones += group->kind == GROUP_ZONES;
        /* The grouping zone ends the record: it is written by appending it. */
        bool last = group->kind == GROUP_ZONES      ? i == layout->group_count - 1
                    : group->kind == GROUP_GROUPAGE ? i == layout->group_count - 2
                                                    : true;
        if (!last || (diagnosis && group->size != CODE_LENGTH) ||
            (group->kind == GROUP_GROUPAGE && group->size != GROUPAGE_LENGTH) ||
            (group->kind == GROUP_ZONES && group->size != ZONE_LENGTH))
            return csv_fault_text(csv, FAULT_RANGE, -1,
                                  group->kind < GROUP_OTHER ? group_names[0][group->kind] : "");
        for (int j = 0; j < i; j++)
            if (group->kind < GROUP_OTHER && layout->group[j].kind == group->kind)
                return csv_fault_text(csv, FAULT_DUPLICATE, -1, group_names[0][group->kind]);
        if (group->kind != GROUP_CCAM)
            continue;
        layout->act_size = group->size;
        for (int item = 0; item < ACT_ITEMS; item++)
            if (item != ACT_EXTENSION_PMSI && layout->act[item].length == 0)
                return csv_fault_text(csv, FAULT_LAYOUT_FIELD, -1, act_items[item].name);
    }
    if (longest(layout) > HAD_RECORD_MAX)
        return csv_fault_text(csv, FAULT_RANGE, -1, layout->tag);
    if (groupage != layout->grouped || zones != layout->grouped)
        return csv_fault_text(csv, FAULT_LAYOUT_GROUPED, -1, layout->tag);
    find_lists(layout);
    find_dates(layout);
    return HAD_OK;
}

/* Moves the drafts into the set; one that is there already, byte for byte, is no news. */
static int merge(struct layouts *layouts, const struct draft *draft)
{
    for (size_t i = 0; i < draft->count; i++) {
        struct layout *one = &draft->layout[i];
        const struct layout *known = layout_find(layouts, (const unsigned char *)one->tag);
        one->number = known ? known->number : (uint8_t)layouts->count;
        if (known) {
            if (memcmp(known, one, sizeof *one) != 0)
                return csv_fault_text(&draft->csv, FAULT_CONFLICT, -1, one->tag);
            continue;
        }
        if (layouts->count == LAYOUTS_MAX)
            return csv_fault_text(&draft->csv, FAULT_TOO_MANY, -1, "200");
        struct layout *place = memory_append(draft->allocator, (void **)&layouts->layout,
                                             &layouts->count, &layouts->capacity, sizeof *place);
        if (!place)
            return csv_fault(&draft->csv, FAULT_MEMORY, -1);
        memcpy(place, one, sizeof *place); /* padding too: they are compared as bytes */
        uint32_t h = tag_hash((const unsigned char *)one->tag);
        while (layouts->index[h] != 0)
            h = (h + 1) & 0xFF;
        layouts->index[h] = (uint8_t)layouts->count;
    }
    return HAD_OK;
}

static int read_drafts(struct draft *draft, const had_file *fixed, const had_file *variable,
                       had_error *error)
{
    int status, row;
    status = csv_open(&draft->csv, fixed,
                      "format;sector;grouped;field;start;length;kind;pad;required;notes", error);
    while (!status && (row = csv_next(&draft->csv)) != 0)
        status = row < 0 ? HAD_E_TABLE : fixed_row(draft);
    if (status)
        return status;
    draft->groups[0] = '\0';
    status = csv_open(&draft->csv, variable, "format;order;group;repeat;item;length;notes", error);
    while (!status && (row = csv_next(&draft->csv)) != 0)
        status = row < 0 ? HAD_E_TABLE : variable_row(draft);
    draft->csv.line = 0;
    for (size_t i = 0; !status && i < draft->count; i++)
        status = finish(&draft->csv, &draft->layout[i]);
    if (status)
        return status;
    find_controls(draft);
    for (size_t i = 0; draft->anonymous && i < draft->count; i++)
        find_anonymous_controls(&draft->layout[i]);
    return HAD_OK;
}

/* One family of records: its fixed parts, its groups. */
static int add_pair(struct layouts *layouts, const had_allocator *allocator, bool anonymous,
                    const had_file *fixed, const had_file *variable, had_error *error)
{
    struct draft draft = {.allocator = allocator, .anonymous = anonymous};
    int status = read_drafts(&draft, fixed, variable, error);
    if (!status)
        status = merge(layouts, &draft);
    memory_release(allocator, draft.layout);
    return status;
}

int layouts_add(struct layouts *layouts, const had_allocator *allocator, const had_file *files,
                size_t n, had_error *error)
{
    enum { FILES = 4 };
    static const char *const names[FILES] = {"rpss.csv", "rpss_variable.csv", "rapss.csv",
                                             "rapss_variable.csv"};
    const had_file *found[FILES] = {NULL};
    for (size_t i = 0; i < n; i++) {
        const char *slash = strrchr(files[i].name, '/');
        const char *name = slash ? slash + 1 : files[i].name;
        int k = 0;
        while (k < FILES && strcmp(name, names[k]) != 0)
            k++;
        if (k == FILES)
            return fault_set(error, FAULT_UNKNOWN_FILE, files[i].name, 0, 0, name, NULL);
        found[k] = &files[i];
    }
    int status = HAD_OK;
    for (int k = 0; !status && k < FILES; k += 2) {
        bool any = found[k] || found[k + 1],
             none = !found[0] && !found[1] && !found[2] && !found[3];
        if (!any && !none)
            continue;
        if (!found[k] || !found[k + 1])
            return fault_set(error, FAULT_MISSING_FILE, n ? files[0].name : "layouts", 0, 0,
                             names[found[k] ? k + 1 : k], NULL);
        status = add_pair(layouts, allocator, k == 2, found[k], found[k + 1], error);
    }
    return status;
}
