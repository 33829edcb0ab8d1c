/* SPDX-License-Identifier: Apache-2.0 */
/* Tables: every defect refused with its file, line, column and reason; adding up; torture. */
#include <stddef.h>

#include "common/date.h"
#include "lib/text/fault.h"
#include "support.h"
#include "table_heads.h"

/* A sound classification; each case replaces one of its files. */
static const char *const sound[] = {
    "c/classification.csv",
    "cle;valeur\nid;t\nversion;77\ndebut;2020-01-01\nfin;2021-12-31\nofficielle;0\nsource;x\n",
    "c/durees.csv",
    "du;au;poids\n1;4;1.0000\n5;;0.7613\n",
    "c/mpp.csv",
    "code;poids\n04;1.0000\n05;2.0000\n",
    "c/mpa.csv",
    "code;poids\n00;1.0000\n",
    "c/ik.csv",
    "code;poids\n050;1.0000\n060;1.5000\n",
    "c/ght.csv",
    "ght;ipt_min\n1;0.0000\n2;1.0000\n",
    "c/ghpc.csv",
    "ghpc;mpp;mpa;ik_min;ik_max\n0101;04;00;50;60\n0201;05;00;50;60\n",
    "c/associations.csv",
    "mpp;mpa;statut;ik_min;ik_max;confirmation\n04;00;autorisee;50;60;0\n05;00;autorisee;50;60;0\n",
};
enum { SOUND = sizeof sound / sizeof sound[0] / 2 };

struct defect {
    const char *file, *content;
    enum fault fault;
    uint32_t line, column;
};

