/* SPDX-License-Identifier: Apache-2.0 */
#include "page.h"

#include <stdio.h>
#include <string.h>

#include "cli/write/html.h"
#include "common/digits.h"
#include "references.h"

void page_tag(const struct page *page, const char *before, const char *text, const char *after)
{
    html_put(page->sink, before);
    html_text(page->sink, text);
    html_put(page->sink, after);
}

const char *page_file(const struct page *page, size_t number)
{
    return page->earlier ? report_file_name((const char *const *)page->earlier->files,
                                            page->earlier->file_count, number)
                         : report_file(page->report, number, page->beside);
}

void page_section(const struct page *page, const char *id, const char *title)
{
    page_tag(page, "<section id=\"", id, "\">");
    page_tag(page, "<h2>", title, "</h2>\n");
}

void page_section_end(const struct page *page)
{
    html_put(page->sink, "</section>\n");
}

void page_words(const struct page *page, const char *text)
{
    page_tag(page, "<p>", text, "</p>\n");
}

void page_words_at(const struct page *page, const char *id, const char *text)
{
    page_tag(page, "<p id=\"", id, "\">");
    page_tag(page, "", text, "</p>\n");
}

const char *page_all_records(const struct page *page)
{
    return page->report->account.rapss > 0 ? ALL_ZONES : ALL_RECORDS;
}

const char *page_all_findings(const struct page *page)
{
    return page->report->account.rapss > 0 ? NULL : ALL_FINDINGS;
}

struct page page_of_all(const struct page *page, const char *all, const char *column,
                        const char *value)
{
    struct page of = *page;
    of.all = all;
    of.column = column;
    of.value = value;
    return of;
}

void page_warns(const struct page *page, const char *text)
{
    page_tag(page, "<p class=\"note\">", text, "</p>\n");
}

void page_counted(const struct page *page, int64_t number, const char *one, const char *many)
{
    html_number(page->sink, number);
    page_tag(page, " ", people_one(number) ? one : many, "");
}

/* --- Months ----------------------------------------------------------------------------------- */

const char *page_month(int month)
{
    static const char *const names[2][12] = {
        {"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
         "octobre", "novembre", "décembre"},
        {"January", "February", "March", "April", "May", "June", "July", "August", "September",
         "October", "November", "December"}};
    return month < 1 || month > 12 ? "" : names[words_language_get()][month - 1];
}

void page_months(char out[MONTHS_TEXT], int32_t first, int32_t last)
{
    int years[] = {first / 100, last / 100};
    const char *from = page_month(first % 100), *to = page_month(last % 100);
    if (first == 0)
        snprintf(out, MONTHS_TEXT, "%s", said("aucun mois", "no month"));
    else if (first == last)
        snprintf(out, MONTHS_TEXT, "%s %d", from, years[0]);
    else if (years[0] == years[1])
        snprintf(out, MONTHS_TEXT, "%s%s%s %d", from, said(" à ", " to "), to, years[0]);
    else
        snprintf(out, MONTHS_TEXT, "%s %d%s%s %d", from, years[0], said(" à ", " to "), to,
                 years[1]);
}

bool page_period(const struct report *report, char out[MONTHS_TEXT])
{
    int32_t first, last;
    months_of(&report->activity, &first, &last);
    if (first == 0) { /* nothing is dated: the months asked for, if any */
        first = report->given->period_from;
        last = report->given->period_to;
    }
    page_months(out, first, last);
    return first != 0;
}

void page_finess(const struct report *report, char out[FINESS_TEXT])
{
    const struct distinct *distinct = &report->distinct;
    uint64_t all = distinct_count(&distinct->finess, 0);
    size_t used = (size_t)snprintf(out, FINESS_TEXT, "%s",
                                   all == 0 ? said("aucun FINESS", "no FINESS") : "FINESS");
    for (size_t i = 0; i < distinct->named_count; i++)
        used += (size_t)snprintf(out + used, FINESS_TEXT - used, "%s %.*s", i > 0 ? "," : "",
                                 (int)FINESS, (const char *)distinct->named[i]);
    if (all > distinct->named_count)
        snprintf(out + used, FINESS_TEXT - used, "%s%llu%s", said(" et ", " and "),
                 (unsigned long long)(all - distinct->named_count), said(" de plus", " more"));
}

/* --- Cells ------------------------------------------------------------------------------------ */

void page_key(const struct activity_row *row, char out[ACTIVITY_KEY + 1])
{
    memcpy(out, row->keyed.key, row->keyed.length);
    out[row->keyed.length] = '\0';
    if (row->keyed.length == 0)
        snprintf(out, ACTIVITY_KEY + 1, "%s", said("(vide)", "(blank)"));
}

/* As --ligne has it: without a space. */
static void put_line_number(const struct page *page, uint64_t line)
{
    unsigned char text[24];
    *write_number(text, line) = '\0';
    html_put(page->sink, (const char *)text);
}

