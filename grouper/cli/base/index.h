/* SPDX-License-Identifier: Apache-2.0 */
/* Memory for lists whose elements are found again by hash (common/hashes). */
#ifndef INDEX_H
#define INDEX_H

#include "common/hashes.h"

/* Adds an element. False when there is no memory (a message is said). */
bool index_add(struct hashes *index, uint64_t hash, size_t number);

void index_free(struct hashes *index);

#endif
