/* SPDX-License-Identifier: Apache-2.0 */
/* Lines of files behind a number of the page. */
#include "page.h"

#include <string.h>

#include "cli/write/html.h"
#include "common/digits.h"

const char *page_file(const struct page *page, size_t number)
{
    return page->earlier ? report_file_name((const char *const *)page->earlier->files,
                                            page->earlier->file_count, number)
                         : report_file(page->report, number, page->beside);
}

/* As --ligne has it: without a space. */
static void put_line_number(const struct page *page, uint64_t line)
{
    unsigned char text[24];
    *write_number(text, line) = '\0';
    html_put(page->sink, (const char *)text);
}

/* A line of the records. An amount that is not known is blank, as in price: a day has no tariff. Of
 * a line that no record is made of nothing is known. */
static void put_record(const struct page *page, const struct line_place *place)
{
    html_put(page->sink, "<tr><th scope=\"row\">");
    put_line_number(page, place->line);
    html_put(page->sink, "</th>");
    page_date(page, place->debut);
    page_date(page, place->fin);
    page_number_if(page, place->told, place->days);
    page_euros_if(page, place->valued, place->amount);
    page_row_end(page);
}

/* Their records, a table for each file: the days that had explain --jour answers for. */
static void put_records(const struct page *page, const struct report_lines *lines)
{
    static const char head[] = "<th scope=\"col\">";
    const char *const titles[] = {said("Ligne", "Line"), said("Du", "From"), said("Au", "To"),
                                  said("Jours", "Days"), said("Montant", "Amount")};
    for (size_t i = 0; i < lines->kept; i++) {
        if (i == 0 || lines->line[i].file != lines->line[i - 1].file) {
            html_put(page->sink, i == 0 ? "" : "</tbody></table>");
            page_tag(page, "<table class=\"r\"><caption>", page_file(page, lines->line[i].file),
                     said("&nbsp;: enregistrements entiers</caption><thead><tr>",
                          ": whole records</caption><thead><tr>"));
            for (size_t n = 0; n < sizeof titles / sizeof titles[0]; n++)
                page_tag(page, head, titles[n], "</th>");
            html_put(page->sink, "</tr></thead><tbody>\n");
        }
        put_record(page, &lines->line[i]);
    }
    html_put(page->sink, lines->kept > 0 ? "</tbody></table>" : "");
}

/* 3; 3, 4; 3 to 9. */
static void put_run(const struct page *page, uint64_t first, uint64_t last)
{
    put_line_number(page, first);
    if (last == first)
        return;
    html_put(page->sink, last > first + 1 ? said(" à ", " to ") : ", ");
    put_line_number(page, last);
}

/* The numbers of lines of one file, from the n-th that is kept: "3, 7 to 9"; returns where those of
 * the next file begin. */
static size_t put_runs(const struct page *page, const struct report_lines *lines, size_t n)
{
    size_t count = lines->kept + lines->more, file, other;
    uint64_t first, last, next;
    lines_place(lines, n, &file, &first);
    for (last = first; ++n < count; last = next) {
        lines_place(lines, n, &other, &next);
        if (other != file)
            break;
        if (next == last + 1)
            continue;
        put_run(page, first, last);
        html_put(page->sink, ", ");
        first = next;
    }
    put_run(page, first, last);
    return n;
}

/* FILE: lines 3, 7 to 9; from the n-th that is kept. */
static void put_line_list(const struct page *page, const struct report_lines *lines, size_t n)
{
    const size_t count = lines->kept + lines->more;
    while (n < count) {
        size_t file, other;
        uint64_t line;
        lines_place(lines, n, &file, &line);
        page_tag(page, "<p>", page_file(page, file), said("&nbsp;: ", ": "));
        other = file + 1;
        if (n + 1 < count)
            lines_place(lines, n + 1, &other, &line);
        html_put(page->sink, other == file ? said("lignes ", "lines ") : said("ligne ", "line "));
        n = put_runs(page, lines, n);
        html_put(page->sink, "</p>");
    }
}

/* How many more there are, and where the command stands that lists them all. */
static void put_rest(const struct page *page, uint64_t count)
{
    html_put(page->sink, said("<p>et ", "<p>and "));
    html_number(page->sink, (int64_t)count);
    html_put(page->sink, said(" de plus", " more"));
    if (page->all) {
        page_attribute(page, said("&nbsp;: <a href=\"#", ": <a href=\"#"), page->all, "\">");
        html_put(page->sink,
                 page->column
                     ? said("toutes par cette commande", "all of them by this command")
                     : said("parmi celles de cette commande", "among those of this command"));
        html_put(page->sink, "</a>");
    }
    if (page->all && page->column) {
        page_tag(page, said(", colonne ", ", column "), page->column, " = ");
        html_text(page->sink, page->value);
    }
    html_put(page->sink, "</p>");
}

