/* SPDX-License-Identifier: Apache-2.0 */
/* The RAPSS: layouts, the readings of their doubts (D1, D6), both groupings, and grouping anew. */
#include "support.h"

struct format {
    const char *tag;
    int secteur, fixed, diagnosis, act; /* bytes of the fixed part; of one diagnosis, one act */
};

static const struct format formats[] = {
    {"H23", HAD_EX_DGF, 135, 6, 17}, {"H25", HAD_EX_DGF, 137, 6, 17},
    {"H27", HAD_EX_DGF, 143, 6, 17}, {"H29", HAD_EX_DGF, 143, 6, 19},
    {"H31", HAD_EX_DGF, 143, 6, 19}, {"H33", HAD_EX_DGF, 155, 6, 20},
    {"H35", HAD_EX_DGF, 164, 6, 20}, {"H36", HAD_EX_OQN, 164, 6, 20},
    {"H37", HAD_EX_DGF, 164, 6, 20}, {"H38", HAD_EX_OQN, 164, 6, 20},
};
enum {
    FORMATS = sizeof formats / sizeof formats[0],
    FILLER = 155, /* 0-based start of D1's bytes */
    FILLER_BYTES = 9
};

static had_tables *tables;
static had_engine *reader, *grouper, *plain;

static void setup(void)
{
    tables = support_tables(true);
    had_options options = {.size = sizeof options, .carried = HAD_CARRIED_KEPT, .rapss = 1};
    reader = support_engine(tables, &options);
    options.carried = HAD_CARRIED_IGNORED;
    grouper = support_engine(tables, &options);
    plain = support_engine(tables, NULL);
}

static void teardown(void)
{
    had_engine_free(reader);
    had_engine_free(grouper);
    had_engine_free(plain);
    had_tables_free(tables);
}

static const char *rejection(const had_engine *engine, const struct line *line, had_result *result)
{
    static char text[200];
    *result = support_process(engine, line);
    findings_text(engine, line, result, text, sizeof text);
    return result->outcome == HAD_REJECTED ? text : "";
}

START_TEST(geometry)
{
    const struct format *format = &formats[_i];
    const struct layout *layout = layout_find(&tables->layouts, (const unsigned char *)format->tag);
    ck_assert_ptr_nonnull(layout);
    ck_assert(layout->anonymous && !layout->grouped);
    ck_assert_int_eq(layout->secteur, format->secteur);
    ck_assert_int_eq(layout->fixed, format->fixed);
    for (int i = 0; i < layout->group_count; i++) {
        const struct group *group = &layout->group[i];
        if (group->kind <= GROUP_DA)
            ck_assert_int_eq(group->size, format->diagnosis);
        if (group->kind == GROUP_CCAM)
            ck_assert_int_eq(group->size, format->act);
    }
}
END_TEST

/* Both groupings are read apart; the State's is the one that had_process keeps. */
START_TEST(both_groupings)
{
    struct line line;
    rapss_make(&line, tables, formats[_i].tag,
               "H1F"
               "1112312342"
               "12005"
               "11011"
               "1200099991"
               "99000");
    had_result result, site = {.size = sizeof site}, paprica = {.size = sizeof paprica};
    ck_assert_str_eq(rejection(reader, &line, &result), "");
    ck_assert_int_eq(result.outcome, HAD_BLOCKED);
    ck_assert_int_eq(result.rapss, 1);
    ck_assert_int_eq(had_read_carried(reader, line.text, line.length, HAD_SOURCE_PAPRICA, &paprica),
                     HAD_OK);
    ck_assert_str_eq(paprica.code_retour, "000");
    ck_assert_str_eq(paprica.ghpc, "9999");
    ck_assert_int_eq(paprica.zone[0].ght, HAD_GHT_ERROR);
    ck_assert_int_eq(
        had_read_carried(reader, line.text, line.length, HAD_SOURCE_ETABLISSEMENT, &site), HAD_OK);
    ck_assert_str_eq(site.version, "11");
    ck_assert_str_eq(site.code_retour, "123");
    ck_assert_str_eq(site.ghpc, "1234");
    ck_assert_int_eq(site.zone_count, 2);
    ck_assert_int_eq(site.zone[0].ght, 12);
    ck_assert_int_eq(site.zone[0].jours, 5);
    ck_assert_int_eq(site.zone[1].jours, 11);
    ck_assert_int_eq(site.zone[0].debut, 0);
    ck_assert_int_eq(site.fin, 20220531);
    ck_assert_int_eq(site.campagne, 2022);
    ck_assert_int_ne(site.zone[0].tarif, 0);
    ck_assert_int_eq(had_read_carried(reader, line.text, line.length, 2, &site), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_read_carried(reader, line.text, line.length, -1, &site), HAD_E_ARGUMENT);
    /* The stay is its number in the file. */
    had_span span = had_result_field(reader, &site, had_field("sejour"));
    ck_assert_mem_eq(line.text + span.start, "00012", 5);
    ck_assert_uint_eq(result.length, line.length);
}
END_TEST

