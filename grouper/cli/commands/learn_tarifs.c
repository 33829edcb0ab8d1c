/* SPDX-License-Identifier: Apache-2.0 */
/* had tables learn-tarifs: tariffs that invoices agree on, for campaigns of which none is published
 * (rule R31): a directory of tables, whose tariffs say `observe` wherever they are used. */
#include "cli/ask/commands.h"

#include <stdlib.h>
#include <string.h>

#include "os/os.h"
#include "cli/ask/catalogue.h"
#include "cli/files/folder.h"
#include "cli/files/load.h"
#include "cli/files/output.h"
#include "cli/files/outputs.h"
#include "cli/rows/rows.h"
#include "cli/run/side.h"
#include "cli/base/status.h"
#include "cli/base/words.h"

enum { STATES = HAD_OBSERVED_INCONNU + 1, USES = HAD_OBSERVED_COEFFICIENT + 1 };

struct learn_tarifs {
    const struct batch *batch;
    const struct options *options; /* of the command: its files are the invoices */
    had_observed *observed;
    had_bill_line line;
    struct side_counts counts;
    uint64_t rejected, used[USES];
    uint64_t states[STATES]; /* tariffs by what became of them */
};

/* --- Records and lines ------------------------------------------------------------------------ */

static bool keep_record(const struct batch *batch, void *own, const struct item *item,
                        struct table *table)
{
    (void)batch, (void)table;
    struct learn_tarifs *learn = own;
    int added, made = HAD_OK;
    if (!learn->observed)
        made = had_observed_new(batch->engine, &learn->observed);
    if (made == HAD_OK)
        made =
            had_observed_record(learn->observed, item->bytes, item->length, item->result, &added);
    if (made == HAD_OK)
        return true;
    say(W_NO_MEMORY);
    return false;
}

static int read_line(void *own, struct side *side, const unsigned char *line, size_t length)
{
    struct learn_tarifs *learn = own;
    int used;
    if (had_observed_line(learn->observed, line, length, &learn->line, &used) != HAD_OK) {
        say(W_NO_MEMORY);
        return FILES;
    }
    if (learn->line.rejected >= 0) {
        learn->rejected++;
        side_find(side, learn->line.rejected, learn->line.position, learn->line.expected, true);
    } else {
        learn->used[used]++;
    }
    return DONE;
}

/* --- What is learned -------------------------------------------------------------------------- */

static void write_row(struct table *table, const had_observed_tarif *tarif)
{
    static const char *const states[STATES] = {"appris", "confirme", "differe", "contredit",
                                               "inconnu"};
    row_begin(table, 0);
    cell_number(table, tarif->campagne);
    cell_word(table, secteur_name(HAD_EX_OQN));
    cell_word(table, variante_name(tarif->variante));
    cell_code(table, 2, tarif->ght);
    cell_number(table, (int64_t)tarif->lignes);
    cell_euros(table, tarif->tarif);
    cell_word(table, states[tarif->etat]);
    cell_euros_if(table, tarif->autres_lignes > 0 || tarif->connu != 0,
                  tarif->autres_lignes > 0 ? tarif->autre : tarif->connu);
    cell_number(table, (int64_t)tarif->autres_lignes);
    row_end(table);
}

static void write_tarif(struct sink *sink, const had_observed_tarif *tarif)
{
    sink_room(sink, 256);
    put_number(sink, (uint64_t)tarif->campagne);
    put_text(sink, ";ex-OQN;");
    put_text(sink, variante_name(tarif->variante));
    put(sink, ';');
    put_number(sink, tarif->ght);
    put(sink, ';');
    put_number(sink, (uint64_t)tarif->tarif);
    put(sink, ';');
    sink_ends(sink, write_date(sink_end(sink), tarif->debut));
    put_text(sink, ";RSF: ");
    put_number(sink, tarif->lignes);
    put_text(sink, " lignes;observe\n");
}

/* Rows on the output, what is learned in the directory: nothing of it when nothing is learned. */
static int write_all(struct learn_tarifs *learn, struct table *table, struct sink *sink)
{
    had_observed_tarif tarif = {.size = sizeof tarif};
    sink_room(sink, 256);
    put_text(sink, "campagne;secteur;variante;ght;centimes;debut;sources;origine\n");
    while (had_observed_next(learn->observed, &tarif) == HAD_OK) {
        learn->states[tarif.etat]++;
        write_row(table, &tarif);
        if (tarif.etat == HAD_OBSERVED_APPRIS)
            write_tarif(sink, &tarif);
    }
    return DONE;
}

