/* SPDX-License-Identifier: Apache-2.0 */
#include "xlsx.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/base/calendar.h"
#include "common/date.h"
#include "cli/base/grow.h"
#include "cli/base/words.h"
#include "zip.h"
#include "common/utf8.h"

enum { NAME_BYTES = 4 * XLSX_NAME_MAX + 1 };

struct sheet {
    char name[NAME_BYTES];
    uint32_t rows, columns; /* titles included */
    uint64_t bytes;         /* of its rows */
    bool open;              /* its last row has no end yet */
    bool summed;            /* its last row holds sums of the others */
};

struct xlsx {
    struct zip *zip;
    uint32_t rows_max;
    struct sheet *sheets;
    size_t count, room;
    unsigned char *titles; /* the first row of a table, to be said again; a NUL ends it */
    size_t titles_size, titles_room;
    char base[NAME_BYTES]; /* what the names of its sheets begin with */
    bool titled;           /* the row of titles is complete, and a sheet begun with it */
    bool summed;           /* the last row of the table holds sums */
    bool failed;
};

#define HEAD      "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define PACKAGE   "http://schemas.openxmlformats.org/package/2006/"
#define OFFICE    "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define MAIN      "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define SHEETS_ML "application/vnd.openxmlformats-officedocument.spreadsheetml."

/* Every .xml is a sheet unless it is named here as something else: so this text does not depend on
 * the number of sheets. */
static const char types[] =
    HEAD "<Types xmlns=\"" PACKAGE "content-types\">"
         "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package."
         "relationships+xml\"/>"
         "<Default Extension=\"xml\" ContentType=\"" SHEETS_ML "worksheet+xml\"/>"
         "<Override PartName=\"/xl/workbook.xml\" ContentType=\"" SHEETS_ML "sheet.main+xml\"/>"
         "<Override PartName=\"/xl/styles.xml\" ContentType=\"" SHEETS_ML "styles+xml\"/>"
         "</Types>\n";

static const char root[] =
    HEAD "<Relationships xmlns=\"" PACKAGE "relationships\">"
         "<Relationship Id=\"rId1\" Type=\"" OFFICE "/officeDocument\" Target=\"xl/workbook.xml\"/>"
         "</Relationships>\n";

/* In the order of enum xlsx_look. Format 49 is text, 4 is two decimals with thousands apart; %s is
 * how dates are written. What may have three decimals shows those that it has: three of a whole
 * number look like thousands. */
static const char styles[] = HEAD
    "<styleSheet xmlns=\"" MAIN "\">"
    "<numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"%s\"/></numFmts>"
    "<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>"
    "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>"
    "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>"
    "<fill><patternFill patternType=\"gray125\"/></fill></fills>"
    "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
    "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>"
    "</cellStyleXfs>"
    "<cellXfs count=\"6\">"
    "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>"
    "<xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" "
    "applyNumberFormat=\"1\"/>"
    "<xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" "
    "applyNumberFormat=\"1\"/>"
    "<xf numFmtId=\"4\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" "
    "applyNumberFormat=\"1\"/>"
    "<xf numFmtId=\"49\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" "
    "applyNumberFormat=\"1\" applyFont=\"1\"/>"
    "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>"
    "</cellXfs>"
    "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>"
    "</styleSheet>\n";

/* --- Names of sheets -------------------------------------------------------------------------- */

/* UTF-16 units of a character of UTF-8 of n bytes. */
static size_t units(size_t n)
{
    return n == 4 ? 2 : 1;
}

static bool refused(unsigned char c)
{
    return c < 0x20 || c == 0x7F || strchr("[]:*?/\\", c) != NULL;
}

