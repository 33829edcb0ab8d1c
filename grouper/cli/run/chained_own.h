/* SPDX-License-Identifier: Apache-2.0 */
/* What is kept of chained lines, for the files that gather them and tell of them. */
#ifndef CHAINED_OWN_H
#define CHAINED_OWN_H

#include "chained.h"

#include "cli/files/again.h"

/* What is kept of a line: where it begins, counted from its piece, whether it is marked, its chain.
 */
enum { PLACE_BITS = 27, MARKED = 1 << PLACE_BITS, CHAIN_SHIFT = PLACE_BITS + 1 };
enum { CHAINS = 15, ALONE = CHAINS };
enum { FEW = 10000 }; /* lines that take less time than a thread */

#define PLACE_MASK ((UINT32_C(1) << PLACE_BITS) - 1)

/* Lines of a piece that follow each other. */
struct stretch {
    uint64_t first;            /* of these lines, among all */
    uint64_t line;             /* its number in its file */
    uint64_t place;            /* of the piece, in its file */
    const unsigned char *text; /* or its bytes, of a pipe; NULL = a file */
    size_t size;               /* of the text */
    uint32_t file;
    bool blank; /* empty lines, read before the piece */
};

/* Rows kept of a line of a piece, which follow; the next line's stand behind them. */
struct rows_kept {
    uint32_t line; /* of those of its piece; ROWS_END: there are no more */
    uint32_t size, blocking, alerts;
};
#define ROWS_END UINT32_MAX

/* Lines of one piece: where they begin, and what each chain has met before them. */
struct told_part {
    uint64_t first; /* of the lines */
    size_t stretch;
    unsigned char *rows; /* a struct rows_kept; NULL = none are kept */
    uint32_t met[CHAINS];
};

struct chained_file {
    struct read_file read;
    uint32_t input;
    unsigned char finess[FINESS];
};

/* Whose turn it is: pieces come in their order. */
struct piece_turn {
    struct os_lock *lock;
    uint64_t piece;
};

struct one_chain {
    had_chain *chain;
    struct piece_turn turn;
    int status;       /* of its run */
    uint32_t met;     /* records, by what lists know */
    uint32_t *number; /* of its stays, in the order met by the run; 0 = not met yet */
};

struct chained {
    size_t jobs, shares; /* chains */
    bool again, numbered;
    struct one_chain share[CHAINS];
    struct piece_turn turn; /* for these lists: */
    uint32_t *line;
    struct stretch *stretch;
    struct told_part *part;
    struct chained_file *file;
    unsigned char **text; /* of pipes */
    size_t lines, line_room, stretches, stretch_room, parts, part_room, files, file_room, texts,
        text_room;
    uint32_t stays; /* numbered so far */
};

#endif
