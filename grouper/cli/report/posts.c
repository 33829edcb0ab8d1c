/* SPDX-License-Identifier: Apache-2.0 */
/* All that is owed, post by post, and the lines that make each. */
#include "report.h"

#include "cli/write/html.h"

/* Posts are in thousandths of euros, as drugs are; days in centimes. */
enum { THOUSANDTHS = 10 };

const char *report_cause_rows(enum bill_cause cause)
{
    const char *const rows[BILL_CAUSES] = {
        said("ecart vide", "ecart blank"),
        "ecart = non_facture",
        "ecart = non_du",
        said("ecart commence par jours, jours_factures au moins 2 fois jours_dus",
             "ecart begins with jours, jours_factures at least twice jours_dus"),
        said("ecart commence par jours, jours_factures moins de 2 fois jours_dus",
             "ecart begins with jours, jours_factures less than twice jours_dus"),
        "ecart = montant"};
    return rows[cause];
}

static struct report_post post(const char *name, const char *fr, const char *en, int64_t lines,
                               int64_t days, int64_t thousandths)
{
    return (struct report_post){name, {fr, en}, lines, days, thousandths, {.kept = 0}, false, NULL};
}

static struct report_post billed_post(const char *name, const char *fr, const char *en,
                                      const struct bill_sums *sums, bool due, const char *rows)
{
    struct report_post made =
        post(name, fr, en, (int64_t)sums->rows, due ? sums->days_due : sums->days_billed,
             (due ? sums->due : sums->billed) * THOUSANDTHS);
    made.rows = rows;
    return made;
}

static void add_posts_of_days(const struct report *report, struct report_post *out, size_t *n)
{
    const struct activity *activity = &report->activity;
    const struct priced *sums = &activity_total(activity)->sums;
    int64_t billable = sums->facturable * THOUSANDTHS, all = sums->montant * THOUSANDTHS;
    out[*n] = post("journees", "Journées", "Days", sums->sous_sequences, sums->journees, all);
    out[(*n)++].where = activity_total(activity)->lines;
    out[*n] = post("facturable", "dont facturable", "of which billable", -1, -1, billable);
    out[(*n)++].where = activity_lines(activity, SUM_FACTURABLE, SUM_NONE);
    out[*n] = post("non_facturable", "dont non facturable", "of which not billable", -1, -1,
                   all - billable);
    out[(*n)++].where = activity_lines(activity, SUM_MONTANT, SUM_FACTURABLE);
}

static struct report_post drugs_post(const struct owed *beside)
{
    struct report_post drugs =
        post("medicaments", "Médicaments en sus", "Drugs on top", (int64_t)beside->drug_lines.kept,
             -1, beside->drugs_total[MONTANT]);
    const struct keyed *months = &beside->by[BESIDE_MOIS];
    for (size_t i = 0; i < months->count; i++)
        lines_join(&drugs.where, &beside_drug(months, i)->lines);
    drugs.beside = true;
    return drugs;
}

size_t report_posts(const struct report *report, struct report_post out[REPORT_POSTS])
{
    const struct owed *beside = report->beside;
    int64_t billable = activity_total(&report->activity)->sums.facturable * THOUSANDTHS;
    size_t n = 0;
    add_posts_of_days(report, out, &n);
    if (beside->with_drugs)
        out[n++] = drugs_post(beside);
    out[n++] = post("du", "Dû : facturable et médicaments", "Owed: billable and drugs", -1, -1,
                    billable + beside->drugs_total[MONTANT]);
    if (beside->with_rights) {
        const struct beside_right_row *right = &beside->right[RIGHT_BILLABLE];
        out[n] = post("part_assurance", "dont part de l'assurance maladie, où elle est connue",
                      "of which the part of the insurance, where it is known", -1, -1,
                      right->amo * THOUSANDTHS);
        out[n++].where = right->lines;
    }
    if (beside->with_bills) {
        out[n++] = billed_post("facture", "Journées facturées", "Days billed", &beside->billed,
                               false, "montant_facture");
        out[n++] = billed_post("non_facture", "Dû, jamais facturé", "Owed, never billed",
                               &beside->causes[BILL_NEVER], true, report_cause_rows(BILL_NEVER));
        out[n++] =
            billed_post("non_du", "Facturé sans être dû", "Billed, nothing due",
                        &beside->causes[BILL_NOT_DUE], false, report_cause_rows(BILL_NOT_DUE));
        out[n] =
            post("non_compare", "Facturable, sans facture à comparer",
                 "Billable, with no invoice to compare", (int64_t)beside->uncompared_lines.count,
                 -1, beside->uncompared * THOUSANDTHS);
        out[n++].where = beside->uncompared_lines;
    }
    return n;
}
