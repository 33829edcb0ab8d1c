/* SPDX-License-Identifier: Apache-2.0 */
/* The tables that are compiled in resolved are what their readers make of the files that are
 * compiled in: printed as C, both are one text. And what is lent is never written to, nor released.
 */
#include "lib/tables/resolved.h"
#include "printed.h"
#include "support.h"

static const char *const names[] = {"essai"};
enum { NAMES = sizeof names / sizeof names[0] };

static char *text_of(const had_tables *tables)
{
    FILE *out = tmpfile();
    ck_assert(out && printed_tables(out, tables));
    size_t size = (size_t)ftell(out);
    char *text = malloc(size + 1);
    rewind(out);
    ck_assert_uint_eq(fread(text, 1, size, out), size);
    text[size] = '\0';
    fclose(out);
    return text;
}

static void same_text(const had_tables *a, const had_tables *b)
{
    char *one = text_of(a), *other = text_of(b);
    ck_assert(strcmp(one, other) == 0);
    free(one);
    free(other);
}

static had_tables *tables_read(void)
{
    had_error error = {.size = sizeof error};
    had_tables *tables;
    ck_assert_int_eq(had_tables_new(NULL, &tables), HAD_OK);
    ck_assert_int_eq(tables_read_published(tables, &error), HAD_OK);
    for (size_t i = 0; i < NAMES; i++)
        ck_assert_int_eq(tables_read_classification(tables, names[i], &error), HAD_OK);
    return tables;
}

static had_tables *tables_lent(void)
{
    had_error error = {.size = sizeof error};
    had_tables *tables;
    ck_assert_int_eq(had_tables_new(NULL, &tables), HAD_OK);
    ck_assert_int_eq(had_tables_add_published(tables, &error), HAD_OK);
    for (size_t i = 0; i < NAMES; i++)
        ck_assert_int_eq(had_tables_add_builtin_classification(tables, names[i], &error), HAD_OK);
    return tables;
}

START_TEST(resolved_as_read)
{
    had_tables *read = tables_read(), *lent = tables_lent();
    ck_assert(resolved.published && lent->layouts.layout == resolved.published->layouts.layout);
    ck_assert_uint_eq(resolved.classification_count, NAMES);
    ck_assert(lent->classification[0].triple == resolved.classification[0].triple);
    same_text(read, lent);
    had_tables_free(read);
    had_tables_free(lent);
}
END_TEST

/* A second time, or with a table given after them: as when they are read; what is lent stays. */
START_TEST(lent_then_changed)
{
    had_error error = {.size = sizeof error};
    had_tables *fresh = tables_read(), *again = tables_lent();
    had_tables *tables[] = {tables_read(), tables_lent()};
    const char rows[] = "campagne;secteur;variante;ght;centimes;debut;sources\n"
                        "2033;ex-DGF;base;1;7;2033-01-01;x\n";
    const had_file file = {.name = "t.csv", .bytes = rows, .size = sizeof rows - 1};
    for (int i = 0; i < 2; i++) {
        ck_assert_int_eq(had_tables_add(tables[i], HAD_TABLE_TARIFS, &file, 1, &error), HAD_OK);
        ck_assert_int_eq(had_tables_add_published(tables[i], &error), HAD_OK);
        ck_assert_int_eq(had_tables_add_builtin_classification(tables[i], "essai", &error), HAD_OK);
        ck_assert_uint_eq(tables[i]->tarifs.count, resolved.published->tarifs.count + 1);
    }
    same_text(tables[0], tables[1]);
    same_text(fresh, again);
    had_tables_free(fresh);
    had_tables_free(again);
    had_tables_free(tables[0]);
    had_tables_free(tables[1]);
}
END_TEST

/* What is told of a set that is still empty stays: its memory, what it deduces. */
START_TEST(told_before)
{
    struct counting counting = {-1, 0};
    const had_allocator allocator = counting_allocator(&counting);
    had_tables *tables;
    ck_assert_int_eq(had_tables_new(&allocator, &tables), HAD_OK);
    ck_assert_int_eq(had_tables_deduire(tables, HAD_DEDUIRE_POIDS), HAD_OK);
    ck_assert_int_eq(had_tables_add_published(tables, NULL), HAD_OK);
    ck_assert_int_eq(tables->deduire, HAD_DEDUIRE_POIDS);
    ck_assert_int_gt(counting.live, 0);
    had_tables_free(tables);
    ck_assert_int_eq(counting.live, 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("resolved");
    TCase *tcase = tcase_create("resolved");
    tcase_add_test(tcase, resolved_as_read);
    tcase_add_test(tcase, lent_then_changed);
    tcase_add_test(tcase, told_before);
    suite_add_tcase(suite, tcase);
    return support_run(suite);
}
