/* SPDX-License-Identifier: Apache-2.0 */
/* Every control written: a record that raises it, what it is declared to imply and nothing else,
 * and its neighbours that do not. One table; a row that needs a second field says so in `changes`.
 */
#include "lib/engine.h"
#include "lib/tables/registry.h"
#include "support.h"

struct row {
    const char *format, *changes, *expected;
    int32_t date; /* of processing */
};

static const struct row rows[] = {
    /* 001: the stay number, ex-DGF; ex-OQN has 093, 094. */
    {"H0F", "sejour=____", "001"},
    {"H0F", "sejour=A.B", "001"},
    {"H0F", "sejour=A_B", "001"},
    {"H0F", "sejour=\xC3\xA9", "001"},
    {"H0F", "sejour=_AB9z", ""},
    {"H0F", "sejour=12345678901234567890", ""},
    {"H0F", "sejour=1234567890123456789-", "001"},
    {"H0F", "sejour=1234567_9", "001"},
    {"H0F", "sejour=12345678901234_6", "001"},
    {"H0G", "no_entree=00000000A", "093"},
    {"H0G", "no_entree=_________", "093"},
    {"H0G", "no_facture=_________", "094"},
    {"H0G", "no_facture=1234_6789", "094"},
    {"H0G", "no_facture=999999999", ""},
    /* 002-004: birth and admission. */
    {"H0F", "date_naissance=________", "002"},
    {"H0F", "date_naissance=00000000", "002"},
    {"H0F", "date_naissance=29021941", "002"},
    {"H0F", "date_naissance=29021940", ""},
    {"H0F", "date_naissance=01050000", "002"},
    {"H0F", "date_naissance=01052024", ""},
    {"H0F", "date_naissance=02052024", "003"},
    {"H0F", "date_naissance=01051904", ""},
    {"H0F", "date_naissance=30041904", "003"},
    {"H0F", "date_entree=________", "004"},
    {"H0F", "date_entree=32012024", "004"},
    {"H0F", "date_entree=02052024", "005"},
    {"H0F", "date_entree=06052024", "005,006"},
    {"H0F", "date_entree=05052024", "005"},
    {"H0F", "date_entree=01011984", ""},
    {"H0F", "date_entree=31121983", "505"},
    /* 007-012: sequence. */
    {"H0F", "date_debut_sequence=________", "007"},
    {"H0F", "date_debut_sequence=0105202A", "007"},
    {"H0F", "date_debut_sequence=05052024", ""},
    {"H0F", "date_debut_sequence=06052024", "009"},
    {"H0F", "date_debut_sequence=21052024", "009,012"},
    {"H0F", "date_fin_sequence=30042024", "011,017,024"},
    {"H0F", "date_fin_sequence=04052024", "017,024"},
    {"H0F", "date_fin_sequence=05052024", "024"},
    {"H0F", "date_fin_sequence=20052024", ""},
    {"H0F", "date_fin_sequence=31042024", "047"},
    {"H0F", "date_sortie=30042024", "010,016,023"},
    {"H0F", "date_sortie=04052024", "016,023"},
    {"H0F", "date_sortie=19052024", "023"},
    {"H0F", "date_sortie=20052024", ""},
    {"H0F", "date_sortie=00000000", "045"},
    {"H0F", "date_sortie=21052024 date_fin_sequence=22052024", "046"},
    {"H0F", "date_sortie=21052024 date_fin_sequence=21052024", ""},
    /* 013-019: sub-sequence. */
    {"H0F", "date_debut_sous_sequence=________", "013"},
    {"H0F", "date_debut_sous_sequence=21052024", "018"},
    {"H0F", "date_debut_sous_sequence=20052024", ""},
    {"H0F", "date_fin_sous_sequence=________", "019"},
    {"H0F", "date_fin_sous_sequence=30022024", "019"},
    /* Rule R5: no comparison with a date that is not valid. */
    {"H0F", "date_entree=________ date_debut_sequence=XXXXXXXX", "004,007"},
    /* 025, 026, 056: the lists. */
    {"H0F", "mpp=__", "025"},
    {"H0F", "mpp=16", "025"},
    {"H0F", "mpp=4_", "025"},
    {"H0F", "mpp=25", "025"},
    {"H0F", "mpa=__", "056"},
    {"H0F", "mpa=16", "056,108"},
    {"H0F", "mpp=01", "056"}, /* rule R24: an erronee pair of listed modes */
    {"H0F", "ik=___", "026"},
    {"H0F", "ik=000", "026"},
    {"H0F", "ik=055", "026"},
    {"H0F", "ik=110", "026"},
    {"H0F", "ik=_50", "026"},
    {"H0F", "ik=010", ""},
    {"H0F", "ik=100", ""},
    /* 028, 050, 051, 089: discharge. */
    {"H0F", "mode_sortie=8", "028"},
    {"H0F", "mode_sortie=9 date_sortie=XXXXXXXX", "028,045"},
    {"H0F", "mode_sortie=8 date_sortie=20052024", ""},
    {"H0F", "mode_sortie=5 date_sortie=20052024", "050"},
    {"H0F", "mode_sortie=5 destination=9 date_sortie=20052024", "050"},
    {"H0F", "mode_sortie=6 destination=1 date_sortie=20052024", ""},
    {"H0F", "mode_sortie=6 destination=7 date_sortie=20052024", "051"},
    {"H0F", "mode_sortie=7 destination=6 date_sortie=20052024", ""},
    {"H0F", "mode_sortie=8 destination=1 date_sortie=20052024", "051"},
    {"H0F", "mode_sortie=8 destination=7 date_sortie=20052024", ""},
    {"H0F", "mode_sortie=9 destination=7 date_sortie=20052024", "051"},
    {"H0F", "mode_sortie=_ destination=7", "051"},
    {"H0F", "derniere_sous_sequence=1", "089"},
    {"H0F", "derniere_sous_sequence=1 date_sortie=20052024", "089"},
    {"H0F", "derniere_sous_sequence=1 date_sortie=20052024 date_fin_sequence=20052024", ""},
    {"H0F", "derniere_sous_sequence=1 date_sortie=21052024 date_fin_sequence=21052024", "089"},
    {"H0F", "derniere_sous_sequence=_", "088"},
    {"H0F", "derniere_sous_sequence=3", "088"},
    /* 040-044: identity and admission. */
    {"H0F", "finess_epmsi=75071218A", "040"},
    {"H0F", "finess_epmsi=________", "040"},
    {"H0F", "finess_epmsi=2A0712184", ""},
    {"H0F", "finess_epmsi=2b0712184", "040"},
    {"H0F", "finess_geo=2C0712184", "041"},
    {"H0F", "finess_geo=2B0712184", ""},
    {"H0F", "finess_geo=75071218_", "041"},
    {"H0F", "sexe=0", "042"},
    {"H0F", "sexe=_", "042"},
    {"H0F", "sexe=3", ""},
    {"H0B", "sexe=3", "042"},
    {"H0D", "sexe=3", ""},
    {"H0F", "mode_entree=9", "043"},
    {"H0F", "mode_entree=_ provenance=5", "043"},
    {"H0F", "mode_entree=6 provenance=_", "044"},
    {"H0F", "mode_entree=6 provenance=4", ""},
    {"H0F", "mode_entree=7 provenance=5", "044"},
    {"H0F", "mode_entree=8 provenance=9", ""},
    {"H0B", "mode_entree=8 provenance=9", "044"},
    {"H0F", "mode_entree=6 provenance=9", "044"},
    {"H0F", "mode_entree=8 provenance=1", "044"},
    /* 053: DP; a layout without the field has no such control. */
    {"H0F", "dp=________", "053"},
    {"H0F", "dp=c500____", "053"},
    {"H0F", "dp=C5", "053"},
    {"H0F", "dp=C50", ""},
    {"H0F", "dp=C501+9A_", ""},
    {"H0F", "dp=C50_1___", "053"},
    {"H0F", "dp=C5012345", ""},
    {"H0F", "dp=C501234\xE9", "053"},
    {"H03", "dp=________", "053"},
    {"H02", "dp=________", "053"},
    {"H05", "", ""},
    /* 060-066: AVQ and domicile. */
    {"H0F", "avq_habillage=0", "060"},
    {"H0F", "avq_locomotion=5", "061"},
    {"H0F", "avq_alimentation=_", "062"},
    {"H0F", "avq_continence=A", "063"},
    {"H0F", "avq_comportement=9", "064"},
    {"H0F", "avq_relation=0", "065"},
    {"H0F", "type_domicile=_", "066"},
    {"H0F", "type_domicile=7", "066"},
    {"H0F", "type_domicile=6", ""},
    {"H09", "type_domicile=6", "066"},
    {"H05", "type_domicile=4", "066"},
    {"H07", "type_domicile=4", ""},
    {"H07", "type_domicile=5", ""},
    /* 068: MPD. */
    {"H0F", "mpd1=16", "068"},
    {"H0F", "mpd3=23", "068"},
    {"H0F", "mpd5=29", "068"},
    {"H0F", "mpd5=0_", "068"},
    {"H0F", "mpd1=__ mpd2=28 mpd3=20", ""},
    {"H0F", "mpd1=__ mpd2=__ mpd3=__ mpd4=__ mpd5=__", ""},
    /* 070-073, 100, 101: counts; what uses them does not run. */
    {"H0F", "n_da=__", "070"},
    {"H0F", "n_da=0A", "071"},
    {"H0F", "n_da=_1", "071"},
    {"H0F", "n_zones_ccam=___", "072"},
    {"H0F", "n_zones_ccam=0X0", "073"},
    {"H0F", "n_dcmpp=_", "100"},
    {"H0F", "n_dcmpp=X", "100"},
    {"H0F", "n_dcmpp=0", ""},
    {"H0F", "n_dcmpa=_", "101"},
    {"H0F", "n_dcmpa=X mpa=05", "101"},
    /* 086, 087: numbers. */
    {"H0F", "no_sequence=0000", "086"},
    {"H0F", "no_sequence=____", "086"},
    {"H0F", "no_sequence=00A1", "086"},
    {"H0F", "no_sequence=__01", "086"},
    {"H0F", "no_sequence=9999", ""},
    {"H0F", "no_sous_sequence=0000", "087"},
    {"H0F", "no_sous_sequence=___1", "087"},
    {"H02", "no_sequence=00", "086"},
    /* 091: no classification for the date; the lists are then those of the modes. */
    {"H0F",
     "date_fin_sous_sequence=20052004 date_debut_sous_sequence=05052004 "
     "date_debut_sequence=01052004 date_entree=01052004",
     "091"},
    /* 095, 096: ex-OQN. */
    {"H0G", "facturable=4", "095"},
    {"H0G", "facturable=_", "095"},
    {"H0G", "facturable=0", "096"},
    {"H0G", "facturable=0 motif_non_facturation=3", ""},
    {"H0G", "facturable=0 motif_non_facturation=8", ""},
    {"H0C", "facturable=0 motif_non_facturation=8", "096"},
    {"H0G", "facturable=0 motif_non_facturation=E", ""},
    {"H0C", "facturable=0 motif_non_facturation=E", "096"},
    {"H0G", "facturable=1 motif_non_facturation=1", "096"},
    {"H0G", "facturable=_ motif_non_facturation=1", "095,096"},
    /* 104-106: confirmation. */
    {"H0F", "confirmation_codage=X", "104"},
    {"H0F", "confirmation_codage=0", "104"},
    {"H0F", "confirmation_codage=1", "106"},
    /* 108, 531: MPA without a diagnosis. */
    {"H0F", "mpa=05", "108"},
    {"H0F", "mpa=_5", "056,108"}, /* one blank is no blank MPA */
    {"H09", "mpa=05", "108,531"},
    {"H05", "mpa=05", "531"},
    /* 500, 501, 905: the date of processing. */
    {"H0F", "", "", 20240520},
    {"H0F", "", "905", 20240519},
    {"H0F", "", "500,905", 20240430},
    {"H0F", "date_sortie=21052024", "501", 20240520},
    {"H0F", "date_sortie=21052024", ""},
    /* 514: postal code. */
    {"H0F", "code_postal=7500_", "514"},
    {"H0F", "code_postal=_____", "514"},
    {"H0F", "code_postal=7500A", "514"},
    {"H0F", "code_postal=99109", ""},
    /* 517, 530: the matrix. */
    {"H0F", "mpa=04", "108,517"},
    {"H0F", "mpp=01 mpa=15", "108,530"},
    /* 903: rule R24. */
    {"H0F",
     "date_debut_sequence=20022025 date_debut_sous_sequence=28022025 "
     "date_fin_sous_sequence=01032025 date_entree=20022025",
     "903"},
    {"H0F",
     "date_debut_sequence=20022025 date_debut_sous_sequence=01032025 "
     "date_fin_sous_sequence=02032025 date_entree=20022025",
     ""},
    {"H0F",
     "date_debut_sequence=20022024 date_debut_sous_sequence=20022024 "
     "date_fin_sous_sequence=29022024 date_entree=20022024",
     ""},
    {"H0F",
     "date_debut_sequence=20022026 date_debut_sous_sequence=28022026 "
     "date_fin_sous_sequence=01032026 date_entree=20022026",
     ""},
    {"H0F",
     "date_debut_sequence=20022024 date_debut_sous_sequence=02032024 "
     "date_fin_sous_sequence=01032025 date_entree=20022024",
     "903"},
    /* 904: rule R2, 31 May 2024 is rank 31: 999 days of zone 4 end on 23 February 2027. */
    {"H0F", "date_fin_sous_sequence=23022027", "903"},
    {"H0F", "date_fin_sous_sequence=24022027", "903,904"},
};

