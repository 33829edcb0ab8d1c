/* SPDX-License-Identifier: Apache-2.0 */
#include "differ.h"

#include <stdbool.h>
#include <string.h>

#include "cli/write/sink.h"

struct parts {
    const unsigned char *record;
    had_part part[HAD_PARTS_MAX];
    size_t count;
};

static void list(const had_engine *engine, struct bytes record, struct parts *parts)
{
    parts->record = record.p;
    parts->count = had_record_parts(engine, record.p, record.length, parts->part, HAD_PARTS_MAX);
}

static struct bytes content(const struct parts *parts, const had_part *part)
{
    return (struct bytes){parts->record + part->span.start, part->span.length};
}

static bool same_bytes(struct bytes a, struct bytes b)
{
    return a.length == b.length && memcmp(a.p, b.p, a.length) == 0;
}

/* Trimmed, and without leading zeros when it is a number. */
static struct bytes plain(struct bytes text)
{
    const unsigned char *end = text.p + text.length;
    trim(&text.p, &end);
    bool numeric = true;
    for (const unsigned char *c = text.p; c < end; c++)
        numeric &= *c >= '0' && *c <= '9';
    while (numeric && end - text.p > 1 && *text.p == '0')
        text.p++;
    text.length = (size_t)(end - text.p);
    return text;
}

/* A field of one length is compared to the byte; the same field in a format that gives it another
 * length, by what it says. */
static bool same(struct bytes a, struct bytes b, bool group)
{
    return group || a.length == b.length ? same_bytes(a, b) : same_bytes(plain(a), plain(b));
}

static bool filled(struct bytes text)
{
    return plain(text).length > 0;
}

/* The part of this name, looked for from *from on: parts come in about the same order in every
 * format. */
static const had_part *find(const struct parts *parts, const char *name, size_t *from)
{
    for (size_t i = 0; i < parts->count; i++) {
        size_t n = (*from + i) % parts->count;
        if (parts->part[n].name == name || strcmp(parts->part[n].name, name) == 0) {
            *from = n + 1;
            return &parts->part[n];
        }
    }
    return NULL;
}

static void add(char names[DIFFER_MAX], const char *name)
{
    if (names[0])
        strcat(names, "+");
    strcat(names, name);
}

/* What differs among the fields, or among the groups. */
static void differ_kind(const struct parts *before, const struct parts *after, bool groups,
                        char names[DIFFER_MAX])
{
    size_t from = 0;
    for (size_t i = 0; i < after->count; i++) {
        const had_part *part = &after->part[i];
        if ((part->size > 0) != groups)
            continue;
        const had_part *other = find(before, part->name, &from);
        struct bytes now = content(after, part);
        if (other ? !same(content(before, other), now, groups) : filled(now))
            add(names, part->name);
    }
    from = 0;
    for (size_t i = 0; i < before->count; i++) {
        const had_part *part = &before->part[i];
        if ((part->size > 0) == groups && !find(after, part->name, &from) &&
            filled(content(before, part)))
            add(names, part->name);
    }
}

void list_differing(const had_engine *engine, struct bytes before, struct bytes after,
                    char names[DIFFER_MAX])
{
    names[0] = '\0';
    if (same_bytes(before, after))
        return;
    struct parts a, b;
    list(engine, before, &a);
    list(engine, after, &b);
    differ_kind(&a, &b, false, names);
    differ_kind(&a, &b, true, names);
}
