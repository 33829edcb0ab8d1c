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
             said("<p>Seulement les sous-séquences qui finissent dans cette période&nbsp;: ",
                  "<p>Only sub-sequences that end in this period: "),
             months, said("&nbsp;; ", "; "));
    uint64_t count = page->report->account.out_of_period;
    html_put(page->sink, count > 0 ? "<a href=\"#" OUTSIDE_PLACE "\">" : "");
    page_counted(
        page, (int64_t)count,
        said("ligne d'un autre mois est laissée de côté", "line of another month is left out"),
        said("lignes d'autres mois sont laissées de côté", "lines of other months are left out"));
    page_tag(page, count > 0 ? "</a>" : "", " (--periode)", "");
    const uint64_t refused = outside_refused(&page->report->outside);
    if (refused > 0) {
        html_put(page->sink, said(", dont ", ", of which "));
        page_counted(page, (int64_t)refused, said("refusée", "refused"),
                     said("refusées", "refused"));
    }
    html_put(page->sink, ".</p>\n");
}

/* What a folder holds and the page does not. */
static void put_left_out(const struct page *page)
{
    const struct batch *batch = page->report->batch;
    size_t count = sources_left(batch->sources);
    if (count == 0)
        return;
    html_put(page->sink, "<p>");
    page_counted(page, (int64_t)batch->options->file_count, said("fichier lu", "file read"),
                 said("fichiers lus", "files read"));
    html_put(page->sink, said("&nbsp;; <a href=\"#lus\">", "; <a href=\"#lus\">"));
    page_counted(page, (int64_t)count, said("laissé de côté", "left out"),
                 said("laissés de côté", "left out"));
    html_put(page->sink, "</a>.</p>\n");
}

/* Controls between records may take money away: said beside the sum, with the command that shows
 * what they hold back. */
static void put_alone(const struct page *page)
{
    const struct tally *account = &page->report->account;
    if (page->report->given->chainage || account->grouped == account->rapss)
        return;
    page_tag(page, "<p class=\"note\">",
             said("Chaque enregistrement est contrôlé seul : les contrôles entre les "
                  "enregistrements d'un séjour n'ont pas été demandés. Ils peuvent bloquer "
                  "d'autres lignes et diminuer ce montant (pour les appliquer à cette page : "
                  "--chainage).",
                  "Each record is controlled on its own: controls between the records of a stay "
                  "were not asked for. They may block more lines and lower this amount (to apply "
                  "them to this page: --chainage)."),
             "");
    if (!page_all_findings(page)) {
        html_put(page->sink, "</p>\n");
        return;
    }
    page_tag(page, "",
             said(" Pour voir d'abord ce qu'ils retiendraient (codes S, E et R) :",
                  " To see first what they would hold back (codes S, E and R):"),
             "</p>\n");
    page_command(page, C_CHECK, " --to rapport", NULL);
}

/* Tariffs of another campaign are no amounts due. */
static void put_campaign(const struct page *page)
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
    page_tag(page, "<strong>", year, "</strong>");
    page_tag(page, "",
             said(" (--campagne), quelle que soit la date. Ce ne sont pas des montants dus.",
                  " (--campagne), whatever the date. These are not amounts due."),
             "</p>\n");
}

static void put_not_official(const struct page *page)
{
    const struct priced *total = &activity_total(&page->report->activity)->sums;
    if (total->non_officiel == 0)
        return;
    page_warns(page,
               total->non_officiel == total->montant
                   ? said("Tout ce montant vient d'une classification qui n'est pas officielle "
                          ": il ne vaut pas ce que l'État paiera.",
                          "All of this amount comes from a classification that is not "
                          "official: it is not what the State will pay.")
                   : said("Une partie de ce montant vient d'une classification qui n'est pas "
                          "officielle : elle ne vaut pas ce que l'État paiera.",
                          "Part of this amount comes from a classification that is not "
                          "official: it is not what the State will pay."));
}

/* With --doublons: how many records, of which no list of lines is kept. */
static void put_twice_number(const struct page *page)
{
    const struct doublons_found *twice = &page->report->account.twice;
    html_put(page->sink, twice->estimated ? said("environ ", "about ") : "");
    page_counted(page, (int64_t)twice->between,
                 said("enregistrement figure dans plusieurs fichiers et compte dans chacun",
                      "record stands in several files and counts in each"),
                 said("enregistrements figurent dans plusieurs fichiers et comptent dans chacun",
                      "records stand in several files and count in each"));
}

