/* SPDX-License-Identifier: Apache-2.0 */
/* Every format: its length, its fields, its grouped form, and what is no record (rule R14). */
#include "lib/text/fault.h"
#include "support.h"
#include "table_heads.h"

/* What is known of the formats until 2026. A later one need not be here: the tests that loop over
 * all formats take theirs from the tables. */
struct format {
    const char *tag, *grouped;
    int secteur, fixed, diagnoses, act; /* bytes of the fixed part; of one act */
};

static const struct format formats[] = {
    {"H02", "H12", HAD_EX_DGF, 229, 0, 0},  {"HA2", "H12", HAD_EX_DGF, 229, 0, 0},
    {"H12", "H12", HAD_EX_DGF, 229, 0, 0},  {"H03", "H13", HAD_EX_DGF, 182, 1, 20},
    {"H13", "H13", HAD_EX_DGF, 182, 1, 20}, {"H05", "H15", HAD_EX_DGF, 182, 3, 20},
    {"H15", "H15", HAD_EX_DGF, 182, 3, 20}, {"H07", "H17", HAD_EX_DGF, 190, 3, 20},
    {"H17", "H17", HAD_EX_DGF, 190, 3, 20}, {"H09", "H19", HAD_EX_DGF, 190, 3, 23},
    {"H19", "H19", HAD_EX_DGF, 190, 3, 23}, {"H0B", "H1B", HAD_EX_DGF, 190, 3, 23},
    {"H1B", "H1B", HAD_EX_DGF, 190, 3, 23}, {"H0C", "H1C", HAD_EX_OQN, 190, 3, 23},
    {"H1C", "H1C", HAD_EX_OQN, 190, 3, 23}, {"H0D", "H1D", HAD_EX_DGF, 190, 3, 23},
    {"H1D", "H1D", HAD_EX_DGF, 190, 3, 23}, {"H0E", "H1E", HAD_EX_OQN, 190, 3, 23},
    {"H1E", "H1E", HAD_EX_OQN, 190, 3, 23}, {"H0F", "H1F", HAD_EX_DGF, 190, 3, 23},
    {"H1F", "H1F", HAD_EX_DGF, 190, 3, 23}, {"H0G", "H1G", HAD_EX_OQN, 190, 3, 23},
    {"H1G", "H1G", HAD_EX_OQN, 190, 3, 23},
};
enum { FORMATS = sizeof formats / sizeof formats[0] };

/* Every format of RPSS. */
static char tags[100][4];
static int tag_count;

static had_tables *tables;
static had_engine *engine;

static void setup(void)
{
    tables = support_tables(true);
    engine = support_engine(tables, NULL);
}

static void teardown(void)
{
    had_engine_free(engine);
    had_tables_free(tables);
}

/* Before Check runs: it counts the loops first. What fails here leaves no loop, and geometry fails.
 */
static void name_formats(void)
{
    had_tables *all = NULL;
    if (had_tables_new(NULL, &all) != HAD_OK || had_tables_add_published(all, NULL) != HAD_OK)
        return;
    for (size_t i = 0; i < all->layouts.count; i++)
        if (!all->layouts.layout[i].anonymous)
            strcpy(tags[tag_count++], all->layouts.layout[i].tag);
    had_tables_free(all);
}

START_TEST(geometry)
{
    const struct format *format = &formats[_i];
    const struct layout *layout = layout_find(&tables->layouts, (const unsigned char *)format->tag);
    ck_assert_ptr_nonnull(layout);
    ck_assert_str_eq(layout->grouped_tag, format->grouped);
    ck_assert_int_eq(layout->secteur, format->secteur);
    ck_assert_int_eq(layout->fixed, format->fixed);
    int diagnoses = 0, act = 0;
    for (int i = 0; i < layout->group_count; i++) {
        diagnoses += layout->group[i].kind <= GROUP_DA;
        act += layout->group[i].kind == GROUP_CCAM ? layout->group[i].size : 0;
    }
    ck_assert_int_eq(diagnoses, format->diagnoses);
    ck_assert_int_eq(act, format->act);
    ck_assert_int_eq(layout->grouped, format->tag[1] == '1');
}
END_TEST

