/* SPDX-License-Identifier: Apache-2.0 */
/* The RAPSS: what the State's program sends of an RPSS, without dates or names. */
#ifndef RAPSS_H
#define RAPSS_H

#include "record.h"

/* Reads a line that is no RPSS, as decode does; `length` without the line's end. */
bool rapss_decode(const struct layouts *layouts, size_t length, struct record *record,
                  struct rejection *rejection);

#endif
