/* SPDX-License-Identifier: Apache-2.0 */
#include "worker.h"

#include <stdlib.h>

SELDOM void worker_find_places(struct worker *worker, const had_result *result)
{
    struct key_places *places = &worker->layouts[result->layout % LAYOUTS];
    if (places->layout != result->layout + 1)
        key_places_find(places, worker->terms->batch->engine, result);
    worker->places = places;
}

/* Whether a run can take usual records without a look at each. */
static bool takes_usual(const struct terms *terms)
{
    const struct batch *batch = terms->batch;
    bool taken = batch->each_usual || (batch->usual && !batch->droits);
    return taken && !terms->selects && !batch->options->conventions &&
           batch->options->coef_prudentiel != HAD_AUTO;
}

/* Whether lines among them that are not usual may be left for later. Not where a line between two
 * records is to be seen, and where a command numbers lines. */
static bool takes_among(const struct terms *terms)
{
    const struct batch *batch = terms->batch;
    return takes_usual(terms) && !batch->chained && !terms->overwrites &&
           (!batch->usual || batch->any_order);
}

static bool make_chains(struct worker *worker)
{
    worker->chains = calloc(HAD_USUAL_MAX, sizeof *worker->chains);
    for (size_t i = 0; worker->chains && i < HAD_USUAL_MAX; i++)
        worker->chains[i].size = sizeof *worker->chains;
    return worker->chains != NULL;
}

bool worker_start(struct worker *worker, const struct terms *terms, const struct table *table,
                  void *own)
{
    const struct batch *batch = terms->batch;
    const struct options *options = batch->options;
    bool holds = options->conventions && !terms->dry;
    worker->terms = terms;
    worker->places = worker->layouts;
    worker->messages.all = options->all_messages;
    worker->result.size = sizeof worker->result;
    worker->droits.size = sizeof worker->droits;
    worker->chain.size = sizeof worker->chain;
    worker->usual.size = sizeof worker->usual;
    worker->usual.clean = batch->usual_clean;
    worker->left.size = sizeof worker->left;
    worker->takes_usual = takes_usual(terms);
    worker->takes_among = takes_among(terms);
    worker->own = own;
    worker->table = *table;
    if (batch->chained && worker->takes_usual && !make_chains(worker))
        return false;
    if (holds)
        worker->stakes = calloc(1, sizeof *worker->stakes);
    worker->weighs = worker->stakes || options->coef_prudentiel == HAD_AUTO;
    return (own || !batch->own) && (worker->stakes || !holds) &&
           (!batch->once || doublons_start(&worker->doublons));
}

void worker_free(struct worker *worker)
{
    free(worker->stakes);
    free(worker->chains);
    doublons_free(&worker->doublons);
}