/* At most `most` UTF-16 units of a name, without what Excel refuses; no apostrophe at its ends. */
static void safe_name(char out[NAME_BYTES], const char *name, size_t most)
{
    const unsigned char *p = (const unsigned char *)name, *end = p + strlen(name);
    size_t used = 0;
    while (p < end) {
        size_t n = utf8_length(p, end), length = n ? n : 1;
        bool bad = n == 0 || refused(*p) || (*p == '\'' && (used == 0 || p + 1 == end));
        if (units(length) > most)
            break;
        most -= units(length);
        if (bad)
            out[used] = '_';
        else
            memcpy(out + used, p, length);
        used += bad ? 1 : length;
        p += length;
    }
    if (used > 0 && out[used - 1] == '\'')
        out[used - 1] = '_';
    out[used] = '\0';
    if (used == 0)
        strcpy(out, "_");
}

static bool same_letters(const char *a, const char *b)
{
    for (; *a && *b; a++, b++) {
        char x = *a >= 'A' && *a <= 'Z' ? (char)(*a + 'a' - 'A') : *a;
        char y = *b >= 'A' && *b <= 'Z' ? (char)(*b + 'a' - 'A') : *b;
        if (x != y)
            return false;
    }
    return *a == *b;
}

static bool taken(const struct xlsx *xlsx, const char *name)
{
    for (size_t i = 0; i < xlsx->count; i++)
        if (same_letters(xlsx->sheets[i].name, name))
            return true;
    return same_letters(name, "history"); /* Excel keeps it for itself */
}

/* The base, or the base and the first number, from 2, that no sheet has. */
static void free_name(const struct xlsx *xlsx, char out[NAME_BYTES])
{
    safe_name(out, xlsx->base, XLSX_NAME_MAX);
    for (unsigned n = 2; taken(xlsx, out); n++) {
        char number[16];
        int length = snprintf(number, sizeof number, " %u", n);
        safe_name(out, xlsx->base, XLSX_NAME_MAX - (size_t)length);
        strcat(out, number);
    }
}

/* --- Sheets ----------------------------------------------------------------------------------- */

/* A call of the archive has failed, or there is no memory. */
static bool fail(struct xlsx *xlsx)
{
    if (!xlsx->failed && zip_too_big(xlsx->zip))
        say(W_XLSX_TOO_BIG);
    xlsx->failed = true;
    return false;
}

static bool add(struct xlsx *xlsx, const char *text)
{
    return zip_text(xlsx->zip, text) || fail(xlsx);
}

/* "Q" of 17: the name of a column. */
static void column_name(char out[8], uint32_t number)
{
    char letters[8];
    size_t n = 0, used = 0;
    for (; number > 0; number = (number - 1) / 26)
        letters[n++] = (char)('A' + (number - 1) % 26);
    while (n > 0)
        out[used++] = letters[--n];
    out[used] = '\0';
}

/* What stands above the rows: the titles stay in sight, and each column is as wide as its own, or a
 * date. */
static bool begin_rows(struct xlsx *xlsx, struct sheet *sheet)
{
    enum { LEAST = 12, LEAST_FIRST = 24, ARROW = 4 }; /* the first one often holds words */
    static const char from[] = "<t>", to[] = "</t>";
    char text[96];
    const char *p = (const char *)xlsx->titles;
    bool well = add(xlsx, HEAD "<worksheet xmlns=\"" MAIN "\"><sheetPr><pageSetUpPr "
                               "fitToPage=\"1\"/></sheetPr><sheetViews><sheetView ") &&
                add(xlsx, xlsx->count == 1 ? "tabSelected=\"1\" " : "") &&
                add(xlsx, "workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" "
                          "activePane=\"bottomLeft\" state=\"frozen\"/>"
                          "<selection pane=\"bottomLeft\"/></sheetView></sheetViews><cols>");
    sheet->columns = 0;
    for (; well && (p = strstr(p, from)) != NULL; p++) {
        size_t width = (size_t)(strstr(p, to) - p) - (sizeof from - 1) + ARROW;
        size_t least = sheet->columns++ == 0 ? LEAST_FIRST : LEAST;
        snprintf(text, sizeof text, "<col min=\"%u\" max=\"%u\" width=\"%zu\" customWidth=\"1\"/>",
                 sheet->columns, sheet->columns, width > least ? width : least);
        well = add(xlsx, text);
    }
    return well && add(xlsx, "</cols><sheetData>\n");
}

