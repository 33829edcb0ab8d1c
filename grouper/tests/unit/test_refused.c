/* SPDX-License-Identifier: Apache-2.0 */
/* Every refusal of every table: what is wrong, on which line, in which column. */
#include "common/sha256.h"
#include "lib/text/fault.h"
#include "support.h"
#include "table_heads.h"

#define FIRST "04;00;050;0101;12;11;09;08;3\n"

/* One file that is refused, for the first thing that is wrong in it. */
static const struct {
    had_table_kind kind;
    const char *name, *content;
    enum fault fault;
    uint32_t line, column;
} alone[] = {
    /* What every table refuses. */
    {HAD_TABLE_VALUES, "v.csv", "", FAULT_EMPTY, 0, 0},
    {HAD_TABLE_MODES, "m.csv", "code\n", FAULT_HEADER, 1, 0},
    {HAD_TABLE_TARIFS, "t.csv", "campagne;secteur;variante;ght;centimes;debut;sources;origine",
     FAULT_TRUNCATED, 1, 0},
    {HAD_TABLE_TARIFS, "t.csv", "campagne;secteur;variante;ght;centimes;debut;sources",
     FAULT_TRUNCATED, 1, 0},
    {HAD_TABLE_EHPA, "e.csv", EHPA "05;MPP;2011\n", FAULT_COLUMNS, 2, 0},
    {HAD_TABLE_EHPA, "e.csv", EHPA "05;MPP;2011;2040", FAULT_TRUNCATED, 2, 0},
    {HAD_TABLE_COEFFICIENTS, "c.csv", COEFFS "\xE9\n", FAULT_ENCODING, 2, 0},
    {HAD_TABLE_UCD, "u.csv", UCD "9123456;\t;;\n", FAULT_CONTROL, 2, 0},
    {HAD_TABLE_MATRICE, "a.csv", MATRICE "04;00;\rautorisee\n", FAULT_CR, 2, 0},
    /* Values and modes. */
    {HAD_TABLE_VALUES, "v.csv", VALUES "042;sexe;7;;;2010;\n", FAULT_RANGE, 2, 6},
    {HAD_TABLE_VALUES, "v.csv", VALUES "042;sexe;7;;;;x\n", FAULT_NUMBER, 2, 7},
    {HAD_TABLE_VALUES, "v.csv", VALUES "042;sexe;7;;;2020;2019\n", FAULT_PERIOD, 2, 0},
    {HAD_TABLE_VALUES, "v.csv", VALUES "042;sexe;<other>;;;;\n", FAULT_CODE, 2, 3},
    {HAD_TABLE_VALUES, "v.csv", VALUES "042;sexe;;;;;\n", FAULT_CODE, 2, 3},
    {HAD_TABLE_VALUES, "v.csv", VALUES "042;sex;7;;;;\n", FAULT_UNKNOWN_KEY, 2, 2},
    {HAD_TABLE_VALUES, "v.csv", VALUES "044;provenance;7;mode_sortie;8;;\n", FAULT_UNKNOWN_KEY, 2,
     2},
    {HAD_TABLE_VALUES, "v.csv", VALUES "044;provenance;7;mode_entree;88;;\n", FAULT_CODE, 2, 5},
    {HAD_TABLE_MODES, "m.csv", MODES "4;MPP;x;;;x;;\n", FAULT_CODE, 2, 1},
    {HAD_TABLE_MODES, "m.csv", MODES "77;MPP;x;;;x;2020;\n", FAULT_DATE, 2, 7},
    {HAD_TABLE_MODES, "m.csv", MODES "77;MPP;x;;;x;;2020\n", FAULT_DATE, 2, 8},
    {HAD_TABLE_MODES, "m.csv", MODES "77;MPX;x;;;x;;\n", FAULT_UNKNOWN_KEY, 2, 2},
    {HAD_TABLE_MODES, "m.csv", MODES "77;MPP;x;;;x;;\n77;MPP;x;;;x;2020-01-01;\n", FAULT_CONFLICT,
     3, 1},
    {HAD_TABLE_MODES, "m.csv", MODES "77;MPP;x;;;x;;\n77;MP?;x;;;x;;2020-01-01\n", FAULT_CONFLICT,
     3, 1},
    {HAD_TABLE_EHPA, "e.csv", EHPA "05;MPD;2011;2040\n", FAULT_UNKNOWN_KEY, 2, 2},
    {HAD_TABLE_EHPA, "e.csv", EHPA "05;MPP;2010;2040\n", FAULT_RANGE, 2, 3},
    {HAD_TABLE_EHPA, "e.csv", EHPA "05;MPP;2011;2041\n", FAULT_RANGE, 2, 4},
    {HAD_TABLE_EHPA, "e.csv", EHPA "77;MPP;2011;2040\n77;MPP;2012;2040\n", FAULT_CONFLICT, 3, 1},
    /* The published matrix, the coefficients. */
    {HAD_TABLE_MATRICE, "a.csv", MATRICE "4;00;autorisee\n", FAULT_CODE, 2, 1},
    {HAD_TABLE_MATRICE, "a.csv", MATRICE "04;0;autorisee\n", FAULT_CODE, 2, 2},
    {HAD_TABLE_MATRICE, "a.csv", MATRICE "04;00;permise\n", FAULT_UNKNOWN_STATUS, 2, 3},
    {HAD_TABLE_MATRICE, "a.csv", MATRICE "77;77;autorisee\n77;77;erronee\n", FAULT_CONFLICT, 3, 3},
    {HAD_TABLE_COEFFICIENTS, "c.csv", COEFFS "1999;prudentiel;both;;9000;x;high\n", FAULT_RANGE, 2,
     1},
    {HAD_TABLE_COEFFICIENTS, "c.csv", COEFFS "2040;prudentiel;both;;0;x;high\n", FAULT_RANGE, 2, 5},
    {HAD_TABLE_COEFFICIENTS, "c.csv", COEFFS "2040;prudentiel;tous;;9000;x;high\n",
     FAULT_UNKNOWN_KEY, 2, 3},
    {HAD_TABLE_COEFFICIENTS, "c.csv", COEFFS "2040;prudentiel;both;7;9000;x;high\n",
     FAULT_UNKNOWN_KEY, 2, 4},
    {HAD_TABLE_COEFFICIENTS, "c.csv",
     COEFFS "2040;prudentiel;both;;9000;x;high\n2040;prudentiel;both;;9001;x;high\n",
     FAULT_CONFLICT, 3, 5},
    /* Lists of codes. */
    {HAD_TABLE_CIM10, "l.csv", CIM10, FAULT_EMPTY, 0, 0},
    {HAD_TABLE_CIM10, "l.csv", CIM10 "A00;2\n", FAULT_RANGE, 2, 2},
    {HAD_TABLE_CIM10, "l.csv", CIM10 "A00;0\na;0\n", FAULT_CODE, 3, 1},
    {HAD_TABLE_CIM10, "l.csv", CIM10 "A00;0\nA00;1\n", FAULT_CONFLICT, 3, 1},
    {HAD_TABLE_CIM10, "l.csv", "x;y\n", FAULT_NO_LIST, 0, 0},
    {HAD_TABLE_CCAM, "l.csv", CCAM "ABCD001;2020-01-01;2019-12-31;\n", FAULT_PERIOD, 2, 0},
    {HAD_TABLE_CCAM, "l.csv", CCAM "ABCD001;2020;;\n", FAULT_DATE, 2, 2},
    {HAD_TABLE_CCAM, "l.csv", CCAM "ABCD001;;2020;\n", FAULT_DATE, 2, 3},
    {HAD_TABLE_CCAM, "l.csv", CCAM "ABCD001;;;-1\n", FAULT_CODE, 2, 4},
    {HAD_TABLE_CCAM, "l.csv", CCAM "ABCD001;;;+01\n", FAULT_CODE, 2, 4},
    {HAD_TABLE_CCAM, "l.csv", CCAM "ABCD001;;;-0x\n", FAULT_CODE, 2, 4},
    {HAD_TABLE_CCAM, "l.csv", CCAM "ABCD001;;;-01;\n", FAULT_COLUMNS, 2, 0},
    {HAD_TABLE_CCAM, "l.csv", CCAM "ABCD001;;;-01.-02\n", FAULT_CODE, 2, 4},
    {HAD_TABLE_CCAM, "l.csv", CCAM "ABCD001;;;-01\nABCD001;;;-02\n", FAULT_CONFLICT, 3, 1},
    {HAD_TABLE_CCAM, "l.csv", CCAM "ABCD001;;;-01\nABCD001;;;-65\n", FAULT_CONFLICT, 3, 1},
    {HAD_TABLE_CCAM, "l.csv", CCAM "ABCD001;;;-65\nABCD001;;;-66\n", FAULT_CONFLICT, 3, 1},
    {HAD_TABLE_CCAM, "l.csv", CCAM "ABCD001;2020-01-01;;\nABCD001;2020-01-02;;\n", FAULT_CONFLICT,
     3, 1},
    {HAD_TABLE_CCAM, "l.csv", CCAM "ABCD001;;2020-01-01;\nABCD001;;2020-01-02;\n", FAULT_CONFLICT,
     3, 1},
    {HAD_TABLE_UCD, "u.csv", UCD "9123456;I234567;;\n9123456;I2345678;;\n", FAULT_CODE, 3, 2},
    {HAD_TABLE_UCD, "u.csv", UCD "9123456;;2020-01-02;2020-01-02\n9123456;;2020-01-02;2020-01-01\n",
     FAULT_PERIOD, 3, 4},
    /* Files beside the records. */
    {HAD_TABLE_BESIDE, "f.csv", FICHCOMP ";import;ex-DGF;;x;1;1;;;;;;;\n", FAULT_CODE, 2, 1},
    {HAD_TABLE_BESIDE, "f.csv", FICHCOMP "abcdefghijklmnopqrstuvwx;import;ex-DGF;;x;1;1;;;;;;;\n",
     FAULT_CODE, 2, 1},
    {HAD_TABLE_BESIDE, "f.csv",
     FICHCOMP "A;import;ex-DGF;;x;1;1;;;;;;;\nB;import;ex-DGF;;x;1;1;;;;;;;\n"
              "A;import;ex-DGF;;x;1;1;;;;;;;\n",
     FAULT_DUPLICATE, 4, 1},
    /* Each row of a layout says what its first row says of it. */
    {HAD_TABLE_BESIDE, "f.csv",
     FICHCOMP "A;import;ex-DGF;;x;1;1;;;;;;;\nA;import;ex-OQN;;y;2;1;;;;;;;\n", FAULT_LAYOUT_ROW, 3,
     3},
    {HAD_TABLE_BESIDE, "f.csv",
     FICHCOMP "A;import;ex-DGF;;x;1;1;;;;;;;\nA;export;ex-DGF;;y;2;1;;;;;;;\n", FAULT_LAYOUT_ROW, 3,
     2},
    {HAD_TABLE_BESIDE, "f.csv",
     FICHCOMP "A;import;ex-DGF;;x;1;1;;;;;;;\nA;import;ex-DGF;06;y;2;1;;;;;;;\n", FAULT_LAYOUT_ROW,
     3, 4},
    {HAD_TABLE_BESIDE, "f.csv", FICHCOMP "A;import;prive;;x;1;1;;;;;;;\n", FAULT_CODE, 2, 3},
    {HAD_TABLE_BESIDE, "f.csv", FICHCOMP "A;import;both;;x;1;1;;;;;;;\n", FAULT_CODE, 2, 3},
    {HAD_TABLE_BESIDE, "f.csv", FICHCOMP "A;import;ex-DGF;006;x;1;1;;;;;;;\n", FAULT_CODE, 2, 4},
    {HAD_TABLE_BESIDE, "f.csv", FICHCOMP "A;import;ex-DGF;;x;1;1;;;;1899;;;\n", FAULT_RANGE, 2, 11},
    {HAD_TABLE_BESIDE, "f.csv", FICHCOMP "A;import;ex-DGF;;x;1;1;;;;;x;;\n", FAULT_NUMBER, 2, 12},
    {HAD_TABLE_BESIDE, "f.csv", FICHCOMP "A;import;ex-DGF;;x;0;1;;;;;;;\n", FAULT_RANGE, 2, 6},
    {HAD_TABLE_BESIDE, "f.csv", FICHCOMP "A;import;ex-DGF;;x;1;0;;;;;;;\n", FAULT_RANGE, 2, 7},
    {HAD_TABLE_BESIDE, "f.csv", FICHCOMP "A;import;ex-DGF;;x;2;1;;;;;;;\n", FAULT_LAYOUT_GAP, 2, 6},
    {HAD_TABLE_BESIDE, "f.csv",
     FICHCOMP "A;import;ex-DGF;;ucd;1;15;;;;;;;\nA;import;ex-DGF;;ucd;16;15;;;;;;;\n",
     FAULT_DUPLICATE, 3, 5},
    {HAD_TABLE_BESIDE, "f.csv", FICHCOMP "A;import;ex-DGF;;ucd;1;16;;;;;;;\n", FAULT_RANGE, 2, 7},
    {HAD_TABLE_BESIDE, "f.csv", FICHCOMP "A;import;ex-DGF;;prestation;1;1;;;;;;;\n", FAULT_RANGE, 2,
     7},
    {HAD_TABLE_BESIDE, "f.csv", FICHCOMP "A;import;ex-DGF;06;x;1;1;;;;;;;\n", FAULT_LAYOUT_FIELD, 2,
     1},
    {HAD_TABLE_BESIDE, "f.csv",
     FICHCOMP "RSFB;import;ex-OQN;;type_enregistrement;1;1;;;;;;;\n"
              "RSFB;import;ex-OQN;;finess_epmsi;2;9;;;;;;;\n"
              "RSFB;import;ex-OQN;;no_entree;11;9;;;;;;;\n"
              "RSFB;import;ex-OQN;;no_facture;20;9;;;;;;;\n",
     FAULT_LAYOUT_FIELD, 5, 1},
    {HAD_TABLE_BESIDE, "f.csv",
     FICHCOMP "RSFH;import;ex-OQN;;type_enregistrement;1;1;;;;;;;\n"
              "RSFH;import;ex-OQN;;finess_epmsi;2;9;;;;;;;\n"
              "RSFH;import;ex-OQN;;no_entree;11;9;;;;;;;\n"
              "RSFH;import;ex-OQN;;no_facture;20;9;;;;;;;\n",
     FAULT_LAYOUT_FIELD, 5, 1},
    {HAD_TABLE_BESIDE, "f.csv", FICHCOMP "HOSP-PMSI;import;ex-DGF;;x;1;1;;;;;;;\n",
     FAULT_LAYOUT_FIELD, 2, 1},
    {HAD_TABLE_BESIDE, "f.csv", FICHCOMP "V014;import;ex-DGF;;x;1;1;;;;;;;\n", FAULT_LAYOUT_FIELD,
     2, 1},
    {HAD_TABLE_BESIDE, "f.csv", FICHCOMP "M;export;ex-DGF;06;x;1;1;;;;;;;\n", FAULT_LAYOUT_FIELD, 2,
     1},
    {HAD_TABLE_BESIDE, "v.csv", VERSIONS "V99;;1;1;2;1;;;;\n", FAULT_CODE, 2, 1},
    {HAD_TABLE_BESIDE, "v.csv", VERSIONS "V099;;0;1;2;1;;;;\n", FAULT_RANGE, 2, 3},
    {HAD_TABLE_BESIDE, "v.csv", VERSIONS "V099;;1;5;6;1;;;;\n", FAULT_RANGE, 2, 4},
    {HAD_TABLE_BESIDE, "v.csv", VERSIONS "V099;;1;1;0;1;;;;\n", FAULT_RANGE, 2, 5},
    {HAD_TABLE_BESIDE, "v.csv", VERSIONS "V099;;1;1;2;0;;;;\n", FAULT_RANGE, 2, 6},
    {HAD_TABLE_BESIDE, "v.csv", VERSIONS "V099;;1;3;3;1;;;;\n", FAULT_RANGE, 2, 5},
    /* Layouts. */
    {HAD_TABLE_LAYOUTS, "formats.csv", "x\n", FAULT_UNKNOWN_FILE, 0, 0},
    {HAD_TABLE_LAYOUTS, "rpss.csv", "x\n", FAULT_MISSING_FILE, 0, 0},
    {HAD_TABLE_LAYOUTS, "rapss_variable.csv", "x\n", FAULT_MISSING_FILE, 0, 0},
};

