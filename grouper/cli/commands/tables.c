/* SPDX-License-Identifier: Apache-2.0 */
/* had tables: what is loaded (list), the text it comes from (show), whether a directory holds
 * together (check), what changes from one to another (diff). */
#include "common/digits.h"
#include "cli/ask/commands.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/base/cause.h"
#include "deduce.h"
#include "cli/files/failure.h"
#include "had.h"
#include "cli/files/load.h"
#include "cli/files/output.h"
#include "cli/account/tarifs.h"
#include "cli/rows/rows.h"
#include "cli/base/status.h"
#include "cli/write/table.h"
#include "cli/base/words.h"

/* "2024 ex-DGF base", and " GHT 07" when ght is not 0. */
enum { KEY_TEXT = 48 };
static void tarif_key(char key[KEY_TEXT], int campagne, int secteur, int variante, int ght)
{
    strcpy(key, "0000 ");
    write_digits((unsigned char *)key, 4, (uint32_t)campagne);
    strcat(strcat(strcat(key, secteur_name(secteur)), " "), variante_name(variante));
    if (ght == 0)
        return;
    strcat(strcat(key, " GHT "), two_text((unsigned)ght).text);
}

static void cell_sha(struct table *table, const void *bytes, size_t size)
{
    char text[SHA256_TEXT];
    sha256_of(bytes, size, text);
    cell_word(table, text);
}

static int64_t count_rows(const unsigned char *bytes, size_t size)
{
    int64_t lines = 0;
    for (size_t i = 0; i < size; i++)
        lines += bytes[i] == '\n';
    return lines > 0 ? lines - 1 : 0;
}

/* --- list ------------------------------------------------------------------------------------- */

static void list_file(void *context, const char *path, const char *origin, const void *bytes,
                      size_t size)
{
    struct table *table = context;
    row_begin(table, PUT_FIELD_MAX(strlen(path)));
    cell_word(table, "fichier");
    cell_name(table, path);
    cell_word(table, origin);
    for (int i = 0; i < 3; i++)
        cell_blank(table);
    cell_number(table, count_rows(bytes, size));
    cell_sha(table, bytes, size);
    cell_blank(table);
    row_end(table);
}

static void list_classifications(struct table *table, const had_tables *tables, const char *origin)
{
    for (size_t i = 0; i < had_classification_count(tables); i++) {
        had_classification_info info = {.size = sizeof info};
        had_triple triple = {.size = sizeof triple};
        size_t triples = 0;
        had_classification_get(tables, i, &info);
        while (had_triple_get(tables, i, triples, &triple) == HAD_OK)
            triples++;
        row_begin(table, PUT_FIELD_MAX(sizeof info.source + sizeof info.id));
        cell_word(table, "classification");
        cell_name(table, info.id);
        cell_word(table, origin);
        cell_date(table, info.debut);
        cell_date(table, info.fin);
        cell_word(table, info.officielle ? "1" : "0");
        cell_number(table, (int64_t)triples);
        cell_blank(table);
        cell_name(table, info.source);
        row_end(table);
    }
}

/* Tariffs of a series that are not derived; of which origin the first is. */
static int count_tarifs(const had_tables *tables, int campagne, int secteur, int variante,
                        int *origine)
{
    int count = 0;
    for (int ght = 1; ght <= GHTS; ght++) {
        int32_t centimes;
        int from;
        had_tarif_get(tables, campagne, secteur, variante, ght, &centimes, &from);
        if (from == HAD_ORIGINE_NONE || from == HAD_ORIGINE_CALCULE)
            continue;
        if (count++ == 0)
            *origine = from;
    }
    return count;
}

static void list_tarifs(struct table *table, const had_tables *tables)
{
    for (int campagne = CAMPAGNES_FROM; campagne <= CAMPAGNES_TO; campagne++) {
        for (int s = HAD_EX_DGF; s <= HAD_EX_OQN; s++) {
            for (int v = HAD_BASE; v <= HAD_SSIAD; v++) {
                int origine = 0, count = count_tarifs(tables, campagne, s, v, &origine);
                char name[KEY_TEXT];
                if (count == 0)
                    continue;
                tarif_key(name, campagne, s, v, 0);
                row_begin(table, 0);
                cell_word(table, "tarifs");
                cell_word(table, name);
                cell_word(table, origine_name(origine));
                cell_date(table, had_campagne_debut(campagne));
                for (int i = 0; i < 2; i++)
                    cell_blank(table);
                cell_number(table, count);
                cell_blank(table);
                cell_blank(table);
                row_end(table);
            }
        }
    }
}

