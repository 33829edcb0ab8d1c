/* SPDX-License-Identifier: Apache-2.0 */
/* Sections by GHT that options ask for, and the first line of each: the State's valuation, a
 * simulation. */
#include "page.h"

#include "cli/write/html.h"

static void put_ght(const struct page *page, int ght)
{
    unsigned char code[2];
    write_two(code, (uint32_t)ght);
    page_row(page, "ght", code, sizeof code);
}

/* The lines of a GHT, in these files; below 0: of all. */
static void put_ght_lines(const struct page *page, int ght, const struct activity_row *row)
{
    unsigned char code[3] = "";
    if (ght >= 0)
        write_two(code, (uint32_t)ght);
    const struct page of = page_of_all(page, ALL_ZONES, ght < 0 ? NULL : "ght", (const char *)code);
    page_lines(&of, &row->lines);
    page_row_end(page);
}

/* --- The State's valuation -------------------------------------------------------------------- */

static void put_official_row(const struct page *page, const struct priced *own, bool given,
                             int64_t days, int64_t amount)
{
    page_number(page, own->journees);
    page_number_if(page, given, days);
    page_more(page, own->journees - days);
    page_euros(page, own->montant);
    page_euros_if(page, given, amount);
    page_more_euros(page, own->montant - amount);
}

void page_official(const struct page *page)
{
    const struct report *report = page->report;
    const struct official *official = &report->compared->official;
    const struct activity_row *all = activity_total(&report->activity);
    const char *const titles[] = {"GHT",
                                  said("Journées", "Days"),
                                  said("Journées de l'État", "The State's days"),
                                  said("Écart (journées)", "Gap (days)"),
                                  said("Montant", "Amount"),
                                  said("Montant de l'État", "The State's amount"),
                                  said("Écart (€)", "Gap (€)"),
                                  said("Où", "Where")};
    if (!report->given->officiel)
        return;
    page_section(page, "officiel",
                 said("Écart à la valorisation de l'État", "Gap to the State's valuation"));
    page_tag(page, said("<p>Ces fichiers moins ", "<p>These files less "), report->given->officiel,
             said(", tel que recopié de la valorisation de l'État.</p>\n",
                  ", as copied from the State's valuation.</p>\n"));
    if (all->sums.facturable != all->sums.montant)
        page_warns(page, said("Les montants comprennent ici ce qui n'est pas facturable, que "
                              "l'État ne valorise pas.",
                              "The amounts here include what is not billable, which the State does "
                              "not value."));
    page_table(page, said("écart : ces fichiers moins l'État", "gap: these files less the State"),
               titles, sizeof titles / sizeof titles[0], 3);
    for (int ght = 0; ght < OFFICIAL_GHTS; ght++) {
        const struct activity_row *own = activity_ght(&report->activity, ght);
        bool given = official->ght[ght].line != 0;
        if (!given && own->sums.sous_sequences == 0)
            continue;
        put_ght(page, ght);
        put_official_row(page, &own->sums, given, official->ght[ght].journees,
                         official->ght[ght].montant);
        put_ght_lines(page, ght, own);
    }
    const struct official_ght total = official_total(official);
    page_total(page);
    put_official_row(page, &all->sums, true, total.journees, total.montant);
    put_ght_lines(page, -1, all);
    page_table_end(page);
    page_section_end(page);
}

void page_official_first(const struct page *page)
{
    const struct report *report = page->report;
    const struct official_ght theirs = official_total(&report->compared->official);
    const struct priced *own = &activity_total(&report->activity)->sums;
    const int64_t days = own->journees - theirs.journees;
    char text[PEOPLE_MAX];
    if (!report->given->officiel)
        return;
    html_put(page->sink, said("<p><a href=\"#officiel\">Écart à l'État</a>&nbsp;: <strong>",
                              "<p><a href=\"#officiel\">Gap to the State</a>: <strong>"));
    people_more_euros(text, own->montant - theirs.montant);
    page_tag(page, "", text, said("</strong> et ", "</strong> and "));
    people_more(text, days);
    page_tag(page, "", text,
             people_one(days) ? said(" journée", " day") : said(" journées", " days"));
    page_tag(page, said(", ces fichiers moins ", ", these files less "), report->given->officiel,
             ".</p>\n");
}

/* --- A simulation ----------------------------------------------------------------------------- */

static void put_simulated_row(const struct page *page, const struct priced *own,
                              const struct priced *other)
{
    page_number(page, own->journees);
    page_number(page, other->journees);
    page_euros(page, own->montant);
    page_euros(page, other->montant);
    page_more_euros(page, other->montant - own->montant);
    page_per_cent(page, other->montant - own->montant, own->montant, true);
}

/* An item of a list: how many, none of them said; what they earn, -1 = not told. */
static void put_count(const struct page *page, int64_t count, const char *one, const char *many,
                      int64_t centimes)
{
    if (count == 0)
        return;
    html_put(page->sink, "<li>");
    page_counted(page, count, one, many);
    if (centimes >= 0) {
        html_put(page->sink, " (");
        html_euros(page->sink, centimes);
        html_put(page->sink, ")");
    }
    html_put(page->sink, "</li>\n");
}