static int add(had_tables *tables, had_table_kind kind, const char *name, const char *content,
               had_error *error)
{
    had_file file = {name, content, strlen(content)};
    return had_tables_add(tables, kind, &file, 1, error);
}

static void is_fault(const had_error *error, enum fault fault, uint32_t line, uint32_t column,
                     const char *content)
{
    ck_assert_msg(error->code == (int32_t)fault && error->line == line && error->column == column,
                  "%.200s: fault %d, %s:%u:%u %s", content, (int)error->code, error->file,
                  error->line, error->column, error->en);
    ck_assert_int_eq(error->status, HAD_E_TABLE);
    ck_assert(error->fr[0] && error->en[0]);
}

START_TEST(one_file)
{
    had_tables *tables = support_tables(false);
    had_error error = {.size = sizeof error};
    ck_assert_int_eq(add(tables, alone[_i].kind, alone[_i].name, alone[_i].content, &error),
                     HAD_E_TABLE);
    is_fault(&error, alone[_i].fault, alone[_i].line, alone[_i].column, alone[_i].content);
    ck_assert_str_eq(error.file, alone[_i].name);
    had_tables_free(tables);
}
END_TEST

/* Files given together are all read, in their order: one with what stands before the defect, if
 * that is a table, and the one with the defect, behind it and in front of it. */
