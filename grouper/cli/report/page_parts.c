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
    html_words(page->sink, text, strlen(text));
    html_put(page->sink, after);
}

void page_attribute(const struct page *page, const char *before, const char *value,
                    const char *after)
{
    html_put(page->sink, before);
    html_text(page->sink, value);
    html_put(page->sink, after);
}

void page_section(const struct page *page, const char *id, const char *title)
{
    page_attribute(page, "<section id=\"", id, "\">");
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
    page_attribute(page, "<p id=\"", id, "\">");
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
    size_t used = (size_t)snprintf(
        out, FINESS_TEXT, "%s",
        all == 0 ? said("aucun enregistrement groupé", "no record grouped") : "FINESS");
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
    page_attribute(page,
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

void page_date(const struct page *page, int32_t date)
{
    unsigned char text[16] = "";
    if (date)
        *write_date(text, date) = '\0';
    put_cell_text(page, (const char *)text);
}

void page_blank(const struct page *page)
{
    put_cell_text(page, "");
}

void page_number_if(const struct page *page, bool known, int64_t number)
{
    if (known)
        page_number(page, number);
    else
        page_blank(page);
}

void page_euros_if(const struct page *page, bool known, int64_t centimes)
{
    if (known)
        page_euros(page, centimes);
    else
        page_blank(page);
}

void page_row_end(const struct page *page)
{
    html_put(page->sink, "</tr>\n");
}
