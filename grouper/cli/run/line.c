/* SPDX-License-Identifier: Apache-2.0 */
#include "line.h"

#include "said.h"
#include "cli/base/status.h"
#include "cli/base/words.h"
#include "common/debris.h"

/* Gives the first line of these bytes to the engine. */
static INLINE int process(struct worker *worker, struct item *item, size_t size)
{
    const struct batch *batch = worker->terms->batch;
    if (USUALLY(!batch->chained))
        return had_process_first(batch->engine, item->bytes, size, &item->length, &worker->result);
    return had_chain_read(batch->engine, item->bytes, size, &item->length,
                          batch->only_chained ? NULL : &worker->result, &worker->chain);
}

/* A line that is no record is tried again without the debris in front of it. No record begins with
 * debris: other lines need not be looked at. */
SELDOM static int process_again(struct worker *worker, struct item *item)
{
    const unsigned char *p =
        debris_front(item->bytes, item->bytes + item->length, &worker->tally.debris);
    if (p == item->bytes)
        return HAD_OK;
    size_t left = item->length - (size_t)(p - item->bytes);
    item->bytes = p;
    item->length = left;
    return left > 0 ? process(worker, item, left)
                    : had_process(worker->terms->batch->engine, p, left, &worker->result);
}

/* Whether --periode leaves a record out, which is then only counted. */
static bool left_out(struct worker *worker)
{
    const struct batch *batch = worker->terms->batch;
    if (options_in_period(batch->options, worker->result.fin))
        return false;
    worker->tally.lines++;
    worker->tally.out_of_period++;
    tally_leave_out(&worker->tally, worker->result.fin);
    return true;
}

/* Blanks after the last field are debris (rule R43); a longer line end is none. */
static void count_blanks(struct tally *tally, const struct item *item)
{
    const unsigned char *p = item->bytes + item->result->length, *end = item->bytes + item->length;
    tally->debris.blanks += p < end && *p == ' ';
}

/* Counts what few runs ask for: what conventions hold back, coefficients looked up. */
SELDOM static void count_apart(struct worker *worker, const struct item *item)
{
    const struct terms *terms = worker->terms;
    struct tally *tally = &worker->tally;
    if (worker->stakes)
        held_add(tally->held, worker->stakes, terms->codes.held, item_mode(terms->batch, item),
                 item->result);
    if (terms->batch->options->coef_prudentiel == HAD_AUTO)
        weighed_count(&tally->weighed, item->result,
                      had_findings_has(&item->result->findings, terms->codes.no_coefficient));
}

/* Counts what only the whole record tells: warnings, FINESS, domicile. */
static void count(struct worker *worker, struct item *item)
{
    const struct terms *terms = worker->terms;
    struct tally *tally = &worker->tally;
    const had_findings *set = &item->result->findings;
    if (any_finding(set)) {
        tally->no_ghpc += (uint64_t)had_findings_has(set, terms->codes.no_ghpc);
        tally->no_tarif += (uint64_t)had_findings_has(set, terms->codes.no_tarif);
        tally->february += (uint64_t)had_findings_has(set, terms->codes.february);
        tally->late += (uint64_t)had_findings_has(set, terms->codes.late);
        tally->no_table += (uint64_t)had_findings_has(set, terms->codes.no_table);
        tally->not_grouped += (uint64_t)had_findings_has(set, terms->codes.not_grouped);
    }
    if (worker->weighs)
        count_apart(worker, item);
    tally->esms += item->result->type_domicile >= '3' && item->result->type_domicile <= '5';
    if (worker->places->layout != item->result->layout + 1)
        worker_find_places(worker, item->result);
    const struct key_places *places = worker->places;
    item->other_finess = !same_finess(item->file_finess, item->bytes + places->finess.start);
    tally->other_finess += item->other_finess;
    if (terms->batch->once)
        doublons_record(&worker->doublons, places, item->bytes, item->result, worker->input);
    if (item->length > item->result->length + 1u)
        count_blanks(tally, item);
}

/* Takes a line that is no record. */
SELDOM static bool run_rejected(struct worker *worker, const struct item *item)
{
    const struct batch *batch = worker->terms->batch;
    if (!worker->terms->dry)
        said_damage(batch, item);
    if (batch->rejected)
        return batch->rejected(batch, worker->own, item, &worker->table);
    if (!worker->terms->dry)
        said_rejected(batch, item);
    return true;
}

/* Takes one record. */
static bool run_record(struct worker *worker, struct item *item)
{
    const struct batch *batch = worker->terms->batch;
    count(worker, item);
    end_line(worker);
    return batch->each(batch, worker->own, item, &worker->table);
}

/* Takes a line, which the engine has read with this status. */
static INLINE bool take(struct worker *worker, struct item *item, int status)
{
    const struct terms *terms = worker->terms;
    const struct batch *batch = terms->batch;
    had_result *result = &worker->result;
    if (status == HAD_OK && result->outcome == HAD_REJECTED)
        status = process_again(worker, item);
    bool rejected = status == HAD_OK && result->outcome == HAD_REJECTED;
    if (terms->overwrites && !rejected && !result->rapss && !result->carried &&
        overwrites_has(terms->overwrites, worker->input, item->line))
        had_result_overwrite(result);
    if (batch->between && terms->overwrites)
        item->between = overwrites_found(terms->overwrites, worker->input, item->line);
    if (terms->selects && !rejected && left_out(worker))
        return !batch->outside || goes_on(worker, batch->outside(worker->own, item));
    if (status == HAD_E_NO_CLASSIFICATION)
        return said_stop(item, W_NO_CLASSIFICATION, TABLES);
    if (status != HAD_OK) {
        say(W_BROKEN, "had_process");
        worker->status = INTERNAL;
        return false;
    }
    if (!rejected)
        apply_droits(worker, item);
    item->official = (int8_t)result_official(batch, result);
    tally_record(&worker->tally, result, item->official);
    return goes_on(worker, rejected ? run_rejected(worker, item) : run_record(worker, item));
}

bool line_run(struct worker *worker, struct item *item, size_t size)
{
    return take(worker, item, process(worker, item, size));
}

bool line_left(struct worker *worker, struct item *item, uint32_t n)
{
    const had_left *left = &worker->left;
    int status =
        had_left_result(worker->terms->batch->engine, item->bytes, left, n, &worker->result);
    item->bytes += left->start[n];
    item->length = left->length[n];
    return take(worker, item, status);
}

bool line_chain(struct worker *worker, struct item *item, size_t size)
{
    const struct batch *batch = worker->terms->batch;
    int status = process(worker, item, size);
    if (status == HAD_OK && !worker->chain.rpss)
        status = process_again(worker, item);
    if (status != HAD_OK) {
        say(W_BROKEN, "had_chain_read");
        worker->status = INTERNAL;
        return false;
    }
    worker->tally.lines++;
    return goes_on(worker, batch->each(batch, worker->own, item, &worker->table));
}

SELDOM bool line_blanks(struct worker *worker, struct item *item, uint64_t count)
{
    bool on = true;
    for (; on && count > 0; count--) {
        item->bytes = (const unsigned char *)"\n";
        item->length = 1;
        item->line++;
        worker->chain.rpss = 0;
        had_process(worker->terms->batch->engine, item->bytes, 1, &worker->result);
        tally_record(&worker->tally, &worker->result, 0);
        on = goes_on(worker, run_rejected(worker, item));
    }
    return on;
}
