/* SPDX-License-Identifier: Apache-2.0 */
/* Each number of a table at its least, at its most, and one beyond; periods of a day, and those
 * that end before they begin; records as long as they may be. */
#include "common/sha256.h"
#include "lib/text/fault.h"
#include "support.h"
#include "table_heads.h"

/* --- Files ------------------------------------------------------------------------------------ */

/* What a classification by weights, one of observed groups, and layouts are made of, where a test
 * does not say otherwise. */
static const char *const whole[][2] = {
    {"classification.csv", CARD},
    {"durees.csv", "du;au;poids\n1;4;1\n5;;1\n"},
    {"mpp.csv", "code;poids\n04;1\n"},
    {"mpa.csv", "code;poids\n00;1\n"},
    {"ik.csv", "code;poids\n050;1\n060;1\n"},
    {"ght.csv", "ght;ipt_min\n1;0\n2;1\n"},
    {"ghpc.csv", "ghpc;mpp;mpa;ik_min;ik_max\n0101;04;00;050;060\n"},
    {"associations.csv", ASSOCIATIONS "04;00;autorisee;050;060;0\n"},
};
static const char *const seen[][2] = {
    {"classification.csv", CARD}, {"groupes.csv", COUNTED "04;00;050;0101;12;11;09;08;3;;;;\n"}};
static const char *const layouts[][2] = {
    {"rpss.csv", RPSS "Q00;ex-DG;yes;format_version;1;3;;;;\nQ00;ex-DG;yes;n_da;4;2;;;;\n"},
    {"rpss_variable.csv", VARIABLE}};

/* Adds one file among those that go with it. */
static int add(had_tables *tables, had_table_kind kind, const char *name, const char *content,
               had_error *error)
{
    bool groups = strcmp(name, "groupes.csv") == 0, layout = kind == HAD_TABLE_LAYOUTS;
    const char *const(*set)[2] = layout ? layouts : groups ? seen : whole;
    size_t count = layout                             ? 2
                   : kind != HAD_TABLE_CLASSIFICATION ? 0
                   : groups                           ? 2
                                                      : sizeof whole / sizeof whole[0];
    had_file files[8] = {{name, content, strlen(content)}};
    for (size_t i = 0; i < count; i++) {
        const char *text = strcmp(set[i][0], name) == 0 ? content : set[i][1];
        files[i] = (had_file){set[i][0], text, strlen(text)};
    }
    return had_tables_add(tables, kind, files, count ? count : 1, error);
}

/* Whether a file is refused at this cell; `#` stands for the number. */
static bool refused(had_table_kind kind, const char *name, const char *content, long number,
                    uint32_t line, uint32_t column, had_error *error)
{
    char text[400];
    const char *at = strchr(content, '#');
    had_tables *tables;
    snprintf(text, sizeof text, "%.*s%ld%s", (int)(at - content), content, number, at + 1);
    ck_assert_int_eq(had_tables_new(NULL, &tables), HAD_OK);
    *error = (had_error){.size = sizeof *error};
    add(tables, kind, name, text, error);
    had_tables_free(tables);
    return error->code && error->line == line && error->column == column &&
           strstr(error->file, name);
}

/* --- Numbers ---------------------------------------------------------------------------------- */

