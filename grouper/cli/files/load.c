/* SPDX-License-Identifier: Apache-2.0 */
#include "load.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/debris.h"
#include "os/os.h"
#include "cli/base/cause.h"
#include "card.h"
#include "foreign.h"
#include "given.h"
#include "cli/base/status.h"
#include "cli/ask/refused.h"
#include "cli/base/words.h"

/* A reason to refuse a table, by its number (doc/formats.md). */
enum { NO_LIST = 139 };

/* Names of the classifications met on the way, to name them when the one asked for is not there. */
enum { KNOWN_MAX = 64 };
struct known {
    char id[KNOWN_MAX][CARD_ID];
    size_t count;
};

/* What all the steps of loading share. */
struct walk {
    had_tables *tables;
    const struct loading *loading; /* NULL = no call is made for the files loaded */
    const char *directory;         /* of tables, being walked */
    const struct options *options; /* to choose classifications */
    bool *found;                   /* by --classification: a directory of tables held it */
    struct known *known;
    bool *any; /* a table was there, wanted or not */
};

static void know(struct known *known, const char *id, size_t length)
{
    for (size_t i = 0; i < known->count; i++)
        if (strlen(known->id[i]) == length && memcmp(known->id[i], id, length) == 0)
            return;
    if (known->count == KNOWN_MAX || length >= CARD_ID)
        return;
    memcpy(known->id[known->count], id, length);
    known->id[known->count++][length] = '\0';
}

static void note(const struct walk *walk, const struct bundle *bundle)
{
    *walk->any = true;
    for (size_t i = 0; walk->loading && i < bundle->count; i++)
        walk->loading->file(walk->loading->context, bundle->file[i].name, "fournie",
                            bundle->file[i].bytes, bundle->file[i].size);
}

/* Notes the built-in files: those of one classification, or all that belong to none. */
static void note_builtin(const struct walk *walk, const char *classification)
{
    static const char root[] = "classifications/";
    had_builtin_info info = {.size = sizeof info};
    for (size_t i = 0; walk->loading && had_builtin_get(i, &info) == HAD_OK; i++) {
        bool inside = strncmp(info.name, root, sizeof root - 1) == 0;
        const char *id = info.name + sizeof root - 1;
        size_t length = classification ? strlen(classification) : 0;
        if (classification ? inside && strncmp(id, classification, length) == 0 && id[length] == '/'
                           : !inside)
            walk->loading->file(walk->loading->context, info.name, "incluse", info.bytes,
                                info.length);
    }
}

/* Adds every table file of a directory as one table. */
static int add_directory(const struct walk *walk, had_table_kind kind, const char *directory)
{
    struct bundle *bundle = bundle_new();
    int status = bundle ? bundle_directory(bundle, directory) : FILES;
    if (!status)
        note(walk, bundle);
    if (!status && kind == HAD_TABLE_CLASSIFICATION && walk->options->undated)
        status = bundle_undate(bundle);
    if (!status)
        status = bundle_add(bundle, walk->tables, kind);
    bundle_free(bundle);
    return status;
}

static int add_file(const struct walk *walk, had_table_kind kind, const char *directory,
                    const char *name)
{
    struct bundle *bundle = bundle_new();
    int status = bundle ? bundle_file(bundle, directory, name) : FILES;
    if (!status)
        status = bundle_add(bundle, walk->tables, kind);
    if (!status)
        note(walk, bundle);
    bundle_free(bundle);
    return status;
}

bool load_is_named(const char *directory, const char *name)
{
    char id[CARD_ID], last[OS_PATH];
    card_id(directory, id);
    path_last(last, directory);
    return strcmp(name, id) == 0 || strcmp(name, last) == 0;
}

/* Whether --classification names it, by its id or by its directory; without any, all are wanted. */
static bool wanted(const struct walk *walk, const char *directory, const char *name)
{
    const struct list *names = &walk->options->classifications;
    bool any = names->count == 0;
    char id[CARD_ID];
    card_id(directory, id);
    know(walk->known, name, strlen(name));
    if (id[0])
        know(walk->known, id, strlen(id));
    *walk->any = true;
    for (size_t i = 0; i < names->count; i++) {
        if (load_is_named(directory, names->item[i])) {
            walk->found[i] = true;
            any = true;
        }
    }
    return any;
}

bool load_is_classification(const char *directory)
{
    char path[OS_PATH];
    struct os_look look;
    return path_join(path, directory, CARD_NAME) && os_look_path(path, &look) == 0;
}

static int add_classification(void *context, const char *name)
{
    const struct walk *walk = context;
    char path[OS_PATH];
    struct os_look look;
    if (!path_join(path, walk->directory, name) || os_look_path(path, &look) < 0 || !look.directory)
        return DONE;
    return wanted(walk, path, name) ? add_directory(walk, HAD_TABLE_CLASSIFICATION, path) : DONE;
}

