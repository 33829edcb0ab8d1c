/* SPDX-License-Identifier: Apache-2.0 */
/* What explains a result: the row of a tariff, the weights or records behind a group, whether a
 * control ran. */
#include "support.h"

static had_tables *tables;
static had_engine *engine;

static void set_up(void)
{
    tables = support_tables(true);
    engine = support_engine(tables, NULL);
}

static void tear_down(void)
{
    had_engine_free(engine);
    had_tables_free(tables);
}

/* --- Tariffs ---------------------------------------------------------------------------------- */

/* The row of a built-in file, by its line from 1. */
static void built_in_row(const char *name, uint32_t line, char *out, size_t room)
{
    had_builtin_info info = {.size = sizeof info};
    size_t index = 0;
    out[0] = '\0';
    while (had_builtin_get(index, &info) == HAD_OK && strcmp(info.name, name) != 0)
        index++;
    const char *p = info.bytes;
    while (--line > 0)
        p = strchr(p, '\n') + 1;
    snprintf(out, room, "%.*s", (int)strcspn(p, "\n"), p);
}

START_TEST(published_tariff)
{
    had_tarif_source source = {.size = sizeof source};
    char row[512], wanted[64];
    for (int ght = 1; ght <= 31; ght++) {
        int32_t centimes;
        int origine;
        had_tarif_get(tables, 2024, HAD_EX_DGF, HAD_BASE, ght, &centimes, &origine);
        ck_assert_int_eq(had_tarif_source_get(tables, 2024, HAD_EX_DGF, HAD_BASE, ght, &source),
                         HAD_OK);
        ck_assert_int_eq(source.centimes, centimes);
        ck_assert_int_eq(source.base, centimes);
        ck_assert_int_eq(source.origine, origine);
        ck_assert_int_eq(source.per_cent, 100);
        ck_assert_str_eq(source.file, "tarifs/tarifs.csv");
        built_in_row(source.file, source.line, row, sizeof row);
        snprintf(wanted, sizeof wanted, "2024;ex-DGF;base;%d;%d;2024-03-01;", ght, centimes);
        ck_assert_msg(strncmp(row, wanted, strlen(wanted)) == 0, "%s, not %s", row, wanted);
        ck_assert_str_eq(row + strlen(wanted), source.source);
    }
}
END_TEST

/* Rule R11: a rate of the base, whose row it is. */
START_TEST(derived_tariff)
{
    had_tarif_source derived = {.size = sizeof derived}, base = {.size = sizeof base};
    int found = 0;
    for (int campagne = 2010; campagne <= 2025; campagne++) {
        ck_assert_int_eq(had_tarif_source_get(tables, campagne, HAD_EX_OQN, HAD_ESMS, 7, &derived),
                         HAD_OK);
        if (derived.origine != HAD_ORIGINE_CALCULE)
            continue;
        had_tarif_source_get(tables, campagne, HAD_EX_OQN, HAD_BASE, 7, &base);
        ck_assert_int_eq(derived.per_cent, 87);
        ck_assert_int_eq(derived.base, base.centimes);
        ck_assert_int_eq(derived.centimes, (base.centimes * 87 + 50) / 100);
        ck_assert_uint_eq(derived.line, base.line);
        found++;
    }
    ck_assert_int_gt(found, 0);
}
END_TEST

START_TEST(no_tariff)
{
    had_tarif_source source = {.size = sizeof source, .line = 7};
    ck_assert_int_eq(had_tarif_source_get(tables, 1999, HAD_EX_DGF, HAD_BASE, 1, &source), HAD_OK);
    ck_assert_int_eq(source.centimes, 0);
    ck_assert_int_eq(source.origine, HAD_ORIGINE_NONE);
    ck_assert_uint_eq(source.line, 0);
    ck_assert_int_eq(had_tarif_source_get(tables, 2024, HAD_EX_DGF, HAD_BASE, 32, &source),
                     HAD_E_ARGUMENT);
    ck_assert_int_eq(had_tarif_source_get(tables, 2024, HAD_EX_DGF, 0, 1, &source), HAD_E_ARGUMENT);
    source.size = 8;
    ck_assert_int_eq(had_tarif_source_get(tables, 2024, HAD_EX_DGF, HAD_BASE, 1, &source),
                     HAD_E_SIZE);
}
END_TEST

