/* SPDX-License-Identifier: Apache-2.0 */
/* What a run reads: the files that it was given, those of directories in their place, each looked
 * at before anything is written (rules R39, R43, R44). */
#ifndef SOURCES_H
#define SOURCES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "os/os.h"
#include "common/sha256.h"
#include "had.h"
#include "input.h"
#include "cli/ask/options.h"

/* Lines of a pipe that are looked at before the first row when no classification is loaded. */
enum { LINES_AHEAD = 4096 };

/* What was read of a pipe before the run began. It is kept for the run. */
struct ahead {
    struct input input;   /* goes on after the bytes below */
    bool open;            /* it does, here: the run has not taken it over */
    struct sha256 sha;    /* of all that was read */
    unsigned char *bytes; /* as blocks gave them */
    size_t size, room;
};

struct source {
    const char *path; /* "-" = standard input */
    struct os_look look;
    bool looked;
    bool rapss;          /* its first line that the command reads is a RAPSS */
    bool known;          /* it has one in its first MiB */
    struct ahead *ahead; /* of what is no regular file; NULL = nothing is */
};

struct path_list {
    const char **list;
    size_t count, room;
};

/* Why a file of a directory is not read: a later file holds its month too; the same, but that the
 * later one is smaller; it holds no line to read. */
enum left { LEFT_MONTH, LEFT_LARGER, LEFT_PASSED, LEFT_WAYS };

struct sources {
    struct source *list;
    size_t count, room;
    struct path_list made;            /* names of files of directories: its own */
    struct path_list left[LEFT_WAYS]; /* a sentence of each file left out: its own */
    const char **paths;               /* of the list */
    struct input input;               /* to look at files */
};

/* What is asked of a run before it begins. */
struct sources_wanted {
    const struct options *options;
    const had_tables *tables;
    const had_engine *engine; /* reads what the command reads */
    bool rapss;               /* so does RAPSS */
    bool one_kind;            /* and both are not to be read together */
    unsigned kinds;           /* not records but lines of these kinds, bits of 1 << had_kind: */
    const char *kind_names;   /* as messages name them */
    bool ungrouped;           /* no classification is loaded, and records may have to be grouped */
};

/* Lists what is read. Files of a directory are looked at, so as to know which. 0, or a status with
 * a message said. Freed with sources_free in any case. */
int sources_find(struct sources *sources, const struct sources_wanted *wanted);

/* Lists files beside the records: each as it is, but a directory, which stands for the files in it
 * that hold a line of the kinds. 0, or a status with a message said. */
int sources_beside(struct sources *sources, const struct sources_wanted *wanted,
                   const char *const *paths, size_t count);

/* Looks at the first MiB of each: 0; FILES when one cannot be read, or holds nothing that the
 * command reads; TABLES when a record of a pipe would have to be grouped and cannot. */
int sources_look(struct sources *sources, const struct sources_wanted *wanted);

/* The first that cannot be read twice: standard input, or no regular file. NULL if there is none.
 */
const struct source *sources_pipe(const struct sources *sources);

/* How many files of directories are left out. */
size_t sources_left(const struct sources *sources);

/* For the summary: months left out. */
void sources_report(const struct sources *sources);

void sources_free(struct sources *sources);

#endif
