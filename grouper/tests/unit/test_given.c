/* SPDX-License-Identifier: Apache-2.0 */
/* Files that the user gives: conventions (029-036, 107, 529; rules R7, R16, R37), lists of CIM-10
 * and CCAM (rule R15). The sub-sequence goes from 5 to 20 May, ranks 5 to 20. */
#include "lib/tables/conventions.h"
#include "lib/text/fault.h"
#include "lib/base/memory.h"
#include "support.h"

#define HOME   "750000001"
#define HOUSED "type_domicile=3 finess_esms=750000001"

static const struct {
    const char *format, *changes, *conventions, *expected;
    const char *zones; /* days of each zone; NULL = do not look */
} rows[] = {
    {"H0F", HOUSED, HOME "101052024        \n", "", "5 11"},
    {"H0F", HOUSED, HOME "08101052024        \n", "", "5 11"},
    {"H0F", HOUSED, HOME "08101052024        \r\n", "", NULL},
    {"H0F", "type_domicile=1", "x\n", "", NULL}, /* nobody is housed */
    {"H0F", HOUSED, "750000002108052024        \n", "029", NULL},
    {"H0F", HOUSED, "", "029", NULL},
    {"H0F", "type_domicile=4 finess_esms=750000002", HOME "101052024        \n", "029", NULL},
    {"H0F", HOUSED, HOME "101052024\n" HOME "101052024        \n", "033", NULL},
    {"H0F", HOUSED, HOME "101052024        \n\n" HOME "101052023310520230\n", "033", NULL},
    {"H0F", HOUSED, HOME "101052024        x\n" HOME "101052024        \n", "033", NULL},
    /* debris (R43): at the end of the file, in front of a line, blanks after either length */
    {"H0F", HOUSED, HOME "101052024        \n\n", "", "5 11"},
    {"H0F", HOUSED, HOME "101052024        \r\n   \r\n\x1A", "", "5 11"},
    {"H0F", HOUSED, "\xEF\xBB\xBF" HOME "101052024        \n", "", "5 11"},
    {"H0F", HOUSED, HOME "10101202405012024\n\x1A" HOME "08101052024        \n", "", "5 11"},
    {"H0F", HOUSED, HOME "101052024         \n", "", "5 11"},
    {"H0F", HOUSED, HOME "101052024          \n", "", "5 11"},
    {"H0F", HOUSED, HOME "10105202431122024  \n", "", "5 11"},
    {"H0F", HOUSED, HOME "08101052024           \n", "", "5 11"},
    {"H0F", HOUSED, HOME "0810105202431122024 \n", "", "5 11"},
    {"H0F", HOUSED, HOME "08101052024     \n", "029,033", NULL}, /* not debris: blanks that lack */
    {"H0F", HOUSED, HOME "10105202\x1A        \n", "034,107", NULL},
    {"H0F", HOUSED, "", "029", NULL},
    {"H0F", HOUSED, "\xEF\xBB\xBF\n\x1A", "029", NULL},
    {"H0F", HOUSED, HOME "1        31122024\n" HOME "101052024        \n", "034", NULL},
    {"H0F", HOUSED, HOME "10105202430042024\n" HOME "101052024        \n", "034", NULL},
    {"H0F", HOUSED, HOME "10105202431022025\n" HOME "101052024        \n", "034", NULL},
    {"H0F", HOUSED, HOME "201052024        \n", "", NULL}, /* 035 ended in 2013 */
    {"H05", HOUSED, HOME "201052012        \n", "035", NULL},
    {"H0F", HOUSED, HOME "10105202410052024\n" HOME "110052024        \n", "036", "0"},
    {"H0F", HOUSED, HOME "10105202410052024\n" HOME "111052024        \n", "", "5 11"},
    /* 030, 031: type 3 with a care package */
    {"H0F", HOUSED " mpp=10", HOME "101052024        \n", "030", NULL},
    {"H0F", HOUSED " mpp=10", HOME "001052024        \n", "", NULL},
    {"H0F", HOUSED " mpp=29", HOME "101052024        \n", "", NULL},
    {"H0F", "type_domicile=4 finess_esms=750000001 mpp=10", HOME "101052024        \n", "", NULL},
    {"H05", HOUSED " mpa=10", HOME "101052012        \n", "031,531", NULL},
    {"H05", HOUSED " mpa=__", HOME "101052012        \n", "056", NULL}, /* blank: until 2013 */
    {"H05", HOUSED " mpa=__ date_fin_sous_sequence=20052013", HOME "101052012        \n", "056,903",
     NULL},
    {"H05", HOUSED " mpa=__ date_fin_sous_sequence=20052014", HOME "101052012        \n",
     "031,056,903", NULL},
    {"H05", HOUSED " mpa=0_", HOME "101052012        \n", "031,056,531", NULL},
    {"H05", HOUSED " mpa=_0", HOME "101052012        \n", "031,056,531", NULL},
    {"H0F", HOUSED " mpa=__", HOME "101052024        \n", "031,056", NULL},
    /* 107: wholly outside; 529: partly, type 3 only; days leave their zones */
    {"H0F", HOUSED, HOME "10101202404052024\n", "107", NULL},
    {"H0F", HOUSED, HOME "10101202405052024\n", "529", "1 0"},
    {"H0F", HOUSED, HOME "108052024        \n", "529", "2 11"},
    {"H0F", HOUSED, HOME "120052024        \n", "529", "0 1"},
    {"H0F", HOUSED, HOME "121052024        \n", "107", NULL},
    {"H0F", HOUSED, HOME "10105202406052024\n" HOME "115052024        \n", "529", "2 6"},
    {"H0F", "type_domicile=4 finess_esms=750000001", HOME "108052024        \n", "", "5 11"},
    {"H0F", "type_domicile=5 finess_esms=750000001", HOME "121052024        \n", "107", NULL},
    {"H05", HOUSED, HOME "121052012        \n", "529", "0 0"}, /* before 2014 */
};

