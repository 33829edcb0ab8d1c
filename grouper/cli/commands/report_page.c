/* SPDX-License-Identifier: Apache-2.0 */
/* The page of had report: one file, no script, nothing to fetch, no value of a personal field. What
 * is owed comes first, then what is refused, then activity, codes, and where all of it comes from.
 */
#include "report.h"

#include <stdio.h>
#include <string.h>

#include "cli/ask/catalogue.h"
#include "cli/write/html.h"
#include "cli/write/svg.h"

/* Rows that a table shows, bars of a chart, files named. */
enum { ROWS_SHOWN = 60, BARS_SHOWN = 40, FILES_SHOWN = 40 };

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
    "svg{width:100%;height:auto;font:11px system-ui,sans-serif}svg rect{fill:#1f4e79}\n"
    "svg text{fill:#1b1f24}\n"
    "@media print{@page{size:A4;margin:12mm}body{font-size:10pt}main{padding:0;max-width:none}\n"
    "th,td{padding:.1rem .3rem}thead{display:table-header-group}tr,figure{break-inside:avoid}\n"
    "h2,h3{break-after:avoid}.table{overflow:visible}}\n"
    "</style>\n";

struct page {
    const struct report_count *count;
    const struct options *given;
    struct sink *sink;
};

static void put_tag(const struct page *page, const char *before, const char *text,
                    const char *after)
{
    html_put(page->sink, before);
    html_text(page->sink, text);
    html_put(page->sink, after);
}

static const char *file_name(const struct page *page, size_t number)
{
    const struct options *options = page->count->batch->options;
    const char *name = number < options->file_count ? options->files[number] : "-";
    return strcmp(name, "-") == 0 ? words(W_STANDARD_INPUT) : name;
}

/* --- Lines behind a number -------------------------------------------------------------------- */

/* FILE: 3, 7, 9; then how many more. */
static void put_lines(const struct page *page, const struct report_lines *lines)
{
    struct sink *sink = page->sink;
    if (lines->count == 0) {
        html_put(sink, "<td></td>");
        return;
    }
    html_put(sink, "<td><details><summary>");
    html_number(sink, (int64_t)lines->count);
    html_put(sink, lines->count == 1 ? said(" ligne", " line") : said(" lignes", " lines"));
    html_put(sink, "</summary>");
    for (size_t i = 0; i < lines->kept; i++) {
        bool first = i == 0 || lines->line[i].file != lines->line[i - 1].file;
        if (first) {
            html_put(sink, i == 0 ? "<p>" : "</p><p>");
            html_text(sink, file_name(page, lines->line[i].file));
            html_put(sink, said("&nbsp;: ligne ", ": line "));
        } else {
            html_put(sink, ", ");
        }
        html_number(sink, (int64_t)lines->line[i].line);
    }
    html_put(sink, lines->kept > 0 ? "</p>" : "");
    if (lines->count > lines->kept) {
        html_put(sink, "<p>");
        html_put(sink, said("et ", "and "));
        html_number(sink, (int64_t)(lines->count - lines->kept));
        html_put(sink, said(" de plus", " more"));
        html_put(sink, "</p>");
    }
    html_put(sink, "</details></td>");
}

/* --- What is owed, what is refused ------------------------------------------------------------ */

static void put_figure(const struct page *page, const char *name, int64_t value, bool euros)
{
    put_tag(page, "<div><dt>", name, "</dt><dd>");
    if (euros)
        html_euros(page->sink, value);
    else
        html_number(page->sink, value);
    html_put(page->sink, "</dd></div>\n");
}

static void put_owed(const struct page *page)
{
    static const struct report_row nothing;
    const struct report_row *total = report_count_total(page->count);
    bool none = !total;
    total = none ? &nothing : total;
    put_tag(page, "<section><h2>", said("Ce qui est dû", "What is owed"), "</h2>\n");
    if (none)
        put_tag(page, "<p>", said("Aucun enregistrement ne compte.", "No record counts."),
                "</p>\n");
    html_put(page->sink, "<dl class=\"main\">\n");
    put_figure(page, said("Montant", "Amount"), total->sums.montant, true);
    put_figure(page, said("dont facturable", "of which billable"), total->sums.facturable, true);
    put_figure(page,
               said("dont groupé par une classification non officielle",
                    "of which grouped by a classification that is not official"),
               total->sums.non_officiel, true);
    put_figure(page, said("Sous-séquences", "Sub-sequences"), total->sums.sous_sequences, false);
    put_figure(page, said("Journées", "Days"), total->sums.journees, false);
    put_figure(page, said("dont sans tarif", "of which without a tariff"), total->sums.sans_tarif,
               false);
    html_put(page->sink, "</dl>\n");
    if (total->sums.non_officiel > 0)
        put_tag(page, "<p class=\"note\">",
                said("Une partie de ce montant vient d'une classification qui n'est pas officielle "
                     ": elle ne vaut pas ce que l'État paiera.",
                     "Part of this amount comes from a classification that is not official: it is "
                     "not what the State will pay."),
                "</p>\n");
    html_put(page->sink, "</section>\n");
}

