/* SPDX-License-Identifier: Apache-2.0 */
#include "closing.h"

#include <stdlib.h>

#include "besides.h"
#include "cli/files/given.h"
#include "once.h"
#include "cli/base/status.h"
#include "cli/base/words.h"

/* The account of a run whose output is sealed. */
static int write_journal(struct run *run)
{
    const struct batch *batch = run->terms.batch;
    const struct options *options = batch->options;
    struct text text = {0}, *into = options->account ? options->account : &text;
    if (!batch->journal)
        return DONE;
    journal_text(batch->journal, options, batch->sources, batch->tables, &run->tally, &run->output,
                 into);
    int status = options->account ? DONE : journal_write(&text, &run->account);
    free(text.bytes);
    return status;
}

/* Says how it went; the exit status. */
static int finish(const struct run *run)
{
    const struct batch *batch = run->terms.batch;
    const struct options *options = batch->options;
    if (!options->quiet)
        sources_report(batch->sources);
    if (!options->quiet)
        besides_report(batch->besides);
    if (!options->quiet && !batch->beside)
        tally_report(&run->tally, options, batch->tables, batch->priced,
                     batch->carried != HAD_CARRIED_ALONE, batch->controls_only);
    if (!options->quiet)
        once_report(batch, &run->tally);
    if (!options->quiet && batch->beside)
        given_report(batch->tables);
    if (options->strict && run->tally.blocked + run->tally.rejected + run->tally.unusable > 0)
        return DIFFERENCES;
    return DONE;
}

int closing_open(struct run *run)
{
    int status = journal_open(run->terms.batch->options, &run->output, &run->account);
    run->output.dry |= run->terms.batch->directory;
    return status;
}

void closing_drop(struct run *run)
{
    output_drop(&run->output);
    output_drop(&run->account);
}

int closing_end(struct run *run)
{
    const struct options *options = run->terms.batch->options;
    int status = run->status;
    if (!status)
        status = output_seal(&run->output);
    if (!status)
        status = write_journal(run);
    if (!status)
        status = journal_place(options, &run->output, &run->account);
    if (!status)
        return finish(run);
    if (run->output.temporary[0] && !run->output.placed)
        say(W_S_STOPPED, options->output);
    else if (status == USAGE && !options->account)
        say_word(output_void(&run->output) ? word_bare(W_ROWS_VOID) : word_bare(W_NO_ROWS));
    closing_drop(run);
    return run->output.quiet_end ? DONE : status;
}
