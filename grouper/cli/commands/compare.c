/* SPDX-License-Identifier: Apache-2.0 */
/* had compare: two states of an establishment's file -> records new, gone, changed. Once both have
 * been read, records of one key are found by prints, and read again to be told apart. */
#include "cli/ask/commands.h"

#include <stdlib.h>
#include <string.h>

#include "cli/rows/differ.h"
#include "cli/rows/rows.h"
#include "cli/rows/state_walk.h"
#include "cli/run/reader.h"
#include "cli/run/shares.h"
#include "cli/base/status.h"
#include "common/sums.h"
#include "cli/base/words.h"

enum compare_side { BEFORE, AFTER, SIDES };

struct compare {
    const struct batch *batch;
    uint32_t side; /* of the file being read */
    struct state state[SIDES];
    struct sum sum[SIDES], equal, gone, fresh, changed[SIDES];
    struct table *table; /* while they are compared */
};

static void begin_piece(void *own, const struct piece *piece)
{
    struct compare *compare = own;
    compare->side = piece->input;
    state_piece(&compare->state[compare->side], piece);
}

static bool keep_record(const struct batch *batch, void *own, const struct item *item,
                        struct table *table)
{
    (void)table;
    struct compare *compare = own;
    return state_add(&compare->state[compare->side], batch, item, 0);
}

/* What another worker keeps. */
static void *split_compare(void *own)
{
    (void)own;
    return calloc(1, sizeof(struct compare));
}

static bool join_compare(void *own, void *other)
{
    struct compare *compare = own, *more = other;
    bool joined = true;
    for (int side = BEFORE; side < SIDES; side++) {
        joined = joined && state_join(&compare->state[side], &more->state[side]);
        state_free(&more->state[side]);
    }
    free(more);
    return joined;
}

static void cell_days(struct table *table, const struct held *held)
{
    if (held && held->usable)
        cell_number(table, held->days);
    else
        cell_blank(table);
}

static void cell_amount(struct table *table, const struct held *held)
{
    if (held && held->priced)
        cell_euros(table, held->amount);
    else
        cell_blank(table);
}

/* NULL: the record does not exist on that side. */
static void write_row(struct table *table, const unsigned char *key, const struct held *before,
                      const struct held *after, const char *champs)
{
    size_t length;
    row_begin(table, PUT_FIELD_MAX(strlen(champs)));
    cell_word(table, !before ? "nouveau" : !after ? "disparu" : "change");
    const unsigned char *text = state_key_part(key, HELD_SEJOUR, &length);
    cell_text(table, text, length);
    text = state_key_part(key, HELD_SEQUENCE, &length);
    cell_plain(table, text, length);
    text = state_key_part(key, HELD_SOUS_SEQUENCE, &length);
    cell_plain(table, text, length);
    cell_name_if(table, champs);
    cell_days(table, before);
    cell_days(table, after);
    cell_amount(table, before);
    cell_amount(table, after);
    row_end(table);
}

/* The names of the fields that differ. */
static bool list_fields(struct compare *compare, const struct held *before,
                        const struct held *after, char champs[DIFFER_MAX])
{
    struct bytes old = {state_text(&compare->state[BEFORE], before), before->length};
    struct bytes new = {state_text(&compare->state[AFTER], after), after->length};
    if (old.p && new.p)
        list_differing(compare->batch->engine, old, new, champs);
    return old.p && new.p;
}

static bool write_pair(struct compare *compare, const unsigned char *key, const struct held *before,
                       const struct held *after)
{
    char champs[DIFFER_MAX] = "";
    if (key && !list_fields(compare, before, after, champs))
        return false;
    if (champs[0] == '\0') {
        sum_add(&compare->equal, after);
        return true;
    }
    sum_add(&compare->changed[BEFORE], before);
    sum_add(&compare->changed[AFTER], after);
    write_row(compare->table, key, before, after, champs);
    return true;
}

/* One key of both states. */
static bool compare_pair(void *context, const unsigned char *key, const struct held *before,
                         const struct held *after)
{
    struct compare *compare = context;
    if (before)
        sum_add(&compare->sum[BEFORE], before);
    if (after)
        sum_add(&compare->sum[AFTER], after);
    if (before && after)
        return write_pair(compare, key, before, after);
    sum_add(before ? &compare->gone : &compare->fresh, before ? before : after);
    write_row(compare->table, key, before, after, "");
    return true;
}