/* Positions that the State's documents print, for the oldest and the newest format. */
START_TEST(positions)
{
    static const struct {
        const char *format, *field;
        int start, length;
    } places[] = {{"H02", "date_fin_sous_sequence", 222, 8},
                  {"H02", "no_sequence", 106, 2},
                  {"H03", "dp", 143, 8},
                  {"H05", "confirmation_codage", 148, 1},
                  {"H09", "dp", 183, 8},
                  {"H0C", "facturable", 60, 1},
                  {"H0C", "sejour", 42, 9},
                  {"H0F", "sejour", 42, 20},
                  {"H0F", "type_autorisation", 144, 2},
                  {"H1G", "n_zones_ccam", 180, 3},
                  {"H0F", "date_debut_sous_sequence", 163, 8}};
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        struct line line;
        line_make(&line, tables, places[i].format);
        had_result result = support_process(engine, &line);
        had_span span = had_result_field(engine, &result, had_field(places[i].field));
        ck_assert_int_eq(span.start + 1, places[i].start);
        ck_assert_int_eq(span.length, places[i].length);
    }
    ck_assert_int_eq(had_field("nothing"), -1);
    ck_assert_int_eq(had_field(NULL), -1);
}
END_TEST

static const char *rejection(const char *bytes, size_t length, had_result *result)
{
    static char text[64];
    *result = (had_result){.size = sizeof *result};
    ck_assert_int_eq(had_process(engine, bytes, length, result), HAD_OK);
    had_finding finding;
    had_finding_info info = {.size = sizeof info};
    if (result->outcome != HAD_REJECTED)
        return "";
    ck_assert_uint_eq(had_result_findings(engine, bytes, length, result, &finding, 1), 1);
    had_finding_get(finding.number, 0, &info);
    snprintf(text, sizeof text, "%s", info.code);
    return text;
}

/* Every prefix of a record is refused, the record is taken, with blanks and any line end too. */
START_TEST(exact_length)
{
    struct line line;
    had_result result;
    line_make(&line, tables, tags[_i]);
    for (size_t n = 0; n < line.length; n++) {
        const char *found = rejection(line.text, n, &result);
        ck_assert_str_eq(found, n < 3 ? "FORMAT INCONNU" : "LONGUEUR INCORRECTE");
        /* Cut before its count of zones, a grouped record asks for no zone. */
        if (n >= line.length - (line.layout->grouped ? 21 : 0))
            ck_assert_uint_eq(result.expected, line.length);
        if (n >= 3)
            ck_assert_uint_eq(result.position, n + 1);
    }
    static const char *const endings[] = {"", "\n", "\r\n", "\r", "   ", "   \r\n"};
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        strcpy(line.text + line.length, endings[i]);
        ck_assert_str_eq(rejection(line.text, line.length + strlen(endings[i]), &result), "");
        ck_assert_uint_eq(result.length, line.length);
    }
    static const char *const excess[] = {"x", "  x", "\r\r\n", "\t"};
    for (size_t i = 0; i < sizeof excess / sizeof excess[0]; i++) {
        strcpy(line.text + line.length, excess[i]);
        ck_assert_str_eq(rejection(line.text, line.length + strlen(excess[i]), &result),
                         "LONGUEUR INCORRECTE");
    }
}
END_TEST

/* Counts decide the length, one more or one less does not fit. */
START_TEST(counts)
{
    struct line line;
    had_result result;
    line_make(&line, tables, "H1F");
    line_apply(&line, "n_dcmpp=1 n_da=03 n_zones_ccam=002");
    line_insert(&line, "C500    R522    R522    R522    ");
    line_insert(&line, "10052024ABCD123   01 0110052024ABCD123   01 01");
    ck_assert_str_eq(rejection(line.text, line.length, &result), "");
    ck_assert_uint_eq(line.length, 190 + 8 + 24 + 46 + 31);
    line_set(&line, "n_da", "04");
    ck_assert_str_eq(rejection(line.text, line.length, &result), "LONGUEUR INCORRECTE");
    line_set(&line, "n_da", "02");
    ck_assert_str_eq(rejection(line.text, line.length, &result), "LONGUEUR INCORRECTE");
}
END_TEST

START_TEST(longest_record)
{
    struct line line;
    had_result result;
    line_make(&line, tables, "H0F");
    line_apply(&line, "n_dcmpp=9 n_dcmpa=9 n_da=99 n_zones_ccam=999 mpa=05");
    for (int i = 0; i < 9 + 9 + 99; i++)
        line_insert(&line, "C500    ");
    for (int i = 0; i < 999; i++)
        line_insert(&line, "10052024ABCD123   01 01");
    ck_assert_uint_le(line.length, HAD_RECORD_MAX);
    ck_assert_str_eq(rejection(line.text, line.length, &result), "");
    ck_assert_int_eq(result.outcome, HAD_GROUPED);
}
END_TEST

