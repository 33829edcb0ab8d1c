/* SPDX-License-Identifier: Apache-2.0 */
#include "decode.h"

#include "groups.h"
#include "rapss.h"

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
    struct groups groups = {.fixed = layout->fixed, .site = true};
    groups_walk(layout, line, length, &groups);
    uint32_t expected = groups.end;
    rejection->expected = expected;
    if (length < expected)
        return reject(rejection, PRE_LONGUEUR_INCORRECTE, length + 1);
    for (size_t i = expected; i < length; i++)
        if (line[i] != ' ')
            return reject(rejection, PRE_LONGUEUR_INCORRECTE, i + 1);
    uint32_t illicit = illicit_byte(line, expected);
    if (illicit)
        return reject(rejection, PRE_CARACTERE_ILLICITE, illicit);

    groups_keep(record, &groups);
    dates_read(line, layout->date, record->date, record->day);
    record_keys(record);
    return true;
}
