/* SPDX-License-Identifier: Apache-2.0 */
/* Why GHT of a record are deduced (rule R47): the steps that prove them, as `tables show
 * --pourquoi` gives them, from the directory that its classification came from. */
#include <stdio.h>
#include <string.h>

#include "os/os.h"
#include "deduce.h"
#include "explain.h"
#include "cli/files/load.h"
#include "cli/base/status.h"

/* Looks for the directory of a classification among the files loaded. */
struct groups_place {
    const char *id;
    char card[OS_PATH];      /* directory of the card of this id */
    char directory[OS_PATH]; /* the same, with groups in it; "" = not found */
};

/* Whether a card, "cle;valeur" a line, has this id. */
static bool has_id(const char *card, size_t size, const char *id)
{
    const char *end = card + size;
    size_t length = strlen(id);
    for (const char *p = card; p < end;) {
        const char *newline = memchr(p, '\n', (size_t)(end - p)), *stop = newline ? newline : end;
        const char *last = stop > p && stop[-1] == '\r' ? stop - 1 : stop;
        if ((size_t)(last - p) == 3 + length && memcmp(p, "id;", 3) == 0 &&
            memcmp(p + 3, id, length) == 0)
            return true;
        p = newline ? newline + 1 : end;
    }
    return false;
}

/* Files of a directory come in the order of their names: the card before the groups. */
static void look(void *context, const char *path, const char *origin, const void *bytes,
                 size_t size)
{
    (void)origin;
    struct groups_place *where = context;
    const char *slash = strrchr(path, '/');
    size_t length = slash ? (size_t)(slash - path) : 0;
    if (!slash || length >= OS_PATH)
        return;
    if (strcmp(slash + 1, "classification.csv") == 0 && has_id(bytes, size, where->id))
        snprintf(where->card, OS_PATH, "%.*s", (int)length, path);
    if (strcmp(slash + 1, "groupes.csv") == 0 && strlen(where->card) == length &&
        memcmp(where->card, path, length) == 0)
        memcpy(where->directory, where->card, OS_PATH);
}

bool told_deduced(const struct told *told)
{
    const had_result *result = told->item->result;
    for (int i = 0; i < result->zone_count; i++)
        if (result->zone[i].groupement == HAD_GROUPE_DEDUIT)
            return true;
    return false;
}

struct reason_lines {
    told_line *each;
    void *context;
};

static int give_lines(void *context, const unsigned char *bytes, size_t size)
{
    const struct reason_lines *lines = context;
    const char *p = (const char *)bytes, *end = p + size;
    while (p < end) {
        const char *newline = memchr(p, '\n', (size_t)(end - p)), *stop = newline ? newline : end;
        lines->each(lines->context, p, (size_t)(stop - p));
        p = newline ? newline + 1 : end;
    }
    return 0;
}

void told_reason(const struct told *told, told_line *each, void *context)
{
    enum { ROOM = 256 * 1024 };
    char why[16];
    struct triple_codes codes = told_triple(told);
    int32_t classification = told->item->result->classification;
    struct options options = *told->batch->options;
    struct groups_place where = {.id = told->batch->classification[classification].id};
    struct loading loading = {look, &where};
    struct reason_lines lines = {each, context};
    struct sink sink;
    had_tables *tables = NULL;
    if (load_tables(&options, &loading, &tables) != DONE) {
        *told->failed = true;
        return;
    }
    had_tables_free(tables);
    snprintf(why, sizeof why, "%s-%s-%s", codes.mpp, codes.mpa, codes.ik);
    options.why = why;
    if (!where.directory[0])
        return;
    if (!sink_open(&sink, ROOM, give_lines, &lines)) {
        say(W_NO_MEMORY);
        *told->failed = true;
        return;
    }
    deduce_why(where.directory, &options, &sink);
    sink_flush(&sink);
    sink_close(&sink);
}
