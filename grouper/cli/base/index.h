/* SPDX-License-Identifier: Apache-2.0 */
/* Memory for lists whose elements are found again by hash (common/hashes). */
#ifndef INDEX_H
#define INDEX_H

#include "common/hashes.h"

/* What the hashes of keys begin with (common/hashes). Drawn once, by main: nobody who made an input
 * knows it. */
extern uint64_t index_seed;

static inline uint64_t index_hash(const void *key, size_t size)
{
    return hash_bytes(index_seed, key, size);
}

/* Adds an element. False when there is no memory (a message is said). */
bool index_add(struct hashes *index, uint64_t hash, size_t number);
/* Room for so many in all, which hashes_add then adds. The same. */
bool index_room(struct hashes *index, size_t count);

void index_free(struct hashes *index);

#endif