/* The user's own row, by the name of his file. A repetition of a published one leaves that. */
START_TEST(given_tariff)
{
    static const char text[] = "campagne;secteur;variante;ght;centimes;debut;sources\n"
                               "2030;ex-DGF;base;1;1000;2030-01-01;Journal officiel\n"
                               "2010;ex-DGF;base;1;5394;2010-03-01;mien\n"
                               "2030;ex-DGF;base;2;2000;2030-01-01;autre\n";
    had_file file = {"mine/tarifs.csv", text, sizeof text - 1};
    had_tarif_source source = {.size = sizeof source};
    ck_assert_int_eq(had_tables_add(tables, HAD_TABLE_TARIFS, &file, 1, NULL), HAD_OK);
    had_tarif_source_get(tables, 2030, HAD_EX_DGF, HAD_BASE, 1, &source);
    ck_assert_str_eq(source.file, "mine/tarifs.csv");
    ck_assert_str_eq(source.source, "Journal officiel");
    ck_assert_uint_eq(source.line, 2);
    ck_assert_int_eq(source.origine, HAD_ORIGINE_FOURNI);
    had_tarif_source_get(tables, 2030, HAD_EX_DGF, HAD_BASE, 2, &source);
    ck_assert_str_eq(source.source, "autre");
    ck_assert_uint_eq(source.line, 4);
    had_tarif_source_get(tables, 2010, HAD_EX_DGF, HAD_BASE, 1, &source);
    ck_assert_str_eq(source.file, "tarifs/tarifs.csv");
}
END_TEST

/* --- Groups ----------------------------------------------------------------------------------- */

static const char *const both[] = {
    "c/classification.csv",
    "cle;valeur\nid;t\nversion;77\ndebut;2002-01-01\nfin;2003-12-31\nofficielle;0\nsource;x\n",
    "c/durees.csv",
    "du;au;poids\n1;4;1.0000\n5;;0.7613\n",
    "c/mpp.csv",
    "code;poids\n04;1.0001\n05;1.7686\n",
    "c/mpa.csv",
    "code;poids\n00;1.0000\n05;1.4899\n",
    "c/ik.csv",
    "code;poids\n050;1.0003\n060;1.5000\n",
    "c/ght.csv",
    "ght;ipt_min\n1;0.0000\n2;1.0000\n9;2.6345\n",
    "c/ghpc.csv",
    "ghpc;mpp;mpa;ik_min;ik_max\n0101;04;00;50;60\n0201;05;00;50;60\n0202;05;05;50;60\n",
    "c/associations.csv",
    "mpp;mpa;statut;ik_min;ik_max;confirmation\n04;00;autorisee;50;60;0\n"
    "05;00;autorisee;50;60;0\n05;05;autorisee;50;60;0\n",
    "c/groupes.csv",
    "mpp;mpa;ik;ghpc;ght1;ght2;ght3;ght4;n\n04;00;060;0101;9;;;;12\n",
    NULL,
};

/* The classification above among those built in: its number. */
static size_t add_both(void)
{
    had_error error = {.size = sizeof error};
    had_tables *mine;
    ck_assert_int_eq(had_tables_new(NULL, &mine), HAD_OK);
    ck_assert_int_eq(had_tables_add_published(mine, NULL), HAD_OK);
    ck_assert_msg(support_classification(mine, both, &error) == HAD_OK, "%s:%u %s", error.file,
                  error.line, error.en);
    had_engine_free(engine);
    had_tables_free(tables);
    tables = mine;
    engine = support_engine(tables, NULL);
    return 0;
}

START_TEST(weights)
{
    had_why why = {.size = sizeof why};
    size_t c = add_both();
    ck_assert_int_eq(had_why_get(tables, c, "05", "05", "050", 1, &why), HAD_OK);
    ck_assert_uint_eq(why.weights, 1);
    ck_assert_uint_eq(why.groupement, HAD_GROUPE_POIDS);
    ck_assert_int_eq(why.poids_mpp, 17686);
    ck_assert_int_eq(why.poids_mpa, 14899);
    ck_assert_int_eq(why.poids_ik, 10003);
    ck_assert_int_eq(why.poids_duree, 7613);
    /* 17686 x 14899 x 10003 = 2 635 827 651 142; x 7613. */
    ck_assert_str_eq(why.ipi, "2.635827651142");
    ck_assert_str_eq(why.ipt, "2.0066555908144046");
    ck_assert_uint_eq(why.ght, 2);
    ck_assert_int_eq(why.ipt_min, 10000);
    ck_assert_uint_eq(why.ght_above, 9);
    ck_assert_int_eq(why.ipt_above, 26345);
    ck_assert_int_eq(why.ipi_decimales, -1);
    /* In the first period it is the last GHT. */
    ck_assert_int_eq(had_why_get(tables, c, "05", "05", "050", 0, &why), HAD_OK);
    ck_assert_uint_eq(why.ght, 9);
    ck_assert_uint_eq(why.ght_above, 0);
    ck_assert_int_eq(why.ipt_min, 26345);
}
END_TEST

