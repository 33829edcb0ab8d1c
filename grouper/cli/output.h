/* SPDX-License-Identifier: Apache-2.0 */
/* Where results go: standard output, or a file that appears whole or not at all. */
#ifndef OUTPUT_H
#define OUTPUT_H

#include <stdbool.h>

#include "../os/os.h"
#include "sha256.h"
#include "sink.h"

struct output {
    struct sink sink;
    const char *path; /* NULL = standard output */
    int file;
    char final[OS_PATH], temporary[OS_PATH];
    bool quiet_end; /* the reader of standard output has gone: end without a word */
    bool hashed;    /* --journal: `sha` takes every byte of the output */
    struct sha256 sha;
    bool dry; /* nothing is written: a run that only looks */
};

/* 0, or FILES with a message said. */
int output_open(struct output *output, const char *path);
/* Everything is written: the file takes its name. 0, or FILES with a message said. */
int output_commit(struct output *output);
/* Nothing of it is to remain. */
void output_drop(struct output *output);

#endif