static void put_estimate(const struct page *page, const struct estimate *estimate)
{
    html_put(page->sink, "<td>");
    if (estimate->records > 0 || estimate->without == 0)
        html_euros(page->sink, estimate->centimes);
    html_put(page->sink, "</td>");
}

/* The head of a table: titles of its columns; the first `left` hold text. */
static void begin_table(const struct page *page, const char *caption, const char *const *titles,
                        size_t count, size_t left)
{
    /* A table wider than a phone is scrolled, by keyboard too. */
    put_tag(page, "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"", titles[0],
            "\"><table>");
    put_tag(page, "<caption>", caption, "</caption><thead><tr>");
    for (size_t i = 0; i < count; i++)
        put_tag(page, i < left ? "<th scope=\"col\" class=\"t\">" : "<th scope=\"col\">", titles[i],
                "</th>");
    html_put(page->sink, "</tr></thead><tbody>\n");
}

static void end_table(const struct page *page)
{
    html_put(page->sink, "</tbody></table></div>\n");
}

static void put_refused(const struct page *page)
{
    const char *const titles[] = {said("État", "State"), said("Lignes lues", "Lines read"),
                                  said("Jours", "Days"), said("Estimation", "Estimate"),
                                  said("Où", "Where")};
    const char *const names[REPORT_REFUSED] = {
        said("Bloqués par un contrôle", "Blocked by a control"),
        said("Lignes rejetées", "Lines rejected"),
        said("Zones inexploitables", "Zones that cannot be used")};
    put_tag(page, "<section><h2>",
            said("Ce qui est refusé, et ce que cela vaut", "What is refused, and what it is worth"),
            "</h2>\n");
    begin_table(page,
                said("Une estimation n'est pas un montant : jours des lignes refusées, au montant "
                     "moyen d'une journée du même MPP",
                     "An estimate is not an amount: days of the lines refused, at the mean amount "
                     "of a day of the same MPP"),
                titles, 5, 1);
    for (enum report_refused kind = 0; kind < REPORT_REFUSED; kind++) {
        const struct report_refusal *refusal = &page->count->refused[kind];
        struct estimate estimate = report_estimate(page->count, kind);
        put_tag(page, "<tr><th scope=\"row\">", names[kind], "</th><td>");
        html_number(page->sink, (int64_t)refusal->records);
        html_put(page->sink, "</td><td>");
        html_number(page->sink, refusal->days);
        html_put(page->sink, "</td>");
        put_estimate(page, &estimate);
        put_lines(page, &refusal->lines);
        html_put(page->sink, "</tr>\n");
    }
    end_table(page);
    html_put(page->sink, "</section>\n");
}

/* --- Activity --------------------------------------------------------------------------------- */

/* The key of a row as a text of C. */
static void name_of(const struct report_row *row, char out[REPORT_KEY + 1])
{
    memcpy(out, row->keyed.key, row->keyed.length);
    out[row->keyed.length] = '\0';
    if (row->keyed.length == 0)
        snprintf(out, REPORT_KEY + 1, "%s", said("(vide)", "(blank)"));
}

static void put_activity_row(const struct page *page, const struct report_row *row)
{
    struct sink *sink = page->sink;
    char name[REPORT_KEY + 1];
    name_of(row, name);
    put_tag(page, "<tr><th scope=\"row\">", name, "</th><td>");
    html_number(sink, row->sums.sous_sequences);
    html_put(sink, "</td><td>");
    html_number(sink, row->sums.journees);
    html_put(sink, "</td><td>");
    html_euros(sink, row->sums.montant);
    html_put(sink, "</td><td>");
    if (report_mean(row) >= 0)
        html_euros(sink, report_mean(row));
    html_put(sink, "</td><td>");
    if (report_rank(row) >= 0)
        html_tenths(sink, report_rank(row));
    html_put(sink, "</td>");
    put_lines(page, &row->lines);
    html_put(sink, "</tr>\n");
}

