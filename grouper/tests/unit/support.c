/* SPDX-License-Identifier: Apache-2.0 */
#include "formats.gen.h"
#include "support.h"

had_tables *support_tables(bool essai)
{
    had_tables *tables;
    had_error error = {.size = sizeof error};
    ck_assert_int_eq(had_tables_new(NULL, &tables), HAD_OK);
    int status = had_tables_add_published(tables, &error);
    ck_assert_msg(status == HAD_OK, "%s:%u %s", error.file, error.line, error.en);
    if (essai) {
        status = had_tables_add_builtin_classification(tables, "essai", &error);
        ck_assert_msg(status == HAD_OK, "%s:%u %s", error.file, error.line, error.en);
    }
    return tables;
}

had_engine *support_engine(const had_tables *tables, const had_options *options)
{
    had_engine *engine;
    ck_assert_int_eq(had_engine_new(tables, options, &engine, NULL), HAD_OK);
    return engine;
}

static void overwrite(struct line *line, had_span span, const char *text)
{
    for (uint16_t i = 0; i < span.length; i++) {
        char c = *text ? *text++ : ' ';
        line->text[span.start + i] = c == '_' ? ' ' : c;
    }
}

static had_span place(const struct line *line, const char *field, size_t length)
{
    int number = field_number(field, length);
    ck_assert_msg(number >= 0, "no field %.*s", (int)length, field);
    return line->layout->field[number];
}

void line_set(struct line *line, const char *field, const char *text)
{
    had_span span = place(line, field, strlen(field));
    ck_assert_msg(span.length > 0, "%s has no %s", line->layout->tag, field);
    overwrite(line, span, text);
}

void line_apply(struct line *line, const char *changes)
{
    while (*changes) {
        size_t name = strcspn(changes, "="), all = strcspn(changes, " ");
        char value[64];
        memcpy(value, changes + name + 1, all - name - 1);
        value[all - name - 1] = '\0';
        had_span span = place(line, changes, name);
        ck_assert_msg(span.length > 0, "%s lacks %.*s", line->layout->tag, (int)name, changes);
        overwrite(line, span, value);
        changes += all + (changes[all] == ' ');
    }
}

void line_insert(struct line *line, const char *text)
{
    size_t grouping = line->layout->grouped ? 31 : 0, n = strlen(text);
    size_t at = line->length - grouping;
    memmove(line->text + at + n, line->text + at, grouping + 1);
    memcpy(line->text + at, text, n);
    line->length += n;
}

/* The year in which a format was in use, so that its records take their own variants. */
static const char *year_of(const char *format)
{
    static const char *const years[][2] = {
#define YEAR(tag, year) {tag, year},
        FORMAT_YEARS(YEAR)
#undef YEAR
    };
    for (size_t i = 0; i < sizeof years / sizeof years[0]; i++)
        if (strcmp(years[i][0], format) == 0)
            return years[i][1];
    return "2024";
}

void line_make(struct line *line, const had_tables *tables, const char *format)
{
    memset(line, 0, sizeof *line);
    line->layout = layout_find(&tables->layouts, (const unsigned char *)format);
    ck_assert_msg(line->layout != NULL, "no layout %s", format);
    memset(line->text, ' ', line->layout->fixed);
    line->length = line->layout->fixed;
    static const char *const values[][2] = {{"finess_epmsi", "750712184"},
                                            {"finess_geo", "750712184"},
                                            {"ipp", "P1"},
                                            {"sejour", "S1"},
                                            {"no_entree", "000000001"},
                                            {"no_facture", "000000002"},
                                            {"facturable", "1"},
                                            {"date_naissance", "01051940"},
                                            {"sexe", "1"},
                                            {"code_postal", "75001"},
                                            {"type_domicile", "1"},
                                            {"mode_entree", "8"},
                                            {"no_sequence", "0001"},
                                            {"mpp", "04"},
                                            {"mpa", "00"},
                                            {"mpd1", "00"},
                                            {"mpd2", "00"},
                                            {"mpd3", "00"},
                                            {"mpd4", "00"},
                                            {"mpd5", "00"},
                                            {"ik", "050"},
                                            {"n_dcmpp", "0"},
                                            {"n_dcmpa", "0"},
                                            {"n_da", "00"},
                                            {"avq_habillage", "1"},
                                            {"avq_locomotion", "2"},
                                            {"avq_alimentation", "3"},
                                            {"avq_continence", "4"},
                                            {"avq_comportement", "1"},
                                            {"avq_relation", "2"},
                                            {"no_sous_sequence", "0001"},
                                            {"derniere_sous_sequence", "2"},
                                            {"n_zones_ccam", "000"},
                                            {"dp", "C500"}};
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        had_span span = place(line, values[i][0], strlen(values[i][0]));
        const char *value = values[i][1];
        size_t n = strlen(value);
        /* Numbers are shorter in H02: keep their last digits. */
        overwrite(line, span, n > span.length && span.length > 0 ? value + n - span.length : value);
    }
    static const char *const dates[][2] = {{"date_entree", "0105"},
                                           {"date_debut_sequence", "0105"},
                                           {"date_debut_sous_sequence", "0505"},
                                           {"date_fin_sous_sequence", "2005"}};
    for (size_t i = 0; i < sizeof dates / sizeof dates[0]; i++) {
        char date[9];
        snprintf(date, sizeof date, "%s%s", dates[i][1], year_of(format));
        line_set(line, dates[i][0], date);
    }
    overwrite(line, line->layout->field[F_format_version], format);
    if (format[2] == '5') { /* H05, H15: no separate DP, so at least one MPP diagnosis */
        line_set(line, "n_dcmpp", "1");
        strcpy(line->text + line->length, "C500    ");
        line->length += 8;
    }
    if (line->layout->grouped) {
        char zone[32];
        snprintf(zone, sizeof zone, "90000123411205%s%s2005%s016", "05", year_of(format),
                 year_of(format));
        strcpy(line->text + line->length, zone);
        line->length += 31;
    }
}

