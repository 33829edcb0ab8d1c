/* SPDX-License-Identifier: Apache-2.0 */
#include "explain_beside.h"

#include <stdlib.h>
#include <string.h>

#include "os/os.h"
#include "cli/run/failure.h"
#include "cli/base/grow.h"
#include "cli/write/json.h"
#include "cli/rows/rows.h"
#include "cli/write/screen.h"
#include "cli/run/side.h"
#include "cli/base/status.h"
#include "cli/base/words.h"

enum { NUMBER = 24 };

/* One record told. */
struct told_record {
    int64_t record; /* its number among those added to the stays */
    uint64_t line;
    int32_t debut, fin;
    char entree[NUMBER], facture[NUMBER]; /* "" in ex-DGF */
};

struct beside {
    const struct batch *batch;
    had_stays *stays;
    had_drugs *drugs;
    had_bills *bills;
    struct told_record *list;
    size_t count, room;
    int64_t added;
    struct side_counts counts;
    uint64_t rejected, shown;
    had_drug drug;
    had_bill_line bill;
    struct screen screen;
    bool json;
    int entree, facture; /* fields */
};

struct beside *beside_new(const struct batch *batch)
{
    struct beside *beside = calloc(1, sizeof *beside);
    if (!beside) {
        say(W_NO_MEMORY);
        return NULL;
    }
    beside->batch = batch;
    beside->drug.size = sizeof beside->drug;
    beside->bill.size = sizeof beside->bill;
    beside->json = batch->options->to == FORMAT_JSONL;
    beside->entree = had_field("no_entree");
    beside->facture = had_field("no_facture");
    return beside;
}

void beside_free(struct beside *beside)
{
    if (!beside)
        return;
    had_bills_free(beside->bills);
    had_drugs_free(beside->drugs);
    had_stays_free(beside->stays);
    free(beside->list);
    free(beside);
}

/* --- The records ------------------------------------------------------------------------------ */

static void copy_number(const struct beside *beside, const struct item *item, int field,
                        char out[NUMBER])
{
    size_t length;
    const unsigned char *p = item_field(beside->batch, item, field, &length), *end = p + length;
    trim(&p, &end);
    length = (size_t)(end - p) < NUMBER ? (size_t)(end - p) : NUMBER - 1;
    memcpy(out, p, length);
    out[length] = '\0';
}

static bool keep(struct beside *beside, const struct item *item, const had_result *told)
{
    int added;
    if (!grow((void **)&beside->list, &beside->room, beside->count, sizeof *beside->list))
        return false;
    struct told_record *record = &beside->list[beside->count++];
    *record = (struct told_record){
        .record = beside->added, .line = item->line, .debut = told->debut, .fin = told->fin};
    if (told->secteur != HAD_EX_OQN || beside->batch->options->rsf.count == 0)
        return true;
    copy_number(beside, item, beside->entree, record->entree);
    copy_number(beside, item, beside->facture, record->facture);
    int made = beside->bills ? HAD_OK : had_bills_new(beside->batch->engine, &beside->bills);
    if (made == HAD_OK)
        made = had_bills_record(beside->bills, item->bytes, item->length, told, &added);
    if (made != HAD_OK)
        say_failure("had_bills_record", made);
    else if (added !=
             HAD_STAY_KEPT) /* rule R27: of records with one key, the first has the invoice */
        record->entree[0] = '\0';
    return made == HAD_OK;
}

bool beside_record(struct beside *beside, const struct item *item, const had_result *told)
{
    int added, made = HAD_OK;
    if (item->result->rapss)
        return true;
    if (told && !keep(beside, item, told))
        return false;
    if (beside->batch->options->fichcomp.count == 0)
        return true;
    if (!beside->stays)
        made = had_stays_new(beside->batch->engine, HAD_AUTO, &beside->stays);
    if (made == HAD_OK)
        made = had_stays_add(beside->stays, item->bytes, item->length, &added);
    beside->added++;
    if (made != HAD_OK)
        say_failure("had_stays_add", made);
    return made == HAD_OK;
}

/* --- Drugs ------------------------------------------------------------------------------------ */

static void tell_drug(struct beside *beside, const struct told_record *record,
                      const struct side *side, struct sink *sink)
{
    const had_drug *drug = &beside->drug;
    char line[1024], date[16], quantity[32], amount[32];
    format_date(date, sizeof date, drug->date);
    format_thousandths(quantity, sizeof quantity, drug->quantite);
    format_thousandths(amount, sizeof amount, drug->montant);
    beside->shown++;
    if (!beside->json) {
        words_write(line, sizeof line, W_EX_DRUG, (unsigned long long)record->line, date,
                    drug->ucd13[0] ? drug->ucd13 : "?", quantity, amount, side->path,
                    (unsigned long long)side->line);
        screen_text(&beside->screen, PAINT_PLAIN, 2, 4, line);
        return;
    }
    struct json json = {sink, true};
    json_open(&json, NULL, '{');
    json_number(&json, "ligne", (int64_t)record->line);
    json_open(&json, "medicament", '{');
    json_word(&json, "fichier", side->path);
    json_number(&json, "ligne", (int64_t)side->line);
    json_word(&json, "prestation", drug->prestation);
    json_date(&json, "date", drug->date);
    json_word(&json, "ucd13", drug->ucd13);
    json_thousandths(&json, "quantite", drug->quantite);
    json_thousandths(&json, "montant", drug->montant);
    json_close(&json, '}');
    json_close(&json, '}');
    put(sink, '\n');
}

