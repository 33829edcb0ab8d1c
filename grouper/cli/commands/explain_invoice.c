/* SPDX-License-Identifier: Apache-2.0 */
/* An invoice of records told: as lines for people, or as JSON. */
#include "explain_beside_own.h"

#include <stdio.h>
#include <string.h>

#include "cli/base/words.h"
#include "cli/rows/bill_rows.h"
#include "cli/rows/rows.h"
#include "cli/write/json.h"
#include "common/digits.h"
#include "common/sums.h"
#include "explain_figures.h"

/* The record told that a line of its invoice ends in; else the first of the invoice. */
static const struct told_record *record_of(const struct billed_beside *beside, int64_t invoice,
                                           int32_t day)
{
    const struct told_record *first = NULL;
    for (size_t i = 0; i < beside->told.count; i++) {
        const struct told_record *record = &beside->told.item[i];
        if (record->invoice != invoice)
            continue;
        if (day >= record->debut && day <= record->fin)
            return record;
        first = first ? first : record;
    }
    return first;
}

static void put_billed(const struct billed_beside *beside, const struct billed *billed,
                       struct sink *sink)
{
    const had_bill_line *bill = &billed->bill;
    const struct two_text ght = two_text(bill->ght);
    struct json json = {sink, true};
    json_open(&json, NULL, '{');
    json_number(&json, "ligne", (int64_t)record_of(beside, billed->invoice, bill->fin)->line);
    json_open(&json, "facture", '{');
    json_word(&json, "fichier", billed->file);
    json_number(&json, "ligne", (int64_t)billed->line);
    json_word(&json, "ght", ght.text);
    json_number(&json, "jours", bill->quantite);
    json_date(&json, "fin", bill->fin);
    json_euros(&json, "montant", bill->base);
    json_close(&json, '}');
    json_close(&json, '}');
    put(sink, '\n');
}

static void tell_billed(struct billed_beside *beside, const struct billed *billed,
                        struct sink *sink)
{
    const had_bill_line *bill = &billed->bill;
    char line[LINE], date[16], amount[FIGURE];
    const struct two_text ght = two_text(bill->ght);
    if (beside->json) {
        put_billed(beside, billed, sink);
        return;
    }
    format_date(date, sizeof date, bill->fin);
    figure_euros(amount, bill->base);
    words_write(line, sizeof line, W_EX_BILL, ght.text, (long long)bill->quantite, amount,
                date[0] ? date : "?", billed->file, (unsigned long long)billed->line);
    screen_text(&beside->screen, PAINT_PLAIN, 4, 6, line);
}

static void tell_owed(struct billed_beside *beside, const struct invoice_owed *owed,
                      uint64_t record, struct sink *sink)
{
    char line[LINE], amount[FIGURE];
    if (!beside->json) {
        figure_euros(amount, owed->amount);
        words_write(line, sizeof line, W_EX_OWED, (long long)owed->days,
                    owed->no_tarif ? "?" : amount, owed->file, (unsigned long long)owed->line);
        screen_text(&beside->screen, PAINT_PLAIN, 4, 6, line);
        return;
    }
    struct json json = {sink, true};
    json_open(&json, NULL, '{');
    json_number(&json, "ligne", (int64_t)record);
    json_open(&json, "du", '{');
    json_word(&json, "fichier", owed->file);
    json_number(&json, "ligne", (int64_t)owed->line);
    json_number(&json, "jours", owed->days);
    if (owed->no_tarif)
        json_null(&json, "montant");
    else
        json_euros(&json, "montant", owed->amount);
    json_close(&json, '}');
    json_close(&json, '}');
    put(sink, '\n');
}

static void put_compared(const had_bill *bill, uint64_t record, struct sink *sink)
{
    const struct two_text ght = two_text(bill->ght);
    char ecart[32];
    struct json json = {sink, true};
    bill_ecart(ecart, bill);
    json_open(&json, NULL, '{');
    json_number(&json, "ligne", (int64_t)record);
    json_open(&json, "comparaison", '{');
    json_word(&json, "ght", ght.text);
    json_number(&json, "jours_dus", bill->jours_dus);
    json_number(&json, "jours_factures", bill->jours_factures);
    if (bill->sans_tarif)
        json_null(&json, "montant_du");
    else
        json_euros(&json, "montant_du", bill->montant_du);
    json_euros(&json, "montant_facture", bill->montant_facture);
    json_word(&json, "ecart", ecart);
    json_close(&json, '}');
    json_close(&json, '}');
    put(sink, '\n');
}

