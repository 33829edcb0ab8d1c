/* SPDX-License-Identifier: Apache-2.0 */
#include "outputs.h"

#include <string.h>

#include "os/os.h"
#include "cli/ask/catalogue.h"
#include "cli/base/cause.h"
#include "load.h"
#include "cli/base/status.h"
#include "cli/base/words.h"

/* What is written to: -o, --journal, standard output. */
enum { OUTPUTS_MAX = 4 };

struct written {
    struct {
        const char *name;
        struct os_identity identity;
    } list[OUTPUTS_MAX];
    size_t count;
};

static bool is_standard(const char *name)
{
    return !name || strcmp(name, "-") == 0;
}

/* Adds an output to those that are compared. A device that two may write to without harm is left
 * out. */
static int add(struct written *written, const char *name)
{
    struct os_identity identity;
    const char *said = is_standard(name) ? words(W_STANDARD_OUTPUT) : name;
    int found =
        is_standard(name) ? os_identify_open(OS_STDOUT, &identity) : os_identify(name, &identity);
    if (found < 0 || identity.terminal) /* the name leads nowhere: that is said below */
        return DONE;
    for (size_t i = 0; i < written->count; i++) {
        if (os_same(&written->list[i].identity, &identity)) {
            say(W_USAGE_SAME_OUTPUT, written->list[i].name, said);
            return USAGE;
        }
    }
    written->list[written->count].name = said;
    written->list[written->count++].identity = identity;
    return DONE;
}

/* Where an option puts its value. */
static const void *value_at(const struct options *options, int option)
{
    return (const char *)options + known_options[option].place;
}

/* What is known to fail is told before the work: a file that is protected, a name too long, no
 * directory for it. */
static int check_writable(const struct options *options)
{
    struct os_identity identity;
    for (int k = 0; k < OPTION_COUNT; k++) {
        if (known_options[k].kind != VALUE_OUTPUT || !option_given(options, (enum option)k))
            continue;
        const char *name = *(const char *const *)value_at(options, k);
        if (is_standard(name))
            continue;
        if (os_read_only(name)) {
            say(W_READ_ONLY, name);
            return FILES;
        }
        if (os_identify(name, &identity) < 0) {
            say(W_NO_WRITE, name, cause());
            return FILES;
        }
    }
    return DONE;
}

static int list_outputs(const struct options *options, struct written *written)
{
    int status = DONE;
    bool standard = !options->output || options->info->directory; /* findings go there */
    for (int k = 0; !status && k < OPTION_COUNT; k++) {
        if (known_options[k].kind != VALUE_OUTPUT || !option_given(options, (enum option)k))
            continue;
        status = add(written, *(const char *const *)value_at(options, k));
    }
    return status || !standard ? status : add(written, NULL);
}

/* --- Inputs ----------------------------------------------------------------------------------- */

struct look_around {
    const struct written *written;
    const char *directory;
    int depth; /* of directories that may still be entered */
};

static int check_input(const struct written *written, const char *name,
                       const struct os_identity *identity)
{
    for (size_t i = 0; i < written->count; i++) {
        if (!os_same(&written->list[i].identity, identity))
            continue;
        say(W_USAGE_SAME_FILE, written->list[i].name, name);
        return USAGE;
    }
    return DONE;
}

static int check_path(const struct look_around *walk, const char *path);

static int check_entry(void *context, const char *name)
{
    const struct look_around *walk = context;
    char path[OS_PATH];
    return path_join(path, walk->directory, name) ? check_path(walk, path) : DONE;
}

/* A file, or a directory with what it holds: a table is read under the name of its directory. */
static int check_path(const struct look_around *walk, const char *path)
{
    struct os_identity identity;
    struct os_look look;
    if (is_standard(path)) {
        bool found = os_identify_open(OS_STDIN, &identity) == 0;
        return found ? check_input(walk->written, words(W_STANDARD_INPUT), &identity) : DONE;
    }
    if (os_look_path(path, &look) < 0 || os_identify(path, &identity) < 0)
        return DONE; /* that it cannot be read is said when it is opened */
    int status = check_input(walk->written, path, &identity);
    if (status || !look.directory || walk->depth == 0)
        return status;
    struct look_around inside = {walk->written, path, walk->depth - 1};
    status = os_list(path, check_entry, &inside);
    return status > 0 ? status : DONE;
}

/* Files and tables that options name. */
static int check_named(const struct options *options, const struct written *written)
{
    /* A directory of tables, classifications/, one of them, its files. */
    const struct look_around walk = {written, NULL, 3};
    int status = DONE;
    for (int k = 0; !status && k < OPTION_COUNT; k++) {
        const struct list *list = value_at(options, k);
        if (!option_given(options, (enum option)k))
            continue;
        if (known_options[k].kind == VALUE_INPUT)
            status = check_path(&walk, *(const char *const *)value_at(options, k));
        for (size_t i = 0; !status && known_options[k].kind == VALUE_INPUTS && i < list->count; i++)
            status = check_path(&walk, list->item[i]);
    }
    char user[OS_PATH];
    if (!status && option_goes(options->info, O_TABLES) && os_user_tables(user))
        status = check_path(&walk, user);
    return status;
}

int outputs_check(const struct options *options)
{
    struct written written = {.count = 0};
    enum operands kind = options->info->reads;
    const struct look_around walk = {&written, NULL, kind == OPERANDS_TABLES ? 3 : 0};
    int status = list_outputs(options, &written);
    if (!status)
        status = check_named(options, &written);
    for (size_t i = 0; !status && kind != OPERANDS_WORDS && i < options->file_count; i++)
        status = check_path(&walk, options->files[i]);
    for (size_t i = 0; !status && i < options->beside_count; i++)
        status = check_path(&walk, options->beside[i]);
    return status ? status : check_writable(options);
}
