/* SPDX-License-Identifier: Apache-2.0 */
#include "probe.h"

#include <string.h>

#include "common/debris.h"

/* Lines that begin further on do not tell what a file is. */
enum { FIRST = 1024 * 1024 };

/* Adds bytes to those that are kept, as far as there is room. */
static void keep(unsigned char *out, size_t *size, const unsigned char *p, const unsigned char *end)
{
    size_t more = (size_t)(end - p), room = FOREIGN_BYTES - *size;
    more = more < room ? more : room;
    memcpy(out + *size, p, more);
    *size += more;
}

static const unsigned char *without_end(const unsigned char *p, const unsigned char *end)
{
    end -= end > p && end[-1] == '\n';
    return end - (end > p && end[-1] == '\r');
}

/* One line, its end included. */
static void look(struct probe *probe, const unsigned char *p, const unsigned char *next)
{
    struct debris debris = {0};
    had_result result = {.size = sizeof result};
    if (debris_line(p, next, &debris))
        return;
    p = debris_front(p, next, &debris);
    if (!probe->sound) {
        const unsigned char *end = without_end(p, next);
        keep(probe->line, &probe->line_size, p, end);
        probe->line_whole = (size_t)(end - p);
        probe->sound = true;
    }
    if (!probe->known && probe->bytes >= FIRST)
        return;
    int status = had_process(probe->engine, p, (size_t)(next - p), &result);
    if (result.format[0] == '\0')
        return;
    if (!probe->known)
        probe->rapss = memcmp(result.format, p, strlen(result.format)) != 0;
    probe->known = true;
    if (status == HAD_E_NO_CLASSIFICATION && probe->asks == 0 &&
        probe->grouped(probe->context, &result))
        probe->asks = probe->lines + 1;
}

static bool enough(const struct probe *probe)
{
    if (!probe->known)
        return probe->sound && probe->bytes >= FIRST;
    return probe->asks > 0 || probe->lines >= probe->lines_wanted;
}

bool probe_add(struct probe *probe, const struct block *block)
{
    const unsigned char *p = block->bytes, *end = p + block->size;
    keep(probe->start, &probe->start_size, p, end);
    while (p < end && !enough(probe)) {
        const unsigned char *newline = memchr(p, '\n', (size_t)(end - p));
        const unsigned char *next = newline ? newline + 1 : end;
        look(probe, p, next);
        probe->lines++;
        probe->bytes += (uint64_t)(next - p);
        p = next;
    }
    probe->bytes += block->read - block->size;
    return !enough(probe);
}

bool probe_looks(const struct probe *probe, char *out, size_t room)
{
    return foreign_start(out, room, probe->start, probe->start_size) ||
           foreign_line(out, room, probe->line, probe->line_size, probe->line_whole);
}