static const struct defect defects[] = {
    {"durees.csv", "", FAULT_EMPTY, 0, 0},
    {"durees.csv", "du;au;poids\n", FAULT_EMPTY, 0, 0},
    {"durees.csv", "du;poids\n1;1.0000\n", FAULT_HEADER, 1, 0},
    {"durees.csv", "du;au;poids\n1;4;1.0000\n5;4;1.0000\n", FAULT_PERIOD, 3, 0},
    {"durees.csv", "du;au;poids\r1;;1.0000\r", FAULT_TRUNCATED, 1, 0},
    {"durees.csv", "du;au;poids\r\r\n1;;1.0000\r\r\n", FAULT_CR, 1, 0},
    {"durees.csv",
     "du;au;poids\n1;;1.\x1A"
     "0\n",
     FAULT_CONTROL, 2, 0},
    {"durees.csv", "du;au;poids\n\n1;;1.0000\n", FAULT_COLUMNS, 2, 0},
    {"durees.csv", "du;au;poids\n1;;1.0000", FAULT_TRUNCATED, 2, 0},
    {"durees.csv", "du;au;poids\n1;;1.0000;x\n", FAULT_COLUMNS, 2, 0},
    {"durees.csv", "du;au;poids\n1;\n", FAULT_COLUMNS, 2, 0},
    {"durees.csv", "du;au;poids\n2;;1.0000\n", FAULT_GAP, 2, 1},
    {"durees.csv", "du;au;poids\n1;4;1.0000\n6;;1.0000\n", FAULT_GAP, 3, 1},
    {"durees.csv", "du;au;poids\n1;4;1.0000\n4;;1.0000\n", FAULT_GAP, 3, 1},
    {"durees.csv", "du;au;poids\n1;;1.0000\n5;;1.0000\n", FAULT_GAP, 3, 1},
    {"durees.csv", "du;au;poids\n1;4;1.0000\n", FAULT_GAP, 2, 2},
    {"durees.csv", "du;au;poids\n1;0;1.0000\n", FAULT_RANGE, 2, 2},
    {"durees.csv", "du;au;poids\n1;1;1\n2;2;1\n3;3;1\n4;4;1\n5;;1\n", FAULT_TOO_MANY, 6, 0},
    {"mpp.csv", "code;poids\n04;1.00000\n", FAULT_WEIGHT, 2, 2},
    {"mpp.csv", "code;poids\n04;1,5\n", FAULT_WEIGHT, 2, 2},
    {"mpp.csv", "code;poids\n04;\n", FAULT_WEIGHT, 2, 2},
    {"mpp.csv", "code;poids\n04;.5\n", FAULT_WEIGHT, 2, 2},
    {"mpp.csv", "code;poids\n04;1.\n", FAULT_WEIGHT, 2, 2},
    {"mpp.csv", "code;poids\n04;-1\n", FAULT_WEIGHT, 2, 2},
    {"mpp.csv", "code;poids\n04;10000\n", FAULT_WEIGHT, 2, 2},
    {"mpp.csv", "code;poids\n4;1.0000\n", FAULT_CODE, 2, 1},
    {"mpp.csv", "code;poids\nX4;1.0000\n", FAULT_CODE, 2, 1},
    {"mpp.csv", "code;poids\n04;1\n04;1\n", FAULT_DUPLICATE, 3, 1},
    {"mpp.csv", "code;poids\n04;1\xE9\n", FAULT_ENCODING, 2, 0},
    {"mpp.csv", "code;poids\n04;1\t\n", FAULT_CONTROL, 2, 0},
    {"ik.csv", "code;poids\n50;1.0000\n", FAULT_CODE, 2, 1},
    {"ght.csv", "ght;ipt_min\n32;0\n", FAULT_RANGE, 2, 1},
    {"ght.csv", "ght;ipt_min\n0;0\n", FAULT_RANGE, 2, 1},
    {"ght.csv", "ght;ipt_min\n1;0\n1;1.0\n", FAULT_DUPLICATE, 3, 1},
    {"ght.csv", "ght;ipt_min\n1;1.0\n2;1.0\n", FAULT_ORDER, 3, 2},
    {"ghpc.csv", "ghpc;mpp;mpa;ik_min;ik_max\n9999;04;00;50;60\n", FAULT_CODE, 2, 1},
    {"ghpc.csv", "ghpc;mpp;mpa;ik_min;ik_max\n101;04;00;50;60\n", FAULT_CODE, 2, 1},
    {"ghpc.csv", "ghpc;mpp;mpa;ik_min;ik_max\n0101;09;00;50;60\n", FAULT_UNKNOWN_MODE, 2, 2},
    {"ghpc.csv", "ghpc;mpp;mpa;ik_min;ik_max\n0101;04;04;50;60\n", FAULT_UNKNOWN_MODE, 2, 3},
    {"ghpc.csv", "ghpc;mpp;mpa;ik_min;ik_max\n0101;04;00;60;50\n", FAULT_PERIOD, 2, 4},
    {"ghpc.csv", "ghpc;mpp;mpa;ik_min;ik_max\n0101;04;00;50;60\n0102;04;00;60;60\n",
     FAULT_DUPLICATE, 3, 1},
    {"ghpc.csv", "ghpc;mpp;mpa;ik_min;ik_max\n0101;04;00;50;60\n0201;05;00;50;50\n",
     FAULT_UNCOVERED, 0, 0},
    {"associations.csv", "mpp;mpa;statut;ik_min;ik_max;confirmation\n04;00;permise;50;60;0\n",
     FAULT_UNKNOWN_STATUS, 2, 3},
    {"associations.csv", "mpp;mpa;statut;ik_min;ik_max;confirmation\n04;00;autorisee;50;60;2\n",
     FAULT_RANGE, 2, 6},
    {"associations.csv",
     "mpp;mpa;statut;ik_min;ik_max;confirmation\n04;00;autorisee;50;60;0\n04;00;erronee;50;60;0\n",
     FAULT_DUPLICATE, 3, 1},
    {"associations.csv", "mpp;mpa;statut;ik_min;ik_max;confirmation\n04;00;autorisee;60;50;0\n",
     FAULT_PERIOD, 2, 4},
    {"classification.csv", "cle;valeur\nid;t\nversion;77\ndebut;2020-01-01\nfin;\nofficielle;0\n",
     FAULT_MISSING_KEY, 0, 0},
    {"classification.csv", "cle;valeur\nid;t\nid;u\n", FAULT_DUPLICATE, 3, 1},
    {"classification.csv", "cle;valeur\nauteur;x\n", FAULT_UNKNOWN_KEY, 2, 1},
    {"classification.csv", "cle;valeur\nid;\n", FAULT_CODE, 2, 2},
    {"classification.csv",
     "cle;valeur\nid;xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n",
     FAULT_CODE, 2, 2}, /* one too long */
    {"classification.csv",
     "cle;valeur\nid;xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\nversion;"
     "777\n",
     FAULT_CODE, 3, 2}, /* the longest */
    {"classification.csv", "cle;valeur\nversion;\n", FAULT_CODE, 2, 2},
    {"classification.csv", "cle;valeur\nversion;7\n", FAULT_CODE, 2, 2},
    {"classification.csv", "cle;valeur\nversion;777\n", FAULT_CODE, 2, 2},
    {"classification.csv", "cle;valeur\nversion;\xC3\xA9\n", FAULT_CODE, 2,
     2}, /* two bytes, one character */
    {"classification.csv", "cle;valeur\ndebut;01/01/2020\n", FAULT_DATE, 2, 2},
    {"classification.csv", "cle;valeur\ndebut;2020-02-30\n", FAULT_DATE, 2, 2},
    {"classification.csv", "cle;valeur\nofficielle;oui\n", FAULT_NUMBER, 2, 2},
    {"classification.csv",
     "cle;valeur\nid;t\nversion;77\ndebut;2020-01-01\nfin;2019-12-31\nofficielle;0\nsource;x\n",
     FAULT_PERIOD, 0, 0},
    {"poids.csv", "x\n", FAULT_UNKNOWN_FILE, 0, 0},
    /* Observed groups beside weights name the modes of the weights. */
    {"groupes.csv", GROUPES "09;00;050;0101;1;;;;\n", FAULT_UNKNOWN_MODE, 2, 1},
    {"groupes.csv", GROUPES "04;01;050;0101;1;;;;\n", FAULT_UNKNOWN_MODE, 2, 2},
    {"groupes.csv", GROUPES "04;00;070;0101;1;;;;\n", FAULT_UNKNOWN_MODE, 2, 3},
    {"groupes.csv", GROUPES "04;00;050;0101;32;;;;\n", FAULT_RANGE, 2, 5},
};

