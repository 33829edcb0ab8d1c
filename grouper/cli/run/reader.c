/* SPDX-License-Identifier: Apache-2.0 */
#include "reader.h"

#include <string.h>

#include "cli/base/status.h"
#include "cli/base/words.h"
#include "common/intel.h"

/* The K-th of N slices of all the bytes given, as if the files were one. */
static void slice(struct reader *reader)
{
    const struct options *options = reader->options;
    uint64_t total = 0;
    for (size_t i = 0; i < reader->sources->count; i++)
        total += reader->sources->list[i].look.size;
    /* total x K / N without overflow: N is at most 100 000. */
    uint64_t whole = total / options->parts, rest = total % options->parts;
    reader->from = whole * (options->part - 1) + rest * (options->part - 1) / options->parts;
    reader->to = whole * options->part + rest * options->part / options->parts;
}

void reader_start(struct reader *reader, const struct options *options, struct sources *sources,
                  const had_engine *engine, struct journal *journal)
{
    memset(reader, 0, sizeof *reader);
    reader->options = options;
    reader->sources = sources;
    reader->engine = engine;
    reader->journal = journal;
    reader->to = UINT64_MAX;
    input_take_buffer(&reader->input, &sources->input);
    reader->finess_field = had_field("finess_epmsi");
    reader->result.size = sizeof reader->result;
    if (options->parts > 0)
        slice(reader);
}

void reader_free(struct reader *reader)
{
    if (reader->open)
        input_close(&reader->input);
    input_free(&reader->input);
}

/* The next file of which the slice holds a part; NULL after the last. */
static struct source *next_source(struct reader *reader)
{
    while (reader->next < reader->sources->count) {
        struct source *source = &reader->sources->list[reader->next++];
        reader->begin = reader->from;
        reader->end = reader->to;
        if (source->ahead && reader->dry)
            continue;
        if (reader->options->parts == 0)
            return source;
        uint64_t size = source->look.size;
        reader->from -= reader->from < size ? reader->from : size;
        reader->to -= reader->to < size ? reader->to : size;
        if (reader->begin < size && reader->end > 0)
            return source;
    }
    return NULL;
}

/* Takes over a pipe that was looked at before. */
static void take_pipe(struct reader *reader, struct ahead *ahead)
{
    struct input *input = &reader->input;
    unsigned char *buffer = input->buffer == input->own ? NULL : input->buffer;
    input_free(input);
    *input = ahead->input;
    input_use(input, buffer);
    memset(&ahead->input, 0, sizeof ahead->input);
    ahead->open = false;
    reader->ahead = ahead->bytes;
    reader->ahead_end = ahead->size > 0 ? ahead->bytes + ahead->size : ahead->bytes;
    if (reader->journal)
        reader->journal->input = ahead->sha;
    input->sha = reader->journal ? &reader->journal->input : NULL;
}

/* By place, once or again. */
static bool can_be_read_again(const struct reader *reader)
{
    const struct input *input = &reader->input;
    return input->looked && input->look.regular && input->file != OS_STDIN;
}

static int open_file(struct reader *reader, const char *path)
{
    reader->input.sha = reader->journal ? &reader->journal->input : NULL;
    if (reader->journal)
        sha256_start(&reader->journal->input);
    return input_open(&reader->input, path);
}

bool reader_open(struct reader *reader, int *status)
{
    struct source *source = next_source(reader);
    if (!source)
        return false;
    reader->ahead = reader->ahead_end = NULL;
    if (source->ahead)
        take_pipe(reader, source->ahead);
    else
        *status = open_file(reader, source->path);
    if (*status)
        return false;
    reader->open = true;
    reader->at = reader->line = 0;
    reader->held = reader->held_front = (struct debris){0};
    reader->followed = reader->any = false;
    reader->finess_known = false;
    reader->files++;
    reader->apart = reader->several && !source->ahead && can_be_read_again(reader) &&
                    reader->input.look.size > 0 && !reader->journal && reader->options->parts == 0;
    reader->input.ended |= reader->apart; /* by the reader itself nothing is read */
    return true;
}

int reader_close(struct reader *reader)
{
    reader->open = false;
    int status = input_close(&reader->input);
    if (!status && !reader->any && !reader->dry && !reader->options->quiet &&
        reader->options->parts == 0)
        say_plain(W_NO_RECORD, input_name(&reader->input));
    if (!status && reader->journal)
        journal_input(reader->journal, reader->input.path, reader->line);
    return status;
}

/* The next block: of what was read before the run, no more than usual at a time, then of what is
 * still to be read. */
static bool next_block(struct reader *reader, struct block *block)
{
    size_t left = (size_t)(reader->ahead_end - reader->ahead), size = input_room();
    if (left == 0)
        return input_next(&reader->input, block);
    const unsigned char *newline = NULL;
    size = size < left ? size : left;
    for (const unsigned char *p = reader->ahead + size; size < left && p > reader->ahead; p--) {
        if (p[-1] == '\n') {
            newline = p;
            break;
        }
    }
    size = newline ? (size_t)(newline - reader->ahead) : size;
    *block = (struct block){reader->ahead, size, size};
    reader->ahead += size;
    return true;
}

