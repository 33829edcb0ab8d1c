/* SPDX-License-Identifier: Apache-2.0 */
#include "table.h"

void table_header(struct table *table)
{
    struct sink *sink = table->sink;
    if (table->format == TABLE_JSONL)
        return;
    sink_room(sink, ROW_ROOM);
    if (table->format == TABLE_SPREADSHEET)
        put_text(sink, "\xEF\xBB\xBF");
    for (const char *const *name = table->columns; *name; name++) {
        if (name != table->columns)
            put(sink, ';');
        put_text(sink, *name);
    }
    put_text(sink, table->format == TABLE_SPREADSHEET ? "\r\n" : "\n");
}

void row_begin(struct table *table, size_t room)
{
    table->column = 0;
    sink_room(table->sink, room + ROW_ROOM);
    if (table->format == TABLE_JSONL)
        put(table->sink, '{');
}

void row_end(struct table *table)
{
    if (table->format == TABLE_JSONL)
        put_text(table->sink, "}\n");
    else
        put_text(table->sink, table->format == TABLE_SPREADSHEET ? "\r\n" : "\n");
}

static inline bool json(const struct table *table)
{
    return table->format == TABLE_JSONL;
}

/* What stands before a value. */
static inline void cell(struct table *table)
{
    struct sink *sink = table->sink;
    if (!json(table)) {
        if (table->column++ > 0)
            put(sink, ';');
        return;
    }
    if (table->column > 0)
        put(sink, ',');
    put(sink, '"');
    put_text(sink, table->columns[table->column++]);
    put(sink, '"');
    put(sink, ':');
}

void cell_blank(struct table *table)
{
    cell(table);
    if (json(table))
        put_text(table->sink, "null");
}

/* UTF-8 text as a JSON string; at most twice as long, control bytes six times. */
static void put_json(struct sink *sink, const unsigned char *text, size_t size)
{
    put(sink, '"');
    for (size_t i = 0; i < size; i++) {
        unsigned char c = text[i];
        if (c < 0x20) {
            static const char hex[] = "0123456789abcdef";
            put_text(sink, "\\u00");
            put(sink, (unsigned char)hex[c >> 4]);
            put(sink, (unsigned char)hex[c & 15]);
            continue;
        }
        if (c == '"' || c == '\\')
            put(sink, '\\');
        put(sink, c);
    }
    put(sink, '"');
}

/* A spreadsheet takes text that begins so for a formula; an apostrophe keeps it text. */
static bool formula(unsigned char c)
{
    return c == '=' || c == '+' || c == '-' || c == '@' || c == '\t' || c == '\r';
}

static void put_free(struct table *table, const unsigned char *bytes, size_t size)
{
    struct sink *sink = table->sink;
    if (json(table)) {
        /* Converted at the end of the room asked for, then written in its place. */
        unsigned char *far = sink->buffer + sink->capacity - 3 * size;
        put_json(sink, far, to_utf8(bytes, bytes + size, far));
        return;
    }
    if (table->format == TABLE_SPREADSHEET && size > 0 && formula(*bytes))
        put_harmless(sink, bytes, size);
    else
        put_cell(sink, bytes, bytes + size);
}

void cell_text(struct table *table, const unsigned char *bytes, size_t size)
{
    const unsigned char *end = bytes + size;
    trim(&bytes, &end);
    if (bytes == end) {
        cell_blank(table);
        return;
    }
    cell(table);
    put_free(table, bytes, (size_t)(end - bytes));
}

void cell_name(struct table *table, const char *name)
{
    cell(table);
    put_free(table, (const unsigned char *)name, strlen(name));
}

void cell_word(struct table *table, const char *word)
{
    if (*word == '\0') {
        cell_blank(table);
        return;
    }
    cell(table);
    if (json(table))
        put(table->sink, '"');
    put_text(table->sink, word);
    if (json(table))
        put(table->sink, '"');
}

void cell_plain(struct table *table, const unsigned char *bytes, size_t size)
{
    bool numeric = size > 0;
    for (size_t i = 0; i < size; i++)
        numeric &= bytes[i] >= '0' && bytes[i] <= '9';
    while (numeric && size > 1 && *bytes == '0')
        bytes++, size--;
    cell_text(table, bytes, size);
}

void cell_code(struct table *table, int width, uint32_t code)
{
    cell(table);
    if (json(table))
        put(table->sink, '"');
    put_digits(table->sink, width, code);
    if (json(table))
        put(table->sink, '"');
}

void cell_number(struct table *table, int64_t number)
{
    cell(table);
    put_signed(table->sink, number);
}

void cell_date(struct table *table, int32_t date)
{
    if (date == 0) {
        cell_blank(table);
        return;
    }
    cell(table);
    if (json(table))
        put(table->sink, '"');
    put_date(table->sink, date);
    if (json(table))
        put(table->sink, '"');
}

void cell_euros(struct table *table, int64_t centimes)
{
    cell(table);
    put_euros(table->sink, centimes, table->format == TABLE_SPREADSHEET ? ',' : '.');
}