START_TEST(conventions)
{
    had_tables *tables = support_tables(true);
    struct line line;
    char found[200], zones[64] = "";
    had_file file = {"conv", rows[_i].conventions, strlen(rows[_i].conventions)};
    ck_assert_int_eq(had_tables_add(tables, HAD_TABLE_CONVENTIONS, &file, 1, NULL), HAD_OK);
    had_engine *engine = support_engine(tables, NULL);
    line_make(&line, tables, rows[_i].format);
    line_apply(&line, rows[_i].changes);
    had_result result = support_process(engine, &line);
    findings_text(engine, &line, &result, found, sizeof found);
    ck_assert_msg(strcmp(found, rows[_i].expected) == 0, "row %d: %s, expected %s", _i, found,
                  rows[_i].expected);
    for (int i = 0; i < result.zone_count; i++)
        snprintf(zones + strlen(zones), sizeof zones - strlen(zones), "%s%d", i ? " " : "",
                 result.zone[i].jours);
    if (rows[_i].zones)
        ck_assert_str_eq(zones, rows[_i].zones);
    had_engine_free(engine);
    had_tables_free(tables);
}
END_TEST

START_TEST(unreadable_and_variant)
{
    static const struct {
        const char *line;
        int variante;
    } cases[] = {{HOME "101052024        \n", HAD_ESMS},
                 {HOME "001052024        \n", HAD_BASE},
                 {HOME "201052024        \n", HAD_ESMS},
                 {HOME "00101202430042024\n", HAD_ESMS}}; /* none covers the end */
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        had_tables *tables = support_tables(true);
        struct line line;
        had_file file = {"conv", cases[i].line, strlen(cases[i].line)};
        had_tables_add(tables, HAD_TABLE_CONVENTIONS, &file, 1, NULL);
        had_engine *engine = support_engine(tables, NULL);
        line_make(&line, tables, "H0F");
        line_apply(&line, HOUSED);
        ck_assert_int_eq(support_process(engine, &line).variante, cases[i].variante);
        line_apply(&line, "type_domicile=6");
        ck_assert_int_eq(support_process(engine, &line).variante, HAD_SSIAD);
        had_engine_free(engine);
        had_tables_free(tables);
    }
    had_tables *tables = support_tables(true);
    struct line line;
    char found[64];
    had_file file = {"conv", NULL, 0};
    ck_assert_int_eq(had_tables_add(tables, HAD_TABLE_CONVENTIONS, &file, 1, NULL), HAD_OK);
    had_engine *engine = support_engine(tables, NULL);
    line_make(&line, tables, "H0F");
    line_apply(&line, HOUSED);
    had_result result = support_process(engine, &line);
    findings_text(engine, &line, &result, found, sizeof found);
    ck_assert_str_eq(found, "032");
    had_engine_free(engine);
    had_tables_free(tables);
}
END_TEST

/* Rule R37: where periods overlap the first line decides, over several files too, whatever lines
 * were refused before it. */
