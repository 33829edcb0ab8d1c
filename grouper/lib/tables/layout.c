/* SPDX-License-Identifier: Apache-2.0 */
#include "layout.h"

#include <string.h>

#include "common/bytes.h"
#include "lib/text/csv.h"
#include "layout_check.h"
#include "lib/base/memory.h"
#include "lib/base/number.h"

/* Bytes of the longest list of formats, NUL included: 200 of them. */
enum { FORMAT_CELL = LAYOUTS_MAX * (TAG_LENGTH + 1) };
enum { START_MAX = 10000, LENGTH_MAX = 1000 }; /* of a field */

/* Layouts being read: nothing reaches the set before all of it is right. */
struct layout_draft {
    const had_allocator *allocator;
    struct draft_layout *draft;
    size_t count, capacity;
    size_t family; /* first layout of the family being read */
    bool anonymous;
    struct cell sector, grouped; /* as its first row says them */
    struct csv csv;
    char group[HAD_NAME_MAX]; /* name of the group being read */
    char groups[FORMAT_CELL]; /* format cell of the rows being read */
};

/* A name is shown; a group is told from the one before it by all of its bytes. */
static int check_name(const struct csv *csv, int column, size_t most)
{
    size_t length = csv->cell[column].length;
    return length > 0 && length <= most ? HAD_OK : csv_fault(csv, FAULT_LAYOUT_NAME, column);
}