/* A directory laid out as the project's own tables/. Other names are not passed over in silence,
 * unless they are no tables at all (a README, say). */
static int add_entry(void *context, const char *name)
{
    struct walk *walk = context;
    char path[OS_PATH];
    struct os_look look;
    if (name[0] == '.' || !path_join(path, walk->directory, name) || os_look_path(path, &look) < 0)
        return DONE;
    static const struct {
        const char *name;
        had_table_kind kind;
    } files[] = {{"values.csv", HAD_TABLE_VALUES},
                 {"modes.csv", HAD_TABLE_MODES},
                 {"tarifs.csv", HAD_TABLE_TARIFS},
                 {"ehpa_modes.csv", HAD_TABLE_EHPA},
                 {"coefficients.csv", HAD_TABLE_COEFFICIENTS}};
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
        if (!look.directory && strcmp(name, files[i].name) == 0)
            return add_file(walk, files[i].kind, walk->directory, name);
    if (look.directory && strcmp(name, "layouts") == 0)
        return add_directory(walk, HAD_TABLE_LAYOUTS, path);
    if (look.directory && strcmp(name, "beside") == 0)
        return add_directory(walk, HAD_TABLE_BESIDE, path);
    if (look.directory && strcmp(name, "tarifs") == 0)
        return add_directory(walk, HAD_TABLE_TARIFS, path);
    if (look.directory && strcmp(name, "classifications") == 0) {
        struct walk inside = *walk;
        inside.directory = path;
        int status = os_list(path, add_classification, &inside);
        return status < 0 ? load_cannot_open(path) : status;
    }
    /* What `tables learn` writes: classifications side by side. */
    if (look.directory && load_is_classification(path))
        return wanted(walk, path, name) ? add_directory(walk, HAD_TABLE_CLASSIFICATION, path)
                                        : DONE;
    /* Part of the program: the registry, the published matrix of pairs, campagnes and rates. */
    static const char *const inside[] = {"findings.csv", "associations.csv", "campagnes.csv",
                                         "taux.csv", "annees.csv"};
    for (size_t i = 0; i < sizeof inside / sizeof inside[0]; i++)
        if (!look.directory && strcmp(name, inside[i]) == 0)
            return DONE;
    if (!look.directory && load_is_sheet(name))
        return load_refuse_sheet(walk->directory, name);
    if (look.directory && strcmp(name, "rapport") == 0) /* labels and references of had report */
        return DONE;
    if (!look.directory && !load_is_table(name))
        return DONE;
    say(W_TABLE_NAME, path);
    return TABLES;
}

static int add_tables(struct walk *walk, const char *directory, bool required)
{
    struct os_look look;
    walk->directory = directory;
    *walk->any = false;
    if (os_look_path(directory, &look) < 0) {
        if (!required && (errno == ENOENT || errno == ENOTDIR))
            return DONE;
        say(W_NO_OPEN, directory, cause());
        return TABLES;
    }
    int status = os_list(directory, add_entry, walk);
    if (status < 0)
        status = load_cannot_open(directory);
    if (status || !required || *walk->any)
        return status;
    if (walk->options->tables_needed || !walk->options->quiet)
        say(W_TABLE_NONE, directory);
    return walk->options->tables_needed ? TABLES : DONE;
}

/* No classification has this name: tells the names of those that are there. */
static int no_such(const struct walk *walk, const char *name)
{
    struct known *known = walk->known;
    const char *const *kinds = walk->loading ? walk->loading->kinds : NULL;
    static const char root[] = "classifications/";
    const char *list[KNOWN_MAX];
    had_builtin_info info = {.size = sizeof info};
    for (size_t i = 0; had_builtin_get(i, &info) == HAD_OK; i++)
        if (strncmp(info.name, root, sizeof root - 1) == 0)
            know(known, info.name + sizeof root - 1, strcspn(info.name + sizeof root - 1, "/"));
    for (; kinds && *kinds; kinds++)
        know(known, *kinds, strlen(*kinds));
    for (size_t i = 0; i < known->count; i++)
        list[i] = known->id[i];
    say(W_NO_SUCH_CLASSIFICATION, name);
    say_accepted(name, &(struct names){list, known->count});
    return TABLES;
}

/* What --classification names and no directory of tables held: a directory, else built in. */
static int add_named(struct walk *walk)
{
    const struct list *names = &walk->options->classifications;
    for (size_t i = 0; i < names->count; i++) {
        struct os_look look;
        had_error error = {.size = sizeof error};
        int status = DONE;
        if (walk->found[i])
            continue;
        if (os_look_path(names->item[i], &look) == 0 && look.directory) {
            status = add_directory(walk, HAD_TABLE_CLASSIFICATION, names->item[i]);
        } else {
            int built_in =
                had_tables_add_builtin_classification(walk->tables, names->item[i], &error);
            if (built_in == HAD_E_ARGUMENT) {
                status = no_such(walk, names->item[i]);
            } else if (built_in != HAD_OK) {
                status = load_complain(&error);
            } else {
                note_builtin(walk, names->item[i]);
            }
        }
        if (status)
            return status;
    }
    return DONE;
}

