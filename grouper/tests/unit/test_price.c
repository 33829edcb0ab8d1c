/* SPDX-License-Identifier: Apache-2.0 */
/* Zones -> centimes: every published tariff, variants, campaigns, zones read, amounts. */
#include "lib/tables/embedded.h"
#include "lib/text/fault.h"
#include "support.h"

static had_tables *tables;
static had_engine *engine, *reader;

static void setup(void)
{
    had_options lues = {.size = sizeof lues, .carried = 1};
    tables = support_tables(true);
    engine = support_engine(tables, NULL);
    reader = support_engine(tables, &lues);
}

static void teardown(void)
{
    had_engine_free(engine);
    had_engine_free(reader);
    had_tables_free(tables);
}

/* A grouped record with one zone of 10 days, ending on a day. */
static void line_zone(struct line *line, const char *format, int ght, const char *fin,
                      const char *domicile)
{
    char zone[32];
    line_make(line, tables, format);
    line_set(line, "type_domicile", domicile);
    line_set(line, "date_fin_sous_sequence", fin);
    snprintf(zone, sizeof zone, "9000012341%02d%s%s010", ght, fin, fin);
    memcpy(line->text + line->length - 31, zone, 31);
}

/* The text of the tables is the expectation: a row changed, lost or misread is seen here. */
START_TEST(every_tariff_row)
{
    const struct embedded *file = embedded_files;
    while (strcmp(file->name, "tarifs/tarifs.csv") != 0)
        file++;
    /* The spec's own file, byte for byte. */
    ck_assert_str_eq(file->sha256,
                     "9cec7d0d60e56769b38a3b7be374273ff22e3e638751b07618a53a1d53e80ea1");
    char *text = malloc(file->size + 1);
    memcpy(text, file->bytes, file->size);
    text[file->size] = '\0';
    int rows = 0;
    int64_t sum = 0;
    strtok(text, "\n");
    for (char *row; (row = strtok(NULL, "\n")) != NULL; rows++) {
        int year, ght;
        long centimes;
        char secteur[8], variante[8], fin[9];
        ck_assert_int_eq(
            sscanf(row, "%d;%7[^;];%7[^;];%d;%ld;", &year, secteur, variante, &ght, &centimes), 5);
        struct line line;
        snprintf(fin, sizeof fin, "0106%04d", year);
        line_zone(&line, strcmp(secteur, "ex-OQN") == 0 ? "H1G" : "H1F", ght, fin,
                  strcmp(variante, "base") == 0   ? "1"
                  : strcmp(variante, "esms") == 0 ? "3"
                                                  : "6");
        had_result result = support_process(reader, &line);
        ck_assert_int_eq(result.zone[0].tarif, centimes);
        ck_assert_int_eq(result.zone[0].origine, HAD_ORIGINE_PUBLIE);
        ck_assert_int_eq(result.zone[0].montant, centimes * 10);
        sum += centimes;
    }
    free(text);
    /* 50 series of 31 GHT; the sum of every published tariff, in centimes. */
    ck_assert_int_eq(rows, 1550);
    ck_assert_int_eq(sum, 46429720);
}
END_TEST

