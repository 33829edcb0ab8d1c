/* SPDX-License-Identifier: Apache-2.0 */
#include "again.h"

#include <string.h>

#include "cli/base/words.h"

/* Bytes read at a time: few, as lines that are read again mostly stand far from each other; twice
 * as many each time that the next one stands near: to copy what lies between takes no longer than
 * another call. */
enum { LEAST = 512, MOST = 65536, NEAR = 8192 };

static bool same_file(const struct os_look *a, const struct os_look *b)
{
    return a->device == b->device && a->number == b->number && a->size == b->size &&
           a->seconds == b->seconds && a->nanoseconds == b->nanoseconds;
}

bool again_close(struct again *again)
{
    bool closed = !again->open || input_close(&again->input) == 0;
    if (closed && again->changed)
        say(W_CHANGED, again->file->path);
    closed &= !again->changed;
    again->file = NULL;
    again->open = again->changed = false;
    again->block.size = 0;
    return closed;
}

/* Said when it is closed. */
static bool changed(struct again *again)
{
    again->changed = true;
    return false;
}

static bool open_file(struct again *again, const struct read_file *file)
{
    if (!again_close(again) || input_open(&again->input, file->path) != 0)
        return false;
    again->file = file;
    again->open = true;
    input_by_place(&again->input, MOST);
    again->most = again->input.read_size;
    again->ahead = LEAST;
    return same_file(&again->input.look, &file->look) || changed(again);
}

static bool read_block(struct again *again, uint64_t place)
{
    uint64_t end = again->at + again->block.size;
    bool near = again->block.size > 0 && place >= end && place - end < NEAR;
    again->ahead = !near ? LEAST : again->ahead < MOST ? 2 * again->ahead : MOST;
    again->input.read_size = again->ahead < again->most ? again->ahead : again->most;
    input_seek(&again->input, place);
    again->at = place;
    again->block.size = 0;
    return input_next(&again->input, &again->block) || changed(again);
}

const unsigned char *again_line(struct again *again, const struct read_file *file, uint64_t place,
                                size_t *length)
{
    const struct block *block = &again->block;
    if (again->file != file && !open_file(again, file))
        return NULL;
    if ((place < again->at || place - again->at >= block->size) && !read_block(again, place))
        return NULL;
    const unsigned char *p = block->bytes + (place - again->at), *end = block->bytes + block->size;
    const unsigned char *newline = memchr(p, '\n', (size_t)(end - p));
    *length = (size_t)((newline ? newline + 1 : end) - p);
    return p;
}

void again_free(struct again *again)
{
    if (again->open)
        os_close(again->input.file);
    again->open = false;
    again->file = NULL;
    input_free(&again->input);
}
