/* SPDX-License-Identifier: Apache-2.0 */
/* Workbooks: where a sheet ends, what it is called, what a cell holds. */
#include "cli/write/deflate.h"
#include "cli/write/xlsx.h"

#include <stdlib.h>
#include <string.h>

#include "support.h"

/* What has been written. */
struct file {
    unsigned char *bytes;
    size_t size, room;
    size_t fails_after; /* bytes; 0 = never */
};

static int take(void *context, const unsigned char *bytes, size_t size)
{
    struct file *file = context;
    if (file->fails_after && file->size + size > file->fails_after)
        return -1;
    if (file->room - file->size < size) {
        file->room = 2 * (file->size + size);
        file->bytes = realloc(file->bytes, file->room);
        ck_assert_ptr_nonnull(file->bytes);
    }
    memcpy(file->bytes + file->size, bytes, size);
    file->size += size;
    return 0;
}

/* --- The other way: a stream of blocks with the fixed codes, back to its bytes -----------------
 */

struct stream {
    const unsigned char *bytes;
    size_t bit;
};

static unsigned take_bits(struct stream *stream, unsigned count)
{
    unsigned value = 0;
    for (unsigned i = 0; i < count; i++, stream->bit++)
        value |= (unsigned)(stream->bytes[stream->bit / 8] >> (stream->bit % 8) & 1) << i;
    return value;
}

static unsigned take_code(struct stream *stream, unsigned count, unsigned code)
{
    while (count-- > 0)
        code = code << 1 | take_bits(stream, 1);
    return code;
}

/* RFC 1951, 3.2.6. */
static unsigned take_symbol(struct stream *stream)
{
    unsigned code = take_code(stream, 7, 0);
    if (code <= 0x17)
        return 256 + code;
    code = take_code(stream, 1, code);
    if (code >= 0x30 && code <= 0xBF)
        return code - 0x30;
    if (code >= 0xC0 && code <= 0xC7)
        return 280 + code - 0xC0;
    return 144 + take_code(stream, 1, code) - 0x190;
}

/* Bytes of the stream; what it holds is added to `out`. */
static size_t inflate(const unsigned char *bytes, struct file *out)
{
    struct stream stream = {bytes, 0};
    for (bool last = false; !last;) {
        size_t start = out->size;
        last = take_bits(&stream, 1);
        ck_assert_uint_eq(take_bits(&stream, 2), 1);
        for (unsigned symbol; (symbol = take_symbol(&stream)) != 256;) {
            unsigned char byte = (unsigned char)symbol;
            if (symbol < 256) {
                take(out, &byte, 1);
                continue;
            }
            ck_assert_uint_le(symbol, 285);
            unsigned n = symbol - 257, extra = n < 8 || n == 28 ? 0 : n / 4 - 1;
            unsigned length = n == 28 ? 258
                              : n < 8 ? 3 + n
                                      : 3 + ((4 + n % 4) << extra) + take_bits(&stream, extra);
            unsigned d = take_code(&stream, 5, 0);
            extra = d < 4 ? 0 : d / 2 - 1;
            unsigned distance =
                d < 4 ? d + 1 : 1 + ((2 + d % 2) << extra) + take_bits(&stream, extra);
            ck_assert_uint_le(distance, out->size - start);
            ck_assert_uint_le(distance, 32768);
            for (; length > 0; length--) {
                byte = out->bytes[out->size - distance];
                take(out, &byte, 1);
            }
        }
    }
    return (stream.bit + 7) / 8;
}

static void same_again(const unsigned char *bytes, size_t size)
{
    struct deflate *deflate = malloc(sizeof *deflate);
    struct file packed = {0}, out = {0};
    deflate_start(deflate);
    for (size_t at = 0; at < size || at == 0; at += 1 << 16) {
        size_t n = size - at < 1 << 16 ? size - at : 1 << 16;
        deflate_piece(deflate, bytes + at, n, at + n == size);
        ck_assert_uint_le(deflate->used, DEFLATE_MOST);
        take(&packed, deflate->out, deflate->used);
    }
    ck_assert_uint_eq(inflate(packed.bytes, &out), packed.size);
    ck_assert_uint_eq(out.size, size);
    if (size > 0)
        ck_assert_mem_eq(out.bytes, bytes, size);
    free(deflate);
    free(packed.bytes);
    free(out.bytes);
}

