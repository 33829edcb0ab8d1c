/* SPDX-License-Identifier: Apache-2.0 */
/* Each call with each of its arguments wrong in turn: no pointer, a number just outside, a struct
 * without its size. The call is refused; what is just inside is taken. Tables and engines have
 * theirs in test_calls.c, arrays in test_arrays.c. */
#include "support.h"

static had_tables *tables;
static had_engine *engine;
static struct line line, oqn;
static had_result good;

static void setup(void)
{
    tables = support_tables(true);
    engine = support_engine(tables, NULL);
    line_make(&line, tables, "H0F");
    line_make(&oqn, tables, "H0G");
    good = support_process(engine, &line);
}

static void teardown(void)
{
    had_engine_free(engine);
    had_tables_free(tables);
}

#define TAKEN(call)   ck_assert_int_eq(call, HAD_OK)
#define REFUSED(call) ck_assert_int_eq(call, HAD_E_ARGUMENT)
#define SHORT(call)   ck_assert_int_eq(call, HAD_E_SIZE)

START_TEST(of_tables)
{
    had_builtin_info builtin = HAD_BUILTIN_INFO_INIT;
    size_t builtins = 0;
    while (had_builtin_get(builtins, &builtin) == HAD_OK)
        builtins++;
    ck_assert_uint_ge(builtins, 1);
    REFUSED(had_builtin_get(builtins, &builtin));
    REFUSED(had_builtin_get(0, NULL));
    builtin.size = 0;
    SHORT(had_builtin_get(0, &builtin));
    had_error unsized = {.size = 0};
    had_file file = {"e.csv", "x", 1};
    SHORT(had_tables_add(tables, HAD_TABLE_EHPA, &file, 1, &unsized));
    SHORT(had_tables_add_published(tables, &unsized));
    SHORT(had_tables_add_builtin_classification(tables, "essai", &unsized));
    REFUSED(had_tables_add_builtin_classification(NULL, "essai", NULL));
    REFUSED(had_tables_deduire(NULL, HAD_DEDUIRE_ORDRE));
    REFUSED(had_tables_deduire(tables, HAD_DEDUIRE_ORDRE - 1));
    REFUSED(had_tables_deduire(tables, HAD_DEDUIRE_POIDS + 1));
    TAKEN(had_tables_deduire(tables, HAD_DEDUIRE_POIDS));
    TAKEN(had_tables_deduire(tables, HAD_DEDUIRE_ORDRE));
    had_given_info given = HAD_GIVEN_INFO_INIT;
    had_error remark = HAD_ERROR_INIT;
    ck_assert_uint_eq(had_given_count(NULL), 0);
    ck_assert_uint_eq(had_remark_count(NULL), 0);
    REFUSED(had_given_get(NULL, 0, &given));
    REFUSED(had_given_get(tables, had_given_count(tables), &given));
    REFUSED(had_remark_get(NULL, 0, &remark));
    REFUSED(had_remark_get(tables, had_remark_count(tables), &remark));
}
END_TEST

/* Conventions of which one line is too long: a file that was given, and a remark. */
START_TEST(of_what_is_given)
{
    had_given_info given = HAD_GIVEN_INFO_INIT;
    had_error remark = HAD_ERROR_INIT;
    static const char text[] = "x\n";
    had_file file = {"c.txt", text, 2};
    TAKEN(had_tables_add(tables, HAD_TABLE_CONVENTIONS, &file, 1, NULL));
    ck_assert_uint_eq(had_given_count(tables), 1);
    ck_assert_uint_eq(had_remark_count(tables), 1);
    TAKEN(had_given_get(tables, 0, &given));
    TAKEN(had_remark_get(tables, 0, &remark));
    REFUSED(had_given_get(tables, 0, NULL));
    REFUSED(had_given_get(tables, 1, &given));
    REFUSED(had_remark_get(tables, 0, NULL));
    REFUSED(had_remark_get(tables, 1, &remark));
    given.size = 0;
    remark.size = 0;
    SHORT(had_given_get(tables, 0, &given));
    SHORT(had_remark_get(tables, 0, &remark));
}
END_TEST

