/* SPDX-License-Identifier: Apache-2.0 */
/* What is shorter than a vector, a byte or a code at a time. */
#ifndef NARROW_H
#define NARROW_H

#include "lib/base/shapes.h"

static INLINE bool plain_short_in_ranges(const unsigned char *p, const unsigned char *low,
                                         const unsigned char *span, size_t length)
{
    bool good = true;
    for (size_t i = 0; i < length; i++)
        good &= (unsigned char)(p[i] - low[i]) <= span[i];
    return good;
}

static INLINE bool plain_short_all_cim10(const unsigned char *p, size_t length)
{
    for (size_t i = 0; i < length; i += CODE_LENGTH)
        if (!cim10_shape(p + i))
            return false;
    return true;
}

#endif
