/* SPDX-License-Identifier: Apache-2.0 */
/* One byte more or less, the last of a list, the fourth of four: what small faults put into the
 * library showed to be looked at by no test (project/mutate.py). */
#include "lib/text/fault.h"
#include "support.h"

/* --- What a line is --------------------------------------------------------------------------- */

START_TEST(shortest_lines)
{
    static const struct {
        const char *line;
        size_t length;
        int kind;
    } lines[] = {
        {"B750712184x", 11, HAD_KIND_RSF},
        {"B750712184x", 10, HAD_KIND_NONE},
        {"B2A0712184x", 11, HAD_KIND_RSF},
        {"B2B0712184x", 11, HAD_KIND_RSF},
        {"B2C0712184x", 11, HAD_KIND_NONE},
        {"BA50712184x", 11, HAD_KIND_NONE},
        {"B75071218Xx", 11, HAD_KIND_NONE},
        {"B7507121 4x", 11, HAD_KIND_NONE},
        {"H0F", 3, HAD_KIND_RPSS},
        {"H0F", 2, HAD_KIND_NONE},
        {"H37", 3, HAD_KIND_NONE},
        {"750712184H37", 12, HAD_KIND_RAPSS},
        {"750712184H3", 11, HAD_KIND_NONE},
        {"750712184H0F", 12, HAD_KIND_NONE},
        {"", 0, HAD_KIND_NONE},
    };
    had_tables *tables = support_tables(false);
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        ck_assert_msg(had_line_kind(tables, lines[i].line, lines[i].length) == lines[i].kind,
                      "%.*s: %d", (int)lines[i].length, lines[i].line,
                      had_line_kind(tables, lines[i].line, lines[i].length));
    ck_assert_int_eq(had_line_kind(NULL, "H0F", 3), HAD_KIND_NONE);
    ck_assert_int_eq(had_line_kind(tables, NULL, 3), HAD_KIND_NONE);
    had_tables *none;
    ck_assert_int_eq(had_tables_new(NULL, &none), HAD_OK);
    ck_assert_int_eq(had_line_kind(none, "H0FH0FH0FH0FH0F", 15), HAD_KIND_NONE);
    had_tables_free(none);
    had_tables_free(tables);
}
END_TEST

/* An RPSS tag where a RAPSS has its own is none. */
START_TEST(tag_of_the_other_kind)
{
    had_tables *tables = support_tables(true);
    const had_options options = {.size = sizeof options, .rapss = 1};
    had_engine *engine = support_engine(tables, &options);
    struct line line;
    had_result result = {.size = sizeof result};
    char found[64];
    rapss_make(&line, tables, "H37", "H1F110001234112016110001234112016");
    result = support_process(engine, &line);
    ck_assert_int_ne(result.outcome, HAD_REJECTED);
    memcpy(line.text + 9, "H0F", 3);
    result = support_process(engine, &line);
    ck_assert_int_eq(result.outcome, HAD_REJECTED);
    findings_text(engine, &line, &result, found, sizeof found);
    ck_assert_str_eq(found, "FORMAT INCONNU");
    had_engine_free(engine);
    had_tables_free(tables);
}
END_TEST

/* --- Tables ----------------------------------------------------------------------------------- */

/* A value of the other field has a list of its own beside that of all the others, wherever the row
 * for the others stands. */
START_TEST(list_beside_that_of_others)
{
    static const char *const orders[] = {
        "code;field;value;if_field;if_value;from;to\n044;provenance;1;mode_entree;<other>;;\n"
        "044;provenance;2;mode_entree;8;;\n",
        "code;field;value;if_field;if_value;from;to\n044;provenance;2;mode_entree;8;;\n"
        "044;provenance;1;mode_entree;<other>;;\n"};
    for (int i = 0; i < 2; i++) {
        had_tables *tables;
        had_file file = {"values.csv", orders[i], strlen(orders[i])};
        ck_assert_int_eq(had_tables_new(NULL, &tables), HAD_OK);
        ck_assert_int_eq(had_tables_add(tables, HAD_TABLE_VALUES, &file, 1, NULL), HAD_OK);
        const struct year_rules *year = &tables->rules.year[0];
        ck_assert(pair_allowed(year, PAIR_PROVENANCE, '8', '2'));
        ck_assert(!pair_allowed(year, PAIR_PROVENANCE, '8', '1'));
        ck_assert(pair_allowed(year, PAIR_PROVENANCE, '7', '1'));
        ck_assert(!pair_allowed(year, PAIR_PROVENANCE, '7', '2'));
        had_tables_free(tables);
    }
}
END_TEST

/* What no GHPC covers is named whole. */
START_TEST(triple_without_ghpc)
{
    static const char *const files[] = {
        "classification.csv",
        "cle;valeur\nid;t\nversion;77\ndebut;2020-01-01\nfin;\nofficielle;0\nsource;x\n",
        "durees.csv",
        "du;au;poids\n1;;1\n",
        "mpp.csv",
        "code;poids\n04;1\n",
        "mpa.csv",
        "code;poids\n09;1\n",
        "ik.csv",
        "code;poids\n050;1\n060;1\n",
        "ght.csv",
        "ght;ipt_min\n1;0\n",
        "ghpc.csv",
        "ghpc;mpp;mpa;ik_min;ik_max\n0101;04;09;50;50\n",
        "associations.csv",
        "mpp;mpa;statut;ik_min;ik_max;confirmation\n04;09;autorisee;50;60;0\n",
        NULL};
    had_tables *tables = support_tables(false);
    had_error error = {.size = sizeof error};
    ck_assert_int_eq(support_classification(tables, files, &error), HAD_E_TABLE);
    ck_assert_int_eq(error.code, FAULT_UNCOVERED);
    ck_assert_str_eq(error.en, "no GHPC for 04 09 060");
    had_tables_free(tables);
}
END_TEST

