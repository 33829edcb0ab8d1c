/* SPDX-License-Identifier: Apache-2.0 */
/* had_process_lines gives what a loop over had_process gives. */
#include "support.h"

static had_tables *tables;
static had_engine *engine;

static void make_engine(void)
{
    tables = support_tables(true);
    engine = support_engine(tables, NULL);
}

static void free_engine(void)
{
    had_engine_free(engine);
    had_tables_free(tables);
}

enum { LINES = 9, ROOM = LINES * 512 };

/* Records grouped, blocked, housed, of several zones; a line that is none; debris in front. */
static size_t make_block(char *block)
{
    static const char *const formats[] = {"H0F", "H0G", "H0D", "H05", "H0B"};
    static const char *const changes[] = {"ik=050", "mpp=99", "type_domicile=3",
                                          "date_debut_sous_sequence=01052012", "ik=___"};
    size_t size = 0;
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        struct line line;
        line_make(&line, tables, formats[i]);
        line_apply(&line, changes[i]);
        if (i == 2)
            size += (size_t)sprintf(block + size, "\xEF\xBB\xBF");
        memcpy(block + size, line.text, line.length);
        size += line.length;
        size += (size_t)sprintf(block + size, i % 2 ? "\r\n" : "\n");
    }
    size += (size_t)sprintf(block + size, "no record\n\n");
    struct line last;
    line_make(&last, tables, "H0F");
    memcpy(block + size, last.text, last.length); /* without an end */
    return size + last.length;
}

START_TEST(as_a_loop)
{
    char block[ROOM];
    int64_t size = (int64_t)make_block(block), used = 0;
    int32_t outcome[LINES], code[LINES], ghpc[LINES], debut[LINES], fin[LINES], jours[LINES];
    int32_t ght[4 * LINES], zone_jours[4 * LINES], tarif[4 * LINES];
    int64_t zone_montant[4 * LINES], montant[LINES];
    int64_t done = had_process_lines(engine, block, size, LINES, &used, outcome, code, ghpc, debut,
                                     fin, jours, ght, zone_jours, tarif, zone_montant, montant);
    ck_assert_int_eq(done, 8);
    ck_assert_int_eq(used, size);
    const char *p = block;
    int grouped = 0;
    for (int i = 0; i < done; i++) {
        const char *newline = memchr(p, '\n', (size_t)(block + size - p));
        size_t length = newline ? (size_t)(newline - p) + 1 : (size_t)(block + size - p);
        size_t debris = had_debris(p, length);
        had_result r = {.size = sizeof r};
        ck_assert_int_eq(had_process(engine, p + debris, length - debris, &r), HAD_OK);
        int64_t sum = 0;
        int32_t days = 0;
        ck_assert_int_eq(outcome[i], r.outcome);
        ck_assert_int_eq(debut[i], r.debut);
        ck_assert_int_eq(fin[i], r.fin);
        if (r.outcome != HAD_REJECTED) {
            ck_assert_int_eq(code[i], atoi(r.code_retour));
            ck_assert_int_eq(ghpc[i], atoi(r.ghpc));
        } else {
            ck_assert_int_eq(code[i], -1);
        }
        for (int z = 0; z < HAD_ZONES_MAX; z++) {
            bool there = z < r.zone_count;
            ck_assert_int_eq(ght[4 * i + z], there ? r.zone[z].ght : 0);
            ck_assert_int_eq(zone_jours[4 * i + z], there ? r.zone[z].jours : 0);
            ck_assert_int_eq(tarif[4 * i + z], there ? r.zone[z].tarif : 0);
            ck_assert_int_eq(zone_montant[4 * i + z], there ? r.zone[z].montant : 0);
            sum += there ? r.zone[z].montant : 0;
            days += there ? r.zone[z].jours : 0;
        }
        ck_assert_int_eq(jours[i], days);
        ck_assert_int_eq(montant[i], sum);
        grouped += r.outcome == HAD_GROUPED;
        p += length;
    }
    ck_assert_int_eq(grouped, 4);
}
END_TEST

/* Enough lines that usual records go many at once: the same as one by one, also where they are
 * controlled alone (rule R38). */
