/* SPDX-License-Identifier: Apache-2.0 */
/* The acts of a usual record: what their bytes' ranges do not tell. */
#ifndef ACTS_H
#define ACTS_H

#include "common/bytes.h"
#include "places.gen.h"

/* Of a date, its month and year, and its day: as text, the latter comparable. */
static inline uint64_t month_text(uint64_t date)
{
    return date >> 16;
}

static inline uint32_t day_text(uint64_t date)
{
    return (uint32_t)((date & 0xFF) << 8 | (date >> 8 & 0xFF));
}

/* Done within the sub-sequence, which is within one month. */
static INLINE bool act_good(const unsigned char *act, uint64_t debut, uint64_t fin)
{
    uint64_t date = load8(act);
    const unsigned char *extension = act + IN_ACT_EXTENSION_PMSI, *count = act + IN_ACT_COUNT;
    unsigned char document = act[IN_ACT_EXTENSION_DOC], small = document | 0x20;
    bool extended = extension[0] == '-' && digit(extension[1]) && digit(extension[2]);
    return month_text(date) == month_text(fin) && day_text(date) >= day_text(debut) &&
           day_text(date) <= day_text(fin) && (extended || blank(extension, 3)) &&
           (count[0] != '0' || count[1] != '0') &&
           (document == ' ' ? act[IN_ACT_ACTIVITE] != '4'
                            : alphanumeric(document) && small != 'o' && small != 'i');
}

#endif
