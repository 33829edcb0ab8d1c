/* SPDX-License-Identifier: Apache-2.0 */
#include "table.h"

#include "headings.h"
#include "xlsx.h"

static void sheet_header(struct table *table)
{
    sink_room(table->sink, ROW_ROOM_XLSX);
    unsigned char *out = sink_end(table->sink);
    memcpy(out, "<row>", 5);
    out += 5;
    for (const struct column *const *column = table->columns; *column; column++) {
        const char *name = table->worded ? column_heading(*column) : (*column)->name;
        bool euros = table->worded && (*column)->type == COLUMN_EUROS;
        out = xlsx_before(out, XLSX_TITLE);
        out = xlsx_text(out, (const unsigned char *)name, strlen(name));
        if (euros)
            out = xlsx_text(out, (const unsigned char *)" (\xE2\x82\xAC)", 6);
        out = xlsx_after(out, XLSX_TITLE);
    }
    sink_ends(table->sink, out);
    put_text(table->sink, "</row>\n");
}

void table_header(struct table *table)
{
    struct sink *sink = table->sink;
    table->summed = 0;
    if (table->format == TABLE_JSONL)
        return;
    if (table->format == TABLE_XLSX) {
        sheet_header(table);
        return;
    }
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
    sink_room(table->sink, room + (table->format == TABLE_XLSX ? ROW_ROOM_XLSX : ROW_ROOM));
    table->start = table->sink->used;
    if (table->format == TABLE_JSONL)
        put(table->sink, '{');
    else if (table->format == TABLE_XLSX)
        put_text(table->sink, "<row>");
}

void row_end(struct table *table)
{
    static const char *const ends[] = {[TABLE_CSV] = "\n",
                                       [TABLE_SPREADSHEET] = "\r\n",
                                       [TABLE_JSONL] = "}\n",
                                       [TABLE_XLSX] = "</row>\n"};
    put_text(table->sink, ends[table->format]);
}

static inline bool json(const struct table *table)
{
    return table->format == TABLE_JSONL;
}

static inline bool marked(const struct table *table)
{
    return table->format >= TABLE_JSONL;
}

/* What JSON or a workbook has before a value. */
static unsigned char *mark_before(const struct table *table, unsigned char *out, int column,
                                  enum xlsx_look look)
{
    if (!json(table))
        return xlsx_before(out, look);
    const char *name = table->columns[column]->name;
    size_t length = strlen(name);
    if (column > 0)
        *out++ = ',';
    *out++ = '"';
    memcpy(out, name, length);
    memcpy(out + length, "\":", 2);
    out += length + 2;
    *out = '"';
    return out + (look == XLSX_TEXT || look == XLSX_DATE);
}

static unsigned char *mark_after(const struct table *table, unsigned char *out, enum xlsx_look look)
{
    if (!json(table))
        return xlsx_after(out, look);
    *out = '"';
    return out + (look == XLSX_TEXT || look == XLSX_DATE);
}

/* What stands before a value, of which `look` says what it is; returns where the value goes. */
static inline unsigned char *before(struct table *table, enum xlsx_look look)
{
    unsigned char *out = sink_end(table->sink);
    int column = table->column++;
    if (marked(table))
        return mark_before(table, out, column, look);
    *out = ';';
    return out + (column > 0);
}

/* What stands after it. */
static inline void after(struct table *table, unsigned char *end, enum xlsx_look look)
{
    sink_ends(table->sink, marked(table) ? mark_after(table, end, look) : end);
}

void cell_blank(struct table *table)
{
    if (table->format == TABLE_XLSX) {
        table->column++;
        put_text(table->sink, "<c/>");
        return;
    }
    unsigned char *out = before(table, XLSX_GENERAL);
    memcpy(out, "null", 4);
    sink_ends(table->sink, out + 4 * json(table));
}

/* A spreadsheet takes text that begins so for a formula; an apostrophe keeps it text. */
static bool formula(unsigned char c)
{
    return c == '=' || c == '+' || c == '-' || c == '@' || c == '\t' || c == '\r';
}

