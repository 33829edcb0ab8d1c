/* SPDX-License-Identifier: Apache-2.0 */
#include "conventions.h"

#include <string.h>

#include "common/bytes.h"
#include "common/date.h"
#include "lib/base/memory.h"
#include "lib/base/sort.h"

enum { OPEN = 99991231, SHORT_LINE = 26, LONG_LINE = 28 };

/* What all the steps of reading share. */
struct file_reading {
    struct conventions *conventions;
    struct given_files *given;
    const had_allocator *allocator;
    uint32_t file, line;
    bool named; /* a known cause of 033 was, in this file */
    had_error *error;
};

static int no_memory(const struct file_reading *reading)
{
    return fault_of(reading->error, FAULT_MEMORY, NULL, NULL);
}

static int remark(const struct file_reading *reading, enum fault fault, size_t column,
                  size_t number)
{
    struct remark one = {reading->file, reading->line,    (uint32_t)column,
                         fault,         (uint32_t)number, reading->file};
    return given_files_remark(reading->given, reading->allocator, &one) ? HAD_OK
                                                                        : no_memory(reading);
}

/* The length that a line has, or was given before blanks were added to it (rules R37, R43); 0 when
 * it has neither. A long line with an open end ends after 20 characters, a short one after 18. */
static size_t length_of(const unsigned char *line, size_t length)
{
    size_t text = text_length(line, length);
    if (length == SHORT_LINE ||
        (length > SHORT_LINE && (text == SHORT_LINE || text == SHORT_LINE - DATE_LENGTH)))
        return SHORT_LINE;
    return length >= LONG_LINE && text <= LONG_LINE ? LONG_LINE : 0;
}

static int check_line(const struct file_reading *reading, const struct convention *one, bool open)
{
    struct conventions *conventions = reading->conventions;
    int status = HAD_OK;
    conventions->bad_period |= !one->valid;
    conventions->bad_forfait |= one->forfait != '0' && one->forfait != '1';
    if (one->forfait != '0' && one->forfait != '1')
        status = remark(reading, FAULT_CONVENTION_FORFAIT, one->column - 1, 0);
    if (!status && one->debut == 0)
        status = remark(reading, FAULT_CONVENTION_PERIOD, one->column, 0);
    if (!status && one->fin == 0 && !open)
        status = remark(reading, FAULT_CONVENTION_PERIOD, one->column + DATE_LENGTH, 0);
    if (!status && one->debut != 0 && one->fin != 0 && !one->valid)
        status = remark(reading, FAULT_CONVENTION_PERIOD, one->column + DATE_LENGTH, 0);
    return status;
}

/* A cause that is known is named once in a file (rule R43). */
static int refuse_length(struct file_reading *reading, const unsigned char *line, size_t length)
{
    const unsigned char *cr = memchr(line, '\r', length);
    bool quoted = length > 0 && *line == '"', named = reading->named;
    size_t column = length < LONG_LINE ? length : LONG_LINE;
    reading->conventions->bad_length = true;
    reading->named |= cr || quoted;
    if (cr && !named)
        return remark(reading, FAULT_CONVENTION_CR, (size_t)(cr - line) + 1, length);
    if (quoted && !named)
        return remark(reading, FAULT_CONVENTION_QUOTES, 1, length);
    return remark(reading, FAULT_CONVENTION_LENGTH, column + 1, length);
}

static int add_line(struct file_reading *reading, const unsigned char *line, size_t length,
                    struct lines *lines)
{
    struct conventions *conventions = reading->conventions;
    size_t whole = length_of(line, length);
    if (whole == 0)
        return refuse_length(reading, line, length);
    lines->debris.blanks += length > whole;
    struct convention *one =
        memory_append(reading->allocator, (void **)&conventions->list, &conventions->count,
                      &conventions->capacity, sizeof *one);
    if (!one)
        return no_memory(reading);
    const unsigned char *debut = line + whole - 2 * DATE_LENGTH, *fin = debut + DATE_LENGTH;
    keep_trimmed(one->finess, CONVENTION_FINESS, line, CONVENTION_FINESS);
    one->forfait = debut[-1];
    one->debut = date_read(debut);
    one->fin = blank8(fin) ? OPEN : date_read(fin);
    one->valid = one->debut != 0 && one->debut <= one->fin;
    one->file = reading->file;
    one->line = reading->line;
    one->column = (uint32_t)(debut - line) + 1;
    return check_line(reading, one, blank8(fin));
}

/* Whether a line stands before another in the files given. */
static bool before(const struct convention *a, const struct convention *b)
{
    return a->file != b->file ? a->file < b->file : a->line < b->line;
}

