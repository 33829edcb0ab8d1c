/* SPDX-License-Identifier: Apache-2.0 */
/* Every call of had.h: what it returns HAD_OK for, it fills whole; out of order, or with what it
 * cannot take, it says so and touches nothing. */
#include <stddef.h>

#include "support.h"

static had_tables *tables;
static had_engine *engine;

static void setup(void)
{
    tables = support_tables(true);
    engine = support_engine(tables, NULL);
}

static void teardown(void)
{
    had_engine_free(engine);
    had_tables_free(tables);
}

/* --- Every field is written ------------------------------------------------------------------- */

/* Lines that go every way through the library. */
static const struct {
    const char *format, *changes; /* of line_make; or a RAPSS and what follows its fixed part */
    const char *rest;
} lines[] = {
    {"H0F", "", NULL},
    {"H0G", "", NULL},
    {"H02", "", NULL},
    {"H1F", "", NULL},
    {"H1G", "facturable=0", NULL},
    {"H0F", "mpp=99", NULL},                               /* blocked */
    {"H0F", "date_fin_sous_sequence=99999999", NULL},      /* and without an end */
    {"H0F", "type_domicile=7", NULL},                      /* no variante */
    {"H0F", "mpp=04 mpa=22", NULL},                        /* a pair that is not allowed */
    {"H1F", "date_fin_sous_sequence=31122009", NULL},      /* 091 */
    {"H0F", "date_entree=01011890", NULL},                 /* 003 */
    {"H1F", NULL, "900000123451205052024200520240161234"}, /* 5 zones: no length fits */
    {"H1F", NULL, "90000012341XX05052024200520240 6"},     /* 906 */
    {"H1F", NULL, "90000012341990505202420052024000"},     /* GHT 99 */
    {"H37", "",
     "H1F11000123411201611000123411"
     "2016"},
    {"H37", "",
     "H1F          1100012341"
     "12016"},
    {"H38", "", "H1G1100012341120161100012341XX016"}, /* 906 */
    {"H37", "n_jours_sous_sequence=XXXX",
     "H1F1100012341120161100012341"
     "12016"},
    {"H37", "mois_fin_sous_sequence=13",
     "H1F1100012341120161100012341"
     "12016"},
    {"H37", "", "H1F11000"}, /* cut short */
};
enum { LINES = sizeof lines / sizeof lines[0] };

static const char *const broken[] = {"", "H0F", "XXX1234567890", "\n", "H0F\x01", "123456789H37"};
enum { BROKEN = sizeof broken / sizeof broken[0] };

/* The n-th of all: the lines, then those that are no record. */
static void make(struct line *line, int n)
{
    if (n >= LINES) {
        line->length = strlen(broken[n - LINES]);
        memcpy(line->text, broken[n - LINES], line->length + 1);
    } else if (lines[n].format[1] != '0' && lines[n].format[1] != '1') {
        rapss_make(line, tables, lines[n].format, lines[n].rest);
        line_apply(line, lines[n].changes);
    } else {
        line_make(line, tables, lines[n].format);
        if (lines[n].changes)
            line_apply(line, lines[n].changes);
        else
            strcpy(line->text + line->length - 31, lines[n].rest);
        line->length = strlen(line->text);
    }
}

enum call { PROCESS, PROCESS_FIRST, READ_SITE, READ_PAPRICA, CALLS };

static int call_on(const had_engine *with, enum call call, const struct line *line,
                   had_result *result)
{
    size_t first;
    switch (call) {
    case PROCESS:
        return had_process(with, line->text, line->length, result);
    case PROCESS_FIRST:
        return had_process_first(with, line->text, line->length, &first, result);
    case READ_SITE:
        return had_read_carried(with, line->text, line->length, HAD_SOURCE_ETABLISSEMENT, result);
    default:
        return had_read_carried(with, line->text, line->length, HAD_SOURCE_PAPRICA, result);
    }
}

/* What is in the result before a call is not seen after it. */
static void same_whatever_was_there(const had_engine *with, const struct line *line, int n)
{
    static const unsigned char filling[] = {0xAA, 0x55, 0x00};
    for (enum call call = 0; call < CALLS; call++) {
        unsigned char bytes[3][RESULT_BYTES], grouped[2][200];
        size_t size[3], written[2] = {0, 0};
        int status[3], wrote[2];
        for (int i = 0; i < 3; i++) {
            had_result result;
            memset(&result, filling[i], sizeof result);
            result.size = sizeof result;
            status[i] = call_on(with, call, line, &result);
            if (status[i] != HAD_OK)
                continue;
            size[i] = result_bytes(&result, bytes[i]);
            if (i < 2)
                wrote[i] = had_write_grouped(with, line->text, line->length, &result, grouped[i],
                                             sizeof grouped[i], &written[i]);
        }
        ck_assert(status[0] == status[1] && status[1] == status[2]);
        if (status[0] != HAD_OK)
            continue;
        ck_assert(size[0] == size[1] && size[1] == size[2]);
        ck_assert_msg(memcmp(bytes[0], bytes[1], size[0]) == 0 &&
                          memcmp(bytes[1], bytes[2], size[0]) == 0,
                      "line %d, call %d", n, call);
        ck_assert(wrote[0] == wrote[1] && written[0] == written[1] &&
                  memcmp(grouped[0], grouped[1], written[0]) == 0);
    }
}

