/* SPDX-License-Identifier: Apache-2.0 */
/* had verify: reads a journal, runs again what it tells, and compares the two accounts. Nothing is
 * written: the new output is only fingerprinted. */
#include "cli/ask/commands.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/ask/catalogue.h"
#include "cli/base/grow.h"
#include "had.h"
#include "cli/files/input.h"
#include "cli/account/journal.h"
#include "cli/base/escaped.h"
#include "cli/base/printed.h"
#include "cli/base/shown.h"
#include "cli/base/status.h"
#include "cli/base/words.h"
#include "os/os.h"

enum { JOURNAL_MAX = 64 * 1024 * 1024 };

static int read_journal(const char *path, struct text *text)
{
    struct input input = {0};
    struct block block;
    int status = input_open(&input, path);
    if (status) {
        input_free(&input);
        return status;
    }
    while (input_next(&input, &block)) {
        bool large = text->size + block.size > JOURNAL_MAX;
        if (!large)
            text_add(text, (const char *)block.bytes, block.size);
        if (large || text->failed) {
            large ? say(W_VERIFY_NOT_ONE, path) : say(W_NO_MEMORY);
            input_close(&input);
            input_free(&input);
            return FILES;
        }
    }
    status = input_close(&input);
    input_free(&input);
    return status;
}

/* What editors and mails leave is taken away: a byte order mark, the CR of line ends (in a string
 * one is escaped), blanks and 0x1A around the whole. */
static void clean_journal(struct text *text)
{
    static const char mark[] = "\xEF\xBB\xBF";
    size_t size = 0, from = 0;
    if (text->size >= sizeof mark - 1 && memcmp(text->bytes, mark, sizeof mark - 1) == 0)
        from = sizeof mark - 1;
    while (from < text->size && text->bytes[from] && strchr(" \r\n", text->bytes[from]))
        from++;
    for (; from < text->size; from++)
        if (text->bytes[from] != '\r')
            text->bytes[size++] = text->bytes[from];
    while (size > 0 && text->bytes[size - 1] && strchr(" \n\x1A", text->bytes[size - 1]))
        size--;
    text->size = size;
    if (text->bytes)
        text->bytes[size] = '\0';
}

/* Whether a journal goes on to its end. */
static bool whole_journal(const struct text *text)
{
    size_t size = text->size;
    while (size > 0 && (text->bytes[size - 1] == '\n' || text->bytes[size - 1] == ' '))
        size--;
    return size >= 2 && memcmp(text->bytes + size - 2, "\n}", 2) == 0;
}

/* Strings taken out of a journal; they live in its text. */
struct strings {
    char **list;
    size_t count, room;
};

/* Those of the list that is called so and begins at *p, which moves to its end. */
static bool take_strings(char **p, const char *opening, struct strings *strings)
{
    if (strncmp(*p, opening, strlen(opening)) != 0)
        return false;
    for (*p += strlen(opening);;) {
        *p += strspn(*p, ", \n");
        if (**p == ']')
            return true;
        char *string = escaped_take(p);
        if (!string ||
            !grow((void **)&strings->list, &strings->room, strings->count, sizeof *strings->list))
            return false;
        strings->list[strings->count++] = string;
    }
}

/* What a journal says of a run: the arguments, the files of records, those beside them. */
struct journal_told {
    struct strings arguments, files, beside, left[LISTED_LEFT];
    char version[64]; /* of the program that wrote it */
    bool said;        /* the language of what it wrote is told: */
    enum language language;
};

/* The language that the run wrote in, before its arguments; journals of before did not tell. */
static void take_language(const char *journal, const char *arguments, struct journal_told *told)
{
    static const char name[] = "\n  \"language\": \"";
    const char *p = strstr(journal, name);
    if (!p || p > arguments)
        return;
    told->said = true;
    told->language = strncmp(p + sizeof name - 1, "en\"", 3) == 0 ? ENGLISH : FRENCH;
}

static const char journal_begin[] = "{\n  \"had\": \"";

/* Takes them, and the version that wrote the journal; false when it is none. */
static bool take_told(char *journal, struct journal_told *told)
{
    char *p = strstr(journal, "\"arguments\": [");
    if (!p)
        return false;
    const char *version = journal + sizeof journal_begin - 1;
    snprintf(told->version, sizeof told->version, "%.*s", (int)strcspn(version, "\"\n"), version);
    take_language(journal, p, told);
    if (take_strings(&p, "\"arguments\": [", &told->arguments) &&
        take_strings(&p, "],\n  \"files\": [", &told->files)) {
        take_strings(&p, "],\n  \"beside\": [", &told->beside); /* there may be none */
        for (int way = 0; way < LISTED_LEFT; way++) {
            char opening[64];
            snprintf(opening, sizeof opening, "],\n  \"%s\": [", journal_left[way]);
            take_strings(&p, opening, &told->left[way]);
        }
        return true;
    }
    return false;
}

/* The build of the program is printed, but is no difference; nor is the language, in which it is
 * run again. */
