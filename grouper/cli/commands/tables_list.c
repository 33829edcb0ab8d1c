/* SPDX-License-Identifier: Apache-2.0 */
/* had tables list: what is loaded. */
#include <string.h>

#include "cli/account/tarifs.h"
#include "cli/ask/commands.h"
#include "cli/base/status.h"
#include "cli/files/failure.h"
#include "cli/files/load.h"
#include "cli/rows/rows.h"
#include "cli/write/table.h"
#include "had.h"
#include "tables_shared.h"

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

static void list_tarifs(struct table *table, const had_tables *tables)
{
    for (int campagne = CAMPAGNES_FROM; campagne <= CAMPAGNES_TO; campagne++) {
        for (int s = HAD_EX_DGF; s <= HAD_EX_OQN; s++) {
            for (int v = HAD_BASE; v <= HAD_SSIAD; v++) {
                int origine = 0, count = tarifs_count(tables, campagne, s, v, &origine);
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

int command_tables_list(const struct options *options)
{
    return rows_write(options, run_list);
}
