/* SPDX-License-Identifier: Apache-2.0 */
/* --avant: the activity of earlier states, or years, beside which this one is put. Each is counted
 * on its own, as this one is. */
#ifndef BEFORE_H
#define BEFORE_H

#include "activity.h"
#include "moved.h"

struct earlier {
    const char *path; /* as given: a file, or a directory */
    struct activity activity;
    int32_t first, last; /* months, as months_of has them */
    /* At least half of its days are in months of this state: it is another state of the same
     * months. */
    bool same_months;
    bool shares;        /* some of its days are in months of this state */
    bool alike;         /* it covers the same months as this one, or the same of another year */
    struct state state; /* its records, until both states are told apart */
    bool rapss;         /* some of its records are RAPSS, which no stay tells from each other */
    bool told;          /* record from record: it has the same months, and records of stays */
    bool rows_told;     /* so are the rows of what changed: no RAPSS is among them */
    struct moved moved; /* when it is told */
    char **files;       /* names of those with records, as their lines have them by number */
    size_t file_count, file_room;
};

struct before {
    struct earlier *state;
    size_t count;
};

/* Reads them, in the `begin` of a batch. An exit status. */
int before_read(struct before *before, const struct batch *batch);
void before_free(struct before *before);
/* Called once all of this state has been counted; its records are in `now`; `rapss`: some of them
 * are RAPSS. False when there is no memory (a message is said). */
bool before_finish(struct before *before, const struct batch *batch,
                   const struct activity *activity, struct state *now, bool rapss);

/* The first and last month, AAAAMM, 0 = none: without those that hold less than a hundredth of the
 * days of the fullest, for a wrong date is no month. How many months from one to the other. */
void months_of(const struct activity *activity, int32_t *first, int32_t *last);
int months_between(int32_t first, int32_t last);

/* Why it is not compared, in words: it has too few months of this state, and covers not the same
 * months of another year; NULL = it is compared. Its sums then stand beside these, and no
 * difference. */
const char *before_apart(const struct earlier *earlier);
/* Whether months are compared by their number in the year. */
bool before_other_year(const struct earlier *earlier);
/* tenths_of; none of a state that does not cover the same months, which would be no growth. */
bool before_growth(const struct earlier *earlier, int64_t part, int64_t whole, int64_t *tenths);

/* What changed. */
enum before_by { BEFORE_ALL, BEFORE_MONTH, BEFORE_MPP, BEFORE_GHT, BEFORE_BYS };
struct change {
    const unsigned char *key;
    size_t length;
    struct priced before, now;
};
struct changes {
    struct change *change; /* in the order of the keys */
    size_t count;
};
/* False when there is no memory (a message is said). The caller frees changes->change. */
bool before_changes(const struct earlier *earlier, const struct activity *now, enum before_by by,
                    struct changes *changes);
/* The lines behind a change, of this state or of the earlier one: those of the records that moved,
 * where they are told; else all of that key. */
enum before_side { SIDE_NOW, SIDE_BEFORE };
void before_lines(const struct earlier *earlier, const struct activity *now, enum before_by by,
                  const struct change *change, enum before_side side, struct report_lines *lines);

/* As the Ministry publishes them: growth is the difference over what was before; contribution is
 * the difference over that of everything; share is of what is now. Tenths of per cent, rounded half
 * away from 0. False when there is nothing to divide by. */
bool tenths_of(int64_t part, int64_t whole, int64_t *tenths);

#endif
