/* SPDX-License-Identifier: Apache-2.0 */
#include "output.h"

#include <errno.h>
#include <string.h>

#include "cli/base/cause.h"
#include "cli/base/status.h"
#include "cli/base/words.h"

enum { BUFFER = 256 * 1024 };

static const char *name(const struct output *output)
{
    return output->path ? output->path : words(W_STANDARD_OUTPUT);
}

/* Of a file that will be waited for until it is on disk, what is written goes there meanwhile, into
 * room that was asked for before. */
static void write_back(struct output *output, size_t size)
{
    enum { STEP = 4 * 1024 * 1024, MOST = 64 * 1024 * 1024 };
    output->written += size;
    if (!output->temporary[0] || output->written - output->sent < STEP)
        return;
    os_write_back(output->file, output->sent, output->written - output->sent);
    output->sent = output->written;
    if (output->crowded || output->written + STEP <= output->reserved)
        return;
    /* A file that is large already is given the room for as much again. */
    uint64_t from = output->reserved > output->written ? output->reserved : output->written;
    uint64_t more = output->written < MOST ? output->written : MOST;
    output->crowded = !os_reserve(output->file, from, more);
    output->reserved = output->crowded ? output->reserved : from + more;
}

/* Writes bytes to the file as they are. */
static int flush_bytes(void *context, const unsigned char *bytes, size_t size)
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
                        os_write(output->file, bytes, size) == 0)) {
        write_back(output, size + ends_line);
        return 0;
    }
    output->quiet_end = !output->path && errno == EPIPE;
    if (!output->quiet_end)
        say(W_NO_WRITE, name(output), cause());
    return -1;
}

/* To be shown at the end. What is fingerprinted is what a pipe would have got. */
static int flush_grid(struct output *output, const unsigned char *bytes, size_t size)
{
    if (output->hashed)
        sha256_add(&output->sha, bytes, size);
    return grid_rows(output->grid, bytes, size) ? 0 : -1;
}

static int flush(void *context, const unsigned char *bytes, size_t size)
{
    struct output *output = context;
    if (output->grid)
        return flush_grid(output, bytes, size);
    if (!output->workbook)
        return flush_bytes(output, bytes, size);
    output->begun = true;
    return xlsx_rows(output->workbook, bytes, size) ? 0 : -1;
}

int output_open(struct output *output, const char *path)
{
    memset(output, 0, sizeof *output);
    output->path = path = path && strcmp(path, "-") != 0 ? path : NULL;
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
    output->opened = true;
    return DONE;
}

int output_sheet(struct output *output, const char *name)
{
    if (!output->path && !output->dry && os_terminal(OS_STDOUT)) {
        say(W_XLSX_TERMINAL);
        return USAGE;
    }
    sink_flush(&output->sink);
    if (!output->workbook) {
        output->workbook = xlsx_new(flush_bytes, output, XLSX_ROWS);
        if (!output->workbook) {
            say(W_NO_MEMORY);
            return FILES;
        }
    }
    return !output->sink.failed && xlsx_sheet(output->workbook, name) ? DONE : FILES;
}

void output_summed(struct output *output)
{
    if (output->workbook)
        xlsx_summed(output->workbook);
}

int output_screen(struct output *output, const struct column *const *columns)
{
    output->grid = grid_new(columns, os_lines(OS_STDOUT), os_columns(OS_STDOUT));
    if (output->grid)
        return DONE;
    say(W_NO_MEMORY);
    return FILES;
}

/* Shows what is held back: from here on bytes go out, and no fingerprint is taken of them. */
static void show_grid(struct output *output)
{
    struct grid *grid = output->grid;
    output->grid = NULL;
    output->hashed = false;
    grid_write(grid, &output->sink);
    grid_free(grid);
    sink_flush(&output->sink);
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

bool output_void(struct output *output)
{
    /* Fewer never leave the sink: how many workers there are changes nothing. */
    enum { FEW = 64 * 1024 };
    if (output->grid)
        return false;
    if (!output->begun && output->sink.used <= FEW)
        return false;
    sink_flush(&output->sink);
    return true;
}

static void output_free(struct output *output)
{
    sink_close(&output->sink);
    xlsx_free(output->workbook);
    output->workbook = NULL;
    grid_free(output->grid);
    output->grid = NULL;
}

/* Puts the file on disk and closes it: 0, or -1 with errno set. */
static int settle(const struct output *output)
{
    bool whole = output->reserved <= output->written || os_trim(output->file, output->written) == 0;
    int cause_kept = errno;
    int status = os_settle(output->file, output->temporary);
    if (whole)
        return status;
    errno = cause_kept;
    return -1;
}

int output_seal(struct output *output)
{
    sink_flush(&output->sink);
    if (output->grid && !output->sink.failed)
        show_grid(output);
    if (output->sink.failed || (output->workbook && !xlsx_end(output->workbook))) {
        output_drop(output);
        return FILES;
    }
    output_free(output);
    output->sealed = true;
    /* What a network disk has not taken is told now. */
    int status = output->path ? settle(output) : output->dry ? 0 : os_close(OS_STDOUT);
    if (status == 0)
        return DONE;
    say(W_NO_WRITE, name(output), cause());
    output_drop(output);
    return FILES;
}

int output_place(struct output *output)
{
    output->placed = !output->path || os_place(output->temporary, output->final) == 0;
    if (output->placed)
        return DONE;
    say(W_NO_WRITE, output->path, cause());
    output_drop(output);
    return FILES;
}

int output_commit(struct output *output)
{
    int status = output_seal(output);
    return status ? status : output_place(output);
}

void output_drop(struct output *output)
{
    bool gone = output->placed || !output->path;
    if (!output->opened)
        return;
    if (!gone && output->sealed)
        os_remove_temporary(output->temporary);
    else if (!gone)
        os_discard(output->file, output->temporary);
    output->opened = false;
    output_free(output);
}
