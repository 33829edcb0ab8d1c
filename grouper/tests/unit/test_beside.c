/* SPDX-License-Identifier: Apache-2.0 */
/* What is billed beside the days, from the library: layouts, stays, drugs (rules R27, R28, R35).
 * The stay is S1 (ex-OQN: admission 000000001, invoice 000000002), its sub-sequence from 5 to 20
 * May. */
#include "beside_lines.h"
#include "table_heads.h"
#include "lib/record/decode.h"
#include "lib/beside/stays.h"
#include "lib/tables/ucd.h"

/* --- Rejected or kept: just inside, just outside ---------------------------------------------- */

static const struct {
    const char *layout, *changes, *expected;
    int cut; /* bytes taken from the end; below 0: blanks added */
} rows[] = {
    {"FC06-IND", "", "", 0},
    {"FC09-IND", "", "", 0},
    {"FC11-2016", "", "", 0},
    {"OQN09-IND", "", "", 0},
    {"OQN11-2022", "", "", 0},
    {"RSFH", "", "", 0},
    /* 910: length or prestation */
    {"FC06-IND", "", "910", 1},
    {"FC06-IND", "", "", -3},
    {"FC06-IND", "prestation=07", "910", 0},
    {"FC06-IND", "prestation=__", "910", 0},
    {"FC06-IND", "", "910", 104},
    {"FC06-IND", "", "910", 105},
    {"OQN09-IND", "prestation=06", "910", 0},
    {"OQN09-IND", "", "910", 1},
    {"OQN09-IND", "", "", -2},
    {"RSFH", "", "910", 1},
    {"RSFH", "", "", -1},
    /* CARACTERE ILLICITE comes before the others, after 910. */
    {"FC06-IND", "finess_epmsi=75071218\x01 sejour=S9", "CARACTERE ILLICITE", 0},
    {"FC06-IND", "indication=I00\x7F", "CARACTERE ILLICITE", 0},
    {"FC06-IND", "prestation=07 sejour=\x01", "910", 0},
    /* 911 before 912 before 913 before 915 */
    {"FC06-IND", "finess_epmsi=750712185 sejour=S9", "911", 0},
    {"OQN11-2022", "finess_epmsi=_________", "911", 0},
    {"FC06-IND", "sejour=S2 date_administration=00000000", "912", 0},
    {"FC06-IND", "sejour=", "912", 0},
    {"FC06-IND", "sejour=__S1", "", 0},
    {"OQN09-IND", "no_entree=_________", "912", 0},
    {"OQN09-IND", "no_facture=_________", "912", 0},
    {"OQN09-IND", "no_entree=000000002 no_facture=000000001", "912", 0},
    {"OQN09-IND", "no_entree=1", "912", 0}, /* text, not a number */
    {"RSFH", "no_facture=000000003", "912", 0},
    {"FC06-IND", "date_administration=31042024 quantite=x", "913", 0},
    {"FC06-IND", "date_administration=", "913", 0},
    {"FC06-IND", "date_administration=29022023", "913", 0},
    {"FC06-IND", "date_administration=29022024", "914", 0},
    {"RSFH", "date_debut_sejour=00052024", "913", 0},
    {"FC06-IND", "quantite=_________1", "915", 0},
    {"FC06-IND", "quantite=12.5000000", "915", 0},
    {"FC06-IND", "montant=000012345_", "915", 0},
    {"FC06-IND", "montant=9999999999 quantite=0000000000", "", 0},
    {"RSFH", "quantite=_02", "915", 0},
    {"RSFH", "montant_total_ttc=00123.4", "915", 0},
    /* 914: the days of the sub-sequence are 5 to 20 May */
    {"FC06-IND", "date_administration=05052024", "", 0},
    {"FC06-IND", "date_administration=04052024", "914", 0},
    {"FC06-IND", "date_administration=20052024", "", 0},
    {"FC06-IND", "date_administration=21052024", "914", 0},
    {"RSFH", "date_debut_sejour=21052024", "914", 0},
    /* 916: 7 digits, or 13 with the right key */
    {"FC06-IND", "ucd=9123456", "", 0},
    {"FC06-IND", "ucd=912345", "916", 0},
    {"FC06-IND", "ucd=91234567", "916", 0},
    {"FC06-IND", "ucd=3400891234564", "916", 0},
    {"FC06-IND", "ucd=34008912345658", "916", 0},
    {"FC06-IND", "ucd=__9123456", "", 0},
    {"FC06-IND", "ucd=91_3456", "916", 0},
    {"FC06-IND", "ucd=912345A", "916", 0},
    {"FC06-IND", "ucd=", "916", 0},
    {"RSFH", "ucd=912345_", "916", 0},
};

/* Where a line is refused for one of its fields, that field starts. */
static bool in_place(const struct beside_layout *layout, const char *code, uint32_t position)
{
    static const struct {
        const char *code;
        int field;
    } fields[] = {
        {"911", B_finess_epmsi},        {"912", B_sejour},   {"912", B_no_entree},
        {"913", B_date_administration}, {"915", B_quantite}, {"915", B_montant},
        {"913", B_date_debut_sejour},   {"921", B_ght},      {"915", B_montant_total_ttc},
        {"913", B_mois_administration}, {"921", B_quantite}, {"921", B_base_remboursement},
        {"923", B_finess_epmsi}};
    bool of_field = false, there = false;
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        if (strcmp(fields[i].code, code) != 0)
            continue;
        had_span span = layout->field[fields[i].field];
        of_field = true;
        there |= span.length > 0 && span.start + 1u == position;
    }
    return there || !of_field;
}

START_TEST(lines)
{
    struct desk desk;
    struct side_line line;
    char found[100];
    bool oqn = strncmp(rows[_i].layout, "FC", 2) != 0;
    desk_open(&desk);
    desk_add(&desk, oqn ? "H0G" : "H0F", "", HAD_STAY_KEPT);
    desk_ready(&desk);
    side_make(&line, desk.tables, rows[_i].layout);
    side_set(&line, rows[_i].changes);
    for (int i = rows[_i].cut; i < 0; i++)
        line.text[line.length++] = ' ';
    if (rows[_i].cut > 0)
        line.length -= (size_t)rows[_i].cut;
    had_drug drug = drug_read(desk.drugs, line.text, line.length);
    drug_found(&drug, found, sizeof found);
    ck_assert_str_eq(found, rows[_i].expected);
    ck_assert(drug.rejected < 0 || in_place(line.layout, found, drug.position));
    /* With a line end of either kind the same is found, and that the line came before. */
    for (int i = 0; i < 2; i++) {
        char again[120], repeated[110];
        memcpy(line.text + line.length, i ? "\r\n" : "\n", 2);
        drug = drug_read(desk.drugs, line.text, line.length + 1 + (size_t)i);
        drug_found(&drug, again, sizeof again);
        snprintf(repeated, sizeof repeated, "%s%s%s", found,
                 drug.rejected < 0 && found[0] ? "," : "", drug.rejected < 0 ? "918" : "");
        ck_assert_str_eq(again, repeated);
    }
    desk_close(&desk);
}
END_TEST

/* --- What is read of a line ------------------------------------------------------------------- */

START_TEST(amounts)
{
    struct desk desk;
    struct side_line line;
    desk_open(&desk);
    desk_add(&desk, "H0G", "no_sequence=0007 no_sous_sequence=0012", HAD_STAY_KEPT);
    desk_ready(&desk);
    side_make(&line, desk.tables, "OQN09-IND");
    side_set(&line, "ucd=9123456");
    had_drug drug = drug_read(desk.drugs, line.text, line.length);
    ck_assert_int_eq(drug.quantite, 2500);
    ck_assert_int_eq(drug.montant, 123456);
    ck_assert_int_eq(drug.date, 20240510);
    ck_assert_int_eq(drug.mois, 202405);
    ck_assert_str_eq(drug.prestation, "09");
    ck_assert_str_eq(drug.ucd13, "3400891234565");
    ck_assert_str_eq(drug.sequence, "7");
    ck_assert_str_eq(drug.sous_sequence, "12");
    ck_assert_int_eq(drug.record, 0);
    /* Rule R35: units and centimes. */
    side_make(&line, desk.tables, "RSFH");
    drug = drug_read(desk.drugs, line.text, line.length);
    ck_assert_int_eq(drug.quantite, 2000);
    ck_assert_int_eq(drug.montant, 123450);
    ck_assert_str_eq(drug.prestation, "H");
    ck_assert_str_eq(drug.ucd13, "3400891234565");
    ck_assert_int_eq(drug.facture.start, 46);
    /* Other types of the right length are passed over, others are 910. */
    side_make(&line, desk.tables, "RSFB");
    ck_assert_int_eq(drug_read(desk.drugs, line.text, line.length).passed, 1);
    ck_assert_int_ge(drug_read(desk.drugs, line.text, line.length - 1).rejected, 0);
    line.text[0] = 'Z';
    ck_assert_int_ge(drug_read(desk.drugs, line.text, line.length).rejected, 0);
    desk_close(&desk);
}
END_TEST

/* The indication has no name in the older layout, and stands at the same bytes. */
START_TEST(indication)
{
    had_tables *tables = support_tables(false);
    const char *const names[] = {"FC06-2011", "FC06-IND", "FC11-2016", "OQN11-2022"};
    const int places[] = {76, 76, 76, 74};
    for (int i = 0; i < 4; i++) {
        had_span span = layout_named(tables, names[i])->field[B_indication];
        ck_assert_int_eq(span.start + 1, places[i]);
        ck_assert_int_eq(span.length, 7);
    }
    had_tables_free(tables);
}
END_TEST

