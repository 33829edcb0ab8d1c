/* SPDX-License-Identifier: Apache-2.0 */
/* Takes every line of every file through the engine, in order, and keeps the account. */
#ifndef BATCH_H
#define BATCH_H

#include "had.h"
#include "cli/account/journal.h"
#include "cli/ask/options.h"
#include "cli/files/output.h"
#include "cli/files/sources.h"
#include "cli/write/table.h"
#include "cli/account/tally.h"
#include "cli/base/words.h"

/* How many layouts have the places of their fields kept: tables hold no more, so that none takes
 * the place of another. */
enum { LAYOUTS = 256 };

/* One record as a command sees it: well formed, with its result. */
struct item {
    const char *file; /* path as given */
    uint64_t line;    /* 1-based, in its file */
    const unsigned char *bytes;
    size_t length; /* line end included */
    const had_result *result;
    const unsigned char *file_finess; /* of its file's first well-formed record, nine bytes */
    bool other_finess;                /* the FINESS of the record is another */
    uint64_t others;                  /* the same of usual ones, a bit each */
    int8_t official;                  /* as result_official says */
    const had_chain_record *chain;    /* what a chain needs of it (of usual ones: of each); NULL =
                                         not asked */
    const had_droits_stay *droits;    /* what the insurance pays; NULL = not asked */
    const struct between *between;    /* found between records; NULL = nothing, or not asked */
    struct worker *worker;            /* whose item it is */
};

struct batch;
struct besides;
struct piece;

/* What a command does with a record: writes rows, or adds to its own totals. False stops the
 * run: what batch_stop returned, or FILES, a message having been said. */
typedef bool batch_each(const struct batch *batch, void *own, const struct item *item,
                        struct table *table);

/* The fields of a record that commands write, as had_result_field numbers them. */
struct fields {
    int sejour, no_sequence, no_sous_sequence, mpp, mpa, ik, finess_epmsi, finess_geo;
};

struct batch {
    const struct options *options; /* once it runs, its files are those of the sources */
    struct sources *sources;
    size_t exactly;         /* files there must be; 0 = any number */
    bool once;              /* no record may stand in two inputs, unless --doublons (rule R39) */
    bool once_told;         /* one that does is told, and refused nowhere */
    bool one_kind;          /* nor may there be RPSS and RAPSS */
    bool whole;             /* --periode leaves nothing out: the run looks at all records */
    unsigned operand_kinds; /* of the command's own files, beside the records: 1 << had_kind */
    const struct besides *besides;
    const had_tables *tables;
    const had_engine *engine;
    bool priced;
    had_carried carried;
    bool rapss;  /* lines of RAPSS are taken */
    bool beside; /* records are read for what is beside them: the summary is the command's own, and
                    there may be none */
    /* Where no classification is loaded, records are controlled all the same (rule R38): then
     * `controls_only` is set, and nothing is priced. */
    bool sans_classification, controls_only;
    bool chained;      /* items come with what a chain needs of them */
    bool only_chained; /* and are not grouped: they have no result; no line is rejected */
    bool between;      /* with --chainage, items say what was found between records */
    bool directory;    /* the command writes a directory itself: rows only go into the journal */
    bool records;      /* results are the records themselves, as lines */
    const struct column *const *columns; /* of the rows; NULL = no rows */
    batch_each *each;
    /* Usual records that follow each other, all at once: true of each is what `item` says, but for
     * its line, which is that of the last, and its bytes, which begin at usual->start. NULL: each
     * record goes to `each`, as does any that is not usual. */
    bool (*usual)(const struct batch *batch, void *own, const struct item *item,
                  const had_usual *usual);
    bool any_order; /* lines between them may come after them all, and their lines are not asked */
    /* Where `usual` is NULL: they go to `each` one by one, with results made of their columns and
     * what an item has of its record. */
    bool each_usual;
    bool usual_clean; /* only those in which nothing is found; of another FINESS than their file:
                         then to `each` as well, unless chained */
    /* These may be NULL: a line that is no record; before and after each file. */
    bool (*rejected)(const struct batch *batch, void *own, const struct item *item,
                     struct table *table);
    /* A record that --periode leaves out: what is billed beside may be tied to it all the same.
     * Only for a command that keeps a state, that of each worker. */
    bool (*outside)(void *own, const struct item *item);
    bool (*begin_file)(const struct batch *batch, void *own);
    bool (*end_file)(const struct batch *batch, void *own, struct table *table);
    /* Before and after each piece of a file, by its worker; after it in any case. */
    void (*begin_piece)(void *own, const struct piece *piece);
    bool (*end_piece)(void *own);
    /* Before the first record, tables and engine being there; may be NULL. An exit status: other
     * than 0, a message has been said, and the run ends. */
    int (*begin)(struct batch *batch);
    /* After the last record; may be NULL. An exit status: other than 0, a message has been said and
     * nothing is written. */
    int (*end)(void *own, struct table *table, const struct tally *tally);
    /* Before tables and engine are freed, however the run went; may be NULL. */
    void (*close)(void *own);
    /* What the command keeps from one record to the next; NULL = nothing. */
    void *own;
    /* With -j, several workers call `each` and `rejected` at once. Each worker has its own table,
     * item and `own`; a command must change nothing else, but in `end_piece` what it locks. A
     * command that keeps no state (`own` is NULL) may have several workers. A command that keeps
     * one may have several only if it gives `split` and `join`, and if its states can be added up
     * in any order. `split` makes an empty state for another worker (NULL: no memory). `join` is
     * called once for each such state, before `end`, and also after a run that failed: it adds the
     * state to `own` and frees it (false: no memory, a message having been said). begin_file,
     * end_file, `end`, `split` and `join` are called while no worker runs. Rows come out in the
     * order of the input whatever the number of workers. */
    void *(*split)(void *own);
    bool (*join)(void *own, void *other);
    had_droits *droits; /* applied to each result; NULL = none */
    struct fields fields;
    int partly;                              /* the finding 529: conventions leave days out */
    struct journal *journal;                 /* NULL = none is kept */
    had_classification_info *classification; /* by number */
};