static struct draft_layout *draft_find(const struct layout_draft *draft, const char *tag)
{
    for (size_t i = 0; i < draft->count; i++)
        if (memcmp(draft->draft[i].layout.tag, tag, TAG_LENGTH) == 0)
            return &draft->draft[i];
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

/* A capital, then two capitals or digits: the first of a line tells an RPSS from a RAPSS, which
 * begins with the digits of its FINESS. */
static bool tag_good(const struct cell *tag)
{
    const unsigned char *p = (const unsigned char *)tag->text;
    return tag->length == TAG_LENGTH && capital(p[0]) && (capital(p[1]) || digit(p[1])) &&
           (capital(p[2]) || digit(p[2]));
}

/* A new family: one layout per code of its format cell. */
static int family(struct layout_draft *draft)
{
    enum { FORMAT, SECTOR, GROUPED };
    const struct csv *csv = &draft->csv;
    struct cell tag, grouped;
    draft->family = draft->count;
    for (size_t k = 0; part(&csv->cell[FORMAT], k, &tag); k++) {
        if (!tag_good(&tag))
            return csv_fault(csv, FAULT_CODE, FORMAT);
        if (draft_find(draft, tag.text))
            return csv_fault(csv, FAULT_DUPLICATE, FORMAT);
        if (draft->count == LAYOUTS_MAX)
            return csv_fault_text(csv, FAULT_TOO_MANY, FORMAT, "200");
        struct draft_layout *one = memory_append(draft->allocator, (void **)&draft->draft,
                                                 &draft->count, &draft->capacity, sizeof *one);
        if (!one)
            return csv_fault(csv, FAULT_MEMORY, -1);
        struct layout *layout = &one->layout;
        one->line = csv->line;
        memcpy(layout->tag, tag.text, TAG_LENGTH);
        if (cell_is(&csv->cell[SECTOR], "ex-OQN"))
            layout->secteur = HAD_EX_OQN;
        else if (!cell_is(&csv->cell[SECTOR], "ex-DG") && !cell_is(&csv->cell[SECTOR], "ex-DGF"))
            return csv_fault(csv, FAULT_CODE, SECTOR);
        layout->anonymous = draft->anonymous;
        if (draft->anonymous)
            continue;
        if (!part(&csv->cell[GROUPED], k, &grouped))
            part(&csv->cell[GROUPED], 0, &grouped); /* one for all */
        layout->grouped = cell_is(&grouped, "yes");
        if (!layout->grouped && !cell_is(&grouped, "no"))
            return csv_fault(csv, FAULT_CODE, GROUPED);
    }
    /* The grouped form of a format is the first grouped one from it on, in the family's order. */
    for (size_t i = draft->count; !draft->anonymous && i-- > draft->family;) {
        struct layout *layout = &draft->draft[i].layout;
        static const char none[TAG_LENGTH + 1] = "";
        const char *after = i + 1 < draft->count ? draft->draft[i + 1].layout.grouped_tag : none;
        memcpy(layout->grouped_tag, layout->grouped ? layout->tag : after, TAG_LENGTH + 1);
        if (layout->grouped_tag[0] == '\0')
            return csv_fault_text(csv, FAULT_LAYOUT_GROUPED, FORMAT, layout->tag);
    }
    return HAD_OK;
}

/* A field that the engine does not know: its name and place are all that is kept. */
static int other_field(const struct csv *csv, int column, struct layout *layout, uint16_t length)
{
    if (layout->other_count == OTHER_FIELDS)
        return csv_fault_text(csv, FAULT_TOO_MANY, column, "32");
    layout->order[layout->order_count++] = (uint8_t)(FIELD_COUNT + layout->other_count);
    layout->other[layout->other_count].span = (had_span){layout->fixed, length};
    cell_copy(&csv->cell[column], layout->other[layout->other_count++].name, HAD_NAME_MAX);
    return HAD_OK;
}

/* Puts a field after those that a layout has. */
static int add_field(const struct layout_draft *draft, struct draft_layout *one, long start,
                     long length)
{
    enum { FIELD = 3, START, LENGTH };
    const struct csv *csv = &draft->csv;
    struct layout *layout = &one->layout;
    int field = field_number(csv->cell[FIELD].text, csv->cell[FIELD].length);
    if (start != layout->fixed + 1) {
        char expected[12], read[12];
        text_number(expected, layout->fixed + 1u);
        text_number(read, (uint32_t)start);
        return fault_set(csv->error, FAULT_LAYOUT_GAP, csv->file, csv->line, START + 1, expected,
                         read);
    }
    _Static_assert(START_MAX + LENGTH_MAX <= HAD_RECORD_MAX, "a fixed part fits into a record");
    if (field < 0) {
        if (other_field(csv, FIELD, layout, (uint16_t)length))
            return HAD_E_TABLE;
    } else {
        if (layout->field[field].length > 0)
            return csv_fault(csv, FAULT_DUPLICATE, FIELD);
        if (!layout_length_good((enum field)field, length, draft->anonymous))
            return csv_fault(csv, FAULT_RANGE, LENGTH);
        layout->field[field].start = layout->fixed;
        layout->field[field].length = (uint16_t)length;
        layout->order[layout->order_count++] = (uint8_t)field;
        one->field_line[field] = csv->line;
    }
    layout->fixed = (uint16_t)(layout->fixed + length);
    return HAD_OK;
}

/* Keeps the format cell of a row; one that is too long cannot be told from another. */
static int keep_formats(struct layout_draft *draft, const struct cell *format)
{
    if (format->length >= FORMAT_CELL)
        return csv_fault_text(&draft->csv, FAULT_TOO_MANY, 0, "199");
    cell_copy(format, draft->groups, sizeof draft->groups);
    return HAD_OK;
}

static int fixed_row(struct layout_draft *draft)
{
    enum { FORMAT, SECTOR, GROUPED, FIELD, START, LENGTH };
    const struct csv *csv = &draft->csv;
    const struct cell *format = &csv->cell[FORMAT];
    if (!cell_is(format, draft->groups)) {
        int status = keep_formats(draft, format);
        if (!status)
            status = family(draft);
        if (status)
            return status;
        draft->sector = csv->cell[SECTOR];
        draft->grouped = csv->cell[GROUPED];
    }
    if (csv_again(csv, SECTOR, &draft->sector, FORMAT) ||
        csv_again(csv, GROUPED, &draft->grouped, FORMAT))
        return HAD_E_TABLE;
    long start, length;
    if (check_name(csv, FIELD, SIZE_MAX) || csv_number(csv, START, 1, START_MAX, &start) ||
        csv_number(csv, LENGTH, 1, LENGTH_MAX, &length))
        return HAD_E_TABLE;
    for (size_t i = draft->family; i < draft->count; i++)
        if (add_field(draft, &draft->draft[i], start, length))
            return HAD_E_TABLE;
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
                const char *name = field_name((enum field)f);
                memcpy(out + n, name, strlen(name));
                n += strlen(name);
            }
        }
        out[n] = '\0';
    }
}

