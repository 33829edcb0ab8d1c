/* SPDX-License-Identifier: Apache-2.0 */
/* Layouts given by a user are hostile input: each thing that the readers lean on is refused with
 * its file, line and reason; and what is accepted, however odd, is read without a step beyond the
 * line, whatever the line. */
#include "lib/text/fault.h"
#include "lib/record/record.h"
#include "support.h"

enum { FIELDS_MAX = 110, ROWS_MAX = 80, NAME = 48, TEXT = 16384 };

/* A layout as its tables say it, to be changed and written anew. */
struct shape {
    bool anonymous, oqn;
    char tag[4], grouped_tag[4]; /* of a RAPSS, tag alone */
    int fields, rows;
    struct {
        char name[NAME];
        int length, gap; /* bytes left out before it */
    } field[FIELDS_MAX];
    struct row {
        int order;
        char group[NAME], repeat[NAME], item[NAME];
        int length;
        bool grouped; /* of the grouped format only */
        char notes[200];
    } row[ROWS_MAX];
};

/* --- From the tables built in ----------------------------------------------------------------- */

/* A table built in, as a string. */
static const char *builtin(const char *name)
{
    enum { TABLES = 4, ROOM = 65536 };
    static struct {
        char name[NAME], text[ROOM];
    } kept[TABLES];
    int k = 0;
    while (kept[k].name[0] && strcmp(kept[k].name, name) != 0)
        ck_assert_int_lt(++k, TABLES);
    if (kept[k].name[0])
        return kept[k].text;
    had_builtin_info info = {.size = sizeof info};
    for (size_t i = 0; had_builtin_get(i, &info) == HAD_OK && strcmp(info.name, name) != 0;)
        i++;
    ck_assert_uint_lt(info.length, ROOM);
    memcpy(kept[k].text, info.bytes, info.length);
    snprintf(kept[k].name, NAME, "%s", name);
    return kept[k].text;
}

/* The n-th cell of a row. */
static void cell(const char *row, int n, char out[NAME])
{
    for (; n > 0; n--)
        row += strcspn(row, ";\n") + 1;
    snprintf(out, NAME, "%.*s", (int)strcspn(row, ";\n"), row);
}

static bool names(const char *row, const char *tag)
{
    const char *found = strstr(row, tag);
    return found && found < row + strcspn(row, ";");
}

static void read_shape(struct shape *s, const char *tag, const char *grouped_tag)
{
    char text[NAME];
    memset(s, 0, sizeof *s);
    s->anonymous = grouped_tag == NULL;
    const char *fixed = builtin(s->anonymous ? "layouts/rapss.csv" : "layouts/rpss.csv");
    const char *variable =
        builtin(s->anonymous ? "layouts/rapss_variable.csv" : "layouts/rpss_variable.csv");
    for (const char *p = fixed; p && *p; p = strchr(p, '\n') + 1) {
        if (!names(p, tag))
            continue;
        cell(p, 1, text);
        s->oqn = strcmp(text, "ex-OQN") == 0;
        cell(p, 3, s->field[s->fields].name);
        cell(p, 5, text);
        s->field[s->fields++].length = atoi(text);
    }
    for (const char *p = variable; p && *p; p = strchr(p, '\n') + 1) {
        bool own = names(p, tag), grouped = grouped_tag && names(p, grouped_tag);
        struct row *row = &s->row[s->rows];
        cell(p, 2, row->group);
        if ((!own && !grouped) || strcmp(row->group, "total") == 0)
            continue;
        cell(p, 1, text);
        row->order = atoi(text);
        cell(p, 3, row->repeat);
        cell(p, 4, row->item);
        cell(p, 5, text);
        row->length = atoi(text);
        row->grouped = !own;
        s->rows++;
    }
    strcpy(s->tag, s->anonymous ? "HX7" : "HX0");
    strcpy(s->grouped_tag, s->anonymous ? "" : "HX1");
}

static int add_shape(const struct shape *s, had_tables *tables, had_error *error)
{
    static char fixed[TEXT], variable[TEXT];
    char both[16], last[16];
    size_t n = (size_t)snprintf(
        fixed, TEXT, "format;sector;grouped;field;start;length;kind;pad;required;notes\n");
    snprintf(both, sizeof both, s->anonymous ? "%s" : "%s|%s", s->tag, s->grouped_tag);
    snprintf(last, sizeof last, "%s", s->grouped_tag);
    int start = 1;
    for (int i = 0; i < s->fields; i++) {
        start += s->field[i].gap;
        n += (size_t)snprintf(fixed + n, TEXT - n, "%s;%s;%s;%s;%d;%d;;;;\n", both,
                              s->oqn ? "ex-OQN" : "ex-DG", s->anonymous ? "" : "no|yes",
                              s->field[i].name, start, s->field[i].length);
        start += s->field[i].length;
    }
    size_t m = (size_t)snprintf(variable, TEXT, "format;order;group;repeat;item;length;notes\n");
    for (int i = 0; i < s->rows; i++) {
        const struct row *row = &s->row[i];
        m += (size_t)snprintf(variable + m, TEXT - m, "%s;%d;%s;%s;%s;%d;%s\n",
                              row->grouped ? last : both, row->order, row->group, row->repeat,
                              row->item, row->length, row->notes);
    }
    had_file files[] = {
        {s->anonymous ? "l/rapss.csv" : "l/rpss.csv", fixed, n},
        {s->anonymous ? "l/rapss_variable.csv" : "l/rpss_variable.csv", variable, m}};
    return had_tables_add(tables, HAD_TABLE_LAYOUTS, files, 2, error);
}

static int field_at(const struct shape *s, const char *name)
{
    int i = 0;
    while (i < s->fields && strcmp(s->field[i].name, name) != 0)
        i++;
    ck_assert_msg(i < s->fields, "no field %s", name);
    return i;
}

