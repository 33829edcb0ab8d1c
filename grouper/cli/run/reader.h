/* SPDX-License-Identifier: Apache-2.0 */
/* The lines of all the files of a run, in blocks: each of one file, with the number of its first
 * line and what is known of its file. With --part, only the lines of the slice.
 *
 * Debris (rule R43) is taken away here as far as only the file can tell: lines without anything at
 * its end, and 0x1A right after its last line. Debris in front of a line is left to line.c, which
 * looks for it only in a line that is no record. */
#ifndef READER_H
#define READER_H

#include "common/debris.h"
#include "had.h"
#include "cli/files/input.h"
#include "cli/account/journal.h"
#include "cli/ask/options.h"
#include "cli/files/sources.h"

enum { FINESS = 9 };

/* Lines to work on. */
struct piece {
    const char *file;
    uint32_t input;             /* number of the file among the sources */
    uint64_t number;            /* of the piece in the run */
    uint64_t place;             /* of these bytes in the file */
    const struct os_look *look; /* at the file, when it was opened */
    bool by_place;              /* the file can be read again, by place */
    bool unread;                /* reader_read is still to read it, before reader_number: */
    uint64_t from, to;          /* lines that begin in these bytes */
    uint64_t lines;             /* in `bytes` */
    int cause;                  /* errno, when it could not be read */
    const unsigned char *bytes;
    size_t size;
    uint64_t skipped;             /* lines just before these that the slice leaves out */
    uint64_t blanks;              /* then: empty lines that other lines of the file follow */
    struct debris debris;         /* debris taken away; its lines come after the others */
    uint64_t before;              /* lines of its file before all these; by reader_number */
    unsigned char finess[FINESS]; /* of its file's first well-formed record; blanks = none so far */
};

struct reader {
    const struct options *options;
    struct sources *sources;
    const had_engine *engine;
    struct journal *journal; /* NULL = none is kept */
    bool dry;                /* a run that only looks: no pipe is read, nothing is said of files */
    struct input input;
    const unsigned char *ahead, *ahead_end; /* of a pipe: read before the run, not yet given */
    size_t next;                            /* file to open */
    uint64_t from, to; /* bytes of the slice, counted from the start of that file */
    uint64_t files;    /* opened so far */
    uint64_t lines;    /* given so far */
    uint64_t pieces;   /* given so far */
    bool several;      /* regular files are read by several threads */
    bool wide;         /* lines are counted by vectors */
    bool open;
    /* Of the file that is open: */
    bool apart;          /* its pieces are given unread */
    uint64_t begin, end; /* lines that begin in these bytes are given */
    uint64_t at, line;   /* bytes and lines passed */
    /* Lines without anything that are held back: what they are if they end the file, and the debris
     * in front of them if they do not. */
    struct debris held, held_front;
    bool followed; /* by other lines: one was seen after the slice */
    bool any;      /* a line was given that holds something */
    bool finess_known;
    unsigned char finess[FINESS];
    int finess_field;
    had_result result;
};

void reader_start(struct reader *reader, const struct options *options, struct sources *sources,
                  const had_engine *engine, struct journal *journal);
/* Several threads will read. */
void reader_share(struct reader *reader);
void reader_free(struct reader *reader);

/* Opens the next file that has lines to give, the one before being closed. False after the last,
 * and when it cannot: *status then is FILES, a message having been said. */
bool reader_open(struct reader *reader, int *status);
/* Closes it. 0, or FILES with a message said: it could not be read, or changed meanwhile. */
int reader_close(struct reader *reader);

/* The next block of the file that is open; its bytes hold until the next call, or longer
 * when another buffer is taken for that (input_use). False at the end of the file, and when reading
 * failed. */
bool reader_next(struct reader *reader, struct piece *piece);
/* Whether pieces are still to be read, or to be numbered, before reader_next can tell whether there
 * is another. */
bool reader_apart(const struct reader *reader);
/* Whether the next piece is given unread, and at once. */
bool reader_left_apart(const struct reader *reader);
/* Reads a piece that was given unread, into a buffer of input_room bytes. By any thread. */
void reader_read(const struct reader *reader, struct piece *piece, unsigned char *buffer);
/* All those of a piece, debris included. */
uint64_t reader_lines(const struct reader *reader, const struct piece *piece);
/* Gives a piece the number of its first line, and adds its lines to the count of the file. Called
 * for each piece in the order of the file, by one thread at a time, and for all pieces before the
 * file is closed. */
void reader_number(struct reader *reader, struct piece *piece);
void reader_count(struct reader *reader, uint64_t lines);

#endif