/* The sound files with one replaced (or added), or one left out when content is NULL. */
static int add_with(had_tables *tables, const char *file, const char *content, had_error *error)
{
    had_file files[SOUND + 1];
    size_t n = 0;
    bool replaced = false;
    for (size_t i = 0; i < SOUND; i++) {
        bool this_one = strcmp(sound[2 * i] + 2, file) == 0;
        const char *text = this_one ? content : sound[2 * i + 1];
        replaced |= this_one;
        if (text)
            files[n++] = (had_file){sound[2 * i], text, strlen(text)};
    }
    if (!replaced)
        files[n++] = (had_file){file, content, strlen(content)};
    return had_tables_add(tables, HAD_TABLE_CLASSIFICATION, files, n, error);
}

START_TEST(classification_defects)
{
    const struct defect *defect = &defects[_i];
    had_tables *tables = support_tables(false);
    had_error error = {.size = sizeof error};
    ck_assert_int_eq(add_with(tables, defect->file, defect->content, &error), HAD_E_TABLE);
    ck_assert_msg(error.code == (int32_t)defect->fault, "%s [%s]: fault %d, %s:%u:%u %s",
                  defect->file, defect->content, error.code, error.file, error.line, error.column,
                  error.en);
    ck_assert_uint_eq(error.line, defect->line);
    ck_assert_uint_eq(error.column, defect->column);
    ck_assert(error.fr[0] && error.en[0] && strstr(error.file, defect->file));
    ck_assert_uint_eq(had_classification_count(tables), 0);
    had_tables_free(tables);
}
END_TEST