START_TEST(of_classifications)
{
    had_classification_info info = HAD_CLASSIFICATION_INFO_INIT;
    had_triple triple = HAD_TRIPLE_INIT;
    had_why why = HAD_WHY_INIT;
    int holds;
    int32_t first, last;
    size_t count = had_classification_count(tables), triples = 0, periods = 0;
    ck_assert_uint_eq(count, 1);
    TAKEN(had_classification_get(tables, 0, &info));
    REFUSED(had_classification_get(NULL, 0, &info));
    REFUSED(had_classification_get(tables, 0, NULL));
    REFUSED(had_classification_get(tables, 1, &info));
    while (had_triple_get(tables, 0, triples, &triple) == HAD_OK)
        triples++;
    ck_assert_uint_gt(triples, 100);
    REFUSED(had_triple_get(tables, 0, triples, &triple));
    REFUSED(had_triple_get(NULL, 0, 0, &triple));
    REFUSED(had_triple_get(tables, 1, 0, &triple));
    REFUSED(had_triple_get(tables, 0, 0, NULL));
    TAKEN(had_triple_find(tables, 0, "04", "00", "050", &triple));
    REFUSED(had_triple_find(NULL, 0, "04", "00", "050", &triple));
    REFUSED(had_triple_find(tables, 1, "04", "00", "050", &triple));
    REFUSED(had_triple_find(tables, 0, NULL, "00", "050", &triple));
    REFUSED(had_triple_find(tables, 0, "04", NULL, "050", &triple));
    REFUSED(had_triple_find(tables, 0, "04", "00", NULL, &triple));
    REFUSED(had_triple_find(tables, 0, "4", "00", "050", &triple));
    REFUSED(had_triple_find(tables, 0, "04", "000", "050", &triple));
    REFUSED(had_triple_find(tables, 0, "04", "00", "50", &triple));
    REFUSED(had_triple_find(tables, 0, "0x", "00", "050", &triple));
    REFUSED(had_triple_find(tables, 0, "04", "00", "055", &triple));
    REFUSED(had_triple_find(tables, 0, "04", "00", "050", NULL));
    TAKEN(had_classification_holds(tables, 0, &holds));
    REFUSED(had_classification_holds(NULL, 0, &holds));
    REFUSED(had_classification_holds(tables, 0, NULL));
    REFUSED(had_classification_holds(tables, 1, &holds));
    TAKEN(had_period_get(tables, 0, 0, &first, &last));
    ck_assert_int_eq(first, 1);
    while (had_period_get(tables, 0, periods, &first, &last) == HAD_OK)
        periods++;
    ck_assert_uint_eq(periods, HAD_PERIODES);
    TAKEN(had_period_get(tables, 0, periods - 1, &first, &last));
    REFUSED(had_period_get(tables, 0, periods, &first, &last));
    REFUSED(had_period_get(tables, 1, 0, &first, &last));
    REFUSED(had_period_get(NULL, 0, 0, &first, &last));
    REFUSED(had_period_get(tables, 0, 0, NULL, &last));
    REFUSED(had_period_get(tables, 0, 0, &first, NULL));
    TAKEN(had_why_get(tables, 0, "04", "00", "050", 0, &why));
    TAKEN(had_why_get(tables, 0, "04", "00", "050", periods - 1, &why));
    REFUSED(had_why_get(tables, 0, "04", "00", "050", periods, &why));
    REFUSED(had_why_get(tables, 1, "04", "00", "050", 0, &why));
    REFUSED(had_why_get(NULL, 0, "04", "00", "050", 0, &why));
    REFUSED(had_why_get(tables, 0, NULL, "00", "050", 0, &why));
    REFUSED(had_why_get(tables, 0, "04", NULL, "050", 0, &why));
    REFUSED(had_why_get(tables, 0, "04", "00", NULL, 0, &why));
    REFUSED(had_why_get(tables, 0, "04", "00", "055", 0, &why));
    REFUSED(had_why_get(tables, 0, "04", "00", "050", 0, NULL));
    info.size = triple.size = why.size = 0;
    SHORT(had_classification_get(tables, 0, &info));
    SHORT(had_triple_get(tables, 0, 0, &triple));
    SHORT(had_triple_find(tables, 0, "04", "00", "050", &triple));
    SHORT(had_why_get(tables, 0, "04", "00", "050", 0, &why));
}
END_TEST

START_TEST(of_formats_and_pairs)
{
    had_format_info format = HAD_FORMAT_INFO_INIT;
    size_t count = had_format_count(tables);
    ck_assert_uint_gt(count, 10);
    ck_assert_uint_eq(had_format_count(NULL), 0);
    TAKEN(had_format_get(tables, count - 1, &format));
    REFUSED(had_format_get(tables, count, &format));
    REFUSED(had_format_get(NULL, 0, &format));
    REFUSED(had_format_get(tables, 0, NULL));
    format.size = 0;
    SHORT(had_format_get(tables, 0, &format));
    ck_assert_int_eq(had_pair_published(NULL, 1, 0), HAD_STATUT_INCONNU);
    ck_assert_int_eq(had_pair_published(tables, -1, 0), HAD_STATUT_INCONNU);
    ck_assert_int_eq(had_pair_published(tables, 1, -1), HAD_STATUT_INCONNU);
    ck_assert_int_eq(had_pair_published(tables, 100, 0), HAD_STATUT_INCONNU);
    ck_assert_int_eq(had_pair_published(tables, 1, 100), HAD_STATUT_INCONNU);
    ck_assert_int_eq(had_pair_published(tables, 99, 99), HAD_STATUT_INCONNU);
    ck_assert_int_eq(had_pair_published(tables, 0, 0), HAD_STATUT_INCONNU);
    ck_assert_ptr_nonnull(had_statut_name(HAD_AUTORISEE));
}
END_TEST