static const struct {
    const char *format, *fin, *domicile;
    int campagne;
    had_variante variante;
    had_origine origine;
    int32_t tarif; /* of GHT 12 */
} cases[] = {
    /* campaign: by the end date, from 1 March; the calendar year from 2026 */
    {"H1F", "28022024", "1", 2023, HAD_BASE, HAD_ORIGINE_PUBLIE, 27685},
    {"H1F", "29022024", "1", 2023, HAD_BASE, HAD_ORIGINE_PUBLIE, 27685},
    {"H1F", "01032024", "1", 2024, HAD_BASE, HAD_ORIGINE_PUBLIE, 28597},
    {"H1F", "31122025", "1", 2025, HAD_BASE, HAD_ORIGINE_PUBLIE, 29024},
    {"H1F", "01012026", "1", 2026, HAD_BASE, HAD_ORIGINE_NONE, 0},
    {"H1F", "28022010", "1", 2009, HAD_BASE, HAD_ORIGINE_NONE, 0},
    {"H1F", "01032010", "1", 2010, HAD_BASE, HAD_ORIGINE_PUBLIE, 23012},
    /* variant: by the type of domicile */
    {"H1F", "01062024", "2", 2024, HAD_BASE, HAD_ORIGINE_PUBLIE, 28597},
    {"H1F", "01062024", "5", 2024, HAD_BASE, HAD_ORIGINE_PUBLIE, 28597},
    {"H1F", "01062024", "3", 2024, HAD_ESMS, HAD_ORIGINE_PUBLIE, 24879},
    {"H1F", "01062024", "4", 2024, HAD_ESMS, HAD_ORIGINE_PUBLIE, 24879},
    {"H1F", "01062024", "6", 2024, HAD_SSIAD, HAD_ORIGINE_PUBLIE, 26595},
    {"H1F", "01062024", "7", 2024, HAD_VARIANTE_NONE, HAD_ORIGINE_NONE, 0},
    {"H1F", "01062024", " ", 2024, HAD_VARIANTE_NONE, HAD_ORIGINE_NONE, 0},
    /* derived where a base exists and no variant was published (R11); ssiad from 2018 only */
    {"H1G", "01062018", "3", 2018, HAD_ESMS, HAD_ORIGINE_CALCULE, 0},
    {"H1G", "01062018", "6", 2018, HAD_SSIAD, HAD_ORIGINE_CALCULE, 0},
    {"H1G", "28022018", "6", 2017, HAD_SSIAD, HAD_ORIGINE_NONE, 0},
    {"H1G", "01062015", "3", 2015, HAD_ESMS, HAD_ORIGINE_PUBLIE, 0},
    {"H1G", "01062024", "1", 2024, HAD_BASE, HAD_ORIGINE_NONE, 0},
    /* rule R36: no date, no campaign */
    {"H1F", "31062024", "1", 0, HAD_BASE, HAD_ORIGINE_NONE, 0},
};

START_TEST(campaign_and_variant)
{
    struct line line;
    line_zone(&line, cases[_i].format, 12, cases[_i].fin, cases[_i].domicile);
    had_result result = support_process(reader, &line);
    ck_assert_int_eq(result.campagne, cases[_i].campagne);
    ck_assert_int_eq(result.variante, cases[_i].variante);
    ck_assert_int_eq(result.zone[0].origine, cases[_i].origine);
    if (cases[_i].tarif)
        ck_assert_int_eq(result.zone[0].tarif, cases[_i].tarif);
    bool missing = cases[_i].origine == HAD_ORIGINE_NONE;
    ck_assert_int_eq(had_findings_has(&result.findings, had_finding_number("902")), missing);
    ck_assert_int_eq(result.zone[0].montant, (int64_t)result.zone[0].tarif * 10);
    ck_assert_int_eq(result.outcome, HAD_GROUPED);
}
END_TEST

/* 87 % and 93 % of every ex-OQN base of 2018, half up. */
START_TEST(derived)
{
    for (int ght = 1; ght <= 31; ght++) {
        struct line line;
        int32_t tarif[3];
        for (int i = 0; i < 3; i++) {
            static const char *const domicile[] = {"1", "3", "6"};
            line_zone(&line, "H1G", ght, "01062018", domicile[i]);
            tarif[i] = support_process(reader, &line).zone[0].tarif;
        }
        ck_assert_int_eq(tarif[1], (tarif[0] * 87 + 50) / 100);
        ck_assert_int_eq(tarif[2], (tarif[0] * 93 + 50) / 100);
    }
}
END_TEST