static const struct {
    had_table_kind kind;
    const char *name, *content;
    uint32_t line, column;
    long least, most;
} limits[] = {
    {HAD_TABLE_VALUES, "v.csv", VALUES "042;sexe;7;;;#;\n", 2, 6, 2011, 2040},
    {HAD_TABLE_VALUES, "v.csv", VALUES "042;sexe;7;;;;#\n", 2, 7, 2011, 2040},
    {HAD_TABLE_EHPA, "e.csv", EHPA "05;MPP;#;2040\n", 2, 3, 2011, 2040},
    {HAD_TABLE_EHPA, "e.csv", EHPA "05;MPP;2011;#\n", 2, 4, 2011, 2040},
    {HAD_TABLE_COEFFICIENTS, "c.csv", COEFFS "#;prudentiel;both;;9000;x;high\n", 2, 1, 2000, 2199},
    {HAD_TABLE_COEFFICIENTS, "c.csv", COEFFS "2040;prudentiel;both;;#;x;high\n", 2, 5, 1, 99999},
    {HAD_TABLE_TARIFS, "t.csv", TARIFS "#;ex-DGF;base;1;1;2033-01-01;x\n", 2, 1, 2000, 2199},
    {HAD_TABLE_TARIFS, "t.csv", TARIFS "2033;ex-DGF;base;#;1;2033-01-01;x\n", 2, 4, 1, 31},
    {HAD_TABLE_TARIFS, "t.csv", TARIFS "2033;ex-DGF;base;1;#;2033-01-01;x\n", 2, 5, 1, 999999999},
    {HAD_TABLE_CIM10, "l.csv", "code;pere\nA00;#\n", 2, 2, 0, 1},
    {HAD_TABLE_BESIDE, "f.csv", FICHCOMP "A;import;ex-DGF;;x;1;1;;;;#;;;\n", 2, 11, 1900, 9999},
    {HAD_TABLE_BESIDE, "f.csv", FICHCOMP "A;import;ex-DGF;;x;1;1;;;;;#;;\n", 2, 12, 1900, 9999},
    {HAD_TABLE_BESIDE, "f.csv", FICHCOMP "A;import;ex-DGF;;x;1;#;;;;;;;\n", 2, 7, 1, 1000},
    {HAD_TABLE_BESIDE, "v.csv", VERSIONS "V099;;#;1;9999;1;;;;\n", 2, 3, 1, 10000},
    {HAD_TABLE_BESIDE, "v.csv", VERSIONS "V099;;1;#;6;1;;;;\n", 2, 4, 1, 4},
    {HAD_TABLE_BESIDE, "v.csv", VERSIONS "V099;;1;1;#;1;;;;\n", 2, 5, 2, 10000},
    {HAD_TABLE_BESIDE, "v.csv", VERSIONS "V099;;7;3;#;1;;;;\n", 2, 5, 10, 10000},
    {HAD_TABLE_BESIDE, "v.csv", VERSIONS "V099;;1;1;2;#;;;;\n", 2, 6, 1, 1000},
    {HAD_TABLE_CLASSIFICATION, "classification.csv", CARD "ipi_decimales;#\n", 8, 2, 0, 12},
    {HAD_TABLE_CLASSIFICATION, "classification.csv", CARD "ipt_decimales;#\n", 8, 2, 0, 12},
    {HAD_TABLE_CLASSIFICATION, "classification.csv", CARD "deduire_min;#\n", 8, 2, 1, 999999999},
    {HAD_TABLE_CLASSIFICATION, "classification.csv",
     "cle;valeur\nid;t\nversion;77\ndebut;2020-01-01\nfin;2021-12-31\nofficielle;#\nsource;x\n", 6,
     2, 0, 1},
    {HAD_TABLE_CLASSIFICATION, "durees.csv", "du;au;poids\n#;;1\n", 2, 1, 1, 1},
    {HAD_TABLE_CLASSIFICATION, "durees.csv", "du;au;poids\n1;#;1\n5;;1\n", 2, 2, 1, 99999999},
    {HAD_TABLE_CLASSIFICATION, "durees.csv", "du;au;poids\n1;4;1\n#;;1\n", 3, 1, 5, 5},
    {HAD_TABLE_CLASSIFICATION, "ght.csv", "ght;ipt_min\n#;0\n", 2, 1, 1, 31},
    {HAD_TABLE_CLASSIFICATION, "ghpc.csv", "ghpc;mpp;mpa;ik_min;ik_max\n0101;04;00;#;999\n", 2, 4,
     0, 999},
    {HAD_TABLE_CLASSIFICATION, "ghpc.csv", "ghpc;mpp;mpa;ik_min;ik_max\n0101;04;00;0;#\n", 2, 5, 0,
     999},
    {HAD_TABLE_CLASSIFICATION, "associations.csv", ASSOCIATIONS "04;00;autorisee;50;60;#\n", 2, 6,
     0, 1},
    {HAD_TABLE_CLASSIFICATION, "groupes.csv", COUNTED "04;00;050;0101;#;;;;;;;;\n", 2, 5, 1, 31},
    {HAD_TABLE_CLASSIFICATION, "groupes.csv", COUNTED "04;00;050;0101;;;;#;;;;;\n", 2, 8, 1, 31},
    {HAD_TABLE_CLASSIFICATION, "groupes.csv", COUNTED "04;00;050;0101;1;;;;#;;;;\n", 2, 9, 0,
     999999999},
    {HAD_TABLE_CLASSIFICATION, "groupes.csv", COUNTED "04;00;050;0101;;;;1;;;;;#\n", 2, 13, 0,
     999999999},
    {HAD_TABLE_LAYOUTS, "rpss.csv", RPSS "Q00;ex-DG;yes;x;1;#;;;;\n", 2, 6, 1, 1000},
    {HAD_TABLE_LAYOUTS, "rpss_variable.csv", VARIABLE "Q00;#;da;n_da;da;8;\n", 2, 2, 0, 999},
    {HAD_TABLE_LAYOUTS, "rpss_variable.csv", VARIABLE "Q00;1;other;n_da;x;#;\n", 2, 6, 1, 1000},
    {HAD_TABLE_LAYOUTS, "rpss_variable.csv", VARIABLE "Q00;7;one;n_da;x;1;\nQ00;#;two;n_da;x;1;\n",
     3, 2, 7, 999},
    {HAD_TABLE_LAYOUTS, "rpss_variable.csv", VARIABLE "Q00;7;one;n_da;x;1;\nQ00;#;one;n_da;x;1;\n",
     3, 2, 7, 7},
};