static int run_list(const struct options *options, struct table *table)
{
    had_tables *tables = NULL, *essai = NULL;
    struct loading loading = {list_file, table};
    table->columns = columns_tables_list;
    table_header(table);
    int status = load_tables(options, &loading, &tables);
    if (status)
        return status;
    list_classifications(table, tables, "chargee");
    /* The trial classification is built in; it is loaded only when it is asked for by name. */
    if (options->classifications.count == 0) {
        int made = had_tables_new(NULL, &essai);
        if (made == HAD_OK)
            made = had_tables_add_builtin_classification(essai, "essai", NULL);
        if (made == HAD_OK)
            list_classifications(table, essai, "incluse");
        else
            status = say_failure("had_tables_add_builtin_classification", made);
    }
    list_tarifs(table, tables);
    had_tables_free(essai);
    had_tables_free(tables);
    return status;
}

/* --- show ------------------------------------------------------------------------------------- */

struct showing {
    struct table *table;
    const char *what;
    size_t shown;
};

/* Whether a file is part of what is asked: `tarifs` and tarifs/x.csv, tarifs.csv; a
 * classification's id and classifications/ID/x.csv, ID/x.csv. */
static bool is_part(const char *path, const char *what)
{
    size_t length = strlen(what);
    for (const char *p = path; (p = strstr(p, what)) != NULL; p++) {
        bool starts = p == path || p[-1] == '/';
        if (starts && (p[length] == '/' || strcmp(p + length, ".csv") == 0))
            return true;
    }
    return false;
}

static void show_file(void *context, const char *path, const char *origin, const void *bytes,
                      size_t size)
{
    (void)origin;
    struct showing *showing = context;
    struct sink *sink = showing->table->sink;
    if (!is_part(path, showing->what))
        return;
    showing->shown++;
    uint64_t number = 0;
    for (const char *p = bytes, *end = p + size; p < end;) {
        const char *newline = memchr(p, '\n', (size_t)(end - p));
        size_t length = (size_t)((newline ? newline : end) - p);
        sink_room(sink, PUT_FIELD_MAX(strlen(path)) + ROW_ROOM + (length < 65536 ? length : 65536));
        put_cell(sink, (const unsigned char *)path, (const unsigned char *)path + strlen(path));
        put(sink, ';');
        put_number(sink, ++number);
        put(sink, ';');
        put_bytes(sink, p, length < 65536 ? length : 65536);
        put(sink, '\n');
        p += length + (newline != NULL);
    }
}

/* --- show --pourquoi -------------------------------------------------------------------------- */

/* Where the observed groups of a classification stand. */
struct observed_place {
    const char *what;
    char directory[OS_PATH];
};

static void find_groups(void *context, const char *path, const char *origin, const void *bytes,
                        size_t size)
{
    (void)origin, (void)bytes, (void)size;
    struct observed_place *where = context;
    const char *slash = strrchr(path, '/');
    if (slash && strcmp(slash + 1, "groupes.csv") == 0 && is_part(path, where->what))
        snprintf(where->directory, sizeof where->directory, "%.*s", (int)(slash - path), path);
}

/* Rule R47: what proves the deduced GHT of a triple. */
static int show_why(const struct options *options, const struct options *asked, const char *what,
                    struct table *table)
{
    had_tables *tables = NULL;
    struct observed_place where = {.what = what};
    struct loading loading = {find_groups, &where};
    int status = load_tables(asked, &loading, &tables);
    had_tables_free(tables);
    if (!status && !where.directory[0]) {
        say(W_NOT_OBSERVED, what); /* one that is not there was refused by load_tables */
        status = TABLES;
    }
    return status ? status : deduce_why(where.directory, options, table->sink);
}