static int read_drug(struct beside *beside, const struct side *side, const unsigned char *line,
                     size_t length, struct sink *sink)
{
    had_drug *drug = &beside->drug;
    int made = had_drugs_read(beside->drugs, line, length, drug);
    if (made != HAD_OK)
        return say_failure("had_drugs_read", made);
    beside->rejected += drug->rejected >= 0;
    for (size_t i = 0; !drug->passed && drug->rejected < 0 && i < beside->count; i++)
        if (beside->list[i].record == drug->record)
            tell_drug(beside, &beside->list[i], side, sink);
    return DONE;
}

/* --- Invoices --------------------------------------------------------------------------------- */

static bool is_number(const unsigned char *line, had_span span, const char *number)
{
    const unsigned char *p = line + span.start, *end = p + span.length;
    trim(&p, &end);
    return number[0] && strlen(number) == (size_t)(end - p) &&
           memcmp(number, p, strlen(number)) == 0;
}

static void tell_bill(struct beside *beside, const struct told_record *record,
                      const struct side *side, struct sink *sink)
{
    const had_bill_line *bill = &beside->bill;
    char line[1024], date[16], amount[32];
    char ght[3] = {(char)('0' + bill->ght / 10), (char)('0' + bill->ght % 10), '\0'};
    format_date(date, sizeof date, bill->fin);
    format_euros(amount, sizeof amount, bill->base);
    beside->shown++;
    if (!beside->json) {
        words_write(line, sizeof line, W_EX_BILL, (unsigned long long)record->line, ght,
                    (long long)bill->quantite, amount, date, side->path,
                    (unsigned long long)side->line);
        screen_text(&beside->screen, PAINT_PLAIN, 2, 4, line);
        return;
    }
    struct json json = {sink, true};
    json_open(&json, NULL, '{');
    json_number(&json, "ligne", (int64_t)record->line);
    json_open(&json, "facture", '{');
    json_word(&json, "fichier", side->path);
    json_number(&json, "ligne", (int64_t)side->line);
    json_word(&json, "ght", ght);
    json_number(&json, "jours", bill->quantite);
    json_date(&json, "fin", bill->fin);
    json_euros(&json, "montant", bill->base);
    json_close(&json, '}');
    json_close(&json, '}');
    put(sink, '\n');
}

/* A line that bills days of the record's invoice, the last of which is in its sub-sequence. */
static int read_bill(struct beside *beside, const struct side *side, const unsigned char *line,
                     size_t length, struct sink *sink)
{
    had_bill_line *bill = &beside->bill;
    int made = had_bills_line(beside->bills, line, length, bill);
    if (made != HAD_OK)
        return say_failure("had_bills_line", made);
    beside->rejected += bill->rejected >= 0;
    for (size_t i = 0; bill->rejected < 0 && bill->ght > 0 && i < beside->count; i++) {
        const struct told_record *record = &beside->list[i];
        if (bill->fin >= record->debut && bill->fin <= record->fin &&
            is_number(line, bill->entree, record->entree) &&
            is_number(line, bill->facture, record->facture))
            tell_bill(beside, record, side, sink);
    }
    return DONE;
}

/* --- The files -------------------------------------------------------------------------------- */

typedef int read_line(struct beside *beside, const struct side *side, const unsigned char *line,
                      size_t length, struct sink *sink);

static int read_files(struct beside *beside, const struct list *files, unsigned kinds,
                      read_line *read, struct sink *sink)
{
    int status = DONE;
    for (size_t i = 0; !status && i < files->count; i++) {
        struct side side;
        const unsigned char *line;
        size_t length;
        status = side_open(&side, beside->batch, &beside->counts, files->item[i], kinds);
        if (status)
            break;
        while (!status && side_next(&side, &line, &length))
            status = read(beside, &side, line, length, sink);
        int closed = side_close(&side);
        status = status ? status : closed;
    }
    return status;
}

static int make_drugs(struct beside *beside)
{
    int made = beside->stays ? had_stays_end(beside->stays) : HAD_OK;
    if (made == HAD_OK && beside->stays)
        made = had_drugs_new(beside->batch->engine, beside->stays, &beside->drugs);
    return made == HAD_OK ? DONE : say_failure("had_drugs_new", made);
}

/* Says when a part has shown nothing, or left lines out. */
static void end_part(struct beside *beside)
{
    char line[256];
    if (!beside->json && beside->shown == 0)
        screen_text(&beside->screen, PAINT_PLAIN, 2, 4, words(W_EX_NONE));
    if (!beside->json && beside->rejected > 0) {
        words_write(line, sizeof line, W_EX_LEFT_OUT, (unsigned long long)beside->rejected);
        screen_text(&beside->screen, PAINT_BAD, 2, 4, line);
    }
    beside->shown = beside->rejected = 0;
}

int beside_tell(struct beside *beside, struct sink *sink)
{
    const struct options *options = beside->batch->options;
    int status = DONE;
    screen_start(&beside->screen, sink, !options->output && os_terminal(OS_STDOUT));
    if (options->fichcomp.count > 0) {
        if (!beside->json)
            screen_title(&beside->screen, words(W_EX_DRUGS));
        status = make_drugs(beside);
        if (!status && beside->drugs)
            status = read_files(beside, &options->fichcomp,
                                1u << HAD_KIND_FICHCOMP | 1u << HAD_KIND_RSF, read_drug, sink);
        end_part(beside);
    }
    if (!status && options->rsf.count > 0) {
        if (!beside->json)
            screen_title(&beside->screen, words(W_EX_BILLS));
        if (beside->bills)
            status = read_files(beside, &options->rsf, 1u << HAD_KIND_RSF, read_bill, sink);
        end_part(beside);
    }
    return status;
}
