/* SPDX-License-Identifier: Apache-2.0 */
#include "output.h"

#include <errno.h>
#include <string.h>

#include "cause.h"
#include "status.h"
#include "words.h"

enum { BUFFER = 256 * 1024 };

static const char *name(const struct output *output)
{
    return output->path ? output->path : words(W_STANDARD_OUTPUT);
}

static int flush(void *context, const unsigned char *bytes, size_t size)
{
    struct output *output = context;
    bool ends_line = output->lines && output->line_open;
    output->begun = true;
    output->line_open = bytes[size - 1] != '\n';
    if (output->hashed && ends_line)
        sha256_add(&output->sha, "\n", 1);
    if (output->hashed)
        sha256_add(&output->sha, bytes, size);
    if (output->dry || ((!ends_line || os_write(output->file, "\n", 1) == 0) &&
                        os_write(output->file, bytes, size) == 0))
        return 0;
    output->quiet_end = !output->path && errno == EPIPE;
    if (!output->quiet_end)
        say(W_NO_WRITE, name(output), cause());
    return -1;
}

int output_open(struct output *output, const char *path)
{
    memset(output, 0, sizeof *output);
    output->path = path;
    output->file = OS_STDOUT;
    sha256_start(&output->sha);
    if (!sink_open(&output->sink, BUFFER, flush, output)) {
        say(W_NO_MEMORY);
        return FILES;
    }
    if (path)
        output->file = os_temporary(path, output->final, output->temporary);
    if (output->file < 0) {
        say(W_NO_WRITE, path, cause());
        sink_close(&output->sink);
        return FILES;
    }
    return DONE;
}

int output_write(struct output *output, const unsigned char *bytes, size_t size)
{
    struct sink *sink = &output->sink;
    bool ends_line = output->lines && sink->used > 0 && sink->buffer[sink->used - 1] != '\n';
    if (!output->begun && sink->used + size + ends_line <= sink->capacity) {
        if (ends_line)
            put(sink, '\n');
        put_bytes(sink, bytes, size);
        return 0;
    }
    sink_flush(sink);
    return sink->failed ? -1 : flush(output, bytes, size);
}

int output_commit(struct output *output)
{
    sink_flush(&output->sink);
    bool failed = output->sink.failed;
    if (failed) {
        output_drop(output);
        return FILES;
    }
    sink_close(&output->sink);
    if (!output->path && !output->dry && os_close(OS_STDOUT) < 0) {
        say(W_NO_WRITE, name(output), cause()); /* told late, on a network disk */
        return FILES;
    }
    if (output->path && os_replace(output->file, output->temporary, output->final) < 0) {
        say(W_NO_WRITE, output->path, cause());
        return FILES;
    }
    return DONE;
}

void output_drop(struct output *output)
{
    if (output->path)
        os_discard(output->file, output->temporary);
    sink_close(&output->sink);
}