/* Cut at every length, it is no record; but cut just after the establishment's grouping it is the
 * other reading of D6, which the result says. Blanks and a line's end after it change nothing. */
START_TEST(exact_length)
{
    struct line line;
    had_result result;
    rapss_make(&line, tables, formats[_i].tag,
               "H1F"
               "1112312342"
               "12005"
               "11011"
               "1112312342"
               "12005"
               "11011");
    size_t whole = line.length;
    for (size_t n = 0; n < whole; n++) {
        line.length = n;
        const char *found = rejection(reader, &line, &result);
        if (n == whole - 20) {
            ck_assert_str_eq(found, "");
            ck_assert_int_eq(result.lecture, HAD_LECTURE_SANS_SITE);
            continue;
        }
        ck_assert_str_eq(found, n < 12 ? "FORMAT INCONNU" : "LONGUEUR INCORRECTE");
    }
    strcpy(line.text + whole, "   \r\n");
    line.length = whole + 5;
    ck_assert_str_eq(rejection(reader, &line, &result), "");
    line.text[whole + 1] = 'X';
    ck_assert_str_eq(rejection(reader, &line, &result), "LONGUEUR INCORRECTE");
    line.text[whole + 1] = ' ';
    line.text[40] = '\t';
    ck_assert_str_eq(rejection(reader, &line, &result), "CARACTERE ILLICITE");
    ck_assert_uint_eq(result.position, 41);
}
END_TEST

/* D6: a blank grouping of the establishment keeps its bytes, or is not there. */
START_TEST(blank_site)
{
    static const char *const rests[] = {"H1F"
                                        "          "
                                        "1100012341"
                                        "12016",
                                        "H1F"
                                        "1100012341"
                                        "12016"};
    struct line line;
    had_result result, site = {.size = sizeof site};
    for (int absent = 0; absent < 2; absent++) {
        rapss_make(&line, tables, formats[_i].tag, rests[absent]);
        ck_assert_str_eq(rejection(reader, &line, &result), "");
        ck_assert_int_eq(result.lecture, absent ? HAD_LECTURE_SANS_SITE : 0);
        ck_assert_str_eq(result.ghpc, "1234");
        ck_assert_int_eq(result.zone[0].jours, 16);
        ck_assert_int_eq(
            had_read_carried(reader, line.text, line.length, HAD_SOURCE_ETABLISSEMENT, &site),
            HAD_E_ARGUMENT);
    }
}
END_TEST

/* D1: groups from byte 165, or from 156 when that alone fits, or when 156-164 is filled. */
START_TEST(early_groups)
{
    struct line line;
    had_result result;
    rapss_make(&line, tables, "H37", "");
    line_apply(&line, "n_da=02");
    static const char rest[] = "C500  D62   H1F11000123411201611000123411"
                               "2016";
    strcpy(line.text + line.layout->fixed, rest);
    line.length = strlen(line.text);
    ck_assert_str_eq(rejection(reader, &line, &result), "");
    ck_assert_int_eq(result.lecture, 0);
    strcpy(line.text + FILLER, rest);
    line.length = strlen(line.text);
    ck_assert_str_eq(rejection(reader, &line, &result), "");
    ck_assert_int_eq(result.lecture, HAD_LECTURE_156);
    ck_assert_str_eq(result.ghpc, "1234");
    /* Filled, it is a group: the later start is not even tried. */
    strcpy(line.text + line.layout->fixed, rest);
    memcpy(line.text + FILLER, "X        ", 9);
    line.length = strlen(line.text);
    ck_assert_str_eq(rejection(reader, &line, &result), "LONGUEUR INCORRECTE");
}
END_TEST

