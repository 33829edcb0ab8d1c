/* SPDX-License-Identifier: Apache-2.0 */
#include "owed.h"

#include <stdlib.h>

#include "cli/base/status.h"
#include "cli/rows/rows.h"
#include "common/sums.h"

bool owed_asked(const struct options *options)
{
    return options->fichcomp.count + options->rsf.count + options->vidhosp.count > 0;
}

struct owed *owed_new(const struct batch *batch)
{
    const struct options *options = batch->options;
    struct owed *beside = calloc(1, sizeof *beside);
    if (!beside) {
        say(W_NO_MEMORY);
        return NULL;
    }
    beside->batch = batch;
    tied_start(&beside->tied, batch);
    beside->with_bills = options->rsf.count > 0;
    beside->with_drugs = options->fichcomp.count > 0 || beside->with_bills;
    beside->with_rights = options->vidhosp.count > 0;
    drug_warnings_find(beside->warning);
    for (int by = 0; by < BESIDE_BYS; by++)
        beside->by[by].size = sizeof(struct beside_drug);
    return beside;
}

void owed_free(struct owed *beside)
{
    if (!beside)
        return;
    for (int by = 0; by < BESIDE_BYS; by++)
        keyed_free(&beside->by[by]);
    tied_free(&beside->tied);
    free(beside);
}

/* --- The records ------------------------------------------------------------------------------ */

bool owed_outside(struct owed *beside, const struct item *item)
{
    return !beside->with_drugs || item->result->rapss || tied_stay(&beside->tied, item);
}

static enum beside_right right_of(const struct item *item)
{
    switch (item->droits->etat) {
    case HAD_DROITS_CONNUS:
        return item->result->facturable ? RIGHT_BILLABLE : RIGHT_NOT_BILLABLE;
    case HAD_DROITS_ABSENTS:
        return RIGHT_UNKNOWN;
    case HAD_DROITS_CONTRAIRES:
        return RIGHT_DIFFERENT;
    default:
        return RIGHT_OTHER;
    }
}

static void add_right(struct owed *beside, const struct item *item, const struct priced *sums,
                      const struct line_place *place)
{
    struct beside_right_row *row = &beside->right[right_of(item)];
    int64_t amo;
    priced_add(&row->sums, sums);
    for (int i = 0; i < item->result->zone_count; i++)
        if (zone_amo(&item->result->zone[i], item->droits, &amo))
            sum_up(&row->amo, amo);
    lines_add(&row->lines, place);
}

bool owed_record(struct owed *beside, const struct item *item, const struct line_place *place)
{
    struct priced sums = priced_record(item->result, item->result->facturable, item->official);
    int added = HAD_STAY_KEPT;
    bool taken = !item->result->rapss;
    if (item->droits && sums.sous_sequences > 0)
        add_right(beside, item, &sums, place);
    if (!owed_outside(beside, item))
        return false;
    if (!beside->with_bills)
        return true;
    if (taken && !tied_due(&beside->tied, item, item->result, &added))
        return false;
    sum_up(&beside->billable, sums.facturable);
    if (taken && added == HAD_STAY_KEPT)
        return true;
    sum_up(&beside->uncompared, sums.facturable);
    if (sums.facturable > 0)
        lines_add(&beside->uncompared_lines, place);
    return true;
}

/* --- Drugs ------------------------------------------------------------------------------------ */

static bool add_drug(struct owed *beside, const unsigned char *line, const struct line_place *place)
{
    static const enum drug_key keys[BESIDE_BYS] = {DRUG_MOIS, DRUG_UCD, DRUG_PRESTATION};
    for (int by = 0; by < BESIDE_BYS; by++) {
        struct drug_sum *sum =
            drug_sums_add(&beside->by[by], &keys[by], 1, &beside->tied.drug, line);
        if (!sum)
            return false;
        lines_add(&((struct beside_drug *)(void *)sum)->lines, place);
    }
    return true;
}

static int read_drug(void *own, struct side *side, const unsigned char *line, size_t length)
{
    struct owed *beside = own;
    struct beside_lines *lines = &beside->drug_lines;
    const struct options *options = beside->batch->options;
    const had_drug *drug = &beside->tied.drug;
    int status = tied_read_drug(&beside->tied, line, length);
    if (status)
        return status;
    bool outside = options->period_from &&
                   (drug->mois < options->period_from || drug->mois > options->period_to);
    if (drug->rejected >= 0) {
        lines->rejected++;
        lines->refused[drug->rejected]++;
        tied_find_drug(&beside->tied, side, drug);
        return DONE;
    }
    if (drug->passed || outside) {
        lines->passed += drug->passed;
        lines->outside += !drug->passed;
        return DONE;
    }
    lines->kept++;
    sum_up(&beside->drugs_total[QUANTITE], drug->quantite);
    sum_up(&beside->drugs_total[MONTANT], drug->montant);
    for (int i = 0; i < DRUG_WARNINGS; i++)
        if (had_findings_has(&drug->findings, beside->warning[i])) {
            lines->warned[beside->warning[i]]++;
            side_find(side, beside->warning[i], 1, 0, false); /* for the summary */
        }
    return add_drug(beside, line,
                    &(struct line_place){.file = beside->file, .line = side->at->number})
               ? DONE
               : FILES;
}

/* --- Invoices --------------------------------------------------------------------------------- */

