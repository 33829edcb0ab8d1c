/* SPDX-License-Identifier: Apache-2.0 */
#include "groups.h"

#include <string.h>

/* How many times a group stands at `at`. */
static int16_t times(const struct group *group, const unsigned char *line, size_t length,
                     const struct groups *groups, uint32_t at)
{
    if (group->kind == GROUP_SITE)
        return groups->site;
    if (group->kind == GROUP_SITE_ZONES && !groups->site)
        return 0;
    /* The count of zones is the last byte of the grouping zone that has just been passed. */
    if (group->kind == GROUP_ZONES || group->kind == GROUP_SITE_ZONES)
        return at <= length ? count_of(line + at - 1, 1) : 0;
    return group->count.length > 0 ? count_of(line + group->count.start, group->count.length) : 1;
}

void groups_walk(const struct layout *layout, const unsigned char *line, size_t length,
                 struct groups *groups)
{
    uint32_t at = groups->fixed;
    memset(groups->count, 0, sizeof groups->count);
    for (int i = 0; i < layout->group_count; i++) {
        const struct group *group = &layout->group[i];
        int16_t count = times(group, line, length, groups, at);
        groups->start[group->kind] = at;
        groups->count[group->kind] = count;
        groups->bytes[i] = count == COUNT_INVALID ? 0 : (uint32_t)count * group->size;
        at += groups->bytes[i];
    }
    groups->end = at;
}