START_TEST(many_as_one_by_one)
{
    enum { TIMES = 40, MANY = 8 * TIMES };
    static char block[TIMES * ROOM];
    static int32_t a[6][MANY], b[6][MANY], za[3][4 * MANY], zb[3][4 * MANY];
    static int64_t ma[MANY], mb[MANY], zma[4 * MANY], zmb[4 * MANY];
    int64_t size = 0, at = 0, used;
    const had_options alone = {.size = sizeof alone, .sans_classification = 1};
    had_tables *given = support_tables(_i == 0);
    had_engine *by = support_engine(given, &alone);
    for (int i = 0; i < TIMES; i++) {
        struct line line;
        size += (int64_t)make_block(block + size);
        block[size++] = '\n';
        line_make(&line, tables, "H0F"); /* of three zones, a pair that is not allowed */
        line_apply(&line, i % 3 ? "date_debut_sequence=01052024 date_debut_sous_sequence=01052024"
                                : "mpp=04 mpa=06 n_dcmpa=1");
        if (i % 3 == 0)
            line_insert(&line, "C500    ");
        memcpy(block + size, line.text, line.length);
        size += (int64_t)line.length;
        block[size++] = '\n';
    }
    const int64_t all = had_process_lines(by, block, size, MANY, &used, a[0], a[1], a[2], a[3],
                                          a[4], a[5], za[0], za[1], za[2], zma, ma);
    ck_assert_int_eq(all, MANY);
    for (int i = 0; i < MANY; i++) {
        ck_assert_int_eq(had_process_lines(by, block + at, size - at, 1, &used, &b[0][i], &b[1][i],
                                           &b[2][i], &b[3][i], &b[4][i], &b[5][i], &zb[0][4 * i],
                                           &zb[1][4 * i], &zb[2][4 * i], &zmb[4 * i], &mb[i]),
                         1);
        at += used;
    }
    ck_assert_mem_eq(a, b, sizeof a);
    ck_assert_mem_eq(za, zb, sizeof za);
    ck_assert_mem_eq(zma, zmb, sizeof zma);
    ck_assert_mem_eq(ma, mb, sizeof ma);
    had_engine_free(by);
    had_tables_free(given);
}
END_TEST

/* As many records as are read at once: nothing is put behind the last. */
START_TEST(nothing_behind)
{
    enum { MANY = HAD_USUAL_MAX, LINES_GIVEN = MANY + 5 };
    static char block[LINES_GIVEN * 512];
    static int32_t a[6][MANY + 1], zones[3][4 * MANY + 1];
    static int64_t money[4 * MANY + 1], sums[MANY + 1];
    int64_t size = 0;
    struct line line;
    line_make(&line, tables, "H0F");
    for (int i = 0; i < LINES_GIVEN; i++) {
        memcpy(block + size, line.text, line.length);
        size += (int64_t)line.length;
        block[size++] = '\n';
    }
    memset(a, 0x55, sizeof a);
    memset(zones, 0x55, sizeof zones);
    memset(money, 0x55, sizeof money);
    memset(sums, 0x55, sizeof sums);
    ck_assert_int_eq(had_process_lines(engine, block, size, MANY, NULL, a[0], a[1], a[2], a[3],
                                       a[4], a[5], zones[0], zones[1], zones[2], money, sums),
                     MANY);
    for (int k = 0; k < 6; k++)
        ck_assert(a[k][MANY - 1] != 0x55555555 && a[k][MANY] == 0x55555555);
    for (int k = 0; k < 3; k++)
        ck_assert(zones[k][4 * MANY - 1] == 0 && zones[k][4 * MANY] == 0x55555555);
    ck_assert(money[4 * MANY - 1] == 0 && money[4 * MANY] == 0x5555555555555555);
    ck_assert(sums[MANY - 1] > 0 && sums[MANY] == 0x5555555555555555);
}
END_TEST

/* Arrays too short for the block, a value wanted and no other. */
START_TEST(in_steps)
{
    char block[ROOM];
    int64_t size = (int64_t)make_block(block), at = 0, all = 0, once;
    int32_t outcome[LINES];
    had_process_lines(engine, block, size, LINES, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                      NULL, NULL, NULL, NULL);
    for (int i = 0; i < 8; i++) {
        int64_t used;
        ck_assert_int_eq(had_process_lines(engine, block + at, size - at, 1, &used, outcome, NULL,
                                           NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, &once),
                         1);
        at += used;
        all += once;
    }
    ck_assert_int_eq(at, size);
    ck_assert_int_gt(all, 0);
}
END_TEST

