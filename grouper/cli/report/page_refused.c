/* SPDX-License-Identifier: Apache-2.0 */
/* What is refused: in all, line by line, and by code. */
#include "page.h"

#include "cli/rows/rows.h"
#include "cli/write/html.h"

static void put_estimate(const struct page *page, const struct estimate *estimate)
{
    page_euros_if(page, estimate_known(estimate), estimate->centimes);
}

/* The code that holds back most: the first of those that block, as had check ranks them. */
static void put_dearest(const struct page *page)
{
    const struct refusals *refusals = &page->report->refusals;
    const struct ranked_code *first = refusals->ranked, *end = first + refusals->ranked_count;
    while (first < end && first->blocking == 0)
        first++;
    if (first == end || first->estimate.records == 0)
        return;
    const had_finding_info *info = &first->info;
    page_tag(page,
             said(" Le plus cher : <a href=\"#anomalies\">", " Costliest: <a href=\"#anomalies\">"),
             info->code, " ");
    page_tag(page, "", said(info->fr, info->en), "</a>, ");
    html_euros(page->sink, first->estimate.centimes);
    html_put(page->sink, ".");
}

/* Those that may not be of the months asked for. */
static void put_uncertain(const struct page *page)
{
    const struct refused_anywhere lines = report_anywhere(page->report);
    if (lines.undated + lines.elsewhere == 0)
        return;
    html_put(page->sink, " ");
    page_counted(page, (int64_t)(lines.undated + lines.elsewhere),
                 said("ligne refusée n'a pas de mois certain, et compte ici.",
                      "refused line has no certain month, and counts here."),
                 said("lignes refusées n'ont pas de mois certain, et comptent ici.",
                      "refused lines have no certain month, and count here."));
}

void page_refused_first(const struct page *page)
{
    struct estimate all;
    uint64_t lines = refusals_all(&page->report->refusals, &all);
    if (lines == 0) {
        page_words(page, said("Aucune ligne n'est refusée.", "No line is refused."));
        return;
    }
    html_put(page->sink, said("<p>Refusé : <strong><a href=\"#refuse\">",
                              "<p>Refused: <strong><a href=\"#refuse\">"));
    page_counted(page, (int64_t)lines, said("ligne", "line"), said("lignes", "lines"));
    html_put(page->sink, "</a></strong>, ");
    if (all.records == 0) {
        html_put(page->sink, said("sans estimation possible.", "with no estimate."));
        put_uncertain(page);
        html_put(page->sink, "</p>\n");
        return;
    }
    if (all.without > 0) {
        html_put(page->sink, said("dont ", "of which "));
        html_number(page->sink, (int64_t)all.records);
        html_put(page->sink, " ");
    }
    html_put(page->sink, people_one((int64_t)all.records)
                             ? said("estimée à <strong>", "estimated at <strong>")
                             : said("estimées à <strong>", "estimated at <strong>"));
    html_euros(page->sink, all.centimes);
    html_put(page->sink, "</strong>");
    if (all.without > 0) {
        html_put(page->sink, said(" et ", " and "));
        page_counted(page, (int64_t)all.without, said("sans estimation", "with no estimate"),
                     said("sans estimation", "with no estimate"));
    }
    html_put(page->sink, ".");
    put_dearest(page);
    put_uncertain(page);
    html_put(page->sink, "</p>\n");
}

/* What is in the number of lines only. */
static void put_uncounted(const struct page *page)
{
    uint64_t uncounted = 0;
    for (enum refused way = 0; way < REFUSED_WAYS; way++)
        uncounted += page->report->refusals.refused[way].uncounted;
    if (uncounted == 0)
        return;
    html_put(page->sink, "<p>");
    page_counted(
        page, (int64_t)uncounted,
        said("de ces lignes a des dates illisibles, ou une durée hors de 1 à 62 jours : "
             "elle n'a ici ni jours ni estimation.",
             "of these lines has dates that cannot be read, or does not last 1 to 62 days: "
             "it has neither days nor an estimate here."),
        said("de ces lignes ont des dates illisibles, ou une durée hors de 1 à 62 "
             "jours : elles n'ont ici ni jours ni estimation.",
             "of these lines have dates that cannot be read, or do not last 1 to 62 days: "
             "they have neither days nor an estimate here."));
    html_put(page->sink, "</p>\n");
}

