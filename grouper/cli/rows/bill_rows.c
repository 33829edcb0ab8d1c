/* SPDX-License-Identifier: Apache-2.0 */
#include "bill_rows.h"

#include "cli/base/words.h"
#include "cli/rows/rows.h"
#include "common/sums.h"

enum bill_cause bill_cause(const had_bill *bill)
{
    return bill->ecart == 0                              ? BILL_EQUAL
           : bill->ecart & HAD_ECART_NON_FACTURE         ? BILL_NEVER
           : bill->ecart & HAD_ECART_NON_DU              ? BILL_NOT_DUE
           : !(bill->ecart & HAD_ECART_JOURS)            ? BILL_PRICE
           : bill->jours_factures >= 2 * bill->jours_dus ? BILL_TWICE
                                                         : BILL_DAYS;
}

const char *bill_cause_text(enum bill_cause cause)
{
    switch (cause) {
    case BILL_EQUAL:
        return words(W_EX_SAME);
    case BILL_NEVER:
        return words(W_BILLS_NEVER);
    case BILL_NOT_DUE:
        return words(W_BILLS_NOT_DUE);
    case BILL_TWICE:
        return words(W_BILLS_TWICE);
    case BILL_DAYS:
        return words(W_BILLS_DAYS);
    default:
        return words(W_BILLS_PRICE);
    }
}

void bill_ecart(char out[BILL_ECART], const had_bill *bill)
{
    static const char *const names[] = {"jours", "montant", "non_facture", "non_du"};
    join_names(out, names, sizeof names / sizeof names[0], bill->ecart);
}

void bill_sums_add(struct bill_sums *sums, const had_bill *bill)
{
    sums->rows++;
    sums->no_tarif += bill->sans_tarif;
    sum_up(&sums->days_due, bill->jours_dus);
    sum_up(&sums->days_billed, bill->jours_factures);
    sum_up(&sums->due, bill->sans_tarif ? 0 : bill->montant_du);
    sum_up(&sums->partial, bill->sans_tarif ? bill->montant_du : 0);
    sum_up(&sums->billed, bill->montant_facture);
}