START_TEST(refused)
{
    char block[ROOM];
    int64_t size = (int64_t)make_block(block), used = -1;
    had_tables *bare = support_tables(false);
    had_engine *no_groups = support_engine(bare, NULL);
    ck_assert_int_eq(had_process_lines(NULL, block, size, 1, &used, NULL, NULL, NULL, NULL, NULL,
                                       NULL, NULL, NULL, NULL, NULL, NULL),
                     -HAD_E_ARGUMENT);
    ck_assert_int_eq(had_process_lines(engine, block, size, 0, &used, NULL, NULL, NULL, NULL, NULL,
                                       NULL, NULL, NULL, NULL, NULL, NULL),
                     0); /* room for none: none is read */
    ck_assert_int_eq(used, 0);
    ck_assert_int_eq(had_process_lines(engine, block, size, -1, &used, NULL, NULL, NULL, NULL, NULL,
                                       NULL, NULL, NULL, NULL, NULL, NULL),
                     -HAD_E_ARGUMENT);
    ck_assert_int_eq(had_process_lines(engine, NULL, size, 1, &used, NULL, NULL, NULL, NULL, NULL,
                                       NULL, NULL, NULL, NULL, NULL, NULL),
                     -HAD_E_ARGUMENT);
    ck_assert_int_eq(had_process_lines(engine, NULL, 0, 1, &used, NULL, NULL, NULL, NULL, NULL,
                                       NULL, NULL, NULL, NULL, NULL, NULL),
                     0); /* no bytes: no line */
    ck_assert_int_eq(had_process_lines(no_groups, block, size, 1, &used, NULL, NULL, NULL, NULL,
                                       NULL, NULL, NULL, NULL, NULL, NULL, NULL),
                     -HAD_E_NO_CLASSIFICATION);
    ck_assert_int_eq(used, 0);
    had_engine_free(no_groups);
    had_tables_free(bare);
}
END_TEST

/* The calls that pass everything by address give the same, over the border of their own steps. */
START_TEST(by_address)
{
    enum { TIMES = 40, MANY = 8 * TIMES };
    static char block[TIMES * ROOM];
    static int32_t a[6][MANY], b[6][MANY], za[3][4 * MANY], zb[3][4 * MANY];
    static int64_t sums[MANY], zones[4 * MANY];
    static double dsums[MANY], dzones[4 * MANY];
    size_t bytes = 0;
    for (int i = 0; i < TIMES; i++) {
        bytes += make_block(block + bytes);
        block[bytes++] = '\n';
    }
    unsigned char handle[sizeof(void *)] = {0};
    const char *essai = "essai";
    const int32_t capacity = MANY;
    double size = (double)bytes, used;
    int32_t done, status;
    ck_assert_int_eq(had_process_lines(engine, block, (int64_t)bytes, MANY, NULL, a[0], a[1], a[2],
                                       a[3], a[4], a[5], za[0], za[1], za[2], zones, sums),
                     MANY);
    had_ref_new(handle, &status);
    ck_assert_int_eq(status, HAD_OK);
    had_ref_classification(handle, &essai, &status);
    ck_assert_int_eq(status, HAD_OK);
    had_ref_lines(handle, block, &size, &capacity, &used, &done, &status, b[0], b[1], b[2], b[3],
                  b[4], b[5], zb[0], zb[1], zb[2], dzones, dsums);
    ck_assert_int_eq(status, HAD_OK);
    ck_assert_int_eq(done, MANY);
    ck_assert(used == size);
    ck_assert_mem_eq(a, b, sizeof a);
    ck_assert_mem_eq(za, zb, sizeof za);
    for (int i = 0; i < MANY; i++)
        ck_assert(dsums[i] == (double)sums[i]);
    for (int i = 0; i < 4 * MANY; i++)
        ck_assert(dzones[i] == (double)zones[i]);
    had_ref_free(handle);
    had_ref_free(handle);
}
END_TEST

