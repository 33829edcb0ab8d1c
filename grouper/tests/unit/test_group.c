/* SPDX-License-Identifier: Apache-2.0 */
/* Triple -> GHPC and GHT of each period; sub-sequence -> zones (R1, R2); result (R3, R4, R13, R32).
 */
#include "common/date.h"
#include "common/sha256.h"
#include "support.h"
#include "lib/base/wide.h"

/* A small classification whose every value can be followed by hand:
 * weights 1.0000 but MPP 05 = 2.0000 and IK 060 = 1.5000; GHT bounds at 0, 0.63, 0.6765, 0.7613,
 * 1, 2. */
static const char *const hand[] = {
    "h/classification.csv",
    "cle;valeur\nid;main\nversion;77\ndebut;2010-01-01\nfin;\nofficielle;1\nsource;essai a la "
    "main\n",
    "h/durees.csv",
    "du;au;poids\n1;4;1.0000\n5;9;0.7613\n10;30;0.6765\n31;;0.6300\n",
    "h/mpp.csv",
    "code;poids\n04;1.0000\n05;2.0000\n09;1\n",
    "h/mpa.csv",
    "code;poids\n00;1.0000\n04;1.0000\n05;1.0\n09;1.0000\n",
    "h/ik.csv",
    "code;poids\n040;1.0000\n050;1.0000\n060;1.5000\n070;1.0000\n",
    "h/ght.csv",
    "ght;ipt_min\n1;0\n2;0.6300\n3;0.6765\n4;0.7613\n5;1.0000\n6;1.0001\n7;2.0000\n31;3.0001\n",
    "h/ghpc.csv",
    "ghpc;mpp;mpa;ik_min;ik_max\n0101;04;00;40;50\n0102;04;00;60;70\n0201;05;00;50;60\n"
    "0301;04;05;40;70\n0401;04;09;40;70\n",
    "h/associations.csv",
    "mpp;mpa;statut;ik_min;ik_max;confirmation\n04;00;autorisee;40;70;0\n05;00;autorisee;50;60;0\n"
    "04;05;inattendue;40;70;1\n05;04;non_autorisee;50;60;0\n04;09;autorisee;40;70;0\n"
    "09;00;erronee;40;70;1\n",
    NULL,
    NULL};

static had_tables *tables;
static had_engine *engine;

static void setup(void)
{
    had_error error = {.size = sizeof error};
    tables = support_tables(false);
    int status = support_classification(tables, hand, &error);
    ck_assert_msg(status == HAD_OK, "%s:%u %s", error.file, error.line, error.en);
    engine = support_engine(tables, NULL);
}

static void teardown(void)
{
    had_engine_free(engine);
    had_tables_free(tables);
}

/* Result as text: code ghpc then GHTxdays from-to, ranks rather than dates. */
static void result_text(const had_result *result, char *out, size_t room)
{
    size_t n = (size_t)snprintf(out, room, "%s %s", result->code_retour, result->ghpc);
    for (int i = 0; i < result->zone_count; i++) {
        const had_zone *zone = &result->zone[i];
        n += (size_t)snprintf(out + n, room - n, " %dx%d", zone->ght, zone->jours);
        if (zone->ght != 99) {
            int32_t origin = date_days(result->debut_sequence) - 1;
            n += (size_t)snprintf(out + n, room - n, "[%d-%d]", date_days(zone->debut) - origin,
                                  date_days(zone->fin) - origin);
        }
    }
}

static void set_dates(struct line *line, int32_t sequence, int first, int last)
{
    char text[9];
    int32_t start = date_days(sequence);
    const struct {
        const char *field;
        int32_t day;
    } dates[] = {{"date_naissance", start},
                 {"date_entree", start},
                 {"date_debut_sequence", start},
                 {"date_debut_sous_sequence", start + first - 1},
                 {"date_fin_sous_sequence", start + last - 1}};
    for (size_t i = 0; i < sizeof dates / sizeof dates[0]; i++) {
        date_write((unsigned char *)text, date_from_days(dates[i].day));
        text[8] = '\0';
        line_set(line, dates[i].field, text);
    }
}

