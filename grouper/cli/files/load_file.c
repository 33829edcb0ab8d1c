/* SPDX-License-Identifier: Apache-2.0 */
#include "load_file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "card.h"
#include "cli/base/cause.h"
#include "cli/base/ending.h"
#include "cli/base/grow.h"
#include "cli/base/status.h"
#include "cli/base/words.h"
#include "failure.h"
#include "foreign.h"

enum { TABLE_MAX = 64 * 1024 * 1024, READ_AT_ONCE = 64 * 1024 };

int load_complain(const had_error *error)
{
    if (error->status == HAD_E_MEMORY || !error->en[0]) /* not about a place in a file */
        return say_failure("had_tables_add", error->status ? error->status : HAD_E_ARGUMENT);
    const char *why = words_language_get() == ENGLISH ? error->en : error->fr;
    if (error->line == 0)
        say(W_TABLE_FILE, error->file, why);
    else if (error->column == 0)
        say(W_TABLE_LINE, error->file, error->line, why);
    else
        say(W_TABLE_COLUMN, error->file, error->line, error->column, why);
    return TABLES;
}

bool path_join(char out[OS_PATH], const char *directory, const char *name)
{
    size_t length = strlen(directory);
    bool slash = length > 0 && directory[length - 1] == '/';
    int n = snprintf(out, OS_PATH, "%s%s%s", directory, slash ? "" : "/", name);
    return n >= 0 && n < OS_PATH;
}

void path_last(char out[OS_PATH], const char *path)
{
    size_t length = strlen(path), start;
    while (length > 1 && path[length - 1] == '/')
        length--;
    for (start = length; start > 0 && path[start - 1] != '/'; start--)
        ;
    snprintf(out, OS_PATH, "%.*s", (int)(length - start), path + start);
}

int load_cannot_open(const char *path)
{
    struct os_look look;
    int error = errno, status = error == ENOMEM ? FILES : TABLES;
    if (error == ENOTDIR && os_look_path(path, &look) == 0 && !look.directory) {
        say(W_TABLES_NO_DIRECTORY, path);
        return status;
    }
    errno = error;
    say(W_NO_OPEN, path, cause());
    return status;
}

int load_file(const char *path, char **bytes, size_t *size)
{
    int file = os_open(path);
    struct os_look look;
    if (file < 0 || os_look(file, &look) < 0) {
        say(W_NO_OPEN, path, cause());
        if (file >= 0)
            os_close(file);
        return TABLES;
    }
    int status = DONE;
    size_t room = 0;
    *bytes = NULL;
    *size = 0;
    for (;;) {
        if (*size > TABLE_MAX) {
            say(W_TABLE_TOO_BIG, path);
            status = TABLES;
            break;
        }
        if (!grow_to((void **)bytes, &room, *size + READ_AT_ONCE, 1)) {
            status = FILES;
            break;
        }
        long n = os_read(file, *bytes + *size, room - *size);
        if (n < 0) {
            say(W_NO_READ, path, cause());
            status = TABLES;
        }
        if (n <= 0)
            break;
        *size += (size_t)n;
    }
    os_close(file);
    if (status) {
        free(*bytes);
        *bytes = NULL;
    }
    return status;
}

/* A name with such an ending, and something before it. */
static bool is_named(const char *name, const char *ending)
{
    return name_ends(name, ending) && name[strlen(ending)];
}

bool load_is_table(const char *name)
{
    return is_named(name, ".csv");
}

bool load_is_sheet(const char *name)
{
    static const char *const ends[] = {".xlsx", ".xlsm", ".xls", ".ods"};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
        if (is_named(name, ends[i]))
            return name[0] != '~'; /* a mark that a spreadsheet has it open */
    return false;
}

int load_refuse_sheet(const char *directory, const char *name)
{
    char path[OS_PATH];
    say(W_TABLE_SHEET, path_join(path, directory, name) ? path : name);
    return TABLES;
}

/* --- Those of one table ----------------------------------------------------------------------- */

struct bundle *bundle_new(void)
{
    struct bundle *bundle = calloc(1, sizeof *bundle);
    if (!bundle)
        say(W_NO_MEMORY);
    return bundle;
}

