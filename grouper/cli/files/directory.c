/* SPDX-License-Identifier: Apache-2.0 */
#include "directory.h"

#include <stdlib.h>
#include <string.h>

#include "cli/base/cause.h"
#include "cli/base/status.h"
#include "cli/base/words.h"
#include "load.h"
#include "months.h"
#include "sources_own.h"

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

/* Names what is not read, unless -q was given; the report has the sentence, too. */
static bool leave(const struct listing *listing, const char *text)
{
    if (!listing->wanted->options->quiet)
        say_text("had: ", text);
    return sources_keep(&listing->sources->left[LEFT_PASSED], text);
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

static int leave_unread(struct listing *listing, const char *path, const char *text)
{
    if (!read_elsewhere(listing, path) && !leave(listing, text))
        listing->status = FILES;
    return listing->status;
}

/* Of a directory its files are read, not its directories. */
static int pass_directory_over(struct listing *listing, const char *path)
{
    char text[OS_PATH + 256];
    words_write(text, sizeof text, W_PASSED_OVER_DIRECTORY, path);
    return leave_unread(listing, path, text);
}

/* What cannot be looked at, as a link to a file that is gone. */
static int pass_lost_over(struct listing *listing, const char *path)
{
    char text[OS_PATH + 256];
    words_write(text, sizeof text, W_PASSED_OVER_LOST, path, cause());
    return leave_unread(listing, path, text);
}

static int list_file(void *context, const char *name)
{
    struct listing *listing = context;
    struct sources *sources = listing->sources;
    char path[OS_PATH];
    struct os_look look;
    struct probe probe = sources_probe(listing->wanted);
    if (name[0] == '.' || !path_join(path, listing->directory, name))
        return 0;
    if (os_look_path(path, &look) < 0)
        return pass_lost_over(listing, path);
    if (look.directory)
        return pass_directory_over(listing, path);
    if (!look.regular)
        return 0;
    listing->status = sources_look_at(sources, path, &probe);
    if (listing->status)
        return 1;
    if (!probe.known) {
        listing->status = pass_over(listing, path, &probe) ? DONE : FILES;
        return listing->status;
    }
    listing->status = FILES;
    if (!sources_keep(&sources->made, path))
        return 1;
    struct source *source = sources_add(sources, sources->made.list[sources->made.count - 1]);
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
    return sources_keep(&sources->left[larger ? LEFT_LARGER : LEFT_MONTH], text);
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

int directory_add(struct sources *sources, const struct sources_wanted *wanted, const char *path)
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
        say(W_DIRECTORY_NOTHING, path, sources_formats(wanted));
        return FILES;
    }
    return choose_months(sources, first, wanted);
}
