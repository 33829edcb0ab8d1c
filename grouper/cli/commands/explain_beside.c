/* SPDX-License-Identifier: Apache-2.0 */
#include "explain_beside_own.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "explain_figures.h"
#include "os/os.h"
#include "cli/base/grow.h"
#include "cli/write/json.h"
#include "cli/rows/rows.h"
#include "cli/base/status.h"
#include "common/sums.h"
#include "cli/base/words.h"

struct billed_beside *beside_new(const struct batch *batch)
{
    struct billed_beside *beside = calloc(1, sizeof *beside);
    if (!beside) {
        say(W_NO_MEMORY);
        return NULL;
    }
    beside->batch = batch;
    tied_start(&beside->tied, batch);
    beside->json = batch->options->to == FORMAT_JSONL;
    beside->day = batch->options->jour != 0;
    beside->entree = had_field("no_entree");
    beside->facture = had_field("no_facture");
    return beside;
}

void beside_free(struct billed_beside *beside)
{
    if (!beside)
        return;
    tied_free(&beside->tied);
    free(beside->told.item);
    free(beside->invoices.item);
    free(beside->owed.item);
    free(beside->billed.item);
    free(beside);
}

/* --- The records ------------------------------------------------------------------------------ */

static void copy_number(const unsigned char *p, size_t length, char out[NUMBER])
{
    const unsigned char *end = p + length;
    trim(&p, &end);
    length = (size_t)(end - p) < NUMBER ? (size_t)(end - p) : NUMBER - 1;
    memcpy(out, p, length);
    out[length] = '\0';
}

static struct invoice invoice_of(const struct billed_beside *beside, const struct item *item)
{
    struct invoice invoice;
    size_t length;
    const unsigned char *p = item_field(beside->batch, item, beside->entree, &length);
    copy_number(p, length, invoice.entree);
    p = item_field(beside->batch, item, beside->facture, &length);
    copy_number(p, length, invoice.facture);
    return invoice;
}

/* The place of an invoice among those told; NONE when it is not one of them. */
static int64_t find_invoice(const struct billed_beside *beside, const struct invoice *invoice)
{
    for (size_t i = 0; i < beside->invoices.count; i++)
        if (same_invoice(&beside->invoices.item[i], invoice->entree, invoice->facture))
            return (int64_t)i;
    return NONE;
}

static bool keep_invoice(struct billed_beside *beside, const struct invoice *invoice,
                         int64_t *place)
{
    struct invoice_list *list = &beside->invoices;
    *place = find_invoice(beside, invoice);
    if (*place != NONE)
        return true;
    if (!grow((void **)&list->item, &list->room, list->count, sizeof *list->item))
        return false;
    *place = (int64_t)list->count;
    list->item[list->count++] = *invoice;
    return true;
}

/* What a record is due (rule R29): nothing in error, or not billable. */
static bool keep_owed(struct billed_beside *beside, const struct item *item,
                      const had_result *result, const struct invoice *invoice)
{
    struct owed_list *list = &beside->owed;
    struct invoice_owed owed = {.invoice = *invoice, .file = item->file, .line = item->line};
    if (result->outcome != HAD_GROUPED || !result->facturable)
        return true;
    for (int i = 0; i < result->zone_count; i++) {
        owed.days += result->zone[i].jours;
        sum_up(&owed.amount, result->zone[i].montant);
        owed.no_tarif |= result->zone[i].jours > 0 && !result->zone[i].valorise;
    }
    if (!grow((void **)&list->item, &list->room, list->count, sizeof *list->item))
        return false;
    list->item[list->count++] = owed;
    return true;
}

/* An ex-OQN record, priced; *invoice is the place of its own when it is told. */
static bool add_bill(struct billed_beside *beside, const struct item *item,
                     const had_result *result, bool told, int64_t *invoice)
{
    int added;
    if (!tied_due(&beside->tied, item, result, &added))
        return false;
    if (added != HAD_STAY_KEPT) /* rule R27: of records with one key, the first has the invoice */
        return true;
    struct invoice mine = invoice_of(beside, item);
    return keep_owed(beside, item, result, &mine) &&
           (!told || keep_invoice(beside, &mine, invoice));
}

bool beside_prices(const struct billed_beside *beside, const struct item *item)
{
    return beside->batch->options->rsf.count > 0 && !item->result->rapss &&
           item->result->secteur == HAD_EX_OQN;
}