/* First one only, in this order: format, length, characters; bytes are counted. */
START_TEST(rejections)
{
    struct line line;
    had_result result;
    ck_assert_str_eq(rejection("", 0, &result), "FORMAT INCONNU");
    ck_assert_str_eq(rejection("\n", 1, &result), "FORMAT INCONNU");
    ck_assert_str_eq(rejection("H04", 3, &result), "FORMAT INCONNU");
    ck_assert_str_eq(rejection("h0F", 3, &result), "FORMAT INCONNU");
    ck_assert_str_eq(rejection("\xEF\xBB\xBFH0F", 6, &result), "FORMAT INCONNU");
    ck_assert_str_eq(rejection("750712184H29", 12, &result), "FORMAT INCONNU");
    /* the tag of a RAPSS where that of a RPSS stands */
    line_make(&line, tables, "H0F");
    memcpy(line.text, "H29", 3);
    ck_assert_str_eq(rejection(line.text, line.length, &result), "FORMAT INCONNU");
    line_make(&line, tables, "H0F");
    for (int c = 0; c < 256; c++) {
        line.text[30] = (char)c;
        const char *found = rejection(line.text, line.length, &result);
        bool illicit = c < 0x20 || c == 0x7F;
        ck_assert_str_eq(found, illicit ? "CARACTERE ILLICITE" : "");
        ck_assert_uint_eq(result.position, illicit ? 31 : 0);
    }
    line.text[30] = '\t';
    ck_assert_str_eq(rejection(line.text, line.length - 1, &result), "LONGUEUR INCORRECTE");
}
END_TEST

/* The record in its grouped format: tag, grouping zone, the line's own ending. */
/* Rule R43: the caller takes away what stands in front of a line. */
START_TEST(debris_in_front)
{
    static const struct {
        const char *front;
        size_t size;
    } rows[] = {
        {"", 0}, {"\x1A", 1}, {"\x1A\x1A", 2}, {"\xEF\xBB\xBF", 3}, {"\x1A\xEF\xBB\xBF\x1A", 5}};
    struct line line;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        line_make(&line, tables, "H0F");
        memmove(line.text + rows[i].size, line.text, line.length);
        memcpy(line.text, rows[i].front, rows[i].size);
        line.length += rows[i].size;
        ck_assert_uint_eq(had_debris(line.text, line.length), rows[i].size);
        had_result result = support_process(engine, &line);
        ck_assert_int_eq(result.outcome == HAD_REJECTED, rows[i].size > 0);
        memmove(line.text, line.text + rows[i].size, line.length -= rows[i].size);
        result = support_process(engine, &line);
        ck_assert_int_eq(result.outcome, HAD_GROUPED);
    }
    ck_assert_uint_eq(had_debris(NULL, 0), 0);
    ck_assert_uint_eq(had_debris("\xEF\xBB", 2), 0);
    ck_assert_uint_eq(had_debris(" \x1A", 2), 0);
}
END_TEST

START_TEST(grouped_form)
{
    static const char *const endings[] = {"", "\n", "\r\n"};
    struct line line;
    char out[1000];
    size_t written = 0;
    for (size_t i = 0; i < 3; i++) {
        line_make(&line, tables, tags[_i]);
        size_t body = line.length - (line.layout->grouped ? 31 : 0);
        strcat(line.text, "  ");
        strcat(line.text, endings[i]);
        line.length += 2 + strlen(endings[i]);
        had_result result = support_process(engine, &line);
        ck_assert_int_eq(result.outcome, HAD_GROUPED);
        ck_assert_int_eq(
            had_write_grouped(engine, line.text, line.length, &result, out, sizeof out, &written),
            HAD_OK);
        ck_assert_int_eq(result.zone_count, 2); /* ranks 5 to 20: J5-J9, J10-J30 */
        ck_assert_uint_eq(written, body + 10 + 21u * result.zone_count + strlen(endings[i]));
        ck_assert_mem_eq(out, line.layout->grouped_tag, 3);
        ck_assert_mem_eq(out + 3, line.text + 3, body - 3);
        ck_assert_mem_eq(out + body, "X1000", 5);
        ck_assert_mem_eq(out + written - strlen(endings[i]), endings[i], strlen(endings[i]));
        /* What was written reads as a record of the grouped format. */
        had_result again;
        ck_assert_str_eq(rejection(out, written, &again), "");
        ck_assert_int_eq(had_write_grouped(engine, line.text, line.length, &result, out,
                                           line.length + 20, &written),
                         HAD_E_BUFFER);
    }
}
END_TEST

