/* SPDX-License-Identifier: Apache-2.0 */
/* had report: what is billed beside the days, as tables and as a section of the page. */
#include "page.h"
#include "tables.h"

#include <stdio.h>
#include <string.h>

#include "cli/ask/catalogue.h"
#include "cli/rows/rows.h"
#include "cli/write/html.h"

/* --- What is owed in all ---------------------------------------------------------------------- */

static void write_ensemble(const struct report *report, struct table *table)
{
    struct report_post posts[REPORT_POSTS];
    size_t n = report_posts(report, posts);
    for (size_t i = 0; i < n; i++) {
        row_begin(table, PUT_FIELD_MAX(PLACES_TEXT));
        cell_meaning(table, posts[i].name, said(posts[i].title[0], posts[i].title[1]));
        cell_number_if(table, posts[i].lines >= 0, posts[i].lines);
        cell_number_if(table, posts[i].days >= 0, posts[i].days);
        cell_thousandths(table, posts[i].thousandths);
        cell_places(table, report, &posts[i].where, posts[i].beside);
        row_end(table);
    }
}

/* --- Tables ----------------------------------------------------------------------------------- */

static void write_drugs(const struct report *report, enum beside_by by, struct table *table)
{
    const struct keyed *keyed = &report->beside->by[by];
    for (size_t i = 0; i < keyed->count; i++) {
        drug_sums_begin(table, drug_sum(keyed, i), 1, PUT_FIELD_MAX(PLACES_TEXT));
        cell_places(table, report, &beside_drug(keyed, i)->lines, true);
        row_end(table);
    }
}

static void write_months(const struct report *report, struct table *table)
{
    write_drugs(report, BESIDE_MOIS, table);
}

static void write_codes_of_drugs(const struct report *report, struct table *table)
{
    write_drugs(report, BESIDE_UCD, table);
}

static void write_prestations(const struct report *report, struct table *table)
{
    write_drugs(report, BESIDE_PRESTATION, table);
}

static const char *const causes[BILL_CAUSES] = {"egal",      "jamais_facture", "non_du",
                                                "deux_fois", "journees",       "prix"};

static void write_bills(const struct report *report, struct table *table)
{
    for (enum bill_cause cause = BILL_EQUAL; cause < BILL_CAUSES; cause++) {
        const struct bill_sums *sums = &report->beside->causes[cause];
        row_begin(table, 0);
        cell_meaning(table, causes[cause], bill_cause_text(cause));
        cell_number(table, (int64_t)sums->rows);
        cell_number(table, sums->days_due);
        cell_number(table, sums->days_billed);
        cell_euros(table, sums->due);
        cell_euros(table, sums->billed);
        row_end(table);
    }
}

static const char *const rights[RIGHTS] = {"facturable", "non_facturable", "sans_vidhosp",
                                           "contraire", "sans_objet"};

static const char *right_text(enum beside_right right)
{
    const char *const texts[RIGHTS] = {
        said("Facturable", "Billable"), said("Non facturable", "Not billable"),
        said("Aucun pour le séjour (922)", "None for the stay (922)"),
        said("Deux qui diffèrent, ou illisible (922)", "Two that differ, or unreadable (922)"),
        said("Sans objet (ex-OQN)", "Not applicable (ex-OQN)")};
    return texts[right];
}

static void write_rights(const struct report *report, struct table *table)
{
    for (int right = 0; right < RIGHTS; right++) {
        const struct beside_right_row *row = &report->beside->right[right];
        row_begin(table, PUT_FIELD_MAX(PLACES_TEXT));
        cell_meaning(table, rights[right], right_text((enum beside_right)right));
        cell_number(table, row->sums.sous_sequences);
        cell_number(table, row->sums.journees);
        cell_euros(table, row->sums.montant);
        cell_euros(table, row->sums.facturable);
        cell_euros(table, row->amo);
        cell_places(table, report, &row->lines, false);
        row_end(table);
    }
}