void bundle_free(struct bundle *bundle)
{
    if (!bundle)
        return;
    for (size_t i = 0; i < bundle->count; i++)
        free((void *)bundle->file[i].bytes);
    free(bundle);
}

int bundle_file(struct bundle *bundle, const char *directory, const char *name)
{
    if (bundle->count == BUNDLE_FILES || !path_join(bundle->path[bundle->count], directory, name)) {
        say(W_TABLE_NAME, name);
        return TABLES;
    }
    char *bytes = NULL;
    size_t size = 0;
    int status = load_file(bundle->path[bundle->count], &bytes, &size);
    if (status)
        return status;
    bundle->file[bundle->count] = (had_file){bundle->path[bundle->count], bytes, size};
    bundle->count++;
    return DONE;
}

struct bundle_listing {
    struct bundle *bundle;
    const char *directory;
};

static int bundle_name(void *context, const char *name)
{
    struct bundle_listing *listing = context;
    if (load_is_sheet(name))
        return load_refuse_sheet(listing->directory, name);
    return load_is_table(name) ? bundle_file(listing->bundle, listing->directory, name) : DONE;
}

int bundle_directory(struct bundle *bundle, const char *directory)
{
    struct bundle_listing listing = {bundle, directory};
    int status = os_list(directory, bundle_name, &listing);
    if (status < 0)
        return load_cannot_open(directory);
    if (status || bundle->count > 0)
        return status;
    say(W_TABLE_NONE, directory);
    return TABLES;
}

/* Why a table is refused; with what the file looks like when it is no text that a table can be. */
static int complain_of(const struct bundle *bundle, const had_error *error)
{
    char looks[FOREIGN_WORDS];
    for (size_t i = 0; i < bundle->count; i++) {
        const had_file *file = &bundle->file[i];
        if (strcmp(file->name, error->file) != 0 || error->status == HAD_E_MEMORY ||
            !foreign_start(looks, sizeof looks, file->bytes,
                           file->size < FOREIGN_BYTES ? file->size : FOREIGN_BYTES))
            continue;
        say(W_FOREIGN_LIST, error->file, words_language_get() == ENGLISH ? error->en : error->fr,
            looks);
        return TABLES;
    }
    return load_complain(error);
}

int bundle_add(const struct bundle *bundle, had_tables *tables, had_table_kind kind)
{
    had_error error = {.size = sizeof error};
    bool added = had_tables_add(tables, kind, bundle->file, bundle->count, &error) == HAD_OK;
    return added ? DONE : complain_of(bundle, &error);
}

/* classification.csv, with dates that cover every record; its lines and columns as they were. */
static bool undate_file(had_file *file)
{
    static const char from[] = "debut;1900-01-01", to[] = "fin;";
    struct card_file card = {.bytes = (char *)file->bytes, .size = file->size};
    struct card_line line = {0};
    char *written = malloc(file->size + sizeof from + sizeof to), *out = written;
    if (!written)
        return false;
    bool begun = false, ended = false; /* each once: a second is left for the library to refuse */
    while (card_next(&card, &line)) {
        const unsigned char *rest = line.begin, *end = line.text + line.length;
        const char *dated = !begun && card_has_key(&line, "debut") ? from
                            : !ended && card_has_key(&line, "fin") ? to
                                                                   : "";
        begun |= dated == from;
        ended |= dated == to;
        if (dated[0]) { /* a column behind the value stays */
            rest = memchr(line.text, ';', line.length);
            rest = memchr(rest + 1, ';', (size_t)(end - rest - 1));
            rest = rest ? rest : end;
        }
        memcpy(out, dated, strlen(dated));
        out += strlen(dated);
        memcpy(out, rest, (size_t)(line.next - rest));
        out += line.next - rest;
    }
    free((void *)file->bytes);
    file->bytes = written;
    file->size = (size_t)(out - written);
    return true;
}

int bundle_undate(struct bundle *bundle)
{
    for (size_t i = 0; i < bundle->count; i++) {
        size_t length = strlen(bundle->path[i]);
        bool dated = length >= sizeof CARD_NAME - 1 &&
                     strcmp(bundle->path[i] + length - (sizeof CARD_NAME - 1), CARD_NAME) == 0;
        if (dated && !undate_file(&bundle->file[i])) {
            say(W_NO_MEMORY);
            return FILES;
        }
    }
    return DONE;
}