/* In an ex-DGF run, invoice lines are 910. */
START_TEST(sectors)
{
    struct desk desk;
    struct side_line line;
    char found[40];
    desk_open(&desk);
    desk_add(&desk, "H0F", "", HAD_STAY_KEPT);
    desk_ready(&desk);
    static const char *const names[] = {"RSFH", "RSFA", "OQN09-IND"};
    for (int i = 0; i < 3; i++) {
        side_make(&line, desk.tables, names[i]);
        had_drug drug = drug_read(desk.drugs, line.text, line.length);
        drug_found(&drug, found, sizeof found);
        ck_assert_str_eq(found, "910");
    }
    desk_close(&desk);
}
END_TEST

/* 918 looks at the bytes up to the indication, of lines kept. */
START_TEST(repeated)
{
    struct desk desk;
    struct side_line line;
    char found[40];
    desk_open(&desk);
    desk_add(&desk, "H0F", "", HAD_STAY_KEPT);
    desk_ready(&desk);
    side_make(&line, desk.tables, "FC06-IND");
    side_set(&line, "quantite=x");
    drug_read(desk.drugs, line.text, line.length); /* rejected: does not count */
    static const struct {
        int byte;
        const char *expected;
    } steps[] = {{0, ""}, {104, "918"}, {82, "918"}, {81, ""}, {0, "918"}};
    side_set(&line, "quantite=0000000001");
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        if (steps[i].byte)
            line.text[steps[i].byte] = 'z';
        had_drug drug = drug_read(desk.drugs, line.text, line.length);
        drug_found(&drug, found, sizeof found);
        ck_assert_str_eq(found, steps[i].expected);
    }
    desk_close(&desk);
}
END_TEST

/* Reads lines with two readers, one by one and together: the same of each. */
static void read_together(struct desk *desk, const void *const *line, const size_t *length,
                          size_t count)
{
    had_drugs *together;
    had_drug *drugs = calloc(count, sizeof *drugs);
    ck_assert_int_eq(had_drugs_new(desk->engine, desk->stays, &together), HAD_OK);
    ck_assert_int_eq(had_drugs_lines(together, line, length, count, drugs), HAD_E_SIZE);
    drugs[0].size = sizeof drugs[0];
    ck_assert_int_eq(had_drugs_lines(together, line, length, count, drugs), HAD_OK);
    for (size_t i = 0; i < count; i++) {
        had_drug one = drug_read(desk->drugs, line[i], length[i]);
        ck_assert(memcmp(&one, &drugs[i], sizeof one) == 0);
    }
    ck_assert_int_eq(had_drugs_lines(together, NULL, NULL, 0, NULL), HAD_OK);
    ck_assert_int_eq(had_drugs_lines(together, line, length, 1, NULL), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_drugs_lines(NULL, line, length, 1, drugs), HAD_E_ARGUMENT);
    had_drugs_free(together);
    free(drugs);
}

START_TEST(together)
{
    enum { LINES = 203 };
    static const char *const changes[] = {"sejour=S1", "sejour=S2",       "sejour=S3",
                                          "sejour=",   "prestation=07",   "date_administration=",
                                          "montant=x", "sejour=S2 ucd=1", "finess_epmsi=1",
                                          "sejour=S1"};
    enum { CHANGES = sizeof changes / sizeof changes[0] };
    static struct side_line several[LINES];
    const void *text[LINES];
    size_t length[LINES];
    struct desk desk;
    desk_open(&desk);
    desk_add(&desk, "H0F", "", HAD_STAY_KEPT);
    desk_add(&desk, "H0F", "sejour=S2", HAD_STAY_KEPT);
    desk_ready(&desk);
    for (size_t i = 0; i < LINES; i++) {
        side_make(&several[i], desk.tables, "FC06-IND");
        side_set(&several[i], changes[i % CHANGES]);
        if (i % 3 == 0)
            snprintf(several[i].text + 64, 11, "%010d", (int)i / 2);
        text[i] = several[i].text;
        length[i] = i % 41 == 0 ? i % 5 : several[i].length;
    }
    read_together(&desk, text, length, LINES);
    desk_close(&desk);
}
END_TEST

/* Lines of one stay, read together: what a line says is looked at where the line before has said
 * the same, and nowhere else. CARACTERE ILLICITE comes before 911, in the FINESS too. */
START_TEST(together_and_illicit)
{
    static const struct {
        const char *changes, *expected;
        uint32_t position; /* 0: of what is not rejected */
    } of_a_stay[] = {{"", "", 0},
                     {"finess_epmsi=75071218\x01", "CARACTERE ILLICITE", 9},
                     {"finess_epmsi=750712185", "911", 1},
                     {"finess_epmsi=\x7F", "CARACTERE ILLICITE", 1},
                     {"", "918", 0},
                     {"indication=I00\x7F", "CARACTERE ILLICITE", 79},
                     {"finess_epmsi=75071218\x01 sejour=S2", "CARACTERE ILLICITE", 9}};
    enum { LINES = sizeof of_a_stay / sizeof of_a_stay[0] };
    static struct side_line several[LINES];
    const void *text[LINES];
    size_t length[LINES];
    had_drug drugs[LINES] = {{.size = sizeof drugs[0]}};
    struct desk desk;
    char found[40];
    desk_open(&desk);
    desk_add(&desk, "H0F", "", HAD_STAY_KEPT);
    desk_ready(&desk);
    for (size_t i = 0; i < LINES; i++) {
        side_make(&several[i], desk.tables, "FC06-IND");
        side_set(&several[i], of_a_stay[i].changes);
        text[i] = several[i].text;
        length[i] = several[i].length;
    }
    ck_assert_int_eq(had_drugs_lines(desk.drugs, text, length, LINES, drugs), HAD_OK);
    for (size_t i = 0; i < LINES; i++) {
        drug_found(&drugs[i], found, sizeof found);
        ck_assert_msg(strcmp(found, of_a_stay[i].expected) == 0, "line %zu: %s", i, found);
        ck_assert_uint_eq(drugs[i].position, of_a_stay[i].position);
    }
    desk_close(&desk);
}
END_TEST

/* Of two layouts that have the same fields in the same places, lines of one stay with the same
 * bytes behind the prestation are two lines: 918 is of one layout. */
START_TEST(repeated_in_another_layout)
{
    static const char *const names[] = {"FC06-IND", "FC09-IND"};
    struct desk desk;
    struct side_line line[2];
    char found[40];
    desk_open(&desk);
    desk_add(&desk, "H0F", "", HAD_STAY_KEPT);
    desk_ready(&desk);
    for (int round = 0; round < 2; round++)
        for (int i = 0; i < 2; i++) {
            side_make(&line[i], desk.tables, names[i]);
            had_drug drug = drug_read(desk.drugs, line[i].text, line[i].length);
            drug_found(&drug, found, sizeof found);
            ck_assert_str_eq(found, round ? "918" : "");
        }
    size_t behind = line[0].layout->field[B_prestation].start + 2u;
    ck_assert_uint_eq(line[0].length, line[1].length);
    ck_assert_mem_eq(line[0].text + behind, line[1].text + behind, line[0].length - behind);
    desk_close(&desk);
}
END_TEST

/* So many lines of one stay that its fingerprints outgrow every table that stays share. */
START_TEST(many_of_one_stay)
{
    enum { LINES = 60000 };
    struct desk desk;
    struct side_line line;
    desk_open(&desk);
    desk_add(&desk, "H0F", "", HAD_STAY_KEPT);
    desk_add(&desk, "H0F", "sejour=S2", HAD_STAY_KEPT);
    desk_ready(&desk);
    side_make(&line, desk.tables, "FC06-IND");
    for (int round = 0; round < 2; round++)
        for (int i = 0; i < LINES; i++) {
            char quantity[11];
            snprintf(quantity, sizeof quantity, "%010d", i);
            memcpy(line.text + 54, quantity, 10);
            line.text[12] = i % 7 == 0 ? '2' : '1'; /* S2, S1 */
            had_drug drug = drug_read(desk.drugs, line.text, line.length);
            ck_assert_int_eq(drug.rejected, -1);
            ck_assert_int_eq(had_findings_has(&drug.findings, had_finding_number("918")), round);
        }
    desk_close(&desk);
}
END_TEST

/* --- The list (917) --------------------------------------------------------------------------- */

static const struct {
    const char *list, *changes, *expected;
} listed[] = {
    {"3400891234565;;;\n", "", ""},
    {"9123456;;;\n", "", ""},
    {"9123456;;;\n", "ucd=9123456", ""},
    {"9123457;;;\n", "", "917"},
    {"3400891234565;I000001;;\n", "", ""},
    {"3400891234565;I000002;;\n", "", "917"},
    {"3400891234565;I000001;;\n", "indication=", "917"},
    {"3400891234565;;2024-05-10;2024-05-10\n", "", ""},
    {"3400891234565;;2024-05-11;\n", "", "917"},
    {"3400891234565;;;2024-05-09\n", "", "917"},
    {"3400891234565;I000002;;\n3400891234565;;2024-05-10;\n", "", ""},
    {";I000001;;\n", "", ""},
    {"3400891234565;;;\n", "ucd=ABCDEFG", "916,917"},
    {"", "", "917"},
};

START_TEST(on_list)
{
    struct desk desk;
    struct side_line line;
    char text[200], found[40];
    desk_open(&desk);
    had_engine_free(desk.engine);
    had_stays_free(desk.stays);
    snprintf(text, sizeof text, "ucd;indication;debut;fin\n%s", listed[_i].list);
    had_file file = {"liste.csv", text, strlen(text)};
    ck_assert_int_eq(had_tables_add(desk.tables, HAD_TABLE_UCD, &file, 1, NULL), HAD_OK);
    desk.engine = support_engine(desk.tables, NULL);
    ck_assert_int_eq(had_stays_new(desk.engine, HAD_EX_DGF, &desk.stays), HAD_OK);
    desk_add(&desk, "H0F", "", HAD_STAY_KEPT);
    desk_ready(&desk);
    side_make(&line, desk.tables, "FC06-IND");
    side_set(&line, listed[_i].changes);
    had_drug drug = drug_read(desk.drugs, line.text, line.length);
    drug_found(&drug, found, sizeof found);
    ck_assert_str_eq(found, listed[_i].expected);
    desk_close(&desk);
}
END_TEST