/* Nothing stands above the last GHT. */
START_TEST(last_ght)
{
    had_tables *tables = support_tables(true);
    int last = 0;
    for (int mpp = 1; mpp < 30; mpp++)
        for (int ik = 10; ik <= 100; ik += 10)
            for (int mpa = 0; mpa < 30; mpa++) {
                had_why why;
                char p[3], a[3], k[4];
                snprintf(p, sizeof p, "%02d", mpp);
                snprintf(a, sizeof a, "%02d", mpa);
                snprintf(k, sizeof k, "%03d", ik);
                memset(&why, 0xAA, sizeof why);
                why.size = sizeof why;
                if (had_why_get(tables, 0, p, a, k, 0, &why) != HAD_OK || !why.weights)
                    continue;
                ck_assert_uint_eq(why.ght_above, why.ght == 31 ? 0 : why.ght + 1);
                ck_assert_int_eq(why.ipt_above > why.ipt_min, why.ght != 31);
                if (why.ght == 31)
                    ck_assert_int_eq(why.ipt_above, 0);
                last += why.ght == 31;
            }
    ck_assert_int_gt(last, 0);
    had_tables_free(tables);
}
END_TEST

/* The card says what its observed groups are. */
START_TEST(end_that_is_not_valid)
{
    had_tables *tables = support_tables(true);
    had_engine *engine = support_engine(tables, NULL);
    struct line line;
    char found[200];
    static const char *const dates[][2] = {{"29022023", "31032023"}, {"01022023", "31022023"}};
    for (int i = 0; i < 2; i++) { /* no 903 where one of the dates is none */
        line_make(&line, tables, "H0F");
        line_set(&line, "date_debut_sous_sequence", dates[i][0]);
        line_set(&line, "date_fin_sous_sequence", dates[i][1]);
        had_result result = support_process(engine, &line);
        findings_text(engine, &line, &result, found, sizeof found);
        ck_assert_ptr_null(strstr(found, "903"));
    }
    had_engine_free(engine);
    had_tables_free(tables);
}
END_TEST

/* --- Money ------------------------------------------------------------------------------------ */

/* Four zones of one record, the last as the first: its coefficient, its origin, its finding. */
START_TEST(four_zones)
{
    had_tables *tables = support_tables(true);
    had_options options = {.size = sizeof options,
                           .carried = HAD_CARRIED_KEPT,
                           .coef_geo = 20000,
                           .coef_prudentiel = 10000,
                           .campagne = 2020};
    had_engine *engine = support_engine(tables, &options);
    had_options as_it_is = {.size = sizeof as_it_is, .carried = HAD_CARRIED_KEPT};
    had_engine *plain = support_engine(tables, &as_it_is);
    struct line line;
    line_make(&line, tables, "H1F");
    line.length -= 31;
    strcpy(line.text + line.length, "9000012344"
                                    "120505202406052024002"
                                    "110705202408052024002"
                                    "100905202410052024002"
                                    "091105202412052024002");
    line.length = strlen(line.text);
    had_result twice = support_process(engine, &line), once = support_process(plain, &line);
    ck_assert_int_eq(twice.zone_count, 4);
    for (int i = 0; i < 4; i++) {
        struct tarif due = tarifs_find(&tables->tarifs, 2020, HAD_EX_DGF, HAD_BASE, 12 - i);
        ck_assert_int_eq(twice.zone[i].origine, HAD_ORIGINE_SIMULE);
        ck_assert_int_eq(twice.zone[i].montant, 2 * 2 * (int64_t)due.centimes);
        ck_assert_int_eq(once.zone[i].origine, HAD_ORIGINE_PUBLIE);
    }
    had_engine_free(engine);
    had_engine_free(plain);
    had_tables_free(tables);
}
END_TEST

/* --- Calls ------------------------------------------------------------------------------------ */

START_TEST(nothing_given)
{
    had_tables *tables = support_tables(true);
    had_engine *engine = support_engine(tables, NULL);
    had_bills *bills;
    had_stays_info info = {.size = sizeof info};
    had_bill bill = {.size = sizeof bill};
    ck_assert_int_eq(had_bills_new(engine, &bills), HAD_OK);
    ck_assert_int_eq(had_bills_stays(NULL, &info), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_bills_stays(bills, NULL), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_bills_stays(bills, &info), HAD_OK);
    ck_assert_int_eq(had_bills_get(NULL, 0, &bill), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_bills_get(bills, 0, NULL), HAD_E_ARGUMENT);
    had_bills_free(bills);
    had_engine_free(engine);
    had_tables_free(tables);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("edges");
    TCase *tcase = tcase_create("edges");
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, shortest_lines);
    tcase_add_test(tcase, tag_of_the_other_kind);
    tcase_add_test(tcase, list_beside_that_of_others);
    tcase_add_test(tcase, triple_without_ghpc);
    tcase_add_test(tcase, last_ght);
    tcase_add_test(tcase, end_that_is_not_valid);
    tcase_add_test(tcase, four_zones);
    tcase_add_test(tcase, nothing_given);
    suite_add_tcase(suite, tcase);
    return support_run(suite);
}
