/* SPDX-License-Identifier: Apache-2.0 */
/* Earlier states, beside this one: a section that an option asks for, and its first lines. */
#include "page.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/write/html.h"
#include "cli/write/svg.h"

enum { PAIRS_SHOWN = 40 };

/* --- Earlier states --------------------------------------------------------------------------- */

static void put_more(const struct page *page, const struct earlier *earlier,
                     const struct priced *now, const struct priced *before)
{
    char text[PEOPLE_MAX];
    int64_t days = now->journees - before->journees, tenths;
    people_more(text, days);
    page_tag(page, "<strong>", text,
             people_one(days) ? said(" journée", " day") : said(" journées", " days"));
    if (before_growth(earlier, days, before->journees, &tenths)) {
        people_per_cent(text, tenths, true);
        page_tag(page, " (", text, ")");
    }
    people_more_euros(text, now->montant - before->montant);
    page_tag(page, said("</strong> et <strong>", "</strong> and <strong>"), text, "</strong>");
}

/* Lines, and their words: "3 nouveaux : +12 journées et +3 000,00 €". */
static void put_moved_item(const struct page *page, const char *name,
                           const struct report_lines *lines, int64_t days, int64_t amount)
{
    char text[PEOPLE_MAX];
    people_more(text, days);
    page_tag(page, "<li>", name, said("&nbsp;: ", ": "));
    page_tag(page, "", text,
             people_one(days) ? said(" journée", " day") : said(" journées", " days"));
    people_more_euros(text, amount);
    page_tag(page, said(" et ", " and "), text, "");
    page_places(page, lines);
    html_put(page->sink, "</li>\n");
}

/* Where the command stands that tells the records of this state from those of an earlier one, each
 * of one file; NULL: there is none. */
enum { COMPARED = 48 };
static const char *compared_at(const struct page *page, const struct earlier *earlier,
                               char out[COMPARED])
{
    const struct report *report = page->report;
    snprintf(out, COMPARED, "tous-changements-%d",
             (int)(earlier - report->compared->before.state) + 1);
    return earlier->rows_told && report->file_count == 1 && earlier->file_count == 1 ? out : NULL;
}

/* Lines of records that moved are those of that command; those of what is gone are of the earlier
 * state. */
static struct page page_of_moved(const struct page *page, const struct earlier *earlier,
                                 enum moved_way way, char at[COMPARED])
{
    struct page of = page_of_all(page, compared_at(page, earlier, at), "etat", moved_names[way]);
    of.earlier = way == MOVED_GONE ? earlier : NULL;
    return of;
}

/* Each of these numbers leads to its lines: those of the records that are new, gone or changed; of
 * another year, where no record is the same, those of both states. */
static void put_moved_first(const struct page *page, const struct earlier *earlier)
{
    struct page old = *page;
    old.earlier = earlier;
    html_put(page->sink, "<ul class=\"moved\">\n");
    for (enum moved_way way = 0; earlier->told && way < MOVED_WAYS; way++) {
        const struct moved_sums *sums = &earlier->moved.way[way];
        char at[COMPARED];
        const struct page of = page_of_moved(page, earlier, way, at);
        if (sums->lines.count > 0)
            put_moved_item(&of, moved_text(way), &sums->lines, sums->now.days - sums->before.days,
                           sums->now.amount - sums->before.amount);
    }
    if (!earlier->told) {
        const struct activity_row *before = activity_total(&earlier->activity),
                                  *now = activity_total(&page->report->activity);
        const struct page all = page_of_all(page, page_all_records(page), NULL, NULL);
        put_moved_item(&all, said("Maintenant", "Now"), &now->lines, now->sums.journees,
                       now->sums.montant);
        put_moved_item(&old, said("Avant", "Before"), &before->lines, -before->sums.journees,
                       -before->sums.montant);
    }
    html_put(page->sink, "</ul>\n");
}

static void put_moved_row(const struct page *page, const char *name, uint64_t records,
                          const struct sum *before, const struct sum *now)
{
    page_head(page, name);
    page_number(page, (int64_t)records);
    page_number(page, before->days);
    page_number(page, now->days);
    page_euros(page, before->amount);
    page_euros(page, now->amount);
    page_more_euros(page, now->amount - before->amount);
}

