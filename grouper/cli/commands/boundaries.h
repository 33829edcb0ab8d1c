/* SPDX-License-Identifier: Apache-2.0 */
/* When each learned version was in force, told from the ends of its records (rule R34). One record
 * with a wrong date moves nothing: boundaries are where the fewest records are on the wrong side.
 */
#ifndef BOUNDARIES_H
#define BOUNDARIES_H

#include <stddef.h>
#include <stdint.h>

struct in_force {
    char text[3];       /* of the version */
    const int32_t *end; /* of its records, AAAAMMJJ, rising; at least one */
    size_t count;
    int32_t debut, fin; /* found; fin 0 = open; debut 0 = no record is left to it: not written */
};

/* Puts the versions in the order of their median ends, and dates them. The oldest begins with its
 * first record. */
void boundaries_find(struct in_force **version, size_t count);

#endif
