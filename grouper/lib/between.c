/* SPDX-License-Identifier: Apache-2.0 */
/* The public calls on controls between records (rule R9): records are taken, put in a chain, run.
 */
#include "engine_own.h"
#include "lib/base/memory.h"
#include "lib/base/sized.h"
#include "lib/fast/take.h"
#include "lib/rules/chain.h"
#include "lib/rules/group.h"

struct had_chain {
    had_allocator allocator;
    const had_engine *engine;
    struct chain *chain;
};

int had_chain_new(const had_engine *engine, had_chain **out)
{
    if (!out)
        return HAD_E_ARGUMENT;
    *out = NULL;
    if (!engine)
        return HAD_E_ARGUMENT;
    int32_t periode = engine->options.periode;
    /* The last day of the month: the day before the first of the next. */
    int32_t next = periode % 100 == 12 ? (periode / 100 + 1) * 10000 + 101 : periode * 100 + 101;
    int32_t last = periode ? date_from_days(date_days(next) - 1) : 0;
    had_chain *chain = memory_take(&engine->allocator, 1, sizeof *chain);
    *out = chain;
    if (!chain)
        return HAD_E_MEMORY;
    chain->allocator = engine->allocator;
    chain->engine = engine;
    chain->chain = chain_new(&engine->allocator, last);
    if (chain->chain)
        return HAD_OK;
    had_chain_free(chain);
    *out = NULL;
    return HAD_E_MEMORY;
}

void had_chain_free(had_chain *chain)
{
    if (!chain)
        return;
    had_allocator allocator = chain->allocator;
    chain_free(chain->chain);
    memory_release(&allocator, chain);
}

/* What a had_chain_record holds; the library alone looks inside. */
_Static_assert(sizeof(struct taken) <= sizeof(((had_chain_record *)0)->kept), "room for it");

static struct taken *taken_in(had_chain_record *record)
{
    return (struct taken *)(void *)record->kept;
}

static struct taking taking_of(const had_engine *engine)
{
    return (struct taking){engine->options.seuil, engine->options.seed};
}

/* False for a line that no chain takes. */
static bool take_line(const had_engine *engine, const void *line, size_t length,
                      struct taken *taken)
{
    struct record record;
    if (!engine_read_line(engine, line, length, &record) || record.layout->anonymous)
        return false;
    const struct taking taking = taking_of(engine);
    take_record(&record, &taking, taken);
    return true;
}

int had_chain_read(const had_engine *engine, const void *bytes, size_t size, size_t *length,
                   had_result *out, had_chain_record *kept)
{
    if (!engine || !kept || !bytes || size == 0 || !length)
        return HAD_E_ARGUMENT;
    if (sized_short(kept) || (out && sized_short(out)))
        return HAD_E_SIZE;
    struct record record;
    kept->rpss = 0;
    if (!engine_read_first(engine, bytes, size, length, &record, out))
        return HAD_OK;
    if (!record.layout->anonymous) { /* such a one has no dates: rule R14 */
        const struct taking taking = taking_of(engine);
        take_record(&record, &taking, taken_in(kept));
        kept->rpss = 1;
        kept->stay = taken_in(kept)->hash;
    }
    return out ? engine_process(engine, &record, out) : HAD_OK;
}

int had_chain_read_usual(const had_engine *engine, const void *bytes, size_t size, had_usual *usual,
                         had_chain_record *kept)
{
    if (!engine || !usual || !kept || (!bytes && size > 0))
        return HAD_E_ARGUMENT;
    if (sized_short(usual) || sized_short(kept))
        return HAD_E_SIZE;
    struct usual_dates dates;
    const struct take_input input = {&engine->usual, bytes, usual, &dates, taking_of(engine)};
    engine_read_usual(engine, bytes, size, usual, &dates, NULL);
    const struct taken *before = NULL;
    for (uint32_t n = 0; n < usual->count; n++) {
        struct taken *taken = taken_in(&kept[n]);
        const unsigned char *line = input.bytes + usual->start[n];
        if (!take_usual(&input, n, before, taken))
            take_line(engine, line, usual_length(usual_codes(line), usual_acts(line)), taken);
        kept[n].rpss = 1;
        kept[n].stay = taken->hash;
        before = taken;
    }
    return HAD_OK;
}