static int run_show(const struct options *options, struct table *table)
{
    const char *what = options->files[0];
    static const char *const kinds[] = {"tarifs", "layouts",      "values",
                                        "modes",  "coefficients", NULL};
    had_tables *tables = NULL;
    struct options asked = *options;
    struct showing showing = {table, what, 0};
    struct loading loading = {show_file, &showing, kinds};
    bool kind = false;
    for (size_t i = 0; kinds[i]; i++)
        kind |= strcmp(kinds[i], what) == 0;
    /* Any other name is that of a classification: it is loaded. */
    if (!kind) {
        asked.classifications.count = 1;
        asked.classifications.item[0] = what;
        const char *slash = strrchr(what, '/');
        showing.what = slash && slash[1] ? slash + 1 : what;
    }
    if (options->why)
        return show_why(options, &asked, showing.what, table);
    int status = load_tables(&asked, &loading, &tables);
    had_tables_free(tables);
    if (!status && showing.shown == 0) {
        say(W_NO_SUCH_CLASSIFICATION, what);
        status = TABLES;
    }
    return status;
}

/* --- check ------------------------------------------------------------------------------------ */

static void anomaly(struct table *table, const char *what, const char *key, const char *why)
{
    row_begin(table, PUT_FIELD_MAX(strlen(why)));
    cell_word(table, what);
    cell_word(table, key);
    cell_name(table, why);
    row_end(table);
}

/* Rule R45: a ratio to the campaign before outside 0.80 to 1.25 is told. */
static bool jumps(const had_tables *tables, const struct tarif_at *at, char *why, size_t size)
{
    struct tarif_at last;
    if (!tarif_jumps(tables, at, &last))
        return false;
    int64_t thousandths = (int64_t)at->centimes * 1000 / last.centimes;
    char ratio[32];
    snprintf(ratio, sizeof ratio, "%lld.%03d", (long long)(thousandths / 1000),
             (int)(thousandths % 1000));
    words_write(why, size, W_CHECK_JUMP, last.campagne, ratio);
    return true;
}

/* What is wrong with one tariff; `before`: that of the GHT before it. A published variant lies
 * within 3 centimes of its rate of the base; tariffs rise with the GHT. */
static unsigned check_tarif(struct table *table, const had_tables *tables,
                            const struct tarif_at *at, int32_t before, const char *key)
{
    enum { WHY = 256 };
    char why[WHY] = "";
    unsigned found = 0;
    struct tarif_at base = *at;
    had_tarif_source source = {.size = sizeof source};
    base.variante = HAD_BASE;
    tarif_at(&base, tables);
    had_tarif_source_get(tables, at->campagne, at->secteur, at->variante, at->ght, &source);
    int64_t gap = (int64_t)at->centimes * 100 - (int64_t)base.centimes * had_taux(at->variante);
    bool far = base.origine != HAD_ORIGINE_NONE && (gap > 300 || gap < -300);
    const struct {
        bool wrong;
        const char *why;
    } looked[] = {
        {at->centimes <= before, words(W_CHECK_RISE)},
        {base.origine == HAD_ORIGINE_NONE, words(W_CHECK_NO_BASE)},
        {far, words(W_CHECK_RATIO)},
        {jumps(tables, at, why, sizeof why), why},
        {at->origine == HAD_ORIGINE_FOURNI && !source.source[0], words(W_CHECK_NO_SOURCE)}};
    for (size_t i = 0; i < sizeof looked / sizeof looked[0]; i++) {
        if (!looked[i].wrong)
            continue;
        anomaly(table, "tarifs", key, looked[i].why);
        found++;
    }
    return found;
}

static bool any_unfilled(const had_tables *tables, int campagne, int secteur, int variante)
{
    for (int ght = 1; ght <= GHTS; ght++)
        if (had_tarif_unfilled(tables, campagne, secteur, variante, ght))
            return true;
    return false;
}

/* A series is whole, and each of its tariffs holds. */
static unsigned check_series(struct table *table, const had_tables *tables, int campagne,
                             int secteur, int variante)
{
    struct tarif_at at = {campagne, secteur, variante, 1, 0, 0};
    unsigned found = 0;
    int32_t before = 0;
    int any = 0;
    if (count_tarifs(tables, campagne, secteur, variante, &any) == 0 &&
        !any_unfilled(tables, campagne, secteur, variante))
        return 0;
    for (; at.ght <= GHTS; at.ght++) {
        char key[KEY_TEXT];
        tarif_at(&at, tables);
        tarif_key(key, campagne, secteur, variante, at.ght);
        bool unfilled = had_tarif_unfilled(tables, campagne, secteur, variante, at.ght);
        if (at.origine == HAD_ORIGINE_NONE || at.origine == HAD_ORIGINE_CALCULE) {
            anomaly(table, "tarifs", key,
                    unfilled ? words(W_CHECK_UNFILLED) : words(W_CHECK_MISSING));
            found++;
            continue;
        }
        found += check_tarif(table, tables, &at, before, key);
        before = at.centimes;
    }
    return found;
}