static const char *const bad_lists[] = {"912345;;;\n",
                                        "ABCDEFG;;;\n",
                                        "9123456;;2024-13-01;\n",
                                        "9123456;;2024-02-02;2024-02-01\n",
                                        "9123456;I0000001;;\n",
                                        "9123456;;\n"};

START_TEST(bad_list)
{
    had_tables *tables = support_tables(false);
    had_error error = {.size = sizeof error};
    char text[200];
    snprintf(text, sizeof text, "ucd;indication;debut;fin\n9123456;;;\n%s", bad_lists[_i]);
    had_file file = {"liste.csv", text, strlen(text)};
    ck_assert_int_eq(had_tables_add(tables, HAD_TABLE_UCD, &file, 1, &error), HAD_E_TABLE);
    ck_assert_uint_eq(error.line, 3);
    had_tables_free(tables);
}
END_TEST

/* --- Stays: overlaps, gaps, repeated keys ----------------------------------------------------- */

/* The first record, in the order given, that holds a day; by hand over every record. */
START_TEST(days_of_a_stay)
{
    struct stays stays;
    had_allocator allocator = {NULL, NULL, NULL};
    struct desk desk;
    desk_open(&desk);
    allocator = desk.tables->allocator;
    unsigned seed = 7;
    for (int round = 0; round < 300; round++) {
        stays_init(&stays, &allocator, HAD_EX_DGF, 0);
        int count = 1 + round % 12, debut[12], fin[12];
        for (int i = 0; i < count; i++) {
            struct line line;
            struct record record;
            char changes[120];
            seed = seed * 1103515245u + 12345u;
            debut[i] = 1 + (int)(seed >> 16) % 28;
            seed = seed * 1103515245u + 12345u;
            fin[i] = debut[i] - 1 + (int)(seed >> 16) % 9;
            fin[i] = fin[i] > 28 ? 28 : fin[i];
            if (round == 299) { /* days of one between those of eleven others: most segments */
                debut[i] = i < 11 ? 2 * i + 2 : 1;
                fin[i] = i < 11 ? debut[i] : 28;
            }
            line_make(&line, desk.tables, "H0F");
            snprintf(changes, sizeof changes,
                     "no_sous_sequence=%04d date_debut_sous_sequence=%02d052024 "
                     "date_fin_sous_sequence=%02d052024",
                     i, debut[i], fin[i]);
            line_apply(&line, changes);
            struct rejection rejection;
            ck_assert(decode(&desk.tables->layouts, (unsigned char *)line.text, line.length,
                             &record, &rejection));
            ck_assert_int_eq(stays_add(&stays, &record, HAD_BASE), STAYS_KEPT);
        }
        ck_assert(stays_settle(&stays));
        for (int day = 1; day <= 31; day++) {
            int64_t expected = STAYS_NONE;
            for (int i = count; i-- > 0;)
                if (debut[i] <= day && day <= fin[i])
                    expected = i;
            ck_assert_int_eq(stays_at(&stays, 0, 20240500 + day), expected);
        }
        stays_free(&stays);
    }
    desk_close(&desk);
}
END_TEST

/* No record: no line can be tied, whatever its sector. */
START_TEST(no_record)
{
    struct desk desk;
    struct side_line line;
    char found[40];
    static const char *const names[] = {"FC06-IND", "OQN09-IND"};
    desk_open(&desk);
    desk_ready(&desk);
    for (int i = 0; i < 2; i++) {
        side_make(&line, desk.tables, names[i]);
        had_drug drug = drug_read(desk.drugs, line.text, line.length);
        drug_found(&drug, found, sizeof found);
        ck_assert_str_eq(found, "911");
    }
    desk_close(&desk);
}
END_TEST

/* What is no number is text: a zero in front of it counts. */
START_TEST(numbers_that_are_text)
{
    struct desk desk;
    desk_open(&desk);
    desk_add(&desk, "H0G", "no_sequence=00X1", HAD_STAY_KEPT);
    desk_add(&desk, "H0G", "no_sequence=0X1_", HAD_STAY_KEPT);
    desk_add(&desk, "H0G", "no_sequence=_0X1", HAD_STAY_REPEATED);
    desk_close(&desk);
}
END_TEST

START_TEST(stays_left_out)
{
    struct desk desk;
    struct side_line line;
    had_stays_info info = {.size = sizeof info};
    desk_open(&desk);
    desk_add(&desk, "H0G", "", HAD_STAY_KEPT);
    desk_add(&desk, "H0G", "no_sequence=1___ no_sous_sequence=_001", HAD_STAY_REPEATED);
    desk_add(&desk, "H0G", "no_facture=000000003", HAD_STAY_KEPT);
    desk_add(&desk, "H0G",
             "no_sous_sequence=0002 date_debut_sous_sequence=21052024 "
             "date_fin_sous_sequence=31052024",
             HAD_STAY_KEPT);
    desk_add(&desk, "H0G", "no_sous_sequence=0003 date_fin_sous_sequence=________", HAD_STAY_KEPT);
    desk_add(&desk, "H0G", "finess_epmsi=750712185", HAD_STAY_OTHER_FINESS);
    desk_add(&desk, "H0F", "", HAD_STAY_OTHER_SECTEUR);
    int added;
    ck_assert_int_eq(had_stays_add(desk.stays, "x", 1, &added), HAD_E_ARGUMENT);
    desk_ready(&desk);
    ck_assert_int_eq(had_stays_get(desk.stays, &info), HAD_OK);
    ck_assert_uint_eq(info.records, 7);
    ck_assert_uint_eq(info.stays, 2);
    ck_assert_uint_eq(info.repeated, 1);
    ck_assert_int_ge(had_finding_number("924"), 0); /* the code that says so */
    ck_assert_uint_eq(info.other_finess, 1);
    ck_assert_uint_eq(info.other_secteur, 1);
    ck_assert_int_eq(info.secteur, HAD_EX_OQN);
    side_make(&line, desk.tables, "OQN11-2022");
    side_set(&line, "date_administration=21052024");
    had_drug drug = drug_read(desk.drugs, line.text, line.length);
    ck_assert_str_eq(drug.sous_sequence, "2");
    ck_assert_int_eq(drug.record, 3);
    ck_assert_int_eq(had_stays_add(desk.stays, line.text, line.length, &added), HAD_E_ARGUMENT);
    desk_close(&desk);
}
END_TEST

/* Ex-OQN a stay is told by its admission and its invoice: a line that lacks one of them has none,
 * although a record lacks it too. */
START_TEST(half_a_stay)
{
    static const char *const lacks[] = {"no_facture=_________", "no_entree=_________"};
    for (int i = 0; i < 2; i++) {
        struct desk desk;
        struct side_line line;
        desk_open(&desk);
        desk_add(&desk, "H0G", lacks[i], HAD_STAY_KEPT);
        desk_ready(&desk);
        side_make(&line, desk.tables, "OQN11-2022");
        side_set(&line, lacks[i]);
        had_drug drug = drug_read(desk.drugs, line.text, line.length);
        ck_assert_int_eq(drug.record, -1);
        desk_close(&desk);
    }
}
END_TEST

/* --- Anonymised ------------------------------------------------------------------------------- */

static const struct {
    const char *layout, *changes, *expected, *ucd;
    int mois;
} anonymous[] = {
    {"MED-OUT-2011", "annee=2014 ucd=9123456__", "", "3400891234565", 202405},
    {"MED-OUT-2015", "annee=2015 ucd=3400891234565", "", "3400891234565", 202405},
    {"MEDATU-OUT-2012", "annee=2012 ucd=340089123", "", "", 202405},
    {"MCHL-OUT-2016", "annee=2016 ucd=3400891234565", "", "3400891234565", 202405},
    {"MED-OUT-2022", "annee=2023 ucd=3400891234565", "", "3400891234565", 202405},
    {"MCHL-OUT-2022", "annee=2023 ucd=9123456", "", "3400891234565", 202405},
    {"MED-OUT-2022", "annee=2023 mois_administration=13", "913", "", 0},
    {"MED-OUT-2022", "annee=2023 annee_administration=202_", "913", "", 0},
    {"MED-OUT-2022", "annee=2023 quantite=1", "915", "", 202405},
    {"MED-OUT-2022", "annee=2023 prestation=07", "910", "", 0},
};

START_TEST(anonymised)
{
    struct desk desk;
    struct side_line line;
    char found[40];
    desk_open(&desk);
    ck_assert_int_eq(had_drugs_new(desk.engine, NULL, &desk.drugs), HAD_OK);
    memset(&line, 0, sizeof line);
    line.layout = layout_named(desk.tables, anonymous[_i].layout);
    line.length = line.layout->length;
    memset(line.text, ' ', line.length);
    side_set(&line, "finess_epmsi=750712184 mois_administration=05 annee_administration=2024 "
                    "quantite=0000002500 montant=0000123456");
    memcpy(line.text + line.layout->field[B_prestation].start, line.layout->prestation, 2);
    side_set(&line, anonymous[_i].changes);
    had_drug drug = drug_read(desk.drugs, line.text, line.length);
    drug_found(&drug, found, sizeof found);
    ck_assert_str_eq(found, anonymous[_i].expected);
    ck_assert(drug.rejected < 0 || in_place(line.layout, found, drug.position));
    ck_assert_str_eq(drug.ucd13, anonymous[_i].ucd);
    ck_assert_int_eq(drug.mois, anonymous[_i].mois);
    if (drug.rejected < 0) {
        ck_assert_int_eq(drug.montant, 123456);
        ck_assert_int_eq(drug.anonyme, 1);
    } else { /* of a line that is rejected nothing is told */
        ck_assert(drug.montant == 0 && drug.quantite == 0 && drug.findings.word[0] == 0);
    }
    desk_close(&desk);
}
END_TEST

