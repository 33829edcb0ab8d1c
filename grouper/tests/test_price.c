/* SPDX-License-Identifier: Apache-2.0 */
/* Zones -> centimes: every published tariff, variants, campaigns, zones read, amounts. */
#include "embedded.h"
#include "support.h"

static had_tables *tables;
static had_engine *engine, *reader;

static void setup(void)
{
    had_options lues = {.size = sizeof lues, .lues = 1, .priced = 1};
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
    ck_assert_int_eq(result.lu, 1);
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
    ck_assert_int_eq(read.lu, 1);
    ck_assert_int_eq(computed.lu, 0);
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
    suite_add_tcase(suite, tcase);
    return support_run(suite);
}
