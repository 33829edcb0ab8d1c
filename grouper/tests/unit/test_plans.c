/* SPDX-License-Identifier: Apache-2.0 */
/* When the fast way is taken at all: layouts that stand as the newest does, years whose lists usual
 * records can meet, months of one campaign and one classification, tariffs that cannot pass 32
 * bits. Each condition broken alone. */
#include "common/intel.h"
#include "lib/engine.h"
#include "lib/fast/months.h"
#include "lib/fast/plan.h"
#include "lib/rules/control.h"
#include "support.h"

static had_tables *tables;
static struct layout *newest; /* a copy of H0F, which is the first of `layouts` */
static struct layouts layouts;
static struct rules *rules;

static void setup(void)
{
    tables = support_tables(true);
    newest = malloc(sizeof *newest);
    rules = malloc(sizeof *rules);
    ck_assert(newest && rules);
}

static void teardown(void)
{
    free(newest);
    free(rules);
    had_tables_free(tables);
}

static void renew(void)
{
    *newest = *layout_find(&tables->layouts, (const unsigned char *)"H0F");
    newest->number = 0;
    layouts = (struct layouts){.layout = newest, .count = 1};
    *rules = *tables->rules;
}

static struct plan *planned(void)
{
    struct plan *plan = plan_new(&layouts, rules, &tables->allocator);
    ck_assert_ptr_nonnull(plan);
    return plan;
}

/* Whether its records can be usual; `chained`: and what the controls between records need is there.
 */
static void expect_usual(bool usual, bool chained, const char *what, int n)
{
    struct plan *plan = planned();
    ck_assert_msg(plan_knows(plan, newest) == usual, "%s %d", what, n);
    if (usual)
        ck_assert_msg(plan->of[0]->chained == chained, "%s %d", what, n);
    ck_assert_ptr_eq(plan->tagged['F'], plan->of[0]);
    plan_free(plan);
}

START_TEST(whole_layouts)
{
    renew();
    expect_usual(true, true, "H0F", 0);
    newest->anonymous = true;
    expect_usual(false, false, "anonymous", 0);
    renew();
    newest->grouped = true;
    expect_usual(false, false, "grouped", 0);
    for (int i = -1; i <= 1; i += 2) {
        renew();
        newest->fixed = (uint16_t)(newest->fixed + i);
        expect_usual(false, false, "fixed", i);
        renew();
        newest->act_size = (uint16_t)(newest->act_size + i);
        expect_usual(false, false, "act_size", i);
        renew();
        newest->group_count = (uint8_t)(newest->group_count + i);
        expect_usual(false, false, "group_count", i);
    }
    plan_free(NULL);
}
END_TEST

START_TEST(of_groups)
{
    for (int i = 0; i < 4; i++) {
        renew();
        newest->group[i].kind = GROUP_GROUPAGE;
        expect_usual(false, false, "kind of group", i);
        renew();
        newest->group[i].count.length = 0;
        expect_usual(false, false, "group without a count", i);
        renew();
        newest->group[i].count.start++;
        expect_usual(false, false, "count of group elsewhere", i);
    }
    for (int i = 0; i < ACT_ITEMS; i++) {
        renew();
        newest->act[i].start++;
        expect_usual(false, false, "item of act", i);
        renew();
        newest->act[i].length++;
        expect_usual(false, false, "length of item of act", i);
    }
}
END_TEST

static bool named(const char *names, enum field field)
{
    char name[64];
    snprintf(name, sizeof name, " %s ", field_name(field));
    return strstr(names, name) != NULL;
}

/* Each field that the engine knows, taken away, moved, or made longer. Those that the fast way
 * reads have to be there; without some that the controls between records look at, these go the
 * plain way. None that a control looks at may stand elsewhere, nor may a diagnosis of the older
 * formats. */