/* "A1:Q161", or "$A$1:$Q$161", down to this row. */
static void range(char out[48], const struct sheet *sheet, const char *mark, uint32_t last_row)
{
    char last[8];
    column_name(last, sheet->columns);
    snprintf(out, 48, "%sA%s1:%s%s%s%u", mark, mark, mark, last, mark, last_row);
}

/* The last row that filters take. */
static uint32_t filtered(const struct sheet *sheet)
{
    return sheet->rows - sheet->summed;
}

/* Codes are text on purpose: no green corner says that they look like numbers. On paper, A4 lying,
 * all columns are on one page. */
static bool end_sheet(struct xlsx *xlsx)
{
    char text[384], all[48], some[48];
    if (!xlsx->titled)
        return true;
    struct sheet *sheet = &xlsx->sheets[xlsx->count - 1];
    sheet->summed = xlsx->summed;
    range(some, sheet, "", filtered(sheet));
    range(all, sheet, "", sheet->rows);
    snprintf(
        text, sizeof text,
        "</sheetData><autoFilter ref=\"%s\"/><pageSetup paperSize=\"9\" orientation=\"landscape\" "
        "fitToHeight=\"0\"/><ignoredErrors><ignoredError sqref=\"%s\" "
        "numberStoredAsText=\"1\"/></ignoredErrors></worksheet>\n",
        some, all);
    return add(xlsx, text);
}

/* What does not depend on the rows comes first in the archive. */
static bool begin_archive(struct xlsx *xlsx)
{
    char text[sizeof styles + 64];
    snprintf(text, sizeof text, styles, words(W_XLSX_DATE));
    return (zip_entry(xlsx->zip, "[Content_Types].xml") && zip_text(xlsx->zip, types) &&
            zip_entry(xlsx->zip, "_rels/.rels") && zip_text(xlsx->zip, root) &&
            zip_entry(xlsx->zip, "xl/styles.xml") && zip_text(xlsx->zip, text)) ||
           fail(xlsx);
}

static bool begin_sheet(struct xlsx *xlsx)
{
    char path[ZIP_NAME];
    if (xlsx->count == 0 && !begin_archive(xlsx))
        return false;
    if (!grow((void **)&xlsx->sheets, &xlsx->room, xlsx->count, sizeof *xlsx->sheets))
        return fail(xlsx);
    struct sheet *sheet = &xlsx->sheets[xlsx->count];
    *sheet = (struct sheet){.rows = 0};
    free_name(xlsx, sheet->name);
    snprintf(path, sizeof path, "xl/worksheets/sheet%zu.xml", ++xlsx->count);
    return zip_entry(xlsx->zip, path) || fail(xlsx);
}

/* A sheet, and its titles. */
static bool begin_titled(struct xlsx *xlsx)
{
    if (!begin_sheet(xlsx) || !begin_rows(xlsx, &xlsx->sheets[xlsx->count - 1]))
        return false;
    xlsx->sheets[xlsx->count - 1].rows = 1;
    return zip_add(xlsx->zip, xlsx->titles, xlsx->titles_size) || fail(xlsx);
}

bool xlsx_sheet(struct xlsx *xlsx, const char *name)
{
    if (xlsx->failed || !end_sheet(xlsx))
        return false;
    safe_name(xlsx->base, name, XLSX_NAME_MAX);
    xlsx->titles_size = 0;
    xlsx->titled = xlsx->summed = false;
    return true;
}

void xlsx_summed(struct xlsx *xlsx)
{
    xlsx->summed = true;
}

