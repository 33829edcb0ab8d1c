/* SPDX-License-Identifier: Apache-2.0 */
/* had bills: invoices of an ex-OQN establishment (RSF) against what its records give (rule R29):
 * the RPSS are priced first, then the invoices are read, then both are put side by side. */
#include "cli/ask/commands.h"

#include <stdlib.h>
#include <string.h>

#include "cli/rows/bill_rows.h"
#include "cli/rows/rows.h"
#include "cli/run/side.h"
#include "cli/run/tied.h"
#include "cli/base/status.h"
#include "common/sums.h"
#include "cli/base/words.h"

struct bills {
    const struct batch *batch;
    const struct options *options; /* of the command: its files are the invoices */
    struct tied tied;
    struct side_counts counts;
    uint64_t lines, rejected, days_lines; /* read, of which bill days */
    uint64_t natures[256];                /* lines of type A by nature_operation */
    int64_t days_billed, billed;
    struct bill_sums sums[BILL_CAUSES];
};

/* --- Records and lines ------------------------------------------------------------------------ */

static bool keep_record(const struct batch *batch, void *own, const struct item *item,
                        struct table *table)
{
    (void)batch, (void)table;
    struct bills *bills = own;
    int added;
    return item->result->rapss || tied_due(&bills->tied, item, item->result, &added);
}

static int read_line(void *own, struct side *side, const unsigned char *bytes, size_t length)
{
    struct bills *bills = own;
    const had_bill_line *line = &bills->tied.line;
    int status = tied_read_bill(&bills->tied, bytes, length);
    if (status)
        return status;
    if (line->rejected >= 0) {
        bills->rejected++;
        side_find(side, line->rejected, line->position, line->expected, true);
        return DONE;
    }
    bills->lines++;
    if (line->type == 'A')
        bills->natures[(unsigned char)line->nature]++;
    if (line->ght > 0) {
        bills->days_lines++;
        sum_up(&bills->days_billed, line->quantite);
        sum_up(&bills->billed, line->base);
    }
    return DONE;
}

/* --- Rows ------------------------------------------------------------------------------------- */

static void cell_ecart(struct table *table, const had_bill *bill)
{
    char text[BILL_ECART];
    bill_ecart(text, bill);
    cell_word(table, text);
}

static void write_bill(struct table *table, const had_bill *bill)
{
    row_begin(table, 0);
    cell_text(table, (const unsigned char *)bill->no_entree, strlen(bill->no_entree));
    cell_text(table, (const unsigned char *)bill->no_facture, strlen(bill->no_facture));
    cell_code(table, 2, bill->ght);
    cell_number(table, bill->jours_dus);
    cell_number(table, bill->jours_factures);
    cell_euros_if(table, !bill->sans_tarif, bill->montant_du);
    cell_euros(table, bill->montant_facture);
    cell_ecart(table, bill);
    row_end(table);
}

/* All rows together hold every line that bills days. */
static int write_bills(struct bills *bills, struct table *table)
{
    int64_t days = 0, billed = 0;
    had_bill bill = {.size = sizeof bill};
    for (size_t n = 0; had_bills_get(bills->tied.bills, n, &bill) == HAD_OK; n++) {
        bill_sums_add(&bills->sums[bill_cause(&bill)], &bill);
        sum_up(&days, bill.jours_factures);
        sum_up(&billed, bill.montant_facture);
        if (bill.ecart != 0 || bills->options->all)
            write_bill(table, &bill);
    }
    if (days == SUM_FULL || billed == SUM_FULL)
        return sums_full();
    if (days == bills->days_billed && billed == bills->billed &&
        bills->lines + bills->rejected + bills->counts.debris.lines == bills->counts.lines)
        return DONE;
    say(W_BROKEN, "bills");
    return INTERNAL;
}