/* The first line of a block that begins at this byte or later: its place. */
static size_t line_from(const struct block *block, uint64_t byte)
{
    if (byte == 0 || byte >= block->size)
        return byte == 0 ? 0 : block->size;
    const unsigned char *p = block->bytes + byte - 1;
    const unsigned char *newline = memchr(p, '\n', (size_t)(block->bytes + block->size - p));
    return newline ? (size_t)(newline + 1 - block->bytes) : block->size;
}

/* The FINESS of a file is that of its first well-formed record (rule R21), in the slice or not. */
static void find_finess(struct reader *reader, const struct block *block)
{
    const unsigned char *p = block->bytes, *end = p + block->size;
    struct debris debris = {0};
    while (p < end && !reader->finess_known) {
        const unsigned char *newline = memchr(p, '\n', (size_t)(end - p));
        const unsigned char *next = newline ? newline + 1 : end;
        p = debris_front(p, next, &debris);
        had_result *result = &reader->result;
        if (had_process(reader->engine, p, (size_t)(next - p), result) == HAD_OK &&
            result->outcome != HAD_REJECTED) {
            had_span span = had_result_field(reader->engine, result, reader->finess_field);
            memcpy(reader->finess, p + span.start, sizeof reader->finess);
            reader->finess_known = true;
        }
        p = next;
    }
}

/* Holds lines back that are nothing but debris. */
static void hold(struct reader *reader, const unsigned char *p, const unsigned char *end,
                 const struct debris *found)
{
    debris_add(&reader->held, found);
    while ((found->marks | found->ends) > 0 && p < end) {
        debris_front(p, end, &reader->held_front);
        const unsigned char *newline = memchr(p, '\n', (size_t)(end - p));
        p = newline ? newline + 1 : end;
    }
}

/* Another line has come: the lines held back are no debris, and are given. */
static void release(struct reader *reader, struct piece *piece)
{
    piece->blanks = reader->held.lines;
    debris_add(&piece->debris, &reader->held_front);
    reader->held = reader->held_front = (struct debris){0};
}

/* Gives these lines but for those at their end that may be debris. False when nothing is left. */
static bool give(struct reader *reader, struct piece *piece, const unsigned char *p,
                 const unsigned char *end)
{
    struct debris found = {0};
    const unsigned char *tail = debris_tail(p, end, &found);
    piece->bytes = p;
    if (tail > p)
        release(reader, piece);
    hold(reader, tail, end, &found);
    if (tail == p)
        return false;
    /* Only the last line of a file has no end. */
    tail = tail[-1] == '\n' ? tail : debris_back(p, tail, &piece->debris);
    piece->size = (size_t)(tail - p);
    reader->any = true;
    return true;
}

static bool sound(const unsigned char *p, const unsigned char *end)
{
    struct debris debris = {0};
    return debris_tail(p, end, &debris) > p;
}

/* At the end of the file, or of the slice: whether the lines held back end the file. The end is the
 * file's, not the slice's. */
static bool give_held(struct reader *reader, struct piece *piece)
{
    struct block block;
    while (!reader->followed && next_block(reader, &block))
        reader->followed = sound(block.bytes, block.bytes + block.size);
    if (reader->followed)
        release(reader, piece);
    else
        piece->debris = reader->held;
    reader->held = (struct debris){0};
    memcpy(piece->finess, reader->finess, sizeof piece->finess);
    piece->bytes = NULL;
    piece->size = 0;
    return true;
}

#if defined(HAVE_AVX2) && !defined(__wasm__)
#define COUNTS_WIDE

enum { QUAD = 4 * sizeof(__m256i) };

#define END_AT(i)                                                                                  \
    _mm256_cmpeq_epi8(_mm256_loadu_si256((const __m256i *)(const void *)(bytes + 32 * (i))), end)

/* Line ends in so many times 128 bytes. All that several workers read passes here: a search for
 * each line costs four times as much. */
AVX2 static uint64_t count_ends(const unsigned char *bytes, size_t quads)
{
    enum { MOST = 63 }; /* a lane counts up to 255, by fours */
    const __m256i end = _mm256_set1_epi8('\n'), none = _mm256_setzero_si256();
    uint64_t ends = 0, part[4];
    while (quads > 0) {
        size_t some = quads < MOST ? quads : MOST;
        quads -= some;
        __m256i lanes = none;
        for (; some > 0; some--, bytes += QUAD) {
            __m256i low = _mm256_add_epi8(END_AT(0), END_AT(1));
            __m256i high = _mm256_add_epi8(END_AT(2), END_AT(3));
            lanes = _mm256_sub_epi8(lanes, _mm256_add_epi8(low, high));
        }
        _mm256_storeu_si256((__m256i *)(void *)part, _mm256_sad_epu8(lanes, none));
        ends += part[0] + part[1] + part[2] + part[3];
    }
    return ends;
}