START_TEST(after_another)
{
    had_tables *tables = support_tables(false);
    had_error error = {.size = sizeof error};
    const char *content = alone[_i].content, *end = content;
    had_table_kind kind = alone[_i].kind;
    for (uint32_t line = 1; line < alone[_i].line; line++)
        end = strchr(end, '\n') + 1;
    had_file sound = {"sound.csv", content, (size_t)(end - content)},
             other = {alone[_i].name, content, strlen(content)},
             orders[][2] = {{sound, other}, {other, sound}};
    bool table = alone[_i].line > 1 && had_tables_add(tables, kind, &sound, 1, &error) == HAD_OK;
    for (int i = 0; table && i < 2; i++) {
        ck_assert_int_eq(had_tables_add(tables, kind, orders[i], 2, &error), HAD_E_TABLE);
        is_fault(&error, alone[_i].fault, alone[_i].line, alone[_i].column, content);
        ck_assert_str_eq(error.file, alone[_i].name);
    }
    had_tables_free(tables);
}
END_TEST

/* --- Classifications of observed groups ------------------------------------------------------- */

static const struct {
    const char *card, *groupes, *associations, *deductions;
    enum fault fault;
    const char *file;
    uint32_t line, column;
} observed[] = {
    {CARD, GROUPES FIRST, NULL, NULL, FAULT_NONE, "", 0, 0},
    {CARD, GROUPES "4;00;050;;;;;;\n", NULL, NULL, FAULT_CODE, "groupes.csv", 2, 1},
    {CARD, GROUPES "04;0;050;;;;;;\n", NULL, NULL, FAULT_CODE, "groupes.csv", 2, 2},
    {CARD, GROUPES "04;00;50;;;;;;\n", NULL, NULL, FAULT_CODE, "groupes.csv", 2, 3},
    {CARD, GROUPES "04;00;050;101;;;;;\n", NULL, NULL, FAULT_CODE, "groupes.csv", 2, 4},
    {CARD, GROUPES "04;00;050;9999;;;;;\n", NULL, NULL, FAULT_NONE, "", 0, 0},
    {CARD, GROUPES "04;00;050;0101;32;;;;\n", NULL, NULL, FAULT_RANGE, "groupes.csv", 2, 5},
    {CARD, GROUPES "04;00;050;0101;0;;;;\n", NULL, NULL, FAULT_RANGE, "groupes.csv", 2, 5},
    {CARD, GROUPES "04;00;050;0101;;;;x;\n", NULL, NULL, FAULT_NUMBER, "groupes.csv", 2, 8},
    {CARD, GROUPES "04;00;050;0101;;;;;x\n", NULL, NULL, FAULT_NUMBER, "groupes.csv", 2, 9},
    {CARD, COUNTED "04;00;050;0101;1;;;;1;x;;;\n", NULL, NULL, FAULT_NUMBER, "groupes.csv", 2, 10},
    {CARD, COUNTED "04;00;050;0101;1;1;1;1;1;1;1;1;x\n", NULL, NULL, FAULT_NUMBER, "groupes.csv", 2,
     13},
    {CARD, GROUPES FIRST FIRST, NULL, NULL, FAULT_DUPLICATE, "groupes.csv", 3, 1},
    {CARD, GROUPES FIRST "04\n", NULL, NULL, FAULT_COLUMNS, "groupes.csv", 3, 0},
    {CARD, "mpp;mpa\n", NULL, NULL, FAULT_HEADER, "groupes.csv", 1, 0},
    {CARD, GROUPES FIRST, "mpp;mpa\n", NULL, FAULT_HEADER, "associations.csv", 1, 0},
    {CARD, GROUPES FIRST, ASSOCIATIONS "4;00;autorisee;50;60;0\n", NULL, FAULT_CODE,
     "associations.csv", 2, 1},
    {CARD, GROUPES FIRST, ASSOCIATIONS "04;00;permise;50;60;0\n", NULL, FAULT_UNKNOWN_STATUS,
     "associations.csv", 2, 3},
    {CARD, GROUPES FIRST, ASSOCIATIONS "04;00;autorisee;50;60;0\n", NULL, FAULT_NONE, "", 0, 0},
    {CARD "deduire;poid\n", GROUPES FIRST, NULL, NULL, FAULT_CODE, "classification.csv", 8, 2},
    {CARD "deduire;ordre\ndeduire_min;0\n", GROUPES FIRST, NULL, NULL, FAULT_RANGE,
     "classification.csv", 9, 2},
    {CARD "deduire;non\ndeduire_min;1\n", GROUPES FIRST, NULL, NULL, FAULT_NONE, "", 0, 0},
    {CARD "deduire;poids\n", GROUPES FIRST, NULL, NULL, FAULT_NONE, "", 0, 0},
    {CARD "ipi_decimales;13\n", GROUPES FIRST, NULL, NULL, FAULT_RANGE, "classification.csv", 8, 2},
    {CARD "ipt_decimales;x\n", GROUPES FIRST, NULL, NULL, FAULT_NUMBER, "classification.csv", 8, 2},
    {CARD "groupes_sha256;abc\n", GROUPES FIRST, NULL, NULL, FAULT_CODE, "classification.csv", 8,
     2},
    {CARD "groupes_sha256;"
          "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdeF\n",
     GROUPES FIRST, NULL, NULL, FAULT_CODE, "classification.csv", 8, 2},
    {CARD "groupes_sha256;"
          "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n",
     GROUPES FIRST, NULL, NULL, FAULT_FINGERPRINT, "c/groupes.csv", 0, 0},
    {CARD, GROUPES FIRST, NULL, DEDUCTIONS, FAULT_FINGERPRINT, "c/groupes.csv", 0, 0},
};

