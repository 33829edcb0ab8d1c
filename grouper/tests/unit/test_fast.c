/* SPDX-License-Identifier: Apache-2.0 */
/* The fast way finds what the plain way finds: each way forced, on records of every format with
 * every byte set to every value. */
#include "lib/engine.h"
#include "lib/fast/plan.h"
#include "support.h"

/* The ungrouped formats that are not on the fast way: slow, not wrong. All others are. */
static const char *const slow_formats[] = {"H02", "HA2", "H03", "H05", "H07"};
enum { SLOW_FORMATS = sizeof slow_formats / sizeof slow_formats[0] };

static had_tables *tables;
static had_engine *plain, *fast;

/* What stands in memory before it is used: two engines that differ in it find the same. */
enum { FILL_PLAIN = 0xAA, FILL_FAST = 0x55 };

static void *filled(void *context, size_t bytes)
{
    void *memory = malloc(bytes);
    if (memory)
        memset(memory, *(const unsigned char *)context, bytes);
    return memory;
}

static void release(void *context, void *memory)
{
    (void)context;
    free(memory);
}

static had_tables *filled_tables(const unsigned char *fill)
{
    const had_allocator allocator = {(void *)(uintptr_t)fill, filled, release};
    had_tables *made;
    ck_assert_int_eq(had_tables_new(&allocator, &made), HAD_OK);
    ck_assert_int_eq(had_tables_add_published(made, NULL), HAD_OK);
    ck_assert_int_eq(had_tables_add_builtin_classification(made, "essai", NULL), HAD_OK);
    return made;
}

static had_tables *plain_tables;

static void make_engines(void)
{
    static const unsigned char fills[] = {FILL_PLAIN, FILL_FAST};
    const had_options options = {.size = sizeof options, .date = 29991231, .rapss = 1};
    plain_tables = filled_tables(&fills[0]);
    tables = filled_tables(&fills[1]);
    plain = support_engine(plain_tables, &options);
    fast = support_engine(tables, &options);
    ck_assert(plan_force(engine_plan(plain), WAY_NONE));
}

static void free_engines(void)
{
    had_engine_free(plain);
    had_engine_free(fast);
    had_tables_free(plain_tables);
    had_tables_free(tables);
}

static bool is_slow(const struct layout *layout)
{
    for (size_t i = 0; i < SLOW_FORMATS; i++)
        if (strcmp(layout->tag, slow_formats[i]) == 0)
            return true;
    return layout->anonymous || layout->grouped;
}

START_TEST(formats_on_the_fast_way)
{
    for (size_t i = 0; i < tables->layouts.count; i++) {
        const struct layout *layout = &tables->layouts.layout[i];
        bool known = plan_knows(engine_plan(fast), layout);
        ck_assert_msg(
            known || is_slow(layout),
            "%s is not on the fast way: its fields do not stand where those of the newest "
            "formats of both sectors do (tables/generate.py, newest_together). If that is "
            "meant, name it in slow_formats, in %s",
            layout->tag, __FILE__);
        ck_assert_msg(!known || !is_slow(layout),
                      "%s is on the fast way: take it out of slow_formats, in %s", layout->tag,
                      __FILE__);
    }
}
END_TEST