/* What a group repeats by: the count before its zones, a count of the fixed part, or once. */
static int read_repeat(const struct csv *csv, int column, const struct layout *layout,
                       struct group *group)
{
    static const char *const counts[] = {[GROUP_DCMPP] = "n_dcmpp",
                                         [GROUP_DCMPA] = "n_dcmpa",
                                         [GROUP_DA] = "n_da",
                                         [GROUP_CCAM] = "n_zones_ccam"};
    const struct cell *repeat = &csv->cell[column];
    if (holds_zones(group))
        return cell_is(repeat, group->kind == GROUP_SITE_ZONES ? "n_zones_etab"
                               : layout->anonymous             ? "n_zones_paprica"
                                                               : "n_zones_tarifaires")
                   ? HAD_OK
                   : csv_fault(csv, FAULT_LAYOUT_COUNT, column);
    if (cell_is(repeat, "1"))
        return HAD_OK;
    /* Those that the engine knows have a count of their own; another may share one. */
    for (int kind = GROUP_DCMPP; kind <= GROUP_CCAM; kind++) {
        int field = field_number(counts[kind], strlen(counts[kind]));
        if (cell_is(repeat, counts[kind]) && layout->field[field].length > 0 &&
            (group->kind == GROUP_OTHER || group->kind == kind)) {
            group->count = layout->field[field];
            return HAD_OK;
        }
    }
    return csv_fault(csv, FAULT_LAYOUT_COUNT, column);
}

/* A group that begins: its place among the others, and what it repeats by. */
static int new_group(const struct csv *csv, struct draft_layout *one)
{
    enum { ORDER = 1, GROUP, REPEAT };
    struct layout *layout = &one->layout;
    long order;
    if (check_name(csv, GROUP, HAD_NAME_MAX - 1) || csv_number(csv, ORDER, 0, 999, &order))
        return HAD_E_TABLE;
    if (layout->group_count == LAYOUT_GROUPS)
        return csv_fault_text(csv, FAULT_TOO_MANY, GROUP, "10");
    if (layout->group_count > 0 && order < one->order)
        return csv_fault(csv, FAULT_ORDER, ORDER);
    one->order = order;
    one->group_line[layout->group_count] = csv->line;
    cell_copy(&csv->cell[GROUP], layout->group_name[layout->group_count], HAD_NAME_MAX);
    struct group *group = &layout->group[layout->group_count++];
    group->kind = (uint8_t)group_named(layout->anonymous, &csv->cell[GROUP]);
    return read_repeat(csv, REPEAT, layout, group);
}

/* The further rows of a group must say of the group what its first row says. */
static int same_group(const struct csv *csv, const struct draft_layout *one)
{
    enum { ORDER = 1, GROUP, REPEAT };
    const struct layout *layout = &one->layout;
    const struct group *group = &layout->group[layout->group_count - 1];
    struct group again = {.kind = group->kind};
    long order;
    if (csv_number(csv, ORDER, 0, 999, &order) || read_repeat(csv, REPEAT, layout, &again))
        return HAD_E_TABLE;
    if (order != one->order)
        return csv_fault(csv, FAULT_ORDER, ORDER);
    return again.count.start == group->count.start && again.count.length == group->count.length
               ? HAD_OK
               : csv_fault(csv, FAULT_LAYOUT_COUNT, REPEAT);
}