/* Ranks from the start of the sequence; every boundary from both sides. */
static const struct {
    int32_t sequence;
    int first, last;
    const char *expected;
} periods[] = {
    {20240501, 1, 1, "000 0101 5x1[1-1]"},
    {20240501, 1, 4, "000 0101 5x4[1-4]"},
    {20240501, 1, 5, "000 0101 5x4[1-4] 4x1[5-5]"},
    {20240501, 4, 4, "000 0101 5x1[4-4]"},
    {20240501, 5, 5, "000 0101 4x1[5-5]"},
    {20240501, 4, 5, "000 0101 5x1[4-4] 4x1[5-5]"},
    {20240501, 9, 9, "000 0101 4x1[9-9]"},
    {20240501, 10, 10, "000 0101 3x1[10-10]"},
    {20240501, 9, 10, "000 0101 4x1[9-9] 3x1[10-10]"},
    {20240501, 30, 30, "000 0101 3x1[30-30]"},
    {20240501, 31, 31, "000 0101 2x1[31-31]"},
    {20240501, 30, 31, "000 0101 3x1[30-30] 2x1[31-31]"},
    {20240501, 1, 31, "000 0101 5x4[1-4] 4x5[5-9] 3x21[10-30] 2x1[31-31]"},
    {20240501, 500, 530, "000 0101 2x31[500-530]"},
    /* leap and common February, month and campaign edges */
    {20240226, 1, 5, "000 0101 5x4[1-4] 4x1[5-5]"},
    {20230226, 1, 5, "000 0101 5x4[1-4] 4x1[5-5]"},
    {20251229, 1, 4, "000 0101 5x4[1-4]"},
    {20251229, 4, 5, "000 0101 5x1[4-4] 4x1[5-5]"},
    {21000226, 1, 5, "000 0101 5x4[1-4] 4x1[5-5]"},
    {20160229, 1, 366, "000 0101 5x4[1-4] 4x5[5-9] 3x21[10-30] 2x336[31-366]"},
    /* 999 days fit, 1000 do not: 904, result as R3 */
    {20200101, 31, 1029, "000 0101 2x999[31-1029]"},
    {20200101, 31, 1030, "904 9999 99x0"},
    {20200101, 1, 1029, "000 0101 5x4[1-4] 4x5[5-9] 3x21[10-30] 2x999[31-1029]"},
    {20200101, 1, 1030, "904 9999 99x0"},
};

START_TEST(zones)
{
    struct line line;
    char found[200];
    line_make(&line, tables, "H0F");
    set_dates(&line, periods[_i].sequence, periods[_i].first, periods[_i].last);
    had_result result = support_process(engine, &line);
    result_text(&result, found, sizeof found);
    ck_assert_str_eq(found, periods[_i].expected);
    if (result.outcome == HAD_GROUPED)
        ck_assert_int_eq(result.jours, periods[_i].last - periods[_i].first + 1);
}
END_TEST

/* Every span of ranks from 1 to 40: days are kept, zones follow one another, none is empty. */
START_TEST(zones_keep_days)
{
    struct line line;
    line_make(&line, tables, "H0F");
    for (int first = 1; first <= 40; first++) {
        for (int last = first; last <= 40; last++) {
            set_dates(&line, 20240115, first, last);
            had_result result = support_process(engine, &line);
            int days = 0;
            for (int i = 0; i < result.zone_count; i++) {
                ck_assert_int_gt(result.zone[i].jours, 0);
                days += result.zone[i].jours;
                ck_assert_int_eq(date_days(result.zone[i].fin) - date_days(result.zone[i].debut) +
                                     1,
                                 result.zone[i].jours);
                if (i > 0)
                    ck_assert_int_eq(date_days(result.zone[i].debut),
                                     date_days(result.zone[i - 1].fin) + 1);
            }
            ck_assert_int_eq(days, last - first + 1);
            ck_assert_int_eq(result.zone[0].debut, result.debut);
            ck_assert_int_eq(result.zone[result.zone_count - 1].fin, result.fin);
        }
    }
}
END_TEST

