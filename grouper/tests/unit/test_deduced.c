/* SPDX-License-Identifier: Apache-2.0 */
/* A classification of observed groups and what was deduced from them (rules R46, R47): the rows
 * that each way uses, cells that were observed, the GHPC of triples never seen; codes of zeros. */
#include "common/sha256.h"
#include "support.h"
#include "table_heads.h"

static const char groupes[] = GROUPES "00;00;000;0101;1;;;;3\n"
                                      "00;00;050;0101;;;;;3\n"
                                      "00;00;070;0202;;;;;3\n"
                                      "00;00;090;0202;;;;;3\n"
                                      "04;00;050;0101;5;;;;3\n"
                                      "05;00;000;0303;;;;;3\n"
                                      "05;00;040;9999;;;;;3\n"
                                      "05;00;060;0303;;;;;3\n"
                                      "05;00;090;0404;;;;;3\n"
                                      "06;00;065;0505;;;;;3\n"
                                      "06;00;075;0505;;;;;3\n"
                                      "06;01;075;0606;;;;;3\n";

static const char rows[] = DEDUCTIONS "00;00;000;7;7;2;2;;;;;ordre\n"
                                      "00;00;040;5;5;3;9;;;;;ordre\n"
                                      "00;00;040;;;4;4;;;1;30;poids\n"
                                      "04;00;050;;;4;4;3;6;;;ordre\n"
                                      "06;01;090;;;;;31;31;2;31;ordre\n";

/* What each way makes of a cell. */
static const struct {
    const char *mpp, *mpa, *ik;
    int period, ght[3], min[3], max[3], groupement[3]; /* non, ordre, poids */
} cells[] = {
    {"00",
     "00",
     "000",
     0,
     {1, 1, 1},
     {1, 1, 1},
     {1, 1, 1},
     {HAD_GROUPE_OBSERVE, HAD_GROUPE_OBSERVE, HAD_GROUPE_OBSERVE}},
    {"00",
     "00",
     "000",
     1,
     {0, 2, 2},
     {1, 2, 2},
     {31, 2, 2},
     {0, HAD_GROUPE_DEDUIT, HAD_GROUPE_DEDUIT}},
    {"00", "00", "000", 2, {0, 0, 0}, {1, 1, 1}, {31, 31, 31}, {0, 0, 0}},
    {"00",
     "00",
     "040",
     0,
     {0, 5, 5},
     {1, 5, 5},
     {31, 5, 5},
     {0, HAD_GROUPE_DEDUIT, HAD_GROUPE_DEDUIT}},
    {"00", "00", "040", 1, {0, 0, 4}, {1, 3, 4}, {31, 9, 4}, {0, 0, HAD_GROUPE_DEDUIT}},
    {"00", "00", "040", 3, {0, 0, 0}, {1, 1, 1}, {31, 31, 30}, {0, 0, 0}},
    {"06",
     "01",
     "090",
     2,
     {0, 31, 31},
     {1, 31, 31},
     {31, 31, 31},
     {0, HAD_GROUPE_DEDUIT, HAD_GROUPE_DEDUIT}},
    {"06", "01", "090", 3, {0, 0, 0}, {1, 2, 2}, {31, 31, 31}, {0, 0, 0}},
};

/* Of triples that are not seen: the GHPC of the neighbours that have one, when they agree. */
static const struct {
    const char *mpp, *mpa, *ik, *ghpc;
} between[] = {
    {"00", "00", "040", "0101"}, {"00", "00", "060", ""},     {"00", "00", "065", ""},
    {"00", "00", "075", "0202"}, {"05", "00", "050", "0303"}, {"05", "00", "065", ""},
    {"05", "00", "070", ""},     {"05", "00", "075", ""},     {"06", "00", "070", "0505"},
    {"06", "00", "060", ""},     {"06", "00", "000", ""},     {"06", "00", "090", ""},
    {"06", "01", "070", ""},     {"06", "01", "090", ""},     {"05", "01", "060", ""},
};