static size_t put(had_file *files, size_t n, const char *name, const char *content)
{
    if (!content)
        return n;
    files[n] = (had_file){name, content, strlen(content)};
    return n + 1;
}

START_TEST(observed_groups)
{
    had_tables *tables = support_tables(false);
    had_error error = {.size = sizeof error};
    had_file files[4];
    size_t n = put(files, 0, "c/classification.csv", observed[_i].card);
    n = put(files, n, "c/groupes.csv", observed[_i].groupes);
    n = put(files, n, "c/associations.csv", observed[_i].associations);
    n = put(files, n, "c/deductions.csv", observed[_i].deductions);
    int status = had_tables_add(tables, HAD_TABLE_CLASSIFICATION, files, n, &error);
    ck_assert_int_eq(status, observed[_i].fault == FAULT_NONE ? HAD_OK : HAD_E_TABLE);
    if (observed[_i].fault != FAULT_NONE) {
        is_fault(&error, observed[_i].fault, observed[_i].line, observed[_i].column,
                 observed[_i].groupes);
        ck_assert_ptr_nonnull(strstr(error.file, observed[_i].file));
    }
    if (observed[_i].fault == FAULT_DUPLICATE) {
        had_deduction *deduction = NULL;
        ck_assert_str_eq(error.en, "duplicate row: 04-00-050");
        ck_assert_int_eq(had_deduction_new(NULL, &files[1], NULL, &deduction, &error), HAD_E_TABLE);
        is_fault(&error, FAULT_DUPLICATE, 3, 1, "groupes.csv alone");
        ck_assert_str_eq(error.en, "duplicate row: 04-00-050");
        ck_assert_str_eq(error.fr, "ligne en double : 04-00-050");
    }
    had_tables_free(tables);
}
END_TEST

