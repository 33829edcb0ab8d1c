/* SPDX-License-Identifier: Apache-2.0 */
/* One byte more or less, the last of a list, the fourth of four: what small faults put into the
 * library showed to be looked at by no test (project/mutate.py). */
#include "lib/record/record.h"
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
    /* Of type H, as long as a record: it may be one of a format that nobody knows. */
    char invoice[183];
    memset(invoice, '0', sizeof invoice);
    memcpy(invoice, "H750712184", 10);
    ck_assert_int_eq(had_line_kind(tables, invoice, 181), HAD_KIND_RSF);
    ck_assert_int_eq(had_line_kind(tables, invoice, 182), HAD_KIND_NONE);
    invoice[0] = 'B';
    ck_assert_int_eq(had_line_kind(tables, invoice, 182), HAD_KIND_RSF);
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
        const struct year_rules *year = &tables->rules->year[0];
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
    ck_assert_str_eq(error.en, "no GHPC for 04-09-060");
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

/* No 903 where one of the dates is none, nor where the campagne begins with the year. */
START_TEST(no_march_crossed)
{
    had_tables *tables = support_tables(true);
    had_engine *engine = support_engine(tables, NULL);
    struct line line;
    char found[200];
    static const char *const dates[][2] = {{"29022023", "31032023"},
                                           {"01022023", "31022023"},
                                           {"20122025", "05012026"},
                                           {"20122026", "05012027"},
                                           {"20022027", "05032027"}};
    for (size_t i = 0; i < sizeof dates / sizeof dates[0]; i++) {
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

/* Rule R21, eight bytes at a time: every length, every place, the bytes beside the bounds. */
START_TEST(illicit_bytes)
{
    static const unsigned char bytes[] = {0x00, 0x01, 0x1F, 0x20, 0x7E, 0x7F, 0x80, 0x81, 0xFF};
    for (size_t length = 0; length <= 80; length++) {
        unsigned char *line = malloc(length + !length); /* exact: a sanitizer sees a step beyond */
        memset(line, 'x', length);
        ck_assert_uint_eq(illicit_byte(line, length), 0);
        for (size_t at = 0; at < length; at++) {
            for (size_t b = 0; b < sizeof bytes; b++) {
                bool illicit = bytes[b] < 0x20 || bytes[b] == 0x7F;
                line[at] = bytes[b];
                ck_assert_uint_eq(illicit_byte(line, length), illicit ? at + 1 : 0);
            }
            line[at] = 'x';
        }
        free(line);
    }
}
END_TEST

/* A long hash takes every bit of every length, and the length. */
START_TEST(long_hashes)
{
    unsigned char line[140] = {0};
    for (size_t length = 16; length <= sizeof line; length++) {
        uint64_t hash = hash_long(7, line, length);
        ck_assert(length == sizeof line || hash != hash_long(7, line, length + 1));
        for (size_t bit = 0; bit < 8 * length; bit++) {
            line[bit / 8] ^= (unsigned char)(1u << bit % 8);
            ck_assert(hash_long(7, line, length) != hash);
            line[bit / 8] = 0;
        }
    }
}
END_TEST

/* --- Lists and conventions -------------------------------------------------------------------- */

static void is_found(const had_engine *engine, const struct line *line, const char *expected,
                     const char *what)
{
    had_result result = support_process(engine, line);
    char found[200];
    findings_text(engine, line, &result, found, sizeof found);
    ck_assert_msg(strcmp(found, expected) == 0, "%s: %s, expected %s", what, found, expected);
}

/* The fixed DA of H02, looked up in a list; parent codes, refused from 2012 on; extensions of acts
 * beyond the sixty-fourth; an act that begins the day after. */
START_TEST(lists_of_codes)
{
    static const char cim10[] = "code;pere\nC500;\nR52;1\nR522;0\nA00;0\n";
    static const char ccam[] = "code;debut;fin;extensions\nABCD123;;;\nEXTE001;;;-65\n"
                               "NEWE001;2024-05-20;;\nOLDE001;;2024-05-05;\n";
    static const struct {
        const char *format, *changes, *variable, *expected;
    } rows[] = {
        {"H02", "da1=R522 da7=A00", "", ""},
        {"H02", "da1=R522 da7=A01", "", "075"},
        {"H02", "da1=R529 da7=A00", "", "075"},
        {"H03", "n_da=01", "R52     ", ""},
        {"H05", "n_da=01", "R52     ", "075"},
        {"H03", "n_da=01 date_fin_sous_sequence=31022011", "R52     ", "019,075"},
        {"H0F", "n_zones_ccam=001", "10052024EXTE001-6501 01", ""},
        {"H0F", "n_zones_ccam=001", "10052024EXTE001-6401 01", "142"},
        {"H0F", "n_zones_ccam=001", "10052024EXTE001-0101 01", "142"},
        {"H0F", "n_zones_ccam=001", "10052024EXTE001   01 01", "142"},
        {"H0F", "n_zones_ccam=001", "10052024EXTE001+6501 01", "141,142"},
        {"H0F", "n_zones_ccam=001", "10052024ABCD123-6501 01", "142"},
        {"H0F", "n_zones_ccam=001", "10052024ABCD123  101 01", "141,142"},
        {"H0F", "n_zones_ccam=001", "10052024NEWE001   01 01", ""},
        {"H0F", "n_zones_ccam=001 date_fin_sous_sequence=19052024", "10052024NEWE001   01 01",
         "084"},
        {"H0F", "n_zones_ccam=001", "10052024OLDE001   01 01", ""},
        {"H0F", "n_zones_ccam=001 date_debut_sous_sequence=06052024", "10052024OLDE001   01 01",
         "083"},
        {"H0F", "n_zones_ccam=001 date_fin_sous_sequence=31022024", "10052024NEWE001   01 01",
         "019"},
    };
    had_tables *tables = support_tables(true);
    had_file one = {"cim10.csv", cim10, sizeof cim10 - 1},
             two = {"ccam.csv", ccam, sizeof ccam - 1};
    ck_assert_int_eq(had_tables_add(tables, HAD_TABLE_CIM10, &one, 1, NULL), HAD_OK);
    ck_assert_int_eq(had_tables_add(tables, HAD_TABLE_CCAM, &two, 1, NULL), HAD_OK);
    had_engine *engine = support_engine(tables, NULL);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct line line;
        line_make(&line, tables, rows[i].format);
        line_apply(&line, rows[i].changes);
        line_insert(&line, rows[i].variable);
        is_found(engine, &line, rows[i].expected, rows[i].changes);
    }
    had_engine_free(engine);
    had_tables_free(tables);
}
END_TEST

/* 107 and 529 compare days only where the dates are days, and in order. */
START_TEST(conventions_without_days)
{
    static const char text[] = "750000001101012020        \n";
    static const struct {
        const char *changes, *expected;
    } rows[] = {
        {"sexe=1", ""},
        {"date_debut_sous_sequence=31022024", "013"},
        {"date_fin_sous_sequence=31022024", "019"},
        {"date_debut_sous_sequence=21052024", "018"},
    };
    had_tables *tables = support_tables(true);
    had_file file = {"conventions.txt", text, sizeof text - 1};
    ck_assert_int_eq(had_tables_add(tables, HAD_TABLE_CONVENTIONS, &file, 1, NULL), HAD_OK);
    had_engine *engine = support_engine(tables, NULL);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct line line;
        line_make(&line, tables, "H0F");
        line_apply(&line, "type_domicile=3 finess_esms=750000001");
        line_apply(&line, rows[i].changes);
        is_found(engine, &line, rows[i].expected, rows[i].changes);
    }
    had_engine_free(engine);
    had_tables_free(tables);
}
END_TEST

