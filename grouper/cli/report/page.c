/* SPDX-License-Identifier: Apache-2.0 */
/* The page of had report: one file, no script, nothing to fetch, no value of a personal field. What
 * is owed comes first, then what is refused, then activity, codes, and where all of it comes from.
 */
#include "page.h"

#include <stdio.h>
#include <string.h>

#include "cli/write/html.h"

static const char style[] =
    "<style>\n"
    "body{margin:0;background:#fff;color:#1b1f24;font:16px/1.5 system-ui,sans-serif}\n"
    "main{--side:1rem;max-width:72rem;margin:0 auto;padding:var(--side)}\n"
    "h1{font-size:1.7rem;line-height:1.25;margin:.5rem 0 1rem}\n"
    ".who{margin:-.6rem 0 1rem;color:#444b54}\n"
    "h2{font-size:1.3rem;margin-top:2.4rem;border-bottom:2px solid #1f4e79;padding-bottom:.2rem}\n"
    "h3{font-size:1.1rem;margin:1.8rem 0 .4rem}\n"
    "dl.main{display:grid;grid-template-columns:repeat(auto-fill,minmax(20rem,1fr));gap:.75rem;"
    "margin:1rem 0}\n"
    "dl.main div{border:1px solid #b8c2cc;border-radius:.4rem;padding:.6rem .9rem}\n"
    "dl.main div:first-child{background:#eef3f8;border-color:#1f4e79}\n"
    "dt{color:#444b54}dd{margin:0;font-size:1.3rem;font-weight:600;white-space:nowrap}\n"
    ".paper{display:none}dd.lines{font-size:.9rem;font-weight:400;white-space:normal}dd.lines "
    "p{margin:.2rem 0;"
    "overflow-wrap:anywhere}\n"
    ".moved{margin:.2rem 0 1rem;padding-left:1.2rem}.changed p{margin-bottom:.2rem}.changed "
    "strong{white-space:nowrap}.moved details{"
    "display:inline-block;vertical-align:top;margin-left:.6rem}.moved details p{margin:.2rem "
    "0;overflow-wrap:anywhere}\n"
    "nav ul{display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;list-style:none;padding:.5rem "
    "0;margin:0}\n"
    "a,summary{color:#1f4e79}p,li,h3,caption,pre{overflow-wrap:anywhere}\n"
    /* What is wider than the screen is scrolled: a shadow is on the side where more is. */
    ".table+.table{margin-top:1rem}\n"
    ".table{overflow-x:auto;background:"
    "linear-gradient(90deg,#fff 1rem,#fff0) 0 0/3rem 100% no-repeat local,"
    "linear-gradient(270deg,#fff 1rem,#fff0) 100% 0/3rem 100% no-repeat local,"
    "linear-gradient(90deg,#1f4e7966,#fff0) 0 0/1rem 100% no-repeat scroll,"
    "linear-gradient(270deg,#1f4e7966,#fff0) 100% 0/1rem 100% no-repeat scroll}\n"
    "table{border-collapse:collapse;width:100%;font-size:.92rem}\n"
    "caption{text-align:left;color:#444b54;padding:.2rem 0;"
    "position:sticky;left:0;max-width:calc(min(100vw,72rem) - 2*var(--side))}\n"
    "th,td{padding:.25rem .6rem;border-bottom:1px solid #d5dbe1;text-align:right;"
    "vertical-align:top;white-space:nowrap;font-variant-numeric:tabular-nums}\n"
    "thead th{background:#eef2f6;white-space:normal;vertical-align:bottom}\n"
    "th.t,td.t,tbody th{text-align:left}tbody th{white-space:normal;min-width:4rem}\n"
    "tbody th span{font-weight:400}tbody "
    "th:has(span){min-width:11rem}td.w{white-space:normal;min-width:14rem}\n"
    /* The head of a row stays in sight while its columns are scrolled. */
    "@media screen{th:first-child{position:sticky;left:0;background:#fff}"
    "thead th:first-child{background:#eef2f6}}\n"
    "@media screen and (min-width:62.1rem){.wide table{font-size:.84rem}.wide th,.wide td{padding:"
    ".25rem .4rem}.wide tbody th:has(span){min-width:9rem}.wide td details{min-width:5rem}}\n"
    "tr.total th,tr.total td{font-weight:700;border-top:2px solid #1f4e79}\n"
    "small{color:#444b54;white-space:normal}td details{text-align:left;white-space:normal;"
    "min-width:7rem}\n"
    "td details p{margin:.2rem 0;max-width:20rem;overflow-wrap:anywhere}\n"
    "caption,td details p{white-space:normal}\n"
    "summary{cursor:pointer;white-space:nowrap;text-decoration:underline}\n"
    /* The records of a number, unfolded. */
    ".r{width:auto;margin:.3rem 0;font-size:.85rem;font-weight:400}.r th,.r td{padding:.1rem .4rem}"
    ".r tbody th,.r thead th{min-width:0;position:static}.r tbody th{background:none}.r "
    "caption{position:static;max-width:20rem;"
    "overflow-wrap:anywhere}dl.main div:has(details[open]){grid-column:1/-1}\n"
    ":focus-visible{outline:3px solid #b35900;outline-offset:2px}\n"
    ".note p{margin:0}.note{background:#fff4d6;border-left:.3rem solid #8a5a00;padding:.5rem "
    ".8rem}\n"
    /* A command is broken between its words, and within one only when it is wider than the page. */
    "pre{background:#f4f6f8;padding:.6rem;white-space:pre-wrap}"
    "pre span{display:inline-block;max-width:100%;overflow-wrap:anywhere}\n"
    "code{font:inherit;white-space:nowrap}pre.why{white-space:pre-wrap;background:none;border-left:"
    ".3rem solid #1f4e79}\n"
    "figure{margin:.6rem 0 1rem;max-width:32rem}figcaption{color:#444b54}\n"
    "svg{width:100%;height:auto;font:11px system-ui,sans-serif}\n"
    "svg rect{fill:#1f4e79}svg rect.s0{fill:#c77c1e}svg text{fill:#1b1f24}\n";

