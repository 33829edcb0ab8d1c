/* SPDX-License-Identifier: Apache-2.0 */
#include "side.h"

#include <stdlib.h>
#include <string.h>

#include "cli/base/status.h"
#include "cli/base/words.h"
#include "cli/files/unzip.h"

static const char *kind_name(int kind)
{
    static const char *const names[] = {
        "?", "RPSS", "RAPSS", "FICHCOMP", "RSF", ".med, .medatu, .mchl", "VID-HOSP", "HOSP-PMSI"};
    return names[kind];
}

void side_names(unsigned kinds, char out[SIDE_NAMES])
{
    out[0] = '\0';
    for (int kind = 1; kind <= HAD_KIND_HOSP_PMSI; kind++)
        if (kinds >> kind & 1) {
            strcat(out, out[0] ? ", " : "");
            strcat(out, kind_name(kind));
        }
}

size_t side_files(const struct options *options, const char *out[SIDE_FILES])
{
    const struct list *const lists[] = {&options->fichcomp, &options->rsf, &options->vidhosp,
                                        &options->hosp_pmsi};
    size_t n = 0;
    for (size_t k = 0; k < sizeof lists / sizeof lists[0]; k++)
        for (size_t i = 0; i < lists[k]->count; i++)
            out[n++] = lists[k]->item[i];
    return n;
}

/* The end of the line that begins at p; past it. */
static const unsigned char *line_end(const unsigned char *p, const unsigned char *end)
{
    const unsigned char *newline = memchr(p, '\n', (size_t)(end - p));
    return newline ? newline + 1 : end;
}

/* Of HOSP-PMSI a short line is enough: other signs count more. */
static bool kind_is_told(int kind)
{
    return kind != HAD_KIND_NONE && kind != HAD_KIND_HOSP_PMSI;
}

/* The file holds nothing that the command reads: says so, and what it looks like. */
static int refuse(struct side *side, const struct probe *probe)
{
    char expected[SIDE_NAMES];
    side_names(side->kinds, expected);
    const char *name = input_named(side->path), *command = side->batch->options->command;
    char looks[FOREIGN_WORDS];
    bool looked = !kind_is_told(probe->likely) && probe_looks(probe, looks);
    if (probe->late)
        say(W_FOREIGN_BLANKS, name);
    else if (looked || probe->likely != HAD_KIND_NONE)
        say(W_SIDE_OTHER, name, command, expected, looked ? looks : kind_name(probe->likely));
    else
        say(W_SIDE_UNKNOWN, name, command, expected);
    unzip_say(side->batch->options, side->path, probe);
    return FILES;
}

/* Reads on until it is known what the file is. What was read is given again by next_line: a lone
 * block where it stands, several from a copy. */
static int look_ahead(struct side *side, struct probe *probe)
{
    struct block block;
    size_t size = 0, room = 0;
    if (!input_next(&side->input, &block))
        return DONE;
    side->next = block.bytes;
    side->end = block.bytes + block.size;
    if (!probe_add(probe, &block))
        return DONE;
    for (bool enough = false;;) {
        if (!block_keep(&block, &side->ahead, &size, &room))
            return FILES;
        if (enough || !input_next(&side->input, &block))
            break;
        enough = !probe_add(probe, &block);
    }
    side->next = side->ahead;
    side->end = side->ahead + size;
    return DONE;
}

static void forget(struct side *side)
{
    input_free(&side->input);
    free(side->ahead);
    side->ahead = NULL;
}

static int open_side(struct side *side, const struct batch *batch, struct side_counts *counts,
                     const char *path, unsigned kinds)
{
    memset(side, 0, sizeof *side);
    side->batch = batch;
    side->counts = counts;
    side->path = path;
    side->kinds = kinds;
    counts->files++;
    if (batch->journal) {
        side->input.sha = &batch->journal->input;
        sha256_start(&batch->journal->input);
    }
    int status = input_open(&side->input, path);
    if (status) {
        forget(side);
        return status;
    }
    struct probe probe = {.tables = batch->tables, .kinds = kinds};
    status = look_ahead(side, &probe);
    if (!status && !probe.known && !probe_empty(&probe) && !side->input.failed)
        status = refuse(side, &probe);
    if (!status)
        return DONE;
    side->input.sha = NULL;
    input_close(&side->input);
    forget(side);
    return status;
}

/* Gives the lines that wait for others; false when there is to be no more. */
static bool give(struct side *side)
{
    size_t lines = side->lines;
    side->lines = 0;
    if (!side->status && lines > 0)
        side->status = side->read(side->own, side, side->line, lines);
    return !side->status;
}

/* The next line as it stands in the file. */
static bool raw_line(struct side *side, const unsigned char **line, size_t *length)
{
    if (side->next == side->end) { /* lines of this block are not there any more in the next */
        struct block block;
        if (!give(side) || !input_next(&side->input, &block))
            return false;
        side->next = block.bytes;
        side->end = block.bytes + block.size;
    }
    const unsigned char *next = line_end(side->next, side->end);
    *line = side->next;
    *length = (size_t)(next - side->next);
    side->next = next;
    side->counts->lines++;
    return true;
}

/* A line has come after the empty lines held back: they are no debris, and are given. */
static struct side_line give_held(struct side *side)
{
    static const unsigned char none[1];
    struct side_line line = {none, 0, side->first_held};
    if (side->held == 0) {
        line = side->kept;
        side->kept.bytes = NULL;
    } else {
        side->first_held++;
        side->held--;
    }
    return line;
}

