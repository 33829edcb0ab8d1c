/* SPDX-License-Identifier: Apache-2.0 */
/* A record as `explain` tells it: what is known of it, for people and for programs. */
#ifndef TOLD_H
#define TOLD_H

#include "cli/run/batch.h"
#include "cli/run/droits.h"

struct told {
    const struct batch *batch;
    const struct item *item;       /* with the result that `price` would have */
    const had_engine *engine;      /* that gave it */
    bool official;                 /* of its classification, or of the version read */
    const had_droits_stay *droits; /* what VID-HOSP says; NULL = not asked */
    const struct droits_places *places;
    bool chained; /* the controls between records ran: what they found is in the result */
    bool after;   /* and they block it (rule R9) */
    bool *failed; /* set when something could not be told (a message is said) */
};

/* Whether a field tells who the patient is: hidden unless --values. */
bool told_hidden(const struct told *told, const char *field);
/* The record itself: a code of its triple, at most three characters. */
enum { TRIPLE_CODES = 3, TRIPLE_CODE = 4 };
struct triple_codes {
    char mpp[TRIPLE_CODE], mpa[TRIPLE_CODE], ik[TRIPLE_CODE];
};
struct triple_codes told_triple(const struct told *told);
/* Ranks of a duration period (0-3) of what grouped the record: false when there is none. */
bool told_period(const struct told *told, int period, int32_t *first, int32_t *last);
/* The period (0-3) of a rank, -1 if none. */
int told_period_of(const struct told *told, int64_t rank);
/* Why the triple has its GHT in a period; false when the zones were read, or nothing tells. */
bool told_why(const struct told *told, int period, had_why *why);
/* What a finding means, as worded for the year of the record; of 056, which of its two causes. */
void told_meaning(const struct told *told, int number, char *out, size_t size);
/* Whether a control ran, as had_control_state, and whether what it found blocks. */
int told_state(const struct told *told, int number);
bool told_blocking(const struct told *told, int number);
/* Where the tariff of a zone comes from; false when it has none. */
bool told_tarif(const struct told *told, const had_zone *zone, had_tarif_source *source);
/* The prudential coefficient applied, x 10 000; 0 = none was asked for, or it is not known (919).
 * *info says where that of the campaign comes from. */
int32_t told_coefficient(const struct told *told, had_coefficient_info *info);
/* Whether this day is one of the sub-sequence's. */
bool told_has_day(const struct told *told, int32_t date);
/* The lines of VID-HOSP and HOSP-PMSI that say what is known of the stay, at most three. */
struct told_place {
    const char *role, *file;
    uint64_t line;
};
enum { DROITS_PLACES = 3 };
size_t told_droits(const struct told *told, struct told_place places[DROITS_PLACES]);
/* What the insurance pays of the record; false when it is not known. */
bool told_amo(const struct told *told, int64_t *centimes);
/* The zone that a day counts in, and its rank; NULL when it counts in none. */
const had_zone *told_day(const struct told *told, int32_t date, int64_t *rank);

/* explain_reason.c: whether a zone of the record is deduced, and the lines that say why (rule R47):
 * none when its directory is not found again. */
typedef void told_line(void *context, const char *line, size_t size);
bool told_deduced(const struct told *told);
void told_reason(const struct told *told, told_line *each, void *context);

#endif
