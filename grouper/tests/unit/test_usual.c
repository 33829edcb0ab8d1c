/* SPDX-License-Identifier: Apache-2.0 */
/* Usual records in columns: each what had_process says of it, the plain way; and a record in which
 * anything is found is left. Every byte of records of every format set to every value, several
 * bytes at a time, and the records of a file that is given. */
#include "common/sha256.h"
#include "control_rows.h"
#include "lib/engine.h"
#include "places.gen.h"
#include "same_usual.h"
#include "support.h"

static const char *const formats[] = {"H09", "H0B", "H0C", "H0D", "H0E", "H0F", "H0G"};
enum { FORMATS = sizeof formats / sizeof formats[0] };

static had_tables *tables;
static had_engine *plain, *usual;
/* What was met on the way: records left, though nothing is found in them; taken, with a code
 * retour; blocking codes. */
static uint64_t taken, left_clean, with_code;
static bool met[HAD_FINDINGS_MAX];
static bool swept; /* every byte of every format was met in this process */
static int no_tarif;

static void make_engines_for(had_tables *given, had_options options)
{
    options.size = sizeof options;
    tables = given;
    plain = support_engine(tables, &options);
    usual = support_engine(tables, &options);
    ck_assert(plan_force(engine_plan(plain), WAY_NONE));
    no_tarif = had_finding_number("902");
}

static void make_engines(void)
{
    make_engines_for(support_tables(true), (had_options){.date = 20261231});
}

static void free_engines(void)
{
    had_engine_free(plain);
    had_engine_free(usual);
    had_tables_free(tables);
    plain = usual = NULL;
    tables = NULL;
}

/* Elsewhere than on machines with AVX2, every record is left. */
static bool here(void)
{
    return plan_force(engine_plan(usual), WAY_AVX2);
}

static void note(const had_result *r)
{
    for (int number = 0; number < (int)had_finding_count(); number++)
        met[number] |= had_findings_has(&r->findings, number);
}

/* Every record of a block, as it is taken, or left. */
static void compare_block(const char *block, size_t size)
{
    had_usual columns = HAD_USUAL_INIT;
    had_chain_record record = HAD_CHAIN_RECORD_INIT;
    struct chained_records *records = chained_records();
    size_t at = 0;
    while (at < size) {
        had_result r = HAD_RESULT_INIT;
        size_t length;
        ck_assert_int_eq(had_chain_read_usual(usual, block + at, size - at, &columns, records->of),
                         HAD_OK);
        uint32_t without = 0;
        for (uint32_t n = 0; n < columns.count; n++) {
            const char *line = block + at + columns.start[n];
            had_chain_read(plain, line, size - at - columns.start[n], &length, &r, &record);
            uint32_t next = n + 1 < columns.count ? columns.start[n + 1] : columns.bytes;
            if (length != next - columns.start[n] || !same_record(&columns, n, line, &r) ||
                !same_result(usual, block + at, &columns, n, &r) ||
                !same_taken(&records->of[n], &record))
                ways_differ(&r, columns.code[n] ? "a code retour" : "", line, length);
            without += (uint32_t)had_findings_has(&r.findings, no_tarif);
        }
        ck_assert_uint_eq(columns.sans_tarif, without);
        taken += columns.count;
        at += columns.bytes;
        if (columns.count == HAD_USUAL_MAX || at == size)
            continue;
        had_process_first(plain, block + at, size - at, &length, &r);
        left_clean += nothing_found(&r);
        note(&r);
        at += length;
    }
    uint64_t lines = 0, clean_lines = 0;
    ck_assert(same_among(usual, plain, block, size, 0, &lines));
    ck_assert(same_among(usual, plain, block, size, 1, &clean_lines));
    ck_assert_uint_eq(lines, clean_lines);
}

/* The first line only of a block; what it says when it is taken. One that has a code is left where
 * only clean ones are asked for. */
static bool compare_first(const char *block, size_t size)
{
    had_usual columns = HAD_USUAL_INIT;
    had_result r = HAD_RESULT_INIT;
    size_t length;
    had_chain_record record = HAD_CHAIN_RECORD_INIT;
    struct chained_records *records = chained_records();
    had_chain_read_usual(usual, block, size, &columns, records->of);
    had_chain_read(plain, block, size, &length, &r, &record);
    if (columns.count == 0) {
        note(&r);
        return false;
    }
    uint32_t end = columns.count > 1 ? columns.start[1] : columns.bytes;
    if (end != length || !same_record(&columns, 0, block, &r) ||
        !same_result(usual, block, &columns, 0, &r) || !same_taken(&records->of[0], &record))
        ways_differ(&r, columns.code[0] ? "a code retour" : "", block, length);
    taken++;
    if (columns.code[0] != 0) {
        columns.clean = 1;
        had_process_usual(usual, block, size, &columns);
        ck_assert_uint_eq(columns.count, 0);
        with_code++;
    }
    return true;
}

/* The record, and others behind it: exact, so that a sanitizer sees any byte read beyond. */
struct block {
    char *bytes;
    size_t size;
};

static struct block block_of(const struct line *line)
{
    struct block block = {malloc(3 * (line->length + 1)), 3 * (line->length + 1)};
    for (size_t i = 0; i < 3; i++) {
        memcpy(block.bytes + i * (line->length + 1), line->text, line->length);
        block.bytes[(i + 1) * (line->length + 1) - 1] = '\n';
    }
    return block;
}

/* Of two months or more: acts on the first day and the last, and on both sides of the turn of a
 * month. */