START_TEST(second_file)
{
    static const char first[] = "x\nx\nx\n" HOME "101052024        \n";
    static const char second[] = HOME "001012024        \n750000002101012024        \n";
    had_file files[] = {{"a", first, sizeof first - 1}, {"b", second, sizeof second - 1}};
    for (int one_call = 0; one_call < 2; one_call++) {
        had_tables *tables = support_tables(true);
        struct line line;
        size_t n = one_call ? 2 : 1;
        ck_assert_int_eq(had_tables_add(tables, HAD_TABLE_CONVENTIONS, files, n, NULL), HAD_OK);
        if (!one_call)
            had_tables_add(tables, HAD_TABLE_CONVENTIONS, &files[1], 1, NULL);
        had_engine *engine = support_engine(tables, NULL);
        line_make(&line, tables, "H0F");
        line_apply(&line, HOUSED);
        ck_assert_int_eq(support_process(engine, &line).variante, HAD_ESMS);
        for (int home = 2; home <= 3; home++) { /* of the second file alone; of none */
            char found[64];
            line_set(&line, "finess_esms", home == 2 ? "750000002" : "750000003");
            had_result result = support_process(engine, &line);
            findings_text(engine, &line, &result, found, sizeof found);
            ck_assert_int_eq(strstr(found, "029") != NULL, home == 3);
        }
        had_engine_free(engine);
        had_tables_free(tables);
    }
}
END_TEST

/* Conventions come by home and start whatever their order in the file; no memory but the
 * allocator's is used to sort them. */
START_TEST(sorted)
{
    enum { MANY = 500 };
    struct conventions read = {0};
    struct given_files given = {0};
    had_allocator allocator = memory_allocator(NULL);
    static char text[MANY * 27 + 1];
    uint32_t seed = 7;
    for (int i = 0; i < MANY; i++) {
        seed = seed * 1664525 + 1013904223;
        snprintf(text + i * 27, 28, "75000%04u1%02u%02u2024        \n", (seed >> 8) % 20,
                 1 + (seed >> 16) % 28, 1 + (seed >> 20) % 12);
    }
    had_file file = {"c", text, sizeof text - 1};
    ck_assert_int_eq(conventions_add(&read, &given, &allocator, &file, 1, NULL), HAD_OK);
    ck_assert_uint_eq(read.count, MANY);
    for (size_t i = 1; i < read.count; i++) {
        const struct convention *a = &read.list[i - 1], *b = &read.list[i];
        int order = memcmp(a->finess, b->finess, CONVENTION_FINESS);
        ck_assert(order < 0 || (order == 0 && (a->debut < b->debut ||
                                               (a->debut == b->debut && a->line < b->line))));
    }
    memory_release(&allocator, read.list);
    memory_release(&allocator, given.list);
    memory_release(&allocator, given.remark);
}
END_TEST

/* Rule R37: on which records and years the codes of the file are raised, exactly; what still names
 * a FINESS. */
static const struct {
    const char *format, *domicile, *conventions, *expected; /* among 029 to 036 */
} raised[] = {
#define GOOD  HOME "001012010        \n"
#define OTHER "750000002"
    {"H0F", "3", GOOD, ""},
    {"H0F", "3", GOOD "x\n", "033"},
    {"H0F", "4", GOOD "x\n", "033"},
    {"H0F", "5", GOOD "x\n", "033"},
    {"H0F", "1", GOOD "x\n", ""},
    {"H0F", "6", GOOD "x\n", ""},
    {"H05", "3", GOOD "x\n", "033"}, /* 2012: type 3 only */
    {"H05", "4", GOOD "x\n", ""},
    {"H05", "5", GOOD "x\n", ""},
    {"H07", "4", GOOD "x\n", "033"}, /* 2014 */
    /* of another home: all the same */
    {"H0F", "3", GOOD OTHER "031022010        \n", "034"},
    {"H0F", "3", GOOD OTHER "00101201031122009\n", "034"},
    {"H0F", "3", GOOD OTHER "00101201031022011\n", "034"},
    {"H0F", "3", GOOD OTHER "201012010        \n", ""}, /* 035 until 2013 */
    {"H05", "3", GOOD OTHER "201012010        \n", "035"},
    {"H0F", "3", GOOD OTHER "00101201031122010\n" OTHER "031122010        \n", "036"},
    {"H0F", "3", GOOD OTHER "00101201030122010\n" OTHER "031122010        \n", ""},
    /* 034 still names its FINESS, 033 does not */
    {"H0F", "3", HOME "0        31122030\n", "034"},
    {"H0F", "3", HOME "0\n", "029,033"},
    {"H0F", "3", OTHER "001012010        \n", "029"},
    /* several at once */
    {"H05", "3", GOOD GOOD "x\n" OTHER "2        31122030\n", "033,034,035,036"},
};