/* An observed group wins, with its records; the other period keeps the weights. */
START_TEST(observed)
{
    had_why why = {.size = sizeof why};
    size_t c = add_both();
    ck_assert_int_eq(had_why_get(tables, c, "04", "00", "060", 0, &why), HAD_OK);
    ck_assert_uint_eq(why.groupement, HAD_GROUPE_OBSERVE);
    ck_assert_uint_eq(why.ght, 9);
    ck_assert_uint_eq(why.n, 12);
    ck_assert_str_eq(why.ipt, "1.50015");
    ck_assert_int_eq(had_why_get(tables, c, "04", "00", "060", 1, &why), HAD_OK);
    ck_assert_uint_eq(why.groupement, HAD_GROUPE_POIDS);
    ck_assert_uint_eq(why.n, 0);
}
END_TEST

START_TEST(unknown_triples)
{
    had_why why = {.size = sizeof why};
    size_t c = add_both();
    static const char *const codes[][3] = {{"99", "00", "050"}, {"04", "99", "050"},
                                           {"04", "00", "070"}, {"4", "00", "050"},
                                           {"04", "00", "50"},  {"xx", "00", "050"}};
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
        ck_assert_int_eq(had_why_get(tables, c, codes[i][0], codes[i][1], codes[i][2], 0, &why),
                         HAD_E_ARGUMENT);
    ck_assert_int_eq(had_why_get(tables, c, "04", "00", "050", 2, &why), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_why_get(tables, 7, "04", "00", "050", 0, &why), HAD_E_ARGUMENT);
    why.size = 8;
    ck_assert_int_eq(had_why_get(tables, c, "04", "00", "050", 0, &why), HAD_E_SIZE);
}
END_TEST

/* Products of ten and more; a pair that the table of pairs does not hold has a product, and no
 * group.
 */
START_TEST(large_products)
{
    static const char *const files[] = {
        "c/classification.csv",
        "cle;valeur\nid;t\nversion;77\ndebut;2010-01-01\nfin;2010-12-31\nofficielle;0\nsource;x\n",
        "c/durees.csv",
        "du;au;poids\n1;4;9999.9999\n5;;0.5000\n",
        "c/mpp.csv",
        "code;poids\n04;20.0000\n05;9999.9999\n",
        "c/mpa.csv",
        "code;poids\n00;1.0000\n05;9999.9999\n",
        "c/ik.csv",
        "code;poids\n050;1.5000\n060;9999.9999\n",
        "c/ght.csv",
        "ght;ipt_min\n1;0.0000\n2;1.0000\n",
        "c/ghpc.csv",
        "ghpc;mpp;mpa;ik_min;ik_max\n0101;04;00;50;60\n0201;05;05;50;60\n",
        "c/associations.csv",
        "mpp;mpa;statut;ik_min;ik_max;confirmation\n04;00;autorisee;50;60;0\n"
        "05;05;autorisee;50;60;0\n",
        NULL,
    };
    had_tables *mine;
    had_error error = HAD_ERROR_INIT;
    had_why why = HAD_WHY_INIT;
    ck_assert_int_eq(had_tables_new(NULL, &mine), HAD_OK);
    ck_assert_int_eq(had_tables_add_published(mine, NULL), HAD_OK);
    ck_assert_msg(support_classification(mine, files, &error) == HAD_OK, "%s:%u %s", error.file,
                  error.line, error.en);
    ck_assert_int_eq(had_why_get(mine, 0, "04", "00", "050", 1, &why), HAD_OK);
    ck_assert_str_eq(why.ipi, "30.0000");
    ck_assert_str_eq(why.ipt, "15.0000");
    ck_assert_int_eq(had_why_get(mine, 0, "04", "05", "050", 1, &why), HAD_OK);
    ck_assert_str_eq(why.ipi, "299999.9970"); /* of a pair that is not listed: no group by it */
    ck_assert_uint_eq(why.ght, 0);
    ck_assert_uint_eq(why.groupement, 0);
    /* 99999999 to the third and fourth power; told by another program. */
    ck_assert_int_eq(had_why_get(mine, 0, "05", "05", "060", 0, &why), HAD_OK);
    ck_assert_str_eq(why.ipi, "999999970000.000299999999");
    ck_assert_str_eq(why.ipt, "9999999600000005.9999999600000001");
    ck_assert_int_eq(why.weights, 1);
    had_tables_free(mine);
}
END_TEST

/* Of every triple of the trial classification, what explains it is what groups it. */
START_TEST(every_triple)
{
    had_triple triple = {.size = sizeof triple};
    had_why why = {.size = sizeof why};
    for (size_t i = 0; had_triple_get(tables, 0, i, &triple) == HAD_OK; i++) {
        for (size_t k = 0; k < 4; k++) {
            ck_assert_int_eq(had_why_get(tables, 0, triple.mpp, triple.mpa, triple.ik, k, &why),
                             HAD_OK);
            ck_assert_uint_eq(why.ght, triple.ght[k]);
            ck_assert_uint_eq(why.groupement, triple.groupement[k]);
        }
    }
}
END_TEST

