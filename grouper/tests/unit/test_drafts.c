/* SPDX-License-Identifier: Apache-2.0 */
/* A table that is refused, or for which memory fails, leaves the set as it was: what it says in
 * listings, and what it does to records. */
#include "support.h"

#define HOUSED "type_domicile=3 finess_esms=750000001"

#define BESIDE                                                                                     \
    "layout;file;sector;prestation;field;start;length;kind;pad;required;from;to;sources;notes\n"

/* Of each kind: rows that change something, and a row after them that makes the table refused. */
static const struct {
    had_table_kind kind;
    const char *name, *rows, *defect;
} cases[] = {
    {HAD_TABLE_LAYOUTS, "rpss.csv", NULL, "H9A;ex-DG;no;format_version;1;3;;;;\n"},
    {HAD_TABLE_VALUES, "values.csv", "code;field;value;if_field;if_value;from;to\n042;sexe;7;;;;\n",
     "042;sexe;long;;;;\n"},
    {HAD_TABLE_MODES, "modes.csv",
     "code;kind;label_fr;from_year;to_year;source;debut;fin\n77;MPP;x;;;x;;\n77;MPD;x;;;x;;\n",
     "7;MPP;x;;;x;;\n"},
    {HAD_TABLE_TARIFS, "tarifs.csv",
     "campagne;secteur;variante;ght;centimes;debut;sources\n2033;ex-DGF;base;1;7;2033-01-01;x\n",
     "2033;ex-DGF;base;1;8;2033-01-01;x\n"},
    {HAD_TABLE_CLASSIFICATION, "classification.csv",
     "cle;valeur\nid;t\nversion;77\ndebut;2001-01-01\nfin;2001-12-31\nofficielle;0\nsource;x\n",
     "id;u\n"},
    {HAD_TABLE_COEFFICIENTS, "coefficients.csv",
     "annee;type;secteur;zone;valeur_1e4;source;certitude\n2040;prudentiel;both;;9000;x;high\n",
     "2040;prudentiel;both;;x;x;high\n"},
    {HAD_TABLE_EHPA, "ehpa_modes.csv", "code;kind;from_year;to_year\n10;MPP;2011;2040\n",
     "1;MPP;2011;2040\n"},
    {HAD_TABLE_CIM10, "cim10.csv", "code;pere\nC509;\n", "C50;x\n"},
    {HAD_TABLE_CCAM, "ccam.csv", "code;debut;fin;extensions\nABCD124;;;\n", "ABCD125;x;;\n"},
    {HAD_TABLE_BESIDE, "rsf.csv",
     BESIDE "RSFZ;import;ex-OQN;;type_enregistrement;1;1;;;;;;;\n"
            "RSFZ;import;ex-OQN;;finess_epmsi;2;9;;;;;;;\n"
            "RSFZ;import;ex-OQN;;no_entree;11;9;;;;;;;\n"
            "RSFZ;import;ex-OQN;;no_facture;20;9;;;;;;;\n",
     "RSFZ;import;ex-OQN;;ght;30;4;;;;;;;\n"},
    {HAD_TABLE_UCD, "ucd.csv", "ucd;indication;debut;fin\n9123456;;;\n", "912345X;;;\n"},
    {HAD_TABLE_CONVENTIONS, "conv.txt", "750000001101062024        \n", NULL},
};
enum { CASES = sizeof cases / sizeof cases[0] };

static const char header[] = "format;sector;grouped;field;start;length;kind;pad;required;notes\n";
static const char variable[] = "format;order;group;repeat;item;length;notes\n";

/* The rows of H9A: those of the built-in H0F family under another tag. */
static char *layout_rows(void)
{
    had_builtin_info info = {.size = sizeof info};
    size_t i = 0;
    while (had_builtin_get(i, &info) == HAD_OK && strcmp(info.name, "layouts/rpss.csv") != 0)
        i++;
    char *out = calloc(1, info.length + 1);
    const char *p = info.bytes, *end = p + info.length;
    strcpy(out, header);
    for (const char *next; p < end; p = next) {
        next = (const char *)memchr(p, '\n', (size_t)(end - p)) + 1;
        if (memcmp(p, "H0F|H1F;", 8) != 0)
            continue;
        strcat(out, "H9A|H9B;");
        strncat(out, p + 8, (size_t)(next - p) - 8);
    }
    return out;
}