/* Known causes of a length that is not right are named, once in a file (rule R43). */
START_TEST(known_causes)
{
    static const struct {
        const char *text;
        enum fault fault;
        uint32_t column;
        size_t remarks;
    } files[] = {
        {HOME "001012010        \r" HOME "001012010        \r", FAULT_CONVENTION_CR, 27, 1},
        {HOME "001012010        \r\r\n" HOME "001012010        \r\r\n", FAULT_CONVENTION_CR, 27, 2},
        {"\"" HOME "08001012010        \"\n\"" HOME "08001012010        \"\n",
         FAULT_CONVENTION_QUOTES, 1, 2},
    };
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        had_tables *tables = support_tables(false);
        had_error remark = {.size = sizeof remark};
        had_file file = {"conv", files[i].text, strlen(files[i].text)};
        ck_assert_int_eq(had_tables_add(tables, HAD_TABLE_CONVENTIONS, &file, 1, NULL), HAD_OK);
        ck_assert_uint_eq(had_remark_count(tables), files[i].remarks);
        had_remark_get(tables, 0, &remark);
        ck_assert_int_eq(remark.code, files[i].fault);
        ck_assert_uint_eq(remark.column, files[i].column);
        ck_assert(strncmp(remark.fr, "033", 3) == 0 && strncmp(remark.en, "033", 3) == 0);
        if (files[i].remarks > 1) {
            had_remark_get(tables, 1, &remark);
            ck_assert_int_eq(remark.code, FAULT_CONVENTION_LENGTH);
        }
        had_tables_free(tables);
    }
}
END_TEST

START_TEST(codes_of_the_file)
{
    static const char *const codes[] = {"029", "032", "033", "034", "035", "036"};
    had_tables *tables = support_tables(true);
    struct line line;
    char found[64] = "";
    had_file file = {"conv", raised[_i].conventions, strlen(raised[_i].conventions)};
    ck_assert_int_eq(had_tables_add(tables, HAD_TABLE_CONVENTIONS, &file, 1, NULL), HAD_OK);
    had_engine *engine = support_engine(tables, NULL);
    line_make(&line, tables, raised[_i].format);
    line_apply(&line, HOUSED);
    line_set(&line, "type_domicile", raised[_i].domicile);
    had_result result = support_process(engine, &line);
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
        if (had_findings_has(&result.findings, had_finding_number(codes[i])))
            strcat(strcat(found, found[0] ? "," : ""), codes[i]);
    ck_assert_msg(strcmp(found, raised[_i].expected) == 0, "row %d: %s, expected %s", _i, found,
                  raised[_i].expected);
    had_engine_free(engine);
    had_tables_free(tables);
}
END_TEST

/* Remarks come by file, line and column, then by what they tell, whatever their order before. */
START_TEST(remarks_sorted)
{
    enum { KEYS = 6, FEW = 3, MANY = 729 /* FEW to the power of KEYS */ };
    static struct remark remark[MANY];
    struct given_files given = {.remark = remark, .remark_count = MANY};
    for (uint32_t i = 0; i < MANY; i++) {
        uint32_t key[KEYS], rest = i * 100 % MANY; /* each number once, not in order */
        for (int k = KEYS; k-- > 0; rest /= FEW)
            key[k] = rest % FEW;
        remark[i] = (struct remark){key[0], key[1], key[2], (enum fault)key[3], key[5], key[4]};
    }
    given_files_sort(&given);
    for (uint32_t i = 0; i < MANY; i++) {
        const struct remark *r = &remark[i];
        const uint32_t key[KEYS] = {r->file,    r->line,  r->column, (uint32_t)r->fault,
                                    r->another, r->number};
        uint32_t n = 0;
        for (int k = 0; k < KEYS; k++)
            n = n * FEW + key[k];
        ck_assert_uint_eq(n, i);
    }
}
END_TEST