static void records_of_months(const char *format, const char *debut,
                              void (*look)(const struct line *line))
{
    const char *const days[] = {debut, "3004", "0105", "2005"};
    struct line line;
    char text[128];
    line_make(&line, tables, format);
    const char *year = line.text + AT_date_fin_sous_sequence + 4;
    snprintf(text, sizeof text,
             "date_entree=0103%.4s date_debut_sequence=0203%.4s date_debut_sous_sequence=%s%.4s",
             year, year, debut, year);
    line_apply(&line, text);
    line_apply(&line, "n_zones_ccam=004");
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
        snprintf(text, sizeof text, "%s%.4sAGLB001-0111 01", days[i], year);
        line_insert(&line, text);
    }
    look(&line);
}

/* A 29 February among its dates, and acts on it. */
static void records_of_leap_years(const char *format, void (*look)(const struct line *line))
{
    struct line line;
    line_make(&line, tables, format);
    line_apply(&line, "date_naissance=29021904 date_entree=29022016 "
                      "date_debut_sequence=29022016 date_debut_sous_sequence=29022016 "
                      "date_fin_sous_sequence=29022016 n_zones_ccam=002");
    line_insert(&line, "29022016AGLB001-0111 01");
    line_insert(&line, "29022016DEQP003   01 01");
    look(&line);
}

/* Records of a format: bare; with diagnoses and acts; gone, with other modes. */
static void records(const char *format, void (*look)(const struct line *line))
{
    struct line line;
    char acts[64], leaving[80];
    line_make(&line, tables, format);
    look(&line);
    line_make(&line, tables, format);
    line_apply(&line, "n_dcmpp=2 n_dcmpa=1 n_da=05 n_zones_ccam=002 mpa=02 mpd1=06 mpd2=__");
    line_insert(&line, "C500    Z515    E46     A00     A01+0   B20     I10     J960+1  ");
    const char *year = line.text + AT_date_fin_sous_sequence + 4;
    snprintf(acts, sizeof acts, "1205%.4sAGLB001-0111 012005%.4sDEQP003   01 01", year, year);
    line_insert(&line, acts);
    look(&line);
    line_make(&line, tables, format);
    line_apply(&line,
               "derniere_sous_sequence=1 mode_sortie=8 sexe=2 ik=070 mpp=09 mpa=01 n_dcmpa=1 "
               "provenance=_ date_debut_sequence=01011990 date_entree=31121989");
    line_insert(&line, "C500    ");
    year = line.text + AT_date_fin_sous_sequence + 4;
    snprintf(leaving, sizeof leaving, "date_sortie=2005%.4s date_fin_sequence=2005%.4s", year,
             year);
    line_apply(&line, leaving);
    look(&line);
    line_make(&line, tables, format);
    line_apply(&line, "n_da=20 type_domicile=3");
    for (int i = 0; i < 20; i++)
        line_insert(&line, i % 2 ? "C5001   " : "Z51+    ");
    look(&line);
    records_of_months(format, "2904", look);
    records_of_months(format, "3103", look);
    records_of_months(format, "0203", look);
    records_of_leap_years(format, look);
}

static void is_taken(const struct line *line)
{
    struct block block = block_of(line);
    if (!compare_first(block.bytes, block.size))
        not_usual(plain, line);
    free(block.bytes);
}

START_TEST(these_are_taken)
{
    if (here())
        for (size_t i = 0; i < FORMATS; i++)
            records(formats[i], is_taken);
}
END_TEST

/* Codes are looked at twelve at a time: as many as end at each of twelve places, each with a byte
 * that no code has. */
START_TEST(counts_of_codes)
{
    for (int count = 1; count <= 24; count++) {
        struct line line;
        char text[8];
        line_make(&line, tables, "H0F");
        snprintf(text, sizeof text, "%02d", count - 1);
        line_set(&line, "n_da", text);
        for (int i = 1; i < count; i++)
            line_insert(&line, "C5001   ");
        if (here())
            is_taken(&line);
        struct block block = block_of(&line);
        for (int i = 0; i < count; i++) {
            block.bytes[AT_dp + 8 * i] = '?';
            ck_assert(!compare_first(block.bytes, block.size));
            block.bytes[AT_dp + 8 * i] = 'C';
        }
        free(block.bytes);
    }
}
END_TEST

/* Acts are listed eight at a time, those of a record that has more by themselves: each of them with
 * a byte that none has. */
START_TEST(counts_of_acts)
{
    for (int count = 1; count <= 10; count++) {
        struct line line;
        char text[8];
        line_make(&line, tables, "H0F");
        snprintf(text, sizeof text, "%03d", count);
        line_set(&line, "n_zones_ccam", text);
        size_t first = line.length;
        for (int i = 0; i < count; i++)
            line_insert(&line, "10052024ABCD123   01 01");
        if (here())
            is_taken(&line);
        struct block block = block_of(&line);
        for (int i = 0; i < count; i++) {
            block.bytes[first + IN_ACT_CODE + ACT_BYTES * (size_t)i] = '?';
            ck_assert(!compare_first(block.bytes, block.size));
            block.bytes[first + IN_ACT_CODE + ACT_BYTES * (size_t)i] = 'A';
        }
        free(block.bytes);
    }
}
END_TEST

/* One record with more acts than are listed, among others with few: it alone is left when an act of
 * it is bad, and the others go on as they are. */