START_TEST(every_field)
{
    static struct line line;
    make(&line, _i);
    for (int k = 0; k < 3 * 2 * 2 * 2; k++) {
        had_options options = {.size = sizeof options,
                               .carried = k % 3,
                               .groups_only = k / 3 % 2,
                               .rapss = k / 6 % 2,
                               .campagne = k / 12 % 2 ? 2019 : 0};
        had_engine *with = support_engine(tables, &options);
        same_whatever_was_there(with, &line, _i);
        had_engine_free(with);
    }
}
END_TEST

/* A record without a result, read where only results are: nothing of the record before it. */
START_TEST(after_a_grouped_record)
{
    had_options options = {.size = sizeof options, .carried = HAD_CARRIED_ALONE};
    had_engine *reader = support_engine(tables, &options);
    struct line line;
    char out[1000];
    size_t written = 77;
    line_make(&line, tables, "H1F");
    had_result result = support_process(reader, &line);
    ck_assert_str_eq(result.ghpc, "1234");
    line_make(&line, tables, "H0F");
    ck_assert_int_eq(had_process(reader, line.text, line.length, &result), HAD_OK);
    ck_assert_int_eq(result.outcome, HAD_UNUSABLE);
    ck_assert_str_eq(result.version, "  ");
    ck_assert_str_eq(result.code_retour, "");
    ck_assert_str_eq(result.ghpc, "");
    ck_assert_int_eq(result.zone_count, 0);
    ck_assert_int_eq(
        had_write_grouped(reader, line.text, line.length, &result, out, sizeof out, &written),
        HAD_E_ARGUMENT);
    ck_assert_uint_eq(written, 77);
    /* Overwritten (rule R9) it has a result, of no version. */
    had_result_overwrite(&result);
    ck_assert_int_eq(
        had_write_grouped(reader, line.text, line.length, &result, out, sizeof out, &written),
        HAD_OK);
    ck_assert_mem_eq(out + line.length, "  99999991990505202420052024000", 31);
    had_engine_free(reader);
}
END_TEST

/* --- Order ------------------------------------------------------------------------------------ */

START_TEST(chain_once)
{
    struct line line;
    had_chain *chain;
    had_chain_result result = {.size = sizeof result}, again = {.size = sizeof again};
    line_make(&line, tables, "H0F");
    ck_assert_int_eq(had_chain_new(engine, &chain), HAD_OK);
    for (int i = 0; i < 3; i++)
        ck_assert_int_eq(had_chain_add(chain, line.text, line.length), HAD_OK);
    ck_assert_int_eq(had_chain_get(chain, 0, &result), HAD_E_ARGUMENT); /* not looked at yet */
    ck_assert_int_eq(had_chain_run(chain), HAD_OK);
    ck_assert_int_eq(had_chain_get(chain, 2, &result), HAD_OK);
    ck_assert_int_eq(had_chain_run(chain), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_chain_add(chain, line.text, line.length), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_chain_get(chain, 3, &again), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_chain_get(chain, 2, &again), HAD_OK);
    ck_assert_mem_eq(&result.findings, &again.findings, sizeof result.findings);
    ck_assert(result.stay == again.stay && result.overwrites == again.overwrites);
    had_chain_free(chain);
    /* Nothing was added: nothing to look at, once. */
    ck_assert_int_eq(had_chain_new(engine, &chain), HAD_OK);
    ck_assert_int_eq(had_chain_run(chain), HAD_OK);
    ck_assert_int_eq(had_chain_run(chain), HAD_E_ARGUMENT);
    had_chain_free(chain);
}
END_TEST

/* Records put together give what each alone gives: stays mixed, more of them than are looked at
 * ahead. */