START_TEST(of_tariffs)
{
    had_tarif_source source = HAD_TARIF_SOURCE_INIT;
    had_coefficient_info coefficient = HAD_COEFFICIENT_INFO_INIT;
    int32_t centimes;
    int origine;
    static const int outside[][3] = {{HAD_EX_DGF - 1, HAD_BASE, 1},  {HAD_EX_OQN + 1, HAD_BASE, 1},
                                     {HAD_EX_DGF, HAD_BASE - 1, 1},  {HAD_EX_DGF, HAD_SSIAD + 1, 1},
                                     {HAD_EX_DGF, HAD_BASE, 0},      {HAD_EX_DGF, HAD_BASE, 32},
                                     {HAD_EX_OQN, HAD_SSIAD + 1, 31}};
    static const int inside[][3] = {{HAD_EX_DGF, HAD_BASE, 1},
                                    {HAD_EX_OQN, HAD_SSIAD, 31},
                                    {HAD_EX_OQN, HAD_BASE, 31},
                                    {HAD_EX_DGF, HAD_SSIAD, 1}};
    for (size_t i = 0; i < sizeof outside / sizeof outside[0]; i++) {
        const int *o = outside[i];
        REFUSED(had_tarif_get(tables, 2024, o[0], o[1], o[2], &centimes, &origine));
        REFUSED(had_tarif_source_get(tables, 2024, o[0], o[1], o[2], &source));
        ck_assert_int_eq(had_tarif_unfilled(tables, 2024, o[0], o[1], o[2]), 0);
    }
    for (size_t i = 0; i < sizeof inside / sizeof inside[0]; i++) {
        const int *o = inside[i];
        TAKEN(had_tarif_get(tables, 2024, o[0], o[1], o[2], &centimes, &origine));
        TAKEN(had_tarif_source_get(tables, 2024, o[0], o[1], o[2], &source));
        ck_assert_int_eq(had_tarif_unfilled(tables, 2024, o[0], o[1], o[2]), 0);
    }
    REFUSED(had_tarif_get(NULL, 2024, 0, 1, 1, &centimes, &origine));
    REFUSED(had_tarif_get(tables, 2024, 0, 1, 1, NULL, &origine));
    REFUSED(had_tarif_get(tables, 2024, 0, 1, 1, &centimes, NULL));
    REFUSED(had_tarif_source_get(NULL, 2024, 0, 1, 1, &source));
    REFUSED(had_tarif_source_get(tables, 2024, 0, 1, 1, NULL));
    ck_assert_int_eq(had_tarif_unfilled(NULL, 2024, 0, 1, 1), 0);
    TAKEN(had_coefficient_get(tables, 2024, HAD_EX_DGF, &coefficient));
    TAKEN(had_coefficient_get(tables, 2024, HAD_EX_OQN, &coefficient));
    REFUSED(had_coefficient_get(NULL, 2024, HAD_EX_DGF, &coefficient));
    REFUSED(had_coefficient_get(tables, 2024, HAD_EX_DGF - 1, &coefficient));
    REFUSED(had_coefficient_get(tables, 2024, HAD_EX_OQN + 1, &coefficient));
    REFUSED(had_coefficient_get(tables, 2024, HAD_EX_DGF, NULL));
    source.size = coefficient.size = 0;
    SHORT(had_tarif_source_get(tables, 2024, 0, 1, 1, &source));
    SHORT(had_coefficient_get(tables, 2024, HAD_EX_DGF, &coefficient));
}
END_TEST

