/* SPDX-License-Identifier: Apache-2.0 */
/* Callers built with an older or a newer had.h than the library's, and those that set no size. */
#include "support.h"

#include "lib/base/sized.h"

static had_tables *tables;

static void make_tables(void)
{
    tables = support_tables(true);
}

static void free_tables(void)
{
    had_tables_free(tables);
}

/* One struct as three versions of had.h have it. */
struct first {
    size_t size;
    int32_t a;
};
struct second {
    size_t size;
    int32_t a, b;
    int64_t c;
};
struct third {
    size_t size;
    int32_t a, b;
    int64_t c, d;
};

START_TEST(given_to_each)
{
    const struct second made = {.size = 999, .a = 1, .b = 2, .c = 3};
    struct {
        struct first out;
        unsigned char after[16];
    } old = {.out = {.size = sizeof old.out}};
    memset(old.after, 0x55, sizeof old.after);
    struct third new = {.size = sizeof new, .d = 4};
    ck_assert_int_eq(sized_give(&old.out, &made, sizeof made), HAD_OK);
    ck_assert_int_eq(sized_give(&new, &made, sizeof made), HAD_OK);
    ck_assert_uint_eq(old.out.size, sizeof old.out);
    ck_assert_int_eq(old.out.a, 1);
    for (size_t i = 0; i < sizeof old.after; i++)
        ck_assert_uint_eq(old.after[i], 0x55);
    ck_assert_uint_eq(new.size, sizeof new);
    ck_assert(new.a == 1 && new.b == 2 && new.c == 3 && new.d == 4);
}
END_TEST

START_TEST(taken_from_each)
{
    struct second kept;
    struct first old = {.size = sizeof old, .a = 1};
    struct third new = {.size = sizeof new, .a = 1, .b = 2, .c = 3};
    memset(&kept, 0x55, sizeof kept);
    ck_assert_int_eq(sized_take(&kept, &old, sizeof kept), HAD_OK);
    ck_assert(kept.a == 1 && kept.c == 0);
    ck_assert_int_eq(sized_take(&kept, &new, sizeof kept), HAD_OK);
    ck_assert(kept.a == 1 && kept.b == 2 && kept.c == 3);
    new.d = 1; /* asks for what this version cannot do */
    ck_assert_int_eq(sized_take(&kept, &new, sizeof kept), HAD_E_ARGUMENT);
    new.size = (size_t)-1;
    ck_assert_int_eq(sized_take(&kept, &new, sizeof kept), HAD_E_SIZE);
}
END_TEST

/* What an engine says of its options. */
static int refusal(const void *options, had_error *error)
{
    had_engine *engine = NULL;
    *error = (had_error)HAD_ERROR_INIT;
    int status = had_engine_new(tables, options, &engine, error);
    ck_assert_int_eq(engine != NULL, status == HAD_OK);
    had_engine_free(engine);
    return status;
}

START_TEST(options_of_another_version)
{
    had_error error;
    struct {
        had_options options;
        int32_t later[4];
    } newer = {.options = {.size = sizeof newer}};
    ck_assert_int_eq(refusal(&newer, &error), HAD_OK);
    newer.later[3] = 1;
    ck_assert_int_eq(refusal(&newer, &error), HAD_E_ARGUMENT);
    ck_assert_int_eq(error.code, 158);
    ck_assert_str_eq(error.en, "option unknown to library " HAD_VERSION ": had.h is newer than it");
    ck_assert_str_eq(error.fr, "option inconnue de la bibliothèque " HAD_VERSION
                               " : had.h est plus récent qu'elle");
    had_options older = {.size = offsetof(had_options, rapss), .rapss = 7};
    ck_assert_int_eq(refusal(&older, &error), HAD_OK);
    older.size = 0;
    ck_assert_int_eq(refusal(&older, &error), HAD_E_SIZE);
}
END_TEST

