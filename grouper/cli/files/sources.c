/* SPDX-License-Identifier: Apache-2.0 */
#include "sources_own.h"

#include <stdlib.h>
#include <string.h>

#include "cli/base/grow.h"
#include "cli/base/status.h"
#include "cli/base/words.h"
#include "directory.h"
#include "unique.h"
#include "unzip.h"

/* Most that is read of a pipe before the run: LINES_AHEAD records of the longest. */
static const size_t ahead_max = (size_t)LINES_AHEAD * HAD_RECORD_MAX;

static bool add_path(struct path_list *names, const char *name)
{
    if (!grow((void **)&names->list, &names->room, names->count, sizeof *names->list))
        return false;
    names->list[names->count++] = name;
    return true;
}

/* Whether a file can be read only once: a pipe. */
static bool is_pipe(const struct source *source)
{
    return strcmp(source->path, "-") == 0 ||
           (source->looked && !source->look.regular && !source->look.directory);
}

struct source *sources_add(struct sources *sources, const char *path)
{
    if (!grow((void **)&sources->list, &sources->room, sources->count, sizeof *sources->list))
        return NULL;
    struct source *source = &sources->list[sources->count++];
    *source = (struct source){.path = path};
    source->looked = (strcmp(path, "-") == 0 ? os_look(OS_STDIN, &source->look)
                                             : os_look_path(path, &source->look)) == 0;
    return source;
}

/* --- Looking at one --------------------------------------------------------------------------- */

static bool in_time(const void *context, const had_result *result)
{
    return options_in_period(context, result->fin);
}

struct probe sources_probe(const struct sources_wanted *wanted)
{
    return (struct probe){.engine = wanted->engine,
                          .tables = wanted->tables,
                          .kinds = wanted->kinds,
                          .grouped = in_time,
                          .context = wanted->options};
}

const char *sources_formats(const struct sources_wanted *wanted)
{
    return wanted->kinds ? wanted->kind_names : wanted->rapss ? "RPSS, RAPSS" : "RPSS";
}

/* The file holds nothing that the command reads: says so, and what it looks like. */
static int refuse(const struct sources_wanted *wanted, const char *path, const struct probe *probe)
{
    char looks[FOREIGN_WORDS];
    if (probe->late)
        say(W_FOREIGN_BLANKS, input_named(path));
    else if (probe_looks(probe, looks))
        say(W_FOREIGN, input_named(path), wanted->options->command, sources_formats(wanted), looks);
    else
        say(W_FOREIGN_UNKNOWN, input_named(path), wanted->options->command,
            sources_formats(wanted));
    unzip_say(wanted->options, path, probe);
    return FILES;
}

int sources_look_at(struct sources *sources, const char *path, struct probe *probe)
{
    struct block block;
    int status = input_open(&sources->input, path);
    if (status)
        return status;
    while (input_next(&sources->input, &block) && probe_add(probe, &block))
        ;
    return input_close(&sources->input);
}

/* What is looked at of a pipe is kept for the run. */
static int look_at_pipe(struct source *source, const struct sources_wanted *wanted,
                        struct probe *probe)
{
    struct ahead *ahead = calloc(1, sizeof *ahead);
    struct block block;
    if (!ahead) {
        say(W_NO_MEMORY);
        return FILES;
    }
    source->ahead = ahead;
    int status = input_open(&ahead->input, source->path);
    if (status)
        return status;
    sha256_start(&ahead->sha);
    ahead->open = true;
    ahead->input.sha = wanted->options->journal ? &ahead->sha : NULL;
    probe->lines_wanted = wanted->ungrouped ? LINES_AHEAD : 0;
    do {
        if (!input_next(&ahead->input, &block))
            break;
        if (!block_keep(&block, &ahead->bytes, &ahead->size, &ahead->room))
            return FILES;
    } while (probe_add(probe, &block) && ahead->size < ahead_max);
    ahead->open = !ahead->input.failed;
    return ahead->open ? DONE : input_close(&ahead->input);
}

bool sources_keep(struct path_list *names, const char *name)
{
    char *own = text_copy(name);
    if (own && add_path(names, own))
        return true;
    free(own);
    return false;
}

static void free_own(struct path_list *names)
{
    for (size_t i = 0; i < names->count; i++)
        free((char *)names->list[i]);
    free(names->list);
}

/* --- All of them ------------------------------------------------------------------------------ */