/* --- Invoices (rule R29) ---------------------------------------------------------------------- */

static const struct {
    const char *layout, *changes, *expected;
    int ght, cut;
} invoices[] = {
    {"RSFA", "", "", 0, 0},
    {"RSFC", "", "", 0, 0},
    {"RSFL", "", "", 0, 0},
    {"RSFB", "", "", 12, 0},
    {"RSFB", "ght=0001", "", 1, 0},
    {"RSFB", "ght=0031", "", 31, 0},
    {"RSFB", "ght=0032", "", 0, 0},
    {"RSFB", "ght=0000 quantite=x", "", 0, 0}, /* not a GHT line */
    {"RSFB", "ght= quantite=x", "", 0, 0},
    {"RSFB", "", "920", 0, 1},
    {"RSFB", "", "", 12, -3},
    {"RSFB", "type_enregistrement=Z", "920", 0, 0},
    {"RSFB", "type_enregistrement=b", "920", 0, 0},
    {"RSFB", "", "920", 0, 170},
    {"RSFB", "", "920", 0, 171},
    {"RSFB", "no_entree=00000\x01 ght=x", "CARACTERE ILLICITE", 0, 0},
    {"RSFB", "ght=__12", "921", 0, 0},
    {"RSFB", "ght=12__", "921", 0, 0},
    {"RSFB", "ght=00A1", "921", 0, 0},
    {"RSFB", "quantite=_10", "921", 0, 0},
    {"RSFB", "base_remboursement=0001234_", "921", 0, 0},
    {"RSFB", "ght=x finess_epmsi=750712185", "921", 0, 0},
    {"RSFB", "finess_epmsi=750712185", "923", 0, 0},
    {"RSFH", "finess_epmsi=750712185", "923", 0, 0},
};

/* A desk for invoices: one record of 2023, admission 000000001, invoice 000000002. */
static had_bills *bills_open(struct desk *desk)
{
    had_bills *bills;
    desk->tables = support_tables(true);
    desk->engine = support_engine(desk->tables, NULL);
    desk->stays = NULL;
    desk->drugs = NULL;
    ck_assert_int_eq(had_bills_new(desk->engine, &bills), HAD_OK);
    return bills;
}

static had_result bills_add(const struct desk *desk, had_bills *bills, const char *format,
                            const char *changes, int expected)
{
    struct line line;
    int added;
    line_make(&line, desk->tables, format);
    line_apply(&line, changes);
    had_result result = support_process(desk->engine, &line);
    ck_assert_int_eq(had_bills_record(bills, line.text, line.length, &result, &added), HAD_OK);
    ck_assert_int_eq(added, expected);
    return result;
}

static had_bill_line bills_line(had_bills *bills, const struct side_line *line)
{
    had_bill_line read = {.size = sizeof read};
    char *exact = malloc(line->length + !line->length);
    memcpy(exact, line->text, line->length);
    ck_assert_int_eq(had_bills_line(bills, exact, line->length, &read), HAD_OK);
    free(exact);
    return read;
}

/* What is told of a line of every type, and of one that is no such line. */
START_TEST(types_of_invoice_lines)
{
    struct desk desk;
    struct side_line line;
    had_bills *bills = bills_open(&desk);
    int types = 0;
    for (size_t i = 0; i < desk.tables->beside.count; i++) {
        const struct beside_layout *layout = &desk.tables->beside.layout[i];
        if (layout->kind != BESIDE_RSF)
            continue;
        types++;
        side_make(&line, desk.tables, layout->name);
        had_span nature = layout->field[B_nature_operation];
        if (nature.length > 0)
            line.text[nature.start] = 'X';
        if (layout->type == 'B')
            side_set(&line, "ght=0012 quantite=010 base_remboursement=00012345");
        had_bill_line read = bills_line(bills, &line);
        ck_assert_int_eq(read.type, layout->type);
        ck_assert_int_eq(read.nature, layout->type == 'A' ? 'X' : 0);
        ck_assert_mem_eq(&read.entree, &layout->field[B_no_entree], sizeof read.entree);
        ck_assert_mem_eq(&read.facture, &layout->field[B_no_facture], sizeof read.facture);
        ck_assert_int_eq(read.ght, layout->type == 'B' ? 12 : 0);
        for (int cut = 1; cut >= 0; cut--) { /* a byte short, then a byte that is none */
            line.length = layout->length - (size_t)cut;
            line.text[layout->length - 1u] = '\x7f';
            read = bills_line(bills, &line);
            ck_assert_int_eq(read.rejected, had_finding_number(cut ? "920" : "CARACTERE ILLICITE"));
            ck_assert_uint_eq(read.position, cut ? 1 : layout->length);
            ck_assert_uint_eq(read.expected, cut ? layout->length : 0);
        }
    }
    ck_assert_int_eq(types, 8);
    for (size_t length = 0; length <= 1; length++) {
        line.text[0] = 'Z';
        line.length = length;
        had_bill_line read = bills_line(bills, &line);
        ck_assert_int_eq(read.rejected, had_finding_number("920"));
        ck_assert_uint_eq(read.position, 1);
        ck_assert_uint_eq(read.expected, 0);
        ck_assert_int_eq(read.type, 0);
    }
    had_bills_free(bills);
    desk_close(&desk);
}
END_TEST

START_TEST(invoice_lines)
{
    struct desk desk;
    struct side_line line;
    had_bills *bills = bills_open(&desk);
    bills_add(&desk, bills, "H0E", "", HAD_STAY_KEPT);
    side_make(&line, desk.tables, invoices[_i].layout);
    if (line.layout->type == 'B')
        side_set(&line, "ght=0012 quantite=010 base_remboursement=00012345");
    side_set(&line, invoices[_i].changes);
    for (int i = invoices[_i].cut; i < 0; i++)
        line.text[line.length++] = ' ';
    if (invoices[_i].cut > 0)
        line.length -= (size_t)invoices[_i].cut;
    had_bill_line read = bills_line(bills, &line);
    had_finding_info info = {.size = sizeof info};
    if (read.rejected >= 0)
        had_finding_get((size_t)read.rejected, 0, &info);
    ck_assert_str_eq(read.rejected >= 0 ? info.code : "", invoices[_i].expected);
    ck_assert(read.rejected < 0 || in_place(line.layout, info.code, read.position));
    ck_assert_int_eq(read.rejected >= 0 ? 0 : read.ght, invoices[_i].ght);
    if (read.ght && read.rejected < 0) {
        ck_assert_int_eq(read.quantite, 10);
        ck_assert_int_eq(read.base, 12345);
    }
    had_bills_free(bills);
    desk_close(&desk);
}
END_TEST

static void bill_line(struct side_line *line, const struct desk *desk, had_bills *bills, int ght,
                      int64_t days, int64_t amount)
{
    char changes[100];
    side_make(line, desk->tables, "RSFB");
    snprintf(changes, sizeof changes, "ght=%04d quantite=%03d base_remboursement=%08d", ght,
             (int)days, (int)amount);
    side_set(line, changes);
    ck_assert_int_eq(bills_line(bills, line).rejected, -1);
}

static const struct {
    const char *format, *first, *second; /* records of one invoice; "-" = none */
    int days, euros;                     /* added to what is billed for the first zone */
    int expected;                        /* ecart of the first zone */
} accounts[] = {
    {"H0E", "", "-", 0, 0, 0},
    {"H0E", "", "-", 1, 0, HAD_ECART_JOURS},
    {"H0E", "", "-", 0, 1, HAD_ECART_MONTANT},
    {"H0E", "", "-", -1, -1, HAD_ECART_JOURS | HAD_ECART_MONTANT},
    {"H0E", "facturable=2", "-", 0, 0, 0},
    {"H0E", "facturable=0", "-", 0, 0, HAD_ECART_NON_DU},
    {"H0E", "facturable=3", "-", 0, 0, HAD_ECART_NON_DU},
    {"H0E", "mpp=99", "-", 0, 0, HAD_ECART_NON_DU}, /* in error */
    /* The same key counts once; another sub-sequence adds to the invoice. */
    {"H0E", "", "", 0, 0, 0},
    /* Without a tariff (ex-OQN 2024), only days are compared. */
    {"H0G", "", "-", 0, 5, 0},
    {"H0G", "", "-", 2, 0, HAD_ECART_JOURS},
};

START_TEST(invoice_account)
{
    struct desk desk;
    struct side_line line;
    had_bill bill = {.size = sizeof bill};
    had_bills *bills = bills_open(&desk);
    had_result usual =
        bills_add(&desk, bills, accounts[_i].format, accounts[_i].first, HAD_STAY_KEPT);
    if (accounts[_i].second[0] != '-')
        bills_add(&desk, bills, accounts[_i].format, accounts[_i].second, HAD_STAY_REPEATED);
    if (usual.outcome != HAD_GROUPED) {
        struct line record;
        line_make(&record, desk.tables, accounts[_i].format);
        usual = support_process(desk.engine, &record);
    }
    for (int i = 0; i < usual.zone_count; i++)
        bill_line(&line, &desk, bills, usual.zone[i].ght,
                  usual.zone[i].jours + (i ? 0 : accounts[_i].days),
                  usual.zone[i].montant + (i ? 0 : accounts[_i].euros));
    ck_assert_int_eq(had_bills_end(bills), HAD_OK);
    ck_assert_uint_eq(had_bills_count(bills), usual.zone_count);
    for (size_t n = 0; n < had_bills_count(bills); n++) {
        ck_assert_int_eq(had_bills_get(bills, n, &bill), HAD_OK);
        if (bill.ght == usual.zone[0].ght)
            ck_assert_int_eq(bill.ecart, accounts[_i].expected);
        ck_assert_int_eq(bill.sans_tarif, accounts[_i].format[2] == 'G');
        ck_assert_str_eq(bill.no_entree, "000000001");
        ck_assert_str_eq(bill.no_facture, "000000002");
    }
    ck_assert_int_eq(had_bills_get(bills, had_bills_count(bills), &bill), HAD_E_ARGUMENT);
    had_bills_free(bills);
    desk_close(&desk);
}
END_TEST

