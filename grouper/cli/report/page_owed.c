/* SPDX-License-Identifier: Apache-2.0 */
#include "page.h"

#include <stdio.h>

#include "cli/write/html.h"

/* One of the first numbers, and the lines behind it. */
static void put_figure(const struct page *page, const char *name, int64_t value, bool euros,
                       const struct report_lines *lines)
{
    page_tag(page, "<div><dt>", name, "</dt><dd>");
    if (euros)
        html_euros(page->sink, value);
    else
        html_number(page->sink, value);
    html_put(page->sink, "</dd><dd class=\"lines\">");
    const struct page of = page_of_all(page, page_all_records(page), NULL, NULL);
    page_places(&of, lines);
    html_put(page->sink, "</dd></div>\n");
}

static void put_sum(const struct page *page, const char *name, int64_t value, bool euros,
                    enum activity_sum sum)
{
    struct report_lines lines = activity_lines(&page->report->activity, sum, SUM_NONE);
    put_figure(page, name, value, euros, &lines);
}

static void put_figures(const struct page *page, const struct priced *total)
{
    html_put(page->sink, "<dl class=\"main\">\n");
    put_sum(page, said("Montant", "Amount"), total->montant, true, SUM_MONTANT);
    put_sum(page, said("dont facturable", "of which billable"), total->facturable, true,
            SUM_FACTURABLE);
    put_sum(page,
            said("dont groupé par une classification non officielle",
                 "of which grouped by a classification that is not official"),
            total->non_officiel, true, SUM_NON_OFFICIEL);
    put_figure(page, said("Sous-séquences", "Sub-sequences"), total->sous_sequences, false,
               &activity_total(&page->report->activity)->lines);
    put_sum(page, said("Journées", "Days"), total->journees, false, SUM_JOURNEES);
    put_sum(page, said("dont sans tarif", "of which without a tariff"), total->sans_tarif, false,
            SUM_SANS_TARIF);
    html_put(page->sink, "</dl>\n");
}

/* No record ends in the months asked for. */
static void put_no_month(const struct page *page)
{
    const struct options *given = page->report->given;
    char months[MONTHS_TEXT];
    int32_t first, last;
    months_of(&page->report->activity, &first, &last);
    if (first || !given->period_from)
        return;
    page_months(months, given->period_from, given->period_to);
    page_tag(page,
             said("<p class=\"note\">Aucune journée dans la période demandée, ",
                  "<p class=\"note\">No day in the period asked for, "),
             months, ".</p>\n");
}

/* All of them end in other months: in which. */
static void put_none_in_period(const struct page *page)
{
    const struct tally *account = &page->report->account;
    char months[MONTHS_TEXT] = "", text[512];
    if (account->out_first != 0)
        page_months(months, account->out_first / 100, account->out_last / 100);
    snprintf(text, sizeof text, "%s%s%s%s",
             said("Aucun enregistrement ne compte : tous ceux des fichiers lus finissent "
                  "dans d'autres mois que ceux demandés (--periode)",
                  "No record counts: all those of the files read end in other months "
                  "than those asked for (--periode)"),
             months[0] ? said(" : ", ": ") : "", months, ".");
    page_warns(page, text);
}

void page_owed(const struct page *page)
{
    const struct priced *total = &activity_total(&page->report->activity)->sums;
    const struct tally *account = &page->report->account;
    page_section(page, "du", said("Ce qui est dû", "What is owed"));
    page_terms_warn(page);
    put_no_month(page);
    if (account->out_of_period > 0 &&
        account->lines == account->out_of_period + account->debris.lines)
        put_none_in_period(page);
    else if (total->sous_sequences == 0)
        page_warns(page, said("Aucun enregistrement ne compte.", "No record counts."));
    put_figures(page, total);
    page_refused_first(page);
    page_changed_first(page);
    page_official_first(page);
    page_simulation_first(page);
    page_terms_first(page);
    page_section_end(page);
}