START_TEST(chain_all_at_once)
{
    enum { RECORDS = 200, STAYS = 7 };
    had_chain_record *record = calloc(RECORDS, sizeof *record);
    had_chain *chain, *other;
    ck_assert_int_eq(had_chain_new(engine, &chain), HAD_OK);
    ck_assert_int_eq(had_chain_new(engine, &other), HAD_OK);
    for (int i = 0; i < RECORDS; i++) {
        struct line line;
        size_t length;
        char changes[80];
        snprintf(changes, sizeof changes, "sejour=S%08d no_sous_sequence=%04d ipp=P%d", i % STAYS,
                 1 + i / STAYS % 20, i % 31 == 0);
        line_make(&line, tables, "H0F");
        line_apply(&line, changes);
        record[i].size = sizeof record[i];
        had_chain_read(engine, line.text, line.length, &length, NULL, &record[i]);
        ck_assert_int_eq(had_chain_put(other, &record[i]), HAD_OK);
    }
    ck_assert_int_eq(had_chain_put_all(NULL, record, 1), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_chain_put_all(chain, NULL, 1), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_chain_put_all(chain, NULL, 0), HAD_OK);
    record[2].rpss = 0;
    ck_assert_int_eq(had_chain_put_all(chain, record, 3), HAD_E_ARGUMENT);
    ck_assert_uint_eq(had_chain_count(chain), 2);
    record[2].rpss = 1;
    ck_assert_int_eq(had_chain_put_all(chain, record + 2, RECORDS - 2), HAD_OK);
    ck_assert_int_eq(had_chain_run(chain), HAD_OK);
    ck_assert_int_eq(had_chain_put_all(chain, record, 1), HAD_E_ARGUMENT); /* it has run */
    ck_assert_int_eq(had_chain_run(other), HAD_OK);
    for (size_t i = 0; i < RECORDS; i++) {
        had_chain_result a = {.size = sizeof a}, b = {.size = sizeof b};
        ck_assert_int_eq(had_chain_get(chain, i, &a), HAD_OK);
        ck_assert_int_eq(had_chain_get(other, i, &b), HAD_OK);
        ck_assert_mem_eq(&a, &b, sizeof a);
        ck_assert_uint_eq(a.stay, 1 + i % STAYS);
        ck_assert_uint_eq(had_chain_next(chain, i), had_chain_next(other, i));
    }
    had_chain_free(chain);
    had_chain_free(other);
    free(record);
}
END_TEST

/* Lines read once and put into a chain give what had_chain_add gives; others no chain takes. */
START_TEST(chain_in_two_steps)
{
    struct line line;
    had_chain *chain, *other;
    had_chain_record record = {.size = sizeof record}, first = {.size = sizeof first};
    had_result result = {.size = sizeof result}, expected = {.size = sizeof expected};
    size_t length;
    line_make(&line, tables, "H0F");
    ck_assert_int_eq(had_chain_new(engine, &chain), HAD_OK);
    ck_assert_int_eq(had_chain_new(engine, &other), HAD_OK);
    ck_assert_uint_eq(had_chain_next(chain, 0), SIZE_MAX);
    for (int i = 0; i < 3; i++) {
        const char *changes[] = {"no_sous_sequence=0002 ipp=P2", "sexe=2", "no_sous_sequence=0003"};
        line_make(&line, tables, "H0F");
        line_apply(&line, changes[i]);
        ck_assert_int_eq(had_process(engine, line.text, line.length, &expected), HAD_OK);
        ck_assert_int_eq(had_chain_read(engine, line.text, line.length, &length, &result, &record),
                         HAD_OK);
        ck_assert_uint_eq(length, line.length);
        ck_assert_mem_eq(&result, &expected, sizeof result);
        ck_assert_int_eq(had_chain_read(engine, line.text, line.length, &length, NULL, &record),
                         HAD_OK);
        first.stay = i == 0 ? record.stay : first.stay;
        ck_assert(record.rpss == 1 && record.stay == first.stay);
        ck_assert_int_eq(had_chain_put(chain, &record), HAD_OK);
        ck_assert_int_eq(had_chain_add(other, line.text, line.length), HAD_OK);
    }
    line_apply(&line, "sejour=ANOTHER");
    had_chain_read(engine, line.text, line.length, &length, NULL, &record);
    ck_assert(record.stay != first.stay);
    ck_assert_int_eq(had_chain_read(engine, "x\ny", 3, &length, &result, &record), HAD_OK);
    ck_assert(length == 2 && result.outcome == HAD_REJECTED && record.rpss == 0);
    ck_assert_int_eq(had_chain_put(chain, &record), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_chain_read(engine, "x", 0, &length, &result, &record), HAD_E_ARGUMENT);
    record.size = 8;
    ck_assert_int_eq(had_chain_read(engine, "x", 1, &length, &result, &record), HAD_E_SIZE);
    ck_assert_int_eq(had_chain_run(chain), HAD_OK);
    ck_assert_int_eq(had_chain_run(other), HAD_OK);
    size_t next = 0;
    for (size_t i = 0; i < 3; i++) {
        had_chain_result a = {.size = sizeof a}, b = {.size = sizeof b};
        ck_assert_int_eq(had_chain_get(chain, i, &a), HAD_OK);
        ck_assert_int_eq(had_chain_get(other, i, &b), HAD_OK);
        ck_assert_mem_eq(&a, &b, sizeof a);
        bool any = (a.findings.word[0] | a.findings.word[1] | a.findings.word[2] |
                    a.findings.word[3]) != 0;
        ck_assert_uint_eq(had_chain_next(chain, i) == i, any);
        next += any;
    }
    ck_assert_uint_eq(next, 3);
    ck_assert_uint_eq(had_chain_next(chain, 3), 3);
    record.size = sizeof record;
    record.rpss = 1;
    ck_assert_int_eq(had_chain_put(chain, &record), HAD_E_ARGUMENT); /* it has run */
    had_chain_free(chain);
    had_chain_free(other);
}
END_TEST