/* An invoice over two sub-sequences; another invoice of the same admission; what nobody billed. */
START_TEST(invoice_of_several)
{
    struct desk desk;
    struct side_line line;
    had_bill bill = {.size = sizeof bill};
    had_bills *bills = bills_open(&desk);
    had_result first = bills_add(&desk, bills, "H0E", "", HAD_STAY_KEPT);
    had_result second = bills_add(&desk, bills, "H0E",
                                  "no_sous_sequence=0002 date_debut_sous_sequence=21052023 "
                                  "date_fin_sous_sequence=25052023",
                                  HAD_STAY_KEPT);
    bills_add(&desk, bills, "H0E", "no_facture=000000003", HAD_STAY_KEPT);
    bills_add(&desk, bills, "H0F", "", HAD_STAY_OTHER_SECTEUR);
    bills_add(&desk, bills, "H0E", "finess_epmsi=750712185", HAD_STAY_OTHER_FINESS);
    int64_t days = 0, amount = 0;
    int ght = second.zone[0].ght;
    for (int i = 0; i < first.zone_count; i++) {
        days += first.zone[i].ght == ght ? first.zone[i].jours : 0;
        amount += first.zone[i].ght == ght ? first.zone[i].montant : 0;
    }
    ck_assert_int_gt(days, 0);
    bill_line(&line, &desk, bills, ght, days, amount);
    bill_line(&line, &desk, bills, ght, second.zone[0].jours, second.zone[0].montant);
    ck_assert_int_eq(had_bills_end(bills), HAD_OK);
    unsigned seen = 0, never = 0;
    for (size_t n = 0; had_bills_get(bills, n, &bill) == HAD_OK; n++) {
        if (strcmp(bill.no_facture, "000000002") == 0 && bill.ght == ght) {
            ck_assert_int_eq(bill.ecart, 0);
            ck_assert_uint_eq(bill.zones, 2);
            ck_assert_uint_eq(bill.lignes, 2);
            seen++;
        } else {
            ck_assert_int_eq(bill.ecart, HAD_ECART_NON_FACTURE);
            ck_assert_uint_eq(bill.lignes, 0);
            never++;
        }
    }
    ck_assert_uint_eq(seen, 1);
    ck_assert_uint_ge(never, 1u);
    had_bills_free(bills);
    desk_close(&desk);
}
END_TEST

static const struct {
    int from, to;
    const char *fin;
    int expected; /* hors_periode */
} periods[] = {
    {202305, 202305, "01052023", 0}, {202305, 202305, "31052023", 0},
    {202305, 202305, "30042023", 1}, {202305, 202305, "01062023", 1},
    {202301, 202312, "01012023", 0}, {202301, 202312, "31122022", 1},
    {202305, 202305, "32052023", 0}, /* no date: not left out */
    {0, 0, "01052023", 0},
};

START_TEST(invoice_period)
{
    struct desk desk;
    struct side_line line;
    char changes[100];
    had_bill bill = {.size = sizeof bill};
    had_bills *bills = bills_open(&desk);
    bills_add(&desk, bills, "H0E", "facturable=0", HAD_STAY_KEPT);
    ck_assert_int_eq(had_bills_period(bills, periods[_i].from, periods[_i].to), HAD_OK);
    ck_assert_int_eq(had_bills_period(bills, 202305, 202304), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_bills_period(NULL, 202305, 202305), HAD_E_ARGUMENT);
    side_make(&line, desk.tables, "RSFB");
    snprintf(changes, sizeof changes,
             "ght=0012 quantite=003 base_remboursement=00012345 date_fin_sejour=%s",
             periods[_i].fin);
    side_set(&line, changes);
    had_bill_line read = bills_line(bills, &line);
    ck_assert_int_eq(read.rejected, -1);
    ck_assert_int_eq(read.hors_periode, periods[_i].expected);
    ck_assert_int_eq(read.quantite, 3);
    ck_assert_int_eq(had_bills_end(bills), HAD_OK);
    ck_assert_int_eq(had_bills_period(bills, 202305, 202305), HAD_E_ARGUMENT);
    ck_assert_uint_eq(had_bills_count(bills), !periods[_i].expected);
    ck_assert_int_eq(had_bills_get(bills, 0, &bill),
                     periods[_i].expected ? HAD_E_ARGUMENT : HAD_OK);
    had_bills_free(bills);
    desk_close(&desk);
}
END_TEST

/* --- Tariffs that invoices tell (rule R31) ---------------------------------------------------- */

static const struct {
    const char *changes; /* of a line of 100.00 a day on 10 May 2024 */
    int used, campagne, variante;
} prices[] = {
    {"", HAD_OBSERVED_USED, 2024, HAD_BASE},
    {"coefficient=_____", HAD_OBSERVED_USED, 2024, HAD_BASE},
    {"coefficient=00000", HAD_OBSERVED_USED, 2024, HAD_BASE},
    {"coefficient=00100", HAD_OBSERVED_USED, 2024, HAD_BASE},
    {"coefficient=00101", HAD_OBSERVED_COEFFICIENT, 0, 0},
    {"coefficient=00099", HAD_OBSERVED_COEFFICIENT, 0, 0},
    {"coefficient=1____", HAD_OBSERVED_COEFFICIENT, 0, 0},
    {"prix_unitaire=0000000", HAD_OBSERVED_UNREADABLE, 0, 0},
    {"prix_unitaire=_______", HAD_OBSERVED_UNREADABLE, 0, 0},
    {"date_fin_sejour=31042024", HAD_OBSERVED_UNREADABLE, 0, 0},
    {"ght=0032", HAD_OBSERVED_PASSED, 0, 0},
    {"quantite=x", HAD_OBSERVED_PASSED, 0, 0}, /* 921 */
    /* The record's days are 5 to 20 May; without one, the variant is not known. */
    {"date_fin_sejour=20052024", HAD_OBSERVED_USED, 2024, HAD_BASE},
    {"date_fin_sejour=21052024", HAD_OBSERVED_USED, 2024, HAD_VARIANTE_NONE},
    {"no_facture=000000009", HAD_OBSERVED_USED, 2024, HAD_VARIANTE_NONE},
    {"finess_epmsi=750712185", HAD_OBSERVED_USED, 2024, HAD_VARIANTE_NONE},
    /* Campaigns. */
    {"date_fin_sejour=29022024", HAD_OBSERVED_USED, 2023, HAD_VARIANTE_NONE},
    {"date_fin_sejour=01032024", HAD_OBSERVED_USED, 2024, HAD_VARIANTE_NONE},
    {"date_fin_sejour=31122025", HAD_OBSERVED_USED, 2025, HAD_VARIANTE_NONE},
    {"date_fin_sejour=01012026", HAD_OBSERVED_USED, 2026, HAD_VARIANTE_NONE},
};

static had_observed *observed_of(struct desk *desk, const char *changes)
{
    had_observed *observed;
    struct line record;
    int added;
    desk->stays = NULL;
    desk->drugs = NULL;
    desk->tables = support_tables(true);
    desk->engine = support_engine(desk->tables, NULL);
    ck_assert_int_eq(had_observed_new(desk->engine, &observed), HAD_OK);
    line_make(&record, desk->tables, "H0G");
    line_apply(&record, changes);
    had_result result = support_process(desk->engine, &record);
    ck_assert_int_eq(had_observed_record(observed, record.text, record.length, &result, &added),
                     HAD_OK);
    return observed;
}

static had_observed *observed_open(struct desk *desk)
{
    return observed_of(desk, "");
}

static int observed_add(const struct desk *desk, had_observed *observed, const char *changes)
{
    struct side_line line;
    had_bill_line read = {.size = sizeof read};
    int used;
    side_make(&line, desk->tables, "RSFB");
    side_set(&line, "ght=0012 quantite=010 base_remboursement=00100000 prix_unitaire=0010000 "
                    "date_fin_sejour=10052024");
    side_set(&line, changes);
    ck_assert_int_eq(had_observed_line(observed, line.text, line.length, &read, &used), HAD_OK);
    return used;
}

START_TEST(price_seen)
{
    struct desk desk;
    had_observed_tarif tarif = {.size = sizeof tarif};
    had_observed *observed = observed_open(&desk);
    ck_assert_int_eq(observed_add(&desk, observed, prices[_i].changes), prices[_i].used);
    bool used = prices[_i].used == HAD_OBSERVED_USED;
    ck_assert_int_eq(had_observed_next(observed, &tarif), used ? HAD_OK : HAD_E_ARGUMENT);
    if (used) {
        ck_assert_int_eq(tarif.campagne, prices[_i].campagne);
        ck_assert_int_eq(tarif.variante, prices[_i].variante);
        ck_assert_int_eq(tarif.ght, 12);
        ck_assert_int_eq(tarif.tarif, 10000);
        ck_assert_int_eq(tarif.etat,
                         prices[_i].variante ? HAD_OBSERVED_APPRIS : HAD_OBSERVED_INCONNU);
        ck_assert_int_eq(had_observed_next(observed, &tarif), HAD_E_ARGUMENT);
    }
    had_observed_free(observed);
    desk_close(&desk);
}
END_TEST

