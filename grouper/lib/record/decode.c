/* SPDX-License-Identifier: Apache-2.0 */
#include "decode.h"

#include <string.h>

#include "rapss.h"

/* Walks the groups after the fixed part with their counts; the exact length they ask for. */
SELDOM static uint32_t walk(struct record *record, size_t available)
{
    const struct layout *layout = record->layout;
    uint32_t at = layout->fixed;
    memset(record->group_count, 0, sizeof record->group_count);
    for (int i = 0; i < layout->group_count; i++) {
        const struct group *group = &layout->group[i];
        int16_t count = 1;
        if (group->kind == GROUP_ZONES) {
            /* Its count is the last byte of the grouping zone that has just been passed. */
            count = at <= available ? count_of(record->bytes + at - 1, 1) : 0;
        } else if (group->count.length > 0) {
            count = count_of(record->bytes + group->count.start, group->count.length);
        }
        record->group_start[group->kind] = at;
        record->group_count[group->kind] = count;
        at += count == COUNT_INVALID ? 0 : (uint32_t)count * group->size;
    }
    return at;
}

bool decode(const struct layouts *layouts, const unsigned char *line, size_t length,
            struct record *record, struct rejection *rejection)
{
    uint32_t ending = line_ending(line, length);
    length -= ending;
    record->bytes = line;
    record->ending = ending;
    record->usual = false;
    record->layout = length >= TAG_LENGTH ? layout_find(layouts, line) : NULL;
    if (!record->layout || record->layout->anonymous)
        return rapss_decode(layouts, length, record, rejection);

    const struct layout *layout = record->layout;
    if (length < layout->fixed) {
        rejection->expected = layout->fixed;
        return reject(rejection, PRE_LONGUEUR_INCORRECTE, length + 1);
    }
    uint32_t expected = walk(record, length);
    rejection->expected = expected;
    if (length < expected)
        return reject(rejection, PRE_LONGUEUR_INCORRECTE, length + 1);
    for (size_t i = expected; i < length; i++)
        if (line[i] != ' ')
            return reject(rejection, PRE_LONGUEUR_INCORRECTE, i + 1);
    uint32_t illicit = illicit_byte(line, expected);
    if (illicit)
        return reject(rejection, PRE_CARACTERE_ILLICITE, illicit);

    record->length = expected;
    dates_read(line, layout->date, record->date, record->day);
    record_keys(record);
    return true;
}