START_TEST(missing_files)
{
    for (size_t i = 0; i < SOUND; i++) {
        had_tables *tables = support_tables(false);
        had_error error = {.size = sizeof error};
        ck_assert_int_eq(add_with(tables, sound[2 * i] + 2, NULL, &error), HAD_E_TABLE);
        ck_assert_int_eq(error.code, FAULT_MISSING_FILE);
        ck_assert_uint_eq(error.line + error.column, 0);
        ck_assert_ptr_nonnull(strstr(error.en, sound[2 * i] + 2));
        had_tables_free(tables);
    }
}
END_TEST

/* Tables add up: the same again is no news, another for a day already covered is refused. */
START_TEST(adding_up)
{
    static const struct {
        const char *debut, *fin;
        int status;
    } others[] = {
        {"2021-12-31", "", HAD_E_TABLE},           {"2022-01-01", "", HAD_OK},
        {"2019-01-01", "2020-01-01", HAD_E_TABLE}, {"2019-01-01", "2019-12-31", HAD_OK},
        {"2000-01-01", "", HAD_E_TABLE},           {"2020-06-01", "2020-06-01", HAD_E_TABLE}};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        had_tables *tables = support_tables(false);
        had_error error = {.size = sizeof error};
        char card[256];
        ck_assert_int_eq(add_with(tables, "ik.csv", sound[9], NULL), HAD_OK);
        ck_assert_int_eq(add_with(tables, "ik.csv", sound[9], NULL), HAD_OK);
        ck_assert_uint_eq(had_classification_count(tables), 1);
        snprintf(card, sizeof card,
                 "cle;valeur\nid;u\nversion;78\ndebut;%s\nfin;%s\nofficielle;0\nsource;x\n",
                 others[i].debut, others[i].fin);
        ck_assert_int_eq(add_with(tables, "classification.csv", card, &error), others[i].status);
        if (others[i].status != HAD_OK)
            ck_assert_int_eq(error.code, FAULT_OVERLAP);
        had_classification_info info = {.size = sizeof info};
        for (size_t k = 0; k + 1 < had_classification_count(tables); k++) {
            had_classification_info next = {.size = sizeof next};
            had_classification_get(tables, k, &info);
            had_classification_get(tables, k + 1, &next);
            ck_assert_int_lt(info.debut, next.debut);
        }
        ck_assert_int_eq(had_classification_get(tables, 9, &info), HAD_E_ARGUMENT);
        had_tables_free(tables);
    }
}
END_TEST

static const struct defect tariff_defects[] = {
    {"tarifs.csv", TARIFS "2026;ex-DGF;base;1;5394;2026-01-01;moi\n", FAULT_NONE, 0, 0},
    {"tarifs.csv", TARIFS "2024;ex-DGF;base;12;28597;2024-03-01;moi\n", FAULT_NONE, 0, 0},
    {"tarifs.csv", TARIFS "2024;ex-DGF;base;12;28598;2024-03-01;moi\n", FAULT_CONFLICT, 2, 5},
    {"tarifs.csv", TARIFS "2026;ex-DGF;base;1;0;2026-01-01;moi\n", FAULT_AMOUNT, 2, 5},
    {"tarifs.csv",
     "campagne;secteur;variante;ght;centimes;debut;sources;origine\n"
     "2026;ex-DGF;base;1;5394;2026-01-01;moi;publie\n",
     FAULT_CODE, 2, 8},
    {"tarifs.csv", TARIFS "2026;ex-DGF;base;1;1234567890;2026-01-01;moi\n", FAULT_AMOUNT, 2, 5},
    {"tarifs.csv", TARIFS "2026;ex-DGF;base;1;12.5;2026-01-01;moi\n", FAULT_AMOUNT, 2, 5},
    {"tarifs.csv", TARIFS "2026;ex-DGF;base;1;1;2026-03-01;moi\n", FAULT_CAMPAGNE, 2, 6},
    {"tarifs.csv", TARIFS "2025;ex-OQN;base;1;1;2025-01-01;moi\n", FAULT_CAMPAGNE, 2, 6},
    {"tarifs.csv", TARIFS "2026;ex-DG;base;1;1;2026-01-01;moi\n", FAULT_UNKNOWN_KEY, 2, 2},
    {"tarifs.csv", TARIFS "2026;ex-DGF;ehpad;1;1;2026-01-01;moi\n", FAULT_UNKNOWN_KEY, 2, 3},
    {"tarifs.csv", TARIFS "2026;ex-DGF;base;32;1;2026-01-01;moi\n", FAULT_RANGE, 2, 4},
    {"tarifs.csv", TARIFS "1999;ex-DGF;base;1;1;1999-03-01;moi\n", FAULT_RANGE, 2, 1},
    {"tarifs.csv",
     TARIFS "2026;ex-DGF;base;1;1;2026-01-01;moi\n2026;ex-DGF;base;1;1;2026-01-01;moi\n",
     FAULT_DUPLICATE, 3, 4},
};