START_TEST(of_records)
{
    const char *text = line.text;
    size_t size = line.length, length = 0, written = 0;
    had_result out = HAD_RESULT_INIT, unset = {.size = 0};
    char buffer[1000];
    int32_t days[HAD_PERIODES];
    REFUSED(had_process(NULL, text, size, &out));
    REFUSED(had_process(engine, NULL, 1, &out));
    REFUSED(had_process(engine, text, size, NULL));
    SHORT(had_process(engine, text, size, &unset));
    REFUSED(had_process_first(NULL, text, size, &length, &out));
    REFUSED(had_process_first(engine, NULL, size, &length, &out));
    REFUSED(had_process_first(engine, text, 0, &length, &out));
    REFUSED(had_process_first(engine, text, size, NULL, &out));
    REFUSED(had_process_first(engine, text, size, &length, NULL));
    SHORT(had_process_first(engine, text, size, &length, &unset));
    TAKEN(had_process_first(engine, text, size, &length, &out));
    ck_assert_uint_eq(length, size);
    ck_assert_uint_eq(had_debris(NULL, 0), 0);
    REFUSED(had_days_by_period(NULL, text, size, days));
    REFUSED(had_days_by_period(engine, NULL, size, days));
    REFUSED(had_days_by_period(engine, text, size, NULL));
    REFUSED(had_days_by_period(engine, text, 1, days));
    TAKEN(had_days_by_period(engine, text, size, days));
    ck_assert_int_eq(had_day_covered(NULL, text, size, 20240505), 0);
    ck_assert_int_eq(had_day_covered(engine, text, 1, 20240505), 0);
    REFUSED(had_write_grouped(NULL, text, size, &good, buffer, sizeof buffer, &written));
    REFUSED(had_write_grouped(engine, NULL, size, &good, buffer, sizeof buffer, &written));
    REFUSED(had_write_grouped(engine, text, size, NULL, buffer, sizeof buffer, &written));
    REFUSED(had_write_grouped(engine, text, size, &good, NULL, sizeof buffer, &written));
    REFUSED(had_write_grouped(engine, text, size, &good, buffer, sizeof buffer, NULL));
    TAKEN(had_write_grouped(engine, text, size, &good, buffer, sizeof buffer, &written));
    size_t whole = written, room = size + 10 + 4 * 21;
    ck_assert_int_eq(had_write_grouped(engine, text, size, &good, buffer, room - 1, &written),
                     HAD_E_BUFFER);
    TAKEN(had_write_grouped(engine, text, size, &good, buffer, room, &written));
    ck_assert_uint_eq(written, whole);
    /* A record that carries its group. */
    REFUSED(had_read_carried(NULL, buffer, whole, HAD_SOURCE_ETABLISSEMENT, &out));
    REFUSED(had_read_carried(engine, NULL, whole, HAD_SOURCE_ETABLISSEMENT, &out));
    REFUSED(had_read_carried(engine, buffer, whole, HAD_SOURCE_ETABLISSEMENT, NULL));
    REFUSED(had_read_carried(engine, buffer, whole, HAD_SOURCE_ETABLISSEMENT - 1, &out));
    REFUSED(had_read_carried(engine, buffer, whole, HAD_SOURCE_PAPRICA + 1, &out));
    REFUSED(had_read_carried(engine, buffer, whole, HAD_SOURCE_PAPRICA, &out)); /* of a RAPSS */
    REFUSED(had_read_carried(engine, text, size, HAD_SOURCE_ETABLISSEMENT, &out));
    SHORT(had_read_carried(engine, buffer, whole, HAD_SOURCE_ETABLISSEMENT, &unset));
    TAKEN(had_read_carried(engine, buffer, whole, HAD_SOURCE_ETABLISSEMENT, &out));
    /* What carries its group is written by nobody, nor what has too few zones, or too many. */
    REFUSED(had_write_grouped(engine, text, size, &out, buffer, sizeof buffer, &written));
    out = good;
    out.zone_count = 0;
    REFUSED(had_write_grouped(engine, text, size, &out, buffer, sizeof buffer, &written));
    out.zone_count = HAD_ZONES_MAX + 1;
    REFUSED(had_write_grouped(engine, text, size, &out, buffer, sizeof buffer, &written));
    out.zone_count = 1;
    out.rapss = 1;
    REFUSED(had_write_grouped(engine, text, size, &out, buffer, sizeof buffer, &written));
}
END_TEST

START_TEST(of_findings)
{
    const char *text = line.text;
    size_t size = line.length, count = had_finding_count();
    had_finding_info info = HAD_FINDING_INFO_INIT;
    had_finding finding;
    had_part part;
    int bad = had_finding_number("042");
    line_set(&line, "sexe", "9");
    good = support_process(engine, &line);
    TAKEN(had_finding_get(count - 1, 0, &info));
    REFUSED(had_finding_get(count, 0, &info));
    REFUSED(had_finding_get(0, 0, NULL));
    info.size = 0;
    SHORT(had_finding_get(0, 0, &info));
    ck_assert_int_eq(had_finding_number("none"), -1);
    ck_assert_int_eq(had_control_applies(NULL, &good, bad), 0);
    ck_assert_int_eq(had_control_applies(engine, NULL, bad), 0);
    ck_assert_int_eq(had_control_applies(engine, &good, (int)count), 0);
    ck_assert_int_eq(had_control_applies(engine, &good, bad), 1);
    ck_assert_int_eq(had_control_state(NULL, &good, bad), HAD_CONTROL_ABSENT);
    ck_assert_int_eq(had_control_state(engine, NULL, bad), HAD_CONTROL_ABSENT);
    ck_assert_int_eq(had_control_state(engine, &good, -1), HAD_CONTROL_ABSENT);
    ck_assert_int_eq(had_control_state(engine, &good, (int)count), HAD_CONTROL_ABSENT);
    ck_assert_int_eq(had_control_state(engine, &good, bad), HAD_CONTROL_FAIT);
    ck_assert_uint_eq(had_result_findings(NULL, text, size, &good, &finding, 1), 0);
    ck_assert_uint_eq(had_result_findings(engine, NULL, size, &good, &finding, 1), 0);
    ck_assert_uint_eq(had_result_findings(engine, text, size, NULL, &finding, 1), 0);
    ck_assert_uint_eq(had_result_findings(engine, text, size, &good, NULL, 1), 0);
    ck_assert_uint_eq(had_result_findings(engine, text, size, &good, NULL, 0), 1);
    ck_assert_uint_eq(had_result_findings(engine, text, size, &good, &finding, 1), 1);
    ck_assert_uint_eq(had_record_parts(NULL, text, size, &part, 1), 0);
    ck_assert_uint_eq(had_record_parts(engine, NULL, size, &part, 1), 0);
    ck_assert_uint_eq(had_record_parts(engine, text, size, NULL, 1), 0);
    ck_assert_uint_ge(had_record_parts(engine, text, size, &part, 1), 1);
}
END_TEST

