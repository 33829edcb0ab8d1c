/* SPDX-License-Identifier: Apache-2.0 */
/* Usual records that follow each other, without a result for each: what the fast way would say of
 * every one, in columns (had_usual). A record in any doubt is left to the other ways, and so is one
 * in which more is found than what a triple and its tariffs let say. Like the fast way, this is a
 * shortcut and holds no rule: its tables are the engine's. */
#ifndef USUAL_H
#define USUAL_H

#include "digits_known.h"
#include "lib/base/shapes.h"
#include "lib/rules/group.h"
#include "months.h"
#include "plan.h"

struct usual_input {
    const struct plan *plan;
    const struct months *months;
    const struct deciding *deciding;
    const struct had_tables *tables;
    const struct matrix *matrix; /* records are controlled alone, by this; NULL = grouped */
    int32_t today;               /* date of processing, 0 = none */
    bool groups_only;            /* no tariff is looked for, and none counts as lacking */
};

/* The dates of a usual record, each a date_key; DATE_KEY_NONE = blank, which two may be: SORTIE and
 * FIN_SEQUENCE. The entry and what lies between it and the end have a month (months.h). */
enum usual_date {
    KEY_DEBUT_SEQUENCE,
    KEY_FIN_SEQUENCE,
    KEY_NAISSANCE,
    KEY_ENTREE,
    KEY_DEBUT,
    KEY_FIN,
    KEY_SORTIE,
    KEY_BOUND, /* 1984 on the left of a comparison, the date of processing on its right */
    KEY_COUNT
};

struct usual_dates {
    int32_t key[HAD_USUAL_MAX][KEY_COUNT];
};

/* What a record has, by its counts, which are digits: diagnoses, DP included; acts. */
static inline uint32_t usual_codes(const unsigned char *p)
{
    return 1 + (uint32_t)(p[AT_n_dcmpp] + p[AT_n_dcmpa] - 2 * '0' + of_two(p + AT_n_da));
}

static inline uint32_t usual_acts(const unsigned char *p)
{
    return (uint32_t)of_three(p + AT_n_zones_ccam);
}

/* How long it is, without its line end. */
static inline uint32_t usual_length(uint32_t codes, uint32_t acts)
{
    return AT_dp + codes * CODE_LENGTH + acts * ACT_BYTES;
}

/* Fills the columns from the front of a block, up to the first line that is left; and their dates.
 * `left`: lines that are left are passed over, and listed there; NULL = none is. */
void usual_read(const struct usual_input *in, const unsigned char *bytes, size_t size,
                had_usual *out, struct usual_dates *dates, had_left *left);

#endif