static void put_moved_command(const struct page *page, const struct earlier *earlier)
{
    const struct options *given = page->report->given;
    const struct list old = {{earlier->path}, 1};
    const struct list *const files[] = {&old, NULL};
    char place[COMPARED];
    const char *at = compared_at(page, earlier, place);
    if (!at)
        return;
    page_words_at(page, at,
                  given->period_from || given->chainage
                      ? said("Chacun d'eux, de tous les mois, chaque enregistrement contrôlé "
                             "seul, avec les champs qui diffèrent :",
                             "Each of them, of all months, each record controlled on its own, "
                             "with the fields that differ:")
                      : said("Chacun d'eux, avec les champs qui diffèrent :",
                             "Each of them, with the fields that differ:"));
    page_command(page, C_COMPARE, "", files);
}

static void put_moved(const struct page *page, const struct earlier *earlier)
{
    const char *const titles[] = {said("Enregistrements", "Records"),     said("Nombre", "Number"),
                                  said("Journées avant", "Days before"),  said("Journées", "Days"),
                                  said("Montant avant", "Amount before"), said("Montant", "Amount"),
                                  said("Écart (€)", "Difference (€)"),    said("Où", "Where")};
    if (!earlier->told)
        return;
    page_table(page,
               said("d'un état à l'autre, un enregistrement se reconnaît à son FINESS, son séjour, "
                    "sa séquence et sa sous-séquence",
                    "from one state to the other a record is known by its FINESS, stay, sequence "
                    "and sub-sequence"),
               titles, sizeof titles / sizeof titles[0], 3);
    for (enum moved_way way = 0; way < MOVED_WAYS; way++) {
        const struct moved_sums *sums = &earlier->moved.way[way];
        put_moved_row(page, moved_text(way), sums->lines.count, &sums->before, &sums->now);
        char at[COMPARED];
        const struct page of = page_of_moved(page, earlier, way, at);
        page_lines(&of, &sums->lines);
        page_row_end(page);
    }
    page_table_end(page);
    if (earlier->moved.twice > 0) {
        html_put(page->sink, "<p>");
        page_counted(page, (int64_t)earlier->moved.twice,
                     said("enregistrement y est deux fois : seul le premier est compté ici.",
                          "record stands there twice: only the first is counted here."),
                     said("enregistrements y sont plusieurs fois : seul le premier de chacun est "
                          "compté ici.",
                          "records stand there more than once: only the first of each is counted "
                          "here."));
        html_put(page->sink, "</p>\n");
    }
    if (earlier->rapss || page->report->account.rapss > 0)
        page_words(page,
                   said("Les RAPSS n'ont pas de séjour : ils ne sont pas dans ce tableau, mais "
                        "dans ceux par MPP, mois et GHT.",
                        "RAPSS have no stay: they are not in this table, but in those by MPP, "
                        "month and GHT."));
    if (page->report->given->chainage)
        page_words(page,
                   said("Les contrôles entre enregistrements s'appliquent (--chainage) : un "
                        "enregistrement est changé aussi quand ses voisins changent ce qu'il vaut.",
                        "Controls between records apply (--chainage): a record is changed too when "
                        "its neighbours change what it is worth."));
    put_moved_command(page, earlier);
}

void page_changed_first(const struct page *page)
{
    const struct before *before = &page->report->compared->before;
    const struct priced *now = &activity_total(&page->report->activity)->sums;
    for (size_t i = 0; i < before->count; i++) {
        const struct earlier *earlier = &before->state[i];
        char months[MONTHS_TEXT], mine[MONTHS_TEXT];
        int32_t first, last;
        page_months(months, earlier->first, earlier->last);
        html_put(page->sink,
                 said("<div class=\"changed\"><p><a href=\"#change\">Ce qui a changé</a> : ",
                      "<div class=\"changed\"><p><a href=\"#change\">What changed</a>: "));
        months_of(&page->report->activity, &first, &last);
        page_months(mine, first, last);
        const char *apart = before_apart(earlier);
        if (!apart) {
            put_more(page, earlier, now, &activity_total(&earlier->activity)->sums);
            page_tag(page, said(" depuis ", " since "), earlier->path, "");
            page_tag(page, " (", months, ").");
        } else {
            page_tag(page, "", apart, said("&nbsp;: ", ": "));
            page_tag(page, "", earlier->path, "");
            page_tag(page, " (", months, ").");
        }
        if (!earlier->alike) {
            page_tag(page,
                     said(" Cet état d'avant ne couvre pas les mêmes mois que ces fichiers (",
                          " That earlier state does not cover the same months as these files ("),
                     mine, "");
            page_tag(page, "", said(") : ce n'est pas une croissance.", "): this is not growth."),
                     "");
        }
        html_put(page->sink, "</p>\n");
        if (!apart)
            put_moved_first(page, earlier);
        html_put(page->sink, "</div>\n");
    }
}

