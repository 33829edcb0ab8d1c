/* SPDX-License-Identifier: Apache-2.0 */
/* Every control written: its rows (control_rows.h), groups that repeat, places, years. */
#include "lib/engine.h"
#include "lib/tables/registry.h"
#include "support.h"
#include "control_rows.h"

/* Whether the plain way alone finds what is expected. Where both ways together did not, the fast
 * way has passed the record as clean. */
static bool plain_way_finds(had_engine *engine, const struct line *line,
                            const struct control_row *row)
{
    char found[512];
    plan_force(engine_plan(engine), WAY_NONE);
    had_result result = support_process(engine, line);
    findings_text(engine, line, &result, found, sizeof found);
    return strcmp(found, row->expected) == 0;
}

/* Whether usual records in columns take it as one in which nothing is found. */
static bool columns_take(const had_tables *tables, const struct line *line, int32_t date)
{
    had_options options = {.size = sizeof options, .date = date};
    had_engine *engine = support_engine(tables, &options);
    had_usual usual = HAD_USUAL_INIT;
    char block[2 * LINE_ROOM];
    int size = snprintf(block, sizeof block, "%.*s\n%.*s\n", (int)line->length, line->text,
                        (int)line->length, line->text);
    usual.clean = 1;
    ck_assert_int_eq(had_process_usual(engine, block, (size_t)size, &usual), HAD_OK);
    had_engine_free(engine);
    return usual.count > 0;
}

static void check_row(const had_tables *tables, const struct control_row *row)
{
    struct line line;
    char found[512];
    had_options options = {.size = sizeof options, .date = row->date, .groups_only = 1};
    had_engine *engine = support_engine(tables, &options);
    line_make(&line, tables, row->format);
    line_apply(&line, row->changes);
    had_result result = support_process(engine, &line);
    findings_text(engine, &line, &result, found, sizeof found);
    if (strcmp(found, row->expected) != 0)
        ck_abort_msg("%s %s: expected [%s], found [%s]%s", row->format, row->changes, row->expected,
                     found,
                     plain_way_finds(engine, &line, row)
                         ? ": the fast way passes it as clean (lib/fast/values.h, fast.c)"
                         : "");
    if (!plain_way_finds(engine, &line,
                         row)) /* a record that the fast way takes is controlled too */
        ck_abort_msg("%s %s: the plain way finds something else", row->format, row->changes);
    if (row->expected[0] && columns_take(tables, &line, row->date))
        ck_abort_msg(
            "%s %s: the fast way in columns passes it as clean (lib/fast/values.h, usual.c)",
            row->format, row->changes);
    had_engine_free(engine);
}

START_TEST(one_record_per_row)
{
    had_tables *tables = support_tables(true);
    check_row(tables, &control_rows[_i]);
    had_tables_free(tables);
}
END_TEST

/* Repeated groups: diagnoses and acts, first or last at fault, and where. */
struct group_row {
    const char *format, *changes, *variable, *expected;
    uint32_t position; /* of the first finding */
};

#define ACT_GOOD "10052024ABCD123   01 01"

