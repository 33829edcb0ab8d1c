/* SPDX-License-Identifier: Apache-2.0 */
#include "said.h"

#include "worker.h"

/* The text of a message about a line, among those of its block. */
#define put_message(sink, ...)                                                                     \
    ((sink)->used +=                                                                               \
     words_write((char *)sink_end(sink), (sink)->capacity - (sink)->used, __VA_ARGS__))

void said_finding(const struct batch *batch, const struct item *item, int number)
{
    const had_result *result = item->result;
    struct messages *messages = &item->worker->messages;
    had_finding_info info = {.size = sizeof info};
    if (batch->options->quiet || !messages_wanted(messages, number))
        return;
    had_finding_get((size_t)number, 0, &info);
    bool rejected = result->outcome == HAD_REJECTED;
    unsigned column = !rejected                           ? 1
                      : result->position < LINE_MAX_BYTES ? result->position
                                                          : LINE_MAX_BYTES;
    const char *file = input_named(item->file),
               *text = words_language_get() == ENGLISH ? info.en : info.fr;
    messages_open(messages);
    if (rejected && result->expected > 0)
        put_message(messages->sink, W_REJECTED_LENGTH, file, (unsigned long long)item->line, column,
                    info.code, text, (unsigned)result->expected);
    else
        put_message(messages->sink, W_REJECTED, file, (unsigned long long)item->line, column,
                    info.code, text);
    messages_close(messages, number);
}

void said_rejected(const struct batch *batch, const struct item *item)
{
    had_finding finding;
    if (had_result_findings(batch->engine, "", 0, item->result, &finding, 1) > 0)
        said_finding(batch, item, finding.number);
}

/* `had: `, what is said of a line, and its end. */
static void put_said(const struct item *item, enum word word, int kind)
{
    struct messages *messages = &item->worker->messages;
    struct sink *sink = messages->sink;
    messages_open(messages);
    put_text(sink, "had: ");
    sink->used += words_write_word((char *)sink_end(sink), sink->capacity - sink->used, word,
                                   input_named(item->file), (unsigned long long)item->line);
    put(sink, '\n');
    messages_close(messages, kind);
}

void said_damage(const struct batch *batch, const struct item *item)
{
    if (batch->options->quiet)
        return;
    enum damage damage = damage_of(batch->engine, item->bytes, item->length, item->result);
    int kind = MESSAGE_DAMAGE + (int)damage;
    if (damage != DAMAGE_NONE && messages_wanted(&item->worker->messages, kind))
        put_said(item, damage_word(damage), kind);
}

bool said_stop_word(const struct item *item, enum word word, int status)
{
    put_said(item, word, MESSAGE_ALWAYS);
    item->worker->status = status;
    return false;
}