/* Zones read: usable or not (906), kept as they are, rules R12, R13, R32, R36. */
static const struct {
    const char *zone; /* the 31 bytes, or more */
    had_outcome outcome;
    int ght, jours;
    int32_t debut;
} carried[] = {
    {"9000012341120505202420052024016", HAD_GROUPED, 12, 16, 20240505},
    {"90000123411205052024200520249 9", HAD_UNUSABLE, 0, 0, 0},
    {"9000012341000505202420052024016", HAD_UNUSABLE, 0, 0, 0},
    {"9000012341320505202420052024016", HAD_UNUSABLE, 0, 0, 0},
    {"9000012341X20505202420052024016", HAD_UNUSABLE, 0, 0, 0},
    {"90000123411232052024200520240 6", HAD_UNUSABLE, 0, 0, 0},
    {"9000012341123205202420052024016", HAD_GROUPED, 12, 16, 0},
    {"9002999991990505202420052024016", HAD_BLOCKED, 99, 0, 20240505},
    {"90002999919905052024        00A", HAD_UNUSABLE, 0, 0, 0},
    {"9000012340", HAD_UNUSABLE, 0, 0, 0},
    {"900001234 ", HAD_UNUSABLE, 0, 0, 0},
    {"9000012342120505202420052024016990505202420052024000", HAD_UNUSABLE, 0, 0, 0},
    {"9000012342120505202408052024004110905202420052024012", HAD_GROUPED, 12, 4, 20240505},
    {"9000012345"
     "120505202420052024001120505202420052024001120505202420052024001120505202420052024001"
     "120505202420052024001",
     HAD_UNUSABLE, 0, 0, 0},
};

START_TEST(zones_read)
{
    struct line line;
    line_make(&line, tables, "H1F");
    strcpy(line.text + line.length - 31, carried[_i].zone);
    line.length = line.length - 31 + strlen(carried[_i].zone);
    had_result result = support_process(reader, &line);
    ck_assert_int_eq(result.outcome, carried[_i].outcome);
    ck_assert_int_eq(result.carried, 1);
    ck_assert_int_eq(had_findings_has(&result.findings, had_finding_number("906")),
                     carried[_i].outcome == HAD_UNUSABLE);
    if (carried[_i].outcome == HAD_UNUSABLE) {
        ck_assert_int_eq(result.zone_count, 0);
        return;
    }
    ck_assert_int_eq(result.zone[0].ght, carried[_i].ght);
    ck_assert_int_eq(result.zone[0].jours, carried[_i].jours);
    ck_assert_int_eq(result.zone[0].debut, carried[_i].debut);
    ck_assert_str_eq(result.version, "90");
    ck_assert_int_eq(result.classification, -1);
}
END_TEST

/* The same record, grouped anew, does not look at what it carries. */
START_TEST(computed_anew)
{
    struct line line;
    line_make(&line, tables, "H1F");
    had_result read = support_process(reader, &line), computed = support_process(engine, &line);
    ck_assert_int_eq(read.carried, 1);
    ck_assert_int_eq(computed.carried, 0);
    ck_assert_str_eq(computed.version, "X1");
    ck_assert_int_eq(computed.zone_count, 2);
    ck_assert_int_eq(computed.zone[0].montant,
                     (int64_t)computed.zone[0].tarif * computed.zone[0].jours);
}
END_TEST

/* Rule R22. */
START_TEST(billable)
{
    static const struct {
        const char *code;
        int facturable;
    } codes[] = {{"0", 0}, {"1", 1}, {"2", 1}, {"3", 0}, {" ", 0}, {"9", 0}};
    struct line line;
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        line_make(&line, tables, "H1G");
        line_set(&line, "facturable", codes[i].code);
        ck_assert_int_eq(support_process(reader, &line).facturable, codes[i].facturable);
    }
    line_make(&line, tables, "H1F");
    ck_assert_int_eq(support_process(reader, &line).facturable, 1);
}
END_TEST