START_TEST(numbers)
{
    const long least = limits[_i].least, most = limits[_i].most;
    had_error error;
#define REFUSED(number)                                                                            \
    refused(limits[_i].kind, limits[_i].name, limits[_i].content, number, limits[_i].line,         \
            limits[_i].column, &error)
    ck_assert_msg(!REFUSED(least), "%s: %ld: %s", limits[_i].content, least, error.en);
    ck_assert_msg(!REFUSED(most), "%s: %ld: %s", limits[_i].content, most, error.en);
    ck_assert_msg(REFUSED(least - 1), "%s: %ld: %s", limits[_i].content, least - 1, error.en);
    ck_assert_msg(REFUSED(most + 1), "%s: %ld: %s", limits[_i].content, most + 1, error.en);
    ck_assert_msg(REFUSED(1234567890), "%s: %s", limits[_i].content, error.en);
#undef REFUSED
}
END_TEST

/* Where a field starts is told apart from where it has to start. */
START_TEST(starts)
{
    static const struct {
        had_table_kind kind;
        const char *name, *content;
        uint32_t column;
    } rows[] = {{HAD_TABLE_BESIDE, "f.csv", FICHCOMP "A;import;ex-DGF;;x;#;1;;;;;;;\n", 6},
                {HAD_TABLE_LAYOUTS, "rpss.csv", RPSS "Q00;ex-DG;yes;x;#;1;;;;\n", 5}};
    static const struct {
        long start;
        enum fault fault;
    } said[] = {
        {0, FAULT_RANGE}, {2, FAULT_LAYOUT_GAP}, {10000, FAULT_LAYOUT_GAP}, {10001, FAULT_RANGE}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        for (size_t k = 0; k < sizeof said / sizeof said[0]; k++) {
            had_error error;
            ck_assert(refused(rows[i].kind, rows[i].name, rows[i].content, said[k].start, 2,
                              rows[i].column, &error));
            ck_assert_int_eq(error.code, said[k].fault);
        }
}
END_TEST

/* --- Periods ---------------------------------------------------------------------------------- */

/* One day or one year is a period; # is what ends it, less one and it ends before it begins. */
static const struct {
    had_table_kind kind;
    const char *name, *content;
    long end;
    uint32_t line, column;
} periods[] = {
    {HAD_TABLE_CCAM, "l.csv", CCAM "ABCD001;2020-01-16;2020-01-#;\n", 16, 2, 0},
    {HAD_TABLE_UCD, "u.csv", UCD "9123456;;2020-01-16;2020-01-#\n", 16, 2, 4},
    {HAD_TABLE_VALUES, "v.csv", VALUES "042;sexe;7;;;2020;#\n", 2020, 2, 0},
    {HAD_TABLE_CLASSIFICATION, "classification.csv",
     "cle;valeur\nid;t\nversion;77\ndebut;2020-01-16\nfin;2020-01-#\nofficielle;0\nsource;x\n", 16,
     0, 0},
    {HAD_TABLE_CLASSIFICATION, "durees.csv", "du;au;poids\n1;4;1\n5;#;1\n", 5, 3, 0},
    {HAD_TABLE_CLASSIFICATION, "ghpc.csv", "ghpc;mpp;mpa;ik_min;ik_max\n0101;04;00;50;#\n", 50, 2,
     4},
    {HAD_TABLE_CLASSIFICATION, "associations.csv", ASSOCIATIONS "04;00;autorisee;50;#;0\n", 50, 2,
     4},
};

START_TEST(shortest_periods)
{
    had_error error;
    ck_assert_msg(!refused(periods[_i].kind, periods[_i].name, periods[_i].content, periods[_i].end,
                           periods[_i].line, periods[_i].column, &error),
                  "%s: %s", periods[_i].content, error.en);
    ck_assert_int_ne(error.code, FAULT_PERIOD);
    ck_assert_msg(refused(periods[_i].kind, periods[_i].name, periods[_i].content,
                          periods[_i].end - 1, periods[_i].line, periods[_i].column, &error),
                  "%s: %s", periods[_i].content, error.en);
    ck_assert_int_eq(error.code, FAULT_PERIOD);
}
END_TEST

/* --- Layouts ---------------------------------------------------------------------------------- */

enum { ZONES = 10 + 9 * 21 };

/* A grouped format with fixed fields to `fixed` bytes, then the rows of `variable`. */
static int add_layout(int fixed, const char *variable, had_error *error)
{
    char rows[4000], others[2000];
    size_t used = (size_t)snprintf(rows, sizeof rows, RPSS);
    int start = 1;
    used += support_needed(rows + used, sizeof rows - used, "Q00;ex-DG;yes", &start);
    used += (size_t)snprintf(
        rows + used, sizeof rows - used,
        "Q00;ex-DG;yes;n_dcmpp;%d;1;;;;\nQ00;ex-DG;yes;n_zones_ccam;%d;3;;;;\n", start, start + 1);
    start += 1 + 3;
    for (int i = 0; start <= fixed; i++) {
        int length = fixed - start + 1 > 1000 ? 1000 : fixed - start + 1;
        used += (size_t)snprintf(rows + used, sizeof rows - used,
                                 "Q00;ex-DG;yes;other_%d;%d;%d;;;;\n", i, start, length);
        start += length;
    }
    snprintf(others, sizeof others,
             VARIABLE "%sQ00;8;groupage;1;all;10;\nQ00;9;zone_tarifaire;n_zones_tarifaires;all;21;"
                      "\n",
             variable);
    had_tables *tables;
    had_file files[] = {{"rpss.csv", rows, used}, {"rpss_variable.csv", others, strlen(others)}};
    ck_assert_int_eq(had_tables_new(NULL, &tables), HAD_OK);
    *error = (had_error){.size = sizeof *error};
    int status = had_tables_add(tables, HAD_TABLE_LAYOUTS, files, 2, error);
    had_tables_free(tables);
    return status;
}

/* Every count at its highest, and a group that has none once: as long as a record may be, and one
 * byte longer. */
START_TEST(longest_records)
{
    static const struct {
        const char *variable;
        int bytes;
    } rows[] = {
        {"Q00;1;x;n_dcmpp;x;1000;\nQ00;2;y;n_dcmpp;y;900;\n", 9 * 1900},
        {"Q00;1;x;1;x;1000;\nQ00;2;y;n_dcmpp;y;1000;\nQ00;3;z;n_dcmpp;z;600;\n", 1000 + 9 * 1600},
        {"Q00;1;x;n_da;x;200;\n", 99 * 200},
        {"Q00;1;x;n_zones_ccam;x;20;\n", 999 * 20},
        {"Q00;1;x;n_zones_ccam;x;13;\nQ00;1;x;n_zones_ccam;y;7;\n", 999 * 20},
        {"Q00;1;x;n_da;x;100;\nQ00;2;y;n_dcmpp;x;900;\n", 99 * 100 + 9 * 900}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        had_error error;
        int fixed = HAD_RECORD_MAX - ZONES - rows[i].bytes;
        ck_assert_msg(add_layout(fixed, rows[i].variable, &error) == HAD_OK, "%s: %s",
                      rows[i].variable, error.en);
        ck_assert_msg(add_layout(fixed + 1, rows[i].variable, &error) == HAD_E_TABLE, "%s",
                      rows[i].variable);
        ck_assert_int_eq(error.code, FAULT_LAYOUT_LONG);
    }
}
END_TEST

/* A group of one repetition, as long as a record may be: the fault stands at its last item. */
START_TEST(longest_groups)
{
    for (int more = 0; more <= 1; more++) {
        char rows[1000] = "";
        size_t used = 0;
        had_error error;
        for (int i = 0; i < HAD_RECORD_MAX / 1000; i++)
            used += (size_t)snprintf(rows + used, sizeof rows - used, "Q00;1;x;1;i%d;1000;\n", i);
        snprintf(rows + used, sizeof rows - used, "Q00;1;x;1;last;%d;\n",
                 HAD_RECORD_MAX % 1000 + more);
        ck_assert_int_eq(add_layout(200, rows, &error), HAD_E_TABLE);
        ck_assert_int_eq(error.code, more ? FAULT_RANGE : FAULT_LAYOUT_LONG);
        if (more)
            ck_assert(error.line == HAD_RECORD_MAX / 1000 + 2 && error.column == 6);
    }
}
END_TEST

/* Each item of an act twice; each but the extension left out. */
START_TEST(items_of_acts)
{
    static const struct {
        const char *name;
        int length;
    } items[] = {{"date_realisation", 8}, {"code_ccam", 7},     {"extension_pmsi", 3}, {"phase", 1},
                 {"activite", 1},         {"extension_doc", 1}, {"n_realisations", 2}};
    enum { ITEMS = sizeof items / sizeof items[0] };
    for (int out = -1; out < ITEMS; out++)
        for (int twice = -1; twice < ITEMS; twice++) {
            char rows[1000] = "";
            size_t used = 0;
            had_error error;
            for (int i = 0; i < ITEMS; i++)
                for (int n = 0; n < (i != out) + (i == twice); n++)
                    used += (size_t)snprintf(rows + used, sizeof rows - used,
                                             "Q00;1;ccam;n_zones_ccam;%s;%d;\n", items[i].name,
                                             items[i].length);
            int status = add_layout(200, rows, &error);
            bool again = twice >= 0 && twice != out;
            bool lacks = out >= 0 && twice != out && strcmp(items[out].name, "extension_pmsi");
            ck_assert_msg((status != HAD_OK) == (again || lacks), "%d twice, %d not: %s", twice,
                          out, error.en);
            if (again)
                ck_assert_int_eq(error.code, FAULT_DUPLICATE);
            else if (lacks)
                ck_assert_int_eq(error.code, FAULT_LAYOUT_FIELD);
        }
}
END_TEST

/* --- Calls ------------------------------------------------------------------------------------ */

/* What a tariff is asked with: one below the least and one above the most are no sector, no
 * variant, no GHT; a campaign without tariffs is one. */
START_TEST(tariffs_asked)
{
    static const int asked[][4] = {
        {2025, HAD_EX_DGF, HAD_BASE, 1},      {2025, HAD_EX_OQN, HAD_SSIAD, 31},
        {2025, HAD_EX_DGF - 1, HAD_BASE, 1},  {2025, HAD_EX_OQN + 1, HAD_BASE, 1},
        {2025, HAD_EX_DGF, HAD_BASE - 1, 1},  {2025, HAD_EX_DGF, HAD_SSIAD + 1, 1},
        {2025, HAD_EX_DGF, HAD_BASE, 0},      {2025, HAD_EX_DGF, HAD_BASE, 32},
        {1999, HAD_EX_DGF, HAD_BASE, 1},      {2000, HAD_EX_DGF, HAD_BASE, 1},
        {2199, HAD_EX_DGF, HAD_BASE, 1},      {2200, HAD_EX_DGF, HAD_BASE, 1},
        {INT32_MIN, HAD_EX_DGF, HAD_BASE, 1}, {INT32_MAX, HAD_EX_DGF, HAD_BASE, 1},
    };
    static const char rows[] = TARIFS "2025;ex-DGF;base;1;12345;2025-03-01;x\n"
                                      "2199;ex-OQN;ssiad;31;;2199-01-01;x\n"
                                      "2199;ex-DGF;base;2;77;2199-01-01;x\n"
                                      "2000;ex-OQN;ssiad;31;;2000-03-01;x\n"
                                      "2000;ex-DGF;base;2;77;2000-03-01;x\n";
    had_tables *tables;
    ck_assert_int_eq(had_tables_new(NULL, &tables), HAD_OK);
    had_file file = {"t.csv", rows, sizeof rows - 1};
    ck_assert_int_eq(had_tables_add(tables, HAD_TABLE_TARIFS, &file, 1, NULL), HAD_OK);
    for (size_t i = 0; i < sizeof asked / sizeof asked[0]; i++) {
        const int *a = asked[i];
        bool sector = a[1] >= HAD_EX_DGF && a[1] <= HAD_EX_OQN;
        bool good = sector && a[2] >= HAD_BASE && a[2] <= HAD_SSIAD && a[3] >= 1 && a[3] <= 31;
        int32_t centimes = -1;
        int origine = -1;
        had_tarif_source source = HAD_TARIF_SOURCE_INIT;
        had_coefficient_info coefficient = HAD_COEFFICIENT_INFO_INIT;
        ck_assert_int_eq(had_tarif_get(tables, a[0], a[1], a[2], a[3], &centimes, &origine),
                         good ? HAD_OK : HAD_E_ARGUMENT);
        ck_assert_int_eq(centimes, i == 0 ? 12345 : good ? 0 : -1);
        ck_assert_int_eq(had_tarif_source_get(tables, a[0], a[1], a[2], a[3], &source),
                         good ? HAD_OK : HAD_E_ARGUMENT);
        ck_assert_int_eq(had_coefficient_get(tables, a[0], a[1], &coefficient),
                         sector ? HAD_OK : HAD_E_ARGUMENT);
        ck_assert_int_eq(had_tarif_unfilled(tables, a[0], a[1], a[2], a[3]), 0);
    }
    for (int year = 2000; year <= 2199; year++) {
        int32_t centimes = -1;
        int origine;
        bool said = year == 2000 || year == 2199;
        ck_assert_int_eq(had_tarif_get(tables, year, HAD_EX_DGF, HAD_BASE, 2, &centimes, &origine),
                         HAD_OK);
        ck_assert_int_eq(centimes, said ? 77 : 0);
    }
    ck_assert_int_eq(had_tarif_unfilled(tables, 2000, HAD_EX_OQN, HAD_SSIAD, 31), 1);
    ck_assert_int_eq(had_tarif_unfilled(tables, 2199, HAD_EX_OQN, HAD_SSIAD, 31), 1);
    for (int off = -1; off <= 1; off += 2) {
        ck_assert_int_eq(had_tarif_unfilled(tables, 2199 + off, HAD_EX_OQN, HAD_SSIAD, 31), 0);
        ck_assert_int_eq(had_tarif_unfilled(tables, 2000, HAD_EX_OQN, HAD_SSIAD, 31 + off), 0);
        ck_assert_int_eq(had_tarif_unfilled(tables, 2000, HAD_EX_OQN, HAD_SSIAD + off, 31), 0);
        ck_assert_int_eq(had_tarif_unfilled(tables, 2000, HAD_EX_OQN + off, HAD_SSIAD, 31), 0);
    }
    ck_assert_int_eq(had_tarif_unfilled(NULL, 2000, HAD_EX_OQN, HAD_SSIAD, 31), 0);
    had_tables_free(tables);
}
END_TEST

/* A classification of these days; both NULL = an open end. */
static int add_card(had_tables *tables, const char *id, const char *debut, const char *fin)
{
    char card[200];
    had_error error = {.size = sizeof error};
    snprintf(card, sizeof card,
             "cle;valeur\nid;%s\nversion;77\ndebut;%s\nfin;%s\nofficielle;0\nsource;x\n", id, debut,
             fin);
    int status = add(tables, HAD_TABLE_CLASSIFICATION, "classification.csv", card, &error);
    ck_assert(status == HAD_OK || error.code == FAULT_OVERLAP);
    return status;
}

/* The day that one begins is the day after the other ends; whatever comes first, the first is
 * told first. */
START_TEST(days_of_classifications)
{
    static const struct {
        const char *debut, *fin;
        bool overlaps;
    } others[] = {{"2020-01-16", "2020-01-16", true},
                  {"2020-01-01", "2020-01-16", true},
                  {"2020-01-16", "", true},
                  {"2019-01-01", "", true},
                  {"2020-01-01", "2020-01-15", false},
                  {"2020-01-17", "2020-01-31", false},
                  {"2020-01-17", "", false}};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        had_tables *tables;
        had_classification_info info = HAD_CLASSIFICATION_INFO_INIT;
        ck_assert_int_eq(had_tables_new(NULL, &tables), HAD_OK);
        ck_assert_int_eq(add_card(tables, "one", "2020-01-16", "2020-01-16"), HAD_OK);
        ck_assert_int_eq(add_card(tables, "two", others[i].debut, others[i].fin) != HAD_OK,
                         others[i].overlaps);
        size_t count = had_classification_count(tables);
        ck_assert_uint_eq(count, others[i].overlaps ? 1 : 2);
        int32_t before = 0;
        for (size_t k = 0; k < count; k++) {
            ck_assert_int_eq(had_classification_get(tables, k, &info), HAD_OK);
            ck_assert_int_gt(info.debut, before);
            before = info.debut;
        }
        for (int32_t day = 20200101; day <= 20200131; day++) {
            int found = tables_classification(tables, day), expected = -1;
            for (size_t k = 0; k < count; k++) {
                had_classification_get(tables, k, &info);
                if (info.debut <= day && (info.fin == 0 || day <= info.fin))
                    expected = (int)k;
            }
            ck_assert_int_eq(found, expected);
        }
        ck_assert_int_eq(tables_classification(tables, 0), -1);
        had_tables_free(tables);
    }
}
END_TEST