START_TEST(compression)
{
    enum { MOST = 3 * 65536 + 17 };
    unsigned char *bytes = malloc(MOST);
    static const size_t sizes[] = {0, 1, 3, 4, 5, 257, 258, 259, 65535, 65536, 65537, MOST};
    static const uint32_t periods[] = {1, 2, 3, 4, 5, 258, 1000, 32767, 32768, 32769, 50000, MOST};
    uint32_t random = 1;
    for (size_t p = 0; p < sizeof periods / sizeof periods[0]; p++) {
        for (size_t i = 0; i < MOST; i++) {
            random = random * 1664525 + 1013904223;
            bytes[i] = i < periods[p] ? (unsigned char)(random >> 24) : bytes[i - periods[p]];
        }
        for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++)
            same_again(bytes, sizes[s]);
    }
    for (size_t i = 0; i < MOST; i++) { /* few values, each byte near the next */
        random = random * 1664525 + 1013904223;
        bytes[i] = (unsigned char)(144 + (random >> 29));
    }
    same_again(bytes, MOST);
    free(bytes);
}
END_TEST

/* All that the archive holds, one entry after another. */
static struct file unpacked(const struct file *file)
{
    struct file out = {0};
    size_t at = 0;
    while (at + 4 <= file->size && memcmp(file->bytes + at, "PK\3\4", 4) == 0) {
        at += 30 + (size_t)file->bytes[at + 26];
        at += inflate(file->bytes + at, &out);
        ck_assert_mem_eq(file->bytes + at, "PK\7\10", 4);
        at += 16;
    }
    ck_assert_mem_eq(file->bytes + at, "PK\1\2", 4);
    return out;
}

static size_t count_text(const struct file *file, const char *text)
{
    size_t n = 0, length = strlen(text);
    for (size_t i = 0; i + length <= file->size; i++)
        n += memcmp(file->bytes + i, text, length) == 0;
    return n;
}

/* --- Workbooks -------------------------------------------------------------------------------- */

static const char titles[] = "<row><c s=\"4\" t=\"inlineStr\"><is><t>a</t></is></c></row>\n";

/* A workbook of one table of `rows` rows, sheets of at most `most`, given `step` bytes at a time.
 */
static struct file made(size_t rows, uint32_t most, size_t step)
{
    struct file file = {0};
    struct xlsx *xlsx = xlsx_new(take, &file, most);
    char text[4096];
    size_t used = 0;
    ck_assert(xlsx_sheet(xlsx, "Zones"));
    used += (size_t)sprintf(text, "%s", titles);
    for (size_t i = 0; i < rows; i++)
        used += (size_t)sprintf(text + used, "<row><c><v>%zu</v></c></row>\n", i);
    for (size_t i = 0; i < used; i += step)
        ck_assert(xlsx_rows(xlsx, (unsigned char *)text + i, used - i < step ? used - i : step));
    ck_assert(xlsx_end(xlsx));
    xlsx_free(xlsx);
    return file;
}

/* A sheet is full, exactly, or by one; each has the titles; cut anywhere, the bytes are the same.
 */
START_TEST(full_sheets)
{
    static const struct {
        size_t rows, sheets;
    } cases[] = {{0, 1}, {1, 1}, {9, 1}, {10, 2}, {18, 2}, {19, 3}, {27, 3}, {28, 4}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct file whole = made(cases[i].rows, 10, 4096), text = unpacked(&whole);
        ck_assert_uint_eq(count_text(&text, "<sheetData>\n"), cases[i].sheets);
        ck_assert_uint_eq(count_text(&text, titles), cases[i].sheets);
        ck_assert_uint_eq(count_text(&text, "<row><c><v>"), cases[i].rows);
        ck_assert_uint_eq(count_text(&text, "<autoFilter ref=\"A1:A10\""), cases[i].rows / 9);
        ck_assert_uint_eq(count_text(&text, "name=\"Zones 3\""), cases[i].sheets >= 3);
        for (size_t step = 1; step < 70; step++) {
            struct file pieces = made(cases[i].rows, 10, step);
            ck_assert_uint_eq(pieces.size, whole.size);
            ck_assert_mem_eq(pieces.bytes, whole.bytes, whole.size);
            free(pieces.bytes);
        }
        free(whole.bytes);
        free(text.bytes);
    }
}
END_TEST