/* Deductions name the groups that they come from by a fingerprint. */
static const struct {
    const char *rows;
    enum fault fault;
    uint32_t line, column;
} deductions[] = {
    {"04;00;060;1;2;;;;;;;ordre\n", FAULT_NONE, 0, 0},
    {"4;00;060;;;;;;;;;ordre\n", FAULT_CODE, 2, 1},
    {"04;0;060;;;;;;;;;ordre\n", FAULT_CODE, 2, 2},
    {"04;00;60;;;;;;;;;ordre\n", FAULT_CODE, 2, 3},
    {"05;00;060;;;;;;;;;ordre\n", FAULT_UNKNOWN_MODE, 2, 1},
    {"04;01;060;;;;;;;;;ordre\n", FAULT_UNKNOWN_MODE, 2, 2},
    {"04;00;065;;;;;;;;;ordre\n", FAULT_UNKNOWN_MODE, 2, 3},
    {"04;00;060;;;;;;;;;hasard\n", FAULT_CODE, 2, 12},
    {"04;00;060;0;2;;;;;;;ordre\n", FAULT_RANGE, 2, 4},
    {"04;00;060;2;1;;;;;;;ordre\n", FAULT_RANGE, 2, 5},
    {"04;00;060;;1;;;;;;;ordre\n", FAULT_NUMBER, 2, 4},
    {"04;00;060;1;;;;;;;;ordre\n", FAULT_NUMBER, 2, 5},
    {"04;00;060;1;32;;;;;;;ordre\n", FAULT_RANGE, 2, 5},
    {"04;00;060;;;;;;;1;32;ordre\n", FAULT_RANGE, 2, 11},
    {"04;00;060;;;;;;;;;ordre\n04;00;060;;;;;;;;;ordre\n", FAULT_DUPLICATE, 3, 1},
    {"04;00;060;;;;;;;;;ordre\n04;00;060;;;;;;;;;poids\n", FAULT_NONE, 0, 0},
    {"04;00;060;;;;;;;;;poids\n04;00;060;;;;;;;;;ordre\n", FAULT_ORDER, 3, 1},
    {"04;00;060;;;;;;;;;ordre\n04;00;040;;;;;;;;;ordre\n", FAULT_ORDER, 3, 1},
    {"04;00\n", FAULT_COLUMNS, 2, 0},
};

START_TEST(deduced_groups)
{
    static const char groupes[] = GROUPES FIRST;
    had_tables *tables = support_tables(false);
    had_error error = {.size = sizeof error};
    had_file files[3];
    char card[400], text[400], hash[SHA256_TEXT];
    sha256_of(groupes, sizeof groupes - 1, hash);
    snprintf(card, sizeof card, "%sgroupes_sha256;%s\n", CARD, hash);
    snprintf(text, sizeof text, "%s%s", DEDUCTIONS, deductions[_i].rows);
    size_t n = put(files, 0, "classification.csv", card);
    n = put(files, n, "groupes.csv", groupes);
    n = put(files, n, "deductions.csv", text);
    int status = had_tables_add(tables, HAD_TABLE_CLASSIFICATION, files, n, &error);
    if (deductions[_i].fault == FAULT_NONE) {
        ck_assert_int_eq(status, HAD_OK);
    } else {
        ck_assert_int_eq(status, HAD_E_TABLE);
        is_fault(&error, deductions[_i].fault, deductions[_i].line, deductions[_i].column, text);
        ck_assert_str_eq(error.file, "deductions.csv");
    }
    had_tables_free(tables);
}
END_TEST

/* A file twice; deductions whose groups have gone. */
START_TEST(files_of_a_classification)
{
    had_tables *tables = support_tables(false);
    had_error error = {.size = sizeof error};
    had_file files[3];
    size_t n = put(files, 0, "c/classification.csv", CARD);
    n = put(files, n, "c/groupes.csv", GROUPES FIRST);
    n = put(files, n, "d/groupes.csv", GROUPES FIRST);
    ck_assert_int_eq(had_tables_add(tables, HAD_TABLE_CLASSIFICATION, files, n, &error),
                     HAD_E_TABLE);
    is_fault(&error, FAULT_DUPLICATE, 0, 0, "groupes.csv twice");
    ck_assert_str_eq(error.file, "d/groupes.csv");
    n = put(files, 1, "c/deductions.csv", DEDUCTIONS);
    ck_assert_int_eq(had_tables_add(tables, HAD_TABLE_CLASSIFICATION, files, n, &error),
                     HAD_E_TABLE);
    is_fault(&error, FAULT_MISSING_FILE, 0, 0, "deductions without groups");
    ck_assert_str_eq(error.file, "c/deductions.csv");
    ck_assert_str_eq(error.en, "file groupes.csv is missing");
    ck_assert_str_eq(error.fr, "il manque le fichier groupes.csv");
    had_tables_free(tables);
}
END_TEST

/* --- Too many --------------------------------------------------------------------------------- */

/* Modes of two digits, or IK of three: how many are taken. */
START_TEST(modes_of_a_classification)
{
    static const char *const names[] = {"mpp.csv", "mpa.csv", "ik.csv"};
    static const char *const others[] = {
        "durees.csv", "du;au;poids\n1;;1\n",          "ght.csv",          "ght;ipt_min\n1;0\n",
        "ghpc.csv",   "ghpc;mpp;mpa;ik_min;ik_max\n", "associations.csv", ASSOCIATIONS,
    };
    for (int list = 0; list < 3; list++) {
        for (int count = 99; count <= 100; count++) {
            had_tables *tables = support_tables(false);
            had_error error = {.size = sizeof error};
            had_file files[8];
            char text[3][2000];
            size_t n = put(files, 0, "classification.csv", CARD);
            for (int i = 0; i < 3; i++) {
                size_t used = (size_t)snprintf(text[i], sizeof text[i], "code;poids\n");
                for (int code = 0; code < (i == list ? count : 1); code++)
                    used += (size_t)snprintf(text[i] + used, sizeof text[i] - used, "%0*d;1\n",
                                             i == 2 ? 3 : 2, code);
                n = put(files, n, names[i], text[i]);
            }
            for (size_t i = 0; i < sizeof others / sizeof others[0]; i += 2)
                n = put(files, n, others[i], others[i + 1]);
            int status = had_tables_add(tables, HAD_TABLE_CLASSIFICATION, files, n, &error);
            ck_assert_int_eq(status, count == 99 ? HAD_OK : HAD_E_TABLE);
            if (count == 100) {
                is_fault(&error, FAULT_TOO_MANY, 101, 0, names[list]);
                ck_assert_str_eq(error.file, names[list]);
            }
            had_tables_free(tables);
        }
    }
}
END_TEST

/* Observed groups may name every mode, and 99 IK: ten are there from the start. */
START_TEST(modes_of_observed_groups)
{
    for (int count = 89; count <= 90; count++) {
        had_tables *tables = support_tables(false);
        had_error error = {.size = sizeof error};
        had_file files[2];
        char *text = malloc(20000);
        ck_assert_ptr_nonnull(text);
        size_t used = (size_t)sprintf(text, "%s", GROUPES);
        for (int i = 0; i < 100; i++)
            used += (size_t)sprintf(text + used, "%02d;%02d;%03d;;1;;;;\n", i, 99 - i,
                                    i < count ? 101 + i : 10);
        size_t n = put(files, 0, "classification.csv", CARD);
        n = put(files, n, "groupes.csv", text);
        int status = had_tables_add(tables, HAD_TABLE_CLASSIFICATION, files, n, &error);
        ck_assert_int_eq(status, count == 89 ? HAD_OK : HAD_E_TABLE);
        if (count == 90)
            is_fault(&error, FAULT_TOO_MANY, 91, 0, "IK");
        had_tables_free(tables);
        free(text);
    }
}
END_TEST