static had_tables *deduced(int way)
{
    had_tables *tables = support_tables(false);
    had_error error = HAD_ERROR_INIT;
    char card[400], hash[SHA256_TEXT];
    sha256_of(groupes, sizeof groupes - 1, hash);
    snprintf(card, sizeof card, "%sgroupes_sha256;%s\n",
             "cle;valeur\nid;t\nversion;77\ndebut;2020-01-01\nfin;2025-12-31\nofficielle;0\n"
             "source;x\n",
             hash);
    had_file files[] = {{"classification.csv", card, strlen(card)},
                        {"groupes.csv", groupes, sizeof groupes - 1},
                        {"deductions.csv", rows, sizeof rows - 1}};
    ck_assert_int_eq(had_tables_deduire(tables, way), HAD_OK);
    ck_assert_msg(had_tables_add(tables, HAD_TABLE_CLASSIFICATION, files, 3, &error) == HAD_OK,
                  "%s:%u %s", error.file, error.line, error.en);
    return tables;
}

START_TEST(ways)
{
    static const int way[] = {HAD_DEDUIRE_NON, HAD_DEDUIRE_ORDRE, HAD_DEDUIRE_POIDS};
    had_tables *tables = deduced(way[_i]);
    had_triple triple = {.size = sizeof triple};
    for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++) {
        int k = cells[i].period;
        ck_assert_int_eq(
            had_triple_find(tables, 0, cells[i].mpp, cells[i].mpa, cells[i].ik, &triple), HAD_OK);
        ck_assert_msg(triple.ght[k] == cells[i].ght[_i] && triple.min[k] == cells[i].min[_i] &&
                          triple.max[k] == cells[i].max[_i] &&
                          triple.groupement[k] == cells[i].groupement[_i],
                      "%s-%s-%s, period %d: GHT %d, %d to %d, %d", triple.mpp, triple.mpa,
                      triple.ik, k + 1, triple.ght[k], triple.min[k], triple.max[k],
                      triple.groupement[k]);
    }
    for (size_t i = 0; i < sizeof between / sizeof between[0]; i++) {
        ck_assert_int_eq(
            had_triple_find(tables, 0, between[i].mpp, between[i].mpa, between[i].ik, &triple),
            HAD_OK);
        ck_assert_str_eq(triple.ghpc, way[_i] == HAD_DEDUIRE_NON ? "" : between[i].ghpc);
    }
    had_tables_free(tables);
}
END_TEST

/* Codes of zeros are codes; one that is none, in whatever place, is refused. */
START_TEST(codes)
{
    static const struct {
        const char *mpp, *mpa, *ik;
        int status;
    } asked[] = {
        {"00", "00", "000", HAD_OK},          {"06", "01", "090", HAD_OK},
        {"01", "00", "000", HAD_E_ARGUMENT},  {"00", "02", "000", HAD_E_ARGUMENT},
        {"00", "00", "001", HAD_E_ARGUMENT},  {"0", "00", "000", HAD_E_ARGUMENT},
        {"00", "0", "000", HAD_E_ARGUMENT},   {"00", "00", "00", HAD_E_ARGUMENT},
        {"000", "00", "000", HAD_E_ARGUMENT}, {NULL, "00", "000", HAD_E_ARGUMENT},
        {"00", NULL, "000", HAD_E_ARGUMENT},  {"00", "00", NULL, HAD_E_ARGUMENT},
        {"0/", "00", "000", HAD_E_ARGUMENT},  {"0:", "00", "000", HAD_E_ARGUMENT},
        {"/0", "00", "000", HAD_E_ARGUMENT},  {"00", "00", "0/0", HAD_E_ARGUMENT},
    };
    had_tables *tables = deduced(HAD_DEDUIRE_ORDRE);
    for (size_t i = 0; i < sizeof asked / sizeof asked[0]; i++) {
        had_triple triple = {.size = sizeof triple};
        had_why why = {.size = sizeof why};
        ck_assert_int_eq(
            had_triple_find(tables, 0, asked[i].mpp, asked[i].mpa, asked[i].ik, &triple),
            asked[i].status);
        ck_assert_int_eq(had_why_get(tables, 0, asked[i].mpp, asked[i].mpa, asked[i].ik, 0, &why),
                         asked[i].status);
        if (asked[i].status == HAD_OK) {
            ck_assert_str_eq(triple.mpp, asked[i].mpp);
            ck_assert_str_eq(triple.mpa, asked[i].mpa);
            ck_assert_str_eq(triple.ik, asked[i].ik);
        }
        ck_assert_int_eq(
            had_triple_find(tables, 1, asked[i].mpp, asked[i].mpa, asked[i].ik, &triple),
            HAD_E_ARGUMENT);
    }
    had_tables_free(tables);
}
END_TEST