/* A day that no classification covers between the first and the last loaded. */
static unsigned check_dates(struct table *table, const had_tables *tables)
{
    unsigned found = 0;
    for (size_t i = 1; i < had_classification_count(tables); i++) {
        had_classification_info one = {.size = sizeof one}, next = {.size = sizeof next};
        had_classification_get(tables, i - 1, &one);
        had_classification_get(tables, i, &next);
        /* Ends that meet: the last of a month and the first of the next, or two days in a row. */
        int32_t day = one.fin % 100, month = one.fin / 100 % 100;
        int32_t next_day = next.debut % 100, next_month = next.debut / 100 % 100;
        bool row = next.debut == one.fin + 1 ||
                   (day >= 28 && next_day == 1 && next_month == month % 12 + 1);
        if (one.fin != 0 && !row) {
            anomaly(table, "classifications", next.id, words(W_CHECK_HOLE));
            found++;
        }
    }
    return found;
}

static int load_one(const struct options *options, const char *what, struct loading *loading,
                    had_tables **tables)
{
    struct options asked = *options;
    if (load_is_tables(what)) {
        if (asked.tables.count < LIST_MAX)
            asked.tables.item[asked.tables.count++] = what;
    } else {
        asked.classifications.count = 1;
        asked.classifications.item[0] = what;
    }
    return load_tables(&asked, loading, tables);
}

/* --- deductions of directories ---------------------------------------------------------------- */

/* Does something with the directory of each classification of `what`: itself, or those side by side
 * in it. */
struct visit {
    int (*each)(struct visit *visit, const char *directory);
    const struct options *options;
    struct table *table;
    const char *root;
    size_t count;
    unsigned found; /* anomalies */
    int status;     /* DIFFERENCES: the other classifications are still visited */
};

static int visit_name(void *context, const char *name)
{
    struct visit *visit = context;
    char path[OS_PATH];
    if (!path_join(path, visit->root, name) || !load_is_classification(path))
        return DONE;
    visit->count++;
    return visit->each(visit, path);
}

static int visit_directories(struct visit *visit, const char *what)
{
    char inside[OS_PATH];
    struct os_look look;
    visit->root = what;
    if (load_is_classification(what)) {
        visit->count++;
        return visit->each(visit, what);
    }
    int status = os_list(what, visit_name, visit);
    if (!status && path_join(inside, what, "classifications") && os_look_path(inside, &look) == 0) {
        visit->root = inside;
        status = os_list(inside, visit_name, visit);
    }
    return status < 0 ? load_cannot_open(what) : status;
}

/* Rule R46: deductions are made anew and compared; observed groups that contradict each other are
 * an anomaly. */
static int check_one(struct visit *visit, const char *directory)
{
    bool same, groups;
    int status = deduce_check(directory, visit->options, &groups, &same);
    if (status != DONE && status != DIFFERENCES)
        return status;
    if (status == DIFFERENCES)
        anomaly(visit->table, "groupes", directory, words(W_CHECK_CONFLICT));
    else if (!same)
        anomaly(visit->table, "deductions", directory, words(W_CHECK_DEDUCTIONS));
    visit->found += status == DIFFERENCES || !same;
    return DONE;
}

static int run_check(const struct options *options, struct table *table)
{
    const char *what = options->files[0];
    had_tables *tables = NULL;
    table->columns = columns_tables_check;
    struct options needed = *options;
    needed.tables_needed = true; /* nothing to check is no table without a defect */
    int status = load_one(&needed, what, NULL, &tables);
    if (status)
        return status;
    table_header(table);
    unsigned found = check_dates(table, tables);
    struct os_look look;
    struct visit visit = {.each = check_one, .options = options, .table = table};
    if (os_look_path(what, &look) == 0 && look.directory)
        status = visit_directories(&visit, what);
    found += visit.found;
    for (int campagne = CAMPAGNES_FROM; campagne <= CAMPAGNES_TO; campagne++)
        for (int s = HAD_EX_DGF; s <= HAD_EX_OQN; s++)
            for (int v = HAD_BASE; v <= HAD_SSIAD; v++)
                found += check_series(table, tables, campagne, s, v);
    had_tables_free(tables);
    if (status)
        return status;
    if (!options->quiet)
        say_plain(W_CHECK_DONE, what, found);
    return found ? DIFFERENCES : DONE;
}

