/* SPDX-License-Identifier: Apache-2.0 */
#include "probe.h"

#include <string.h>

#include "common/debris.h"

/* Only lines that begin before this byte are used to tell what a file is. */
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

/* Keeps the line, unless one that tells more is kept. */
static void keep_line(struct probe *probe, const unsigned char *p, const unsigned char *end)
{
    char words[FOREIGN_WORDS];
    size_t whole = (size_t)(end - p), size = whole < FOREIGN_BYTES ? whole : FOREIGN_BYTES;
    bool tells = foreign_record(words, sizeof words, p, size, whole);
    if (probe->sound && !tells)
        return;
    probe->told = tells;
    probe->line_size = 0;
    keep(probe->line, &probe->line_size, p, end);
    probe->line_whole = whole;
}

static void look_at_record(struct probe *probe, const unsigned char *p, size_t length)
{
    had_result result = {.size = sizeof result};
    int status = had_process(probe->engine, p, length, &result);
    if (result.format[0] == '\0')
        return;
    if (!probe->known)
        probe->rapss = memcmp(result.format, p, strlen(result.format)) != 0;
    probe->known = true;
    if (status == HAD_E_NO_CLASSIFICATION && probe->asks == 0 &&
        probe->grouped(probe->context, &result))
        probe->asks = probe->lines + 1;
}

static void look_at_kind(struct probe *probe, const unsigned char *p, size_t length)
{
    int kind = had_line_kind(probe->tables, p, length);
    if (probe->likely == HAD_KIND_NONE)
        probe->likely = kind;
    probe->known |= (probe->kinds & ~1u) >> kind & 1;
}

/* One line, its end included. */
static void look(struct probe *probe, const unsigned char *p, const unsigned char *next)
{
    struct debris debris = {0};
    if (debris_line(p, next, &debris))
        return;
    p = debris_front(p, next, &debris);
    bool far = !probe->known && probe->bytes >= FIRST;
    if (!probe->sound || (!probe->told && !probe->known && !far))
        keep_line(probe, p, without_end(p, next));
    probe->late |= !probe->sound && far;
    probe->sound = true;
    if (far)
        return;
    if (probe->kinds)
        look_at_kind(probe, p, (size_t)(next - p));
    else
        look_at_record(probe, p, (size_t)(next - p));
}

static bool enough(const struct probe *probe)
{
    if (probe->container)
        return true;
    if (!probe->known)
        return probe->sound && probe->bytes >= FIRST;
    return probe->asks > 0 || probe->lines >= probe->lines_wanted;
}

bool probe_add(struct probe *probe, const struct block *block)
{
    const unsigned char *p = block->bytes, *end = p + block->size;
    keep(probe->start, &probe->start_size, p, end);
    probe->container |= probe->lines == 0 && foreign_container(probe->start, probe->start_size);
    probe->sound |= probe->container;
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

bool probe_looks(const struct probe *probe, char out[FOREIGN_WORDS])
{
    return foreign_start(out, FOREIGN_WORDS, probe->start, probe->start_size) ||
           foreign_line(out, FOREIGN_WORDS, probe->line, probe->line_size, probe->line_whole);
}
