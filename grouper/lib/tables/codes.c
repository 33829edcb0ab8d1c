/* SPDX-License-Identifier: Apache-2.0 */
#include "codes.h"

#include <string.h>

#include "common/bytes.h"
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

/* The code of this key, NULL if there is none. */
static struct code *code_of(const struct codes *codes, uint64_t key)
{
    uint64_t hash = hash_step(0, key);
    size_t at;
    for (int64_t n = hashes_first(&codes->index, hash, &at); n != HASHES_NONE;
         n = hashes_next(&codes->index, hash, &at))
        if (codes->code[n].key == key)
            return &codes->code[n];
    return NULL;
}

const struct code *codes_find(const struct codes *codes, const unsigned char *bytes, size_t length)
{
    return code_of(codes, key_of(bytes, length));
}

/* False when there is no memory. */
static bool append(struct codes *codes, const had_allocator *allocator, const struct code *code)
{
    if (!memory_hashes(allocator, &codes->index))
        return false;
    struct code *place = memory_append(allocator, (void **)&codes->code, &codes->count,
                                       &codes->capacity, sizeof *place);
    if (!place)
        return false;
    *place = *code;
    hashes_add(&codes->index, hash_step(0, code->key), codes->count - 1);
    return true;
}

/* A code as a list writes it, as the one of records (rule R45): without the point after its third
 * character, in capitals, blanks after it. Not a code at all: false. */
static bool read_code(const struct cell *cell, bool ccam, unsigned char code[CODE_BYTES])
{
    const char *p = cell->text, *end = p + text_length((const unsigned char *)p, cell->length);
    size_t n = 0;
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

static bool is_cim10(const struct cell *cell)
{
    unsigned char code[CODE_BYTES];
    return read_code(cell, false, code);
}

static bool is_ccam(const struct cell *cell)
{
    unsigned char code[CODE_BYTES];
    return read_code(cell, true, code);
}

/* Reading one list. */
struct list_draft {
    bool ccam;
    struct codes *codes;
    const had_allocator *allocator;
    uint32_t rewritten;
};

/* Adds the code of the first cell; a code said twice the same is no news, twice otherwise refused.
 */
static int add(struct list_draft *list, const struct csv *csv, struct code code)
{
    struct codes *codes = list->codes;
    const struct cell *cell = &csv->cell[0];
    unsigned char bytes[CODE_BYTES];
    if (!read_code(cell, list->ccam, bytes))
        return csv_fault(csv, FAULT_CODE, 0);
    list->rewritten += cell->length > CODE_BYTES || memcmp(cell->text, bytes, cell->length) != 0;
    code.key = load8(bytes);
    const struct code *known = code_of(codes, code.key);
    if (!known)
        return append(codes, list->allocator, &code) ? HAD_OK : csv_fault(csv, FAULT_MEMORY, -1);
    bool same = known->parent == code.parent && known->debut == code.debut &&
                known->fin == code.fin && known->extension[0] == code.extension[0] &&
                known->extension[1] == code.extension[1];
    return same ? HAD_OK : csv_fault(csv, FAULT_CONFLICT, 0);
}

static int cim10_row(void *context, const struct csv *csv)
{
    enum { CODE, PARENT };
    struct code code = {0};
    long parent = 0;
    if (csv->cell[PARENT].length > 0 && csv_number(csv, PARENT, 0, 1, &parent))
        return HAD_E_TABLE;
    code.parent = parent != 0;
    return add(context, csv, code);
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

static int ccam_row(void *context, const struct csv *csv)
{
    enum { CODE, DEBUT, FIN, EXTENSIONS };
    struct code code = {0};
    if (csv_date(csv, DEBUT, true, &code.debut) || csv_date(csv, FIN, true, &code.fin) ||
        read_extensions(csv, EXTENSIONS, &code))
        return HAD_E_TABLE;
    if (code.fin != 0 && code.fin < code.debut)
        return csv_fault(csv, FAULT_PERIOD, -1);
    return add(context, csv, code);
}

static int read_lists(struct list_draft *list, struct given_files *given, const had_file *files,
                      size_t n, had_error *error)
{
    const struct given_list how = {list->ccam ? HAD_TABLE_CCAM : HAD_TABLE_CIM10,
                                   list->ccam ? "code;debut;fin;extensions" : "code;pere",
                                   list->ccam ? is_ccam : is_cim10,
                                   list->ccam ? ccam_row : cim10_row, list};
    for (size_t i = 0; i < n; i++) {
        list->rewritten = 0;
        int status = given_files_list(given, list->allocator, &how, &files[i], error);
        if (!status && list->codes->count == 0)
            status = fault_of(error, FAULT_EMPTY, files[i].name, NULL);
        if (status)
            return status;
        given->list[given->count - 1].rewritten = list->rewritten;
    }
    return HAD_OK;
}

int codes_add_cim10(struct codes *codes, struct given_files *given, const had_allocator *allocator,
                    const had_file *files, size_t n, had_error *error)
{
    struct list_draft list = {.ccam = false, .codes = codes, .allocator = allocator};
    return read_lists(&list, given, files, n, error);
}

int codes_add_ccam(struct codes *codes, struct given_files *given, const had_allocator *allocator,
                   const had_file *files, size_t n, had_error *error)
{
    struct list_draft list = {.ccam = true, .codes = codes, .allocator = allocator};
    return read_lists(&list, given, files, n, error);
}