/* Every named member; padding and the zones that are not there count for nothing. */
static bool same_result(const had_result *a, const had_result *b)
{
    if (a->outcome == HAD_REJECTED)
        return b->outcome == HAD_REJECTED && a->position == b->position &&
               a->expected == b->expected && strcmp(a->format, b->format) == 0 &&
               memcmp(&a->findings, &b->findings, sizeof a->findings) == 0;
    bool same = a->outcome == b->outcome && a->secteur == b->secteur && a->grouped == b->grouped &&
                a->carried == b->carried && a->facturable == b->facturable &&
                a->variante == b->variante && a->zone_count == b->zone_count &&
                a->type_domicile == b->type_domicile && a->campagne == b->campagne &&
                a->length == b->length && a->layout == b->layout && a->rapss == b->rapss &&
                a->lecture == b->lecture && a->statut == b->statut && a->matrice == b->matrice &&
                strcmp(a->format, b->format) == 0 && strcmp(a->version, b->version) == 0 &&
                strcmp(a->code_retour, b->code_retour) == 0 && strcmp(a->ghpc, b->ghpc) == 0 &&
                a->classification == b->classification && a->debut_sequence == b->debut_sequence &&
                a->debut == b->debut && a->fin == b->fin && a->jours == b->jours &&
                memcmp(&a->findings, &b->findings, sizeof a->findings) == 0;
    for (int i = 0; same && i < a->zone_count; i++) {
        const had_zone *x = &a->zone[i], *y = &b->zone[i];
        same = x->ght == y->ght && x->groupement == y->groupement && x->origine == y->origine &&
               x->valorise == y->valorise && x->jours == y->jours && x->debut == y->debut &&
               x->fin == y->fin && x->tarif == y->tarif && x->montant == y->montant;
    }
    return same;
}

/* Both engines on one line, given alone and as the first of a block. What is asserted is written
 * down by Check each time: only what fails is. */
static void compare(const struct line *line, const char *block, size_t size)
{
    had_result a, b, c;
    memset(&a, FILL_PLAIN, sizeof a);
    memset(&b, FILL_FAST, sizeof b);
    memset(&c, FILL_PLAIN, sizeof c);
    a.size = b.size = c.size = sizeof a;
    const char *newline = memchr(block, '\n', size);
    size_t length, first = (size_t)(newline - block) + 1;
    had_process(plain, block, first, &a);
    had_process(fast, block, first, &b);
    had_process_first(fast, block, size, &length, &c);
    bool alone = same_result(&a, &b);
    if (length == first && alone && same_result(&a, &c))
        return;
    char found[512];
    set_text(alone ? &c.findings : &b.findings, found, sizeof found);
    ways_differ(&a, found, block, line->length);
}

/* Every byte of a record set to every value, another record behind it. */
static void sweep(const struct line *line)
{
    int few = support_few();
    size_t size = 2 * (line->length + 1);
    char *block = malloc(size); /* exact: a sanitizer sees any byte read beyond */
    memcpy(block, line->text, line->length);
    block[line->length] = '\n';
    memcpy(block + line->length + 1, block, line->length + 1);
    for (size_t i = 0; i < line->length; i++) {
        char kept = block[i];
        for (int value = (int)i % few; value < 256; value += few) {
            block[i] = (char)value;
            compare(line, block, size);
        }
        block[i] = kept;
    }
    free(block);
}

/* Of two months, or of three, up to 5 May: acts on the first day and the last, and around the turns
 * of months; codes and a stay number of all the bytes that they may have. */
static void records_of_months(const char *format, const char *debut,
                              void (*look)(const struct line *line))
{
    struct line line;
    line_make(&line, tables, format);
    const char *year = line.text + AT_date_fin_sous_sequence + 4;
    const char *const days[] = {debut, "3004", "0105", "0505"};
    char text[128];
    snprintf(text, sizeof text,
             "date_entree=0103%.4s date_debut_sequence=0203%.4s "
             "date_debut_sous_sequence=%s%.4s date_fin_sous_sequence=0505%.4s",
             year, year, debut, year, year);
    line_apply(&line, "n_dcmpp=1 n_da=01 n_zones_ccam=004 type_domicile=3");
    line_apply(&line, text);
    if (line.layout->field[F_sejour].length)
        line_apply(&line, "sejour=aB3456789012345678Zz");
    line_insert(&line, "M81+A0ZUA000    ");
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
        snprintf(text, sizeof text, "%s%.4sAGLB001-9904B01", days[i], year);
        line_insert(&line, text);
    }
    look(&line);
}