static const struct {
    const char *format, *changes, *expected;
} results[] = {
    {"H0F", "ik=060", "000 0102 6x5[5-9] 6x11[10-20]"}, /* R2: not merged though the GHT is one */
    {"H0F", "mpp=05", "000 0201 6x5[5-9] 6x11[10-20]"},
    {"H0F", "mpp=05 ik=060", "000 0201 7x5[5-9] 7x11[10-20]"},
    {"H0F", "mpp=05 ik=040", "535 9999 6x5[5-9] 6x11[10-20]"},
    {"H0F", "mpp=05 ik=070", "525 9999 6x5[5-9] 6x11[10-20]"},
    {"H09", "mpp=05 ik=040", "524 9999 6x5[5-9] 6x11[10-20]"}, /* 2016: before 2017 */
    {"H0F", "mpp=05 mpa=04 n_dcmpa=0", "108 9999 99x0"},
    {"H05", "mpp=05 mpa=04", "517 9999 6x5[5-9] 6x11[10-20]"},
    {"H05", "mpp=05 mpa=04 ik=040", "517 9999 6x5[5-9] 6x11[10-20]"}, /* bounds beside 517 */
    {"H05", "mpa=05 confirmation_codage=1", "530 0301 4x5[5-9] 3x11[10-20]"}, /* keeps its GHPC */
    {"H05", "mpa=05", "105 9999 99x0"},
    {"H05", "confirmation_codage=1", "106 9999 99x0"},
    {"H05", "mpp=09 confirmation_codage=1", "056 9999 99x0"}, /* R24: none of 105, 106 */
    {"H05", "mpp=09", "056 9999 99x0"},
    {"H05", "mpp=09 mpa=05", "056 9999 99x0"},                  /* not listed: erronee */
    {"H0F", "sexe=9 date_naissance=________", "002 9999 99x0"}, /* the smallest */
    {"H0F", "code_postal=ABCDE mpp=05 ik=040", "514 9999 6x5[5-9] 6x11[10-20]"},
    {"H0F", "code_postal=ABCDE", "514 0101 4x5[5-9] 3x11[10-20]"},
    {"H03", "mpa=09", "000 0401 4x5[5-9] 3x11[10-20]"}, /* no field for a confirmation */
};

START_TEST(outcomes)
{
    struct line line;
    char found[200];
    line_make(&line, tables, results[_i].format);
    line_apply(&line, results[_i].changes);
    had_result result = support_process(engine, &line);
    result_text(&result, found, sizeof found);
    ck_assert_msg(strcmp(found, results[_i].expected) == 0, "%s %s: expected %s, found %s",
                  results[_i].format, results[_i].changes, results[_i].expected, found);
    ck_assert_str_eq(result.version, "77"); /* official: as its table says */
}
END_TEST

/* Findings beside the code retour: 517 does not hide the bounds, nor 025 the IK. */
START_TEST(association_findings)
{
    static const char *const cases[][2] = {
        {"mpp=05 mpa=04 ik=040", "517,524,531"},
        {"mpp=05 mpa=04 ik=___", "026,517,531"},
        {"mpp=__ mpa=04 ik=040", "025,531"},
        {"mpp=09 mpa=00 ik=040 confirmation_codage=1", "056"},
        {"mpa=05 confirmation_codage=_", "105,530,531"},
    };
    struct line line;
    char found[200];
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        line_make(&line, tables, "H05");
        line_apply(&line, cases[i][0]);
        had_result result = support_process(engine, &line);
        findings_text(engine, &line, &result, found, sizeof found);
        ck_assert_msg(strcmp(found, cases[i][1]) == 0, "%s: %s", cases[i][0], found);
    }
}
END_TEST

