/* SPDX-License-Identifier: Apache-2.0 */
/* No silent fallback (promise 11): where no table covers a date there is a finding, and no group,
 * or no amount; what stands in for another year is nothing. Every month from 2005 to 2035. */
#include "support.h"

static const char *const two_years[] = {
    "c/classification.csv",
    "cle;valeur\nid;t\nversion;77\ndebut;2020-02-01\nfin;2021-10-15\nofficielle;0\nsource;x\n",
    "c/groupes.csv", "mpp;mpa;ik;ghpc;ght1;ght2;ght3;ght4;n\n04;00;050;0101;12;11;10;09;1\n", NULL};

/* Campaigns whose base tariff is published, and whose prudential coefficient is known. */
static bool published(int sector, int campagne)
{
    return sector == HAD_EX_DGF ? campagne >= 2010 && campagne <= 2025
                                : campagne >= 2015 && campagne <= 2023;
}

static bool weighed(int sector, int campagne)
{
    if (campagne < 2013)
        return true; /* there was none */
    return sector == HAD_EX_DGF ? campagne <= 2026 : campagne == 2018 || campagne == 2025;
}

static int campagne_of_month(int year, int month)
{
    return year < 2026 && month < 3 ? year - 1 : year;
}

static void make(struct line *line, const had_tables *tables, int sector, int year, int month)
{
    char changes[200];
    line_make(line, tables, sector == HAD_EX_DGF ? "H0F" : "H0G");
    snprintf(changes, sizeof changes,
             "date_entree=05%02d%d date_debut_sequence=05%02d%d date_debut_sous_sequence=05%02d%d "
             "date_fin_sous_sequence=20%02d%d",
             month, year, month, year, month, year, month, year);
    line_apply(line, changes);
}

static bool finds(const had_result *result, const char *code)
{
    return had_findings_has(&result->findings, had_finding_number(code));
}

START_TEST(tariffs_of_a_month)
{
    had_tables *tables = support_tables(true);
    const had_options options = {.size = sizeof options, .coef_prudentiel = HAD_AUTO};
    had_engine *plain = support_engine(tables, NULL), *weighing = support_engine(tables, &options);
    struct line line;
    int without = 0;
    for (int sector = HAD_EX_DGF; sector <= HAD_EX_OQN; sector++) {
        for (int year = 2005; year <= 2035; year++) {
            for (int month = 1; month <= 12; month++) {
                int campagne = campagne_of_month(year, month);
                make(&line, tables, sector, year, month);
                had_result result = support_process(plain, &line);
                ck_assert_int_eq(result.outcome, HAD_GROUPED);
                ck_assert_int_eq(result.campagne, campagne);
                bool due = published(sector, campagne);
                ck_assert_int_eq(finds(&result, "902"), !due);
                for (int i = 0; i < result.zone_count; i++) {
                    had_zone *zone = &result.zone[i];
                    struct tarif of_year = tarifs_find(&tables->tarifs, campagne,
                                                       (had_secteur)sector, HAD_BASE, zone->ght);
                    ck_assert_int_eq(zone->origine, due ? HAD_ORIGINE_PUBLIE : HAD_ORIGINE_NONE);
                    ck_assert_int_eq(zone->montant > 0, due);
                    ck_assert_int_eq(zone->tarif, due ? of_year.centimes : 0);
                }
                without += !due;
                result = support_process(weighing, &line);
                bool known = weighed(sector, campagne);
                ck_assert_msg(finds(&result, "919") == (due && !known), "%d: coefficient of %d",
                              sector, campagne);
                for (int i = 0; i < result.zone_count; i++)
                    ck_assert_int_eq(result.zone[i].montant > 0, due && known);
            }
        }
    }
    ck_assert_int_gt(without, 200);
    had_engine_free(plain);
    had_engine_free(weighing);
    had_tables_free(tables);
}
END_TEST

/* A classification groups the days that its card names: the day before and the day after have 091.
 */
START_TEST(classification_of_a_day)
{
    static const struct {
        const char *fin;
        bool covered;
    } days[] = {{"31012020", false}, {"01022020", true},  {"29022020", true},  {"01012021", true},
                {"15102021", true},  {"16102021", false}, {"01022019", false}, {"01022022", false}};
    had_tables *tables = support_tables(false);
    had_error error = {.size = sizeof error};
    ck_assert_int_eq(support_classification(tables, two_years, &error), HAD_OK);
    had_engine *engine = support_engine(tables, NULL);
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
        struct line line;
        line_make(&line, tables, "H0F");
        static const char *const dates[] = {"date_entree", "date_debut_sequence",
                                            "date_debut_sous_sequence", "date_fin_sous_sequence"};
        for (int d = 0; d < 4; d++)
            line_set(&line, dates[d], days[i].fin);
        had_result result = support_process(engine, &line);
        ck_assert_msg(finds(&result, "091") == !days[i].covered, "%s", days[i].fin);
        ck_assert_int_eq(result.outcome, days[i].covered ? HAD_GROUPED : HAD_BLOCKED);
        ck_assert_int_eq(result.zone[0].ght, days[i].covered ? 12 : 99);
        ck_assert_int_eq(result.zone[0].montant > 0, days[i].covered);
    }
    had_engine_free(engine);
    had_tables_free(tables);
}
END_TEST

/* A triple that the groups do not know, and a period that they leave blank: 901, no neighbour. */
START_TEST(triple_that_is_not_known)
{
    static const char *const files[] = {
        "c/classification.csv",
        "cle;valeur\nid;t\nversion;77\ndebut;2020-02-01\nfin;\nofficielle;0\nsource;x\n",
        "c/groupes.csv",
        "mpp;mpa;ik;ghpc;ght1;ght2;ght3;ght4;n\n04;00;050;0101;12;;10;09;1\n"
        "04;00;070;0101;12;11;10;09;1\n",
        NULL};
    static const struct {
        const char *changes;
        bool known;
    } records[] = {{"ik=070", true},  /* five days of the first two periods, and more */
                   {"ik=060", false}, /* between two that are known */
                   {"ik=050", false}, /* its second period is blank */
                   {"mpp=06 ik=070", false}};
    had_tables *tables = support_tables(false);
    had_error error = {.size = sizeof error};
    ck_assert_int_eq(support_classification(tables, files, &error), HAD_OK);
    had_engine *engine = support_engine(tables, NULL);
    for (size_t i = 0; i < sizeof records / sizeof records[0]; i++) {
        struct line line;
        line_make(&line, tables, "H0F");
        line_apply(&line, records[i].changes);
        had_result result = support_process(engine, &line);
        ck_assert_msg(finds(&result, "901") == !records[i].known, "%s", records[i].changes);
        ck_assert_int_eq(result.outcome, records[i].known ? HAD_GROUPED : HAD_BLOCKED);
    }
    had_engine_free(engine);
    had_tables_free(tables);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("fallback");
    TCase *tcase = tcase_create("fallback");
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, tariffs_of_a_month);
    tcase_add_test(tcase, classification_of_a_day);
    tcase_add_test(tcase, triple_that_is_not_known);
    suite_add_tcase(suite, tcase);
    return support_run(suite);
}
