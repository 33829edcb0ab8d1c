/* SPDX-License-Identifier: Apache-2.0 */
/* What --periode leaves out, by month: each number leads to its lines here too. */
#include "page.h"

#include "cli/write/html.h"

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
                   " (“to be checked”): the year of the date of end is often wrong there, and "
                   "these lines are then on the page of no month. Compare that date with the "
                   "patient's file; had explain shows a line."));
    html_put(page->sink, "</p>\n");
}

static void put_month(const struct page *page, const struct outside_month *month)
{
    html_put(page->sink, "<tr><th scope=\"row\">");
    html_bytes(page->sink, month->keyed.key, month->keyed.length);
    if (month->doubtful)
        page_tag(page, " <span>", said("à vérifier", "to be checked"), "</span>");
    html_put(page->sink, "</th>");
    page_number(page, (int64_t)month->lines.count);
    page_lines(page, &month->lines);
    page_row_end(page);
}

void page_outside(const struct page *page)
{
    const struct outside *outside = &page->report->outside;
    const char *const titles[] = {said("Mois", "Month"), said("Lignes", "Lines"),
                                  said("Où", "Where")};
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
               titles, sizeof titles / sizeof titles[0], 3);
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
    put_doubtful(page, doubtful);
}