/* A table with one value changed, to see an index fall exactly on a bound, just under, rounded. */
static void ght_with(const char *mpp, const char *extra, const char *bounds, int expected)
{
    char card[300], weights[100], ght[200];
    snprintf(card, sizeof card,
             "cle;valeur\nid;borne\nversion;77\ndebut;2010-01-01\nfin;\nofficielle;0\nsource;x\n%s",
             extra);
    snprintf(weights, sizeof weights, "code;poids\n04;%s\n", mpp);
    snprintf(ght, sizeof ght, "ght;ipt_min\n%s", bounds);
    const char *files[] = {"b/classification.csv",
                           card,
                           "b/durees.csv",
                           "du;au;poids\n1;;0.7613\n",
                           "b/mpp.csv",
                           weights,
                           "b/mpa.csv",
                           "code;poids\n00;1.3333\n",
                           "b/ik.csv",
                           "code;poids\n050;0.9999\n",
                           "b/ght.csv",
                           ght,
                           "b/ghpc.csv",
                           "ghpc;mpp;mpa;ik_min;ik_max\n0001;04;00;0;100\n",
                           "b/associations.csv",
                           "mpp;mpa;statut;ik_min;ik_max;confirmation\n04;00;autorisee;0;100;0\n",
                           NULL,
                           NULL};
    had_error error = {.size = sizeof error};
    had_tables *mine = support_tables(false);
    int status = support_classification(mine, files, &error);
    ck_assert_msg(status == HAD_OK, "%s:%u %s", error.file, error.line, error.en);
    had_engine *own = support_engine(mine, NULL);
    struct line line;
    line_make(&line, mine, "H0F");
    had_result result = support_process(own, &line);
    if (expected == 0)
        ck_assert_str_eq(result.code_retour, "901");
    else
        ck_assert_int_eq(result.zone[0].ght, expected);
    ck_assert_str_eq(result.version, "X7"); /* rule R32 */
    had_engine_free(own);
    had_tables_free(mine);
}

START_TEST(bounds)
{
    /* 1.0000 x 1.3333 x 0.9999 x 0.7613 = 1.014939787... */
    ght_with("1.0000", "", "1;0.0000\n2;1.0149\n3;1.0150\n", 2);
    ght_with("1.0000", "ipt_decimales;4\n", "1;0.0000\n2;1.0149\n3;1.0150\n", 2);
    ght_with("1.0000", "ipt_decimales;3\n", "1;0.0000\n2;1.0149\n3;1.0150\n", 3);
    ght_with("1.0000", "ipt_decimales;2\n", "1;0.0000\n2;1.0149\n3;1.0150\n", 1);
    /* IPI first: 1.33316667 -> 1.3332 x 0.7613 = 1.01496516, where exact is 1.01493978... */
    ght_with("1.0000", "ipi_decimales;4\nipt_decimales;5\n", "1;0.0000\n2;1.0149\n3;1.0150\n", 2);
    ght_with("1.0000", "ipi_decimales;4\nipt_decimales;4\n", "1;0.0000\n2;1.0149\n3;1.0150\n", 3);
    ght_with("1.0000", "ipi_decimales;0\n", "1;0.0000\n2;0.7613\n3;0.7614\n", 2);
    /* As many decimals as the product has, and one less. */
    ght_with("1.0000", "ipi_decimales;12\nipt_decimales;12\n", "1;0.0000\n2;1.0149\n3;1.0150\n", 2);
    ght_with("1.0000", "ipi_decimales;11\nipt_decimales;11\n", "1;0.0000\n2;1.0149\n3;1.0150\n", 2);
    /* Exactly on a bound, no rounding: 2.0000 x ... is twice 1.0149397874..., bound below and
     * above. */
    ght_with("0.0000", "", "1;0.0000\n2;0.0001\n", 1);
    /* Under every bound there is no GHT: 901. */
    ght_with("1.0000", "", "2;1.0150\n3;2.0000\n", 0);
    /* The largest weights do not overflow. */
    ght_with("9999.9999", "", "1;0.0000\n31;9999.9999\n", 31);
}
END_TEST

START_TEST(exact_bound)
{
    /* hand: MPP 05 x IK 050 = 2.0000 at J1-J4, exactly the bound of GHT 7. */
    struct line line;
    line_make(&line, tables, "H0F");
    line_apply(&line, "mpp=05");
    set_dates(&line, 20240501, 1, 1);
    had_result result = support_process(engine, &line);
    ck_assert_int_eq(result.zone[0].ght, 7);
    /* 0.6765 exactly: GHT 3, not 2. */
    line_apply(&line, "mpp=04");
    set_dates(&line, 20240501, 10, 10);
    result = support_process(engine, &line);
    ck_assert_int_eq(result.zone[0].ght, 3);
}
END_TEST

