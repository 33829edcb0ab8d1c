/* SPDX-License-Identifier: Apache-2.0 */
#include "besides.h"

#include <stdlib.h>
#include <string.h>

#include "cli/base/status.h"
#include "cli/base/words.h"
#include "side.h"

/* A list of the options, and what is taken from a directory in it. */
static const struct {
    size_t place;
    unsigned kinds;
} lists[BESIDE_LISTS] = {{offsetof(struct options, fichcomp), 1u << HAD_KIND_FICHCOMP},
                         {offsetof(struct options, rsf), 1u << HAD_KIND_RSF},
                         {offsetof(struct options, vidhosp), 1u << HAD_KIND_VID_HOSP},
                         {offsetof(struct options, hosp_pmsi), 1u << HAD_KIND_HOSP_PMSI}};

static int find(struct sources *sources, const struct batch *batch, unsigned kinds,
                const char *const *paths, size_t count)
{
    char names[SIDE_NAMES];
    side_names(kinds, names);
    const struct sources_wanted wanted = {.options = batch->options,
                                          .tables = batch->tables,
                                          .engine = batch->engine,
                                          .kinds = kinds,
                                          .kind_names = names};
    return sources_beside(sources, &wanted, paths, count);
}

static int find_list(struct besides *besides, const struct batch *batch, int n,
                     struct options *found)
{
    struct sources *sources = &besides->lists[n];
    struct list *list = (void *)((char *)found + lists[n].place);
    int status = find(sources, batch, lists[n].kinds, list->item, list->count);
    if (status)
        return status;
    if (sources->count > LIST_MAX) {
        say(W_USAGE_MANY, sources->paths[0], LIST_MAX);
        return USAGE;
    }
    list->count = sources->count;
    for (size_t i = 0; i < list->count; i++)
        list->item[i] = sources->paths[i];
    return DONE;
}

/* Operands are those of what is beside that no option names. */
static int find_operands(struct besides *besides, const struct batch *batch, struct options *found)
{
    size_t count = batch->operand_kinds ? found->beside_count : 0;
    int status = find(&besides->operands, batch, batch->operand_kinds, found->beside, count);
    if (status)
        return status;
    besides->all = calloc(besides->operands.count + SIDE_FILES + 1, sizeof *besides->all);
    if (!besides->all) {
        say(W_NO_MEMORY);
        return FILES;
    }
    found->beside = besides->all;
    found->beside_count = besides->operands.count;
    for (size_t i = 0; i < found->beside_count; i++)
        besides->all[i] = besides->operands.paths[i];
    found->beside_count += side_files(found, besides->all + found->beside_count);
    return DONE;
}

int besides_find(struct besides *besides, const struct batch *batch, struct options *found)
{
    int status = DONE;
    *found = *batch->options;
    for (int n = 0; !status && n < BESIDE_LISTS; n++)
        status = find_list(besides, batch, n, found);
    return status ? status : find_operands(besides, batch, found);
}

void besides_report(const struct besides *besides)
{
    sources_report(&besides->operands);
    for (int n = 0; n < BESIDE_LISTS; n++)
        sources_report(&besides->lists[n]);
}

void besides_free(struct besides *besides)
{
    sources_free(&besides->operands);
    for (int n = 0; n < BESIDE_LISTS; n++)
        sources_free(&besides->lists[n]);
    free(besides->all);
}