/* --- diff ------------------------------------------------------------------------------------- */

static unsigned differ(struct table *table, const char *what, const char *key, const char *field,
                       const char *a, const char *b)
{
    if (strcmp(a, b) == 0)
        return 0;
    row_begin(table, PUT_FIELD_MAX(strlen(a) + strlen(b)));
    cell_word(table, what);
    cell_word(table, key);
    cell_word(table, field);
    cell_name(table, a);
    cell_name(table, b);
    row_end(table);
    return 1;
}

/* Nothing for 0. */
static void number_text(char *out, int64_t n)
{
    *(n > 0 ? write_number((unsigned char *)out, (uint64_t)n) : (unsigned char *)out) = '\0';
}

static int by_codes(const void *a, const void *b)
{
    const had_triple *x = a, *y = b;
    int order = memcmp(x->mpp, y->mpp, sizeof x->mpp);
    order = order ? order : memcmp(x->mpa, y->mpa, sizeof x->mpa);
    return order ? order : memcmp(x->ik, y->ik, sizeof x->ik);
}

/* Every triple of the only (or last) classification, sorted by codes; the caller frees. */
static had_triple *triples(const had_tables *tables, size_t *count)
{
    size_t last = had_classification_count(tables), n = 0;
    had_triple one = {.size = sizeof one};
    *count = 0;
    while (last > 0 && had_triple_get(tables, last - 1, n, &one) == HAD_OK)
        n++;
    had_triple *list = calloc(n + 1, sizeof *list);
    for (size_t i = 0; list && i < n; i++) {
        list[i].size = sizeof list[i];
        had_triple_get(tables, last - 1, i, &list[i]);
    }
    if (list && n > 0)
        qsort(list, n, sizeof *list, by_codes);
    *count = list ? n : 0;
    return list;
}

static unsigned diff_triple(struct table *table, const had_triple *a, const had_triple *b)
{
    static const had_triple none = {.size = sizeof none};
    const had_triple *named = a ? a : b;
    static const char *const bounds[] = {"sous", "", "au-dessus"};
    char key[16], one[24], other[24];
    unsigned found = 0;
    memcpy(key, named->mpp, 2);
    memcpy(key + 3, named->mpa, 2);
    memcpy(key + 6, named->ik, 4);
    key[2] = key[5] = ' ';
    found += differ(table, "triplet", key, "present", a ? "1" : "", b ? "1" : "");
    a = a ? a : &none;
    b = b ? b : &none;
    found += differ(table, "triplet", key, "statut", had_statut_name(a->statut),
                    had_statut_name(b->statut));
    found += differ(table, "triplet", key, "confirmation", a->confirmation ? "1" : "0",
                    b->confirmation ? "1" : "0");
    found += differ(table, "triplet", key, "bornes_ik", bounds[a->ik_bounds + 1],
                    bounds[b->ik_bounds + 1]);
    found += differ(table, "triplet", key, "ghpc", a->ghpc, b->ghpc);
    for (int k = 0; k < 4; k++) {
        char field[] = "ght1";
        field[3] = (char)('1' + k);
        number_text(one, a->ght[k]);
        number_text(other, b->ght[k]);
        found += differ(table, "triplet", key, field, one, other);
    }
    return found;
}

/* False when there is no memory (a message is said). */
static bool diff_classifications(struct table *table, const had_tables *a, const had_tables *b,
                                 unsigned *found)
{
    size_t n, m, i = 0, j = 0;
    had_triple *x = triples(a, &n), *y = triples(b, &m);
    bool known = x && y;
    while (known && (i < n || j < m)) {
        int order = i == n ? 1 : j == m ? -1 : by_codes(&x[i], &y[j]);
        *found += diff_triple(table, order <= 0 ? &x[i] : NULL, order >= 0 ? &y[j] : NULL);
        i += order <= 0;
        j += order >= 0;
    }
    if (!known)
        say(W_NO_MEMORY);
    free(x);
    free(y);
    return known;
}

