/* SPDX-License-Identifier: Apache-2.0 */
/* A classification: from a triple (MPP, MPA, IK) to its GHPC and to the GHT of each duration
 * period. Whatever form its tables have (weights, observed groups, both), it is resolved once, when
 * loaded, into one cell per triple: grouping is then one look-up. */
#ifndef CLASSIFICATION_H
#define CLASSIFICATION_H

#include <stdbool.h>
#include <stdint.h>

#include "had.h"
#include "registry.h"
#include "rules.h"

enum {
    PERIODS_MAX = 4,
    MODES_MAX = 99,
    IK_VALUES = 1000,
    GHT_COUNT = 31,
    GHT_ERROR = HAD_GHT_ERROR,
    MODE_NONE = 0xFF
};

/* What the tables say of a pair of modes, and of an IK with it; bits. */
enum pair_flags {
    PAIR_KNOWN = 1,
    PAIR_ERRONEE = 2,       /* 056 (rule R24) */
    PAIR_NON_AUTORISEE = 4, /* 517 */
    PAIR_INATTENDUE = 8,    /* 530 */
    PAIR_CONFIRMATION = 16, /* a confirmation is required: 105, else 106 */
    TRIPLE_IK_BELOW = 32,   /* 524, 535 */
    TRIPLE_IK_ABOVE = 64,   /* 525 */
    PAIR_NOTED =
        PAIR_NON_AUTORISEE | PAIR_INATTENDUE | PAIR_CONFIRMATION | TRIPLE_IK_BELOW | TRIPLE_IK_ABOVE
};

struct triple {
    char ghpc[4];             /* "" = unknown */
    uint8_t ght[PERIODS_MAX]; /* 0 = unknown */
    uint8_t observed;         /* bit k: the GHT of period k is an observed group */
    uint8_t deduced;          /* bit k: it is deduced */
    uint8_t flags;            /* enum pair_flags */
    uint8_t way[PERIODS_MAX]; /* how each GHT is known: a had_groupement, as the bits above say */
};

/* Between which a GHT lies; 1 to 31 when nothing is known, and where it is known otherwise. */
struct intervals {
    uint8_t min[PERIODS_MAX], max[PERIODS_MAX];
};

struct period {
    int32_t first, last; /* ranks; last INT32_MAX = open */
};

/* What groups by weights; kept to say why. By the places of the lists, x 10 000. */
struct weights_read {
    int64_t mpp[MODES_MAX], mpa[MODES_MAX], ik[MODES_MAX], duree[PERIODS_MAX];
    int64_t ght_min[GHT_COUNT]; /* rising: each GHT from this IPT on */
    uint8_t ght[GHT_COUNT];
    int ght_count;
    long ipi_decimales, ipt_decimales; /* -1 = exact */
};

struct classification {
    had_classification_info info;
    char written[3]; /* version as written into records: X first when not official (rule R32) */
    bool weights;    /* has lists of modes and IK of its own (rule R17) */
    uint8_t mpp_count, mpa_count, ik_count, period_count;
    uint8_t mpp_index[100], mpa_index[100]; /* MODE_NONE = not listed */
    uint8_t ik_index[IK_VALUES];
    struct period period[PERIODS_MAX]; /* those beyond the count hold no rank */
    uint8_t *pair;                     /* [mpp][mpa]: flags of the pair */
    struct triple *triple;             /* [mpp][mpa][ik] */
    struct intervals *interval;        /* the same, of deductions.csv; NULL = none */
    uint32_t (*seen)[PERIODS_MAX];     /* the same: records behind each observed group */
    struct weights_read weight;
    bool lent; /* what it points to is compiled in */
};

/* Reads a classification from its files (classification.csv, and by weights durees, mpp, mpa, ik,
 * ght, ghpc, associations, by observed groups groupes and deductions). `deduire`: a had_deduire. On
 * success *out owns memory. */
int classification_read(const had_allocator *allocator, const had_file *files, size_t n,
                        int deduire, struct classification *out, had_error *error);
void classification_free(const had_allocator *allocator, struct classification *classification);

/* Days of the four official duration periods among the ranks [first, last]. */
void classification_official_days(int32_t first, int32_t last, int32_t days[PERIODS_MAX]);

/* Why a triple, by its place, has its GHT in a period (0-3). */
void classification_why(const struct classification *c, size_t place, int period, had_why *out);

/* True when both say the same of every triple, and why. */
bool classification_equal(const struct classification *a, const struct classification *b);

/* Between which the GHT of a period of a triple, by its place, lies. */
static inline void triple_interval(const struct classification *c, size_t triple, int k,
                                   uint8_t *min, uint8_t *max)
{
    uint8_t ght = c->triple[triple].ght[k];
    *min = ght ? ght : c->interval ? c->interval[triple].min[k] : 1;
    *max = ght ? ght : c->interval ? c->interval[triple].max[k] : GHT_COUNT;
}

/* Where the triple of these codes stands, -1 when it is in no list; negative codes are in none. */
static inline int64_t classification_place(const struct classification *c, int mpp, int mpa, int ik)
{
    uint8_t p = mpp < 0 ? MODE_NONE : c->mpp_index[mpp];
    uint8_t a = mpa < 0 ? MODE_NONE : c->mpa_index[mpa];
    uint8_t k = ik < 0 ? MODE_NONE : c->ik_index[ik];
    return p == MODE_NONE || a == MODE_NONE || k == MODE_NONE
               ? -1
               : ((int64_t)p * c->mpa_count + a) * c->ik_count + k;
}

static inline const struct triple *classification_triple(const struct classification *c,
                                                         uint8_t mpp, uint8_t mpa, uint8_t ik)
{
    return &c->triple[((size_t)mpp * c->mpa_count + mpa) * c->ik_count + ik];
}

#endif
