/* SPDX-License-Identifier: Apache-2.0 */
/* What --periode leaves out, by month: each number leads to its lines here too; and the months of
 * what counts whose year is likely to be wrong. */
#include "page.h"

#include <stdio.h>
#include <string.h>

#include "cli/write/html.h"

/* --- Months to be checked, of what counts ----------------------------------------------------- */

static bool doubts(const struct page *page, const struct activity_row *row)
{
    const struct report *report = page->report;
    return outside_doubts(&report->outside, &report->activity, report->given, &row->keyed);
}

static void put_month_head(const struct page *page, const struct keyed_row *month, bool doubtful)
{
    html_put(page->sink, "<tr><th scope=\"row\">");
    html_bytes(page->sink, month->key, month->length);
    if (doubtful)
        page_tag(page, " <span>", said("à vérifier", "to be checked"), "</span>");
    html_put(page->sink, "</th>");
}

bool page_doubtful_month(const struct page *page, const struct activity_row *row)
{
    bool doubtful = doubts(page, row);
    if (doubtful)
        put_month_head(page, &row->keyed, doubtful);
    return doubtful;
}

/* The first of them, by their names. */
static void put_doubtful_months(const struct page *page, size_t count)
{
    enum { NAMED = 6 };
    const struct activity_rows *rows = &page->report->activity.by[BY_MONTH];
    html_put(page->sink, " (");
    for (size_t i = 0, named = 0; i < rows->keyed.count && named < NAMED; i++) {
        const struct activity_row *row = activity_row(rows, i);
        if (!doubts(page, row))
            continue;
        html_put(page->sink, named++ > 0 ? ", " : "");
        html_bytes(page->sink, row->keyed.key, row->keyed.length);
    }
    html_put(page->sink, count > NAMED ? ", …)" : ")");
}

/* They make the months of the page more than those that have records: by how many days a mean is
 * divided; the same without them. */
static void put_spread(const struct page *page, const struct doubted *doubted)
{
    char months[MONTHS_TEXT], before[96];
    int32_t first, last;
    months_of(&page->report->activity, &first, &last);
    if (doubted->first == 0 || (first >= doubted->first && last <= doubted->last))
        return;
    page_months(months, first, last);
    page_tag(page,
             said("<p>Ils comptent dans cette page : ses moyennes par jour et par an sont de ",
                  "<p>They count in this page: its means by day and by year are of "),
             months, "");
    page_tag(page, "",
             said(". La même sans eux (--periode) :", ". The same without them (--periode):"),
             "</p>\n");
    int used = snprintf(before, sizeof before, " --periode %04d-%02d", doubted->first / 100,
                        doubted->first % 100);
    if (doubted->last != doubted->first)
        used += snprintf(before + used, sizeof before - (size_t)used, "..%04d-%02d",
                         doubted->last / 100, doubted->last % 100);
    snprintf(before + used, sizeof before - (size_t)used, " -o %s",
             said("sans-ces-mois.html", "without-these-months.html"));
    page_command(page, C_REPORT, before, NULL);
}

void page_doubted(const struct page *page)
{
    const struct report *report = page->report;
    const struct doubted doubted =
        outside_doubted(&report->outside, &report->activity, report->given);
    if (doubted.months == 0)
        return;
    html_put(page->sink, "<div class=\"note\"><p>");
    page_counted(page, (int64_t)doubted.lines.count, said("enregistrement finit", "record ends"),
                 said("enregistrements finissent", "records end"));
    html_text(page->sink,
              doubted.months == 1
                  ? said(" dans un mois loin des autres", " in a month far from others")
                  : said(" dans des mois loin des autres", " in months far from the others"));
    put_doubtful_months(page, doubted.months);
    html_text(page->sink,
              said(", « à vérifier » : l'année de la date de fin y est souvent fausse. Comparez "
                   "cette date au dossier du patient ; had explain montre une ligne.",
                   ", “to be checked”: the year of the end date is often wrong there. Compare "
                   "that date with the patient's file; had explain shows a line."));
    html_put(page->sink, "</p>\n");
    const struct page of = page_of_all(page, page_all_records(page), NULL, NULL);
    page_places(&of, &doubted.lines);
    put_spread(page, &doubted);
    html_put(page->sink, "</div>\n");
}