static bool compared(const char *line)
{
    return strncmp(line, "  \"commit\": ", 12) != 0 && strncmp(line, "  \"compiler\": ", 14) != 0 &&
           strncmp(line, "  \"language\": ", 14) != 0;
}

/* So does the number of its version, which is said apart. */
static bool compared_versions(const char *line)
{
    return strncmp(line, "  \"had\": ", 9) != 0;
}

static const char *next_line(const char **p, size_t *length)
{
    const char *line = *p;
    *length = strcspn(line, "\n");
    *p += *length + (line[*length] == '\n');
    return line;
}

/* The commands that keep a journal. What they find is compared in their accounts. */
static int run_command(const struct options *options)
{
    if (!options->info || !option_goes(options->info, O_JOURNAL))
        return USAGE;
    int status = options->info->run(options);
    return status == DIFFERENCES ? DONE : status;
}

/* A line of a journal. A journal may come from anybody: it is shown harmless. */
static void print_line(char sign, const char *line, size_t length)
{
    const unsigned char *p = (const unsigned char *)line, *end = p + length;
    char one[SHOWN_MAX];
    printf("%c ", sign);
    while (p < end) {
        size_t n = shown_one(one, &p, end);
        fwrite(one, 1, n, stdout);
    }
    putchar('\n');
}

/* What a line of a journal is called: the name up to its colon, or, of a file, its path. Of other
 * lines, nothing. */
static size_t name_length(const char *line, size_t length)
{
    static const char file[] = "{\"file\": ";
    size_t indent = strspn(line, " ");
    const char *begin = line + indent, *end = NULL;
    if (length > indent + sizeof file && strncmp(begin, file, sizeof file - 1) == 0)
        end = strstr(begin, "\", ");
    else if (length > indent && *begin == '"')
        end = memchr(line, ':', length);
    return end && end < line + length ? (size_t)(end - line) : 0;
}

/* Whether a line ends a list of a journal. */
static bool ends_list(const char *line, size_t length)
{
    return length >= 3 && (line[2] == ']' || line[2] == '}');
}

/* Whether a line with the same name stands further on in the same list, not too far: what differs
 * between two versions are a few lines. */
static bool stands_further(const char *p, const char *line, size_t name)
{
    enum { AHEAD = 256 };
    for (int i = 0; i < AHEAD && *p && name > 0; i++) {
        size_t length;
        const char *one = next_line(&p, &length);
        if (name_length(one, length) == name && memcmp(one, line, name) == 0)
            return true;
        if (ends_list(one, length))
            return false;
    }
    return false;
}

/* Whether `b` and what follows hold lines that are not before `a`: the end of the list, or a line
 * that stands further on. */
static bool comes_later(const char *a, size_t a_length, const char *b, size_t b_length)
{
    if (ends_list(a, a_length))
        return !ends_list(b, b_length) && name_length(b, b_length) > 0;
    return stands_further(b, a, name_length(a, a_length));
}

/* The parts of a journal, by the names of its lists. */
enum account_part { PART_TABLES, PART_INPUTS, PART_RESULT, PARTS };

static enum account_part part_of(const char *line, enum account_part before)
{
    static const struct {
        const char *begin;
        enum account_part part;
    } names[] = {{"  \"tables\": ", PART_TABLES},
                 {"  \"classifications\": ", PART_TABLES},
                 {"  \"inputs\": ", PART_INPUTS},
                 {"  \"output\": ", PART_RESULT},
                 {"  \"counts\": ", PART_RESULT}};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strncmp(line, names[i].begin, strlen(names[i].begin)) == 0)
            return names[i].part;
    return before;
}

/* What differs between two accounts. */
struct differences {
    unsigned lines;
    bool part[PARTS];
};

/* Prints the lines that differ. What only the newer program counts is no difference when the
 * journal is of `another` version. */
static struct differences compare(const char *then, const char *now, bool another)
{
    struct differences found = {.lines = 0};
    enum account_part part = PART_INPUTS;
    while (*then || *now) {
        size_t then_length, now_length;
        const char *then_next = then, *now_next = now;
        const char *a = next_line(&then_next, &then_length);
        const char *b = next_line(&now_next, &now_length);
        size_t a_name = name_length(a, then_length), b_name = name_length(b, now_length);
        /* The last line of a list has no comma. */
        size_t a_size = then_length - (then_length > 0 && a[then_length - 1] == ',');
        size_t b_size = now_length - (now_length > 0 && b[now_length - 1] == ',');
        bool same = a_size == b_size && memcmp(a, b, a_size) == 0;
        bool alike = a_name > 0 && a_name == b_name && memcmp(a, b, a_name) == 0;
        bool added = !same && !alike && comes_later(a, then_length, b, now_length);
        bool removed = !same && !alike && !added && comes_later(b, now_length, a, then_length);
        part = part_of(a, part);
        if (!same && compared(a) && !(another && (added || !compared_versions(a)))) {
            if (!added)
                print_line('-', a, then_length);
            if (!removed)
                print_line('+', b, now_length);
            found.lines++;
            found.part[part] = true;
        }
        then = added ? then : then_next;
        now = removed ? now : now_next;
    }
    return found;
}