START_TEST(a_crowd_among_others)
{
    enum { ACTS = 9, RECORDS = 3 };
    struct line few, many;
    line_make(&few, tables, "H0F");
    line_set(&few, "n_zones_ccam", "001");
    line_insert(&few, "10052024ABCD123   01 01");
    line_make(&many, tables, "H0F");
    line_set(&many, "n_zones_ccam", "009");
    const size_t first = many.length;
    for (int i = 0; i < ACTS; i++)
        line_insert(&many, "10052024ABCD123   01 01");
    const struct line *const lines[RECORDS] = {&few, &many, &few};
    for (int bad = -1; bad < ACTS; bad++) {
        struct block block = {malloc(2 * few.length + many.length + RECORDS), 0};
        for (int i = 0; i < RECORDS; i++) {
            memcpy(block.bytes + block.size, lines[i]->text, lines[i]->length);
            if (i == 1 && bad >= 0)
                block.bytes[block.size + first + IN_ACT_CODE + ACT_BYTES * (size_t)bad] = '?';
            block.size += lines[i]->length;
            block.bytes[block.size++] = '\n';
        }
        had_usual columns = HAD_USUAL_INIT;
        ck_assert_int_eq(had_process_usual(usual, block.bytes, block.size, &columns), HAD_OK);
        /* The last line of a block is never read by vectors: it has nothing behind it. */
        ck_assert_uint_eq(columns.count, !here() ? 0 : bad < 0 ? 2 : 1);
        compare_block(block.bytes, block.size);
        free(block.bytes);
    }
}
END_TEST

/* As many acts as can be listed, and more lines than go together. */
START_TEST(acts_of_many_lines)
{
    enum { ACTS = 8, LINES = 20 };
    struct line line;
    line_make(&line, tables, "H0F");
    line_set(&line, "n_zones_ccam", "008");
    for (int i = 0; i < ACTS; i++)
        line_insert(&line, "10052024ABCD123   01 01");
    struct block block = {malloc(LINES * (line.length + 1)), LINES * (line.length + 1)};
    for (size_t i = 0; i < LINES; i++) {
        memcpy(block.bytes + i * (line.length + 1), line.text, line.length);
        block.bytes[(i + 1) * (line.length + 1) - 1] = '\n';
    }
    had_usual columns = HAD_USUAL_INIT;
    ck_assert_int_eq(had_process_usual(usual, block.bytes, block.size, &columns), HAD_OK);
    ck_assert_uint_eq(columns.count, here() ? LINES - 1 : 0);
    compare_block(block.bytes, block.size);
    free(block.bytes);
}
END_TEST

static void sweep(const struct line *line)
{
    struct block block = block_of(line);
    int few = support_few();
    for (size_t i = 0; i <= line->length; i++) {
        char kept = block.bytes[i];
        for (int value = (int)i % few; value < 256; value += few) {
            block.bytes[i] = (char)value;
            compare_first(block.bytes, block.size);
        }
        block.bytes[i] = kept;
    }
    free(block.bytes);
}

START_TEST(every_byte_of_every_format)
{
    for (size_t i = 0; i < tables->layouts.count; i++) {
        struct line line;
        if (plan_knows(engine_plan(usual), &tables->layouts.layout[i])) {
            records(tables->layouts.layout[i].tag, sweep);
        } else if (!tables->layouts.layout[i].anonymous) {
            line_make(&line, tables, tables->layouts.layout[i].tag);
            struct block block = block_of(&line);
            ck_assert(!compare_first(block.bytes, block.size));
            free(block.bytes);
        }
    }
    swept = true;
}
END_TEST

static uint64_t chance = 1;

static uint32_t draw(uint32_t below)
{
    chance ^= chance << 13;
    chance ^= chance >> 7;
    chance ^= chance << 17;
    return (uint32_t)(chance >> 33) % below;
}

/* Bytes that records are made of, more often than others. */
static char draw_byte(void)
{
    static const char likely[] = "0123456789012345678901234567890123456789   ABZ+-";
    return draw(8) ? likely[draw(sizeof likely - 1)] : (char)draw(256);
}

/* Two to four bytes of the fixed part, or near its end, at a time; now and then next to each other.
 */
static void pairs(const struct line *line)
{
    enum { TIMES = 40000, AT_ONCE = 4 };
    int times = TIMES / support_few();
    struct block block = block_of(line);
    for (int t = 0; t < times; t++) {
        uint32_t count = 2 + draw(AT_ONCE - 1), at = draw((uint32_t)line->length), step = draw(3);
        for (uint32_t i = 0; i < count; i++) {
            block.bytes[at] = draw_byte();
            at = step ? (at + 1) % (uint32_t)line->length : draw((uint32_t)line->length);
        }
        compare_first(block.bytes, block.size);
        memcpy(block.bytes, line->text, line->length);
    }
    free(block.bytes);
}

/* What is taken of a record when one byte is not that of the record before it. What names the stay
 * fills its fields. */
static void beside_another(const struct line *line)
{
    struct line full = *line;
    line_apply(&full, "ipp=01234567890123456789");
    if (line->layout->secteur == HAD_EX_DGF)
        line_apply(&full, "sejour=01234567890123456789");
    struct block block = block_of(&full);
    char *second = block.bytes + line->length + 1;
    for (size_t at = 0; at < FIXED_BYTES; at++) {
        char was = second[at];
        for (const char *p = " 0123456789AZ"; *p; p++) {
            second[at] = *p;
            compare_block(block.bytes, block.size);
        }
        second[at] = was;
    }
    free(block.bytes);
}

