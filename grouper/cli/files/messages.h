/* SPDX-License-Identifier: Apache-2.0 */
/* The messages about lines. Of each code in each file the first lines are named, then how many more
 * there are (rule R44). Workers put messages into the sinks of their pieces; they are counted and
 * written in the order of the input, so that how many workers there are changes nothing. */
#ifndef MESSAGES_H
#define MESSAGES_H

#include <stdbool.h>
#include <stdint.h>

#include "damage.h"
#include "had.h"
#include "cli/write/sink.h"

/* Lines of one code in one file. */
enum { MESSAGES_TOLD = 20 };

/* Kinds of messages: a finding, by its number; a damage, said once in a file; what is always said.
 */
enum {
    MESSAGE_DAMAGE = HAD_FINDINGS_MAX,
    MESSAGE_KINDS = MESSAGE_DAMAGE + DAMAGES,
    MESSAGE_ALWAYS = MESSAGE_KINDS
};

/* Those of the piece that a worker is at. */
struct messages {
    struct sink *sink;
    const char *file;
    bool all;                      /* --tous-les-messages */
    uint32_t count[MESSAGE_KINDS]; /* of the piece */
    size_t start;                  /* of the one being written */
};

/* Begins with a piece of a file. */
void messages_start(struct messages *messages, struct sink *sink, const char *file);
/* Whether one more of a kind is to be written; it is counted in any case. */
bool messages_wanted(struct messages *messages, int kind);
/* Room for one, whose text is then put into the sink, and its end. */
void messages_open(struct messages *messages);
void messages_close(struct messages *messages, int kind);
/* The piece is at its end: what was counted and not written follows. */
void messages_end(struct messages *messages);

/* All that was said of a file so far. */
struct file_messages {
    const char *file;
    bool all;
    uint64_t count[MESSAGE_KINDS];
};

/* Writes the messages of a sink, a struct file_messages being its context. 0. */
int told_flush(void *context, const unsigned char *bytes, size_t size);
/* The file is at its end: says how many more there were. */
void told_end(struct file_messages *told);

#endif