/* A GHT of the invoice: what is due against what is billed. */
static void tell_compared(struct billed_beside *beside, const had_bill *bill, uint64_t record,
                          struct sink *sink)
{
    char line[LINE], due[FIGURE], billed[FIGURE];
    const struct two_text ght = two_text(bill->ght);
    if (beside->json) {
        put_compared(bill, record, sink);
        return;
    }
    figure_euros(due, bill->montant_du);
    figure_euros(billed, bill->montant_facture);
    words_write(line, sizeof line, W_EX_COMPARED, ght.text, (long long)bill->jours_dus,
                bill->sans_tarif ? "?" : due, (long long)bill->jours_factures, billed,
                bill->ecart ? bill_cause_text(bill_cause(bill)) : words(W_EX_SAME));
    screen_text(&beside->screen, bill->ecart ? PAINT_BAD : PAINT_GOOD, 2, 4, line);
}

/* The invoice of the day, in one line. */
static void tell_invoice_day(struct billed_beside *beside, int64_t invoice, const int64_t days[2],
                             const int64_t euros[2], bool no_tarif)
{
    char line[LINE], due[FIGURE], billed[FIGURE];
    figure_euros(due, euros[0]);
    figure_euros(billed, euros[1]);
    words_write(line, sizeof line, W_EX_DAY_BILL, (long long)days[0], no_tarif ? "?" : due,
                (long long)days[1], billed);
    size_t n = strlen(line), shown = 0;
    for (size_t i = 0; i < beside->billed.count && shown < 3; i++)
        if (beside->billed.item[i].invoice == invoice)
            n += words_write(line + n, sizeof line - n, W_EX_DAY_AT,
                             shown++ ? words(W_EX_APART) : " - ", beside->billed.item[i].file,
                             (unsigned long long)beside->billed.item[i].line);
    screen_text(&beside->screen, PAINT_PLAIN, 2, 4, line);
}

/* Its title: the lines of the file that it covers, of those told. */
static void title_invoice(struct billed_beside *beside, int64_t n)
{
    char line[LINE];
    size_t used = (size_t)snprintf(line, sizeof line, "%s", words(W_EX_INVOICE_OF));
    unsigned shown = 0;
    for (size_t i = 0; i < beside->told.count && used < sizeof line - 64; i++)
        if (beside->told.item[i].invoice == n)
            used += (size_t)snprintf(line + used, sizeof line - used, "%s%llu", shown++ ? ", " : "",
                                     (unsigned long long)beside->told.item[i].line);
    screen_text(&beside->screen, PAINT_PLAIN, 2, 4, line);
}

void invoice_tell(struct billed_beside *beside, int64_t n, struct sink *sink)
{
    const struct invoice *invoice = &beside->invoices.item[n];
    uint64_t record = record_of(beside, n, 0)->line;
    int64_t days[2] = {0, 0}, euros[2] = {0, 0};
    bool no_tarif = false, whole = beside->json || !beside->day;
    beside->shown++;
    if (whole && !beside->json)
        title_invoice(beside, n);
    for (size_t i = 0; whole && i < beside->owed.count; i++)
        if (same_invoice(invoice, beside->owed.item[i].invoice.entree,
                         beside->owed.item[i].invoice.facture))
            tell_owed(beside, &beside->owed.item[i], record, sink);
    for (size_t i = 0; whole && i < beside->billed.count; i++)
        if (beside->billed.item[i].invoice == n)
            tell_billed(beside, &beside->billed.item[i], sink);
    had_bill bill = {.size = sizeof bill};
    for (size_t i = 0; had_bills_get(beside->tied.bills, i, &bill) == HAD_OK; i++) {
        if (!same_invoice(invoice, bill.no_entree, bill.no_facture))
            continue;
        if (whole)
            tell_compared(beside, &bill, record, sink);
        no_tarif |= bill.sans_tarif;
        sum_up(&days[0], bill.jours_dus);
        sum_up(&days[1], bill.jours_factures);
        sum_up(&euros[0], bill.montant_du);
        sum_up(&euros[1], bill.montant_facture);
    }
    if (!whole)
        tell_invoice_day(beside, n, days, euros, no_tarif);
}
