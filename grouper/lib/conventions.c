/* SPDX-License-Identifier: Apache-2.0 */
#include "conventions.h"

#include <string.h>

#include "bytes.h"
#include "date.h"
#include "fault.h"
#include "memory.h"
#include "sort.h"

enum { OPEN = 99991231 };

/* Where the fields of a line stand, by its length (rule R37: both are taken in any year). */
static bool places(size_t length, size_t *forfait, size_t *debut)
{
    if (length != 26 && length != 28)
        return false;
    *forfait = length - 17;
    *debut = length - 16;
    return true;
}

static int add_line(struct conventions *conventions, const had_allocator *allocator,
                    const unsigned char *line, size_t length, had_error *error)
{
    size_t forfait, debut;
    conventions->lines++;
    if (!places(length, &forfait, &debut)) {
        conventions->bad_length = true;
        return HAD_OK;
    }
    struct convention *one =
        memory_append(allocator, (void **)&conventions->list, &conventions->count,
                      &conventions->capacity, sizeof *one);
    if (!one)
        return fault_set(error, FAULT_MEMORY, NULL, 0, 0, NULL, NULL);
    const unsigned char *fin = line + debut + DATE_LENGTH;
    keep_trimmed(one->finess, CONVENTION_FINESS, line, CONVENTION_FINESS);
    one->forfait = line[forfait];
    one->debut = date_read(line + debut);
    one->fin = blank8(fin) ? OPEN : date_read(fin);
    one->valid = one->debut != 0 && one->fin != 0 && one->debut <= one->fin;
    one->line = conventions->lines;
    conventions->bad_period |= !one->valid;
    conventions->bad_forfait |= one->forfait != '0' && one->forfait != '1';
    return HAD_OK;
}

static int by_place(const void *a, const void *b)
{
    const struct convention *x = a, *y = b;
    int order = memcmp(x->finess, y->finess, CONVENTION_FINESS);
    if (order != 0)
        return order;
    if (x->debut != y->debut)
        return x->debut < y->debut ? -1 : 1;
    return (x->line > y->line) - (x->line < y->line);
}

/* Two periods of a FINESS that share a day (036). */
static bool any_overlap(const struct conventions *conventions)
{
    const struct convention *last = NULL;
    for (size_t i = 0; i < conventions->count; i++) {
        const struct convention *one = &conventions->list[i];
        if (!one->valid)
            continue;
        bool same = last && memcmp(last->finess, one->finess, CONVENTION_FINESS) == 0;
        if (same && one->debut <= last->fin)
            return true;
        if (!same || one->fin > last->fin)
            last = one;
    }
    return false;
}

int conventions_add(struct conventions *conventions, const had_allocator *allocator,
                    const had_file *files, size_t n, had_error *error)
{
    conventions->given = true;
    for (size_t i = 0; i < n; i++) {
        const unsigned char *p = files[i].bytes;
        size_t left = files[i].size;
        conventions->unreadable |= !p;
        while (left > 0) {
            const unsigned char *newline = memchr(p, '\n', left);
            size_t length = newline ? (size_t)(newline - p) : left;
            size_t content = length > 0 && p[length - 1] == '\r' ? length - 1 : length;
            int status = add_line(conventions, allocator, p, content, error);
            if (status)
                return status;
            length += newline != NULL;
            p += length;
            left -= length;
        }
    }
    sort_in_place(conventions->list, conventions->count, sizeof *conventions->list, by_place);
    conventions->overlap = any_overlap(conventions);
    return HAD_OK;
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
            (!found || list[i].line < found->line))
            found = &list[i];
    return found ? found->forfait : FORFAIT_UNKNOWN;
}