START_TEST(of_usual_records)
{
    had_usual *usual = calloc(1, sizeof *usual);
    had_chain_record *records = calloc(HAD_USUAL_MAX, sizeof *records);
    had_left left = HAD_LEFT_INIT;
    had_result made = HAD_RESULT_INIT;
    ck_assert(usual && records);
    usual->size = sizeof *usual;
    records->size = sizeof *records;
    REFUSED(had_process_usual(NULL, line.text, line.length, usual));
    REFUSED(had_process_usual(engine, NULL, 1, usual));
    REFUSED(had_process_usual(engine, line.text, line.length, NULL));
    TAKEN(had_process_usual(engine, NULL, 0, usual));
    ck_assert_uint_eq(usual->count, 0);
    REFUSED(had_usual_result(NULL, line.text, usual, 0, &made));
    REFUSED(had_usual_result(engine, NULL, usual, 0, &made));
    REFUSED(had_usual_result(engine, line.text, NULL, 0, &made));
    REFUSED(had_usual_result(engine, line.text, usual, 0, NULL));
    REFUSED(had_usual_result(engine, line.text, usual, 0, &made));
    made.size = 0;
    SHORT(had_usual_result(engine, line.text, usual, 0, &made));
    made.size = sizeof made;
    REFUSED(had_process_among(NULL, line.text, line.length, usual, &left));
    REFUSED(had_process_among(engine, NULL, 1, usual, &left));
    REFUSED(had_process_among(engine, line.text, line.length, NULL, &left));
    REFUSED(had_process_among(engine, line.text, line.length, usual, NULL));
    left.count = 1;
    TAKEN(had_process_among(engine, NULL, 0, usual, &left));
    ck_assert_uint_eq(left.count, 0);
    REFUSED(had_left_result(NULL, line.text, &left, 0, &made));
    REFUSED(had_left_result(engine, NULL, &left, 0, &made));
    REFUSED(had_left_result(engine, line.text, NULL, 0, &made));
    REFUSED(had_left_result(engine, line.text, &left, 0, NULL));
    REFUSED(had_left_result(engine, line.text, &left, 0, &made));
    left.count = HAD_USUAL_MAX + 1;
    REFUSED(had_left_result(engine, line.text, &left, HAD_USUAL_MAX, &made));
    made.size = 0;
    SHORT(had_left_result(engine, line.text, &left, 0, &made));
    made.size = sizeof made;
    left.size = 0;
    SHORT(had_process_among(engine, line.text, line.length, usual, &left));
    SHORT(had_left_result(engine, line.text, &left, 0, &made));
    left.size = sizeof left;
    REFUSED(had_chain_read_usual(NULL, line.text, line.length, usual, records));
    REFUSED(had_chain_read_usual(engine, NULL, 1, usual, records));
    REFUSED(had_chain_read_usual(engine, line.text, line.length, NULL, records));
    REFUSED(had_chain_read_usual(engine, line.text, line.length, usual, NULL));
    TAKEN(had_chain_read_usual(engine, NULL, 0, usual, records));
    records->size = 0;
    SHORT(had_chain_read_usual(engine, line.text, line.length, usual, records));
    records->size = sizeof *records;
    usual->size = 0;
    SHORT(had_process_usual(engine, line.text, line.length, usual));
    SHORT(had_process_among(engine, line.text, line.length, usual, &left));
    SHORT(had_usual_result(engine, line.text, usual, 0, &made));
    SHORT(had_chain_read_usual(engine, line.text, line.length, usual, records));
    free(records);
    free(usual);
}
END_TEST

START_TEST(of_chains)
{
    had_chain *chain;
    had_chain_record record = HAD_CHAIN_RECORD_INIT;
    had_chain_result result = HAD_CHAIN_RESULT_INIT;
    had_result unset = {.size = 0};
    size_t length;
    TAKEN(had_chain_new(engine, &chain));
    ck_assert_uint_eq(had_chain_count(NULL), 0);
    ck_assert_uint_eq(had_chain_next(NULL, 0), SIZE_MAX);
    REFUSED(had_chain_add(NULL, line.text, line.length));
    REFUSED(had_chain_add(chain, NULL, line.length));
    REFUSED(had_chain_add(chain, line.text, 3));
    REFUSED(had_chain_read(NULL, line.text, line.length, &length, NULL, &record));
    REFUSED(had_chain_read(engine, NULL, line.length, &length, NULL, &record));
    REFUSED(had_chain_read(engine, line.text, 0, &length, NULL, &record));
    REFUSED(had_chain_read(engine, line.text, line.length, NULL, NULL, &record));
    REFUSED(had_chain_read(engine, line.text, line.length, &length, NULL, NULL));
    SHORT(had_chain_read(engine, line.text, line.length, &length, &unset, &record));
    REFUSED(had_chain_put(chain, &record)); /* it holds nothing */
    TAKEN(had_chain_read(engine, line.text, line.length, &length, NULL, &record));
    REFUSED(had_chain_put(NULL, &record));
    REFUSED(had_chain_put(chain, NULL));
    TAKEN(had_chain_put(chain, &record));
    record.size = 0;
    SHORT(had_chain_put(chain, &record));
    SHORT(had_chain_read(engine, line.text, line.length, &length, NULL, &record));
    ck_assert_uint_eq(had_chain_count(chain), 1);
    ck_assert_uint_eq(had_chain_next(chain, 0), SIZE_MAX); /* it has not run */
    REFUSED(had_chain_get(chain, 0, &result));
    REFUSED(had_chain_run(NULL));
    TAKEN(had_chain_run(chain));
    REFUSED(had_chain_run(chain));
    REFUSED(had_chain_add(chain, line.text, line.length));
    REFUSED(had_chain_get(NULL, 0, &result));
    REFUSED(had_chain_get(chain, 0, NULL));
    REFUSED(had_chain_get(chain, 1, &result));
    TAKEN(had_chain_get(chain, 0, &result));
    ck_assert_uint_eq(had_chain_next(chain, 0), 0); /* E707 */
    ck_assert_uint_eq(had_chain_next(chain, 1), 1);
    result.size = 0;
    SHORT(had_chain_get(chain, 0, &result));
    had_chain_free(chain);
}
END_TEST