/* --- Controls --------------------------------------------------------------------------------- */

static int state_of(const had_engine *of, const char *format, const char *changes, const char *code)
{
    struct line line;
    line_make(&line, tables, format);
    line_apply(&line, changes);
    had_result result = support_process(of, &line);
    return had_control_state(of, &result, had_finding_number(code));
}

START_TEST(states)
{
    static const struct {
        const char *format, *changes, *code;
        int state;
    } cases[] = {
        {"H0F", "", "025", HAD_CONTROL_FAIT},
        {"H0F", "mpp=99", "025", HAD_CONTROL_FAIT}, /* and found */
        {"H0F", "", "053", HAD_CONTROL_FORME},
        {"H0F", "", "079", HAD_CONTROL_FORME},
        {"H0F", "", "083", HAD_CONTROL_CCAM},
        {"H0F", "", "093", HAD_CONTROL_CHAMP}, /* an ex-DGF record has no number of entry */
        {"H0G", "", "093", HAD_CONTROL_FAIT},
        {"H0F", "", "524", HAD_CONTROL_ANNEE},
        {"H0F", "", "500", HAD_CONTROL_DATE},
        {"H0F", "", "905", HAD_CONTROL_DATE},
        {"H0F", "", "107", HAD_CONTROL_CONVENTIONS},
        {"H0F", "", "032", HAD_CONTROL_CONVENTIONS},
        {"H0F", "date_fin_sous_sequence=01012004", "517", HAD_CONTROL_CLASSIFICATION},
        {"H0F", "", "S600", HAD_CONTROL_AUTRES},
        {"H0F", "", "E701", HAD_CONTROL_AUTRES},
        {"H0F", "", "R800", HAD_CONTROL_AUTRES},
        {"H0F", "", "HORS PERIODE", HAD_CONTROL_AUTRES},
        {"H0F", "", "902", HAD_CONTROL_ABSENT},
        {"H0F", "", "903", HAD_CONTROL_FAIT},
        {"H0F", "", "FINESS PMSI INCONNU", HAD_CONTROL_ABSENT},
        {"H0F", "", "LONGUEUR INCORRECTE", HAD_CONTROL_FAIT},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        ck_assert_msg(state_of(engine, cases[i].format, cases[i].changes, cases[i].code) ==
                          cases[i].state,
                      "%s of %s", cases[i].code, cases[i].format);
    had_options dated = {.size = sizeof dated, .date = 20260101};
    had_engine *late = support_engine(tables, &dated);
    ck_assert_int_eq(state_of(late, "H0F", "", "500"), HAD_CONTROL_FAIT);
    had_engine_free(late);
    had_result result = {.size = sizeof result};
    had_process(engine, "nothing", 7, &result);
    ck_assert_int_eq(had_control_state(engine, &result, had_finding_number("025")),
                     HAD_CONTROL_REJET);
    ck_assert_int_eq(had_control_state(engine, &result, -1), HAD_CONTROL_ABSENT);
    ck_assert_int_eq(had_control_state(NULL, &result, 1), HAD_CONTROL_ABSENT);
}
END_TEST

/* A record whose zones are read goes through no control. */
START_TEST(zones_read)
{
    had_options lues = {.size = sizeof lues, .carried = HAD_CARRIED_KEPT};
    had_engine *reader = support_engine(tables, &lues);
    struct line line;
    char grouped[LINE_ROOM];
    size_t written;
    line_make(&line, tables, "H0F");
    had_result result = support_process(engine, &line);
    ck_assert_int_eq(had_write_grouped(engine, line.text, line.length, &result, grouped,
                                       sizeof grouped, &written),
                     HAD_OK);
    had_process(reader, grouped, written, &result);
    ck_assert_int_eq(had_control_state(reader, &result, had_finding_number("025")),
                     HAD_CONTROL_CARRIED);
    ck_assert_int_eq(had_control_state(reader, &result, had_finding_number("LONGUEUR INCORRECTE")),
                     HAD_CONTROL_FAIT);
    had_engine_free(reader);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("why");
    TCase *tcase = tcase_create("why");
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, published_tariff);
    tcase_add_test(tcase, derived_tariff);
    tcase_add_test(tcase, no_tariff);
    tcase_add_test(tcase, given_tariff);
    tcase_add_test(tcase, weights);
    tcase_add_test(tcase, observed);
    tcase_add_test(tcase, unknown_triples);
    tcase_add_test(tcase, large_products);
    tcase_add_test(tcase, every_triple);
    tcase_add_test(tcase, states);
    tcase_add_test(tcase, zones_read);
    suite_add_tcase(suite, tcase);
    return support_run(suite);
}