/* The RPSS are priced: now the invoices. */
static int read_invoices(void *own, struct table *table, const struct tally *tally)
{
    (void)tally;
    struct bills *bills = own;
    int status = tied_open_bills(&bills->tied);
    const struct options *found = bills->batch->options;
    for (size_t i = 0; !status && i < found->beside_count; i++)
        status = side_each(bills->batch, &bills->counts, found->beside[i],
                           bills->batch->operand_kinds, read_line, bills);
    had_bills_end(bills->tied.bills);
    return status ? status : write_bills(bills, table);
}

/* --- The command ------------------------------------------------------------------------------ */

/* How often each nature_operation stands in lines of type A: shown, not interpreted. */
static void say_natures(const struct bills *bills)
{
    char text[512] = "";
    size_t used = 0;
    for (int c = 0; c < 256 && used < sizeof text - 40; c++)
        if (bills->natures[c] > 0)
            used += words_write(text + used, sizeof text - used, W_BILLS_NATURE, used ? ", " : "",
                                (char[]){(char)(c == ' ' ? '_' : c), '\0'},
                                (unsigned long long)bills->natures[c]);
    if (used > 0)
        say_plain(W_BILLS_NATURES, text);
}

static void say_cause(enum bill_cause cause, const struct bill_sums *sums)
{
    char due[32], billed[32];
    format_euros(due, sizeof due, sums->due);
    format_euros(billed, sizeof billed, sums->billed);
    say_plain(W_BILLS_CAUSE, bill_cause_text(cause), (unsigned long long)sums->rows, due, billed);
}

static void report(const struct bills *bills)
{
    typedef unsigned long long n;
    char billed[32];
    had_stays_info info = {.size = sizeof info};
    had_bills_stays(bills->tied.bills, &info);
    if (info.records == info.other_secteur)
        say_plain(W_BILLS_NONE);
    tied_say_stays(&info, HAD_EX_OQN);
    format_euros(billed, sizeof billed, bills->billed);
    say_plain(W_BILLS_LINES, (n)bills->counts.files, (n)bills->counts.lines, (n)bills->lines,
              (n)bills->rejected, (n)bills->counts.debris.lines, (n)bills->days_lines,
              (long long)bills->days_billed, billed);
    say_natures(bills);
    side_report(&bills->counts);
    say_plain(W_BILLS_EQUAL, (n)bills->sums[BILL_EQUAL].rows);
    uint64_t no_tarif = bills->sums[BILL_EQUAL].no_tarif;
    for (enum bill_cause cause = BILL_NEVER; cause < BILL_CAUSES; cause++) {
        no_tarif += bills->sums[cause].no_tarif;
        if (bills->sums[cause].rows > 0)
            say_cause(cause, &bills->sums[cause]);
    }
    say_count(W_BILLS_NO_TARIF, no_tarif);
}

int command_bills(const struct options *options)
{
    if (options->rpss.count == 0) {
        say(W_BILLS_USAGE);
        return USAGE;
    }
    struct options records = *options; /* read first: the RPSS */
    records.files = (const char **)options->rpss.item;
    records.file_count = options->rpss.count;
    records.beside = options->files;
    records.beside_count = options->file_count;
    struct bills *bills = calloc(1, sizeof *bills);
    if (!bills) {
        say(W_NO_MEMORY);
        return FILES;
    }
    struct batch batch = {.options = &records,
                          .priced = true,
                          .operand_kinds = 1u << HAD_KIND_RSF,
                          .carried =
                              options->zones == ZONES_LUES ? HAD_CARRIED_KEPT : HAD_CARRIED_IGNORED,
                          .columns = columns_bills,
                          .each = keep_record,
                          .end = read_invoices,
                          .own = bills};
    bills->batch = &batch;
    bills->options = options;
    tied_start(&bills->tied, &batch);
    int status = batch_run(&batch);
    bool done = status == DONE || status == DIFFERENCES;
    if (done && !options->quiet)
        report(bills);
    for (enum bill_cause cause = BILL_NEVER; cause < BILL_CAUSES && status == DONE; cause++)
        if (bills->sums[cause].rows > 0)
            status = DIFFERENCES;
    if (status == DONE && options->strict && bills->rejected > 0)
        status = DIFFERENCES;
    tied_free(&bills->tied);
    free(bills);
    return status;
}
