/* SPDX-License-Identifier: Apache-2.0 */
#include "grid.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/base/grow.h"
#include "cli/base/shown.h"
#include "cli/base/words.h"
#include "headings.h"
#include "screen.h"

/* Columns of an output at most; lines beside the rows: what is common, names, what else there is,
 * the prompt. */
enum { COLUMNS_MOST = 64, LINES_AROUND = 4, LINES_UNKNOWN = 24, WIDTH_UNKNOWN = 80 };
/* Between two columns; what a text may be cut to. */
enum { GAP = 2, TEXT_LEAST = 12, ROW_BYTES = 1024 * 1024 };

struct grid_cell {
    size_t start, size; /* among the bytes kept */
    size_t width;       /* as it is shown */
};

struct grid {
    const struct column *const *columns;
    size_t column_count, rows_most, width;
    char *bytes; /* of the cells of the rows kept, as they are shown */
    size_t used, room;
    struct grid_cell *cells; /* row by row */
    size_t cell_count, cell_room;
    unsigned long long rows; /* seen, the header apart */
    char *row;               /* the one being read */
    size_t row_used, row_room;
    bool quoted, headed;
    /* When it is written: */
    size_t wide[COLUMNS_MOST];
    bool left_out[COLUMNS_MOST];
};

struct grid *grid_new(const struct column *const *columns, unsigned lines, unsigned width)
{
    struct grid *grid = calloc(1, sizeof *grid);
    if (!grid)
        return NULL;
    grid->columns = columns;
    while (columns[grid->column_count] && grid->column_count < COLUMNS_MOST)
        grid->column_count++;
    enum { NARROW = 64 }; /* there the last line takes several */
    lines = lines ? lines : LINES_UNKNOWN;
    width = width ? width : WIDTH_UNKNOWN;
    unsigned around = LINES_AROUND + (width < NARROW ? NARROW / width : 0);
    grid->rows_most = lines > around + 1 ? lines - around : 1;
    grid->width = width;
    return grid;
}

void grid_free(struct grid *grid)
{
    if (!grid)
        return;
    free(grid->bytes);
    free(grid->cells);
    free(grid->row);
    free(grid);
}

/* --- Reading ---------------------------------------------------------------------------------- */

static bool keep(struct grid *grid, const char *bytes, size_t size)
{
    while (grid->room - grid->used < size)
        if (!grow((void **)&grid->bytes, &grid->room, grid->room, 1))
            return false;
    memcpy(grid->bytes + grid->used, bytes, size);
    grid->used += size;
    return true;
}

/* A column whose numbers are read, not copied: a line is copied into --ligne. */
static bool spaced(const struct column *column)
{
    bool number = column->type == COLUMN_INTEGER || column->type == COLUMN_DECIMAL ||
                  column->type == COLUMN_EUROS;
    return number && strcmp(column->name, "ligne") != 0;
}

static bool right(const struct column *column)
{
    return column->type == COLUMN_INTEGER || column->type == COLUMN_DECIMAL ||
           column->type == COLUMN_EUROS;
}

/* Digits in threes before the point: from 10 000 on, and amounts from 1 000 on. */
static bool keep_number(struct grid *grid, const struct column *column, const char *text,
                        size_t size, struct grid_cell *cell)
{
    bool french = words_language_get() == FRENCH, minus = size > 0 && text[0] == '-';
    size_t whole = minus, least = column->type == COLUMN_INTEGER ? 5 : 4;
    while (whole < size && text[whole] >= '0' && text[whole] <= '9')
        whole++;
    size_t digits = whole - minus;
    if (digits == 0 || (whole < size && text[whole] != '.'))
        return keep(grid, text, size); /* the raw text of a record */
    for (size_t i = 0; i < size; i++) {
        bool point = i == whole;
        bool space = i > (size_t)minus && i < whole && digits >= least && (whole - i) % 3 == 0;
        if (space && !keep(grid, french ? " " : ",", 1))
            return false;
        cell->width += space;
        if (!keep(grid, point && french ? "," : text + i, 1))
            return false;
    }
    return true;
}