/* Whether parts, each counted once, are the whole. */
static bool make(const struct sum *whole, const struct sum *a, const struct sum *b,
                 const struct sum *c)
{
    const struct sum *const parts[] = {a, b, c};
    struct sum all = {0};
    for (int i = 0; i < 3; i++) {
        all.records += parts[i]->records;
        sum_up(&all.days, parts[i]->days);
        sum_up(&all.amount, parts[i]->amount);
    }
    return all.records == whole->records && all.days == whole->days && all.amount == whole->amount;
}

/* Checks that equal, changed, gone and new records make up both states: none read was lost. */
static bool adds_up(const struct compare *c, const struct tally *tally)
{
    const struct sum *before = &c->sum[BEFORE], *after = &c->sum[AFTER], none = {0};
    const struct sum *all[] = {&c->state[BEFORE].all, &c->state[AFTER].all};
    const struct sum read = {tally->lines - tally->rejected - tally->debris.lines, tally->days,
                             tally->amount};
    return make(before, &c->equal, &c->gone, &c->changed[BEFORE]) &&
           make(after, &c->equal, &c->fresh, &c->changed[AFTER]) &&
           before->records + c->state[BEFORE].duplicates == all[BEFORE]->records &&
           after->records + c->state[AFTER].duplicates == all[AFTER]->records &&
           make(&read, all[BEFORE], all[AFTER], &none);
}

static void settle(void *context, size_t side)
{
    struct compare *compare = context;
    state_settle(&compare->state[side], compare->batch);
}

static int end_run(void *own, struct table *table, const struct tally *tally)
{
    struct compare *compare = own;
    shares_run(compare->batch->options->jobs, SIDES, settle, compare);
    compare->table = table;
    if (!state_walk(&compare->state[BEFORE], &compare->state[AFTER], compare->batch, compare_pair,
                    compare))
        return FILES;
    if (adds_up(compare, tally))
        return DONE;
    say(W_BROKEN, "compare");
    return INTERNAL;
}

static void say_sum(enum word name, const struct sum *sum)
{
    char amount[32];
    format_euros(amount, sizeof amount, sum->amount);
    say_plain(W_COMPARE_SUM, words_of(name), (unsigned long long)sum->records, (long long)sum->days,
              amount);
}

static void report(const struct compare *compare)
{
    const struct sum *from = &compare->changed[BEFORE], *to = &compare->changed[AFTER];
    char before[32], after[32];
    say_sum(word_bare(W_COMPARE_BEFORE), &compare->sum[BEFORE]);
    say_sum(word_bare(W_COMPARE_AFTER), &compare->sum[AFTER]);
    say_sum(word_bare(W_COMPARE_EQUAL), &compare->equal);
    say_sum(word_bare(W_COMPARE_NEW), &compare->fresh);
    say_sum(word_bare(W_COMPARE_GONE), &compare->gone);
    format_euros(before, sizeof before, from->amount);
    format_euros(after, sizeof after, to->amount);
    say_plain(W_COMPARE_CHANGED, (unsigned long long)to->records, (long long)from->days,
              (long long)to->days, before, after);
    size_t twice[] = {compare->state[BEFORE].duplicates, compare->state[AFTER].duplicates};
    if (twice[BEFORE] + twice[AFTER] > 0)
        say_plain(W_COMPARE_TWICE, (unsigned long long)twice[BEFORE],
                  (unsigned long long)twice[AFTER]);
}

int command_compare(const struct options *options)
{
    struct compare compare = {.side = BEFORE};
    struct batch batch = {.options = options,
                          .exactly = SIDES,
                          .priced = true,
                          .carried =
                              options->zones == ZONES_LUES ? HAD_CARRIED_KEPT : HAD_CARRIED_IGNORED,
                          .columns = columns_compare,
                          .each = keep_record,
                          .each_usual = true,
                          .begin_piece = begin_piece,
                          .end = end_run,
                          .own = &compare,
                          .split = split_compare,
                          .join = join_compare};
    compare.batch = &batch;
    int status = batch_run(&batch);
    if ((status == DONE || status == DIFFERENCES) && !options->quiet)
        report(&compare);
    /* Two months always differ: a difference alone is no failure, unless --strict asks. */
    if (status == DONE && options->strict &&
        compare.fresh.records + compare.gone.records + compare.changed[AFTER].records > 0)
        status = DIFFERENCES;
    for (int side = BEFORE; side < SIDES; side++)
        state_free(&compare.state[side]);
    return status;
}