static int add_item(const struct layout_draft *draft, struct draft_layout *one, bool first)
{
    enum { FORMAT, ORDER, GROUP, REPEAT, ITEM, LENGTH };
    const struct csv *csv = &draft->csv;
    struct layout *layout = &one->layout;
    long length;
    if (csv_number(csv, LENGTH, 1, LENGTH_MAX, &length) ||
        (first ? new_group(csv, one) : same_group(csv, one)))
        return HAD_E_TABLE;
    struct group *group = &layout->group[layout->group_count - 1];
    int item = act_item_named(&csv->cell[ITEM]);
    if (group->kind == GROUP_CCAM && !layout->anonymous && item < ACT_ITEMS) {
        if (length != act_item_length((enum act_item)item))
            return csv_fault(csv, FAULT_RANGE, LENGTH);
        if (layout->act[item].length > 0)
            return csv_fault(csv, FAULT_DUPLICATE, ITEM);
        layout->act[item].start = group->size;
        layout->act[item].length = (uint16_t)length;
    }
    if (group->size + length > HAD_RECORD_MAX)
        return csv_fault(csv, FAULT_RANGE, LENGTH);
    group->size = (uint16_t)(group->size + length);
    if (group->kind == GROUP_CCAM)
        layout->act_size = group->size;
    return HAD_OK;
}

static int variable_row(struct layout_draft *draft)
{
    enum { FORMAT, ORDER, GROUP, REPEAT, ITEM, LENGTH, NOTES };
    const struct csv *csv = &draft->csv;
    struct cell tag;
    bool total = cell_is(&csv->cell[GROUP], "total");
    bool first =
        !cell_is(&csv->cell[GROUP], draft->group) || !cell_is(&csv->cell[FORMAT], draft->groups);
    if (keep_formats(draft, &csv->cell[FORMAT]))
        return HAD_E_TABLE;
    cell_copy(&csv->cell[GROUP], draft->group, sizeof draft->group);
    for (size_t k = 0; part(&csv->cell[FORMAT], k, &tag); k++) {
        struct draft_layout *one = tag.length == TAG_LENGTH ? draft_find(draft, tag.text) : NULL;
        if (!one)
            return csv_fault(csv, FAULT_CODE, FORMAT);
        if (one->totalled) /* what is added up has to be whole */
            return csv_fault(csv, FAULT_ORDER, ORDER);
        if (!total && add_item(draft, one, first))
            return HAD_E_TABLE;
        one->totalled = total;
        char expected[512];
        if (total)
            formula(&one->layout, expected);
        if (total && !cell_is(&csv->cell[NOTES], expected))
            return csv_fault_text(csv, FAULT_FORMULA, NOTES, expected);
    }
    return HAD_OK;
}

/* The kind of a group is told by its name, the length of its count by where it stands. */
static bool same_groups(const struct layout *a, const struct layout *b)
{
    if (a->group_count != b->group_count)
        return false;
    for (int i = 0; i < a->group_count; i++)
        if (a->group[i].size != b->group[i].size ||
            a->group[i].count.start != b->group[i].count.start ||
            strcmp(a->group_name[i], b->group_name[i]) != 0)
            return false;
    return memcmp(a->act, b->act, sizeof a->act) == 0;
}

/* Whether two layouts say the same; what is told from them then is the same too. The other fields
 * stand where the known ones leave room, and a RAPSS has no grouped form. */
static bool layout_equal(const struct layout *a, const struct layout *b)
{
    if (a->secteur != b->secteur || a->other_count != b->other_count ||
        strcmp(a->grouped_tag, b->grouped_tag) != 0 ||
        memcmp(a->field, b->field, sizeof a->field) != 0)
        return false;
    for (int i = 0; i < a->other_count; i++)
        if (strcmp(a->other[i].name, b->other[i].name) != 0 ||
            a->other[i].span.length != b->other[i].span.length)
            return false;
    return same_groups(a, b);
}