/* A triple says on which side of the bounds of its pair its IK lies. */
START_TEST(sides_of_bounds)
{
    static const char *const iks[] = {"040", "050", "060", "070"};
    static const int sides[] = {-1, 0, 0, 1};
    had_triple triple = HAD_TRIPLE_INIT;
    for (size_t i = 0; i < sizeof iks / sizeof iks[0]; i++) {
        ck_assert_int_eq(had_triple_find(tables, 0, "05", "00", iks[i], &triple), HAD_OK);
        ck_assert_int_eq(triple.ik_bounds, sides[i]);
    }
    ck_assert_str_eq(had_statut_name(triple.statut), "autorisee");
    ck_assert_str_eq(had_statut_name(HAD_AUTORISEE - 1), "");
    ck_assert_str_eq(had_statut_name(HAD_ERRONEE + 1), "");
}
END_TEST

/* Observed groups: what was seen wins, what was not is 901. */
START_TEST(observed)
{
    static const char *const files[] = {
        "o/classification.csv",
        "cle;valeur\nid;vu\nversion;88\ndebut;2010-01-01\nfin;\nofficielle;0\nsource;x\n",
        "o/groupes.csv",
        "mpp;mpa;ik;ghpc;ght1;ght2;ght3;ght4;n\n04;00;050;1234;20;;12;;7\n"
        "09;00;050;9999;20;18;12;10;1\n05;00;040;0099;1;2;3;4;\n"
        "05;00;050;9999;1;2;3;4;\n",
        "o/associations.csv",
        "mpp;mpa;statut;ik_min;ik_max;confirmation\n09;00;non_autorisee;10;100;0\n"
        "05;00;autorisee;50;100;0\n07;00;erronee;10;100;0\n",
        NULL,
        NULL};
    static const struct {
        const char *changes;
        int first, last;
        const char *expected;
    } cases[] = {
        {"", 1, 4, "000 1234 20x4[1-4]"},
        {"", 1, 5, "901 9999 99x0"}, /* the second period was never seen */
        {"", 10, 30, "000 1234 12x21[10-30]"},
        {"", 31, 31, "901 9999 99x0"},
        {"ik=060", 1, 4, "901 9999 99x0"},
        {"mpp=09", 1, 5, "517 9999 20x4[1-4] 18x1[5-5]"}, /* no GHPC is needed with 517 */
        {"mpp=05 ik=040", 1, 4, "535 9999 1x4[1-4]"},
        {"mpp=05 ik=050", 1, 4, "000      1x4[1-4]"}, /* 9999 is no GHPC: not known, as a blank */
        {"mpp=07", 1, 4, "056 9999 99x0"},
        {"mpp=03", 1, 4, "901 9999 99x0"}, /* a listed mode, never seen */
        {"mpp=16", 1, 4, "025 9999 99x0"}, /* official codes first */
    };
    had_error error = {.size = sizeof error};
    had_tables *mine = support_tables(false);
    int status = support_classification(mine, files, &error);
    ck_assert_msg(status == HAD_OK, "%s:%u %s", error.file, error.line, error.en);
    had_engine *own = support_engine(mine, NULL);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct line line;
        char found[200];
        line_make(&line, mine, "H0F");
        line_apply(&line, cases[i].changes);
        set_dates(&line, 20240501, cases[i].first, cases[i].last);
        had_result result = support_process(own, &line);
        result_text(&result, found, sizeof found);
        ck_assert_msg(strcmp(found, cases[i].expected) == 0, "%s %d-%d: %s", cases[i].changes,
                      cases[i].first, cases[i].last, found);
        if (result.outcome == HAD_GROUPED)
            ck_assert_int_eq(result.zone[0].groupement, HAD_GROUPE_OBSERVE);
    }
    had_engine_free(own);
    had_tables_free(mine);
}
END_TEST

/* Where both forms exist, an observed group wins, cell by cell. */
START_TEST(both_forms)
{
    const char *files[20];
    size_t n = 0;
    for (; hand[n]; n++)
        files[n] = hand[n];
    files[n++] = "h/groupes.csv";
    files[n++] = "mpp;mpa;ik;ghpc;ght1;ght2;ght3;ght4;n\n04;00;050;;;30;;;3\n";
    files[n] = NULL;
    had_tables *mine = support_tables(false);
    ck_assert_int_eq(support_classification(mine, files, NULL), HAD_OK);
    had_engine *own = support_engine(mine, NULL);
    struct line line;
    char found[200];
    line_make(&line, mine, "H0F");
    had_result result = support_process(own, &line);
    result_text(&result, found, sizeof found);
    ck_assert_str_eq(found, "000 0101 30x5[5-9] 3x11[10-20]");
    ck_assert_int_eq(result.zone[0].groupement, HAD_GROUPE_OBSERVE);
    ck_assert_int_eq(result.zone[1].groupement, HAD_GROUPE_POIDS);
    had_engine_free(own);
    had_tables_free(mine);
}
END_TEST