START_TEST(beside_the_one_before)
{
    for (size_t i = 0; here() && i < FORMATS; i++)
        records(formats[i], beside_another);
}
END_TEST

/* The same where nothing of the stay and its person is that of the record before it. */
static void unlike_another(const struct line *line)
{
    struct line other = *line;
    line_apply(&other, "finess_epmsi=760712184 ipp=ABCDEFGHIJKLMNOPQRST date_naissance=01051941");
    line_apply(&other, line->layout->secteur == HAD_EX_OQN ? "no_entree=000000011"
                                                           : "sejour=ABCDEFGHIJKLMNOPQRST");
    line_set(&other, "date_entree", "29021988");
    struct block block = block_of(line);
    memcpy(block.bytes + line->length + 1, other.text, line->length);
    uint64_t before = taken;
    compare_block(block.bytes, block.size);
    ck_assert_uint_ge(taken - before, 2);
    free(block.bytes);
}

START_TEST(unlike_the_one_before)
{
    for (size_t i = 0; here() && i < FORMATS; i++)
        records(formats[i], unlike_another);
}
END_TEST

START_TEST(bytes_together)
{
    for (size_t i = 0; i < FORMATS; i++)
        records(formats[i], pairs);
}
END_TEST

/* One date after another set to days around each other, and around the ends of months. */
static void dates(const struct line *line)
{
    static const char *const fields[] = {"date_naissance",      "date_entree",
                                         "date_debut_sequence", "date_debut_sous_sequence",
                                         "date_fin_sequence",   "date_fin_sous_sequence",
                                         "date_sortie",         "mode_sortie"};
    static const char *const days[] = {"01", "05", "19", "20", "21", "28", "29", "30", "31"};
    static const char *const months[] = {"01", "02", "04", "05", "06", "12"};
    static const char *const years[] = {"1863", "1864", "1899", "1900", "1983", "1984",
                                        "2000", "2012", "2016", "2020", "2023", "2024",
                                        "2026", "2027", "2040", "2041", "2100", "9999"};
    enum { TIMES = 20000 };
    int times = TIMES / support_few();
    struct line changed;
    for (int t = 0; t < times; t++) {
        changed = *line;
        for (uint32_t count = 1 + draw(4); count > 0; count--) {
            char text[16];
            const char *field = fields[draw(8)], *last = changed.text + AT_date_fin_sous_sequence;
            if (draw(4))
                snprintf(text, sizeof text, "%s%.6s", days[draw(9)], last + 2);
            else
                snprintf(text, sizeof text, "%s%s%s", days[draw(9)], months[draw(6)],
                         years[draw(18)]);
            line_set(&changed, field, draw(6) ? text : "");
        }
        struct block block = block_of(&changed);
        compare_first(block.bytes, block.size);
        free(block.bytes);
    }
}

START_TEST(dates_together)
{
    for (size_t i = 0; i < FORMATS; i++)
        records(formats[i], dates);
}
END_TEST

/* The records of test_controls: in most of them something is found. */
START_TEST(rows_of_controls)
{
    for (size_t i = 0; i < CONTROL_ROWS; i++) {
        struct line line;
        line_make(&line, tables, control_rows[i].format);
        line_apply(&line, control_rows[i].changes);
        struct block block = block_of(&line);
        compare_first(block.bytes, block.size);
        free(block.bytes);
    }
}
END_TEST

/* The cases above hold every blocking control that a usual format runs, so that each was left. */
START_TEST(every_blocking_control)
{
    static const char *const given[] = {"029", "030", "031", "032", "033", "034",
                                        "035", "036", "083", "084", "107", "142"};
    char lacking[512] = "";
    ck_assert_msg(swept, "not looked at: every_byte_of_every_format, above, has not ended here; "
                         "by hand, with CK_FORK=no");
    for (int number = 0; number < (int)had_finding_count(); number++) {
        had_finding_info info = HAD_FINDING_INFO_INIT;
        had_finding_get((size_t)number, 0, &info);
        bool beside = false;
        for (size_t i = 0; i < sizeof given / sizeof given[0]; i++)
            beside |= strcmp(info.code, given[i]) == 0;
        if (info.blocking && info.raised && info.code[0] <= '4' && !beside && !met[number])
            strcat(strcat(lacking, info.code), " ");
    }
    ck_assert_msg(!*lacking, "no record above raises %s: add a row that does to control_rows.h",
                  lacking);
}
END_TEST

/* A classification of observed groups: modes are listed by date, and most triples are unknown; of
 * one a period is deduced. */
static had_tables *observed_tables(void)
{
    static const char groupes[] =
        "mpp;mpa;ik;ghpc;ght1;ght2;ght3;ght4;n\n04;00;050;0101;11;09;08;07;3\n"
        "04;00;060;0102;11;;08;;3\n04;03;050;0103;12;;09;;3\n09;01;070;0104;5;4;3;2;3\n"
        "29;00;050;0105;5;4;3;2;3\n04;00;055;0106;5;4;3;2;3\n04;00;070;;5;4;3;2;3\n";
    char card[200] = "cle;valeur\nid;vus\nversion;11\ndebut;2015-01-01\nfin;\nofficielle;1\n"
                     "source;test\ngroupes_sha256;";
    sha256_of(groupes, sizeof groupes - 1, card + strlen(card));
    strcat(card, "\n");
    const char *const files[] = {
        "classification.csv",
        card,
        "groupes.csv",
        groupes,
        "deductions.csv",
        "mpp;mpa;ik;ght1_min;ght1_max;ght2_min;ght2_max;ght3_min;ght3_max;ght4_min;ght4_max;"
        "methode\n04;03;050;;;10;10;;;;;ordre\n",
        NULL};
    had_tables *given = support_tables(false);
    had_error error = HAD_ERROR_INIT;
    ck_assert_msg(support_classification(given, files, &error) == HAD_OK, "%s", error.en);
    return given;
}

