/* SPDX-License-Identifier: Apache-2.0 */
#include "codes.h"

#include <string.h>

#include "lib/base/bytes.h"
#include "lib/text/csv.h"
#include "lib/base/memory.h"
#include "lib/base/shapes.h"

enum { CODE_BYTES = 8 };

static uint64_t key_of(const unsigned char *bytes, size_t length)
{
    unsigned char padded[CODE_BYTES];
    memset(padded, ' ', sizeof padded);
    memcpy(padded, bytes, length);
    return load8(padded);
}

static struct code *place_of(const struct codes *codes, uint64_t key)
{
    uint64_t h = key * UINT64_C(0x9E3779B97F4A7C15);
    for (size_t i = (size_t)(h >> 32) & (codes->places - 1);; i = (i + 1) & (codes->places - 1))
        if (codes->place[i].key == 0 || codes->place[i].key == key)
            return &codes->place[i];
}

const struct code *codes_find(const struct codes *codes, const unsigned char *bytes, size_t length)
{
    if (codes->count == 0)
        return NULL;
    const struct code *code = place_of(codes, key_of(bytes, length));
    return code->key ? code : NULL;
}

static bool grow(struct codes *codes, const had_allocator *allocator)
{
    struct codes larger = {.places = codes->places ? codes->places * 2 : 1024,
                           .count = codes->count};
    larger.place = memory_take(allocator, larger.places, sizeof *larger.place);
    if (!larger.place)
        return false;
    for (size_t i = 0; i < codes->places; i++)
        if (codes->place[i].key)
            *place_of(&larger, codes->place[i].key) = codes->place[i];
    memory_release(allocator, codes->place);
    *codes = larger;
    return true;
}

/* A code as a list writes it, as the one of records (rule R45): without the point after its third
 * character, in capitals, blanks after it. Not a code at all: false. */
static bool read_code(const struct cell *cell, bool ccam, unsigned char code[CODE_BYTES])
{
    const char *p = cell->text, *end = p + cell->length;
    size_t n = 0;
    while (end > p && end[-1] == ' ')
        end--;
    memset(code, ' ', CODE_BYTES);
    for (; p < end; p++) {
        if (!ccam && *p == '.' && p == cell->text + 3)
            continue;
        if (n == CODE_BYTES)
            return false;
        bool small = *p >= 'a' && *p <= 'z';
        code[n++] = (unsigned char)(small ? *p - 'a' + 'A' : *p);
    }
    return ccam ? ccam_shape(code) && n == 7 : cim10_shape(code) && n > 0;
}

/* Reading one list. */
struct list {
    const char *header;
    bool ccam;
    struct codes *codes;
    const had_allocator *allocator;
    uint32_t rewritten;
};

/* Adds the code of the first cell; a code said twice the same is no news, twice otherwise refused.
 */
static int add(struct list *list, const struct csv *csv, struct code code)
{
    struct codes *codes = list->codes;
    const struct cell *cell = &csv->cell[0];
    unsigned char bytes[CODE_BYTES];
    if (!read_code(cell, list->ccam, bytes))
        return csv_fault(csv, FAULT_CODE, 0);
    if (2 * codes->count >= codes->places && !grow(codes, list->allocator))
        return csv_fault(csv, FAULT_MEMORY, -1);
    list->rewritten += cell->length > CODE_BYTES || memcmp(cell->text, bytes, cell->length) != 0;
    code.key = load8(bytes);
    struct code *place = place_of(codes, code.key);
    if (place->key == 0) {
        *place = code;
        codes->count++;
        return HAD_OK;
    }
    bool same = place->parent == code.parent && place->debut == code.debut &&
                place->fin == code.fin && place->extension[0] == code.extension[0] &&
                place->extension[1] == code.extension[1];
    return same ? HAD_OK : csv_fault(csv, FAULT_CONFLICT, 0);
}

static int cim10_row(struct list *list, const struct csv *csv)
{
    enum { CODE, PARENT };
    struct code code = {0};
    long parent = 0;
    if (csv->cell[PARENT].length > 0 && csv_number(csv, PARENT, 0, 1, &parent))
        return HAD_E_TABLE;
    code.parent = parent != 0;
    return add(list, csv, code);
}

