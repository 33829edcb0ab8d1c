/* SPDX-License-Identifier: Apache-2.0 */
/* On what terms the amounts of the page stand: among its first lines what changes all of them, at
 * its foot what became of each line read, and which controls did not run. */
#include "page.h"

#include <stdio.h>
#include <string.h>

#include "cli/write/html.h"
#include "common/digits.h"

/* --- Among the first lines -------------------------------------------------------------------- */

/* 1,0700 or 1.0700. */
static void put_coefficient(const struct page *page, const char *before, int32_t coefficient)
{
    unsigned char text[24];
    *write_weight(text, coefficient) = '\0';
    unsigned char *point = (unsigned char *)strchr((char *)text, '.');
    if (point)
        *point = (unsigned char)said(",", ".")[0];
    page_tag(page, before, (const char *)text, "");
}

static void put_coefficients(const struct page *page)
{
    const struct options *given = page->report->given;
    if (!given->coef_geo && !given->coef_prudentiel)
        return;
    html_put(page->sink, said("<p>Montants multipliés par", "<p>Amounts multiplied by"));
    if (given->coef_geo)
        put_coefficient(page, said(" le coefficient géographique ", " the geographic coefficient "),
                        given->coef_geo);
    html_put(page->sink, given->coef_geo && given->coef_prudentiel ? said(" et", " and") : "");
    if (given->coef_prudentiel == HAD_AUTO)
        html_put(page->sink, said(" le coefficient prudentiel de chaque campagne",
                                  " the prudential coefficient of each campaign"));
    else if (given->coef_prudentiel)
        put_coefficient(page, said(" le coefficient prudentiel ", " the prudential coefficient "),
                        given->coef_prudentiel);
    html_put(page->sink, ".</p>\n");
}

static void put_period(const struct page *page)
{
    const struct options *given = page->report->given;
    char months[MONTHS_TEXT];
    if (!given->period_from)
        return;
    page_months(months, given->period_from, given->period_to);
    page_tag(page,
             said("<p>Seulement ce qui finit dans --periode (", "<p>Only what ends in --periode ("),
             months, said(")&nbsp;: <strong>", "): <strong>"));
    html_number(page->sink, (int64_t)page->report->account.out_of_period);
    html_put(page->sink, said("</strong> lignes d'autres mois laissées de côté.</p>\n",
                              "</strong> lines of other months are left out.</p>\n"));
}

/* Tariffs of another campaign are no amounts due. */
void page_terms_warn(const struct page *page)
{
    const struct options *given = page->report->given;
    char year[16];
    if (!given->campagne)
        return;
    html_put(page->sink,
             said("<p class=\"note\"><strong>Simulation</strong>&nbsp;: tout est aux tarifs "
                  "de la campagne ",
                  "<p class=\"note\"><strong>Simulation</strong>: all is at the tariffs of "
                  "campaign "));
    snprintf(year, sizeof year, "%d", given->campagne);
    page_tag(page, "<strong>", year, "");
    html_put(page->sink, said("</strong> (--campagne), quelle que soit la date. Ce ne sont pas des "
                              "montants dus.</p>\n",
                              "</strong> (--campagne), whatever the date. These are not amounts "
                              "due.</p>\n"));
}

void page_terms_first(const struct page *page)
{
    put_period(page);
    put_coefficients(page);
}

/* --- At the foot ------------------------------------------------------------------------------ */

static void put_item(const struct page *page, const char *text)
{
    page_tag(page, "<li>", text, "</li>\n");
}

/* What became of the lines: a part of them, after what stands between it and the one before. */
static void put_part(const struct page *page, const char *before, uint64_t lines, const char *name)
{
    html_put(page->sink, before);
    html_number(page->sink, (int64_t)lines);
    page_tag(page, " ", name, "");
}

static void put_account(const struct page *page)
{
    const struct tally *account = &page->report->account;
    html_put(page->sink, "<li>");
    html_number(page->sink, (int64_t)account->lines);
    html_put(page->sink, said(" lignes lues", " lines read"));
    put_part(page, " = ", account->grouped, said("groupées", "grouped"));
    put_part(page, " + ", account->blocked, said("bloquées", "blocked"));
    put_part(page, " + ", account->unusable, said("inexploitables", "that cannot be used"));
    put_part(page, " + ", account->rejected, said("rejetées", "rejected"));
    if (account->out_of_period)
        put_part(page, " + ", account->out_of_period, said("hors période", "out of period"));
    if (account->debris.lines)
        put_part(page, " + ", account->debris.lines, said("sans rien", "with nothing on them"));
    html_put(page->sink, "</li>\n");
}

/* Without conventions, records of care homes are priced all the same. */
static void put_conventions(const struct page *page)
{
    char text[1024];
    uint64_t esms = page->report->account.esms;
    if (esms == 0 || page->report->given->conventions)
        return;
    words_write(text, sizeof text, W_S_CONVENTIONS, (unsigned long long)esms);
    put_item(page, text);
}

void page_terms(const struct page *page)
{
    const struct options *given = page->report->given;
    page_tag(page, "<h3>", said("Ce qui a été lu et contrôlé", "What was read and controlled"),
             "</h3><ul>\n");
    put_account(page);
    if (given->doublons)
        put_item(page, said("ce qui est dans plusieurs fichiers compte autant de fois (--doublons)",
                            "what stands in several files counts as many times (--doublons)"));
    put_item(page, !given->chainage  ? words(W_S_ALONE)
                   : given->together ? words(W_S_CHAINED_ALL)
                                     : words(W_S_CHAINED));
    put_conventions(page);
    if (given->date == 0)
        put_item(page, words(W_S_NO_DATE));
    if (!given->cim10)
        put_item(page, words(W_S_NO_CIM10));
    if (!given->ccam)
        put_item(page, words(W_S_NO_CCAM));
    html_put(page->sink, "</ul>\n");
}