/* Rule R42: H33 with and without the filler that later formats have; its own reading goes first. */
START_TEST(filler_of_h33)
{
    static const char *const rests[] = {"H1F1100012341120161100012341"
                                        "12016",
                                        "H1F          1100012341"
                                        "12016",
                                        "H1F1100012341"
                                        "12016"};
    static const char *const after[] = {"", "   ", "      ", "         ", "\r\n", "  \n"};
    for (int filler = 0; filler < 2; filler++)
        for (int groups = 0; groups < 2; groups++)
            for (size_t r = 0; r < sizeof rests / sizeof rests[0]; r++)
                for (size_t i = 0; i < sizeof after / sizeof after[0]; i++) {
                    struct line line;
                    char text[100] = "         ";
                    had_result result;
                    strcpy(text + (filler ? FILLER_BYTES : 0), groups ? "C500  D62   " : "");
                    strcat(text, rests[r]);
                    strcat(text, after[i]);
                    rapss_make(&line, tables, "H33", text);
                    line_apply(&line, groups ? "n_da=02" : "n_da=00");
                    ck_assert_str_eq(rejection(reader, &line, &result), "");
                    ck_assert_int_eq(result.lecture, (filler ? HAD_LECTURE_165 : 0) |
                                                         (r == 2 ? HAD_LECTURE_SANS_SITE : 0));
                    ck_assert_int_eq(result.zone[0].jours, 16);
                    ck_assert_str_eq(result.ghpc, "1234");
                    ck_assert_uint_eq(result.length, line.length - strlen(after[i]));
                }
    /* Filled, it is a group: the later start is not even tried. */
    struct line line;
    had_result result;
    rapss_make(&line, tables, "H33", "X        H1F110001234112016");
    ck_assert_str_eq(rejection(reader, &line, &result), "LONGUEUR INCORRECTE");
    /* No tag of RPSS after it: it is no filler. */
    rapss_make(&line, tables, "H33", "         X1F110001234112016");
    ck_assert_str_eq(rejection(reader, &line, &result), "LONGUEUR INCORRECTE");
}
END_TEST

/* The parts of the line are the whole of it, from its first byte on; these are the last. */
static void check_parts(const struct line *line, const char *const last[5], const int lengths[5])
{
    had_part parts[HAD_PARTS_MAX];
    size_t n = had_record_parts(reader, line->text, line->length, parts, HAD_PARTS_MAX), at = 0;
    ck_assert_uint_gt(n, 5);
    for (size_t i = 0; i < n; i++) {
        ck_assert_uint_eq(parts[i].span.start, at);
        at += parts[i].span.length;
    }
    ck_assert_uint_eq(at, line->length);
    for (size_t i = 0; i < 5; i++) {
        ck_assert_str_eq(parts[n - 5 + i].name, last[i]);
        ck_assert_int_eq(parts[n - 5 + i].span.length, lengths[i]);
    }
}

/* The parts of a record follow the reading that was chosen. */
START_TEST(parts)
{
    static const char *const last[] = {"rpss_version", "groupage_etab", "zone_etab",
                                       "groupage_paprica", "zone_paprica"};
    struct line line;
    rapss_make(&line, tables, formats[_i].tag,
               "H1F111231234212005110111100012341"
               "12016");
    check_parts(&line, last, (const int[]){3, 10, 10, 10, 5});
    rapss_make(&line, tables, formats[_i].tag, "H1F110001234112016");
    check_parts(&line, last, (const int[]){3, 0, 0, 10, 5});
    had_part part;
    ck_assert_uint_eq(had_record_parts(plain, line.text, line.length, &part, 1), 0);
    if (line.layout->starts == 1)
        return;
    size_t own = line.layout->fixed, other = line.layout->start[1];
    had_result result = support_process(reader, &line);
    had_span filler = had_result_field(reader, &result, had_field("filler_3"));
    ck_assert_uint_eq(filler.length, own > other ? FILLER_BYTES : 0);
    memmove(line.text + other, line.text + own, 19);
    memset(line.text + FILLER, ' ', other > own ? FILLER_BYTES : 0);
    line.length = strlen(line.text);
    check_parts(&line, last, (const int[]){3, 0, 0, 10, 5});
    /* What ends the fixed part in one reading is part of the groups in the other. */
    result = support_process(reader, &line);
    filler = had_result_field(reader, &result, had_field("filler_3"));
    ck_assert_uint_eq(filler.length, other > own ? FILLER_BYTES : 0);
    ck_assert_uint_eq(filler.length ? filler.start : FILLER, FILLER);
}
END_TEST