/* Rule R41: the coefficient of the campaign and sector; 0 = none known (919). */
static const struct {
    const char *rows; /* of the user, NULL = none */
    const char *format, *fin;
    int campagne;   /* --campagne, 0 = the record's own */
    int prudentiel; /* x 10 000 */
} weights[] = {
    {NULL, "H1F", "01062010", 0, 10000}, /* before the mechanism */
    {NULL, "H1F", "01062011", 0, 10000}, /* weak rows are not used */
    {NULL, "H1F", "01062012", 0, 10000},
    {NULL, "H1F", "28022013", 0, 10000}, /* campaign 2012 */
    {NULL, "H1F", "01032013", 0, 9965},
    {NULL, "H1F", "01062016", 0, 9950},
    {NULL, "H1F", "28022018", 0, 9930},
    {NULL, "H1G", "01062015", 0, 0}, /* ex-OQN: no row, though ex-DGF has one */
    {NULL, "H1G", "01062017", 0, 0},
    {NULL, "H1G", "01062018", 0, 9930}, /* both */
    {NULL, "H1G", "01062019", 0, 0},
    {NULL, "H1G", "01062019", 2018, 9930}, /* that of the simulated campaign */
    {NULL, "H1G", "01062018", 2019, 0},
    {NULL, "H1F", "01062024", 2011, 10000},
    {"2019;prudentiel;ex-OQN;;9931;moi;high\n", "H1G", "01062019", 0, 9931},
    {"2019;prudentiel;both;;9931;moi;high\n", "H1G", "01062019", 0, 9931},
    {"2019;prudentiel;both;;9931;moi;high\n", "H1F", "01062019", 0, 9930}, /* its own row serves */
    {"2018;prudentiel;ex-OQN;;9931;moi;high\n", "H1G", "01062018", 0, 9931},
    {"2019;prudentiel;ex-OQN;;9931;moi;low\n", "H1G", "01062019", 0, 0},
    {"2019;prudentiel;ex-OQN;;9931;moi;Low (seen once)\n", "H1G", "01062019", 0, 0},
    {"2019;prudentiel;ex-OQN;;9931;moi;\n", "H1G", "01062019", 0, 9931},
    {"2012;prudentiel;ex-DGF;;9000;moi;high\n", "H1F", "01062012", 0, 9000},
    {"2019;geographique;ex-OQN;x;9931;moi;high\n", "H1G", "01062019", 0, 0},
};

#define COEFFICIENTS "annee;type;secteur;zone;valeur_1e4;source;certitude\n"

static int add_coefficients(had_tables *mine, const char *rows, had_error *error)
{
    char text[400];
    snprintf(text, sizeof text, "%s%s", COEFFICIENTS, rows);
    had_file file = {"coefficients.csv", text, strlen(text)};
    return had_tables_add(mine, HAD_TABLE_COEFFICIENTS, &file, 1, error);
}

START_TEST(prudential)
{
    had_tables *mine = support_tables(true);
    had_options options = {.size = sizeof options,
                           .carried = HAD_CARRIED_KEPT,
                           .coef_prudentiel = HAD_AUTO,
                           .campagne = weights[_i].campagne};
    struct line line;
    had_coefficient_info info = {.size = sizeof info};
    if (weights[_i].rows)
        ck_assert_int_eq(add_coefficients(mine, weights[_i].rows, NULL), HAD_OK);
    had_engine *weighing = support_engine(mine, &options);
    line_zone(&line, weights[_i].format, 12, weights[_i].fin, "1");
    had_result plain = support_process(reader, &line), result = support_process(weighing, &line);
    had_zone *zone = &result.zone[0];
    int known = weights[_i].prudentiel != 0;
    ck_assert_int_eq(had_coefficient_get(mine, result.campagne, result.secteur, &info), HAD_OK);
    ck_assert_int_eq(info.prudentiel, weights[_i].prudentiel);
    ck_assert_int_gt(zone->tarif, 0);
    ck_assert_int_eq(zone->valorise, known);
    ck_assert_int_eq(had_findings_has(&result.findings, had_finding_number("919")), !known);
    ck_assert(!had_findings_has(&result.findings, had_finding_number("902")));
    /* 10 days, half up. */
    ck_assert_int_eq(zone->montant,
                     ((int64_t)zone->tarif * 10 * weights[_i].prudentiel + 5000) / 10000);
    ck_assert_int_eq(plain.zone[0].valorise, 1);
    ck_assert(!had_findings_has(&plain.findings, had_finding_number("919")));
    had_engine_free(weighing);
    had_tables_free(mine);
}
END_TEST

/* Half a centime, exactly, goes up; what is a ten-thousandth below does not. Both coefficients are
 * one product, rounded once. */