/* Each finding of the lines of one kind: how many it rejects, how many it tells of. */
static void each_code(const struct owed *beside, bool drugs,
                      void (*tell)(void *context, const char *source, const had_finding_info *info,
                                   uint64_t rejected, uint64_t warned),
                      void *context)
{
    const struct beside_lines *lines = drugs ? &beside->drug_lines : &beside->bill_lines;
    for (int n = 0; n < SIDE_CODES; n++) {
        had_finding_info info = {.size = sizeof info};
        if (lines->refused[n] + lines->warned[n] == 0)
            continue;
        had_finding_get((size_t)n, 0, &info);
        tell(context, drugs ? "medicaments" : "rsf", &info, lines->refused[n], lines->warned[n]);
    }
}

static const char *source_text(const char *source)
{
    return strcmp(source, "rsf") == 0 ? "RSF" : said("médicaments", "drugs");
}

static void write_code(void *context, const char *source, const had_finding_info *info,
                       uint64_t rejected, uint64_t warned)
{
    struct table *table = context;
    row_begin(table, 0);
    cell_meaning(table, source, source_text(source));
    cell_word(table, info->code);
    cell_number(table, (int64_t)rejected);
    cell_number(table, (int64_t)warned);
    cell_name(table, said(info->fr, info->en));
    row_end(table);
}

static void write_line_codes(const struct report *report, struct table *table)
{
    each_code(report->beside, true, write_code, table);
    each_code(report->beside, false, write_code, table);
}

static const struct part months = {"medicaments_mois",
                                   {"Médicaments par mois", "Drugs by month"},
                                   columns_report_drugs[BESIDE_MOIS],
                                   write_months,
                                   BY_ALL},
                         ucds = {"medicaments_ucd",
                                 {"Médicaments par UCD", "Drugs by UCD"},
                                 columns_report_drugs[BESIDE_UCD],
                                 write_codes_of_drugs,
                                 BY_ALL},
                         prestations = {"medicaments_prestation",
                                        {"Médicaments par prestation", "Drugs by type of supply"},
                                        columns_report_drugs[BESIDE_PRESTATION],
                                        write_prestations,
                                        BY_ALL},
                         ensemble = {"ensemble",
                                     {"Ensemble", "In all"},
                                     columns_report_ensemble,
                                     write_ensemble,
                                     BY_ALL},
                         bills = {"factures",
                                  {"Dû et facturé", "Owed and billed"},
                                  columns_report_factures,
                                  write_bills,
                                  BY_ALL},
                         facts = {"droits",
                                  {"VID-HOSP", "VID-HOSP"},
                                  columns_report_droits,
                                  write_rights,
                                  BY_ALL},
                         codes = {"lignes_codes",
                                  {"Lignes à côté", "Lines beside"},
                                  columns_report_beside_codes,
                                  write_line_codes,
                                  BY_ALL};

size_t report_beside_parts(const struct owed *beside, struct part out[BESIDE_PARTS])
{
    size_t n = 0;
    out[n++] = ensemble;
    if (beside->with_drugs) {
        out[n++] = months;
        out[n++] = ucds;
        out[n++] = prestations;
    }
    if (beside->with_bills)
        out[n++] = bills;
    if (beside->with_rights)
        out[n++] = facts;
    if (beside->with_drugs)
        out[n++] = codes;
    return n;
}

/* --- The page --------------------------------------------------------------------------------- */

static void put_thousandths(const struct page *page, int64_t thousandths)
{
    char text[PEOPLE_MAX];
    people_thousandths(text, thousandths);
    page_tag(page, "<td>", text, "</td>");
}

/* Rows of `had bills --all` have no line: their columns tell which are meant. */
static void put_rows_of_bills(const struct page *page, const char *rows)
{
    page_tag(page, "<td class=\"t o\"><a href=\"#" ALL_BESIDE "\">", "had bills --all", "</a>");
    page_tag(page, said("&nbsp;: ", ": "), rows, "</td>");
}

