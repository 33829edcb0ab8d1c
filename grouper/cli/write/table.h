/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of named columns, as CSV, as CSV for a spreadsheet, as JSON lines, or for a workbook. A
 * command says what a cell is (text, code, number, amount, date); how it is written is decided
 * here. */
#ifndef TABLE_H
#define TABLE_H

#include <stdbool.h>
#include <stdint.h>

#include "columns.h"
#include "sink.h"

/* Those from TABLE_JSONL on put marks around each value. */
enum table_format { TABLE_CSV, TABLE_SPREADSHEET, TABLE_JSONL, TABLE_XLSX };

struct table {
    struct sink *sink;
    const struct column *const *columns; /* ended by NULL */
    enum table_format format;
    bool worded;     /* titles of a sheet are words for people, not the names of columns */
    int column;      /* next to be written */
    uint32_t summed; /* of a workbook: rows above the one that holds their sums; 0 = none does */
    size_t start;    /* of the row being written, in the sink */
};

/* Writes the header line, if the format has one. */
void table_header(struct table *table);

/* Between these two, one cell per column. `room`: bytes that the row's free text may take (file
 * names, PUT_FIELD_MAX each); ROW_ROOM is added for the rest. */
enum { ROW_ROOM = 2048, ROW_ROOM_XLSX = 8192 };
void row_begin(struct table *table, size_t room);
void row_end(struct table *table);

/* Bytes of a row so far, and what is needed to begin others with them; none when they are many. */
enum { ROW_KEPT = 1024, ROW_STEP = 32 };
struct row_head {
    unsigned char bytes[ROW_KEPT + ROW_STEP];
    size_t size;
    int column;
};
/* Keeps the cells written so far. */
void row_keep(const struct table *table, struct row_head *head);
/* Begins a row with the cells kept; false, and nothing is begun, when there are none. */
bool row_begin_kept(struct table *table, const struct row_head *head);

/* Copies in steps of a fixed size, so that the length is never tested: source and target both have
 * the room. */
static inline void copy_steps(unsigned char *to, const unsigned char *from, size_t size)
{
    for (size_t i = 0; i < size; i += ROW_STEP)
        memcpy(to + i, from + i, ROW_STEP);
}

/* Cells that stand in many rows, at the same columns of each: written once, then copied. None are
 * kept when they are many bytes. */
enum { CELLS_KEPT = 128 };
struct kept_cells {
    uint32_t size, count; /* 0 = none yet */
    unsigned char bytes[CELLS_KEPT + ROW_STEP];
};
/* Where they begin. */
struct cells_mark {
    size_t used;
    int column;
};
static inline struct cells_mark cells_mark(const struct table *table)
{
    return (struct cells_mark){table->sink->used, table->column};
}
/* Keeps those written since. */
void cells_keep(const struct table *table, struct cells_mark mark, struct kept_cells *cells);
/* Writes those that are kept; false, and nothing is written, when none are. */
static inline bool cells_again(struct table *table, const struct kept_cells *cells)
{
    if (cells->size == 0)
        return false;
    copy_steps(sink_end(table->sink), cells->bytes, cells->size);
    table->sink->used += cells->size;
    table->column += (int)cells->count;
    return true;
}

/* Rows that follow each other and differ by a date and a number beside it. The first is written as
 * any row, with cell_varying for these two, then kept in `head` once ended; row_again writes it
 * with another date and another number. */
struct row_varying {
    struct row_head head;
    size_t from, to;     /* the cells that vary */
    size_t day, number;  /* the day of the month, the digits of the number */
    int32_t month;       /* AAAAMM00 */
    int64_t least, most; /* numbers of as many digits */
    int column;
};
void cell_varying(struct table *table, struct row_varying *row, int32_t date, int64_t number);
/* False, and nothing is written, when no row is kept. */
bool row_again(struct table *table, struct row_varying *row, int32_t date, int64_t number);
/* Writes it with `count` dates and numbers that follow each other, the dates within one month: as
 * many as the row kept has the room for. Returns how many were written. */
uint32_t row_run(struct table *table, const struct row_varying *row, int32_t date, int64_t number,
                 uint32_t count);

/* A text field of a record: trimmed, UTF-8; blank = nothing, null in JSON. */
void cell_text(struct table *table, const unsigned char *bytes, size_t size);
/* A name given by the user, as it is. */
void cell_name(struct table *table, const char *name);
/* A word of our own, in which nothing has to be quoted; "" = blank. */
void cell_word(struct table *table, const char *word);
/* A number of a record, as a plain integer when it is all digits, else as text. (In JSON it is text
 * all the same.) */
void cell_plain(struct table *table, const unsigned char *bytes, size_t size);
/* A code with its leading zeros. */
void cell_code(struct table *table, int width, uint32_t code);
void cell_number(struct table *table, int64_t number);
void cell_date(struct table *table, int32_t date);
void cell_euros(struct table *table, int64_t centimes);
/* Thousandths, with three decimals. */
void cell_thousandths(struct table *table, int64_t thousandths);
void cell_blank(struct table *table);
/* A number, an amount; in the row of sums of a workbook, the sum of the cells above: where a filter
 * hides rows, of those that it shows. */
void cell_sum(struct table *table, int64_t number);
void cell_sum_euros(struct table *table, int64_t centimes);

/* The same where it is known; blank elsewhere. A text is known when it is not empty, nor NULL. */
static inline void cell_number_if(struct table *table, bool known, int64_t number)
{
    if (known)
        cell_number(table, number);
    else
        cell_blank(table);
}
static inline void cell_euros_if(struct table *table, bool known, int64_t centimes)
{
    if (known)
        cell_euros(table, centimes);
    else
        cell_blank(table);
}
static inline void cell_sum_if(struct table *table, bool known, int64_t number)
{
    if (known)
        cell_sum(table, number);
    else
        cell_blank(table);
}
static inline void cell_sum_euros_if(struct table *table, bool known, int64_t centimes)
{
    if (known)
        cell_sum_euros(table, centimes);
    else
        cell_blank(table);
}
static inline void cell_thousandths_if(struct table *table, bool known, int64_t thousandths)
{
    if (known)
        cell_thousandths(table, thousandths);
    else
        cell_blank(table);
}
static inline void cell_name_if(struct table *table, const char *name)
{
    if (name && name[0])
        cell_name(table, name);
    else
        cell_blank(table);
}

#endif
