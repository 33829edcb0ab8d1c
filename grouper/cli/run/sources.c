/* SPDX-License-Identifier: Apache-2.0 */
#include "sources.h"

#include <errno.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>

#include "cli/ask/catalogue.h"
#include "cli/base/cause.h"
#include "cli/base/grow.h"
#include "cli/base/index.h"
#include "load.h"
#include "months.h"
#include "probe.h"
#include "cli/base/status.h"
#include "cli/base/words.h"
#include "unzip.h"

/* Most that is read of a pipe before the run: LINES_AHEAD records of the longest. */
static const size_t ahead_max = (size_t)LINES_AHEAD * HAD_RECORD_MAX;

static const char *name_of(const char *path)
{
    return strcmp(path, "-") == 0 ? words(W_STANDARD_INPUT) : path;
}

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

static struct source *add_source(struct sources *sources, const char *path)
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

static struct probe probe_of(const struct sources_wanted *wanted)
{
    return (struct probe){.engine = wanted->engine,
                          .tables = wanted->tables,
                          .kinds = wanted->kinds,
                          .grouped = in_time,
                          .context = wanted->options};
}

static const char *formats(const struct sources_wanted *wanted)
{
    return wanted->kinds ? wanted->kind_names : wanted->rapss ? "RPSS, RAPSS" : "RPSS";
}

/* The file holds nothing that the command reads: says so, and what it looks like. */
static int refuse(const struct sources_wanted *wanted, const char *path, const struct probe *probe)
{
    char looks[FOREIGN_WORDS];
    if (probe->late)
        say(W_FOREIGN_BLANKS, name_of(path));
    else if (probe_looks(probe, looks))
        say(W_FOREIGN, name_of(path), wanted->options->command, formats(wanted), looks);
    else
        say(W_FOREIGN_UNKNOWN, name_of(path), wanted->options->command, formats(wanted));
    unzip_say(wanted->options, path, probe);
    return FILES;
}

/* A regular file is read from its start again by the run. */
static int look_at_file(struct sources *sources, const char *path, struct probe *probe)
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

/* --- Directories ------------------------------------------------------------------------------ */

/* A directory being listed. */
struct listing {
    struct sources *sources;
    const struct sources_wanted *wanted;
    const char *directory;
    int status;
};

static bool same_directory(const char *a, const char *b)
{
    size_t n = strlen(a), m = strlen(b);
    n -= n > 1 && a[n - 1] == '/';
    m -= m > 1 && b[m - 1] == '/';
    return n == m && memcmp(a, b, n) == 0;
}

/* A directory may be given for records and for what is beside them, which is listed first: only a
 * file that is neither is named, once. */
static bool read_elsewhere(const struct listing *listing, const char *path)
{
    const struct options *options = listing->wanted->options;
    bool elsewhere = false;
    for (size_t i = 0; !listing->wanted->kinds && i < options->beside_count; i++)
        elsewhere |= strcmp(options->beside[i], path) == 0;
    for (size_t i = 0; listing->wanted->kinds && i < options->file_count; i++)
        elsewhere |= same_directory(options->files[i], listing->directory);
    return elsewhere;
}

/* A copy among texts that are freed one by one. False when there is no memory (a message is said).
 */
static bool add_own(struct path_list *names, const char *name)
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

/* Names what is not read, unless -q was given; the report has the sentence, too. */
static bool leave(const struct listing *listing, const char *text)
{
    if (!listing->wanted->options->quiet)
        say_text("had: ", text);
    return add_own(&listing->sources->left[LEFT_PASSED], text);
}

static bool pass_over(const struct listing *listing, const char *path, const struct probe *probe)
{
    const struct sources_wanted *wanted = listing->wanted;
    char looks[FOREIGN_WORDS], text[OS_PATH + FOREIGN_WORDS + 256];
    if (read_elsewhere(listing, path))
        return true;
    if (probe_empty(probe))
        words_write(text, sizeof text, W_PASSED_OVER_EMPTY, path);
    else if (probe->late)
        words_write(text, sizeof text, W_PASSED_OVER_BLANKS, path);
    else if (probe_looks(probe, looks))
        words_write(text, sizeof text, W_PASSED_OVER, path, looks);
    else
        words_write(text, sizeof text, W_PASSED_OVER_UNKNOWN, path, wanted->options->command);
    return leave(listing, text);
}

