/* SPDX-License-Identifier: Apache-2.0 */
#include "overwrites.h"

#include <stdlib.h>
#include <string.h>

#include "failure.h"
#include "cli/base/status.h"
#include "cli/base/words.h"

static bool chain_begin(const struct batch *batch, void *own)
{
    struct overwrites *overwrites = own;
    int status = overwrites->chain ? HAD_OK : had_chain_new(batch->engine, &overwrites->chain);
    if (status)
        say_failure("had_chain_new", status);
    return status == HAD_OK;
}

static bool chain_record(const struct batch *batch, void *own, const struct item *item,
                         struct table *table)
{
    (void)batch, (void)table;
    struct overwrites *overwrites = own;
    if (item->result
            ->rapss) /* a RAPSS has no dates: it takes no part in the controls between records */
        return true;
    int status = had_chain_add(overwrites->chain, item->bytes, item->length);
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

static bool chain_end(const struct batch *batch, void *own, struct table *table)
{
    (void)table;
    return batch->options->together || note_overwrites(own);
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
    struct batch only_looks = batch_looking(batch);
    only_looks.whole = true;
    only_looks.each = chain_record;
    only_looks.begin_file = chain_begin;
    only_looks.end_file = chain_end;
    only_looks.own = overwrites;
    int status = batch_look(&only_looks);
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