/* By weights: a pair that requires a confirmation, one that is not allowed, one not expected. */
static had_tables *weighed_tables(void)
{
    static const char *const files[] = {
        "classification.csv",
        "cle;valeur\nid;main\nversion;77\ndebut;2010-01-01\nfin;2024-05-15\nofficielle;1\n"
        "source;test\n",
        "durees.csv",
        "du;au;poids\n1;4;1.0000\n5;9;0.7613\n10;;0.6765\n",
        "mpp.csv",
        "code;poids\n04;1.0000\n05;2.0000\n09;1\n",
        "mpa.csv",
        "code;poids\n00;1.0000\n01;1.0000\n02;1.0000\n04;1.0000\n05;1.0\n",
        "ik.csv",
        "code;poids\n050;1.0000\n060;1.5000\n070;1.0000\n",
        "ght.csv",
        "ght;ipt_min\n1;0\n2;0.6300\n3;0.6765\n4;0.7613\n5;1.0000\n6;1.0001\n7;2\n",
        "ghpc.csv",
        "ghpc;mpp;mpa;ik_min;ik_max\n0101;04;00;50;70\n0102;04;02;50;70\n"
        "0201;09;01;50;70\n",
        "associations.csv",
        "mpp;mpa;statut;ik_min;ik_max;confirmation\n04;00;autorisee;40;60;1\n"
        "04;02;non_autorisee;60;70;1\n09;01;inattendue;40;60;0\n05;00;erronee;40;60;1\n",
        NULL};
    had_tables *given = support_tables(false);
    had_error error = HAD_ERROR_INIT;
    ck_assert_msg(support_classification(given, files, &error) == HAD_OK, "%s:%u %s", error.file,
                  error.line, error.en);
    return given;
}

static void with_confirmations(const struct line *line)
{
    struct line changed = *line;
    for (const char *value = "_12"; *value; value++) {
        char change[32];
        snprintf(change, sizeof change, "confirmation_codage=%c", *value);
        line_apply(&changed, change);
        sweep(&changed);
        pairs(&changed);
    }
}

START_TEST(confirmations)
{
    free_engines();
    make_engines_for(weighed_tables(), (had_options){.date = 20240510});
    uint64_t before = taken;
    for (size_t i = 0; i < FORMATS; i++)
        records(formats[i], with_confirmations);
    ck_assert(met[had_finding_number("105")] && met[had_finding_number("106")]);
    ck_assert(!here() || (taken > before && with_code > 0));
}
END_TEST

START_TEST(observed_groups)
{
    free_engines();
    make_engines_for(observed_tables(), (had_options){.date = 0});
    uint64_t before = taken;
    for (size_t i = 0; i < FORMATS; i++) {
        records(formats[i], sweep);
        records(formats[i], pairs);
    }
    ck_assert(!here() || taken > before);
}
END_TEST

/* Its result without tariffs, of which none is said to lack. */
static void only_grouped(const struct line *line)
{
    struct block block = block_of(line);
    had_usual columns = HAD_USUAL_INIT;
    had_result r = HAD_RESULT_INIT;
    had_process_usual(usual, block.bytes, block.size, &columns);
    ck_assert_int_eq(had_process(plain, line->text, line->length, &r), HAD_OK);
    ck_assert(columns.count > 0 && same_result(usual, block.bytes, &columns, 0, &r));
    ck_assert_uint_eq(columns.sans_tarif, 0);
    free(block.bytes);
}

START_TEST(without_amounts)
{
    free_engines();
    make_engines_for(support_tables(true), (had_options){.groups_only = 1});
    for (size_t i = 0; here() && i < FORMATS; i++)
        records(formats[i], only_grouped);
}
END_TEST

/* Each pair of modes, listed or not: of what the matrix does not allow something is to be said. */
static void every_pair(const struct line *line)
{
    enum { MODES = 100 };
    for (int mpp = 0; mpp < MODES; mpp++)
        for (int mpa = 0; mpa < MODES; mpa++) {
            struct line changed = *line;
            char change[32];
            snprintf(change, sizeof change, "mpp=%02d mpa=%02d", mpp, mpa);
            line_apply(&changed, change);
            struct block block = block_of(&changed);
            compare_first(block.bytes, block.size);
            free(block.bytes);
        }
}

/* Without a classification (rule R38). */
START_TEST(controlled_alone)
{
    free_engines();
    make_engines_for(support_tables(false), (had_options){.sans_classification = 1});
    uint64_t before = taken;
    for (size_t i = 0; i < FORMATS; i++) {
        records(formats[i], sweep);
        records(formats[i], pairs);
    }
    records("H0F", every_pair);
    ck_assert(!here() || taken > before);
}
END_TEST