/* Where there is less room. */
static const char narrow_style[] =
    /* A row takes two lines: its head and where it leads, then its numbers, so that none is reached
     * by scrolling only. A text has a line of its own, and so have lines that are unfolded. */
    "@media screen and (max-width:62rem){"
    ".n1{--n:1}.n2{--n:2}.n3{--n:3}.n4{--n:4}.n5{--n:5}\n"
    "table{display:grid;grid-template-columns:repeat(var(--n),auto)}"
    "thead,tbody{display:contents}tr{display:grid;grid-template-columns:subgrid}"
    "caption,tr,th:first-child,th.w,td.w{grid-column:1/-1}\n"
    "tr:has(.o)>th:first-child{grid-column:1/-3}"
    "th.o,td.o{grid-row:1;grid-column:-3/-1;text-align:right}"
    ".r{display:table}.r thead{display:table-header-group}"
    ".r tbody{display:table-row-group}.r tr{display:table-row}.r tr>th:first-child{text-align:left}"
    "td:has(details[open]){grid-row:auto;grid-column:1/-1}summary{white-space:normal}\n"
    "th,td{padding:.1rem .3rem;border-bottom:0}tr{border-bottom:1px solid #d5dbe1}"
    "tr.total{border-top:2px solid #1f4e79}tr.total th,tr.total td{border-top:0}"
    "thead tr{background:#eef2f6}"
    "td.t{white-space:normal;min-width:0}td.t details{min-width:0}"
    "td.o details:not([open]){text-align:right}tbody th:has(span){min-width:0}"
    "th:first-child{position:static}}\n"
    /* And on a phone letters are smaller. */
    "@media screen and (max-width:30rem){main{--side:.7rem}"
    "dl.main{grid-template-columns:1fr 1fr;gap:.4rem}dl.main div{padding:.4rem .5rem}"
    "dl.main div:first-child{grid-column:1/-1}dt{font-size:.85rem}dl.main div:not(:first-child) dd{"
    "font-size:1.05rem}dl.main div dd.lines,dl.main div:not(:first-child) "
    "dd.lines{font-size:.85rem}\n"
    "table{font-size:.76rem}.r{font-size:.7rem}th,td{padding:.1rem .15rem}.r th,.r td{padding:"
    ".1rem .2rem}thead th{font-size:.72rem}}\n"
    "@media print{@page{size:A4;margin:12mm}body{font-size:9.5pt}main{padding:0 1px;"
    "max-width:none}\n"
    "nav{display:none}h1{font-size:16pt}h2{font-size:13pt;margin-top:1.6rem}h3{font-size:11pt;"
    "margin-top:1.1rem}\n"
    "table{font-size:8pt}.wide table{font-size:6.8pt}th,td{padding:.1rem .4rem}.wide th,.wide "
    "td{padding:.1rem .15rem}.wide .rest,.paper.cut{display:none}.wide "
    ".paper.cut{display:inline}.wide "
    ".o{width:2.2cm}.wide td "
    "details{min-width:0}.wide tbody "
    "th:has(span){min-width:5rem}"
    "td.w{min-width:6rem}th.t:not(:first-child),td.t{padding-left:.6rem;white-space:normal}"
    ".paper{display:inline;overflow-wrap:anywhere}summary{white-space:normal}.table:not(.wide) "
    ".o{width:5cm}td.o{max-width:5cm}.last{break-inside:avoid}details>:not(summary){display:none}\n"
    "tbody th:has(span){min-width:6.5rem}td details{min-width:3rem}dd{white-space:normal}"
    "summary{list-style:none;text-decoration:none;color:inherit}\n"
    "thead{display:table-header-group}tr,figure,dl.main div{break-inside:avoid}\n"
    "h2,h3,caption,thead{break-after:avoid}tbody tr:first-child{break-before:avoid}.table{overflow:"
    "visible;background:none}caption{max-width:"
    "none}figure{max-width:9cm;margin:.2rem 0 .4rem}\n"
    "dl.main{grid-template-columns:repeat(3,1fr)}dd{font-size:12pt}dd.lines{font-size:8pt}\n"
    "*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}\n"
    "</style>\n";