START_TEST(of_stays_and_drugs)
{
    had_stays *stays;
    had_drugs *drugs;
    had_stays_info info = HAD_STAYS_INFO_INIT;
    had_drug drug = HAD_DRUG_INIT;
    int added;
    size_t one = 1;
    const void *text = "x", *none = NULL;
    REFUSED(had_stays_new(engine, HAD_AUTO, NULL));
    TAKEN(had_stays_new(engine, HAD_AUTO, &stays));
    REFUSED(had_stays_add(NULL, line.text, line.length, &added));
    REFUSED(had_stays_add(stays, NULL, line.length, &added));
    REFUSED(had_stays_add(stays, line.text, line.length, NULL));
    REFUSED(had_stays_add(stays, line.text, 3, &added));
    TAKEN(had_stays_add(stays, line.text, line.length, &added));
    REFUSED(had_drugs_new(engine, stays, &drugs));
    REFUSED(had_stays_end(NULL));
    TAKEN(had_stays_end(stays));
    REFUSED(had_stays_get(NULL, &info));
    REFUSED(had_stays_get(stays, NULL));
    TAKEN(had_stays_get(stays, &info));
    ck_assert_uint_eq(info.stays, 1);
    REFUSED(had_drugs_new(engine, stays, NULL));
    REFUSED(had_drugs_new(NULL, stays, &drugs));
    TAKEN(had_drugs_new(engine, stays, &drugs));
    REFUSED(had_drugs_read(NULL, "x", 1, &drug));
    REFUSED(had_drugs_read(drugs, NULL, 1, &drug));
    REFUSED(had_drugs_read(drugs, "x", 1, NULL));
    TAKEN(had_drugs_read(drugs, NULL, 0, &drug));
    TAKEN(had_drugs_read(drugs, "x", 1, &drug));
    REFUSED(had_drugs_lines(NULL, &text, &one, 1, &drug));
    REFUSED(had_drugs_lines(drugs, NULL, &one, 1, &drug));
    REFUSED(had_drugs_lines(drugs, &text, NULL, 1, &drug));
    REFUSED(had_drugs_lines(drugs, &text, &one, 1, NULL));
    REFUSED(had_drugs_lines(drugs, &none, &one, 1, &drug));
    TAKEN(had_drugs_lines(drugs, &text, &one, 1, &drug));
    drug.size = info.size = 0;
    SHORT(had_drugs_read(drugs, "x", 1, &drug));
    SHORT(had_drugs_lines(drugs, &text, &one, 1, &drug));
    SHORT(had_stays_get(stays, &info));
    had_drugs_free(drugs);
    had_stays_free(stays);
}
END_TEST

START_TEST(of_invoices)
{
    had_bills *bills;
    had_bill_line read = HAD_BILL_LINE_INIT;
    had_bill bill = HAD_BILL_INIT;
    had_stays_info info = HAD_STAYS_INFO_INIT;
    int added;
    had_result result = support_process(engine, &oqn), unset = result;
    unset.size = 0;
    REFUSED(had_bills_new(engine, NULL));
    TAKEN(had_bills_new(engine, &bills));
    REFUSED(had_bills_record(NULL, oqn.text, oqn.length, &result, &added));
    REFUSED(had_bills_record(bills, NULL, oqn.length, &result, &added));
    REFUSED(had_bills_record(bills, oqn.text, oqn.length, NULL, &added));
    REFUSED(had_bills_record(bills, oqn.text, oqn.length, &result, NULL));
    SHORT(had_bills_record(bills, oqn.text, oqn.length, &unset, &added));
    TAKEN(had_bills_record(bills, oqn.text, oqn.length, &result, &added));
    REFUSED(had_bills_line(NULL, "B", 1, &read));
    REFUSED(had_bills_line(bills, NULL, 1, &read));
    REFUSED(had_bills_line(bills, "B", 1, NULL));
    TAKEN(had_bills_line(bills, "B", 1, &read));
    read.size = 0;
    SHORT(had_bills_line(bills, "B", 1, &read));
    REFUSED(had_bills_end(NULL));
    ck_assert_uint_eq(had_bills_count(NULL), 0);
    TAKEN(had_bills_end(bills));
    ck_assert_uint_eq(had_bills_count(bills), 2);
    REFUSED(had_bills_get(NULL, 0, &bill));
    REFUSED(had_bills_get(bills, 0, NULL));
    REFUSED(had_bills_get(bills, 2, &bill));
    TAKEN(had_bills_get(bills, 0, &bill));
    REFUSED(had_bills_stays(NULL, &info));
    REFUSED(had_bills_stays(bills, NULL));
    TAKEN(had_bills_stays(bills, &info));
    ck_assert_uint_eq(info.stays, 1);
    bill.size = info.size = 0;
    SHORT(had_bills_get(bills, 0, &bill));
    SHORT(had_bills_stays(bills, &info));
    had_bills_free(bills);
}
END_TEST