#endif

/* Lines in these bytes; the last one may have no end. */
static uint64_t count_lines(const struct reader *reader, const unsigned char *bytes, size_t size)
{
    if (size == 0) /* there may be no bytes */
        return 0;
    uint64_t lines = bytes[size - 1] != '\n';
    const unsigned char *p = bytes, *end = bytes + size;
#ifdef COUNTS_WIDE
    if (reader->wide) {
        lines += count_ends(bytes, size / QUAD);
        p += size - size % QUAD;
    }
#endif
    (void)reader;
    while (p < end && (p = memchr(p, '\n', (size_t)(end - p))) != NULL) {
        lines++;
        p++;
    }
    return lines;
}

void reader_share(struct reader *reader)
{
    reader->several = true;
#ifdef COUNTS_WIDE
    reader->wide = avx2_here();
#endif
}

/* The next bytes of a file that others read: fewer than one alone reads, as each has three blocks.
 */
static bool next_apart(struct reader *reader, struct piece *piece)
{
    uint64_t left = reader->input.look.size - reader->at, size = input_size() - input_size() / 4;
    piece->unread = true;
    piece->from = reader->at;
    piece->to = reader->at + (size < left ? size : left);
    reader->at = piece->to;
    return true;
}

bool reader_apart(const struct reader *reader)
{
    return reader->apart && reader->at >= reader->input.look.size;
}

bool reader_left_apart(const struct reader *reader)
{
    return reader->apart && reader->at < reader->input.look.size;
}

void reader_read(const struct reader *reader, struct piece *piece, unsigned char *buffer)
{
    struct block block;
    input_lines(&reader->input, piece->from, piece->to, buffer, &block, &piece->cause);
    piece->bytes = block.bytes;
    piece->size = block.size;
    piece->place = piece->from > 0 ? piece->from - 1 : 0;
    piece->place += (uint64_t)(block.bytes - buffer);
    piece->lines = count_lines(reader, piece->bytes, piece->size);
}

/* What only those before tell of a piece that was read apart: lines held back, the FINESS. Nothing
 * is given of those after one that could not be read. */
static void settle(struct reader *reader, struct piece *piece)
{
    struct block block = {piece->bytes, piece->size, piece->size};
    if (piece->cause && !reader->input.failed) {
        reader->input.failed = true;
        reader->input.cause = piece->cause;
    }
    if (reader->input.failed)
        block.size = 0;
    find_finess(reader, &block);
    memcpy(piece->finess, reader->finess, sizeof piece->finess);
    if (block.size == 0 || !give(reader, piece, block.bytes, block.bytes + block.size)) {
        piece->size = 0;
        piece->lines = 0;
    } else {
        piece->lines -= reader->held.lines;
    }
}

static bool next_piece(struct reader *reader, struct piece *piece)
{
    struct block block;
    piece->file = reader->input.path;
    piece->input = (uint32_t)reader->next - 1;
    piece->look = &reader->input.look;
    piece->by_place = can_be_read_again(reader);
    piece->unread = false;
    piece->cause = 0;
    piece->skipped = piece->blanks = 0;
    piece->debris = (struct debris){0};
    if (reader_left_apart(reader))
        return next_apart(reader, piece);
    while (!reader->apart && reader->at < reader->end && next_block(reader, &block)) {
        find_finess(reader, &block);
        memcpy(piece->finess, reader->finess, sizeof piece->finess);
        size_t first = 0, last = block.size;
        if (reader->begin > reader->at)
            first = line_from(&block, reader->begin - reader->at);
        if (reader->end - reader->at < block.size)
            last = line_from(&block, reader->end - reader->at);
        piece->place = reader->at + first;
        reader->at += block.read;
        piece->skipped += count_lines(reader, block.bytes, first);
        reader->followed = last < block.size && sound(block.bytes + last, block.bytes + block.size);
        if (first < last && give(reader, piece, block.bytes + first, block.bytes + last))
            return true;
    }
    if (reader->held.lines > 0)
        return give_held(reader, piece);
    if (piece->skipped >
        0) /* the slice has no line of this file: no other thread uses its number */
        reader->line += piece->skipped;
    return false;
}

bool reader_next(struct reader *reader, struct piece *piece)
{
    bool given = next_piece(reader, piece);
    piece->number = reader->pieces;
    reader->pieces += given;
    return given;
}

void reader_number(struct reader *reader, struct piece *piece)
{
    if (piece->unread)
        settle(reader, piece);
    reader->line += piece->skipped;
    piece->before = reader->line;
}

uint64_t reader_lines(const struct reader *reader, const struct piece *piece)
{
    uint64_t lines = piece->unread ? piece->lines : count_lines(reader, piece->bytes, piece->size);
    return piece->blanks + lines + piece->debris.lines;
}

void reader_count(struct reader *reader, uint64_t lines)
{
    reader->line += lines;
    reader->lines += lines;
}