/* Why they count all the same. */
static void put_of_any_month(const struct page *page)
{
    const struct refused_anywhere lines = report_anywhere(page->report);
    if (lines.undated + lines.elsewhere == 0)
        return;
    html_put(page->sink, "<p>");
    page_counted(page, (int64_t)(lines.undated + lines.elsewhere),
                 said("de ces lignes n'a pas de mois certain et compte dans toute période "
                      "demandée : ",
                      "of these lines has no certain month and counts in any period asked for: "),
                 said("de ces lignes n'ont pas de mois certain et comptent dans toute période "
                      "demandée : ",
                      "of these lines have no certain month and count in any period asked for: "));
    if (lines.undated > 0)
        page_counted(page, (int64_t)lines.undated,
                     said("sans date de fin lisible", "without an end date that can be read"),
                     said("sans date de fin lisible", "without an end date that can be read"));
    html_put(page->sink, lines.undated > 0 && lines.elsewhere > 0 ? ", " : "");
    if (lines.elsewhere > 0)
        page_counted(page, (int64_t)lines.elsewhere,
                     said("rejetée, dont la date de fin est d'un autre mois",
                          "rejected, whose end date is of another month"),
                     said("rejetées, dont la date de fin est d'un autre mois",
                          "rejected, whose end date is of another month"));
    html_put(page->sink, ".</p>\n");
}

/* A code, what it means and the field that it is about: all that is to be corrected. */
static void put_codes(const struct page *page, const struct refused_line *line)
{
    enum { SHOWN = 3 };
    int64_t count = 0;
    html_put(page->sink, "<td class=\"t w\">");
    for (int number = finding_from(&line->codes, 0); number < HAD_FINDINGS_MAX;
         number = finding_from(&line->codes, number + 1)) {
        had_finding_info info = {.size = sizeof info};
        char field[FINDING_FIELD], other[FINDING_FIELD];
        if (++count > SHOWN)
            continue;
        had_finding_get((size_t)number, line->place.fin / 10000, &info);
        finding_field(info.fields, field);
        finding_field(info.compared, other);
        page_tag(page, count > 1 ? "<br>" : "", info.code, " ");
        html_text(page->sink, said(info.fr, info.en));
        if (field[0])
            page_tag(page, " (", field, "");
        if (field[0] && other[0]) /* either may be wrong */
            page_tag(page, said(" ou ", " or "), other, "");
        html_put(page->sink, field[0] ? ")" : "");
    }
    if (count > SHOWN) {
        html_put(page->sink, "<br>");
        page_counted(page, count - SHOWN, said("autre code", "more code"),
                     said("autres codes", "more codes"));
    }
    html_put(page->sink, "</td>");
}

static void put_line(const struct page *page, const struct refused_line *line)
{
    const int64_t estimate = refusals_estimate(&page->report->refusals, line);
    page_line_head(page, &line->place);
    page_date(page, line->place.debut);
    page_date(page, line->place.fin);
    page_number_if(page, line->place.told, line->place.days);
    page_euros_if(page, estimate >= 0, estimate);
    put_codes(page, line);
    page_row_end(page);
}

/* The first of them one by one, then the command that has them all. */
static void put_each(const struct page *page)
{
    const struct refused_lines *lines = &page->report->refusals.lines;
    const char *const titles[] = {said("Ligne", "Line"),
                                  said("Du", "From"),
                                  said("Au", "To"),
                                  said("Jours", "Days"),
                                  said("Estimation", "Estimate"),
                                  said("\t\tÀ corriger", "\t\tTo correct")};
    struct estimate all;
    const uint64_t count = refusals_all(&page->report->refusals, &all);
    if (count == 0)
        return;
    page_table(page,
               said("Les lignes refusées, dans l'ordre des fichiers, avec les codes qui bloquent",
                    "The lines refused, in the order of the files, with the codes that block"),
               titles, sizeof titles / sizeof titles[0], 4);
    for (size_t i = 0; i < lines->count && i < ROWS_SHOWN; i++)
        put_line(page, &lines->line[i]);
    page_table_end(page);
    if (!page_rows_left(page, (size_t)count))
        return;
    if (page_all_findings(page))
        page_command(page, C_CHECK, page->report->given->chainage ? "" : " --sans-chainage", NULL);
    else
        page_command(page, C_REPORT, " --to csv -o tables", NULL);
}

