/* SPDX-License-Identifier: Apache-2.0 */
#include "input.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/base/cause.h"
#include "cli/base/grow.h"
#include "common/debris.h"
#include "cli/base/status.h"
#include "cli/base/words.h"

/* Reads begin small and double: a short file leaves most of the buffer untouched, and so does the
 * look at the first lines of a long one. */
enum { READ_FIRST = 16 * 1024 };
enum { READ_SIZE = 256 * 1024, READ_MIN = 64, READ_MAX = 64 * 1024 * 1024 };

const char *input_named(const char *path)
{
    return strcmp(path, "-") == 0 ? words(W_STANDARD_INPUT) : path;
}

const char *input_name(const struct input *input)
{
    return input_named(input->path);
}

/* Bytes asked for at a time: HAD_READ_SIZE, for tests; results never depend on it. */
static size_t read_size(void)
{
    const char *asked = getenv("HAD_READ_SIZE");
    long n = asked ? strtol(asked, NULL, 10) : 0;
    return n >= READ_MIN && n <= READ_MAX ? (size_t)n : READ_SIZE;
}

static bool refill(struct input *input)
{
    if (input->start > 0) {
        memmove(input->buffer, input->buffer + input->start, input->end - input->start);
        input->end -= input->start;
        input->start = 0;
    }
    size_t room = input->capacity - input->end;
    room = room < input->read_size ? room : input->read_size;
    if (!input->by_place && room > input->at + READ_FIRST)
        room = (size_t)input->at + READ_FIRST;
    unsigned char *to = input->buffer + input->end;
    long n = input->by_place ? os_read_at(input->file, input->at, to, room)
                             : os_read(input->file, to, room);
    if (n < 0) {
        input->failed = true;
        input->cause = errno;
    }
    if (n <= 0)
        input->ended = true;
    else {
        if (input->sha)
            sha256_add(input->sha, to, (size_t)n);
        input->end += (size_t)n;
        input->at += (uint64_t)n;
    }
    return n > 0;
}

int input_open(struct input *input, const char *path)
{
    input->path = path;
    input->start = input->end = 0;
    input->ended = input->failed = input->by_place = false;
    input->at = 0;
    input->read_size = read_size();
    if (!input->own) {
        input->capacity = input_room();
        input->buffer = input->own = malloc(input->capacity);
        if (!input->own) {
            say(W_NO_MEMORY);
            return FILES;
        }
    }
    input->file = strcmp(path, "-") == 0 ? OS_STDIN : os_open(path);
    if (input->file < 0) {
        say(W_NO_OPEN, path, cause());
        return FILES;
    }
    input->looked = os_look(input->file, &input->look) == 0;
    if (input->looked && input->look.directory) {
        say(W_DIRECTORY, input_name(input));
        os_close(input->file);
        return FILES;
    }
    return DONE;
}

/* Reads on to the end of a line of which LINE_MAX_BYTES are at the start of the buffer, keeping
 * nothing of the rest but whether all of it is blank, and the line's end. */
static size_t squeeze(struct input *input, uint64_t *left_out)
{
    bool only_blanks = true, marked = false, carriage = false, line_end = false;
    size_t size = LINE_MAX_BYTES;
    /* What is beyond stays where it is read: just after the part that is kept. */
    size_t at = input->start + size;
    for (;;) {
        while (at < input->end && !line_end) {
            unsigned char c = input->buffer[at++];
            if (c == '\n') {
                line_end = true;
                break;
            }
            marked |= c == DEBRIS_END;
            only_blanks &= !carriage && (c == ' ' || c == '\r' || c == DEBRIS_END);
            carriage = c == '\r';
        }
        if (line_end || input->ended)
            break;
        *left_out += input->end - (input->start + size);
        input->end = input->start + size;
        refill(input);
        at = input->start + size;
    }
    unsigned char *end = input->buffer + input->start + size;
    if (!only_blanks || marked)
        end[-1] = only_blanks ? DEBRIS_END : '#';
    /* Keep the rest of what was read, then the line's end in front of it. */
    size_t rest = input->end - at, ending = (size_t)carriage + line_end;
    memmove(end + ending, input->buffer + at, rest);
    *left_out += at - (input->start + size);
    *left_out -= ending;
    if (carriage)
        *end++ = '\r';
    if (line_end)
        *end = '\n';
    input->end = input->start + size + ending + rest;
    return size + ending;
}

bool input_next(struct input *input, struct block *block)
{
    size_t searched = 0;
    uint64_t left_out = 0;
    for (;;) {
        const unsigned char *from = input->buffer + input->start;
        size_t available = input->end - input->start, whole = 0;
        for (size_t i = available; i > searched; i--) {
            if (from[i - 1] == '\n') {
                whole = i;
                break;
            }
        }
        if (whole == 0 && available > LINE_MAX_BYTES)
            whole = squeeze(input, &left_out);
        else if (whole == 0 && input->ended)
            whole = input->failed ? 0 : available;
        if (whole > 0) {
            block->bytes = input->buffer + input->start;
            block->size = whole;
            block->read = whole + left_out;
            input->start += whole;
            return true;
        }
        if (input->ended)
            return false;
        searched = available;
        refill(input);
    }
}