/* Three, in every order. */
START_TEST(order_of_classifications)
{
    static const char *const years[] = {"2019", "2020", "2021"};
    static const int orders[][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2},
                                    {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    for (size_t i = 0; i < sizeof orders / sizeof orders[0]; i++) {
        had_tables *tables;
        ck_assert_int_eq(had_tables_new(NULL, &tables), HAD_OK);
        for (int k = 0; k < 3; k++) {
            char debut[16], fin[16];
            snprintf(debut, sizeof debut, "%s-01-01", years[orders[i][k]]);
            snprintf(fin, sizeof fin, "%s-12-31", years[orders[i][k]]);
            ck_assert_int_eq(add_card(tables, years[orders[i][k]], debut, fin), HAD_OK);
        }
        for (size_t k = 0; k < 3; k++) {
            had_classification_info info = HAD_CLASSIFICATION_INFO_INIT;
            ck_assert_int_eq(had_classification_get(tables, k, &info), HAD_OK);
            ck_assert_str_eq(info.id, years[k]);
        }
        had_tables_free(tables);
    }
}
END_TEST

/* Whether observed groups hold together: of the first cell as of the last. */
START_TEST(groups_that_hold)
{
    static const struct {
        const char *rows;
        int holds;
    } groups[] = {{"04;00;050;0101;12;11;09;08;3;;;;\n", 1},
                  {"04;00;050;0101;12;12;12;12;3;;;;\n", 1},
                  {"04;00;050;0101;11;12;;;3;;;;\n", 0},
                  {"04;00;050;0101;;;08;09;3;;;;\n", 0},
                  {"04;00;050;0101;11;;;12;3;;;;\n", 0},
                  {"04;00;050;;12;;;;;;;;\n05;00;050;;11;;;;;;;;\n04;00;060;;;;;8;;;;;\n"
                   "05;00;060;;;;;9;;;;;\n",
                   0},
                  {"04;00;010;;12;;;;;;;;\n05;00;010;;11;;;;;;;;\n04;00;100;;;;;8;;;;;\n"
                   "05;00;100;;;;;9;;;;;\n",
                   0},
                  {"04;00;050;;12;;;;;;;;\n05;00;050;;11;;;;;;;;\n04;00;060;;;;;9;;;;;\n"
                   "05;00;060;;;;;9;;;;;\n",
                   1}};
    for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++) {
        had_tables *tables;
        char text[400];
        int holds = -1;
        snprintf(text, sizeof text, COUNTED "%s", groups[i].rows);
        ck_assert_int_eq(had_tables_new(NULL, &tables), HAD_OK);
        ck_assert_int_eq(add(tables, HAD_TABLE_CLASSIFICATION, "groupes.csv", text, NULL), HAD_OK);
        ck_assert_int_eq(had_classification_holds(tables, 0, &holds), HAD_OK);
        ck_assert_msg(holds == groups[i].holds, "%s", groups[i].rows);
        ck_assert_int_eq(had_classification_holds(tables, 1, &holds), HAD_E_ARGUMENT);
        had_tables_free(tables);
    }
}
END_TEST