/* The same in a cell of a workbook. */
static void put_sheet_text(struct sink *sink, const unsigned char *text, size_t size)
{
    bool spaced = size > 0 && (text[0] <= ' ' || text[size - 1] <= ' ');
    enum xlsx_look look = spaced ? XLSX_SPACED : XLSX_TEXT;
    unsigned char *out = xlsx_before(sink_end(sink), look);
    sink_ends(sink, xlsx_after(xlsx_text(out, text, size), look));
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
    if (table->format == TABLE_XLSX) /* it brings the marks around it itself */
        table->column++;
    else
        sink_ends(sink, before(table, XLSX_GENERAL));
    if (guard) {
        put_guarded(sink, bytes, size);
        return;
    }
    if (marked(table)) {
        /* Converted at the end of the room asked for, then written in its place. */
        if (json(table)) {
            put_json(sink, bytes, size);
            return;
        }
        unsigned char *far = sink->buffer + sink->capacity - 3 * size;
        put_sheet_text(sink, far, to_utf8(bytes, bytes + size, far));
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
    unsigned char *out = before(table, XLSX_TEXT);
    while (*word)
        *out++ = (unsigned char)*word++;
    after(table, out, XLSX_TEXT);
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
    /* A number in a workbook; in JSON the contract has it as text. */
    bool number = table->format == TABLE_XLSX && size <= 15;
    unsigned char *out = before(table, number ? XLSX_GENERAL : XLSX_TEXT);
    memcpy(out, bytes, size);
    after(table, out + size, number ? XLSX_GENERAL : XLSX_TEXT);
}

void cell_code(struct table *table, int width, uint32_t code)
{
    unsigned char digits[16];
    if (guarded(table)) {
        put_free(table, digits, (size_t)(write_digits(digits, width, code) - digits), true);
        return;
    }
    bool number =
        table->format == TABLE_XLSX && table->columns[table->column]->type == COLUMN_INTEGER;
    enum xlsx_look look = number ? XLSX_GENERAL : XLSX_TEXT;
    after(table, write_digits(before(table, look), width, code), look);
}

/* What a workbook would round is text there. */
static inline enum xlsx_look exact(const struct table *table, int64_t number, enum xlsx_look look)
{
    return table->format == TABLE_XLSX && xlsx_inexact(number) ? XLSX_TEXT : look;
}

void cell_number(struct table *table, int64_t number)
{
    enum xlsx_look look = exact(table, number, XLSX_GENERAL);
    after(table, write_signed(before(table, look), number), look);
}

void cell_date(struct table *table, int32_t date)
{
    int32_t day = table->format == TABLE_XLSX ? xlsx_day(date) : 0;
    enum xlsx_look look = table->format == TABLE_XLSX && day == 0 ? XLSX_TEXT : XLSX_DATE;
    if (date == 0) {
        cell_blank(table);
        return;
    }
    unsigned char *out = before(table, look);
    out = day ? write_number(out, (uint64_t)day) : write_date(out, date);
    after(table, out, look);
}

void cell_euros(struct table *table, int64_t centimes)
{
    char point = table->format == TABLE_SPREADSHEET ? ',' : '.';
    enum xlsx_look look = exact(table, centimes, XLSX_EUROS);
    after(table, write_euros(before(table, look), centimes, point), look);
}

void cell_thousandths(struct table *table, int64_t thousandths)
{
    char point = table->format == TABLE_SPREADSHEET ? ',' : '.';
    enum xlsx_look look = exact(table, thousandths, XLSX_THOUSANDTHS);
    after(table, write_thousandths(before(table, look), thousandths, point), look);
}

/* Where the value of a sum goes; NULL: as that of any cell. */
static unsigned char *before_sum(struct table *table, enum xlsx_look look, int64_t value)
{
    if (table->format != TABLE_XLSX || table->summed == 0 || xlsx_inexact(value))
        return NULL;
    return xlsx_sum(sink_end(table->sink), look, (uint32_t)table->column++, table->summed);
}

void cell_sum(struct table *table, int64_t number)
{
    unsigned char *out = before_sum(table, XLSX_GENERAL, number);
    if (out)
        after(table, write_signed(out, number), XLSX_GENERAL);
    else
        cell_number(table, number);
}

void cell_sum_euros(struct table *table, int64_t centimes)
{
    unsigned char *out = before_sum(table, XLSX_EUROS, centimes);
    if (out)
        after(table, write_euros(out, centimes, '.'), XLSX_EUROS);
    else
        cell_euros(table, centimes);
}

/* --- Rows that repeat ------------------------------------------------------------------------- */

static inline size_t row_size(const struct table *table)
{
    return table->sink->used - table->start;
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
    sink_room(table->sink, ROW_KEPT + ROW_ROOM_XLSX);
    table->start = table->sink->used;
    table->column = head->column;
    copy_steps(sink_end(table->sink), head->bytes, head->size);
    table->sink->used += head->size;
    return true;
}

void cells_keep(const struct table *table, struct cells_mark mark, struct kept_cells *cells)
{
    size_t size = table->sink->used - mark.used;
    cells->size = size <= CELLS_KEPT ? (uint32_t)size : 0;
    cells->count = (uint32_t)(table->column - mark.column);
    memcpy(cells->bytes, table->sink->buffer + mark.used, cells->size);
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
    if (table->format == TABLE_XLSX) { /* its date is a number too: both are written anew */
        row->most = 0;
        return;
    }
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
    sink_room(table->sink, ROW_KEPT + ROW_ROOM_XLSX);
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

/* The digits of a number that has as many as `most`. */
static INLINE void write_as_many(unsigned char *out, int64_t most, uint64_t number)
{
    if (most <= 9)
        *out = (unsigned char)('0' + number);
    else if (most <= 99)
        write_two(out, (uint32_t)number);
    else
        write_number(out, number);
}

/* Nothing that stays is read again for each row: bytes written might be it. */
static unsigned char *rows_near(unsigned char *out, const struct row_varying *row, uint32_t day,
                                uint64_t number, uint32_t count)
{
    const unsigned char *bytes = row->head.bytes;
    const size_t size = row->head.size, day_at = row->day, number_at = row->number;
    const int64_t most = row->most;
    for (uint32_t i = 0; i < count; i++, out += size) {
        copy_steps(out, bytes, size);
        write_two(out + day_at, day + i);
        write_as_many(out + number_at, most, number + i);
    }
    return out;
}

uint32_t row_run(struct table *table, const struct row_varying *row, int32_t date, int64_t number,
                 uint32_t count)
{
    struct sink *sink = table->sink;
    if (count == 0 || row->head.size == 0)
        return 0;
    uint32_t day = (uint32_t)(date - row->month);
    if (number < row->least || number > row->most || day >= 100)
        return 0;
    if (count > row->most - number + 1)
        count = (uint32_t)(row->most - number) + 1;
    for (uint32_t done = 0, more; done < count; done += more) {
        sink_room(sink, ROW_KEPT + ROW_ROOM_XLSX);
        size_t fit = (sink->capacity - sink->used - ROW_STEP) / row->head.size;
        more = count - done < fit ? count - done : (uint32_t)fit;
        sink_ends(sink, rows_near(sink_end(sink), row, day + done, (uint64_t)number + done, more));
    }
    return count;
}