void page_refused(const struct page *page)
{
    const char *const titles[] = {said("État", "State"), said("Lignes", "Lines"),
                                  said("Jours", "Days"), said("Estimation", "Estimate"),
                                  said("Où", "Where")};
    page_section(page, "refuse",
                 said("Ce qui est refusé, et son estimation", "What is refused, and its estimate"));
    page_table(page,
               said("Une estimation n'est pas un montant : jours des lignes refusées, au montant "
                    "moyen d'une journée du même MPP, ou de toutes s'il n'en a pas",
                    "An estimate is not an amount: days of the lines refused, at the mean amount "
                    "of a day of the same MPP, or of all days where it has none"),
               titles, 5, 3);
    const struct page of = page_of_all(page, page_all_findings(page), NULL, NULL);
    for (enum refused way = 0; way < REFUSED_WAYS; way++) {
        const struct refusal *refusal = &page->report->refusals.refused[way];
        page_head(page, refused_text(way));
        page_number(page, (int64_t)refusal->records);
        page_number(page, refusal->days);
        put_estimate(page, &refusal->estimate);
        page_lines(&of, &refusal->lines);
        page_row_end(page);
    }
    page_table_end(page);
    put_each(page);
    put_uncounted(page);
    put_of_any_month(page);
    page_outside(page);
    page_section_end(page);
}

/* The command that lists them. */
static void put_findings_command(const struct page *page)
{
    if (!page_all_findings(page))
        return;
    page_words_at(page, ALL_FINDINGS,
                  page->report->account.other_finess > 0
                      ? said("Chaque ligne de chaque code, et des FINESS mêlés (FINESS "
                             "INCOHERENT) :",
                             "Each line of each code, and of mixed FINESS (FINESS INCOHERENT):")
                      : said("Chaque ligne de chaque code :", "Each line of each code:"));
    page_command(page, C_CHECK, page->report->given->chainage ? "" : " --sans-chainage", NULL);
}

void page_codes(const struct page *page)
{
    const struct refusals *refusals = &page->report->refusals;
    const char *const titles[] = {said("Code", "Code"),     said("\t\tSens", "\t\tMeaning"),
                                  said("Bloque", "Blocks"), said("Avertit", "Warns"),
                                  said("Jours", "Days"),    said("Estimation", "Estimate"),
                                  said("Où", "Where")};
    page_section(page, "anomalies", said("Anomalies, par estimation", "Findings, by estimate"));
    page_words(page, said("Un enregistrement compte dans chacun de ses codes : les lignes ne "
                          "s'additionnent pas.",
                          "A record counts in each of its codes: the rows do not add up."));
    page_words(page, page->report->given->chainage
                         ? said("Contrôles de chaque enregistrement, et entre enregistrements "
                                "(--chainage).",
                                "Controls of each record, and between records (--chainage).")
                         : said("Contrôles de chaque enregistrement seul : ceux entre "
                                "enregistrements ne sont pas appliqués aux montants (had check les "
                                "donne aussi ; pour les appliquer : --chainage).",
                                "Controls of each record on its own: those between records are not "
                                "applied to amounts (had check gives them too; to apply them: "
                                "--chainage)."));
    put_findings_command(page);
    page_table(page, said("estimations en euros", "estimates in euros"), titles, 7, 4);
    for (size_t i = 0; i < refusals->ranked_count; i++) {
        const struct ranked_code *code = &refusals->ranked[i];
        page_head(page, code->info.code);
        page_tag(page, "<td class=\"t w\">", said(code->info.fr, code->info.en), "</td>");
        page_number(page, (int64_t)code->blocking);
        page_number(page, (int64_t)code->alert);
        page_number(page, code->days);
        put_estimate(page, &code->estimate);
        const struct page of = page_of_all(page, page_all_findings(page), "code", code->info.code);
        page_lines(&of, &refusals->codes[code->number]);
        page_row_end(page);
    }
    page_table_end(page);
    page_section_end(page);
}
