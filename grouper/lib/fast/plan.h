/* SPDX-License-Identifier: Apache-2.0 */
/* What the two halves of the fast way share: the plan, and the places of fields in usual records.
 */
#ifndef PLAN_H
#define PLAN_H

#include <limits.h>

#include "fast.h"
#include "places.gen.h"

/* ACT_ROOM: of an act, to whole vectors. */
enum { STAY_BYTES = 20, MPDS = 5, MPD_INDICES = 0x2000, ACT_ROOM = 32 };

/* What each byte of a usual record may be: at least `low`, at most `low` + `span`. */
struct ranges {
    unsigned char low[FIXED_BYTES], span[FIXED_BYTES];   /* of the fixed part */
    unsigned char act_low[ACT_ROOM], act_span[ACT_ROOM]; /* any byte behind the act */
    bool stay;                                           /* there is a stay number (ex-DGF) */
    bool chained; /* there are all fields that the controls between records look at */
    const struct layout *layout;
};

struct plan {
    had_allocator allocator;
    const struct layouts *layouts;
    const struct rules *rules;
    enum way way, fastest;
    bool year[YEAR_COUNT]; /* its lists hold the values that the bytes of usual records tell */
    bool mpd[MPD_INDICES]; /* by mpd_index: a MPD listed today, or blank */
    const struct ranges
        *of[LAYOUTS_MAX]; /* by number of the layout; NULL: it has no usual records */
    const struct ranges *tagged[UCHAR_MAX + 1]; /* one of them, by the last byte of its tag */
    struct ranges ranges[];                     /* of those that have */
};

/* Of the two bytes of a MPD, digits or blanks: all but what they share. */
static inline unsigned mpd_index(const unsigned char *code)
{
    uint16_t v;
    memcpy(&v, code, sizeof v);
    return v & 0x1F1Fu;
}

#endif
