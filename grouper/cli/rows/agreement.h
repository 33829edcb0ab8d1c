/* SPDX-License-Identifier: Apache-2.0 */
/* How far computed groups agree with those that records carry: by field, year, format and source,
 * in euros, and by cause. Memory grows with causes, not with records. */
#ifndef AGREEMENT_H
#define AGREEMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "had.h"
#include "cli/write/sink.h"

/* What two groupings may differ in; those before AGREE_CLASSIFICATION are an `ecart`. */
enum agree {
    AGREE_CODE,
    AGREE_GHPC,
    AGREE_GHT,
    AGREE_JOURS,
    AGREE_ZONES,
    AGREE_CLASSIFICATION,
    AGREE_MONTANT,
    AGREE_FIELDS
};

extern const char *const agree_names[AGREE_FIELDS];

/* One comparison. */
struct comparison {
    int year; /* of the end of the sub-sequence; 0 = unknown */
    const char *format;
    had_source source;
    uint32_t compared, differing; /* bits of enum agree */
    bool amounts;                 /* both are known */
    int64_t read, computed;       /* centimes */
    const char *code_read, *code; /* three characters */
};

struct agreement;

/* NULL when there is no memory. */
struct agreement *agreement_new(void);
void agreement_free(struct agreement *agreement);

/* False when there is no memory (a message is said). */
bool agreement_add(struct agreement *agreement, const struct comparison *comparison);

/* Adds what another has counted; the same. */
bool agreement_join(struct agreement *agreement, const struct agreement *other);

/* Not compared: the carried result comes from a control that cannot run on the record; the record
 * carries no result, or none from the establishment; its zones could not be computed. */
enum aside { ASIDE_NOT_RUN, ASIDE_NOT_GROUPED, ASIDE_NO_SITE, ASIDE_KINDS };
void agreement_aside(struct agreement *agreement, enum aside why);

/* A sum of euros is full (sums.h). */
bool agreement_full(const struct agreement *agreement);

/* Comparisons with a difference (`ecart`). */
uint64_t agreement_differing(const struct agreement *agreement);

/* The readable report. */
void agreement_write(const struct agreement *agreement, struct sink *sink);

#endif