static void put_title(const struct page *page)
{
    char months[MONTHS_TEXT];
    html_text(page->sink, said("Activité et recettes d'HAD", "HAD activity and revenue"));
    if (page_period(page->report, months))
        page_tag(page, ", ", months, "");
}

/* Where the sections are, for those on screen. */
static void put_contents(const struct page *page)
{
    const struct options *given = page->report->given;
    const struct {
        const char *id, *title;
        bool there;
    } sections[] = {
        {"refuse", said("Refusé", "Refused"), true},
        {"change", said("Ce qui a changé", "What changed"), given->avant.count > 0},
        {"officiel", said("Écart à l'État", "Gap to the State"), given->officiel != NULL},
        {"simulation", said("Simulation", "Simulation"), given->simuler != NULL},
        {"activite", said("Activité", "Activity"), true},
        {"indicateurs", said("Indicateurs", "Indicators"), true},
        {"anomalies", said("Anomalies", "Findings"), true},
        {"pourquoi", said("Pourquoi ce prix", "Why this price"), page->report->example.there},
        {"sources", said("D'où viennent ces nombres", "Where these numbers come from"), true}};
    page_tag(page, "<nav aria-label=\"", said("Sections", "Sections"), "\"><ul>\n");
    for (size_t i = 0; i < sizeof sections / sizeof sections[0]; i++) {
        if (!sections[i].there)
            continue;
        page_tag(page, "<li><a href=\"#", sections[i].id, "\">");
        page_tag(page, "", sections[i].title, "</a></li>\n");
    }
    html_put(page->sink, "</ul></nav>\n");
}

/* What the tables of activity say in few words. */
static void put_ranks_and_lines(const struct page *page)
{
    page_words(page,
               said("Rang : la place d'une journée dans sa séquence de soins, dont dépend son "
                    "tarif. «\xC2\xA0Où\xC2\xA0» donne les premières lignes derrière un nombre.",
                    "Rank: the place of a day in its sequence of care, on which its tariff "
                    "depends. “Where” gives the first lines behind a number."));
    const bool same = page->report->account.rapss == 0; /* which group does not read */
    char text[256];
    if (same) {
        page_words_at(
            page, ALL_RECORDS,
            said("Toutes les lignes, avec leurs modes, leur GHPC et leurs GHT (en un "
                 "classeur à filtrer : --to xlsx -o lignes.xlsx à la place de --to csv) :",
                 "All lines, with their modes, GHPC and GHT (as a workbook to be "
                 "filtered: --to xlsx -o lines.xlsx in place of --to csv):"));
        page_command(page, C_GROUP, " --to csv", NULL);
    }
    snprintf(text, sizeof text, "%s%s",
             same ? said("Les mêmes", "The same") : said("Toutes les lignes", "All lines"),
             said(", une ligne par zone tarifaire (un GHT), avec ses dates et son montant ; les "
                  "dates de «\xC2\xA0Où\xC2\xA0» sont celles de la sous-séquence :",
                  ", a row for each tariff zone (a GHT), with its dates and its amount; the "
                  "dates of “Where” are those of the sub-sequence:"));
    page_words_at(page, ALL_ZONES, text);
    page_command(page, C_PRICE, "", NULL);
}

/* Of names that begin alike, up to the last mark of a directory. */
static size_t shared_directory(const struct report *report)
{
    size_t shared = report->file_count > 1 ? strlen(report->files[0]) : 0;
    for (size_t i = 1; i < report->file_count; i++) {
        size_t same = 0;
        while (same < shared && report->files[i][same] == report->files[0][same])
            same++;
        shared = same;
    }
    while (shared > 0 && report->files[0][shared - 1] != '/' &&
           report->files[0][shared - 1] != '\\')
        shared--;
    return shared;
}

void report_page(const struct report *report, struct sink *sink)
{
    const struct page page = {
        .report = report, .sink = sink, .directory = shared_directory(report)};
    char finess[FINESS_TEXT];
    html_put(sink, "<!DOCTYPE html>\n<html lang=\"");
    html_put(sink, said("fr", "en"));
    html_put(sink, "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
                   "content=\"width=device-width, initial-scale=1\"><title>");
    put_title(&page);
    html_put(sink, "</title>\n");
    html_put(sink, style);
    html_put(sink, narrow_style);
    html_put(sink, "</head><body><main><h1>");
    put_title(&page);
    html_put(sink, "</h1>\n");
    page_finess(report, finess);
    page_tag(&page, "<p class=\"who\">", finess, "</p>\n");
    page_owed(&page);
    if (report->beside)
        page_beside(&page);
    put_contents(&page);
    page_refused(&page);
    page_changed(&page);
    page_official(&page);
    page_simulation(&page);
    page_section(&page, "activite", said("Activité", "Activity"));
    put_ranks_and_lines(&page);
    for (enum activity_by by = BY_MONTH; by < ACTIVITY_BYS; by++)
        page_activity(&page, by);
    page_section_end(&page);
    page_indicators(&page);
    page_codes(&page);
    page_why(&page);
    page_sources(&page);
    html_put(sink, "</main></body></html>\n");
}