/* Ranks 5 to 20: J5-J9, J10-J30, as the RPSS it comes from, but for dates. */
START_TEST(grouped_anew)
{
    struct line line, rpss;
    rapss_make(&line, tables, formats[_i].tag,
               "H1F"
               "          "
               "1100012341"
               "12016");
    line_make(&rpss, tables, "H0B");
    had_result result = support_process(grouper, &line), same = support_process(grouper, &rpss);
    ck_assert_int_eq(result.outcome, HAD_GROUPED);
    ck_assert_str_eq(result.code_retour, "000");
    ck_assert_str_eq(result.ghpc, same.ghpc);
    ck_assert_int_eq(result.zone_count, 2);
    for (int i = 0; i < 2; i++) {
        ck_assert_int_eq(result.zone[i].ght, same.zone[i].ght);
        ck_assert_int_eq(result.zone[i].jours, same.zone[i].jours);
        ck_assert_int_eq(result.zone[i].debut | result.zone[i].fin, 0);
    }
    int32_t days[HAD_PERIODES], rpss_days[HAD_PERIODES];
    ck_assert_int_eq(had_days_by_period(reader, line.text, line.length, days), HAD_OK);
    ck_assert_int_eq(had_days_by_period(reader, rpss.text, rpss.length, rpss_days), HAD_OK);
    ck_assert_mem_eq(days, rpss_days, sizeof days);
    ck_assert_int_eq(days[0], 0);
    ck_assert_int_eq(days[1], 5);
    ck_assert_int_eq(days[2], 11);
    /* A control whose fields are there runs; one whose fields are not does not. */
    line_apply(&line, "type_domicile=9 no_sequence=0000");
    char text[200];
    result = support_process(grouper, &line);
    findings_text(grouper, &line, &result, text, sizeof text);
    ck_assert_str_eq(text, "066,086");
    ck_assert(had_control_applies(grouper, &result, had_finding_number("066")));
    ck_assert(!had_control_applies(grouper, &result, had_finding_number("053")));
    ck_assert(!had_control_applies(grouper, &result, had_finding_number("002")));
    line_apply(&line, "type_domicile=1 no_sequence=0001 n_jours_sous_sequence=____");
    result = support_process(grouper, &line);
    findings_text(grouper, &line, &result, text, sizeof text);
    ck_assert_int_eq(result.outcome, HAD_UNUSABLE);
    ck_assert_str_eq(text, "906");
    line_apply(&line, "n_jours_sous_sequence=0016 mois_fin_sous_sequence=13");
    result = support_process(grouper, &line);
    ck_assert_int_eq(result.outcome, HAD_UNUSABLE);
    line_apply(&line, "mois_fin_sous_sequence=05 annee_fin_sous_sequence=1990");
    result = support_process(grouper, &line);
    findings_text(grouper, &line, &result, text, sizeof text);
    ck_assert_str_eq(text, "091");
}
END_TEST

/* The end is the last day of its month, whatever month; ranks go from the day after the delay on.
 */