START_TEST(of_fields)
{
    static const char read[] = " date_naissance date_entree date_sortie mpp mpa ik dp "
                               " date_debut_sequence date_debut_sous_sequence "
                               " date_fin_sequence date_fin_sous_sequence "
                               " n_dcmpp n_dcmpa n_da n_zones_ccam ",
                      chained[] = " derniere_sous_sequence ipp sexe mode_entree provenance "
                                  " destination avq_habillage ",
                      looked_at[] = " da1 "
#define X(name) " " #name " "
                      LOOKED_AT(X);
#undef X
    for (int f = 0; f < FIELD_COUNT; f++) {
        bool stands = !named(looked_at, (enum field)f);
        renew();
        if (newest->field[f].length == 0) {
            newest->field[f] = (had_span){1, 1};
            expect_usual(stands, true, "there, and H0F lacks it", f);
            continue;
        }
        newest->field[f] = (had_span){0, 0};
        expect_usual(!named(read, (enum field)f), !named(chained, (enum field)f), "lacks", f);
        renew();
        newest->field[f].start++;
        expect_usual(stands, true, "elsewhere", f);
        renew();
        newest->field[f].length++;
        expect_usual(stands, true, "longer", f);
    }
}
END_TEST

/* A year in which a value of a list is not allowed: those that usual records have are counted on,
 * and no others. */
START_TEST(of_years)
{
    for (int list = 0; list < LIST_COUNT; list++) {
        const char *name = rules_list_field((enum value_list)list);
        const char *usual = strncmp(name, "avq_", 4) == 0                 ? "1234"
                            : strcmp(name, "mode_entree") == 0            ? "678"
                            : strcmp(name, "derniere_sous_sequence") == 0 ? "12"
                                                                          : "";
        for (int value = 1; value <= UCHAR_MAX; value++) {
            renew();
            rules->year[3].allowed[value] &= ~(UINT32_C(1) << list);
            struct plan *plan = planned();
            for (int y = 0; y < YEAR_COUNT; y++)
                ck_assert_int_eq(plan->year[y], y != 3 || !strchr(usual, value));
            plan_free(plan);
        }
    }
}
END_TEST

static struct months *made(const bool *years)
{
    struct months *months = months_new(tables, years, true, &tables->allocator);
    ck_assert_ptr_nonnull(months);
    return months;
}

static const struct month_facts *month_of(const struct months *months, int year, int number)
{
    return &months->month[(year << MONTH_BITS | number) - MONTHS_FIRST];
}

static void months_release(struct months *months)
{
    had_allocator allocator = tables->allocator;
    allocator.release(allocator.context, months);
}