START_TEST(tariffs)
{
    const struct defect *defect = &tariff_defects[_i];
    had_tables *tables = support_tables(true);
    had_error error = {.size = sizeof error};
    had_file file = {defect->file, defect->content, strlen(defect->content)};
    int status = had_tables_add(tables, HAD_TABLE_TARIFS, &file, 1, &error);
    if (defect->fault == FAULT_NONE) {
        ck_assert_int_eq(status, HAD_OK);
    } else {
        ck_assert_int_eq(error.code, defect->fault);
        ck_assert_uint_eq(error.line, defect->line);
        ck_assert_uint_eq(error.column, defect->column);
    }
    had_tables_free(tables);
}
END_TEST

/* A tariff of the user's: origin fourni, and its variants derived. */
START_TEST(given_tariff)
{
    static const char text[] = TARIFS "2026;ex-DGF;base;1;10003;2026-01-01;moi\n";
    had_tables *tables = support_tables(true);
    had_file file = {"t/tarifs.csv", text, sizeof text - 1};
    ck_assert_int_eq(had_tables_add(tables, HAD_TABLE_TARIFS, &file, 1, NULL), HAD_OK);
    struct tarif base = tarifs_find(&tables->tarifs, 2026, HAD_EX_DGF, HAD_BASE, 1);
    struct tarif esms = tarifs_find(&tables->tarifs, 2026, HAD_EX_DGF, HAD_ESMS, 1);
    ck_assert_int_eq(base.origine, HAD_ORIGINE_FOURNI);
    ck_assert_int_eq(esms.origine, HAD_ORIGINE_CALCULE);
    ck_assert_int_eq(esms.centimes, 8703); /* 8702.61 */
    had_tables_free(tables);
}
END_TEST

#define FIXED "format;sector;grouped;field;start;length;kind;pad;required;notes\n"

static const struct {
    const char *fixed, *variable;
    enum fault fault;
    uint32_t line;
} layout_defects[] = {
    {FIXED "H9F;ex-DG;yes;format_version;1;3;;;;\n", VARIABLE, FAULT_LAYOUT_FIELD, 2},
    {FIXED "H9F;ex-DG;no;format_version;1;3;;;;\n", VARIABLE, FAULT_LAYOUT_GROUPED, 2},
    {FIXED
     "H9F|H8F;ex-DG;no|yes;format_version;1;3;;;;\nH9F|H8F;ex-DG;no|yes;finess_epmsi;5;9;;;;\n",
     VARIABLE, FAULT_LAYOUT_GAP, 3},
    {FIXED "H9F|H8F;ex-DG;no|yes;format_version;1;4;;;;\n", VARIABLE, FAULT_RANGE, 2},
    {FIXED "H9F|H8F;prive;no|yes;format_version;1;3;;;;\n", VARIABLE, FAULT_CODE, 2},
    {FIXED "H9FF;ex-DG;yes;format_version;1;3;;;;\n", VARIABLE, FAULT_CODE, 2},
    {FIXED, VARIABLE "H9F;1;da;n_da;da;8;\n", FAULT_CODE, 2},
    {FIXED "H9F;ex-DG;yes;format_version;1;3;;;;\n", VARIABLE "H9F;1;da;n_da;da;8;\n",
     FAULT_LAYOUT_COUNT, 2},
    {FIXED "H9F;ex-DG;yes;format_version;1;3;;;;\n", VARIABLE "H9F;9;total;;formula;;4\n",
     FAULT_FORMULA, 2},
};