/* Each file of tariffs is told with the rows that it has left to be filled in, not those of others.
 */
START_TEST(tarifs_to_fill)
{
    static const char one[] = TARIFS "2027;ex-DGF;base;1;;2027-01-01;x\n"
                                     "2027;ex-DGF;base;2;;2027-01-01;x\n",
                      none[] = TARIFS "2027;ex-DGF;base;3;77;2027-01-01;x\n",
                      other[] = TARIFS "2027;ex-DGF;base;4;;2027-01-01;x\n";
    const had_file files[] = {{"1.csv", one, sizeof one - 1},
                              {"2.csv", none, sizeof none - 1},
                              {"3.csv", other, sizeof other - 1}};
    static const uint32_t unfilled[] = {2, 1};
    static const char *const names[] = {"1.csv", "3.csv"};
    static const char undated[] = TARIFS "2027;ex-DGF;base;1;77;;x\n";
    had_error error = HAD_ERROR_INIT;
    const had_file without = {"4.csv", undated, sizeof undated - 1};
    had_tables *tables;
    ck_assert_int_eq(had_tables_new(NULL, &tables), HAD_OK);
    ck_assert_int_eq(had_tables_add(tables, HAD_TABLE_TARIFS, &without, 1, &error), HAD_E_TABLE);
    ck_assert_int_eq(error.code, FAULT_DATE);
    ck_assert_int_eq(had_tables_add(tables, HAD_TABLE_TARIFS, files, 3, NULL), HAD_OK);
    ck_assert_uint_eq(had_given_count(tables), 2);
    for (size_t i = 0; i < 2; i++) {
        had_given_info info = HAD_GIVEN_INFO_INIT;
        ck_assert_int_eq(had_given_get(tables, i, &info), HAD_OK);
        ck_assert_str_eq(info.name, names[i]);
        ck_assert_uint_eq(info.unfilled, unfilled[i]);
    }
    had_tables_free(tables);
}
END_TEST