/* Excel refuses names of more than 31 units, []:*?/\, apostrophes at the ends, and two alike. */
START_TEST(sheet_names)
{
    static const struct {
        const char *given, *name;
    } cases[] = {{"Par mois", "Par mois"},
                 {"par MOIS", "par MOIS 2"},
                 {"[a]:*?/\\b", "_a______b"},
                 {"'it''s'", "_it''s_"},
                 {"", "_"},
                 {"a<b & \"c\"", "a&lt;b &amp; &quot;c&quot;"},
                 {"History", "History 2"},
                 {"0123456789012345678901234567890123", "0123456789012345678901234567890"},
                 {"0123456789012345678901234567890xyz", "01234567890123456789012345678 2"},
                 {"ééééééééééééééééééééééééééééééééé", "ééééééééééééééééééééééééééééééé"},
                 {"\xF0\x9F\x98\x80\xF0\x9F\x98\x80\xF0\x9F\x98\x80\xF0\x9F\x98\x80\xF0\x9F\x98\x80"
                  "12345678901234567890\xF0\x9F\x98\x80",
                  "\xF0\x9F\x98\x80\xF0\x9F\x98\x80\xF0\x9F\x98\x80\xF0\x9F\x98\x80\xF0\x9F\x98\x80"
                  "12345678901234567890"},
                 {"\xFF\x01", "__"}};
    struct file file = {0};
    struct xlsx *xlsx = xlsx_new(take, &file, XLSX_ROWS);
    size_t n = sizeof cases / sizeof cases[0];
    for (size_t i = 0; i < n; i++) {
        ck_assert(xlsx_sheet(xlsx, cases[i].given));
        ck_assert(xlsx_rows(xlsx, (const unsigned char *)titles, sizeof titles - 1));
    }
    ck_assert(xlsx_end(xlsx));
    struct file text = unpacked(&file);
    for (size_t i = 0; i < n; i++) {
        char wanted[256];
        sprintf(wanted, "<sheet name=\"%s\" sheetId=\"%zu\" ", cases[i].name, i + 1);
        ck_assert_msg(count_text(&text, wanted) == 1, "%s", wanted);
    }
    ck_assert_uint_eq(count_text(&text, "'_it''''s_'!$A$1:$A$1<"), 1);
    xlsx_free(xlsx);
    free(file.bytes);
    free(text.bytes);
}
END_TEST

static void text_is(const char *text, const char *wanted)
{
    unsigned char out[256];
    size_t size = strlen(text), most = 9 * size;
    unsigned char *end = xlsx_text(out, (const unsigned char *)text, size);
    *end = '\0';
    ck_assert_str_eq((char *)out, wanted);
    ck_assert_uint_le((size_t)(end - out), most);
}