START_TEST(wide_numbers)
{
    struct wide w = wide_multiply(UINT64_MAX, UINT64_MAX);
    ck_assert(w.high == UINT64_MAX - 1 && w.low == 1);
    w = wide_add((struct wide){0, UINT64_MAX}, 1);
    ck_assert(w.high == 1 && w.low == 0);
    w = wide_divide((struct wide){5, 0}, 10);
    ck_assert(w.high == 0 && w.low == UINT64_C(0x8000000000000000));
    ck_assert(wide_less((struct wide){0, UINT64_MAX}, (struct wide){1, 0}));
    ck_assert(!wide_less((struct wide){1, 0}, (struct wide){1, 0}));
}
END_TEST

#define OF_2021                                                                                    \
    "date_entree=01052021 date_debut_sequence=01052021 date_debut_sous_sequence=01052021 "         \
    "date_fin_sous_sequence=08052021"

/* A classification of one observed group; `deductions`: rows of the groups it was not observed for.
 */
static had_tables *observed_once(const char *groupes, const char *deductions)
{
    char card[400], rows[400], hash[SHA256_TEXT];
    had_tables *mine = support_tables(false);
    had_error error = HAD_ERROR_INIT;
    sha256_of(groupes, strlen(groupes), hash);
    snprintf(card, sizeof card,
             "cle;valeur\nid;t\nversion;77\ndebut;2020-01-01\nfin;2021-12-31\nofficielle;0\n"
             "source;x\n%s%s%s",
             deductions ? "groupes_sha256;" : "", deductions ? hash : "", deductions ? "\n" : "");
    snprintf(rows, sizeof rows,
             "mpp;mpa;ik;ght1_min;ght1_max;ght2_min;ght2_max;ght3_min;ght3_max;ght4_min;ght4_max;"
             "methode\n%s",
             deductions ? deductions : "");
    had_file files[3] = {{"classification.csv", card, strlen(card)},
                         {"groupes.csv", groupes, strlen(groupes)},
                         {"deductions.csv", rows, strlen(rows)}};
    int status = had_tables_add(mine, HAD_TABLE_CLASSIFICATION, files, deductions ? 3 : 2, &error);
    ck_assert_msg(status == HAD_OK, "%s:%u %s", error.file, error.line, error.en);
    return mine;
}

/* One zone observed, the other deduced: the record carries D. */
START_TEST(partly_deduced)
{
    had_tables *mine =
        observed_once("mpp;mpa;ik;ghpc;ght1;ght2;ght3;ght4;n\n04;00;050;0101;12;;;;3\n",
                      "04;00;050;;;11;11;;;;;ordre\n");
    had_engine *own = support_engine(mine, NULL);
    struct line line;
    line_make(&line, mine, "H0F");
    line_apply(&line, OF_2021);
    had_result result = support_process(own, &line);
    ck_assert_int_eq(result.outcome, HAD_GROUPED);
    ck_assert_int_eq(result.zone_count, 2);
    ck_assert_int_eq(result.zone[0].ght, 12);
    ck_assert_int_eq(result.zone[0].groupement, HAD_GROUPE_OBSERVE);
    ck_assert_int_eq(result.zone[1].ght, 11);
    ck_assert_int_eq(result.zone[1].groupement, HAD_GROUPE_DEDUIT);
    ck_assert_int_eq(result.version[0], 'D');
    had_engine_free(own);
    had_tables_free(mine);
}
END_TEST

/* What a record of no group can amount to, asked with a line whose modes are no numbers: nothing is
 * known of it, and any GHT may be. */