/* An engine whose memory fails when `counting` says so; its tables have no classification. */
static had_engine *failing_engine(struct counting *counting, had_tables **mine)
{
    had_allocator allocator = counting_allocator(counting);
    ck_assert_int_eq(had_tables_new(&allocator, mine), HAD_OK);
    ck_assert_int_eq(had_tables_add_published(*mine, NULL), HAD_OK);
    return support_engine(*mine, NULL);
}

/* For want of memory a chain has not run: it may be asked again, and finds the same. */
START_TEST(chain_without_memory)
{
    struct counting counting = {-1, 0};
    struct line line;
    had_tables *mine;
    had_engine *with = failing_engine(&counting, &mine);
    line_make(&line, mine, "H0F");
    for (long tries = 0; tries < 2; tries++) {
        had_chain *chain;
        had_chain_result result = {.size = sizeof result};
        ck_assert_int_eq(had_chain_new(with, &chain), HAD_OK);
        had_chain_add(chain, line.text, line.length);
        had_chain_add(chain, line.text, line.length);
        counting.left = tries;
        ck_assert_int_eq(had_chain_run(chain), HAD_E_MEMORY);
        counting.left = -1;
        ck_assert_int_eq(had_chain_get(chain, 0, &result), HAD_E_ARGUMENT);
        ck_assert_int_eq(had_chain_run(chain), HAD_OK);
        ck_assert_int_eq(had_chain_get(chain, 1, &result), HAD_OK);
        ck_assert(had_findings_has(&result.findings, had_finding_number("R800")));
        had_chain_free(chain);
    }
    had_engine_free(with);
    had_tables_free(mine);
}
END_TEST

/* --- What cannot be taken --------------------------------------------------------------------- */

static int made(had_options options)
{
    had_engine *out = (had_engine *)1;
    had_error error = {.size = sizeof error};
    options.size = sizeof options;
    int status = had_engine_new(tables, &options, &out, &error);
    if (status != HAD_OK) {
        ck_assert_ptr_null(out);
        ck_assert_int_eq(error.status, status);
        ck_assert(error.en[0] && error.fr[0]);
    }
    had_engine_free(status == HAD_OK ? out : NULL);
    return status;
}

START_TEST(bad_options)
{
    static const int32_t dates[] = {1,        101,      -1,        20240230,  20241301,  20240100,
                                    20240001, 99991232, 100000101, INT32_MAX, INT32_MIN, -20240101};
    for (size_t i = 0; i < sizeof dates / sizeof dates[0]; i++) {
        ck_assert_int_eq(made((had_options){.date = dates[i]}), HAD_E_ARGUMENT);
        ck_assert_int_eq(made((had_options){.seuil = dates[i]}), HAD_E_ARGUMENT);
    }
    static const int32_t months[] = {1,      12,      100,       202400,    202413,   -202401,
                                     999913, 1000001, 214748364, INT32_MAX, INT32_MIN};
    for (size_t i = 0; i < sizeof months / sizeof months[0]; i++)
        ck_assert_int_eq(made((had_options){.periode = months[i]}), HAD_E_ARGUMENT);
    /* Each option at its least and its most, and one beyond. */
    static const struct {
        size_t at;
        int32_t least, most;
    } bounds[] = {{offsetof(had_options, groups_only), 0, 1},
                  {offsetof(had_options, rapss), 0, 1},
                  {offsetof(had_options, sans_classification), 0, 1},
                  {offsetof(had_options, carried), HAD_CARRIED_IGNORED, HAD_CARRIED_ALONE},
                  {offsetof(had_options, coef_geo), 0, 999999},
                  {offsetof(had_options, coef_prudentiel), HAD_AUTO, 99999},
                  {offsetof(had_options, campagne), 2000, 2199}};
    for (size_t i = 0; i < sizeof bounds / sizeof bounds[0]; i++)
        for (int beyond = 0; beyond < 4; beyond++) {
            had_options options = {0};
            int32_t value =
                beyond & 1 ? bounds[i].most + (beyond > 1) : bounds[i].least - (beyond > 1);
            memcpy((char *)&options + bounds[i].at, &value, sizeof value);
            ck_assert_msg(made(options) == (beyond > 1 ? HAD_E_ARGUMENT : HAD_OK), "%zu: %d", i,
                          (int)value);
        }
    ck_assert_int_eq(made((had_options){.date = 20240229,
                                        .seuil = 20240331,
                                        .periode = 202412,
                                        .coef_geo = 999999,
                                        .coef_prudentiel = HAD_AUTO,
                                        .carried = HAD_CARRIED_ALONE,
                                        .campagne = 2199}),
                     HAD_OK);
}
END_TEST