static int row_at(const struct shape *s, const char *group)
{
    int i = 0;
    while (i < s->rows && strcmp(s->row[i].group, group) != 0)
        i++;
    ck_assert_msg(i < s->rows, "no group %s", group);
    return i;
}

static void drop_field(struct shape *s, int i)
{
    memmove(&s->field[i], &s->field[i + 1], sizeof s->field[0] * (size_t)(s->fields - i - 1));
    s->fields--;
}

static void put_field(struct shape *s, int i, const char *name, int length)
{
    memmove(&s->field[i + 1], &s->field[i], sizeof s->field[0] * (size_t)(s->fields - i));
    memset(&s->field[i], 0, sizeof s->field[i]);
    snprintf(s->field[i].name, NAME, "%s", name);
    s->field[i].length = length;
    s->fields++;
}

static void drop_row(struct shape *s, int i)
{
    memmove(&s->row[i], &s->row[i + 1], sizeof s->row[0] * (size_t)(s->rows - i - 1));
    s->rows--;
}

static void put_row(struct shape *s, int i, struct row row)
{
    memmove(&s->row[i + 1], &s->row[i], sizeof s->row[0] * (size_t)(s->rows - i));
    s->row[i] = row;
    s->rows++;
}

/* --- Each thing that the readers lean on -------------------------------------------------------
 */

enum edit {
    DROP,       /* a field */
    LENGTH,     /* of a field: number */
    PUT_BEFORE, /* a field before the one named `other` */
    PUT_LAST,   /* a field of that length at the end */
    TWICE,      /* a field */
    GAP,        /* a byte before a field */
    TAG,
    DROP_GROUP, /* all its rows */
    DROP_ROW,   /* the first row of a group */
    ROW_LENGTH,
    REPEAT,
    ORDER,
    NAME_GROUP,
    ROW_TWICE,
    TO_UNGROUPED, /* rows of the grouped format are of both */
    GROUP_FIRST,  /* a group before all others, in the order of rows and by number */
    GROUP_LAST,   /* after all others */
    TOTAL_FIRST,
    EX_OQN,          /* the layout is one of ex-OQN */
    WIDE,            /* a group of 25 times 1 000 bytes */
    LAST_OF_GROUPED, /* rows of a group are of the grouped format only */
    SECOND_ORDER,    /* the second row of a group says another order, */
    SECOND_REPEAT,   /* or another count, than its first */
    MANY_GROUPS,     /* so many more, before all others */
    GROUP_AGAIN      /* a group after another one, once more */
};

