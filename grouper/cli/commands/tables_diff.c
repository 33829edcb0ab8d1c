/* SPDX-License-Identifier: Apache-2.0 */
/* had tables diff: what changes from one set of tables to another. */
#include <stdlib.h>
#include <string.h>

#include "common/digits.h"
#include "cli/account/tarifs.h"
#include "cli/ask/commands.h"
#include "cli/base/status.h"
#include "cli/base/words.h"
#include "cli/rows/rows.h"
#include "cli/write/table.h"
#include "tables_shared.h"

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
    int status = tables_load(options, options->files[0], &a);
    if (!status)
        status = tables_load(options, options->files[1], &b);
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

int command_tables_diff(const struct options *options)
{
    return rows_write(options, run_diff);
}