static void put_change(const struct page *page, const struct earlier *earlier,
                       const struct priced *before, const struct priced *now, int64_t all)
{
    int64_t days = now->journees - before->journees;
    const bool apart = before_apart(earlier) != NULL;
    page_number(page, before->journees);
    page_number(page, now->journees);
    if (!apart)
        page_more(page, days);
    page_euros(page, before->montant);
    page_euros(page, now->montant);
    if (!apart)
        page_more_euros(page, now->montant - before->montant);
    if (earlier->alike) { /* else they mean nothing, and have no column */
        page_per_cent(page, days, before->journees, true);
        page_per_cent(page, days, all, false);
    }
}

/* The lines that make it up: of this state, then of the earlier one. */
static void put_change_lines(const struct page *page, const struct earlier *earlier,
                             enum before_by by, const struct change *change)
{
    char at[COMPARED];
    struct page now = page_of_all(
        page, earlier->rows_told ? compared_at(page, earlier, at) : page_all_records(page), NULL,
        NULL);
    struct page old = now;
    struct report_lines lines;
    old.earlier = earlier;
    old.all = earlier->rows_told ? now.all : NULL;
    html_put(page->sink, "<td class=\"t o\">");
    before_lines(earlier, &page->report->activity, by, change, SIDE_NOW, &lines);
    page_places(&now, &lines);
    before_lines(earlier, &page->report->activity, by, change, SIDE_BEFORE, &lines);
    page_places(&old, &lines);
    html_put(page->sink, "</td>");
    page_row_end(page);
}

/* Months that are compared by their number have their name. */
static void put_change_key(const struct page *page, const struct earlier *earlier,
                           const char *champ, const struct change *change)
{
    bool month = champ && strcmp(champ, "mois") == 0 && change->length == 2;
    if (month && before_other_year(earlier))
        page_head(page, page_month((change->key[0] - '0') * 10 + change->key[1] - '0'));
    else
        page_row(page, champ, change->key, change->length);
}

static void put_changes(const struct page *page, const struct earlier *earlier, enum before_by by)
{
    static const char *const champs[BEFORE_BYS] = {NULL, "mois", "mpp", "ght"};
    const char *const names[BEFORE_BYS] = {"", said("Mois", "Month"), "MPP", "GHT"};
    const bool apart = before_apart(earlier) != NULL;
    const char *const columns[] = {names[by],
                                   said("Journées avant", "Days before"),
                                   said("Journées", "Days"),
                                   apart ? NULL : said("Écart (journées)", "Difference (days)"),
                                   said("Montant avant", "Amount before"),
                                   said("Montant", "Amount"),
                                   apart ? NULL : said("Écart (€)", "Difference (€)"),
                                   earlier->alike ? said("Croissance", "Growth") : NULL,
                                   earlier->alike ? said("Contribution", "Contribution") : NULL,
                                   said("Où", "Where")};
    enum { COLUMNS = sizeof columns / sizeof columns[0] };
    const char *titles[COLUMNS];
    size_t count = 0;
    for (size_t i = 0; i < COLUMNS; i++)
        if (columns[i])
            titles[count++] = columns[i];
    const struct priced *now = &activity_total(&page->report->activity)->sums,
                        *before = &activity_total(&earlier->activity)->sums;
    int64_t all = now->journees - before->journees;
    const struct change everything = {.key = (const unsigned char *)"", .length = 0};
    struct changes changes;
    if (!before_changes(earlier, &page->report->activity, by, &changes)) {
        page->sink->failed = true;
        return;
    }
    page_table(
        page,
        earlier->alike
            ? said("des journées : croissance : écart / avant ; contribution : écart / écart total",
                   "of days: growth: difference / before; contribution: difference / all of it")
        : apart ? said("deux états côte à côte, qui ne se comparent pas",
                       "two states side by side, which are not compared")
                : said("journées et montants", "days and amounts"),
        titles, count, 3);
    for (size_t i = 0; i < changes.count; i++) {
        const struct change *change = &changes.change[i];
        put_change_key(page, earlier, champs[by], change);
        put_change(page, earlier, &change->before, &change->now, all);
        put_change_lines(page, earlier, by, change);
    }
    page_total(page);
    put_change(page, earlier, before, now, all);
    put_change_lines(page, earlier, BEFORE_ALL, &everything);
    page_table_end(page);
    free(changes.change);
}

