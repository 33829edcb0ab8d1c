/* SPDX-License-Identifier: Apache-2.0 */
/* The bytes of a record, all of them: one text (scan_template.h), made once for each way. */
#ifndef SCAN_H
#define SCAN_H

#include "plan.h"

/* True when the record that begins at record->bytes has all its bytes in their ranges, its codes
 * in their shapes and its acts in its one month, within `length` bytes, as many at least as the
 * fixed part. Its groups and its length are then filled. */
typedef bool scan_function(const struct ranges *ranges, struct record *record, size_t length);

/* By way; NULL where this machine's compiler cannot make it. Only up to scan_fastest may be called.
 */
extern scan_function *const scan_by_way[WAY_COUNT];

/* The fastest way of the machine that runs. */
enum way scan_fastest(void);

#endif