static bool keep_text(struct grid *grid, const char *text, size_t size)
{
    const unsigned char *p = (const unsigned char *)text, *end = p + size;
    while (p < end) {
        char one[SHOWN_MAX];
        if (!keep(grid, one, shown_one(one, &p, end)))
            return false;
    }
    return true;
}

static size_t width_of(const char *text, size_t size)
{
    size_t count = 0;
    for (size_t i = 0; i < size; i++)
        count += ((unsigned char)text[i] & 0xC0) != 0x80;
    return count;
}

static size_t heading_width(const struct column *column)
{
    const char *text = column_heading(column);
    return width_of(text, strlen(text));
}

static bool keep_cell(struct grid *grid, size_t column, const char *text, size_t size)
{
    if (!grow((void **)&grid->cells, &grid->cell_room, grid->cell_count, sizeof *grid->cells))
        return false;
    struct grid_cell *cell = &grid->cells[grid->cell_count++];
    *cell = (struct grid_cell){.start = grid->used};
    const struct column *what = grid->columns[column];
    if (spaced(what) ? !keep_number(grid, what, text, size, cell) : !keep_text(grid, text, size))
        return false;
    cell->size = grid->used - cell->start;
    if (cell->size > 0) /* before the first text there are no bytes */
        cell->width = width_of(grid->bytes + cell->start, cell->size);
    return true;
}

/* A row of CSV taken apart, in place: quotes away, two of them as one. */
static bool keep_row(struct grid *grid)
{
    char *p = grid->row, *end = p + grid->row_used;
    for (size_t column = 0; column < grid->column_count; column++) {
        char *out = p, *from = p;
        bool quoted = p < end && *p == '"';
        p += quoted;
        while (p < end && (quoted || *p != ';')) {
            if (quoted && *p == '"') {
                quoted = p + 1 < end && p[1] == '"';
                p += 1 + quoted;
                if (quoted)
                    *out++ = '"';
                continue;
            }
            *out++ = *p++;
        }
        if (!keep_cell(grid, column, from, (size_t)(out - from)))
            return false;
        p += p < end;
    }
    return true;
}

/* The end of a line that is the end of a row. */
static bool end_row(struct grid *grid)
{
    bool kept = true;
    if (!grid->headed)
        grid->headed = true; /* the names are known */
    else if (grid->rows++ < grid->rows_most)
        kept = keep_row(grid);
    grid->row_used = 0;
    return kept;
}

bool grid_rows(struct grid *grid, const unsigned char *bytes, size_t size)
{
    const unsigned char *end = bytes + size;
    for (const unsigned char *p = bytes; p < end; p++) {
        bool wanted = !grid->headed || grid->rows < grid->rows_most;
        grid->quoted ^= *p == '"';
        if (*p == '\n' && !grid->quoted) {
            if (!end_row(grid))
                return false;
        } else if (wanted && grid->row_used < ROW_BYTES) {
            if (!grow((void **)&grid->row, &grid->row_room, grid->row_used, 1))
                return false;
            grid->row[grid->row_used++] = (char)*p;
        }
    }
    return true;
}

/* --- Writing ---------------------------------------------------------------------------------- */

static size_t rows_kept(const struct grid *grid)
{
    return grid->cell_count / grid->column_count;
}

static const struct grid_cell *cell_at(const struct grid *grid, size_t row, size_t column)
{
    return &grid->cells[row * grid->column_count + column];
}

static size_t total_width(const struct grid *grid)
{
    size_t width = 0;
    for (size_t c = 0; c < grid->column_count; c++)
        if (!grid->left_out[c])
            width += grid->wide[c] + (width > 0 ? GAP : 0);
    return width;
}