/* Rule R44: a list that is something else, with what it looks like. */
static int say_foreign(const had_error *error, const had_file *file)
{
    char looks[FOREIGN_WORDS];
    if (foreign_file(looks, sizeof looks, file->bytes, file->size))
        say(W_FOREIGN_LIST, error->file, words_language_get() == ENGLISH ? error->en : error->fr,
            looks);
    else
        load_complain(error);
    return FILES;
}

/* Conventions stay 033 whatever they are (rule R44); where no line is one, what the file looks like
 * is said once. */
static void name_conventions(const had_file *file)
{
    const unsigned char *p = file->bytes, *end = p + file->size;
    char looks[FOREIGN_WORDS];
    for (const unsigned char *newline; p < end; p = newline) {
        newline = memchr(p, '\n', (size_t)(end - p));
        newline = newline ? newline + 1 : end;
        struct debris debris = {0};
        const unsigned char *line = debris_front(p, newline, &debris), *last = newline;
        while (last > line && (last[-1] == '\n' || last[-1] == '\r'))
            last--;
        if (foreign_convention(line, (size_t)(last - line)))
            return;
    }
    if (file->size > 0 && foreign_file(looks, sizeof looks, file->bytes, file->size))
        say(W_FOREIGN_CONVENTIONS, file->name, looks);
}

/* A file given by its own option; without a path, nothing. One that cannot be read stops the run
 * (rule R16: 032 is for callers of the library who say so). */
static int add_given(const struct walk *walk, had_table_kind kind, const char *path)
{
    had_error error = {.size = sizeof error};
    had_file file = {path, NULL, 0};
    char *bytes = NULL;
    if (!path)
        return DONE;
    if (load_file(path, &bytes, &file.size))
        return FILES;
    file.bytes = bytes;
    int status = DONE;
    if (had_tables_add(walk->tables, kind, &file, 1, &error) != HAD_OK)
        status = error.code == NO_LIST ? say_foreign(&error, &file) : load_complain(&error);
    if (!status && kind == HAD_TABLE_CONVENTIONS && !walk->options->quiet)
        name_conventions(&file);
    if (!status && walk->loading)
        walk->loading->file(walk->loading->context, path, "fournie", file.bytes, file.size);
    free(bytes);
    return status;
}

/* Rule R46: where groups contradict each other, nothing is deduced, and the rest goes on. */
static void say_conflicts(const struct options *options, const had_tables *tables)
{
    had_classification_info info = {.size = sizeof info};
    for (size_t i = 0; !options->quiet && had_classification_get(tables, i, &info) == HAD_OK; i++)
        if (info.conflit)
            say(W_CONFLICT_STANDS, info.id);
}

int load_tables(const struct options *options, const struct loading *loading, had_tables **tables)
{
    had_error error = {.size = sizeof error};
    bool found[LIST_MAX] = {false};
    char user[OS_PATH];
    if (had_tables_new(NULL, tables) != HAD_OK) {
        say(W_NO_MEMORY);
        return FILES;
    }
    had_tables_deduire(*tables, options->deduire);
    struct known known = {.count = 0};
    bool any = false;
    struct walk walk = {*tables, loading, NULL, options, found, &known, &any};
    int status = DONE;
    if (had_tables_add_published(*tables, &error) != HAD_OK)
        status = load_complain(&error);
    note_builtin(&walk, NULL);
    if (!status && os_user_tables(user))
        status = add_tables(&walk, user, false);
    for (size_t i = 0; !status && i < options->tables.count; i++)
        status = add_tables(&walk, options->tables.item[i], true);
    if (!status)
        status = add_named(&walk);
    if (!status)
        status = add_given(&walk, HAD_TABLE_CONVENTIONS, options->conventions);
    if (!status)
        status = add_given(&walk, HAD_TABLE_CIM10, options->cim10);
    if (!status)
        status = add_given(&walk, HAD_TABLE_CCAM, options->ccam);
    if (!status && !options->quiet)
        given_say(*tables, options->all_messages);
    if (!status)
        status = add_given(&walk, HAD_TABLE_UCD, options->liste);
    if (status) {
        had_tables_free(*tables);
        *tables = NULL;
    } else {
        say_conflicts(options, *tables);
    }
    return status;
}

bool load_is_tables(const char *name)
{
    struct os_look look;
    return os_look_path(name, &look) == 0 && look.directory && !load_is_classification(name);
}