START_TEST(months_and_ranks)
{
    static const struct {
        const char *month, *year;
        int32_t fin; /* 0 = none */
    } ends[] = {{"01", "2022", 20220131}, {"02", "2022", 20220228}, {"02", "2024", 20240229},
                {"02", "2100", 21000228}, {"03", "2022", 20220331}, {"04", "2022", 20220430},
                {"05", "2022", 20220531}, {"06", "2022", 20220630}, {"07", "2022", 20220731},
                {"08", "2022", 20220831}, {"09", "2022", 20220930}, {"10", "2022", 20221031},
                {"11", "2022", 20221130}, {"12", "2022", 20221231}, {"12", "9999", 99991231},
                {"01", "0001", 10131},    {"00", "2022", 0},        {"13", "2022", 0},
                {"_1", "2022", 0},        {"1_", "2022", 0},        {"05", "0000", 0},
                {"05", "202_", 0},        {"05", "202A", 0}};
    static const struct {
        const char *before, *days;
        int32_t period[HAD_PERIODES]; /* days of ranks 1-4, 5-9, 10-30, 31 and more */
    } ranks[] = {{"0000", "0001", {1, 0, 0, 0}},
                 {"0003", "0001", {1, 0, 0, 0}},
                 {"0004", "0001", {0, 1, 0, 0}},
                 {"0000", "0005", {4, 1, 0, 0}},
                 {"0008", "0002", {0, 1, 1, 0}},
                 {"0029", "0002", {0, 0, 1, 1}},
                 {"0030", "0001", {0, 0, 0, 1}},
                 {"0000", "0999", {4, 5, 21, 969}},
                 {"9000", "0999", {0, 0, 0, 999}},
                 {"0002", "0030", {2, 5, 21, 2}},
                 {"0000", "0000", {-1}},
                 {"____", "0001", {-1}},
                 {"0000", "000A", {-1}}};
    struct line line;
    char changes[100];
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        rapss_make(&line, tables, "H37", "H1F110001234112016110001234112016");
        snprintf(changes, sizeof changes, "mois_fin_sous_sequence=%s annee_fin_sous_sequence=%s",
                 ends[i].month, ends[i].year);
        line_apply(&line, changes);
        had_result result = support_process(reader, &line);
        ck_assert_msg(result.fin == ends[i].fin, "%s: %d", changes, (int)result.fin);
        ck_assert_int_eq(result.debut, 0);
    }
    for (size_t i = 0; i < sizeof ranks / sizeof ranks[0]; i++) {
        int32_t days[HAD_PERIODES];
        rapss_make(&line, tables, "H37", "H1F110001234112016110001234112016");
        snprintf(changes, sizeof changes, "delai_debut_sous_sequence=%s n_jours_sous_sequence=%s",
                 ranks[i].before, ranks[i].days);
        line_apply(&line, changes);
        int status = had_days_by_period(reader, line.text, line.length, days);
        bool known = ranks[i].period[0] >= 0;
        for (int k = 0; k < HAD_PERIODES; k++)
            ck_assert_msg(known ? status == HAD_OK && days[k] == ranks[i].period[k]
                                : status != HAD_OK || days[k] == 0,
                          "%s: %d, %d days", changes, status, (int)days[k]);
    }
}
END_TEST

/* Given lists and conventions add no control: codes are cut short there, days unknown. */
START_TEST(lists_given)
{
    static const char cim10[] = "code;pere\nA000;0\nA0000;0\nA0000000;0\n",
                      ccam[] = "code;debut;fin;extensions\nAAAA001;;;\n";
    static const char convention[] = "750000001"
                                     "2"
                                     "01012020"
                                     "31122030"
                                     "  ";
    had_tables *given = support_tables(true);
    had_file files[] = {{"cim10.csv", cim10, sizeof cim10 - 1},
                        {"ccam.csv", ccam, sizeof ccam - 1},
                        {"conventions", convention, sizeof convention - 1}};
    ck_assert_int_eq(had_tables_add(given, HAD_TABLE_CIM10, &files[0], 1, NULL), HAD_OK);
    ck_assert_int_eq(had_tables_add(given, HAD_TABLE_CCAM, &files[1], 1, NULL), HAD_OK);
    ck_assert_int_eq(had_tables_add(given, HAD_TABLE_CONVENTIONS, &files[2], 1, NULL), HAD_OK);
    had_options options = {.size = sizeof options, .rapss = 1};
    had_engine *engine = support_engine(given, &options);
    struct line line;
    char text[200];
    /* Fifteen diagnoses of six bytes, which eight at a time are listed codes up to the end of the
     * line, and past it: a sanitizer sees them looked at. */
    char rest[200] = "";
    for (int i = 0; i < 11; i++)
        strcat(rest, "A000    ");
    strcat(rest, "A0000   A0000000A0000000199000");
    rapss_make(&line, tables, formats[_i].tag, rest);
    line_apply(&line, "type_domicile=3 finess_esms=750000009 n_da=15");
    had_result result = support_process(engine, &line);
    findings_text(engine, &line, &result, text, sizeof text);
    ck_assert_str_eq(text, "");
    ck_assert_int_eq(result.outcome, HAD_GROUPED);
    had_engine_free(engine);
    had_tables_free(given);
}
END_TEST

