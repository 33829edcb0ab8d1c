/* SPDX-License-Identifier: Apache-2.0 */
/* Blocks worked on by several threads at once; what they give is written in the order of the input.
 *
 * Whoever is free reads a block into a slot of its own, and one more ahead, works on the first
 * alone, and leaves what it gave in a tray; whoever ends the oldest block writes it, and those that
 * wait behind it. So reading and writing go on beside the work, nobody waits for anybody while
 * slots and trays are free, and no more than these is kept in memory: a block that gives more than
 * its tray holds waits until it is the oldest, then writes as it goes. */
#ifndef WORKERS_H
#define WORKERS_H

#include "cli/files/output.h"
#include "reader.h"
#include "cli/write/sink.h"

/* Bytes at the end of what one thread writes, so that what another writes is not in its cache
 * lines. */
enum { APART = 128 };

struct job {
    struct reader *reader;
    struct output *output;
    size_t count; /* of workers; at least 1 */
    /* Works on a block as the n-th worker, from 0. Other than DONE, the run ends there with that
     * status: messages are written, rows are not. */
    int (*work)(void *context, size_t n, const struct piece *piece, struct sink *rows,
                struct sink *messages);
    void (*progress)(void *context); /* after each block read; never two at once */
    /* Takes what stands in a sink of messages, in the order of the input. */
    int (*tell)(void *context, const unsigned char *bytes, size_t size);
    /* Closes the file that is open, if any, and opens the next, with nothing under way. False after
     * the last, and when the run has failed: *status says which. */
    bool (*next_file)(void *context, int *status);
    void *context;
};

/* Returns a status, the messages of reading and writing having been said. */
int workers_run(const struct job *job);

#endif