static void put_date_cell(const struct page *page, int32_t date)
{
    unsigned char text[16];
    *write_date(text, date) = '\0';
    page_tag(page, "<td>", date ? (const char *)text : "", "</td>");
}

/* A line of the records. An amount that is not known is blank, as in price: a day has no tariff. Of
 * a line that no record is made of nothing is known. */
static void put_record(const struct page *page, const struct line_place *place)
{
    html_put(page->sink, "<tr><th scope=\"row\">");
    put_line_number(page, place->line);
    html_put(page->sink, "</th>");
    put_date_cell(page, place->debut);
    put_date_cell(page, place->fin);
    if (place->told)
        page_number(page, place->days);
    else
        page_blank(page);
    if (place->valued)
        page_euros(page, place->amount);
    else
        page_blank(page);
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
        page_tag(page, said("&nbsp;: <a href=\"#", ": <a href=\"#"), page->all, "\">");
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

void page_table(const struct page *page, const char *caption, const char *const *titles,
                size_t count, int across)
{
    enum { WIDE = 8 }; /* columns that paper has in smaller letters */
    static const char *const heads[] = {"<th scope=\"col\">", "<th scope=\"col\" class=\"t\">",
                                        "<th scope=\"col\" class=\"t w\">",
                                        "<th scope=\"col\" class=\"t o\">"};
    const char *where = said("Où", "Where"); /* text, too */
    char narrow[32];
    /* A table wider than the screen is scrolled, by keyboard too. */
    page_tag(page,
             count >= WIDE
                 ? "<div class=\"table wide\" tabindex=\"0\" role=\"region\" aria-label=\""
                 : "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"",
             titles[0], "");
    snprintf(narrow, sizeof narrow, "\"><table class=\"n%d\">", across);
    html_put(page->sink, narrow);
    page_tag(page, "<caption>", caption, "</caption><thead><tr>");
    for (size_t i = 0; i < count; i++) {
        size_t tabs = strspn(titles[i], "\t");
        size_t head = strcmp(titles[i], where) == 0 ? 3 : tabs + (i == 0);
        page_tag(page, heads[head], titles[i] + tabs, "</th>");
    }
    html_put(page->sink, "</tr></thead><tbody>\n");
}

void page_table_end(const struct page *page)
{
    html_put(page->sink, "</tbody></table></div>\n");
}

bool page_rows_left(const struct page *page, size_t count)
{
    if (count <= ROWS_SHOWN)
        return false;
    html_put(page->sink, "<p>");
    page_counted(page, (int64_t)(count - ROWS_SHOWN),
                 said("ligne de plus ; toutes par cette commande :",
                      "more row; this command gives them all:"),
                 said("lignes de plus ; toutes par cette commande :",
                      "more rows; this command gives them all:"));
    html_put(page->sink, "</p>\n");
    return true;
}

void page_head(const struct page *page, const char *words)
{
    page_tag(page, "<tr><th scope=\"row\">", words, "</th>");
}

void page_row(const struct page *page, const char *champ, const unsigned char *code, size_t length)
{
    const char *words = champ ? label_of(champ, code, length) : NULL;
    html_put(page->sink, "<tr><th scope=\"row\">");
    if (length == 0)
        html_text(page->sink, said("(vide)", "(blank)"));
    html_bytes(page->sink, code, length);
    if (words)
        page_tag(page, " <span>", words, "</span>");
    html_put(page->sink, "</th>");
}

void page_total(const struct page *page)
{
    page_tag(page, "<tr class=\"total\"><th scope=\"row\">", said("Total", "Total"), "</th>");
}

static void put_cell_text(const struct page *page, const char *text)
{
    page_tag(page, "<td>", text, "</td>");
}

static void put_people(const struct page *page, int64_t number,
                       size_t (*people)(char out[PEOPLE_MAX], int64_t number))
{
    char text[PEOPLE_MAX];
    people(text, number);
    put_cell_text(page, text);
}

void page_number(const struct page *page, int64_t number)
{
    put_people(page, number, people_number);
}

void page_euros(const struct page *page, int64_t centimes)
{
    put_people(page, centimes, people_euros);
}

void page_more(const struct page *page, int64_t number)
{
    put_people(page, number, people_more);
}

void page_more_euros(const struct page *page, int64_t centimes)
{
    put_people(page, centimes, people_more_euros);
}

void page_per_cent(const struct page *page, int64_t part, int64_t whole, bool with_plus)
{
    char text[PEOPLE_MAX] = "";
    int64_t tenths;
    if (tenths_of(part, whole, &tenths))
        people_per_cent(text, tenths, with_plus);
    put_cell_text(page, text);
}

void page_blank(const struct page *page)
{
    put_cell_text(page, "");
}

void page_row_end(const struct page *page)
{
    html_put(page->sink, "</tr>\n");
}