START_TEST(layouts_refused)
{
    had_tables *tables = support_tables(false);
    had_error error = {.size = sizeof error};
    had_file files[] = {
        {"l/rpss.csv", layout_defects[_i].fixed, strlen(layout_defects[_i].fixed)},
        {"l/rpss_variable.csv", layout_defects[_i].variable, strlen(layout_defects[_i].variable)}};
    size_t before = tables->layouts.count;
    ck_assert_int_eq(had_tables_add(tables, HAD_TABLE_LAYOUTS, files, 2, &error), HAD_E_TABLE);
    ck_assert_msg(error.code == (int32_t)layout_defects[_i].fault, "%d %s:%u %s", error.code,
                  error.file, error.line, error.en);
    ck_assert_uint_eq(error.line, layout_defects[_i].line);
    ck_assert_uint_eq(tables->layouts.count, before);
    had_tables_free(tables);
}
END_TEST

/* --- Memory: each allocation fails once, nothing leaks, the call says so -----------------------
 */

static int everything(const had_allocator *allocator)
{
    had_tables *tables = NULL;
    had_engine *engine = NULL;
    int status = had_tables_new(allocator, &tables);
    if (!status)
        status = had_tables_add_published(tables, NULL);
    if (!status)
        status = add_with(tables, "ik.csv", sound[9], NULL);
    if (!status)
        status = had_engine_new(tables, NULL, &engine, NULL);
    had_engine_free(engine);
    had_tables_free(tables);
    return status;
}

START_TEST(each_allocation_fails)
{
    long tries = 0;
    for (;; tries++) {
        struct counting counting = {tries, 0};
        had_allocator allocator = counting_allocator(&counting);
        int status = everything(&allocator);
        ck_assert_int_eq(counting.live, 0);
        ck_assert_msg(status != HAD_OK || counting.left >= 0, "memory that lacked goes unsaid");
        if (status == HAD_OK)
            break;
        ck_assert_int_eq(status, HAD_E_MEMORY);
    }
    ck_assert_int_gt(tries, 10);
}
END_TEST

/* --- Any bytes as a table ----------------------------------------------------------------------
 */

START_TEST(mutated_tables)
{
    uint32_t seed = 12345;
    for (int round = 0; round < 3000; round++) {
        char text[SOUND][512];
        had_file files[SOUND];
        for (size_t i = 0; i < SOUND; i++) {
            strcpy(text[i], sound[2 * i + 1]);
            files[i] = (had_file){sound[2 * i], text[i], strlen(text[i])};
        }
        for (int change = 0; change < 1 + round % 3; change++) {
            seed = seed * 1664525 + 1013904223;
            size_t f = (seed >> 8) % SOUND;
            seed = seed * 1664525 + 1013904223;
            text[f][(seed >> 8) % files[f].size] = "0;9\n.\r\xE9 X"[(seed >> 4) % 9];
        }
        had_tables *tables = support_tables(false);
        had_error error = {.size = sizeof error};
        int status = had_tables_add(tables, HAD_TABLE_CLASSIFICATION, files, SOUND, &error);
        ck_assert(status == HAD_OK || (status == HAD_E_TABLE && error.code > 100));
        had_tables_free(tables);
    }
}
END_TEST

