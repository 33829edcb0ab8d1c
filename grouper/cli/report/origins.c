/* SPDX-License-Identifier: Apache-2.0 */
#include "origins.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/base/grow.h"
#include "cli/write/html.h"
#include "os/os.h"

bool origins_add(struct origins *origins, const char *heading, const char *text)
{
    if (!grow((void **)&origins->list, &origins->room, origins->count, sizeof *origins->list))
        return false;
    char *own = text_copy(text);
    if (own)
        origins->list[origins->count++] = (struct origin){heading, own};
    return own != NULL;
}

static bool note_terms(struct origins *origins, const struct batch *batch)
{
    const struct options *given = batch->options;
    char text[256];
    bool noted = origins_add(origins, "version", had_version());
    if (given->period_from) {
        snprintf(text, sizeof text, "%04d-%02d..%04d-%02d", given->period_from / 100,
                 given->period_from % 100, given->period_to / 100, given->period_to % 100);
        noted = noted && origins_add(origins, "periode", text);
    }
    noted = noted && origins_add(origins, "chainage", words_of(tally_between(given)));
    for (size_t i = 0; noted && i < had_classification_count(batch->tables); i++) {
        const had_classification_info *info = &batch->classification[i];
        snprintf(text, sizeof text, "%s (%s)", info->id,
                 info->officielle ? said("officielle", "official")
                                  : said("non officielle", "not official"));
        noted = origins_add(origins, "classification", text);
    }
    return noted;
}

static bool note_files(struct origins *origins, const struct batch *batch)
{
    const struct options *given = batch->options;
    const struct sources *sources = batch->sources;
    bool noted = true;
    for (size_t i = 0; noted && i < given->file_count; i++)
        noted = origins_add(origins, "fichier", input_named(given->files[i]));
    for (enum left way = 0; way < LEFT_WAYS; way++)
        for (size_t i = 0; noted && i < sources->left[way].count; i++)
            noted = origins_add(origins, "laisse_de_cote", sources->left[way].list[i]);
    return noted;
}

bool origins_note(struct origins *origins, const struct batch *batch)
{
    return note_terms(origins, batch) && note_files(origins, batch);
}

void origins_free(struct origins *origins)
{
    for (size_t i = 0; i < origins->count; i++)
        free(origins->list[i].text);
    free(origins->list);
}