/* The last month that there is: its last day is counted from the first of the next. */
START_TEST(last_months)
{
    static const int32_t months[] = {101, 112, 202402, 202412, 999912};
    struct line line;
    line_make(&line, tables, "H0F");
    for (size_t i = 0; i < sizeof months / sizeof months[0]; i++) {
        had_options options = {.size = sizeof options, .periode = months[i]};
        had_engine *with = support_engine(tables, &options);
        had_chain *chain;
        had_chain_result result = {.size = sizeof result};
        ck_assert_int_eq(had_chain_new(with, &chain), HAD_OK);
        line_apply(&line, "date_fin_sequence=01032024");
        had_chain_add(chain, line.text, line.length);
        ck_assert_int_eq(had_chain_run(chain), HAD_OK);
        had_chain_get(chain, 0, &result);
        ck_assert_int_eq(had_findings_has(&result.findings, had_finding_number("R804")),
                         months[i] <= 202402);
        had_chain_free(chain);
        had_engine_free(with);
    }
}
END_TEST

/* NULL where something is due, sizes that are not set. */
START_TEST(nothing_given)
{
    struct line line;
    char out[1000];
    size_t n = 0;
    int32_t days[HAD_PERIODES], first, last, centimes;
    int origine;
    had_part part;
    had_finding finding;
    had_chain *chain = (had_chain *)1;
    had_engine *none = (had_engine *)1;
    had_chain_result chained = {.size = sizeof chained};
    had_file file = {"x", NULL, 1}, unnamed = {NULL, "x", 1};
    line_make(&line, tables, "H0F");
    had_result good = support_process(engine, &line), unset = good;
    unset.size = 0;
    const char *text = line.text;
    size_t size = line.length;
    ck_assert_int_eq(had_tables_new(NULL, NULL), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_tables_add(NULL, HAD_TABLE_VALUES, &file, 1, NULL), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_tables_add(tables, HAD_TABLE_VALUES, NULL, 1, NULL), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_tables_add(tables, HAD_TABLE_VALUES, &file, 0, NULL), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_tables_add(tables, HAD_TABLE_VALUES, &file, 1, NULL), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_tables_add(tables, HAD_TABLE_VALUES, &unnamed, 1, NULL), HAD_E_ARGUMENT);
    file = (had_file){"x", "x\n", 2};
    ck_assert_int_eq(had_tables_add(tables, (had_table_kind)99, &file, 1, NULL), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_tables_add_published(NULL, NULL), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_tables_add_builtin_classification(tables, NULL, NULL), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_builtin_get(0, NULL), HAD_E_ARGUMENT);
    ck_assert_uint_eq(had_classification_count(NULL), 0);
    ck_assert_int_eq(had_classification_get(NULL, 0, NULL), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_triple_get(NULL, 0, 0, NULL), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_period_get(tables, 0, 0, NULL, &last), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_period_get(tables, 0, 9, &first, &last), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_period_get(tables, 9, 0, &first, &last), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_mode_listed(NULL, 0, "04", 0), 0);
    ck_assert_int_eq(had_mode_listed(tables, 0, NULL, 0), 0);
    ck_assert_int_eq(had_mode_listed(tables, 0, "4", 0), 0);
    ck_assert_int_eq(had_mode_listed(tables, 0, "0x", 0), 0);
    ck_assert_int_eq(had_tarif_get(NULL, 2024, 0, 1, 1, &centimes, &origine), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_tarif_get(tables, 2024, 2, 1, 1, &centimes, &origine), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_tarif_get(tables, 2024, 0, 4, 1, &centimes, &origine), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_tarif_get(tables, 2024, 0, 1, 32, &centimes, &origine), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_tarif_get(tables, 2024, 0, 1, 1, NULL, &origine), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_tarif_get(tables, INT32_MIN, 0, 1, 1, &centimes, &origine), HAD_OK);
    ck_assert_int_eq(had_finding_number(NULL), -1);
    ck_assert_int_eq(had_finding_get(0, 0, NULL), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_engine_new(NULL, NULL, &none, NULL), HAD_E_ARGUMENT);
    ck_assert_ptr_null(none);
    ck_assert_int_eq(had_engine_new(tables, NULL, NULL, NULL), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_process(NULL, text, size, &good), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_process(engine, text, size, NULL), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_process(engine, NULL, 0, &good), HAD_OK);
    ck_assert_int_eq(had_process_first(engine, text, 0, &n, &good), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_process_first(engine, text, size, NULL, &good), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_process_first(engine, text, size, &n, &unset), HAD_E_SIZE);
    ck_assert_int_eq(had_read_carried(engine, NULL, 0, 0, &good), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_read_carried(engine, text, size, 0, &unset), HAD_E_SIZE);
    ck_assert_int_eq(had_days_by_period(engine, text, size, NULL), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_days_by_period(engine, NULL, 0, days), HAD_E_ARGUMENT);
    good = support_process(engine, &line);
    ck_assert_int_eq(had_control_applies(engine, &good, had_finding_number("025")), 1);
    ck_assert_int_eq(had_control_applies(engine, &unset, had_finding_number("025")), 0);
    ck_assert_int_eq(had_control_applies(engine, &good, -1), 0);
    ck_assert_int_eq(had_control_applies(engine, &good, 10000), 0);
    ck_assert_int_eq(had_control_applies(NULL, &good, 0), 0);
    ck_assert_int_eq(had_day_covered(engine, text, size, 20240505), 1);
    ck_assert_int_eq(had_day_covered(engine, text, size, 0), 0);
    ck_assert_int_eq(had_day_covered(engine, text, size, INT32_MIN), 0);
    ck_assert_int_eq(had_day_covered(engine, text, size, INT32_MAX), 0);
    ck_assert_int_eq(had_day_covered(engine, NULL, 0, 20240505), 0);
    ck_assert_uint_eq(had_result_findings(NULL, text, size, &good, &finding, 1), 0);
    ck_assert_uint_eq(had_result_findings(engine, text, size, &good, NULL, 1), 0);
    ck_assert_uint_eq(had_result_field(engine, &good, had_field("mpp")).length, 2);
    ck_assert_uint_eq(had_result_field(engine, &unset, had_field("mpp")).length, 0);
    ck_assert_uint_eq(had_result_field(engine, &good, -1).length, 0);
    ck_assert_uint_eq(had_result_field(engine, &good, 10000).length, 0);
    ck_assert_uint_eq(had_result_field(NULL, NULL, 0).length, 0);
    ck_assert_uint_eq(had_record_parts(engine, text, size, NULL, 1), 0);
    ck_assert_uint_ne(had_record_parts(engine, text, size, NULL, 0), 0);
    ck_assert_uint_eq(had_record_parts(NULL, text, size, &part, 1), 0);
    ck_assert_int_eq(had_write_grouped(engine, text, size, &unset, out, sizeof out, &n),
                     HAD_E_SIZE);
    ck_assert_int_eq(had_write_grouped(engine, text, size, &good, NULL, 0, &n), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_write_grouped(engine, text, size, &good, out, size, &n), HAD_E_BUFFER);
    ck_assert_int_eq(had_chain_new(NULL, &chain), HAD_E_ARGUMENT);
    ck_assert_ptr_null(chain);
    ck_assert_int_eq(had_chain_new(engine, NULL), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_chain_add(NULL, text, size), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_chain_run(NULL), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_chain_get(NULL, 0, &chained), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_chain_new(engine, &chain), HAD_OK);
    ck_assert_int_eq(had_chain_add(chain, NULL, 1), HAD_E_ARGUMENT);
    had_chain_add(chain, text, size);
    had_chain_run(chain);
    chained.size = 0;
    ck_assert_int_eq(had_chain_get(chain, 0, &chained), HAD_E_SIZE);
    had_chain_free(chain);
    had_chain_free(NULL);
    had_engine_free(NULL);
    had_tables_free(NULL);
    had_result_overwrite(NULL);
    had_result_overwrite(&unset);
    ck_assert_str_eq(unset.code_retour, "000");
}
END_TEST

