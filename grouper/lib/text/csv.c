/* SPDX-License-Identifier: Apache-2.0 */
#include "csv.h"

#include <string.h>

#include "common/bytes.h"
#include "common/date.h"
#include "lib/base/number.h"
#include "common/utf8.h"

bool cell_is(const struct cell *cell, const char *text)
{
    return strlen(text) == cell->length && memcmp(cell->text, text, cell->length) == 0;
}

void cell_copy(const struct cell *cell, char *out, size_t capacity)
{
    size_t n = cell->length < capacity ? cell->length : capacity - 1;
    while (n < cell->length && n > 0 && ((unsigned char)cell->text[n] & 0xC0) == 0x80)
        n--;
    memcpy(out, cell->text, n);
    out[n] = '\0';
}

int csv_fault_text(const struct csv *csv, enum fault fault, int column, const char *text)
{
    return fault_set(csv->error, fault, csv->file, csv->line, (uint32_t)(column + 1), text, NULL);
}

int csv_fault(const struct csv *csv, enum fault fault, int column)
{
    char text[CSV_TEXT] = "";
    if (column >= 0 && (uint32_t)column < csv->count)
        cell_copy(&csv->cell[column], text, sizeof text);
    return csv_fault_text(csv, fault, column, text);
}

int csv_again(const struct csv *csv, int column, const struct cell *first, int name)
{
    const struct cell *cell = &csv->cell[column];
    char said[CSV_TEXT], of[CSV_TEXT];
    if (cell->length == first->length && memcmp(cell->text, first->text, cell->length) == 0)
        return HAD_OK;
    cell_copy(cell, said, sizeof said);
    cell_copy(&csv->cell[name], of, sizeof of);
    return fault_set(csv->error, FAULT_LAYOUT_ROW, csv->file, csv->line, (uint32_t)column + 1, said,
                     of);
}

/* UTF-8 without control bytes. */
static int check_bytes(const struct csv *csv, const unsigned char *p, const unsigned char *end)
{
    while (p < end) {
        if (*p >= 0x20 && *p < 0x7F) {
            p++;
            continue;
        }
        size_t n = utf8_length(p, end);
        if (n == 0 || *p < 0x80)
            return csv_fault_text(csv,
                                  n == 0       ? FAULT_ENCODING
                                  : *p == '\r' ? FAULT_CR
                                               : FAULT_CONTROL,
                                  -1, NULL);
        p += n;
    }
    return HAD_OK;
}

/* The next line without its end and the blanks before it. 1 = read, 0 = end of the file, -1 =
 * defect. */
static int line(struct csv *csv, struct cell *out)
{
    const unsigned char *p;
    size_t length;
    if (!lines_next(&csv->lines, &p, &length))
        return 0;
    csv->line = csv->lines.number;
    if (!csv->lines.ended) {
        csv_fault_text(csv, FAULT_TRUNCATED, -1, NULL);
        return -1;
    }
    out->text = (const char *)p;
    out->length = text_length(p, length);
    csv->lines.debris.blanks += out->length < length;
    return check_bytes(csv, p, p + out->length) ? -1 : 1;
}

static uint32_t split(struct csv *csv, const struct cell *row)
{
    const char *p = row->text, *end = p + row->length;
    uint32_t n = 0;
    for (;;) {
        const char *stop = memchr(p, ';', (size_t)(end - p));
        if (n < CSV_COLUMNS) {
            csv->cell[n].text = p;
            csv->cell[n].length = (size_t)((stop ? stop : end) - p);
        }
        n++;
        if (!stop)
            return n;
        p = stop + 1;
    }
}

int csv_open(struct csv *csv, const had_file *file, const char *header, had_error *error)
{
    memset(csv, 0, sizeof *csv);
    csv->file = file->name;
    csv->error = error;
    lines_open(&csv->lines, file->bytes, file->size);
    struct cell row;
    int got = line(csv, &row);
    if (got == 0)
        return fault_of(error, FAULT_EMPTY, file->name, NULL);
    if (got < 0)
        return HAD_E_TABLE;
    size_t n = strlen(header);
    static const char source[] = ";source";
    bool plain = row.length == n && memcmp(row.text, header, n) == 0;
    bool sourced = row.length == n + sizeof source - 1 && memcmp(row.text, header, n) == 0 &&
                   memcmp(row.text + n, source, sizeof source - 1) == 0;
    if (!plain && !sourced)
        return csv_fault_text(csv, FAULT_HEADER, -1, header);
    csv->count = split(csv, &row);
    return HAD_OK;
}

int csv_next(struct csv *csv)
{
    struct cell row;
    int got = line(csv, &row);
    if (got <= 0)
        return got;
    uint32_t n = split(csv, &row);
    if (n != csv->count) {
        char expected[12], read[12];
        text_number(expected, csv->count);
        text_number(read, n);
        fault_set(csv->error, FAULT_COLUMNS, csv->file, csv->line, 0, expected, read);
        return -1;
    }
    return 1;
}

int csv_number(const struct csv *csv, int column, long min, long max, long *out)
{
    const struct cell *cell = &csv->cell[column];
    long value = 0;
    if (cell->length == 0 || cell->length > 9)
        return csv_fault(csv, FAULT_NUMBER, column);
    for (size_t i = 0; i < cell->length; i++) {
        if (cell->text[i] < '0' || cell->text[i] > '9')
            return csv_fault(csv, FAULT_NUMBER, column);
        value = value * 10 + (cell->text[i] - '0');
    }
    if (value < min || value > max)
        return csv_fault(csv, FAULT_RANGE, column);
    *out = value;
    return HAD_OK;
}

int csv_digits(const struct csv *csv, int column, size_t length, long *out)
{
    if (csv->cell[column].length != length)
        return csv_fault(csv, FAULT_CODE, column);
    return csv_number(csv, column, 0, 999999999, out) ? csv_fault(csv, FAULT_CODE, column) : HAD_OK;
}

int csv_date(const struct csv *csv, int column, bool blank_allowed, int32_t *out)
{
    const struct cell *cell = &csv->cell[column];
    *out = 0;
    if (cell->length == 0 && blank_allowed)
        return HAD_OK;
    *out = date_read_iso(cell->text, cell->length);
    return *out ? HAD_OK : csv_fault(csv, FAULT_DATE, column);
}

int csv_weight(const struct csv *csv, int column, int64_t *out)
{
    const struct cell *cell = &csv->cell[column];
    int64_t value = 0;
    int whole = 0, decimals = -1;
    for (size_t i = 0; i < cell->length; i++) {
        char c = cell->text[i];
        if (c == '.' && decimals < 0 && whole > 0) {
            decimals = 0;
        } else if (c >= '0' && c <= '9' && decimals < 4 && whole < 5) {
            value = value * 10 + (c - '0');
            decimals < 0 ? whole++ : decimals++;
        } else {
            return csv_fault(csv, FAULT_WEIGHT, column);
        }
    }
    if (whole == 0 || whole > 4 || decimals == 0)
        return csv_fault(csv, FAULT_WEIGHT, column);
    for (int i = decimals < 0 ? 0 : decimals; i < 4; i++)
        value *= 10;
    *out = value;
    return HAD_OK;
}
