/* SPDX-License-Identifier: Apache-2.0 */
/* had tables check: whether what a directory holds fits together. */
#include <stdio.h>
#include <string.h>

#include "cli/account/tarifs.h"
#include "cli/ask/commands.h"
#include "cli/base/status.h"
#include "cli/base/words.h"
#include "cli/rows/rows.h"
#include "cli/write/table.h"
#include "deduce.h"
#include "tables_shared.h"

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
    if (tarifs_count(tables, campagne, secteur, variante, &any) == 0 &&
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
    int status = tables_load(&needed, what, &tables);
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

int command_tables_check(const struct options *options)
{
    return rows_write(options, run_check);
}
