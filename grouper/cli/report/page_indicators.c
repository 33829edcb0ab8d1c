/* SPDX-License-Identifier: Apache-2.0 */
/* What planners look at, beside what was published of it. */
#include "indicators.h"
#include "page.h"

#include <stdio.h>
#include <string.h>

#include "cli/write/html.h"
#include "cli/write/svg.h"

enum { PLACES = 32, SOURCES = 16 };

static void thousandths_text(char out[PEOPLE_MAX], int64_t thousandths, const char *unit)
{
    bool below = thousandths < 0;
    int64_t tenths = ((below ? -thousandths : thousandths) + 50) / 100;
    size_t n = thousandths % 1000 == 0 && !unit[0] ? people_number(out, thousandths / 1000)
                                                   : people_tenths(out, below ? -tenths : tenths);
    if (unit[0])
        snprintf(out + n, PEOPLE_MAX - n, "%s%s", said("\xC2\xA0", ""), unit);
}

/* --- References ------------------------------------------------------------------------------- */

static void put_reference(const struct page *page, const struct reference *reference,
                          const char *unit)
{
    char text[PEOPLE_MAX], when[16] = "";
    if (reference->year)
        snprintf(when, sizeof when, " %d", reference->year);
    html_text(page->sink, reference->place);
    html_text(page->sink, when);
    html_put(page->sink, reference->place[0] ? said("&nbsp;: ", ": ") : "");
    if (reference->valued) {
        thousandths_text(text, reference->thousandths, unit);
        html_text(page->sink, text);
    } else {
        html_text(page->sink, said(reference->words[0], reference->words[1]));
    }
}

/* Those of France, or of nowhere; regions have a chart. */
static void put_references(const struct page *page, const char *id, const char *unit)
{
    bool any = false;
    for (size_t i = 0; i < reference_count; i++) {
        const struct reference *reference = &references[i];
        bool national = !reference->place[0] || strcmp(reference->place, "France") == 0;
        if (!national || strcmp(reference->indicator, id) != 0)
            continue;
        html_put(page->sink, any ? "<br>" : "");
        put_reference(page, reference, unit);
        any = true;
    }
}

static void rate_text(char out[PEOPLE_MAX], int64_t thousandths)
{
    people_tenths(out, (thousandths + 50) / 100);
}

/* The rate of these files among those of the regions. */
static void put_rates(const struct page *page)
{
    struct indicator_value own = indicator_value(page->report, INDICATOR_TAUX_RECOURS);
    struct svg_bar bars[PLACES];
    char values[PLACES][PEOPLE_MAX];
    size_t n = 0;
    if (own.state == INDICATOR_UNKNOWN)
        return;
    bars[n] =
        (struct svg_bar){said("ces fichiers", "these files"), own.thousandths, values[n], true};
    rate_text(values[n++], own.thousandths);
    for (size_t i = 0; i < reference_count && n < PLACES; i++) {
        if (strcmp(references[i].indicator, indicators[INDICATOR_TAUX_RECOURS].id) != 0)
            continue;
        bars[n] =
            (struct svg_bar){references[i].place, references[i].thousandths, values[n], false};
        rate_text(values[n++], references[i].thousandths);
    }
    svg_bars(page->sink,
             said("Taux de recours de ces fichiers, et des régions en 2020",
                  "Rate of these files, and of the regions in 2020"),
             said("patients par jour pour 100 000 habitants",
                  "patients per day per 100,000 inhabitants"),
             bars, n);
}

/* --- Indicators ------------------------------------------------------------------------------- */

static void put_value(const struct page *page, const struct indicator *indicator,
                      const struct indicator_value *value)
{
    char text[PEOPLE_MAX];
    int64_t tenths;
    thousandths_text(text, value->thousandths, indicator->unit);
    page_tag(page, "<td>", text, "");
    if (tenths_of(value->thousandths / 1000, value->whole, &tenths)) {
        people_per_cent(text, tenths, false);
        page_tag(page, " (", text, ")");
    }
    if (value->state == INDICATOR_PARTLY)
        page_tag(page, "<br><small>", value->why, "</small>");
    html_put(page->sink, "</td>");
}