static const struct group_row group_rows[] = {
    {"H0F", "n_dcmpp=2", "C500    R522    ", "", 0},
    {"H0F", "n_dcmpp=2", "C500    X       ", "102", 199},
    {"H0F", "n_dcmpp=1", "        ", "102", 191},
    {"H0F", "n_dcmpa=1 mpa=05", "C500    ", "", 0},
    {"H0F", "n_dcmpa=1 mpa=05", "1500    ", "103", 191},
    {"H0F", "n_da=02", "C500    c500    ", "075", 199},
    {"H03", "n_da=02", "C500    c500    ", "075", 191},
    {"H0F", "n_zones_ccam=001", ACT_GOOD, "", 0},
    {"H0F", "n_zones_ccam=002", ACT_GOOD "10052024ABCD12    01 01", "079", 222},
    {"H0F", "n_zones_ccam=001", "10052024abcd123   01 01", "079", 199},
    {"H0F", "n_zones_ccam=001", "10052024ABCD123   01O01", "080", 211},
    {"H0F", "n_zones_ccam=001", "10052024ABCD123   01i01", "080", 211},
    {"H0F", "n_zones_ccam=001", "10052024ABCD123   01-01", "080", 211},
    {"H0F", "n_zones_ccam=001", "10052024ABCD123   01A01", "", 0},
    {"H05", "n_zones_ccam=001", "10052012ABCD12301O01", "", 0},
    {"H0F", "n_zones_ccam=001", "10052024ABCD123   01   ", "081", 212},
    {"H0F", "n_zones_ccam=001", "10052024ABCD123   01 00", "082", 212},
    {"H0F", "n_zones_ccam=001", "10052024ABCD123   01 _1", "082", 212},
    {"H0F", "n_zones_ccam=001", "10052024ABCD123   01 99", "", 0},
    {"H0F", "n_zones_ccam=001", "04052024ABCD123   01 01", "085", 191},
    {"H0F", "n_zones_ccam=001", "21052024ABCD123   01 01", "085", 191},
    {"H0F", "n_zones_ccam=001", "05052024ABCD123   01 01", "", 0},
    {"H0F", "n_zones_ccam=001", "  052024ABCD123   01 01", "085", 191},
    {"H0F", "n_zones_ccam=001", "        ABCD123   01 01", "534", 191},
    {"H07", "n_zones_ccam=001", "        ABCD12301 01", "", 0},
    {"H0F", "n_zones_ccam=001", "10052024ABCD123-0101 01", "", 0},
    {"H0F", "n_zones_ccam=001", "10052024ABCD123-0 01 01", "141", 206},
    {"H0F", "n_zones_ccam=001", "10052024ABCD123 0101 01", "141", 206},
    {"H0F", "n_zones_ccam=001", "10052024ABCD123-A001 01", "141", 206},
    {"H0F", "n_zones_ccam=001", "10052024ABCD123-0A01 01", "141", 206},
    {"H0F", "n_zones_ccam=001", "10052024ABCD123-/001 01", "141", 206},
    {"H0F", "n_zones_ccam=001", "10052024ABCD123-0/01 01", "141", 206},
    {"H0F", "n_zones_ccam=001", "10052024ABCD123-:901 01", "141", 206},
    {"H0F", "n_zones_ccam=001", "10052024ABCD123-9:01 01", "141", 206},
    {"H0F", "n_zones_ccam=001", "10052024ABCD123-9901 01", "", 0},
    {"H0F", "n_zones_ccam=001", "10052024ABCD123   04 01", "532", 211},
    {"H0F", "n_zones_ccam=001", "10052024ABCD123   04A01", "", 0},
};

START_TEST(repeated_groups)
{
    const struct group_row *row = &group_rows[_i];
    had_tables *tables = support_tables(true);
    had_engine *engine = support_engine(tables, NULL);
    struct line line;
    char found[512];
    line_make(&line, tables, row->format);
    line_apply(&line, row->changes);
    line_insert(&line, row->variable);
    had_result result = support_process(engine, &line);
    findings_text(engine, &line, &result, found, sizeof found);
    ck_assert_msg(strcmp(found, row->expected) == 0, "%s %s [%s]: expected [%s], found [%s]",
                  row->format, row->changes, row->variable, row->expected, found);
    had_finding first = {0};
    had_result_findings(engine, line.text, line.length, &result, &first, 1);
    ck_assert_uint_eq(first.position, row->position);
    had_engine_free(engine);
    had_tables_free(tables);
}
END_TEST

/* Whatever month a sub-sequence begins in, acts of the last days of it, there or not, and of the
 * first of the next: as the plain way says, which looks at each date. Of campagnes that begin in
 * March, and in January, as nothing goes fast across their ends. */
