/* SPDX-License-Identifier: Apache-2.0 */
#include "messages.h"

#include <stdio.h>
#include <string.h>

#include "cli/base/words.h"
#include "input.h"

/* What stands before each message in a sink. */
struct frame {
    const char *file;
    uint64_t more; /* messages that are not written */
    uint32_t kind, length;
};

/* What a message needs besides the name of its file. */
enum { ROOM = 2048 };

static uint32_t most(bool all, uint32_t kind)
{
    return kind >= MESSAGE_DAMAGE ? 1 : all ? UINT32_MAX : MESSAGES_TOLD;
}

void messages_start(struct messages *messages, struct sink *sink, const char *file)
{
    messages->sink = sink;
    messages->file = file;
}

bool messages_wanted(struct messages *messages, int kind)
{
    return messages->count[kind]++ < most(messages->all, (uint32_t)kind);
}

void messages_open(struct messages *messages)
{
    struct sink *sink = messages->sink;
    /* A name may be shown four times as long as it is. */
    sink_room(sink, sizeof(struct frame) + 4 * strlen(messages->file) + ROOM);
    messages->start = sink->used;
    sink->used += sizeof(struct frame);
}

static void put_frame(struct messages *messages, uint32_t kind, uint64_t more)
{
    struct sink *sink = messages->sink;
    size_t length = sink->used - messages->start - sizeof(struct frame);
    struct frame frame = {messages->file, more, kind, (uint32_t)length};
    memcpy(sink->buffer + messages->start, &frame, sizeof frame);
}

void messages_close(struct messages *messages, int kind)
{
    put_frame(messages, (uint32_t)kind, 0);
}

void messages_end(struct messages *messages)
{
    for (uint32_t kind = 0; kind < MESSAGE_KINDS; kind++) {
        uint32_t count = messages->count[kind], told = most(messages->all, kind);
        messages->count[kind] = 0;
        if (count <= told)
            continue;
        messages_open(messages);
        put_frame(messages, kind, count - told);
    }
}

/* --- Written ---------------------------------------------------------------------------------- */

void told_end(struct file_messages *told)
{
    for (int kind = 0; kind < MESSAGE_KINDS; kind++) {
        uint64_t more = told->count[kind] > MESSAGES_TOLD ? told->count[kind] - MESSAGES_TOLD : 0;
        told->count[kind] = 0;
        had_finding_info info = {.size = sizeof info};
        if (more == 0 || told->all || kind >= MESSAGE_DAMAGE ||
            had_finding_get((size_t)kind, 0, &info) != HAD_OK)
            continue;
        say_plain(W_SIDE_MORE, input_named(told->file), info.code, (unsigned long long)more);
    }
    told->file = NULL;
}

int told_flush(void *context, const unsigned char *bytes, size_t size)
{
    struct file_messages *told = context;
    for (const unsigned char *p = bytes, *end = bytes + size; p < end;) {
        struct frame frame;
        memcpy(&frame, p, sizeof frame);
        p += sizeof frame;
        if (told->file && told->file != frame.file)
            told_end(told);
        told->file = frame.file;
        bool always = frame.kind == MESSAGE_ALWAYS;
        if (frame.length > 0 && (always || told->count[frame.kind] < most(told->all, frame.kind)))
            fwrite(p, 1, frame.length, stderr);
        if (!always)
            told->count[frame.kind] += frame.more + (frame.length > 0);
        p += frame.length;
    }
    return 0;
}