struct tarif_rows {
    struct learn_tarifs *learn;
    struct table *table;
};

static int write_folder(void *context, const char *folder)
{
    struct tarif_rows *written = context;
    char path[OS_PATH];
    struct output output;
    int status = path_join(path, folder, "tarifs.csv") ? output_open(&output, path) : FILES;
    if (status)
        return status;
    write_all(written->learn, written->table, &output.sink);
    status = output_commit(&output);
    if (status || written->learn->states[HAD_OBSERVED_APPRIS] > 0)
        return status;
    say(W_TARIFS_NOTHING);
    return FILES;
}

/* had verify: rows alone, the directory stays as it is. */
static int write_nowhere(const struct tarif_rows *written)
{
    struct output output;
    int status = output_open(&output, NULL);
    if (status)
        return status;
    output.dry = true;
    write_all(written->learn, written->table, &output.sink);
    output_drop(&output);
    return DONE;
}

static int read_invoices(void *own, struct table *table, const struct tally *tally)
{
    (void)tally;
    struct learn_tarifs *learn = own;
    int status = DONE;
    if (!learn->observed && had_observed_new(learn->batch->engine, &learn->observed) != HAD_OK) {
        say(W_NO_MEMORY);
        return FILES;
    }
    const struct options *found = learn->batch->options;
    for (size_t i = 0; !status && i < found->beside_count; i++)
        status = side_each(learn->batch, &learn->counts, found->beside[i],
                           learn->batch->operand_kinds, read_line, learn);
    struct tarif_rows written = {learn, table};
    if (!status && learn->options->account)
        return write_nowhere(&written);
    if (!status && learn->counts.lines == learn->counts.debris.lines) /* rule R43: empty files */
        return folder_empty(learn->options->output);
    return status ? status : folder_write(learn->options->output, write_folder, &written);
}

/* --- The command ------------------------------------------------------------------------------ */

static void report(const struct learn_tarifs *learn)
{
    typedef unsigned long long n;
    had_stays_info info = {.size = sizeof info};
    if (had_observed_stays(learn->observed, &info) == HAD_OK && info.records > 0)
        say_plain(W_STAYS, (n)info.records, (n)info.stays, secteur_name(HAD_EX_OQN),
                  (n)info.other_secteur, (n)info.other_finess, (n)info.repeated);
    else
        say_plain(W_TARIFS_NO_RPSS);
    say_plain(W_TARIFS_LINES, (n)learn->counts.files, (n)learn->counts.lines,
              (n)learn->used[HAD_OBSERVED_USED], (n)learn->used[HAD_OBSERVED_COEFFICIENT],
              (n)learn->used[HAD_OBSERVED_UNREADABLE], (n)learn->used[HAD_OBSERVED_PASSED],
              (n)learn->rejected, (n)learn->counts.debris.lines);
    side_report(&learn->counts);
    say_plain(W_TARIFS_LEARNED, (n)learn->states[HAD_OBSERVED_APPRIS],
              (n)learn->states[HAD_OBSERVED_CONFIRME], (n)learn->states[HAD_OBSERVED_DIFFERE],
              (n)learn->states[HAD_OBSERVED_CONTREDIT], (n)learn->states[HAD_OBSERVED_INCONNU]);
}

int command_learn_tarifs(const struct options *options)
{
    int checked = outputs_check(options);
    if (!checked && !options->account)
        checked = folder_check(options->output);
    if (checked)
        return checked;
    struct options records = *options; /* read first: the RPSS */
    records.files = (const char **)options->rpss.item;
    records.file_count = options->rpss.count;
    records.beside = options->files;
    records.beside_count = options->file_count;
    records.output = NULL; /* rows go to standard output */
    records.used &= ~(UINT64_C(1) << O_OUTPUT);
    struct learn_tarifs *learn = calloc(1, sizeof *learn);
    if (!learn) {
        say(W_NO_MEMORY);
        return FILES;
    }
    struct batch batch = {.options = &records,
                          .carried = HAD_CARRIED_ALONE,
                          .beside = true,
                          .operand_kinds = 1u << HAD_KIND_RSF,
                          .columns = columns_learn_tarifs,
                          .each = keep_record,
                          .end = read_invoices,
                          .own = learn};
    learn->batch = &batch;
    learn->options = options;
    learn->line.size = sizeof learn->line;
    int status = batch_run(&batch);
    if (!options->quiet && learn->observed && (status == DONE || learn->counts.lines > 0))
        report(learn);
    had_observed_free(learn->observed);
    free(learn);
    return status;
}