static const struct {
    bool anonymous;
    enum edit edit;
    const char *name, *other;
    int number;
    enum fault fault;
    bool variable;  /* the file at fault */
    const char *at; /* field or group whose row is told; NULL = the first row of the layout */
    uint32_t column;
    const char *reason; /* in English */
} defects[] = {
    {false, DROP, "format_version", "", 0, FAULT_LAYOUT_FIELD, false, NULL, 1, "format_version"},
    {false, DROP, "date_sortie", "", 0, FAULT_LAYOUT_FIELD, false, NULL, 1, "date_sortie"},
    {false, DROP, "sejour", "", 0, FAULT_LAYOUT_FIELD, false, NULL, 1, "sejour"},
    {true, DROP, "n_jours_sous_sequence", "", 0, FAULT_LAYOUT_FIELD, false, NULL, 1, "n_jours"},
    {false, LENGTH, "date_entree", "", 7, FAULT_RANGE, false, "date_entree", 6, "7"},
    {false, LENGTH, "sejour", "", 21, FAULT_RANGE, false, "sejour", 6, "21"},
    {false, LENGTH, "no_sequence", "", 10, FAULT_RANGE, false, "no_sequence", 6, "10"},
    {true, LENGTH, "mpp", "", 1, FAULT_RANGE, false, "mpp", 6, "1"},
    {true, LENGTH, "ik", "", 1, FAULT_RANGE, false, "ik", 6, "1"},
    {true, LENGTH, "dp", "", 9, FAULT_RANGE, false, "dp", 6, "9"},
    {true, LENGTH, "n_zones_ccam", "", 1, FAULT_RANGE, false, "n_zones_ccam", 6, "1"},
    {false, PUT_BEFORE, "format_version", "dp", 3, FAULT_LAYOUT_PLACE, false, "format_version", 5,
     "position 1"},
    {true, PUT_BEFORE, "format_version", "finess_epmsi", 3, FAULT_LAYOUT_PLACE, false,
     "format_version", 5, "position 10"},
    {true, PUT_BEFORE, "filler_3", "mpp", 9, FAULT_LAYOUT_LAST, false, "filler_3", 4, "filler_3"},
    {true, PUT_LAST, "one_more", "", 4, FAULT_LAYOUT_LAST, false, "filler_3", 4, "filler_3"},
    {false, DROP, "mpd3", "", 0, FAULT_LAYOUT_TOGETHER, false, "mpd5", 4, "mpd5 without mpd3"},
    {false, PUT_LAST, "da4", "", 8, FAULT_LAYOUT_TOGETHER, false, "da4", 4, "da4 without"},
    {true, DROP, "avq_relation", "", 0, FAULT_LAYOUT_TOGETHER, false, "avq_comportement", 4,
     "avq_relation"},
    {false, TWICE, "mpp", "", 0, FAULT_DUPLICATE, false, NULL, 4, "mpp"},
    {false, GAP, "mpp", "", 1, FAULT_LAYOUT_GAP, false, "mpp", 5, "position"},
    {true, GAP, "mpp", "", -1, FAULT_LAYOUT_GAP, false, "mpp", 5, "position"},
    {false, PUT_LAST, "", "", 3, FAULT_LAYOUT_NAME, false, "", 4, "name"},
    {false, TAG, "hX0", "", 0, FAULT_CODE, false, NULL, 1, ""},
    {false, TAG, "7X0", "", 0, FAULT_CODE, false, NULL, 1, ""},
    {false, TAG, "H 0", "", 0, FAULT_CODE, false, NULL, 1, ""},
    {false, TAG, "H\xC3\xA9", "", 0, FAULT_CODE, false, NULL, 1, ""},
    {false, TAG, "H0F", "", 0, FAULT_CONFLICT, false, NULL, 1, "H0F"},
    {false, TAG, "H37", "", 0, FAULT_CONFLICT, false, NULL, 1, "H37"},
    {true, TAG, "H0F", "", 0, FAULT_CONFLICT, false, NULL, 1, "H0F"},
    /* Groups */
    {false, DROP_GROUP, "groupage", "", 0, FAULT_LAYOUT_FIELD, false, NULL, 1, "groupage"},
    {false, DROP_GROUP, "zone_tarifaire", "", 0, FAULT_LAYOUT_FIELD, false, NULL, 1, "zone_tar"},
    {true, DROP_GROUP, "rpss_version", "", 0, FAULT_LAYOUT_FIELD, false, NULL, 1, "rpss_version"},
    {true, DROP_GROUP, "zone_paprica", "", 0, FAULT_LAYOUT_FIELD, false, NULL, 1, "zone_paprica"},
    {false, DROP_ROW, "groupage", "", 0, FAULT_LAYOUT_SIZE, true, "groupage", 6, "10 bytes"},
    {false, DROP_ROW, "zone_tarifaire", "", 0, FAULT_LAYOUT_SIZE, true, "zone_tarifaire", 6, "21"},
    {true, DROP_ROW, "groupage_etab", "", 0, FAULT_LAYOUT_SIZE, true, "groupage_etab", 6, "10"},
    {true, ROW_LENGTH, "zone_etab", "", 4, FAULT_LAYOUT_SIZE, true, "zone_etab", 6, "5 bytes"},
    {false, ROW_LENGTH, "da", "", 6, FAULT_LAYOUT_SIZE, true, "da", 6, "da: 8"},
    {true, ROW_LENGTH, "dcmpp", "", 9, FAULT_LAYOUT_SIZE, true, "dcmpp", 6, "dcmpp: 8"},
    {false, ROW_LENGTH, "ccam", "", 7, FAULT_RANGE, true, "ccam", 6, "7"}, /* date_realisation */
    {false, DROP_ROW, "ccam", "", 0, FAULT_LAYOUT_FIELD, true, "ccam", 3, "date_realisation"},
    {false, ROW_TWICE, "ccam", "", 0, FAULT_DUPLICATE, true, NULL, 5, "date_realisation"},
    {false, REPEAT, "groupage", "n_da", 0, FAULT_LAYOUT_COUNT, true, "groupage", 4, ""},
    {true, REPEAT, "rpss_version", "n_da", 0, FAULT_LAYOUT_COUNT, true, "rpss_version", 4, ""},
    {true, REPEAT, "groupage_paprica", "n_da", 0, FAULT_LAYOUT_COUNT, true, "groupage_paprica", 4,
     ""},
    {true, REPEAT, "da", "filler_3", 0, FAULT_LAYOUT_COUNT, true, "da", 4, "filler_3"},
    {false, REPEAT, "da", "n_dcmpp", 0, FAULT_LAYOUT_COUNT, true, "da", 4, "n_dcmpp"},
    {false, REPEAT, "ccam", "ik", 0, FAULT_LAYOUT_COUNT, true, "ccam", 4, "ik"},
    {false, REPEAT, "zone_tarifaire", "1", 0, FAULT_LAYOUT_COUNT, true, "zone_tarifaire", 4, ""},
    {true, REPEAT, "zone_etab", "n_zones_paprica", 0, FAULT_LAYOUT_COUNT, true, "zone_etab", 4, ""},
    {false, ORDER, "da", "", 1, FAULT_ORDER, true, "da", 2, "1"},
    {false, ORDER, "zone_tarifaire", "", 0, FAULT_ORDER, true, "zone_tarifaire", 2, "0"},
    {false, NAME_GROUP, "da", "", 0, FAULT_LAYOUT_NAME, true, "", 3, "name"},
    {false, NAME_GROUP, "da", "a_name_of_more_than_thirty_one_b", 0, FAULT_LAYOUT_NAME, true,
     "a_name_of_more_than_thirty_one_b", 3, "name"},
    {false, NAME_GROUP, "da", "dcmpa", 0, FAULT_LAYOUT_COUNT, true, NULL, 4, "n_da"},
    {false, TO_UNGROUPED, "groupage", "", 0, FAULT_UNKNOWN_KEY, true, "groupage", 3, "groupage"},
    {false, LAST_OF_GROUPED, "da", "", 0, FAULT_LAYOUT_TWIN, false, NULL, 0, "HX0"},
    {false, GROUP_FIRST, "groupage", "", 0, FAULT_LAYOUT_LAST, true, "groupage", 3, "groupage"},
    {true, GROUP_FIRST, "groupage_etab", "", 0, FAULT_LAYOUT_LAST, true, "groupage_etab", 3, ""},
    {true, GROUP_FIRST, "zone_paprica", "", 0, FAULT_LAYOUT_LAST, true, "zone_paprica", 3, ""},
    {false, ROW_LENGTH, "other", "", 900, FAULT_LAYOUT_LONG, false, NULL, 0, "24400"},
    {false, TOTAL_FIRST, "", "", 0, FAULT_ORDER, true, NULL, 2, ""},
    {false, EX_OQN, "", "", 0, FAULT_LAYOUT_FIELD, false, NULL, 1, "facturable"},
    {false, GROUP_LAST, "groupage", "", 0, FAULT_LAYOUT_LAST, true, "groupage", 3, "groupage"},
    {true, GROUP_LAST, "zone_etab", "", 0, FAULT_LAYOUT_LAST, true, "zone_etab", 3, ""},
    {false, WIDE, "", "", 0, FAULT_RANGE, true, NULL, 6, "1000"},
    {false, SECOND_ORDER, "ccam", "", 9, FAULT_ORDER, true, "ccam", 2, "9"},
    {false, SECOND_REPEAT, "ccam", "1", 0, FAULT_LAYOUT_COUNT, true, "ccam", 4, "1"},
    {false, MANY_GROUPS, "", "", 5, FAULT_TOO_MANY, true, "zone_tarifaire", 3, "10"},
    {true, MANY_GROUPS, "", "", 4, FAULT_TOO_MANY, true, NULL, 3, "10"},
    {false, GROUP_AGAIN, "da", "ccam", 0, FAULT_DUPLICATE, true, NULL, 3, "da"},
};

