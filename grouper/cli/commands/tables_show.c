/* SPDX-License-Identifier: Apache-2.0 */
/* had tables show: the text that tables come from; with --pourquoi, what proves a deduced GHT. */
#include <stdio.h>
#include <string.h>

#include "cli/ask/commands.h"
#include "cli/base/status.h"
#include "cli/base/words.h"
#include "cli/files/load.h"
#include "cli/rows/rows.h"
#include "cli/write/table.h"
#include "deduce.h"

struct showing {
    struct table *table;
    const char *what;
    size_t shown;
};

/* Whether a file is part of what is asked: `tarifs` and tarifs/x.csv, tarifs.csv; a
 * classification's id, or its directory, and x.csv there. */
static bool is_part(const char *path, const char *what)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    char directory[OS_PATH];
    size_t length = strlen(what);
    if (strncmp(name, what, length) == 0 && strcmp(name + length, ".csv") == 0)
        return true;
    return slash &&
           snprintf(directory, sizeof directory, "%.*s", (int)(slash - path), path) < OS_PATH &&
           load_is_named(directory, what);
}

static void show_file(void *context, const char *path, const char *origin, const void *bytes,
                      size_t size)
{
    (void)origin;
    struct showing *showing = context;
    struct sink *sink = showing->table->sink;
    if (!is_part(path, showing->what))
        return;
    showing->shown++;
    uint64_t number = 0;
    for (const char *p = bytes, *end = p + size; p < end;) {
        const char *newline = memchr(p, '\n', (size_t)(end - p));
        size_t length = (size_t)((newline ? newline : end) - p);
        sink_room(sink, PUT_FIELD_MAX(strlen(path)) + ROW_ROOM + (length < 65536 ? length : 65536));
        put_cell(sink, (const unsigned char *)path, (const unsigned char *)path + strlen(path));
        put(sink, ';');
        put_number(sink, ++number);
        put(sink, ';');
        put_bytes(sink, p, length < 65536 ? length : 65536);
        put(sink, '\n');
        p += length + (newline != NULL);
    }
}

/* --- --pourquoi ------------------------------------------------------------------------------- */

/* Where the observed groups of a classification stand. */
struct observed_place {
    const char *what;
    char directory[OS_PATH];
};

static void find_groups(void *context, const char *path, const char *origin, const void *bytes,
                        size_t size)
{
    (void)origin, (void)bytes, (void)size;
    struct observed_place *where = context;
    const char *slash = strrchr(path, '/');
    if (slash && strcmp(slash + 1, "groupes.csv") == 0 && is_part(path, where->what))
        snprintf(where->directory, sizeof where->directory, "%.*s", (int)(slash - path), path);
}

/* Rule R47: what proves the deduced GHT of a triple. */
static int show_why(const struct options *options, const struct options *asked, const char *what,
                    struct table *table)
{
    had_tables *tables = NULL;
    struct observed_place where = {.what = what};
    struct loading loading = {find_groups, &where};
    int status = load_tables(asked, &loading, &tables);
    had_tables_free(tables);
    if (!status && !where.directory[0]) {
        say(W_NOT_OBSERVED, what); /* one that is not there was refused by load_tables */
        status = TABLES;
    }
    return status ? status : deduce_why(where.directory, options, table->sink);
}

static int run_show(const struct options *options, struct table *table)
{
    char name[OS_PATH];
    const char *what = options->files[0];
    static const char *const kinds[] = {"tarifs", "layouts",      "values",
                                        "modes",  "coefficients", NULL};
    had_tables *tables = NULL;
    struct options asked = *options;
    struct showing showing = {table, what, 0};
    struct loading loading = {show_file, &showing, kinds};
    bool kind = false;
    for (size_t i = 0; kinds[i]; i++)
        kind |= strcmp(kinds[i], what) == 0;
    /* Any other name is that of a classification: it is loaded. */
    if (!kind) {
        asked.classifications.count = 1;
        asked.classifications.item[0] = what;
        path_last(name, what);
        showing.what = name;
    }
    if (options->why)
        return show_why(options, &asked, showing.what, table);
    int status = load_tables(&asked, &loading, &tables);
    had_tables_free(tables);
    if (!status && showing.shown == 0) {
        say(W_NO_SUCH_CLASSIFICATION, what);
        status = TABLES;
    }
    return status;
}

int command_tables_show(const struct options *options)
{
    return rows_write(options, run_show);
}