/* What the plain way alone finds: where it is more, the fast way has passed the record as clean. */
static bool fast_way_forgot(had_engine *engine, const struct line *line, const struct row *row)
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

static void check_row(const had_tables *tables, const struct row *row)
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
                     fast_way_forgot(engine, &line, row)
                         ? ": the fast way passes it as clean (lib/fast/values.h, fast.c)"
                         : "");
    if (row->expected[0] && columns_take(tables, &line, row->date))
        ck_abort_msg(
            "%s %s: the fast way in columns passes it as clean (lib/fast/values.h, usual.c)",
            row->format, row->changes);
    had_engine_free(engine);
}

START_TEST(one_record_per_row)
{
    had_tables *tables = support_tables(true);
    check_row(tables, &rows[_i]);
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
    line_set(&line, "da7", "R5");
    result = support_process(engine, &line);
    findings_text(engine, &line, &result, found, sizeof found);
    ck_assert_str_eq(found, "075");
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
    tcase_add_loop_test(tcase, one_record_per_row, 0, sizeof rows / sizeof rows[0]);
    tcase_add_loop_test(tcase, repeated_groups, 0, sizeof group_rows / sizeof group_rows[0]);
    tcase_add_test(tcase, place_of_068);
    tcase_add_test(tcase, fixed_da);
    tcase_add_test(tcase, years);
    tcase_add_test(tcase, no_classification);
    tcase_add_test(tcase, cause_of_056);
    tcase_add_test(tcase, rejected_fields);
    suite_add_tcase(suite, tcase);
    return support_run(suite);
}