/* Rule R17: without a classification IK go by tens from 010 to 100. */
START_TEST(ik_by_tens)
{
    had_tables *tables = support_tables(false);
    const had_options options = {.size = sizeof options, .sans_classification = 1};
    had_engine *engine = support_engine(tables, &options);
    for (int ik = 0; ik <= 120; ik++) {
        struct line line;
        char text[4], found[200];
        line_make(&line, tables, "H0F");
        snprintf(text, sizeof text, "%03d", ik);
        line_set(&line, "ik", text);
        had_result result = support_process(engine, &line);
        findings_text(engine, &line, &result, found, sizeof found);
        bool good = ik >= 10 && ik <= 100 && ik % 10 == 0;
        ck_assert_msg((strstr(found, "026") == NULL) == good, "IK %s: %s", text, found);
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

/* What a record blocked by 901 could have given: zones over two months, less the days that no
 * convention covers; from a rank beyond the first periods. */
START_TEST(zones_that_could_be)
{
    static const char text[] = "750000001106052024        \n";
    static const char *const files[] = {
        "c/classification.csv",
        "cle;valeur\nid;t\nversion;77\ndebut;2020-01-01\nfin;\nofficielle;0\nsource;x\n",
        "c/groupes.csv", "mpp;mpa;ik;ghpc;ght1;ght2;ght3;ght4;n\n04;00;050;0101;12;;10;;1\n", NULL};
    static const struct {
        const char *changes;
        int zones, jours[4], least[4];
    } rows[] = {
        {"date_entree=29042024 date_debut_sequence=29042024 date_debut_sous_sequence=29042024",
         3,
         {4, 5, 13},
         {12, 1, 10}},
        {"type_domicile=3 finess_esms=750000001", 2, {4, 11}, {1, 10}},
        {"mpp=05", 2, {5, 11}, {1, 1}},
        {"date_entree=01042024 date_debut_sequence=01042024", 1, {16}, {1}},
    };
    had_tables *tables = support_tables(false);
    had_file file = {"conventions.txt", text, sizeof text - 1};
    ck_assert_int_eq(support_classification(tables, files, NULL), HAD_OK);
    ck_assert_int_eq(had_tables_add(tables, HAD_TABLE_CONVENTIONS, &file, 1, NULL), HAD_OK);
    had_engine *engine = support_engine(tables, NULL);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct line line;
        had_fourchette range = {.size = sizeof range};
        line_make(&line, tables, "H0F");
        line_apply(&line, rows[i].changes);
        had_result result = support_process(engine, &line);
        ck_assert_str_eq(result.code_retour, "901");
        ck_assert_int_eq(had_fourchette_get(engine, line.text, line.length, &result, &range),
                         HAD_OK);
        ck_assert_int_eq(range.zone_count, rows[i].zones);
        for (int k = 0; k < rows[i].zones; k++) {
            ck_assert_msg(range.jours[k] == rows[i].jours[k], "row %zu, zone %d: %u days", i, k,
                          range.jours[k]);
            ck_assert_msg(range.min[k] == rows[i].least[k], "row %zu, zone %d: from %u", i, k,
                          range.min[k]);
        }
    }
    had_engine_free(engine);
    had_tables_free(tables);
}
END_TEST

/* Another classification of the same days is refused, whichever of its files differs; the same is
 * no news. */
START_TEST(classifications_that_differ)
{
    static const char *const sound[] = {
        "classification.csv",
        "cle;valeur\nid;t\nversion;77\ndebut;2020-01-01\nfin;2021-12-31\nofficielle;0\nsource;x\n",
        "durees.csv",
        "du;au;poids\n1;4;1.0000\n5;;0.7613\n",
        "mpp.csv",
        "code;poids\n04;1.0000\n05;2.0000\n",
        "mpa.csv",
        "code;poids\n00;1.0000\n",
        "ik.csv",
        "code;poids\n050;1.0000\n060;1.5000\n",
        "ght.csv",
        "ght;ipt_min\n1;0.0000\n2;1.0000\n9;9.0000\n",
        "ghpc.csv",
        "ghpc;mpp;mpa;ik_min;ik_max\n0101;04;00;50;60\n0201;05;00;50;60\n",
        "associations.csv",
        "mpp;mpa;statut;ik_min;ik_max;confirmation\n04;00;autorisee;50;60;0\n05;00;autorisee;50;60;"
        "0\n",
        NULL};
    static const struct {
        int file;
        const char *content;
    } others[] = {
        {0, "cle;valeur\nid;t\nversion;78\ndebut;2020-01-01\nfin;2021-12-31\nofficielle;0\nsource;"
            "x\n"},
        {0, "cle;valeur\nid;t\nversion;77\ndebut;2020-01-01\nfin;2021-12-31\nofficielle;1\nsource;"
            "x\n"},
        {1, "du;au;poids\n1;5;1.0000\n6;;0.7613\n"},
        {1, "du;au;poids\n1;4;1.0000\n5;9;0.7613\n10;;0.7613\n"},
        /* The same groups, by other weights and bounds: had_why_get would tell those of the first.
         */
        {0, "cle;valeur\nid;t\nversion;77\ndebut;2020-01-01\nfin;2021-12-31\nofficielle;0\nsource;"
            "x\nipi_decimales;4\n"},
        {0, "cle;valeur\nid;t\nversion;77\ndebut;2020-01-01\nfin;2021-12-31\nofficielle;0\nsource;"
            "x\nipt_decimales;4\n"},
        {1, "du;au;poids\n1;4;1.0000\n5;;0.7614\n"},
        {2, "code;poids\n04;1.0000\n05;2.0001\n"},
        {3, "code;poids\n00;1.0001\n"},
        {4, "code;poids\n050;1.0000\n060;1.5001\n"},
        {5, "ght;ipt_min\n1;0.0000\n2;0.9999\n9;9.0000\n"},
        {5, "ght;ipt_min\n1;0.0000\n2;1.0000\n10;9.0000\n"},
        {5, "ght;ipt_min\n1;0.0000\n2;1.0000\n"},
        {2, "code;poids\n04;1.0000\n05;2.0000\n06;1.0000\n"},
        {2, "code;poids\n05;2.0000\n04;1.0000\n"},
        {2, "code;poids\n04;0.1000\n05;2.0000\n"},
        {3, "code;poids\n00;1.0000\n01;1.0000\n"},
        {4, "code;poids\n050;1.0000\n060;1.5000\n070;1.0000\n"},
        {4, "code;poids\n060;1.5000\n050;1.0000\n"},
        {5, "ght;ipt_min\n1;0.0000\n3;1.0000\n9;9.0000\n"},
        {6, "ghpc;mpp;mpa;ik_min;ik_max\n0101;04;00;50;60\n0202;05;00;50;60\n"},
        {7, "mpp;mpa;statut;ik_min;ik_max;confirmation\n04;00;autorisee;50;60;1\n"
            "05;00;autorisee;50;60;0\n"},
        {7, "mpp;mpa;statut;ik_min;ik_max;confirmation\n04;00;autorisee;60;60;0\n"
            "05;00;autorisee;50;60;0\n"},
    };
    had_tables *tables = support_tables(false);
    ck_assert_int_eq(support_classification(tables, sound, NULL), HAD_OK);
    ck_assert_int_eq(support_classification(tables, sound, NULL), HAD_OK);
    ck_assert_uint_eq(had_classification_count(tables), 1);
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        const char *files[sizeof sound / sizeof sound[0]];
        had_error error = {.size = sizeof error};
        memcpy(files, sound, sizeof files);
        files[2 * others[i].file + 1] = others[i].content;
        ck_assert_msg(support_classification(tables, files, &error) == HAD_E_TABLE &&
                          error.code == FAULT_OVERLAP,
                      "%s: %d %s", others[i].content, (int)error.code, error.en);
    }
    had_tables_free(tables);
}
END_TEST