static void put_known(const struct page *page)
{
    const char *const titles[] = {said("Indicateur", "Indicator"),
                                  said("Ces fichiers", "These files"),
                                  said("\t\tPublié", "\t\tPublished"),
                                  said("\t\tDéfinition", "\t\tDefinition"), said("Où", "Where")};
    const struct page all = page_of_all(page, page_all_records(page), NULL, NULL),
                      findings = page_of_all(page, page_all_findings(page), NULL, NULL),
                      palliative = page_of_row(page, BY_MPP, "04");
    page_table(page,
               said("entre parenthèses : la part des journées, des séjours ou des patients",
                    "in brackets: the share of the days, stays or patients"),
               titles, sizeof titles / sizeof titles[0], 4);
    for (enum indicator_id id = 0; id < INDICATOR_COUNT; id++) {
        const struct indicator *indicator = &indicators[id];
        struct indicator_value value = indicator_value(page->report, id);
        if (value.state == INDICATOR_UNKNOWN)
            continue;
        page_head(page, said(indicator->name[0], indicator->name[1]));
        put_value(page, indicator, &value);
        html_put(page->sink, "<td class=\"t w\">");
        put_references(page, indicator->id, indicator->unit);
        html_put(page->sink, "</td>");
        page_tag(page, "<td class=\"t w\">",
                 said(indicator->definition[0], indicator->definition[1]), "</td>");
        const struct report_lines lines = indicator_lines(page->report, id);
        page_lines(id == INDICATOR_ERREURS_BLOQUANTES ? &findings
                   : id == INDICATOR_PALLIATIF_MPP    ? &palliative
                                                      : &all,
                   &lines);
        page_row_end(page);
    }
    page_table_end(page);
}

static void put_unknown(const struct page *page)
{
    page_tag(page, "<h3>", said("Ce qui n'a pas pu être calculé", "What could not be computed"),
             "</h3><ul>\n");
    for (enum indicator_id id = 0; id < INDICATOR_COUNT; id++) {
        struct indicator_value value = indicator_value(page->report, id);
        if (value.state != INDICATOR_UNKNOWN)
            continue;
        page_tag(page, "<li>", said(indicators[id].name[0], indicators[id].name[1]),
                 said("&nbsp;: ", ": "));
        page_tag(page, "", value.why, "</li>\n");
    }
    if (page->report->given->avant.count == 0)
        page_tag(page, "<li>",
                 said("Croissance et contribution par MPP : il faut un état ou une année d'avant "
                      "(--avant FICHIER)",
                      "Growth and contribution by MPP: an earlier state or year is needed "
                      "(--avant FILE)"),
                 "</li>\n");
    html_put(page->sink, "</ul>\n");
}

/* --- Shares of the MPP ------------------------------------------------------------------------ */

static const struct reference *reference_of(const char *family, const struct activity_row *row)
{
    size_t length = strlen(family);
    for (size_t i = 0; i < reference_count; i++)
        if (strncmp(references[i].indicator, family, length) == 0 &&
            strlen(references[i].indicator + length) == row->keyed.length &&
            memcmp(references[i].indicator + length, row->keyed.key, row->keyed.length) == 0)
            return &references[i];
    return NULL;
}

static void put_published(const struct page *page, const char *family,
                          const struct activity_row *row)
{
    const struct reference *reference = reference_of(family, row);
    char text[PEOPLE_MAX] = "";
    if (reference)
        people_per_cent(text, reference->thousandths / 100, true);
    page_tag(page, "<td>", text, "</td>");
}

/* Growth and contribution since an earlier state, each beside what was published. */
static void put_growth(const struct page *page, const struct earlier *earlier,
                       const struct activity_row *row)
{
    const struct activity *now = &page->report->activity;
    const struct activity_row *old =
        earlier ? activity_find(&earlier->activity, BY_MPP, row->keyed.key, row->keyed.length)
                : NULL;
    int64_t before = old ? old->sums.journees : 0, change = row->sums.journees - before;
    int64_t all = earlier ? activity_total(now)->sums.journees -
                                activity_total(&earlier->activity)->sums.journees
                          : 0;
    if (earlier)
        page_per_cent(page, change, before, true);
    put_published(page, "croissance_", row);
    if (earlier)
        page_per_cent(page, change, all, true);
    put_published(page, "contribution_", row);
}

/* Beside the first of the earlier states. */
static void put_shares(const struct page *page)
{
    const struct report *report = page->report;
    const struct activity_rows *rows = &report->activity.by[BY_MPP];
    const struct before *before = &report->compared->before;
    const struct earlier *earlier =
        before->count > 0 && before->state[0].alike ? &before->state[0] : NULL;
    const char *const titles[] = {"MPP",
                                  said("Journées", "Days"),
                                  said("Part", "Share"),
                                  said("Croissance", "Growth"),
                                  said("France 2020 sur 2019", "France, 2020 against 2019"),
                                  said("Contribution", "Contribution"),
                                  said("France 2020 sur 2019", "France, 2020 against 2019"),
                                  said("Où", "Where")};
    const char *const alone[] = {"MPP",
                                 said("Journées", "Days"),
                                 said("Part", "Share"),
                                 said("Croissance publiée, France 2020 sur 2019",
                                      "Growth published, France, 2020 against 2019"),
                                 said("Contribution publiée, France 2020 sur 2019",
                                      "Contribution published, France, 2020 against 2019"),
                                 said("Où", "Where")};
    char code[ACTIVITY_KEY + 1];
    page_tag(page, "<h3>", said("Parts des MPP", "Shares of the MPP"), "</h3>\n");
    if (earlier)
        page_table(page,
                   said("croissance et contribution depuis le premier état d'avant, comme le "
                        "ministère les publie",
                        "growth and contribution since the first earlier state, as the Ministry "
                        "publishes them"),
                   titles, sizeof titles / sizeof titles[0], 2);
    else
        page_table(page, said("part des journées", "share of the days"), alone,
                   sizeof alone / sizeof alone[0], 4);
    for (size_t i = 0; i < rows->keyed.count; i++) {
        const struct activity_row *row = activity_row(rows, i);
        page_row(page, "mpp", row->keyed.key, row->keyed.length);
        page_number(page, row->sums.journees);
        page_per_cent(page, row->sums.journees, activity_total(&report->activity)->sums.journees,
                      false);
        put_growth(page, earlier, row);
        page_key(row, code);
        const struct page of = page_of_row(page, BY_MPP, code);
        page_lines(&of, &row->lines);
        page_row_end(page);
    }
    page_table_end(page);
    html_put(page->sink, "<p>");
    put_references(page, "parts_mpp", "");
    html_put(page->sink, "</p>\n");
}

