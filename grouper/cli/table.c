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
    for (const struct column *const *column = table->columns; *column; column++) {
        if (column != table->columns)
            put(sink, ';');
        put_text(sink, (*column)->name);
    }
    put_text(sink, table->format == TABLE_SPREADSHEET ? "\r\n" : "\n");
}

void row_begin(struct table *table, size_t room)
{
    table->column = 0;
    sink_room(table->sink, room + ROW_ROOM);
    table->start = table->sink->used;
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

/* What stands before a value; returns where the value goes. */
static inline unsigned char *before(struct table *table)
{
    unsigned char *out = sink_end(table->sink);
    int column = table->column++;
    if (!json(table)) {
        *out = ';';
        return out + (column > 0);
    }
    const char *name = table->columns[column]->name;
    size_t length = strlen(name);
    if (column > 0)
        *out++ = ',';
    *out++ = '"';
    memcpy(out, name, length);
    memcpy(out + length, "\":", 2);
    return out + length + 2;
}

/* The same for a value that JSON puts between quotes, which `after_text` closes. */
static inline unsigned char *before_text(struct table *table)
{
    unsigned char *out = before(table);
    *out = '"';
    return out + json(table);
}

static inline void after_text(struct table *table, unsigned char *end)
{
    *end = '"';
    sink_ends(table->sink, end + json(table));
}

void cell_blank(struct table *table)
{
    unsigned char *out = before(table);
    memcpy(out, "null", 4);
    sink_ends(table->sink, out + 4 * json(table));
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

/* Whether a spreadsheet would change the values of the next column: they are written ="09". */
static inline bool guarded(const struct table *table)
{
    return table->format == TABLE_SPREADSHEET && table->columns[table->column]->type == COLUMN_CODE;
}

/* Text of the next column, not empty; `guard`: whatever a spreadsheet would make of it. */
static void put_free(struct table *table, const unsigned char *bytes, size_t size, bool guard)
{
    struct sink *sink = table->sink;
    sink_ends(sink, before(table));
    if (guard) {
        put_guarded(sink, bytes, size);
        return;
    }
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

static void put_trimmed(struct table *table, const unsigned char *bytes, size_t size, bool guard)
{
    const unsigned char *end = bytes + size;
    trim(&bytes, &end);
    if (bytes == end)
        cell_blank(table);
    else
        put_free(table, bytes, (size_t)(end - bytes), guard);
}

void cell_text(struct table *table, const unsigned char *bytes, size_t size)
{
    put_trimmed(table, bytes, size, guarded(table));
}

void cell_name(struct table *table, const char *name)
{
    put_free(table, (const unsigned char *)name, strlen(name), *name && guarded(table));
}

void cell_word(struct table *table, const char *word)
{
    if (*word == '\0') {
        cell_blank(table);
        return;
    }
    if (guarded(table)) {
        put_free(table, (const unsigned char *)word, strlen(word), true);
        return;
    }
    unsigned char *out = before_text(table);
    while (*word)
        *out++ = (unsigned char)*word++;
    after_text(table, out);
}

void cell_plain(struct table *table, const unsigned char *bytes, size_t size)
{
    bool numeric = size > 0;
    for (size_t i = 0; i < size; i++)
        numeric &= bytes[i] >= '0' && bytes[i] <= '9';
    if (!numeric) {
        put_trimmed(table, bytes, size, table->format == TABLE_SPREADSHEET);
        return;
    }
    while (size > 1 && *bytes == '0')
        bytes++, size--;
    unsigned char *out = before_text(table);
    memcpy(out, bytes, size);
    after_text(table, out + size);
}

void cell_code(struct table *table, int width, uint32_t code)
{
    unsigned char digits[16];
    if (guarded(table))
        put_free(table, digits, (size_t)(write_digits(digits, width, code) - digits), true);
    else
        after_text(table, write_digits(before_text(table), width, code));
}

void cell_number(struct table *table, int64_t number)
{
    sink_ends(table->sink, write_signed(before(table), number));
}

void cell_date(struct table *table, int32_t date)
{
    if (date == 0)
        cell_blank(table);
    else
        after_text(table, write_date(before_text(table), date));
}

void cell_euros(struct table *table, int64_t centimes)
{
    char point = table->format == TABLE_SPREADSHEET ? ',' : '.';
    sink_ends(table->sink, write_euros(before(table), centimes, point));
}

/* --- Rows that repeat ------------------------------------------------------------------------- */

static inline size_t row_size(const struct table *table)
{
    return table->sink->used - table->start;
}

/* Whole steps, so that no length has to be looked at: both sides have the room. */
static inline void copy_steps(unsigned char *to, const unsigned char *from, size_t size)
{
    for (size_t i = 0; i < size; i += ROW_STEP)
        memcpy(to + i, from + i, ROW_STEP);
}

void row_keep(const struct table *table, struct row_head *head)
{
    size_t size = row_size(table);
    head->size = size <= ROW_KEPT ? size : 0;
    head->column = table->column;
    memcpy(head->bytes, table->sink->buffer + table->start, head->size);
}

bool row_begin_kept(struct table *table, const struct row_head *head)
{
    if (head->size == 0)
        return false;
    sink_room(table->sink, ROW_KEPT + ROW_ROOM);
    table->start = table->sink->used;
    table->column = head->column;
    copy_steps(sink_end(table->sink), head->bytes, head->size);
    table->sink->used += head->size;
    return true;
}

void cell_varying(struct table *table, struct row_varying *row, int32_t date, int64_t number)
{
    row->column = table->column;
    row->from = row_size(table);
    cell_date(table, date);
    row->day = row_size(table) - (size_t)json(table) - 2;
    cell_number(table, number);
    row->to = row_size(table);
    row->month = date - date % 100;
    row->number = row->to - 1;
    row->least = 1;
    row->most = number > 0 ? 9 : 0;
    for (; row->most < number; row->number--) {
        row->least = row->most + 1;
        row->most = 10 * row->most + 9;
    }
}

/* What stands around the cells that vary, with these written anew. */
static void row_around(struct table *table, struct row_varying *row, int32_t date, int64_t number)
{
    size_t to = row->to, rest = row->head.size - to;
    unsigned char *out = sink_end(table->sink);
    table->start = table->sink->used;
    table->column = row->column;
    memcpy(out, row->head.bytes, row->from);
    sink_ends(table->sink, out + row->from);
    cell_varying(table, row, date, number);
    put_bytes(table->sink, row->head.bytes + to, rest);
    row_keep(table, &row->head);
}

bool row_again(struct table *table, struct row_varying *row, int32_t date, int64_t number)
{
    if (row->head.size == 0)
        return false;
    sink_room(table->sink, ROW_KEPT + ROW_ROOM);
    uint32_t day = (uint32_t)(date - row->month);
    if (day >= 100 || number < row->least || number > row->most) {
        row_around(table, row, date, number);
        return true;
    }
    unsigned char *out = sink_end(table->sink);
    copy_steps(out, row->head.bytes, row->head.size);
    write_two(out + row->day, day);
    write_number(out + row->number, (uint64_t)number);
    table->sink->used += row->head.size;
    return true;
}