static void put_posts(const struct page *page)
{
    const char *const titles[] = {said("Poste", "Item"), said("Lignes", "Lines"),
                                  said("Journées", "Days"), said("Euros", "Euros"),
                                  said("Où", "Where")};
    const struct page records = page_of_all(page, page_all_records(page), NULL, NULL),
                      beside = {.report = page->report,
                                .sink = page->sink,
                                .beside = true,
                                .all = ALL_BESIDE};
    struct report_post posts[REPORT_POSTS];
    size_t n = report_posts(page->report, posts);
    page_table(page,
               said("tout ce qui est dû, et ce qui le compose",
                    "all that is owed, and what it is made of"),
               titles, 5, 3);
    for (size_t i = 0; i < n; i++) {
        page_head(page, said(posts[i].title[0], posts[i].title[1]));
        page_number_if(page, posts[i].lines >= 0, posts[i].lines);
        page_number_if(page, posts[i].days >= 0, posts[i].days);
        put_thousandths(page, posts[i].thousandths);
        if (posts[i].rows)
            put_rows_of_bills(page, posts[i].rows);
        else
            page_lines(posts[i].beside ? &beside : &records, &posts[i].where);
        page_row_end(page);
    }
    page_table_end(page);
}

static void put_drugs(const struct page *page, enum beside_by by, const char *title)
{
    static const char *const commands_by[BESIDE_BYS] = {" --by mois", " --by ucd",
                                                        " --by prestation"};
    const struct list *const lists[] = {&page->report->given->fichcomp, &page->report->given->rsf,
                                        NULL};
    const struct keyed *keyed = &page->report->beside->by[by];
    const struct page lines = {
        .report = page->report, .sink = page->sink, .beside = true, .all = ALL_BESIDE};
    const char *const titles[] = {title, said("Lignes", "Lines"), said("Quantité", "Quantity"),
                                  said("Euros", "Euros"), said("Où", "Where")};
    page_tag(page, "<h3>", title, "</h3>\n");
    page_table(page, said("montants en euros, au millième", "amounts in euros, to the thousandth"),
               titles, 5, 3);
    for (size_t i = 0; i < keyed->count && i < ROWS_SHOWN; i++) {
        const struct beside_drug *drug = beside_drug(keyed, i);
        page_row(page, NULL, drug->sum.keyed.key, drug->sum.keyed.length - 1);
        page_number(page, drug->sum.value[LIGNES]);
        put_thousandths(page, drug->sum.value[QUANTITE]);
        put_thousandths(page, drug->sum.value[MONTANT]);
        page_lines(&lines, &drug->lines);
        page_row_end(page);
    }
    page_table_end(page);
    if (page_rows_left(page, keyed->count))
        page_command(page, C_DRUGS, commands_by[by], lists);
}

static void put_bills(const struct page *page)
{
    const char *const titles[] = {said("Facture et GHT", "Invoice and GHT"),
                                  said("Lignes", "Rows"),
                                  said("Journées dues", "Days due"),
                                  said("Journées facturées", "Days billed"),
                                  said("Dû", "Owed"),
                                  said("Facturé", "Billed"),
                                  said("Où", "Where")};
    page_tag(page, "<h3>", said(bills.title[0], bills.title[1]), "</h3>\n");
    page_table(page,
               said("une ligne de had bills --all, par facture et GHT, est dans une cause et une "
                    "seule ; sans tarif (902), le dû compte 0",
                    "a row of had bills --all, by invoice and GHT, is in one cause and one only; "
                    "without a tariff (902) what is owed counts 0"),
               titles, 7, 5);
    for (enum bill_cause cause = BILL_EQUAL; cause < BILL_CAUSES; cause++) {
        const struct bill_sums *sums = &page->report->beside->causes[cause];
        page_head(page, bill_cause_text(cause));
        page_number(page, (int64_t)sums->rows);
        page_number(page, sums->days_due);
        page_number(page, sums->days_billed);
        page_euros(page, sums->due);
        page_euros(page, sums->billed);
        put_rows_of_bills(page, report_cause_rows(cause));
        page_row_end(page);
    }
    page_table_end(page);
}