/* Each of 033-036 is remarked with its file, line and column; what was taken away is counted. */
START_TEST(remarks)
{
    static const char first[] = "\xEF\xBB\xBF" HOME "101012024        \n" /* 1 */
        HOME "08101052024\n"                                              /* 2: 033 */
                                "750000002101012024        \n"            /* 3 */
                                "7500000022310220243112202\n"             /* 4: 033 */
                                "7500000032310220243112202X\n"            /* 5: 035, 034 twice */
                                "75000000310112202401012024   \n"         /* 6: 034 */
        HOME "101012023010120240\n\n"                                     /* 7: 033, 8: 033 */
        HOME "10101202301012024\n  \n\x1A";                               /* 9: 036 */
    static const char second[] = HOME "110012024        \n";
    static const struct {
        const char *file;
        enum fault fault;
        uint32_t line, column;
        const char *en;
    } expected[] = {
        {"a", FAULT_CONVENTION_LENGTH, 2, 21, "20 characters"},
        {"a", FAULT_CONVENTION_LENGTH, 4, 26, "25 characters"},
        {"a", FAULT_CONVENTION_FORFAIT, 5, 10, "035"},
        {"a", FAULT_CONVENTION_PERIOD, 5, 11, "034"},
        {"a", FAULT_CONVENTION_PERIOD, 5, 19, "034"},
        {"a", FAULT_CONVENTION_PERIOD, 6, 19, "034"},
        {"a", FAULT_CONVENTION_LENGTH, 7, 28, "27 characters"},
        {"a", FAULT_CONVENTION_LENGTH, 8, 1, "0 characters"},
        {"a", FAULT_CONVENTION_OVERLAP, 9, 11, "of line 1"},
        {"b", FAULT_CONVENTION_OVERLAP, 1, 11, "of line a:1"},
    };
    had_tables *tables = support_tables(false);
    had_error remark = {.size = sizeof remark};
    had_given_info info = {.size = sizeof info};
    had_file files[] = {{"a", first, sizeof first - 1}, {"b", second, sizeof second - 1}};
    for (size_t i = 0; i < 2; i++)
        ck_assert_int_eq(had_tables_add(tables, HAD_TABLE_CONVENTIONS, &files[i], 1, NULL), HAD_OK);
    size_t count = sizeof expected / sizeof expected[0];
    ck_assert_uint_eq(had_remark_count(tables), count);
    for (size_t i = 0; i < count; i++) {
        ck_assert_int_eq(had_remark_get(tables, i, &remark), HAD_OK);
        ck_assert_str_eq(remark.file, expected[i].file);
        ck_assert_msg(remark.code == (int32_t)expected[i].fault &&
                          remark.line == expected[i].line && remark.column == expected[i].column &&
                          strstr(remark.en, expected[i].en),
                      "remark %zu: %d at %s:%u:%u: %s", i, remark.code, remark.file, remark.line,
                      remark.column, remark.en);
    }
    ck_assert_int_eq(had_remark_get(tables, count, &remark), HAD_E_ARGUMENT);
    ck_assert_uint_eq(had_given_count(tables), 2);
    ck_assert_int_eq(had_given_get(tables, 0, &info), HAD_OK);
    ck_assert_str_eq(info.name, "a");
    ck_assert_int_eq(info.kind, HAD_TABLE_CONVENTIONS);
    ck_assert_uint_eq(info.lines, 11);
    ck_assert_uint_eq(info.debris_marks, 1);
    ck_assert_uint_eq(info.debris_ends, 1);
    ck_assert_uint_eq(info.debris_lines, 2);
    ck_assert_uint_eq(info.debris_blanks, 1);
    ck_assert_int_eq(had_given_get(tables, 2, &info), HAD_E_ARGUMENT);
    info.size = 8;
    ck_assert_int_eq(had_given_get(tables, 0, &info), HAD_E_SIZE);
    had_tables_free(tables);
}
END_TEST

START_TEST(days_covered)
{
    static const struct convention list[] = {{.valid = true, .debut = 20240110, .fin = 20240120},
                                             {.valid = true, .debut = 20240115, .fin = 20240125},
                                             {.valid = false, .debut = 20240101, .fin = 20241231},
                                             {.valid = true, .debut = 20240220, .fin = 99991231}};
    ck_assert_int_eq(conventions_days(list, 4, 20240101, 20240131), 16); /* 10 to 25, once */
    ck_assert_int_eq(conventions_days(list, 4, 20240120, 20240120), 1);
    ck_assert_int_eq(conventions_days(list, 4, 20240126, 20240219), 0);
    ck_assert_int_eq(conventions_days(list, 4, 20240219, 20240221), 2);
    ck_assert_int_eq(conventions_days(list, 0, 20240101, 20240131), 0);
}
END_TEST