/* Rows of a group that a shape of its own holds. */
static void move_group_first(struct shape *s, const char *group)
{
    for (int i = 0, to = 0; i < s->rows; i++) {
        if (strcmp(s->row[i].group, group) != 0)
            continue;
        struct row row = s->row[i];
        row.order = 0;
        drop_row(s, i);
        put_row(s, to++, row);
    }
}

static void move_group_last(struct shape *s, const char *group)
{
    int rows = s->rows;
    for (int i = 0; rows > 0; rows--) {
        if (strcmp(s->row[i].group, group) != 0) {
            i++;
            continue;
        }
        struct row row = s->row[i];
        row.order = 99;
        drop_row(s, i);
        put_row(s, s->rows, row);
    }
}

static void edit_rows(struct shape *s, enum edit edit, const char *name, const char *other,
                      int number)
{
    if (strcmp(name, "other") == 0) /* up to 99 times */
        put_row(s, 0,
                (struct row){.group = "other", .repeat = "n_da", .item = "x", .length = number});
    for (int i = 0; i < s->rows; i++) {
        struct row *row = &s->row[i];
        if (strcmp(row->group, name) != 0)
            continue;
        if (edit == REPEAT)
            snprintf(row->repeat, NAME, "%s", other);
        else if (edit == ORDER)
            row->order = number;
        else if (edit == NAME_GROUP)
            snprintf(row->group, NAME, "%s", other);
        else if (edit == TO_UNGROUPED)
            row->grouped = false;
        else if (edit == LAST_OF_GROUPED)
            row->grouped = true;
        else if (edit == DROP_GROUP)
            drop_row(s, i--);
    }
}

static void make_defect(struct shape *s, int n)
{
    const char *name = defects[n].name, *other = defects[n].other;
    int number = defects[n].number;
    switch (defects[n].edit) {
    case DROP:
        drop_field(s, field_at(s, name));
        break;
    case LENGTH:
        s->field[field_at(s, name)].length = number;
        break;
    case PUT_BEFORE:
        drop_field(s, field_at(s, name));
        put_field(s, field_at(s, other), name, number);
        break;
    case PUT_LAST:
        put_field(s, s->fields, name, number);
        break;
    case TWICE:
        put_field(s, s->fields, name, s->field[field_at(s, name)].length);
        break;
    case GAP:
        s->field[field_at(s, name)].gap = number;
        break;
    case TAG:
        strcpy(s->tag, name);
        break;
    case DROP_ROW:
        drop_row(s, row_at(s, name));
        break;
    case ROW_TWICE:
        put_row(s, row_at(s, name) + 1, s->row[row_at(s, name)]);
        break;
    case GROUP_FIRST:
        move_group_first(s, name);
        break;
    case GROUP_LAST:
        move_group_last(s, name);
        break;
    case EX_OQN:
        s->oqn = true;
        break;
    case WIDE:
        for (int i = 0; i < 25; i++)
            put_row(s, 0,
                    (struct row){.group = "wide", .repeat = "1", .item = "x", .length = 1000});
        break;
    case SECOND_ORDER:
        s->row[row_at(s, name) + 1].order = number;
        break;
    case SECOND_REPEAT:
        snprintf(s->row[row_at(s, name) + 1].repeat, NAME, "%s", other);
        break;
    case MANY_GROUPS:
        for (int i = 0; i < number; i++) {
            put_row(s, 0, (struct row){.repeat = "1", .item = "x", .length = 1});
            snprintf(s->row[0].group, NAME, "more_%d", i);
        }
        break;
    case GROUP_AGAIN: {
        struct row again = s->row[row_at(s, name)];
        int at = row_at(s, other);
        again.order = s->row[at].order;
        while (at < s->rows && strcmp(s->row[at].group, other) == 0)
            at++;
        put_row(s, at, again);
        break;
    }
    case TOTAL_FIRST:
        put_row(s, 0,
                (struct row){.order = 9, .group = "total", .item = "formula", .notes = "190"});
        break;
    default:
        edit_rows(s, defects[n].edit, name, other, number);
        if (defects[n].edit == ROW_LENGTH)
            s->row[row_at(s, name)].length = number;
    }
}

static uint32_t line_of(const struct shape *s, bool variable, const char *name)
{
    return (uint32_t)(2 + (variable ? row_at(s, name) : field_at(s, name)));
}

