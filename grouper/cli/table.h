/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of named columns, as CSV, as CSV for a spreadsheet, or as JSON lines. A command says what a
 * cell is (text, code, number, amount, date); how it is written is decided here. */
#ifndef TABLE_H
#define TABLE_H

#include <stdbool.h>
#include <stdint.h>

#include "sink.h"

enum table_format { TABLE_CSV, TABLE_SPREADSHEET, TABLE_JSONL };

struct table {
    struct sink *sink;
    const char *const *columns; /* ended by NULL */
    enum table_format format;
    int column; /* next to be written */
};

/* Writes the header line, if the format has one. */
void table_header(struct table *table);

/* Between these two, one cell per column. `room`: bytes that the row's free text may take (file
 * names, PUT_FIELD_MAX each); ROW_ROOM is added for the rest. */
enum { ROW_ROOM = 2048 };
void row_begin(struct table *table, size_t room);
void row_end(struct table *table);

/* A text field of a record: trimmed, UTF-8; blank = nothing, null in JSON. */
void cell_text(struct table *table, const unsigned char *bytes, size_t size);
/* A name given by the user, as it is. */
void cell_name(struct table *table, const char *name);
/* A word of our own: plain ASCII; "" = blank. */
void cell_word(struct table *table, const char *word);
/* A number of a record, as a plain integer when it is all digits, else as text. */
void cell_plain(struct table *table, const unsigned char *bytes, size_t size);
/* A code with its leading zeros. */
void cell_code(struct table *table, int width, uint32_t code);
void cell_number(struct table *table, int64_t number);
void cell_date(struct table *table, int32_t date);
void cell_euros(struct table *table, int64_t centimes);
void cell_blank(struct table *table);

#endif
