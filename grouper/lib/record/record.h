/* SPDX-License-Identifier: Apache-2.0 */
/* A record as the library sees it: views into the line, dates and counts; and what every way to
 * read one needs. */
#ifndef RECORD_H
#define RECORD_H

#include <stdbool.h>
#include <stdint.h>

#include "common/bytes.h"
#include "lib/base/dates.h"
#include "lib/tables/layout.h"

enum { COUNT_INVALID = -1 };

/* Bounds of the controls of dates: 505; rule R33, in calendar years (003). */
enum { ENTREE_FIRST = 19840101, AGE_MAX = 120 };

struct record {
    const unsigned char *bytes;
    const struct layout *layout;
    uint32_t length; /* of the record itself; what follows is blanks and the line's end */
    bool usual;      /* read by fast_read: its bytes are those of a usual record */
    uint32_t ending; /* bytes of line end left on: 0, 1 (LF) or 2 (CR LF) */
    union {
        struct {
            int32_t naissance, entree, debut_sequence, debut, fin, sortie, fin_sequence;
        };
        int32_t date[DATES]; /* the same, in the order of enum layout_date */
    };
    int32_t year;                      /* of fin */
    int16_t mpp, mpa, ik;              /* -1 = not digits */
    int32_t day[DATES];                /* of the dates that are real: see date_days; of a RAPSS,
                                          ranks in the sequence */
    bool ranked;                       /* of a RAPSS: its ranks are known */
    uint8_t lecture;                   /* of a RAPSS: bits of had_lecture */
    uint32_t group_start[GROUP_KINDS]; /* 0-based; of the groups that the layout has */
    int16_t group_count[GROUP_KINDS];  /* COUNT_INVALID = not numeric (taken as 0, rule R14) */
};

/* Why a line is no record (rule R14); PRE_... or -1. */
struct rejection {
    int finding;
    uint32_t position; /* 1-based first byte at fault */
    uint32_t expected; /* LONGUEUR INCORRECTE: bytes asked for by the counts */
};

/* Bytes of the end left on a line: 0, 1 (LF) or 2 (CR LF). */
static inline uint32_t line_ending(const unsigned char *line, size_t length)
{
    uint32_t ending = length > 0 && line[length - 1] == '\n';
    return ending + (length > ending && line[length - ending - 1] == '\r');
}

/* Says why; false. */
bool reject(struct rejection *rejection, int finding, size_t position);

static inline const unsigned char *field_bytes(const struct record *record, enum field field)
{
    return record->bytes + record->layout->field[field].start;
}

/* Rule R21: 1-based place of the first control byte, 0 if there is none. */
uint32_t illicit_byte(const unsigned char *p, size_t length);

/* A count of one to three digits, COUNT_INVALID if it is not numeric. */
int16_t count_of(const unsigned char *p, uint16_t length);

/* What the tables are looked up by, once the dates are known. */
static inline void record_keys(struct record *record)
{
    record->year = date_year(record->fin);
    record->mpp = (int16_t)two_digits(field_bytes(record, F_mpp));
    record->mpa = (int16_t)two_digits(field_bytes(record, F_mpa));
    record->ik = (int16_t)three_digits(field_bytes(record, F_ik));
}

/* Days of the whole months from that in which a sub-sequence begins to the one before that in which
 * it ends: 0 within one month; beyond 31 there are months between. */
static inline int32_t earlier_months(const struct record *record)
{
    return record->day[DATE_FIN] - record->day[DATE_DEBUT] + date_day(record->debut) -
           date_day(record->fin);
}

/* The i-th act, from 0, of those that the record has. */
static inline const unsigned char *act_bytes(const struct record *record, int i)
{
    return record->bytes + record->group_start[GROUP_CCAM] + (size_t)i * record->layout->act_size;
}

#endif