/* Groups observed as often make one classification; more often, another. */
START_TEST(counts_that_differ)
{
    static const char card[] =
        "cle;valeur\nid;t\nversion;77\ndebut;2020-01-01\nfin;2021-12-31\nofficielle;0\nsource;x\n";
    static const char once[] = "mpp;mpa;ik;ghpc;ght1;ght2;ght3;ght4;n\n04;00;050;0101;12;;10;;1\n",
                      twice[] = "mpp;mpa;ik;ghpc;ght1;ght2;ght3;ght4;n\n04;00;050;0101;12;;10;;2\n";
    const char *files[] = {"c/classification.csv", card, "c/groupes.csv", once, NULL};
    had_tables *tables = support_tables(false);
    had_error error = {.size = sizeof error};
    ck_assert_int_eq(support_classification(tables, files, NULL), HAD_OK);
    ck_assert_int_eq(support_classification(tables, files, NULL), HAD_OK);
    files[3] = twice;
    ck_assert_int_eq(support_classification(tables, files, &error), HAD_E_TABLE);
    ck_assert_int_eq(error.code, FAULT_OVERLAP);
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
    had_stays *stays;
    had_error remark = {.size = sizeof remark};
    had_given_info given = {.size = sizeof given};
    ck_assert_int_eq(had_stays_new(engine, HAD_AUTO, &stays), HAD_OK);
    ck_assert_int_eq(had_stays_get(NULL, &info), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_stays_get(stays, NULL), HAD_E_ARGUMENT);
    had_stays_free(stays);
    ck_assert_int_eq(had_remark_get(NULL, 0, &remark), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_remark_get(tables, 0, NULL), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_given_get(NULL, 0, &given), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_given_get(tables, 0, NULL), HAD_E_ARGUMENT);
    ck_assert_uint_eq(had_remark_count(NULL) + had_given_count(NULL), 0);
    had_engine_free(engine);
    had_tables_free(tables);
}
END_TEST