/* Deductions take every mode, and 99 IK. */
START_TEST(codes_of_deductions)
{
    for (int count = 99; count <= 100; count++) {
        had_error error = {.size = sizeof error};
        had_deduction *deduction = NULL;
        char *text = malloc(20000);
        ck_assert_ptr_nonnull(text);
        size_t used = (size_t)sprintf(text, "%s", GROUPES);
        for (int i = 0; i < 100; i++)
            used += (size_t)sprintf(text + used, "%02d;%02d;%03d;;1;;;;\n", i, 99 - i,
                                    i < count ? i : 0);
        had_file file = {"groupes.csv", text, used};
        int status = had_deduction_new(NULL, &file, NULL, &deduction, &error);
        ck_assert_int_eq(status, count == 99 ? HAD_OK : HAD_E_TABLE);
        if (count == 100)
            is_fault(&error, FAULT_TOO_MANY, 101, 0, "IK");
        had_deduction_free(deduction);
        free(text);
    }
}
END_TEST

START_TEST(layouts_beside)
{
    for (int count = 200; count <= 201; count++) {
        had_tables *tables;
        had_error error = {.size = sizeof error};
        ck_assert_int_eq(had_tables_new(NULL, &tables), HAD_OK);
        char *text = malloc(20000);
        ck_assert_ptr_nonnull(text);
        size_t used = (size_t)sprintf(text, "%s", FICHCOMP);
        for (int i = 0; i < count; i++)
            used += (size_t)sprintf(text + used, "L%d;import;ex-DGF;;x;1;1;;;;;;;\n", i);
        ck_assert_int_eq(add(tables, HAD_TABLE_BESIDE, "f.csv", text, &error),
                         count == 200 ? HAD_OK : HAD_E_TABLE);
        if (count == 201)
            is_fault(&error, FAULT_TOO_MANY, 202, 1, "layouts");
        free(text);
        had_tables_free(tables);
    }
}
END_TEST

START_TEST(versions_of_vidhosp)
{
    for (int count = 32; count <= 33; count++) {
        had_tables *tables;
        had_error error = {.size = sizeof error};
        ck_assert_int_eq(had_tables_new(NULL, &tables), HAD_OK);
        char *text = malloc(20000);
        ck_assert_ptr_nonnull(text);
        size_t used = (size_t)sprintf(text, "%s", VERSIONS);
        for (int i = 0; i < count; i++)
            used += (size_t)sprintf(text + used, "W%03d;;1;1;2;1;;;;\n", i);
        sprintf(text + used, "W000;;1;1;2;1;;;;\n"); /* said twice: no news */
        ck_assert_int_eq(add(tables, HAD_TABLE_BESIDE, "v.csv", text, &error),
                         count == 32 ? HAD_OK : HAD_E_TABLE);
        if (count == 33)
            is_fault(&error, FAULT_TOO_MANY, 34, 1, "versions");
        free(text);
        had_tables_free(tables);
    }
}
END_TEST

/* Lists of pairs: as many as a 32-bit set holds beside the lists that stand alone. */
START_TEST(lists_of_values)
{
    had_tables *tables;
    had_error error = {.size = sizeof error};
    ck_assert_int_eq(had_tables_new(NULL, &tables), HAD_OK);
    char text[4000];
    size_t used = (size_t)snprintf(text, sizeof text, "%s", VALUES);
    for (int i = 0; i < 20; i++)
        used += (size_t)snprintf(text + used, sizeof text - used,
                                 "044;provenance;1;mode_entree;%c;;\n", 'A' + i);
    ck_assert_int_eq(add(tables, HAD_TABLE_VALUES, "v.csv", text, &error), HAD_E_TABLE);
    is_fault(&error, FAULT_TOO_MANY, 2 + 32 - 13, 0, "lists");
    had_tables_free(tables);
}
END_TEST

static int add_rpss(had_tables *tables, const char *rows, had_error *error)
{
    static const char variable[] = VARIABLE;
    had_file files[2];
    size_t n = put(files, 0, "rpss.csv", rows);
    n = put(files, n, "rpss_variable.csv", variable);
    return had_tables_add(tables, HAD_TABLE_LAYOUTS, files, n, error);
}

/* A row of groups names no more formats than there may be. Here one over and over, which is refused
 * behind: its groups are too many. */
START_TEST(formats_of_groups)
{
    static const char row[] = RPSS "Q00;ex-DG;yes;format_version;1;3;;;;\n";
    for (int count = 200; count <= 201; count++) {
        had_tables *tables;
        had_error error = {.size = sizeof error};
        had_file files[2];
        char text[1000];
        ck_assert_int_eq(had_tables_new(NULL, &tables), HAD_OK);
        size_t used = (size_t)snprintf(text, sizeof text, "%s", VARIABLE);
        for (int i = 0; i < count; i++)
            used += (size_t)snprintf(text + used, sizeof text - used, "%sQ00", i ? "|" : "");
        snprintf(text + used, sizeof text - used, ";1;x;1;y;1;\n");
        put(files, put(files, 0, "rpss.csv", row), "rpss_variable.csv", text);
        ck_assert_int_eq(had_tables_add(tables, HAD_TABLE_LAYOUTS, files, 2, &error), HAD_E_TABLE);
        is_fault(&error, FAULT_TOO_MANY, 2, count == 200 ? 3 : 1, text);
        had_tables_free(tables);
    }
}
END_TEST