static void leaving(struct line *line)
{
    const char *year = line->text + line->layout->field[F_date_fin_sous_sequence].start + 4;
    char changes[80];
    if (line->layout->field[F_derniere_sous_sequence].length > 0)
        line_apply(line, "derniere_sous_sequence=1");
    line_apply(line, "mode_sortie=8 sexe=2 ik=070 mpp=05 provenance=_");
    snprintf(changes, sizeof changes, "date_sortie=2005%.4s date_fin_sequence=2005%.4s", year,
             year);
    line_apply(line, changes);
}

/* Records of a format: bare, gone with another mode; of one that has usual records, with diagnoses
 * and acts too, and of several months. Returns how many. */
static int records(const char *format, void (*look)(const struct line *line))
{
    struct line line;
    line_make(&line, tables, format);
    look(&line);
    line_make(&line, tables, format);
    leaving(&line);
    look(&line);
    if (!plan_knows(engine_plan(fast), line.layout))
        return 2;
    line_make(&line, tables, format);
    line_apply(&line, "n_dcmpp=2 n_dcmpa=1 n_da=05 n_zones_ccam=002 mpa=03 mpd1=06 mpd2=__");
    line_insert(&line, "C500    Z515    E46     A00     A01+0   B20     I10     J960+1  ");
    char acts[64];
    snprintf(acts, sizeof acts,
             "1205%.4sAGLB001-0111 01"
             "2005%.4sDEQP003   01 01",
             line.text + AT_date_fin_sous_sequence + 4, line.text + AT_date_fin_sous_sequence + 4);
    line_insert(&line, acts);
    look(&line);
    records_of_months(format, "2904", look);
    records_of_months(format, "1503", look);
    return 5;
}

/* The first way from this one on that this machine has, which is taken from now on; WAY_COUNT:
 * none.
 */
static int forced(int way)
{
    while (way < WAY_COUNT && !plan_force(engine_plan(fast), (enum way)way))
        way++;
    return way;
}

static void sweep_each_way(const struct line *line)
{
    for (int way = forced(WAY_PLAIN); way < WAY_COUNT; way = forced(way + 1))
        sweep(line);
}

START_TEST(every_byte_of_every_format)
{
    int swept = 0;
    for (size_t i = 0; i < tables->layouts.count; i++) {
        const struct layout *layout = &tables->layouts.layout[i];
        if (!layout->anonymous) {
            swept += records(layout->tag, sweep_each_way);
            continue;
        }
        struct line line; /* a RAPSS: no way is fast, memory alone differs */
        rapss_make(&line, tables, layout->tag,
                   "H1F1112312342120051101112000999919900"
                   "0");
        sweep(&line);
        swept++;
    }
    ck_assert_int_ge(swept, 60);
}
END_TEST

/* Several fields of a record at once: what one alone would not change. */
static void shuffle(const struct line *line)
{
    static const char bytes[] = "0123456789 -+AZaz4oi\r\n\x7f\xe9";
    static uint32_t state = 1;
    struct line changed = *line;
    size_t size = line->length + 1;
    char *block = malloc(size);
    for (int n = 0; n < 20000 / support_few(); n++) {
        memcpy(block, line->text, line->length);
        block[line->length] = '\n';
        for (int i = 0; i < 2 + n % 3; i++) {
            state = state * 1664525 + 1013904223;
            size_t at = (state >> 8) % line->length;
            block[at] = bytes[(state >> 4) % (sizeof bytes - 1)];
            state = state * 1664525 + 1013904223;
            if (state >> 30 == 0) /* a date by another */
                memcpy(block + AT_date_debut_sequence,
                       block + AT_date_debut_sous_sequence + 8 * (state >> 29 & 1), 8);
        }
        compare(&changed, block, size);
    }
    free(block);
}

static void shuffle_each_way(const struct line *line)
{
    for (int way = forced(WAY_PLAIN); way < WAY_COUNT; way = forced(way + 1))
        shuffle(line);
}

START_TEST(many_bytes_at_once)
{
    for (size_t i = 0; i < tables->layouts.count; i++)
        if (!is_slow(&tables->layouts.layout[i]))
            records(tables->layouts.layout[i].tag, shuffle_each_way);
}
END_TEST