/* --- Parts ------------------------------------------------------------------------------------ */

static const had_part *part_named(const had_part *parts, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(parts[i].name, name) == 0)
            return &parts[i];
    return NULL;
}

/* Together they are the record, each byte once; fields stand where had_result_field says. */
START_TEST(parts_cover)
{
    struct line line;
    had_part parts[HAD_PARTS_MAX], few[3];
    line_make(&line, tables, tags[_i]);
    had_result result = support_process(engine, &line);
    size_t n = had_record_parts(engine, line.text, line.length, parts, HAD_PARTS_MAX), at = 0;
    ck_assert_uint_le(n, HAD_PARTS_MAX);
    bool groups = false;
    for (size_t i = 0; i < n; i++) {
        ck_assert_uint_eq(parts[i].span.start, at);
        at += parts[i].span.length;
        groups |= parts[i].size > 0;
        ck_assert_int_eq(groups, parts[i].size > 0);
        ck_assert_int_eq(parts[i].field, had_field(parts[i].name));
        if (parts[i].size > 0)
            ck_assert_uint_eq(parts[i].span.length % parts[i].size, 0);
        if (parts[i].field < 0 || strcmp(parts[i].name, "sejour") == 0)
            continue;
        had_span span = had_result_field(engine, &result, parts[i].field);
        ck_assert_mem_eq(&span, &parts[i].span, sizeof span);
    }
    ck_assert_uint_eq(at, line.length);
    ck_assert_str_eq(parts[0].name, "format_version");
    ck_assert_int_eq(part_named(parts, n, "zone_tarifaire") != NULL, line.layout->grouped);
    /* Blanks and the line's end are no part; a short buffer takes the first ones. */
    strcat(line.text, "  \r\n");
    ck_assert_uint_eq(had_record_parts(engine, line.text, line.length + 4, few, 3), n);
    ck_assert_mem_eq(&few[2].span, &parts[2].span, sizeof few[2].span);
    ck_assert_uint_eq(had_record_parts(engine, line.text, line.length, NULL, 0), n);
    ck_assert_uint_eq(had_record_parts(engine, line.text, line.length - 1, parts, 9), 0);
    ck_assert_uint_eq(had_record_parts(engine, NULL, 0, parts, 9), 0);
    ck_assert_uint_eq(had_record_parts(NULL, line.text, line.length, parts, 9), 0);
    ck_assert_uint_eq(had_record_parts(engine, line.text, line.length, NULL, 9), 0);
}
END_TEST

START_TEST(parts_groups)
{
    static const struct {
        const char *name;
        int start, length, size;
    } places[] = {{"sejour", 42, 20, 0},     {"dp", 183, 8, 0},
                  {"dcmpp", 191, 8, 8},      {"dcmpa", 199, 0, 8},
                  {"da", 199, 16, 8},        {"ccam", 215, 46, 23},
                  {"groupage", 261, 10, 10}, {"zone_tarifaire", 271, 21, 21}};
    struct line line;
    had_part parts[HAD_PARTS_MAX];
    line_make(&line, tables, "H1F");
    line_apply(&line, "n_dcmpp=1 n_da=02 n_zones_ccam=002");
    line_insert(&line, "C500    R522    R522    ");
    line_insert(&line, "10052024ABCD123   01 0110052024ABCD123   01 01");
    size_t n = had_record_parts(engine, line.text, line.length, parts, HAD_PARTS_MAX);
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        const had_part *part = part_named(parts, n, places[i].name);
        ck_assert_ptr_nonnull(part);
        ck_assert_int_eq(part->span.start + 1, places[i].start);
        ck_assert_int_eq(part->span.length, places[i].length);
        ck_assert_int_eq(part->size, places[i].size);
    }
    /* A count that is not numeric is taken as 0 (rule R14). */
    line_make(&line, tables, "H0F");
    line_set(&line, "n_da", "0x");
    n = had_record_parts(engine, line.text, line.length, parts, HAD_PARTS_MAX);
    ck_assert_uint_eq(part_named(parts, n, "da")->span.length, 0);
}
END_TEST

