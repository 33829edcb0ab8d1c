/* SPDX-License-Identifier: Apache-2.0 */
#include "unique.h"

#include <string.h>

#include "cli/ask/catalogue.h"
#include "cli/base/index.h"
#include "cli/base/status.h"
#include "cli/base/words.h"
#include "sources_own.h"

static bool same_file(const struct source *a, const struct source *b)
{
    bool numbers = a->looked && b->looked && a->look.number != 0;
    return numbers ? a->look.device == b->look.device && a->look.number == b->look.number
                   : strcmp(a->path, b->path) == 0;
}

static uint64_t hash_of(const struct source *source)
{
    const uint64_t key[2] = {source->look.device, source->look.number};
    return source->looked && source->look.number != 0
               ? index_hash(key, sizeof key)
               : index_hash(source->path, strlen(source->path));
}

static int refuse_twice(const struct sources *sources)
{
    struct hashes index = {0};
    int status = DONE;
    for (size_t i = 0; !status && i < sources->count; i++) {
        const struct source *one = &sources->list[i];
        uint64_t hash = hash_of(one);
        size_t at;
        for (int64_t n = hashes_first(&index, hash, &at); n != HASHES_NONE && !status;
             n = hashes_next(&index, hash, &at)) {
            const struct source *other = &sources->list[n];
            if (!same_file(one, other) || one->look.directory) /* each of its files is looked at */
                continue;
            if (strcmp(one->path, other->path) == 0)
                say(W_SAME_NAME, input_named(one->path));
            else
                say(W_SAME_FILE, input_named(other->path), input_named(one->path));
            status = USAGE;
        }
        if (!status && !index_add(&index, hash, i))
            status = FILES;
    }
    index_free(&index);
    return status;
}

static int add_named(struct sources *sources, const char *const *paths, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!sources_add(sources, paths[i]))
            return FILES;
    return DONE;
}

/* Files that options name, but those that are among the records already. */
static int add_optional(struct sources *sources, const char *const *paths, size_t count)
{
    int status = DONE;
    size_t already = sources->count;
    for (size_t i = 0; !status && i < count; i++) {
        bool there = false;
        for (size_t k = 0; k < already && !there; k++)
            there = sources->list[k].path == paths[i]; /* the very argument */
        status = there ? DONE : add_named(sources, &paths[i], 1);
    }
    return status;
}

static int add_options(struct sources *sources, const struct options *options)
{
    int status = DONE;
    for (int k = 0; !status && k < OPTION_COUNT; k++) {
        const struct option_info *info = &known_options[k];
        const void *place = (const char *)options + info->place;
        const struct list *list = place;
        bool directories = k == O_TABLES || k == O_CLASSIFICATION; /* no file is read twice there */
        if (directories || !option_given(options, (enum option)k))
            continue;
        if (info->kind == VALUE_INPUT)
            status = add_optional(sources, place, 1);
        else if (info->kind == VALUE_INPUTS)
            status = add_optional(sources, list->item, list->count);
    }
    return status;
}

int unique_files(const struct options *options, const char *const *paths, size_t count)
{
    struct sources sources = {0};
    int status = add_named(&sources, paths, count);
    if (!status)
        status = add_named(&sources, options->beside, options->beside_count);
    if (!status)
        status = add_options(&sources, options);
    if (!status)
        status = refuse_twice(&sources);
    sources_free(&sources);
    return status;
}
