/* SPDX-License-Identifier: Apache-2.0 */
/* The controls between records of a run, whatever the number of its workers.
 *
 * Stays are shared out among several chains by their hash. A worker reads the records of its piece
 * alone, then hands them to each chain in turn, after the piece before: so each chain meets its
 * records in the order of the input, while others meet theirs. Then the chains are looked at side
 * by side. What is found, and how stays are numbered, does not depend on how many chains there are.
 *
 * Of each line four bytes are kept, and where it stands: what is to be said of it is found by
 * reading it again. Of a pipe, the text is kept. Rows that a line has whatever its neighbours are
 * may be handed over with it, and are kept while they are few beside the lines. */
#ifndef CHAINED_H
#define CHAINED_H

#include "batch.h"
#include "reader.h"

struct chained;
/* What one worker has of its own. */
struct chained_hand;
struct chained_teller;

/* NULL when there is no memory, which is said. `again`: lines will be read again; `numbered`: stays
 * are to have their numbers. Both are freed when nobody works any more. */
struct chained *chained_new(const struct options *options, bool again, bool numbered);
void chained_free(struct chained *chained);
struct chained_hand *chained_hand_new(struct chained *chained);
void chained_hand_free(struct chained_hand *hand);

/* Before the lines of a file, unless those before are not looked at yet. False when there is no
 * memory, which is said. */
bool chained_begin(struct chained *chained, const had_engine *engine);

/* The rows of a line in which nothing is found between records, and how many findings they tell. */
struct chained_rows {
    const unsigned char *bytes;
    uint32_t size, blocking, alerts;
};
enum { CHAINED_ROWS = 64 * 1024 }; /* bytes of them, at most */

/* Of a piece, by the worker that it is given to: before its lines; each line, in order; after them,
 * in any case. `chain`: NULL for a line that no chain takes. `marked`: it will be told of, by
 * `rows` if they are kept, else by reading it again; NULL: there are none. False when there is no
 * memory, which is said. */
void chained_piece(struct chained_hand *hand, const struct piece *piece);
/* Whether there is room for rows of the next line: a file of nothing but errors has more of them
 * than it is worth. */
bool chained_keeps(const struct chained_hand *hand);
bool chained_line(struct chained_hand *hand, const struct item *item, bool marked,
                  const struct chained_rows *rows);
/* Usual records; those of another FINESS are marked, without rows. */
bool chained_usual(struct chained_hand *hand, const struct item *item, const had_usual *usual);
bool chained_leave(struct chained_hand *hand);

/* A line that is marked, or of which something was found. */
struct chained_found {
    const char *file;
    uint32_t input; /* number of the file among the sources */
    uint64_t line;
    bool marked;
    bool alone;                          /* no chain has taken it */
    bool between;                        /* something was found between records */
    struct chained_rows rows;            /* if they are known: bytes, else NULL */
    const unsigned char *bytes, *finess; /* if they are not, and it was to be read again */
    size_t length;
    had_chain_result result;
};

/* Looks at all lines added; nobody works meanwhile. False when there is no memory, which is said.
 */
bool chained_run(struct chained *chained);
/* Forgets them all, whether they were looked at or not. */
void chained_end(struct chained *chained);

/* Tells of those marked, or in which something was found, once they have been looked at: of all, or
 * of the parts that it is given last, which never go back. NULL when there is no memory, which is
 * said. It is freed before the lines are forgotten. False when a file could not be read again, or
 * is not what it was, which is said, unless `quietly`: the run has failed. */
struct chained_teller *chained_teller_new(struct chained *chained);
bool chained_teller_free(struct chained_teller *teller, bool quietly);
void chained_teller_parts(struct chained_teller *teller, size_t from, size_t to);
/* Each in turn, in the order of the input. False after the last, and when it has failed: freeing it
 * says why. */
bool chained_next(struct chained_teller *teller, struct chained_found *found);
bool chained_teller_failed(const struct chained_teller *teller);

/* How many parts there are; how many may tell of them side by side. */
size_t chained_parts(const struct chained *chained);
size_t chained_tellers(const struct chained *chained);

#endif
