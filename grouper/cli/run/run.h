/* SPDX-License-Identifier: Apache-2.0 */
/* A run over the files: their pieces, given to one worker or several. */
#ifndef RUN_H
#define RUN_H

#include "batch.h"
#include "cli/account/doublons.h"
#include "cli/files/messages.h"
#include "reader.h"
#include "worker.h"

/* Everything that changes while it goes. */
struct run {
    struct terms terms;
    struct reader reader;
    struct table table;            /* of rows that no worker writes: at the end of a file, of all */
    struct output output, account; /* account: the journal, when one is written */
    struct tally tally;
    struct worker *workers;
    size_t worker_count;
    struct file_messages told;
    uint64_t started, shown; /* milliseconds; of the last progress shown, 0 = none */
    int status;
};

/* Before anything else. */
void run_start(struct run *run, const struct batch *batch);
/* Takes every line of every file, its output being open. run->status, the same being returned,
 * other than DONE: a message has been said. */
int run_files(struct run *run);

#endif
