/* SPDX-License-Identifier: Apache-2.0 */
/* had drugs: lines of FICHCOMP and RSF H, tied to the stays of the RPSS (rules R27, R28, R35), row
 * by row or summed; anonymised files, summed. */
#include "cli/ask/commands.h"

#include <stdlib.h>
#include <string.h>

#include "cli/rows/drug_sums.h"
#include "cli/rows/rows.h"
#include "cli/run/side.h"
#include "cli/run/tied.h"
#include "cli/base/status.h"
#include "common/sums.h"
#include "cli/base/words.h"

struct drugs {
    const struct batch *batch;
    const struct options *options; /* of the command: its files are the drugs */
    struct tied tied;
    had_drug drug[SIDE_LINES]; /* of the lines that are read */
    int number[DRUG_WARNINGS]; /* of the warnings */
    struct keyed sums;
    const struct column *columns[DRUG_KEY_COUNT + DRUG_SUMS + 1];
    struct side_counts counts;
    uint64_t kept, rejected, passed;
    int64_t total[2];
    int status;
};

enum { CODES = 4 * DRUG_WARNINGS };

/* --- The stays -------------------------------------------------------------------------------- */

static bool keep_record(const struct batch *batch, void *own, const struct item *item,
                        struct table *table)
{
    (void)batch, (void)table;
    struct drugs *drugs = own;
    return tied_stay(&drugs->tied, item);
}

/* --- Rows ------------------------------------------------------------------------------------- */

static void cell_span(struct table *table, const unsigned char *line, had_span span)
{
    cell_text(table, line + span.start, span.length);
}

static void cell_codes(const struct drugs *drugs, struct table *table, const had_drug *drug)
{
    char codes[CODES];
    unsigned bits = 0;
    for (int i = 0; i < DRUG_WARNINGS; i++)
        bits |= (unsigned)had_findings_has(&drug->findings, drugs->number[i]) << i;
    join_names(codes, drug_warnings, DRUG_WARNINGS, bits);
    cell_word(table, codes);
}

static void write_row(const struct drugs *drugs, struct table *table, const struct side *side,
                      const had_drug *drug)
{
    const unsigned char *line = side->at->bytes;
    row_begin(table, PUT_FIELD_MAX(strlen(side->path)));
    cell_name(table, side->path);
    cell_number(table, (int64_t)side->at->number);
    cell_word(table, drug->prestation);
    cell_word(table, secteur_name(drug->secteur));
    cell_span(table, line, drug->finess);
    cell_span(table, line, drug->sejour);
    cell_plain(table, (const unsigned char *)drug->sequence, strlen(drug->sequence));
    cell_plain(table, (const unsigned char *)drug->sous_sequence, strlen(drug->sous_sequence));
    cell_date(table, drug->date);
    cell_span(table, line, drug->ucd);
    cell_word(table, drug->ucd13);
    cell_span(table, line, drug->indication);
    cell_thousandths(table, drug->quantite);
    cell_thousandths(table, drug->montant);
    cell_codes(drugs, table, drug);
    cell_span(table, line, drug->facture);
    row_end(table);
}

/* --- Sums ------------------------------------------------------------------------------------- */

/* The lines of all rows add up to the total. */
static int write_sums(struct drugs *drugs, struct table *table)
{
    int64_t total[2];
    keyed_sort(&drugs->sums);
    for (size_t i = 0; i < drugs->sums.count; i++)
        drug_sums_row(table, drug_sum(&drugs->sums, i), drugs->options->drug_key_count);
    if (drug_sums_total(&drugs->sums, total) && total[QUANTITE] == drugs->total[QUANTITE] &&
        total[MONTANT] == drugs->total[MONTANT])
        return DONE;
    say(W_BROKEN, "drugs");
    return INTERNAL;
}

/* --- The files -------------------------------------------------------------------------------- */

/* What reading the lines of a file takes. */
struct drugs_reading {
    struct drugs *drugs;
    struct table *table;
};

static void count_warnings(const struct drugs *drugs, struct side *side, const had_drug *drug)
{
    if (!any_finding(&drug->findings))
        return;
    for (int i = 0; i < DRUG_WARNINGS; i++)
        if (had_findings_has(&drug->findings, drugs->number[i]))
            side_find(side, drugs->number[i], 1, 0, false);
}

static int take_drug(const struct drugs_reading *reading, struct side *side, const had_drug *drug)
{
    struct drugs *drugs = reading->drugs;
    drugs->passed += drug->passed;
    if (drug->rejected >= 0) {
        drugs->rejected++;
        tied_find_drug(&drugs->tied, side, drug);
    }
    if (drug->passed || drug->rejected >= 0)
        return DONE;
    drugs->kept++;
    sum_up(&drugs->total[QUANTITE], drug->quantite);
    sum_up(&drugs->total[MONTANT], drug->montant);
    count_warnings(drugs, side, drug);
    if (drugs->options->by == BY_TOTAL)
        return drug_sums_add(&drugs->sums, drugs->options->drug_keys,
                             drugs->options->drug_key_count, drug, side->at->bytes)
                   ? DONE
                   : FILES;
    write_row(drugs, reading->table, side, drug);
    return reading->table->sink->failed ? FILES : DONE;
}