/* Loads tables, makes the engine, runs, writes, reports. Returns the exit status. */
int batch_run(struct batch *batch);

/* The options of an engine for a batch: its own, and another made beside it. */
void batch_settings(const struct batch *batch, had_options *settings);

/* Other records, through the tables and the engine of a batch that is open (in its `begin`):
 * `other` is a copy of it with its own options, of which the files count, and its own calls.
 * Nothing is written; the journal lists its files. Returns the exit status. */
int batch_other(struct batch *other);

/* A first run before the run itself: every line goes through the engine, and nothing is written.
 * Returns the exit status. batch_looking makes the batch for it, which does nothing with a record
 * unless told. */
struct batch batch_looking(const struct batch *batch);
int batch_look(const struct batch *only_looks);

/* An output must not be one of the inputs. 0, or USAGE with a message. */
int check_output(const struct options *options);

static inline bool any_finding(const had_findings *set)
{
    uint64_t any = 0;
    for (int i = 0; i < HAD_FINDING_WORDS; i++)
        any |= set->word[i];
    return any != 0;
}

/* The official flag of a result: 1, 0, or -1 for blank. */
static inline int result_official(const struct batch *batch, const had_result *result)
{
    /* Rules R32, R47: a version read that begins with X or D is not official; of another nothing is
     * known. */
    if (result->carried)
        return result->version[0] == 'X' || result->version[0] == 'D' ? 0 : -1;
    if (result->classification < 0)
        return -1;
    return batch->classification[result->classification].officielle && !result_deduced(result);
}

/* The field of a record, or nothing. */
static inline const unsigned char *item_field(const struct batch *batch, const struct item *item,
                                              int field, size_t *length)
{
    had_span span = had_result_field(batch->engine, item->result, field);
    *length = span.length;
    return item->bytes + span.start;
}

/* The line of the n-th of usual records: `item` has that of the last. */
static inline uint64_t usual_line(const struct item *item, const had_usual *usual, uint32_t n)
{
    return item->line + 1 - usual->count + n;
}

/* The MPP of a record, as estimate_mode numbers it. */
int item_mode(const struct batch *batch, const struct item *item);

#endif