static unsigned diff_cards(struct table *table, const had_tables *a, const had_tables *b)
{
    size_t n = had_classification_count(a), m = had_classification_count(b);
    had_classification_info x = {.size = sizeof x}, y = {.size = sizeof y};
    char one[24], other[24];
    unsigned found = 0;
    if (n == 0 || m == 0)
        return 0;
    had_classification_get(a, n - 1, &x);
    had_classification_get(b, m - 1, &y);
    found += differ(table, "classification", "", "id", x.id, y.id);
    found += differ(table, "classification", "", "version", x.version, y.version);
    number_text(one, x.debut);
    number_text(other, y.debut);
    found += differ(table, "classification", "", "debut", one, other);
    number_text(one, x.fin);
    number_text(other, y.fin);
    found += differ(table, "classification", "", "fin", one, other);
    found += differ(table, "classification", "", "officielle", x.officielle ? "1" : "0",
                    y.officielle ? "1" : "0");
    found += differ(table, "classification", "", "source", x.source, y.source);
    for (size_t k = 0; k < 4; k++) {
        int32_t from, to;
        char key[] = "1";
        key[0] = (char)('1' + k);
        one[0] = other[0] = '\0';
        if (had_period_get(a, n - 1, k, &from, &to) == HAD_OK)
            number_text(one, from);
        if (had_period_get(b, m - 1, k, &from, &to) == HAD_OK)
            number_text(other, from);
        found += differ(table, "periode", key, "du", one, other);
    }
    return found;
}

static unsigned diff_tarifs(struct table *table, const had_tables *a, const had_tables *b)
{
    unsigned found = 0;
    for (int campagne = CAMPAGNES_FROM; campagne <= CAMPAGNES_TO; campagne++) {
        for (int s = HAD_EX_DGF; s <= HAD_EX_OQN; s++) {
            for (int v = HAD_BASE; v <= HAD_SSIAD; v++) {
                for (int ght = 1; ght <= GHTS; ght++) {
                    int32_t x, y;
                    int origine;
                    char key[KEY_TEXT], one[24], other[24];
                    had_tarif_get(a, campagne, s, v, ght, &x, &origine);
                    had_tarif_get(b, campagne, s, v, ght, &y, &origine);
                    if (x == y)
                        continue;
                    tarif_key(key, campagne, s, v, ght);
                    number_text(one, x);
                    number_text(other, y);
                    found += differ(table, "tarif", key, "centimes", one, other);
                }
            }
        }
    }
    return found;
}

static int run_diff(const struct options *options, struct table *table)
{
    had_tables *a = NULL, *b = NULL;
    int status = load_one(options, options->files[0], NULL, &a);
    if (!status)
        status = load_one(options, options->files[1], NULL, &b);
    if (!status) {
        table->columns = columns_tables_diff;
        table_header(table);
        unsigned found = diff_cards(table, a, b);
        bool known = diff_classifications(table, a, b, &found);
        found += diff_tarifs(table, a, b);
        status = !known ? FILES : found ? DIFFERENCES : DONE;
    }
    had_tables_free(a);
    had_tables_free(b);
    return status;
}

/* --- deduce ----------------------------------------------------------------------------------- */

static int deduce_one(struct visit *visit, const char *directory)
{
    struct deduced deduced;
    int status = deduce_directory(directory, directory, visit->options, visit->table, &deduced);
    if (status != DONE && status != DIFFERENCES)
        return status;
    visit->status = status ? status : visit->status;
    if (!visit->options->quiet)
        deduce_report(directory, &deduced);
    return DONE;
}

static int run_deduce(const struct options *options, struct table *table)
{
    const char *directory = options->files[0];
    struct visit visit = {.each = deduce_one, .options = options, .table = table};
    table->columns = columns_learn;
    table_header(table);
    int status = visit_directories(&visit, directory);
    if (!status && visit.count == 0) {
        say(W_TABLE_NONE, directory);
        return TABLES;
    }
    return status ? status : visit.status;
}

/* --- The commands ----------------------------------------------------------------------------- */

int command_tables_list(const struct options *options)
{
    return rows_write(options, run_list);
}

int command_tables_show(const struct options *options)
{
    return rows_write(options, run_show);
}

int command_tables_check(const struct options *options)
{
    return rows_write(options, run_check);
}

int command_tables_diff(const struct options *options)
{
    return rows_write(options, run_diff);
}

int command_tables_deduce(const struct options *options)
{
    return rows_write(options, run_deduce);
}