/* Columns of an engine that controls alone say nothing of a classification to one that groups. */
START_TEST(columns_of_another_engine)
{
    struct line line;
    had_usual columns = HAD_USUAL_INIT;
    had_result result = HAD_RESULT_INIT;
    free_engines();
    make_engines();
    line_make(&line, tables, "H0F");
    struct block block = block_of(&line);
    ck_assert_int_eq(had_process_usual(usual, block.bytes, block.size, &columns), HAD_OK);
    if (here()) {
        ck_assert_int_eq(had_usual_result(usual, block.bytes, &columns, 0, &result), HAD_OK);
        columns.classification[0] = HAD_USUAL_NONE;
        ck_assert_int_eq(had_usual_result(usual, block.bytes, &columns, 0, &result),
                         HAD_E_ARGUMENT);
        columns.classification[0] = (uint16_t)had_classification_count(tables);
        ck_assert_int_eq(had_usual_result(usual, block.bytes, &columns, 0, &result),
                         HAD_E_ARGUMENT);
    }
    free(block.bytes);
}
END_TEST

static void is_left(const struct line *line)
{
    struct block block = block_of(line);
    had_usual columns = HAD_USUAL_INIT;
    ck_assert_int_eq(had_process_usual(usual, block.bytes, block.size, &columns), HAD_OK);
    ck_assert_uint_eq(columns.count + columns.bytes, 0);
    free(block.bytes);
}

/* As many as there is room for, and no more; the rest by the next call. */
START_TEST(more_than_there_is_room_for)
{
    enum { COUNT = HAD_USUAL_MAX + 2 };
    struct line line;
    had_usual columns = HAD_USUAL_INIT;
    free_engines();
    make_engines();
    line_make(&line, tables, "H0F");
    line.text[line.length++] = '\n';
    char *block = malloc(COUNT * line.length);
    for (size_t i = 0; i < COUNT; i++)
        memcpy(block + i * line.length, line.text, line.length);
    ck_assert_int_eq(had_process_usual(usual, block, COUNT * line.length, &columns), HAD_OK);
    ck_assert_uint_eq(columns.count, here() ? HAD_USUAL_MAX : 0);
    compare_block(block, COUNT * line.length);
    free(block);
}
END_TEST

/* Lines of all kinds among usual ones: what is left stands where it does, and reading goes on
 * behind it; where nothing is usual it does not go far. */
START_TEST(left_among_others)
{
    static const char *const other[] = {
        "\n", "x\n", "\r\n", "H0F\n", "\032\n", "a line that is longer than any record: "};
    enum { OTHERS = sizeof other / sizeof other[0], TIMES = 200 };
    static char block[TIMES * (LINE_ROOM + 2)];
    struct line line;
    uint64_t lines = 0;
    had_usual columns = HAD_USUAL_INIT;
    had_left left = HAD_LEFT_INIT;
    line_make(&line, tables, "H0F");
    for (uint32_t usual_ones = 0; usual_ones < 8; usual_ones++) {
        char *end = block;
        for (int i = 0; i < TIMES; i++) {
            memcpy(end, line.text, line.length);
            end += line.length;
            *end++ = '\n';
            if (draw(8) >= usual_ones)
                end += sprintf(end, "%s", other[draw(OTHERS)]);
        }
        lines = 0;
        ck_assert(same_among(usual, plain, block, (size_t)(end - block), 0, &lines));
    }
    size_t size = 0;
    for (int i = 0; i < TIMES; i++)
        size += (size_t)sprintf(block + size, "%s", other[i % (OTHERS - 1)]);
    had_process_among(usual, block, size, &columns, &left);
    ck_assert_uint_eq(columns.count, 0);
    ck_assert_uint_eq(left.count, here() ? 8 : 0);
}
END_TEST

/* Columns tell 32 bits of a place. A line of that many bytes, less the few that some records behind
 * it take, is passed over, and they are read as far as their places can be told; one that ends a
 * byte later than can be told is not. Pages that are only read take no memory. */
START_TEST(places_of_32_bits)
{
    enum { BEHIND_IT = 8, HALF = 1 << 15 };
    const size_t most = UINT32_MAX;
    struct line line;
    had_usual columns = HAD_USUAL_INIT;
    had_left left = HAD_LEFT_INIT;
    line_make(&line, tables, "H0F");
    line.text[line.length++] = '\n';
    char *block = here() && sizeof most > sizeof(uint32_t) ? calloc(most / HALF + 2, HALF) : NULL;
    if (!block) /* no such places, or no room for them */
        return;
    size_t first = most - BEHIND_IT / 2 * line.length; /* four fit before the end, to the byte */
    block[first - 1] = '\n';
    for (int i = 0; i < BEHIND_IT; i++)
        memcpy(block + first + (size_t)i * line.length, line.text, line.length);
    ck_assert_int_eq(had_process_among(usual, block, most + HALF, &columns, &left), HAD_OK);
    ck_assert_uint_eq(left.count, 2);
    ck_assert_uint_eq(left.length[0], first);
    ck_assert_uint_eq(left.before[1], BEHIND_IT / 2 - 1); /* which looks beyond its end */
    ck_assert_uint_eq(columns.count, BEHIND_IT / 2 - 1);
    ck_assert_uint_eq(columns.bytes, most);
    memset(block + first - 1, 0, most - first + 1);
    block[most] = '\n';
    ck_assert_int_eq(had_process_among(usual, block, most + HALF, &columns, &left), HAD_OK);
    ck_assert_uint_eq(left.count, 0);
    ck_assert_uint_eq(columns.bytes, 0);
    free(block);
}
END_TEST