START_TEST(acts_at_ends_of_months)
{
    static const int years[] = {2023, 2024, 2027, 2028};
    had_tables *tables = support_tables(true);
    had_options options = {.size = sizeof options, .date = 20301231};
    had_engine *engine = support_engine(tables, &options),
               *plain = support_engine(tables, &options);
    plan_force(engine_plan(plain), WAY_NONE);
    int within = 0;
    for (int n = 0; n < 48; n++) {
        int month = n % 12 + 1, year = years[n / 12], next = month % 12 + 1;
        int next_year = year + (next == 1);
        char dates[200];
        snprintf(dates, sizeof dates,
                 "date_entree=20%02d%04d date_debut_sequence=20%02d%04d "
                 "date_debut_sous_sequence=20%02d%04d date_fin_sous_sequence=02%02d%04d "
                 "n_zones_ccam=001",
                 month, year, month, year, month, year, next, next_year);
        for (int day = 18; day <= 36; day++) {
            struct line line;
            char act[32], found[2][512];
            int second = day > 32; /* 1 to 4 of the next month */
            line_make(&line, tables, "H0F");
            line_apply(&line, dates);
            snprintf(act, sizeof act, "%02d%02d%04dABCD123   01 01", second ? day - 32 : day,
                     second ? next : month, second ? next_year : year);
            line_insert(&line, act);
            had_result result = support_process(plain, &line);
            findings_text(plain, &line, &result, found[0], sizeof found[0]);
            result = support_process(engine, &line);
            findings_text(engine, &line, &result, found[1], sizeof found[1]);
            ck_assert_msg(strcmp(found[0], found[1]) == 0, "%s: [%s], [%s]", act, found[0],
                          found[1]);
            bool clean = !found[0][0] || strcmp(found[0], "902") == 0; /* no tariff is no fault */
            if (!clean && columns_take(tables, &line, options.date))
                ck_abort_msg("%s: columns take it, in spite of %s", act, found[0]);
            within += !strstr(found[0], "085");
        }
    }
    /* 20 to the last, 1 and 2. */
    ck_assert_int_eq(within, 2 * (2 * 365 + 1) - 48 * 19 + 48 * 2);
    had_engine_free(plain);
    had_engine_free(engine);
    had_tables_free(tables);
}
END_TEST

/* 068 stands at the MPD that is not listed, the first of several. */
START_TEST(place_of_068)
{
    static const char *const changes[][2] = {
        {"mpd1=16", "mpd1"},        {"mpd2=16", "mpd2"},
        {"mpd3=16", "mpd3"},        {"mpd4=16", "mpd4"},
        {"mpd5=16", "mpd5"},        {"mpd1=__ mpd2=01 mpd3=16 mpd5=16", "mpd3"},
        {"mpd1=_1 mpd2=16", "mpd1"}};
    had_tables *tables = support_tables(true);
    had_engine *engine = support_engine(tables, NULL);
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        struct line line;
        line_make(&line, tables, "H0F");
        line_apply(&line, changes[i][0]);
        had_result result = support_process(engine, &line);
        had_finding first = {0};
        ck_assert_uint_eq(had_result_findings(engine, line.text, line.length, &result, &first, 1),
                          1);
        ck_assert_uint_eq(first.number, (unsigned)had_finding_number("068"));
        const struct layout *layout = line.layout;
        had_span place = layout->field[F_mpd1 + (changes[i][1][3] - '1')];
        ck_assert_uint_eq(first.position, place.start + 1u);
        ck_assert_uint_eq(first.length, place.length);
    }
    had_engine_free(engine);
    had_tables_free(tables);
}
END_TEST

/* The seven fixed DA of H02 are looked at when filled (rule R23). */
START_TEST(fixed_da)
{
    had_tables *tables = support_tables(true);
    had_engine *engine = support_engine(tables, NULL);
    struct line line;
    char found[64];
    line_make(&line, tables, "H02");
    line_set(&line, "da7", "R522");
    had_result result = support_process(engine, &line);
    findings_text(engine, &line, &result, found, sizeof found);
    ck_assert_str_eq(found, "");
    line_set(&line, "da7", "");
    for (int i = 1; i <= 7; i++) {
        had_finding list[4];
        char field[4];
        snprintf(field, sizeof field, "da%d", i);
        line_set(&line, field, "R5");
        result = support_process(engine, &line);
        findings_text(engine, &line, &result, found, sizeof found);
        ck_assert_str_eq(found, "075");
        ck_assert_uint_eq(had_result_findings(engine, line.text, line.length, &result, list, 4), 1);
        had_span at = line.layout->field[F_da1 + (i - 1)];
        ck_assert_uint_eq(list[0].position, at.start + 1u);
        ck_assert_uint_eq(list[0].length, at.length);
        line_set(&line, field, i % 2 ? "R522" : "");
    }
    had_engine_free(engine);
    had_tables_free(tables);
}
END_TEST

/* Rule R18: a code out of force in its year is not raised. */
START_TEST(years)
{
    for (size_t n = 0; n < had_finding_count(); n++) {
        had_finding_info early = {.size = sizeof early}, late = {.size = sizeof late};
        ck_assert_int_eq(had_finding_get(n, 2000, &early), HAD_OK);
        ck_assert_int_eq(had_finding_get(n, 2030, &late), HAD_OK);
        ck_assert_str_eq(early.code, late.code);
        ck_assert_int_eq(early.blocking, late.blocking);
        ck_assert_int_eq(had_finding_number(early.code), (int)n);
    }
    had_findings set;
    registry_in_force(year_index(2011), &set);
    ck_assert(had_findings_has(&set, FG_524) && !had_findings_has(&set, FG_535));
    ck_assert(!had_findings_has(&set, FG_104));
    registry_in_force(year_index(2016), &set);
    ck_assert(had_findings_has(&set, FG_524) && had_findings_has(&set, FG_531));
    registry_in_force(year_index(2025), &set);
    ck_assert(!had_findings_has(&set, FG_524) && had_findings_has(&set, FG_535));
    ck_assert(!had_findings_has(&set, FG_531));
    ck_assert_int_eq(year_index(1990), 0);
    ck_assert_int_eq(year_index(9999), YEAR_COUNT - 1);
}
END_TEST