/* Records that count more than once: the sum is too large by as much. */
static void put_twice(const struct page *page)
{
    if (page->report->account.twice.between == 0)
        return;
    html_put(page->sink, "<div class=\"note\" id=\"doublons\"><p>");
    put_twice_number(page);
    page_tag(page, "",
             said(" : ces montants et ces journées sont trop grands d'autant. Un fichier mensuel "
                  "est cumulé depuis janvier : n'en donnez qu'un, le dernier, sans demander de "
                  "tout compter (--doublons).",
                  ": these amounts and days are too large by as much. A monthly file is "
                  "cumulative since January: give one only, the last, and do not ask to count "
                  "all (--doublons)."),
             "");
    if (page->report->account.rapss == 0)
        html_put(page->sink, said(" <a href=\"#" ALL_TWICE "\">Leurs lignes</a>.",
                                  " <a href=\"#" ALL_TWICE "\">Their lines</a>."));
    html_put(page->sink, "</p></div>\n");
}

void page_terms_warn(const struct page *page)
{
    put_campaign(page);
    put_not_official(page);
    put_twice(page);
    page_doubted(page);
}

/* A later month that is smaller may not be whole. */
static void put_larger(const struct page *page)
{
    const struct sources *sources = page->report->batch->sources;
    for (size_t i = 0; i < sources->left[LEFT_LARGER].count; i++)
        page_warns(page, sources->left[LEFT_LARGER].list[i]);
}

/* Without conventions, money of care homes is in the sum that the State's program would refuse. */
static void put_homes(const struct page *page)
{
    struct report_lines lines;
    struct priced sums = report_homes(page->report, &lines);
    if (sums.sous_sequences == 0)
        return;
    page_tag(page, "<div class=\"note\" id=\"conventions\"><p>",
             said("Sans le fichier des conventions avec les EHPAD et ESMS (--conventions), le "
                  "programme de l'État refuserait (032) ",
                  "Without the file of conventions with care homes and social care "
                  "(--conventions), the State's program would refuse (032) "),
             "");
    page_counted(page, sums.sous_sequences,
                 said("enregistrement groupé ici, de type de domicile 3, 4 ou 5\xC2\xA0: ",
                      "record that is grouped here, of type of domicile 3, 4 or 5: "),
                 said("enregistrements groupés ici, de type de domicile 3, 4 ou 5\xC2\xA0: ",
                      "records that are grouped here, of type of domicile 3, 4 or 5: "));
    page_counted(page, sums.journees, said("journée", "day"), said("journées", "days"));
    html_put(page->sink, said(" et <strong>", " and <strong>"));
    html_euros(page->sink, sums.montant);
    html_put(page->sink, said("</strong> de ce montant.", "</strong> of this amount."));
    if (page->report->refusals.homes > 0) {
        html_put(page->sink, " ");
        page_counted(page, (int64_t)page->report->refusals.homes,
                     said("autre est déjà bloqué par un autre contrôle.",
                          "other is already blocked by another control."),
                     said("autres sont déjà bloqués par un autre contrôle.",
                          "others are already blocked by another control."));
    }
    html_put(page->sink, "</p>");
    const struct page of = page_of_all(page, page_all_records(page), NULL, NULL);
    page_places(&of, &lines);
    html_put(page->sink, "</div>\n");
}

/* Days without a tariff are in the sum for nothing: it is not whole. */
static void put_without_tariff(const struct page *page)
{
    int64_t days = activity_total(&page->report->activity)->sums.sans_tarif;
    if (days == 0)
        return;
    html_put(page->sink, "<p class=\"note\">");
    page_counted(page, days, said("journée n'a pas de tarif", "day has no tariff"),
                 said("journées n'ont pas de tarif", "days have no tariff"));
    page_tag(
        page, "",
        said(" (902 : aucun n'est publié pour cette date, ce secteur et ce GHT) : elles comptent "
             "0,00\302\240€ dans ce montant, et ne sont pas dans les moyennes par journée. Pour "
             "donner un tarif : had tables modele, puis --tables.",
             " (902: none is published for this date, sector and GHT): they count €0.00 in this "
             "amount, and are not in the means per day. To give a tariff: had tables modele, then "
             "--tables."),
        "</p>\n");
}