bool beside_record(struct billed_beside *beside, const struct item *item, const had_result *result,
                   bool told)
{
    const struct options *options = beside->batch->options;
    int64_t invoice = NONE;
    if (item->result->rapss || options->fichcomp.count + options->rsf.count == 0)
        return true;
    if (result && beside_prices(beside, item) && !add_bill(beside, item, result, told, &invoice))
        return false;
    struct told_list *list = &beside->told;
    if (told) {
        if (!grow((void **)&list->item, &list->room, list->count, sizeof *list->item))
            return false;
        list->item[list->count++] =
            (struct told_record){beside->added, item->line, result->debut, result->fin, invoice};
    }
    beside->added++;
    return tied_stay(&beside->tied, item);
}

/* --- Drugs ------------------------------------------------------------------------------------ */

static void put_drug(const struct billed_beside *beside, const struct told_record *record,
                     const struct side *side, struct sink *sink)
{
    const had_drug *drug = &beside->tied.drug;
    struct json json = {sink, true};
    json_open(&json, NULL, '{');
    json_number(&json, "ligne", (int64_t)record->line);
    json_open(&json, "medicament", '{');
    json_word(&json, "fichier", side->path);
    json_number(&json, "ligne", (int64_t)side->at->number);
    json_word(&json, "prestation", drug->prestation);
    json_date(&json, "date", drug->date);
    json_word(&json, "ucd13", drug->ucd13);
    json_thousandths(&json, "quantite", drug->quantite);
    json_thousandths(&json, "montant", drug->montant);
    json_close(&json, '}');
    json_close(&json, '}');
    put(sink, '\n');
}

/* Where a drug of the day stands, after the others. */
static void note_place(struct billed_beside *beside, const struct side *side)
{
    enum { NAMED = 5 };
    char *out = beside->places + beside->placed;
    size_t room = sizeof beside->places - beside->placed;
    if (beside->shown <= NAMED)
        beside->placed +=
            words_write(out, room, W_EX_DAY_AT, beside->placed ? words(W_EX_APART) : "", side->path,
                        (unsigned long long)side->at->number);
    else if (beside->shown == NAMED + 1)
        beside->placed += (size_t)snprintf(out, room, "...");
}

static void tell_drug(struct billed_beside *beside, const struct told_record *record,
                      const struct side *side, struct sink *sink)
{
    const had_drug *drug = &beside->tied.drug;
    char line[LINE], date[16], quantity[FIGURE], amount[FIGURE];
    if (beside->day && drug->date != beside->batch->options->jour)
        return;
    beside->shown++;
    sum_up(&beside->drugs_total, drug->montant);
    if (beside->json) {
        put_drug(beside, record, side, sink);
        return;
    }
    if (beside->day) {
        note_place(beside, side);
        return;
    }
    format_date(date, sizeof date, drug->date);
    figure_thousandths(quantity, drug->quantite);
    figure_thousandths(amount, drug->montant);
    words_write(line, sizeof line, W_EX_DRUG, (unsigned long long)record->line, date,
                drug->ucd13[0] ? drug->ucd13 : "?", quantity, amount, side->path,
                (unsigned long long)side->at->number);
    screen_text(&beside->screen, PAINT_PLAIN, 2, 4, line);
}

/* What reading the lines of a file takes. */
struct beside_reading {
    struct billed_beside *beside;
    struct sink *sink;
};

static int read_drug(void *own, struct side *side, const unsigned char *line, size_t length)
{
    const struct beside_reading *reading = own;
    struct billed_beside *beside = reading->beside;
    const had_drug *drug = &beside->tied.drug;
    int status = tied_read_drug(&beside->tied, line, length);
    if (status)
        return status;
    beside->rejected += drug->rejected >= 0;
    for (size_t i = 0; !drug->passed && drug->rejected < 0 && i < beside->told.count; i++)
        if (beside->told.item[i].record == drug->record)
            tell_drug(beside, &beside->told.item[i], side, reading->sink);
    return DONE;
}

/* --- Invoices --------------------------------------------------------------------------------- */