/* `-01,-02`: hyphen and two digits each. */
static int read_extensions(const struct csv *csv, int column, struct code *code)
{
    const unsigned char *p = (const unsigned char *)csv->cell[column].text;
    const unsigned char *end = p + csv->cell[column].length;
    for (; p < end; p += 3) {
        int n = end - p >= 3 && *p == '-' ? two_digits(p + 1) : -1;
        if (n < 0)
            return csv_fault(csv, FAULT_CODE, column);
        code->extension[n / 64] |= UINT64_C(1) << n % 64;
        if (end - p > 3 && p[3] != ',')
            return csv_fault(csv, FAULT_CODE, column);
        p += end - p > 3;
    }
    return HAD_OK;
}

static int ccam_row(struct list *list, const struct csv *csv)
{
    enum { CODE, DEBUT, FIN, EXTENSIONS };
    struct code code = {0};
    if (csv_date(csv, DEBUT, true, &code.debut) || csv_date(csv, FIN, true, &code.fin) ||
        read_extensions(csv, EXTENSIONS, &code))
        return HAD_E_TABLE;
    if (code.fin != 0 && code.fin < code.debut)
        return csv_fault(csv, FAULT_PERIOD, -1);
    return add(list, csv, code);
}

/* Whether a line near the start of a file is one of this list: its header, or a code in front. */
static bool is_list(const struct list *list, const had_file *file)
{
    enum { NEAR = 1 << 20 };
    struct lines lines;
    const unsigned char *line;
    size_t length, title = strlen(list->header);
    lines_open(&lines, file->bytes, file->size < NEAR ? file->size : NEAR);
    while (lines_next(&lines, &line, &length)) {
        unsigned char code[CODE_BYTES];
        const unsigned char *stop = memchr(line, ';', length);
        struct cell first = {(const char *)line, stop ? (size_t)(stop - line) : length};
        if ((length >= title && memcmp(line, list->header, title) == 0) ||
            read_code(&first, list->ccam, code))
            return true;
    }
    return false;
}

static int read_list(struct list *list, const had_file *file, struct csv *csv, had_error *error)
{
    int row, status = csv_open(csv, file, list->header, error);
    while (!status && (row = csv_next(csv)) != 0)
        status = row < 0 ? HAD_E_TABLE : list->ccam ? ccam_row(list, csv) : cim10_row(list, csv);
    if (!status && list->codes->count == 0)
        status = fault_set(error, FAULT_EMPTY, file->name, 0, 0, NULL, NULL);
    return status;
}

static int read_lists(struct list *list, struct given_files *given, const had_file *files, size_t n,
                      had_error *error)
{
    for (size_t i = 0; i < n; i++) {
        struct csv csv;
        list->rewritten = 0;
        int status = read_list(list, &files[i], &csv, error);
        if (status == HAD_E_TABLE && csv.line > 0 && !is_list(list, &files[i]))
            return fault_set(error, FAULT_NO_LIST, files[i].name, 0, 0, list->header, NULL);
        if (status)
            return status;
        had_given_info *info = given_files_add(
            given, list->allocator, list->ccam ? HAD_TABLE_CCAM : HAD_TABLE_CIM10, files[i].name);
        if (!info)
            return fault_set(error, FAULT_MEMORY, NULL, 0, 0, NULL, NULL);
        given_files_read(info, &csv.lines);
        info->rewritten = list->rewritten;
    }
    return HAD_OK;
}

int codes_add_cim10(struct codes *codes, struct given_files *given, const had_allocator *allocator,
                    const had_file *files, size_t n, had_error *error)
{
    struct list list = {"code;pere", false, codes, allocator, 0};
    return read_lists(&list, given, files, n, error);
}

int codes_add_ccam(struct codes *codes, struct given_files *given, const had_allocator *allocator,
                   const had_file *files, size_t n, had_error *error)
{
    struct list list = {"code;debut;fin;extensions", true, codes, allocator, 0};
    return read_lists(&list, given, files, n, error);
}
