/* SPDX-License-Identifier: Apache-2.0 */
/* What a run counts, and the account it gives at its end. */
#ifndef TALLY_H
#define TALLY_H

#include <stdbool.h>
#include <stdint.h>

#include "common/debris.h"
#include "doublons.h"
#include "had.h"
#include "held.h"
#include "cli/ask/options.h"
#include "cli/base/words.h"
#include "reasons.h"
#include "weighed.h"

struct tally {
    uint64_t files, lines, rejected, grouped, blocked, unusable;
    uint64_t controlled;                /* not grouped, and no blocking code (HAD_CONTROLLED) */
    uint64_t no_tarif, february, late;  /* records with 902, 903, 905 */
    uint64_t no_table;                  /* records with 091 */
    uint64_t other_finess, esms;        /* another FINESS than the file's first; domicile 3, 4, 5 */
    uint64_t not_grouped;               /* of the unusable: 907 */
    uint64_t rapss, elsewhere, no_site; /* RAPSS; those read as bits of had_lecture say */
    uint64_t not_official; /* records grouped by a classification that is not official */
    uint64_t days_lost;    /* records whose computed zones do not make their days */
    int64_t days, days_no_tarif, amount;        /* centimes; days and amount may be full (sums.h) */
    uint64_t deduced, no_ghpc;                  /* records with a zone deduced; with 927 */
    int64_t days_deduced, amount_deduced;       /* of those zones */
    uint64_t no_droits, droits_differ, no_taux; /* 922: absent, contradictory; rate unreadable */
    uint64_t droits, high_taux;                 /* records with VID-HOSP; rate over 100 % */
    int64_t amo;                                /* centimes, of the amount */
    struct held_back held[HELD_CODES];
    struct weighed weighed; /* --coef-prudentiel auto */
    struct reasons reasons; /* of the blocked */
    struct debris debris;
    uint64_t out_of_period;
    int32_t out_first, out_last; /* ends of the first and last of these; 0 = none has a date */
    struct doublons_found twice; /* of all workers, once the last record was read */
};

/* The end of a record that --periode leaves out; 0 = none. */
static inline void tally_leave_out(struct tally *tally, int32_t fin)
{
    if (fin != 0 && (tally->out_first == 0 || fin < tally->out_first))
        tally->out_first = fin;
    tally->out_last = fin > tally->out_last ? fin : tally->out_last;
}

/* Whether a zone was deduced: then the record is not official, whatever its classification. */
static inline bool result_deduced(const had_result *result)
{
    unsigned ways = 0;
    if (result->version[0] != 'D') /* as nearly all: rule R47 */
        return false;
    for (int i = 0; i < result->zone_count; i++)
        ways |= result->zone[i].groupement;
    return ways & HAD_GROUPE_DEDUIT;
}

/* AAAA-MM-JJ; empty for 0. */
void format_date(char *out, size_t size, int32_t date);
/* AAAA-MM of a date. */
void format_month(char *out, size_t size, int32_t date);
/* Per cent with one decimal, cut: 100.0 is said of nothing less. */
void format_rate(char *out, size_t size, uint64_t part, uint64_t all);
/* Centimes as euros, with a point. */
void format_euros(char *out, size_t size, int64_t centimes);

/* Thousandths, with a point. */
void format_thousandths(char *out, size_t size, int64_t thousandths);

/* Counts one line. `official`: result_official's word. */
void tally_record(struct tally *tally, const had_result *result, int official);

/* Centimes of a zone that the insurance pays; false, and 0, when it is not known. */
bool zone_amo(const had_zone *zone, const had_droits_stay *droits, int64_t *amo);
/* Counts what the insurance pays of a record. */
void tally_droits(struct tally *tally, const had_result *result, const had_droits_stay *droits);

/* The word of result_official that is true of all these records, which are grouped; -1 when there
 * are two. */
static inline int usual_official(const had_usual *usual,
                                 const had_classification_info *classification)
{
    unsigned differs = 0;
    for (uint32_t n = 1; n < usual->count; n++)
        differs |= usual->classification[n] ^ usual->classification[0];
    return differs ? -1 : classification[usual->classification[0]].officielle != 0;
}

/* The days of the n-th without a tariff, without a branch; those of all of them. */
static inline int32_t usual_without(const had_usual *usual, uint32_t n)
{
    int32_t days = 0;
    for (int k = 0; k < HAD_PERIODES; k++)
        days += usual->tarif[n][k] == 0 ? usual->zone_jours[n][k] : 0;
    return days;
}
int32_t usual_days_without(const had_usual *usual);

/* Counts usual records. `classification`: by number. */
void tally_usual(struct tally *tally, const had_usual *usual,
                 const had_classification_info *classification, bool priced);

/* The same where records are controlled alone. */
void tally_controlled(struct tally *tally, const had_usual *usual);

/* Adds what another worker has counted. */
void tally_add(struct tally *tally, const struct tally *more);

/* Writes the summary on standard error. `controlled`: records went through their controls;
 * `ungrouped`: and no more than that (rule R38). */
void tally_report(const struct tally *tally, const struct options *options,
                  const had_tables *tables, bool priced, bool controlled, bool ungrouped);

/* What it says of controls between records. */
enum word tally_between(const struct options *options);

/* Lines in = grouped + in error + rejected + of debris + out of period; days in = days out; no sum
 * is full. 0, or INTERNAL with a message. */
int tally_check(const struct tally *tally);

/* A sum is full (sums.h): INTERNAL, with a message. */
int sums_full(void);

#endif