static void put_chart(const struct page *page, enum report_by by, const char *title)
{
    const struct report_rows *rows = &page->count->by[by];
    struct svg_bar bars[BARS_SHOWN];
    char names[BARS_SHOWN][REPORT_KEY + 1];
    if (rows->keyed.count < 2 || rows->keyed.count > BARS_SHOWN)
        return;
    for (size_t i = 0; i < rows->keyed.count; i++) {
        name_of(report_row(rows, i), names[i]);
        bars[i] = (struct svg_bar){names[i], report_row(rows, i)->sums.journees};
    }
    svg_bars(page->sink, title, said("journées", "days"), bars, rows->keyed.count);
}

static void put_activity(const struct page *page, enum report_by by)
{
    const struct report_rows *rows = &page->count->by[by];
    const char *title = report_tables[by].title[words_language_get()];
    const char *const titles[] = {title,
                                  said("Sous-séquences", "Sub-sequences"),
                                  said("Journées", "Days"),
                                  said("Montant", "Amount"),
                                  said("Par journée", "A day"),
                                  said("Rang moyen", "Mean rank"),
                                  said("Où", "Where")};
    put_tag(page, "<h3>", title, "</h3>\n");
    put_chart(page, by, title);
    begin_table(page, said("montants en euros", "amounts in euros"), titles, 7, 1);
    for (size_t i = 0; i < rows->keyed.count && i < ROWS_SHOWN; i++)
        put_activity_row(page, report_row(rows, i));
    end_table(page);
    if (rows->keyed.count > ROWS_SHOWN) {
        html_put(page->sink, "<p>");
        html_number(page->sink, (int64_t)(rows->keyed.count - ROWS_SHOWN));
        put_tag(page, " ",
                said("lignes de plus : --to csv les donne toutes",
                     "more rows: --to csv gives them all"),
                "</p>\n");
    }
}

/* --- Codes ------------------------------------------------------------------------------------ */

static void put_codes(const struct page *page)
{
    struct ranked_code codes[RANKING_CODES];
    size_t n = ranking_list(page->count->ranking, codes);
    const char *const titles[] = {said("Code", "Code"),     said("Sens", "Meaning"),
                                  said("Bloque", "Blocks"), said("Signale", "Tells"),
                                  said("Jours", "Days"),    said("Estimation", "Estimate"),
                                  said("Où", "Where")};
    put_tag(page, "<section><h2>",
            said("Anomalies, par euros en jeu", "Findings, by euros at stake"), "</h2>\n");
    put_tag(page, "<p>",
            said("Un enregistrement compte dans chacun de ses codes : les lignes ne s'additionnent "
                 "pas. Contrôles de chaque enregistrement seul ; had check donne aussi ceux entre "
                 "enregistrements, que --chainage applique aux montants.",
                 "A record counts in each of its codes: the rows do not add up. Controls of each "
                 "record on its own; had check gives those between records too, which --chainage "
                 "applies to amounts."),
            "</p>\n");
    begin_table(page, said("estimations en euros", "estimates in euros"), titles, 7, 2);
    for (size_t i = 0; i < n; i++) {
        put_tag(page, "<tr><th scope=\"row\">", codes[i].info.code, "</th><td class=\"t w\">");
        put_tag(page, "", said(codes[i].info.fr, codes[i].info.en), "</td><td>");
        html_number(page->sink, (int64_t)codes[i].blocking);
        html_put(page->sink, "</td><td>");
        html_number(page->sink, (int64_t)codes[i].alert);
        html_put(page->sink, "</td><td>");
        html_number(page->sink, codes[i].days);
        html_put(page->sink, "</td>");
        put_estimate(page, &codes[i].estimate);
        put_lines(page, &page->count->codes[codes[i].number]);
        html_put(page->sink, "</tr>\n");
    }
    end_table(page);
    html_put(page->sink, "</section>\n");
}

/* --- Where it comes from ---------------------------------------------------------------------- */

/* A word of a command, quoted for a shell where it has to be. */
static void put_word(const struct page *page, const char *word)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                "-_./=:+,@%";
    html_put(page->sink, " ");
    if (*word && strspn(word, plain) == strlen(word)) {
        html_text(page->sink, word);
        return;
    }
    html_text(page->sink, "'");
    for (const char *p = word; *p; p++) {
        size_t n = strcspn(p, "'");
        html_bytes(page->sink, (const unsigned char *)p, n);
        p += n;
        if (*p == '\0')
            break;
        html_text(page->sink, "'\\''");
    }
    html_text(page->sink, "'");
}

/* Whether an argument asks for what the page is, and not what it counts; *valued: the next belongs
 * to it. */