/* Layouts: how many, how many in one cell, what a cell of `grouped` may say. */
START_TEST(rows_of_layouts)
{
    had_tables *tables;
    had_error error = {.size = sizeof error};
    ck_assert_int_eq(had_tables_new(NULL, &tables), HAD_OK);
    static const char maybe[] = RPSS "Q00|Q01;ex-DG;no|maybe;format_version;1;3;;;;\n";
    ck_assert_int_eq(add_rpss(tables, maybe, &error), HAD_E_TABLE);
    is_fault(&error, FAULT_CODE, 2, 3, maybe);
    static const char twice[] = RPSS "Q00|Q00;ex-DG;yes;format_version;1;3;;;;\n";
    ck_assert_int_eq(add_rpss(tables, twice, &error), HAD_E_TABLE);
    is_fault(&error, FAULT_DUPLICATE, 2, 1, twice);
    static const char sector[] = RPSS "Q00;ex-DG;yes;format_version;1;3;;;;\n"
                                      "Q00;ex-OQN;yes;finess_epmsi;4;9;;;;\n",
                      grouped[] = RPSS "Q00;ex-DG;yes;format_version;1;3;;;;\n"
                                       "Q00;ex-DG;no;finess_epmsi;4;9;;;;\n";
    ck_assert_int_eq(add_rpss(tables, sector, &error), HAD_E_TABLE);
    is_fault(&error, FAULT_LAYOUT_ROW, 3, 2, sector);
    ck_assert_str_eq(error.en, "\"ex-OQN\": the first row of Q00 says something else");
    ck_assert_str_eq(error.fr, "« ex-OQN » : la première ligne de Q00 dit autre chose");
    ck_assert_int_eq(add_rpss(tables, grouped, &error), HAD_E_TABLE);
    is_fault(&error, FAULT_LAYOUT_ROW, 3, 3, grouped);
    for (int most = 199; most <= 201; most++) { /* in one cell, then in two */
        char text[4000];
        size_t used = (size_t)snprintf(text, sizeof text, "%s", RPSS);
        for (int i = 0; i < 201 && i < most; i++)
            used += (size_t)snprintf(text + used, sizeof text - used, "%sQ%c%c", i ? "|" : "",
                                     i / 26 < 10 ? '0' + i / 26 : 'A', 'A' + i % 26);
        snprintf(text + used, sizeof text - used, ";ex-DG;yes;format_version;1;3;;;;\n");
        ck_assert_int_eq(add_rpss(tables, text, &error), HAD_E_TABLE);
        if (most == 201)
            is_fault(&error, FAULT_TOO_MANY, 2, 1, "one cell");
        else
            is_fault(&error, FAULT_LAYOUT_FIELD, 2, 1, "as many as there may be");
    }
    char text[4000];
    size_t used = (size_t)snprintf(text, sizeof text, "%s", RPSS);
    for (int i = 0; i < 201; i++)
        used += (size_t)snprintf(text + used, sizeof text - used, "%sQ%c%c%s",
                                 i == 0 || i == 100 ? "" : "|", '0' + i / 26, 'A' + i % 26,
                                 i == 99 || i == 200 ? ";ex-DG;yes;format_version;1;3;;;;\n" : "");
    ck_assert_int_eq(add_rpss(tables, text, &error), HAD_E_TABLE);
    is_fault(&error, FAULT_TOO_MANY, 3, 1, "two cells");
    had_tables_free(tables);
}
END_TEST

/* --- Memory ----------------------------------------------------------------------------------- */

/* Each kind of table once, with what makes it take memory; deductions. */
static int each_kind(const had_allocator *allocator, had_error *error)
{
    static const struct {
        had_table_kind kind;
        const char *name, *content;
    } kinds[] = {
        {HAD_TABLE_CONVENTIONS, "conv.txt", "750000001010120243112202410\nshort\n"},
        {HAD_TABLE_CIM10, "cim10.csv",
         CIM10 "A00;\nA01;\nA02;\nA03;\nA04;\nA05;\nA06;\nA07;\nA08;\n"},
        {HAD_TABLE_CCAM, "ccam.csv", CCAM "ABCD123;;;\n"},
        {HAD_TABLE_UCD, "ucd.csv", UCD "9123456;;;\n"},
        {HAD_TABLE_COEFFICIENTS, "c.csv", COEFFS "2040;prudentiel;both;;9000;x;high\n"},
        {HAD_TABLE_BESIDE, "f.csv", FICHCOMP "A;import;ex-DGF;;x;1;1;;;;;;;\n"},
        {HAD_TABLE_TARIFS, "t.csv",
         "campagne;secteur;variante;ght;centimes;debut;sources\n2033;ex-DGF;base;1;;2033-01-01;x\n"
         "2033;ex-DGF;base;2;7;2033-01-01;x\n"},
    };
    static const char groupes[] = GROUPES FIRST "04;00;060;0101;11;10;08;07;3\n";
    had_tables *tables = NULL;
    had_deduction *deduction = NULL;
    char card[400], hash[SHA256_TEXT];
    had_file files[3], alone_file = {"groupes.csv", groupes, sizeof groupes - 1};
    sha256_of(groupes, sizeof groupes - 1, hash);
    snprintf(card, sizeof card, "%sgroupes_sha256;%s\n", CARD, hash);
    size_t n = put(files, 0, "classification.csv", card);
    n = put(files, n, "groupes.csv", groupes);
    n = put(files, n, "deductions.csv", DEDUCTIONS "04;00;070;1;2;;;;;;;ordre\n");
    int status = had_tables_new(allocator, &tables);
    if (!status)
        status = had_tables_add_published(tables, error);
    if (!status)
        status = had_tables_add(tables, HAD_TABLE_CLASSIFICATION, files, n, error);
    for (size_t i = 0; !status && i < sizeof kinds / sizeof kinds[0]; i++)
        status = add(tables, kinds[i].kind, kinds[i].name, kinds[i].content, error);
    for (size_t i = 0; !status && i < sizeof kinds / sizeof kinds[0]; i++) { /* each as the first */
        had_tables_free(tables);
        tables = NULL;
        status = had_tables_new(allocator, &tables);
        if (!status)
            status = add(tables, kinds[i].kind, kinds[i].name, kinds[i].content, error);
    }
    if (!status)
        status = had_deduction_new(allocator, &alone_file, NULL, &deduction, error);
    had_deduction_free(deduction);
    had_tables_free(tables);
    tables = NULL;
    if (!status)
        status = had_tables_new(allocator, &tables);
    if (!status)
        status = had_tables_add_builtin_classification(tables, "essai", error);
    if (!status) /* to a set that holds something already: read, not lent */
        status = had_tables_add_published(tables, error);
    had_tables_free(tables);
    return status;
}

START_TEST(no_memory)
{
    long tries = 0;
    for (;; tries++) {
        struct counting counting = {tries, 0};
        had_allocator allocator = counting_allocator(&counting);
        had_error error = {.size = sizeof error};
        int status = each_kind(&allocator, &error);
        ck_assert_int_eq(counting.live, 0);
        if (status == HAD_OK) {
            ck_assert_int_ge(counting.left, 0);
            break;
        }
        ck_assert_int_eq(status, HAD_E_MEMORY);
        ck_assert_msg(error.code == 0 || (error.code == FAULT_MEMORY && error.column == 0),
                      "%d:%u:%u %s", (int)error.code, error.line, error.column, error.en);
    }
    ck_assert_int_gt(tries, 60);
}
END_TEST

