/* SPDX-License-Identifier: Apache-2.0 */
#include "agreement.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/base/grow.h"
#include "cli/base/index.h"
#include "rows.h"
#include "common/sums.h"
#include "cli/base/words.h"

const char *const agree_names[AGREE_FIELDS] = {"code",  "ghpc",           "ght",    "jours",
                                               "zones", "classification", "montant"};

enum { FORMATS = 256, YEARS = 10000, CAUSES_SHOWN = 10, SOURCES = 2 };
enum { ECART = (1 << AGREE_CLASSIFICATION) - 1 };

/* What is counted of a year, a format, a source, or of all. */
struct agreed {
    uint64_t compared, agreeing;
    int64_t read, computed, up, down; /* centimes; up and down: by record */
};

struct cause {
    uint32_t ecart;
    char code_read[4], code[4];
    uint64_t records;
    int64_t up, down; /* centimes */
};

/* The first members are the key: two causes with the same ones are one. */
enum { CAUSE_KEY = offsetof(struct cause, code) + sizeof((struct cause){0}.code) };

struct agreement {
    uint64_t compared[AGREE_FIELDS], equal[AGREE_FIELDS];
    struct agreed all, source[SOURCES], year[YEARS];
    struct {
        char tag[4];
        struct agreed count;
    } format[FORMATS];
    size_t format_count, cause_count;
    struct cause *cause;
    size_t cause_room;
    struct hashes causes;
    uint64_t aside[ASIDE_KINDS];
};

struct agreement *agreement_new(void)
{
    return calloc(1, sizeof(struct agreement));
}

void agreement_free(struct agreement *agreement)
{
    if (!agreement)
        return;
    free(agreement->cause);
    index_free(&agreement->causes);
    free(agreement);
}

static void count_one(struct agreed *count, const struct comparison *c)
{
    count->compared++;
    count->agreeing += (c->differing & ECART) == 0;
    if (!c->amounts)
        return;
    int64_t difference = c->computed - c->read;
    sum_up(&count->read, c->read);
    sum_up(&count->computed, c->computed);
    sum_up(&count->up, difference > 0 ? difference : 0);
    sum_up(&count->down, difference < 0 ? -difference : 0);
}

/* Formats come in runs, and there are few. */
static struct agreed *of_format(struct agreement *agreement, const char *tag)
{
    size_t n = agreement->format_count, i = 0;
    while (i < n && strcmp(agreement->format[i].tag, tag) != 0)
        i++;
    if (i == FORMATS)
        return NULL;
    if (i == n) {
        memcpy(agreement->format[i].tag, tag, sizeof agreement->format[i].tag);
        agreement->format_count++;
    }
    return &agreement->format[i].count;
}

/* Adds to the cause with the same key. */
static bool add_cause(struct agreement *agreement, const struct cause *one)
{
    uint64_t hash = index_hash(one, CAUSE_KEY);
    int64_t known = hashes_find(&agreement->causes, hash, agreement->cause,
                                sizeof *agreement->cause, one, CAUSE_KEY);
    if (known != HASHES_NONE) {
        struct cause *cause = &agreement->cause[known];
        cause->records += one->records;
        sum_up(&cause->up, one->up);
        sum_up(&cause->down, one->down);
        return true;
    }
    if (!grow((void **)&agreement->cause, &agreement->cause_room, agreement->cause_count,
              sizeof *agreement->cause) ||
        !index_add(&agreement->causes, hash, agreement->cause_count))
        return false;
    agreement->cause[agreement->cause_count++] = *one;
    return true;
}

static struct cause cause_of(const struct comparison *c)
{
    struct cause one = {.ecart = c->differing & ECART, .records = 1};
    /* Codes explain a difference only when they differ. */
    if (one.ecart & 1 << AGREE_CODE) {
        memcpy(one.code_read, c->code_read, sizeof one.code_read);
        memcpy(one.code, c->code, sizeof one.code);
    }
    int64_t difference = c->amounts ? c->computed - c->read : 0;
    one.up = difference > 0 ? difference : 0;
    one.down = difference < 0 ? -difference : 0;
    return one;
}