/* Sub-sequences of 04-00-050, whose days have these ranks in a sequence begun on 1 May: periods are
 * 1 to 4, 5 to 9, 10 to 30 days. */
static const struct {
    const char *changes;
    char version; /* D where a zone is deduced; 0: 901 */
    int zones, min[3], max[3];
} records[] = {
    {"date_debut_sous_sequence=01052024 date_fin_sous_sequence=04052024", 'X', 1, {0}, {0}},
    {"date_debut_sous_sequence=04052024 date_fin_sous_sequence=06052024", 'D', 2, {0}, {0}},
    {"date_debut_sous_sequence=05052024 date_fin_sous_sequence=09052024", 'D', 1, {0}, {0}},
    {"date_debut_sous_sequence=04052024 date_fin_sous_sequence=12052024",
     0,
     3,
     {5, 4, 3},
     {5, 4, 6}},
    {"date_debut_sous_sequence=05052024 date_fin_sous_sequence=12052024", 0, 2, {4, 3}, {4, 6}},
    {"date_debut_sous_sequence=09052024 date_fin_sous_sequence=10052024", 0, 2, {4, 3}, {4, 6}},
    {"date_debut_sous_sequence=10052024 date_fin_sous_sequence=11052024", 0, 1, {3}, {6}},
    {"date_debut_sous_sequence=30052024 date_fin_sous_sequence=31052024", 0, 2, {3, 1}, {6, 31}},
    {"date_debut_sous_sequence=31052024 date_fin_sous_sequence=31052024", 0, 1, {1}, {31}},
};

START_TEST(zones)
{
    had_tables *tables = deduced(HAD_DEDUIRE_ORDRE);
    had_engine *engine = support_engine(tables, NULL);
    struct line line;
    had_fourchette range = {.size = sizeof range};
    line_make(&line, tables, "H0F");
    line_apply(&line, "mpp=04 mpa=00 ik=050 date_debut_sequence=01052024");
    line_apply(&line, records[_i].changes);
    had_result result = support_process(engine, &line);
    int status = had_fourchette_get(engine, line.text, line.length, &result, &range);
    if (records[_i].version) {
        ck_assert_int_eq(result.outcome, HAD_GROUPED);
        ck_assert_int_eq(result.version[0], records[_i].version);
        ck_assert_int_eq(result.zone_count, records[_i].zones);
        ck_assert_int_eq(status, HAD_E_ARGUMENT);
    } else {
        ck_assert_str_eq(result.code_retour, "901");
        ck_assert_int_eq(status, HAD_OK);
        ck_assert_int_eq(range.zone_count, records[_i].zones);
        ck_assert_int_eq(range.connue, 1);
        for (int i = 0; i < records[_i].zones; i++) {
            ck_assert_int_eq(range.min[i], records[_i].min[i]);
            ck_assert_int_eq(range.max[i], records[_i].max[i]);
        }
        ck_assert_int_gt(range.montant_min, 0);
        ck_assert_int_gt(range.montant_max, range.montant_min);
    }
    had_engine_free(engine);
    had_tables_free(tables);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("deduced");
    TCase *tcase = tcase_create("deduced");
    tcase_add_loop_test(tcase, ways, 0, 3);
    tcase_add_test(tcase, codes);
    tcase_add_loop_test(tcase, zones, 0, sizeof records / sizeof records[0]);
    suite_add_tcase(suite, tcase);
    return support_run(suite);
}