/* Rule R38: no classification is loaded. The pair is put to the published matrix of 2019, which
 * decides for records that end in the campaign of 2019. */
START_TEST(no_classification)
{
    static const char in_2019[] =
        "date_naissance=01011940 date_entree=01052019 date_debut_sequence=01052019 "
        "date_debut_sous_sequence=05052019 date_fin_sous_sequence=20052019 ";
    static const struct {
        const char *changes, *expected;
        int outcome, statut, matrice;
        bool of_2019;
    } cases[] = {
        {"", "", HAD_CONTROLLED, HAD_STATUT_INCONNU, HAD_MATRICE_INDICATIVE, false},
        {"", "", HAD_CONTROLLED, HAD_STATUT_INCONNU, HAD_MATRICE_DECIDE, true},
        {"mpp=01", "056", HAD_CONTROLLED, HAD_ERRONEE, HAD_MATRICE_INDICATIVE, false},
        {"mpp=01", "056", HAD_BLOCKED, HAD_ERRONEE, HAD_MATRICE_DECIDE, true},
        {"mpa=04 n_dcmpa=0", "108,517", HAD_BLOCKED, HAD_NON_AUTORISEE, HAD_MATRICE_INDICATIVE,
         false},
        {"mpp=02 ik=___", "026,056", HAD_BLOCKED, HAD_ERRONEE, HAD_MATRICE_INDICATIVE, false},
        {"mpp=16", "025", HAD_BLOCKED, HAD_STATUT_INCONNU, HAD_MATRICE_NON, true},
        {"mpa=16", "056,108", HAD_BLOCKED, HAD_STATUT_INCONNU, HAD_MATRICE_NON, true},
        {"sexe=9 mpp=01", "042,056", HAD_BLOCKED, HAD_ERRONEE, HAD_MATRICE_INDICATIVE, false},
        {"date_fin_sous_sequence=________ mpp=01", "019,056", HAD_BLOCKED, HAD_ERRONEE,
         HAD_MATRICE_INDICATIVE, false},
    };
    had_tables *tables = support_tables(false);
    had_options options = {.size = sizeof options, .sans_classification = 1};
    had_engine *engine = support_engine(tables, &options), *plain = support_engine(tables, NULL);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct line line;
        char found[64], written[LINE_ROOM];
        size_t size;
        had_finding list[8];
        line_make(&line, tables, "H0F");
        line_apply(&line, cases[i].of_2019 ? in_2019 : "");
        line_apply(&line, cases[i].changes);
        had_result result = support_process(engine, &line);
        findings_text(engine, &line, &result, found, sizeof found);
        ck_assert_msg(strcmp(found, cases[i].expected) == 0, "%zu: %s", i, found);
        ck_assert_msg(result.outcome == cases[i].outcome, "%zu: outcome %d", i, result.outcome);
        ck_assert_int_eq(result.statut, cases[i].statut);
        ck_assert_int_eq(result.matrice, cases[i].matrice);
        ck_assert_int_eq(result.classification, -1);
        ck_assert_int_eq(result.zone_count, result.outcome == HAD_BLOCKED);
        /* 056 of a pair blocks where the matrix decides only. */
        size_t n = had_result_findings(engine, line.text, line.length, &result, list, 8);
        for (size_t k = 0; k < n; k++)
            if (list[k].number == FG_056)
                ck_assert_int_eq(list[k].blocking, result.statut != HAD_ERRONEE ||
                                                       result.matrice == HAD_MATRICE_DECIDE);
        ck_assert_int_eq(had_write_grouped(engine, line.text, line.length, &result, written,
                                           sizeof written, &size),
                         HAD_E_ARGUMENT);
        ck_assert_int_eq(had_process(plain, line.text, line.length, &result),
                         HAD_E_NO_CLASSIFICATION);
    }
    ck_assert_int_eq(had_pair_published(tables, 1, 0), HAD_ERRONEE);
    ck_assert_int_eq(had_pair_published(tables, 6, 17), HAD_AUTORISEE);
    ck_assert_int_eq(had_pair_published(tables, 20, 0), HAD_STATUT_INCONNU);
    ck_assert_int_eq(had_pair_published(tables, 100, -1), HAD_STATUT_INCONNU);
    static const char pairs[] = "mpp;mpa;statut\n00;00;autorisee\n99;99;inattendue\n";
    had_file matrix = {"matrice.csv", pairs, sizeof pairs - 1};
    ck_assert_int_eq(had_tables_add(tables, HAD_TABLE_MATRICE, &matrix, 1, NULL), HAD_OK);
    ck_assert_int_eq(had_pair_published(tables, 0, 0), HAD_AUTORISEE);
    ck_assert_int_eq(had_pair_published(tables, 99, 99), HAD_INATTENDUE);
    had_engine_free(engine);
    had_engine_free(plain);
    had_tables_free(tables);
}
END_TEST