/* Keeps bytes of the row of titles up to its end; returns how many they are. */
static size_t keep_titles(struct xlsx *xlsx, const unsigned char *bytes, size_t size)
{
    const unsigned char *newline = memchr(bytes, '\n', size);
    size_t n = newline ? (size_t)(newline + 1 - bytes) : size;
    for (size_t i = 0; i < n; i++) {
        /* One more, always there, ends it as text. */
        if (!grow((void **)&xlsx->titles, &xlsx->titles_room, xlsx->titles_size + 1, 1)) {
            fail(xlsx);
            return n;
        }
        xlsx->titles[xlsx->titles_size++] = bytes[i];
        xlsx->titles[xlsx->titles_size] = '\0';
    }
    xlsx->titled = newline != NULL;
    return n;
}

static bool full(const struct xlsx *xlsx, const struct sheet *sheet)
{
    return sheet->rows == xlsx->rows_max || sheet->bytes >= XLSX_SHEET_BYTES;
}

/* The rows that the sheet has room for, which end where it is full; returns their bytes. */
static size_t take_rows(struct xlsx *xlsx, const unsigned char *bytes, size_t size)
{
    struct sheet *sheet = &xlsx->sheets[xlsx->count - 1];
    const unsigned char *p = bytes, *end = bytes + size;
    for (bool ended = false; p < end && !(ended && full(xlsx, sheet));) {
        const unsigned char *newline = memchr(p, '\n', (size_t)(end - p)),
                            *next = newline ? newline + 1 : end;
        ended = newline != NULL;
        sheet->rows += ended;
        sheet->bytes += (uint64_t)(next - p);
        sheet->open = !ended;
        p = next;
    }
    return (size_t)(p - bytes);
}

bool xlsx_rows(struct xlsx *xlsx, const unsigned char *bytes, size_t size)
{
    while (size > 0 && !xlsx->failed) {
        size_t n;
        if (!xlsx->titled) {
            n = keep_titles(xlsx, bytes, size);
            if (xlsx->titled && !xlsx->failed)
                begin_titled(xlsx);
        } else if (full(xlsx, &xlsx->sheets[xlsx->count - 1]) &&
                   !xlsx->sheets[xlsx->count - 1].open) {
            n = 0;
            if (end_sheet(xlsx))
                begin_titled(xlsx);
        } else {
            n = take_rows(xlsx, bytes, size);
            if (!zip_add(xlsx->zip, bytes, n))
                fail(xlsx);
        }
        bytes += n;
        size -= n;
    }
    return !xlsx->failed;
}

/* --- The workbook ----------------------------------------------------------------------------- */

static bool add_names(struct xlsx *xlsx)
{
    char name[9 * NAME_BYTES], all[48], text[12 * NAME_BYTES];
    for (size_t i = 0; i < xlsx->count; i++) {
        const struct sheet *sheet = &xlsx->sheets[i];
        *xlsx_text((unsigned char *)name, (const unsigned char *)sheet->name, strlen(sheet->name)) =
            '\0';
        snprintf(text, sizeof text, "<sheet name=\"%s\" sheetId=\"%zu\" r:id=\"rId%zu\"/>", name,
                 i + 1, i + 1);
        if (!add(xlsx, text))
            return false;
    }
    if (!add(xlsx, "</sheets>") || xlsx->sheets[0].rows == 0)
        return !xlsx->failed;
    if (!add(xlsx, "<definedNames>"))
        return false;
    for (size_t i = 0; i < xlsx->count; i++) {
        const struct sheet *sheet = &xlsx->sheets[i];
        char quoted[2 * NAME_BYTES], *out = quoted;
        for (const char *p = sheet->name; *p; p++) {
            if (*p == '\'')
                *out++ = '\'';
            *out++ = *p;
        }
        *xlsx_text((unsigned char *)name, (unsigned char *)quoted, (size_t)(out - quoted)) = '\0';
        range(all, sheet, "$", filtered(sheet));
        snprintf(text, sizeof text,
                 "<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"%zu\" hidden=\"1\">"
                 "'%s'!%s</definedName>",
                 i, name, all);
        if (!add(xlsx, text))
            return false;
    }
    return add(xlsx, "</definedNames>");
}