static int read_bill(void *own, struct side *side, const unsigned char *line, size_t length)
{
    struct owed *beside = own;
    struct beside_lines *lines = &beside->bill_lines;
    const had_bill_line *bill = &beside->tied.line;
    int status = tied_read_bill(&beside->tied, line, length);
    if (status)
        return status;
    lines->rejected += bill->rejected >= 0;
    lines->kept += bill->rejected < 0 && !bill->hors_periode;
    lines->outside += bill->rejected < 0 && bill->hors_periode;
    if (bill->rejected >= 0) {
        lines->refused[bill->rejected]++;
        side_find(side, bill->rejected, bill->position, bill->expected, true);
    } else if (bill->type == 'H') { /* rule R35 */
        beside->invoice_drugs++;
        return read_drug(beside, side, line, length);
    } else if (bill->ght > 0 && !bill->hors_periode) {
        beside->billed.rows++;
        sum_up(&beside->billed.days_billed, bill->quantite);
        sum_up(&beside->billed.billed, bill->base);
    }
    return DONE;
}

/* Rows hold every line that bills days. */
static int sum_bills(struct owed *beside)
{
    struct bill_sums all = {0};
    had_bill bill = {.size = sizeof bill};
    had_bills_end(beside->tied.bills);
    for (size_t n = 0; had_bills_get(beside->tied.bills, n, &bill) == HAD_OK; n++) {
        bill_sums_add(&beside->causes[bill_cause(&bill)], &bill);
        bill_sums_add(&all, &bill);
    }
    if (all.due == SUM_FULL || all.partial == SUM_FULL || all.billed == SUM_FULL)
        return sums_full();
    sum_up(&beside->uncompared, all.partial);
    /* What is billable is due on an invoice, or held against none. */
    if (beside->billable == all.due + beside->uncompared &&
        all.days_billed == beside->billed.days_billed && all.billed == beside->billed.billed)
        return DONE;
    say(W_BROKEN, "bills");
    return INTERNAL;
}

/* --- The files -------------------------------------------------------------------------------- */

static int read_files(struct owed *beside, const struct list *files, struct side_counts *counts,
                      unsigned kinds, side_one *read)
{
    int status = DONE;
    for (size_t i = 0; !status && i < files->count; i++, beside->file++)
        status = side_each(beside->batch, counts, files->item[i], kinds, read, beside);
    return status;
}

/* Lines read = kept + rejected + outside the period + passed over + debris; every sum of drugs is
 * that of the lines kept. */
static int check_sums(const struct owed *beside)
{
    const struct beside_lines *drugs = &beside->drug_lines, *bills = &beside->bill_lines;
    bool well = drugs->kept + drugs->rejected + drugs->outside + drugs->passed +
                        drugs->counts.debris.lines ==
                    drugs->counts.lines + beside->invoice_drugs &&
                bills->kept + bills->rejected + bills->outside + bills->counts.debris.lines ==
                    bills->counts.lines;
    for (int by = 0; by < BESIDE_BYS; by++) {
        int64_t total[2];
        if (!drug_sums_total(&beside->by[by], total))
            return sums_full();
        well &= total[QUANTITE] == beside->drugs_total[QUANTITE] &&
                total[MONTANT] == beside->drugs_total[MONTANT];
    }
    if (well)
        return DONE;
    say(W_BROKEN, "report");
    return INTERNAL;
}

int owed_read(struct owed *beside)
{
    const struct options *options = beside->batch->options;
    if (!beside->with_drugs)
        return DONE;
    int status = tied_open_drugs(&beside->tied, true);
    if (!status)
        status = tied_open_bills(&beside->tied);
    if (!status && options->period_from) /* of good months: it cannot fail */
        had_bills_period(beside->tied.bills, options->period_from, options->period_to);
    if (!status)
        status = read_files(beside, &options->fichcomp, &beside->drug_lines.counts,
                            1u << HAD_KIND_FICHCOMP | 1u << HAD_KIND_RSF, read_drug);
    if (!status)
        status = read_files(beside, &options->rsf, &beside->bill_lines.counts, 1u << HAD_KIND_RSF,
                            read_bill);
    if (!status)
        status = sum_bills(beside);
    for (int by = 0; by < BESIDE_BYS; by++)
        keyed_sort(&beside->by[by]);
    return status ? status : check_sums(beside);
}

/* --- The account ------------------------------------------------------------------------------ */

static void say_lines(const char *name, const struct beside_lines *lines, uint64_t more)
{
    typedef unsigned long long n;
    say_plain(W_REPORT_LINES, name, (n)(lines->counts.lines + more), (n)lines->kept,
              (n)lines->rejected, (n)lines->outside, (n)lines->passed,
              (n)lines->counts.debris.lines);
    side_report(&lines->counts);
}

void owed_say(const struct owed *beside)
{
    had_stays_info info = {.size = sizeof info};
    if (!beside->with_drugs)
        return;
    had_stays_get(beside->tied.stays, &info);
    if (info.records == 0)
        say_plain(W_STAYS_NONE);
    else
        tied_say_stays(&info, info.secteur);
    had_bills_stays(beside->tied.bills, &info);
    if (beside->with_bills && info.stays == 0) /* the invoices are of another sector */
        say_plain(W_BILLS_NONE);
    if (beside->with_bills)
        say_lines("RSF", &beside->bill_lines, 0);
    say_lines(words(W_REPORT_DRUGS), &beside->drug_lines, beside->invoice_drugs);
    drug_sums_say(beside->drugs_total);
}