static int leave_unread(struct listing *listing, const char *text)
{
    if (!leave(listing, text))
        listing->status = FILES;
    return listing->status;
}

/* Of a directory its files are read, not its directories. */
static int pass_directory_over(struct listing *listing, const char *path)
{
    char text[OS_PATH + 256];
    if (read_elsewhere(listing, path))
        return 0;
    words_write(text, sizeof text, W_PASSED_OVER_DIRECTORY, path);
    return leave_unread(listing, text);
}

/* What cannot be looked at, as a link to a file that is gone. */
static int pass_lost_over(struct listing *listing, const char *path)
{
    char text[OS_PATH + 256];
    words_write(text, sizeof text, W_PASSED_OVER_LOST, path, cause());
    return leave_unread(listing, text);
}

static int list_file(void *context, const char *name)
{
    struct listing *listing = context;
    struct sources *sources = listing->sources;
    char path[OS_PATH];
    struct os_look look;
    struct probe probe = probe_of(listing->wanted);
    if (name[0] == '.' || !path_join(path, listing->directory, name))
        return 0;
    if (os_look_path(path, &look) < 0)
        return pass_lost_over(listing, path);
    if (look.directory)
        return pass_directory_over(listing, path);
    if (!look.regular)
        return 0;
    listing->status = look_at_file(sources, path, &probe);
    if (listing->status)
        return 1;
    if (!probe.known) {
        listing->status = pass_over(listing, path, &probe) ? DONE : FILES;
        return listing->status;
    }
    listing->status = FILES;
    if (!add_own(&sources->made, path))
        return 1;
    struct source *source = add_source(sources, sources->made.list[sources->made.count - 1]);
    if (!source)
        return 1;
    source->known = true;
    source->rapss = probe.rapss;
    listing->status = DONE;
    return 0;
}

/* The name of a file without its directory. */
static const char *last_part(const struct source *source)
{
    const char *slash = strrchr(source->path, '/');
    return slash ? slash + 1 : source->path;
}

/* Whether a later month holds what a file holds; and is smaller, which it should not be. */
struct later {
    bool there, smaller;
};

/* Of the files from `first` on, those that hold one month; and whether a later one holds it too.
 * Records of one month are in one file; what is beside them may be in several, by its ext. */
static int look_at_months(const struct sources *sources, size_t first, const struct source *one,
                          bool beside, struct later *later)
{
    struct month mine, other;
    *later = (struct later){false, false};
    if (!month_of(last_part(one), &mine))
        return DONE;
    for (const struct source *s = &sources->list[first]; s < sources->list + sources->count; s++) {
        if (s == one || !month_of(last_part(s), &other) || !month_same_year(&mine, &other))
            continue;
        bool series = month_same_series(&mine, &other);
        if (mine.month == other.month && (series || !beside)) {
            say(W_SAME_MONTH, s->path, one->path);
            return USAGE;
        }
        bool after = series && other.month > mine.month;
        later->there |= after;
        later->smaller |= after && s->look.size < one->look.size;
    }
    return DONE;
}

static bool leave_month(struct sources *sources, const char *path, bool larger)
{
    char text[OS_PATH + 256];
    if (larger)
        words_write(text, sizeof text, W_S_MONTH_LARGER, path);
    else
        words_write(text, sizeof text, W_S_MONTH_LEFT, path);
    return add_own(&sources->left[larger ? LEFT_LARGER : LEFT_MONTH], text);
}

/* Leaves out the months that a later file of the same directory holds too. */
static int choose_months(struct sources *sources, size_t first, const struct sources_wanted *wanted)
{
    bool beside = wanted->kinds != 0;
    struct later *later = calloc(sources->count - first + 1, sizeof *later);
    int status = later ? DONE : FILES;
    if (!later)
        say(W_NO_MEMORY);
    for (size_t i = first; !status && i < sources->count; i++)
        status = look_at_months(sources, first, &sources->list[i], beside, &later[i - first]);
    size_t kept = first;
    for (size_t i = first; !status && i < sources->count; i++) {
        const struct later *found = &later[i - first];
        if (!found->there || wanted->options->all_months)
            sources->list[kept++] = sources->list[i];
        else if (!leave_month(sources, sources->list[i].path, found->smaller))
            status = FILES;
    }
    if (!status)
        sources->count = kept;
    free(later);
    return status;
}