/* Without AVX2, all are left. */
START_TEST(on_another_machine)
{
    free_engines();
    make_engines();
    for (int way = WAY_NONE; way < WAY_AVX2; way++) {
        if (!plan_force(engine_plan(usual), (enum way)way))
            continue;
        struct line line;
        line_make(&line, tables, "H0F");
        is_left(&line);
    }
    here(); /* takes it again */
}
END_TEST

/* A program built with the first had.h has no room for the columns that came later: the bytes
 * behind are its own. */
START_TEST(first_columns)
{
    struct line line;
    line_make(&line, tables, "H0F");
    struct block block = block_of(&line);
    had_usual columns = {.size = offsetof(had_usual, age)};
    memset(columns.age, 0x55, sizeof columns.age);
    memset(columns.rang, 0x55, sizeof columns.rang);
    ck_assert_int_eq(had_process_usual(usual, block.bytes, block.size, &columns), HAD_OK);
    ck_assert_uint_eq(columns.count > 0, here());
    for (int n = 0; n < HAD_USUAL_MAX; n++)
        ck_assert(columns.age[n] == 0x55 && columns.rang[n] == 0x55555555);
    free(block.bytes);
}
END_TEST

/* Who leaves after the last year that has rules of its own, or whose sequence ends then: taken, and
 * what the controls between records need is read the plain way. */
START_TEST(far_dates)
{
    static const char *const changes[] = {"mode_sortie=8 date_sortie=01012100",
                                          "date_fin_sequence=01012100",
                                          ("mode_sortie=8 date_sortie=01022100 "
                                           "date_fin_sequence=01012100")};
    free_engines();
    make_engines_for(support_tables(true), (had_options){.date = 0});
    for (size_t i = 0; here() && i < sizeof changes / sizeof changes[0]; i++) {
        struct line line;
        line_make(&line, tables, "H0F");
        line_apply(&line, changes[i]);
        is_taken(&line);
    }
}
END_TEST

/* A mode of a secondary care that has an end is listed for no record, one that begins late for
 * each: their control asks for no date. */
START_TEST(modes_that_end)
{
    static const char text[] = "code;kind;label_fr;from_year;to_year;source;debut;fin\n"
                               "77;MPD;x;;;x;;2020-12-31\n78;MPD;x;;;x;2030-01-01;\n";
    had_tables *given = support_tables(true);
    had_file file = {"modes.csv", text, sizeof text - 1};
    ck_assert_int_eq(had_tables_add(given, HAD_TABLE_MODES, &file, 1, NULL), HAD_OK);
    free_engines();
    make_engines_for(given, (had_options){.date = 0});
    for (int code = 77; here() && code <= 79; code++) {
        static const char *const changes[] = {"mpd1=77", "mpd1=78", "mpd1=79"};
        struct line line;
        line_make(&line, tables, "H0F");
        line_apply(&line, changes[code - 77]);
        if (code == 78)
            is_taken(&line);
        else
            is_left(&line);
    }
}
END_TEST

/* Observed groups name modes that no list holds: a control finds them (025, 056), so they are left.
 */
START_TEST(modes_of_no_list)
{
    static const char *const files[] = {
        "classification.csv",
        "cle;valeur\nid;vus\nversion;11\ndebut;2015-01-01\nfin;\nofficielle;0\nsource;test\n",
        "groupes.csv",
        "mpp;mpa;ik;ghpc;ght1;ght2;ght3;ght4;n\n04;01;050;0101;11;09;08;07;3\n"
        "77;01;050;0102;11;09;08;07;3\n04;77;050;0103;11;09;08;07;3\n",
        NULL};
    static const struct {
        const char *changes, *code; /* NULL: it is taken */
    } rows[] = {{"mpa=01", NULL}, {"mpa=01 mpp=77", "025"}, {"mpa=77", "056"}};
    had_tables *given = support_tables(false);
    ck_assert_int_eq(support_classification(given, files, NULL), HAD_OK);
    free_engines();
    make_engines_for(given, (had_options){.date = 20261231});
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct line line;
        line_make(&line, tables, "H0F");
        line_apply(&line, "n_dcmpa=1");
        line_insert(&line, "C500    ");
        line_apply(&line, rows[i].changes);
        if (rows[i].code)
            is_left(&line);
        else if (here())
            is_taken(&line);
        had_result result = support_process(plain, &line);
        ck_assert(!rows[i].code ||
                  had_findings_has(&result.findings, had_finding_number(rows[i].code)));
    }
}
END_TEST

/* Where tables are given that records are looked up in, or more is asked of them, none is taken. */
START_TEST(more_is_asked)
{
    static const had_options asked[] = {{.carried = HAD_CARRIED_ALONE},
                                        {.coef_geo = 10700},
                                        {.coef_prudentiel = 9930},
                                        {.coef_prudentiel = HAD_AUTO},
                                        {.campagne = 2024}};
    static const struct {
        had_table_kind kind;
        const char *content;
    } given[] = {{HAD_TABLE_CONVENTIONS, "750000001101012020        \n"},
                 {HAD_TABLE_CIM10, "code;pere\nC500;\n"},
                 {HAD_TABLE_CCAM, "code;debut;fin;extensions\nABCD123;;;\n"}};
    for (size_t i = 0; i < sizeof asked / sizeof asked[0]; i++) {
        free_engines();
        make_engines_for(support_tables(true), asked[i]);
        records("H0F", is_left);
    }
    for (size_t i = 0; i < sizeof given / sizeof given[0]; i++) {
        had_tables *with = support_tables(true);
        const had_file file = {"given", given[i].content, strlen(given[i].content)};
        ck_assert_int_eq(had_tables_add(with, given[i].kind, &file, 1, NULL), HAD_OK);
        free_engines();
        make_engines_for(with, (had_options){.date = 0});
        records("H0F", is_left);
    }
    free_engines();
    make_engines_for(support_tables(false), (had_options){.date = 0}); /* nothing to group by */
    records("H0F", is_left);
}
END_TEST

