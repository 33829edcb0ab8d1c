/* SPDX-License-Identifier: Apache-2.0 */
/* Where results go: standard output, or a file that appears whole or not at all. */
#ifndef OUTPUT_H
#define OUTPUT_H

#include <stdbool.h>

#include "os/os.h"
#include "common/sha256.h"
#include "cli/write/grid.h"
#include "cli/write/sink.h"
#include "cli/write/xlsx.h"

struct output {
    struct sink sink;
    const char *path; /* NULL = standard output ("-" too) */
    int file;
    char final[OS_PATH], temporary[OS_PATH];
    bool quiet_end; /* the reader of standard output has gone: the run ends without a message */
    bool hashed;    /* --journal: `sha` takes every byte of the output */
    struct sha256 sha;
    uint64_t written, sent; /* bytes; how many of them are on their way to disk */
    uint64_t reserved;      /* how many the file has the room for; 0 = none was asked for */
    bool crowded;           /* no room was given: none is asked for again */
    bool dry;               /* nothing is written: a run that only looks */
    bool lines; /* what is written are lines: one that has no end gets it when another follows */
    bool begun, line_open;
    bool opened, sealed, placed; /* how far it has come; dropped: not opened */
    struct xlsx *workbook;       /* what is written are its rows; NULL = the bytes themselves */
    struct grid *grid;           /* the same: rows that are shown at the end, on a terminal */
};

/* 0, or FILES with a message said. */
int output_open(struct output *output, const char *path);
/* What is written from here on are rows of a workbook (TABLE_XLSX), first those of a sheet of this
 * name; called again, those of another. 0, USAGE or FILES, with a message said. */
int output_sheet(struct output *output, const char *name);
/* Its last row holds sums of the others. */
void output_summed(struct output *output);
/* What is written from here on are rows of CSV, of which a screenful is shown at the end. 0, or
 * FILES with a message said. */
int output_screen(struct output *output, const struct column *const *columns);
/* Writes bytes that are in another buffer, after those of the sink. Until the sink has been full
 * once they are only kept there: a run that fails at its start has written nothing. 0, or -1. */
int output_write(struct output *output, const unsigned char *bytes, size_t size);
/* Everything is written, and is put on disk; nothing is left to fail but the name. 0, or FILES with
 * a message said, the output having been dropped. */
int output_seal(struct output *output);
/* The file takes its name. 0, or the same. */
int output_place(struct output *output);
/* output_seal, then output_place. */
int output_commit(struct output *output);
/* What standard output was given is not to be used. A few rows are kept back; of more, which may
 * have gone already, all are written. True in the latter case. */
bool output_void(struct output *output);
/* Removes what was written. Called a second time, or once the file has its name, it does nothing.
 */
void output_drop(struct output *output);

#endif