START_TEST(refused_option_is_named)
{
    static const struct {
        const char *name;
        had_options options;
    } bad[] = {{"date", {.date = 20250229}},
               {"carried", {.carried = 3}},
               {"groups_only", {.groups_only = 2}},
               {"coef_geo", {.coef_geo = 1000000}},
               {"coef_prudentiel", {.coef_prudentiel = -2}},
               {"seuil", {.seuil = 7}},
               {"periode", {.periode = 202513}},
               {"campagne", {.campagne = 1}},
               {"rapss", {.rapss = -1}},
               {"sans_classification", {.sans_classification = 2}}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        had_options options = bad[i].options;
        had_error error;
        char text[64];
        options.size = sizeof options;
        sprintf(text, "option out of bounds: %s", bad[i].name);
        ck_assert_int_eq(refusal(&options, &error), HAD_E_ARGUMENT);
        ck_assert_int_eq(error.code, 150);
        ck_assert_str_eq(error.en, text);
    }
}
END_TEST

/* An error without its size would be left empty: the call is refused instead. */
START_TEST(error_without_size)
{
    had_error error = {.size = 0}, said = HAD_ERROR_INIT;
    had_engine *engine = NULL;
    had_deduction *deduction = NULL;
    had_tables *none;
    ck_assert_int_eq(had_tables_new(NULL, &none), HAD_OK);
    const had_file file = {"groupes.csv", "", 0};
    ck_assert_int_eq(had_tables_add_published(none, &error), HAD_E_SIZE);
    ck_assert_int_eq(had_tables_add_builtin_classification(none, "essai", &error), HAD_E_SIZE);
    ck_assert_int_eq(had_tables_add(none, HAD_TABLE_TARIFS, &file, 1, &error), HAD_E_SIZE);
    ck_assert_int_eq(had_engine_new(tables, NULL, &engine, &error), HAD_E_SIZE);
    ck_assert_int_eq(had_deduction_new(NULL, &file, NULL, &deduction, &error), HAD_E_SIZE);
    ck_assert_uint_eq(had_classification_count(none), 0);
    ck_assert_int_eq(had_engine_new(none, NULL, &engine, &said), HAD_E_ARGUMENT);
    ck_assert_str_eq(said.en, "no layout loaded: call had_tables_add_published");
    ck_assert_int_eq(had_tables_add_builtin_classification(none, "officielle", &said),
                     HAD_E_ARGUMENT);
    ck_assert_str_eq(said.en, "unknown built-in classification: officielle");
    had_tables_free(none);
}
END_TEST

/* A caller of the first version gets the members that it knows. */
START_TEST(first_version)
{
    had_classification_info info = {.size = offsetof(had_classification_info, conflit),
                                    .conflit = 77};
    had_triple triple = {.size = offsetof(had_triple, min)};
    memset(triple.min, 77, sizeof triple.min);
    ck_assert_int_eq(had_classification_get(tables, 0, &info), HAD_OK);
    ck_assert_int_eq(info.conflit, 77);
    ck_assert(info.debut > 0);
    ck_assert_int_eq(had_triple_get(tables, 0, 0, &triple), HAD_OK);
    ck_assert_uint_eq(triple.min[0], 77);
    ck_assert_str_ne(triple.mpp, "");
    info.size = triple.size = 8;
    ck_assert_int_eq(had_classification_get(tables, 0, &info), HAD_E_SIZE);
    ck_assert_int_eq(had_triple_get(tables, 0, 0, &triple), HAD_E_SIZE);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("sized");
    TCase *tests = tcase_create("sized");
    tcase_add_unchecked_fixture(tests, make_tables, free_tables);
    tcase_add_test(tests, given_to_each);
    tcase_add_test(tests, taken_from_each);
    tcase_add_test(tests, options_of_another_version);
    tcase_add_test(tests, refused_option_is_named);
    tcase_add_test(tests, error_without_size);
    tcase_add_test(tests, first_version);
    suite_add_tcase(suite, tests);
    return support_run(suite);
}