START_TEST(half_a_centime)
{
    static const int coefficients[][2] = {
        {10500, 10000}, {10000, 9500}, {5000, 9000},  {15000, 10000}, {10499, 10000},
        {10501, 10000}, {9999, 9999},  {12345, 9930}, {1, 1},         {500, 1}};
    int halves = 0;
    for (size_t i = 0; i < sizeof coefficients / sizeof coefficients[0]; i++) {
        had_options options = {.size = sizeof options,
                               .carried = HAD_CARRIED_KEPT,
                               .coef_geo = coefficients[i][0],
                               .coef_prudentiel = coefficients[i][1]};
        had_engine *weighing = support_engine(tables, &options);
        for (int ght = 1; ght <= 31; ght++) {
            struct line line;
            line_zone(&line, "H1F", ght, "01062024", "1");
            had_result result = support_process(weighing, &line);
            const had_zone *zone = &result.zone[0];
            int64_t product = (int64_t)zone->tarif * 10 * coefficients[i][0] * coefficients[i][1];
            int64_t rest = product % 100000000;
            halves += rest == 50000000;
            ck_assert_int_eq(zone->jours, 10);
            ck_assert_int_eq(zone->montant, product / 100000000 + (rest >= 50000000));
        }
        had_engine_free(weighing);
    }
    ck_assert_int_gt(halves, 10);
}
END_TEST

/* A campaign that has no tariff gives none when it is simulated either: 902, and nothing that says
 * it were simulated. */
START_TEST(simulated_without_tariff)
{
    static const struct {
        int campagne;
        had_origine origine;
    } simulated[] = {{2025, HAD_ORIGINE_SIMULE}, {2026, HAD_ORIGINE_NONE}};
    struct line line;
    for (int i = 0; i < 2; i++) {
        had_options options = {
            .size = sizeof options, .carried = HAD_CARRIED_KEPT, .campagne = simulated[i].campagne};
        had_engine *other = support_engine(tables, &options);
        line_zone(&line, "H1F", 12, "01062024", "1");
        had_result result = support_process(other, &line);
        bool none = simulated[i].origine == HAD_ORIGINE_NONE;
        ck_assert_int_eq(result.zone[0].origine, simulated[i].origine);
        ck_assert_int_eq(result.zone[0].montant == 0, none);
        ck_assert_int_eq(had_findings_has(&result.findings, had_finding_number("902")), none);
        had_engine_free(other);
    }
}
END_TEST

/* No tariff is 902 alone; a blocked record has nothing to weigh. */
START_TEST(nothing_to_weigh)
{
    had_options options = {
        .size = sizeof options, .carried = HAD_CARRIED_KEPT, .coef_prudentiel = HAD_AUTO};
    had_engine *weighing = support_engine(tables, &options);
    struct line line;
    line_zone(&line, "H1G", 12, "01062024", "1");
    had_result result = support_process(weighing, &line);
    ck_assert(had_findings_has(&result.findings, had_finding_number("902")));
    ck_assert(!had_findings_has(&result.findings, had_finding_number("919")));
    ck_assert_int_eq(result.zone[0].valorise, 0);
    line_zone(&line, "H1G", 99, "01062019", "1");
    memcpy(line.text + line.length - 3, "000", 3);
    result = support_process(weighing, &line);
    ck_assert_int_eq(result.outcome, HAD_BLOCKED);
    ck_assert(!had_findings_has(&result.findings, had_finding_number("919")));
    had_coefficient_info info = {.size = sizeof info};
    ck_assert_int_eq(had_coefficient_get(tables, 2018, HAD_EX_OQN, &info), HAD_OK);
    ck_assert_str_eq(info.source, "https://fhpmco.fr/?p=19313");
    ck_assert_ptr_eq(strstr(info.certitude, "high"), info.certitude);
    ck_assert_int_eq(had_coefficient_get(tables, 2018, 2, &info), HAD_E_ARGUMENT);
    info.size = 4;
    ck_assert_int_eq(had_coefficient_get(tables, 2018, 0, &info), HAD_E_SIZE);
    had_engine_free(weighing);
}
END_TEST

