/* SPDX-License-Identifier: Apache-2.0 */
/* had columns: what each column that a command writes is. */
#include "cli/ask/commands.h"

#include <stdio.h>
#include <string.h>

#include "cli/ask/refused.h"
#include "cli/rows/rows.h"
#include "cli/base/status.h"

static const char *const types[][2] = {
    [COLUMN_TEXT] = {"texte", "text"},         [COLUMN_CODE] = {"code", "code"},
    [COLUMN_INTEGER] = {"entier", "integer"},  [COLUMN_DATE] = {"date", "date"},
    [COLUMN_DECIMAL] = {"décimal", "decimal"}, [COLUMN_EUROS] = {"euros", "euros"}};

static const char *type_of(const struct column *column)
{
    return types[column->type][words_language_get()];
}

static const char *unit_of(const struct column *column)
{
    return words_language_get() == ENGLISH ? column->unit_en : column->unit_fr;
}

static const char *meaning_of(const struct column *column)
{
    return words_language_get() == ENGLISH ? column->en : column->fr;
}

static void write_row(struct table *table, const struct column *column, const char *form)
{
    row_begin(table, PUT_FIELD_MAX(strlen(meaning_of(column)) + strlen(form)));
    cell_word(table, column->name);
    cell_name(table, type_of(column));
    cell_name(table, unit_of(column));
    cell_name(table, meaning_of(column));
    cell_name(table, form);
    row_end(table);
}

static void put_padded(struct sink *sink, const char *text, size_t width)
{
    size_t columns = 0;
    put_text(sink, text);
    for (const char *p = text; *p; p++)
        columns += ((unsigned char)*p & 0xC0) != 0x80;
    do
        put(sink, ' ');
    while (++columns < width);
}

/* For people: name, type with its unit, meaning. */
static void write_line(struct sink *sink, const struct column *column)
{
    enum { NAME_WIDTH = 22, TYPE_WIDTH = 18 };
    char type[64];
    bool unit = column->unit_fr[0] && column->type != COLUMN_EUROS;
    snprintf(type, sizeof type, "%s%s%s%s", type_of(column), unit ? " (" : "",
             unit ? unit_of(column) : "", unit ? ")" : "");
    sink_room(sink, ROW_ROOM);
    put_text(sink, "  ");
    put_padded(sink, column->name, NAME_WIDTH);
    put_padded(sink, type, TYPE_WIDTH);
    put_text(sink, meaning_of(column));
    put(sink, '\n');
}

/* The outputs of one command. False when it has none. */
static bool write_outputs(struct table *table, const char *command, bool rows)
{
    bool any = false;
    for (size_t i = 0; i < output_count; i++) {
        if (strcmp(outputs[i].command, command) != 0)
            continue;
        if (!rows) {
            sink_room(table->sink, ROW_ROOM);
            put_text(table->sink, any ? "\nhad " : "had ");
            put_text(table->sink, command);
            put_text(table->sink, outputs[i].form[0] ? " " : "");
            put_text(table->sink, outputs[i].form);
            put(table->sink, '\n');
        }
        for (const struct column *const *column = outputs[i].list; *column; column++) {
            if (rows)
                write_row(table, *column, outputs[i].form);
            else
                write_line(table->sink, *column);
        }
        any = true;
    }
    return any;
}

static int write_columns(const struct options *options, struct table *table)
{
    bool tables = options->file_count == 2 && strcmp(options->files[0], "tables") == 0;
    const char *last = options->files[options->file_count - 1];
    bool rows = options->to == FORMAT_CSV;
    char name[64];
    snprintf(name, sizeof name, "%s%s", tables ? "tables " : "", last);
    if (options->file_count == 2 && !tables) {
        say(W_USAGE_FORM, options->command, options->info->operands[words_language_get()]);
        return USAGE;
    }
    if (!tables && strcmp(name, "tables") == 0)
        return refuse_verb(NULL);
    if (!command_named(name))
        return tables ? refuse_verb(last) : refuse_command(last);
    table->columns = columns_columns;
    if (rows)
        table_header(table);
    if (write_outputs(table, name, rows))
        return DONE;
    say(W_COLUMNS_NONE, name);
    return USAGE;
}

int command_columns(const struct options *options)
{
    return rows_write(options, write_columns);
}
