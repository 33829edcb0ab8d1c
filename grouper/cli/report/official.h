/* SPDX-License-Identifier: Apache-2.0 */
/* --officiel: what the State's own valuation has for each GHT, as someone read it there. */
#ifndef OFFICIAL_H
#define OFFICIAL_H

#include <stdbool.h>
#include <stdint.h>

enum { OFFICIAL_GHTS = 100 };

struct official_ght {
    uint32_t line; /* of the file; 0 = it has none */
    int64_t journees, montant;
};

struct official {
    struct official_ght ght[OFFICIAL_GHTS];
};

/* Reads ght;journees;montant: a point or a comma before the decimals. 0, FILES when it cannot be
 * read, TABLES when a line is not that; a message has been said. */
int official_read(struct official *official, const char *path);

/* The days and centimes of all GHT. */
struct official_ght official_total(const struct official *official);

#endif