START_TEST(of_observed_tariffs)
{
    had_observed *observed;
    had_bill_line read = HAD_BILL_LINE_INIT;
    had_observed_tarif tarif = HAD_OBSERVED_TARIF_INIT;
    had_stays_info info = HAD_STAYS_INFO_INIT;
    int added, used;
    had_result result = support_process(engine, &oqn), unset = result;
    unset.size = 0;
    REFUSED(had_observed_new(engine, NULL));
    TAKEN(had_observed_new(engine, &observed));
    REFUSED(had_observed_record(NULL, oqn.text, oqn.length, &result, &added));
    REFUSED(had_observed_record(observed, NULL, oqn.length, &result, &added));
    REFUSED(had_observed_record(observed, oqn.text, oqn.length, NULL, &added));
    REFUSED(had_observed_record(observed, oqn.text, oqn.length, &result, NULL));
    SHORT(had_observed_record(observed, oqn.text, oqn.length, &unset, &added));
    TAKEN(had_observed_record(observed, oqn.text, oqn.length, &result, &added));
    REFUSED(had_observed_line(NULL, "B", 1, &read, &used));
    REFUSED(had_observed_line(observed, NULL, 1, &read, &used));
    REFUSED(had_observed_line(observed, "B", 1, NULL, &used));
    REFUSED(had_observed_line(observed, "B", 1, &read, NULL));
    TAKEN(had_observed_line(observed, "B", 1, &read, &used));
    read.size = 0;
    SHORT(had_observed_line(observed, "B", 1, &read, &used));
    REFUSED(had_observed_stays(NULL, &info));
    REFUSED(had_observed_stays(observed, NULL));
    TAKEN(had_observed_stays(observed, &info));
    ck_assert_uint_eq(info.stays, 1);
    REFUSED(had_observed_next(NULL, &tarif));
    REFUSED(had_observed_next(observed, NULL));
    info.size = tarif.size = 0;
    SHORT(had_observed_stays(observed, &info));
    SHORT(had_observed_next(observed, &tarif));
    had_observed_free(observed);
}
END_TEST

START_TEST(of_insured)
{
    had_droits *droits;
    had_droits_line read = HAD_DROITS_LINE_INIT;
    had_droits_stay stay = HAD_DROITS_STAY_INIT;
    had_result unset = {.size = 0};
    REFUSED(had_droits_new(engine, NULL));
    TAKEN(had_droits_new(engine, &droits));
    REFUSED(had_droits_vidhosp(NULL, "x", 1, &read));
    REFUSED(had_droits_vidhosp(droits, NULL, 1, &read));
    REFUSED(had_droits_vidhosp(droits, "x", 1, NULL));
    TAKEN(had_droits_vidhosp(droits, "x", 1, &read));
    REFUSED(had_droits_hosp_pmsi(NULL, "x", 1, &read));
    REFUSED(had_droits_hosp_pmsi(droits, NULL, 1, &read));
    REFUSED(had_droits_hosp_pmsi(droits, "x", 1, NULL));
    TAKEN(had_droits_hosp_pmsi(droits, "x", 1, &read));
    read.size = 0;
    SHORT(had_droits_vidhosp(droits, "x", 1, &read));
    SHORT(had_droits_hosp_pmsi(droits, "x", 1, &read));
    REFUSED(had_droits_apply(NULL, line.text, &good, &stay));
    REFUSED(had_droits_apply(droits, NULL, &good, &stay));
    REFUSED(had_droits_apply(droits, line.text, NULL, &stay));
    REFUSED(had_droits_apply(droits, line.text, &good, NULL));
    SHORT(had_droits_apply(droits, line.text, &unset, &stay));
    TAKEN(had_droits_apply(droits, line.text, &good, &stay));
    stay.size = 0;
    SHORT(had_droits_apply(droits, line.text, &good, &stay));
    had_droits_free(droits);
}
END_TEST