/* Groups that were observed say nothing of the pairs of their modes. */
START_TEST(pairs_not_stated)
{
    had_tables *tables;
    had_triple triple = HAD_TRIPLE_INIT;
    ck_assert_int_eq(had_tables_new(NULL, &tables), HAD_OK);
    ck_assert_int_eq(add(tables, HAD_TABLE_CLASSIFICATION, "groupes.csv",
                         COUNTED "04;00;050;0101;12;11;09;08;3;;;;\n", NULL),
                     HAD_OK);
    ck_assert_int_eq(had_triple_find(tables, 0, "04", "00", "050", &triple), HAD_OK);
    ck_assert_uint_eq(triple.statut, HAD_STATUT_INCONNU);
    ck_assert_uint_eq(triple.ght[0], 12);
    had_tables_free(tables);
}
END_TEST

/* Deductions of codes that follow each other: by weights, then by order, each row the next. */
START_TEST(deductions_in_order)
{
    static const char groupes[] = COUNTED "04;00;050;;12;;;;;;;;\n04;00;051;;12;;;;;;;;\n"
                                          "04;01;050;;12;;;;;;;;\n05;00;050;;12;;;;;;;;\n",
                      rows[] = DEDUCTIONS "04;00;050;;;1;2;;;;;ordre\n04;00;050;;;1;2;;;;;poids\n"
                                          "04;00;051;;;1;2;;;;;ordre\n04;00;051;;;1;2;;;;;poids\n"
                                          "04;01;050;;;1;2;;;;;ordre\n05;00;050;;;1;2;;;;;ordre\n";
    char card[400], hash[SHA256_TEXT];
    sha256_of(groupes, sizeof groupes - 1, hash);
    snprintf(card, sizeof card, CARD "groupes_sha256;%s\n", hash);
    had_tables *tables;
    had_error error = {.size = sizeof error};
    had_file files[] = {{"classification.csv", card, strlen(card)},
                        {"groupes.csv", groupes, sizeof groupes - 1},
                        {"deductions.csv", rows, sizeof rows - 1}};
    ck_assert_int_eq(had_tables_new(NULL, &tables), HAD_OK);
    int status = had_tables_add(tables, HAD_TABLE_CLASSIFICATION, files, 3, &error);
    ck_assert_msg(status == HAD_OK, "%u: %s", error.line, error.en);
    had_tables_free(tables);
}
END_TEST