/* Beside the records: each is filled, ended, read, in that order, and once. */
START_TEST(beside_in_order)
{
    struct line line, oqn;
    int added, used;
    had_stays *stays = (had_stays *)1;
    had_drugs *drugs = (had_drugs *)1;
    had_bills *bills = (had_bills *)1;
    had_observed *observed = (had_observed *)1;
    had_droits *droits = (had_droits *)1;
    line_make(&line, tables, "H0F");
    line_make(&oqn, tables, "H0G");
    had_result result = support_process(engine, &oqn), unset = result;
    unset.size = 0;
    ck_assert_int_eq(had_stays_new(NULL, 0, &stays), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_drugs_new(NULL, NULL, &drugs), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_bills_new(NULL, &bills), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_observed_new(NULL, &observed), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_droits_new(NULL, &droits), HAD_E_ARGUMENT);
    ck_assert(!stays && !drugs && !bills && !observed && !droits);
    ck_assert_int_eq(had_stays_new(engine, HAD_AUTO, &stays), HAD_OK);
    ck_assert_int_eq(had_stays_add(stays, line.text, line.length, &added), HAD_OK);
    ck_assert_int_eq(had_drugs_new(engine, stays, &drugs), HAD_E_ARGUMENT); /* not ended */
    ck_assert_int_eq(had_stays_end(stays), HAD_OK);
    ck_assert_int_eq(had_stays_end(stays), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_stays_add(stays, line.text, line.length, &added), HAD_E_ARGUMENT);
    had_stays_free(stays);
    had_bill_line read = {.size = sizeof read};
    had_bill bill = {.size = sizeof bill};
    ck_assert_int_eq(had_bills_new(engine, &bills), HAD_OK);
    ck_assert_int_eq(had_bills_record(bills, oqn.text, oqn.length, &unset, &added), HAD_E_SIZE);
    ck_assert_int_eq(had_bills_record(bills, oqn.text, oqn.length, &result, &added), HAD_OK);
    ck_assert_int_eq(had_bills_get(bills, 0, &bill), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_bills_end(bills), HAD_OK);
    ck_assert_int_eq(had_bills_get(bills, 0, &bill), HAD_OK);
    ck_assert_int_eq(had_bills_end(bills), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_bills_line(bills, "B", 1, &read), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_bills_record(bills, oqn.text, oqn.length, &result, &added),
                     HAD_E_ARGUMENT);
    had_bills_free(bills);
    had_observed_tarif tarif = {.size = sizeof tarif};
    ck_assert_int_eq(had_observed_new(engine, &observed), HAD_OK);
    ck_assert_int_eq(had_observed_record(observed, oqn.text, oqn.length, &unset, &added),
                     HAD_E_SIZE);
    ck_assert_int_eq(had_observed_line(observed, "B", 1, &read, &used), HAD_OK);
    ck_assert_int_eq(had_observed_record(observed, oqn.text, oqn.length, &result, &added),
                     HAD_E_ARGUMENT);
    ck_assert_int_eq(had_observed_next(observed, &tarif), HAD_E_ARGUMENT); /* nothing seen */
    ck_assert_int_eq(had_observed_line(observed, "B", 1, &read, &used), HAD_E_ARGUMENT);
    had_observed_free(observed);
    had_droits_stay stay = {.size = sizeof stay};
    ck_assert_int_eq(had_droits_new(engine, &droits), HAD_OK);
    ck_assert_int_eq(had_droits_apply(droits, oqn.text, &unset, &stay), HAD_E_SIZE);
    had_droits_free(droits);
}
END_TEST