/* The first lines with what is known of them, then where more stand, then how many are left. */
static void put_places(const struct page *page, const struct report_lines *lines)
{
    const size_t named = lines->kept + lines->more;
    if (!page->beside)
        put_records(page, lines);
    put_line_list(page, lines, page->beside ? 0 : lines->kept);
    if (lines->count > named)
        put_rest(page, lines->count - named);
}

/* How many files lines may be of. */
static size_t count_files(const struct page *page)
{
    return page->earlier  ? page->earlier->file_count
           : page->beside ? page->report->batch->options->beside_count
                          : page->report->file_count;
}

/* A file without the directory that it shares with all others. */
static const char *short_file(const struct page *page, size_t number)
{
    const char *name = page_file(page, number);
    size_t shared = page->beside ? 0 : page->directory;
    if (page->earlier) { /* several are of a directory */
        shared = strlen(page->earlier->path);
        shared = strncmp(name, page->earlier->path, shared) == 0 ? shared : 0;
        shared += shared > 0 && name[shared] == '/';
    }
    return name + shared;
}

void page_line_head(const struct page *page, const struct line_place *place)
{
    html_put(page->sink, "<tr><th scope=\"row\">");
    if (count_files(page) > 1)
        page_tag(page, "", short_file(page, place->file), said("&nbsp;: ", ": "));
    put_line_number(page, place->line);
    html_put(page->sink, "</th>");
}

/* From one to another; of several files, each is named before its own. */
static void put_numbers(const struct page *page, const struct report_lines *lines, size_t from,
                        size_t to)
{
    for (size_t i = from; i < to; i++) {
        bool first = i == 0 || lines->line[i].file != lines->line[i - 1].file;
        html_put(page->sink, i == 0 ? "" : first ? said("&nbsp;; ", "; ") : ", ");
        if (first && count_files(page) > 1)
            page_tag(page, "", short_file(page, lines->line[i].file), said("&nbsp;: ", ": "));
        put_line_number(page, lines->line[i].line);
    }
}

/* Those of one file, which only paper names: elsewhere it stands where they are unfolded. */
static void put_few(const struct page *page, const struct report_lines *lines)
{
    html_put(page->sink, lines->count == 1 ? said("ligne ", "line ") : said("lignes ", "lines "));
    for (size_t i = 0; i < lines->kept; i++) {
        html_put(page->sink, i > 0 ? ", " : "");
        put_line_number(page, lines->line[i].line);
    }
    if (count_files(page) > 1)
        page_tag(page, "<span class=\"paper\"> (", short_file(page, lines->line[0].file),
                 ")</span>");
}

/* What is seen before it is unfolded: the numbers of few lines, else how many, and on paper the
 * first numbers; in a wide table fewer. */
static void put_summary(const struct page *page, const struct report_lines *lines)
{
    bool one_file = true;
    for (size_t i = 1; i < lines->kept; i++)
        one_file &= lines->line[i].file == lines->line[0].file;
    html_put(page->sink, page->earlier ? said("avant&nbsp;: ", "before: ") : "");
    if (one_file && lines->count <= LINES_NAMED && lines->count == lines->kept) {
        put_few(page, lines);
        return;
    }
    page_counted(page, (int64_t)lines->count, said("ligne", "line"), said("lignes", "lines"));
    const size_t named = lines->kept < LINES_NAMED ? lines->kept : LINES_NAMED;
    html_put(page->sink, said("<span class=\"paper\"> : ", "<span class=\"paper\">: "));
    put_numbers(page, lines, 0, named);
    html_put(page->sink, "</span>");
    if (lines->kept > named) {
        html_put(page->sink, "<span class=\"paper rest\">");
        put_numbers(page, lines, named, lines->kept);
        html_put(page->sink, "</span>");
    }
    if (lines->count > named)
        html_put(page->sink, lines->count > lines->kept ? "<span class=\"paper\">, …</span>"
                                                        : "<span class=\"paper cut\">, …</span>");
}

void page_places(const struct page *page, const struct report_lines *lines)
{
    if (lines->count == 0)
        return;
    html_put(page->sink, "<details><summary>");
    put_summary(page, lines);
    html_put(page->sink, "</summary>");
    put_places(page, lines);
    html_put(page->sink, "</details>");
}

void page_lines(const struct page *page, const struct report_lines *lines)
{
    html_put(page->sink, "<td class=\"t o\">");
    page_places(page, lines);
    html_put(page->sink, "</td>");
}