/* A mode from its first day to its last; without a day, one that has not ended. */
START_TEST(days_of_modes)
{
    static const char rows[] = MODES "77;MPP;x;;;x;2020-01-16;2020-02-10\n78;MPA;x;;;x;;\n"
                                     "79;MP?;x;;;x;2020-01-16;\n";
    static const struct {
        int mpa;
        const char *code;
        int32_t day;
        int listed;
    } asked[] = {{0, "77", 20200115, 0}, {0, "77", 20200116, 1},  {0, "77", 20200210, 1},
                 {0, "77", 20200211, 0}, {0, "77", 0, 0},         {1, "77", 20200116, 0},
                 {1, "78", 1, 1},        {1, "78", 0, 1},         {0, "78", 0, 0},
                 {0, "79", 20200115, 0}, {0, "79", 20200116, 1},  {1, "79", 0, 1},
                 {0, "7", 20200116, 0},  {0, "777", 20200116, 0}, {0, "7x", 20200116, 0},
                 {1, "00", 20200116, 1}, {1, "01", 20200116, 0},  {0, "00", 20200116, 0}};
    had_tables *tables;
    had_file file = {"m.csv", rows, sizeof rows - 1};
    ck_assert_int_eq(had_tables_new(NULL, &tables), HAD_OK);
    ck_assert_int_eq(had_tables_add(tables, HAD_TABLE_MODES, &file, 1, NULL), HAD_OK);
    for (size_t i = 0; i < sizeof asked / sizeof asked[0]; i++)
        ck_assert_msg(had_mode_listed(tables, asked[i].mpa, asked[i].code, asked[i].day) ==
                          asked[i].listed,
                      "%s %d", asked[i].code, (int)asked[i].day);
    ck_assert(rules_mode(tables->rules, MODE_MPD, 0, 0));
    ck_assert(!rules_mode(tables->rules, MODE_MPD, 1, 0));
    had_tables_free(tables);
}
END_TEST