/* Where RPSS are expected a RAPSS is no record; nor is one in a chain, nor written grouped. */
START_TEST(not_an_rpss)
{
    struct line line;
    had_result result;
    char out[1000];
    size_t written;
    had_chain *chain;
    rapss_make(&line, tables, formats[_i].tag,
               "H1F"
               "          "
               "1100012341"
               "12016");
    ck_assert_str_eq(rejection(plain, &line, &result), "FORMAT INCONNU");
    ck_assert_uint_eq(result.position, 1);
    ck_assert_str_eq(result.format, "");
    result = support_process(grouper, &line);
    ck_assert_int_eq(
        had_write_grouped(grouper, line.text, line.length, &result, out, sizeof out, &written),
        HAD_E_ARGUMENT);
    ck_assert_int_eq(had_chain_new(grouper, &chain), HAD_OK);
    ck_assert_int_eq(had_chain_add(chain, line.text, line.length), HAD_E_ARGUMENT);
    had_chain_free(chain);
}
END_TEST

/* Only read: what carries no result is said so, and no classification is needed. */
START_TEST(read_only)
{
    had_tables *none = support_tables(false);
    had_options options = {.size = sizeof options, .carried = HAD_CARRIED_ALONE, .rapss = 1};
    had_engine *engine = support_engine(none, &options);
    struct line line;
    char text[200];
    line_make(&line, none, "H0F");
    had_result result = support_process(engine, &line);
    findings_text(engine, &line, &result, text, sizeof text);
    ck_assert_int_eq(result.outcome, HAD_UNUSABLE);
    ck_assert_str_eq(text, "907");
    line_make(&line, none, "H1F");
    result = support_process(engine, &line);
    ck_assert_int_eq(result.outcome, HAD_GROUPED);
    had_engine_free(engine);
    had_tables_free(none);
}
END_TEST

/* A caller built before RAPSS were read gives shorter options. */
START_TEST(older_options)
{
    struct line line;
    had_result result;
    had_options options = {.size = offsetof(had_options, rapss), .rapss = 1};
    had_engine *engine = support_engine(tables, &options);
    rapss_make(&line, tables, "H37",
               "H1F"
               "          "
               "1100012341"
               "12016");
    ck_assert_str_eq(rejection(engine, &line, &result), "FORMAT INCONNU");
    had_engine_free(engine);
    options.size--;
    ck_assert_int_eq(had_engine_new(tables, &options, &engine, NULL), HAD_E_SIZE);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("rapss");
    TCase *tcase = tcase_create("rapss");
    tcase_add_unchecked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, geometry, 0, FORMATS);
    tcase_add_loop_test(tcase, both_groupings, 0, FORMATS);
    tcase_add_loop_test(tcase, exact_length, 0, FORMATS);
    tcase_add_loop_test(tcase, blank_site, 0, FORMATS);
    tcase_add_test(tcase, months_and_ranks);
    tcase_add_test(tcase, early_groups);
    tcase_add_test(tcase, filler_of_h33);
    tcase_add_loop_test(tcase, parts, 0, FORMATS);
    tcase_add_loop_test(tcase, grouped_anew, 0, FORMATS);
    tcase_add_loop_test(tcase, not_an_rpss, 0, FORMATS);
    tcase_add_loop_test(tcase, lists_given, 0, FORMATS);
    tcase_add_test(tcase, read_only);
    tcase_add_test(tcase, older_options);
    suite_add_tcase(suite, tcase);
    return support_run(suite);
}
