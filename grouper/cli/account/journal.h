/* SPDX-License-Identifier: Apache-2.0 */
/* The account of a run, as JSON: what went in, with fingerprints, what came out, with counts. It
 * holds no clock and no language, so that the same run writes the same bytes. */
#ifndef JOURNAL_H
#define JOURNAL_H

#include "had.h"
#include "cli/ask/options.h"
#include "cli/files/output.h"
#include "common/sha256.h"
#include "tally.h"

/* Text that grows. Once memory lacks, `failed` stays true and the text stops growing. */
struct text {
    char *bytes;
    size_t size, room;
    bool failed; /* no memory was left: what it holds is not all */
};

/* Adds bytes, and a NUL that does not count. */
void text_add(struct text *text, const char *bytes, size_t size);

/* What stands in a journal for a stay that was asked for. */
#define JOURNAL_HIDDEN "***"

struct sources;

struct journal {
    struct text tables, inputs; /* parts made while the run goes */
    struct sha256 input;        /* of the file being read */
};

void journal_free(struct journal *journal);

/* Opens the output of a run and, with --journal, the account beside it: both before the first line
 * is read, so that one that cannot be written is told at once. `verify` asks for the account alone:
 * nothing is written then. 0, or FILES with a message said. */
int journal_open(const struct options *options, struct output *output, struct output *account);
/* What journal_open opened takes its names, the account last; both are on disk. 0, or FILES with a
 * message said. */
int journal_place(const struct options *options, struct output *output, struct output *account);
/* A table file that was loaded; as struct loading asks. */
void journal_table(void *journal, const char *path, const char *origin, const void *bytes,
                   size_t size);
/* The end of an input file, whose bytes went through journal->input. */
void journal_input(struct journal *journal, const char *path, uint64_t lines);

/* The names of the lists of what was left out of directories, by reason (enum left). */
extern const char *const journal_left[LISTED_LEFT];

/* The whole account; the caller frees text->bytes. */
void journal_text(const struct journal *journal, const struct options *options,
                  const struct sources *sources, const had_tables *tables,
                  const struct tally *tally, struct output *output, struct text *text);

/* That of a run that puts together what other runs wrote: no table, no record, only the parts, as
 * inputs, and the whole. A part is the output of its own run's account when the fingerprints are
 * the same. */
void journal_text_merged(const struct journal *journal, const struct options *options,
                         struct output *output, struct text *text);

/* Writes it to an output that is open, and seals that. 0, or FILES with a message said. */
int journal_write(const struct text *text, struct output *output);

#endif