static bool add_workbook(struct xlsx *xlsx)
{
    return (zip_entry(xlsx->zip, "xl/workbook.xml") || fail(xlsx)) &&
           add(xlsx, HEAD "<workbook xmlns=\"" MAIN "\" xmlns:r=\"" OFFICE "\">"
                          "<bookViews><workbookView/></bookViews><sheets>") &&
           add_names(xlsx) && add(xlsx, "</workbook>\n");
}

static bool add_relations(struct xlsx *xlsx)
{
    char text[256];
    bool well = (zip_entry(xlsx->zip, "xl/_rels/workbook.xml.rels") || fail(xlsx)) &&
                add(xlsx, HEAD "<Relationships xmlns=\"" PACKAGE "relationships\">");
    for (size_t i = 0; well && i < xlsx->count; i++) {
        snprintf(text, sizeof text,
                 "<Relationship Id=\"rId%zu\" Type=\"" OFFICE
                 "/worksheet\" Target=\"worksheets/sheet%zu.xml\"/>",
                 i + 1, i + 1);
        well = add(xlsx, text);
    }
    snprintf(text, sizeof text,
             "<Relationship Id=\"rId%zu\" Type=\"" OFFICE "/styles\" Target=\"styles.xml\"/>"
             "</Relationships>\n",
             xlsx->count + 1);
    return well && add(xlsx, text);
}

/* A workbook has at least one sheet. */
static bool empty_sheet(struct xlsx *xlsx)
{
    return begin_sheet(xlsx) &&
           add(xlsx, HEAD "<worksheet xmlns=\"" MAIN "\"><sheetData/></worksheet>\n");
}

bool xlsx_end(struct xlsx *xlsx)
{
    if (xlsx->failed || !end_sheet(xlsx) || (xlsx->count == 0 && !empty_sheet(xlsx)))
        return false;
    return add_workbook(xlsx) && add_relations(xlsx) && (zip_end(xlsx->zip) || fail(xlsx));
}

struct xlsx *xlsx_new(zip_write *write, void *context, uint32_t rows)
{
    struct xlsx *xlsx = calloc(1, sizeof *xlsx);
    struct zip *zip = zip_new(write, context, ZIP_MOST);
    if (!xlsx || !zip) {
        zip_free(zip);
        free(xlsx);
        return NULL;
    }
    xlsx->zip = zip;
    xlsx->rows_max = rows;
    return xlsx;
}

void xlsx_free(struct xlsx *xlsx)
{
    if (!xlsx)
        return;
    zip_free(xlsx->zip);
    free(xlsx->sheets);
    free(xlsx->titles);
    free(xlsx);
}

/* --- Cells ------------------------------------------------------------------------------------ */

static const struct {
    const char *before, *after;
} cells[] = {
    [XLSX_GENERAL] = {"<c><v>", "</v></c>"},
    [XLSX_TEXT] = {"<c s=\"1\" t=\"inlineStr\"><is><t>", "</t></is></c>"},
    [XLSX_DATE] = {"<c s=\"2\"><v>", "</v></c>"},
    [XLSX_EUROS] = {"<c s=\"3\"><v>", "</v></c>"},
    [XLSX_TITLE] = {"<c s=\"4\" t=\"inlineStr\"><is><t>", "</t></is></c>"},
    [XLSX_THOUSANDTHS] = {"<c s=\"5\"><v>", "</v></c>"},
    /* Blanks at the ends are dropped unless it is said. */
    [XLSX_SPACED] = {"<c s=\"1\" t=\"inlineStr\"><is><t xml:space=\"preserve\">", "</t></is></c>"},
};

static unsigned char *put_string(unsigned char *out, const char *text)
{
    size_t length = strlen(text);
    memcpy(out, text, length);
    return out + length;
}