bool agreement_add(struct agreement *agreement, const struct comparison *c)
{
    for (int f = 0; f < AGREE_FIELDS; f++) {
        agreement->compared[f] += c->compared >> f & 1;
        agreement->equal[f] += (c->compared & ~c->differing) >> f & 1;
    }
    struct agreed *format = of_format(agreement, c->format);
    count_one(&agreement->all, c);
    count_one(&agreement->source[c->source], c);
    count_one(&agreement->year[c->year], c);
    if (format)
        count_one(format, c);
    if (!(c->differing & ECART))
        return true;
    struct cause cause = cause_of(c);
    return add_cause(agreement, &cause);
}

static void add_count(struct agreed *count, const struct agreed *more)
{
    count->compared += more->compared;
    count->agreeing += more->agreeing;
    sum_up(&count->read, more->read);
    sum_up(&count->computed, more->computed);
    sum_up(&count->up, more->up);
    sum_up(&count->down, more->down);
}

bool agreement_join(struct agreement *agreement, const struct agreement *other)
{
    for (int f = 0; f < AGREE_FIELDS; f++) {
        agreement->compared[f] += other->compared[f];
        agreement->equal[f] += other->equal[f];
    }
    add_count(&agreement->all, &other->all);
    for (int s = 0; s < SOURCES; s++)
        add_count(&agreement->source[s], &other->source[s]);
    for (int year = 0; year < YEARS; year++)
        add_count(&agreement->year[year], &other->year[year]);
    for (size_t i = 0; i < other->format_count; i++) {
        struct agreed *format = of_format(agreement, other->format[i].tag);
        if (format)
            add_count(format, &other->format[i].count);
    }
    for (int k = 0; k < ASIDE_KINDS; k++)
        agreement->aside[k] += other->aside[k];
    bool joined = true;
    for (size_t i = 0; joined && i < other->cause_count; i++)
        joined = add_cause(agreement, &other->cause[i]);
    return joined;
}

bool agreement_full(const struct agreement *agreement)
{
    return agreement->all.read == SUM_FULL || agreement->all.computed == SUM_FULL;
}

void agreement_aside(struct agreement *agreement, enum aside why)
{
    agreement->aside[why]++;
}

uint64_t agreement_differing(const struct agreement *agreement)
{
    return agreement->all.compared - agreement->all.agreeing;
}

/* --- The report ------------------------------------------------------------------------------- */

enum { LINE = 256 };

static void put_line(struct sink *sink, const char *text)
{
    sink_room(sink, LINE + 1);
    put_text(sink, text);
    put(sink, '\n');
}

static void rate(char out[16], uint64_t part, uint64_t all)
{
    format_rate(out, 16, part, all);
    strcat(out, " %");
    if (all == 0)
        strcpy(out, "-");
}

static void put_count(struct sink *sink, const char *name, const struct agreed *count)
{
    char line[LINE], percent[16], read[32], computed[32], up[32], down[32];
    if (count->compared == 0)
        return;
    rate(percent, count->agreeing, count->compared);
    format_euros(read, sizeof read, count->read);
    format_euros(computed, sizeof computed, count->computed);
    format_euros(up, sizeof up, count->up);
    format_euros(down, sizeof down, count->down);
    snprintf(line, sizeof line, "  %-14s %10llu %10llu %8s %15s %15s %13s %13s", name,
             (unsigned long long)count->compared, (unsigned long long)count->agreeing, percent,
             read, computed, up, down);
    put_line(sink, line);
}

static void put_fields(const struct agreement *agreement, struct sink *sink)
{
    char line[LINE], percent[16];
    put_line(sink, words(W_AGREE_FIELDS));
    for (int f = 0; f < AGREE_FIELDS; f++) {
        rate(percent, agreement->equal[f], agreement->compared[f]);
        snprintf(line, sizeof line, "  %-14s %10llu %10llu %8s", agree_names[f],
                 (unsigned long long)agreement->compared[f],
                 (unsigned long long)agreement->equal[f], percent);
        put_line(sink, line);
    }
}

static int by_format(const void *a, const void *b)
{
    return strcmp(a, b); /* the tag comes first */
}