#define GROUPED                                                                                    \
    "H9B;5;groupage;1;version;2;\nH9B;5;groupage;1;code;3;\nH9B;5;groupage;1;ghpc;4;\n"            \
    "H9B;5;groupage;1;zones;1;\nH9B;6;zone_tarifaire;n_zones_tarifaires;all;21;\n"

static int add(had_tables *tables, int n, bool refused, had_error *error)
{
    char text[20000], groups[1000];
    had_file files[9] = {{cases[n].name, text, 0}};
    size_t count = 1;
    char *rows = cases[n].kind == HAD_TABLE_LAYOUTS ? layout_rows() : NULL;
    snprintf(text, sizeof text, "%s%s", rows ? rows : cases[n].rows,
             refused ? cases[n].defect : "");
    free(rows);
    files[0].size = strlen(text);
    if (cases[n].kind == HAD_TABLE_LAYOUTS) {
        snprintf(groups, sizeof groups, "%s%s", variable, GROUPED);
        files[count++] = (had_file){"rpss_variable.csv", groups, strlen(groups)};
    }
    static const char observed[] =
        "mpp;mpa;ik;ghpc;ght1;ght2;ght3;ght4;n\n04;00;050;0101;1;2;3;4;9\n";
    if (cases[n].kind == HAD_TABLE_CLASSIFICATION)
        files[count++] = (had_file){"groupes.csv", observed, strlen(observed)};
    return had_tables_add(tables, cases[n].kind, files, count, error);
}

static uint64_t fold(uint64_t h, const void *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        h = (h ^ ((const unsigned char *)bytes)[i]) * UINT64_C(1099511628211);
    return h;
}

/* What is read beside the records: an invoice line of a type that only an added layout has. */
static uint64_t fold_beside(uint64_t h, const had_engine *engine, const had_tables *tables)
{
    had_bills *bills;
    had_bill_line line = {.size = sizeof line};
    ck_assert_int_eq(had_bills_new(engine, &bills), HAD_OK);
    ck_assert_int_eq(had_bills_line(bills, "Z750712184000000001000000002", 28, &line), HAD_OK);
    h = fold(fold(h, &line.rejected, sizeof line.rejected), &line.type, sizeof line.type);
    had_bills_free(bills);
    return fold(h, &tables->ucd.count, sizeof tables->ucd.count);
}

static uint64_t fold_listing(uint64_t h, const had_tables *tables)
{
    had_classification_info info = {.size = sizeof info};
    had_triple triple = {.size = sizeof triple};
    for (size_t i = 0; had_classification_get(tables, i, &info) == HAD_OK; i++) {
        h = fold(h, &info, sizeof info);
        for (size_t k = 0; had_triple_get(tables, i, k, &triple) == HAD_OK; k++)
            h = fold(h, triple.mpp, offsetof(had_triple, groupement) - offsetof(had_triple, mpp));
    }
    for (int campagne = 2000; campagne < 2200; campagne++)
        for (int k = 0; k < 2 * 3 * 31; k++) {
            int32_t centimes;
            int origine;
            had_tarif_get(tables, campagne, k % 2, 1 + k / 2 % 3, 1 + k / 6, &centimes, &origine);
            h = fold(fold(h, &centimes, sizeof centimes), &origine, sizeof origine);
        }
    for (int code = 0; code < 200; code++) {
        char text[] = {(char)('0' + code / 10 % 10), (char)('0' + code % 10), '\0'};
        int listed = had_mode_listed(tables, code / 100, text, 0);
        h = fold(h, &listed, sizeof listed);
    }
    return h;
}

/* What the set says, and what it makes of records that its tables of each kind have a say in. */
static uint64_t snapshot(const had_tables *tables)
{
    static const char *const records[] = {"",
                                          "sexe=7",
                                          "mpd1=77",
                                          "type_domicile=3 finess_esms=750000001",
                                          HOUSED " mpp=10",
                                          "dp=C509____",
                                          "n_zones_ccam=001"};
    had_options options = {.size = sizeof options, .coef_prudentiel = HAD_AUTO, .rapss = 1};
    uint64_t h = fold_listing(UINT64_C(14695981039346656037), tables);
    struct line line;
    unsigned char bytes[RESULT_BYTES];
    for (size_t i = 0; i < 2 * sizeof records / sizeof records[0]; i++) {
        options.campagne = i % 2 ? 2040 : 0;
        had_engine *engine = support_engine(tables, &options);
        line_make(&line, tables, "H0F");
        line_apply(&line, records[i / 2]);
        if (strstr(records[i / 2], "ccam"))
            line_insert(&line, "10052024ABCD124   01 01");
        had_result result = support_process(engine, &line);
        h = fold(h, bytes, result_bytes(&result, bytes));
        memcpy(line.text, "H9A", 3);
        result = support_process(engine, &line);
        h = fold(h, bytes, result_bytes(&result, bytes));
        if (i == 0)
            h = fold_beside(h, engine, tables);
        had_engine_free(engine);
    }
    return h;
}