static const struct {
    const char *changes, *variable, *expected;
} lists[] = {
    {"dp=C500", "", ""},
    {"dp=C501", "", "053"},
    {"dp=R52", "", ""}, /* a parent code may be DP */
    {"n_da=01", "R52     ", "075"},
    {"n_da=01", "R522    ", ""},
    {"n_da=01", "R529    ", "075"},
    {"n_dcmpp=1", "R52     ", "102"},
    {"n_dcmpa=1 mpa=05", "Z999    ", "103"},
    {"n_zones_ccam=001", "10052024ABCD123   01 01", ""},
    {"n_zones_ccam=001", "10052024ABCD999   01 01", "079"},
    {"n_zones_ccam=001", "10052024OLDE001   01 01", "083"},
    {"n_zones_ccam=001", "10052024NEWE001   01 01", "084"},
    {"n_zones_ccam=001", "10052024EXTE001-0101 01", ""},
    {"n_zones_ccam=001", "10052024EXTE001-7301 01", ""},
    {"n_zones_ccam=001", "10052024EXTE001-0201 01", "142"},
    {"n_zones_ccam=001", "10052024EXTE001   01 01", "142"},
    {"n_zones_ccam=001", "10052024ABCD123-0101 01", "142"},
};

START_TEST(code_lists)
{
    static const char cim10[] = "code;pere\nC500;\nR52;1\nR522;0\n";
    static const char ccam[] = "code;debut;fin;extensions\nABCD123;;;\nOLDE001;;2024-05-04;\n"
                               "NEWE001;2024-05-21;;\nEXTE001;2010-01-01;2030-12-31;-01,-73\n";
    had_tables *tables = support_tables(true);
    had_file one = {"cim10.csv", cim10, sizeof cim10 - 1},
             two = {"ccam.csv", ccam, sizeof ccam - 1};
    ck_assert_int_eq(had_tables_add(tables, HAD_TABLE_CIM10, &one, 1, NULL), HAD_OK);
    ck_assert_int_eq(had_tables_add(tables, HAD_TABLE_CCAM, &two, 1, NULL), HAD_OK);
    had_engine *engine = support_engine(tables, NULL);
    struct line line;
    char found[200];
    line_make(&line, tables, "H0F");
    line_apply(&line, lists[_i].changes);
    line_insert(&line, lists[_i].variable);
    had_result result = support_process(engine, &line);
    findings_text(engine, &line, &result, found, sizeof found);
    ck_assert_msg(strcmp(found, lists[_i].expected) == 0, "row %d: %s, expected %s", _i, found,
                  lists[_i].expected);
    had_engine_free(engine);
    had_tables_free(tables);
}
END_TEST

/* One list alone is looked at as well. */
START_TEST(one_list)
{
    static const char ccam[] = "code;debut;fin;extensions\nABCD123;;;\n";
    had_tables *tables = support_tables(true);
    had_file file = {"ccam.csv", ccam, sizeof ccam - 1};
    ck_assert_int_eq(had_tables_add(tables, HAD_TABLE_CCAM, &file, 1, NULL), HAD_OK);
    had_engine *engine = support_engine(tables, NULL);
    struct line line;
    char found[200];
    line_make(&line, tables, "H0F");
    line_apply(&line, "n_zones_ccam=001");
    line_insert(&line, "10052024ABCD999   01 01");
    had_result result = support_process(engine, &line);
    findings_text(engine, &line, &result, found, sizeof found);
    ck_assert_str_eq(found, "079");
    had_engine_free(engine);
    had_tables_free(tables);
}
END_TEST

