/* SPDX-License-Identifier: Apache-2.0 */
#include "side.h"

#include <string.h>

#include "cli/base/status.h"
#include "cli/base/words.h"

static const char *shown_name(const char *path)
{
    return strcmp(path, "-") == 0 ? words(W_STANDARD_INPUT) : path;
}

static const char *kind_name(int kind)
{
    static const char *const names[] = {
        "?", "RPSS", "RAPSS", "FICHCOMP", "RSF", ".med, .medatu, .mchl", "VID-HOSP", "HOSP-PMSI"};
    return names[kind];
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

/* Whether a block holds a line of one of the kinds; *likely is what its first line is. */
static bool holds(const struct side *side, const struct block *block, unsigned kinds, int *likely)
{
    const unsigned char *p = block->bytes, *end = p + block->size;
    *likely = HAD_KIND_NONE;
    for (const unsigned char *next; p < end; p = next) {
        struct debris debris = {0};
        next = line_end(p, end);
        const unsigned char *from = debris_front(p, next, &debris);
        int kind = had_line_kind(side->batch->tables, from, (size_t)(next - from));
        if (kinds >> kind & 1)
            return true;
        if (*likely == HAD_KIND_NONE)
            *likely = kind;
    }
    return false;
}

static bool nothing_but_debris(const struct block *block)
{
    const unsigned char *p = block->bytes, *end = p + block->size;
    struct debris debris = {0};
    for (const unsigned char *next; p < end; p = next) {
        next = line_end(p, end);
        if (!debris_line(p, next, &debris))
            return false;
    }
    return true;
}

int side_open(struct side *side, const struct batch *batch, struct side_counts *counts,
              const char *path, unsigned kinds)
{
    memset(side, 0, sizeof *side);
    side->batch = batch;
    side->counts = counts;
    side->path = path;
    counts->files++;
    if (batch->journal) {
        side->input.sha = &batch->journal->input;
        sha256_start(&batch->journal->input);
    }
    int status = input_open(&side->input, path);
    if (status) {
        input_free(&side->input);
        return status;
    }
    struct block block;
    if (!input_next(&side->input, &block))
        return DONE;
    side->next = block.bytes;
    side->end = block.bytes + block.size;
    int likely;
    if (holds(side, &block, kinds & ~1u, &likely) || nothing_but_debris(&block))
        return DONE;
    if (likely != HAD_KIND_NONE)
        say(W_SIDE_OTHER, shown_name(path), batch->options->command, kind_name(likely));
    else
        say(W_SIDE_UNKNOWN, shown_name(path), batch->options->command);
    side->input.sha = NULL;
    input_close(&side->input);
    input_free(&side->input);
    return FILES;
}

/* The next line as it stands in the file. */
static bool raw_line(struct side *side, const unsigned char **line, size_t *length)
{
    if (side->next == side->end) {
        struct block block;
        if (!input_next(&side->input, &block))
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

/* Lines held back came before a line: they are no debris, and are given empty. */
static bool give_held(struct side *side, const unsigned char **line, size_t *length)
{
    static const unsigned char none[1];
    if (side->held > 0) {
        side->line = side->first_held++;
        side->held--;
        *line = none;
        *length = 0;
    } else {
        side->line = side->kept_line;
        *line = side->kept;
        *length = side->kept_size;
        side->kept = NULL;
    }
    return true;
}

bool side_next(struct side *side, const unsigned char **line, size_t *length)
{
    if (side->kept)
        return give_held(side, line, length);
    uint64_t number = side->line;
    while (raw_line(side, line, length)) {
        const unsigned char *p = *line, *end = p + *length;
        number++;
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
        *line = p;
        *length = (size_t)(end - p);
        side->line = number;
        if (side->held == 0)
            return true;
        side->held_debris = (struct debris){0};
        side->kept = p;
        side->kept_size = *length;
        side->kept_line = number;
        return give_held(side, line, length);
    }
    debris_add(&side->counts->debris, &side->held_debris);
    side->line = number;
    return false;
}

int side_close(struct side *side)
{
    int status = input_close(&side->input);
    input_free(&side->input);
    if (!status && side->batch->journal)
        journal_input(side->batch->journal, side->path, side->line);
    const char *path = shown_name(side->path);
    for (int n = 0; n < SIDE_CODES && !side->batch->options->quiet; n++) {
        had_finding_info info = {.size = sizeof info};
        if (side->told[n] <= SIDE_TOLD || side->batch->options->all_messages)
            continue;
        had_finding_get((size_t)n, 0, &info);
        say_plain(W_SIDE_MORE, path, info.code, (unsigned long long)(side->told[n] - SIDE_TOLD));
    }
    return status;
}

void side_find(struct side *side, int number, uint32_t position, uint32_t expected, bool told)
{
    had_finding_info info = {.size = sizeof info};
    side->counts->found[number]++;
    if (!told || side->batch->options->quiet)
        return;
    if (side->told[number] < UINT32_MAX)
        side->told[number]++;
    if (side->told[number] > SIDE_TOLD && !side->batch->options->all_messages)
        return;
    had_finding_get((size_t)number, 0, &info);
    const char *text = words_language_get() == ENGLISH ? info.en : info.fr;
    if (expected)
        say_plain(W_SIDE_LINE_LENGTH, shown_name(side->path), (unsigned long long)side->line,
                  (unsigned)position, info.code, text, (unsigned)expected);
    else
        say_plain(W_SIDE_LINE, shown_name(side->path), (unsigned long long)side->line,
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
