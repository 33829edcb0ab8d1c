/* SPDX-License-Identifier: Apache-2.0 */
#include "headings.h"

#include <string.h>

#include "cli/base/words.h"

/* By the name of the column; in the order in which a report has them. */
static const struct {
    const char *name, *words[2];
} headings[] = {
    {"sous_sequences", {"Sous-séquences", "Sub-sequences"}},
    {"journees", {"Journées", "Days"}},
    {"montant", {"Montant", "Amount"}},
    {"montant_facturable", {"dont facturable", "of which billable"}},
    {"montant_non_officiel", {"dont non officiel", "of which not official"}},
    {"journees_sans_tarif", {"Journées sans tarif", "Days without a tariff"}},
    {"montant_moyen", {"Par journée", "A day"}},
    {"rang_moyen", {"Rang moyen", "Mean rank"}},
    {"mois", {"Mois", "Month"}},
    {"mpp", {"MPP", "MPP"}},
    {"ghpc", {"GHPC", "GHPC"}},
    {"ght", {"GHT", "GHT"}},
    {"type_domicile", {"Type de domicile", "Type of domicile"}},
    {"age", {"Âge à l'entrée", "Age at entry"}},
    {"secteur", {"Secteur", "Sector"}},
    {"libelle", {"Ce que cela veut dire", "What it means"}},
    {"ou", {"Où : fichier et lignes", "Where: file and lines"}},
    {"ou_avant", {"Où, dans l'ancien état", "Where, in the earlier state"}},
    {"etat", {"État", "State"}},
    {"enregistrements", {"Nombre de lignes", "Number of lines"}},
    {"estimation", {"Estimation", "Estimate"}},
    {"code", {"Code", "Code"}},
    {"bloquants", {"Bloque (lignes)", "Blocks (lines)"}},
    {"alertes", {"Avertit (lignes)", "Warns (lines)"}},
    {"avant", {"Depuis", "Since"}},
    {"par", {"Par", "By"}},
    {"cle", {"Clé", "Key"}},
    {"journees_avant", {"Journées avant", "Days before"}},
    {"ecart_journees", {"Écart de journées", "Difference in days"}},
    {"croissance", {"Croissance (%)", "Growth (%)"}},
    {"contribution", {"Contribution (%)", "Contribution (%)"}},
    {"montant_avant", {"Montant avant", "Amount before"}},
    {"ecart_montant", {"Écart de montant", "Difference in amount"}},
    {"journees_officielles", {"Journées de l'État", "The State's days"}},
    {"montant_officiel", {"Montant de l'État", "The State's amount"}},
    {"journees_simulees", {"Journées simulées", "Simulated days"}},
    {"montant_simule", {"Montant simulé", "Simulated amount"}},
    {"ecart_simule", {"Effet", "Effect"}},
    {"journees_simulees_sans_tarif",
     {"Journées simulées sans tarif", "Simulated days without a tariff"}},
    {"indicateur", {"Indicateur", "Indicator"}},
    {"valeur", {"Valeur", "Value"}},
    {"unite", {"Unité", "Unit"}},
    {"part", {"Part (%)", "Share (%)"}},
    {"motif", {"Pourquoi il manque", "Why it is not there"}},
    {"definition", {"Comment il se calcule", "How it is computed"}},
    {"source", {"Source", "Source"}},
    {"lieu", {"Lieu", "Place"}},
    {"annee", {"Année", "Year"}},
    {"reference", {"Valeur publiée", "Value published"}},
    {"texte", {"Ce qui est publié", "What is published"}},
    {"mode_2004", {"Mode de 2004", "Mode of 2004"}},
    {"partie", {"Partie", "Part"}},
    {"code_pmsi", {"Code du PMSI", "Code of the PMSI"}},
    {"situation", {"Seul, ou avec un autre mode", "Alone, or with another mode"}},
    {"soins", {"Types de soins", "Types of care"}},
    {"rubrique", {"Rubrique", "Item"}},
    {"poste", {"Poste", "Item"}},
    {"lignes", {"Lignes", "Lines"}},
    {"quantite", {"Quantité", "Quantity"}},
    {"ucd", {"UCD", "UCD"}},
    {"prestation", {"Prestation", "Type of supply"}},
    {"cause", {"Facture et GHT", "Invoice and GHT"}},
    {"jours_dus", {"Journées dues", "Days due"}},
    {"jours_factures", {"Journées facturées", "Days billed"}},
    {"montant_du", {"Dû", "Owed"}},
    {"montant_facture", {"Facturé", "Billed"}},
    {"montant_amo", {"Part de l'assurance", "Part of the insurance"}},
    {"rejetees", {"Rejetées", "Rejected"}},
    {"signalees", {"Gardées, signalées", "Kept, told of"}},
};

const char *column_heading(const struct column *column)
{
    for (size_t i = 0; i < sizeof headings / sizeof headings[0]; i++)
        if (strcmp(headings[i].name, column->name) == 0)
            return headings[i].words[words_language_get()];
    return column->name;
}
