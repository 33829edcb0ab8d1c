/* SPDX-License-Identifier: Apache-2.0 */
#include "page.h"

#include "cli/write/html.h"
#include "cli/write/svg.h"

enum { BARS_SHOWN = 40 };

/* The columns that tell which of all lines are meant; some keys have none. */
static const char *const columns[ACTIVITY_BYS] = {
    [BY_MPP] = "mpp", [BY_GHPC] = "ghpc", [BY_GHT] = "ght", [BY_SECTEUR] = "secteur"};

/* The words of `price` that give the rows of a table; it has not every key. */
static const char *const totals[ACTIVITY_BYS] = {[BY_MONTH] = " --by mois",
                                                 [BY_MPP] = " --by mpp",
                                                 [BY_GHPC] = " --by ghpc",
                                                 [BY_GHT] = " --by ght",
                                                 [BY_SECTEUR] = " --by secteur"};

struct page page_of_row(const struct page *page, enum activity_by by, const char *key)
{
    bool of_zones = by == BY_GHT || by == BY_SECTEUR;
    bool listed = of_zones || page->report->account.rapss == 0;
    return page_of_all(page, of_zones ? ALL_ZONES : page_all_records(page),
                       listed ? columns[by] : NULL, key);
}

static void put_activity_row(const struct page *page, enum activity_by by,
                             const struct activity_row *row)
{
    struct sink *sink = page->sink;
    if (by != BY_MONTH || !page_doubtful_month(page, row))
        page_row(page, report_champs[by], row->keyed.key, row->keyed.length);
    page_number(page, row->sums.sous_sequences);
    page_number(page, row->sums.journees);
    page_euros(page, row->sums.montant);
    page_euros_if(page, activity_mean(row) >= 0, activity_mean(row));
    html_put(sink, "<td>");
    if (activity_rank(row) >= 0)
        html_tenths(sink, activity_rank(row));
    html_put(sink, "</td>");
    char key[ACTIVITY_KEY + 1];
    page_key(row, key);
    const struct page of = page_of_row(page, by, key);
    page_lines(&of, &row->lines);
    page_row_end(page);
}

static void put_chart(const struct page *page, enum activity_by by, const char *title)
{
    const struct activity_rows *rows = &page->report->activity.by[by];
    struct svg_bar bars[BARS_SHOWN];
    char names[BARS_SHOWN][ACTIVITY_KEY + 1];
    if (rows->keyed.count < 2 || rows->keyed.count > BARS_SHOWN)
        return;
    for (size_t i = 0; i < rows->keyed.count; i++) {
        page_key(activity_row(rows, i), names[i]);
        bars[i] = (struct svg_bar){names[i], activity_row(rows, i)->sums.journees};
    }
    svg_bars(page->sink, title, said("journées", "days"), bars, rows->keyed.count);
}

void page_activity(const struct page *page, enum activity_by by)
{
    const struct activity_rows *rows = &page->report->activity.by[by];
    const char *title = report_title(by);
    const char *const titles[] = {title,
                                  said("Sous-séquences", "Sub-sequences"),
                                  said("Journées", "Days"),
                                  said("Montant", "Amount"),
                                  said("Par journée", "Per day"),
                                  said("Rang moyen", "Mean rank"),
                                  said("Où", "Where")};
    page_tag(page, "<h3>", title, "</h3>\n");
    put_chart(page, by, title);
    page_table(page, said("montants en euros", "amounts in euros"), titles, 7, 5);
    for (size_t i = 0; i < rows->keyed.count && i < ROWS_SHOWN; i++)
        put_activity_row(page, by, activity_row(rows, i));
    page_table_end(page);
    if (!page_rows_left(page, rows->keyed.count))
        return;
    if (totals[by])
        page_command(page, C_PRICE, totals[by], NULL);
    else
        page_command(page, C_REPORT, " --to csv -o tables", NULL);
}