static void put_establishments(const struct page *page)
{
    uint64_t count = distinct_count(&page->report->distinct.finess, 0);
    if (count < 2)
        return;
    html_put(page->sink, said("<p class=\"note\">Ces enregistrements sont de ",
                              "<p class=\"note\">These records are of "));
    html_number(page->sink, (int64_t)count);
    page_tag(page, "", said(" FINESS ; le montant de chacun :", " FINESS; the amount of each:"),
             "</p>\n");
    page_command(page, C_PRICE, " --by finess", NULL);
}

void page_terms_first(const struct page *page)
{
    put_establishments(page);
    put_larger(page);
    put_alone(page);
    put_homes(page);
    put_without_tariff(page);
    put_period(page);
    put_coefficients(page);
    put_left_out(page);
}

/* --- At the foot ------------------------------------------------------------------------------ */

static void put_item(const struct page *page, const char *text)
{
    page_tag(page, "<li>", text, "</li>\n");
}

/* What became of the lines: a part of them, after what stands between it and the one before. */
static void put_part(const struct page *page, const char *before, uint64_t lines, const char *one,
                     const char *many)
{
    html_put(page->sink, before);
    page_counted(page, (int64_t)lines, one, many);
}

static void put_account(const struct page *page)
{
    const struct tally *account = &page->report->account;
    const char *outside = said("hors période", "out of period");
    put_part(page, "<li>", account->lines, said("ligne lue", "line read"),
             said("lignes lues", "lines read"));
    put_part(page, " = ", account->grouped, said("groupée", "grouped"),
             said("groupées", "grouped"));
    put_part(page, " + ", account->blocked, said("bloquée", "blocked"),
             said("bloquées", "blocked"));
    put_part(page, " + ", account->unusable, said("inexploitable", "that cannot be used"),
             said("inexploitables", "that cannot be used"));
    put_part(page, " + ", account->rejected, said("rejetée", "rejected"),
             said("rejetées", "rejected"));
    if (account->out_of_period)
        put_part(page, " + ", account->out_of_period, outside, outside);
    if (account->debris.lines)
        put_part(page, " + ", account->debris.lines, said("sans rien", "with nothing on it"),
                 said("sans rien", "with nothing on them"));
    html_put(page->sink, "</li>\n");
}

/* What is refused without conventions is counted once, among the first lines. */
static void put_conventions(const struct page *page)
{
    struct report_lines lines;
    if (page->report->given->conventions)
        return;
    page_tag(page, "<li>",
             said("contrôles des conventions (029-036, 107, 529) non faits (sans "
                  "--conventions)",
                  "controls of conventions (029-036, 107, 529) not run (no "
                  "--conventions)"),
             "");
    if (report_homes(page->report, &lines).sous_sequences > 0)
        html_put(page->sink, said("&nbsp;: <a href=\"#conventions\">ce qu'ils refuseraient</a>",
                                  ": <a href=\"#conventions\">what they would refuse</a>"));
    html_put(page->sink, "</li>\n");
}

/* Their lines; `check` reads no RAPSS. */
static void put_twice_command(const struct page *page)
{
    const struct tally *account = &page->report->account;
    if (account->twice.between == 0 || account->rapss > 0)
        return;
    page_words_at(page, ALL_TWICE,
                  said("Les enregistrements qui figurent dans plusieurs fichiers, de code R800 :",
                       "The records that stand in several files, of code R800:"));
    page_command(page, C_CHECK, page->report->given->together ? "" : " --ensemble", NULL);
}

/* Of no record, too. */
static void put_counted_twice(const struct page *page)
{
    if (!page->report->given->doublons)
        return;
    bool any = page->report->account.twice.between > 0;
    html_put(page->sink, any ? "<li><a href=\"#doublons\">" : "<li>");
    put_twice_number(page);
    page_tag(page, any ? "</a>" : "", " (--doublons)", "</li>\n");
}

void page_terms(const struct page *page)
{
    const struct options *given = page->report->given;
    page_tag(page, "<h3>", said("Ce qui a été lu et contrôlé", "What was read and controlled"),
             "</h3><ul>\n");
    put_account(page);
    put_counted_twice(page);
    put_item(page, words_of(tally_between(given)));
    put_conventions(page);
    if (given->date == 0)
        put_item(page, words(W_S_NO_DATE));
    if (!given->cim10)
        put_item(page, words(W_S_NO_CIM10));
    if (!given->ccam)
        put_item(page, words(W_S_NO_CCAM));
    html_put(page->sink, "</ul>\n");
    put_twice_command(page);
}