static bool any_pipe(const char *const *files, size_t count)
{
    bool any = false;
    for (size_t i = 0; i < count; i++)
        any |= strcmp(files[i], "-") == 0;
    return any;
}

static int run_again(const struct options *options, const struct journal_told *told,
                     struct text *now)
{
    const struct strings *arguments = &told->arguments, *files = &told->files;
    struct options again;
    char **copy = calloc(arguments->count + 1, sizeof *copy);
    if (!copy) {
        say(W_NO_MEMORY);
        return FILES;
    }
    for (size_t i = 0; i < arguments->count; i++)
        copy[i] = arguments->list[i];
    enum language language = words_language_get();
    int status = options_read(&again, (int)arguments->count, copy);
    enum language theirs = told->said ? told->language : words_language_get();
    words_language(language);
    again.arguments = (const char *const *)arguments->list;
    again.argument_count = (int)arguments->count;
    /* The files that the journal lists: a directory may hold others by now. */
    again.listed = (const char *const *)files->list;
    again.listed_count = files->count;
    again.listed_beside = (const char *const *)told->beside.list;
    again.listed_beside_count = told->beside.count;
    for (int way = 0; way < LISTED_LEFT; way++) {
        again.listed_left[way].list = (const char *const *)told->left[way].list;
        again.listed_left[way].count = told->left[way].count;
    }
    again.account = now;
    again.quiet = true;
    again.strict = false;
    if (!status && again.sejour && strcmp(again.sejour, JOURNAL_HIDDEN) == 0) {
        say(W_VERIFY_HIDDEN, options->files[0]);
        status = FILES;
    }
    if (!status &&
        (any_pipe(again.files, again.file_count) || any_pipe(again.listed, again.listed_count))) {
        say(W_VERIFY_PIPE, options->files[0]);
        status = FILES;
    }
    if (!status) {
        os_foreign_names();     /* a journal may have been written on another system */
        words_language(theirs); /* what is written depends on it */
        status = run_command(&again);
        words_language(language);
    }
    free(copy);
    return status;
}

/* Says whether the accounts are the same, else where the difference comes from. */
static void explain(const char *path, const struct journal_told *told,
                    const struct differences *found)
{
    bool another = strcmp(told->version, had_version()) != 0;
    if (another)
        say_plain(W_VERIFY_VERSION, path, told->version, had_version());
    if (found->lines == 0 && another)
        say_plain(W_VERIFY_AGREES, path);
    else if (found->lines == 0)
        say_plain(W_VERIFY_SAME, path);
    if (found->lines == 0)
        return;
    say_plain(W_VERIFY_DIFFERENT, path, found->lines);
    if (found->part[PART_INPUTS])
        say_plain(W_VERIFY_INPUTS);
    if (found->part[PART_TABLES])
        say_plain(W_VERIFY_TABLES);
    if (found->part[PART_INPUTS] || found->part[PART_TABLES])
        return;
    if (another)
        say_plain(W_VERIFY_PROGRAM);
    else
        say_plain(W_VERIFY_UNKNOWN);
}

/* Runs again what the journal tells, and compares; `copy` is room for its text. */
static int verify(const struct options *options, const struct text *then, char *copy)
{
    const char *path = options->files[0];
    struct text now = {0};
    struct journal_told told = {.files = {0}};
    int status = FILES;
    bool begun = then->bytes && strncmp(then->bytes, journal_begin, sizeof journal_begin - 1) == 0;
    if (begun && !whole_journal(then))
        say(W_VERIFY_CUT, path);
    else if (!begun || !take_told(copy, &told))
        say(W_VERIFY_NOT_ONE, path);
    else
        status = run_again(options, &told, &now);
    if (!status && now.failed) {
        say(W_NO_MEMORY);
        status = FILES;
    }
    if (!status) {
        bool another = strcmp(told.version, had_version()) != 0;
        struct differences found = compare(then->bytes, now.bytes ? now.bytes : "", another);
        status = printed();
        if (!status && found.lines > 0)
            status = DIFFERENCES;
        if (!options->quiet)
            explain(path, &told, &found);
    }
    free(told.arguments.list);
    free(told.files.list);
    free(told.beside.list);
    for (int way = 0; way < LISTED_LEFT; way++)
        free(told.left[way].list);
    free(now.bytes);
    return status;
}

int command_verify(const struct options *options)
{
    struct text then = {0};
    int status = read_journal(options->files[0], &then);
    clean_journal(&then);
    /* The arguments are taken apart in a copy: the text is still to be compared. */
    char *copy = malloc(then.size + 1);
    if (!status && copy) {
        if (then.bytes)
            memcpy(copy, then.bytes, then.size + 1);
        status = verify(options, &then, copy);
    } else if (!status) {
        say(W_NO_MEMORY);
        status = FILES;
    }
    free(copy);
    free(then.bytes);
    return status;
}