/* Of a triple with one GHT in its first period and in its third, that of the second is known. */
START_TEST(of_deductions)
{
    static const char text[] = "mpp;mpa;ik;ghpc;ght1;ght2;ght3;ght4;n\n04;00;050;0101;11;;11;;3\n";
    had_deduction_options options = HAD_DEDUCTION_OPTIONS_INIT;
    had_deduction_info info = HAD_DEDUCTION_INFO_INIT;
    had_intervals intervals = HAD_INTERVALS_INIT;
    had_deduction *d;
    had_error unsized = {.size = 0};
    had_file file = {"groupes.csv", text, sizeof text - 1}, wrong = file;
    uint32_t right, missed, none;
    had_step steps[4];
    had_term terms[4];
    int64_t rest;
    had_cell cell = {.mpp = 4, .mpa = 0, .ik = 50, .periode = 2}, other = cell;
    REFUSED(had_deduction_new(NULL, NULL, NULL, &d, NULL));
    REFUSED(had_deduction_new(NULL, &file, NULL, NULL, NULL));
    wrong.name = NULL;
    REFUSED(had_deduction_new(NULL, &wrong, NULL, &d, NULL));
    wrong = (had_file){file.name, NULL, 1};
    REFUSED(had_deduction_new(NULL, &wrong, NULL, &d, NULL));
    SHORT(had_deduction_new(NULL, &file, NULL, &d, &unsized));
    static const int32_t outside[][3] = {{HAD_DEDUIRE_ORDRE - 1, 0, 4},
                                         {HAD_DEDUIRE_POIDS + 1, 0, 4},
                                         {HAD_DEDUIRE_ORDRE, -1, 4},
                                         {HAD_DEDUIRE_ORDRE, 0, HAD_DECIMALES - 1},
                                         {HAD_DEDUIRE_ORDRE, 0, 13}};
    for (size_t i = 0; i < sizeof outside / sizeof outside[0]; i++) {
        options.methode = outside[i][0];
        options.min = outside[i][1];
        options.decimales = outside[i][2];
        REFUSED(had_deduction_new(NULL, &file, &options, &d, NULL));
        ck_assert_ptr_null(d);
    }
    options.methode = HAD_DEDUIRE_ORDRE;
    options.decimales = 12;
    options.size = 0;
    SHORT(had_deduction_new(NULL, &file, &options, &d, NULL));
    options.size = sizeof options;
    TAKEN(had_deduction_new(NULL, &file, &options, &d, NULL));
    REFUSED(had_deduction_get_info(NULL, &info));
    REFUSED(had_deduction_get_info(d, NULL));
    TAKEN(had_deduction_get_info(d, &info));
    ck_assert_uint_gt(info.triples, 0);
    REFUSED(had_deduction_get(NULL, 0, &intervals));
    REFUSED(had_deduction_get(d, 0, NULL));
    REFUSED(had_deduction_get(d, info.triples, &intervals));
    TAKEN(had_deduction_get(d, info.triples - 1, &intervals));
    REFUSED(had_deduction_conflict(NULL, 0, &other));
    REFUSED(had_deduction_conflict(d, 0, &other)); /* there is none */
    REFUSED(had_deduction_test(NULL, &right, &missed, &none));
    REFUSED(had_deduction_test(d, NULL, &missed, &none));
    REFUSED(had_deduction_test(d, &right, NULL, &none));
    REFUSED(had_deduction_test(d, &right, &missed, NULL));
    TAKEN(had_deduction_test(d, &right, &missed, &none));
    ck_assert_uint_eq(had_deduction_why(NULL, &cell, 1, steps, 4), 0);
    ck_assert_uint_eq(had_deduction_why(d, NULL, 1, steps, 4), 0);
    ck_assert_uint_eq(had_deduction_why(d, &cell, 1, NULL, 4), 0);
    ck_assert_uint_ge(had_deduction_why(d, &cell, 1, NULL, 0), 1);
    ck_assert_uint_ge(had_deduction_why(d, &cell, 1, steps, 4), 1);
    ck_assert_uint_eq(had_deduction_prove(NULL, &cell, 1, terms, 4, &rest), 0);
    ck_assert_uint_eq(had_deduction_prove(d, NULL, 1, terms, 4, &rest), 0);
    ck_assert_uint_eq(had_deduction_prove(d, &cell, 1, terms, 4, NULL), 0);
    for (uint8_t periode = 0; periode <= HAD_PERIODES + 1; periode += HAD_PERIODES + 1) {
        other.periode = periode;
        ck_assert_uint_eq(had_deduction_why(d, &other, 1, steps, 4), 0);
    }
    info.size = intervals.size = 0;
    SHORT(had_deduction_get_info(d, &info));
    SHORT(had_deduction_get(d, 0, &intervals));
    had_deduction_free(d);
    had_deduction_free(NULL);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("arguments");
    TCase *tcase = tcase_create("arguments");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, of_tables);
    tcase_add_test(tcase, of_what_is_given);
    tcase_add_test(tcase, of_classifications);
    tcase_add_test(tcase, of_formats_and_pairs);
    tcase_add_test(tcase, of_tariffs);
    tcase_add_test(tcase, of_records);
    tcase_add_test(tcase, of_findings);
    tcase_add_test(tcase, of_usual_records);
    tcase_add_test(tcase, of_chains);
    tcase_add_test(tcase, of_stays_and_drugs);
    tcase_add_test(tcase, of_invoices);
    tcase_add_test(tcase, of_observed_tariffs);
    tcase_add_test(tcase, of_insured);
    tcase_add_test(tcase, of_deductions);
    suite_add_tcase(suite, tcase);
    return support_run(suite);
}