/* A table of layouts that is built in, of which H0F and H1F are HX0 and HX1: of these, what begins
 * with `lacking` is a field that nobody knows. */
static had_file renamed(const char *name, const char *lacking, char *text, size_t room)
{
    had_builtin_info info = HAD_BUILTIN_INFO_INIT;
    for (size_t i = 0; had_builtin_get(i, &info) == HAD_OK && strcmp(info.name, name) != 0;)
        i++;
    ck_assert_uint_lt(info.length, room);
    memcpy(text, info.bytes, info.length);
    text[info.length] = '\0';
    for (char *p = text; (p = strstr(p, "H0F")) != NULL;)
        memcpy(p, "HX0", 3);
    for (char *p = text; (p = strstr(p, "H1F")) != NULL;)
        memcpy(p, "HX1", 3);
    for (char *row = text; (row = strstr(row, "\nHX0|HX1;")) != NULL; row++) {
        char *field = strstr(row, lacking);
        if (field && field < strchr(row + 1, '\n'))
            field[1] = 'x';
    }
    return (had_file){strchr(name, '/') + 1, text, info.length};
}

/* Of a layout that lacks a field which the controls between records look at, as many are taken; and
 * what they need is the same as read the plain way: nothing, for that field. */
START_TEST(fields_that_lack)
{
    static const char *const lacking[] = {
        ";ipp;",         ";sexe;", ";mode_entree;",           ";provenance;",
        ";destination;", ";avq_",  ";derniere_sous_sequence;"};
    static char fixed[65536], variable[65536];
    had_tables *with = support_tables(true);
    const had_file files[] = {
        renamed("layouts/rpss.csv", lacking[_i], fixed, sizeof fixed),
        renamed("layouts/rpss_variable.csv", lacking[_i], variable, sizeof variable)};
    ck_assert_int_eq(had_tables_add(with, HAD_TABLE_LAYOUTS, files, 2, NULL), HAD_OK);
    free_engines();
    make_engines_for(with, (had_options){.date = 20261231});
    struct line line;
    line_make(&line, tables, "H0F");
    memcpy(line.text, "HX0", 3);
    if (here())
        is_taken(&line);
}
END_TEST

/* The records of a file; tells how many were taken, and how many were left without a reason. */
static const char *path;

START_TEST(records_of_a_file)
{
    FILE *file = fopen(path, "rb");
    ck_assert_ptr_nonnull(file);
    enum { ROOM = 1 << 20 };
    static char bytes[ROOM];
    size_t held = 0, read;
    while ((read = fread(bytes + held, 1, ROOM - held, file)) > 0 || held > 0) {
        held += read;
        size_t whole = held;
        while (read > 0 && whole > 0 && bytes[whole - 1] != '\n')
            whole--;
        char *exact = malloc(whole + (whole == 0));
        memcpy(exact, bytes, whole);
        compare_block(exact, whole);
        free(exact);
        memmove(bytes, bytes + whole, held - whole);
        held -= whole;
    }
    fclose(file);
    printf("%llu taken, %llu left in which nothing is found\n", (unsigned long long)taken,
           (unsigned long long)left_clean);
}
END_TEST

int main(int argc, char **argv)
{
    Suite *suite = suite_create("usual");
    TCase *tcase = tcase_create("usual");
    tcase_set_timeout(tcase, 300);
    tcase_add_unchecked_fixture(tcase, make_engines, free_engines);
    suite_add_tcase(suite, tcase);
    path = argc > 1 ? argv[1] : NULL;
    if (path) {
        tcase_add_test(tcase, records_of_a_file);
        return support_run(suite);
    }
    tcase_add_test(tcase, these_are_taken);
    tcase_add_test(tcase, counts_of_codes);
    tcase_add_test(tcase, counts_of_acts);
    tcase_add_test(tcase, a_crowd_among_others);
    tcase_add_test(tcase, acts_of_many_lines);
    tcase_add_test(tcase, every_byte_of_every_format);
    tcase_add_test(tcase, beside_the_one_before);
    tcase_add_test(tcase, unlike_the_one_before);
    tcase_add_test(tcase, bytes_together);
    tcase_add_test(tcase, dates_together);
    tcase_add_test(tcase, confirmations);
    tcase_add_test(tcase, observed_groups);
    tcase_add_test(tcase, without_amounts);
    tcase_add_test(tcase, controlled_alone);
    tcase_add_test(tcase, columns_of_another_engine);
    tcase_add_test(tcase, more_than_there_is_room_for);
    tcase_add_test(tcase, left_among_others);
    tcase_add_test(tcase, places_of_32_bits);
    tcase_add_test(tcase, on_another_machine);
    tcase_add_test(tcase, first_columns);
    tcase_add_test(tcase, far_dates);
    tcase_add_test(tcase, modes_that_end);
    tcase_add_test(tcase, modes_of_no_list);
    tcase_add_test(tcase, more_is_asked);
    tcase_add_loop_test(tcase, fields_that_lack, 0, 7);
    tcase_add_test(tcase, rows_of_controls);
    tcase_add_test(tcase, every_blocking_control);
    return support_run(suite);
}