static void is_usual(const struct line *line)
{
    struct record record;
    for (int way = forced(WAY_PLAIN); way < WAY_COUNT; way = forced(way + 1)) {
        size_t read =
            fast_read(engine_plan(fast), (const unsigned char *)line->text, line->length, &record);
        if (read != line->length || !fast_clean(engine_plan(fast), &record, 29991231))
            not_usual(plain, line);
    }
}

/* Without this, the sweep could compare the plain way with itself. */
START_TEST(these_records_are_usual)
{
    for (size_t i = 0; i < tables->layouts.count; i++)
        if (!is_slow(&tables->layouts.layout[i]))
            records(tables->layouts.layout[i].tag, is_usual);
}
END_TEST

/* Of a record in which all else is usual, one of two campagnes is not clean (903). */
START_TEST(two_campagnes)
{
    static const char *const ends[] = {"29022024", "01032024"};
    for (int two = 0; two < 2; two++) {
        struct line line;
        struct record record;
        line_make(&line, tables, "H0F");
        line_apply(&line, "date_entree=01012024 date_debut_sequence=05012024 "
                          "date_debut_sous_sequence=10022024");
        line_set(&line, "date_fin_sous_sequence", ends[two]);
        line.text[line.length++] = '\n';
        for (int way = forced(WAY_PLAIN); way < WAY_COUNT; way = forced(way + 1)) {
            compare(&line, line.text, line.length);
            const unsigned char *bytes = (const unsigned char *)line.text;
            ck_assert_uint_eq(fast_read(engine_plan(fast), bytes, line.length, &record),
                              line.length);
            ck_assert_int_eq(fast_clean(engine_plan(fast), &record, 29991231), !two);
        }
        had_result result = support_process(plain, &line);
        ck_assert_int_eq(had_findings_has(&result.findings, had_finding_number("903")), two);
    }
}
END_TEST

/* A stay number that begins with a blank, or is blank, is left to the plain way by each other. */
START_TEST(blank_stays)
{
    for (int whole = 0; whole < 2; whole++) {
        struct line line;
        struct record record;
        line_make(&line, tables, "H0F");
        had_span stay = line.layout->field[F_sejour];
        memset(line.text + stay.start, ' ', whole ? stay.length : 1);
        line.text[line.length++] = '\n';
        for (int way = forced(WAY_PLAIN); way < WAY_COUNT; way = forced(way + 1)) {
            compare(&line, line.text, line.length);
            const unsigned char *bytes = (const unsigned char *)line.text;
            ck_assert_uint_eq(fast_read(engine_plan(fast), bytes, line.length, &record), 0);
        }
    }
}
END_TEST

/* In a year whose lists lack a value that usual records have, no record is clean. */
START_TEST(year_of_other_values)
{
    struct plan *plan = engine_plan(fast);
    struct line line;
    struct record record;
    line_make(&line, tables, "H0F");
    if (!plan_force(plan, WAY_PLAIN)) /* built without the fast way */
        return;
    line.text[line.length++] = '\n';
    for (int stands = 1; stands >= 0; stands--) {
        plan->year[year_index(2024)] = stands;
        ck_assert_uint_gt(fast_read(plan, (const unsigned char *)line.text, line.length, &record),
                          0);
        ck_assert_int_eq(fast_clean(plan, &record, 29991231), stands);
        compare(&line, line.text, line.length);
    }
    plan->year[year_index(2024)] = true;
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("fast");
    TCase *tcase = tcase_create("fast");
    tcase_set_timeout(tcase, 300);
    tcase_add_unchecked_fixture(tcase, make_engines, free_engines);
    tcase_add_test(tcase, formats_on_the_fast_way);
    tcase_add_test(tcase, these_records_are_usual);
    tcase_add_test(tcase, two_campagnes);
    tcase_add_test(tcase, blank_stays);
    tcase_add_test(tcase, year_of_other_values);
    tcase_add_test(tcase, every_byte_of_every_format);
    tcase_add_test(tcase, many_bytes_at_once);
    suite_add_tcase(suite, tcase);
    return support_run(suite);
}