/* --- Types of care ---------------------------------------------------------------------------- */

static void put_words(const struct page *page, const char *text)
{
    char words[CARE_WORDS];
    care_words(words, text);
    page_tag(page, "<td class=\"t\">", words, "</td>");
}

static void put_care(const struct page *page)
{
    struct care_2004 rows[CARE_2004_MAX];
    size_t n = care_2004(&page->report->care, rows);
    const char *const titles[] = {said("Mode de 2004", "Mode of 2004"),
                                  said("\tPartie", "\tPart"),
                                  said("Code", "Code"),
                                  said("Journées de ce mode seul", "Days of this mode alone"),
                                  said("\tSoins", "\tCare"),
                                  said("Journées avec un autre mode", "Days with another mode"),
                                  said("\tSoins", "\tCare"),
                                  said("Où", "Where")};
    const struct page all = page_of_all(page, page_all_records(page), NULL, NULL);
    page_tag(page, "<h3>",
             said("Pédiatrie et périnatalité : types de soins de 2004",
                  "Paediatrics and perinatality: types of care of 2004"),
             "</h3>\n");
    page_words(
        page, said("Journées de mineurs (pédiatrie) ou de tous (périnatalité), par MPP ; le code "
                   "25, qui n'est qu'un MPA, est compté comme tel. Plusieurs types : ni le texte "
                   "ni le PMSI ne choisissent.",
                   "Days of minors (paediatrics), or of all (perinatality), by MPP; code 25, which "
                   "is an MPA only, is counted as one. Several types: neither the text nor the "
                   "PMSI chooses."));
    page_table(page, said("journées", "days"), titles, sizeof titles / sizeof titles[0], 3);
    for (size_t i = 0; i < n; i++) {
        unsigned char code[2];
        if (rows[i].alone == 0 && rows[i].associated == 0)
            continue;
        write_two(code, (uint32_t)rows[i].code);
        page_head(page, said(rows[i].name[0], rows[i].name[1]));
        put_words(page, rows[i].part);
        html_put(page->sink, "<td>");
        html_bytes(page->sink, code, sizeof code);
        html_put(page->sink, "</td>");
        page_number(page, rows[i].alone);
        put_words(page, rows[i].care_alone);
        page_number(page, rows[i].associated);
        put_words(page, rows[i].care_associated);
        struct report_lines lines = rows[i].lines->alone;
        lines_join(&lines, &rows[i].lines->associated);
        page_lines(&all, &lines);
        page_row_end(page);
    }
    page_table_end(page);
}

void page_indicators(const struct page *page)
{
    page_section(page, "indicateurs", said("Indicateurs", "Indicators"));
    put_known(page);
    put_rates(page);
    put_shares(page);
    put_care(page);
    put_unknown(page);
    page_section_end(page);
}

/* --- Sources ---------------------------------------------------------------------------------- */

static void add_source(const char *sources[SOURCES], size_t *count, const char *source)
{
    for (size_t i = 0; i < *count; i++)
        if (strcmp(sources[i], source) == 0)
            return;
    if (*count < SOURCES)
        sources[(*count)++] = source;
}

void page_references(const struct page *page)
{
    const char *sources[SOURCES];
    size_t count = 0;
    for (size_t i = 0; i < reference_count; i++)
        add_source(sources, &count, references[i].source);
    for (enum indicator_id id = 0; id < INDICATOR_COUNT; id++)
        add_source(sources, &count, indicators[id].source);
    page_tag(page, "<h3>", said("Sources des références", "Sources of the references"),
             "</h3><ul>\n");
    for (size_t i = 0; i < count; i++)
        page_tag(page, "<li>", source_said(sources[i]), "</li>\n");
    html_put(page->sink, "</ul>\n");
}