/* A layout of the user's: the fields that every record needs, then `others` of names unknown, then
 * a group of a name unknown, before and after one that is known. */
static int own_layout(had_tables *set, int others)
{
    static char fixed[8192];
    size_t used = (size_t)snprintf(
        fixed, sizeof fixed, "format;sector;grouped;field;start;length;kind;pad;required;notes\n");
    int start = 1;
    used += support_needed(fixed + used, sizeof fixed - used, "HX0|HX1;ex-DGF;no|yes", &start);
    for (int i = 0; i < others; i++, start += 4)
        used += (size_t)snprintf(
            fixed + used, sizeof fixed - used,
            "HX0|HX1;ex-DGF;no|yes;new_%d_and_some_more_to_be_cut_here;%d;4;;;;\n", i, start);
    static const char variable[] =
        "format;order;group;repeat;item;length;notes\n"
        "HX0|HX1;1;first;n_da;x;3;\nHX0|HX1;2;da;n_da;da;8;\nHX0|HX1;3;second;1;y;5;\n"
        "HX1;5;groupage;1;all;10;\nHX1;6;zone_tarifaire;n_zones_tarifaires;all;21;\n";
    had_file files[] = {{"rpss.csv", fixed, used},
                        {"rpss_variable.csv", variable, sizeof variable - 1}};
    return had_tables_add(set, HAD_TABLE_LAYOUTS, files, 2, NULL);
}

START_TEST(parts_unknown)
{
    had_tables *set = support_tables(true);
    ck_assert_int_eq(own_layout(set, 33), HAD_E_TABLE);
    had_tables_free(set);
    set = support_tables(true);
    ck_assert_int_eq(own_layout(set, 32), HAD_OK);
    had_engine *own = support_engine(set, NULL);
    enum { FIXED = 88, OTHERS = 32 };
    char text[FIXED + 4 * OTHERS + 2 * 11 + 5 + 1];
    memset(text, '.', sizeof text);
    memcpy(text, "HX0", 3);
    memcpy(text + FIXED - 2, "02", 2);
    had_part parts[HAD_PARTS_MAX];
    size_t n = had_record_parts(own, text, sizeof text - 1, parts, HAD_PARTS_MAX);
    ck_assert_uint_eq(n, 18 + OTHERS + 3);
    ck_assert_str_eq(parts[18].name, "new_0_and_some_more_to_be_cut_h");
    ck_assert_int_eq(parts[18].field, -1);
    ck_assert_uint_eq(parts[18].size, 0);
    ck_assert_uint_eq(parts[18 + 31].span.start, FIXED + 4 * 31);
    ck_assert_str_eq(parts[n - 3].name, "first");
    ck_assert_uint_eq(parts[n - 3].span.length, 6);
    ck_assert_uint_eq(parts[n - 2].span.start, FIXED + 4 * OTHERS + 6);
    ck_assert_str_eq(parts[n - 1].name, "second");
    ck_assert_uint_eq(parts[n - 1].span.start + parts[n - 1].span.length, sizeof text - 1);
    had_engine_free(own);
    had_tables_free(set);
}
END_TEST

/* The first line of a block: as it would be read alone, whatever follows it. */
START_TEST(first_of_block)
{
    static const char *const endings[] = {"\n", "\r\n", "  \n", " \r\n", ""};
    static const char *const followers[] = {"", "H0F", "\n", "\r\n", "0000000000"};
    static const char *const changes[] = {"", "sexe=9", "mpp=XX"};
    for (size_t c = 0; c < 3; c++) {
        for (size_t e = 0; e < 5; e++) {
            for (size_t f = 0; f < 5; f++) {
                struct line line;
                line_make(&line, tables, tags[_i]);
                line_apply(&line, changes[c]);
                strcat(line.text, endings[e]);
                bool ended = endings[e][0] != '\0';
                strcat(line.text, followers[f]);
                size_t whole = strlen(line.text), length = 0;
                line.length = ended ? whole - strlen(followers[f]) : whole;
                if (!ended && strchr(followers[f], '\n'))
                    line.length = (size_t)(strchr(line.text, '\n') - line.text) + 1;
                had_result alone = support_process(engine, &line);
                had_result first = {.size = sizeof first};
                char *exact = malloc(whole); /* a sanitizer sees any byte read beyond */
                memcpy(exact, line.text, whole);
                ck_assert_int_eq(had_process_first(engine, exact, whole, &length, &first), HAD_OK);
                free(exact);
                ck_assert_uint_eq(length, line.length);
                ck_assert_int_eq(first.outcome, alone.outcome);
                ck_assert_uint_eq(first.length, alone.length);
                ck_assert_str_eq(first.code_retour, alone.code_retour);
                ck_assert_mem_eq(&first.findings, &alone.findings, sizeof alone.findings);
            }
        }
    }
    size_t length;
    had_result result = {.size = sizeof result};
    ck_assert_int_eq(had_process_first(engine, "", 0, &length, &result), HAD_E_ARGUMENT);
    result.size = 1;
    ck_assert_int_eq(had_process_first(engine, "x", 1, &length, &result), HAD_E_SIZE);
}
END_TEST