static bool of_page(const char *argument, bool *valued)
{
    static const enum option mine[] = {O_OUTPUT, O_TO};
    for (size_t i = 0; i < sizeof mine / sizeof mine[0]; i++) {
        const struct option_info *info = &known_options[mine[i]];
        size_t length = strlen(info->name);
        bool named = strncmp(argument, info->name, length) == 0 &&
                     (argument[length] == '\0' || argument[length] == '=');
        bool lettered = info->letter && strncmp(argument, info->letter, 2) == 0;
        if (!named && !lettered)
            continue;
        *valued = named ? argument[length] == '\0' : argument[2] == '\0';
        return true;
    }
    return false;
}

/* had price --by KEYS, with what the report was asked. */
static void put_command(const struct page *page)
{
    const struct options *given = page->given;
    bool command = false, skip = false, operands = false;
    html_put(page->sink, "<pre>had price --by mois,mpp,ght");
    for (int i = 0; i < given->argument_count; i++) {
        const char *argument = given->arguments[i];
        bool valued = false, mine = !operands && of_page(argument, &valued);
        bool named = !command && strcmp(argument, given->command) == 0;
        operands |= strcmp(argument, "--") == 0;
        if (!skip && !mine && !named)
            put_word(page, argument);
        command |= named && !skip;
        skip = mine && valued && !skip;
    }
    html_put(page->sink, "</pre>\n");
}

static void put_tables(const struct page *page)
{
    const struct batch *batch = page->count->batch;
    put_tag(page, "<h3>", said("Classifications", "Classifications"), "</h3><ul>\n");
    for (size_t i = 0; i < had_classification_count(batch->tables); i++) {
        const had_classification_info *info = &batch->classification[i];
        put_tag(page, "<li>", info->id, "");
        put_tag(page, " (",
                info->officielle ? said("officielle", "official")
                                 : said("non officielle", "not official"),
                "). ");
        put_tag(page, "", info->source, "</li>\n");
    }
    put_tag(page, "<li>",
            said("Les zones d'un enregistrement groupé sont lues, sauf --zones calculees.",
                 "Zones of a grouped record are read, unless --zones calculees."),
            "</li></ul>\n");
}

static void put_sources(const struct page *page)
{
    const struct options *options = page->count->batch->options;
    put_tag(page, "<section><h2>",
            said("D'où viennent ces nombres", "Where these numbers come from"), "</h2>\n");
    put_tag(page, "<p>",
            said("Les totaux égalent, au centime, ceux de cette commande ; had explain FICHIER "
                 "--ligne N dit pourquoi une ligne a son prix.",
                 "The totals equal, to the centime, those of this command; had explain FILE "
                 "--ligne N says why a line has its price."),
            "</p>\n");
    put_command(page);
    put_tag(page, "<h3>", said("Fichiers lus", "Files read"), "</h3><ul>\n");
    for (size_t i = 0; i < options->file_count && i < FILES_SHOWN; i++)
        put_tag(page, "<li>", file_name(page, i), "</li>\n");
    html_put(page->sink, "</ul>\n");
    if (options->file_count > FILES_SHOWN) {
        html_put(page->sink, "<p>");
        html_number(page->sink, (int64_t)(options->file_count - FILES_SHOWN));
        put_tag(page, " ", said("de plus", "more"), "</p>\n");
    }
    put_tables(page);
    put_tag(page, "<p>had ", had_version(), "</p></section>\n");
}

/* The first and last month met. */
static void put_title(const struct page *page)
{
    const struct report_rows *months = &page->count->by[REPORT_MOIS];
    char first[REPORT_KEY + 1] = "", last[REPORT_KEY + 1] = "";
    for (size_t i = 0; i < months->keyed.count; i++) {
        if (report_row(months, i)->keyed.length == 0)
            continue;
        name_of(report_row(months, i), last);
        if (!first[0])
            name_of(report_row(months, i), first);
    }
    html_text(page->sink, said("Activité et recettes d'HAD", "HAD activity and revenue"));
    if (first[0])
        put_tag(page, " ", first, "");
    if (strcmp(first, last) != 0)
        put_tag(page, said(" à ", " to "), last, "");
}

void report_page(const struct report_count *count, const struct options *given, struct sink *sink)
{
    const struct page page = {count, given, sink};
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
    put_owed(&page);
    put_refused(&page);
    put_tag(&page, "<section><h2>", said("Activité", "Activity"), "</h2>\n");
    for (enum report_by by = REPORT_MOIS; by < REPORT_BYS; by++)
        put_activity(&page, by);
    html_put(sink, "</section>\n");
    put_codes(&page);
    put_sources(&page);
    html_put(sink, "</main></body></html>\n");
}