START_TEST(refused)
{
    had_tables *tables = support_tables(false);
    static struct shape shape;
    had_error error = {.size = sizeof error};
    size_t before = tables->layouts.count;
    read_shape(&shape, defects[_i].anonymous ? "H37" : "H0F", defects[_i].anonymous ? NULL : "H1F");
    make_defect(&shape, _i);
    int status = add_shape(&shape, tables, &error);
    ck_assert_msg(status == HAD_E_TABLE, "defect %d taken", _i);
    ck_assert_msg(error.code == (int32_t)defects[_i].fault, "defect %d: %d %s:%u:%u %s", _i,
                  error.code, error.file, error.line, error.column, error.en);
    ck_assert_msg((strstr(error.file, "variable") != NULL) == defects[_i].variable, "defect %d: %s",
                  _i, error.file);
    ck_assert_uint_gt(error.line, 0);
    uint32_t second = defects[_i].edit == SECOND_ORDER || defects[_i].edit == SECOND_REPEAT;
    if (defects[_i].at)
        ck_assert_msg(error.line == second + line_of(&shape, defects[_i].variable, defects[_i].at),
                      "defect %d: line %u", _i, error.line);
    ck_assert_msg(error.column == defects[_i].column || defects[_i].column == 0,
                  "defect %d: column %u", _i, error.column);
    ck_assert_msg(strstr(error.en, defects[_i].reason) != NULL, "defect %d: %s", _i, error.en);
    ck_assert(error.fr[0] != '\0');
    ck_assert_uint_eq(tables->layouts.count, before);
    had_tables_free(tables);
}
END_TEST

/* Two hundred formats, by as many files as one likes; one more is refused, and the set stays. */
START_TEST(most_layouts)
{
    had_tables *tables;
    static struct shape shape;
    had_error error = {.size = sizeof error};
    ck_assert_int_eq(had_tables_new(NULL, &tables), HAD_OK);
    read_shape(&shape, "H0F", "H1F");
    for (int i = 0; i < LAYOUTS_MAX / 2; i++) {
        snprintf(shape.tag, sizeof shape.tag, "A%02d", i);
        snprintf(shape.grouped_tag, sizeof shape.grouped_tag, "B%02d", i);
        ck_assert_int_eq(add_shape(&shape, tables, &error), HAD_OK);
    }
    ck_assert_int_eq(add_shape(&shape, tables, &error), HAD_OK); /* said twice: no news */
    ck_assert_uint_eq(tables->layouts.count, LAYOUTS_MAX);
    strcpy(shape.tag, "C00");
    ck_assert_int_eq(add_shape(&shape, tables, &error), HAD_E_TABLE);
    ck_assert_int_eq(error.code, FAULT_TOO_MANY);
    ck_assert_uint_eq(error.line, 2);
    ck_assert_uint_eq(error.column, 1);
    ck_assert_str_eq(error.en, "too many rows (at most 200)");
    ck_assert_str_eq(error.fr, "trop de lignes (200 au plus)");
    ck_assert_uint_eq(tables->layouts.count, LAYOUTS_MAX);
    had_tables_free(tables);
}
END_TEST

/* Unchanged they are taken, under another tag: what is refused above is so for its defect. */
START_TEST(taken)
{
    static const char *const formats[][2] = {{"H0F", "H1F"}, {"H0G", "H1G"}, {"H05", "H15"},
                                             {"H03", "H13"}, {"H02", "H12"}, {"H37", NULL},
                                             {"H36", NULL},  {"H23", NULL},  {"H33", NULL}};
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        had_tables *tables = support_tables(false);
        static struct shape shape;
        had_error error = {.size = sizeof error};
        read_shape(&shape, formats[i][0], formats[i][1]);
        int status = add_shape(&shape, tables, &error);
        ck_assert_msg(status == HAD_OK, "%s: %s:%u %s", formats[i][0], error.file, error.line,
                      error.en);
        ck_assert_int_eq(add_shape(&shape, tables, &error), HAD_OK); /* the same is no news */
        had_tables_free(tables);
    }
}
END_TEST

/* Rule R25: between two records too, a field that one of their layouts lacks is not compared. */
START_TEST(lacking_fields)
{
    static const char *const lacking[] = {
        "ipp",           "sexe",           "mode_entree",      "provenance",     "destination",
        "avq_habillage", "avq_locomotion", "avq_alimentation", "avq_continence", "avq_comportement",
        "avq_relation"};
    had_tables *tables = support_tables(true);
    static struct shape shape;
    struct line line;
    had_chain *chain;
    read_shape(&shape, "H0F", "H1F");
    for (size_t i = 0; i < sizeof lacking / sizeof lacking[0]; i++)
        drop_field(&shape, field_at(&shape, lacking[i]));
    ck_assert_int_eq(add_shape(&shape, tables, NULL), HAD_OK);
    had_engine *engine = support_engine(tables, NULL);
    ck_assert_int_eq(had_chain_new(engine, &chain), HAD_OK);
    line_make(&line, tables, "HX0");
    line_apply(&line, "mode_sortie=6 no_sous_sequence=0002");
    had_chain_add(chain, line.text, line.length);
    line_make(&line, tables, "H0F");
    line_apply(&line, "no_sous_sequence=0003 date_debut_sous_sequence=21052024 "
                      "date_fin_sous_sequence=31052024 mode_sortie=6 destination=1");
    had_chain_add(chain, line.text, line.length);
    ck_assert_int_eq(had_chain_run(chain), HAD_OK);
    for (size_t n = 0; n < 2; n++) {
        had_chain_result result = {.size = sizeof result};
        static const had_findings none;
        ck_assert_int_eq(had_chain_get(chain, n, &result), HAD_OK);
        ck_assert_uint_eq(result.stay, 1);
        ck_assert_mem_eq(&result.findings, &none, sizeof none);
    }
    had_chain_free(chain);
    had_engine_free(engine);
    had_tables_free(tables);
}
END_TEST