static int by_records(const void *a, const void *b)
{
    const struct cause *x = a, *y = b;
    if (x->records != y->records)
        return x->records < y->records ? 1 : -1;
    if (x->ecart != y->ecart)
        return x->ecart < y->ecart ? -1 : 1;
    int order = memcmp(x->code_read, y->code_read, sizeof x->code_read);
    return order ? order : memcmp(x->code, y->code, sizeof x->code);
}

/* The most frequent causes. They are found without asking for memory, so that the report can always
 * be written. */
static size_t first_causes(const struct agreement *agreement, const struct cause *first[])
{
    size_t count = 0;
    for (size_t i = 0; i < agreement->cause_count; i++) {
        const struct cause *cause = &agreement->cause[i];
        size_t at = count < CAUSES_SHOWN ? count++ : CAUSES_SHOWN - 1;
        if (at == CAUSES_SHOWN - 1 && first[at] && by_records(first[at], cause) <= 0)
            continue;
        for (; at > 0 && by_records(first[at - 1], cause) > 0; at--)
            first[at] = first[at - 1];
        first[at] = cause;
    }
    return count;
}

static void put_causes(const struct agreement *agreement, struct sink *sink)
{
    const struct cause *first[CAUSES_SHOWN] = {NULL};
    size_t count = first_causes(agreement, first);
    if (count > 0)
        put_line(sink, words(W_AGREE_CAUSES));
    for (size_t i = 0; i < count; i++) {
        const struct cause *cause = first[i];
        char line[LINE], what[64], difference[32], codes[16] = "";
        join_names(what, agree_names, AGREE_CLASSIFICATION, cause->ecart);
        if (cause->ecart & 1 << AGREE_CODE)
            snprintf(codes, sizeof codes, "%s -> %s", cause->code_read, cause->code);
        format_euros(difference, sizeof difference, cause->up - cause->down);
        snprintf(line, sizeof line, "  %-26s %-12s %10llu %15s", what, codes,
                 (unsigned long long)cause->records, difference);
        put_line(sink, line);
    }
}

void agreement_write(const struct agreement *agreement, struct sink *sink)
{
    static const char *const sources[SOURCES] = {"etablissement", "paprica"};
    char line[LINE];
    typedef unsigned long long n;
    words_write(line, sizeof line, W_AGREE_HEAD, (n)agreement->all.compared,
                (n)agreement->all.agreeing, (n)agreement_differing(agreement));
    put_line(sink, line);
    static const enum word aside[ASIDE_KINDS] = {word_taking(W_AGREE_NOT_RUN, 0ULL),
                                                 word_taking(W_AGREE_NOT_GROUPED, 0ULL),
                                                 word_taking(W_AGREE_NO_SITE, 0ULL)};
    for (int k = 0; k < ASIDE_KINDS; k++) {
        if (agreement->aside[k] == 0)
            continue;
        words_write_word(line, sizeof line, aside[k], (n)agreement->aside[k]);
        put_line(sink, line);
    }
    if (agreement->all.compared == 0)
        return;
    put_fields(agreement, sink);
    put_line(sink, words(W_AGREE_COUNTS));
    put_count(sink, words(W_AGREE_ALL), &agreement->all);
    for (int s = 0; s < SOURCES; s++)
        put_count(sink, sources[s], &agreement->source[s]);
    for (int year = 0; year < YEARS; year++) {
        char name[16] = "-";
        if (year)
            snprintf(name, sizeof name, "%04d", year);
        put_count(sink, name, &agreement->year[year]);
    }
    /* A list of the tags is sorted, not the counts themselves: they are large. */
    char tags[FORMATS][4];
    for (size_t i = 0; i < agreement->format_count; i++)
        memcpy(tags[i], agreement->format[i].tag, sizeof tags[i]);
    qsort(tags, agreement->format_count, sizeof tags[0], by_format);
    for (size_t i = 0; i < agreement->format_count; i++)
        for (size_t j = 0; j < agreement->format_count; j++)
            if (strcmp(agreement->format[j].tag, tags[i]) == 0)
                put_count(sink, tags[i], &agreement->format[j].count);
    put_causes(agreement, sink);
}