/* --- Layouts of users ------------------------------------------------------------------------- */

static void replace(char *text, size_t room, const char *from, const char *to)
{
    char out[20000];
    size_t n = 0, before = strlen(from), after = strlen(to);
    for (const char *p = text; *p;) {
        bool here = before > 0 && strncmp(p, from, before) == 0;
        ck_assert_uint_lt(n + after + 1, sizeof out);
        memcpy(out + n, here ? to : p, here ? after : 1);
        n += here ? after : 1;
        p += here ? before : 1;
    }
    ck_assert_uint_lt(n, room);
    memcpy(text, out, n);
    text[n] = '\0';
}

#define OWN "Q0F|Q1F;"

/* Formats Q0F and Q1F: the rows of H0F, and those of a stay of either sector, and two fields
 * that the engine does not know. */
static void own_rows(char *out, size_t room)
{
    had_builtin_info info = HAD_BUILTIN_INFO_INIT;
    size_t n = (size_t)snprintf(out, room, "%s", RPSS);
    for (size_t i = 0; had_builtin_get(i, &info) == HAD_OK; i++)
        if (strcmp(info.name, "layouts/rpss.csv") == 0)
            break;
    const char *p = info.bytes, *end = p + info.length;
    for (const char *next; p < end; p = next) {
        next = (const char *)memchr(p, '\n', (size_t)(end - p)) + 1;
        if (memcmp(p, "H0F|H1F;", 8) == 0)
            n += (size_t)snprintf(out + n, room - n, "Q0F|Q1F;%.*s", (int)(next - p) - 8, p + 8);
    }
    snprintf(out + n, room - n, "%s",
             OWN "ex-DG;no|yes;facturable;191;1;;;;\n" OWN "ex-DG;no|yes;no_entree;192;9;;;;\n" OWN
                 "ex-DG;no|yes;autre_a;201;1;;;;\n" OWN "ex-DG;no|yes;autre_b;202;2;;;;\n");
}

static const char own_groups[] = VARIABLE OWN
    "1;dcmpp;n_dcmpp;dcmpp;8;\n" OWN "2;dcmpa;n_dcmpa;dcmpa;8;\n" OWN "3;mien;n_da;x;8;\n" OWN
    "4;ccam;n_zones_ccam;date_realisation;8;\n" OWN "4;ccam;n_zones_ccam;code_ccam;7;\n" OWN
    "4;ccam;n_zones_ccam;extension_pmsi;3;\n" OWN "4;ccam;n_zones_ccam;phase;1;\n" OWN
    "4;ccam;n_zones_ccam;activite;1;\n" OWN "4;ccam;n_zones_ccam;extension_doc;1;\n" OWN
    "4;ccam;n_zones_ccam;n_realisations;2;\n"
    "Q1F;5;groupage;1;version;2;\nQ1F;5;groupage;1;code;3;\nQ1F;5;groupage;1;ghpc;4;\n"
    "Q1F;5;groupage;1;zones;1;\nQ1F;6;zone_tarifaire;n_zones_tarifaires;all;21;\n";

static int add_own(had_tables *to, const char *from, const char *by, had_error *error)
{
    char rows[16000], groups[4000];
    own_rows(rows, sizeof rows);
    snprintf(groups, sizeof groups, "%s", own_groups);
    replace(rows, sizeof rows, from, by);
    replace(groups, sizeof groups, from, by);
    had_file files[] = {{"rpss.csv", rows, strlen(rows)},
                        {"rpss_variable.csv", groups, strlen(groups)}};
    return had_tables_add(to, HAD_TABLE_LAYOUTS, files, 2, error);
}

