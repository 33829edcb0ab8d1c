/* SPDX-License-Identifier: Apache-2.0 */
/* Controls between the records of a stay: S600-S655, E700-E708, R800-R805 (rules R8, R9, R19, R20).
 * What they need of a record is copied: 32 bytes each, and once what the records of a stay share,
 * some 74 bytes a record in all where stays have four records and two sequences. */
#ifndef CHAIN_H
#define CHAIN_H

#include "lib/tables/registry.h"
#include "taken.h"

struct chain;

/* `periode`: last day of the period sent, for R803 and R804; 0 = none. */
struct chain *chain_new(const had_allocator *allocator, int32_t periode);
void chain_free(struct chain *chain);
/* How its stays are found again. */
const struct hashes *chain_index(const struct chain *chain);

/* Adds a record. False when there is no memory. */
bool chain_add(struct chain *chain, const struct taken *taken);

/* Ask for the memory that chain_add will look at for a record whose stay has this hash: first of
 * where the stay is found, some time later of the stay, then of its record met last. */
void chain_soon(const struct chain *chain, uint64_t hash);
void chain_soon_stay(const struct chain *chain, uint64_t hash);
void chain_soon_last(const struct chain *chain, uint64_t hash);

/* Looks at all the records added, once: none is added after. False when there is no memory; then
 * it has not run, and may be asked again. */
bool chain_run(struct chain *chain);
bool chain_has_run(const struct chain *chain);

size_t chain_count(const struct chain *chain);

struct chain_outcome {
    uint32_t stay;        /* number of its stay, from 1, in the order met; 0 = it takes no part */
    bool after, blocking; /* it ends after the threshold (rule R9); what is found may overwrite */
};

/* The first record from the n-th on of which something was found; chain_count when there is none.
 */
size_t chain_next(const struct chain *chain, size_t n);

/* Of the n-th record added; what was found is added to *set. */
struct chain_outcome chain_result(const struct chain *chain, size_t n, had_findings *set);

#endif