void rapss_make(struct line *line, const had_tables *tables, const char *tag, const char *rest)
{
    static const char *const values = "finess_epmsi=750712184 finess_geo=750712184 "
                                      "no_seq_sejour=00012 sexe=1 type_domicile=1 mode_entree=8 "
                                      "no_sequence=0001 mpp=04 mpa=00 mpd1=00 mpd2=00 mpd3=00 "
                                      "mpd4=00 mpd5=00 ik=050 n_da=00 avq_habillage=1 "
                                      "avq_locomotion=2 avq_alimentation=3 avq_continence=4 "
                                      "avq_comportement=1 avq_relation=2 no_sous_sequence=0001 "
                                      "mois_fin_sous_sequence=05 annee_fin_sous_sequence=2022 "
                                      "delai_debut_sous_sequence=0004 n_jours_sous_sequence=0016 "
                                      "derniere_sous_sequence=2 n_zones_ccam=000";
    memset(line, 0, sizeof *line);
    line->layout = layout_find(&tables->layouts, (const unsigned char *)tag);
    ck_assert_ptr_nonnull(line->layout);
    memset(line->text, ' ', line->layout->fixed);
    line_apply(line, values);
    line_set(line, "format_version", tag);
    if (line->layout->field[F_n_dcmpp].length) /* H25 has no DP of its own */
        line_apply(line, strcmp(tag, "H25") == 0 ? "n_dcmpp=1 n_dcmpa=0" : "n_dcmpp=0 n_dcmpa=0");
    if (line->layout->field[F_code_postal].length)
        line_set(line, "code_postal", "75001");
    if (line->layout->secteur == HAD_EX_OQN)
        line_set(line, "facturable", "1");
    strcpy(line->text + line->layout->fixed, strcmp(tag, "H25") == 0 ? "C500  " : "");
    strcat(line->text, rest);
    line->length = strlen(line->text);
}

had_result support_process(const had_engine *engine, const struct line *line)
{
    had_result result = {.size = sizeof result};
    /* An exact copy on the heap: a sanitizer sees any byte read beyond. */
    char *exact = malloc(line->length + !line->length);
    memcpy(exact, line->text, line->length);
    ck_assert_int_eq(had_process(engine, exact, line->length, &result), HAD_OK);
    free(exact);
    return result;
}

static size_t put_field(unsigned char *out, size_t n, const void *field, size_t size)
{
    if (n + size > RESULT_BYTES) /* fuzz targets run outside of Check */
        abort();
    memcpy(out + n, field, size);
    return n + size;
}

size_t result_bytes(const had_result *r, unsigned char out[RESULT_BYTES])
{
    size_t n = 0;
#define PUT(field) n = put_field(out, n, &(field), sizeof(field))
    PUT(r->outcome), PUT(r->secteur), PUT(r->grouped), PUT(r->carried), PUT(r->facturable);
    PUT(r->variante), PUT(r->zone_count), PUT(r->type_domicile), PUT(r->campagne), PUT(r->length);
    PUT(r->layout), PUT(r->format), PUT(r->version), PUT(r->code_retour), PUT(r->ghpc);
    PUT(r->rapss), PUT(r->lecture), PUT(r->classification), PUT(r->debut_sequence), PUT(r->debut);
    PUT(r->fin), PUT(r->jours), PUT(r->expected), PUT(r->position), PUT(r->findings);
    PUT(r->statut), PUT(r->matrice);
    for (int i = 0; i < r->zone_count; i++) {
        const had_zone *z = &r->zone[i];
        PUT(z->ght), PUT(z->groupement), PUT(z->origine), PUT(z->valorise), PUT(z->jours);
        PUT(z->debut), PUT(z->fin), PUT(z->tarif), PUT(z->montant);
    }
#undef PUT
    return n;
}

