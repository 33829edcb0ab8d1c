/* SPDX-License-Identifier: Apache-2.0 */
/* Workbooks (Office Open XML, ECMA-376), written as rows come. A row is one line of XML, made by
 * table.* without its number (the attribute r is optional): so workers make rows at once, and who
 * writes them counts the lines and begins another sheet when one is full. */
#ifndef XLSX_H
#define XLSX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "zip.h"

struct xlsx;

/* What Excel holds: rows of a sheet, the titles among them; UTF-16 units of a cell and of a sheet's
 * name. A sheet of long rows ends before the archive could not hold it. */
enum { XLSX_ROWS = 1048576, XLSX_TEXT_MAX = 32767, XLSX_NAME_MAX = 31 };
enum { XLSX_SHEET_BYTES = 1 << 30 };

/* `write` takes the bytes of the file, in order: 0, or it has failed. `rows` a sheet at most,
 * titles included, XLSX_ROWS unless a test has fewer. NULL when there is no memory. */
struct xlsx *xlsx_new(zip_write *write, void *context, uint32_t rows);
void xlsx_free(struct xlsx *xlsx);

/* Begins a table in a sheet of its own, the one before being at its end; its first row holds the
 * titles. Of the name, characters that Excel refuses become `_`, and what is too long is cut; one
 * that was given before gets a number, as does what follows a sheet that is full: `Zones`, `Zones
 * 2`. False when it has failed: a message is said, unless `write` did it. */
bool xlsx_sheet(struct xlsx *xlsx, const char *name);
/* Takes rows, cut anywhere. */
bool xlsx_rows(struct xlsx *xlsx, const unsigned char *bytes, size_t size);
/* The table that was begun last ends with a row of sums: filters leave it where it is. */
void xlsx_summed(struct xlsx *xlsx);
/* Everything is given: ends the file. */
bool xlsx_end(struct xlsx *xlsx);

/* --- Cells, for table.* ----------------------------------------------------------------------- */

/* How a cell looks; XLSX_SPACED is a text that begins or ends with a blank. */
enum xlsx_look {
    XLSX_GENERAL,
    XLSX_TEXT,
    XLSX_DATE,
    XLSX_EUROS,
    XLSX_TITLE,
    XLSX_THOUSANDTHS,
    XLSX_SPACED
};

/* Bytes that a cell takes beside its value, at most. */
enum { XLSX_CELL = 80 };

unsigned char *xlsx_before(unsigned char *out, enum xlsx_look look);
unsigned char *xlsx_after(unsigned char *out, enum xlsx_look look);
/* In place of xlsx_before, when the value is the sum of the `rows` rows below the titles, in column
 * `column` (0 = A): a formula adds up those that a filter shows. */
unsigned char *xlsx_sum(unsigned char *out, enum xlsx_look look, uint32_t column, uint32_t rows);
/* A number that Excel would round: more than 15 digits. */
bool xlsx_inexact(int64_t number);
/* The number of a day, for a date other than 0; 0 for one before March 1900, which a workbook
 * cannot hold. */
int32_t xlsx_day(int32_t date);
/* UTF-8 as the text of a cell, at most 9 bytes for each: what XML cannot hold as `_x0001_`, and cut
 * with a mark at XLSX_TEXT_MAX. Returns the end of what is written at out. */
unsigned char *xlsx_text(unsigned char *out, const unsigned char *text, size_t size);

#endif