static void put_pairs(const struct page *page, const struct earlier *earlier)
{
    struct changes changes;
    struct svg_pair pairs[PAIRS_SHOWN];
    char names[PAIRS_SHOWN][ACTIVITY_KEY + 1];
    if (!before_changes(earlier, &page->report->activity, BEFORE_MPP, &changes)) {
        page->sink->failed = true;
        return;
    }
    size_t n = 0;
    for (size_t i = 0; i < changes.count && n < PAIRS_SHOWN; i++) {
        const struct change *change = &changes.change[i];
        if (change->before.journees + change->now.journees == 0)
            continue;
        snprintf(names[n], sizeof names[n], "%.*s", (int)change->length, (const char *)change->key);
        pairs[n] = (struct svg_pair){names[n], change->before.journees, change->now.journees};
        n++;
    }
    if (n >= 2) {
        svg_pairs(page->sink,
                  said("Journées par MPP, avant et maintenant", "Days by MPP, before and now"),
                  said("journées", "days"), said("avant", "before"), said("maintenant", "now"),
                  pairs, n);
    }
    free(changes.change);
}

/* Months of two states that are not the same would make a loss, or a gain, of their difference. */
static void put_apart(const struct page *page, const struct earlier *earlier)
{
    struct page whole = *page;
    whole.all_months = true;
    page_tag(
        page, "<p class=\"note\">",
        earlier->shares ? said("Trop peu de mois communs", "Too few months in common")
                        : said("Aucun mois commun", "No month in common"),
        said("&nbsp;: les tableaux ont les deux états côte à côte, sans écart, qui ne serait ni "
             "un gain ni une perte.</p>\n",
             ": the tables have both states side by side, without a difference, which would be "
             "neither a gain nor a loss.</p>\n"));
    if (!page->report->given->period_from)
        return;
    page_words(page, said("Pour comparer tous les mois des deux (sans --periode) :",
                          "To compare all months of both (without --periode):"));
    page_command(&whole, C_REPORT, said(" -o tous-les-mois.html", " -o all-months.html"), NULL);
}

/* What the two states cover: a year is compared with a year. */
static void put_months(const struct page *page, const struct earlier *earlier)
{
    char before[MONTHS_TEXT], now[MONTHS_TEXT];
    int32_t first, last;
    months_of(&page->report->activity, &first, &last);
    page_months(before, earlier->first, earlier->last);
    page_months(now, first, last);
    page_tag(page, said("<p>Avant : ", "<p>Before: "), before, "");
    page_tag(page, said(" ; maintenant : ", "; now: "), now, ".</p>\n");
    if (before_apart(earlier))
        put_apart(page, earlier);
    else if (!earlier->alike)
        page_warns(page,
                   said("Les deux états ne couvrent pas les mêmes mois : ni croissance ni "
                        "contribution n'ont de sens. Le tableau par mois les sépare.",
                        "The two states do not cover the same months: neither growth nor "
                        "contribution has any meaning. The table by month shows them apart."));
}

void page_changed(const struct page *page)
{
    const struct before *before = &page->report->compared->before;
    if (before->count == 0)
        return;
    page_section(page, "change", said("Ce qui a changé", "What changed"));
    for (size_t i = 0; i < before->count; i++) {
        const struct earlier *earlier = &before->state[i];
        page_tag(page, said("<h3>Depuis ", "<h3>Since "), earlier->path, "</h3>\n");
        put_months(page, earlier);
        put_moved(page, earlier);
        put_pairs(page, earlier);
        put_changes(page, earlier, BEFORE_MPP);
        put_changes(page, earlier, BEFORE_MONTH);
        put_changes(page, earlier, BEFORE_GHT);
    }
    page_section_end(page);
}