START_TEST(arguments)
{
    had_tables *tables = support_tables(true);
    had_engine *engine = NULL;
    had_options options = {.size = sizeof options, .date = 20240230};
    had_result result = {.size = sizeof result - 1};
    had_classification_info card = {.size = 0};
    had_finding_info info = {.size = 0};
    ck_assert_int_eq(had_tables_new(NULL, NULL), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_engine_new(tables, &options, &engine, NULL), HAD_E_ARGUMENT);
    options = (had_options){.size = 1};
    ck_assert_int_eq(had_engine_new(tables, &options, &engine, NULL), HAD_E_SIZE);
    ck_assert_int_eq(had_tables_add_builtin_classification(tables, "officielle", NULL),
                     HAD_E_ARGUMENT);
    ck_assert_int_eq(had_tables_add_builtin_classification(tables, "essai/", NULL), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_classification_get(tables, 0, &card), HAD_E_SIZE);
    ck_assert_int_eq(had_finding_get(0, 0, &info), HAD_E_SIZE);
    ck_assert_int_eq(had_finding_get(had_finding_count(), 0, &info), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_finding_number("nothing"), -1);
    engine = support_engine(tables, NULL);
    ck_assert_int_eq(had_process(engine, "x", 1, &result), HAD_E_SIZE);
    ck_assert_int_eq(had_process(engine, NULL, 1, &result), HAD_E_ARGUMENT);
    had_engine_free(engine);
    had_tables_free(tables);
    /* No classification at all: the record is not grouped by a guess. */
    struct line line;
    tables = support_tables(false);
    engine = support_engine(tables, NULL);
    line_make(&line, tables, "H0F");
    result.size = sizeof result;
    ck_assert_int_eq(had_process(engine, line.text, line.length, &result), HAD_E_NO_CLASSIFICATION);
    ck_assert_int_eq(had_process(engine, "?", 1, &result), HAD_OK);
    ck_assert_int_eq(result.outcome, HAD_REJECTED);
    had_engine_free(engine);
    had_tables_free(tables);
    had_engine_free(NULL);
    had_tables_free(NULL);
}
END_TEST

START_TEST(dates)
{
    int32_t date =
        101; /* 0000-01-01 is not a date; start the day after 9999's calendar in reverse */
    int32_t last = 0;
    for (int32_t days = date_days(15830101); days <= date_days(22001231); days++) {
        unsigned char text[9] = {0};
        date = date_from_days(days);
        ck_assert_int_gt(date, last);
        ck_assert_int_eq(date_days(date), days);
        date_write(text, date);
        ck_assert_int_eq(date_read(text), date);
        unsigned char other[9] = {0}, near[9] = {0};
        int32_t earlier = date_from_days(days - days % 63);
        date_write(other, earlier);
        date_write_near(near, date, other, earlier);
        ck_assert_int_eq(date_read(near), date);
        last = date;
    }
    unsigned char blank[9] = {0};
    date_write_near(blank, 0, (const unsigned char *)"        ", 0);
    ck_assert_mem_eq(blank, "        ", DATE_LENGTH);
    static const char *const invalid[] = {"00000000", "32012024", "31042024", "29022023",
                                          "29021900", "01132024", "01002024", "00012024",
                                          "01010000", "0101 024", "1a012024", "        ",
                                          "99999999", "/1012024", ":1012024"};
    for (size_t i = 0; i < sizeof invalid / sizeof invalid[0]; i++)
        ck_assert_int_eq(date_read((const unsigned char *)invalid[i]), 0);
    ck_assert_int_eq(date_read((const unsigned char *)"29022000"), 20000229);
    ck_assert_int_eq(date_read((const unsigned char *)"01010001"), 10101);
    ck_assert_int_eq(date_read_iso("2024-02-29", 10), 20240229);
    ck_assert_int_eq(date_read_iso("2023-02-29", 10), 0);
    ck_assert_int_eq(date_read_iso("2024-2-29", 9), 0);
}
END_TEST