/* One file of a table twice: which of the two counts would not be known. */
START_TEST(file_twice)
{
    had_tables *tables = support_tables(false);
    had_error error = {.size = sizeof error};
    const char *fixed = builtin("layouts/rpss.csv"), *all = builtin("layouts/rpss_variable.csv");
    had_file files[] = {{"a/rpss.csv", fixed, strlen(fixed)},
                        {"a/rpss_variable.csv", all, strlen(all)},
                        {"b/rpss.csv", fixed, strlen(fixed)}};
    ck_assert_int_eq(had_tables_add(tables, HAD_TABLE_LAYOUTS, files, 3, &error), HAD_E_TABLE);
    ck_assert_int_eq(error.code, FAULT_DUPLICATE);
    ck_assert_str_eq(error.file, "b/rpss.csv");
    had_tables_free(tables);
}
END_TEST

/* Layouts of the files beside the records: what their readers copy, add up or compare by length. */
START_TEST(beside_refused)
{
    static const struct {
        const char *layout, *field;
        int length;
    } wrong[] = {{"RSFB", "finess_epmsi", 8},
                 {"RSFB", "date_fin_sejour", 3},
                 {"RSFB", "quantite", 25},
                 {"RSFB", "base_remboursement", 20},
                 {"RSFB", "prix_unitaire", 10},
                 {"RSFB", "no_entree", 10},
                 {"RSFB", "ght", 5},
                 {"FC06-IND", "sejour", 21},
                 {"FC06-IND", "ucd", 16},
                 {"FC06-IND", "prestation", 3},
                 {"V014", "taux_remboursement", 2},
                 {"V014", "format_vid_hosp", 3},
                 {"HOSP-PMSI", "no_administratif", 21}};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        char text[400];
        had_error error = {.size = sizeof error};
        had_tables *tables = support_tables(false);
        snprintf(
            text, sizeof text,
            "layout;file;sector;prestation;field;start;length;kind;pad;required;from;to;sources;"
            "notes\n%s;import;%s;%s;%s;1;%d;;;;;;;\n",
            wrong[i].layout, wrong[i].layout[0] == 'R' ? "ex-OQN" : "ex-DGF",
            wrong[i].layout[0] == 'F' ? "06" : "", wrong[i].field, wrong[i].length);
        had_file file = {"beside/x.csv", text, strlen(text)};
        ck_assert_int_eq(had_tables_add(tables, HAD_TABLE_BESIDE, &file, 1, &error), HAD_E_TABLE);
        ck_assert_msg(error.code == FAULT_RANGE && error.line == 2 && error.column == 7,
                      "%s: %d:%u:%u %s", wrong[i].field, error.code, error.line, error.column,
                      error.en);
        had_tables_free(tables);
    }
}
END_TEST

/* A version of VID-HOSP that ends before the fields that are read of it: no line is of it. */
START_TEST(short_version)
{
    static const char text[] =
        "format;same_as_v014_up_to;count_start;count_length;block_start;block_length;seen_from;"
        "source;certainty;notes\nV099;1;1;1;60;1;;;;\n";
    had_tables *tables = support_tables(false);
    had_file file = {"beside/vidhosp_versions.csv", text, sizeof text - 1};
    had_error error = {.size = sizeof error};
    int status = had_tables_add(tables, HAD_TABLE_BESIDE, &file, 1, &error);
    ck_assert_msg(status == HAD_OK, "%u:%u %s", error.line, error.column, error.en);
    had_engine *engine = support_engine(tables, NULL);
    had_droits *droits;
    ck_assert_int_eq(had_droits_new(engine, &droits), HAD_OK);
    for (size_t length = 0; length < 200; length++) {
        had_droits_line read = {.size = sizeof read};
        char *line = malloc(length + !length);
        memset(line, '0', length);
        for (size_t at = 0; at + 4 <= length; at++) {
            memcpy(line + at, "V099", 4);
            ck_assert_int_eq(had_droits_vidhosp(droits, line, length, &read), HAD_OK);
            ck_assert_int_ge(read.rejected, 0);
            memset(line + at, '0', 4);
        }
        free(line);
    }
    had_droits_free(droits);
    had_engine_free(engine);
    had_tables_free(tables);
}
END_TEST

/* --- Random layouts, random lines ------------------------------------------------------------- */

static uint32_t seed;

static uint32_t random_below(uint32_t n)
{
    seed = seed * 1664525 + 1013904223;
    return n ? (seed >> 8) % n : 0;
}

static bool one_in(uint32_t n)
{
    return random_below(n) == 0;
}

static void change_fields(struct shape *s)
{
    int i = (int)random_below((uint32_t)s->fields), k = (int)random_below((uint32_t)s->fields);
    char name[NAME];
    int length = s->field[i].length;
    memcpy(name, s->field[i].name, NAME);
    switch (random_below(9)) {
    case 0: /* moved */
        drop_field(s, i);
        put_field(s, k < s->fields ? k : s->fields, name, length);
        break;
    case 1:
        drop_field(s, i);
        break;
    case 2:
        s->field[i].length = 1 + (int)random_below(24);
        break;
    case 3: /* another of its length takes its place */
        if (s->field[k].length == length) {
            memcpy(s->field[i].name, s->field[k].name, NAME);
            memcpy(s->field[k].name, name, NAME);
        }
        break;
    case 4:
        put_field(s, k, one_in(2) ? "filler_3" : "something", 1 + (int)random_below(40));
        break;
    case 5:
        s->field[i].gap = one_in(2) ? 1 : -1;
        break;
    default: /* all of them the other way round, but for the first two */
        for (int a = 2, b = s->fields - 1; a < b && one_in(2); a++, b--) {
            snprintf(name, sizeof name, "%s", s->field[a].name);
            length = s->field[a].length;
            s->field[a] = s->field[b];
            snprintf(s->field[b].name, NAME, "%s", name);
            s->field[b].length = length;
        }
    }
}