void findings_text(const had_engine *engine, const struct line *line, const had_result *result,
                   char *out, size_t room)
{
    had_finding list[64];
    size_t n = had_result_findings(engine, line->text, line->length, result, list, 64);
    out[0] = '\0';
    for (size_t i = 0; i < n && i < 64; i++) {
        had_finding_info info = {.size = sizeof info};
        ck_assert_int_eq(had_finding_get(list[i].number, 0, &info), HAD_OK);
        size_t used = strlen(out);
        snprintf(out + used, room - used, "%s%s", used ? "," : "", info.code);
    }
}

void set_text(const had_findings *set, char *out, size_t room)
{
    out[0] = '\0';
    for (size_t n = 0; n < had_finding_count(); n++) {
        had_finding_info info = {.size = sizeof info};
        if (!had_findings_has(set, (int)n))
            continue;
        had_finding_get(n, 0, &info);
        size_t used = strlen(out);
        snprintf(out + used, room - used, "%s%s", used ? "," : "", info.code);
    }
}

void ways_differ(const had_result *plain, const char *found, const char *text, size_t length)
{
    char codes[512];
    set_text(&plain->findings, codes, sizeof codes);
    ck_abort_msg("%.3s: the plain way finds [%s], the fast way [%s], or other figures. After a new "
                 "control: its condition belongs in grouper/lib/fast too (CONTRIBUTING.md, a new "
                 "control, step 3). The record: %.*s",
                 text, codes, found, (int)length, text);
}

void not_usual(const had_engine *plain, const struct line *line)
{
    char codes[512];
    had_result r = support_process(plain, line);
    set_text(&r.findings, codes, sizeof codes);
    ck_abort_msg("%s: not a usual record, and the plain way finds [%s]. After a new control that "
                 "raises one of these: change the record, where this test makes it. When it finds "
                 "nothing, a condition of grouper/lib/fast refuses what is right: turn it round "
                 "(CONTRIBUTING.md, a new control, step 3). The record: %.*s",
                 line->layout->tag, codes, (int)line->length, line->text);
}

static void *count_allocate(void *context, size_t bytes)
{
    struct counting *counting = context;
    if (counting->left-- == 0)
        return NULL;
    counting->live++;
    return malloc(bytes);
}

static void count_release(void *context, void *memory)
{
    ((struct counting *)context)->live--;
    free(memory);
}

had_allocator counting_allocator(struct counting *counting)
{
    return (had_allocator){counting, count_allocate, count_release};
}

int support_classification(had_tables *tables, const char *const *files, had_error *error)
{
    had_file file[16];
    size_t n = 0;
    for (; files[2 * n]; n++)
        file[n] = (had_file){files[2 * n], files[2 * n + 1], strlen(files[2 * n + 1])};
    return had_tables_add(tables, HAD_TABLE_CLASSIFICATION, file, n, error);
}

size_t support_needed(char *out, size_t room, const char *begin, int *start)
{
    static const struct {
        const char *name;
        int length;
    } needed[] = {{"format_version", 3},
                  {"finess_epmsi", 9},
                  {"sejour", 5},
                  {"date_naissance", 8},
                  {"type_domicile", 1},
                  {"date_entree", 8},
                  {"date_sortie", 8},
                  {"mode_sortie", 1},
                  {"no_sequence", 2},
                  {"date_debut_sequence", 8},
                  {"date_fin_sequence", 8},
                  {"mpp", 2},
                  {"mpa", 2},
                  {"ik", 3},
                  {"no_sous_sequence", 2},
                  {"date_debut_sous_sequence", 8},
                  {"date_fin_sous_sequence", 8},
                  {"n_da", 2}};
    size_t used = 0;
    for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++) {
        used += (size_t)snprintf(out + used, room - used, "%s;%s;%d;%d;;;;\n", begin,
                                 needed[i].name, *start, needed[i].length);
        *start += needed[i].length;
    }
    return used;
}

int support_few(void)
{
    static int few;
    const char *given = few > 0 ? NULL : getenv("HAD_TEST_FEW");
    if (few == 0)
        few = given && atoi(given) > 0 ? atoi(given) : 1;
    return few;
}

int support_run(Suite *suite)
{
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? 0 : 1;
}
