/* SPDX-License-Identifier: Apache-2.0 */
#include "references.h"

#include <stdio.h>
#include <string.h>

#include "cli/base/words.h"
#include "cli/write/html.h"

const char *label_of(const char *champ, const unsigned char *code, size_t length)
{
    for (size_t i = 0; i < label_count; i++)
        if (strcmp(labels[i].champ, champ) == 0 && strlen(labels[i].code) == length &&
            memcmp(labels[i].code, code, length) == 0)
            return labels[i].text[words_language_get()];
    return NULL;
}

const char *source_said(const char *source)
{
    for (size_t i = 0; words_language_get() == ENGLISH && i < source_words_count; i++)
        if (strcmp(sources_worded[i].source, source) == 0)
            return sources_worded[i].english;
    return source;
}

static const struct tariff_source *tariff_source_named(const char *name, size_t length)
{
    for (size_t i = 0; i < tariff_source_count; i++)
        if (strlen(tariff_sources[i].source) == length &&
            memcmp(tariff_sources[i].source, name, length) == 0)
            return &tariff_sources[i];
    return NULL;
}

bool tariff_sources_said(char out[TARIFF_SOURCES_TEXT], const char *sources)
{
    bool restated = *sources != '\0';
    size_t used = 0;
    out[0] = '\0';
    while (*sources && used < TARIFF_SOURCES_TEXT) {
        size_t length = strcspn(sources, "+");
        const struct tariff_source *known = tariff_source_named(sources, length);
        const char *name = known ? known->name[words_language_get()] : sources;
        restated &= known && known->restated;
        used += (size_t)snprintf(out + used, TARIFF_SOURCES_TEXT - used, "%s%.*s",
                                 used > 0 ? ", " : "", (int)(known ? strlen(name) : length), name);
        sources += length + (sources[length] == '+');
    }
    return restated;
}

void reference_said(char out[REFERENCE_TEXT], const struct reference *reference)
{
    static const char growth[] = "croissance_", contribution[] = "contribution_";
    const char *id = reference->indicator;
    for (size_t i = 0; i < INDICATOR_COUNT; i++)
        if (strcmp(indicators[i].id, id) == 0)
            id = indicators[i].name[words_language_get()];
    if (strncmp(id, growth, sizeof growth - 1) == 0)
        snprintf(out, REFERENCE_TEXT, "%s%s", said("Croissance du MPP ", "Growth of MPP "),
                 id + sizeof growth - 1);
    else if (strncmp(id, contribution, sizeof contribution - 1) == 0)
        snprintf(out, REFERENCE_TEXT, "%s%s",
                 said("Contribution à la croissance du MPP ", "Contribution to growth of MPP "),
                 id + sizeof contribution - 1);
    else
        snprintf(out, REFERENCE_TEXT, "%s",
                 strcmp(id, "parts_mpp") == 0 ? said("Parts des MPP", "Shares of the MPP") : id);
}