/* A classification given twice is one; one that differs in anything is another. */
START_TEST(the_same_classification)
{
    static const struct {
        size_t at, size;
    } members[] = {
#define MEMBER(name)                                                                               \
    {offsetof(struct classification, name), sizeof((struct classification *)0)->name}
        MEMBER(info.id),
        MEMBER(info.version),
        MEMBER(info.debut),
        MEMBER(info.fin),
        MEMBER(info.officielle),
        MEMBER(info.source),
        MEMBER(info.conflit),
        MEMBER(weights),
        MEMBER(mpp_count),
        MEMBER(mpa_count),
        MEMBER(ik_count),
        MEMBER(period_count),
        MEMBER(mpp_index),
        MEMBER(mpa_index),
        MEMBER(ik_index),
        MEMBER(period),
        MEMBER(weight.mpp),
        MEMBER(weight.mpa),
        MEMBER(weight.ik),
        MEMBER(weight.duree),
        MEMBER(weight.ght_min),
        MEMBER(weight.ght),
        MEMBER(weight.ipi_decimales),
        MEMBER(weight.ipt_decimales),
#undef MEMBER
    };
    had_tables *one = support_tables(true);
    const struct classification *a = &one->classification[0];
    size_t pairs = (size_t)a->mpp_count * a->mpa_count, triples = pairs * a->ik_count;
    ck_assert(classification_equal(a, a));
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++)
        for (size_t byte = 0; byte < members[i].size; byte += members[i].size - 1 + !byte) {
            struct classification b = *a;
            ((unsigned char *)&b)[members[i].at + byte] ^= 1;
            ck_assert_msg(!classification_equal(a, &b), "member %zu, byte %zu", i, byte);
            if (members[i].size == 1)
                break;
        }
    /* What it points to: another copy is the same, one that differs at either end is not. */
    uint8_t *pair = malloc(pairs);
    struct triple *triple = malloc(triples * sizeof *triple);
    struct intervals *interval = calloc(triples, sizeof *interval);
    uint32_t(*seen)[PERIODS_MAX] = calloc(triples, sizeof *seen);
    ck_assert(pair && triple && interval && seen);
    memcpy(pair, a->pair, pairs);
    memcpy(triple, a->triple, triples * sizeof *triple);
    struct classification b = *a, c = *a;
    b.pair = pair;
    b.triple = triple;
    ck_assert(classification_equal(a, &b));
    for (int last = 0; last < 2; last++) {
        pair[last ? pairs - 1 : 0] ^= 1;
        ck_assert(!classification_equal(a, &b));
        pair[last ? pairs - 1 : 0] ^= 1;
        ((unsigned char *)triple)[last ? triples * sizeof *triple - 1 : 0] ^= 1;
        ck_assert(!classification_equal(a, &b));
        ((unsigned char *)triple)[last ? triples * sizeof *triple - 1 : 0] ^= 1;
    }
    b.interval = interval;
    c.interval = NULL;
    ck_assert(!classification_equal(&b, &c));
    ck_assert(!classification_equal(&c, &b));
    b.interval = NULL;
    b.seen = seen;
    c.seen = NULL;
    ck_assert(!classification_equal(&b, &c));
    c.seen = calloc(triples, sizeof *seen);
    ck_assert_ptr_nonnull(c.seen);
    ck_assert(classification_equal(&b, &c));
    c.seen[triples - 1][PERIODS_MAX - 1] = 1;
    ck_assert(!classification_equal(&b, &c));
    free(c.seen);
    free(seen);
    free(interval);
    free(triple);
    free(pair);
    had_tables_free(one);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("tables");
    TCase *tcase = tcase_create("tables");
    tcase_set_timeout(tcase, 60);
    tcase_add_loop_test(tcase, classification_defects, 0, sizeof defects / sizeof defects[0]);
    tcase_add_test(tcase, missing_files);
    tcase_add_test(tcase, adding_up);
    tcase_add_test(tcase, the_same_classification);
    tcase_add_loop_test(tcase, tariffs, 0, sizeof tariff_defects / sizeof tariff_defects[0]);
    tcase_add_test(tcase, given_tariff);
    tcase_add_loop_test(tcase, layouts_refused, 0,
                        sizeof layout_defects / sizeof layout_defects[0]);
    tcase_add_test(tcase, each_allocation_fails);
    tcase_add_test(tcase, mutated_tables);
    tcase_add_test(tcase, arguments);
    tcase_add_test(tcase, dates);
    suite_add_tcase(suite, tcase);
    return support_run(suite);
}
