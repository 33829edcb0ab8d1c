/* SPDX-License-Identifier: Apache-2.0 */
/* Cells of rows that are many: as those of table.h, which write them where the table is not plain
 * CSV. `csv` says whether it is: a constant where these are called, so that each kind of table has
 * its own copy of what calls them. */
#ifndef CELLS_H
#define CELLS_H

#include "common/bytes.h"
#include "common/hints.h"
#include "table.h"

/* Where the value of the next cell goes. */
static INLINE unsigned char *csv_next(struct table *table)
{
    unsigned char *out = sink_end(table->sink);
    *out = ';';
    return out + (table->column++ > 0);
}

static INLINE void quick_number(struct table *table, bool csv, int64_t number)
{
    if (csv)
        sink_ends(table->sink, write_signed(csv_next(table), number));
    else
        cell_number(table, number);
}

/* Of two digits. */
static INLINE void quick_code(struct table *table, bool csv, uint32_t code)
{
    if (csv)
        sink_ends(table->sink, write_two(csv_next(table), code));
    else
        cell_code(table, 2, code);
}

static INLINE void quick_date(struct table *table, bool csv, int32_t date)
{
    if (csv && USUALLY(date != 0))
        sink_ends(table->sink, write_date(csv_next(table), date));
    else
        cell_date(table, date);
}

static INLINE void quick_euros(struct table *table, bool csv, int64_t centimes)
{
    if (csv)
        sink_ends(table->sink, write_euros(csv_next(table), centimes, '.'));
    else
        cell_euros(table, centimes);
}

/* As cell_plain, quick for four digits. */
static INLINE void quick_plain(struct table *table, bool csv, const unsigned char *bytes,
                               size_t size)
{
    if (!csv || size != 4 || !digits8(load4(bytes) | BYTES('0') << 32)) {
        cell_plain(table, bytes, size);
        return;
    }
    size_t zeros = 0;
    while (zeros < 3 && bytes[zeros] == '0')
        zeros++;
    unsigned char *out = csv_next(table);
    for (; zeros < 4; zeros++)
        *out++ = bytes[zeros];
    sink_ends(table->sink, out);
}

/* As cell_text, quick for text of 8 to 24 bytes that begins with no blank and has nothing to quote
 * or to convert. */
static INLINE void quick_text(struct table *table, bool csv, const unsigned char *bytes,
                              size_t size)
{
    enum { LEAST = 8, MOST = 3 * LEAST };
    const size_t middle = (size - LEAST) / 2, last = size - LEAST;
    if (!csv || size < LEAST || size > MOST || *bytes == ' ' || !plain8(bytes) ||
        !plain8(bytes + middle) || !plain8(bytes + last)) {
        cell_text(table, bytes, size);
        return;
    }
    unsigned char *out = csv_next(table);
    memcpy(out, bytes, LEAST);
    memcpy(out + middle, bytes + middle, LEAST);
    memcpy(out + last, bytes + last, LEAST);
    while (bytes[size - 1] == ' ')
        size--;
    sink_ends(table->sink, out + size);
}

static INLINE void quick_end(struct table *table, bool csv)
{
    if (csv)
        put(table->sink, '\n');
    else
        row_end(table);
}

#endif
