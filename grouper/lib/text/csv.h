/* SPDX-License-Identifier: Apache-2.0 */
/* Reads the text tables: UTF-8, `;`, one header line, LF or CR LF at the end of every line, no
 * quoting; debris (rule R43) is taken away. Every defect is told with its line and column. Cells
 * are views into the file's bytes: nothing is copied. A last line without its end is refused: a cut
 * amount would be a wrong amount. */
#ifndef CSV_H
#define CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "had.h"
#include "fault.h"
#include "lines.h"

enum { CSV_COLUMNS = 16, CSV_TEXT = 128 };

struct cell {
    const char *text;
    size_t length;
};

struct csv {
    const char *file;
    struct lines lines;
    uint32_t line;  /* of the row in `cell` */
    uint32_t count; /* cells that every row must have */
    struct cell cell[CSV_COLUMNS];
    had_error *error;
};

/* Opens a table: checks that it is not empty, UTF-8 without control bytes, and that its header is
 * `header`, or `header;source`. HAD_OK or HAD_E_TABLE. `file` must outlive the reader. */
int csv_open(struct csv *csv, const had_file *file, const char *header, had_error *error);

/* Next row. 1 = a row is in cell[], 0 = end, -1 = defect (error filled). */
int csv_next(struct csv *csv);

/* Refuses the current row. column is 0-based, or -1 for the row as a whole. Returns HAD_E_TABLE. */
int csv_fault(const struct csv *csv, enum fault fault, int column);
int csv_fault_text(const struct csv *csv, enum fault fault, int column, const char *text);

bool cell_is(const struct cell *cell, const char *text);
/* Copies a cell as a C string, cut at `capacity`. */
void cell_copy(const struct cell *cell, char *out, size_t capacity);

/* Whether a cell says again what the first row of something said there; that is named by the cell
 * in column `name`. HAD_OK or HAD_E_TABLE. */
int csv_again(const struct csv *csv, int column, const struct cell *first, int name);

/* Each reads one cell of the current row; HAD_OK or HAD_E_TABLE. */
int csv_number(const struct csv *csv, int column, long min, long max, long *out);
int csv_date(const struct csv *csv, int column, bool blank_allowed, int32_t *out);
/* A decimal number with at most 4 decimals, as ten-thousandths; at most 9999.9999. */
int csv_weight(const struct csv *csv, int column, int64_t *out);
/* Exactly `length` digits. */
int csv_digits(const struct csv *csv, int column, size_t length, long *out);

#endif