/* Each variant has a place for every GHT, in the years of either end. */
START_TEST(places_of_prices)
{
    static const char *const homes[] = {"", "type_domicile=3 finess_esms=750000001",
                                        "type_domicile=6 finess_esms=750000001"};
    static const int variantes[] = {HAD_BASE, HAD_ESMS, HAD_SSIAD};
    for (size_t i = 0; i < sizeof homes / sizeof homes[0]; i++) {
        struct desk desk;
        had_observed_tarif tarif = {.size = sizeof tarif};
        had_observed *observed = observed_of(&desk, homes[i]);
        for (int ght = 1; ght <= 31; ght++) {
            char changes[40];
            snprintf(changes, sizeof changes, "ght=%04d prix_unitaire=00%05d", ght, 10000 + ght);
            ck_assert_int_eq(observed_add(&desk, observed, changes), HAD_OBSERVED_USED);
        }
        for (int ght = 1; ght <= 31; ght++) {
            ck_assert_int_eq(had_observed_next(observed, &tarif), HAD_OK);
            ck_assert_int_eq(tarif.ght, ght);
            ck_assert_int_eq(tarif.variante, variantes[i]);
            ck_assert_int_eq(tarif.tarif, 10000 + ght);
            ck_assert_int_eq(tarif.campagne, 2024);
        }
        ck_assert_int_eq(had_observed_next(observed, &tarif), HAD_E_ARGUMENT);
        had_observed_free(observed);
        desk_close(&desk);
    }
}
END_TEST

START_TEST(prices_that_differ)
{
    struct desk desk;
    had_observed_tarif tarif = {.size = sizeof tarif};
    had_observed *observed = observed_open(&desk);
    observed_add(&desk, observed, "");
    observed_add(&desk, observed, "prix_unitaire=0010001");
    observed_add(&desk, observed, "");
    ck_assert_int_eq(had_observed_next(observed, &tarif), HAD_OK);
    ck_assert_int_eq(tarif.etat, HAD_OBSERVED_CONTREDIT);
    ck_assert_int_eq(tarif.autre, 10001);
    ck_assert_uint_eq(tarif.lignes, 2);
    ck_assert_uint_eq(tarif.autres_lignes, 1);
    had_observed_free(observed);
    desk_close(&desk);
}
END_TEST

/* A table says where its tariffs come from, but never that they are published. */
START_TEST(origin_of_tariffs)
{
    static const struct {
        const char *origine;
        int expected; /* below 0: refused */
    } origins[] = {
        {"observe", HAD_ORIGINE_OBSERVE}, {"fourni", HAD_ORIGINE_FOURNI}, {"publie", -1}, {"", -1}};
    for (size_t i = 0; i < sizeof origins / sizeof origins[0]; i++) {
        had_tables *tables = support_tables(false);
        char text[200];
        int32_t centimes;
        int origine;
        snprintf(text, sizeof text,
                 "campagne;secteur;variante;ght;centimes;debut;sources;origine\n"
                 "2024;ex-OQN;base;12;10000;2024-03-01;x;%s\n",
                 origins[i].origine);
        had_file file = {"tarifs.csv", text, strlen(text)};
        int status = had_tables_add(tables, HAD_TABLE_TARIFS, &file, 1, NULL);
        ck_assert_int_eq(status, origins[i].expected < 0 ? HAD_E_TABLE : HAD_OK);
        if (status == HAD_OK) {
            had_tarif_get(tables, 2024, HAD_EX_OQN, HAD_BASE, 12, &centimes, &origine);
            ck_assert_int_eq(centimes, 10000);
            ck_assert_int_eq(origine, origins[i].expected);
        }
        had_tables_free(tables);
    }
}
END_TEST

/* --- Insurance facts (rules R30, R42) --------------------------------------------------------- */

static const struct {
    const char *format, *count;
    size_t length;
    const char *changes, *expected;
    unsigned asked; /* bytes that the finding says */
} insured[] = {
    {"V011", "00", 369, "", "", 0},
    {"V011", "01", 369 + 47, "", "", 0},
    {"V011", "01", 369 + 46, "", "LONGUEUR INCORRECTE", 416},
    {"V011", "01", 369 + 48, "", "LONGUEUR INCORRECTE", 416},
    {"V011", "01", 369, "", "LONGUEUR INCORRECTE", 416},
    {"V012", "02", 432 + 94, "", "", 0},
    {"V013", "02", 452 + 94, "", "", 0},
    {"V014", "00", 468, "", "", 0},
    {"V014", "02", 468 + 94, "", "", 0},
    {"V014", "02", 468 + 100, "", "LONGUEUR INCORRECTE", 562},
    {"V014", "0x", 468, "", "", 0}, /* not numeric: none */
    {"V014", "0x", 468 + 47, "", "LONGUEUR INCORRECTE", 468},
    {"V014", "__", 468, "", "", 0},
    {"V015", "02", 468 + 100, "", "", 0},
    {"V015", "02", 468 + 94, "", "LONGUEUR INCORRECTE", 568},
    {"V016", "001", 469 + 50, "", "", 0},
    {"V016", "0001", 470 + 50, "", "", 0},
    {"V016", "000", 469, "", "", 0},
    {"V016", "0000", 470, "", "", 0},
    {"V016", "001", 469 + 52, "", "LONGUEUR INCORRECTE", 519},
    {"V010", "00", 468, "", "FORMAT INCONNU", 0},
    {"V017", "00", 468, "", "FORMAT INCONNU", 0},
    {"V014", "00", 51, "", "FORMAT INCONNU", 0},
    {"V014", "00", 1, "", "FORMAT INCONNU", 0},
    {"V014", "00", 0, "", "FORMAT INCONNU", 0},
    {"V014", "00", 52, "", "LONGUEUR INCORRECTE", 468},
    {"V014", "00", 468, "facturable=\x01", "CARACTERE ILLICITE", 0},
};

static void line_found(int rejected, char *out, size_t room)
{
    had_finding_info info = {.size = sizeof info};
    if (rejected >= 0)
        had_finding_get((size_t)rejected, 0, &info);
    snprintf(out, room, "%s", rejected >= 0 ? info.code : "");
}

static had_droits_line vidhosp_add(had_droits *droits, const struct side_line *line)
{
    had_droits_line read = {.size = sizeof read};
    char *exact = malloc(line->length + !line->length);
    memcpy(exact, line->text, line->length);
    ck_assert_int_eq(had_droits_vidhosp(droits, exact, line->length, &read), HAD_OK);
    free(exact);
    return read;
}

static void hosp_pmsi_add(had_droits *droits, const char *sejour, const char *number,
                          const char *expected)
{
    had_droits_line read = {.size = sizeof read};
    char text[64], found[40];
    int length = snprintf(text, sizeof text, "%-20s%-20s", sejour, number);
    if (strcmp(expected, "LONGUEUR INCORRECTE") == 0)
        length--;
    ck_assert_int_eq(had_droits_hosp_pmsi(droits, text, (size_t)length, &read), HAD_OK);
    line_found(read.rejected, found, sizeof found);
    ck_assert_str_eq(found, expected);
}

START_TEST(vidhosp_lines)
{
    struct desk desk = {.stays = NULL, .drugs = NULL};
    struct side_line line;
    had_droits *droits;
    char found[40];
    desk.tables = support_tables(true);
    desk.engine = support_engine(desk.tables, NULL);
    ck_assert_int_eq(had_droits_new(desk.engine, &droits), HAD_OK);
    vidhosp_make(&line, desk.tables, insured[_i].format, insured[_i].count, insured[_i].length,
                 insured[_i].changes);
    had_droits_line read = vidhosp_add(droits, &line);
    line_found(read.rejected, found, sizeof found);
    ck_assert_str_eq(found, insured[_i].expected);
    ck_assert_uint_eq(read.expected, insured[_i].asked);
    /* Every version tells the same of the stay. */
    struct line record;
    had_droits_stay stay = {.size = sizeof stay};
    line_make(&record, desk.tables, "H0F");
    had_result result = support_process(desk.engine, &record);
    ck_assert_int_eq(had_droits_apply(droits, record.text, &result, &stay), HAD_OK);
    ck_assert_int_eq(stay.etat, found[0] ? HAD_DROITS_ABSENTS : HAD_DROITS_CONNUS);
    ck_assert_int_eq(stay.taux, found[0] ? -1 : 8000);
    had_droits_free(droits);
    desk_close(&desk);
}
END_TEST

static const struct {
    const char *record;         /* changes of the H0F record, or a format alone */
    const char *first, *second; /* VID-HOSP lines; "-" = none */
    const char *number, *other; /* HOSP-PMSI of S1: administrative numbers; "-" = none */
    int etat, facturable, taux;
} rights[] = {
    {"", "", "-", "-", "-", HAD_DROITS_CONNUS, 1, 8000},
    {"", "facturable=0", "-", "-", "-", HAD_DROITS_CONNUS, 0, 8000},
    {"", "facturable=2", "-", "-", "-", HAD_DROITS_CONNUS, 1, 8000},
    {"", "facturable=3", "-", "-", "-", HAD_DROITS_CONNUS, 0, 8000},
    {"", "facturable=4", "-", "-", "-", HAD_DROITS_CONTRAIRES, 1, -1},
    {"", "facturable=_", "-", "-", "-", HAD_DROITS_CONTRAIRES, 1, -1},
    {"", "taux_remboursement=10000", "-", "-", "-", HAD_DROITS_CONNUS, 1, 10000},
    {"", "taux_remboursement=_8000", "-", "-", "-", HAD_DROITS_CONNUS, 1, -1},
    {"", "-", "-", "-", "-", HAD_DROITS_ABSENTS, 1, -1},
    {"sejour=S2", "", "-", "-", "-", HAD_DROITS_ABSENTS, 1, -1},
    {"sejour=__S1", "", "-", "-", "-", HAD_DROITS_CONNUS, 1, 8000},
    {"sejour=", "", "-", "-", "-", HAD_DROITS_ABSENTS, 1, -1},
    {"finess_epmsi=750712185", "", "-", "-", "-", HAD_DROITS_ABSENTS, 1, -1},
    /* Two that differ in what is used, or in nothing of it. */
    {"", "", "", "-", "-", HAD_DROITS_CONNUS, 1, 8000},
    {"", "", "facturable=2", "-", "-", HAD_DROITS_CONTRAIRES, 1, -1},
    {"", "", "taux_remboursement=08001", "-", "-", HAD_DROITS_CONTRAIRES, 1, -1},
    {"", "", "taux_remboursement=08001 sejour=S2", "-", "-", HAD_DROITS_CONNUS, 1, 8000},
    /* Through HOSP-PMSI, and only so when it is given. */
    {"", "sejour=A1", "-", "A1", "-", HAD_DROITS_CONNUS, 1, 8000},
    {"", "sejour=A1", "-", "A2", "-", HAD_DROITS_ABSENTS, 1, -1},
    {"", "sejour=A1", "-", "A1", "A1", HAD_DROITS_CONNUS, 1, 8000},
    {"", "sejour=A1", "-", "A1", "A2", HAD_DROITS_CONTRAIRES, 1, -1},
    {"", "", "-", "", "-", HAD_DROITS_ABSENTS, 1, -1},
    {"sejour=S2", "sejour=S2", "-", "A1", "-", HAD_DROITS_ABSENTS, 1, -1},
};