/* What is made anew of an engine: when memory lacks, the call says so and gives nothing. */
START_TEST(new_without_memory)
{
    struct counting counting = {-1, 0};
    had_tables *mine;
    had_engine *with = failing_engine(&counting, &mine);
    enum { EACH = 6 };
    for (int kind = 0; kind < EACH; kind++) {
        bool made = false;
        for (long tries = 0; !made; tries++) {
            had_chain *chain = NULL;
            had_stays *stays = NULL;
            had_drugs *drugs = NULL;
            had_bills *bills = NULL;
            had_observed *observed = NULL;
            had_droits *droits = NULL;
            const long held = counting.live;
            counting.left = tries;
            int status = kind == 0   ? had_chain_new(with, &chain)
                         : kind == 1 ? had_stays_new(with, HAD_AUTO, &stays)
                         : kind == 2 ? had_drugs_new(with, NULL, &drugs)
                         : kind == 3 ? had_bills_new(with, &bills)
                         : kind == 4 ? had_observed_new(with, &observed)
                                     : had_droits_new(with, &droits);
            counting.left = -1;
            made = chain || stays || drugs || bills || observed || droits;
            ck_assert_int_eq(status, made ? HAD_OK : HAD_E_MEMORY);
            ck_assert(made || counting.live == held);
            ck_assert(!made || tries > 0);
            had_chain_free(chain);
            had_stays_free(stays);
            had_drugs_free(drugs);
            had_bills_free(bills);
            had_observed_free(observed);
            had_droits_free(droits);
        }
    }
    had_engine_free(with);
    had_tables_free(mine);
}
END_TEST

/* The stays are as they were when there was no memory to end them. */
START_TEST(stays_without_memory)
{
    struct counting counting = {-1, 0};
    struct line line;
    had_tables *mine;
    had_engine *with = failing_engine(&counting, &mine);
    line_make(&line, mine, "H0F");
    for (long tries = 0; tries < 3; tries++) {
        had_stays *stays;
        had_stays_info info = {.size = sizeof info};
        int added;
        ck_assert_int_eq(had_stays_new(with, HAD_AUTO, &stays), HAD_OK);
        ck_assert_int_eq(had_stays_add(stays, line.text, line.length, &added), HAD_OK);
        counting.left = tries;
        ck_assert_int_eq(had_stays_end(stays), HAD_E_MEMORY);
        counting.left = -1;
        ck_assert_int_eq(had_stays_add(stays, line.text, line.length, &added), HAD_OK);
        ck_assert_int_eq(added, HAD_STAY_REPEATED);
        ck_assert_int_eq(had_stays_end(stays), HAD_OK);
        ck_assert_int_eq(had_stays_get(stays, &info), HAD_OK);
        ck_assert_uint_eq(info.repeated, 1);
        had_stays_free(stays);
    }
    had_engine_free(with);
    had_tables_free(mine);
}
END_TEST

/* Whether a classification holds is not said when there is no memory to look. */
START_TEST(holds_without_memory)
{
    struct counting counting = {-1, 0};
    had_allocator allocator = counting_allocator(&counting);
    had_tables *mine;
    int holds = -1, status = HAD_E_MEMORY;
    ck_assert_int_eq(had_tables_new(&allocator, &mine), HAD_OK);
    ck_assert_int_eq(had_tables_add_builtin_classification(mine, "essai", NULL), HAD_OK);
    const long held = counting.live;
    for (long tries = 0; status != HAD_OK; tries++) {
        counting.left = tries;
        status = had_classification_holds(mine, 0, &holds);
        counting.left = -1;
        ck_assert_int_eq(counting.live, held);
        ck_assert_int_eq(status, tries > 0 && holds == 1 ? HAD_OK : HAD_E_MEMORY);
    }
    had_tables_free(mine);
}
END_TEST

