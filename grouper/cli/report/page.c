/* SPDX-License-Identifier: Apache-2.0 */
/* The page of had report: one file, no script, nothing to fetch, no value of a personal field. What
 * is owed comes first, then what is refused, then activity, codes, and where all of it comes from.
 */
#include "page.h"

#include <stdio.h>

#include "cli/write/html.h"

static const char style[] =
    "<style>\n"
    "body{margin:0;background:#fff;color:#1b1f24;font:16px/1.5 system-ui,sans-serif}\n"
    "main{max-width:70rem;margin:0 auto;padding:1rem}\n"
    "h1{font-size:1.6rem;line-height:1.2}h2{margin-top:2.2rem;border-bottom:2px solid #1f4e79}\n"
    "h3{margin:1.6rem 0 .4rem}dl.main{display:flex;flex-wrap:wrap;gap:.75rem;margin:1rem 0}\n"
    "dl.main div{border:1px solid #b8c2cc;border-radius:.4rem;padding:.6rem .9rem;flex:1 1 12rem}\n"
    "dt{color:#444b54}dd{margin:0;font-size:1.35rem;font-weight:600}\n"
    ".table{overflow-x:auto}table{border-collapse:collapse;width:100%}\n"
    "caption{text-align:left;color:#444b54;padding:.2rem 0}\n"
    "th,td{padding:.25rem .6rem;border-bottom:1px solid #d5dbe1;text-align:right;"
    "vertical-align:top;white-space:nowrap}\n"
    "thead th{background:#eef2f6;white-space:normal;vertical-align:bottom}\n"
    "th.t,td.t,tbody th{text-align:left}td.w{white-space:normal;min-width:14rem}\n"
    "td details{text-align:left;white-space:normal;min-width:7rem}\n"
    "td details p{margin:.2rem 0;max-width:20rem;overflow-wrap:anywhere}\n"
    "thead th:last-child{text-align:left}caption,td details p{white-space:normal}\n"
    "summary{cursor:pointer;white-space:nowrap;color:#1f4e79;text-decoration:underline}\n"
    ".note{background:#fff4d6;border-left:.3rem solid #8a5a00;padding:.5rem .8rem}\n"
    "pre{background:#f4f6f8;padding:.6rem;white-space:pre-wrap;overflow-wrap:anywhere}\n"
    "figure{margin:.6rem 0;max-width:40rem}figcaption{color:#444b54}\n"
    "svg{width:100%;height:auto;font:11px system-ui,sans-serif}svg rect{fill:#1f4e79}svg "
    "rect.s0{fill:#c77c1e}\n"
    "svg text{fill:#1b1f24}\n"
    "@media print{@page{size:A4;margin:12mm}body{font-size:10pt}main{padding:0;max-width:none}\n"
    "th,td{padding:.1rem .3rem}thead{display:table-header-group}tr,figure{break-inside:avoid}\n"
    "h2,h3{break-after:avoid}.table{overflow:visible}}\n"
    "</style>\n";

static void put_month(const struct page *page, const char *before, int32_t month)
{
    char text[16];
    snprintf(text, sizeof text, "%04d-%02d", month / 100, month % 100);
    page_tag(page, before, text, "");
}

/* The first and last month. */
static void put_title(const struct page *page)
{
    int32_t first, last;
    months_of(&page->report->activity, &first, &last);
    html_text(page->sink, said("Activité et recettes d'HAD", "HAD activity and revenue"));
    if (first)
        put_month(page, " ", first);
    if (first != last)
        put_month(page, said(" à ", " to "), last);
}

void report_page(const struct report *report, struct sink *sink)
{
    const struct page page = {report, sink, false};
    html_put(sink, "<!DOCTYPE html>\n<html lang=\"");
    html_put(sink, said("fr", "en"));
    html_put(sink, "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
                   "content=\"width=device-width, initial-scale=1\"><title>");
    put_title(&page);
    html_put(sink, "</title>\n");
    html_put(sink, style);
    html_put(sink, "</head><body><main><h1>");
    put_title(&page);
    html_put(sink, "</h1>\n");
    page_owed(&page);
    if (report->beside)
        page_beside(&page);
    page_refused(&page);
    page_changed(&page);
    page_official(&page);
    page_simulation(&page);
    page_tag(&page, "<section><h2>", said("Activité", "Activity"), "</h2>\n");
    for (enum activity_by by = BY_MONTH; by < ACTIVITY_BYS; by++)
        page_activity(&page, by);
    html_put(sink, "</section>\n");
    page_codes(&page);
    page_sources(&page);
    html_put(sink, "</main></body></html>\n");
}