/* Two rows that serve and differ, and what is no coefficient. */
START_TEST(coefficients_refused)
{
    static const struct {
        const char *rows;
        enum fault fault;
        uint32_t line, column;
    } bad[] = {
        {"2019;prudentiel;ex-DGF;;9931;moi;high\n", FAULT_CONFLICT, 2, 5},
        {"2018;prudentiel;both;;9931;moi;high\n", FAULT_CONFLICT, 2, 5},
        {"2019;prudentiel;ex-OQN;;9931;a;\n2019;prudentiel;ex-OQN;;9932;b;\n", FAULT_CONFLICT, 3,
         5},
        {"2019;prudentiel;both;;9931;a;\n2019;prudentiel;ex-DGF and ex-OQN;;9932;b;\n",
         FAULT_CONFLICT, 3, 5},
        {"2019;prudentiel;;;9931;moi;high\n", FAULT_UNKNOWN_KEY, 2, 3},
        {"2019;prudentiel;MCO;;9931;moi;high\n", FAULT_UNKNOWN_KEY, 2, 3},
        {"2019;prudentiel;ex-OQN;75;9931;moi;high\n", FAULT_UNKNOWN_KEY, 2, 4},
        {"2019;prudentiel;ex-OQN;;0;moi;high\n", FAULT_RANGE, 2, 5},
        {"2019;prudentiel;ex-OQN;;100000;moi;high\n", FAULT_RANGE, 2, 5},
        {"2019;prudentiel;ex-OQN;;0.993;moi;high\n", FAULT_NUMBER, 2, 5},
        {"1999;prudentiel;ex-OQN;;9931;moi;high\n", FAULT_RANGE, 2, 1},
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        had_tables *mine = support_tables(false);
        had_error error = {.size = sizeof error};
        ck_assert_int_eq(add_coefficients(mine, bad[i].rows, &error), HAD_E_TABLE);
        ck_assert_msg(error.code == (int32_t)bad[i].fault && error.line == bad[i].line &&
                          error.column == bad[i].column,
                      "row %zu: %d at %u:%u", i, error.code, error.line, error.column);
        had_tables_free(mine);
    }
}
END_TEST

/* The largest tariff, days and coefficients that can be given: four such zones, added up 2 000
 * times, stay below 2^63. */
START_TEST(largest_amount)
{
    static const char row[] = "campagne;secteur;variante;ght;centimes;debut;sources\n"
                              "2026;ex-DGF;base;12;999999999;2026-01-01;x\n";
    had_tables *mine = support_tables(true);
    had_file file = {"tarifs.csv", row, sizeof row - 1};
    ck_assert_int_eq(had_tables_add(mine, HAD_TABLE_TARIFS, &file, 1, NULL), HAD_OK);
    had_options options = {.size = sizeof options,
                           .carried = HAD_CARRIED_KEPT,
                           .coef_geo = 999999,
                           .coef_prudentiel = 99999};
    had_engine *weighing = support_engine(mine, &options);
    struct line line;
    line_zone(&line, "H1F", 12, "01062026", "1");
    memcpy(line.text + line.length - 3, "999", 3);
    had_result result = support_process(weighing, &line);
    /* 999999999 x 999 x 99.9999 x 9.9999, half up; told by another program. */
    ck_assert_int_eq(result.zone[0].montant, INT64_C(998989010011001));
    ck_assert_int_lt(result.zone[0].montant, INT64_MAX / 4 / 2000);
    had_engine_free(weighing);
    options.coef_geo = 1000000;
    ck_assert_int_eq(had_engine_new(mine, &options, &weighing, NULL), HAD_E_ARGUMENT);
    had_tables_free(mine);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("price");
    TCase *tcase = tcase_create("price");
    tcase_add_unchecked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, every_tariff_row);
    tcase_add_loop_test(tcase, campaign_and_variant, 0, sizeof cases / sizeof cases[0]);
    tcase_add_test(tcase, derived);
    tcase_add_loop_test(tcase, zones_read, 0, sizeof carried / sizeof carried[0]);
    tcase_add_test(tcase, computed_anew);
    tcase_add_test(tcase, billable);
    tcase_add_loop_test(tcase, prudential, 0, sizeof weights / sizeof weights[0]);
    tcase_add_test(tcase, simulated_without_tariff);
    tcase_add_test(tcase, nothing_to_weigh);
    tcase_add_test(tcase, half_a_centime);
    tcase_add_test(tcase, coefficients_refused);
    tcase_add_test(tcase, largest_amount);
    suite_add_tcase(suite, tcase);
    return support_run(suite);
}