/* More rows of coefficients than their numbers can tell apart. */
START_TEST(rows_of_coefficients)
{
    static const char row[] = "2040;prudentiel;both;;9000;x;high\n";
    for (size_t count = UINT16_MAX; count <= UINT16_MAX + 1; count++) {
        had_tables *tables;
        had_error error = {.size = sizeof error};
        ck_assert_int_eq(had_tables_new(NULL, &tables), HAD_OK);
        size_t used = sizeof COEFFS - 1, size = sizeof row - 1;
        char *text = malloc(used + count * size + 1);
        memcpy(text, COEFFS, used);
        for (size_t i = 0; i < count; i++)
            memcpy(text + used + i * size, row, size);
        text[used + count * size] = '\0';
        ck_assert_int_eq(add(tables, HAD_TABLE_COEFFICIENTS, "c.csv", text, &error),
                         count == UINT16_MAX ? HAD_OK : HAD_E_TABLE);
        if (count > UINT16_MAX)
            is_fault(&error, FAULT_TOO_MANY, UINT16_MAX + 2, 0, "coefficients");
        free(text);
        had_tables_free(tables);
    }
}
END_TEST

/* A layout beside the records that is already there, and says something else. */
START_TEST(layout_beside_contradicted)
{
    had_tables *tables = support_tables(false);
    had_error error = {.size = sizeof error};
    static const char one[] = FICHCOMP "A;import;ex-DGF;;x;1;1;;;;;;;\n",
                      two[] = FICHCOMP "A;import;ex-DGF;;x;1;2;;;;;;;\n";
    ck_assert_int_eq(add(tables, HAD_TABLE_BESIDE, "f.csv", one, &error), HAD_OK);
    ck_assert_int_eq(add(tables, HAD_TABLE_BESIDE, "f.csv", one, &error), HAD_OK);
    ck_assert_int_eq(add(tables, HAD_TABLE_BESIDE, "f.csv", two, &error), HAD_E_TABLE);
    is_fault(&error, FAULT_CONFLICT, 0, 0, two);
    had_tables_free(tables);
}
END_TEST

/* Fields that the engine does not know: 32 of a format are kept, one more is refused where it
 * stands. */
START_TEST(fields_of_others)
{
    for (int count = 32; count <= 33; count++) {
        had_tables *tables;
        had_error error = {.size = sizeof error};
        char text[4000];
        ck_assert_int_eq(had_tables_new(NULL, &tables), HAD_OK);
        size_t used =
            (size_t)snprintf(text, sizeof text, "%sQ00;ex-DG;yes;format_version;1;3;;;;\n", RPSS);
        for (int i = 0; i < count; i++)
            used += (size_t)snprintf(text + used, sizeof text - used,
                                     "Q00;ex-DG;yes;other_%d;%d;1;;;;\n", i, 4 + i);
        ck_assert_int_eq(add_rpss(tables, text, &error), HAD_E_TABLE);
        if (count == 33)
            is_fault(&error, FAULT_TOO_MANY, 2 + 33, 4, "other fields");
        else
            ck_assert_int_ne(error.code, FAULT_TOO_MANY);
        had_tables_free(tables);
    }
}
END_TEST

/* --- An engine ---------------------------------------------------------------------------------
 */

static void engine_refused(const had_tables *tables, const had_options *options, enum fault fault,
                           const char *en, const char *fr)
{
    had_error error = HAD_ERROR_INIT;
    had_engine *engine = NULL;
    ck_assert_int_eq(had_engine_new(tables, options, &engine, &error), HAD_E_ARGUMENT);
    ck_assert_ptr_null(engine);
    ck_assert_int_eq(error.status, HAD_E_ARGUMENT);
    ck_assert_int_eq(error.code, fault);
    ck_assert_str_eq(error.en, en);
    ck_assert_str_eq(error.fr, fr);
}

/* An option out of its bounds, one of a newer had.h, tables without a layout. */
START_TEST(options_of_an_engine)
{
    const had_options bad = {.size = sizeof bad, .date = 20240230};
    struct {
        had_options options;
        int64_t more;
    } newer = {{.size = sizeof newer}, 1};
    had_tables *tables = support_tables(true), *empty;
    engine_refused(tables, &bad, FAULT_OPTION, "option out of bounds: date",
                   "option hors bornes : date");
    engine_refused(tables, &newer.options, FAULT_OPTION_UNKNOWN,
                   "option unknown to library " HAD_VERSION ": had.h is newer than it",
                   "option inconnue de la bibliothèque " HAD_VERSION
                   " : had.h est plus récent qu'elle");
    ck_assert_int_eq(had_tables_new(NULL, &empty), HAD_OK);
    engine_refused(empty, NULL, FAULT_NO_LAYOUT, "no layout loaded: call had_tables_add_published",
                   "aucun format chargé : appeler had_tables_add_published");
    had_tables_free(empty);
    had_tables_free(tables);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("refused");
    TCase *tcase = tcase_create("refused");
    tcase_set_timeout(tcase, 120);
    tcase_add_loop_test(tcase, one_file, 0, sizeof alone / sizeof alone[0]);
    tcase_add_loop_test(tcase, after_another, 0, sizeof alone / sizeof alone[0]);
    tcase_add_loop_test(tcase, observed_groups, 0, sizeof observed / sizeof observed[0]);
    tcase_add_loop_test(tcase, deduced_groups, 0, sizeof deductions / sizeof deductions[0]);
    tcase_add_test(tcase, files_of_a_classification);
    tcase_add_test(tcase, modes_of_a_classification);
    tcase_add_test(tcase, modes_of_observed_groups);
    tcase_add_test(tcase, codes_of_deductions);
    tcase_add_test(tcase, layouts_beside);
    tcase_add_test(tcase, versions_of_vidhosp);
    tcase_add_test(tcase, fields_of_others);
    tcase_add_test(tcase, lists_of_values);
    tcase_add_test(tcase, formats_of_groups);
    tcase_add_test(tcase, rows_of_layouts);
    tcase_add_test(tcase, no_memory);
    tcase_add_test(tcase, rows_of_coefficients);
    tcase_add_test(tcase, layout_beside_contradicted);
    tcase_add_test(tcase, options_of_an_engine);
    suite_add_tcase(suite, tcase);
    return support_run(suite);
}