static bool by_place(const void *a, const void *b)
{
    const struct convention *x = a, *y = b;
    int order = memcmp(x->finess, y->finess, CONVENTION_FINESS);
    if (order != 0)
        return order < 0;
    if (x->debut != y->debut)
        return x->debut < y->debut;
    return before(x, y);
}

/* The later line of two that overlap is remarked. */
static int remark_overlap(const struct file_reading *reading, const struct convention *a,
                          const struct convention *b)
{
    const struct convention *first = before(a, b) ? a : b, *later = first == a ? b : a;
    struct remark one = {later->file, later->line, later->column, FAULT_CONVENTION_OVERLAP,
                         first->line, first->file};
    return given_files_remark(reading->given, reading->allocator, &one) ? HAD_OK
                                                                        : no_memory(reading);
}

/* Two periods of a FINESS that share a day (036): looked for anew when lines are added. */
static int find_overlaps(const struct file_reading *reading)
{
    struct conventions *conventions = reading->conventions;
    struct given_files *given = reading->given;
    const struct convention *last = NULL;
    size_t kept = 0;
    for (size_t i = 0; i < given->remark_count; i++)
        if (given->remark[i].fault != FAULT_CONVENTION_OVERLAP)
            given->remark[kept++] = given->remark[i];
    given->remark_count = kept;
    for (size_t i = 0; i < conventions->count; i++) {
        const struct convention *one = &conventions->list[i];
        if (!one->valid)
            continue;
        bool same = last && memcmp(last->finess, one->finess, CONVENTION_FINESS) == 0;
        if (same && one->debut <= last->fin) {
            int status = remark_overlap(reading, last, one);
            if (status)
                return status;
            conventions->overlap = true;
        }
        if (!same || one->fin > last->fin)
            last = one;
    }
    return HAD_OK;
}

static int add_file(struct file_reading *reading, const had_file *file)
{
    struct lines lines;
    const unsigned char *line;
    size_t length;
    had_given_info *info =
        given_files_add(reading->given, reading->allocator, HAD_TABLE_CONVENTIONS, file->name);
    if (!info)
        return no_memory(reading);
    reading->file = (uint32_t)(reading->given->count - 1);
    reading->named = false;
    reading->conventions->unreadable |= !file->bytes;
    lines_open(&lines, file->bytes, file->size);
    while (lines_next(&lines, &line, &length)) {
        reading->line = lines.number;
        int status = add_line(reading, line, length, &lines);
        if (status)
            return status;
    }
    given_files_read(info, &lines);
    return HAD_OK;
}

int conventions_add(struct conventions *conventions, struct given_files *given,
                    const had_allocator *allocator, const had_file *files, size_t n,
                    had_error *error)
{
    struct file_reading reading = {conventions, given, allocator, 0, 0, false, error};
    int status = HAD_OK;
    conventions->given = true;
    for (size_t i = 0; !status && i < n; i++)
        status = add_file(&reading, &files[i]);
    sort_in_place(conventions->list, conventions->count, sizeof *conventions->list, by_place);
    if (!status)
        status = find_overlaps(&reading);
    given_files_sort(given);
    return status;
}

const struct convention *conventions_of(const struct conventions *conventions,
                                        const unsigned char *finess, size_t *count)
{
    unsigned char key[CONVENTION_FINESS];
    keep_trimmed(key, CONVENTION_FINESS, finess, CONVENTION_FINESS);
    *count = 0;
    if (conventions->count == 0)
        return NULL;
    size_t low = 0, high = conventions->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (memcmp(conventions->list[middle].finess, key, CONVENTION_FINESS) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    size_t end = low;
    while (end < conventions->count &&
           memcmp(conventions->list[end].finess, key, CONVENTION_FINESS) == 0)
        end++;
    *count = end - low;
    return conventions->list + low;
}

int32_t conventions_days(const struct convention *list, size_t count, int32_t first, int32_t last)
{
    int32_t days = 0, from = date_days(first), to = date_days(last);
    for (size_t i = 0; i < count; i++) {
        if (!list[i].valid)
            continue;
        int32_t debut = date_days(list[i].debut), fin = date_days(list[i].fin);
        debut = debut > from ? debut : from;
        fin = fin < to ? fin : to;
        if (debut > fin)
            continue;
        days += fin - debut + 1;
        from = fin + 1; /* periods come by their start: a day is counted once */
    }
    return days;
}

unsigned char conventions_forfait(const struct convention *list, size_t count, int32_t day)
{
    const struct convention *found = NULL;
    for (size_t i = 0; i < count; i++)
        if (list[i].valid && list[i].debut <= day && day <= list[i].fin &&
            (!found || before(&list[i], found)))
            found = &list[i];
    return found ? found->forfait : FORFAIT_UNKNOWN;
}