int had_chain_put(had_chain *chain, const had_chain_record *kept)
{
    if (!chain || !kept || chain_has_run(chain->chain) || !kept->rpss)
        return HAD_E_ARGUMENT;
    if (sized_short(kept))
        return HAD_E_SIZE;
    const struct taken *taken = (const struct taken *)(const void *)kept->kept;
    return chain_add(chain->chain, taken) ? HAD_OK : HAD_E_MEMORY;
}

/* Whether a record is of another stay than the one before it: nothing is asked for twice. */
static bool other_stay(const had_chain_record *kept, size_t n)
{
    return n == 0 || kept[n].stay != kept[n - 1].stay;
}

/* Asks for what the n-th record looks at, in three steps: so many records before it is added. */
enum { AHEAD = 24, AHEAD_STAY = 16, AHEAD_LAST = 8 };

static INLINE void ask_ahead(const struct chain *chain, const had_chain_record *kept, size_t n,
                             size_t count)
{
    if (n + AHEAD < count && other_stay(kept, n + AHEAD))
        chain_soon(chain, kept[n + AHEAD].stay);
    if (n + AHEAD_STAY < count && other_stay(kept, n + AHEAD_STAY))
        chain_soon_stay(chain, kept[n + AHEAD_STAY].stay);
    if (n + AHEAD_LAST < count && other_stay(kept, n + AHEAD_LAST))
        chain_soon_last(chain, kept[n + AHEAD_LAST].stay);
}

int had_chain_put_all(had_chain *chain, const had_chain_record *kept, size_t count)
{
    if (!chain || (!kept && count > 0) || chain_has_run(chain->chain))
        return HAD_E_ARGUMENT;
    for (size_t n = 0; n < count && n < AHEAD; n++)
        chain_soon(chain->chain, kept[n].stay);
    for (size_t n = 0; n < count; n++) {
        ask_ahead(chain->chain, kept, n, count);
        int status = had_chain_put(chain, &kept[n]);
        if (status)
            return status;
    }
    return HAD_OK;
}

int had_chain_add(had_chain *chain, const void *line, size_t length)
{
    struct taken taken;
    if (!chain || !line || chain_has_run(chain->chain) ||
        !take_line(chain->engine, line, length, &taken))
        return HAD_E_ARGUMENT;
    return chain_add(chain->chain, &taken) ? HAD_OK : HAD_E_MEMORY;
}

int had_chain_run(had_chain *chain)
{
    if (!chain || chain_has_run(chain->chain))
        return HAD_E_ARGUMENT;
    return chain_run(chain->chain) ? HAD_OK : HAD_E_MEMORY;
}

size_t had_chain_count(const had_chain *chain)
{
    return chain ? chain_count(chain->chain) : 0;
}

size_t had_chain_next(const had_chain *chain, size_t n)
{
    return chain && chain_has_run(chain->chain) ? chain_next(chain->chain, n) : SIZE_MAX;
}

int had_chain_get(const had_chain *chain, size_t n, had_chain_result *result)
{
    if (!chain || !result || !chain_has_run(chain->chain) || n >= chain_count(chain->chain))
        return HAD_E_ARGUMENT;
    if (sized_short(result))
        return HAD_E_SIZE;
    had_chain_result made = {.stay = 0};
    struct chain_outcome chained = chain_result(chain->chain, n, &made.findings);
    made.stay = chained.stay;
    made.after = chained.after;
    made.overwrites = chained.blocking && chained.after;
    return sized_give(result, &made, sizeof made);
}

void had_result_overwrite(had_result *result)
{
    if (result && !sized_short(result) && result->outcome != HAD_REJECTED)
        group_block("999", result);
}