static void put_rights(const struct page *page)
{
    const char *const titles[] = {said("VID-HOSP", "VID-HOSP"),
                                  said("Sous-séquences", "Sub-sequences"),
                                  said("Journées", "Days"),
                                  said("Montant", "Amount"),
                                  said("Part de l'assurance", "Part of the insurance"),
                                  said("Où", "Where")};
    page_tag(page, "<h3>",
             said("Facturable, et part de l'assurance maladie",
                  "Billable, and the part that the insurance pays"),
             "</h3>\n");
    page_table(page, said("montants en euros", "amounts in euros"), titles, 6, 4);
    const struct page of = page_of_all(page, ALL_BESIDE, NULL, NULL);
    for (int right = 0; right < RIGHTS; right++) {
        const struct beside_right_row *row = &page->report->beside->right[right];
        page_head(page, right_text((enum beside_right)right));
        page_number(page, row->sums.sous_sequences);
        page_number(page, row->sums.journees);
        page_euros(page, row->sums.montant);
        page_euros(page, row->amo);
        page_lines(&of, &row->lines);
        page_row_end(page);
    }
    page_table_end(page);
}

static void put_code(void *context, const char *source, const had_finding_info *info,
                     uint64_t rejected, uint64_t warned)
{
    const struct page *page = context;
    page_head(page, info->code);
    page_tag(page, "<td class=\"t\">", source_text(source), "</td>");
    page_tag(page, "<td class=\"t w\">", said(info->fr, info->en), "</td>");
    page_number(page, (int64_t)rejected);
    page_number(page, (int64_t)warned);
    page_row_end(page);
}

static void put_codes(const struct page *page)
{
    const char *const titles[] = {said("Code", "Code"), said("\tFichiers", "\tFiles"),
                                  said("\t\tSens", "\t\tMeaning"), said("Rejetées", "Rejected"),
                                  said("Gardées", "Kept")};
    struct page own = *page;
    page_tag(page, "<h3>",
             said("Lignes rejetées ou signalées", "Lines rejected, or kept with a warning"),
             "</h3>\n");
    page_table(page,
               said("had drugs et had bills nomment chaque ligne",
                    "had drugs and had bills name each line"),
               titles, 5, 3);
    each_code(page->report->beside, true, put_code, &own);
    each_code(page->report->beside, false, put_code, &own);
    page_table_end(page);
}

/* The commands that list the lines behind these sums. */
static void put_commands(const struct page *page)
{
    const struct owed *beside = page->report->beside;
    const struct list *const drugs[] = {&page->report->given->fichcomp, &page->report->given->rsf,
                                        NULL};
    page_words_at(page, ALL_BESIDE,
                  page->report->given->period_from
                      ? said("Les lignes derrière ces sommes ; had drugs et had bills donnent "
                             "celles de tous les mois :",
                             "The lines behind these sums; had drugs and had bills give those of "
                             "all months:")
                      : said("Les lignes derrière ces sommes :", "The lines behind these sums:"));
    if (beside->with_drugs)
        page_command(page, C_DRUGS, "", drugs);
    if (beside->with_bills)
        page_command(page, C_BILLS, " --all", drugs + 1);
    if (beside->with_rights)
        page_command(page, C_PRICE, "", NULL);
}

void page_beside(const struct page *page)
{
    const struct owed *beside = page->report->beside;
    page_tag(page, "<section><h2>",
             said("Tout ce qui est dû : journées, médicaments, factures",
                  "All that is owed: days, drugs, invoices"),
             "</h2>\n");
    put_posts(page);
    if (beside->with_bills)
        put_bills(page);
    if (beside->with_rights)
        put_rights(page);
    if (beside->with_drugs) {
        put_drugs(page, BESIDE_MOIS, said(months.title[0], months.title[1]));
        put_drugs(page, BESIDE_UCD, said(ucds.title[0], ucds.title[1]));
        put_drugs(page, BESIDE_PRESTATION, said(prestations.title[0], prestations.title[1]));
        put_codes(page);
    }
    put_commands(page);
    page_section_end(page);
}