/* A line that bills days, of an invoice that explain tells. */
static int read_bill(void *own, struct side *side, const unsigned char *line, size_t length)
{
    const struct beside_reading *reading = own;
    struct billed_beside *beside = reading->beside;
    const had_bill_line *bill = &beside->tied.line;
    struct billed_list *list = &beside->billed;
    struct invoice invoice;
    int status = tied_read_bill(&beside->tied, line, length);
    if (status)
        return status;
    beside->rejected_bills += bill->rejected >= 0;
    if (bill->rejected >= 0)
        return DONE;
    if (bill->type == 'H') /* rule R35 */
        return read_drug(own, side, line, length);
    if (bill->ght == 0)
        return DONE;
    copy_number(line + bill->entree.start, bill->entree.length, invoice.entree);
    copy_number(line + bill->facture.start, bill->facture.length, invoice.facture);
    int64_t place = find_invoice(beside, &invoice);
    if (place == NONE)
        return DONE;
    if (!grow((void **)&list->item, &list->room, list->count, sizeof *list->item))
        return FILES;
    list->item[list->count++] = (struct billed){side->path, side->at->number, place, *bill};
    return DONE;
}

/* --- The files -------------------------------------------------------------------------------- */

static int read_files(struct beside_reading *reading, const struct list *files, unsigned kinds,
                      side_one *read)
{
    struct billed_beside *beside = reading->beside;
    int status = DONE;
    for (size_t i = 0; !status && i < files->count; i++)
        status = side_each(beside->batch, &beside->counts, files->item[i], kinds, read, reading);
    return status;
}

/* Says when a part has shown nothing, or left lines out. */
static void end_part(struct billed_beside *beside, uint64_t rejected)
{
    char line[256];
    if (!beside->json && !beside->day && beside->shown == 0)
        screen_text(&beside->screen, PAINT_PLAIN, 2, 4, words(W_EX_NONE));
    if (!beside->json && !beside->day && rejected > 0) {
        words_write(line, sizeof line, W_EX_LEFT_OUT, (unsigned long long)rejected);
        screen_text(&beside->screen, PAINT_BAD, 2, 4, line);
    }
    beside->shown = 0;
}

/* The drugs of a day, in one line. */
static void tell_day_drugs(struct billed_beside *beside)
{
    char line[LINE + 256], amount[FIGURE];
    figure_thousandths(amount, beside->drugs_total);
    words_write(line, sizeof line, W_EX_DAY_DRUGS, (unsigned long long)beside->shown, amount,
                beside->placed ? " - " : "", beside->places);
    screen_text(&beside->screen, PAINT_PLAIN, 2, 4, line);
}

/* Reads all the files: drugs are told as they come, invoices are kept. */
static int tell_drugs(struct billed_beside *beside, struct sink *sink)
{
    const struct options *options = beside->batch->options;
    struct beside_reading reading = {beside, sink};
    if (!beside->json && !beside->day)
        screen_title(&beside->screen, words(W_EX_DRUGS));
    int status = tied_open_drugs(&beside->tied, true);
    if (!status)
        status = tied_open_bills(&beside->tied);
    if (!status)
        status = read_files(&reading, &options->fichcomp,
                            1u << HAD_KIND_FICHCOMP | 1u << HAD_KIND_RSF, read_drug);
    if (!status)
        status = read_files(&reading, &options->rsf, 1u << HAD_KIND_RSF, read_bill);
    if (!status && beside->day && !beside->json)
        tell_day_drugs(beside);
    end_part(beside, beside->rejected);
    return status;
}

static void tell_invoices(struct billed_beside *beside, struct sink *sink)
{
    if (!beside->json && !beside->day)
        screen_title(&beside->screen, words(W_EX_BILLS));
    had_bills_end(beside->tied.bills);
    for (size_t n = 0; n < beside->invoices.count; n++)
        invoice_tell(beside, (int64_t)n, sink);
    end_part(beside, beside->rejected_bills);
}

size_t beside_day_lines(const struct options *options)
{
    return (size_t)(options->fichcomp.count + options->rsf.count > 0) + (options->rsf.count > 0);
}

int beside_tell(struct billed_beside *beside, struct sink *sink)
{
    enum { ONE_LINE = 1000000 };
    const struct options *options = beside->batch->options;
    int status = DONE;
    screen_start(&beside->screen, sink, !options->output && os_terminal(OS_STDOUT));
    if (beside->day) /* ten lines in all: each part is one, however long its names */
        beside->screen.width = ONE_LINE;
    if (options->fichcomp.count + options->rsf.count > 0)
        status = tell_drugs(beside, sink);
    if (!status && options->rsf.count > 0)
        tell_invoices(beside, sink);
    return status;
}