START_TEST(texts)
{
    text_is("a&b<c>\"d'", "a&amp;b&lt;c&gt;&quot;d'");
    text_is("\t\n\r\x01\x1f\x7f", "&#9;&#10;_x000D__x0001__x001F_\x7f");
    text_is("_x0041_ _x0041 _x00g1_ _x", "_x005F_x0041_ _x0041 _x00g1_ _x");
    text_is("\xEF\xBF\xBE\xEF\xBF\xBF\xEF\xBF\xBD", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
    text_is("\xE9", "\xEF\xBF\xBD");
    unsigned char out[9], *end = xlsx_text(out, (const unsigned char *)"", 1);
    ck_assert_uint_eq((size_t)(end - out), 3); /* NUL: U+FFFD */
}
END_TEST

/* 32 767 units fit; one more is cut, with a mark. */
START_TEST(long_texts)
{
    size_t size = 4 * (XLSX_TEXT_MAX + 10);
    unsigned char *text = malloc(size), *out = malloc(9 * size);
    memset(text, 'a', size);
    ck_assert_uint_eq((size_t)(xlsx_text(out, text, XLSX_TEXT_MAX) - out), XLSX_TEXT_MAX);
    ck_assert_int_eq(out[XLSX_TEXT_MAX - 1], 'a');
    size_t cut = (size_t)(xlsx_text(out, text, XLSX_TEXT_MAX + 1) - out);
    ck_assert_uint_eq(cut, XLSX_TEXT_MAX + 2); /* the mark is four units, six bytes */
    ck_assert_mem_eq(out + cut - 6, " [\xE2\x80\xA6]", 6);
    for (size_t i = 0; i < size; i += 4)
        memcpy(text + i, "\xF0\x9F\x98\x80", 4); /* two units each: 16 383 fit */
    ck_assert_uint_eq((size_t)(xlsx_text(out, text, 4 * 16383) - out), 4 * 16383);
    ck_assert_uint_eq((size_t)(xlsx_text(out, text, 4 * 16384) - out), 4 * 16381 + 6);
    free(text);
    free(out);
}
END_TEST

START_TEST(days)
{
    ck_assert_int_eq(xlsx_day(19000301), 61);
    ck_assert_int_eq(xlsx_day(20240229), 45351);
    ck_assert_int_eq(xlsx_day(20240301), 45352);
    ck_assert_int_eq(xlsx_day(99991231), 2958465);
    ck_assert_int_eq(xlsx_day(19000228), 0); /* Excel has a 29 February 1900: such a date is text */
    ck_assert(!xlsx_inexact(INT64_C(999999999999999)) && xlsx_inexact(INT64_C(1000000000000000)));
    ck_assert(!xlsx_inexact(-INT64_C(999999999999999)) && xlsx_inexact(INT64_MIN));
}
END_TEST

/* Whatever the byte where writing fails, it is told, and nothing crashes. */
START_TEST(no_room)
{
    size_t size = SIZE_MAX;
    for (size_t most = 0; most < size; most = most ? most + 7 : 1) { /* 0: it all fits */
        struct file file = {.fails_after = most};
        struct xlsx *xlsx = xlsx_new(take, &file, 3);
        bool well = xlsx_sheet(xlsx, "a");
        for (int i = 0; i < 4; i++)
            well = xlsx_rows(xlsx, (const unsigned char *)titles, sizeof titles - 1) && well;
        well = xlsx_end(xlsx) && well;
        ck_assert(well == (most == 0));
        size = most ? size : file.size;
        ck_assert(most == 0 || !xlsx_end(xlsx));
        xlsx_free(xlsx);
        free(file.bytes);
    }
}
END_TEST

static int forget(void *context, const unsigned char *bytes, size_t size)
{
    (void)bytes;
    *(uint64_t *)context += size;
    return 0;
}

/* No archive beyond what its offsets can say, and no entry: 4 GiB, here 100 000 bytes. */
START_TEST(too_big)
{
    enum { PIECE = 1000, MOST = 100000 };
    unsigned char piece[PIECE];
    uint32_t random = 1;
    for (int compressible = 0; compressible < 2; compressible++) {
        uint64_t written = 0;
        struct zip *zip = zip_new(forget, &written, MOST);
        bool well = zip_entry(zip, "a");
        for (int n = 0; n < 101; n++) {
            for (int i = 0; i < PIECE; i++)
                piece[i] = (unsigned char)((random = random * 1664525 + 1013904223) >> 24);
            well =
                well && zip_add(zip, compressible ? (const unsigned char[PIECE]){0} : piece, PIECE);
            if (!compressible && n == 50) /* the sizes of two entries together */
                well = well && zip_entry(zip, "b");
        }
        ck_assert(!(well && zip_end(zip)) && zip_too_big(zip) && !zip_end(zip));
        ck_assert_uint_le(written, MOST);
        zip_free(zip);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("xlsx");
    TCase *cases = tcase_create("xlsx");
    tcase_set_timeout(cases, 120);
    tcase_add_test(cases, compression);
    tcase_add_test(cases, full_sheets);
    tcase_add_test(cases, sheet_names);
    tcase_add_test(cases, texts);
    tcase_add_test(cases, long_texts);
    tcase_add_test(cases, days);
    tcase_add_test(cases, no_room);
    tcase_add_test(cases, too_big);
    suite_add_tcase(suite, cases);
    return support_run(suite);
}