/* had verify: what was read of a directory, in place of what is in it now. */
static int list_again(struct listing *listing)
{
    const struct options *options = listing->wanted->options;
    size_t length = strlen(listing->directory);
    length -= length > 0 && listing->directory[length - 1] == '/';
    int status = 0;
    for (size_t i = 0; !status && i < options->listed_beside_count; i++) {
        const char *path = options->listed_beside[i];
        if (strncmp(path, listing->directory, length) == 0 && path[length] == '/' &&
            !strchr(path + length + 1, '/'))
            status = list_file(listing, path + length + 1);
    }
    return status;
}

static int add_directory(struct sources *sources, const struct sources_wanted *wanted,
                         const char *path)
{
    struct listing listing = {sources, wanted, path, DONE};
    size_t first = sources->count;
    int listed = wanted->kinds && wanted->options->listed ? list_again(&listing)
                                                          : os_list(path, list_file, &listing);
    if (listed < 0) {
        say(W_NO_OPEN, path, cause());
        return FILES;
    }
    if (listing.status)
        return listing.status;
    if (sources->count == first) {
        say(W_DIRECTORY_NOTHING, path, formats(wanted));
        return FILES;
    }
    return choose_months(sources, first, wanted);
}

/* --- All of them ------------------------------------------------------------------------------ */

static int add_any(struct sources *sources, const struct sources_wanted *wanted, const char *path)
{
    struct os_look look;
    bool directory = strcmp(path, "-") != 0 && os_look_path(path, &look) == 0 && look.directory;
    if (directory)
        return add_directory(sources, wanted, path);
    return add_source(sources, path) ? DONE : FILES;
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
        status = add_source(sources, options->listed[i]) ? DONE : FILES;
    for (int way = 0; way < LISTED_LEFT; way++)
        for (size_t i = 0; !status && i < options->listed_left[way].count; i++)
            status = add_own(&sources->left[way], options->listed_left[way].list[i]) ? DONE : FILES;
    if (!status)
        status = keep_paths(sources);
    /* had verify: the run was let through once; the options name the files in words of their own.
     */
    return status || options->listed ? status
                                     : sources_once(options, sources->paths, sources->count);
}

/* RPSS and RAPSS may be the same days: refused as far as first lines tell. */
static int look_at_kinds(const struct sources *sources, const struct sources_wanted *wanted)
{
    const struct options *options = wanted->options;
    const char *path[2] = {NULL, NULL};
    for (size_t i = sources->count; i-- > 0;)
        if (sources->list[i].known)
            path[sources->list[i].rapss] = name_of(sources->list[i].path);
    if (!wanted->one_kind || options->doublons || options->period_from || !path[0] || !path[1])
        return DONE;
    say(W_TWO_KINDS_OF, path[0], path[1]);
    return USAGE;
}

int sources_look(struct sources *sources, const struct sources_wanted *wanted)
{
    for (size_t i = 0; i < sources->count; i++) {
        struct source *source = &sources->list[i];
        struct probe probe = probe_of(wanted);
        if (source->known)
            continue;
        int status = is_pipe(source) ? look_at_pipe(source, wanted, &probe)
                                     : look_at_file(sources, source->path, &probe);
        if (status)
            return status;
        if (probe.asks > 0 && wanted->ungrouped) {
            say(W_NO_CLASSIFICATION, name_of(source->path), (unsigned long long)probe.asks);
            return TABLES;
        }
        if (!probe.known && !probe_empty(&probe))
            return refuse(wanted, source->path, &probe);
        source->known = probe.known;
        source->rapss = probe.rapss;
    }
    return look_at_kinds(sources, wanted);
}

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

static int once(const struct sources *sources)
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
                say(W_SAME_NAME, name_of(one->path));
            else
                say(W_SAME_FILE, name_of(other->path), name_of(one->path));
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
        if (!add_source(sources, paths[i]))
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

int sources_once(const struct options *options, const char *const *paths, size_t count)
{
    struct sources sources = {0};
    int status = add_named(&sources, paths, count);
    if (!status)
        status = add_named(&sources, options->beside, options->beside_count);
    if (!status)
        status = add_options(&sources, options);
    if (!status)
        status = once(&sources);
    sources_free(&sources);
    return status;
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