START_TEST(rights_of_a_stay)
{
    struct desk desk = {.stays = NULL, .drugs = NULL};
    struct side_line line;
    struct line record;
    had_droits *droits;
    had_droits_stay stay = {.size = sizeof stay};
    desk.tables = support_tables(true);
    desk.engine = support_engine(desk.tables, NULL);
    ck_assert_int_eq(had_droits_new(desk.engine, &droits), HAD_OK);
    const char *const facts[] = {rights[_i].first, rights[_i].second};
    for (int i = 0; i < 2; i++) {
        if (facts[i][0] == '-')
            continue;
        vidhosp_make(&line, desk.tables, "V014", "00", 468, facts[i]);
        ck_assert_int_eq(vidhosp_add(droits, &line).rejected, -1);
    }
    const char *const numbers[] = {rights[_i].number, rights[_i].other};
    for (int i = 0; i < 2; i++)
        if (numbers[i][0] != '-')
            hosp_pmsi_add(droits, "S1", numbers[i], "");
    line_make(&record, desk.tables, "H0F");
    line_apply(&record, rights[_i].record);
    had_result result = support_process(desk.engine, &record);
    ck_assert_int_eq(had_droits_apply(droits, record.text, &result, &stay), HAD_OK);
    ck_assert_int_eq(stay.etat, rights[_i].etat);
    ck_assert_int_eq(result.facturable, rights[_i].facturable);
    ck_assert_int_eq(stay.taux, rights[_i].taux);
    ck_assert_int_eq(had_findings_has(&result.findings, had_finding_number("922")),
                     rights[_i].etat != HAD_DROITS_CONNUS);
    had_droits_free(droits);
    desk_close(&desk);
}
END_TEST

/* Neither an ex-OQN record, which says itself whether it is billable, nor a RAPSS, whose stay has
 * another number. */
START_TEST(rights_of_others)
{
    struct desk desk = {.stays = NULL, .drugs = NULL};
    struct side_line line;
    struct line record;
    had_droits *droits;
    had_droits_stay stay = {.size = sizeof stay};
    desk.tables = support_tables(true);
    desk.engine = support_engine(desk.tables, NULL);
    ck_assert_int_eq(had_droits_new(desk.engine, &droits), HAD_OK);
    vidhosp_make(&line, desk.tables, "V014", "00", 468, "sejour=000000001 facturable=0");
    vidhosp_add(droits, &line);
    hosp_pmsi_add(droits, "S1", "A1", "LONGUEUR INCORRECTE");
    line_make(&record, desk.tables, "H0G");
    had_result result = support_process(desk.engine, &record);
    ck_assert_int_eq(had_droits_apply(droits, record.text, &result, &stay), HAD_OK);
    ck_assert_int_eq(stay.etat, HAD_DROITS_SANS_OBJET);
    ck_assert_int_eq(result.facturable, 1);
    had_result rejected = {.size = sizeof rejected};
    ck_assert_int_eq(had_process(desk.engine, "x", 1, &rejected), HAD_OK);
    ck_assert_int_eq(had_droits_apply(droits, "x", &rejected, &stay), HAD_E_ARGUMENT);
    had_droits_free(droits);
    desk_close(&desk);
}
END_TEST

START_TEST(part_of_the_insurance)
{
    static const struct {
        int64_t montant;
        int32_t taux;
        int64_t amo;
    } parts[] = {{10000, 8000, 8000},
                 {12345, 8000, 9876},
                 {1, 5000, 1}, /* half up */
                 {1, 4999, 0},
                 {3, 5000, 2},
                 {100, 0, 0},
                 {100, 10000, 100},
                 {12345, 6500, 8024},
                 {12346, 6500, 8025},
                 {INT64_C(999999999999), 99999, INT64_C(9999899999990)}};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        ck_assert_int_eq(had_montant_amo(parts[i].montant, parts[i].taux), parts[i].amo);
}
END_TEST

/* --- EAN keys --------------------------------------------------------------------------------- */

START_TEST(keys)
{
    static const struct {
        const char *code, *out;
        bool sound;
    } codes[] = {{"9131540", "3400891315400", true},
                 {"9095360", "3400890953603", true},
                 {"0000000", "3400800000007", true},
                 {"3400890628570", "3400890628570", true},
                 {"3400891234566", "3400891234566", false},
                 {"4006381333931", "4006381333931", true},
                 {"", "             ", false},
                 {"12345", "             ", false}};
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        unsigned char out[UCD13];
        bool sound;
        ucd_long((const unsigned char *)codes[i].code, strlen(codes[i].code), out, &sound);
        ck_assert_mem_eq(out, codes[i].out, UCD13);
        ck_assert_int_eq(sound, codes[i].sound);
    }
}
END_TEST

/* --- What a line looks like ------------------------------------------------------------------- */

START_TEST(kinds)
{
    had_tables *tables = support_tables(false);
    struct side_line line;
    struct line record;
    static const struct {
        const char *layout;
        int kind;
    } cases[] = {{"FC06-2011", HAD_KIND_FICHCOMP}, {"OQN11-2022", HAD_KIND_FICHCOMP},
                 {"RSFA", HAD_KIND_RSF},           {"RSFB", HAD_KIND_RSF},
                 {"RSFH", HAD_KIND_RSF},           {"RSFL", HAD_KIND_RSF}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        side_make(&line, tables, cases[i].layout);
        ck_assert_int_eq(had_line_kind(tables, line.text, line.length), cases[i].kind);
    }
    /* An invoice line of the department 05 begins as an RPSS H05 does. */
    side_make(&line, tables, "RSFH");
    side_set(&line, "finess_epmsi=050712184");
    ck_assert_int_eq(had_line_kind(tables, line.text, line.length), HAD_KIND_RSF);
    line_make(&record, tables, "H05");
    ck_assert_int_eq(had_line_kind(tables, record.text, record.length), HAD_KIND_RPSS);
    ck_assert_int_eq(had_line_kind(tables, "", 0), HAD_KIND_NONE);
    ck_assert_int_eq(had_line_kind(tables, "x", 1), HAD_KIND_NONE);
    ck_assert_int_eq(had_line_kind(tables, "S1                  A1                  \n", 41),
                     HAD_KIND_HOSP_PMSI);
    ck_assert_int_eq(had_line_kind(tables, "                    A1                  \n", 41),
                     HAD_KIND_NONE); /* no stay */
    /* A number to the last byte, and one more. */
    ck_assert_int_eq(had_line_kind(tables, "S1                  A1234567890123456789\n", 41),
                     HAD_KIND_HOSP_PMSI);
    ck_assert_int_eq(had_line_kind(tables, "S1                  A12345678901234567890\n", 42),
                     HAD_KIND_NONE);
    memset(line.text, ' ', 120);
    memcpy(line.text, "750712184062016", 15);
    memcpy(line.text + 71, "2016", 4);
    ck_assert_int_eq(had_line_kind(tables, line.text, 106), HAD_KIND_ANONYME);
    memcpy(line.text + 71, "    ", 4); /* a FICHCOMP and a blank */
    ck_assert_int_eq(had_line_kind(tables, line.text, 106), HAD_KIND_FICHCOMP);
    memcpy(line.text, "750712184         112024", 24);
    memcpy(line.text + 85, "2024", 4);
    ck_assert_int_eq(had_line_kind(tables, line.text, 120), HAD_KIND_ANONYME);
    had_tables_free(tables);
}
END_TEST

/* --- Any bytes -------------------------------------------------------------------------------- */

/* What a line of one kind is read as: whether it is rejected, and where. */
struct reader {
    struct desk desk;
    had_bills *bills;
    had_observed *observed;
    had_droits *droits;
    const char *kind;
};
struct verdict {
    bool rejected;
    uint32_t position;
};