/* --- Memory that can fail --------------------------------------------------------------------- */

/* Everything built in, and what gives each kind something to be added to. */
static had_tables *prepared(struct counting *counting)
{
    had_allocator allocator = counting_allocator(counting);
    had_tables *tables;
    char tarifs[2000];
    size_t n = 0;
    n += (size_t)snprintf(tarifs, sizeof tarifs,
                          "campagne;secteur;variante;ght;centimes;debut;sources\n");
    for (int ght = 1; ght <= 31; ght++)
        n += (size_t)snprintf(tarifs + n, sizeof tarifs - n,
                              "2040;ex-DGF;base;%d;%d;2040-01-01;x\n", ght, 9000 + ght);
    had_file files[] = {{"tarifs.csv", tarifs, n},
                        {"cim10.csv", "code;pere\nC500;\n", 16},
                        {"ccam.csv", "code;debut;fin;extensions\nABCD123;;;\n", 37},
                        {"conv.txt", "750000001101052024        \n", 27}};
    static const had_table_kind kinds[] = {HAD_TABLE_TARIFS, HAD_TABLE_CIM10, HAD_TABLE_CCAM,
                                           HAD_TABLE_CONVENTIONS};
    ck_assert_int_eq(had_tables_new(&allocator, &tables), HAD_OK);
    ck_assert_int_eq(had_tables_add_published(tables, NULL), HAD_OK);
    ck_assert_int_eq(had_tables_add_builtin_classification(tables, "essai", NULL), HAD_OK);
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        ck_assert_int_eq(had_tables_add(tables, kinds[i], &files[i], 1, NULL), HAD_OK);
    return tables;
}

START_TEST(refused)
{
    struct counting counting = {-1, 0};
    had_error error = {.size = sizeof error};
    had_tables *tables = prepared(&counting);
    uint64_t before = snapshot(tables);
    if (cases[_i].defect) {
        ck_assert_int_eq(add(tables, _i, true, &error), HAD_E_TABLE);
        ck_assert_int_gt(error.code, 100);
        ck_assert(snapshot(tables) == before);
    }
    /* The set goes on being usable, and the rows of the refused table would have shown. */
    int status = add(tables, _i, false, &error);
    ck_assert_msg(status == HAD_OK, "%s:%u:%u %s", error.file, error.line, error.column, error.en);
    ck_assert_msg(snapshot(tables) != before, "kind %d does not show", cases[_i].kind);
    had_tables_free(tables);
    ck_assert_int_eq(counting.live, 0);
}
END_TEST

START_TEST(memory_fails)
{
    for (long tries = 0;; tries++) {
        struct counting counting = {-1, 0};
        had_error error = {.size = sizeof error};
        had_tables *tables = prepared(&counting);
        uint64_t before = snapshot(tables);
        counting.left = tries;
        int status = add(tables, _i, false, &error);
        ck_assert_msg(status != HAD_OK || counting.left >= 0, "memory that lacked goes unsaid");
        counting.left = -1;
        if (status != HAD_OK) {
            ck_assert_int_eq(status, HAD_E_MEMORY);
            ck_assert_int_eq(error.status, HAD_E_MEMORY);
            ck_assert(snapshot(tables) == before);
        }
        had_tables_free(tables);
        ck_assert_int_eq(counting.live, 0);
        if (status == HAD_OK)
            break;
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("drafts");
    TCase *tcase = tcase_create("drafts");
    tcase_set_timeout(tcase, 60);
    tcase_add_loop_test(tcase, refused, 0, CASES);
    tcase_add_loop_test(tcase, memory_fails, 0, CASES);
    suite_add_tcase(suite, tcase);
    return support_run(suite);
}