unsigned char *xlsx_before(unsigned char *out, enum xlsx_look look)
{
    return put_string(out, cells[look].before);
}

unsigned char *xlsx_after(unsigned char *out, enum xlsx_look look)
{
    return put_string(out, cells[look].after);
}

unsigned char *xlsx_sum(unsigned char *out, enum xlsx_look look, uint32_t column, uint32_t rows)
{
    static const char value[] = "<v>";
    char name[8], text[64];
    column_name(name, column + 1);
    snprintf(text, sizeof text, "<f>SUBTOTAL(109,%s2:%s%u)</f>%s", name, name, rows + 1, value);
    return put_string(xlsx_before(out, look) - (sizeof value - 1), text);
}

bool xlsx_inexact(int64_t number)
{
    const int64_t most = INT64_C(999999999999999);
    return number > most || number < -most;
}

int32_t xlsx_day(int32_t date)
{
    enum { FIRST = 19000301, ZERO = 18991230 };
    return date < FIRST ? 0 : date_days(date) - date_days(ZERO);
}

/* `_x0041_` is read as A: one that stands in a text is not to be. */
static bool looks_escaped(const unsigned char *p, const unsigned char *end)
{
    if (end - p < 7 || p[1] != 'x' || p[6] != '_')
        return false;
    for (int i = 2; i < 6; i++)
        if (!((p[i] >= '0' && p[i] <= '9') || (p[i] >= 'A' && p[i] <= 'F') ||
              (p[i] >= 'a' && p[i] <= 'f')))
            return false;
    return true;
}

/* One character of `n` bytes. */
static unsigned char *put_character(unsigned char *out, const unsigned char *p,
                                    const unsigned char *end, size_t n)
{
    static const char hexadecimal[] = "0123456789ABCDEF";
    switch (*p) {
    case '&':
        return put_string(out, "&amp;");
    case '<':
        return put_string(out, "&lt;");
    case '>':
        return put_string(out, "&gt;");
    case '"':
        return put_string(out, "&quot;");
    case '\t':
        return put_string(out, "&#9;");
    case '\n':
        return put_string(out, "&#10;");
    case '_':
        if (looks_escaped(p, end))
            return put_string(out, "_x005F_");
        break;
    default:
        break;
    }
    if (*p == 0 || (n == 3 && p[0] == 0xEF && p[1] == 0xBF && p[2] >= 0xBE))
        return put_string(out, "\xEF\xBF\xBD"); /* in no XML, however it is written */
    if (*p < 0x20) {
        out = put_string(out, "_x00");
        *out++ = (unsigned char)hexadecimal[*p >> 4];
        *out++ = (unsigned char)hexadecimal[*p & 15];
        return put_string(out, "_");
    }
    memcpy(out, p, n);
    return out + n;
}

/* UTF-16 units of a text. */
static size_t text_units(const unsigned char *p, const unsigned char *end)
{
    size_t all = 0;
    while (p < end) {
        size_t n = utf8_length(p, end);
        all += units(n);
        p += n ? n : 1;
    }
    return all;
}

unsigned char *xlsx_text(unsigned char *out, const unsigned char *text, size_t size)
{
    static const char cut[] = " [\xE2\x80\xA6]"; /* " [...]", four units */
    const unsigned char *p = text, *end = text + size;
    bool long_one = size > XLSX_TEXT_MAX && text_units(p, end) > XLSX_TEXT_MAX;
    size_t left = long_one ? XLSX_TEXT_MAX - 4 : SIZE_MAX;
    while (p < end) {
        size_t n = utf8_length(p, end);
        if (units(n) > left)
            break;
        left -= units(n);
        out = n ? put_character(out, p, end, n) : put_string(out, "\xEF\xBF\xBD");
        p += n ? n : 1;
    }
    return long_one ? put_string(out, cut) : out;
}