static int read_lines(void *own, struct side *side, const struct side_line *line, size_t count)
{
    const struct drugs_reading *reading = own;
    had_drug *drug = reading->drugs->drug;
    int status = tied_read_drugs(&reading->drugs->tied, line, count, drug);
    for (size_t i = 0; !status && i < count; i++) {
        side_at(side, &line[i]);
        status = take_drug(reading, side, &drug[i]);
    }
    return status;
}

/* Lines read = kept + rejected + passed over + lines of debris. */
static int check_counts(const struct drugs *drugs)
{
    if (drugs->kept + drugs->rejected + drugs->passed + drugs->counts.debris.lines ==
        drugs->counts.lines)
        return DONE;
    say(W_BROKEN, "drugs");
    return INTERNAL;
}

/* The RPSS are read: now their drugs. */
static int read_drugs(void *own, struct table *table, const struct tally *tally)
{
    (void)tally;
    struct drugs *drugs = own;
    const struct options *options = drugs->options, *found = drugs->batch->options;
    struct drugs_reading reading = {drugs, table};
    int status = tied_open_drugs(&drugs->tied, options->rpss.count > 0);
    for (size_t i = 0; !status && i < found->beside_count; i++)
        status = side_several(drugs->batch, &drugs->counts, found->beside[i],
                              drugs->batch->operand_kinds, read_lines, &reading);
    if (!status && options->by == BY_TOTAL)
        status = write_sums(drugs, table);
    return status ? status : check_counts(drugs);
}

/* --- The command ------------------------------------------------------------------------------ */

static void report(const struct drugs *drugs)
{
    typedef unsigned long long n;
    had_stays_info info = {.size = sizeof info};
    const had_stays *stays = drugs->tied.stays;
    if (stays && had_stays_get(stays, &info) == HAD_OK && info.records == 0)
        say_plain(W_STAYS_NONE);
    else if (stays)
        tied_say_stays(&info, info.secteur);
    say_plain(W_DRUGS_LINES, (n)drugs->counts.files, (n)drugs->counts.lines, (n)drugs->kept,
              (n)drugs->rejected, (n)drugs->passed, (n)drugs->counts.debris.lines);
    drug_sums_say(drugs->total);
    side_report(&drugs->counts);
    if (!drugs->options->liste && stays)
        say_plain(W_DRUGS_NO_LIST);
}

/* What anonymised files can be summed by: they have no stay, no date. */
static bool only_months_and_codes(const struct options *options)
{
    bool well = options->by == BY_TOTAL && options->drug_key_count > 0;
    for (int i = 0; i < options->drug_key_count; i++)
        well &= options->drug_keys[i] == DRUG_MOIS || options->drug_keys[i] == DRUG_UCD;
    return well;
}

static void choose_columns(struct drugs *drugs)
{
    int n = 0;
    for (int i = 0; i < drugs->options->drug_key_count; i++)
        drugs->columns[n++] = columns_drug_keys[drugs->options->drug_keys[i]];
    for (int i = 0; i < DRUG_SUMS; i++)
        drugs->columns[n++] = columns_drug_sums[i];
    drugs->columns[n] = NULL;
}

int command_drugs(const struct options *options)
{
    if (options->rpss.count == 0 && !only_months_and_codes(options)) {
        say(W_DRUGS_USAGE);
        return USAGE;
    }
    struct options records = *options; /* read first: the RPSS */
    records.files = (const char **)options->rpss.item;
    records.file_count = options->rpss.count;
    records.beside = options->files;
    records.beside_count = options->file_count;
    records.strict = false;
    struct drugs *drugs = calloc(1, sizeof *drugs);
    if (!drugs) {
        say(W_NO_MEMORY);
        return FILES;
    }
    struct batch batch = {.options = &records,
                          .carried = HAD_CARRIED_ALONE,
                          .beside = true,
                          .operand_kinds = options->rpss.count > 0
                                               ? 1u << HAD_KIND_FICHCOMP | 1u << HAD_KIND_RSF
                                               : 1u << HAD_KIND_ANONYME,
                          .columns = columns_drugs,
                          .each = keep_record,
                          .end = read_drugs,
                          .own = drugs};
    drugs->batch = &batch;
    drugs->options = options;
    tied_start(&drugs->tied, &batch);
    drugs->sums.size = sizeof(struct drug_sum);
    drug_warnings_find(drugs->number);
    if (options->by == BY_TOTAL) {
        choose_columns(drugs);
        batch.columns = drugs->columns;
    }
    int status = batch_run(&batch);
    if (!status && !options->quiet)
        report(drugs);
    if (!status && options->strict && drugs->rejected > 0)
        status = DIFFERENCES;
    keyed_free(&drugs->sums);
    tied_free(&drugs->tied);
    free(drugs);
    return status;
}