/* A result goes with the line that it was filled from: another line is refused, not misread. */
START_TEST(another_line)
{
    struct line plain, grouped, other;
    char out[1000];
    size_t written;
    line_make(&plain, tables, "H0F");
    line_apply(&plain, "dp=XXX n_da=01"); /* 053, 075: looked for in the line */
    line_insert(&plain, "????????");
    line_make(&grouped, tables, "H1F");
    rapss_make(&other, tables, "H37",
               "H1F1100012341120161100012341"
               "12016");
    had_options options = {.size = sizeof options, .rapss = 1};
    had_engine *with = support_engine(tables, &options);
    had_result result = support_process(with, &plain);
    had_finding list[8];
    size_t n = had_result_findings(with, other.text, other.length, &result, list, 8);
    ck_assert_uint_eq(n, 2);
    ck_assert_uint_eq(list[1].length, 0); /* 075: its place is not known */
    ck_assert_int_eq(
        had_write_grouped(with, grouped.text, grouped.length, &result, out, sizeof out, &written),
        HAD_E_ARGUMENT);
    ck_assert_int_eq(had_write_grouped(with, plain.text, 190, &result, out, sizeof out, &written),
                     HAD_E_ARGUMENT);
    result = support_process(with, &grouped);
    ck_assert_int_eq(
        had_write_grouped(with, plain.text, plain.length, &result, out, sizeof out, &written),
        HAD_E_ARGUMENT);
    had_engine_free(with);
}
END_TEST

/* What a caller writes first: a size, a date, and amounts come. */
START_TEST(priced_by_default)
{
    had_tables *with = support_tables(true);
    had_options options = HAD_OPTIONS_INIT;
    options.date = 20301231;
    had_engine *prices = support_engine(with, &options);
    options.groups_only = 1;
    had_engine *groups = support_engine(with, &options);
    struct line line;
    line_make(&line, with, "H0F");
    had_result priced = support_process(prices, &line), grouped = support_process(groups, &line);
    ck_assert_int_gt(priced.zone[0].montant, 0);
    ck_assert_int_eq(grouped.zone[0].montant, 0);
    ck_assert_int_eq(grouped.zone[0].ght, priced.zone[0].ght);
    had_engine_free(prices);
    had_engine_free(groups);
    had_tables_free(with);
}
END_TEST

START_TEST(texts_and_formats)
{
    ck_assert_str_eq(had_status_text(HAD_E_BUFFER, 1), "buffer too small");
    ck_assert_str_eq(had_status_text(HAD_OK, 0), "fait");
    ck_assert_str_eq(had_status_text(-1, 1), "unknown status");
    ck_assert_str_eq(had_status_text(99, 1), "unknown status");
    had_tables *with = support_tables(true);
    had_engine *groups = support_engine(with, NULL);
    struct line line;
    line_make(&line, with, "H0G");
    had_result result = support_process(groups, &line);
    had_format_info info = HAD_FORMAT_INFO_INIT;
    ck_assert_int_eq(had_format_get(with, result.layout, &info), HAD_OK);
    ck_assert_str_eq(info.tag, "H0G");
    ck_assert_str_eq(info.groupe, "H1G");
    ck_assert_int_eq(info.secteur, HAD_EX_OQN);
    ck_assert_uint_eq(info.fixed, line.layout->fixed);
    ck_assert_int_eq(had_format_get(with, had_format_count(with), &info), HAD_E_ARGUMENT);
    info.size = 0;
    ck_assert_int_eq(had_format_get(with, 0, &info), HAD_E_SIZE);
    had_chain *chain = NULL;
    ck_assert_int_eq(had_chain_new(groups, &chain), HAD_OK);
    ck_assert_uint_eq(had_chain_count(chain), 0);
    ck_assert_int_eq(had_chain_add(chain, line.text, line.length), HAD_OK);
    ck_assert_uint_eq(had_chain_count(chain), 1);
    ck_assert_uint_eq(had_chain_count(NULL), 0);
    had_chain_free(chain);
    had_engine_free(groups);
    had_tables_free(with);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("calls");
    TCase *tcase = tcase_create("calls");
    tcase_add_unchecked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, every_field, 0, LINES + BROKEN);
    tcase_add_test(tcase, after_a_grouped_record);
    tcase_add_test(tcase, chain_once);
    tcase_add_test(tcase, chain_in_two_steps);
    tcase_add_test(tcase, chain_all_at_once);
    tcase_add_test(tcase, chain_without_memory);
    tcase_add_test(tcase, bad_options);
    tcase_add_test(tcase, last_months);
    tcase_add_test(tcase, nothing_given);
    tcase_add_test(tcase, beside_in_order);
    tcase_add_test(tcase, new_without_memory);
    tcase_add_test(tcase, stays_without_memory);
    tcase_add_test(tcase, holds_without_memory);
    tcase_add_test(tcase, another_line);
    tcase_add_test(tcase, priced_by_default);
    tcase_add_test(tcase, texts_and_formats);
    suite_add_tcase(suite, tcase);
    return support_run(suite);
}