static void put_simulation_notes(const struct page *page)
{
    const struct simulated *simulated = &page->report->simulated;
    struct priced total = simulated_total(simulated);
    html_put(page->sink, "<ul>\n");
    put_count(page, (int64_t)simulated->moved,
              said("sous-séquence change de zones", "sub-sequence has other zones"),
              said("sous-séquences changent de zones", "sub-sequences have other zones"), -1);
    put_count(page, simulated->lost.sous_sequences,
              said("sous-séquence a un montant, et la simulation ne la groupe pas",
                   "sub-sequence has an amount, and the simulation does not group it"),
              said("sous-séquences ont un montant, et la simulation ne les groupe pas",
                   "sub-sequences have an amount, and the simulation does not group them"),
              simulated->lost.montant);
    put_count(page, simulated->gained.sous_sequences,
              said("sous-séquence n'est groupée que par la simulation",
                   "sub-sequence is grouped by the simulation only"),
              said("sous-séquences ne sont groupées que par la simulation",
                   "sub-sequences are grouped by the simulation only"),
              simulated->gained.montant);
    put_count(page, total.sans_tarif,
              said("journée simulée n'a pas de tarif", "simulated day has no tariff"),
              said("journées simulées n'ont pas de tarif", "simulated days have no tariff"), -1);
    html_put(page->sink, "</ul>\n");
}

/* Whose tariffs or groups they are. */
static void put_simulated_by(const struct page *page)
{
    const struct simulation *simulation = &page->report->compared->simulation;
    page_tag(page, "",
             simulation->campagne
                 ? said("les tarifs de la campagne ", "the tariffs of campaign ")
                 : said("les groupes de la classification ", "the groups of classification "),
             "");
    page_tag(page, "<strong>", simulation->name, "</strong>");
    if (!simulation->campagne && !simulation->information.officielle)
        html_text(page->sink, said(", non officielle", ", not official"));
}

void page_simulation_first(const struct page *page)
{
    const struct report *report = page->report;
    const int64_t own = activity_total(&report->activity)->sums.montant;
    const struct priced total = simulated_total(&report->simulated);
    char text[PEOPLE_MAX];
    int64_t tenths;
    if (!report->given->simuler)
        return;
    html_put(page->sink, said("<p><a href=\"#simulation\">Simulation</a>, ",
                              "<p><a href=\"#simulation\">Simulation</a>, "));
    put_simulated_by(page);
    people_more_euros(text, total.montant - own);
    page_tag(page, said("&nbsp;: <strong>", ": <strong>"), text, "");
    if (tenths_of(total.montant - own, own, &tenths)) {
        people_per_cent(text, tenths, true);
        page_tag(page, " (", text, ")");
    }
    page_tag(page, "</strong>",
             said(" par rapport à ce montant ; ce n'est pas un montant dû.",
                  " compared with this amount; it is not an amount owed."),
             "</p>\n");
}

static void put_simulation_name(const struct page *page)
{
    html_put(page->sink, "<p class=\"note\"><strong>Simulation</strong>");
    html_put(page->sink, said("&nbsp;: ", ": "));
    put_simulated_by(page);
    page_tag(page, "",
             said(", quelle que soit la date des enregistrements. Ce ne sont pas des montants dus.",
                  ", whatever the dates of the records. These are not amounts owed."),
             "</p>\n");
}

void page_simulation(const struct page *page)
{
    const struct report *report = page->report;
    const struct activity_row *all = activity_total(&report->activity);
    const char *const titles[] = {"GHT",
                                  said("Journées", "Days"),
                                  said("Journées simulées", "Simulated days"),
                                  said("Montant", "Amount"),
                                  said("Montant simulé", "Simulated amount"),
                                  said("Effet (€)", "Effect (€)"),
                                  said("Effet (%)", "Effect (%)"),
                                  said("Où", "Where")};
    if (!report->given->simuler)
        return;
    struct priced total = simulated_total(&report->simulated);
    page_section(page, "simulation", said("Simulation", "Simulation"));
    put_simulation_name(page);
    put_simulation_notes(page);
    page_table(page, said("simulation, par GHT", "simulation, by GHT"), titles,
               sizeof titles / sizeof titles[0], 3);
    for (int ght = 0; ght < SIMULATED_GHTS; ght++) {
        const struct activity_row *own = activity_ght(&report->activity, ght);
        const struct priced *other = &report->simulated.ght[ght];
        if (own->sums.sous_sequences == 0 && other->sous_sequences == 0)
            continue;
        put_ght(page, ght);
        put_simulated_row(page, &own->sums, other);
        put_ght_lines(page, ght, own);
    }
    page_total(page);
    put_simulated_row(page, &all->sums, &total);
    put_ght_lines(page, -1, all);
    page_table_end(page);
    page_section_end(page);
}