START_TEST(range_of_no_mode)
{
    static const char *const blanks[] = {"", "mpp=__", "mpa=__", "ik=___", "mpp=99"};
    had_tables *mine =
        observed_once("mpp;mpa;ik;ghpc;ght1;ght2;ght3;ght4;n\n04;00;050;0101;12;;;;3\n", NULL);
    had_engine *own = support_engine(mine, NULL);
    struct line line;
    had_triple triple = HAD_TRIPLE_INIT;
    had_why why = HAD_WHY_INIT;
    line_make(&line, mine, "H0F");
    line_apply(&line, OF_2021);
    had_result result = support_process(own, &line);
    ck_assert_int_eq(result.outcome, HAD_BLOCKED);
    ck_assert_str_eq(result.code_retour, "901");
    for (size_t i = 0; i < sizeof blanks / sizeof blanks[0]; i++) {
        had_fourchette range = HAD_FOURCHETTE_INIT;
        line_apply(&line, "mpp=04 mpa=00 ik=050");
        line_apply(&line, blanks[i]);
        ck_assert_int_eq(had_fourchette_get(own, line.text, line.length, &result, &range), HAD_OK);
        ck_assert_int_eq(range.zone_count, 2);
        ck_assert_int_eq(range.min[0], i ? 1 : 12);
        ck_assert_int_eq(range.max[0], i ? 31 : 12);
        ck_assert_int_eq(range.min[1], 1);
        ck_assert_int_eq(range.max[1], 31);
    }
    had_fourchette range = HAD_FOURCHETTE_INIT;
    const char *text = line.text;
    had_result other = result;
    ck_assert_int_eq(had_fourchette_get(NULL, text, line.length, &result, &range), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_fourchette_get(own, NULL, line.length, &result, &range), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_fourchette_get(own, text, 3, &result, &range), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_fourchette_get(own, text, line.length, NULL, &range), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_fourchette_get(own, text, line.length, &result, NULL), HAD_E_ARGUMENT);
    other.outcome = HAD_GROUPED;
    ck_assert_int_eq(had_fourchette_get(own, text, line.length, &other, &range), HAD_E_ARGUMENT);
    other = result;
    other.carried = 1;
    ck_assert_int_eq(had_fourchette_get(own, text, line.length, &other, &range), HAD_E_ARGUMENT);
    other = result;
    strcpy(other.code_retour, "056");
    ck_assert_int_eq(had_fourchette_get(own, text, line.length, &other, &range), HAD_E_ARGUMENT);
    range.size = 0;
    ck_assert_int_eq(had_fourchette_get(own, text, line.length, &result, &range), HAD_E_SIZE);
    /* The group that nobody has seen is explained by nothing. */
    ck_assert_int_eq(had_triple_find(mine, 0, "04", "00", "050", &triple), HAD_OK);
    ck_assert_int_eq(had_why_get(mine, 0, "04", "00", "050", 0, &why), HAD_OK);
    ck_assert_int_eq(why.groupement, HAD_GROUPE_OBSERVE);
    ck_assert_int_eq(why.n, 3);
    ck_assert_int_eq(had_why_get(mine, 0, "04", "00", "050", 1, &why), HAD_OK);
    ck_assert_int_eq(why.ght, 0);
    ck_assert_int_eq(why.groupement, 0);
    ck_assert_int_eq(why.n, 0);
    ck_assert_int_eq(why.weights, 0);
    had_engine_free(own);
    had_tables_free(mine);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("group");
    TCase *tcase = tcase_create("group");
    tcase_add_unchecked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, zones, 0, sizeof periods / sizeof periods[0]);
    tcase_add_test(tcase, zones_keep_days);
    tcase_add_loop_test(tcase, outcomes, 0, sizeof results / sizeof results[0]);
    tcase_add_test(tcase, association_findings);
    tcase_add_test(tcase, bounds);
    tcase_add_test(tcase, exact_bound);
    tcase_add_test(tcase, partly_deduced);
    tcase_add_test(tcase, range_of_no_mode);
    tcase_add_test(tcase, sides_of_bounds);
    tcase_add_test(tcase, observed);
    tcase_add_test(tcase, both_forms);
    tcase_add_test(tcase, wide_numbers);
    suite_add_tcase(suite, tcase);
    return support_run(suite);
}