static bool next_line(struct side *side, struct side_line *line)
{
    const unsigned char *bytes;
    size_t length;
    if (side->kept.bytes) {
        *line = give_held(side);
        return true;
    }
    while (raw_line(side, &bytes, &length)) {
        const unsigned char *p = bytes, *end = p + length;
        uint64_t number = ++side->reached;
        /* Nearly every line begins with a plain byte. */
        if (*p <= ' ' || *p > 0x7E) {
            if (debris_line(p, end, &side->held_debris)) {
                side->first_held = side->held++ ? side->first_held : number;
                continue;
            }
            p = debris_front(p, end, &side->counts->debris);
        }
        if (end[-1] != '\n')
            end = debris_back(p, end, &side->counts->debris);
        *line = (struct side_line){p, (size_t)(end - p), number};
        side->any = true;
        if (side->held == 0)
            return true;
        side->held_debris = (struct debris){0};
        side->kept = *line;
        *line = give_held(side);
        return true;
    }
    debris_add(&side->counts->debris, &side->held_debris);
    return false;
}

static int close_side(struct side *side)
{
    int status = input_close(&side->input);
    forget(side);
    if (!status && side->batch->journal)
        journal_input(side->batch->journal, side->path, side->reached);
    const char *path = input_named(side->path);
    if (!status && !side->any && !side->batch->options->quiet)
        say_plain(W_GIVEN_EMPTY, path);
    for (int n = 0; n < SIDE_CODES && !side->batch->options->quiet; n++) {
        had_finding_info info = {.size = sizeof info};
        if (side->told[n] <= SIDE_TOLD || side->batch->options->all_messages)
            continue;
        had_finding_get((size_t)n, 0, &info);
        say_plain(W_SIDE_MORE, path, info.code, (unsigned long long)(side->told[n] - SIDE_TOLD));
    }
    return status;
}

int side_several(const struct batch *batch, struct side_counts *counts, const char *path,
                 unsigned kinds, side_lines *read, void *own)
{
    struct side side;
    struct side_line line;
    int status = open_side(&side, batch, counts, path, kinds);
    if (status)
        return status;
    side.read = read;
    side.own = own;
    while (next_line(&side, &line)) {
        side.line[side.lines++] = line;
        if (side.lines == SIDE_LINES && !give(&side))
            break;
    }
    give(&side);
    status = close_side(&side);
    return side.status ? side.status : status;
}

/* Who reads lines one by one. */
struct one_by_one {
    side_one *read;
    void *own;
};

static int read_each(void *own, struct side *side, const struct side_line *line, size_t count)
{
    const struct one_by_one *one = own;
    int status = DONE;
    for (size_t i = 0; !status && i < count; i++) {
        side_at(side, &line[i]);
        status = one->read(one->own, side, line[i].bytes, line[i].length);
    }
    return status;
}

int side_each(const struct batch *batch, struct side_counts *counts, const char *path,
              unsigned kinds, side_one *read, void *own)
{
    return side_several(batch, counts, path, kinds, read_each, &(struct one_by_one){read, own});
}

bool side_said(const struct side *side, enum damage damage)
{
    return side->damaged[damage] || side->batch->options->quiet;
}

void side_damage(struct side *side, enum damage damage)
{
    if (damage == DAMAGE_NONE || side_said(side, damage))
        return;
    side->damaged[damage] = true;
    say_word(damage_word(damage), input_named(side->path), (unsigned long long)side->at->number);
}

/* Rule R43: a cause that is known is named once in a file. */
static void say_damage(struct side *side, uint32_t expected)
{
    if (side->at->length == 0)
        return;
    side_damage(side, damage_beside(side->batch->tables, side->kinds, side->at->bytes,
                                    side->at->length, expected));
}

void side_find(struct side *side, int number, uint32_t position, uint32_t expected, bool told)
{
    side->counts->found[number]++;
    if (!told || side->batch->options->quiet)
        return;
    had_finding_info info = {.size = sizeof info};
    say_damage(side, expected);
    if (side->told[number] < UINT32_MAX)
        side->told[number]++;
    if (side->told[number] > SIDE_TOLD && !side->batch->options->all_messages)
        return;
    had_finding_get((size_t)number, 0, &info);
    const char *text = words_language_get() == ENGLISH ? info.en : info.fr;
    if (expected)
        say_plain(W_SIDE_LINE_LENGTH, input_named(side->path), (unsigned long long)side->at->number,
                  (unsigned)position, info.code, text, (unsigned)expected);
    else
        say_plain(W_SIDE_LINE, input_named(side->path), (unsigned long long)side->at->number,
                  (unsigned)position, info.code, text);
}

void side_report(const struct side_counts *counts)
{
    for (int n = 0; n < SIDE_CODES; n++) {
        had_finding_info info = {.size = sizeof info};
        if (counts->found[n] == 0)
            continue;
        had_finding_get((size_t)n, 0, &info);
        say_plain(W_SIDE_COUNT, info.code, words_language_get() == ENGLISH ? info.en : info.fr,
                  (unsigned long long)counts->found[n]);
    }
    const struct debris *debris = &counts->debris;
    if (debris_any(debris))
        say_plain(W_SIDE_DEBRIS, (unsigned long long)debris->marks,
                  (unsigned long long)debris->ends, (unsigned long long)debris->lines);
}