/* --- What --periode leaves out ---------------------------------------------------------------- */

/* Months of few records, of another year: what ends in them may be in no page of a month. */
static void put_doubtful(const struct page *page, size_t months)
{
    if (months == 0)
        return;
    html_put(page->sink, "<p class=\"note\">");
    page_counted(page, (int64_t)months,
                 said("mois d'une autre année n'a que peu de lignes",
                      "month of another year has few lines only"),
                 said("mois d'autres années n'ont que peu de lignes",
                      "months of other years have few lines only"));
    html_text(page->sink,
              said(" (« à vérifier ») : l'année de la date de fin y est souvent fausse, et ces "
                   "lignes ne sont alors dans la page d'aucun mois. Comparez cette date au dossier "
                   "du patient ; had explain montre une ligne.",
                   " (“to be checked”): the year of the end date is often wrong there, and "
                   "these lines are then on the page of no month. Compare that date with the "
                   "patient's file; had explain shows a line."));
    html_put(page->sink, "</p>\n");
}

static void put_month(const struct page *page, const struct outside_month *month)
{
    put_month_head(page, &month->keyed, month->doubtful);
    page_number(page, (int64_t)month->lines.count);
    page_number(page, (int64_t)month->refused);
    page_lines(page, &month->lines);
    page_row_end(page);
}

/* What is to be corrected in other months is in no list of this page. */
static void put_refused(const struct page *page)
{
    const uint64_t refused = outside_refused(&page->report->outside);
    struct page whole = *page;
    whole.all_months = true;
    if (refused == 0)
        return;
    html_put(page->sink, "<p>");
    page_counted(page, (int64_t)refused,
                 said("ligne refusée finit dans un autre mois : elle n'est dans aucune liste ni "
                      "aucun nombre de cette page. Ce qui est refusé dans tous les mois :",
                      "refused line ends in another month: it is in no list and in no number of "
                      "this page. What is refused in all months:"),
                 said("lignes refusées finissent dans d'autres mois : elles ne sont dans aucune "
                      "liste ni aucun nombre de cette page. Ce qui est refusé dans tous les mois :",
                      "refused lines end in other months: they are in no list and in no number of "
                      "this page. What is refused in all months:"));
    html_put(page->sink, "</p>\n");
    if (page_all_findings(page))
        page_command(&whole, C_CHECK, page->report->given->chainage ? "" : " --sans-chainage",
                     NULL);
    else
        page_command(&whole, C_REPORT, " --to csv -o tables", NULL);
}

void page_outside(const struct page *page)
{
    const struct outside *outside = &page->report->outside;
    const char *const titles[] = {said("Mois", "Month"), said("Lignes", "Lines"),
                                  said("dont refusées", "of which refused"), said("Où", "Where")};
    size_t count = outside->months.count, doubtful = 0, beyond = 0; /* shown past the first */
    if (count == 0)
        return;
    page_tag(page, "<h3 id=\"" OUTSIDE_PLACE "\">",
             said("Laissé de côté : d'autres mois que ceux demandés",
                  "Left out: other months than those asked for"),
             "</h3>\n");
    page_table(page,
               said("par mois de fin ; leurs montants ne sont dans aucun nombre de cette page",
                    "by month of end; their amounts are in no number of this page"),
               titles, sizeof titles / sizeof titles[0], 4);
    for (size_t i = 0; i < count; i++) {
        const struct outside_month *month = outside_month(outside, i);
        const bool past = i >= ROWS_SHOWN && month->doubtful && beyond < ROWS_SHOWN;
        doubtful += month->doubtful;
        beyond += past;
        if (i < ROWS_SHOWN || past)
            put_month(page, month);
    }
    page_table_end(page);
    if (page_rows_left(page, count - beyond))
        page_command(page, C_REPORT, " --to csv -o tables", NULL);
    put_refused(page);
    put_doubtful(page, doubtful);
}