static int add_again(had_chain *chain, const struct line *line)
{
    int status = had_chain_add(chain, line->text, line->length);
    return status == HAD_E_MEMORY ? had_chain_add(chain, line->text, line->length) : status;
}

/* Each allocation of a chain fails in turn: the call says so, and may be made again. */
START_TEST(chain_without_memory)
{
    struct counting counting = {-1, 0};
    had_allocator allocator = counting_allocator(&counting);
    had_tables *tables;
    ck_assert_int_eq(had_tables_new(&allocator, &tables), HAD_OK);
    ck_assert_int_eq(had_tables_add_published(tables, NULL), HAD_OK);
    had_engine *engine = support_engine(tables, NULL);
    for (long n = 0; n < 40; n++) {
        had_chain *chain = NULL;
        counting.left = n;
        int status = had_chain_new(engine, &chain);
        ck_assert_int_eq(status, chain ? HAD_OK : HAD_E_MEMORY);
        ck_assert(chain || n < 10);
        for (int i = 0; chain && i < 40; i++) {
            struct line line;
            char changes[100];
            line_make(&line, tables, "H0F");
            snprintf(changes, sizeof changes, "sejour=S%d no_sous_sequence=%04d", i / 2, i % 2 + 1);
            line_apply(&line, changes);
            if (i % 7 == 0)
                line_set(&line, "date_sortie", "31022024"); /* kept as text */
            ck_assert_int_eq(add_again(chain, &line), HAD_OK);
        }
        if (chain) {
            status = had_chain_run(chain);
            if (status == HAD_E_MEMORY)
                status = had_chain_run(chain);
            ck_assert_int_eq(status, HAD_OK);
            ck_assert_uint_eq(had_chain_count(chain), 40);
        }
        had_chain_free(chain);
        counting.left = -1;
    }
    had_chain_free(NULL);
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
    tcase_add_test(tcase, no_march_crossed);
    tcase_add_test(tcase, illicit_bytes);
    tcase_add_test(tcase, long_hashes);
    tcase_add_test(tcase, lists_of_codes);
    tcase_add_test(tcase, conventions_without_days);
    tcase_add_test(tcase, ik_by_tens);
    tcase_add_test(tcase, four_zones);
    tcase_add_test(tcase, zones_that_could_be);
    tcase_add_test(tcase, classifications_that_differ);
    tcase_add_test(tcase, counts_that_differ);
    tcase_add_test(tcase, nothing_given);
    tcase_add_test(tcase, chain_without_memory);
    suite_add_tcase(suite, tcase);
    return support_run(suite);
}
