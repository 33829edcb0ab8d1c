/* SPDX-License-Identifier: Apache-2.0 */
/* Files given beside the records: debris taken away and counted (rule R43), tables saved by an
 * editor that adds it read as the same tables. */
#include "lib/text/lines.h"
#include "support.h"

#define MARK "\xEF\xBB\xBF"

/* What is read of a file: its lines joined by `|`, with their numbers; then marks, 0x1A, lines. */
static const struct {
    const char *text, *lines;
    unsigned marks, ends, blank;
} files[] = {
    {"", "", 0, 0, 0},
    {"a\nb\n", "1a|2b|", 0, 0, 0},
    {"a\r\nb\r\n", "1a|2b|", 0, 0, 0},
    {"a\nb", "1a|2b|", 0, 0, 0},
    {"a\nb\r", "1a|2b|", 0, 0, 0},
    {MARK "a\nb\n", "1a|2b|", 1, 0, 0},
    {MARK MARK "a\n", "1a|", 2, 0, 0},
    {"a\n" MARK "b\n", "1a|2b|", 1, 0, 0},
    {"a\n\x1A"
     "b\n",
     "1a|2b|", 0, 1, 0},
    {"a\n\x1A\x1A" MARK "b\n\x1A", "1a|2b|", 1, 3, 1},
    {"a\n\x1A", "1a|", 0, 1, 1},
    {"a\n\x1A\x1A\r\n", "1a|", 0, 2, 1},
    {"a\x1A", "1a|", 0, 1, 0},
    {"a\n\n", "1a|", 0, 0, 1},
    {"a\n\n\r\n   \n  ", "1a|", 0, 0, 4},
    {"a\n\n\x1A\n \x1A", "1a|", 0, 2, 3},
    {"a\n" MARK, "1a|", 1, 0, 1},
    {"a\n\r\r\n", "1a|", 0, 0, 1},
    /* An empty line with others after it is none. */
    {"a\n\nb\n", "1a|2|3b|", 0, 0, 0},
    {"\na\n", "1|2a|", 0, 0, 0},
    {"\x1A\na\n", "1|2a|", 0, 1, 0},
    /* Nor is anything inside a line. */
    {"a\x1A\nb\n", "1a\x1A|2b|", 0, 0, 0},
    {"a" MARK "\n", "1a" MARK "|", 0, 0, 0},
    {"a\x1A"
     "b\n",
     "1a\x1A"
     "b|",
     0, 0, 0},
    {"a  \nb\n", "1a  |2b|", 0, 0, 0},
    {MARK, "", 1, 0, 1},
    {"\x1A", "", 0, 1, 1},
    {MARK "\x1A\n\n", "", 1, 1, 2},
};

START_TEST(lines_of_files)
{
    struct lines lines;
    const unsigned char *line;
    size_t length, size = strlen(files[_i].text);
    char found[64] = "";
    /* In memory of its own size: nothing past the end is looked at. */
    char *bytes = malloc(size + (size == 0));
    memcpy(bytes, files[_i].text, size);
    lines_open(&lines, bytes, size);
    while (lines_next(&lines, &line, &length))
        snprintf(found + strlen(found), sizeof found - strlen(found), "%u%.*s|", lines.number,
                 (int)length, (const char *)line);
    free(bytes);
    ck_assert_str_eq(found, files[_i].lines);
    ck_assert_uint_eq(lines.debris.marks, files[_i].marks);
    ck_assert_uint_eq(lines.debris.ends, files[_i].ends);
    ck_assert_uint_eq(lines.debris.lines, files[_i].blank);
    ck_assert_uint_eq(lines.debris.blanks, 0);
}
END_TEST

#define ROW    "2026;ex-DGF;base;1;5394;2026-01-01;moi"
#define HEADER "campagne;secteur;variante;ght;centimes;debut;sources"

/* The same table, as editors and old systems leave it. */
static const char *const saved[] = {
    HEADER "\n" ROW "\n",      HEADER "\r\n" ROW "\r\n",          HEADER "\r\n" ROW "\n",
    MARK HEADER "\n" ROW "\n", MARK HEADER "\r\n" ROW "\r\n\x1A", HEADER "\n" ROW "\n\n   \n\x1A",
    HEADER "  \n" ROW "   \n",
};

START_TEST(saved_tables)
{
    had_tables *tables = support_tables(false);
    had_error error = {.size = sizeof error};
    had_file file = {"tarifs.csv", saved[_i], strlen(saved[_i])};
    int32_t centimes;
    int origine;
    ck_assert_msg(had_tables_add(tables, HAD_TABLE_TARIFS, &file, 1, &error) == HAD_OK, "%s",
                  error.en);
    ck_assert_int_eq(had_tarif_get(tables, 2026, HAD_EX_DGF, HAD_BASE, 1, &centimes, &origine),
                     HAD_OK);
    ck_assert_int_eq(centimes, 5394);
    ck_assert_int_eq(origine, HAD_ORIGINE_FOURNI);
    had_tables_free(tables);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("side");
    TCase *tcase = tcase_create("side");
    tcase_add_loop_test(tcase, lines_of_files, 0, sizeof files / sizeof files[0]);
    tcase_add_loop_test(tcase, saved_tables, 0, sizeof saved / sizeof saved[0]);
    suite_add_tcase(suite, tcase);
    return support_run(suite);
}
