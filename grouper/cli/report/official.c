/* SPDX-License-Identifier: Apache-2.0 */
#include "official.h"

#include <stdlib.h>
#include <string.h>

#include "cli/base/status.h"
#include "cli/base/words.h"
#include "cli/files/foreign.h"
#include "cli/files/load.h"
#include "common/debris.h"

enum { GHT, JOURNEES, MONTANT, COLUMNS, GHT_LAST = 31, GHT_ERROR = 99 };
/* The days and the centimes of a year are far below this bound. */
static const int64_t most = INT64_C(1000000000000000);

struct cells {
    const char *path;
    unsigned line;
    const unsigned char *text[COLUMNS], *end[COLUMNS];
};

static int refuse(const struct cells *cells, int column, enum word why)
{
    say(W_TABLE_COLUMN, cells->path, cells->line, (unsigned)column + 1, words_of(why));
    return TABLES;
}

/* A line has exactly as many cells as there are columns. */
static bool split(struct cells *cells, const unsigned char *p, const unsigned char *end)
{
    for (int column = 0;; column++) {
        const unsigned char *mark = memchr(p, ';', (size_t)(end - p));
        if (column == COLUMNS)
            return false;
        cells->text[column] = p;
        cells->end[column] = mark ? mark : end;
        if (!mark)
            return column == COLUMNS - 1;
        p = mark + 1;
    }
}

/* A blank between digits, as people write them: a plain one, or one that does not break, in UTF-8
 * or not. Its bytes. */
static size_t blank_at(const unsigned char *p, const unsigned char *end)
{
    static const char *const blanks[] = {" ", "\xC2\xA0", "\xE2\x80\xAF", "\xA0"};
    for (size_t i = 0; i < sizeof blanks / sizeof blanks[0]; i++) {
        size_t size = strlen(blanks[i]);
        if ((size_t)(end - p) >= size && memcmp(p, blanks[i], size) == 0)
            return size;
    }
    return 0;
}

/* A number with so many decimals, after a point or a comma, as a whole number of the last; -1 when
 * it is none. */
static int64_t number_of(const unsigned char *p, const unsigned char *end, int decimals)
{
    int64_t value = 0;
    int left = decimals;
    bool mark = false;
    if (p == end)
        return -1;
    for (const unsigned char *c = p; c < end; c++) {
        size_t blank = c > p && !mark ? blank_at(c, end) : 0;
        if (blank > 0 && c + blank < end)
            c += blank - 1;
        else if ((*c == '.' || *c == ',') && !mark && c > p && c + 1 < end)
            mark = true;
        else if (*c >= '0' && *c <= '9' && value < most && (!mark || left > 0))
            value = value * 10 + (*c - '0'), left -= mark;
        else
            return -1;
    }
    for (; left > 0; left--)
        value *= 10;
    return value;
}

static int take(struct official *official, const struct cells *cells)
{
    int64_t value[COLUMNS];
    for (int column = 0; column < COLUMNS; column++)
        value[column] =
            number_of(cells->text[column], cells->end[column], column == MONTANT ? 2 : 0);
    if (value[GHT] != GHT_ERROR && (value[GHT] < 1 || value[GHT] > GHT_LAST))
        return refuse(cells, GHT, word_bare(W_OFFICIEL_GHT));
    if (value[JOURNEES] < 0)
        return refuse(cells, JOURNEES, word_bare(W_OFFICIEL_DAYS));
    if (value[MONTANT] < 0)
        return refuse(cells, MONTANT, word_bare(W_OFFICIEL_AMOUNT));
    if (official->ght[value[GHT]].line != 0)
        return refuse(cells, GHT, word_bare(W_OFFICIEL_TWICE));
    official->ght[value[GHT]].line = cells->line;
    official->ght[value[GHT]].journees = value[JOURNEES];
    official->ght[value[GHT]].montant = value[MONTANT];
    return DONE;
}

static bool is_head(const struct cells *cells)
{
    static const char *const names[COLUMNS] = {"ght", "journees", "montant"};
    for (int column = 0; column < COLUMNS; column++) {
        size_t length = (size_t)(cells->end[column] - cells->text[column]);
        if (length != strlen(names[column]) ||
            memcmp(cells->text[column], names[column], length) != 0)
            return false;
    }
    return true;
}

static int read_lines(struct official *official, const char *path, const unsigned char *p,
                      const unsigned char *end)
{
    struct debris debris = {0}; /* rule R43 */
    struct cells cells = {.path = path};
    int status = DONE;
    end = debris_tail(p, end, &debris);
    end = debris_back(p, end, &debris);
    for (bool head = false; !status && (p < end || !head);) {
        const unsigned char *newline = p < end ? memchr(p, '\n', (size_t)(end - p)) : NULL;
        const unsigned char *stop = newline ? newline : end, *next = newline ? newline + 1 : end;
        cells.line++;
        p = debris_front(p, stop, &debris);
        if (stop > p && stop[-1] == '\r')
            stop--;
        while (stop > p && stop[-1] == ' ')
            stop--;
        bool columns = split(&cells, p, stop);
        if (!head && (!columns || !is_head(&cells)))
            status = refuse(&cells, GHT, word_bare(W_OFFICIEL_HEAD));
        else if (!columns)
            status = refuse(&cells, GHT, word_bare(W_OFFICIEL_COLUMNS));
        else if (head)
            status = take(official, &cells);
        head = true;
        p = next;
    }
    return status;
}

/* Rule R44: a file that is something else, with what it looks like. A table is refused by its
 * lines. */
static bool is_foreign(const char *path, const unsigned char *p, size_t size)
{
    char looks[FOREIGN_WORDS];
    size_t start = size < FOREIGN_BYTES ? size : FOREIGN_BYTES;
    if (size == 0 || !(foreign_start(looks, sizeof looks, p, start) ||
                       (!memchr(p, ';', start) && foreign_file(looks, sizeof looks, p, size))))
        return false;
    say(W_FOREIGN_LIST, path, words(W_OFFICIEL_HEAD), looks);
    return true;
}

int official_read(struct official *official, const char *path)
{
    char *bytes;
    size_t size;
    if (load_file(path, &bytes, &size))
        return FILES;
    const unsigned char *p = (const unsigned char *)bytes;
    if (is_foreign(path, p, size)) {
        free(bytes);
        return FILES;
    }
    int status = size > 0 ? read_lines(official, path, p, p + size)
                          : refuse(&(struct cells){.path = path, .line = 1}, GHT,
                                   word_bare(W_OFFICIEL_HEAD));
    free(bytes);
    return status;
}

struct official_ght official_total(const struct official *official)
{
    struct official_ght total = {0};
    for (int ght = 0; ght < OFFICIAL_GHTS; ght++) {
        total.journees += official->ght[ght].journees;
        total.montant += official->ght[ght].montant;
    }
    return total;
}