/* What is known of each month; nothing of a year that usual records cannot meet. */
START_TEST(of_months)
{
    bool years[YEAR_COUNT];
    for (int y = 0; y < YEAR_COUNT; y++)
        years[y] = y != year_index(2023);
    struct months *months = made(years);
    for (int year = YEAR_FIRST; year <= YEAR_LAST; year++)
        for (int number = 1; number <= 12; number++) {
            const struct month_facts *month = month_of(months, year, number);
            int32_t first = year * 10000 + number * 100 + 1;
            bool covered = tables_classification(tables, first) >= 0;
            ck_assert_int_eq(month->classification != NULL, covered && year != 2023);
            if (!month->classification)
                continue;
            ck_assert_int_eq(month->campagne, campagne_of(first, year));
            ck_assert_int_eq(month->before, first - 1);
            if (tables->tarifs.index[month->campagne - CAMPAGNE_FIRST])
                ck_assert_ptr_eq(month->due, tarifs_all(&tables->tarifs, month->campagne));
            ck_assert_ptr_eq(month->year, &tables->rules->year[year_index(year)]);
        }
    ck_assert_ptr_null(month_of(months, ENTREE_FIRST / 10000, 1)->classification);
    static const int last[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    for (int number = 1; number <= 12; number++)
        ck_assert_int_eq(months->last[number], last[number - 1]);
    ck_assert_int_eq(months->last[0], 0);
    ck_assert_int_eq(months->last[13], 0);
    months_release(months);
}
END_TEST

/* A tariff of which a year of zones would pass 32 bits, of each sector and variant: those
 * months are left to the plain way. */
START_TEST(large_tariffs)
{
    enum { MOST = INT32_MAX / 366 };
    static const char *const secteurs[] = {"ex-DGF", "ex-OQN"}, *const variantes[] = {
                                                                    "base", "esms", "ssiad"};
    for (int i = 0; i < 2 * 3 * 2; i++) {
        int more = i % 2, ght = i % 4 < 2 ? 1 : 31;
        char rows[200];
        bool years[YEAR_COUNT];
        memset(years, true, sizeof years);
        had_tables *mine = support_tables(true);
        snprintf(rows, sizeof rows,
                 "campagne;secteur;variante;ght;centimes;debut;sources\n"
                 "2026;%s;%s;%d;%d;2026-01-01;x\n2026;ex-OQN;base;15;1000;2026-01-01;x\n",
                 secteurs[i / 6], variantes[i / 2 % 3], ght, MOST + more);
        had_file file = {"tarifs.csv", rows, strlen(rows)};
        ck_assert_int_eq(had_tables_add(mine, HAD_TABLE_TARIFS, &file, 1, NULL), HAD_OK);
        struct months *months = months_new(mine, years, true, &mine->allocator);
        ck_assert_ptr_nonnull(months);
        ck_assert_msg((month_of(months, 2026, 6)->classification != NULL) == !more, "%s", rows);
        ck_assert_ptr_nonnull(month_of(months, 2025, 6)->classification);
        months_release(months);
        had_tables_free(mine);
    }
}
END_TEST

/* A way that this machine does not have is not taken; one that it has is, by the compiler's own
 * question. */
START_TEST(of_ways)
{
#if defined(HAVE_AVX2) && defined(__x86_64__)
    ck_assert_int_eq(avx2_here(), __builtin_cpu_supports("avx2") != 0);
#endif
    renew();
    struct plan *plan = planned();
    enum way fastest = plan->fastest;
    ck_assert_int_eq(plan->way, fastest);
    ck_assert(plan_force(plan, fastest));
    ck_assert(!plan_force(plan, (enum way)(fastest + 1)));
    ck_assert_int_eq(plan->way, fastest);
    ck_assert(plan_force(plan, WAY_NONE));
    ck_assert_int_eq(plan->way, WAY_NONE);
    plan_free(plan);
}
END_TEST

/* Of findings that are not looked for, the place is that of the layout; of those that are looked
 * for and not there, none. */
START_TEST(of_places)
{
    had_engine *engine = support_engine(tables, NULL);
    struct line line;
    struct record record;
    line_make(&line, tables, "H0F");
    ck_assert(engine_rpss(engine, line.text, line.length, &record));
    int searched = 0;
    for (int n = 0; n < FINDING_COUNT; n++) {
        had_span at = control_place(tables->rules, &record, n), own = record.layout->place[n];
        searched += control_searched(n);
        ck_assert_int_eq(at.length, control_searched(n) ? 0 : own.length);
        ck_assert_int_eq(at.start, control_searched(n) ? 0 : own.start);
    }
    ck_assert_msg(searched == 12,
                  "%d findings are looked for, in search_of (lib/rules/control.c): when one is "
                  "new, it counts here",
                  searched);
    const struct classification *c = &tables->classification[0];
    ck_assert_int_ge(classification_place(c, 4, 0, 50), 0);
    ck_assert_int_eq(classification_place(c, -1, 0, 50), -1);
    ck_assert_int_eq(classification_place(c, 4, -1, 50), -1);
    ck_assert_int_eq(classification_place(c, 4, 0, -1), -1);
    ck_assert_int_eq(classification_place(c, 99, 0, 50), -1);
    ck_assert_int_eq(classification_place(c, 4, 99, 50), -1);
    ck_assert_int_eq(classification_place(c, 4, 0, 55), -1);
    had_engine_free(engine);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("plans");
    TCase *tcase = tcase_create("plans");
    tcase_set_timeout(tcase, 60);
    tcase_add_unchecked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, whole_layouts);
    tcase_add_test(tcase, of_groups);
    tcase_add_test(tcase, of_fields);
    tcase_add_test(tcase, of_years);
    tcase_add_test(tcase, of_months);
    tcase_add_test(tcase, large_tariffs);
    tcase_add_test(tcase, of_ways);
    tcase_add_test(tcase, of_places);
    suite_add_tcase(suite, tcase);
    return support_run(suite);
}