/* Said again, a layout adds nothing; one that says something else of a format is refused, whatever
 * it is that differs. */
START_TEST(said_again)
{
    static const char *const other[][2] = {
        {"ex-DG;", "ex-OQN;"}, /* the sector */
        {"mode_entree;94;1;alnum;none;O;\n" OWN "ex-DG;no|yes;provenance;95;",
         "provenance;94;1;alnum;none;O;\n" OWN
         "ex-DG;no|yes;mode_entree;95;"},    /* the places of fields */
        {";passage_urgences;", ";autre_d;"}, /* a field that it lacks */
        {";autre_a;", ";autre_c;"},          /* the name of another field */
        {"autre_a;201;1;;;;\n" OWN "ex-DG;no|yes;autre_b;202;2",
         "autre_a;201;2;;;;\n" OWN "ex-DG;no|yes;autre_b;203;1"}, /* their lengths */
        {OWN "ex-DG;no|yes;autre_b;202;2;;;;\n", ""},             /* how many there are */
        {";mien;", ";tien;"},                                     /* the name of a group */
        {"mien;n_da;x;8;", "mien;n_da;x;7;"},                     /* its size */
        {"mien;n_da;x;", "mien;n_dcmpp;x;"},                      /* its count */
        {"mien;n_da;x;", "mien;1;x;"},                            /* there is one */
        {OWN "3;mien;n_da;x;8;\n", ""},                           /* no such group */
        {"phase;1;\n" OWN "4;ccam;n_zones_ccam;activite;1;",
         "activite;1;\n" OWN "4;ccam;n_zones_ccam;phase;1;"}, /* places within an act */
    };
    had_error error = HAD_ERROR_INIT;
    had_tables *mine = support_tables(false);
    ck_assert_msg(add_own(mine, "", "", &error) == HAD_OK, "%s:%u %s", error.file, error.line,
                  error.en);
    size_t count = mine->layouts.count;
    ck_assert_int_eq(add_own(mine, "", "", &error), HAD_OK);
    ck_assert_uint_eq(mine->layouts.count, count);
    for (size_t i = 0; i < sizeof other / sizeof other[0]; i++) {
        had_tables *fresh = support_tables(false);
        ck_assert_msg(add_own(fresh, other[i][0], other[i][1], &error) == HAD_OK, "%s: %s:%u %s",
                      other[i][1], error.file, error.line, error.en);
        had_tables_free(fresh);
        ck_assert_msg(add_own(mine, other[i][0], other[i][1], &error) == HAD_E_TABLE, "%s",
                      other[i][1]);
        ck_assert_int_eq(error.code, FAULT_CONFLICT);
        ck_assert_uint_eq(mine->layouts.count, count);
    }
    had_tables_free(mine);
}
END_TEST

/* The grouped form that a format becomes is part of what is said of it. */
START_TEST(grouped_again)
{
    had_error error = HAD_ERROR_INIT;
    had_tables *mine = support_tables(false);
    ck_assert_int_eq(add_own(mine, "Q1F", "Q2F", &error), HAD_OK);
    ck_assert_int_eq(add_own(mine, "", "", &error), HAD_E_TABLE);
    ck_assert_int_eq(error.code, FAULT_CONFLICT);
    had_tables_free(mine);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("layouts");
    name_formats();
    TCase *tcase = tcase_create("layouts");
    tcase_add_unchecked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, geometry, 0, FORMATS);
    tcase_add_test(tcase, positions);
    tcase_add_loop_test(tcase, exact_length, 0, tag_count);
    tcase_add_test(tcase, counts);
    tcase_add_test(tcase, longest_record);
    tcase_add_test(tcase, rejections);
    tcase_add_test(tcase, debris_in_front);
    tcase_add_loop_test(tcase, grouped_form, 0, tag_count);
    tcase_add_loop_test(tcase, first_of_block, 0, tag_count);
    tcase_add_loop_test(tcase, parts_cover, 0, tag_count);
    tcase_add_test(tcase, parts_groups);
    tcase_add_test(tcase, parts_unknown);
    tcase_add_test(tcase, said_again);
    tcase_add_test(tcase, grouped_again);
    suite_add_tcase(suite, tcase);
    return support_run(suite);
}