/* With a classification, 056 tells by `statut` that it comes from the pair; the matrix is not
 * asked. */
START_TEST(cause_of_056)
{
    had_tables *tables = support_tables(true);
    had_options options = {.size = sizeof options, .sans_classification = 1};
    had_engine *engine = support_engine(tables, &options);
    struct line line;
    line_make(&line, tables, "H0F");
    had_result result = support_process(engine, &line);
    ck_assert_int_eq(result.outcome, HAD_GROUPED);
    ck_assert_int_eq(result.statut, HAD_STATUT_INCONNU);
    line_set(&line, "mpp", "01");
    result = support_process(engine, &line);
    ck_assert_int_eq(result.statut, HAD_ERRONEE);
    ck_assert_int_eq(result.matrice, HAD_MATRICE_NON);
    line_apply(&line, "mpp=04 mpa=16");
    result = support_process(engine, &line);
    ck_assert(had_findings_has(&result.findings, FG_056));
    ck_assert_int_eq(result.statut, HAD_STATUT_INCONNU);
    had_engine_free(engine);
    had_tables_free(tables);
}
END_TEST

/* A rejected line of a known format tells its dates and fields as far as it goes. */
START_TEST(rejected_fields)
{
    had_tables *tables = support_tables(true);
    had_engine *engine = support_engine(tables, NULL);
    struct line line;
    line_make(&line, tables, "H0F");
    int mpp = had_field("mpp"), dp = had_field("dp");
    had_span at = had_result_field(engine, &(had_result){.size = sizeof(had_result)}, mpp);
    ck_assert_int_eq(at.length, 2);
    had_result result = support_process(engine, &line);
    at = had_result_field(engine, &result, mpp);
    for (size_t length = line.length - 1; length > 0; length--) {
        result = (had_result){.size = sizeof result};
        ck_assert_int_eq(had_process(engine, line.text, length, &result), HAD_OK);
        if (result.outcome != HAD_REJECTED)
            continue;
        had_span now = had_result_field(engine, &result, mpp);
        ck_assert_int_eq(now.length, length >= (size_t)at.start + 2 ? 2 : 0);
        now = had_result_field(engine, &result, dp);
        ck_assert(now.length == 0 || (size_t)now.start + now.length <= length);
        ck_assert_int_eq(result.debut != 0, length >= 170);
        ck_assert_int_eq(result.fin != 0, length >= 178);
    }
    line.text[0] = 'X';
    result = support_process(engine, &line);
    ck_assert_int_eq(had_result_field(engine, &result, mpp).length, 0);
    ck_assert_int_eq(result.fin, 0);
    had_engine_free(engine);
    had_tables_free(tables);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("controls");
    TCase *tcase = tcase_create("controls");
    tcase_add_loop_test(tcase, one_record_per_row, 0, CONTROL_ROWS);
    tcase_add_loop_test(tcase, repeated_groups, 0, sizeof group_rows / sizeof group_rows[0]);
    tcase_add_test(tcase, acts_at_ends_of_months);
    tcase_add_test(tcase, place_of_068);
    tcase_add_test(tcase, fixed_da);
    tcase_add_test(tcase, years);
    tcase_add_test(tcase, no_classification);
    tcase_add_test(tcase, cause_of_056);
    tcase_add_test(tcase, rejected_fields);
    suite_add_tcase(suite, tcase);
    return support_run(suite);
}