static void change_rows(struct shape *s)
{
    static const char *const repeats[] = {"1",
                                          "n_da",
                                          "n_dcmpp",
                                          "n_dcmpa",
                                          "n_zones_ccam",
                                          "ik",
                                          "mpp",
                                          "filler_3",
                                          "n_zones_tarifaires",
                                          "n_zones_etab",
                                          "no_sequence"};
    static const char *const groups[] = {"dcmpp",
                                         "da",
                                         "ccam",
                                         "groupage",
                                         "zone_tarifaire",
                                         "rpss_version",
                                         "groupage_etab",
                                         "zone_etab",
                                         "groupage_paprica",
                                         "zone_paprica",
                                         "else",
                                         ""};
    int i = (int)random_below((uint32_t)s->rows), k = (int)random_below((uint32_t)s->rows);
    struct row row = s->row[i];
    switch (random_below(9)) {
    case 0:
        drop_row(s, i);
        put_row(s, k < s->rows ? k : s->rows, row);
        break;
    case 1:
        drop_row(s, i);
        break;
    case 2:
        s->row[i].length = 1 + (int)random_below(40);
        break;
    case 3:
        snprintf(s->row[i].repeat, NAME, "%s", repeats[random_below(11)]);
        break;
    case 4:
        snprintf(s->row[i].group, NAME, "%s", groups[random_below(12)]);
        break;
    case 5:
        s->row[i].order = (int)random_below(8);
        break;
    case 6:
        put_row(s, k, row);
        break;
    case 7: { /* a group of its own, where the order leaves room */
        row = (struct row){.order = s->row[k].order,
                           .group = "else",
                           .item = "x",
                           .length = 1 + (int)random_below(30)};
        snprintf(row.repeat, NAME, "%s", repeats[random_below(5)]);
        put_row(s, k, row);
        for (int n = k + 1; n < s->rows; n++)
            s->row[n].order++;
        break;
    }
    default:
        s->row[i].grouped = !s->row[i].grouped;
    }
}

static const char *const families[][2] = {{"H0F", "H1F"}, {"H0G", "H1G"}, {"H05", "H15"},
                                          {"H02", "H12"}, {"H37", NULL},  {"H33", NULL},
                                          {"H23", NULL},  {"H38", NULL}};

/* A layout near one of those built in, under a tag of its own. */
static void random_shape(struct shape *s, uint32_t round)
{
    static const char digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    const char *const *family = families[random_below(8)];
    read_shape(s, family[0], family[1]);
    for (uint32_t n = random_below(4); n > 0 && s->rows > 2 && s->fields > 4; n--)
        one_in(2) ? change_fields(s) : change_rows(s);
    s->tag[0] = 'J';
    s->tag[1] = digits[round / 36 % 36];
    s->tag[2] = digits[round % 36];
    memcpy(s->grouped_tag, s->tag, 4);
    s->grouped_tag[0] = 'K';
}

/* A line that is near a record of a layout: its fields filled, its groups as its counts ask, then
 * damaged, or not. */
static size_t random_line(const struct layout *layout, unsigned char *out)
{
    static const char letters[] = "0000111234 59AZ\x01\xE9";
    size_t n = layout->fixed;
    uint32_t kind = random_below(4);
    for (size_t i = 0; i < n; i++)
        out[i] = kind == 0   ? ' '
                 : kind == 1 ? '0'
                             : (unsigned char)letters[random_below(one_in(20) ? 17 : 15)];
    for (int f = 0; f < FIELD_COUNT; f++) {
        had_span span = layout->field[f];
        if (span.length > 0 && !one_in(8))
            memset(out + span.start, one_in(3) ? ' ' : (int)('0' + random_below(3)), span.length);
    }
    static const enum field dates[] = {F_date_naissance,         F_date_entree,
                                       F_date_debut_sequence,    F_date_debut_sous_sequence,
                                       F_date_fin_sous_sequence, F_date_fin_sous_sequence};
    for (size_t d = 0; d < 6; d++)
        if (layout->field[dates[d]].length == 8 && !one_in(8))
            memcpy(out + layout->field[dates[d]].start, d == 0 ? "01011950" : "05052024", 8);
    static const struct {
        enum field field;
        const char *text;
    } sound[] = {{F_mpp, "04"},
                 {F_mpa, "00"},
                 {F_ik, "050"},
                 {F_finess_epmsi, "750712184"},
                 {F_mois_fin_sous_sequence, "05"},
                 {F_annee_fin_sous_sequence, "2022"}};
    for (size_t i = 0; i < sizeof sound / sizeof sound[0]; i++)
        if (layout->field[sound[i].field].length == strlen(sound[i].text) && !one_in(8))
            memcpy(out + layout->field[sound[i].field].start, sound[i].text, strlen(sound[i].text));
    memcpy(out + layout->field[F_format_version].start, layout->tag, TAG_LENGTH);
    for (int i = 0; i < layout->group_count; i++) {
        const struct group *group = &layout->group[i];
        int times = holds_zones(group) ? (int)(out[n - 1] - '0')
                    : group->count.length > 0
                        ? count_of(out + group->count.start, group->count.length)
                        : 1;
        for (int k = 0; k < times && times <= 20 && n < 6000; k++) {
            memset(out + n, one_in(3) ? ' ' : '1', group->size);
            if (group->kind == GROUP_RPSS_VERSION)
                memcpy(out + n, "H1F", 3);
            n += group->size;
        }
    }
    if (one_in(3))
        n = random_below((uint32_t)n + 1); /* cut */
    for (uint32_t more = one_in(4) ? random_below(12) : 0; more > 0; more--)
        out[n++] = one_in(6) ? 'x' : ' ';
    for (uint32_t flips = one_in(2) ? random_below(4) : 0; flips > 0 && n > 0; flips--)
        out[random_below((uint32_t)n)] = (unsigned char)random_below(256);
    if (one_in(3))
        out[n++] = '\n';
    return n;
}