START_TEST(bad_lists)
{
    static const struct {
        had_table_kind kind;
        const char *text;
        enum fault fault;
        uint32_t line, column;
    } bad[] = {
        {HAD_TABLE_CIM10, "", FAULT_EMPTY, 0, 0},
        {HAD_TABLE_CIM10, "\xEF\xBB\xBF\n\x1A", FAULT_EMPTY, 0, 0},
        {HAD_TABLE_CIM10, "code;pere\n", FAULT_EMPTY, 0, 0},
        {HAD_TABLE_CIM10, "C500\nC501\n", FAULT_HEADER, 1, 0},
        {HAD_TABLE_CIM10, "code\nC500\n", FAULT_HEADER, 1, 0},
        {HAD_TABLE_CIM10, "code;pere\nC500;2\n", FAULT_RANGE, 2, 2},
        {HAD_TABLE_CIM10, "code;pere\nC50012345;\n", FAULT_CODE, 2, 1},
        {HAD_TABLE_CIM10, "code;pere\nC500;\nC500;1\n", FAULT_CONFLICT, 3, 1},
        {HAD_TABLE_CIM10, "code;pere\nC50.0;\nc500;1\n", FAULT_CONFLICT, 3, 1},
        /* Rule R45: what is no code at all. */
        {HAD_TABLE_CIM10, "code;pere\nC500;\nhello world;0\n", FAULT_CODE, 3, 1},
        {HAD_TABLE_CIM10, "code;pere\n;0\n", FAULT_CODE, 2, 1},
        {HAD_TABLE_CIM10, "code;pere\n   ;0\n", FAULT_CODE, 2, 1},
        {HAD_TABLE_CIM10, "code;pere\nC5;0\n", FAULT_CODE, 2, 1},
        {HAD_TABLE_CIM10, "code;pere\nCC0;0\n", FAULT_CODE, 2, 1},
        {HAD_TABLE_CIM10, "code;pere\nC50-0;0\n", FAULT_CODE, 2, 1},
        {HAD_TABLE_CIM10, "code;pere\nC5.00;0\n", FAULT_CODE, 2, 1},
        {HAD_TABLE_CIM10, "code;pere\nC500.1;0\n", FAULT_CODE, 2, 1},
        {HAD_TABLE_CIM10, "code;pere\nC50..1;0\n", FAULT_CODE, 2, 1},
        {HAD_TABLE_CIM10, "code;pere\n C500;0\n", FAULT_CODE, 2, 1},
        {HAD_TABLE_CIM10, "code;pere\nC50 0;0\n", FAULT_CODE, 2, 1},
        {HAD_TABLE_CIM10, "code;pere\nC500;0\n\nC501;0\n", FAULT_COLUMNS, 3, 0},
        {HAD_TABLE_CIM10, "code;pere\nC50\xE9;0\n", FAULT_ENCODING, 2, 0},
        {HAD_TABLE_CIM10, "code;pere\nC500;0\nC501;0", FAULT_TRUNCATED, 3, 0},
        {HAD_TABLE_CCAM, "code;debut;fin;extensions\nABCD123;2024;;\n", FAULT_DATE, 2, 2},
        {HAD_TABLE_CCAM, "code;debut;fin;extensions\nABCD123;2024-01-01;2023-01-01;\n",
         FAULT_PERIOD, 2, 0},
        {HAD_TABLE_CCAM, "code;debut;fin;extensions\nABCD123;;;01\n", FAULT_CODE, 2, 4},
        {HAD_TABLE_CCAM, "code;debut;fin;extensions\nABCD123;;;-01;x\n", FAULT_COLUMNS, 2, 0},
        {HAD_TABLE_CCAM, "code;debut;fin;extensions\nabcd123;;;\nZZ;;;\n", FAULT_CODE, 3, 1},
        {HAD_TABLE_CCAM, "code;debut;fin;extensions\nABCD1234;;;\n", FAULT_CODE, 2, 1},
        {HAD_TABLE_CCAM, "code;debut;fin;extensions\nABC.D123;;;\n", FAULT_CODE, 2, 1},
        {HAD_TABLE_CCAM, "code;debut;fin;extensions\nABC1234;;;\n", FAULT_CODE, 2, 1},
        /* Rule R44: another file. */
        {HAD_TABLE_CIM10, "hello\nworld\n", FAULT_NO_LIST, 0, 0},
        {HAD_TABLE_CIM10, "PK\x03\x04\x14", FAULT_NO_LIST, 0, 0},
        {HAD_TABLE_CIM10, "code;debut;fin;extensions\nABCD123;;;\n", FAULT_NO_LIST, 0, 0},
        {HAD_TABLE_CCAM, "code;pere\nC500;\n", FAULT_NO_LIST, 0, 0},
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        had_tables *tables = support_tables(false);
        had_error error = {.size = sizeof error};
        had_file file = {"list.csv", bad[i].text, strlen(bad[i].text)};
        ck_assert_msg(had_tables_add(tables, bad[i].kind, &file, 1, &error) == HAD_E_TABLE,
                      "list %zu is taken", i);
        ck_assert_msg(error.code == (int32_t)bad[i].fault && error.line == bad[i].line &&
                          error.column == bad[i].column,
                      "list %zu: %d at %u:%u", i, error.code, error.line, error.column);
        ck_assert_uint_eq(had_given_count(tables), 0);
        had_tables_free(tables);
    }
}
END_TEST