static int add_any(struct sources *sources, const struct sources_wanted *wanted, const char *path)
{
    struct os_look look;
    bool directory = strcmp(path, "-") != 0 && os_look_path(path, &look) == 0 && look.directory;
    if (directory)
        return directory_add(sources, wanted, path);
    return sources_add(sources, path) ? DONE : FILES;
}

static int keep_paths(struct sources *sources)
{
    sources->paths = calloc(sources->count + 1, sizeof *sources->paths);
    if (!sources->paths) {
        say(W_NO_MEMORY);
        return FILES;
    }
    for (size_t i = 0; i < sources->count; i++)
        sources->paths[i] = sources->list[i].path;
    return DONE;
}

int sources_beside(struct sources *sources, const struct sources_wanted *wanted,
                   const char *const *paths, size_t count)
{
    int status = DONE;
    for (size_t i = 0; !status && i < count; i++)
        status = add_any(sources, wanted, paths[i]);
    return status ? status : keep_paths(sources);
}

int sources_find(struct sources *sources, const struct sources_wanted *wanted)
{
    const struct options *options = wanted->options;
    int status = DONE;
    for (size_t i = 0; !status && i < options->file_count && !options->listed; i++)
        status = add_any(sources, wanted, options->files[i]);
    for (size_t i = 0; !status && i < options->listed_count; i++)
        status = sources_add(sources, options->listed[i]) ? DONE : FILES;
    for (int way = 0; way < LISTED_LEFT; way++)
        for (size_t i = 0; !status && i < options->listed_left[way].count; i++)
            status =
                sources_keep(&sources->left[way], options->listed_left[way].list[i]) ? DONE : FILES;
    if (!status)
        status = keep_paths(sources);
    /* had verify: the run was let through once; the options name the files in words of their own.
     */
    return status || options->listed ? status
                                     : unique_files(options, sources->paths, sources->count);
}

/* RPSS and RAPSS may be the same days: refused as far as first lines tell. */
static int look_at_kinds(const struct sources *sources, const struct sources_wanted *wanted)
{
    const struct options *options = wanted->options;
    const char *path[2] = {NULL, NULL};
    for (size_t i = sources->count; i-- > 0;)
        if (sources->list[i].known)
            path[sources->list[i].rapss] = input_named(sources->list[i].path);
    if (!wanted->one_kind || options->doublons || options->period_from || !path[0] || !path[1])
        return DONE;
    say(W_TWO_KINDS_OF, path[0], path[1]);
    return USAGE;
}

int sources_look(struct sources *sources, const struct sources_wanted *wanted)
{
    for (size_t i = 0; i < sources->count; i++) {
        struct source *source = &sources->list[i];
        struct probe probe = sources_probe(wanted);
        if (source->known)
            continue;
        int status = is_pipe(source) ? look_at_pipe(source, wanted, &probe)
                                     : sources_look_at(sources, source->path, &probe);
        if (status)
            return status;
        if (probe.asks > 0 && wanted->ungrouped) {
            say(W_NO_CLASSIFICATION, input_named(source->path), (unsigned long long)probe.asks);
            return TABLES;
        }
        if (!probe.known && !probe_empty(&probe))
            return refuse(wanted, source->path, &probe);
        source->known = probe.known;
        source->rapss = probe.rapss;
    }
    return look_at_kinds(sources, wanted);
}

const struct source *sources_pipe(const struct sources *sources)
{
    for (size_t i = 0; i < sources->count; i++)
        if (is_pipe(&sources->list[i]))
            return &sources->list[i];
    return NULL;
}

size_t sources_left(const struct sources *sources)
{
    size_t count = 0;
    for (enum left way = 0; way < LEFT_WAYS; way++)
        count += sources->left[way].count;
    return count;
}

void sources_report(const struct sources *sources)
{
    for (enum left way = 0; way < LEFT_PASSED; way++)
        for (size_t i = 0; i < sources->left[way].count; i++)
            say_text("", sources->left[way].list[i]);
}

void sources_free(struct sources *sources)
{
    for (size_t i = 0; i < sources->count; i++) {
        struct ahead *ahead = sources->list[i].ahead;
        if (!ahead)
            continue;
        if (ahead->open)
            input_close(&ahead->input);
        input_free(&ahead->input);
        free(ahead->bytes);
        free(ahead);
    }
    free_own(&sources->made);
    for (enum left way = 0; way < LEFT_WAYS; way++)
        free_own(&sources->left[way]);
    input_free(&sources->input);
    free(sources->paths);
    free(sources->list);
    memset(sources, 0, sizeof *sources);
}