/* Names of classifications that are not built in, however long. */
START_TEST(names_of_classifications)
{
    for (size_t length = 0; length <= 200; length++) {
        char id[201];
        had_tables *tables;
        had_error error = {.size = sizeof error};
        memset(id, 'x', length);
        id[length] = '\0';
        ck_assert_int_eq(had_tables_new(NULL, &tables), HAD_OK);
        ck_assert_int_eq(had_tables_add_builtin_classification(tables, id, &error), HAD_E_ARGUMENT);
        ck_assert_int_eq(error.code, FAULT_NO_SUCH);
        had_tables_free(tables);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("limits");
    TCase *tcase = tcase_create("limits");
    tcase_add_loop_test(tcase, numbers, 0, sizeof limits / sizeof limits[0]);
    tcase_add_test(tcase, starts);
    tcase_add_loop_test(tcase, shortest_periods, 0, sizeof periods / sizeof periods[0]);
    tcase_add_test(tcase, longest_records);
    tcase_add_test(tcase, longest_groups);
    tcase_add_test(tcase, items_of_acts);
    tcase_add_test(tcase, tariffs_asked);
    tcase_add_test(tcase, days_of_classifications);
    tcase_add_test(tcase, order_of_classifications);
    tcase_add_test(tcase, groups_that_hold);
    tcase_add_test(tcase, pairs_not_stated);
    tcase_add_test(tcase, tarifs_to_fill);
    tcase_add_test(tcase, deductions_in_order);
    tcase_add_test(tcase, days_of_modes);
    tcase_add_test(tcase, names_of_classifications);
    suite_add_tcase(suite, tcase);
    return support_run(suite);
}
