/* SPDX-License-Identifier: Apache-2.0 */
#include "ucd.h"

#include <string.h>

#include "lib/text/csv.h"
#include "lib/base/memory.h"
#include "given_files.h"

/* The sum of eight digits of which every second one counts three times. */
static unsigned weigh(uint64_t digits)
{
    digits &= BYTES(0x0F);
    uint64_t once = digits & UINT64_C(0x00FF00FF00FF00FF);
    uint64_t thrice = digits >> 8 & UINT64_C(0x00FF00FF00FF00FF);
    return (unsigned)((once + 3 * thrice) * UINT64_C(0x0001000100010001) >> 48);
}

/* The check digit of the first twelve digits of an EAN-13: of eight, then of four. */
static unsigned key_of(uint64_t eight, uint64_t four)
{
    unsigned sum = weigh(eight) + weigh(four);
    return (10 - sum % 10) % 10;
}

bool ucd_long(const unsigned char *code, size_t length, unsigned char out[UCD13], bool *sound)
{
    *sound = false;
    if (length == UCD13) {
        memcpy(out, code, UCD13);
    } else if (length == UCD7) {
        memcpy(out, "34008", 5);
        memcpy(out + 5, code, UCD7);
        out[12] = '0';
    }
    if ((length != UCD13 && length != UCD7) || !digits8(load8(out)) || !digits8(load8(out + 5))) {
        memset(out, ' ', UCD13);
        return false;
    }
    unsigned char key = (unsigned char)('0' + key_of(load8(out), load8(out + 4) >> 32));
    *sound = length == UCD7 || out[12] == key;
    if (length == UCD7)
        out[12] = key;
    return true;
}

/* One or the other, without a branch. */
static uint64_t choose(bool first, uint64_t a, uint64_t b)
{
    return b ^ ((a ^ b) & (0 - (uint64_t)first));
}

/* A field of FICHCOMP whose code stands at its start: which of the two lengths it has cannot be
 * foreseen, and no branch tells. False when it is neither. */
static bool read_usual(const unsigned char *p, char out[UCD13 + 1], bool *sound)
{
    enum { BYTE = 8, TOP = 56 };
    const uint64_t front = UINT64_C(0x3830303433); /* 34008 */
    uint64_t first = load8(p), fifth = load8(p + 5), last = load8(p + UCD7);
    uint64_t digits7 = (first & ~(UINT64_MAX << TOP)) | (uint64_t)'0' << TOP;
    bool seven = (last == BYTES(' ')) & digits8(digits7);
    bool thirteen = (last >> 6 * BYTE == 0x2020) & digits8(first) & digits8(fifth);
    const bool usual = seven | thirteen;
    if (!usual)
        return false;
    uint64_t low = choose(seven, front | first << 5 * BYTE, first);
    uint64_t high = choose(seven, digits7, fifth); /* from the sixth on */
    uint64_t key = '0' + key_of(low, high >> 3 * BYTE & UINT32_MAX);
    *sound = seven | (high >> TOP == key);
    high = choose(seven, (high & ~(UINT64_MAX << TOP)) | key << TOP, high);
    memcpy(out, &low, sizeof low);
    memcpy(out + 5, &high, sizeof high);
    out[UCD13] = '\0';
    return usual;
}

void ucd_read(const unsigned char *field, size_t length, char out[UCD13 + 1], bool *sound)
{
    enum { USUAL = 15 };
    const unsigned char *p = field, *end = field + length;
    unsigned char code[UCD13];
    if (FAST_PATHS && length == USUAL && read_usual(field, out, sound))
        return;
    trim(&p, &end);
    memset(out, 0, UCD13 + 1);
    if (ucd_long(p, (size_t)(end - p), code, sound))
        memcpy(out, code, UCD13);
}

/* Reading one list. */
struct list_reading {
    struct ucd_list *list;
    const had_allocator *allocator;
};

static bool is_code(const struct cell *cell)
{
    unsigned char code[UCD13];
    bool sound;
    return ucd_long((const unsigned char *)cell->text, cell->length, code, &sound);
}

static int row(void *context, const struct csv *csv)
{
    enum { UCD, INDICATION, DEBUT, FIN };
    struct ucd_list *list = ((struct list_reading *)context)->list;
    const had_allocator *allocator = ((struct list_reading *)context)->allocator;
    const struct cell *ucd = &csv->cell[UCD], *indication = &csv->cell[INDICATION];
    struct ucd_row read;
    bool sound;
    if (!ucd_long((const unsigned char *)ucd->text, ucd->length, read.ucd, &sound) &&
        ucd->length > 0)
        return csv_fault(csv, FAULT_CODE, UCD);
    if (indication->length > UCD_INDICATION)
        return csv_fault(csv, FAULT_CODE, INDICATION);
    keep_trimmed(read.indication, UCD_INDICATION, (const unsigned char *)indication->text,
                 indication->length);
    if (csv_date(csv, DEBUT, true, &read.debut) || csv_date(csv, FIN, true, &read.fin))
        return HAD_E_TABLE;
    if (read.fin != 0 && read.debut > read.fin)
        return csv_fault(csv, FAULT_PERIOD, FIN);
    if (!memory_hashes(allocator, &list->index))
        return csv_fault(csv, FAULT_MEMORY, -1);
    struct ucd_row *place =
        memory_append(allocator, (void **)&list->row, &list->count, &list->capacity, sizeof *place);
    if (!place)
        return csv_fault(csv, FAULT_MEMORY, -1);
    *place = read;
    hashes_add(&list->index, hash_bytes(0, place->ucd, UCD13), list->count - 1);
    return HAD_OK;
}

int ucd_add(struct ucd_list *list, struct given_files *given, const had_allocator *allocator,
            const had_file *files, size_t n, had_error *error)
{
    struct list_reading reading = {list, allocator};
    const struct given_list how = {HAD_TABLE_UCD, "ucd;indication;debut;fin", is_code, row,
                                   &reading};
    int status = HAD_OK;
    list->given = true;
    for (size_t i = 0; i < n && !status; i++)
        status = given_files_list(given, allocator, &how, &files[i], error);
    return status;
}

static bool fits(const struct ucd_row *row, const unsigned char indication[UCD_INDICATION],
                 int32_t date)
{
    return (blank(row->indication, UCD_INDICATION) ||
            memcmp(row->indication, indication, UCD_INDICATION) == 0) &&
           row->debut <= date && (row->fin == 0 || date <= row->fin);
}

static bool fits_any(const struct ucd_list *list, const unsigned char ucd[UCD13],
                     const unsigned char indication[UCD_INDICATION], int32_t date)
{
    uint64_t hash = hash_bytes(0, ucd, UCD13);
    size_t at;
    for (int64_t n = hashes_first(&list->index, hash, &at); n != HASHES_NONE;
         n = hashes_next(&list->index, hash, &at))
        if (memcmp(list->row[n].ucd, ucd, UCD13) == 0 && fits(&list->row[n], indication, date))
            return true;
    return false;
}

bool ucd_listed(const struct ucd_list *list, const unsigned char ucd[UCD13],
                const unsigned char indication[UCD_INDICATION], int32_t date)
{
    static const unsigned char any[UCD13] = "             ";
    return fits_any(list, ucd, indication, date) || fits_any(list, any, indication, date);
}