/* The same in every row: it is said once, above. */
static bool same_everywhere(const struct grid *grid, size_t column)
{
    const struct grid_cell *first = cell_at(grid, 0, column);
    for (size_t row = 1; row < rows_kept(grid); row++) {
        const struct grid_cell *one = cell_at(grid, row, column);
        if (one->size != first->size ||
            memcmp(grid->bytes + one->start, grid->bytes + first->start, one->size) != 0)
            return false;
    }
    return true;
}

static bool text_column(const struct column *column)
{
    return column->type == COLUMN_TEXT;
}

/* Texts are cut, the widest first, as long as that helps. */
static void cut_texts(struct grid *grid)
{
    for (size_t over; (over = total_width(grid)) > grid->width;) {
        size_t widest = grid->column_count;
        for (size_t c = 0; c < grid->column_count; c++)
            if (!grid->left_out[c] && text_column(grid->columns[c]) && grid->wide[c] > TEXT_LEAST &&
                (widest == grid->column_count || grid->wide[c] > grid->wide[widest]))
                widest = c;
        if (widest == grid->column_count)
            return;
        size_t more = over - grid->width, room = grid->wide[widest] - TEXT_LEAST;
        grid->wide[widest] -= more < room ? more : room;
    }
}

/* Where a field stands in its line is left out before a text is cut. How many. */
static size_t leave_places_out(struct grid *grid)
{
    static const char *const places[] = {"longueur", "position"};
    size_t left = 0;
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++)
        for (size_t c = 0; c < grid->column_count && total_width(grid) > grid->width; c++)
            if (!grid->left_out[c] && strcmp(grid->columns[c]->name, places[i]) == 0) {
                grid->left_out[c] = true;
                left++;
            }
    return left;
}

/* Columns are left out from the right, amounts last; the first stays. How many. */
static size_t leave_out(struct grid *grid)
{
    size_t left = 0, first = 0;
    while (first + 1 < grid->column_count && grid->left_out[first])
        first++;
    for (int amounts = 0; amounts < 2; amounts++)
        for (size_t c = grid->column_count - 1; c > first && total_width(grid) > grid->width; c--)
            if (!grid->left_out[c] && (grid->columns[c]->type == COLUMN_EUROS) == (amounts == 1)) {
                grid->left_out[c] = true;
                left++;
            }
    return left;
}

static void find_widths(struct grid *grid)
{
    for (size_t c = 0; c < grid->column_count; c++) {
        grid->wide[c] = heading_width(grid->columns[c]);
        for (size_t row = 0; row < rows_kept(grid); row++)
            if (grid->wide[c] < cell_at(grid, row, c)->width)
                grid->wide[c] = cell_at(grid, row, c)->width;
    }
}

/* Above the table, as long as it is too wide: one line of what is the same in every row. Returns
 * how many such columns found no room there; blank ones are no loss. */
static size_t put_common(struct grid *grid, struct screen *screen)
{
    enum { LINE = 256, COMMA = 2 };
    char line[LINE];
    size_t used = 0, wide = 0, lost = 0;
    for (size_t c = 0; c < grid->column_count && total_width(grid) > grid->width; c++) {
        const struct grid_cell *cell = cell_at(grid, 0, c);
        const char *name = column_heading(grid->columns[c]);
        size_t size = strlen(name), more = width_of(name, size) + 1 + cell->width + COMMA;
        if (rows_kept(grid) < 2 || grid->columns[c]->type == COLUMN_EUROS ||
            !same_everywhere(grid, c))
            continue;
        grid->left_out[c] = true;
        if (cell->size == 0)
            continue;
        if (wide + more > grid->width ||
            used + size + 1 + cell->width + COMMA + cell->size > LINE) {
            lost++;
            continue;
        }
        int n = snprintf(line + used, LINE - used, "%s%s %.*s", used > 0 ? ", " : "", name,
                         (int)cell->size, grid->bytes + cell->start);
        used += n > 0 ? (size_t)n : 0;
        wide += more;
    }
    if (used > 0)
        screen_text(screen, PAINT_FAINT, 0, 0, line);
    return lost;
}