/* Rule R45: a point and small letters are read as the code they mean, and counted. */
START_TEST(codes_meant)
{
    static const char cim10[] =
        "\xEF\xBB\xBF"
        "code;pere\r\nC50.0;\r\nC61.;\r\nr52.2;0\r\nR529;0  \r\nC349    ;0\r\n"
        "z51+0;0\r\n\r\n\x1A";
    static const char ccam[] = "code;debut;fin;extensions\nabcD123;;;\nEXTE001;;;\n";
    had_tables *tables = support_tables(true);
    had_file one = {"cim10.csv", cim10, sizeof cim10 - 1},
             two = {"ccam.csv", ccam, sizeof ccam - 1};
    had_given_info info = {.size = sizeof info};
    ck_assert_int_eq(had_tables_add(tables, HAD_TABLE_CIM10, &one, 1, NULL), HAD_OK);
    ck_assert_int_eq(had_tables_add(tables, HAD_TABLE_CCAM, &two, 1, NULL), HAD_OK);
    ck_assert_uint_eq(had_given_count(tables), 2);
    had_given_get(tables, 0, &info);
    ck_assert_int_eq(info.kind, HAD_TABLE_CIM10);
    ck_assert_uint_eq(info.rewritten, 4);
    ck_assert_uint_eq(info.lines, 9);
    ck_assert_uint_eq(info.debris_marks, 1);
    ck_assert_uint_eq(info.debris_ends, 1);
    ck_assert_uint_eq(info.debris_lines, 2);
    ck_assert_uint_eq(info.debris_blanks, 1);
    had_given_get(tables, 1, &info);
    ck_assert_int_eq(info.kind, HAD_TABLE_CCAM);
    ck_assert_uint_eq(info.rewritten, 1);
    had_engine *engine = support_engine(tables, NULL);
    static const char *const codes[] = {"C500", "R522", "R529", "C349", "Z51+0", "C61"};
    struct line line;
    line_make(&line, tables, "H0F");
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        line_set(&line, "dp", codes[i]);
        had_result result = support_process(engine, &line);
        ck_assert(!had_findings_has(&result.findings, had_finding_number("053")));
    }
    had_engine_free(engine);
    had_tables_free(tables);
}
END_TEST

/* A list of many codes: every one is found, no other is. */
START_TEST(many_codes)
{
    had_tables *tables = support_tables(true);
    size_t room = 30000 * 8, n = 0;
    char *text = malloc(room);
    n += (size_t)snprintf(text + n, room - n, "code;pere\n");
    for (int i = 0; i < 26000; i += 2)
        n += (size_t)snprintf(text + n, room - n, "%c%03d;\n", 'A' + i / 1000, i % 1000);
    had_file file = {"cim10.csv", text, n};
    ck_assert_int_eq(had_tables_add(tables, HAD_TABLE_CIM10, &file, 1, NULL), HAD_OK);
    had_engine *engine = support_engine(tables, NULL);
    struct line line;
    line_make(&line, tables, "H0F");
    for (int i = 0; i < 26000; i++) {
        char code[16];
        snprintf(code, sizeof code, "%c%03d", 'A' + i / 1000, i % 1000);
        line_set(&line, "dp", code);
        had_result result = support_process(engine, &line);
        ck_assert_int_eq(had_findings_has(&result.findings, had_finding_number("053")), i % 2);
    }
    free(text);
    had_engine_free(engine);
    had_tables_free(tables);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("given");
    TCase *tcase = tcase_create("given");
    tcase_set_timeout(tcase, 60);
    tcase_add_loop_test(tcase, conventions, 0, sizeof rows / sizeof rows[0]);
    tcase_add_test(tcase, unreadable_and_variant);
    tcase_add_test(tcase, second_file);
    tcase_add_test(tcase, sorted);
    tcase_add_test(tcase, remarks_sorted);
    tcase_add_loop_test(tcase, codes_of_the_file, 0, sizeof raised / sizeof raised[0]);
    tcase_add_test(tcase, known_causes);
    tcase_add_test(tcase, remarks);
    tcase_add_test(tcase, days_covered);
    tcase_add_test(tcase, one_list);
    tcase_add_loop_test(tcase, code_lists, 0, sizeof lists / sizeof lists[0]);
    tcase_add_test(tcase, bad_lists);
    tcase_add_test(tcase, codes_meant);
    tcase_add_test(tcase, many_codes);
    suite_add_tcase(suite, tcase);
    return support_run(suite);
}