/* Moves the drafts into the set; a layout that repeats one already there adds nothing. */
static int merge(struct layouts *layouts, const struct layout_draft *draft,
                 const struct layout_source *source)
{
    for (size_t i = 0; i < draft->count; i++) {
        const struct draft_layout *from = &draft->draft[i];
        const struct layout *one = &from->layout;
        const struct layout *known = layout_find(layouts, (const unsigned char *)one->tag);
        enum fault fault = known                           ? FAULT_CONFLICT
                           : layouts->count == LAYOUTS_MAX ? FAULT_TOO_MANY
                                                           : FAULT_NONE;
        if (known && layout_equal(known, one))
            continue;
        if (fault)
            return fault_set(source->error, fault, source->fixed, from->line, 1,
                             known ? one->tag : "200", NULL);
        struct layout *place = memory_append(draft->allocator, (void **)&layouts->layout,
                                             &layouts->count, &layouts->capacity, sizeof *place);
        if (!place)
            return csv_fault(&draft->csv, FAULT_MEMORY, -1);
        *place = *one;
        place->number = (uint8_t)(layouts->count - 1);
        uint32_t h = tag_hash((const unsigned char *)one->tag);
        while (layouts->index[h] != 0)
            h = (h + 1) & 0xFF;
        layouts->index[h] = (uint8_t)layouts->count;
    }
    return HAD_OK;
}

static int read_drafts(struct layout_draft *draft, const had_file *fixed, const had_file *variable,
                       const struct layout_source *source)
{
    int status, row;
    status =
        csv_open(&draft->csv, fixed,
                 "format;sector;grouped;field;start;length;kind;pad;required;notes", source->error);
    while (!status && (row = csv_next(&draft->csv)) != 0)
        status = row < 0 ? HAD_E_TABLE : fixed_row(draft);
    if (status)
        return status;
    draft->groups[0] = '\0';
    status = csv_open(&draft->csv, variable, "format;order;group;repeat;item;length;notes",
                      source->error);
    while (!status && (row = csv_next(&draft->csv)) != 0)
        status = row < 0 ? HAD_E_TABLE : variable_row(draft);
    for (size_t i = 0; !status && i < draft->count; i++)
        status = layout_check(source, &draft->draft[i]);
    for (size_t i = 0; !status && !draft->anonymous && i < draft->count; i++)
        status = layout_check_grouped(source, &draft->draft[i],
                                      draft_find(draft, draft->draft[i].layout.grouped_tag));
    if (status)
        return status;
    layouts_settle(draft->draft, draft->count, draft->anonymous);
    return HAD_OK;
}

/* One family of records: its fixed parts, its groups. */
static int add_pair(struct layouts *layouts, const had_allocator *allocator, bool anonymous,
                    const had_file *fixed, const had_file *variable, had_error *error)
{
    struct layout_draft draft = {.allocator = allocator, .anonymous = anonymous};
    const struct layout_source source = {fixed->name, variable->name, error};
    int status = read_drafts(&draft, fixed, variable, &source);
    if (!status)
        status = merge(layouts, &draft, &source);
    memory_release(allocator, draft.draft);
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
            return fault_of(error, FAULT_UNKNOWN_FILE, files[i].name, name);
        if (found[k])
            return fault_of(error, FAULT_DUPLICATE, files[i].name, name);
        found[k] = &files[i];
    }
    int status = HAD_OK;
    for (int k = 0; !status && k < FILES; k += 2) {
        bool any = found[k] || found[k + 1],
             none = !found[0] && !found[1] && !found[2] && !found[3];
        if (!any && !none)
            continue;
        if (!found[k] || !found[k + 1])
            return fault_of(error, FAULT_MISSING_FILE, n ? files[0].name : "layouts",
                            names[found[k] ? k + 1 : k]);
        status = add_pair(layouts, allocator, k == 2, found[k], found[k + 1], error);
    }
    return status;
}