/* An option that is set counts: groups alone have no amount. */
START_TEST(options_by_address)
{
    enum { MANY = 8 };
    static char block[ROOM];
    static int32_t a[6][MANY], zones[3][4 * MANY];
    static double money[4 * MANY];
    unsigned char handle[sizeof(void *)] = {0};
    const char *essai = "essai", *name = "groups_only";
    const int32_t capacity = MANY;
    for (int32_t only = 0; only <= 1; only++) {
        double size = (double)make_block(block), used, amount[MANY] = {0}, sum = 0;
        int32_t done, status;
        had_ref_new(handle, &status);
        had_ref_classification(handle, &essai, &status);
        had_ref_option(handle, &name, &only, &status);
        ck_assert_int_eq(status, HAD_OK);
        had_ref_lines(handle, block, &size, &capacity, &used, &done, &status, a[0], a[1], a[2],
                      a[3], a[4], a[5], zones[0], zones[1], zones[2], money, amount);
        ck_assert_int_eq(status, HAD_OK);
        for (int i = 0; i < done; i++)
            sum += amount[i];
        ck_assert(only ? sum == 0 : sum > 0);
        had_ref_free(handle);
    }
}
END_TEST

START_TEST(by_address_refused)
{
    unsigned char handle[sizeof(void *)] = {0};
    const char *essai = "essai", *other = "officielle", *date = "date", *size_name = "size",
               *table = "tarifs.csv";
    static const char text[] = "campagne;secteur\n";
    const double bytes = sizeof text - 1, none = 0;
    const int32_t kind = HAD_TABLE_TARIFS, one = 1, day = 20250101, odd = 7, capacity = 0;
    char reason[HAD_REF_REASON];
    double used;
    int32_t status, done;
    had_ref_classification(handle, &essai, &status); /* no handle yet */
    ck_assert_int_eq(status, HAD_E_ARGUMENT);
    had_ref_add(handle, &kind, &table, text, &bytes, &one, reason, &status);
    ck_assert_int_eq(status, HAD_E_ARGUMENT);
    had_ref_new(handle, &status);
    had_ref_classification(handle, &other, &status);
    ck_assert_int_eq(status, HAD_E_ARGUMENT);
    had_ref_add(handle, &kind, &table, text, &bytes, &one, reason, &status);
    ck_assert_int_eq(status, HAD_E_TABLE);
    ck_assert_ptr_eq(strstr(reason, "tarifs.csv:1:0: header expected: "), reason);
    ck_assert_ptr_nonnull(strstr(reason, " / en-tête attendu : "));
    had_ref_option(handle, &size_name, &day, &status);
    ck_assert_int_eq(status, HAD_E_ARGUMENT);
    had_ref_option(handle, &date, &day, &status);
    ck_assert_int_eq(status, HAD_OK);
    const char *rapss = "rapss";
    had_ref_option(handle, &rapss, &one, &status);
    ck_assert_int_eq(status, HAD_OK);
    had_ref_option(handle, &rapss, &odd, &status);
    ck_assert_int_eq(status, HAD_E_ARGUMENT); /* out of its bounds: it stays as it was */
    had_ref_lines(handle, "", &none, &capacity, &used, &done, &status, NULL, NULL, NULL, NULL, NULL,
                  NULL, NULL, NULL, NULL, NULL, NULL);
    ck_assert_int_eq(status, HAD_OK);
    had_ref_option(handle, &date, &day, &status); /* too late */
    ck_assert_int_eq(status, HAD_E_ARGUMENT);
    had_ref_add(handle, &kind, &table, text, &bytes, &one, reason, &status);
    ck_assert_int_eq(status, HAD_E_ARGUMENT);
    had_ref_free(handle);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("arrays");
    TCase *tcase = tcase_create("arrays");
    tcase_add_unchecked_fixture(tcase, make_engine, free_engine);
    tcase_add_test(tcase, as_a_loop);
    tcase_add_test(tcase, nothing_behind);
    tcase_add_test(tcase, in_steps);
    tcase_add_loop_test(tcase, many_as_one_by_one, 0, 2);
    tcase_add_test(tcase, refused);
    tcase_add_test(tcase, by_address);
    tcase_add_test(tcase, options_by_address);
    tcase_add_test(tcase, by_address_refused);
    suite_add_tcase(suite, tcase);
    return support_run(suite);
}