/* What a result says of a line lies in the line. */
static void check_places(const had_engine *engine, const unsigned char *line, size_t length,
                         const had_result *result)
{
    had_finding findings[64];
    had_part parts[HAD_PARTS_MAX];
    size_t record = result->outcome == HAD_REJECTED ? length : result->length, at = 0;
    ck_assert_uint_le(record, length);
    for (int f = 0; f < FIELD_COUNT; f++) {
        had_span span = had_result_field(engine, result, f);
        ck_assert(span.length == 0 || (size_t)span.start + span.length <= record);
    }
    size_t n = had_result_findings(engine, line, length, result, findings, 64);
    for (size_t i = 0; i < n && i < 64; i++)
        ck_assert(findings[i].length == 0 ||
                  findings[i].position - 1u + findings[i].length <= record);
    n = had_record_parts(engine, line, length, parts, HAD_PARTS_MAX);
    ck_assert_uint_le(n, HAD_PARTS_MAX);
    ck_assert((n > 0) == (result->outcome != HAD_REJECTED));
    for (size_t i = 0; i < n; i++) {
        ck_assert_uint_eq(parts[i].span.start, at);
        at += parts[i].span.length;
        if (parts[i].field >= 0) {
            had_span span = had_result_field(engine, result, parts[i].field);
            ck_assert(parts[i].field == F_sejour || /* rule R19 */
                      (span.start == parts[i].span.start && span.length == parts[i].span.length));
        }
    }
    ck_assert(n == 0 || at == record);
}

/* Grouped into a buffer of that size and no more; what is written is a record of its own. */
static void check_written(const had_engine *engine, const unsigned char *line, size_t length,
                          const had_result *result)
{
    for (size_t short_by = 0; short_by < 2; short_by++) {
        size_t capacity = result->length + 96u - (short_by ? 1 + random_below(96) : 0);
        unsigned char *out = malloc(capacity);
        size_t written = 0;
        had_result again = {.size = sizeof again};
        int status = had_write_grouped(engine, line, length, result, out, capacity, &written);
        if (status == HAD_OK) {
            ck_assert_uint_le(written, capacity);
            unsigned char *exact = malloc(written);
            memcpy(exact, out, written);
            ck_assert_int_eq(had_process(engine, exact, written, &again), HAD_OK);
            ck_assert_msg(again.outcome != HAD_REJECTED, "%.*s", (int)written, exact);
            ck_assert(again.grouped);
            free(exact);
        }
        free(out);
    }
}

static void try_line(const had_engine *engine, had_chain *chain, const unsigned char *bytes,
                     size_t length)
{
    unsigned char *line = malloc(length + !length);
    had_result result = {.size = sizeof result}, other = {.size = sizeof other};
    size_t first;
    int32_t days[HAD_PERIODES];
    memcpy(line, bytes, length);
    ck_assert_int_eq(had_process(engine, line, length, &result), HAD_OK);
    check_places(engine, line, length, &result);
    check_written(engine, line, length, &result);
    if (length > 0)
        ck_assert_int_eq(had_process_first(engine, line, length, &first, &other), HAD_OK);
    for (int source = 0; source < 2; source++)
        if (had_read_carried(engine, line, length, source, &other) == HAD_OK)
            check_places(engine, line, length, &other);
    had_days_by_period(engine, line, length, days);
    had_day_covered(engine, line, length, 20240505);
    had_chain_add(chain, line, length);
    free(line);
}

START_TEST(random_layouts)
{
    enum { ROUNDS = 1200, LINES = 12, PER_SET = 60 };
    static unsigned char line[32768];
    had_tables *tables = NULL;
    int taken_rpss = 0, taken_rapss = 0, told = 0;
    seed = 20240305;
    for (uint32_t round = 0; round < ROUNDS; round++) {
        static struct shape shape;
        had_error error = {.size = sizeof error};
        if (round % PER_SET == 0) {
            had_tables_free(tables);
            tables = support_tables(true);
        }
        random_shape(&shape, round);
        if (add_shape(&shape, tables, &error) != HAD_OK) {
            ck_assert(error.code > 100 && error.line > 0 && error.file[0] && error.en[0]);
            told++;
            continue;
        }
        *(shape.anonymous ? &taken_rapss : &taken_rpss) += 1;
        had_options options = {.size = sizeof options,
                               .rapss = 1,
                               .date = 20250101,
                               .carried = (int32_t)random_below(3)};
        had_engine *engine = support_engine(tables, &options);
        had_chain *chain;
        ck_assert_int_eq(had_chain_new(engine, &chain), HAD_OK);
        for (int i = 0; i < LINES; i++) {
            bool grouped = !shape.anonymous && one_in(2);
            const char *tag = grouped ? shape.grouped_tag : shape.tag;
            const struct layout *layout = layout_find(&tables->layouts, (const unsigned char *)tag);
            ck_assert_ptr_nonnull(layout);
            try_line(engine, chain, line, random_line(layout, line));
        }
        ck_assert_int_eq(had_chain_run(chain), HAD_OK);
        had_chain_free(chain);
        had_engine_free(engine);
    }
    had_tables_free(tables);
    /* Enough of each, or the test looks at nothing. */
    ck_assert_msg(taken_rpss > 150 && taken_rapss > 150 && told > 300, "%d, %d, %d", taken_rpss,
                  taken_rapss, told);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("hostile");
    TCase *tcase = tcase_create("hostile");
    tcase_set_timeout(tcase, 120);
    tcase_add_loop_test(tcase, refused, 0, sizeof defects / sizeof defects[0]);
    tcase_add_test(tcase, taken);
    tcase_add_test(tcase, most_layouts);
    tcase_add_test(tcase, file_twice);
    tcase_add_test(tcase, lacking_fields);
    tcase_add_test(tcase, beside_refused);
    tcase_add_test(tcase, short_version);
    tcase_add_test(tcase, random_layouts);
    suite_add_tcase(suite, tcase);
    return support_run(suite);
}
