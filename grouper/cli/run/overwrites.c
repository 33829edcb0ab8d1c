/* SPDX-License-Identifier: Apache-2.0 */
#include "overwrites.h"

#include <stdlib.h>
#include <string.h>

#include "common/debris.h"
#include "common/hints.h"
#include "failure.h"
#include "reader.h"
#include "cli/base/status.h"
#include "cli/base/words.h"

static bool chain_begin(struct overwrites *overwrites, const had_engine *engine)
{
    int status = overwrites->chain ? HAD_OK : had_chain_new(engine, &overwrites->chain);
    if (status)
        say_failure("had_chain_new", status);
    return status == HAD_OK;
}

/* A line that is a record takes its place among those of its file, debris in front of it or not
 * (rule R43); a RAPSS has no dates: it takes no part in the controls between records. */
static int chain_line(had_chain *chain, const unsigned char *p, const unsigned char *end)
{
    struct debris debris = {0};
    int status = had_chain_add(chain, p, (size_t)(end - p));
    if (USUALLY(status != HAD_E_ARGUMENT))
        return status;
    const unsigned char *record = debris_front(p, end, &debris);
    if (record > p)
        status = had_chain_add(chain, record, (size_t)(end - record));
    return status == HAD_E_ARGUMENT ? HAD_OK : status;
}

static bool chain_piece(had_chain *chain, const struct piece *piece)
{
    const unsigned char *p = piece->bytes, *end = piece->size > 0 ? p + piece->size : p;
    int status = HAD_OK;
    while (status == HAD_OK && p < end) {
        const unsigned char *newline = memchr(p, '\n', (size_t)(end - p));
        const unsigned char *next = newline ? newline + 1 : end;
        status = chain_line(chain, p, next);
        p = next;
    }
    if (status)
        say_failure("had_chain_add", status);
    return status == HAD_OK;
}

static bool note_overwrites(struct overwrites *overwrites)
{
    int status = had_chain_run(overwrites->chain);
    bool run = status == HAD_OK;
    had_chain_result result = {.size = sizeof result};
    for (size_t n = 0; run && had_chain_get(overwrites->chain, n, &result) == HAD_OK; n++) {
        if (overwrites->count == overwrites->room * 8) {
            size_t room = overwrites->room ? overwrites->room * 2 : 1024;
            unsigned char *grown = realloc(overwrites->bits, room);
            run = grown != NULL;
            if (!run)
                break;
            memset(grown + overwrites->room, 0, room - overwrites->room);
            overwrites->bits = grown;
            overwrites->room = room;
        }
        if (result.overwrites)
            overwrites->bits[overwrites->count / 8] |= (unsigned char)(1 << overwrites->count % 8);
        overwrites->count++;
    }
    had_chain_free(overwrites->chain);
    overwrites->chain = NULL;
    if (!run)
        say_failure("had_chain_run", status ? status : HAD_E_MEMORY);
    return run;
}

/* The file that is open, to its end. */
static int chain_file(const struct batch *batch, struct overwrites *overwrites,
                      struct reader *reader)
{
    struct piece piece;
    bool well = chain_begin(overwrites, batch->engine);
    while (well && reader_next(reader, &piece))
        well = chain_piece(overwrites->chain, &piece);
    int status = reader_close(reader);
    if (well && !status && !batch->options->together)
        well = note_overwrites(overwrites);
    return well ? status : FILES;
}

int overwrites_check(const struct batch *batch)
{
    const struct source *pipe = sources_pipe(batch->sources);
    if (!pipe && batch->options->parts == 0)
        return DONE;
    say(W_USAGE_TOGETHER, "--chainage", pipe ? pipe->path : "--part");
    return USAGE;
}

int overwrites_find(const struct batch *batch, struct overwrites *overwrites)
{
    struct reader reader;
    int status = DONE;
    reader_start(&reader, batch->options, batch->sources, batch->engine, NULL);
    reader.dry = true;
    while (!status && reader_open(&reader, &status))
        status = chain_file(batch, overwrites, &reader);
    reader_free(&reader);
    if (!status && overwrites->chain && !note_overwrites(overwrites))
        status = FILES;
    had_chain_free(overwrites->chain);
    overwrites->chain = NULL;
    return status;
}

void overwrites_free(struct overwrites *overwrites)
{
    free(overwrites->bits);
    overwrites->bits = NULL;
}

bool overwrites_has(const struct overwrites *overwrites, size_t n)
{
    return n < overwrites->count && overwrites->bits[n / 8] >> (n % 8) & 1;
}