static struct verdict read_any(struct reader *reader, const char *text, size_t length)
{
    char *exact = malloc(length + !length); /* a byte read beyond it is told by a sanitizer */
    memcpy(exact, text, length);
    had_bill_line bill = {.size = sizeof bill};
    had_droits_line droits = {.size = sizeof droits};
    struct verdict verdict;
    int used;
    if (strcmp(reader->kind, "HOSP-PMSI") == 0 || strcmp(reader->kind, "VID-HOSP") == 0) {
        int made = reader->kind[0] == 'H'
                       ? had_droits_hosp_pmsi(reader->droits, exact, length, &droits)
                       : had_droits_vidhosp(reader->droits, exact, length, &droits);
        ck_assert_int_eq(made, HAD_OK);
        verdict = (struct verdict){droits.rejected >= 0, droits.position};
    } else if (strncmp(reader->kind, "RSF", 3) == 0) {
        had_drug drug = drug_read(reader->desk.drugs, exact, length);
        ck_assert(drug.rejected >= 0 || drug.passed || (drug.quantite >= 0 && drug.montant >= 0));
        ck_assert_int_eq(had_bills_line(reader->bills, exact, length, &bill), HAD_OK);
        ck_assert(bill.ght <= 31 && bill.quantite >= 0 && bill.base >= 0);
        verdict = (struct verdict){bill.rejected >= 0, bill.position};
        ck_assert_int_eq(had_observed_line(reader->observed, exact, length, &bill, &used), HAD_OK);
        ck_assert(bill.rejected < 0 || verdict.rejected); /* 923 is for bills alone */
    } else {
        had_drug drug = drug_read(reader->desk.drugs, exact, length);
        ck_assert(drug.quantite >= 0 && drug.quantite < INT64_C(10000000000));
        ck_assert(drug.montant >= 0 && drug.montant < INT64_C(10000000000));
        ck_assert(drug.rejected >= 0 || drug.passed || drug.date > 0);
        verdict = (struct verdict){drug.rejected >= 0, drug.position};
    }
    free(exact);
    ck_assert(!verdict.rejected || verdict.position >= 1);
    ck_assert(verdict.position <= length + 600);
    return verdict;
}

static const struct {
    const char *kind, *layout, *format; /* format: of a record, or of VID-HOSP */
    const char *count;                  /* of VID-HOSP: blocks */
    size_t length;
} any_lines[] = {
    {"FICHCOMP", "FC06-IND", "H0F", NULL, 0},
    {"FICHCOMP", "FC09-IND", "H0F", NULL, 0},
    {"FICHCOMP", "FC11-2016", "H0F", NULL, 0},
    {"FICHCOMP", "OQN09-IND", "H0E", NULL, 0},
    {"FICHCOMP", "OQN11-2022", "H0E", NULL, 0},
    {"RSF", "RSFA", "H0E", NULL, 0},
    {"RSF", "RSFB", "H0E", NULL, 0},
    {"RSF", "RSFC", "H0E", NULL, 0},
    {"RSF", "RSFH", "H0E", NULL, 0},
    {"RSF", "RSFI", "H0E", NULL, 0},
    {"RSF", "RSFL", "H0E", NULL, 0},
    {"RSF", "RSFM", "H0E", NULL, 0},
    {"RSF", "RSFP", "H0E", NULL, 0},
    {"VID-HOSP", "V011", "H0F", "00", 369},
    {"VID-HOSP", "V014", "H0F", "00", 468},
    {"VID-HOSP", "V014", "H0F", "01", 515},
    {"HOSP-PMSI", "HOSP-PMSI", "H0F", NULL, 40},
};

static void reader_open(struct reader *reader, struct side_line *line, int n)
{
    *reader = (struct reader){.kind = any_lines[n].kind};
    desk_open(&reader->desk);
    desk_add(&reader->desk, any_lines[n].format, "", HAD_STAY_KEPT);
    desk_ready(&reader->desk);
    ck_assert_int_eq(had_bills_new(reader->desk.engine, &reader->bills), HAD_OK);
    ck_assert_int_eq(had_observed_new(reader->desk.engine, &reader->observed), HAD_OK);
    ck_assert_int_eq(had_droits_new(reader->desk.engine, &reader->droits), HAD_OK);
    struct line record;
    int added;
    line_make(&record, reader->desk.tables, any_lines[n].format);
    had_result result = support_process(reader->desk.engine, &record);
    ck_assert_int_eq(had_bills_record(reader->bills, record.text, record.length, &result, &added),
                     HAD_OK);
    ck_assert_int_eq(
        had_observed_record(reader->observed, record.text, record.length, &result, &added), HAD_OK);
    if (strcmp(reader->kind, "VID-HOSP") == 0) {
        vidhosp_make(line, reader->desk.tables, any_lines[n].layout, any_lines[n].count,
                     any_lines[n].length, "");
    } else if (strcmp(reader->kind, "HOSP-PMSI") == 0) {
        memset(line, 0, sizeof *line);
        line->length = (size_t)snprintf(line->text, sizeof line->text, "%-20s%-20s", "S1", "A1");
    } else {
        side_make(line, reader->desk.tables, any_lines[n].layout);
        if (strcmp(any_lines[n].layout, "RSFB") == 0)
            side_set(line, "ght=0012 quantite=003 base_remboursement=00012345 "
                           "date_fin_sejour=10052023 prix_unitaire=0004115");
    }
}

static void reader_close(struct reader *reader)
{
    had_bills_free(reader->bills);
    had_observed_free(reader->observed);
    had_droits_free(reader->droits);
    desk_close(&reader->desk);
}

/* Every byte set to every value; the line cut at every place; with and without an end. */
START_TEST(any_byte)
{
    struct reader reader;
    struct side_line line;
    reader_open(&reader, &line, _i);
    ck_assert(!read_any(&reader, line.text, line.length).rejected);
    int few = support_few();
    for (size_t at = 0; at < line.length; at++) {
        char kept = line.text[at];
        for (int value = (int)at % few; value < 256; value += few) {
            line.text[at] = (char)value;
            struct verdict verdict = read_any(&reader, line.text, line.length);
            bool control = value < 0x20 || value == 0x7F;
            ck_assert_msg(!control || verdict.rejected, "byte %d at %zu is read", value, at);
        }
        line.text[at] = kept;
    }
    for (size_t length = 0; length < line.length; length++)
        ck_assert_msg(read_any(&reader, line.text, length).rejected, "%zu bytes are read", length);
    static const char *const ends[] = {"\n", "\r\n", "   ", "  \r\n"};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        memcpy(line.text + line.length, ends[i], strlen(ends[i]));
        ck_assert(!read_any(&reader, line.text, line.length + strlen(ends[i])).rejected);
    }
    memcpy(line.text + line.length, "x\n", 2);
    ck_assert(read_any(&reader, line.text, line.length + 2).rejected);
    reader_close(&reader);
}
END_TEST

/* --- Layouts ---------------------------------------------------------------------------------- */

static const char *const bad_layouts[] = {
    FICHCOMP "X;import;ex-DGF;;sejour;2;20;alnum;;;;;x;\n", /* gap */
    FICHCOMP "X;import;ex-DGF;;sejour;1;20;alnum;;;;;x;\nX;import;ex-DGF;;ipp;20;2;alnum;;;;;x;\n",
    FICHCOMP
    "X;import;ex-DGF;;sejour;1;20;alnum;;;;;x;\nX;import;ex-DGF;;sejour;21;2;alnum;;;;;x;\n",
    FICHCOMP "X;import;dgf;;sejour;1;20;alnum;;;;;x;\n",
    FICHCOMP "X;import;ex-DGF;06;sejour;1;20;alnum;;;;;x;\n",              /* a drug line without */
    FICHCOMP "RSFB;import;ex-OQN;;type_enregistrement;1;1;alnum;;;;;x;\n", /* contradicts */
    FICHCOMP "X;import;ex-DGF;;date_fin_sejour;1;7;date;;;;;x;\n",
};

START_TEST(bad_layout)
{
    had_tables *tables = support_tables(false);
    had_error error = {.size = sizeof error};
    had_file file = {"x.csv", bad_layouts[_i], strlen(bad_layouts[_i])};
    ck_assert_int_eq(had_tables_add(tables, HAD_TABLE_BESIDE, &file, 1, &error), HAD_E_TABLE);
    ck_assert_int_ne(error.code, 0);
    had_tables_free(tables);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("beside");
    TCase *group = tcase_create("drugs");
    tcase_add_loop_test(group, lines, 0, sizeof rows / sizeof rows[0]);
    tcase_add_test(group, amounts);
    tcase_add_test(group, indication);
    tcase_add_test(group, sectors);
    tcase_add_test(group, repeated);
    tcase_add_test(group, together);
    tcase_add_test(group, together_and_illicit);
    tcase_add_test(group, repeated_in_another_layout);
    tcase_add_test(group, many_of_one_stay);
    tcase_add_loop_test(group, on_list, 0, sizeof listed / sizeof listed[0]);
    tcase_add_loop_test(group, bad_list, 0, sizeof bad_lists / sizeof bad_lists[0]);
    tcase_add_test(group, days_of_a_stay);
    tcase_add_test(group, no_record);
    tcase_add_test(group, numbers_that_are_text);
    tcase_add_test(group, stays_left_out);
    tcase_add_test(group, half_a_stay);
    tcase_add_loop_test(group, anonymised, 0, sizeof anonymous / sizeof anonymous[0]);
    tcase_add_test(group, types_of_invoice_lines);
    tcase_add_loop_test(group, invoice_lines, 0, sizeof invoices / sizeof invoices[0]);
    tcase_add_loop_test(group, invoice_account, 0, sizeof accounts / sizeof accounts[0]);
    tcase_add_test(group, invoice_of_several);
    tcase_add_loop_test(group, invoice_period, 0, sizeof periods / sizeof periods[0]);
    tcase_add_loop_test(group, price_seen, 0, sizeof prices / sizeof prices[0]);
    tcase_add_test(group, places_of_prices);
    tcase_add_test(group, prices_that_differ);
    tcase_add_test(group, origin_of_tariffs);
    tcase_add_loop_test(group, vidhosp_lines, 0, sizeof insured / sizeof insured[0]);
    tcase_add_loop_test(group, rights_of_a_stay, 0, sizeof rights / sizeof rights[0]);
    tcase_add_test(group, rights_of_others);
    tcase_add_test(group, part_of_the_insurance);
    tcase_add_test(group, keys);
    tcase_add_test(group, kinds);
    tcase_add_loop_test(group, any_byte, 0, sizeof any_lines / sizeof any_lines[0]);
    tcase_add_loop_test(group, bad_layout, 0, sizeof bad_layouts / sizeof bad_layouts[0]);
    suite_add_tcase(suite, group);
    return support_run(suite);
}
