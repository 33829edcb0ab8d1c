/* SPDX-License-Identifier: Apache-2.0 */
/* Workbooks: where a sheet ends, what it is called, what a cell holds. */
#include "../cli/xlsx.h"

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

static size_t count(const struct file *file, const char *text)
{
    size_t n = 0, length = strlen(text);
    for (size_t i = 0; i + length <= file->size; i++)
        n += memcmp(file->bytes + i, text, length) == 0;
    return n;
}

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
        struct file whole = made(cases[i].rows, 10, 4096);
        ck_assert_uint_eq(count(&whole, "<sheetData>\n"), cases[i].sheets);
        ck_assert_uint_eq(count(&whole, titles), cases[i].sheets);
        ck_assert_uint_eq(count(&whole, "<row><c><v>"), cases[i].rows);
        ck_assert_uint_eq(count(&whole, "<autoFilter ref=\"A1:A10\""), cases[i].rows / 9);
        ck_assert_uint_eq(count(&whole, "name=\"Zones 3\""), cases[i].sheets >= 3);
        for (size_t step = 1; step < 70; step++) {
            struct file pieces = made(cases[i].rows, 10, step);
            ck_assert_uint_eq(pieces.size, whole.size);
            ck_assert_mem_eq(pieces.bytes, whole.bytes, whole.size);
            free(pieces.bytes);
        }
        free(whole.bytes);
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
    for (size_t i = 0; i < n; i++) {
        char wanted[256];
        sprintf(wanted, "<sheet name=\"%s\" sheetId=\"%zu\" ", cases[i].name, i + 1);
        ck_assert_msg(count(&file, wanted) == 1, "%s", wanted);
    }
    ck_assert_uint_eq(count(&file, "'_it''''s_'!$A$1:$A$1<"), 1);
    xlsx_free(xlsx);
    free(file.bytes);
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
    struct file whole = made(3, 3, 4096);
    for (size_t most = 1; most < whole.size; most += 7) {
        struct file file = {.fails_after = most};
        struct xlsx *xlsx = xlsx_new(take, &file, 3);
        bool well = xlsx_sheet(xlsx, "a");
        for (int i = 0; i < 4; i++)
            well = xlsx_rows(xlsx, (const unsigned char *)titles, sizeof titles - 1) && well;
        ck_assert(!(xlsx_end(xlsx) && well));
        ck_assert(!xlsx_end(xlsx));
        xlsx_free(xlsx);
        free(file.bytes);
    }
    free(whole.bytes);
}
END_TEST

static int forget(void *context, const unsigned char *bytes, size_t size)
{
    (void)bytes;
    *(uint64_t *)context += size;
    return 0;
}

/* No archive beyond 4 GiB: its offsets would be wrong. */
START_TEST(too_big)
{
    enum { PIECE = 1 << 26 };
    uint64_t written = 0;
    struct zip *zip = zip_new(forget, &written);
    unsigned char *piece = calloc(1, PIECE);
    ck_assert(zip_entry(zip, "a"));
    size_t n = 0;
    while (n < 80 && zip_add(zip, piece, PIECE))
        n++;
    ck_assert_uint_eq(n, 63); /* 64 of them are 4 GiB */
    ck_assert(zip_too_big(zip) && !zip_end(zip));
    ck_assert_uint_le(written, ZIP_MOST);
    zip_free(zip);
    free(piece);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("xlsx");
    TCase *cases = tcase_create("xlsx");
    tcase_set_timeout(cases, 120);
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
