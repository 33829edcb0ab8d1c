/* SPDX-License-Identifier: Apache-2.0 */
#include "registry.h"

#include <string.h>

const struct finding_row *registry_row(int number, int year)
{
    const struct finding_row *found = &finding_rows[finding_first[number]];
    for (int i = finding_first[number] + 1; i < finding_first[number + 1]; i++)
        if (finding_rows[i].from <= year)
            found = &finding_rows[i];
    return found;
}

void registry_in_force(int index, had_findings *set)
{
    int year = YEAR_FIRST + index;
    memset(set, 0, sizeof *set);
    for (int i = 0; i < FINDING_ROWS; i++) {
        const struct finding_row *row = &finding_rows[i];
        findings_add(set, (enum finding)row->number, row->from <= year && year <= row->to);
    }
}

void registry_fg(bool blocking, had_findings *set)
{
    memset(set, 0, sizeof *set);
    for (int i = 0; i < FINDING_ROWS; i++) {
        const struct finding_row *row = &finding_rows[i];
        findings_add(set, (enum finding)row->number,
                     row->family == FAMILY_FG && row->blocking == blocking);
    }
}

/* Number of the lowest bit of a word that has one. */
static int lowest(uint64_t word)
{
#if defined(__GNUC__)
    return __builtin_ctzll(word);
#else
    int bit = 0;
    while (!(word >> bit & 1))
        bit++;
    return bit;
#endif
}

int findings_first(const had_findings *set, const had_findings *mask)
{
    for (int w = 0; w < HAD_FINDING_WORDS; w++) {
        uint64_t both = set->word[w] & mask->word[w];
        if (both != 0)
            return w * 64 + lowest(both);
    }
    return -1;
}

int findings_next(const had_findings *set, int from)
{
    for (int w = from / 64; w < HAD_FINDING_WORDS; w++) {
        int skipped = w == from / 64 ? from % 64 : 0;
        uint64_t left = set->word[w] >> skipped;
        if (left != 0)
            return w * 64 + skipped + lowest(left);
    }
    return -1;
}