/* Reads on by place, until so many bytes are there, or the file is at its end. */
static bool fill_to(struct input *input, size_t size)
{
    while (!input->ended && input->end < size)
        refill(input);
    return !input->failed;
}

/* The end of the line that is under way at this byte of the buffer, which is at most there; a long
 * line is squeezed. */
static size_t line_end(struct input *input, size_t at)
{
    size_t begin = at;
    while (begin > 0 && input->buffer[begin - 1] != '\n')
        begin--;
    for (size_t searched = at; !input->failed; searched = input->end, refill(input)) {
        const unsigned char *p = input->buffer + searched,
                            *newline = memchr(p, '\n', input->end - searched);
        if (newline)
            return (size_t)(newline + 1 - input->buffer);
        if (input->end - begin > LINE_MAX_BYTES) {
            /* The lines before stay where they are. */
            struct input rest = *input;
            uint64_t left_out = 0;
            rest.buffer += begin;
            rest.capacity -= begin;
            rest.end -= begin;
            size_t size = squeeze(&rest, &left_out);
            input->failed = rest.failed;
            input->cause = rest.cause;
            return begin + size;
        }
        if (input->ended)
            break;
    }
    return input->end;
}

bool input_lines(const struct input *input, uint64_t from, uint64_t to, unsigned char *buffer,
                 struct block *block, int *cause)
{
    enum { AHEAD = 2048 }; /* most lines end in it: they take no second read */
    uint64_t begin = from > 0 ? from - 1 : 0;
    size_t within = (size_t)(to - begin), first = 0;
    struct input own = {.path = input->path,
                        .file = input->file,
                        .buffer = buffer,
                        .capacity = input_room(),
                        .read_size = within + AHEAD,
                        .by_place = true,
                        .at = begin};
    fill_to(&own, within);
    own.read_size = AHEAD;
    within = within < own.end ? within : own.end;
    /* A line begins after the end of another: the byte before `from` may be one. */
    if (from > 0) {
        const unsigned char *newline = memchr(buffer, '\n', within);
        first = newline ? (size_t)(newline + 1 - buffer) : within;
    }
    size_t end = first < within ? line_end(&own, within - 1) : first;
    *block = (struct block){buffer + first, end - first, end - first};
    *cause = own.cause;
    return !own.failed;
}

size_t input_size(void)
{
    return read_size();
}

void input_by_place(struct input *input, size_t size)
{
    input->by_place = true;
    input->read_size = input->read_size < size ? input->read_size : size;
}

void input_seek(struct input *input, uint64_t place)
{
    input->start = input->end = 0;
    input->ended = input->failed;
    input->at = place;
}

void input_use(struct input *input, unsigned char *buffer)
{
    unsigned char *old = input->buffer, *into = buffer ? buffer : input->own;
    size_t rest = input->end - input->start;
    if (into == old)
        return;
    if (rest > 0)
        memcpy(into, old + input->start, rest);
    input->buffer = into;
    input->start = 0;
    input->end = rest;
}

size_t input_room(void)
{
    enum { REST = 16 * 1024 }; /* to read the rest of a line that is squeezed */
    return read_size() + LINE_MAX_BYTES + REST;
}

int input_close(struct input *input)
{
    while (input->sha && !input->ended) {
        input->start = input->end = 0;
        refill(input);
    }
    struct os_look now;
    bool changed = !input->failed && input->looked && input->look.regular &&
                   os_look(input->file, &now) == 0 &&
                   (now.size != input->look.size || now.seconds != input->look.seconds ||
                    now.nanoseconds != input->look.nanoseconds);
    if (input->file != OS_STDIN)
        os_close(input->file);
    if (input->failed)
        say(W_NO_READ, input_name(input), cause_of(input->cause));
    if (changed)
        say(W_CHANGED, input_name(input));
    return changed || input->failed ? FILES : DONE;
}

void input_take_buffer(struct input *input, struct input *other)
{
    input->buffer = input->own = other->own;
    input->capacity = other->capacity;
    other->buffer = other->own = NULL;
}

void input_free(struct input *input)
{
    free(input->own);
    input->buffer = input->own = NULL;
}

bool block_keep(const struct block *block, unsigned char **bytes, size_t *size, size_t *room)
{
    if (!grow_to((void **)bytes, room, *size + block->size, 1))
        return false;
    memcpy(*bytes + *size, block->bytes, block->size);
    *size += block->size;
    return true;
}