/* So many columns of a text, the last of which says that it goes on. */
static size_t put_cut(struct sink *sink, const char *text, size_t size, size_t width, size_t room)
{
    size_t count = 0, i = 0;
    if (width <= room) {
        put_bytes(sink, text, size);
        return width;
    }
    for (; i < size; i++) {
        bool begins = ((unsigned char)text[i] & 0xC0) != 0x80;
        if (begins && count + 1 == room)
            break;
        count += begins;
    }
    put_bytes(sink, text, i);
    put_text(sink, "…");
    return room;
}

static void put_blanks(struct sink *sink, size_t count)
{
    while (count-- > 0)
        put(sink, ' ');
}

static void put_one(struct grid *grid, struct sink *sink, size_t column, const char *text,
                    size_t size, size_t width)
{
    size_t wide = grid->wide[column], shown = width < wide ? width : wide;
    if (right(grid->columns[column]))
        put_blanks(sink, wide - shown);
    put_cut(sink, text, size, width, wide);
    if (!right(grid->columns[column]))
        put_blanks(sink, wide - shown);
}

static void put_row(struct grid *grid, struct screen *screen, size_t row, bool names)
{
    struct sink *sink = screen->sink;
    bool first = true;
    for (size_t c = 0; c < grid->column_count; c++) {
        if (grid->left_out[c])
            continue;
        const char *name = names ? column_heading(grid->columns[c]) : NULL;
        const struct grid_cell *cell = names ? NULL : cell_at(grid, row, c);
        size_t size = names ? strlen(name) : cell->size;
        sink_room(sink, GAP + 4 * grid->wide[c] + size + 16);
        put_blanks(sink, first ? 0 : GAP);
        first = false;
        put_one(grid, sink, c, names ? name : grid->bytes + cell->start, size,
                names ? width_of(name, size) : cell->width);
    }
}

static void end_line(struct sink *sink)
{
    sink_room(sink, 1);
    put(sink, '\n');
}

static void put_count(unsigned long long count, char out[32])
{
    char digits[32];
    unsigned char *end = write_number((unsigned char *)digits, count);
    size_t size = (size_t)(end - (unsigned char *)digits), used = 0;
    for (size_t i = 0; i < size; i++) {
        if (i > 0 && (size - i) % 3 == 0)
            out[used++] = words_language_get() == FRENCH ? ' ' : ',';
        out[used++] = digits[i];
    }
    out[used] = '\0';
}

/* What there is beside what is seen. */
static void put_rest(const struct grid *grid, struct screen *screen, size_t columns)
{
    char line[256], rows[32];
    put_count(grid->rows, rows);
    if (grid->rows > grid->rows_most && columns > 0)
        words_write(line, sizeof line, W_GRID_BOTH, rows, (unsigned)columns);
    else if (grid->rows > grid->rows_most)
        words_write(line, sizeof line, W_GRID_ROWS, rows);
    else if (columns > 0)
        words_write(line, sizeof line, W_GRID_COLUMNS, (unsigned)columns);
    else
        return;
    screen_text(screen, PAINT_FAINT, 0, 4, line);
}

void grid_write(struct grid *grid, struct sink *sink)
{
    struct screen screen;
    screen_start(&screen, sink, true);
    screen.width = grid->width;
    if (grid->rows == 0) {
        screen_text(&screen, PAINT_FAINT, 0, 0, words(W_GRID_NONE));
        return;
    }
    find_widths(grid);
    size_t left = put_common(grid, &screen);
    left += leave_places_out(grid);
    cut_texts(grid);
    left += leave_out(grid);
    screen_paint(&screen, PAINT_TITLE);
    put_row(grid, &screen, 0, true);
    screen_paint(&screen, PAINT_PLAIN);
    end_line(sink);
    for (size_t row = 0; row < rows_kept(grid); row++) {
        put_row(grid, &screen, row, false);
        end_line(sink);
    }
    put_rest(grid, &screen, left);
}
